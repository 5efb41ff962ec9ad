//! How much better a reading forecasts an outcome than the overall share does.

/// Brier skill of forecasting whether a trial is of the kind from the bin that it is in: one less the ratio of two
/// mean squared errors, that of the share of the kind in the trial's bin and that of its share among all. Both
/// shares leave the trial itself out, so that a reading that tells nothing comes out at or just below 0
/// however many bins there are; 1 is certainty. Trials alone in their bin are forecast by the share among all.
///
/// `of_kind` and `others` count the trials in each bin. `None` where all or none are of the kind, or where there
/// are fewer than three trials. G. W. Brier, Monthly Weather Review 78 (1950), 1-3, is the score.
///
/// # Panics
/// If the two grids differ in length.
#[must_use]
pub fn brier_skill(of_kind: &[u64], others: &[u64]) -> Option<f64> {
    assert_eq!(of_kind.len(), others.len(), "counts on one grid");
    let [kind, rest] = [of_kind, others].map(|counts| counts.iter().sum::<u64>());
    if kind == 0 || rest == 0 || kind + rest < 3 {
        return None;
    }
    let error: f64 = of_kind
        .iter()
        .zip(others)
        .map(|(&kind_here, &rest_here)| match kind_here + rest_here {
            1 if kind_here == 1 => errors(kind, rest) * rest as f64 / (kind + rest) as f64 / kind as f64,
            1 => errors(kind, rest) * kind as f64 / (kind + rest) as f64 / rest as f64,
            _ => errors(kind_here, rest_here),
        })
        .sum();
    Some(1.0 - error / errors(kind, rest))
}

/// The squared errors, summed, of forecasting each of `kind + rest` trials by the share of the kind among the
/// others: `k (n-k)^2 / (n-1)^2` of the kind and `(n-k) k^2 / (n-1)^2` of the rest.
fn errors(kind: u64, rest: u64) -> f64 {
    let (kind, rest) = (kind as f64, rest as f64);
    let all = kind + rest;
    if all < 2.0 { 0.0 } else { kind * rest * all / ((all - 1.0) * (all - 1.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The skill worked out trial by trial.
    fn directly(of_kind: &[u64], others: &[u64]) -> f64 {
        let (kind, rest) = (of_kind.iter().sum::<u64>() as f64, others.iter().sum::<u64>() as f64);
        let (mut forecast, mut climate) = (0.0, 0.0);
        for (&kind_here, &rest_here) in of_kind.iter().zip(others) {
            let (kind_here, here) = (kind_here as f64, (kind_here + rest_here) as f64);
            for (number, is) in [(kind_here, 1.0), (here - kind_here, 0.0)] {
                let overall = (kind - is) / (kind + rest - 1.0);
                let share = if here > 1.0 { (kind_here - is) / (here - 1.0) } else { overall };
                forecast += number * (share - is) * (share - is);
                climate += number * (overall - is) * (overall - is);
            }
        }
        1.0 - forecast / climate
    }

    #[test]
    fn the_sums_agree_with_forecasting_trial_by_trial() {
        for (of_kind, others) in
            [([3, 0, 9, 1], [1, 7, 2, 0]), ([40, 2, 0, 0], [3, 60, 1, 5]), ([1, 1, 1, 1], [9, 9, 9, 9])]
        {
            let skill = brier_skill(&of_kind, &others).expect("both kinds");
            assert!((skill - directly(&of_kind, &others)).abs() < 1e-12, "{skill}");
        }
    }

    #[test]
    fn certainty_is_one_and_a_reading_without_information_is_not_above_nought() {
        assert_eq!(brier_skill(&[10, 0], &[0, 10]), Some(1.0));
        assert!(brier_skill(&[10, 10], &[10, 10]).is_some_and(|skill| skill <= 0.0));
        assert_eq!(brier_skill(&[10, 10], &[0, 0]), None);
    }
}
