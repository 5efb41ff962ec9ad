//! The card of what to watch.

use super::rows::chance;
use detente_engine::domain::Outcome;
use detente_engine::tally::LandmarkCounts;
use detente_study::table::{ScenarioResult, grouped, percent, watched};
use std::fmt::Write as _;

/// Indicators on the card.
const MOST: usize = 3;
/// The landmark that is shown, where the scenario has it and no news tell of later weeks; else the last before it.
const WEEK: f64 = 26.0;
/// Share of the trials that must still be undecided for the card to be worth its lines.
const FEWEST: f64 = 0.05;

/// What goes with the state of the indicators that tell most; nothing where too little is undecided.
pub(super) fn card(result: &ScenarioResult<'_>) -> String {
    let record = result.tally.record();
    let Some(landmark) = landmark(result) else { return String::new() };
    let undecided: u64 = landmark.undecided.iter().sum();
    let shown: Vec<_> = watched(landmark)
        .into_iter()
        .filter(|watched| watched.states.iter().filter(|state| state.is_shown()).count() > 1)
        .take(MOST)
        .collect();
    if shown.is_empty() || (undecided as f64) < FEWEST * record.trials as f64 {
        return String::new();
    }
    let week = result.plan.weeks(landmark.step);
    let mut text = format!(" {:42} {}\n", format!("what to watch by week {week:.0}"), heading());
    let all = format!("all {} trials still undecided", grouped(undecided));
    let _ = writeln!(text, "   {all:40} {}", shares(&landmark.undecided));
    for watched in &shown {
        let _ = writeln!(text, "   {}", watched.indicator.word().replace('_', " "));
        for state in watched.states.iter().filter(|state| state.is_shown()) {
            let _ = writeln!(text, "     {:38} {}", state.word, shares(&state.outcomes));
        }
    }
    let states = shown.iter().flat_map(|watched| &watched.states).filter(|state| state.is_shown());
    let _ = writeln!(
        text,
        "   chance (95 %): at most +-{:.1} points in the first line, +-{:.1} in the others",
        chance(landmark.undecided),
        states.map(|state| chance(state.outcomes)).fold(0.0, f64::max)
    );
    text.push_str("   these signs go with an outcome, they do not cause it; watch.csv has all\n\n");
    text
}

/// The landmark that is shown: where news tell of the weeks up to it, the next behind them.
fn landmark<'a>(result: &'a ScenarioResult<'_>) -> Option<&'a LandmarkCounts> {
    let plan = result.plan;
    let known_to = plan.news.iter().map(|news| news.by_day).fold(0.0, f64::max);
    let landmarks = &result.tally.record().landmarks;
    let is_ahead = |landmark: &&LandmarkCounts| f64::from(landmark.step) * plan.step_days > known_to;
    let is_early = |landmark: &&LandmarkCounts| plan.weeks(landmark.step) < WEEK + 1.0;
    landmarks.iter().filter(is_ahead).rfind(is_early).or_else(|| landmarks.iter().find(is_ahead))
}

fn heading() -> String {
    Outcome::ALL.iter().map(|outcome| format!("{:>9}", shortened(*outcome))).collect()
}

/// The outcome in at most eight letters.
fn shortened(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Scaling => "scaling",
        Outcome::Stalling => "stalling",
        Outcome::Overtaken => "overtak.",
        Outcome::Collapse => "collapse",
    }
}

fn shares(outcomes: &[u64; 4]) -> String {
    let all = outcomes.iter().sum();
    outcomes.iter().map(|count| format!("{:>9}", percent(*count, all))).collect()
}
