//! What the screen of a run says of the plans that were compared beside it: a line for each.

use super::super::compare::cells::{MOST_ROWS, points};
use super::super::width::{filled_name, shortened};
use detente_study::compare::{Difference, Figure, OtherPlan, Verdict};
use detente_study::recipe::Compared;
use std::fmt::Write as _;

/// Columns of the name of a plan, and of the base.
const NAME: usize = 20;

/// By how much the plans after the base differ from it in what plans are chosen by.
pub(super) fn plans(compared: &Compared) -> String {
    let base = compared.scenarios.first().map_or("", String::as_str);
    let mut text =
        format!(" against {}, trial by trial on the same random numbers, in points\n", shortened(base, NAME));
    let others = &compared.plans.others;
    for other in others.iter().take(MOST_ROWS) {
        let _ = writeln!(text, " {}  {}", filled_name(&other.name, NAME), figures(other));
    }
    if others.len() > MOST_ROWS {
        let _ = writeln!(text, " {} more in differences.csv", others.len() - MOST_ROWS);
    }
    text + "\n"
}

fn figures(other: &OtherPlan) -> String {
    if other.differences.iter().all(|it| it.verdict == Verdict::Same) {
        return "says the same, number by number".to_owned();
    }
    let figure = |it: &Difference| {
        let difference = if it.verdict == Verdict::NotToldApart { "unclear".to_owned() } else { points(it.difference) };
        format!("{} {difference}", it.figure.spaced())
    };
    let meant = other.differences.iter().filter(|it| Figure::OBJECTIVES.contains(&it.figure));
    meant.map(figure).collect::<Vec<_>>().join(", ")
}
