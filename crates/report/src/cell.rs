//! Cells of tables as people read them.

use crate::results::Dialect;
use detente_study::table::Cell;

/// A cell as people read it: text as it was written, numbers without digits that only a file needs.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Exact(number) => significant(*number, 6),
        Cell::Empty | Cell::Count(_) | Cell::Number(_) | Cell::Tidy(_) | Cell::Date(_) => spelled(cell),
    }
}

/// A cell as the CSV files spell it, so that it can be compared with them sign by sign.
pub(super) fn spelled(cell: &Cell) -> String {
    let mut text = String::new();
    Dialect::Standard.spell(cell, &mut text);
    text
}

/// `number` in decimals with at most so many significant `digits`, none of them a zero at the end; whole digits all stand.
pub(super) fn significant(number: f64, digits: u8) -> String {
    let scientific = format!("{number:.0$e}", usize::from(digits) - 1);
    let power: i32 = scientific.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from(i32::from(digits) - 1 - power).unwrap_or(0);
    let text = format!("{number:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// A word of a table as people write it.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('_', " ").replace("sign offs", "sign-offs")
}

/// `letter`, or what stands for it where readers of XML would refuse it.
pub(crate) fn printable(letter: char) -> char {
    match letter {
        letter if letter.is_control() => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        letter => letter,
    }
}

/// Most decimals of a difference in points.
const MOST_DECIMALS: usize = 3;

/// A difference of shares in percentage points, with its sign, in tenths; with more decimals where tenths would make nothing of it. What is
/// rounded to nothing even then has no sign.
pub(crate) fn points(difference: f64) -> String {
    let is_nothing = |text: &String| text.trim_start_matches(['+', '-']).parse() == Ok(0.0);
    let mut rounded = (1..=MOST_DECIMALS).map(|decimals| format!("{:+.decimals$}", 100.0 * difference));
    rounded.find(|text| !is_nothing(text)).unwrap_or_else(|| "0.0".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_beyond_the_significant_ones_are_left_out() {
        let six = |number| significant(number, 6);
        assert_eq!([0.099_999_999_999_999_92, 0.679_999_999_999_999_9, -0.5].map(six), ["0.1", "0.68", "-0.5"]);
        assert_eq!([1.0 / 3.0, 1_234_567.8, 1e-7, 0.0].map(six), ["0.333333", "1234568", "0.0000001", "0"]);
    }

    #[test]
    fn people_see_text_as_it_was_written() {
        assert_eq!(shown(&Cell::from("-1 to 0.5")), "-1 to 0.5");
        assert_eq!(shown(&Cell::Exact(-0.5)), "-0.5");
        assert_eq!(shown(&Cell::Number(0.25)), "0.250000");
    }

    #[test]
    fn what_is_rounded_to_nothing_has_no_sign() {
        assert_eq!([-0.0006, 0.1, -0.1].map(points), ["-0.1", "+10.0", "-10.0"]);
        assert_eq!([-0.0004, 0.00004].map(points), ["-0.04", "+0.004"], "tenths would make nothing of it");
        assert_eq!([-0.000_004, 0.000_004, 0.0].map(points), ["0.0"; 3]);
    }
}
