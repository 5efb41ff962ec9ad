//! `rungs.csv`: how far the ladder was climbed, and what stopped it where.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::StopReason;
use detente_engine::tally::{RungCounts, TrustSums};

const LO: &str = "Lower end of the 95 % interval of that share from chance alone (Wilson).";
const HI: &str = "Upper end of the same interval.";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("rung", Kind::Text, "", "The rung as climbed: its id, with .1, .2 ... where it is repeated or cut into tranches."),
    ("position", Kind::Count, "", "Place in the ladder as climbed, from 1."),
    ("title", Kind::Text, "", "The rung in words."),
    TRIALS,
    ("reached_share", Kind::Share, "share", "Trials in which it was offered at least once."),
    ("reached_lo", Kind::Share, "share", LO),
    ("reached_hi", Kind::Share, "share", HI),
    ("accepted_share", Kind::Share, "share", "Trials in which every giver accepted it at least once."),
    ("signed_share", Kind::Share, "share", "Trials in which every body signed it at least once."),
    ("delivered_share", Kind::Share, "share", "Trials in which it came into force at least once."),
    ("delivered_lo", Kind::Share, "share", LO),
    ("delivered_hi", Kind::Share, "share", HI),
    ("alarmed_share", Kind::Share, "share", "Trials in which a check of it raised an alarm at least once."),
    ("reversed_share", Kind::Share, "share", "Trials in which it was reversed at least once after coming into force."),
    ("in_force_share", Kind::Share, "share", "Trials at whose end it was in force, by the record."),
    ("in_force_lo", Kind::Share, "share", LO),
    ("in_force_hi", Kind::Share, "share", HI),
    ("honoured_share", Kind::Share, "share", "Trials at whose end it was in force and honoured in truth."),
    (
        "trust_sender_needed_mean",
        Kind::Share,
        "share",
        "Trust at which the sender would accept it as often as not, at its first offer, mean over the trials with one; 0: without any trust, 1: in full trust at the earliest. Empty where it gives nothing here or its acceptance is given outright.",
    ),
    (
        "trust_sender_earned_mean",
        Kind::Share,
        "share",
        "What the sender believed of the target at the same offers, mean over the same trials.",
    ),
    ("trust_target_needed_mean", Kind::Share, "share", "As trust_sender_needed_mean, of the target."),
    (
        "trust_target_earned_mean",
        Kind::Share,
        "share",
        "What the target believed of the sender at the same offers, mean over the same trials.",
    ),
    ("attempts_mean", Kind::Real, "offers", "Offers of it per trial in which it was offered."),
    ("median_week", Kind::Real, "weeks", "Week by which it was in force, in half of the trials in which it ever was."),
    ("stopped_count", Kind::Count, "trials", "Trials in which the ladder stopped here: it was the next to come."),
    ("stopped_share", Kind::Share, "share", "stopped_count / trials."),
    ("stopped_lo", Kind::Share, "share", LO),
    ("stopped_hi", Kind::Share, "share", HI),
    ("stopped_mostly_by", Kind::Text, "", "What stopped it here most often."),
    ("stopped_mostly_share", Kind::Share, "share", "Share of stopped_count that this reason accounts for."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "rungs",
        description: "A row is a rung of a scenario's ladder as climbed, in its order.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let rungs = &result.record().ladder.rungs;
    rungs.iter().enumerate().map(|(index, rung)| row(result, index, rung)).collect()
}

fn row(result: &ScenarioResult<'_>, index: usize, rung: &RungCounts) -> Vec<Cell> {
    let trials = result.record().trials;
    let of_trials = |count: u64| Cell::from(share(count, trials));
    let with_interval = |count: u64| {
        let [low, high] = share_interval(count, trials);
        row![share(count, trials), low, high]
    };
    let mostly = rung.mostly_stopped_by();
    let mostly_count = |reason: StopReason| share(rung.stops[reason.index()], rung.stopped());
    let position = index as u64 + 1;
    let title = result.scenario.rungs[result.plan.ladder[index].rung].title.as_str();
    [
        row![result.stem(), rung.label.as_str(), position, title, trials],
        with_interval(rung.offered),
        vec![of_trials(rung.accepted), of_trials(rung.signed)],
        with_interval(rung.delivered),
        vec![of_trials(rung.alarmed), of_trials(rung.reversed)],
        with_interval(rung.in_force),
        vec![of_trials(rung.honoured)],
        rung.trust.iter().flat_map(trust).collect(),
        vec![share(rung.attempts, rung.offered).into(), median_week(result, rung), rung.stopped().into()],
        with_interval(rung.stopped()),
        row![mostly.map(StopReason::word), mostly.and_then(mostly_count)],
    ]
    .concat()
}

fn trust(sums: &TrustSums) -> [Cell; 2] {
    [sums.needed, sums.earned].map(|sum| sum.mean(sums.trials).into())
}

fn median_week(result: &ScenarioResult<'_>, rung: &RungCounts) -> Cell {
    let step = rung.median_step().and_then(|step| u32::try_from(step).ok());
    Cell::tidy(step.map(|step| result.plan.weeks(step)))
}
