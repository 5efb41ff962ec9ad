//! The parts of a row in words and figures.

use super::super::judge::{Finding, Verdict};
use super::super::model::{ClaimKind, ClaimList, Comparison, Direction, Measure, RatioMeasure};
use detente_engine::statistics::Confidence;

/// What is measured, for readers.
pub(super) fn in_words(finding: &Finding<'_>) -> String {
    if finding.row.says.is_empty() { measured(finding) } else { finding.row.says.clone() }
}

/// Both, for tables in which the list is looked up.
pub(super) fn named(finding: &Finding<'_>) -> String {
    let measured = measured(finding);
    if finding.row.says.is_empty() { measured } else { format!("{}: {measured}", finding.row.says) }
}

/// What is measured, in the words of the list.
pub(super) fn measured(finding: &Finding<'_>) -> String {
    let measure = match &finding.row.measure {
        Measure::Ratio(ratio) => ratio_in_words(ratio),
        Measure::Tells { kind, from, at_week } => {
            format!("how well `{}` at week {at_week} tells `{}`", from.word(), kind.word())
        }
    };
    match &finding.row.comparison {
        Comparison::Levels => measure,
        Comparison::Than(than, at) => format!("{measure}, against {}{}", ratio_in_words(than), level(finding, *at)),
        Comparison::Against(number, at) => format!("{measure}, against {number}{}", level(finding, *at)),
    }
}

/// The level at which a row compares, where there are several.
fn level(finding: &Finding<'_>, at: usize) -> String {
    let levels = &finding.experiment.levels;
    if levels.len() > 1 { format!(" (at {})", levels[at].name) } else { String::new() }
}

fn ratio_in_words(ratio: &RatioMeasure) -> String {
    let of = ratio.of.word();
    let mut text = match (&ratio.per, ratio.share) {
        (Some(per), _) => format!("`{of}` per `{}`", per.word()),
        (None, true) => format!("share of `{of}`"),
        (None, false) => format!("mean `{of}`"),
    };
    for (position, (holds, observable)) in ratio.among.iter().enumerate() {
        text.push_str(if position == 0 { ", where " } else { " and " });
        text.push_str(if *holds { "" } else { "no " });
        text.push_str(&format!("`{}`", observable.word()));
    }
    text
}

/// What is expected.
pub(super) fn direction(finding: &Finding<'_>) -> String {
    let compared = !matches!(finding.row.comparison, Comparison::Levels);
    match finding.row.direction {
        Direction::Rises if compared => "higher".to_owned(),
        Direction::Falls if compared => "lower".to_owned(),
        Direction::Rises => "rises".to_owned(),
        Direction::Falls => "falls".to_owned(),
        Direction::Stays(within) if finding.in_points() => format!("stays within {} points", short(100.0 * within)),
        Direction::Stays(within) => format!("stays within {within}"),
        Direction::Peaks(at) => format!("highest at {}", finding.experiment.levels[at].name),
    }
}

/// The verdict in a word that fits the kind of claim.
pub(super) fn verdict(finding: &Finding<'_>) -> &'static str {
    match (finding.verdict, finding.claim.kind) {
        (Verdict::Holds, ClaimKind::ByConstruction | ClaimKind::ByDefinition) => "as it must",
        (Verdict::Holds, ClaimKind::Split) => "reached",
        (Verdict::Holds, _) => "holds",
        (Verdict::NotShown, _) => "**not shown**",
        (Verdict::Reversed, _) => "**reversed**",
    }
}

/// The kind in words.
pub(super) fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Experiment => "experiment",
        ClaimKind::Conditional => "conditional",
        ClaimKind::ByConstruction => "by construction",
        ClaimKind::ByDefinition => "by definition",
        ClaimKind::Split => "split literature",
    }
}

/// The figure at every level, beside what it is compared with where that is measured too.
pub(super) fn figures(finding: &Finding<'_>) -> Vec<String> {
    let decimals = decimals(finding);
    let spell = |figure: Option<f64>| match figure {
        Some(figure) if finding.in_points() => format!("{:.1} %", 100.0 * figure),
        Some(figure) => format!("{figure:.decimals$}"),
        None => String::new(),
    };
    match &finding.row.comparison {
        Comparison::Levels => {
            let first = finding.scan.first().map(|step| spell(step.figures[1]));
            first.into_iter().chain(finding.scan.iter().map(|step| spell(step.figures[0]))).collect()
        }
        Comparison::Than(..) => {
            let both = |at: &super::super::effect::EffectEstimate| at.figures.map(spell).join(" against ");
            finding.scan.iter().map(both).collect()
        }
        Comparison::Against(..) => finding.scan.iter().map(|at| spell(at.figures[0])).collect(),
    }
}

/// The difference that decides, with its interval.
pub(super) fn effect(finding: &Finding<'_>) -> String {
    let decimals = decimals(finding);
    let spell = |estimate: &super::super::effect::EffectEstimate| {
        let difference = estimate.difference();
        let (Some(difference), Some(interval)) = (difference, estimate.interval(Confidence::NINETY_FIVE)) else {
            return "undefined".to_owned();
        };
        let numbers = [difference, interval.low, interval.high];
        if finding.in_points() {
            let [difference, low, high] = numbers.map(|number| signed(100.0 * number, 2));
            format!("{difference} ({low} to {high}) points")
        } else {
            let [difference, low, high] = numbers.map(|number| signed(number, decimals + 1));
            format!("{difference} ({low} to {high})")
        }
    };
    let all: Vec<String> = finding.main.iter().map(spell).collect();
    match &all[..] {
        [over_first, over_last] => format!("over the first level {over_first}, over the last {over_last}"),
        _ => all.concat(),
    }
}

/// A number with its sign; what rounds to nothing has none.
fn signed(number: f64, decimals: usize) -> String {
    let text = format!("{number:+.decimals$}");
    if text.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0') { text[1..].to_owned() } else { text }
}

/// Decimals that leave three digits to the largest figure of the row, at most four.
fn decimals(finding: &Finding<'_>) -> usize {
    let figures = finding.scan.iter().chain(&finding.main).flat_map(|estimate| estimate.figures);
    let largest = figures.flatten().fold(0.0_f64, |largest, figure| largest.max(figure.abs()));
    [(100.0, 0), (10.0, 1), (1.0, 2), (0.1, 3)].iter().find(|(from, _)| largest >= *from).map_or(4, |(_, few)| *few)
}

/// A p-value.
pub(super) fn chance(chance: f64) -> String {
    if chance < 0.0001 { "< 0.0001".to_owned() } else { format!("{chance:.4}") }
}

fn short(number: f64) -> String {
    format!("{number:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Over which levels the steps go the expected way; empty where there is only one to see.
pub(super) fn steps(finding: &Finding<'_>) -> String {
    let names: Vec<&str> = finding.experiment.levels.iter().map(|level| level.name.as_str()).collect();
    let sights = &finding.sights;
    if sights.len() < 2 {
        return String::new();
    }
    let by_step = matches!(finding.row.comparison, Comparison::Levels);
    if sights.iter().all(|sight| *sight == Verdict::Holds) {
        return if by_step { "at every step".to_owned() } else { "at every level".to_owned() };
    }
    let mut parts: Vec<String> = Vec::new();
    let mut start = 0;
    for end in 1..=sights.len() {
        if end < sights.len() && sights[end] == sights[start] {
            continue;
        }
        let last = if by_step { end } else { end - 1 };
        let range =
            if start == last { names[start].to_owned() } else { format!("{} to {}", names[start], names[last]) };
        parts.push(format!("{} {range}", seen(sights[start])));
        start = end;
    }
    parts.join(", ")
}

fn seen(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::NotShown => "not shown",
        Verdict::Reversed => "reversed",
    }
}

/// Against how many backgrounds it holds; empty where it was not tried.
pub(super) fn backgrounds(finding: &Finding<'_>) -> String {
    let all = finding.backgrounds.len();
    let hold = finding.backgrounds.iter().filter(|sight| **sight == Verdict::Holds).count();
    if all == 0 { String::new() } else { format!("{hold} of {all}") }
}

/// The same, naming those in which it does not hold.
pub(super) fn backgrounds_by_name(list: &ClaimList, finding: &Finding<'_>) -> String {
    let mut text = match backgrounds(finding) {
        none if none.is_empty() => return none,
        counts => format!("{counts} backgrounds"),
    };
    for verdict in [Verdict::NotShown, Verdict::Reversed] {
        let named = list.backgrounds.iter().zip(&finding.backgrounds).filter(|(_, sight)| **sight == verdict);
        let names: Vec<&str> = named.map(|(background, _)| background.name.as_str()).collect();
        if !names.is_empty() {
            text.push_str(&format!(", {} against {}", seen(verdict), names.join(", ")));
        }
    }
    text
}

/// Settings as code.
pub(super) fn quoted(sets: &[String]) -> String {
    sets.iter().map(|set| format!("`{set}`")).collect::<Vec<_>>().join(", ")
}
