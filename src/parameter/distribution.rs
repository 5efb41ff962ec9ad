//! What an uncertain value is drawn from.

/// A distribution over the values of one number.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Every value between two ends equally likely.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

impl Distribution {
    /// The value below which a share `u` (0 < u < 1) of the distribution lies.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Uniform { low, high } => low + u * (high - low),
        }
    }
}
