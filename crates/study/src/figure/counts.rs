//! What the histories of many trials add up to: integers, which merge exactly in any order.

use super::life_table::LifeTable;
use super::watch::{FIRST_YEAR, History};
use detente_engine::plan::{Plan, WEEK_DAYS};
use detente_engine::trial::TrialRecord;

/// Weeks at whose ends confrontation is counted.
pub const WINDOWS: [u32; 4] = [26, 52, 104, 260];
/// Weeks after the start, or after the first coming into force, that count where five years are meant.
const FIVE_YEARS: f64 = 260.0 * WEEK_DAYS;
/// Days without a signing after which a spell is quiet.
const QUIET: f64 = 40.0 * WEEK_DAYS;
/// Days after which a dispute is a long one.
const LONG: f64 = 16.0 * WEEK_DAYS;
/// Days that are the same but for rounding.
const SAME_DAY: f64 = 1e-9;

/// Sums over trials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Trials.
    pub trials: u64,
    /// By window, trials with confrontation with the channel.
    pub with_channel: [u64; 4],
    /// By window, trials with confrontation without one.
    pub without: [u64; 4],
    /// Trials with both by the last window.
    pub both: u64,
    /// Trials in which something came into force within five years.
    pub began: u64,
    /// From the first coming into force until a party left.
    pub left: LifeTable,
    /// From the first plain rung in force until a structural one.
    pub structural: LifeTable,
    /// From the fortieth week of a quiet spell until the next signing.
    pub quiet: LifeTable,
    /// From a change of government until a party left.
    pub after_turnover: LifeTable,
    /// Long disputes.
    pub long_disputes: u64,
    /// Of these, those after which a rung came into force.
    pub settled: u64,
    /// By whole days, times from one signing to the next.
    pub gaps: Vec<u64>,
    /// Incidents.
    pub incidents: u64,
    /// Of these, those of the gravest kind.
    pub gravest: u64,
    /// Steps before confrontation.
    pub steps: u64,
    /// Sum over trials of incidents squared, of incidents by steps, of steps squared.
    pub squares: [u64; 3],
}

impl Counts {
    /// Of no trial of `plan` yet.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let days = (f64::from(plan.steps) * plan.step_days).ceil() as usize;
        let table = LifeTable::new(days);
        Self {
            trials: 0,
            with_channel: [0; 4],
            without: [0; 4],
            both: 0,
            began: 0,
            left: table.clone(),
            structural: table.clone(),
            quiet: table.clone(),
            after_turnover: table,
            long_disputes: 0,
            settled: 0,
            gaps: vec![0; days + 1],
            incidents: 0,
            gravest: 0,
            steps: 0,
            squares: [0; 3],
        }
    }

    /// Adds a trial of `plan`.
    pub fn add(&mut self, plan: &Plan, record: &TrialRecord, history: &History) {
        self.trials += 1;
        self.confrontation(plan, record);
        let last = record.confrontation_step.unwrap_or(plan.steps);
        let end = f64::from(last) * plan.step_days;
        self.began += u64::from(history.began.is_some_and(|day| day <= FIVE_YEARS));
        if let Some(day) = history.began {
            self.left.add(history.left.map(|left| left - day), end - day);
            let found = history.turnovers.iter().filter(|change| **change <= day + FIVE_YEARS);
            found.for_each(|change| self.after_turnover.add(history.left.map(|left| left - change), end - change));
        }
        if let Some(day) = history.plain.filter(|day| history.structural.is_none_or(|structural| *day <= structural)) {
            self.structural.add(history.structural.map(|structural| structural - day), end - day);
        }
        self.steps_between(history, end);
        self.disputes(history, end);
        let first_year = (FIRST_YEAR / plan.step_days) as u32;
        self.incidents(u64::from(last.saturating_sub(first_year)), history);
    }

    fn confrontation(&mut self, plan: &Plan, record: &TrialRecord) {
        let by = |step: Option<u32>, weeks: u32| {
            step.is_some_and(|step| f64::from(step) * plan.step_days <= f64::from(weeks) * WEEK_DAYS + SAME_DAY)
        };
        for (at, weeks) in WINDOWS.into_iter().enumerate() {
            self.with_channel[at] += u64::from(by(record.confrontation_step, weeks));
            self.without[at] += u64::from(by(record.counterfactual_confrontation_step, weeks));
        }
        let last = WINDOWS[WINDOWS.len() - 1];
        let both = by(record.confrontation_step, last) && by(record.counterfactual_confrontation_step, last);
        self.both += u64::from(both);
    }

    /// Gaps between signings, and quiet spells; of a ladder that is complete no step is left to come.
    fn steps_between(&mut self, history: &History, end: f64) {
        for (at, day) in history.signed.iter().enumerate() {
            let next = history.signed.get(at + 1);
            if let Some(next) = next {
                let gap = (next - day).round() as usize;
                let last = self.gaps.len() - 1;
                self.gaps[gap.min(last)] += 1;
            }
            let quiet = day + QUIET;
            let is_over = history.completed.is_some_and(|completed| completed <= quiet);
            if !is_over && quiet <= end && next.is_none_or(|next| *next > quiet) {
                self.quiet.add(next.map(|next| next - quiet), end - quiet);
            }
        }
    }

    fn disputes(&mut self, history: &History, end: f64) {
        for (at, (opened, ended)) in history.disputes.iter().enumerate() {
            let long = opened + LONG;
            let next = history.disputes.get(at + 1).map(|(opened, _)| *opened);
            if ended.or(next).unwrap_or(end) + SAME_DAY >= long {
                self.long_disputes += 1;
                self.settled += u64::from(history.last_in_force.is_some_and(|day| day > long));
            }
        }
    }

    fn incidents(&mut self, steps: u64, history: &History) {
        let incidents = u64::from(history.incidents);
        self.incidents += incidents;
        self.gravest += u64::from(history.gravest);
        self.steps += steps;
        let products = [incidents * incidents, incidents * steps, steps * steps];
        self.squares.iter_mut().zip(products).for_each(|(sum, product)| *sum += product);
    }

    /// Adds what others counted.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        let sum = |own: &mut [u64], others: &[u64]| own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        self.trials += other.trials;
        sum(&mut self.with_channel, &other.with_channel);
        sum(&mut self.without, &other.without);
        self.both += other.both;
        self.began += other.began;
        self.left.merge(&other.left);
        self.structural.merge(&other.structural);
        self.quiet.merge(&other.quiet);
        self.after_turnover.merge(&other.after_turnover);
        self.long_disputes += other.long_disputes;
        self.settled += other.settled;
        sum(&mut self.gaps, &other.gaps);
        self.incidents += other.incidents;
        self.gravest += other.gravest;
        self.steps += other.steps;
        sum(&mut self.squares, &other.squares);
        self
    }
}
