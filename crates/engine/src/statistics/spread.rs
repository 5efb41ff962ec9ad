//! How far true shares differ, seen through shares that carry chance.

use super::{Confidence, Interval};

/// Between which values the true shares of nine worlds in ten lie. `counts[k]` is the number of worlds in which an event
/// came in `k` of the `counts.len() - 1` trials of each; `centre` is the mean of the true shares as best known, by default that
/// of the shares seen.
///
/// The shares seen are spread wider than the true ones, by the random numbers of the trials. Since a trial and another trial of one
/// world share nothing but the world, `k (k - 1) / (n (n - 1))` is without bias the square of its true share, which gives the
/// variance of the true shares; the 5 % and 95 % points of the shares seen are drawn towards the mean by the ratio
/// of the two standard deviations, so that what is left has just this variance (T. A. Louis, Journal of the American
/// Statistical Association 79 (1984), 393-398). Where chance explains all of the spread, both ends are the mean.
///
/// Exact for as many worlds and trials as one likes; with few, right as far as chance has spread the shares without changing
/// their shape. Where the true shares lie in a few heaps, the ends are too far out by up to 1.3 standard deviations
/// of the chance. `None` for fewer than two worlds or trials.
#[must_use]
pub fn true_spread(counts: &[u64], centre: Option<f64>) -> Option<Interval> {
    let Seen { mean, seen, chance, trials } = Seen::of(counts)?;
    let kept = kept(seen, chance);
    let centre = centre.unwrap_or(mean);
    let end = |level: f64| (centre + kept * (quantile(counts, level) / trials - mean)).clamp(0.0, 1.0);
    Some(Interval { low: end(0.05), high: end(0.95) })
}

/// By how much values that are seen are drawn towards their mean, so that they have the variance of the true ones: `seen` is their variance,
/// `chance` the part of it that is known to be chance (T. A. Louis, Journal of the American Statistical Association 79 (1984), 393-398).
/// 0 where chance explains all.
#[must_use]
pub fn kept(seen: f64, chance: f64) -> f64 {
    if seen > chance { ((seen - chance) / seen).sqrt() } else { 0.0 }
}

/// The mean and the variance of the shares seen, and what of the variance is chance.
struct Seen {
    mean: f64,
    seen: f64,
    chance: f64,
    trials: f64,
}

impl Seen {
    fn of(counts: &[u64]) -> Option<Self> {
        let trials = counts.len().checked_sub(1).filter(|trials| *trials >= 2)? as f64;
        let worlds = counts.iter().sum::<u64>() as f64;
        if worlds < 2.0 {
            return None;
        }
        let mean_of = |value: &dyn Fn(f64) -> f64| {
            counts.iter().enumerate().map(|(k, number)| *number as f64 * value(k as f64)).sum::<f64>() / worlds
        };
        let mean = mean_of(&|k| k / trials);
        let seen = mean_of(&|k| (k / trials - mean) * (k / trials - mean)) * worlds / (worlds - 1.0);
        // Within a world the random numbers of the share has variance p (1 - p) / n, estimated without bias by this.
        let chance = mean_of(&|k| k / trials * (1.0 - k / trials) / (trials - 1.0));
        Some(Self { mean, seen, chance, trials })
    }
}

/// The variance of the true shares of worlds, from shares that carry chance, without bias; below 0 where chance explains more than
/// all. `None` for fewer than two worlds or trials.
#[must_use]
pub fn true_variance(counts: &[u64]) -> Option<f64> {
    Seen::of(counts).map(|seen| seen.seen - seen.chance)
}

/// The same with its interval, of [`Confidence::NINETY_FIVE`] by Student over the worlds: the estimate is the mean over the worlds of
/// `(share - mean)^2` less the chance in the world, corrected for the mean being that of the shares themselves.
#[must_use]
pub fn true_variance_interval(counts: &[u64], confidence: Confidence) -> Option<(f64, Interval)> {
    let Seen { mean, seen, chance, trials } = Seen::of(counts)?;
    let worlds = counts.iter().sum::<u64>() as f64;
    let of_world =
        |k: f64| (k / trials - mean) * (k / trials - mean) - k / trials * (1.0 - k / trials) / (trials - 1.0);
    let (mut sum, mut squares) = (0.0, 0.0);
    for (k, number) in counts.iter().enumerate() {
        let own = of_world(k as f64);
        sum += *number as f64 * own;
        squares += *number as f64 * own * own;
    }
    let error = ((squares - sum * sum / worlds) / (worlds - 1.0) / worlds).max(0.0).sqrt();
    let (value, half) = (seen - chance, confidence.student(worlds - 1.0) * error);
    Some((value, Interval { low: value - half, high: value + half }))
}

/// The variance of the true shares of groups, weighted by their sizes, from `(events, trials)` of each: the variance of the shares
/// seen less what chance within groups makes of it, without bias (one-way analysis of variance; S. R. Searle, G. Casella and
/// C. E. McCulloch, Variance Components, 1992, section 3.6). `None` unless there are more trials than groups with trials, and two of these.
#[must_use]
pub fn variance_between(groups: impl Iterator<Item = (u64, u64)> + Clone) -> Option<f64> {
    let groups = groups.filter(|(_, trials)| *trials > 0).map(|(events, trials)| (events as f64, trials as f64));
    let (number, events, trials) = groups
        .clone()
        .fold((0.0, 0.0, 0.0), |(number, sum, all), (events, trials)| (number + 1.0, sum + events, all + trials));
    if number < 2.0 || trials <= number {
        return None;
    }
    let mean = events / trials;
    let seen: f64 = groups.clone().map(|(events, own)| own * (events / own - mean) * (events / own - mean)).sum();
    let within: f64 = groups.map(|(events, own)| events * (1.0 - events / own)).sum();
    Some((seen - (number - 1.0) * within / (trials - number)) / trials)
}

/// The point below which a share `level` of the worlds lies, every count spread evenly over half a trial to either side.
fn quantile(counts: &[u64], level: f64) -> f64 {
    let wanted = level * counts.iter().sum::<u64>() as f64;
    let mut below = 0.0;
    for (k, number) in counts.iter().enumerate().filter(|(_, number)| **number > 0) {
        let number = *number as f64;
        if below + number >= wanted {
            return k as f64 - 0.5 + (wanted - below) / number;
        }
        below += number;
    }
    (counts.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups of four, of which one has three events and the other one: the mean is 1/2, what is seen 2 * 4 / 16, within them
    /// 2 * 3 * (1/4), so that (1/2 - 1.5 / 6) / 8 is left.
    #[test]
    fn the_variance_between_groups_is_that_worked_out_by_hand() {
        let found = variance_between([(3, 4), (1, 4), (0, 0)].into_iter()).expect("two groups");
        assert!((found - (0.5 - 1.5 / 6.0) / 8.0).abs() < 1e-15, "{found}");
        assert_eq!(variance_between([(1, 1), (0, 1)].into_iter()), None);
    }

    /// 400 groups of 200 trials whose shares are .4 or .6: the variance is .01, its estimate has a standard error of about
    /// .0006, so that .003 is five of them (one fixed seed, no false alarm); forgetting chance would make it .0112.
    #[test]
    fn chance_within_groups_is_taken_out() {
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        let groups: Vec<(u64, u64)> = (0..400)
            .map(|group| {
                let share = if group % 2 == 0 { 0.4 } else { 0.6 };
                ((0..200).filter(|_| uniform(&mut generator) < share).count() as u64, 200)
            })
            .collect();
        let found = variance_between(groups.iter().copied()).expect("many groups");
        assert!((found - 0.01).abs() < 0.0009, "{found}");
        let none: Vec<(u64, u64)> =
            (0..400).map(|_| ((0..200).filter(|_| uniform(&mut generator) < 0.5).count() as u64, 200)).collect();
        assert!(variance_between(none.iter().copied()).expect("many groups").abs() < 0.0003);
    }

    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn uniform(generator: &mut ChaCha8Rng) -> f64 {
        f64::from(generator.next_u32()) / 4_294_967_296.0
    }

    /// What it is, the true share of a world by a uniform, the true ends, and the error that is let pass.
    type Case = (&'static str, fn(f64) -> f64, [f64; 2], f64);

    /// Root mean square error of both ends over passes of 781 worlds of 128 trials, and how far out they would be with chance.
    fn errors(share: impl Fn(f64) -> f64, truth: [f64; 2]) -> f64 {
        let mut generator = ChaCha8Rng::seed_from_u64(20_260_702);
        let (passes, trials, mut sum) = (12, 128_usize, 0.0);
        for _ in 0..passes {
            let mut counts = vec![0; trials + 1];
            for _ in 0..781 {
                let p = share(uniform(&mut generator));
                counts[(0..trials).filter(|_| uniform(&mut generator) < p).count()] += 1;
            }
            let found = true_spread(&counts, None).expect("many worlds");
            for miss in [found.low - truth[0], found.high - truth[1]] {
                sum += miss * miss;
            }
        }
        (sum / (2.0 * f64::from(passes))).sqrt()
    }

    /// The bounds are about 1.5 times what these seeds give, and a fraction of the error without correction, which is 1.28
    /// standard deviations of the chance (4 points for a share of one half) where chance prevails.
    #[test]
    fn chance_is_taken_out_of_the_spread_of_known_shares() {
        let cases: [Case; 5] = [
            ("wide", |u| 0.2 + 0.6 * u, [0.23, 0.77], 0.014),
            ("narrow", |u| 0.60 + 0.06 * u, [0.603, 0.657], 0.010),
            ("rare", |u| 0.005 + 0.025 * u, [0.00625, 0.02875], 0.004),
            ("skewed", |u| u * u * u, [0.000_125, 0.857_375], 0.030),
            ("the same in all worlds", |_| 0.4, [0.4, 0.4], 0.020),
        ];
        for (name, share, truth, bound) in cases {
            let found = errors(share, truth);
            assert!(found < bound, "{name}: {found}");
        }
    }

    #[test]
    fn without_chance_the_ends_are_those_seen() {
        // Half of the worlds always, half never: no trial adds anything to that.
        let mut counts = vec![0; 101];
        (counts[0], counts[100]) = (50, 50);
        assert_eq!(true_spread(&counts, None), Some(Interval { low: 0.0, high: 1.0 }));
    }

    #[test]
    fn what_chance_explains_is_no_spread() {
        let mut counts = vec![0; 101];
        (counts[39], counts[40], counts[41]) = (10, 30, 10);
        let found = true_spread(&counts, None).expect("worlds");
        assert!((found.low - 0.4).abs() < 1e-12 && found.width() < 1e-12);
        assert_eq!(true_spread(&[3, 4], None), None);
        assert_eq!(true_spread(&[0, 0, 1], None), None);
    }
}
