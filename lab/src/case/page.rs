//! Forecasts, scores and what happened, as the second half of a page of Markdown. The first half is written by hand.

use super::axis::{AxisScore, axes};
use super::compile::Compiled;
use super::forecast::{CaseForecasts, Forecast};
use super::model::{Case, CaseList, Happened};
use super::permutation::{DEALS, chance};
use super::score::{Forecaster, Sample, Sheet, difference, mean, samples, sheets, skill};
use detente_engine::domain::{Cause, Outcome};
use detente_study::table::{grouped, percent};
use std::fmt::Write as _;

/// The line that parts what is written by hand from what is made.
pub const MARK: &str = "<!-- Made by `detente-lab cases` from here on; do not edit below this line. -->";

/// Where the figures of a page come from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Digest of the list and of all its scenarios.
    pub inputs: String,
    /// Version of the results that the engine gives.
    pub results_version: u32,
}

/// The outcome of the scoring, in a few lines.
#[must_use]
pub fn summary(list: &CaseList, simulated: &CaseForecasts) -> String {
    let sample = &samples(list)[0];
    let sheets = sheets(sample, &simulated.cases, &simulated.defaults);
    let Some(own) = sheets.first().and_then(|sheet| mean(&sheet.briers)) else {
        return "No case counts yet.".to_owned();
    };
    let of = |forecaster: Forecaster| {
        sheets
            .iter()
            .find(|sheet| sheet.forecaster == forecaster)
            .and_then(|sheet| mean(&sheet.briers))
            .unwrap_or(f64::NAN)
    };
    let [even, base, defaults] = [Forecaster::Even, Forecaster::BaseRate, Forecaster::Defaults].map(of);
    format!(
        "{} of {} cases count. Mean Brier score (lower is better): **{own:.3}**, against {even:.3} for an even guess, {base:.3} for the\n\
         base rate of the other cases and {defaults:.3} for the built-in scenario.",
        sample.members.len(),
        list.cases.len(),
    )
}

/// The part of the page that is made: `head`, which is written by hand, goes before it.
#[must_use]
pub fn page(head: &str, list: &CaseList, compiled: &Compiled, simulated: &CaseForecasts, origin: &Origin) -> String {
    let CaseForecasts { defaults, cases, .. } = simulated;
    let mut text = format!("{}\n\n{MARK}\n\n## Results\n\n", head.trim_end());
    let _ = writeln!(text, "{}\n", summary(list, simulated));
    let _ = writeln!(
        text,
        "{} trials of each scenario, seed {}, results version {}; what happened is known up to {}; inputs {}.\n",
        grouped(list.trials),
        list.seed,
        origin.results_version,
        list.known_until,
        origin.inputs,
    );
    text.push_str(&shares(list, compiled, cases, defaults));
    text.push_str(&balance(list, cases, defaults));
    text.push_str(
        "### Scores\n\n*Skill* is what the cases gain over the row; *difference* is their mean Brier score less that of the row (95 %,\n\
         Student; below 0 the cases do better).\n\n",
    );
    for sample in samples(list) {
        text.push_str(&scores(&sample, &sheets(&sample, cases, defaults)));
        text.push_str(&singly(&sample, cases, defaults, list.seed));
    }
    text.push_str(&variations(list, simulated));
    text.push_str(&by_case(list, cases, defaults));
    text.push_str("## Case by case\n\n");
    for ((case, file), forecast) in list.cases.iter().zip(&compiled.cases).zip(cases) {
        text.push_str(&section(case, &file.file.scenario.title, forecast));
    }
    format!("{}\n", text.trim_end())
}

fn shares(list: &CaseList, compiled: &Compiled, cases: &[Forecast], defaults: &Forecast) -> String {
    let mut text = String::from(
        "### Simulated shares beside what happened\n\nIn bold: what happened. In brackets: settled already, but not counted.\n\n\
         | case | coded as of | scaling | stalling | overtaken | collapse | happened |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for ((case, file), forecast) in list.cases.iter().zip(&compiled.cases).zip(cases) {
        let start = file.file.scenario.start.map(|start| start.to_string()).unwrap_or_default();
        let happened = case.happened.map(|happened| happened.outcome);
        let _ = writeln!(text, "| {} | {start} | {} | {} |", case.id, four(forecast, happened), ending(case));
    }
    let _ = writeln!(text, "| *defaults* | | {} | |\n", four(defaults, None));
    text
}

/// The four shares as cells, the one of what happened in bold.
fn four(forecast: &Forecast, happened: Option<Outcome>) -> String {
    let cell = |outcome: &Outcome| {
        let share = percent(forecast.count(*outcome), forecast.trials);
        if happened == Some(*outcome) { format!("**{share}**") } else { share }
    };
    Outcome::ALL.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn ending(case: &Case) -> String {
    match (case.happened, case.open) {
        (Some(happened), false) => happened.outcome.word().to_owned(),
        (Some(happened), true) => format!("({})", happened.outcome.word()),
        (None, _) => "open".to_owned(),
    }
}

/// How often each outcome was given and how often it came.
fn balance(list: &CaseList, cases: &[Forecast], defaults: &Forecast) -> String {
    let mut text = String::from(
        "### On average\n\nOver the cases that count: the mean share that each outcome was given, and how many cases ended so.\n\n\
         | | scaling | stalling | overtaken | collapse |\n| --- | --- | --- | --- | --- |\n",
    );
    let [read, second, _] = samples(list);
    let cells = |cell: &dyn Fn(Outcome) -> String| {
        Outcome::ALL.iter().map(|outcome| cell(*outcome)).collect::<Vec<_>>().join(" | ")
    };
    let given = |outcome: Outcome| {
        let shares: Vec<f64> = read.members.iter().map(|(at, _)| cases[*at].shares()[outcome.index()]).collect();
        mean(&shares).map_or_else(String::new, |mean| format!("{:.1} %", 100.0 * mean))
    };
    let came = |sample: &Sample, outcome: Outcome| {
        let times = sample.members.iter().filter(|(_, happened)| *happened == outcome).count();
        format!("{times} of {}", sample.members.len())
    };
    let _ = writeln!(text, "| cases, given | {} |", cells(&given));
    let _ = writeln!(text, "| defaults, given | {} |", four(defaults, None));
    let _ = writeln!(text, "| came, as read | {} |", cells(&|outcome| came(&read, outcome)));
    let _ = writeln!(text, "| came, second readings | {} |\n", cells(&|outcome| came(&second, outcome)));
    text
}

fn scores(sample: &Sample, sheets: &[Sheet]) -> String {
    let number = sample.members.len();
    let mut text = format!(
        "**{}**: {number} cases.\n\n\
         | | Brier | log | skill, Brier | skill, log | difference | cases better in |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
        capital(sample.says),
    );
    let Some(own) = sheets.first() else { return text };
    for sheet in sheets {
        let (Some(brier), Some(log)) = (mean(&sheet.briers), mean(&sheet.logs)) else { continue };
        let _ = write!(text, "| {} | {brier:.3} | {log:.3} |", sheet.forecaster.word());
        if sheet.forecaster == Forecaster::Cases {
            text.push_str(" | | | |\n");
            continue;
        }
        let skills = [(&own.briers, brier), (&own.logs, log)]
            .map(|(scores, reference)| mean(scores).map_or(0.0, |score| skill(score, reference)));
        let better = own.briers.iter().zip(&sheet.briers).filter(|(own, other)| own < other).count();
        let gap = difference(&own.briers, &sheet.briers).map_or_else(String::new, |(mean, interval)| {
            format!("{mean:+.3} ({:+.3} to {:+.3})", interval.low, interval.high)
        });
        let [brier, log] = skills;
        let _ = writeln!(text, " {brier:.2} | {log:.2} | {gap} | {better} of {number} |");
    }
    text.push('\n');
    text
}

/// Whether the forecasts know one case from another, and each axis by itself.
fn singly(sample: &Sample, cases: &[Forecast], defaults: &Forecast, seed: u64) -> String {
    let Some(chance) = chance(sample, cases, seed) else { return String::new() };
    let mut text = format!(
        "If what happened were dealt out among these cases by chance, they would do as well or better in {:.1} % of {} deals.\n\n\
         | axis | happened in | area | Brier | base rate | built-in |\n| --- | --- | --- | --- | --- | --- |\n",
        100.0 * chance,
        grouped(DEALS),
    );
    for AxisScore { says, happened, area, briers: [own, base, built_in] } in axes(sample, cases, defaults) {
        let area = area.map_or_else(String::new, |area| format!("{area:.2}"));
        let number = sample.members.len();
        let _ = writeln!(text, "| {says} | {happened} of {number} | {area} | {own:.3} | {base:.3} | {built_in:.3} |");
    }
    text.push('\n');
    text
}

/// Mean scores with one part of the coding taken away at a time.
fn variations(list: &CaseList, simulated: &CaseForecasts) -> String {
    if list.variations.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "### With a part of the coding taken away\n\nThe same cases, as read, where one part of the rule is not applied and its keys stand at their default: {}\n\
         trials each. Tried after the scores were known, to see where they come from. **None of it was adopted**: on so few cases some\n\
         change always helps.\n\n| | Brier | log |\n| --- | --- | --- |\n",
        grouped(list.variation_trials)
    );
    let sample = &samples(list)[0];
    let mut row = |says: &str, cases: &[Forecast]| {
        let sheets = sheets(sample, cases, &simulated.defaults);
        if let (Some(brier), Some(log)) = (mean(&sheets[0].briers), mean(&sheets[0].logs)) {
            let _ = writeln!(text, "| {says} | {brier:.3} | {log:.3} |");
        }
    };
    row("the whole rule", &simulated.cases);
    list.variations.iter().zip(&simulated.variations).for_each(|(variation, cases)| row(&variation.says, cases));
    text.push('\n');
    text
}

/// Brier scores of the cases that count, one by one.
fn by_case(list: &CaseList, cases: &[Forecast], defaults: &Forecast) -> String {
    let sample = &samples(list)[0];
    let sheets = sheets(sample, cases, defaults);
    let heads = sheets.iter().map(|sheet| sheet.forecaster.word()).collect::<Vec<_>>().join(" | ");
    let mut text = format!(
        "### Case by case, Brier\n\n| case | happened | {heads} |\n| --- | --- |{}\n",
        " --- |".repeat(sheets.len())
    );
    for (member, (at, outcome)) in sample.members.iter().enumerate() {
        let scores = sheets.iter().map(|sheet| format!("{:.3}", sheet.briers[member]));
        let scores = scores.collect::<Vec<_>>().join(" | ");
        let _ = writeln!(text, "| {} | {} | {scores} |", list.cases[*at].id, outcome.word());
    }
    text.push('\n');
    text
}

fn section(case: &Case, title: &str, forecast: &Forecast) -> String {
    let trials = |cause: Cause| percent(forecast.cause(cause), forecast.trials);
    let mut text = format!("### {title}\n\n");
    let _ = match case.happened {
        Some(Happened { outcome, cause }) => {
            let status = if case.open { ", settled but not counted" } else { "" };
            let (by, what, share) = match cause {
                Some(cause) => (format!(" by `{}`", cause.word()), "cause", trials(cause)),
                None => (String::new(), "outcome", percent(forecast.count(outcome), forecast.trials)),
            };
            let outcome = capital(outcome.word());
            writeln!(text, "**{outcome}**{by}{status}. {} In the trials this {what} has {share}.", case.because)
        }
        None => writeln!(text, "**Open.** {}", case.because),
    };
    let leading = forecast.leading_cause();
    let (outcome, share) = (leading.outcome().word(), trials(leading));
    let _ = writeln!(text, "Most frequent in the trials: {outcome} by `{}`, {share}.", leading.word());
    if let Some((outcome, why)) = &case.also {
        let _ = writeln!(text, "\nSecond reading: *{}*. {why}", outcome.word());
    }
    let _ = writeln!(text, "\nSource: {}. Scenario: `scenarios/cases/{}.toml`.\n", case.source, case.id);
    text
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
