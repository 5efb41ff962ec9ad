//! Findings in words, for readers who see a page for the first time.

use crate::assumed::OverAssumed;
use crate::case::Prepared;
use crate::difference::DifferenceLine;
use crate::drawn::Drawn;
use detente_engine::domain::Outcome;
use detente_engine::plan::WORLDS;
use detente_engine::tally::Tally;
use detente_study::compare::{Difference, Verdict};
use detente_study::story::Cast;
use detente_study::table::{Headline, from_to, grouped, of_a_hundred, points, share_percent, what_matters};

/// What trials of one scenario say: confrontation with and without the channel by the last horizon.
pub(crate) fn finding(tables: &Drawn) -> String {
    let last = tables.baseline.last();
    let of_a_hundred_trials = |share: Option<f64>| share.map(|share| format!("{:.0} of 100", 100.0 * share));
    let shares = last.and_then(|row| {
        let with = of_a_hundred_trials(row.confrontation_share.value)?;
        let without = of_a_hundred_trials(row.confrontation_share_no_channel.value)?;
        Some((row, with, without))
    });
    let Some((row, with, without)) = shares else {
        let broken = tables.share_of(Outcome::Collapse).map_or("no".to_owned(), share_percent);
        return format!("A party leaves the channel in {broken} of trials.");
    };
    let ends = [row.difference.low, row.difference.high].map(Option::unwrap_or_default);
    let what = match ends {
        [_, high] if high < 0.0 => "The channel makes confrontation less likely",
        [low, _] if low > 0.0 => "The channel makes confrontation more likely",
        _ => "The channel makes no difference to confrontation that these trials can show",
    };
    format!("{what}: within {}, {with} trials with it, {without} without.", span(row.horizon_weeks.0))
}

/// What a change does to confrontation.
pub(crate) fn changed(difference: &Difference, case: &Prepared) -> String {
    let within = span(case.plan.weeks(case.plan.steps));
    let [base, other] = [difference.base, difference.other].map(share_percent);
    match difference.verdict {
        Verdict::Lower => {
            format!(
                "Your changes make confrontation less likely: within {within}, {other} of trials in place of {base}."
            )
        }
        Verdict::Higher => {
            format!(
                "Your changes make confrontation more likely: within {within}, {other} of trials in place of {base}."
            )
        }
        Verdict::Same | Verdict::NotToldApart => format!(
            "Your changes make no difference to confrontation that these trials can show: within {within}, {other} of trials, {base} before."
        ),
    }
}

/// How sure the finding of one scenario is.
pub(crate) fn sure(tables: &Drawn, trials: u64, over: Option<OverAssumed>) -> Vec<String> {
    let Some(row) = tables.baseline.last() else { return Vec::new() };
    let [Some(value), Some(low), Some(high)] = [row.difference.value, row.difference.low, row.difference.high] else {
        return Vec::new();
    };
    let chance = format!(
        "Chance: the channel changes it by {} points ({} to {}, 95 % interval, {} trials on the same random numbers).",
        points(value),
        points(low),
        points(high),
        grouped(trials)
    );
    std::iter::once(chance).chain(over.map(|over| assumptions(over, "the channel lowers it"))).collect()
}

/// What the channel does after a change.
pub(crate) fn channel_after(tables: &Drawn, over: Option<OverAssumed>) -> String {
    let found = finding(tables);
    let over = over.filter(|over| over.low < over.high).map_or(String::new(), |over| {
        let (low, high) = (points(over.low), points(over.high));
        let lower = of_a_hundred(1.0 - over.higher);
        format!(" The channel lowers it in {lower} sets of assumptions; in nine of ten the difference that it makes is between {low} and {high} points.")
    });
    format!("With your changes: {}{}{over}", found[..1].to_lowercase(), &found[1..])
}

/// What assumptions do to a difference that somebody or something makes, `who` with its verb.
fn assumptions(over: OverAssumed, who: &str) -> String {
    if over.low >= over.high {
        return "Assumptions: from one set of assumptions to another it differs by no more than chance.".to_owned();
    }
    let (low, high) = (points(over.low), points(over.high));
    let lower = of_a_hundred(1.0 - over.higher);
    format!(
        "Assumptions: {who} in {lower} sets of assumptions; in nine of ten the change is between {low} and {high} points."
    )
}

/// How sure the effect of a change is.
pub(crate) fn sure_of_change(line: &DifferenceLine, trials: u64) -> Vec<String> {
    let [value, low, high] = line.difference.map(points);
    let chance = format!(
        "Chance: {value} points ({low} to {high}, 95 % interval, {} trials on the same random numbers).",
        grouped(trials)
    );
    std::iter::once(chance).chain(line.over.map(|over| assumptions(over, "your changes lower it"))).collect()
}

/// What decides how trials end.
pub(crate) fn decides(case: &Prepared, tally: &Tally, tables: &Drawn) -> Vec<String> {
    let (record, scenario) = (tally.record(), &case.file.scenario);
    let headline = Headline::of(record);
    let share = |count: u64, of: u64| share_percent(count as f64 / of.max(1) as f64);
    let rung = headline.rung().map(|(at, count)| {
        let rung = Cast::new(scenario, &case.plan).rung(at);
        format!("The ladder stops most often at {rung}: {} of trials.", share(count, record.trials))
    });
    let cause = headline.cause_of(Outcome::Collapse).map(|(cause, count)| {
        let meaning = cause.meaning();
        let meaning = meaning.split_once(": ").map_or(meaning, |(_, own)| own);
        format!(
            "When a party leaves, it is most often so: {}{} {} of collapses.",
            meaning[..1].to_lowercase(),
            meaning[1..].trim_end_matches('.').to_owned() + ";",
            share(count, record.outcome(Outcome::Collapse))
        )
    });
    let all: u64 = record.actors.bodies.iter().map(|body| body.vetoes).sum();
    let body = headline.body().map(|(at, vetoes)| {
        format!("Most vetoes come from {}: {} of them.", scenario.bodies[at].name, share(vetoes, all))
    });
    let bought = tables.summary.first().and_then(|row| row.time_bought_weeks_mean);
    let bought = bought.filter(|weeks| weeks.abs() >= 0.05).map(|weeks| {
        let way = if weeks > 0.0 { "later" } else { "earlier" };
        format!(
            "On average over all trials, confrontation comes {:.1} weeks {way} than without a channel.",
            weeks.abs()
        )
    });
    [rung, cause, body, bought, matters(tables)].into_iter().flatten().collect()
}

/// The assumption that explains most.
fn matters(tables: &Drawn) -> Option<String> {
    let all = what_matters(&tables.indices);
    let row = all.first()?;
    let [_, low, high] = row.first_order_assumed.whole()?;
    let who = if row.input == WORLDS { "what no file states" } else { row.input.as_str() };
    let (part, outcome) = (from_to(low, high), &row.outcome);
    Some(format!("Of how much {outcome} hangs on the assumptions, {who} explains most: {part}."))
}

/// A span of weeks as people say it.
fn span(weeks: f64) -> String {
    let named = [(26.0, "six months"), (52.0, "one year"), (104.0, "two years"), (260.0, "five years")];
    let found = named.iter().find(|(own, _)| (own - weeks).abs() < 0.01);
    found.map_or_else(|| format!("{weeks:.0} weeks"), |(_, words)| (*words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_have_a_name_are_called_by_it() {
        assert_eq!([26.0, 260.0, 78.4].map(span), ["six months", "five years", "78 weeks"]);
    }
}
