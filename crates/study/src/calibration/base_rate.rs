//! The base rates of the card, in one table: what was counted or read, and by whom. What was counted for `calibration/targets.csv` is
//! taken from there; figures that nobody has documented are not here, however often they are quoted.

use crate::target::base_rate;
use std::borrow::Cow;

/// How a figure is measured, which decides what counts as far from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Events a year.
    PerYear,
    /// Weeks.
    Weeks,
    /// A share, 0 to 1.
    Share,
}

/// Beyond how many times the nearest documented figure a rate or a time is far from it.
const FAR_TIMES: f64 = 4.0;
/// The same of shares, as a difference.
const FAR_SHARE: f64 = 0.2;

impl Measure {
    /// The nearest values below `low` and above `high` that are not yet far from them.
    #[must_use]
    pub fn limits(self, low: f64, high: f64) -> (f64, f64) {
        match self {
            Self::PerYear | Self::Weeks => (low / FAR_TIMES, high * FAR_TIMES),
            Self::Share => (low - FAR_SHARE, high + FAR_SHARE),
        }
    }
}

/// Something that a scenario implies, and what is documented of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseRate {
    /// What it is, in words that fit in front of a number.
    pub what: &'static str,
    /// How it is measured.
    pub measure: Measure,
    /// Lowest and highest documented figure; none where nothing is.
    pub documented: Option<(f64, f64)>,
    /// What was counted or read, of how many, and by whom; empty where nothing is documented.
    pub source: Cow<'static, str>,
}

const fn rate(what: &'static str, measure: Measure, documented: (f64, f64), source: &'static str) -> BaseRate {
    BaseRate { what, measure, documented: Some(documented), source: Cow::Borrowed(source) }
}

const fn undocumented(what: &'static str, measure: Measure) -> BaseRate {
    BaseRate { what, measure, documented: None, source: Cow::Borrowed("") }
}

/// The base rate `id` of `calibration/targets.csv`: its 95 % interval, or what stands in place of one.
fn counted(what: &'static str, measure: Measure, id: &str) -> BaseRate {
    let target = base_rate(id).unwrap_or_else(|| panic!("{id} is among the base rates that detente comes with"));
    let value =
        if measure == Measure::Share { format!("{:.1} %", 100.0 * target.value) } else { target.value.to_string() };
    let (n, rule, data) = (&target.n, &target.rule, &target.source);
    let interval = target.interval();
    BaseRate {
        what,
        measure,
        documented: Some((interval.low, interval.high)),
        source: Cow::Owned(format!("{value}, n {n} (calibration/targets.csv, {id}): {rule}; {data}")),
    }
}

/// Incidents a year.
pub(super) const INCIDENTS: BaseRate = rate(
    "incidents a year in the long run, no channel",
    Measure::PerYear,
    (20.0 / 22.0, 1.5),
    "20 militarized incidents between the United States and Iran from 1993 to 2014, and 1.5 a year of strategic rivals (MIDI 5.0; rivalries of Thompson; own count)",
);
/// How fast tension fades.
pub(super) fn calm() -> BaseRate {
    counted("weeks until half of a tension is gone", Measure::Weeks, "T32")
}
/// How long signing takes.
pub(super) const REVIEW: BaseRate = rate(
    "weeks until all who must sign have",
    Measure::Weeks,
    (30.0 / 7.0, 30.0 / 7.0),
    "the 30 days of the US Congress for a nuclear deal (Public Law 114-17, 2015)",
);
/// How fast a ladder can be climbed.
pub(super) const RUNG: BaseRate = rate(
    "weeks for a rung in which nothing goes wrong",
    Measure::Weeks,
    (34.0 / 7.0, 8.0),
    "34 days between instalments of the Joint Plan (AFP 2014), 39 to the funds of 2023, 8 weeks for the first phase of Wye River (1998)",
);
/// How well breaches are seen.
pub(super) const SEEN: BaseRate = rate(
    "chance that a breach is seen, mean of all checks",
    Measure::Share,
    (0.2, 0.9),
    "low and high detection probability in current use (IAEA safeguards glossary)",
);
/// What the sender learns from one clean rung.
pub(super) const SENDER: BaseRate = undocumented("the sender's trust after one clean rung", Measure::Share);
/// What the target learns from it.
pub(super) const TARGET: BaseRate = undocumented("the target's trust after one clean rung", Measure::Share);
/// Whether a first rung is ever signed.
pub(super) fn signed() -> BaseRate {
    counted("something is ever signed", Measure::Share, "T17")
}
/// Confrontation with the channel.
pub(super) fn with() -> BaseRate {
    counted("confrontation within 5 years, with the channel", Measure::Share, "T06")
}
/// Confrontation without.
pub(super) fn without() -> BaseRate {
    counted("confrontation within 5 years, without it", Measure::Share, "T03")
}

/// Every line of the card, in its order.
#[must_use]
pub fn base_rates() -> [BaseRate; 10] {
    [INCIDENTS, calm(), REVIEW, RUNG, SEEN, SENDER, TARGET, signed(), with(), without()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_documented_says_by_whom_and_nothing_else_does() {
        for rate in base_rates() {
            assert_eq!(rate.documented.is_some(), !rate.source.is_empty(), "{}", rate.what);
            assert!(rate.documented.is_none_or(|(low, high)| 0.0 < low && low <= high), "{}", rate.what);
            assert!(rate.what.len() <= 48, "{} fits on the card", rate.what);
        }
    }

    #[test]
    fn far_is_four_times_or_twenty_points() {
        assert_eq!(Measure::Weeks.limits(4.0, 8.0), (1.0, 32.0));
        let (low, high) = Measure::Share.limits(0.3, 0.6);
        assert!((low - 0.1).abs() < 1e-12 && (high - 0.8).abs() < 1e-12);
    }
}
