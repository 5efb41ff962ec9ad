//! What the screen of a run says of the plans that were compared beside it.

use super::super::compare::cells::points;
use super::super::width::shortened;
use detente_study::compare::{Difference, Figure, OtherPlan, OverWorlds, Verdict};
use detente_study::recipe::Compared;
use detente_study::table::of_a_hundred;
use std::fmt::Write as _;

/// Columns of the name of a plan.
const NAME: usize = 40;
/// Plans that are shown; the table has all.
const MOST_PLANS: usize = 3;

/// By how much the plans after the base differ from it in what plans are chosen by, with chance and assumptions.
pub(super) fn plans(compared: &Compared) -> String {
    let base = compared.scenarios.first().map_or("", String::as_str);
    let mut text =
        format!(" against {}, trial by trial on the same random numbers, in points\n", shortened(base, NAME));
    let others = &compared.plans.others;
    for other in others.iter().take(MOST_PLANS) {
        let _ = write!(text, " {}\n{}", shortened(&other.name, NAME), figures(other));
    }
    if others.len() > MOST_PLANS {
        let _ = writeln!(text, " {} more in differences.csv", others.len() - MOST_PLANS);
    }
    text + "\n"
}

fn figures(other: &OtherPlan) -> String {
    if other.differences.iter().all(|it| it.verdict == Verdict::Same) {
        return "   says the same, number by number\n".to_owned();
    }
    let meant = other.differences.iter().enumerate().filter(|(_, it)| Figure::OBJECTIVES.contains(&it.figure));
    meant.map(|(at, it)| figure(it, other.over_worlds.get(at))).collect()
}

fn figure(it: &Difference, over: Option<&OverWorlds>) -> String {
    let difference = if it.verdict == Verdict::NotToldApart { "unclear".to_owned() } else { points(it.difference) };
    let interval = format!("({} to {})", points(it.interval.low), points(it.interval.high));
    let over = over
        .filter(|over| over.interval.low < over.interval.high)
        .map_or(String::new(), |over| format!("  better in {} worlds", of_a_hundred(it.figure.better(over.higher))));
    format!("   {:14} {difference:>7} {interval:18}{over}", it.figure.spaced()).trim_end().to_owned() + "\n"
}
