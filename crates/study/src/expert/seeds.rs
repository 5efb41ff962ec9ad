//! Seed questions: what is asked of experts although the answer is known.

use super::score::SeedTruth;
use crate::figure::Unit;
use crate::scenario::{Diagnostic, Fault, suggestion};
use crate::sheet::{Cell, Holds, Row, Sheet};
use crate::target::{self, Compares, Target};
use std::collections::BTreeSet;

/// The base rates that come with the program.
const SHIPPED: &str = include_str!("../../../../calibration/targets.csv");
/// The name under which messages speak of them.
const SHIPPED_NAME: &str = "calibration/targets.csv";

const ID: &str = "id";
const VALUE: &str = "value";
const BACKGROUND: &str = "background";
/// The columns of the three quantiles.
const QUANTILES: [&str; 3] = ["low", "best", "high"];

/// What somebody answered to seed questions: the id of each, and his 5 %, 50 % and 95 % quantiles.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedAnswers {
    /// In order of their ids.
    pub answers: Vec<(String, [f64; 3])>,
}

/// The shipped base rates that are shares and are compared with something.
fn shipped() -> Vec<Target> {
    let list = target::read_text(SHIPPED_NAME, SHIPPED.as_bytes()).expect("the shipped targets are sound");
    let is_share = |target: &Target| target.figure.as_ref().is_some_and(|figure| figure.unit() == Unit::Share);
    list.targets.into_iter().filter(|target| target.compares != Compares::No && is_share(target)).collect()
}

/// A questionnaire of seed questions from the shipped base rates, without their answers: CSV.
#[must_use]
pub fn seed_questions() -> String {
    let mut text = format!("{ID},measured,rule,source,unit,{}\n", QUANTILES.join(","));
    for target in shipped() {
        let cells =
            [&target.id, &target.measured, &without_numbers(&target.rule), &target.source].map(|text| quoted(text));
        text.push_str(&format!("{},share,,,\n", cells.join(",")));
    }
    text
}

/// What was counted as what, without the parts that give figures away: those with figures of their own, and remarks in brackets on
/// how many of how many there were.
fn without_numbers(rule: &str) -> String {
    let tells = |part: &&str| {
        let bytes = part.as_bytes();
        let has_figure = bytes.windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_digit());
        !has_figure && !part.contains('%') && !part.starts_with("interval ")
    };
    let kept = rule.split("; ").filter(tells).collect::<Vec<_>>().join("; ");
    let Some((before, rest)) = kept.split_once(" (") else { return kept };
    match rest.split_once(')') {
        Some((remark, after)) if remark.contains(" of ") && remark.contains(|c: char| c.is_ascii_digit()) => {
            format!("{before}{after}")
        }
        _ => kept,
    }
}

/// A cell of a file whose cells have commas between them.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The answers to the shipped seed questions.
#[must_use]
pub fn shipped_truths() -> Vec<SeedTruth> {
    let truth = |target: Target| SeedTruth { id: target.id, value: target.value, is_log: false, is_share: true };
    shipped().into_iter().map(truth).collect()
}

/// What the columns of tables of seeds hold.
fn holds(name: &str) -> Holds {
    if name == VALUE || QUANTILES.contains(&name) { Holds::Numbers } else { Holds::Text }
}

/// The known answers in the table `text`, which messages call `name`: columns `id`, `value` and, if wanted, `background`.
///
/// # Errors
///
/// All faults at once.
pub fn truths(name: &str, text: &str) -> Result<Vec<SeedTruth>, Vec<Fault>> {
    let sheet = Sheet::of_bytes_holding(name, text.as_bytes(), holds)?;
    let mut faults = missing(&sheet, &[ID, VALUE]);
    let mut truths: Vec<SeedTruth> = Vec::new();
    if faults.is_empty() {
        for row in &sheet.rows {
            match truth(&sheet, row, &truths) {
                Ok(truth) => truths.push(truth),
                Err(fault) => faults.push(*fault),
            }
        }
    }
    if faults.is_empty() && truths.is_empty() {
        let diagnostic = Diagnostic::new("", "no seed question").help("write a row for each: its id and its answer");
        faults.push(diagnostic.at(&sheet.name, &sheet.text, None));
    }
    if faults.is_empty() { Ok(truths) } else { Err(sheet.located(faults)) }
}

fn truth(sheet: &Sheet, row: &Row, before: &[SeedTruth]) -> Result<SeedTruth, Box<Fault>> {
    let id = cell(sheet, row, ID);
    let id_text = id.text.clone();
    if id_text.is_empty() || before.iter().any(|truth| truth.id == id_text) {
        let diagnostic = Diagnostic::new(ID, "no id, or one that stands twice").found(&id_text);
        return Err(Box::new(sheet.fault(id, diagnostic.help("give each question an id of its own"))));
    }
    let value = number(sheet, cell(sheet, row, VALUE), VALUE)?;
    let background = sheet.column(BACKGROUND).map(|column| &row.cells[column]);
    let is_log = match background.map_or("", |cell| cell.text.as_str()) {
        "" | "uniform" => false,
        "log" if value > 0.0 => true,
        other => {
            let diagnostic = Diagnostic::new(BACKGROUND, "no background of this value").found(other);
            let diagnostic = diagnostic.allowed("uniform, or log where the value is above 0");
            return Err(Box::new(sheet.fault(background.expect("the cell that was read"), diagnostic)));
        }
    };
    Ok(SeedTruth { id: id_text, value, is_log, is_share: false })
}

impl SeedAnswers {
    /// What the table `text`, which messages call `name`, answers to `truths`. Rows without quantiles were not answered.
    ///
    /// # Errors
    ///
    /// All faults at once: questions that are none of these, quantiles that are missing or do not rise.
    pub fn read(name: &str, text: &str, truths: &[SeedTruth]) -> Result<Self, Vec<Fault>> {
        let sheet = Sheet::of_bytes_holding(name, text.as_bytes(), holds)?;
        let mut faults = missing(&sheet, &[ID, QUANTILES[0], QUANTILES[1], QUANTILES[2]]);
        let mut answers: Vec<(String, [f64; 3])> = Vec::new();
        if faults.is_empty() {
            let mut seen = BTreeSet::new();
            for row in &sheet.rows {
                match answer(&sheet, row, truths, &mut seen) {
                    Ok(answer) => answers.extend(answer),
                    Err(fault) => faults.push(*fault),
                }
            }
        }
        if faults.is_empty() && answers.is_empty() {
            let diagnostic = Diagnostic::new("", "no seed question is answered");
            let help = "fill in low, best and high: the 5 %, 50 % and 95 % quantiles";
            faults.push(diagnostic.help(help).at(&sheet.name, &sheet.text, None));
        }
        answers.sort_by(|one, other| one.0.cmp(&other.0));
        if faults.is_empty() { Ok(Self { answers }) } else { Err(sheet.located(faults)) }
    }
}

fn answer<'s>(
    sheet: &'s Sheet,
    row: &'s Row,
    truths: &[SeedTruth],
    seen: &mut BTreeSet<&'s str>,
) -> Result<Option<(String, [f64; 3])>, Box<Fault>> {
    let id = cell(sheet, row, ID);
    let Some(truth) = truths.iter().find(|truth| truth.id == id.text) else {
        let diagnostic = Diagnostic::new(ID, "no seed question of this id has a known answer").found(&id.text);
        let help = suggestion(&id.text, truths.iter().map(|truth| truth.id.as_str()), "seed questions");
        return Err(Box::new(sheet.fault(id, diagnostic.help(help))));
    };
    if !seen.insert(&id.text) {
        let diagnostic = Diagnostic::new(ID, "stands twice: which answer is meant?").found(&id.text);
        return Err(Box::new(sheet.fault(id, diagnostic.help("keep one row of each question"))));
    }
    let cells = QUANTILES.map(|name| (name, cell(sheet, row, name)));
    if cells.iter().all(|(_, cell)| cell.text.is_empty()) {
        return Ok(None);
    }
    let mut quantiles = [0.0; 3];
    for (own, (name, cell)) in quantiles.iter_mut().zip(cells) {
        *own = number(sheet, cell, name)?;
        if truth.is_share && !(0.0..=1.0).contains(own) {
            let diagnostic = Diagnostic::new(name, "a share outside 0 to 1").found(&cell.text).allowed("0 to 1");
            return Err(Box::new(sheet.fault(cell, diagnostic.help("write 0.25 for 25 percent"))));
        }
        if truth.is_log && *own <= 0.0 {
            let diagnostic = Diagnostic::new(name, "not above 0, and the background is log").found(&cell.text);
            return Err(Box::new(sheet.fault(cell, diagnostic.help("write what is above 0, however little"))));
        }
    }
    if !(quantiles[0] < quantiles[1] && quantiles[1] < quantiles[2]) {
        let diagnostic = Diagnostic::new(&truth.id, "low, best and high do not rise");
        let found = quantiles.map(|quantile| quantile.to_string()).join(", ");
        let help = "write the 5 %, 50 % and 95 % quantiles, each above the one before";
        return Err(Box::new(sheet.fault(id, diagnostic.found(found).help(help))));
    }
    Ok(Some((truth.id.clone(), quantiles)))
}

/// A fault for each of `columns` that `sheet` has not.
fn missing(sheet: &Sheet, columns: &[&str]) -> Vec<Fault> {
    let lacking = columns.iter().filter(|name| sheet.column(name).is_none());
    let found = sheet.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(", ");
    let fault = |name: &&str| {
        let diagnostic = Diagnostic::new("", format!("has no column `{name}`")).found(format!("columns {found}"));
        let help = "begin with the table that `detente pool --seed-questions` prints";
        diagnostic.help(help).at(&sheet.name, &sheet.text, None)
    };
    lacking.map(fault).collect()
}

/// The cell in the column `name`, which there is.
fn cell<'s>(sheet: &Sheet, row: &'s Row, name: &str) -> &'s Cell {
    &row.cells[sheet.column(name).expect("a column that was looked for")]
}

fn number(sheet: &Sheet, cell: &Cell, name: &str) -> Result<f64, Box<Fault>> {
    let number = cell.text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        let diagnostic = Diagnostic::new(name, "not a number").found(&cell.text).allowed("a number");
        let help = "fill in low, best and high together, or none of them; percent as 0.25";
        Box::new(sheet.fault(cell, diagnostic.help(help)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(id: &str) -> SeedTruth {
        SeedTruth { id: id.to_owned(), value: 0.25, is_log: false, is_share: true }
    }

    fn read(text: &str) -> Result<SeedAnswers, String> {
        let read = SeedAnswers::read("a.csv", text, &[truth("T1"), truth("T2")]);
        read.map_err(|faults| crate::scenario::ScenarioFaults::new(faults).render(false))
    }

    #[test]
    fn the_shipped_questions_can_be_answered_and_do_not_give_their_answers_away() {
        let (text, truths) = (seed_questions(), shipped_truths());
        assert!(truths.len() >= super::super::FEW_SEEDS, "{}", truths.len());
        assert_eq!(text.lines().count(), truths.len() + 1);
        let filled = text.replace("share,,,", "share,0.1,0.3,0.6");
        let answers = SeedAnswers::read("a.csv", &filled, &truths).expect("answered").answers;
        assert_eq!(answers.len(), truths.len());
        for (line, truth) in text.lines().skip(1).zip(&truths) {
            assert!(line.starts_with(&truth.id));
            assert!(
                !line.as_bytes().windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_digit())
                    || line.contains("5.0"),
                "{line}"
            );
            assert!(!line.contains(&truth.value.to_string()), "{line}");
            assert!(!line.contains("0 of 249"), "{line}");
        }
    }

    #[test]
    fn what_was_not_answered_is_left_out() {
        let answers = read("id,low,best,high\nT2,0.1,0.2,0.3\nT1,,,\n").expect("sound").answers;
        assert_eq!(answers, [("T2".to_owned(), [0.1, 0.2, 0.3])]);
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_place() {
        let faults = read("id,low,best,high\nT1,0.3,0.2,0.4\nT3,0.1,0.2,0.3\nT2,10,20,30\n").expect_err("faults");
        for part in ["do not rise", "0.3, 0.2, 0.4", "row 2", "no seed question", "row 3", "outside 0 to 1", "row 4"] {
            assert!(faults.contains(part), "{part} missing in\n{faults}");
        }
        for (text, part) in [
            ("id,low,high\nT1,0.1,0.2\n", "has no column `best`"),
            ("id,low,best,high\nT1,0.1,,0.3\n", "not a number"),
            ("id,low,best,high\nT1,0.1,0.2,0.3\nT1,0.1,0.2,0.3\n", "stands twice"),
            ("id,low,best,high\nT1,,,\n", "no seed question is answered"),
        ] {
            let faults = read(text).expect_err("a fault");
            assert!(faults.contains(part), "{part} missing in\n{faults}");
        }
    }

    #[test]
    fn own_questions_have_answers_and_backgrounds() {
        let read = |text: &str| truths("t.csv", text);
        let [one, other] = &read("id,value,background\na,12,log\nb,-3,\n").expect("sound")[..] else { panic!("two") };
        assert!(one.is_log && !one.is_share && !other.is_log);
        for text in
            ["id,value\n", "id,value\na,x\n", "id,value,background\na,-1,log\n", "id,value\na,1\na,2\n", "id\na\n"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
