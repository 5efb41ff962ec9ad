//! From a scenario and what is varied to the best of the plans tried.

use super::meeting::Meetings;
use super::objective::{CLASSES, Objective};
use super::race::{Raced, Rule, Standing};
use super::search::{Stopped, Tried, tried};
use super::space::{Arrangement, Space};
use super::stage::{Aim, FIRST_FRESH, Look, Method, RaceTrials};
use crate::compare::{Figure, OverWorlds, Regret, world_pairs};
use crate::run::RunControl;
use crate::run::{BLOCK_TRIALS, Spec};
use crate::scenario::CheckedFile;
use detente_engine::plan::Plan;
use detente_engine::statistics::{Confidence, Interval, PairedCounts, mean_interval, paired_difference, wilson};

/// Most plans of which it is said what they give away over the worlds: the best, and those nearest to it that are not told apart.
const COMPARED: usize = 5;

/// Most trials on which `detente order` estimates the winner again.
pub const FRESH_TRIALS: u64 = 100_000;

/// What is sought, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchSpec {
    /// The seed of all draws.
    pub seed: u64,
    /// What a plan is to be good at.
    pub objective: Objective,
    /// The part of the worlds that counts, for each plan those in which it does worst; all where none is given.
    pub risk: Option<f64>,
    /// How sure the race is to be.
    pub rule: Rule,
    /// Most plans that are tried.
    pub plans: usize,
    /// Trials on which the winner is estimated again.
    pub fresh: u64,
}

/// A plan estimated again, on trials that had no part in choosing it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    /// Trials.
    pub trials: u64,
    /// Its value.
    pub value: f64,
    /// The 95 % interval of the value, from chance alone.
    pub interval: Option<Interval>,
    /// Its value less that of the plan as written, on the same trials.
    pub gain: f64,
    /// The 95 % interval of the gain.
    pub gain_interval: Option<Interval>,
}

/// A plan that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Runner {
    /// What it is.
    pub arrangement: Arrangement,
    /// Trials of the race.
    pub trials: u64,
    /// Its value in them.
    pub value: f64,
    /// Its value less that of the best, on the same trials.
    pub difference: f64,
    /// The interval of the difference, which holds at once with those of all pairs at all looks.
    pub interval: Interval,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How the plans were chosen.
    pub method: Method,
    /// Arrangements left out because they say the same as another.
    pub same: usize,
    /// The plans tried; the first is the ladder as written.
    pub runners: Vec<Runner>,
    /// Positions of the plans: the best, those not told apart from it, the others; within each the better first.
    pub ranking: Vec<usize>,
    /// The race.
    pub raced: Raced,
    /// Trials by which a search found its way.
    pub looked: u64,
    /// The plan as written, then the best, estimated again.
    pub fresh: [Fresh; 2],
    /// How the gain of the best hangs on what is not known; none where nothing is uncertain, the best is the plan as written, or
    /// no share of all trials is sought.
    pub over_worlds: Option<OverWorlds>,
    /// What the best and those nearest to it that are not told apart give away over the worlds where another of them is better, by
    /// position of the plan; empty as above, and where the best is told apart from all others.
    pub regrets: Vec<Regret>,
}

/// Seeks the best plan of `space`, which was made of `base`, on the current thread pool.
///
/// # Errors
/// Where `control` gives up, or a plan of the space is no sound scenario.
pub fn seek(base: &CheckedFile, space: &Space, search: &SearchSpec, control: RunControl<'_>) -> Result<Found, Stopped> {
    let setting = Aim { seed: search.seed, objective: &search.objective, risk: search.risk, control };
    let Tried { method, arrangements, plans, looks, same } = tried(base, space, &setting, search.plans)?;
    let all: Vec<&Plan> = plans.iter().collect();
    let all_looks: Vec<&Look> = looks.iter().collect();
    let stage = setting.stage(&all, &all_looks);
    let raced = search.rule.race(&stage, plans.len(), search.seed, control).ok_or(Stopped::GaveUp)?;
    let both = [0, raced.best];
    let (fresh_plans, fresh_looks) = (both.map(|plan| all[plan]), both.map(|plan| all_looks[plan]));
    let fresh_stage = setting.stage(&fresh_plans, &fresh_looks);
    let fresh = search.estimate(&fresh_stage, raced.best == 0, control).ok_or(Stopped::GaveUp)?;
    let over_worlds = search.over_worlds(fresh_plans, fresh[1].gain, control)?;
    let runners = arrangements.into_iter().enumerate().map(|(plan, arrangement)| {
        let (difference, interval) = raced.behind(&stage, plan);
        Runner {
            arrangement,
            trials: raced.trials(plan),
            value: search.objective.value(raced.meetings.score(plan, &stage.scores)),
            difference: search.objective.value(difference),
            interval: search.turned(interval),
        }
    });
    let runners: Vec<Runner> = runners.collect();
    let has_looked = method == Method::Search || search.risk.is_some();
    let looked = if has_looked { setting.look_trials() * plans.len() as u64 } else { 0 };
    let ranking = ranking(&stage, &raced);
    let near = ranking.iter().filter(|plan| raced.status(**plan) != Standing::Worse);
    let near: Vec<usize> = near.take(COMPARED).copied().collect();
    let regrets = search.regrets(&near, &all, &runners, control)?;
    Ok(Found { method, same, runners, ranking, raced, looked, fresh, over_worlds, regrets })
}

fn ranking(stage: &RaceTrials<'_>, raced: &Raced) -> Vec<usize> {
    let status = |plan: &usize| raced.status(*plan).index();
    let lead = |plan: &usize| raced.behind(stage, *plan).0;
    let mut plans: Vec<usize> = (0..raced.beaten_by.len()).collect();
    plans.sort_by(|one, other| status(one).cmp(&status(other)).then(lead(other).total_cmp(&lead(one))));
    plans
}

impl SearchSpec {
    /// An interval of scores as one of values.
    fn turned(&self, interval: Interval) -> Interval {
        match self.objective.fewest() {
            false => interval,
            true => Interval { low: 0.0 - interval.high, high: 0.0 - interval.low },
        }
    }

    /// How the `gain` of the second plan over the first hangs on what is not known.
    fn over_worlds(
        &self,
        plans: [&Plan; 2],
        gain: f64,
        control: RunControl<'_>,
    ) -> Result<Option<OverWorlds>, Stopped> {
        let Some(outcome) = self.objective.outcome().filter(|_| self.risk.is_none()) else { return Ok(None) };
        if plans[0].says_the_same_as(plans[1]) {
            return Ok(None);
        }
        let pairs = world_pairs(&plans, self.seed, self.fresh, control).map_err(|_| Stopped::GaveUp)?;
        Ok(pairs.map(|pairs| pairs.over(0, Figure::of_outcome(outcome), gain)))
    }

    /// What each of the plans `near`, the best first, gives away over the worlds.
    fn regrets(
        &self,
        near: &[usize],
        plans: &[&Plan],
        runners: &[Runner],
        control: RunControl<'_>,
    ) -> Result<Vec<Regret>, Stopped> {
        let figure = self.objective.outcome().filter(|_| self.risk.is_none()).map(Figure::of_outcome);
        let Some(figure) = figure.filter(|_| near.len() > 1) else { return Ok(Vec::new()) };
        let compared: Vec<&Plan> = near.iter().map(|plan| plans[*plan]).collect();
        let trials = self.fresh / near.len() as u64;
        let pairs = world_pairs(&compared, self.seed, trials, control).map_err(|_| Stopped::GaveUp)?;
        let Some(pairs) = pairs else { return Ok(Vec::new()) };
        let regrets = pairs.regrets_of(figure, |other| runners[near[1 + other]].difference);
        Ok(regrets.into_iter().map(|regret| Regret { plan: near[regret.plan], ..regret }).collect())
    }

    /// Both plans of `stage` on fresh trials; `same` says that they are one. `None` where `control` gave up.
    fn estimate(&self, stage: &RaceTrials<'_>, same: bool, control: RunControl<'_>) -> Option<[Fresh; 2]> {
        let trials = self.fresh;
        let spec = Spec { seed: self.seed, trials: FIRST_FRESH + trials };
        let mut meetings = Meetings::new(2);
        let blocks = FIRST_FRESH / BLOCK_TRIALS..spec.blocks();
        stage.simulate(spec, blocks, &[0, 1], control, &mut meetings).then(|| {
            [0, 1].map(|plan| {
                let (gain, gain_interval) = self.gain(stage, &meetings, if same { 0 } else { plan });
                let score = meetings.score(plan, &stage.scores);
                let interval = self.interval(stage, meetings.counts(plan));
                Fresh { trials, value: self.objective.value(score), interval, gain, gain_interval }
            })
        })
    }

    /// Wilson's interval of a share, else that of a mean.
    fn interval(&self, stage: &RaceTrials<'_>, counts: &[u64; CLASSES]) -> Option<Interval> {
        let trials = counts.iter().sum();
        if let (Some(outcome), None) = (self.objective.outcome(), self.risk) {
            return wilson(counts[outcome.index()], trials, Confidence::NINETY_FIVE);
        }
        let mean_of = |part: &dyn Fn(f64) -> f64| -> f64 {
            counts.iter().zip(&stage.scores).map(|(count, score)| *count as f64 * part(*score)).sum()
        };
        let mean = mean_of(&|score| score) / trials as f64;
        let squares = mean_of(&|score| (score - mean) * (score - mean));
        let sd = (squares / (trials.saturating_sub(1)) as f64).sqrt();
        mean_interval(mean, sd, trials, Confidence::NINETY_FIVE).map(|interval| self.turned(interval))
    }

    /// The value of `plan` less that of the plan as written, with its interval: Newcombe's for shares, else that of a mean.
    fn gain(&self, stage: &RaceTrials<'_>, meetings: &Meetings, plan: usize) -> (f64, Option<Interval>) {
        if plan == 0 {
            return (0.0, Some(Interval { low: 0.0, high: 0.0 }));
        }
        let seen = meetings.difference(plan, 0, &stage.scores);
        let interval = match (self.objective.outcome(), self.risk) {
            (Some(outcome), None) => {
                let [both, only_second, only_first, neither] = meetings.paired([0, 1], outcome.index());
                let counts = PairedCounts { both, only_first, only_second, neither };
                paired_difference(counts, Confidence::NINETY_FIVE)
            }
            _ => mean_interval(seen.mean, seen.variance.sqrt(), seen.trials, Confidence::NINETY_FIVE)
                .map(|interval| self.turned(interval)),
        };
        (self.objective.value(seen.mean), interval)
    }
}
