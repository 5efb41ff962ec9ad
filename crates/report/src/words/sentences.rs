//! What is found of a scenario, in sentences.

use super::{interval, lowered, span};
use crate::cell::points;
use crate::estimate::Estimate;
use crate::model::{CauseShare, Change, Horizon, Report, Rung, ScenarioReport, Trust};
use detente_engine::domain::{Cause, Outcome, StopReason};
use detente_engine::tally::most_frequent;
use detente_study::table::{Status, from_to, grouped, of_a_hundred_trials, share_in_words, share_percent};

/// What stands beside every comparison with the counterfactuals where something was observed.
const NO_CHANNEL: &str = "The no-channel trials are those of the trials kept, and need not have gone as was observed: the difference is not the effect of the channel alone.";

/// What decides how a scenario ends, a sentence each.
pub(crate) fn decides(report: &ScenarioReport) -> Vec<String> {
    [leading_outcome(report), ladder(report), signatures(report)].into_iter().flatten().collect()
}

/// The outcomes as so many trials of a hundred.
pub(crate) fn hundred_trials(report: &ScenarioReport) -> Option<String> {
    let mut counts = [0; 4];
    for share in &report.outcomes {
        counts[share.outcome.index()] = share.count;
    }
    of_a_hundred_trials(counts)
}

/// The most frequent outcome and its most frequent cause.
pub(crate) fn leading_outcome(report: &ScenarioReport) -> Option<String> {
    let (outcome, _) = report.leads.outcome()?;
    let most = report.outcomes.iter().find(|own| own.outcome == outcome)?;
    let cause = leading_cause(report, outcome)?;
    let assumed =
        most.assumed.map_or(String::new(), |[low, high]| format!("; if assumptions differ: {}", from_to(low, high)));
    Some(format!(
        "Most end in {}: {} of {} trials (chance: {}{assumed}); most often {} ({} of {} trials).",
        most.outcome.word(),
        share_percent(most.share.value),
        grouped(report.simulated.counted()),
        interval(most.share),
        because(cause.cause),
        share_percent(cause.share.value),
        if report.simulated.kept.is_some() { "these" } else { "all" },
    ))
}

/// What a cause means, as a clause: without its outcome, and up to its first comma.
pub(crate) fn because(cause: Cause) -> &'static str {
    let meaning = cause.meaning();
    let own = meaning.split_once(": ").map_or(meaning, |(_, own)| own);
    own.split(',').next().unwrap_or(own).trim_end_matches('.')
}

/// The most frequent cause of `outcome`.
pub(crate) fn leading_cause(report: &ScenarioReport, outcome: Outcome) -> Option<&CauseShare> {
    let (cause, _) = report.leads.cause_of(outcome)?;
    report.causes.iter().find(|own| own.cause == cause)
}

/// Confrontation by a horizon in one sentence.
pub(crate) fn confrontation(horizon: &Horizon) -> String {
    let arms = format!(
        "Confrontation comes within {} in {} of trials with the channel and in {} without",
        span(horizon.weeks),
        share_percent(horizon.with.value),
        share_percent(horizon.without.value),
    );
    let Estimate { value, low, high } = horizon.difference;
    let range = format!("{} ({} to {}) points", points(value), points(low), points(high));
    match horizon.change() {
        Change::Less => format!("{arms}: {range}: less with the channel, beyond chance."),
        Change::More => format!("{arms}: {range}: more with the channel, beyond chance."),
        Change::NotToldApart => format!("{arms}: {range}, which cannot be told apart from no difference."),
    }
}

/// Confrontation by the end in words, with what must be known of its counterfactuals where something was observed.
pub(crate) fn against_counterfactuals(report: &ScenarioReport) -> Option<String> {
    let sentence = confrontation(report.confrontation.last()?);
    Some(if report.observed.is_some() { format!("{sentence} {NO_CHANNEL}") } else { sentence })
}

/// What must be known of the counterfactuals of all scenarios in which something was observed; nothing where there are none.
pub(crate) fn counterfactuals(report: &Report<'_>) -> Option<String> {
    let with_counterfactuals = |scenario: &&ScenarioReport| !scenario.confrontation.is_empty();
    let observed = report.scenarios.iter().filter(with_counterfactuals).map(|scenario| scenario.observed.is_some());
    let observed: Vec<bool> = observed.collect();
    match observed.iter().filter(|own| **own).count() {
        0 => None,
        all if all == observed.len() => Some(NO_CHANNEL.to_owned()),
        _ => Some(format!("Where something was observed: {NO_CHANNEL}")),
    }
}

/// The rung at which the ladder stops most often, the first of several.
pub(crate) fn sticking_point(report: &ScenarioReport) -> Option<&Rung> {
    report.leads.rung().and_then(|(at, _)| report.rungs.get(at))
}

/// Where the ladder stops.
pub(crate) fn ladder(report: &ScenarioReport) -> Option<String> {
    let sticking_point = sticking_point(report)?;
    let (reason, share) = sticking_point.mostly?;
    Some(format!(
        "The ladder stops most often at \u{201c}{}\u{201d} ({} of trials), there mostly because {} ({} of these stops).",
        sticking_point.called(),
        share_percent(sticking_point.stopped.value),
        stopped_because(reason),
        share_percent(share),
    ))
}

/// Why the ladder stopped, as a clause: what the reason means, with a small first letter.
pub(crate) fn stopped_because(reason: StopReason) -> String {
    lowered(reason.meaning().trim_end_matches('.'))
}

/// Who stops signatures.
pub(crate) fn signatures(report: &ScenarioReport) -> Option<String> {
    let all: u64 = report.bodies.iter().map(|body| body.vetoes).sum();
    let most = report.most_vetoes.as_ref()?;
    let own =
        most.veto_share.map_or(String::new(), |share| format!("; it vetoes {} of its reviews", share_percent(share)));
    Some(format!(
        "Of the approving bodies, {} vetoes most often ({} of all vetoes{own}).",
        most.name,
        share_in_words(most.vetoes, all)
    ))
}

/// How far trust must move for a picture of it.
const TRUST_MOVES: f64 = 0.05;

/// How trust goes; none where that of neither party moves by as much as [`TRUST_MOVES`].
pub(crate) fn trust(report: &ScenarioReport) -> Option<String> {
    let known = || report.weeks.iter().filter_map(|week| week.trust);
    let moves = |party: usize| {
        let of = || known().map(|trust| trust[party]);
        of().fold(f64::NEG_INFINITY, f64::max) - of().fold(f64::INFINITY, f64::min)
    };
    let (first, last) = (known().next()?, known().next_back()?);
    let [sender, target] = &report.parties;
    (moves(0).max(moves(1)) >= TRUST_MOVES).then(|| {
        format!(
            "On average over trials without confrontation so far, the trust of {sender} in {target} goes from {} to {}, that of {target} in {sender} from {} to {}.",
            share_percent(first[0]),
            share_percent(last[0]),
            share_percent(first[1]),
            share_percent(last[1]),
        )
    })
}

/// The rung and party at which the trust earned stays furthest below the trust needed.
fn trust_falls_short(report: &ScenarioReport) -> Option<String> {
    let met = report.rungs.iter().flat_map(|rung| {
        let parties = report.parties.iter().zip(rung.trust);
        parties.filter_map(move |(party, trust)| Some((rung, party, trust?)))
    });
    let gap = |trust: &Trust| trust.needed - trust.earned;
    let (rung, party, trust) = met.reduce(|most, next| if gap(&next.2) > gap(&most.2) { next } else { most })?;
    (gap(&trust) > 0.0).then(|| {
        format!(
            "Biggest trust gap: {}. At its first offer {party} would need {} trust for an even chance of accepting; it has {}.",
            rung.called(),
            share_percent(trust.needed),
            share_percent(trust.earned),
        )
    })
}

/// Where in the trials trouble shows.
pub(crate) fn trouble(report: &ScenarioReport) -> Vec<String> {
    let first = report.first_in_force_weeks.map(|week| {
        format!("The first rung: of the trials in which one ever came into force, three of four had it by week {week:.0}. Later than that is slow.")
    });
    let short = trust_falls_short(report);
    let alarmed = most_frequent(report.rungs.iter().map(|rung| (rung, rung.alarmed))).map(|(rung, _)| {
        format!("Most alarms: checks of {} raise one in {} of trials.", rung.called(), share_percent(rung.alarmed))
    });
    let gap = |rung: &Rung| rung.in_force.value - rung.honoured;
    let hollow = most_frequent(report.rungs.iter().map(|rung| (rung, gap(rung)))).map(|(rung, _)| {
        format!(
            "{}: formally in force at the end in {} of trials, actually honoured in {}.",
            rung.called(),
            share_percent(rung.in_force.value),
            share_percent(rung.honoured),
        )
    });
    let breaks = leading_cause(report, Outcome::Collapse).map(|cause| {
        let meaning = cause.cause.meaning();
        let meaning = meaning.split_once(": ").map_or(meaning, |(_, own)| own);
        format!(
            "Signs of {} ({} of trials), the most frequent cause of collapse: {meaning}",
            cause.cause.spaced(),
            share_percent(cause.share.value)
        )
    });
    [first, short, alarmed, hollow, breaks].into_iter().flatten().collect()
}

/// What must be known of the counterfactuals of a scenario in which something was observed.
pub(crate) fn no_channel(report: &ScenarioReport) -> Option<&'static str> {
    (report.observed.is_some() && !report.confrontation.is_empty()).then_some(NO_CHANNEL)
}

/// What is left of the run, where it was stopped before its end.
pub(crate) fn interrupted(report: &ScenarioReport) -> Option<&'static str> {
    let stopped = report.simulated.status == Status::Interrupted;
    stopped
        .then_some("The run was interrupted: fewer trials were simulated than asked for, and the intervals are wider.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn horizon(value: f64, low: f64, high: f64) -> Horizon {
        let share = Estimate { value: 0.5, low: 0.4, high: 0.6 };
        Horizon {
            weeks: 52.0,
            with: share,
            without: share,
            difference: Estimate { value, low, high },
            over_worlds: None,
            gained_weeks: None,
        }
    }

    #[test]
    fn a_difference_is_claimed_only_where_the_interval_leaves_out_zero() {
        assert!(
            confrontation(&horizon(-0.03, -0.04, -0.02))
                .ends_with("-3.0 (-4.0 to -2.0) points: less with the channel, beyond chance.")
        );
        assert!(confrontation(&horizon(0.03, 0.02, 0.04)).ends_with("more with the channel, beyond chance."));
        assert!(confrontation(&horizon(0.0, -0.01, 0.01)).ends_with("cannot be told apart from no difference."));
    }
}
