//! Words and numbers of the command line, read.

use crate::design::Axis;
use crate::design::MEASURES;
use crate::statistics::Precision;

pub(super) fn outcome(word: &str) -> Result<crate::domain::Outcome, String> {
    let all = crate::domain::Outcome::ALL.iter().map(|outcome| outcome.word());
    crate::domain::Outcome::from_word(word).ok_or_else(|| format!("use one of {}", all.collect::<Vec<_>>().join(", ")))
}

pub(super) fn cause(word: &str) -> Result<crate::domain::Cause, String> {
    let all = crate::domain::Cause::ALL.iter().map(|cause| cause.word());
    crate::domain::Cause::from_word(word).ok_or_else(|| format!("use one of {}", all.collect::<Vec<_>>().join(", ")))
}

/// A number in an interval whose ends are written in `allowed`.
fn number_in(text: &str, low: f64, high: f64, allowed: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("allowed: {allowed}"))
}

pub(super) fn risk(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 1.0, "a share from 0.01 to 1, such as 0.1 for the worst tenth of the worlds")
}

pub(super) fn points(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 100.0, "points from 0.01 to 100")
}

pub(super) fn confidence(text: &str) -> Result<f64, String> {
    number_in(text, 0.5, 0.9999, "a share from 0.5 to 0.9999, such as 0.99")
}

pub(super) fn axis(text: &str) -> Result<Axis, String> {
    text.parse().map_err(|error: crate::design::AxisError| error.to_string())
}

pub(super) fn measure(word: &str) -> Result<usize, String> {
    let position = MEASURES.iter().position(|measure| *measure == word);
    position.ok_or_else(|| format!("use one of {}", MEASURES.join(", ")))
}

pub(super) fn precision(text: &str) -> Result<Precision, String> {
    let precision = text.parse().ok().and_then(Precision::new);
    precision.ok_or_else(|| format!("points, from {} to {}", Precision::FINEST, Precision::COARSEST))
}

pub(super) fn power_of_two(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|number| number.is_power_of_two() && (16..=1 << 20).contains(number));
    number.ok_or_else(|| "a power of two from 16 to 1048576".to_owned())
}
