//! Trials that go as was observed, found step by step where hardly one in a million does so by itself.
//!
//! Trials are followed from one entry of the news to the next. Those that no longer fit are dropped; where fewer than half are left, those
//! that fit take their places. Each then *goes on* from fresh random numbers, since nothing has read those yet on which only later steps hang.
//! And each is *moved*: it is offered fresh random numbers for some of its purposes from their beginning on, chosen at random, and takes them
//! where it still fits all that was observed so far. Trials under the condition that they fit are spread evenly over all random numbers that
//! fit, and both leave that spread as it is, so what comes out are trials under the condition, equally likely, without weights. They hang together where they come from one trial: several populations that know nothing of each other tell how much.
//!
//! The scheme is that of sequential Monte Carlo samplers (P. Del Moral, A. Doucet and A. Jasra, Journal of the Royal Statistical Society B
//! 68 (2006), 411-436) with the moves of subset simulation (S.-K. Au and J. L. Beck, Probabilistic Engineering Mechanics 16 (2001),
//! 263-277), on addressed random numbers: a trial is nothing but the list of the
//! strands from which its purposes draw.

use super::NewsWatch;
use crate::domain::Outcome;
use crate::plan::Plan;
use crate::random::{Address, NotedWords, Strand, StreamWords};
use crate::tally::Tally;
use crate::trial::{Demand, Pace, TrialSimulator, Unobserved};
use serde::{Deserialize, Serialize};

/// The first stream of all populations: no run has so many trials.
const FIRST_STREAM: u64 = 1 << 62;
/// Streams of one population.
const STREAMS: u64 = 1 << 44;
/// Fresh random numbers are offered to one purpose in 2, in 4 and so on up to one in 2 to this power, each as likely.
const FINEST: usize = 6;
/// The share of trials left below which they are filled up and moved.
const FEWEST_LEFT: f64 = 0.5;

/// How many trials are followed, and how often they are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequentialSizes {
    /// Populations that know nothing of each other; at least two.
    pub populations: u64,
    /// Trials of each.
    pub trials: u64,
    /// Moves offered to each trial after each filling up.
    pub moves: u64,
}

impl SequentialSizes {
    /// Sizes that are likely to be worth `wanted` trials that hang on nothing.
    #[must_use]
    pub fn worth(wanted: u64) -> Self {
        Self { populations: 16, trials: wanted.max(1024), moves: 12 }
    }

    /// Trials of all populations.
    #[must_use]
    pub fn followed(self) -> u64 {
        self.populations.saturating_mul(self.trials)
    }
}

/// What came of one population: trials that fit all that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// The trials: by purpose, the streams from which it draws.
    trials: Vec<Vec<Strand>>,
    /// By entry of the news: the share of unconditioned trials that fit it.
    alone: Vec<f64>,
    /// By entry of the news: the estimated share of trials that fit it and all before.
    so_far: Vec<f64>,
    /// How many of them end in each outcome.
    outcomes: [u64; Outcome::ALL.len()],
}

/// No trial was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoneLeft {
    /// The entry of the news that none fits of those that fit all before.
    pub entry: usize,
}

/// Follows the population `number` of `plan`; gives up with `None` where `give_up` says so, which it is asked after every few trials.
///
/// # Errors
///
/// Where no trial is left.
pub fn population(
    plan: &Plan,
    seed: u64,
    number: u64,
    sizes: SequentialSizes,
    give_up: &dyn Fn() -> bool,
) -> Option<Result<Population, NoneLeft>> {
    let mut follower = Follower::new(plan, seed, number);
    let mut trials: Vec<Vec<Strand>> = (0..sizes.trials).map(|_| follower.fresh()).collect();
    let alone = follower.alone(&trials);
    let (mut share, mut so_far) = (1.0, Vec::with_capacity(plan.news.len()));
    for entry in 0..plan.news.len() {
        let before = trials.len() as f64;
        trials.retain(|trial| follower.fits(trial, entry));
        share *= trials.len() as f64 / before;
        so_far.push(share);
        if trials.is_empty() {
            return Some(Err(NoneLeft { entry }));
        }
        let is_last = entry + 1 == plan.news.len();
        if (trials.len() as f64) < FEWEST_LEFT * sizes.trials as f64 || is_last {
            let left = trials.len();
            trials = (0..sizes.trials as usize).map(|at| trials[at * left / sizes.trials as usize].clone()).collect();
            for _ in 0..sizes.moves {
                if give_up() {
                    return None;
                }
                trials.iter_mut().for_each(|trial| follower.offer(trial, entry));
            }
            trials.iter_mut().for_each(|trial| follower.go_on(trial, entry));
        }
    }
    let outcomes = follower.outcomes(&trials);
    Some(Ok(Population { trials, alone, so_far, outcomes }))
}

/// Follows trials of one population.
struct Follower<'p> {
    plan: &'p Plan,
    watch: NewsWatch<'p>,
    simulator: TrialSimulator<'p>,
    words: StreamWords,
    choices: Address,
    /// The next stream from which nobody has drawn.
    next: u64,
}

impl<'p> Follower<'p> {
    fn new(plan: &'p Plan, seed: u64, number: u64) -> Self {
        Self {
            plan,
            watch: NewsWatch::new(plan),
            simulator: TrialSimulator::asked(plan, Demand::Outcome),
            words: StreamWords::new(&plan.purposes.keys(seed)),
            choices: Address::of(seed, &format!("moves of population {number}")),
            next: FIRST_STREAM + number * STREAMS,
        }
    }

    fn stream(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    /// A trial that draws all purposes from a stream of its own.
    fn fresh(&mut self) -> Vec<Strand> {
        vec![Strand::of(self.stream()); self.plan.purposes.len()]
    }

    /// Whether `trial` fits the news up to `entry`.
    fn fits(&mut self, trial: &[Strand], entry: usize) -> bool {
        self.words.turn_to(trial);
        self.watch.follow_until(self.plan.news[entry].by_step, &mut self.simulator, &mut self.words);
        self.watch.fits().take(entry + 1).all(|fits| fits)
    }

    /// By entry of the news, the share of `trials` that fit it.
    fn alone(&mut self, trials: &[Vec<Strand>]) -> Vec<f64> {
        let mut fit = vec![0_u64; self.plan.news.len()];
        for trial in trials {
            self.words.turn_to(trial);
            self.watch.follow(&mut self.simulator, &mut self.words);
            fit.iter_mut().zip(self.watch.fits()).for_each(|(count, fits)| *count += u64::from(fits));
        }
        fit.iter().map(|count| *count as f64 / trials.len() as f64).collect()
    }

    /// Offers `trial` fresh random numbers for some purposes; it takes them where it still fits the news up to `entry`.
    fn offer(&mut self, trial: &mut Vec<Strand>, entry: usize) {
        let stream = self.stream();
        let first = (stream % STREAMS) << 16;
        let rarity = 1 + self.choices.below(first, FINEST);
        let is_offered = |purpose: usize| self.choices.below(first + 1 + purpose as u64, 1 << rarity) == 0;
        let strand = |(at, own): (usize, &Strand)| if is_offered(at) { Strand::of(stream) } else { own.clone() };
        let offered: Vec<Strand> = trial.iter().enumerate().map(strand).collect();
        if self.fits(&offered, entry) {
            *trial = offered;
        }
    }

    /// Lets `trial` go on from fresh random numbers after the day of `entry`.
    fn go_on(&mut self, trial: &mut [Strand], entry: usize) {
        let stream = self.stream();
        self.words.turn_to(trial);
        let mut noted = NotedWords::new(&mut self.words, trial.len());
        let last = self.plan.news[entry].by_step;
        self.simulator.simulate_until_at(Pace::EveryStep, last, &mut noted, &mut Unobserved);
        trial.iter_mut().zip(noted.read()).for_each(|(strand, read)| strand.go_on(read, stream));
    }

    /// How many of `trials` end in each outcome.
    fn outcomes(&mut self, trials: &[Vec<Strand>]) -> [u64; Outcome::ALL.len()] {
        let mut outcomes = [0; Outcome::ALL.len()];
        for trial in trials {
            self.words.turn_to(trial);
            outcomes[self.simulator.simulate(&mut self.words, &mut Unobserved).outcome.index()] += 1;
        }
        outcomes
    }
}

/// How many trials that hang on nothing those of `populations` are worth for the shares of the outcomes: as many as would let these vary as
/// they do from population to population. At most as many as there are.
#[must_use]
pub fn effective_trials(populations: &[Population]) -> u64 {
    let number = populations.len() as f64;
    let all: usize = populations.iter().map(|population| population.trials.len()).sum();
    let (mut alone, mut together) = (0.0, 0.0);
    for outcome in 0..Outcome::ALL.len() {
        let of = |population: &Population| population.outcomes[outcome] as f64 / population.trials.len() as f64;
        let share = populations.iter().map(of).sum::<f64>() / number;
        let squares: f64 =
            populations.iter().map(|population| (of(population) - share) * (of(population) - share)).sum();
        alone += share * (1.0 - share);
        together += squares / ((number - 1.0) * number);
    }
    if together > 0.0 { ((alone / together) as u64).min(all as u64) } else { all as u64 }
}

/// Adds to `tally` as many trials of `populations` as all of them are worth, taken evenly from each.
pub fn add_effective(plan: &Plan, seed: u64, populations: &[Population], tally: &mut Tally) {
    let trials: Vec<&Vec<Strand>> = populations.iter().flat_map(|population| &population.trials).collect();
    let kept = effective_trials(populations).max(1);
    let (mut simulator, mut words) = (TrialSimulator::new(plan), StreamWords::new(&plan.purposes.keys(seed)));
    for place in 0..kept {
        words.turn_to(trials[(place as u128 * trials.len() as u128 / u128::from(kept)) as usize]);
        simulator.simulate(&mut words, &mut Unobserved);
        let (quantiles, drawn) = (simulator.quantiles(), simulator.drawn());
        tally.add(simulator.record(), simulator.moments());
        tally.note_assumptions(simulator.record(), quantiles, drawn);
        tally.learn(drawn);
    }
    let mean = |of: fn(&Population) -> &Vec<f64>, entry: usize| {
        populations.iter().map(|population| of(population)[entry]).sum::<f64>() / populations.len() as f64
    };
    let shares =
        |of: fn(&Population) -> &Vec<f64>| (0..plan.news.len()).map(|entry| mean(of, entry)).collect::<Vec<_>>();
    let followed = trials.len() as u64;
    tally.hear_sequentially(followed, &shares(|one| &one.alone), &shares(|one| &one.so_far));
}
