//! In what a figure is measured, and how it is written.

use super::scale::Scale;
use detente_engine::statistics::Interval;

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share, in percent.
    Share,
    /// A ratio.
    Ratio,
    /// Weeks.
    Weeks,
    /// A number a month.
    PerMonth,
    /// Anything else, with the word of its unit; it may be 0 or below.
    Number(&'static str),
    /// What one figure is above another of this unit.
    Difference(&'static str),
}

impl Unit {
    /// The scale on which figures of this unit are set beside others.
    #[must_use]
    pub fn scale(self) -> Scale {
        match self {
            Self::Share => Scale::Logit,
            Self::Ratio | Self::Weeks | Self::PerMonth => Scale::Log,
            Self::Number(_) | Self::Difference(_) => Scale::Plain,
        }
    }

    /// Its word, as tables spell units.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Ratio => "ratio",
            Self::Weeks => "weeks",
            Self::PerMonth => "per_month",
            Self::Number(word) | Self::Difference(word) => word,
        }
    }

    /// `value` as pages show it.
    #[must_use]
    pub fn written(self, value: f64) -> String {
        match self {
            Self::Share => format!("{:.1} %", 100.0 * value),
            Self::Ratio => format!("{value:.2}"),
            Self::Weeks => format!("{value:.1}"),
            Self::PerMonth => format!("{value:.4}"),
            Self::Difference("share") => format!("{:.1} points", 100.0 * value),
            Self::Number(word) | Self::Difference(word) => format!("{value:.3} {word}"),
        }
    }

    /// The way from one end of `interval` to the other.
    #[must_use]
    pub fn range(self, interval: Interval) -> String {
        let low = self.written(interval.low);
        format!("{} to {}", low.split(' ').next().unwrap_or_default(), self.written(interval.high))
    }

    /// `interval`, without what a figure of this unit cannot be.
    pub(super) fn within(self, interval: Interval) -> Interval {
        let (low, high) = match self {
            Self::Share => (0.0, 1.0),
            Self::Ratio | Self::Weeks | Self::PerMonth => (0.0, f64::INFINITY),
            Self::Number(_) | Self::Difference(_) => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Interval { low: interval.low.max(low), high: interval.high.min(high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_units() {
        let units = [
            Unit::Share,
            Unit::Ratio,
            Unit::Weeks,
            Unit::PerMonth,
            Unit::Number("rungs"),
            Unit::Difference("share"),
            Unit::Difference("weeks"),
        ];
        let written = units.map(|unit| unit.written(0.125));
        assert_eq!(written, ["12.5 %", "0.12", "0.1", "0.1250", "0.125 rungs", "12.5 points", "0.125 weeks"]);
        let interval = Interval { low: 0.05, high: 0.1 };
        let ranges = [Unit::Share, Unit::Weeks, Unit::Difference("share")].map(|unit| unit.range(interval));
        assert_eq!(ranges, ["5.0 to 10.0 %", "0.1 to 0.1", "5.0 to 10.0 points"]);
    }

    #[test]
    fn shares_ratios_and_differences_have_scales_of_their_own() {
        let scales = [Unit::Share, Unit::Weeks, Unit::Difference("share")].map(Unit::scale);
        assert_eq!(scales, [Scale::Logit, Scale::Log, Scale::Plain]);
    }
}
