//! Means.

/// A mean over `number`; NaN where there is nothing to take it over.
#[must_use]
pub fn per(sum: f64, number: u32) -> f64 {
    if number > 0 { sum / f64::from(number) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::per;

    #[test]
    fn over_nothing_there_is_no_mean() {
        assert_eq!(per(3.0, 2).to_bits(), 1.5_f64.to_bits());
        assert!(per(0.0, 0).is_nan());
    }
}
