//! From the file of base rates to checked ones: every figure known, every row complete, all faults at once.

use super::figure::Figure;
use super::target::{Compares, Target, TargetList};
use detente_engine::statistics::Interval;
use detente_study::scenario::{Diagnostic, Fault, ScenarioFaults, suggestion};
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The word of the column `figure` where nothing compares.
const NONE: &str = "none";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    measured: String,
    figure: String,
    value: f64,
    low: f64,
    high: f64,
    n: String,
    rule: String,
    source: String,
    compares: String,
    note: String,
    explained: String,
}

/// Reads and checks the base rates in `path`.
///
/// # Errors
///
/// Everything that is wrong with the file, with line and column name.
pub fn read(path: &Path) -> Result<TargetList, ScenarioFaults> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => of_text(&name, &text.into()),
        Err(error) => {
            let diagnostic =
                Diagnostic::new("", format!("cannot be read: {error}")).help("name the folder of targets.csv");
            Err(ScenarioFaults::new(vec![diagnostic.at(&name, &"".into(), None)]))
        }
    }
}

fn of_text(name: &str, text: &Arc<str>) -> Result<TargetList, ScenarioFaults> {
    let mut checker = Checker { name, text, faults: Vec::new() };
    let mut targets: Vec<Target> = Vec::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    for record in reader.records() {
        let start = record.as_ref().ok().and_then(|record| record.position()).map_or(0, |at| at.byte() as usize);
        let span = start..text[start..].find('\n').map_or(text.len(), |length| start + length);
        match record.and_then(|record| record.deserialize::<Row>(Some(&headers))) {
            Err(error) => checker.fault(&span, Diagnostic::new("", error.to_string())),
            Ok(row) => {
                if targets.iter().any(|target| target.id == row.id) {
                    checker.fault(&span, Diagnostic::new("id", "this id is taken").found(&row.id));
                }
                targets.push(checker.target(&span, row));
            }
        }
    }
    if targets.is_empty() && checker.faults.is_empty() {
        checker.fault(&(0..0), Diagnostic::new("", "holds no base rate"));
    }
    if checker.faults.is_empty() {
        Ok(TargetList { text: Arc::clone(text), targets })
    } else {
        Err(ScenarioFaults::new(checker.faults))
    }
}

struct Checker<'a> {
    name: &'a str,
    text: &'a Arc<str>,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, span: &Range<usize>, diagnostic: Diagnostic) {
        self.faults.push(diagnostic.at(self.name, self.text, Some(span.clone())));
    }

    fn require(&mut self, holds: bool, span: &Range<usize>, column: &str, message: &str, allowed: &str) {
        if !holds {
            self.fault(span, Diagnostic::new(column, message).allowed(allowed));
        }
    }

    fn target(&mut self, span: &Range<usize>, row: Row) -> Target {
        let told = [&row.id, &row.measured, &row.n, &row.rule, &row.source].iter().all(|cell| !cell.is_empty());
        self.require(told, span, "rule", "not told", "id, measured, n, rule and source, each with words");
        let in_order = 0.0 < row.low && row.low <= row.value && row.value <= row.high && row.high.is_finite();
        self.require(in_order, span, "value", "out of order", "0 < low <= value <= high");
        let compares = self.compares(span, &row.compares);
        let figure = self.figure(span, &row.figure);
        let fits = figure.is_some() == (compares != Compares::No) || (figure.is_none() && row.figure != NONE);
        self.require(
            fits,
            span,
            "compares",
            "does not go with the figure",
            "`no` with the figure `none`, and only there",
        );
        let explained = (compares == Compares::Yes) == row.note.is_empty();
        self.require(
            explained,
            span,
            "note",
            "why it is no equal",
            "a reason where `compares` is not `yes`, and only there",
        );
        Target {
            id: row.id,
            measured: row.measured,
            figure,
            value: row.value,
            interval: Interval { low: row.low, high: row.high },
            n: row.n,
            rule: row.rule,
            source: row.source,
            compares,
            note: row.note,
            explained: row.explained,
        }
    }

    fn compares(&mut self, span: &Range<usize>, word: &str) -> Compares {
        let found = Compares::ALL.into_iter().find(|compares| compares.word() == word);
        if found.is_none() {
            let help = suggestion(word, Compares::ALL.map(Compares::word), "words");
            self.fault(span, Diagnostic::new("compares", "no such word").found(word).help(help));
        }
        found.unwrap_or(Compares::No)
    }

    fn figure(&mut self, span: &Range<usize>, word: &str) -> Option<Figure> {
        let found = Figure::from_word(word);
        if found.is_none() && word != NONE {
            let words = Figure::ALL.map(Figure::word);
            let help = suggestion(word, words.iter().map(String::as_str).chain([NONE]), "figures");
            self.fault(span, Diagnostic::new("figure", "no such figure").found(word).help(help));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id,measured,figure,value,low,high,n,rule,source,compares,note,explained\n";
    const SOUND: &str = "T1,a,left.week_52,0.2,0.1,0.3,10,counted,somebody,yes,,\n";

    fn faults(rows: &str) -> String {
        of_text("targets.csv", &format!("{HEAD}{rows}").into()).expect_err("faults").to_string()
    }

    #[test]
    fn a_sound_row_is_read_as_it_is_written() {
        let list = of_text("targets.csv", &format!("{HEAD}{SOUND}").into()).unwrap_or_else(|faults| panic!("{faults}"));
        let target = &list.targets[0];
        assert_eq!((target.figure, target.compares), (Some(Figure::Left(52)), Compares::Yes));
        assert_eq!((target.value, target.interval), (0.2, Interval { low: 0.1, high: 0.3 }));
    }

    #[test]
    fn faults_come_all_at_once_with_their_lines() {
        let rows = format!(
            "{SOUND}{SOUND}T2,a,left.week_53,0.2,0.1,0.3,10,counted,somebody,yes,,\nT3,a,left.week_26,0.4,0.1,0.3,10,counted,,yes,,\n\
             T4,a,none,0.2,0.1,0.3,10,counted,somebody,yes,,\nT5,a,left.week_26,0.2,0.1,0.3,10,counted,somebody,at_mst,,\n\
             T6,a,left.week_26,0.2,0.1,0.3,10,counted,somebody,at_most,,\nT7,a,left.week_26,few,0.1,0.3,10,counted,somebody,yes,,\n"
        );
        let message = faults(&rows);
        for part in [
            "this id is taken",
            "did you mean `left.week_52`?",
            "out of order",
            "not told",
            "does not go with the figure",
            "did you mean `at_most`?",
            "why it is no equal",
            "targets.csv:9",
        ] {
            assert!(message.contains(part), "{part} missing in\n{message}");
        }
    }

    #[test]
    fn nothing_is_no_list() {
        assert!(faults("").contains("holds no base rate"));
    }
}
