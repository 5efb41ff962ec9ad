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
}
