//! A figure with the 95 % interval that chance in the trials leaves.

use detente_engine::statistics::{Confidence, Interval, wilson};

/// A figure of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateEstimate {
    /// The figure.
    pub value: f64,
    /// The 95 % interval of the model's own chance; none of what is no matter of chance, or cannot be told.
    pub interval: Option<Interval>,
    /// The quartiles, of a figure that is a median.
    pub quartiles: Option<Interval>,
}

impl RateEstimate {
    /// Something that the scenario says outright.
    pub(super) fn given(value: f64) -> Self {
        Self { value, interval: None, quartiles: None }
    }

    /// A share.
    pub(super) fn share(count: u64, of: u64) -> Option<Self> {
        let interval = wilson(count, of, Confidence::NINETY_FIVE)?;
        Some(Self { value: count as f64 / of as f64, interval: Some(interval), quartiles: None })
    }

    /// A positive number whose logarithm has this variance.
    pub(super) fn on_log_scale(value: f64, variance: f64) -> Option<Self> {
        let factor = libm::exp(Confidence::NINETY_FIVE.normal() * variance.sqrt());
        let interval = Interval { low: value / factor, high: value * factor };
        (value > 0.0 && value.is_finite() && variance.is_finite()).then_some(Self {
            value,
            interval: Some(interval),
            quartiles: None,
        })
    }
}
