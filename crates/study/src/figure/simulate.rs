//! Who simulates trials for figures: one after the other, on one thread, asking no more of a trial than the figures need.

use super::figure::Figure;
use super::figure_counts::FigureCounts;
use super::plans::FigurePlans;
use super::rate_estimate::RateEstimate;
use super::sums::BoundMeans;
use super::watch::TrialWatch;
use detente_engine::plan::Plan;
use detente_engine::random::{RandomBlocks, Words};
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use std::ops::Range;

/// A place in which trials of one plan are simulated for a list of figures, without allocating.
#[derive(Clone, Debug)]
pub struct FigureSimulator<'p> {
    plans: &'p FigurePlans<'p>,
    figures: &'p [Figure],
    /// None where no figure is read from trials with the channel.
    channel: Option<TrialSimulator<'p>>,
    /// None where no figure is counted from their histories.
    watch: Option<TrialWatch<'p>>,
    no_ladder: Option<(TrialSimulator<'p>, TrialWatch<'p>)>,
    /// Of the figures that are made of means, where each stands, and how it is read.
    means: Vec<(usize, BoundMeans)>,
    counts: FigureCounts,
}

impl<'p> FigureSimulator<'p> {
    /// A simulator for `figures` of `plans`, which were made for them.
    #[must_use]
    pub fn new(plans: &'p FigurePlans<'p>, figures: &'p [Figure]) -> Self {
        let demand = figures.iter().filter_map(Figure::demand).max();
        let bound =
            figures.iter().enumerate().filter_map(|(at, figure)| Some((at, BoundMeans::new(figure, plans.plan)?)));
        let counts = FigureCounts::new(plans, figures);
        Self {
            plans,
            figures,
            channel: demand.map(|demand| TrialSimulator::asked(plans.plan, demand)),
            watch: counts.channel.is_some().then(|| TrialWatch::new(plans.plan)),
            no_ladder: plans
                .no_ladder
                .as_ref()
                .map(|plan| (TrialSimulator::asked(plan, Demand::Ending), TrialWatch::new(plan))),
            means: bound.collect(),
            counts,
        }
    }

    /// Simulates and adds the trial whose chance is `words`.
    pub fn simulate<W: Words>(&mut self, words: &mut W) {
        if let Some(simulator) = &mut self.channel {
            let record = match &mut self.watch {
                Some(watch) => {
                    watch.clear();
                    simulator.simulate(words, watch)
                }
                None => simulator.simulate(words, &mut Unobserved),
            };
            for (at, means) in &self.means {
                means.add(record, &mut self.counts.sums[*at]);
            }
            if let (Some(counts), Some(watch)) = (&mut self.counts.channel, &self.watch) {
                counts.add(self.plans.plan, record, watch.history());
            }
        }
        let no_ladder = (&mut self.no_ladder, &self.plans.no_ladder, &mut self.counts.no_ladder);
        if let (Some((simulator, watch)), Some(plan), Some(counts)) = no_ladder {
            watch.clear();
            let record = simulator.simulate(words, watch);
            counts.add(plan, record, watch.history());
        }
    }

    /// What the trials so far add up to.
    #[must_use]
    pub fn counts(&self) -> &FigureCounts {
        &self.counts
    }

    /// The estimate of each figure, in order; `None` where nothing happened that it could be told from.
    #[must_use]
    pub fn estimates(&self) -> Vec<Option<RateEstimate>> {
        self.counts.estimates(self.plans, self.figures)
    }
}

/// Simulates `trials` of `plan` under `seed` on this thread, in their order, and returns by figure its estimate: `None` where nothing
/// happened that it could be told from. The trials are those that any run of the plan with this seed has.
#[must_use]
pub fn simulate(plan: &Plan, figures: &[Figure], seed: u64, trials: Range<u64>) -> Vec<Option<RateEstimate>> {
    let plans = FigurePlans::new(plan, figures);
    let keys = plan.purposes.keys(seed);
    let mut random = RandomBlocks::new(&keys);
    let mut simulator = FigureSimulator::new(&plans, figures);
    let is_read_from_trials = simulator.channel.is_some() || simulator.no_ladder.is_some();
    for trial in trials.filter(|_| is_read_from_trials) {
        random.turn_to(trial);
        simulator.simulate(&mut random);
    }
    simulator.estimates()
}
