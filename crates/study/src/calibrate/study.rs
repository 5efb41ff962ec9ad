//! A scenario held against targets.

use super::free::FreeKeys;
use super::goal::{Goal, Side, Told};
use super::region::Region;
use super::waves::{Sizes, Waves, waves};
use super::weigh::systematic;
use crate::figure::{self, Figure, RateEstimate, Scale};
use crate::run::RunControl;
use crate::target::{Compares, Target};
use detente_engine::parameter::Worlds;
use detente_engine::statistics::Confidence;
use rayon::prelude::*;

/// Told values of the waves so far, from which a calibration that was stopped goes on.
pub type ToldWaves = Vec<Vec<Vec<Option<Told>>>>;

/// Where told values are kept on the way.
pub trait KeepWaves {
    /// Those that are kept.
    fn kept(&self) -> ToldWaves;
    /// Keeps those of one more wave; false where that failed, so that nothing more is simulated.
    fn keep(&self, told: &[Vec<Option<Told>>]) -> bool;
}

/// A scenario held against targets.
#[derive(Debug)]
pub struct Calibration {
    /// What was free.
    pub free: FreeKeys,
    /// The targets that have a figure, in their order.
    pub targets: Vec<Target>,
    /// Their goals.
    pub goals: Vec<Goal>,
    /// All points.
    pub waves: Waves,
    /// Weighted draws of the free keys.
    pub worlds: Worlds,
}

/// Why there is no calibration.
#[derive(Debug)]
pub enum NotCalibrated {
    /// An end was asked for.
    GaveUp,
    /// These targets, by id, say the same at every point.
    Independent(Vec<String>),
}

/// How much is simulated, and from where.
#[derive(Clone)]
pub struct CalibrationPlan<'a> {
    /// Seed of all draws.
    pub seed: u64,
    /// Points, trials, waves.
    pub sizes: Sizes,
    /// Draws of worlds.
    pub worlds: u32,
    /// Where earlier waves led.
    pub start: Option<Region>,
    /// What is kept on the way.
    pub keep: Option<&'a dyn KeepWaves>,
}

/// What `target` asks of its figure; none where it has none that compares.
fn goal(target: &Target) -> Option<Goal> {
    target.figure.as_ref()?;
    let side = match target.compares {
        Compares::Yes => Side::Both,
        Compares::AtMost => Side::AtMost,
        Compares::AtLeast => Side::AtLeast,
        Compares::No => return None,
    };
    Some(Goal { value: target.transformed(), sd: target.sd(), side, held_out: target.held_out })
}

/// `estimate` on `scale`, with its chance there. A share of none or of all is told as if half a trial more had gone the other way
/// (J. B. S. Haldane, Annals of Human Genetics 20 (1956), 309-311): half a trial lies `0.5 / z^2` of the way to the far end of the
/// interval of E. B. Wilson, which is that of `z^2` trials.
fn told(scale: Scale, estimate: RateEstimate) -> Option<Told> {
    let reach = Confidence::NINETY_FIVE.normal();
    let Some(interval) = estimate.interval else {
        return scale.holds(estimate.value).then(|| Told { value: scale.transformed(estimate.value), chance: 0.0 });
    };
    let on_scale = |value: f64| scale.holds(value).then(|| scale.transformed(value));
    let part = 0.5 / (reach * reach);
    let (value, width) = match (on_scale(interval.low), on_scale(interval.high)) {
        (Some(low), Some(high)) => (estimate.value, (high - low) / 2.0),
        (None, Some(high)) => {
            let value = estimate.value.max(interval.low + part * (interval.high - interval.low));
            (value, high - on_scale(value)?)
        }
        (Some(low), None) => {
            let value = estimate.value.min(interval.high - part * (interval.high - interval.low));
            (value, on_scale(value)? - low)
        }
        (None, None) => return None,
    };
    Some(Told { value: on_scale(value)?, chance: width / reach })
}

/// Holds the scenario whose `free` keys are free against `targets`, on the current thread pool. Every point lives through the same
/// trials.
///
/// # Errors
///
/// Where an end was asked for, or a target does not depend on any free key.
pub fn calibrate(
    free: FreeKeys,
    targets: &[Target],
    plan: &CalibrationPlan<'_>,
    control: RunControl<'_>,
) -> Result<Calibration, NotCalibrated> {
    let (targets, goals): (Vec<Target>, Vec<Goal>) =
        targets.iter().filter_map(|target| Some((target.clone(), goal(target)?))).unzip();
    let figures: Vec<Figure> = targets.iter().filter_map(|target| target.figure.clone()).collect();
    let scales: Vec<Scale> = targets.iter().map(Target::scale).collect();
    let mut kept = plan.keep.map(KeepWaves::kept).unwrap_or_default().into_iter();
    let mut independent = Vec::new();
    let (seed, trials) = (plan.seed, plan.sizes.trials);
    let tell_one = |scores: &Vec<f64>| {
        if (control.give_up)() {
            return None;
        }
        let world = free.plan_at(&FreeKeys::quantiles(scores));
        let estimates = figure::simulate(&world, &figures, seed, 0..trials);
        (control.finished)(trials);
        let told = estimates.into_iter().zip(&scales).map(|(estimate, scale)| told(*scale, estimate?));
        Some(told.collect::<Vec<_>>())
    };
    let tell = |number: u32, points: &[Vec<f64>]| {
        let told: Vec<Vec<Option<Told>>> = match kept.next() {
            Some(told) => {
                (control.finished)(trials * points.len() as u64);
                told
            }
            None => {
                let told = points.par_iter().map(tell_one).collect::<Option<Vec<_>>>()?;
                if plan.keep.is_some_and(|keep| !keep.keep(&told)) {
                    return None;
                }
                told
            }
        };
        if number == 0 {
            independent = (0..goals.len()).filter(|at| told.iter().all(|own| own[*at] == told[0][*at])).collect();
        }
        independent.is_empty().then_some(told)
    };
    let found = waves(free.names.len(), &goals, plan.sizes, plan.seed, plan.start.clone(), tell);
    let Some(waves) = found else {
        let ids: Vec<String> = independent.iter().map(|at| targets[*at].id.clone()).collect();
        return Err(if ids.is_empty() { NotCalibrated::GaveUp } else { NotCalibrated::Independent(ids) });
    };
    let worlds = worlds(&free, &waves, plan);
    Ok(Calibration { free, targets, goals, waves, worlds })
}

/// Draws of the weighted points, each point once with the number of its draws as weight.
fn worlds(free: &FreeKeys, waves: &Waves, plan: &CalibrationPlan<'_>) -> Worlds {
    let counts = systematic(&waves.weights, plan.worlds, plan.seed);
    let drawn = waves.points().zip(counts).filter(|(_, count)| *count > 0);
    let (quantiles, weights): (Vec<Vec<f64>>, Vec<u32>) =
        drawn.map(|(point, count)| (FreeKeys::quantiles(&point.scores), count)).unzip();
    Worlds::new(free.names.clone(), weights, quantiles.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::statistics::{Interval, wilson};

    fn estimate(count: u64, of: u64) -> RateEstimate {
        let interval = wilson(count, of, Confidence::NINETY_FIVE);
        RateEstimate { value: count as f64 / of as f64, interval, quartiles: None }
    }

    #[test]
    fn what_is_told_of_a_share_has_its_chance_in_log_odds() {
        let told = told(Scale::Logit, estimate(200, 1000)).expect("a share");
        assert!((told.value - libm::log(0.25)).abs() < 1e-12);
        // By the delta method, 1 / sqrt(n p (1-p)).
        assert!((told.chance / (1.0 / (1000.0_f64 * 0.2 * 0.8).sqrt()) - 1.0).abs() < 0.01, "{told:?}");
    }

    #[test]
    fn a_share_of_none_or_of_all_is_told_as_half_a_trial_with_much_chance() {
        for (count, sign) in [(0, -1.0), (500, 1.0)] {
            let told = told(Scale::Logit, estimate(count, 500)).expect("a share");
            assert!((told.value * sign - libm::log(500.5 / 0.5)).abs() < 0.01 && told.chance > 1.0, "{told:?}");
        }
        let sure = RateEstimate { value: 2.0, interval: None, quartiles: None };
        assert_eq!(told(Scale::Log, sure).map(|told| told.chance), Some(0.0));
        let unknown = RateEstimate { value: 0.0, interval: Some(Interval { low: 0.0, high: 0.0 }), quartiles: None };
        assert_eq!(told(Scale::Log, unknown), None);
    }

    #[test]
    fn the_fewer_trials_a_share_holds_the_lower_it_is_told_and_the_more_chance_it_has() {
        let told: Vec<Told> = (0..6).map(|count| told(Scale::Logit, estimate(count, 1024)).expect("a share")).collect();
        assert!(
            told.windows(2).all(|pair| pair[0].value < pair[1].value && pair[0].chance > pair[1].chance),
            "{told:?}"
        );
    }
}
