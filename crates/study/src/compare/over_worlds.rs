//! What differences hang on that nobody knows: the plans of a comparison side by side in many worlds, chance taken out.

use super::figure::{Figure, Figures};
use crate::run::{RunControl, WorldSizes, paired_worlds};
use detente_engine::plan::Plan;
use detente_engine::statistics::{OverWorlds, PairedCounts, Weighted, true_differences};
use detente_engine::trial::TrialRecord;

/// By [`Figure`], the trials of one world under a plan (first) and under the base (second).
type Pairs = [PairedCounts; Figure::ALL.len()];

/// Equally likely values by which the spread of a difference over the worlds is shown.
pub const DOTS: usize = 50;

/// The trials of many worlds under several plans.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldPairs {
    /// By plan after the first, then by world.
    others: Vec<Vec<Pairs>>,
}

/// What a plan gives away by not being the best one in every world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// What counts: scaling as often, collapse and confrontation as seldom as can be.
    pub objective: Figure,
    /// Which plan; the base is the first.
    pub plan: usize,
    /// Worlds.
    pub worlds: u64,
    /// The share of the worlds in which it is the best; worlds in which several are are shared between these.
    pub best: f64,
    /// The share of trials by which it misses what the best plan of the world reaches: the mean over the worlds.
    pub mean: f64,
    /// The same over the tenth of the worlds in which it misses most.
    pub worst_tenth: f64,
}

/// Simulates the worlds of `plans`; none where nothing is uncertain in them.
///
/// # Errors
///
/// Where `control` pauses before all are done.
pub fn world_pairs(
    plans: &[&Plan],
    seed: u64,
    trials: u64,
    control: RunControl<'_>,
) -> Result<Option<WorldPairs>, Paused> {
    let Some(sizes) = WorldSizes::beside(plans, trials) else { return Ok(None) };
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = |_: &[f64]| vec![Pairs::default(); plans.len() - 1];
    let add = |totals: &mut Vec<Pairs>, records: &[&TrialRecord]| {
        let base = figures[0].happened(records[0]);
        for ((figures, record), pairs) in figures.iter().zip(records).skip(1).zip(totals) {
            let happened = figures.happened(record).into_iter().zip(base);
            pairs.iter_mut().zip(happened).for_each(|(counts, (own, base))| counts.add(own, base));
        }
    };
    let worlds = paired_worlds(plans, Figures::demand(), seed, sizes, control, empty, add).ok_or(Paused)?;
    let of_plan = |at: usize| worlds.iter().map(|totals| totals[at]).collect();
    Ok(Some(WorldPairs { others: (0..plans.len() - 1).map(of_plan).collect() }))
}

/// Simulating was paused before all was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paused;

impl WorldPairs {
    /// The true difference between `other`, counted from the plan after the base, and the base in `figure`, by world; `centre` is their
    /// mean.
    fn differences(&self, other: usize, figure: Figure, centre: f64) -> Vec<f64> {
        true_differences(&self.counts(other, figure), centre).expect("many worlds of many trials")
    }

    fn counts(&self, other: usize, figure: Figure) -> Vec<PairedCounts> {
        self.others[other].iter().map(|pairs| pairs[figure.index()]).collect()
    }

    /// How the difference between `other` and the base in `figure` hangs on what is not known; `centre` is its mean.
    #[must_use]
    pub fn over(&self, other: usize, figure: Figure, centre: f64) -> OverWorlds {
        OverWorlds::of(&self.counts(other, figure), centre).expect("many worlds of many trials")
    }

    /// Fifty equally likely values of that difference, the lowest first: the value up to which 1, 3, 5 and so on to 99 % of the worlds
    /// lie, chance taken out.
    #[must_use]
    pub fn dots(&self, other: usize, figure: Figure, centre: f64) -> Vec<f64> {
        let differences = self.differences(other, figure, centre);
        let worlds = Weighted::new(differences.into_iter().map(|difference| (difference, 1.0)));
        (0..DOTS).filter_map(|dot| worlds.quantile((dot as f64 + 0.5) / DOTS as f64)).collect()
    }

    /// The regret of every plan under every objective; `centre` is the mean of the difference between a plan after the base and the
    /// base in a figure.
    #[must_use]
    pub fn regrets(&self, centre: impl Fn(usize, Figure) -> f64) -> Vec<Regret> {
        let of_objective = |objective: &Figure| self.regrets_of(*objective, |other| centre(other, *objective));
        Figure::OBJECTIVES.iter().flat_map(of_objective).collect()
    }

    /// The same under one objective.
    #[must_use]
    pub fn regrets_of(&self, objective: Figure, centre: impl Fn(usize) -> f64) -> Vec<Regret> {
        let sign = if objective.is_wanted() { 1.0 } else { -1.0 };
        let gain = |other: usize| {
            let differences = self.differences(other, objective, centre(other));
            differences.into_iter().map(|difference| sign * difference).collect()
        };
        let base = vec![0.0; self.others[0].len()];
        let gains: Vec<Vec<f64>> = std::iter::once(base).chain((0..self.others.len()).map(gain)).collect();
        regrets(objective, &gains)
    }
}

/// The regret of every plan whose values are `gains`, by plan and world.
fn regrets(objective: Figure, gains: &[Vec<f64>]) -> Vec<Regret> {
    let worlds = gains[0].len();
    let best: Vec<(f64, f64)> = (0..worlds)
        .map(|world| {
            let values = gains.iter().map(|gains| gains[world]);
            let best = values.clone().fold(f64::NEG_INFINITY, f64::max);
            (best, values.filter(|value| *value >= best).count() as f64)
        })
        .collect();
    let of_plan = |(plan, gains): (usize, &Vec<f64>)| {
        let shared =
            best.iter().zip(gains).filter(|((best, _), value)| *value >= best).map(|((_, among), _)| 1.0 / among);
        let mut missed: Vec<f64> = best.iter().zip(gains).map(|((best, _), value)| best - value).collect();
        missed.sort_by(|one, other| other.total_cmp(one));
        let mean = |missed: &[f64]| missed.iter().sum::<f64>() / missed.len() as f64;
        Regret {
            objective,
            plan,
            worlds: worlds as u64,
            best: shared.fold(0.0, |sum, share| sum + share) / worlds as f64,
            mean: mean(&missed),
            worst_tenth: mean(&missed[..worlds.div_ceil(10)]),
        }
    };
    gains.iter().enumerate().map(of_plan).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred worlds in which 0, 1, 2 and so on of 200 trials scale under the plan alone.
    #[test]
    fn dots_are_equally_likely_values_in_order_around_the_mean() {
        let pairs = |only_first| {
            let mut own: Pairs = std::array::from_fn(|_| PairedCounts { neither: 200, ..PairedCounts::default() });
            own[Figure::Scaling.index()] =
                PairedCounts { both: 0, only_first, only_second: 0, neither: 200 - only_first };
            own
        };
        let worlds = WorldPairs { others: vec![(0..100).map(pairs).collect()] };
        let dots = worlds.dots(0, Figure::Scaling, 0.2475);
        assert_eq!(dots.len(), DOTS);
        assert!(dots.windows(2).all(|pair| pair[0] <= pair[1]) && dots[0] < 0.03 && dots[49] > 0.46, "{dots:?}");
        let below = dots.iter().filter(|dot| **dot < 0.2475).count();
        assert!((24..=26).contains(&below), "{below} of 50 below the mean");
        assert_eq!(worlds.dots(0, Figure::Collapse, 0.0), [0.0; DOTS], "what never differs lies at zero");
    }

    /// Ten worlds. The second plan is one point better in eight of them and eight worse in two; the third is as the first.
    #[test]
    fn regret_is_what_the_best_plan_of_each_world_has_more() {
        let second = [0.01, 0.01, 0.01, 0.01, -0.08, 0.01, 0.01, 0.01, -0.06, 0.01];
        let found = regrets(Figure::Scaling, &[vec![0.0; 10], second.to_vec(), vec![0.0; 10]]);
        let told = |at: usize| [found[at].best, found[at].mean, found[at].worst_tenth];
        for (at, truth) in [(0, [0.1, 0.008, 0.01]), (1, [0.8, 0.014, 0.08]), (2, [0.1, 0.008, 0.01])] {
            for (found, truth) in told(at).iter().zip(truth) {
                assert!((found - truth).abs() < 1e-12, "{at}: {found} for {truth}");
            }
        }
        assert!((found.iter().map(|regret| regret.best).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
