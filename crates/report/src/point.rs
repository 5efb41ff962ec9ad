//! The points of a sweep in words: what was varied, and its value at each.

use super::cell::shown;
use detente_study::table::{Varied, value_cell};

/// Values that name a point; the tables have all.
const MOST_VALUES: usize = 4;
/// Signs of a value that name a point.
const MOST_SIGNS: usize = 40;

/// The values at `point`, as in `escrow share 0.2, tranches 1`; none where it is not one of the points.
pub(super) fn words(varied: &Varied, point: &str) -> Option<String> {
    let values = varied.points.get(point)?;
    let named = varied.keys.iter().zip(values).take(MOST_VALUES);
    let mut words: Vec<String> = named
        .map(|(key, value)| format!("{} {}", short(key, &varied.keys).replace(['.', '_'], " "), shortened(key, value)))
        .collect();
    let left = values.len().saturating_sub(MOST_VALUES);
    words.extend((left > 0).then(|| format!("and {left} more")));
    (!words.is_empty()).then(|| words.join(", "))
}

/// As many of the last parts of `key` as tell it from all other `keys`.
fn short<'a>(key: &'a str, keys: &[String]) -> &'a str {
    let is_end =
        |own: &str, end: &str| own.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let starts = key.rmatch_indices('.').map(|(dot, _)| dot + 1).chain([0]);
    let mut ends = starts.map(|start| &key[start..]);
    ends.find(|end| keys.iter().filter(|own| is_end(own, end)).count() < 2).unwrap_or(key)
}

fn shortened(key: &str, value: &str) -> String {
    let text = shown(&value_cell(key, value));
    match text.char_indices().nth(MOST_SIGNS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn varied(keys: &[&str], values: &[&str]) -> Varied {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        Varied { keys: owned(keys), points: [("a-1".to_owned(), owned(values))].into() }
    }

    #[test]
    fn a_point_is_named_by_the_ends_of_its_keys_and_its_values() {
        let named = |keys: &[&str], values: &[&str]| words(&varied(keys, values), "a-1").expect("a point");
        let keys = ["messaging.ambiguity", "rung.release.tranches"];
        assert_eq!(named(&keys, &["0.30000000000000004", "1"]), "ambiguity 0.3, tranches 1");
        let keys = ["rung.first.tranches", "rung.second.tranches", "title"];
        assert_eq!(named(&keys, &["1", "2", "Ours"]), "first tranches 1, second tranches 2, title Ours");
        assert_eq!(named(&["a.start", "start"], &["1", "2"]), "a start 1, start 2");
        assert_eq!(named(&["a", "b", "c", "d", "e", "f"], &["-1"; 6]), "a -1, b -1, c -1, d -1, and 2 more");
        assert_eq!(words(&varied(&["a"], &["1"]), "b-1"), None);
    }
}
