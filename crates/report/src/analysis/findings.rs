//! What an analysis shows: for each question the pictures, with the rows of the tables behind them.

use super::{Analysis, Question};
use crate::bound::MOST_SHOWN;
use crate::model::Estimate;
use crate::view::{Row, rows_of, table};
use detente_engine::domain::Outcome;
use detente_study::table::{Cell, Table, points, share_percent};

/// Inputs, factors and keys that a picture shows; the tables have all.
const MOST: usize = 15;

/// One picture with what it says and the rows behind it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// Stem of its file.
    pub(crate) name: String,
    /// What it shows.
    pub(crate) heading: String,
    /// What it says.
    pub(crate) sentence: String,
    /// What the picture leaves out; empty where nothing.
    pub(crate) left_out: String,
    /// The table behind it.
    pub(crate) table: &'static str,
    /// Its rows behind it, in the order of the picture where it shows single rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The picture.
    pub(crate) picture: Picture,
}

impl Finding {
    /// What it says, and what its picture leaves out.
    pub(crate) fn caption(&self) -> String {
        if self.left_out.is_empty() { self.sentence.clone() } else { format!("{} {}", self.sentence, self.left_out) }
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// Bars from zero.
    Effects(Vec<Effect>),
    /// Where the trials of each end of the base go.
    Flows(Vec<Flow>),
}

/// A bar from zero.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    /// Whose it is.
    pub(crate) label: String,
    /// Its length with its interval, a share or a difference of shares.
    pub(crate) length: Estimate,
    /// Whether it is a difference, which has a sign.
    pub(crate) signed: bool,
}

/// Trials that end one way under the base and another, or the same, under the other plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flow {
    /// Under the base.
    pub(crate) from: Outcome,
    /// Under the other.
    pub(crate) to: Outcome,
    /// Share of all trials.
    pub(crate) share: f64,
}

impl Effect {
    /// Whether its interval leaves out zero.
    pub(crate) fn is_told_apart(&self) -> bool {
        self.length.low > 0.0 || self.length.high < 0.0
    }

    /// Its length in words.
    pub(crate) fn figure(&self) -> String {
        if self.signed { format!("{} points", points(self.length.value)) } else { share_percent(self.length.value) }
    }

    /// Its interval in words.
    pub(crate) fn interval(&self) -> String {
        let Estimate { low, high, .. } = self.length;
        if self.signed {
            format!("{} to {}", points(low), points(high))
        } else {
            format!("{:.1} to {:.1} %", 100.0 * low, 100.0 * high)
        }
    }
}

/// Everything that is shown of `analysis`.
pub(crate) fn findings(analysis: &Analysis<'_>) -> Vec<Finding> {
    match analysis.question {
        Question::Sensitivity => sensitivity(analysis.tables),
        Question::Plans => plans(analysis.tables),
        Question::Without => without(analysis.tables),
        Question::Keys => keys(analysis.tables),
    }
}

/// The words under `column`, each once, in the order in which they come.
fn words(rows: &[Row<'_>], column: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for row in rows {
        let word = row.text(column);
        if words.iter().all(|known| known != word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The rows with `word` under `column`, those with the largest `size` first, as many as are shown, and their number
/// before that.
fn largest<'a>(
    rows: &[Row<'a>],
    column: &str,
    word: &str,
    size: impl Fn(&Row<'a>) -> Option<f64>,
) -> (Vec<Row<'a>>, usize) {
    let own = rows.iter().filter(|row| row.text(column) == word);
    let mut own: Vec<(f64, Row<'a>)> = own.filter_map(|row| Some((size(row)?.abs(), *row))).collect();
    own.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all = own.len();
    (own.into_iter().take(MOST).map(|(_, row)| row).collect(), all)
}

fn effect(row: &Row<'_>, label: &str, columns: [&str; 3], signed: bool) -> Option<Effect> {
    let [value, low, high] = columns.map(|column| row.number(column));
    let length = Estimate { value: value?, low: low?, high: high? };
    Some(Effect { label: row.text(label).to_owned(), length, signed })
}

/// A picture of bars from `rows` of `table`.
fn bars(
    name: String,
    heading: String,
    (sentence, left_out): (String, String),
    table: &'static str,
    bars: Vec<(Row<'_>, Effect)>,
) -> Finding {
    let (rows, effects) = bars.into_iter().map(|(row, effect)| (row.cells.to_vec(), effect)).unzip();
    Finding { name, heading, sentence, left_out, table, rows, picture: Picture::Effects(effects) }
}

/// What a picture leaves out.
fn shown(shown: usize, all: usize, what: &str) -> String {
    if shown < all { format!("Shown: the {shown} largest of {all} {what}.") } else { String::new() }
}

/// A tornado for each outcome that differs between trials.
fn sensitivity(tables: &[Table]) -> Vec<Finding> {
    let (screening, indices) = (rows_of(table(tables, "screening")), rows_of(table(tables, "indices")));
    let tornado = |outcome: &String| {
        let part = indices.iter().find(|row| row.text("outcome") == outcome)?;
        let [part, low, high] = ["", "_lo", "_hi"].map(|end| part.number(&format!("assumed_part{end}")));
        let (rows, all) = largest(&screening, "outcome", outcome, |row| row.number("effect_size"));
        let columns = ["effect", "effect_lo", "effect_hi"];
        let own: Vec<_> = rows.iter().filter_map(|row| Some((*row, effect(row, "input", columns, true)?))).collect();
        let (part, low, high) = (part?, low?, high?);
        let decided = match low > 0.0 {
            true => format!("{} ({:.1} to {:.1} %)", share_percent(part), 100.0 * low, 100.0 * high),
            false => "too little to be told from nothing".to_owned(),
        };
        let shown = shown(own.len(), all, "uncertain values, by the size of what they change");
        let sentence = format!("Of what differs between trials the assumptions decide {decided}; the rest is chance.");
        (!own.is_empty()).then(|| {
            bars(format!("tornado_{outcome}"), format!("What moves {outcome}"), (sentence, shown), "screening", own)
        })
    };
    words(&screening, "outcome").iter().filter_map(tornado).collect()
}

/// The differences and the flows of every plan against the base; of too many plans to show each, those that change most of
/// each figure.
fn plans(tables: &[Table]) -> Vec<Finding> {
    let (differences, flows) = (rows_of(table(tables, "differences")), rows_of(table(tables, "flows")));
    let scenarios = words(&differences, "scenario");
    if scenarios.len() > MOST_SHOWN {
        return words(&differences, "figure").iter().filter_map(|figure| most_changed(&differences, figure)).collect();
    }
    scenarios.iter().flat_map(|scenario| [changed(&differences, scenario), moved(&flows, scenario)]).flatten().collect()
}

fn most_changed(differences: &[Row<'_>], figure: &str) -> Option<Finding> {
    let (own, all) = largest(differences, "figure", figure, |row| row.number("difference"));
    let columns = ["difference", "difference_lo", "difference_hi"];
    let own: Vec<_> = own.iter().filter_map(|row| Some((*row, effect(row, "scenario", columns, true)?))).collect();
    let (row, first) = own.first()?;
    let base = row.text("base");
    let sentence = format!("{} less {base} is the largest difference in {figure}: {}.", first.label, first.figure());
    let left_out = format!(
        "{} There are too many plans to show each (more than {MOST_SHOWN}): differences.csv and flows.csv have all.",
        shown(own.len(), all, "plans, by the size of what they change")
    );
    let left_out = left_out.trim().to_owned();
    let heading = format!("Which plans change {figure} most against {base}");
    Some(bars(format!("plans_{figure}"), heading, (sentence, left_out), "differences", own))
}

fn changed(differences: &[Row<'_>], scenario: &str) -> Option<Finding> {
    let own: Vec<Row<'_>> = differences.iter().filter(|row| row.text("scenario") == scenario).copied().collect();
    let base = own.first()?.text("base");
    let columns = ["difference", "difference_lo", "difference_hi"];
    let rows: Vec<_> = own.iter().filter_map(|row| Some((*row, effect(row, "figure", columns, true)?))).collect();
    let told = own.iter().filter(|row| ["higher", "lower"].contains(&row.text("verdict"))).count();
    let sentence = format!("{scenario} less {base}: {told} of {} figures can be told apart.", own.len());
    Some(bars(
        format!("differences_{scenario}"),
        format!("{scenario} against {base}"),
        (sentence, String::new()),
        "differences",
        rows,
    ))
}

fn moved(flows: &[Row<'_>], scenario: &str) -> Option<Finding> {
    let own: Vec<Row<'_>> = flows.iter().filter(|row| row.text("scenario") == scenario).copied().collect();
    let base = own.first()?.text("base");
    let way = |from: Outcome, to: Outcome| {
        let goes = |row: &&Row<'_>| row.text("from_outcome") == from.word() && row.text("to_outcome") == to.word();
        let share = own.iter().filter(goes).filter_map(|row| row.number("share")).sum();
        Flow { from, to, share }
    };
    let ways: Vec<Flow> = Outcome::ALL.iter().flat_map(|from| Outcome::ALL.iter().map(|to| way(*from, *to))).collect();
    let other: f64 = ways.iter().filter(|flow| flow.from != flow.to).map(|flow| flow.share).sum();
    Some(Finding {
        name: format!("flows_{scenario}"),
        heading: format!("Where the trials of {base} go under {scenario}"),
        sentence: format!("{} of trials end otherwise.", share_percent(other)),
        left_out: String::new(),
        table: "flows",
        rows: own.iter().map(|row| row.cells.to_vec()).collect(),
        picture: Picture::Flows(ways),
    })
}

/// For each end, what most of its trials would have ended better without.
fn without(tables: &[Table]) -> Vec<Finding> {
    let rows = rows_of(table(tables, "attribution"));
    let picture = |outcome: &String| {
        let (own, all) = largest(&rows, "outcome", outcome, |row| row.number("better_share"));
        let columns = ["better_share", "better_lo", "better_hi"];
        let own: Vec<_> = own.iter().filter_map(|row| Some((*row, effect(row, "factor", columns, false)?))).collect();
        let (row, first) = own.first()?;
        let sentence = format!(
            "Of the {} trials that end in {outcome}, {} end better without {}, more than without anything else.",
            detente_study::table::grouped(row.count("count")),
            first.figure(),
            first.label,
        );
        let shown = shown(own.len(), all, "things taken out");
        let heading = format!("What keeps {outcome} from ending better");
        Some(bars(format!("without_{outcome}"), heading, (sentence, shown), "attribution", own))
    };
    words(&rows, "outcome").iter().filter_map(picture).collect()
}

/// For each figure, by how much each key moves it.
fn keys(tables: &[Table]) -> Vec<Finding> {
    let rows = rows_of(table(tables, "keys"));
    let picture = |figure: &String| {
        let (own, all) = largest(&rows, "figure", figure, |row| row.number("effect"));
        let columns = ["effect", "effect_lo", "effect_hi"];
        let own: Vec<_> = own.iter().filter_map(|row| Some((*row, effect(row, "key", columns, true)?))).collect();
        let (row, first) = own.first()?;
        let sentence = format!(
            "{} against {}: {} moves {figure} most, by {}.",
            row.text("scenario"),
            row.text("base"),
            first.label,
            first.figure(),
        );
        let shown = shown(own.len(), all, "keys");
        Some(bars(format!("keys_{figure}"), format!("Which keys move {figure}"), (sentence, shown), "keys", own))
    };
    words(&rows, "figure").iter().filter_map(picture).collect()
}
