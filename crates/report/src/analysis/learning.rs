//! What a comparison of plans says of what to find out, and what to watch, before one is chosen.

use super::bars::each;
use super::finding::Finding;
use crate::cell::spaced;
use crate::names::Names;
use detente_engine::parameter::UNSTATED;
use detente_engine::plan::WORLDS;
use detente_study::compare::{Figure, WorthKnowingRow, WorthWatchingRow};
use detente_study::table::{Ranged, Table, TableRow as _, of_a_hundred};

/// What to find out before choosing; none where nothing is uncertain.
pub(super) fn worth_knowing(rows: &[WorthKnowingRow], names: &Names) -> Option<Finding> {
    let first = |objective: &Figure| {
        let own = rows.iter().filter(|row| row.objective == *objective && row.input != WORLDS);
        let told = own.filter_map(|row| Some((row, row.gain.whole()?))).find(|(_, [_, low, _])| *low > 0.0);
        let counts = objective.as_objective();
        let unstated = rows.iter().find(|row| row.objective == *objective && row.input == WORLDS);
        let unstated = unstated.filter(|row| row.gain.whole().is_some_and(|[_, low, _]| low > 0.0));
        let unstated = unstated.map_or(String::new(), |row| {
            format!(
                " All that no file states would, taken together: {:.2} points, {} worlds.",
                100.0 * row.gain.value.unwrap_or_default(),
                of_a_hundred(row.changes_share.value.unwrap_or_default())
            )
        });
        let single = match told {
            None => format!("Where {counts} is what counts, no single input would change the choice."),
            Some((row, gain)) => format!(
                "Where {counts} is what counts, {} is worth most: known before choosing, it gains {} and changes the choice in {} worlds.",
                named(names, &row.input),
                in_points(gain),
                of_a_hundred(row.changes_share.value.unwrap_or(0.0))
            ),
        };
        single + &unstated
    };
    (!rows.is_empty()).then(|| Finding {
        name: WorthKnowingRow::NAME.to_owned(),
        heading: "What to find out before choosing".to_owned(),
        sentence: "Something is worth finding out where it would change the choice between the plans.".to_owned(),
        left_out: String::new(),
        listed: each(rows, |row| row.objective).iter().map(first).collect(),
        rows: Table::of(rows),
        picture: None,
    })
}

/// What to watch before choosing; none where the plans go apart at the opening.
pub(super) fn worth_watching(rows: &[WorthWatchingRow]) -> Option<Finding> {
    let longest =
        rows.iter().max_by(|one, other| one.alike_share.unwrap_or(0.0).total_cmp(&other.alike_share.unwrap_or(0.0)))?;
    let first = |objective: &Figure| {
        let own = || rows.iter().filter(|row| row.objective == *objective);
        let counts = format!("Where {} is what counts,", objective.as_objective());
        let of_gain = |gain: Ranged| gain.whole().filter(|[_, low, _]| *low > 0.0);
        let waiting = own().filter_map(|row| Some((row, of_gain(row.waiting)?)));
        let waiting = waiting.max_by(|one, other| one.1[0].total_cmp(&other.1[0]));
        let reading = own().find_map(|row| Some((row, of_gain(row.gain)?)));
        let waited = waiting.map(|(row, gain)| {
            format!(
                "{counts} to choose only in week {:.0} gains {} over choosing at the opening.",
                row.landmark_week.0,
                in_points(gain)
            )
        });
        let read = match reading {
            None => format!("{counts} nothing that is read by then or later would change the choice."),
            Some((row, gain)) => format!(
                "{counts} {} is worth most, read in week {:.0}: over choosing then without reading it, it gains {} and changes the choice in {} trials.",
                spaced(row.indicator.word()),
                row.landmark_week.0,
                in_points(gain),
                of_a_hundred(row.changes_share.value.unwrap_or(0.0)),
            ),
        };
        waited.into_iter().chain([read]).collect::<Vec<_>>().join(" ")
    };
    Some(Finding {
        name: WorthWatchingRow::NAME.to_owned(),
        heading: "What to watch before choosing".to_owned(),
        sentence: format!(
            "In {} trials the plans still go alike at the end of week {:.0}: until then one can watch and choose any of them.",
            of_a_hundred(longest.alike_share?),
            longest.landmark_week.0
        ),
        left_out: String::new(),
        listed: each(rows, |row| row.objective).iter().map(first).collect(),
        rows: Table::of(rows),
        picture: None,
    })
}

/// What an input asks, with its key.
fn named(names: &Names, input: &str) -> String {
    format!("{} ({})", names.question(input), input.strip_prefix(UNSTATED).unwrap_or(input))
}

/// A gain with its interval, in points.
fn in_points([gain, low, high]: [f64; 3]) -> String {
    format!("{:.2} points on average ({:.2} to {:.2})", 100.0 * gain, 100.0 * low, 100.0 * high)
}
