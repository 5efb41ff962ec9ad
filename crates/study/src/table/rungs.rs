//! `rungs.csv`: how far the ladder was climbed, and what stopped it where.

use super::interval::{WILSON_OF_THAT, ranged_share, share};
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Tidy, table};
use detente_engine::domain::StopReason;
use detente_engine::tally::RungCounts;

table! {
    /// A row is a rung of a scenario's ladder as climbed, in its order.
    pub struct RungRow: "rungs" {
        /// The rung as climbed: its id, with .1, .2 ... where it is repeated or cut into tranches.
        rung: String,
        /// Place in the ladder as climbed, from 1.
        position: u64,
        /// The rung in words.
        title: String,
        /// Trials simulated.
        trials: u64 ["trials"],
        /// Trials in which it was offered at least once.
        reached_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials in which every giver accepted it at least once.
        accepted_share: Option<f64> ["share"],
        /// Trials in which every body signed it at least once.
        signed_share: Option<f64> ["share"],
        /// Trials in which it came into force at least once.
        delivered_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials in which a check of it raised an alarm at least once.
        alarmed_share: Option<f64> ["share"],
        /// Trials in which it was reversed at least once after coming into force.
        reversed_share: Option<f64> ["share"],
        /// Trials at whose end it was in force, by the record.
        in_force_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials at whose end it was in force and honoured in truth.
        honoured_share: Option<f64> ["share"],
        /// Trust at which the sender would accept it as often as not, at its first offer, mean over the trials with one; 0:
        /// without any trust, 1: in full trust at the earliest. Empty where it gives nothing here or its acceptance is given
        /// outright.
        trust_sender_needed_mean: Option<f64> ["share"],
        /// What the sender believed of the target at the same offers, mean over the same trials.
        trust_sender_earned_mean: Option<f64> ["share"],
        /// As trust_sender_needed_mean, of the target.
        trust_target_needed_mean: Option<f64> ["share"],
        /// What the target believed of the sender at the same offers, mean over the same trials.
        trust_target_earned_mean: Option<f64> ["share"],
        /// Offers of it per trial in which it was offered.
        attempts_mean: Option<f64> ["offers"],
        /// Week by which it was in force, in half of the trials in which it ever was.
        median_week: Option<Tidy> ["weeks"],
        /// Trials in which the ladder stopped here: it was the next to come.
        stopped_count: u64 ["trials"],
        /// stopped_count / trials.
        stopped_share: Ranged ["share", WILSON_OF_THAT],
        /// What stopped it here most often.
        stopped_mostly_by: Option<StopReason>,
        /// Share of stopped_count that this reason accounts for.
        stopped_mostly_share: Option<f64> ["share"],
    }
}

impl OfRun for RungRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let rungs = &result.record().ladder.rungs;
        rungs.iter().enumerate().map(|(index, rung)| row(result, index, rung)).collect()
    }
}

fn row(result: &ScenarioResult<'_>, index: usize, rung: &RungCounts) -> RungRow {
    let trials = result.record().trials;
    let of_trials = |count: u64| share(count, trials);
    let mostly = rung.mostly_stopped_by();
    let [[sender_needed, sender_earned], [target_needed, target_earned]] =
        rung.trust.each_ref().map(|sums| [sums.needed, sums.earned].map(|sum| sum.mean(sums.trials)));
    RungRow {
        scenario: result.stem().to_owned(),
        rung: rung.label.clone(),
        position: index as u64 + 1,
        title: result.scenario.rungs[result.plan.ladder[index].rung].title.clone(),
        trials,
        reached_share: ranged_share(rung.offered, trials),
        accepted_share: of_trials(rung.accepted),
        signed_share: of_trials(rung.signed),
        delivered_share: ranged_share(rung.delivered, trials),
        alarmed_share: of_trials(rung.alarmed),
        reversed_share: of_trials(rung.reversed),
        in_force_share: ranged_share(rung.in_force, trials),
        honoured_share: of_trials(rung.honoured),
        trust_sender_needed_mean: sender_needed,
        trust_sender_earned_mean: sender_earned,
        trust_target_needed_mean: target_needed,
        trust_target_earned_mean: target_earned,
        attempts_mean: share(rung.attempts, rung.offered),
        median_week: median_week(result, rung),
        stopped_count: rung.stopped(),
        stopped_share: ranged_share(rung.stopped(), trials),
        stopped_mostly_by: mostly,
        stopped_mostly_share: mostly.and_then(|reason| share(rung.stops[reason.index()], rung.stopped())),
    }
}

fn median_week(result: &ScenarioResult<'_>, rung: &RungCounts) -> Option<Tidy> {
    let step = rung.median_step().and_then(|step| u32::try_from(step).ok());
    step.map(|step| Tidy(result.plan.weeks(step)))
}
