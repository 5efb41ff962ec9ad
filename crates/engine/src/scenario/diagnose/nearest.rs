//! "Did you mean": the known name nearest to an unknown one.
//!
//! Distance is the number of letters inserted, dropped, changed or swapped with a neighbour. A name
//! is near when the distance is at most one for every three letters of the longer of the two (and at
//! least one).

/// The nearest of `known`, if one is near; the first in the list among equals.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = found.chars().count();
    let near = known.into_iter().filter_map(|name| {
        let others = name.chars().count();
        let most = (letters.max(others) / 3).max(1);
        // The distance is at least the difference of the lengths; to work it out for half a million letters takes long.
        if letters.abs_diff(others) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(found, name);
        (distance <= most).then_some((distance, name))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_recognised_and_a_different_word_is_not() {
        let known = ["forgiveness", "temptation", "cure"];
        assert_eq!(nearest("forgivness", known), Some("forgiveness"));
        assert_eq!(nearest("cuer", known), Some("cure"));
        assert_eq!(nearest("banana", known), None);
        assert_eq!(nearest("curetemptation", known), Some("temptation"), "four letters of fourteen too many");
        assert_eq!(nearest("thecuretemptation", known), None);
    }
}
