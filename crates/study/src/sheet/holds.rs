//! What the cells of a table hold: numbers, which spreadsheets spell in many ways; words of the scenario language; or text, which
//! stays as it is written.

use super::model::{Asked, Cell, Row, VALUES};
use detente_engine::parameter::registry;

/// The column that names a case and sets nothing.
pub const LABEL: &str = "case";

/// Columns of a questionnaire that hold text.
const TEXT: [&str; 2] = [Asked::question.name(), Asked::source.name()];
/// Columns of a questionnaire that hold words and ids.
const WORDS: [&str; 6] = [
    Asked::scenario.name(),
    Asked::key.name(),
    Asked::unit.name(),
    Asked::range.name(),
    Asked::basis.name(),
    Asked::origin.name(),
];

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Numbers.
    Numbers,
    /// Words of the language, `true` and `false`, days, ids.
    Words,
    /// A label, a name, or any other text: `010` is no number there, `TRUE` no answer.
    Text,
}

/// What stands under the dotted key `key`; what no file has is taken for numbers.
pub(super) fn under(key: &str) -> Holds {
    match registry::of_key(key) {
        _ if key == LABEL => Holds::Text,
        Some(entry) if entry.holds_text() => Holds::Text,
        Some(entry) if !entry.holds_numbers() => Holds::Words,
        _ => Holds::Numbers,
    }
}

/// What the columns of a table hold.
pub(super) struct Columns {
    /// By column; none where the key of the row decides.
    holds: Vec<Option<Holds>>,
    /// The column of the keys of a questionnaire.
    pub(super) key: Option<usize>,
}

impl Columns {
    /// The columns under `header`: as `own` has them by their names, if it is given; else those of a questionnaire, where there are keys
    /// and values, else a key each.
    pub(super) fn of(header: &[Cell], own: Option<fn(&str) -> Holds>) -> Self {
        if let Some(own) = own {
            return Self { holds: header.iter().map(|cell| Some(own(&cell.text))).collect(), key: None };
        }
        let key = header.iter().position(|cell| cell.text == Asked::key.name());
        let key = key.filter(|_| header.iter().any(|cell| VALUES.contains(&cell.text.as_str())));
        let of = |name: &str| match key {
            None => Some(under(name)),
            Some(_) if VALUES.contains(&name) => None,
            Some(_) if TEXT.contains(&name) => Some(Holds::Text),
            Some(_) if WORDS.contains(&name) => Some(Holds::Words),
            Some(_) => Some(Holds::Numbers),
        };
        Self { holds: header.iter().map(|cell| of(&cell.text)).collect(), key }
    }

    /// What each cell of `row` holds, in order.
    pub(super) fn in_row(&self, row: &Row) -> Vec<Holds> {
        let own = self.key.map_or(Holds::Numbers, |key| under(row.cells[key].text.trim()));
        self.holds.iter().map(|holds| holds.unwrap_or(own)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_what_its_cells_hold() {
        for (key, holds) in [
            ("case", Holds::Text),
            ("title", Holds::Text),
            ("mediator.name", Holds::Text),
            ("messaging.ambiguity", Holds::Numbers),
            ("rung.hotline.ring_fenced", Holds::Words),
            ("start", Holds::Words),
            ("no.such.key", Holds::Numbers),
        ] {
            assert_eq!(under(key), holds, "{key}");
        }
    }

    #[test]
    fn in_a_questionnaire_the_key_of_the_row_decides() {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), span: 0..0 };
        let columns =
            Columns::of(&["key", "value", "source", "basis", "who"].iter().map(cell).collect::<Vec<_>>(), None);
        let row = |key| Row { number: 2, cells: [key, "1", "2", "3", "4"].iter().map(cell).collect() };
        assert_eq!(columns.in_row(&row("title"))[1..3], [Holds::Text, Holds::Text]);
        assert_eq!(
            columns.in_row(&row("messaging.ambiguity"))[1..],
            [Holds::Numbers, Holds::Text, Holds::Words, Holds::Numbers]
        );
    }
}
