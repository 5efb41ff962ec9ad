//! Where plans are simulated: which trials, in which worlds, and what counts of them.

use super::meeting::{Marks, Meetings};
use super::objective::{CLASSES, Objective};
use crate::run::{BLOCK_TRIALS, GivenWorlds, Kin, PairedTable, PairedTrial, RunControl, Spec, WorldChoice};
use detente_engine::divergence;
use detente_engine::domain::words;
use detente_engine::plan::Plan;
use detente_engine::trial::Demand;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// The first trial by which a search finds its way. The race has the trials from 0 on, as `run` has.
const FIRST_LOOKED_AT: u64 = 1 << 41;
/// The first trial on which the winner is estimated again.
pub(super) const FIRST_FRESH: u64 = 1 << 42;
/// Trials of a first look without a risk level.
const LOOK_TRIALS: u64 = 4096;
/// Worlds of a first look with one, and trials of each.
pub(super) const WORLDS: u64 = 200;
const WORLD_PLAYS: u64 = 128;
/// Plans that are simulated side by side: each needs some ten thousand bytes.
const SIDE_BY_SIDE: usize = 64;
/// Blocks whose marks are held together.
const STRETCH: u64 = 16;

words! {
    /// How it is chosen which plans are tried.
    Method {
        All = "all", "Every possible plan is tried.";
        Search = "insertion_and_exchange", "A local search by insertion and exchange chooses.";
    }
}

/// What is seen of a plan at first: its mean score, and the worlds that count for it, where not all do.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) score: f64,
    /// Numbers of the worlds in which it does worst, ascending; empty without a risk level.
    pub(super) worst: Vec<u64>,
}

/// What decides the score of a trial, beside the plan.
#[derive(Clone, Copy)]
pub(super) struct Aim<'a> {
    pub(super) seed: u64,
    pub(super) objective: &'a Objective,
    /// The part of the worlds, the worst for each plan, that counts; all trials count where it is not given.
    pub(super) risk: Option<f64>,
    pub(super) control: RunControl<'a>,
}

impl Aim<'_> {
    /// How many worlds count for a plan.
    fn worst_worlds(&self) -> Option<usize> {
        self.risk.map(|risk| ((risk * WORLDS as f64).round() as usize).clamp(1, WORLDS as usize))
    }

    /// Simulates every plan a little; `None` where `control` gave up.
    pub(super) fn look(&self, plans: &[&Plan]) -> Option<Vec<Look>> {
        let Some(first) = plans.first() else { return Some(Vec::new()) };
        let given = self.risk.map(|_| GivenWorlds::new(first, self.seed, (0..WORLDS).collect(), WorldChoice::InTurn));
        let (worlds, trials) = if given.is_some() { (WORLDS, WORLDS * WORLD_PLAYS) } else { (1, LOOK_TRIALS) };
        let spec = Spec { seed: self.seed, trials: FIRST_LOOKED_AT + trials };
        let counted = |plans: &[&Plan]| self.counted(plans, spec, given.as_ref(), worlds as usize);
        let counts: Option<Vec<_>> = plans.par_chunks(SIDE_BY_SIDE).map(counted).collect();
        Some(counts?.concat().chunks(worlds as usize).map(|counts| self.looked(counts)).collect())
    }

    /// By plan, then by world: the first look's trials by class.
    fn counted(
        &self,
        plans: &[&Plan],
        spec: Spec,
        given: Option<&GivenWorlds>,
        worlds: usize,
    ) -> Option<Vec<[u32; CLASSES]>> {
        let table = PairedTable::new(plans, Demand::Outcome, self.seed, given).sparing(neighbours(plans));
        let empty = || vec![[0_u32; CLASSES]; plans.len() * worlds];
        let mut whole = empty();
        let add = |total: &mut Vec<[u32; CLASSES]>, trial: &PairedTrial<'_, '_>| {
            let world = given.map_or(0, |given| given.position(trial.number));
            for (plan, simulator) in trial.simulated.iter().enumerate() {
                total[plan * worlds + world][simulator.record().outcome.index()] += 1;
            }
        };
        let blocks = FIRST_LOOKED_AT / BLOCK_TRIALS..spec.blocks();
        let simulated = table.simulate(spec, blocks, self.control, &empty, add, |total| {
            let both = whole.iter_mut().flatten().zip(total.iter().flatten());
            both.for_each(|(own, other)| *own += other);
        });
        simulated.then_some(whole)
    }

    /// Trials of a first look at a plan.
    pub(super) fn look_trials(&self) -> u64 {
        if self.risk.is_some() { WORLDS * WORLD_PLAYS } else { LOOK_TRIALS }
    }

    /// What is seen in the counts of a plan, world by world.
    fn looked(&self, counts: &[[u32; CLASSES]]) -> Look {
        let scores = self.objective.scores(1.0);
        let score = |counts: &[u32; CLASSES]| {
            let sum: f64 = counts.iter().zip(&scores).map(|(count, score)| f64::from(*count) * score).sum();
            sum / f64::from(counts.iter().sum::<u32>().max(1))
        };
        let mut worlds: Vec<(f64, u64)> = counts.iter().map(score).zip(0..).collect();
        let Some(worst) = self.worst_worlds() else { return Look { score: worlds[0].0, worst: Vec::new() } };
        worlds.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        worlds.truncate(worst);
        let score = worlds.iter().map(|(score, _)| score).sum::<f64>() / worst as f64;
        let mut worst: Vec<u64> = worlds.into_iter().map(|(_, world)| world).collect();
        worst.sort_unstable();
        Look { score, worst }
    }

    /// The stage on which plans are simulated whose first looks were `looks`.
    pub(super) fn stage<'a>(&self, plans: &'a [&'a Plan], looks: &[&Look]) -> RaceTrials<'a> {
        let any: BTreeSet<u64> = looks.iter().flat_map(|look| &look.worst).copied().collect();
        let any: Vec<u64> = any.into_iter().collect();
        let counts = |look: &&Look| any.iter().map(|world| look.worst.binary_search(world).is_ok()).collect();
        let counting = looks.iter().map(counts).collect();
        let scale = self.worst_worlds().map_or(1.0, |worst| any.len() as f64 / worst as f64);
        let all_count = self.worst_worlds().is_none_or(|worst| worst == any.len());
        let worlds = plans.first().filter(|_| !any.is_empty());
        let worlds = worlds.map(|plan| GivenWorlds::new(plan, self.seed, any, WorldChoice::Drawn));
        RaceTrials { plans, worlds, counting, scores: self.objective.scores(scale), all_count }
    }
}

/// Each plan with the one before it, whose trials are its own as long as the rungs are climbed that come first in both: of plans in order,
/// none before has more of them.
fn neighbours(plans: &[&Plan]) -> Vec<Vec<Kin>> {
    let of = |(one, other): (usize, &[&Plan])| {
        let divergences = divergence::between(other[0], other[1]);
        vec![Kin { of: one, divergences }]
    };
    let later = plans.windows(2).enumerate().map(of);
    plans.first().map(|_| Vec::new()).into_iter().chain(later).collect()
}

/// `blocks` in pieces whose marks fit into memory together.
fn stretches(blocks: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = blocks.end;
    blocks.step_by(STRETCH as usize).map(move |first| first..(first + STRETCH).min(end))
}

/// Plans with the worlds that count for each.
pub(super) struct RaceTrials<'a> {
    plans: &'a [&'a Plan],
    worlds: Option<GivenWorlds>,
    /// By plan, then by world: whether it counts.
    counting: Vec<Vec<bool>>,
    /// Scores by class.
    pub(super) scores: [f64; CLASSES],
    /// Whether every trial counts for every plan.
    all_count: bool,
}

impl RaceTrials<'_> {
    /// How far apart the scores of two plans can be in one trial, from end to end.
    pub(super) fn range(&self) -> f64 {
        let possible = if self.all_count { &self.scores[..CLASSES - 1] } else { &self.scores[..] };
        let ends = possible
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), score| (low.min(*score), high.max(*score)));
        2.0 * (ends.1 - ends.0)
    }

    /// Simulates `blocks` of `spec` under the plans `simulating`, in rising order, and adds them to `meetings`. Whether it was simulated to
    /// the end.
    pub(super) fn simulate(
        &self,
        spec: Spec,
        blocks: Range<u64>,
        simulating: &[usize],
        control: RunControl<'_>,
        meetings: &mut Meetings,
    ) -> bool {
        for blocks in stretches(blocks) {
            let marked = |simulating: &[usize]| self.marked(spec, blocks.clone(), simulating, control);
            let parts: Option<Vec<Vec<Marks>>> = simulating.par_chunks(SIDE_BY_SIDE).map(marked).collect();
            let Some(parts) = parts else { return false };
            for block in 0..(blocks.end - blocks.start) as usize {
                let parts: Vec<&Marks> = parts.iter().map(|part| &part[block]).collect();
                meetings.take(simulating, &Marks::side_by_side(&parts));
            }
        }
        true
    }

    /// `blocks` under the plans `simulating`; none where it was given up.
    fn marked(
        &self,
        spec: Spec,
        blocks: Range<u64>,
        simulating: &[usize],
        control: RunControl<'_>,
    ) -> Option<Vec<Marks>> {
        let plans: Vec<&Plan> = simulating.iter().map(|plan| self.plans[*plan]).collect();
        let table =
            PairedTable::new(&plans, Demand::Outcome, spec.seed, self.worlds.as_ref()).sparing(neighbours(&plans));
        let empty = || Marks::new(simulating.len());
        let add = |marks: &mut Marks, trial: &PairedTrial<'_, '_>| {
            let world = self.worlds.as_ref().map(|worlds| worlds.position(trial.number));
            marks.add(simulating.iter().zip(trial.simulated).map(|(plan, simulator)| match world {
                Some(world) if !self.counting[*plan][world] => CLASSES - 1,
                _ => simulator.record().outcome.index(),
            }));
        };
        let mut all = Vec::new();
        table
            .simulate(spec, blocks, control, &empty, add, |marks| {
                all.push(marks);
            })
            .then_some(all)
    }
}
