//! What to watch, read from the table `watch`: the indicators that tell most at an early landmark.

use super::estimate::Estimate;
use detente_engine::domain::Outcome;
use detente_engine::trial;
use detente_study::table::WatchRow;

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
    /// Which.
    pub indicator: trial::Indicator,
    /// What is read, with the shares of the outcomes that go with it, where enough trials are in this state.
    pub states: Vec<(String, [Estimate; 4])>,
}

impl Watch {
    /// What the rows of one scenario say; none where no landmark has two states to tell apart.
    pub(super) fn read(rows: &[WatchRow]) -> Option<Self> {
        let weeks = rows.iter().map(|row| row.landmark_week.0).filter(|week| *week < WEEK + 1.0);
        let week = weeks.reduce(f64::max)?;
        let own: Vec<&WatchRow> = rows.iter().filter(|row| row.landmark_week.0 == week).collect();
        let mut indicators: Vec<Indicator> = Vec::new();
        for rows in own.chunk_by(|one, next| one.indicator == next.indicator) {
            let states = rows.chunk_by(|one, next| one.state == next.state);
            let states = states
                .filter_map(|rows| Some((rows[0].state.to_string(), shares(rows, |row| Estimate::of(row.share))?)));
            indicators.push(Indicator { indicator: rows[0].indicator, states: states.collect() });
        }
        indicators.retain(|indicator| indicator.states.len() > 1);
        indicators.truncate(MOST);
        let undecided = shares(own.get(..Outcome::ALL.len())?, |row| row.share_undecided)?;
        (!indicators.is_empty()).then_some(Self { week, undecided, indicators })
    }
}

/// What rows of the four outcomes say, by [`Outcome`]; none where one of them says nothing.
fn shares<T: Copy>(rows: &[&WatchRow], share: impl Fn(&WatchRow) -> Option<T>) -> Option<[T; 4]> {
    let of = |outcome: &Outcome| rows.iter().find(|row| row.outcome == *outcome).and_then(|row| share(row));
    let all: Vec<T> = Outcome::ALL.iter().map(of).collect::<Option<_>>()?;
    all.try_into().ok()
}
