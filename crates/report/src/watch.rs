//! What to watch, read from the table `watch`: the indicators that tell most at an early landmark.

use super::view::{Row, View};
use detente_engine::domain::Outcome;

/// Indicators that are shown.
const MOST: usize = 3;
/// The landmark that is shown, where the scenario has it; else the last before it.
const WEEK: f64 = 26.0;

/// What goes with what an observer can read at a landmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// The landmark, weeks since the start.
    pub week: f64,
    /// Shares of the outcomes, by [`Outcome`], over all trials undecided then.
    pub undecided: [f64; 4],
    /// The indicators that tell most, the first the most.
    pub indicators: Vec<Indicator>,
}

/// Something to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its word.
    pub word: String,
    /// What is read, with the shares of the outcomes that go with it, where enough trials are in this state.
    pub states: Vec<(String, [f64; 4])>,
}

impl Watch {
    /// What the rows of one scenario say; none where no landmark has two states to tell apart.
    pub(super) fn read(view: &View<'_>) -> Option<Self> {
        let week = |row: &Row<'_>| row.number("landmark_week").filter(|week| *week < WEEK + 1.0);
        let week = view.rows().filter_map(|row| week(&row)).reduce(f64::max)?;
        let own: Vec<Row<'_>> =
            view.rows().filter(|row| row.number("landmark_week").is_some_and(|own| own == week)).collect();
        let of_outcomes = |rows: &[Row<'_>], column: &str| {
            let mut shares = [0.0; 4];
            for row in rows {
                shares[Outcome::from_word(row.text("outcome"))?.index()] = row.number(column)?;
            }
            Some(shares)
        };
        let mut indicators: Vec<Indicator> = Vec::new();
        for rows in own.chunk_by(|one, next| one.text("indicator") == next.text("indicator")) {
            let states = rows.chunk_by(|one, next| one.text("state") == next.text("state"));
            let states =
                states.filter_map(|rows| Some((rows[0].text("state").to_owned(), of_outcomes(rows, "share")?)));
            indicators.push(Indicator { word: rows[0].text("indicator").to_owned(), states: states.collect() });
        }
        indicators.retain(|indicator| indicator.states.len() > 1);
        indicators.truncate(MOST);
        let undecided = of_outcomes(own.get(..Outcome::ALL.len())?, "share_undecided")?;
        (!indicators.is_empty()).then_some(Self { week, undecided, indicators })
    }
}
