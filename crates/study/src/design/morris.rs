//! Screening: which inputs do anything at all, and in which direction (M. D. Morris, Technometrics 33 (1991), 161-174).
//!
//! A trajectory begins at a random point and moves one input after the other by half of its distribution, in random order.
//! Every point of a trajectory is simulated with the same random numbers, so what differs between two points is due to the input moved.

use super::Evaluate;
use super::indices::IndexEstimate;
use crate::run::RunControl;
use detente_engine::random::Address;
use detente_engine::random::LANES;
use rayon::prelude::*;

/// What to evaluate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenPlan {
    /// Seed of the trajectories.
    pub seed: u64,
    /// How many inputs there are.
    pub inputs: usize,
    /// How many outputs there are.
    pub outputs: usize,
    /// How many trajectories, at least 2.
    pub trajectories: u32,
    /// Trials at every point, a multiple of [`LANES`].
    pub trials_per_point: u32,
}

impl ScreenPlan {
    /// How many evaluations all of it takes.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        u64::from(self.trajectories) * u64::from(self.trials_per_point) * (self.inputs as u64 + 1)
    }
}

/// What moving an input up by half of its distribution does to the mean of an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The mean change, with its sign.
    pub mean: IndexEstimate,
    /// The mean size of the change, whatever its sign. Chance that does not cancel counts as size.
    pub size: IndexEstimate,
    /// The standard deviation of the change over trajectories: above the error of chance, the effect depends on other inputs
    /// or is bent.
    pub spread: f64,
}

/// Evaluates `plan` on the current thread pool; the effects of all inputs for every output, or `None` where the control
/// gave up.
///
/// # Panics
/// If there are fewer than two trajectories, or a number of trials that does not fill the lanes.
#[must_use]
pub fn screen<E: Evaluate>(
    plan: ScreenPlan,
    start: impl Fn() -> E + Sync,
    control: RunControl<'_>,
) -> Option<Vec<Vec<Effect>>> {
    assert!(
        plan.trajectories >= 2 && plan.trials_per_point > 0 && (plan.trials_per_point as usize).is_multiple_of(LANES)
    );
    let walks: Option<Vec<Vec<Vec<f64>>>> =
        (0..plan.trajectories).into_par_iter().map(|number| walk(plan, number, &mut start(), control)).collect();
    let walks = walks?;
    let effect = |output: usize, input: usize| {
        let changes: Vec<f64> = walks.iter().map(|walk| walk[input][output]).collect();
        let sizes: Vec<f64> = changes.iter().map(|change| change.abs()).collect();
        let (mean, spread) = mean(&changes);
        Effect { mean, size: self::mean(&sizes).0, spread }
    };
    Some((0..plan.outputs).map(|output| (0..plan.inputs).map(|input| effect(output, input)).collect()).collect())
}

/// The change of every output by every input along one trajectory.
fn walk(plan: ScreenPlan, number: u32, function: &mut impl Evaluate, control: RunControl<'_>) -> Option<Vec<Vec<f64>>> {
    let levels = Address::of(plan.seed, &format!("screen/{number}/levels"));
    let mut level: Vec<usize> = (0..plan.inputs).map(|input| levels.below(input as u64, LEVELS)).collect();
    let order = Address::of(plan.seed, &format!("screen/{number}/order")).shuffled(plan.inputs);
    let first_trial = u64::from(number) * u64::from(plan.trials_per_point);
    let mut before = simulate(plan, &level, first_trial, function);
    let mut changes = vec![Vec::new(); plan.inputs];
    for input in order {
        if (control.give_up)() {
            return None;
        }
        let up = level[input] < LEVELS / 2;
        level[input] = (level[input] + LEVELS / 2) % LEVELS;
        let after = simulate(plan, &level, first_trial, function);
        let change = |(after, before): (&f64, &f64)| if up { after - before } else { before - after };
        changes[input] = after.iter().zip(&before).map(change).collect();
        before = after;
        (control.finished)(u64::from(plan.trials_per_point));
    }
    (control.finished)(u64::from(plan.trials_per_point));
    Some(changes)
}

/// Quantiles that an input takes: 1/8, 3/8, 5/8, 7/8.
const LEVELS: usize = 4;

/// The mean of every output at one point.
fn simulate(plan: ScreenPlan, level: &[usize], first_trial: u64, function: &mut impl Evaluate) -> Vec<f64> {
    let words: Vec<u32> = level.iter().map(|level| (2 * *level as u32 + 1) << 29).collect();
    let rows = [words.as_slice(); LANES];
    let mut outputs = Vec::new();
    for first in (0..u64::from(plan.trials_per_point)).step_by(LANES) {
        function.evaluate(&rows, first_trial + first, &mut outputs);
    }
    let of = |output: usize| {
        outputs.iter().skip(output).step_by(plan.outputs).sum::<f64>() / f64::from(plan.trials_per_point)
    };
    (0..plan.outputs).map(of).collect()
}

/// The mean of `values` with its error, and their standard deviation.
fn mean(values: &[f64]) -> (IndexEstimate, f64) {
    let number = values.len() as f64;
    let value = values.iter().sum::<f64>() / number;
    let spread = (values.iter().map(|one| (one - value) * (one - value)).sum::<f64>() / (number - 1.0)).sqrt();
    (IndexEstimate { value, error: spread / number.sqrt(), freedom: values.len() as u32 - 1 }, spread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::random::uniform;

    const PLAN: ScreenPlan = ScreenPlan { seed: 1, inputs: 4, outputs: 1, trajectories: 20, trials_per_point: 16 };

    #[test]
    fn a_straight_line_has_its_slopes_as_effects() {
        let line = |words: &[u32], trial: u64| {
            let x: Vec<f64> = words.iter().map(|word| uniform(*word)).collect();
            vec![3.0 * x[0] - 2.0 * x[1] + 0.5 * x[2] + trial as f64]
        };
        let found = screen(PLAN, || line, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        for (effect, slope) in found.iter().zip([3.0, -2.0, 0.5, 0.0_f64]) {
            assert!((effect.mean.value - 0.5 * slope).abs() < 1e-9, "{effect:?}");
            assert!((effect.size.value - 0.5 * slope.abs()).abs() < 1e-9 && effect.spread < 1e-9);
        }
        assert_eq!((found[3].size.value, found[3].spread), (0.0, 0.0), "the fourth does nothing");
    }

    #[test]
    fn an_interaction_shows_as_spread_without_direction() {
        let product = |words: &[u32], _: u64| vec![(uniform(words[0]) - 0.5) * (uniform(words[1]) - 0.5)];
        let plan = ScreenPlan { trajectories: 200, ..PLAN };
        let found = screen(plan, || product, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        // Changes of 1/16 and 3/16 either way: size 1/8, five standard errors of the mean are .05.
        for effect in &found[..2] {
            assert!(effect.mean.value.abs() < 5.0 * effect.mean.error, "{effect:?}");
            assert!((effect.size.value - 0.125).abs() < 0.025 && effect.spread > 0.1, "{effect:?}");
        }
    }
}
