//! Base rates on the page of one scenario: what it does, beside what was counted of real crises and agreements.

use super::super::width::shortened;
use detente_engine::observe::Arm;
use detente_study::figure::NamedFigure;
use detente_study::table::{BaseRateRow, ScenarioResult, base_rates, share_percent};

/// Widest name of a source.
const SOURCE: usize = 16;

/// The card: of confrontation the last horizon that has a base rate, of everything else all. Nothing where no figure can be told.
pub(super) fn card(result: &ScenarioResult<'_>) -> String {
    let rows = base_rates(result);
    let told: Vec<(NamedFigure, &BaseRateRow)> = rows
        .iter()
        .filter(|row| row.share.value.is_some())
        .filter_map(|row| Some((NamedFigure::from_word(&row.figure)?, row)))
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let mut text = format!(" {:24}{:>8}         {:>15}{:>5}  source\n", "base rates", "here", "counted (95 %)", "n");
    for (at, (figure, row)) in told.iter().enumerate() {
        let is_last = told[at + 1..].iter().all(|(other, _)| !is_same_arm(*figure, *other));
        if is_last {
            text.push_str(&line(*figure, row));
        }
    }
    text.push('\n');
    text
}

fn is_same_arm(one: NamedFigure, other: NamedFigure) -> bool {
    matches!((one, other), (NamedFigure::Confrontation(one, _), NamedFigure::Confrontation(other, _)) if one == other)
}

fn line(figure: NamedFigure, row: &BaseRateRow) -> String {
    let whole = |share: Option<f64>| format!("{:.0}", 100.0 * share.unwrap_or(f64::NAN));
    let counted = row.counted_share;
    let counted = format!("{} % ({} to {})", whole(counted.value), whole(counted.low), whole(counted.high));
    let (label, share) = (label(figure), share_percent(row.share.value.unwrap_or(f64::NAN)));
    let verdict = row.verdict.map_or("", |verdict| verdict.word());
    let source = row.source.split(" (").next().unwrap_or_default();
    let (n, source) = (&row.counted_n, shortened(source, SOURCE));
    format!("   {label:22}{share:>8}  {verdict:6} {counted:>15}{n:>5}  {source}\n")
}

/// What is counted, in few words.
fn label(figure: NamedFigure) -> String {
    match figure {
        NamedFigure::Confrontation(Arm::Channel, weeks) => format!("confrontation, {}", time(weeks)),
        NamedFigure::Confrontation(Arm::NoChannel, weeks) => format!("no channel, {}", time(weeks)),
        NamedFigure::EverInForce => "something in force".to_owned(),
        NamedFigure::Left(weeks) => format!("broken within {}", time(weeks)),
        NamedFigure::Structural(weeks) => format!("settled within {}", time(weeks)),
        other => other.word(),
    }
}

fn time(weeks: u32) -> String {
    match weeks {
        52 => "1 year".to_owned(),
        weeks if weeks % 52 == 0 => format!("{} years", weeks / 52),
        weeks => format!("{} months", 12 * weeks / 52),
    }
}
