//! "Did you mean": the known name nearest to an unknown one.
//!
//! Distance is the number of letters inserted, dropped, changed or swapped with a neighbour. A name
//! is near when the distance is at most one for every three letters of the longer of the two (and at
//! least one).

use super::former;

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

/// The shortest of `known` that goes on behind `found`, which is its first word or words.
fn longer<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let goes_on = |name: &&str| name.strip_prefix(found).is_some_and(|rest| rest.starts_with('_'));
    known.into_iter().filter(|_| found.len() > 2).filter(goes_on).min_by_key(|name| name.len())
}

/// A help text: the nearest name if there is one, and the list of all.
pub fn help<'a>(found: &str, known: impl IntoIterator<Item = &'a str> + Clone, what: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in known.clone() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let list = if names.is_empty() { format!("there are no {what}") } else { format!("{what}: {}", names.join(", ")) };
    if let Some(now) = former::help(found, &names) {
        return format!("{now}; {list}");
    }
    match nearest(found, known.clone()).or_else(|| longer(found, known)) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => former::help_with_slip(found, &names).map_or(list.clone(), |now| format!("{now}; {list}")),
    }
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
