//! On what scale a figure is set beside another: one on which its errors are about as large wherever it lies.

/// A scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The logarithm of the odds, of shares: all of 0 to 1 but the ends.
    Logit,
    /// The logarithm, of ratios, times and rates: all above 0.
    Log,
    /// The number itself.
    Plain,
}

impl Scale {
    /// `value` on the scale; infinite at the ends of what the scale has, NaN beyond them.
    #[must_use]
    pub fn transformed(self, value: f64) -> f64 {
        match self {
            Self::Logit => libm::log(value) - libm::log1p(-value),
            Self::Log => libm::log(value),
            Self::Plain => value,
        }
    }

    /// The value that is `value` on the scale.
    #[must_use]
    pub fn back(self, value: f64) -> f64 {
        match self {
            Self::Logit => 1.0 / (1.0 + libm::exp(-value)),
            Self::Log => libm::exp(value),
            Self::Plain => value,
        }
    }

    /// By how much the scale moves with a small move at `value`: what turns a standard deviation there into one on the scale (the
    /// delta method).
    #[must_use]
    pub fn slope(self, value: f64) -> f64 {
        match self {
            Self::Logit => 1.0 / (value * (1.0 - value)),
            Self::Log => 1.0 / value,
            Self::Plain => 1.0,
        }
    }

    /// Whether `value` lies on the scale, and not at one of its ends.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Logit => value > 0.0 && value < 1.0,
            Self::Log => value > 0.0 && value.is_finite(),
            Self::Plain => value.is_finite(),
        }
    }

    /// What lies on it, in words.
    #[must_use]
    pub fn range(self) -> &'static str {
        match self {
            Self::Logit => "above 0 and below 1",
            Self::Log => "above 0",
            Self::Plain => "a number",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Scale; 3] = [Scale::Logit, Scale::Log, Scale::Plain];

    #[test]
    fn there_and_back_is_where_it_began() {
        for scale in ALL {
            for value in [1e-6, 0.25, 0.5, 0.9999] {
                let back = scale.back(scale.transformed(value));
                assert!((back / value - 1.0).abs() < 1e-9, "{scale:?} {value} {back}");
            }
        }
        assert_eq!(Scale::Plain.transformed(-3.0), -3.0);
        assert!((Scale::Logit.transformed(0.8) - libm::log(4.0)).abs() < 1e-12);
    }

    #[test]
    fn the_slope_is_that_of_a_small_move() {
        for scale in ALL {
            for value in [0.1, 0.5, 0.7] {
                let move_by = 1e-6;
                let moved = scale.transformed(value + move_by) - scale.transformed(value - move_by);
                assert!((moved / (2.0 * move_by) / scale.slope(value) - 1.0).abs() < 1e-6, "{scale:?} {value}");
            }
        }
    }

    #[test]
    fn ends_are_off_the_scale() {
        let holds = |value: f64| ALL.map(|scale| scale.holds(value));
        assert_eq!(holds(0.0), [false, false, true]);
        assert_eq!(holds(1.0), [false, true, true]);
        assert_eq!(holds(f64::NAN), [false; 3]);
        assert!(Scale::Logit.transformed(0.0) == f64::NEG_INFINITY && Scale::Logit.transformed(1.0) == f64::INFINITY);
    }
}
