//! `fit.csv`, `posterior.csv`, `target_pairs.csv` and `waves.csv`.

use super::free::FreeKeys;
use super::goal::{Goal, Told};
use super::point::Point;
use super::study::Calibration;
use super::weigh::{Weights, effective};
use crate::figure::Scale;
use crate::table::{Table, table, worded};
use crate::target::Target;
use detente_engine::domain::words;
use detente_engine::parameter::UNSTATED;
use detente_engine::statistics::Weighted;
use serde::Serialize;

/// Implausibility above which a point is ruled out: three standard deviations, whatever the shape of the errors (F. Pukelsheim, The
/// American Statistician 48 (1994), 88-91).
pub const RULED_OUT: f64 = 3.0;
/// Bits below which the targets say next to nothing of a key.
pub const LITTLE_LEARNED: f64 = 0.05;
/// Standard deviations beyond which a target is missed.
pub const MISSED: f64 = 2.0;
/// Cells of the histogram from which information is worked out.
const CELLS: usize = 10;

words! {
    /// How the weighted worlds stand to a target.
    FitStatus {
        Met = "met", "Their median lies within two standard deviations of it.";
        Missed = "missed", "It does not.";
        Unreachable = "unreachable", "No point of any wave comes within three.";
    }
}

worded!(FitStatus);

table! {
    /// A row is a target beside what the worlds say of its figure, before and after they were weighed.
    pub struct FitRow: "fit" {
        /// Id of the target.
        target: String,
        /// What is measured.
        measured: String,
        /// The figure of the trials that it is set beside.
        figure: String,
        /// Unit of the figure.
        unit: String,
        /// yes (both are of the same thing), at_most or at_least (a bound).
        compares: String,
        /// Whether it was held out: it had no part in the weights.
        held_out: String,
        /// What was counted.
        value: f64,
        /// One standard deviation below it: data and discrepancy together, on the scale on which it is compared.
        value_lo: f64,
        /// One standard deviation above it.
        value_hi: f64,
        /// 5 % quantile of the figure over the worlds before anything was counted.
        prior_p05: Option<f64>,
        /// Median of it.
        prior_p50: Option<f64>,
        /// 95 % quantile of it.
        prior_p95: Option<f64>,
        /// 5 % quantile of the figure over the weighted worlds.
        posterior_p05: Option<f64>,
        /// Median of it.
        posterior_p50: Option<f64>,
        /// 95 % quantile of it.
        posterior_p95: Option<f64>,
        /// The median of the weighted worlds less the value, in standard deviations of data, discrepancy and chance.
        miss: Option<f64>,
        /// 5 % quantile of the figure over worlds weighted by all targets but this one.
        left_out_p05: Option<f64>,
        /// Median of it.
        left_out_p50: Option<f64>,
        /// 95 % quantile of it.
        left_out_p95: Option<f64>,
        /// The miss of that median: how well the other targets foretell this one.
        left_out_miss: Option<f64>,
        /// Worlds that the weights without this target are worth.
        left_out_effective: f64 ["worlds"],
        /// Lowest implausibility over all points: standard deviations between figure and value.
        nearest: f64,
        /// met, missed or unreachable.
        status: FitStatus,
    }
}

table! {
    /// A row is a free key beside what is known of it after. A key whose numbers have several defaults has a row for each.
    pub struct PosteriorRow: "posterior" {
        /// The key, as the head of its column in files of worlds.
        key: String,
        /// The first dotted key of the scenario that it stands for.
        example: String,
        /// How many numbers of the scenario take the same value.
        numbers: u64,
        /// 5 % quantile before.
        prior_p05: f64,
        /// Median before: the default, or the middle of what the file says.
        prior_p50: f64,
        /// 95 % quantile before.
        prior_p95: f64,
        /// 5 % quantile over the weighted worlds.
        posterior_p05: f64,
        /// 25 % quantile.
        posterior_p25: f64,
        /// Median.
        posterior_p50: f64,
        /// 75 % quantile.
        posterior_p75: f64,
        /// 95 % quantile.
        posterior_p95: f64,
        /// Mean of its normal score after; 0 before.
        shift: f64 ["standard_deviations"],
        /// Standard deviation of its normal score after; 1 before.
        spread: f64 ["standard_deviations"],
        /// Information gained: divergence (Kullback and Leibler) of what is known after from before, over ten equal parts of what was
        /// known before, less what as many draws would show by chance. 0 where the targets say nothing of the key.
        information: f64 ["bits"],
    }
}

impl PosteriorRow {
    /// The key as scenarios spell it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.strip_prefix(UNSTATED).unwrap_or(&self.key)
    }

    /// Whether the targets say something of it.
    #[must_use]
    pub fn is_learned(&self) -> bool {
        self.information >= LITTLE_LEARNED
    }
}

/// Every key of `rows` once, those of which most is learned first.
#[must_use]
pub fn by_information(rows: &[PosteriorRow]) -> Vec<&PosteriorRow> {
    let mut keys: Vec<&PosteriorRow> = Vec::new();
    for row in rows {
        if keys.iter().all(|key| key.key != row.key) {
            keys.push(row);
        }
    }
    keys.sort_by(|one, other| other.information.total_cmp(&one.information));
    keys
}

table! {
    /// A row is a pair of targets: how near any one point comes to both.
    pub struct TargetPairRow: "target_pairs" {
        /// Id of the one.
        target: String,
        /// Id of the other.
        other: String,
        /// Over all points, the lowest of the larger of both implausibilities.
        nearest: f64,
        /// Whether some point is not ruled out by either: yes or no.
        met: String,
    }
}

table! {
    /// A row is a wave of points.
    pub struct WaveRow: "waves" {
        /// Number of the wave, from 1.
        wave: u64,
        /// Its points.
        points: u64 ["points"],
        /// Trials of each.
        trials: u64 ["trials"],
        /// Directions in which its region differs from what was known before.
        directions: u64,
        /// Tolerance to which its region was fitted, as a multiple of that of the targets; empty of the first wave.
        tolerance: Option<f64>,
        /// Share of its points that no target rules out.
        not_ruled_out: f64 ["share"],
        /// Worlds that the weights of all points so far are worth at the tolerance of the targets.
        effective: f64 ["worlds"],
    }
}

/// The tables of a calibration of the scenario `stem`.
#[must_use]
pub fn calibration_tables(stem: &str, found: &Calibration, trials: u64) -> Vec<Table> {
    vec![
        Table::of(&fit_rows(stem, found)),
        Table::of(&posterior_rows(stem, found)),
        Table::of(&pair_rows(stem, found)),
        Table::of(&wave_rows(stem, found, trials)),
    ]
}

/// The figure of the goal `at` over the points, on its scale.
fn told(found: &Calibration, at: usize, weights: &[f64]) -> Weighted {
    let points = found.waves.points().zip(weights);
    Weighted::new(points.filter_map(|(point, weight)| Some((point.told[at]?.value, *weight))))
}

/// The rows of the fit.
#[must_use]
pub fn fit_rows(stem: &str, found: &Calibration) -> Vec<FitRow> {
    let weights = Weights::new(&found.waves.waves, &found.goals);
    let rows = found.targets.iter().zip(&found.goals).enumerate();
    rows.filter_map(|(at, (target, goal))| fit_row(stem, found, &weights, at, target, goal)).collect()
}

fn fit_row(
    stem: &str,
    found: &Calibration,
    weights: &Weights,
    at: usize,
    target: &Target,
    goal: &Goal,
) -> Option<FitRow> {
    let figure = target.figure.as_ref()?;
    let scale = target.scale();
    let first = &found.waves.waves[0].points;
    let prior = Weighted::new(first.iter().filter_map(|point| Some((point.told[at]?.value, 1.0))));
    let posterior = told(found, at, &found.waves.weights);
    let without = weights.without(at, found.waves.power);
    let left_out = told(found, at, &without);
    let chance = typical_chance(found, at);
    let miss = |median: Option<f64>| median.map(|value| goal.miss(Some(Told { value, chance })));
    let nearest = found.waves.points().map(|point| goal.implausibility(point.told[at])).fold(f64::INFINITY, f64::min);
    let own = miss(posterior.quantile(0.5));
    let status = match own {
        _ if nearest > RULED_OUT => FitStatus::Unreachable,
        Some(miss) if miss.abs() <= MISSED => FitStatus::Met,
        _ => FitStatus::Missed,
    };
    let back = |weighted: &Weighted, share: f64| weighted.quantile(share).map(|value| scale.back(value));
    Some(FitRow {
        scenario: stem.to_owned(),
        target: target.id.clone(),
        measured: target.measured.clone(),
        figure: figure.word(),
        unit: figure.unit().word().to_owned(),
        compares: target.compares.word().to_owned(),
        held_out: yes(goal.held_out),
        value: target.value,
        value_lo: end(scale, goal, -1.0),
        value_hi: end(scale, goal, 1.0),
        prior_p05: back(&prior, 0.05),
        prior_p50: back(&prior, 0.5),
        prior_p95: back(&prior, 0.95),
        posterior_p05: back(&posterior, 0.05),
        posterior_p50: back(&posterior, 0.5),
        posterior_p95: back(&posterior, 0.95),
        miss: own,
        left_out_p05: back(&left_out, 0.05),
        left_out_p50: back(&left_out, 0.5),
        left_out_p95: back(&left_out, 0.95),
        left_out_miss: miss(left_out.quantile(0.5)),
        left_out_effective: effective(&without),
        nearest,
        status,
    })
}

fn end(scale: Scale, goal: &Goal, times: f64) -> f64 {
    scale.back(goal.value + times * goal.sd)
}

fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

/// The chance of the figure at the points that have weight, root of the mean square.
fn typical_chance(found: &Calibration, at: usize) -> f64 {
    let points = found.waves.points().zip(&found.waves.weights);
    let squares =
        points.filter_map(|(point, weight)| point.told[at].map(|told| (weight * told.chance * told.chance, *weight)));
    let (sum, total) = squares.fold((0.0, 0.0), |(sum, total), (square, weight)| (sum + square, total + weight));
    if total > 0.0 { (sum / total).sqrt() } else { 0.0 }
}

/// The rows of the free keys.
#[must_use]
pub fn posterior_rows(stem: &str, found: &Calibration) -> Vec<PosteriorRow> {
    let FreeKeys { names, numbers, rows, .. } = &found.free;
    let row = |(number, (example, count)): (&detente_engine::plan::WorldNumber, &(String, usize))| {
        let column = number.column;
        let scores = || {
            found.waves.points().zip(&found.waves.weights).map(move |(point, weight)| (point.scores[column], *weight))
        };
        let quantiles =
            Weighted::new(scores().map(|(score, weight)| (detente_engine::math::normal_cumulative(score), weight)));
        let before = |share: f64| number.distribution.quantile(share);
        let after = |share: f64| number.distribution.quantile(quantiles.quantile(share).unwrap_or(f64::NAN));
        let mean: f64 = scores().map(|(score, weight)| weight * score).sum();
        let variance: f64 = scores().map(|(score, weight)| weight * (score - mean) * (score - mean)).sum();
        PosteriorRow {
            scenario: stem.to_owned(),
            key: names[column].clone(),
            example: example.clone(),
            numbers: *count as u64,
            prior_p05: before(0.05),
            prior_p50: before(0.5),
            prior_p95: before(0.95),
            posterior_p05: after(0.05),
            posterior_p25: after(0.25),
            posterior_p50: after(0.5),
            posterior_p75: after(0.75),
            posterior_p95: after(0.95),
            shift: mean,
            spread: variance.sqrt(),
            information: information(&quantiles, found.waves.effective()),
        }
    };
    numbers.iter().zip(rows).map(row).collect()
}

/// Divergence from the even distribution over equal cells, in bits, less `(cells - 1) / (2 n ln 2)`, which `n` draws of the even
/// distribution show on average (G. Miller, Note on the bias of information estimates, 1955).
fn information(quantiles: &Weighted, draws: f64) -> f64 {
    let mut cells = [0.0; CELLS];
    let mut total = 0.0;
    for (quantile, weight) in quantiles.parts() {
        cells[((quantile * CELLS as f64) as usize).min(CELLS - 1)] += weight;
        total += weight;
    }
    let part = |cell: &f64| {
        let share = cell / total;
        if share > 0.0 { share * libm::log2(share * CELLS as f64) } else { 0.0 }
    };
    let found: f64 = cells.iter().map(part).sum();
    let by_chance = (CELLS as f64 - 1.0) / (2.0 * draws * std::f64::consts::LN_2);
    (found - by_chance).max(0.0)
}

/// The rows of pairs of targets that both count.
#[must_use]
pub fn pair_rows(stem: &str, found: &Calibration) -> Vec<TargetPairRow> {
    let counted: Vec<usize> = (0..found.goals.len()).filter(|at| !found.goals[*at].held_out).collect();
    let implausible = |point: &Point, at: usize| found.goals[at].implausibility(point.told[at]);
    let mut rows = Vec::new();
    for (place, one) in counted.iter().enumerate() {
        for other in &counted[place + 1..] {
            let both = |point: &Point| implausible(point, *one).max(implausible(point, *other));
            let nearest = found.waves.points().map(both).fold(f64::INFINITY, f64::min);
            rows.push(TargetPairRow {
                scenario: stem.to_owned(),
                target: found.targets[*one].id.clone(),
                other: found.targets[*other].id.clone(),
                nearest,
                met: yes(nearest <= RULED_OUT),
            });
        }
    }
    rows
}

/// The rows of the waves.
#[must_use]
pub fn wave_rows(stem: &str, found: &Calibration, trials: u64) -> Vec<WaveRow> {
    let counted: Vec<(usize, &Goal)> = found.goals.iter().enumerate().filter(|(_, goal)| !goal.held_out).collect();
    let is_left = |point: &&Point| counted.iter().all(|(at, goal)| goal.implausibility(point.told[*at]) <= RULED_OUT);
    let rows = found.waves.waves.iter().enumerate().map(|(at, wave)| {
        let left = wave.points.iter().filter(is_left).count();
        WaveRow {
            scenario: stem.to_owned(),
            wave: at as u64 + 1,
            points: wave.points.len() as u64,
            trials,
            directions: wave.region.rank() as u64,
            tolerance: (wave.power > 0.0).then(|| 1.0 / wave.power.sqrt()),
            not_ruled_out: left as f64 / wave.points.len() as f64,
            effective: effective(&Weights::new(&found.waves.waves[..=at], &found.goals).at(1.0)),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_nothing_is_no_information_and_half_is_a_bit() {
        let even = Weighted::new((0..1000).map(|i| ((f64::from(i) + 0.5) / 1000.0, 1e-3)));
        assert!(information(&even, 1000.0) < 1e-12);
        let half = Weighted::new((0..1000).map(|i| ((f64::from(i) + 0.5) / 2000.0, 1e-3)));
        assert!((information(&half, 1e9) - 1.0).abs() < 1e-6);
    }
}
