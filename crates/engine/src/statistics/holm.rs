//! Many tests at once.

/// The p-values of a family of tests, adjusted by the method of S. Holm (Scandinavian Journal of Statistics 6 (1979),
/// 65-70): rejecting all that are at most `x` rejects a true hypothesis anywhere in the family with probability at most
/// `x`, however the tests depend on each other. In the order given; an undefined one counts as 1.
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let known = |p: f64| if p.is_nan() { 1.0 } else { p };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| known(p_values[a]).total_cmp(&known(p_values[b])));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least: f64 = 0.0;
    for (rank, index) in order.into_iter().enumerate() {
        let factor = (p_values.len() - rank) as f64;
        least = least.max((factor * known(p_values[index])).min(1.0));
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_tests_worked_by_hand() {
        // Smallest times 4, then the next times 3, 2 and 1, none below the one before.
        let found = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in found.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
    }

    #[test]
    fn what_is_undefined_is_never_rejected() {
        assert_eq!(holm(&[f64::NAN, 0.0]), [1.0, 0.0]);
    }
}
