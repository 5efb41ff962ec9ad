//! What can be wrong with the numbers of a distribution.

use thiserror::Error;

/// Why a distribution cannot be built from the numbers given.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum DistributionError {
    /// The lower end is not below the upper end, or one of them is not a number.
    #[error("the lower end {low} must be below the upper end {high}")]
    EndsOutOfOrder {
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// An end, or the distance between the ends, is infinite.
    #[error("the ends {low} and {high} must be finite")]
    EndsNotFinite {
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// The most likely value is not between the ends.
    #[error("the most likely value {mode} must lie between {low} and {high}")]
    ModeOutside {
        /// Most likely value as given.
        mode: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// A shape of a beta distribution is out of range.
    #[error("the shape {name} = {value} must lie between 0.001 and 1000000")]
    Shape {
        /// `alpha` or `beta`.
        name: &'static str,
        /// Value as given.
        value: f64,
    },
    /// The mean is not a finite number.
    #[error("the mean {mean} must be finite")]
    Mean {
        /// Mean as given.
        mean: f64,
    },
    /// The standard deviation is not a finite number above 0.
    #[error("the standard deviation {sd} must be above 0 and finite")]
    StandardDeviation {
        /// Standard deviation as given.
        sd: f64,
    },
    /// The median of a lognormal is not a finite number above 0.
    #[error("the median {median} must be above 0 and finite")]
    Median {
        /// Median as given.
        median: f64,
    },
    /// The spread of a lognormal is out of range.
    #[error("the standard deviation of the logarithm {sd_log} must be above 0 and at most 30")]
    LogSpread {
        /// Spread as given.
        sd_log: f64,
    },
    /// A lognormal was given a lower end below 0.
    #[error("the lower end {low} must not be below 0, as a lognormal has positive values only")]
    LogBelowZero {
        /// Lower end as given.
        low: f64,
    },
    /// Almost all of the distribution lies outside the ends.
    #[error("hardly any of the distribution lies between {low} and {high}; move the ends towards its centre")]
    NothingBetween {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// A discrete distribution without values.
    #[error("at least one value is needed")]
    NoValues,
    /// Not as many weights as values.
    #[error("there are {values} values but {weights} weights; give one weight for each value")]
    WeightsDoNotMatch {
        /// How many values.
        values: usize,
        /// How many weights.
        weights: usize,
    },
    /// A value is not a finite number.
    #[error("value number {position} is {value} but must be finite")]
    Value {
        /// Which, counted from 1.
        position: usize,
        /// Value as given.
        value: f64,
    },
    /// A weight is negative or not a finite number.
    #[error("weight number {position} is {weight} but must be 0 or more, and finite")]
    Weight {
        /// Which, counted from 1.
        position: usize,
        /// Weight as given.
        weight: f64,
    },
    /// The weights add up to nothing, or to infinity.
    #[error("the weights add up to {total} but must add up to a finite number above 0")]
    TotalWeight {
        /// Their sum.
        total: f64,
    },
    /// The two numbers of "a to b" are not in order.
    #[error("in \"{from} to {to}\" the first number must be below the second")]
    RangeOutOfOrder {
        /// First number.
        from: f64,
        /// Second number.
        to: f64,
    },
    /// The two numbers of "a to b" do not lie inside the allowed range.
    #[error("\"{from} to {to}\" must lie inside the allowed range from {low} to {high}, its ends excluded")]
    RangeOutside {
        /// First number.
        from: f64,
        /// Second number.
        to: f64,
        /// Lower end of the allowed range.
        low: f64,
        /// Upper end of the allowed range.
        high: f64,
    },
}
