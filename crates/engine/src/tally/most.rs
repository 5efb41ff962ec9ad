//! Which of several comes most often, wherever that is said: in tables, on pages and screens, and where a typical trial is chosen.

/// The entry with the highest count, the first of several with as many, and its count; `None` where no count is above zero.
///
/// The entries come in their documented order: causes and reasons as the glossary lists them, rungs as they are climbed, bodies as
/// the file has them. `Iterator::max_by_key` would take the last of several.
///
/// ```
/// use detente_engine::tally::most_frequent;
///
/// assert_eq!(most_frequent([("veto", 2_u64), ("lapse", 5), ("alarm", 5)]), Some(("lapse", 5)));
/// assert_eq!(most_frequent([("veto", 0_u64)]), None);
/// ```
pub fn most_frequent<T, C: PartialOrd + Default>(counts: impl IntoIterator<Item = (T, C)>) -> Option<(T, C)> {
    let higher = |best: (T, C), next: (T, C)| if next.1 > best.1 { next } else { best };
    counts.into_iter().reduce(higher).filter(|(_, count)| *count > C::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_counts_the_first_is_the_most_frequent() {
        assert_eq!(most_frequent([('a', 3), ('b', 3), ('c', 3)]), Some(('a', 3)));
        assert_eq!(most_frequent([('a', 1), ('b', 3), ('c', 3), ('d', 2)]), Some(('b', 3)));
        assert_eq!(most_frequent([('a', 0.25), ('b', 0.25)]), Some(('a', 0.25)));
    }

    #[test]
    fn nothing_is_frequent_where_nothing_came() {
        assert_eq!(most_frequent([('a', 0), ('b', 0)]), None);
        assert_eq!(most_frequent(Vec::<(char, u64)>::new()), None);
    }
}
