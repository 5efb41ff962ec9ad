//! What an uncertain value is drawn from.
//!
//! A distribution is its quantile function: a draw is one uniform number put through
//! [`Distribution::quantile`]. The numbers come in as an analyst wrote them; the constructors are the
//! gate, and store beside them whatever makes quantiles quick.

mod discrete;
mod error;
mod linked_normal;
mod normal_slice;
mod split_triangular;
mod triangular;

#[cfg(test)]
mod tests;

pub use error::DistributionError;
pub use linked_normal::LinkedNormal;
pub use normal_slice::NormalSlice;

use crate::math::{BetaCurve, beta_cumulative};

/// A distribution over the values of one number.
///
/// ```
/// use detente_engine::parameter::Distribution;
///
/// let share = Distribution::range90(0.05, 0.40, 0.0, 1.0)?;
/// assert!((share.quantile(0.05) - 0.05).abs() < 1e-15);
/// assert!((share.quantile(0.95) - 0.40).abs() < 1e-15);
/// # Ok::<(), detente_engine::parameter::DistributionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Every value between two ends equally likely.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Density rises in a straight line to the mode and falls in one.
    Triangular {
        /// Lower end.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Upper end.
        high: f64,
    },
    /// Half of it on either side of the median; density falls in a straight line from there to both ends. What a key may be
    /// where nobody wrote it down: its default in the middle, within its usual range.
    SplitTriangular {
        /// Lower end.
        low: f64,
        /// The median, which is the most likely value too.
        median: f64,
        /// Upper end.
        high: f64,
    },
    /// A beta distribution with mean `(low + 4 mode + high) / 6` (D. G. Malcolm and others,
    /// Operations Research 7 (1959), 646–669).
    Pert {
        /// Lower end.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Upper end.
        high: f64,
        /// Its quantiles on the unit interval.
        curve: BetaCurve,
    },
    /// A beta distribution stretched over a range.
    Beta {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// Its quantiles on the unit interval.
        curve: BetaCurve,
    },
    /// A normal distribution of which only the values between two ends occur.
    TruncatedNormal {
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting.
        sd: f64,
        /// Lower end, possibly minus infinity.
        low: f64,
        /// Upper end, possibly infinity.
        high: f64,
        /// The same in units of standard deviations from the mean.
        slice: NormalSlice,
    },
    /// A lognormal distribution of which only the values between two ends occur.
    TruncatedLogNormal {
        /// Median before cutting.
        median: f64,
        /// Standard deviation of the natural logarithm before cutting.
        sd_log: f64,
        /// Lower end, 0 or more.
        low: f64,
        /// Upper end, possibly infinity.
        high: f64,
        /// The logarithm in units of `sd_log` from that of the median.
        slice: NormalSlice,
    },
    /// Finitely many values.
    Discrete {
        /// The values, rising.
        values: Vec<f64>,
        /// The probability of each value or a lower one; the last is 1.
        cumulative: Vec<f64>,
    },
    /// "a to b": normal on the link scale of the allowed range, with `from` and `to` as 5 % and 95 %
    /// quantiles. Values lie strictly inside the allowed range.
    Range90 {
        /// 5 % quantile.
        from: f64,
        /// 95 % quantile.
        to: f64,
        /// Lower end of the allowed range, possibly minus infinity.
        low: f64,
        /// Upper end of the allowed range, possibly infinity.
        high: f64,
        /// The normal distribution on the link scale.
        normal: LinkedNormal,
    },
}

impl Distribution {
    /// Every value between `low` and `high` equally likely.
    ///
    /// # Errors
    /// Unless the ends are finite and in order.
    pub fn uniform(low: f64, high: f64) -> Result<Self, DistributionError> {
        check_finite_ends(low, high)?;
        Ok(Self::Uniform { low, high })
    }

    /// A triangular distribution; the mode may be one of the ends.
    ///
    /// # Errors
    /// Unless the ends are finite and in order and the mode lies between them.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        check_mode(low, mode, high)?;
        Ok(Self::Triangular { low, mode, high })
    }

    /// Half of it below `median` and half above, falling off in a straight line to both ends.
    ///
    /// # Errors
    /// Unless the ends are finite and in order and the median lies strictly between them.
    pub fn split_triangular(low: f64, median: f64, high: f64) -> Result<Self, DistributionError> {
        check_mode(low, median, high)?;
        if low < median && median < high {
            Ok(Self::SplitTriangular { low, median, high })
        } else {
            Err(DistributionError::ModeOutside { mode: median, low, high })
        }
    }

    /// A PERT distribution with the usual weight of four on the mode, which may be one of the ends.
    ///
    /// # Errors
    /// Unless the ends are finite and in order and the mode lies between them.
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        check_mode(low, mode, high)?;
        let (alpha, beta) = pert_shapes(low, mode, high);
        Ok(Self::Pert { low, mode, high, curve: BetaCurve::new(alpha, beta) })
    }

    /// A beta distribution with shapes `alpha` and `beta`, stretched from the unit interval over
    /// `low` to `high`.
    ///
    /// # Errors
    /// Unless the ends are finite and in order and the shapes lie between 0.001 and 10^6.
    pub fn beta(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        check_finite_ends(low, high)?;
        check_shape("alpha", alpha)?;
        check_shape("beta", beta)?;
        Ok(Self::Beta { alpha, beta, low, high, curve: BetaCurve::new(alpha, beta) })
    }

    /// A normal distribution of which only the values from `low` to `high` occur; the ends may be
    /// infinite.
    ///
    /// # Errors
    /// Unless the ends are in order, the mean is finite, the standard deviation finite and positive,
    /// and at least 10^-12 of the distribution lies between the ends.
    pub fn truncated_normal(mean: f64, sd: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        check_order(low, high)?;
        if !mean.is_finite() {
            return Err(DistributionError::Mean { mean });
        }
        if !(sd > 0.0 && sd.is_finite()) {
            return Err(DistributionError::StandardDeviation { sd });
        }
        let slice = NormalSlice::new((low - mean) / sd, (high - mean) / sd)
            .ok_or(DistributionError::NothingBetween { low, high })?;
        Ok(Self::TruncatedNormal { mean, sd, low, high, slice })
    }

    /// A lognormal distribution of which only the values from `low` (0 or more) to `high` (possibly
    /// infinity) occur.
    ///
    /// # Errors
    /// Unless the ends are in order and not negative, the median is finite and positive, `sd_log`
    /// positive and at most 30, and at least 10^-12 of the distribution lies between the ends.
    pub fn truncated_log_normal(median: f64, sd_log: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        check_order(low, high)?;
        if low < 0.0 {
            return Err(DistributionError::LogBelowZero { low });
        }
        if !(median > 0.0 && median.is_finite()) {
            return Err(DistributionError::Median { median });
        }
        if !(sd_log > 0.0 && sd_log <= 30.0) {
            return Err(DistributionError::LogSpread { sd_log });
        }
        let standard = |x: f64| libm::log(x / median) / sd_log;
        let slice =
            NormalSlice::new(standard(low), standard(high)).ok_or(DistributionError::NothingBetween { low, high })?;
        Ok(Self::TruncatedLogNormal { median, sd_log, low, high, slice })
    }

    /// The given values with probabilities in proportion to the weights, in any order.
    ///
    /// # Errors
    /// Unless there is at least one value, each has a weight, all are finite, no weight is negative
    /// and some weight is positive.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they parsed")]
    pub fn discrete(values: Vec<f64>, weights: Vec<f64>) -> Result<Self, DistributionError> {
        let (values, cumulative) = discrete::table(&values, &weights)?;
        Ok(Self::Discrete { values, cumulative })
    }

    /// "a to b" for a number whose allowed values lie strictly between `low` and `high`, either of
    /// which may be infinite.
    ///
    /// # Errors
    /// Unless `low < from < to < high`.
    pub fn range90(from: f64, to: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        check_order(low, high)?;
        let in_order = from < to;
        if !in_order {
            return Err(DistributionError::RangeOutOfOrder { from, to });
        }
        let inside = low < from && to < high;
        if !inside {
            return Err(DistributionError::RangeOutside { from, to, low, high });
        }
        Ok(Self::Range90 { from, to, low, high, normal: LinkedNormal::new(from, to, low, high) })
    }

    /// The value below which a share `u` (0 < u < 1) of the distribution lies.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Uniform { low, high } => low + u * (high - low),
            Self::Triangular { low, mode, high } => triangular::quantile(u, *low, *mode, *high),
            Self::SplitTriangular { low, median, high } => split_triangular::quantile(u, *low, *median, *high),
            Self::Pert { low, high, curve, .. } | Self::Beta { low, high, curve, .. } => {
                low + curve.quantile(u) * (high - low)
            }
            Self::TruncatedNormal { mean, sd, low, high, slice } => (mean + sd * slice.quantile(u)).clamp(*low, *high),
            Self::TruncatedLogNormal { median, sd_log, low, high, slice } => {
                (median * libm::exp(sd_log * slice.quantile(u))).clamp(*low, *high)
            }
            Self::Discrete { values, cumulative } => discrete::quantile(u, values, cumulative),
            Self::Range90 { normal, .. } => normal.quantile(u),
        }
    }

    /// The share of the distribution up to and including `x`.
    #[must_use]
    pub fn cumulative(&self, x: f64) -> f64 {
        let (first, last) = self.support();
        if x < first {
            return 0.0;
        }
        if x >= last {
            return 1.0;
        }
        match self {
            Self::Uniform { low, high } => (x - low) / (high - low),
            Self::Triangular { low, mode, high } => triangular::cumulative(x, *low, *mode, *high),
            Self::SplitTriangular { low, median, high } => split_triangular::cumulative(x, *low, *median, *high),
            Self::Pert { low, mode, high, .. } => {
                let (alpha, beta) = pert_shapes(*low, *mode, *high);
                beta_cumulative((x - low) / (high - low), alpha, beta)
            }
            Self::Beta { alpha, beta, low, high, .. } => beta_cumulative((x - low) / (high - low), *alpha, *beta),
            Self::TruncatedNormal { mean, sd, slice, .. } => slice.cumulative((x - mean) / sd),
            Self::TruncatedLogNormal { median, sd_log, slice, .. } => slice.cumulative(libm::log(x / median) / sd_log),
            Self::Discrete { values, cumulative } => discrete::share_up_to(x, values, cumulative),
            Self::Range90 { normal, .. } => normal.cumulative(x),
        }
    }

    /// The ends between which all values lie; infinite where there is none. The ends of a
    /// [`Range90`](Self::Range90) themselves are never values.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        match self {
            Self::Uniform { low, high }
            | Self::Triangular { low, high, .. }
            | Self::SplitTriangular { low, high, .. }
            | Self::Pert { low, high, .. }
            | Self::Beta { low, high, .. }
            | Self::TruncatedNormal { low, high, .. }
            | Self::TruncatedLogNormal { low, high, .. }
            | Self::Range90 { low, high, .. } => (*low, *high),
            Self::Discrete { values, .. } => (values[0], values[values.len() - 1]),
        }
    }

    /// The mean, in closed form; for a [`Range90`](Self::Range90) with two ends by a sum that errs by
    /// about 1e-14 of the range. A range without upper end may have a mean far above its 95 %
    /// quantile, as the lognormal has.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Uniform { low, high } => low + 0.5 * (high - low),
            Self::Triangular { low, mode, high } => low + ((mode - low) + (high - low)) / 3.0,
            Self::SplitTriangular { low, median, high } => split_triangular::mean(*low, *median, *high),
            Self::Pert { low, mode, high, .. } => low + (4.0 * (mode - low) + (high - low)) / 6.0,
            Self::Beta { alpha, beta, low, high, .. } => low + (high - low) * (alpha / (alpha + beta)),
            Self::TruncatedNormal { mean, sd, low, high, slice } => (mean + sd * slice.mean()).clamp(*low, *high),
            Self::TruncatedLogNormal { median, sd_log, low, high, slice } => {
                (median * slice.mean_exponential(*sd_log)).clamp(*low, *high)
            }
            Self::Discrete { values, cumulative } => discrete::mean(values, cumulative),
            Self::Range90 { normal, .. } => normal.mean(),
        }
    }

    /// The median.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }
}

/// The shapes of the beta distribution behind a PERT distribution.
fn pert_shapes(low: f64, mode: f64, high: f64) -> (f64, f64) {
    let width = high - low;
    (1.0 + 4.0 * ((mode - low) / width), 1.0 + 4.0 * ((high - mode) / width))
}

fn check_order(low: f64, high: f64) -> Result<(), DistributionError> {
    if low < high { Ok(()) } else { Err(DistributionError::EndsOutOfOrder { low, high }) }
}

fn check_finite_ends(low: f64, high: f64) -> Result<(), DistributionError> {
    check_order(low, high)?;
    if (high - low).is_finite() { Ok(()) } else { Err(DistributionError::EndsNotFinite { low, high }) }
}

fn check_mode(low: f64, mode: f64, high: f64) -> Result<(), DistributionError> {
    check_finite_ends(low, high)?;
    if low <= mode && mode <= high { Ok(()) } else { Err(DistributionError::ModeOutside { mode, low, high }) }
}

fn check_shape(name: &'static str, value: f64) -> Result<(), DistributionError> {
    if (0.001..=1e6).contains(&value) { Ok(()) } else { Err(DistributionError::Shape { name, value }) }
}
