//! The file of base rates: targets of which more is asked than of others, since a page is made of them.

use detente_study::figure::{Figure, NamedFigure};
use detente_study::scenario::{Diagnostic, Fault, ScenarioFaults, suggestion};
use detente_study::target::{self, Column, Compares, Target, TargetList};
use std::path::Path;

/// Reads and checks the base rates in `path`.
///
/// # Errors
///
/// Everything that is wrong with the file, with its places. Beyond what is asked of any file of targets, each has to say how it was
/// counted, of how many, and why it is no equal where it is none; figures are named ones, which are counted in whole numbers.
pub fn read(path: &Path) -> Result<TargetList, ScenarioFaults> {
    target::read(path).and_then(complete)
}

fn complete(list: TargetList) -> Result<TargetList, ScenarioFaults> {
    let of = |target: &Target| {
        lacks(target).into_iter().map(|(column, one)| list.fault(target, column, one)).collect::<Vec<_>>()
    };
    let faults: Vec<Fault> = list.targets.iter().flat_map(of).collect();
    if faults.is_empty() { Ok(list) } else { Err(ScenarioFaults::new(faults)) }
}

/// What a base rate lacks, and in which column.
fn lacks(target: &Target) -> Vec<(Column, Diagnostic)> {
    let mut lacks = Vec::new();
    let mut require = |holds: bool, column: Column, message: &str, allowed: &str| {
        if !holds {
            lacks.push((column, Diagnostic::new(column.word(), message).allowed(allowed)));
        }
    };
    let is_measured = target.figure.as_ref().is_none_or(|figure| target.measured != figure.meaning());
    require(is_measured && !target.measured.is_empty(), Column::Measured, "not told", "words");
    require(!target.n.is_empty(), Column::N, "not told", "words");
    require(!target.rule.is_empty(), Column::Rule, "not told", "words");
    let interval = target.interval();
    let in_order = interval.low > 0.0 && interval.high.is_finite();
    require(in_order, Column::Value, "out of order", "0 < low <= value <= high");
    let fits = target.figure.is_some() == (target.compares != Compares::No);
    require(fits, Column::Compares, "does not go with the figure", "`no` with the figure `none`, and only there");
    let is_explained = (target.compares == Compares::Yes) == target.note.is_empty();
    let reason = "a reason where `compares` is not `yes`, and only there";
    require(is_explained, Column::Note, "why it is no equal", reason);
    let is_reasoned = target.compares == Compares::No || !target.discrepancy_why.is_empty();
    require(is_reasoned, Column::DiscrepancyWhy, "why the model may miss so far", "a reason, in words");
    lacks.extend(target.figure.as_ref().and_then(unnamed).map(|one| (Column::Figure, one)));
    lacks
}

/// A fault where `figure` has no name.
fn unnamed(figure: &Figure) -> Option<Diagnostic> {
    if matches!(figure, Figure::Named(_)) {
        return None;
    }
    let (word, words) = (figure.word(), NamedFigure::ALL.map(NamedFigure::word));
    let help = suggestion(&word, words.iter().map(String::as_str), "figures");
    Some(Diagnostic::new("figure", "not a named figure").found(word).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::statistics::Interval;
    use detente_study::target::Spread;

    const HEAD: &str =
        "id,measured,figure,value,low,high,n,rule,source,compares,note,explained,discrepancy,discrepancy_why\n";
    const SOUND: &str = "T1,a,left.week_52,0.2,0.1,0.3,10,counted,somebody,yes,,,0.05,judged\n";

    fn read(rows: &str) -> Result<TargetList, ScenarioFaults> {
        target::read_text("targets.csv", format!("{HEAD}{rows}").as_bytes()).and_then(complete)
    }

    #[test]
    fn a_sound_row_is_read_as_it_is_written() {
        let list = read(SOUND).unwrap_or_else(|faults| panic!("{faults}"));
        let target = &list.targets[0];
        let figure = Figure::Named(NamedFigure::Left(52));
        assert_eq!((target.figure.as_ref(), target.compares), (Some(&figure), Compares::Yes));
        assert_eq!((target.value, target.spread), (0.2, Spread::Interval(Interval { low: 0.1, high: 0.3 })));
    }

    #[test]
    fn what_a_page_needs_is_asked_for_all_at_once() {
        let rows = format!(
            "{SOUND}T2,a,confrontation.week_261,0.2,0.1,0.3,10,counted,somebody,yes,,,0.05,judged\n\
             T3,a,left.week_26,0.2,0.1,0.3,10,,somebody,yes,,,0.05,judged\n\
             T4,,structural.week_260,0.2,0.1,0.3,10,counted,somebody,yes,,,0.05,judged\n\
             T5,a,left.week_26,0.2,0.1,0.3,10,counted,somebody,no,why,,0.05,judged\n\
             T6,a,left.week_26,0.2,0.1,0.3,10,counted,somebody,at_most,,,0.05,judged\n\
             T7,a,left.week_260,0.2,0.1,0.3,10,counted,somebody,at_most,why,,0.05,\n"
        );
        let message = read(&rows).expect_err("faults").to_string();
        for part in [
            "not a named figure",
            "did you mean `confrontation.week_26`?",
            "does not go with the figure",
            "why it is no equal",
            "why the model may miss so far",
            "targets.csv:8",
        ] {
            assert!(message.contains(part), "{part} missing in\n{message}");
        }
        assert_eq!(message.matches("not told").count(), 2, "{message}");
    }
}
