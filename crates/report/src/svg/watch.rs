//! What goes with what can be read early, and what the outcomes would be had they been judged earlier, as split bars.

use super::split::{Column, Row, Split};
use crate::estimate::Estimate;
use crate::model::{Judged, ScenarioReport};
use crate::watch::{Indicator, Watch};
use crate::words;

/// The trials still undecided, then for each indicator its states.
pub(super) fn split(watch: &Watch) -> Split {
    let all = Row::Figures {
        label: "all still undecided".to_owned(),
        leads: true,
        cells: watch.undecided.map(|share| Some(certain(share))).into(),
    };
    let states = |indicator: &Indicator| {
        let group = Row::Group(words::indicator(indicator));
        let state = |(word, shares): &(String, [Estimate; 4])| Row::Figures {
            label: word.replace('_', " "),
            leads: false,
            cells: shares.map(Some).into(),
        };
        [group].into_iter().chain(indicator.states.iter().map(state)).collect::<Vec<_>>()
    };
    let rows = [all].into_iter().chain(watch.indicators.iter().flat_map(states)).collect();
    let key = "Bracket: chance (95 %). The shares go with what is read and are not caused by it.".to_owned();
    Split { columns: Column::outcomes(), rows, key }
}

/// The outcomes by every earlier day, and by the end.
pub(super) fn judged(report: &ScenarioReport) -> Split {
    let label = |weeks: f64| {
        let day =
            report.start.and_then(|start| words::month(start, weeks)).map_or(String::new(), |day| format!(", {day}"));
        format!("{}{day}", words::span(weeks))
    };
    let early = |judged: &Judged| Row::Figures {
        label: label(judged.weeks),
        leads: false,
        cells: judged.shares.map(|share| Some(certain(share))).into(),
    };
    let end = Row::Figures {
        label: label(report.horizon_weeks),
        leads: true,
        cells: report.outcomes.iter().map(|share| Some(share.share)).collect(),
    };
    let widest = report.outcomes.iter().map(|share| share.share.high - share.share.low).fold(0.0, f64::max);
    let key = format!(
        "Bracket at the end: chance (95 %), at most {:.1} points either way; the tables have none for earlier days.",
        50.0 * widest
    );
    Split { columns: Column::outcomes(), rows: report.judged.iter().map(early).chain([end]).collect(), key }
}

/// A figure of which no interval is known.
fn certain(value: f64) -> Estimate {
    Estimate { value, low: value, high: value }
}
