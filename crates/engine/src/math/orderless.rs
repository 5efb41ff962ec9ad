//! Sums that come out the same in whatever order their terms are added.

/// Bits below those of the largest term to which each term is kept.
const KEPT_BITS: i32 = 100;

/// A sum of numbers in whole units of a small power of two: unlike a sum of floating-point numbers it does not hang on the order of its
/// terms, not even in the last digit.
#[derive(Clone, Copy, Debug)]
pub struct OrderlessSum {
    unit: f64,
    units: i128,
}

impl OrderlessSum {
    /// Zero, for terms of about the size of `largest`: up to a hundred thousand of them, each up to a thousand times as large.
    #[must_use]
    pub fn new(largest: f64) -> Self {
        let exponent = if largest > 0.0 && largest.is_finite() { libm::ilogb(largest) } else { 0 };
        Self { unit: libm::scalbn(1.0, (exponent - KEPT_BITS).max(f64::MIN_EXP)), units: 0 }
    }

    /// Adds a term.
    pub fn add(&mut self, term: f64) {
        self.units = self.units.saturating_add((term / self.unit) as i128);
    }

    /// The sum so far.
    #[must_use]
    pub fn value(self) -> f64 {
        self.units as f64 * self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_terms_changes_no_bit_and_the_sum_is_that_of_exact_numbers() {
        let terms = [0.1, 1e-3, 3.7, -0.2, 1.0 / 3.0, 2.5e-9, 7.0];
        let sum = |order: &[usize]| {
            let mut sum = OrderlessSum::new(1.0);
            order.iter().for_each(|at| sum.add(terms[*at]));
            sum.value()
        };
        let first = sum(&[0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(first.to_bits(), sum(&[6, 5, 4, 3, 2, 1, 0]).to_bits());
        assert_eq!(first.to_bits(), sum(&[3, 0, 6, 1, 5, 2, 4]).to_bits());
        assert!((first - 10.934_333_335_833_333).abs() < 1e-14, "{first}");
        // What floating-point numbers do: the two orders differ.
        assert_ne!((0.1_f64 + 0.2) + 0.3, 0.1 + (0.2 + 0.3));
    }

    #[test]
    fn small_and_large_terms_are_kept_to_their_last_bit() {
        for size in [0.0, 1e-250, 1e-12, 1.0, 1e12, 1e300] {
            let mut sum = OrderlessSum::new(size);
            assert_eq!(sum.value(), 0.0);
            sum.add(size);
            assert_eq!(sum.value().to_bits(), size.to_bits(), "{size}");
            (0..999).for_each(|_| sum.add(size));
            assert!((sum.value() / 1000.0 - size).abs() <= size * 1e-15, "{size}");
        }
    }
}
