//! The nearest whole number, and the lesser and greater of two numbers, each in the fewest instructions.

/// 1.5 * 2^52. A sum with it has no room for a fraction: its low bits are the other number, rounded
/// to the nearest integer (halves to even). This is many times quicker than a checked conversion.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// The integer nearest to `value` (halves to even), whose magnitude must be below 2^51; anything else gives
/// some integer.
///
/// ```
/// assert_eq!([0.4, 0.5, 1.5, -2.6].map(detente_engine::math::nearest), [0, 0, 2, -3]);
/// ```
#[inline(always)]
#[must_use]
pub fn nearest(value: f64) -> i64 {
    (value + ROUNDING).to_bits().cast_signed() - ROUNDING.to_bits().cast_signed()
}

/// The lesser of two numbers; where either is NaN, the second.
#[inline(always)]
#[must_use]
pub fn lesser(first: f64, second: f64) -> f64 {
    if first < second { first } else { second }
}

/// The greater of two numbers; where either is NaN, the second.
#[inline(always)]
#[must_use]
pub fn greater(first: f64, second: f64) -> f64 {
    if first > second { first } else { second }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_integer_is_that_of_the_library() {
        for step in -40_000..40_000 {
            let value = f64::from(step) / 8.0;
            assert_eq!(nearest(value) as f64, libm::rint(value));
        }
    }

    #[test]
    fn infinite_numbers_are_compared_like_others() {
        assert_eq!([lesser(f64::INFINITY, 3.0), lesser(-1.0, 3.0)], [3.0, -1.0]);
        assert_eq!([greater(f64::NEG_INFINITY, 3.0), greater(-1.0, 3.0)], [3.0, 3.0]);
    }
}
