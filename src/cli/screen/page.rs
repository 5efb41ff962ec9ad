//! The page of one scenario.

use super::super::width::{filled, shortened};
use super::base_rates;
use super::news;
use super::watch;
use crate::cli::wording::date;
use detente_engine::domain::{Basis, Confronted, Fate, Outcome, StopReason};
use detente_engine::plan::WORLDS;
use detente_engine::tally::{HorizonCounts, most_frequent};
use detente_engine::trial::Quantity;
use detente_study::scenario::Scenario;
use detente_study::table::{
    Headline, MONTHS, ScenarioResult, confrontation_difference, counted, from_to, index_rows, of_a_hundred,
    of_a_hundred_trials, percent, points, share_by, share_in_words, share_interval, share_percent, time_bought,
    what_matters,
};
use jiff::ToSpan;
use std::fmt::Write as _;

/// Characters of a bar of 100 %.
const BAR: usize = 18;
/// Inputs that are named among what matters.
const MOST_INPUTS: usize = 2;
/// Widest name of a rung.
const NAME: usize = 20;

/// The page; with base rates where the scenario `is_alone` on the screen.
pub(super) fn page(result: &ScenarioResult<'_>, is_alone: bool) -> String {
    let base_rates = if is_alone { base_rates::card(result) } else { String::new() };
    [
        title(result),
        news::card(result),
        outcomes(result),
        by_month(result),
        confrontation(result),
        base_rates,
        fate(result),
        ladder(result),
        watch::card(result),
        leading(result),
        bases(result),
    ]
    .concat()
}

fn title(result: &ScenarioResult<'_>) -> String {
    let (scenario, plan) = (result.scenario, result.plan);
    let weeks = plan.weeks(plan.steps);
    let mut text = String::new();
    if !scenario.title.is_empty() {
        let _ = writeln!(text, "{}", shortened(&scenario.title, 79));
    }
    let days = (weeks * 7.0).round() as i64;
    match scenario.start.and_then(|start| Some((start, start.checked_add(days.days()).ok()?))) {
        Some((start, end)) => {
            let _ = writeln!(text, "from {} (week 0) to {} (week {weeks:.0})\n", date(start), date(end));
        }
        None => {
            let _ = writeln!(text, "horizon: week {weeks:.0}\n");
        }
    }
    text
}

fn outcomes(result: &ScenarioResult<'_>) -> String {
    let record = result.tally.record();
    let exact = |outcome: Outcome| result.exact.map(|exact| exactly(exact.outcome(outcome)));
    let heading = if result.exact.is_some() { "   exact    " } else { "" };
    let wide = if result.worlds.is_some() { "    if assumptions differ (90 %)" } else { "" };
    let mut text = format!(" outcome      share{heading}    chance (95 %){wide}\n");
    for outcome in Outcome::ALL {
        let count = record.outcome(*outcome);
        let words = share_in_words(count, record.trials);
        if count == 0 {
            let exact = exact(*outcome).map_or(String::new(), |exact| format!("; exactly {exact}"));
            let _ = writeln!(text, " {:10} {words}{exact}", outcome.word());
            continue;
        }
        let [low, high] = share_interval(count, record.trials).map(|end| 100.0 * end.unwrap_or(f64::NAN));
        let interval = format!("{low:.1} to {high:.1}");
        let bar = bar(count as f64 / record.trials as f64);
        let exact = exact(*outcome).map_or(String::new(), |exact| format!("   {exact:>9}"));
        let assumed = result.assumed(*outcome);
        let assumed = assumed.map_or(String::new(), |ends| format!("{:>14}   ", from_to(ends.low, ends.high)));
        let _ = writeln!(text, " {:10} {words:>7}{exact}   {interval:14}  {assumed}{bar}", outcome.word());
    }
    let counts = std::array::from_fn(|index| record.outcome(Outcome::ALL[index]));
    if let Some(words) = of_a_hundred_trials(counts) {
        let _ = writeln!(text, "\n {words}");
    }
    if result.exact.is_some() {
        text.push_str(" The scenario is finite: *exact* adds up all that can happen, without chance.\n");
    }
    if let Some(worlds) = result.worlds {
        let _ = writeln!(
            text,
            " The wide column shows what nobody knows: where a share lies in 9 worlds of 10\n \
             ({} worlds, {} trials of each). More trials narrow only the other.",
            worlds.worlds(),
            worlds.trials_per_world()
        );
        text.push_str(&unstated(result));
    }
    text.push('\n');
    text
}

/// How much of the wide column is what no file states, for the most frequent outcome.
fn unstated(result: &ScenarioResult<'_>) -> String {
    let values = result.plan.drawn_with_world();
    let most = Outcome::ALL.iter().copied().max_by_key(|outcome| result.tally.record().outcome(*outcome));
    let part = most.and_then(|outcome| Some((outcome, result.unstated_part(outcome)?)));
    match part {
        Some((outcome, part)) => format!(
            " About {:.0} % of the spread of {} comes from {} no file states.\n",
            10.0 * (10.0 * part).round(),
            outcome.word(),
            counted(values, "number")
        ),
        None if values > 0 => {
            format!(" {} no file states are drawn too.\n", counted(values, "number"))
        }
        None => String::new(),
    }
}

/// The outcomes if trials were judged earlier.
fn by_month(result: &ScenarioResult<'_>) -> String {
    let reached: Vec<(u32, f64)> =
        MONTHS.into_iter().filter(|(_, weeks)| share_by(result, Outcome::Scaling, *weeks).is_some()).collect();
    if reached.len() < 2 {
        return String::new();
    }
    let columns: String = reached.iter().map(|(months, _)| format!("{:>11}", format!("{months} months"))).collect();
    let mut text = format!(" judged after{columns}\n");
    for outcome in Outcome::ALL {
        let share = |weeks: f64| share_by(result, *outcome, weeks).map_or("-".to_owned(), share_percent);
        let cells: String = reached.iter().map(|(_, weeks)| format!("{:>11}", share(*weeks))).collect();
        let _ = writeln!(text, "   {:10}{cells}", outcome.word());
    }
    text.push('\n');
    text
}

/// An exact share as a percentage.
fn exactly(share: f64) -> String {
    match 100.0 * share {
        0.0 => "0".to_owned(),
        percent if percent < 5e-5 => format!("{percent:.1e} %"),
        percent => format!("{percent:.4} %"),
    }
}

fn bar(share: f64) -> String {
    let filled = (share * BAR as f64).round() as usize;
    format!("{}{}", "#".repeat(filled), ".".repeat(BAR - filled.min(BAR)))
}

fn confrontation(result: &ScenarioResult<'_>) -> String {
    let counts = &result.tally.record().confrontation;
    if !counts.counterfactual || counts.horizons.is_empty() {
        return String::new();
    }
    let mut text = String::from(" confrontation        with channel   without     difference (paired, 95 %)\n");
    let weeks = |horizon: &HorizonCounts| result.plan.weeks(horizon.step);
    let last = counts.horizons.last().map(|horizon| horizon.step);
    let is_month = |horizon: &HorizonCounts| MONTHS.iter().any(|(_, month)| (weeks(horizon) - month).abs() < 0.5);
    for horizon in counts.horizons.iter().filter(|horizon| is_month(horizon) || Some(horizon.step) == last) {
        let trials = horizon.trials();
        let with = percent(horizon.with_channel(), trials);
        let without = percent(horizon.without_channel(), trials);
        let [difference, low, high] = confrontation_difference(horizon).map(|end| 100.0 * end.unwrap_or(f64::NAN));
        let plural = if weeks(horizon) < 1.5 { "week" } else { "weeks" };
        let label = format!("within {:.0} {plural}", weeks(horizon));
        let _ = writeln!(
            text,
            "   {label:19} {with:>9} {without:>9}     {difference:+.1}  ({low:+.1} to {high:+.1}) points"
        );
    }
    text.push_str(&over_worlds(result, counts.horizons.len() - 1));
    let bought = time_bought(result);
    if let (Some(median), [Some(mean), Some(low), Some(high)]) = (bought.median_weeks, bought.mean_weeks) {
        let _ = writeln!(
            text,
            "   time bought: {median:.0} weeks or more for half of the confrontations that would come\n\
             \x20  without the channel; {mean:+.1} weeks ({low:+.1} to {high:+.1}) on average over all trials"
        );
    }
    if !result.plan.news.is_empty() {
        text.push_str("   the no-channel trials need not fit the news: not the channel's effect alone\n");
    }
    text.push('\n');
    text
}

/// How the difference by the last horizon hangs on what is not known.
fn over_worlds(result: &ScenarioResult<'_>, last: usize) -> String {
    let Some(over) = result.channel_over_worlds(last) else { return String::new() };
    let (lower, [low, high]) = (1.0 - over.higher, [over.interval.low, over.interval.high].map(points));
    if over.interval.low >= over.interval.high {
        return "   if assumptions differ: by no more than chance from world to world\n".to_owned();
    }
    format!(
        "   if assumptions differ: less with the channel in {} worlds at the end;\n   {low} to {high} points in nine worlds of ten\n",
        of_a_hundred(lower)
    )
}

/// What became of the channel, and how many trials met confrontation in it.
fn fate(result: &ScenarioResult<'_>) -> String {
    let counts = &result.tally.record().confrontation;
    let Some(last) = counts.horizons.last().filter(|_| counts.counterfactual) else { return String::new() };
    let trials = last.trials();
    let quiet = |fate: &[u64; 6]| fate[Confronted::None.index()] + fate[Confronted::Averted.index()];
    let mut text = String::from(" fate of the channel     all   no confrontation   confrontation\n");
    for fate in Fate::ALL {
        let of_fate = &last.fates[fate.index()];
        let all: u64 = of_fate.iter().sum();
        let (quiet, all_shown) = (quiet(of_fate), percent(all, trials));
        let [calm, confronted] = [quiet, all - quiet].map(|count| percent(count, trials));
        let _ = writeln!(text, "   {:17} {all_shown:>7}   {calm:>16}   {confronted:>13}", fate.spaced());
    }
    text.push('\n');
    text
}

fn ladder(result: &ScenarioResult<'_>) -> String {
    let record = result.tally.record();
    let rungs = &record.ladder.rungs;
    if rungs.is_empty() {
        return " no ladder: there is no channel in this scenario\n\n".to_owned();
    }
    let sticking_point = Headline::of(record).rung().map(|(index, _)| index);
    let mut text = format!(" {:46}  reached  delivered  in force*\n", "where the ladder stops");
    for (index, rung) in rungs.iter().enumerate() {
        let mark = if Some(index) == sticking_point { '>' } else { ' ' };
        let share = |count: u64| percent(count, record.trials);
        let bar = bar(rung.delivered as f64 / record.trials.max(1) as f64);
        let _ = writeln!(
            text,
            " {mark} {:>2} {} {bar}  {:>8}  {:>9}  {:>9}",
            index + 1,
            filled(&rung.label, NAME),
            share(rung.offered),
            share(rung.delivered),
            share(rung.in_force),
        );
    }
    let most = sticking_point.map(|index| rungs[index].stopped());
    let is_tie = rungs.iter().filter(|rung| Some(rung.stopped()) == most).count() > 1;
    let mark = if is_tie {
        "> no rung stops more trials; others stop as many"
    } else {
        "> more trials stop here than at any other rung"
    };
    let _ = writeln!(text, "   * at the end, by the record   {mark}\n");
    text
}

fn leading(result: &ScenarioResult<'_>) -> String {
    let record = result.tally.record();
    let mut text = String::new();
    let collapses = record.outcome(Outcome::Collapse);
    let headline = Headline::of(record);
    if let Some((cause, count)) = headline.cause_of(Outcome::Collapse) {
        let share = share_in_words(count, collapses);
        let _ = writeln!(text, " most frequent cause of collapse    {}, {share} of collapses", cause.spaced());
    }
    let vetoes: u64 = record.actors.bodies.iter().map(|body| body.vetoes).sum();
    if let Some((body, count)) = headline.body() {
        let _ = writeln!(
            text,
            " which body vetoes most often        {}, {} of vetoes",
            shortened(&result.plan.bodies[body].id, NAME),
            share_in_words(count, vetoes)
        );
    }
    let stops = StopReason::ALL.iter().map(|reason| {
        let count: u64 = record.ladder.rungs.iter().map(|rung| rung.stops[reason.index()]).sum();
        (*reason, count)
    });
    if let Some((reason, count)) = most_frequent(stops) {
        let _ = writeln!(
            text,
            " what stops the ladder most often   {}, {} of trials",
            reason.spaced(),
            share_in_words(count, record.trials)
        );
    }
    text.push_str(&explained(result));
    if let Some(both) =
        record.of_all(Quantity::BothClaimSuccess).moments(result.tally.axis(Quantity::BothClaimSuccess)).mean()
    {
        let _ = writeln!(text, " both claim success, nothing structural was ever given    {:.1} %", 100.0 * both);
    }
    text
}

/// What explains most of the outcome that hangs most on the assumptions.
fn explained(result: &ScenarioResult<'_>) -> String {
    let rows = index_rows(result);
    let told = what_matters(&rows);
    let Some(first) = told.first() else { return String::new() };
    let mut text = String::new();
    let mut head = format!(" what moves {} most", first.outcome);
    for row in told.iter().take(MOST_INPUTS) {
        let whose = if row.input == WORLDS { "what no file states" } else { row.input.as_str() };
        let [_, low, high] = row.first_order_assumed.whole().unwrap_or_default();
        let _ = writeln!(text, "{head:36}{}, {}", shortened(whose, 28), from_to(low, high));
        head.clear();
    }
    let _ = writeln!(text, "{:36}of what the assumptions explain", "");
    text
}

/// How many values of `scenario` came with a template, before how many were left at their default; nothing where none did.
pub(in crate::cli) fn from_the_template(scenario: &Scenario) -> String {
    match scenario.values_on(Basis::Template) {
        0 => String::new(),
        values => format!("{values} from the template, "),
    }
}

fn bases(result: &ScenarioResult<'_>) -> String {
    let count = |basis: Basis| result.scenario.values_on(basis);
    format!(
        " values in this file                {} documented, {} press, {} judgement,\n{:36}{}{} left at their default\n\n",
        count(Basis::Documented),
        count(Basis::Press),
        count(Basis::Judgement),
        "",
        from_the_template(result.scenario),
        count(Basis::Default),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_full_at_one_and_empty_at_zero() {
        assert_eq!(bar(1.0), "#".repeat(BAR));
        assert_eq!(bar(0.0), ".".repeat(BAR));
    }
}
