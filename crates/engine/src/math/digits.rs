//! Numbers with fewer digits, for people to read.

/// `number` to twelve significant digits: what arithmetic adds to a decimal fraction in its last places falls away.
///
/// ```
/// assert_eq!(detente_engine::math::twelve_digits(0.1 + 0.2), 0.3);
/// assert_eq!(detente_engine::math::twelve_digits(-2.0 / 3.0), -0.666_666_666_667);
/// ```
#[must_use]
pub fn twelve_digits(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}
