//! How well a number tells two kinds of trials apart.

/// The probability that the number of a trial that is of the kind exceeds that of one that is not, ties counting
/// one half, with its standard error: the area under the receiver operating curve. 1/2 says that the number
/// tells nothing, below it that the kind has the smaller numbers.
///
/// `of_kind` and `others` count the trials at each value of a grid, in rising order. The error is that of E. R. DeLong,
/// D. M. DeLong and D. L. Clarke-Pearson (Biometrics 44 (1988), 837-845), which supposes nothing about the two
/// distributions. `None` where either kind has fewer than two trials.
///
/// # Panics
/// If the two grids differ in length.
#[must_use]
pub fn discrimination(of_kind: &[u64], others: &[u64]) -> Option<(f64, f64)> {
    assert_eq!(of_kind.len(), others.len(), "counts on one grid");
    let [m, n] = [of_kind, others].map(|counts| counts.iter().sum::<u64>());
    if m < 2 || n < 2 {
        return None;
    }
    // Twice the number of others below a trial of the kind, and of trials of the kind above one of the others.
    let (mut below, mut not_above) = (0, 0);
    let (mut sum, mut squares, mut mirrored) = (0_u128, 0_u128, 0_u128);
    for (&here, &rest) in of_kind.iter().zip(others) {
        let lower = u128::from(2 * below + rest);
        let higher = u128::from(2 * (m - not_above - here) + here);
        sum += u128::from(here) * lower;
        squares += u128::from(here) * lower * lower;
        mirrored += u128::from(rest) * higher * higher;
        below += rest;
        not_above += here;
    }
    let (m, n, sum) = (m as f64, n as f64, sum as f64);
    let area = sum / (2.0 * m * n);
    let of_kind = (squares as f64 / (4.0 * n * n) - m * area * area) / (m - 1.0) / m;
    let others = (mirrored as f64 / (4.0 * m * m) - n * area * area) / (n - 1.0) / n;
    Some((area, (of_kind + others).max(0.0).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// J. A. Hanley and B. J. McNeil, Radiology 143 (1982), 29-36, table I: 109 images rated in five classes.
    const ABNORMAL: [u64; 5] = [3, 2, 2, 11, 33];
    const NORMAL: [u64; 5] = [33, 6, 6, 11, 2];

    #[test]
    fn published_ratings_are_reproduced() {
        let (area, error) = discrimination(&ABNORMAL, &NORMAL).expect("trials of both kinds");
        assert!((area - 0.8932).abs() < 5e-5, "{area}");
        assert!((error - 0.0307).abs() < 5e-4, "{error}");
    }

    #[test]
    fn exchanging_the_kinds_mirrors_the_area() {
        let [one, other] = [discrimination(&ABNORMAL, &NORMAL), discrimination(&NORMAL, &ABNORMAL)].map(Option::unwrap);
        assert!((one.0 + other.0 - 1.0).abs() < 1e-15 && (one.1 - other.1).abs() < 1e-15);
    }

    #[test]
    fn a_number_that_is_always_the_same_tells_nothing() {
        assert_eq!(discrimination(&[0, 7, 0], &[0, 9, 0]), Some((0.5, 0.0)));
        assert_eq!(discrimination(&[0, 1, 0], &[0, 9, 0]), None);
    }
}
