//! Finitely many values with weights.

use super::DistributionError;

/// Values in rising order, and the share of the weight up to and including each; values without
/// weight are left out.
pub(super) fn table(values: &[f64], weights: &[f64]) -> Result<(Vec<f64>, Vec<f64>), DistributionError> {
    check(values, weights)?;
    let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    pairs.retain(|(_, weight)| *weight > 0.0);
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut sum = 0.0;
    let sums: Vec<f64> = pairs.iter().map(|(_, weight)| add(&mut sum, *weight)).collect();
    let total_is_usable = sum > 0.0 && sum < f64::INFINITY;
    if !total_is_usable {
        return Err(DistributionError::TotalWeight { total: sum });
    }
    Ok((pairs.iter().map(|(value, _)| *value).collect(), sums.iter().map(|part| part / sum).collect()))
}

fn add(sum: &mut f64, weight: f64) -> f64 {
    *sum += weight;
    *sum
}

fn check(values: &[f64], weights: &[f64]) -> Result<(), DistributionError> {
    if values.is_empty() {
        return Err(DistributionError::NoValues);
    }
    if values.len() != weights.len() {
        return Err(DistributionError::WeightsDoNotMatch { values: values.len(), weights: weights.len() });
    }
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(DistributionError::Value { position: at + 1, value: values[at] });
    }
    if let Some(at) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
        return Err(DistributionError::Weight { position: at + 1, weight: weights[at] });
    }
    Ok(())
}

/// The smallest value up to which at least a share `u` of the weight lies.
pub(super) fn quantile(u: f64, values: &[f64], cumulative: &[f64]) -> f64 {
    let place = cumulative.partition_point(|share| *share < u);
    values[place.min(values.len() - 1)]
}

/// The share of the weight up to and including `x`.
pub(super) fn share_up_to(x: f64, values: &[f64], cumulative: &[f64]) -> f64 {
    let count = values.partition_point(|value| *value <= x);
    if count == 0 { 0.0 } else { cumulative[count - 1] }
}

/// The weighted mean.
pub(super) fn mean(values: &[f64], cumulative: &[f64]) -> f64 {
    let mut before = 0.0;
    let mut sum = 0.0;
    for (value, share) in values.iter().zip(cumulative) {
        sum += value * (share - before);
        before = *share;
    }
    sum
}
