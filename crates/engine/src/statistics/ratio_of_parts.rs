//! The ratio of two estimates that each have an interval.

use super::Interval;

/// The ratio of `part` to `whole`, independent estimates with intervals of one level, with the interval of that level by the method of
/// variance estimates recovery (R. G. Newcombe, Statistical Methods in Medical Research 25 (2016), 1774-1778). `None` where the whole
/// cannot be told from 0: then its part of anything is not defined. A part below 0 counts as 0 for the upper end, and is its own
/// lower end.
#[must_use]
pub fn part_of(part: (f64, Interval), whole: (f64, Interval)) -> Option<(f64, Interval)> {
    let ((part, own), (whole, all)) = (part, whole);
    if all.low <= 0.0 {
        return None;
    }
    let value = part / whole;
    // Each end is a root of the quadratic that says at which ratio the limit of `part - ratio * whole` is 0.
    let root = |part: f64, end: f64, other: f64| {
        let (product, of_part, of_whole) = (part * whole, end * (2.0 * part - end), other * (2.0 * whole - other));
        (product + (product * product - of_part * of_whole).max(0.0).sqrt(), of_part, of_whole)
    };
    let low = if part <= 0.0 {
        value
    } else {
        let (sum, of_part, _) = root(part, own.low.max(0.0), all.high);
        of_part / sum
    };
    let (sum, _, of_whole) = root(part.max(0.0), own.high, all.low);
    Some((value, Interval { low, high: sum / of_whole }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_whole_scales_the_ends_of_its_part() {
        let sure = (0.5, Interval { low: 0.5, high: 0.5 });
        let (value, found) = part_of((0.2, Interval { low: 0.1, high: 0.4 }), sure).expect("a whole");
        assert!((value - 0.4).abs() < 1e-15 && (found.low - 0.2).abs() < 1e-12 && (found.high - 0.8).abs() < 1e-12);
        assert_eq!(part_of((0.2, Interval { low: 0.1, high: 0.4 }), (0.1, Interval { low: -0.1, high: 0.3 })), None);
    }

    /// For small relative errors both ends are those of the delta method: the relative variances add up.
    #[test]
    fn small_errors_add_up_as_relative_variances() {
        let about = |value: f64, half: f64| (value, Interval { low: value - half, high: value + half });
        let (value, found) = part_of(about(2.0, 0.006), about(4.0, 0.016)).expect("a whole");
        let half = 0.5 * (0.003_f64 * 0.003 + 0.004 * 0.004).sqrt();
        assert!((value - 0.5).abs() < 1e-15);
        assert!((found.high - value - half).abs() < 0.01 * half && (value - found.low - half).abs() < 0.01 * half);
    }
}
