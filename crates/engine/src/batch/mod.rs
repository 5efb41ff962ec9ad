//! Many trials, one after the other, added up: what each thread of a program does, and a page.

mod news;
mod sequential;

use crate::plan::Plan;
use crate::random::RandomBlocks;
use crate::tally::Tally;
use crate::trial::{TrialRecord, TrialSimulator, Unobserved};
use std::ops::Range;

pub use news::NewsWatch;
pub use sequential::{NoneLeft, Population, SequentialSizes, add_effective, effective_trials, population};

/// Simulates trials of a plan and adds to a tally what goes as was observed: everything, where nothing was.
#[derive(Clone, Debug)]
pub struct BatchSimulator<'p> {
    simulator: TrialSimulator<'p>,
    watch: Option<NewsWatch<'p>>,
}

impl<'p> BatchSimulator<'p> {
    /// A simulator of `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        let watch = (!plan.news.is_empty()).then(|| NewsWatch::new(plan));
        Self { simulator: TrialSimulator::new(plan), watch }
    }

    /// Simulates `trials` on the words of `random` and adds those that count to `tally`.
    pub fn simulate(&mut self, random: &mut RandomBlocks<'_>, trials: Range<u64>, tally: &mut Tally) {
        self.simulate_and_keep(random, trials, tally, |_, _, _| ());
    }

    /// The same; shows each trial that counts to `keep`, in order: its number, its record, the uncertain values drawn.
    pub fn simulate_and_keep(
        &mut self,
        random: &mut RandomBlocks<'_>,
        trials: Range<u64>,
        tally: &mut Tally,
        mut keep: impl FnMut(u64, &TrialRecord, &[f64]),
    ) {
        for trial in trials {
            random.turn_to(trial);
            let counts = match &mut self.watch {
                None => {
                    self.simulator.simulate(random, &mut Unobserved);
                    true
                }
                Some(watch) => {
                    watch.follow(&mut self.simulator, random);
                    let counts = tally.hear(watch.fits(), self.simulator.drawn());
                    if counts {
                        // Only what counts is simulated to its end: most trials are over with the last of the news.
                        self.simulator.simulate(random, &mut Unobserved);
                    }
                    counts
                }
            };
            if counts {
                tally.add(self.simulator.record(), self.simulator.moments());
                let (quantiles, drawn) = (self.simulator.quantiles(), self.simulator.drawn());
                tally.note_assumptions(self.simulator.record(), quantiles, drawn);
                keep(trial, self.simulator.record(), self.simulator.drawn());
            }
        }
    }
}

/// How many of `trials` go as was observed; all, where nothing was.
#[must_use]
pub fn kept(plan: &Plan, random: &mut RandomBlocks<'_>, trials: Range<u64>) -> u64 {
    let (mut simulator, mut watch) = (TrialSimulator::new(plan), NewsWatch::new(plan));
    trials
        .map(|trial| {
            random.turn_to(trial);
            watch.follow(&mut simulator, random);
            u64::from(watch.fits().all(|fits| fits))
        })
        .sum()
}
