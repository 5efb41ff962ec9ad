//! Tension: jumps, decay, and the incidents that it breeds.

/// Factor by which what halves every `half_life` decays over `span` (same unit).
#[must_use]
pub fn decay(span: f64, half_life: f64) -> f64 {
    libm::exp2(-span / half_life)
}

/// `J = (1-b) / (b ln(1/b))`: the height of a jump at the end of a step, before that step's decay
/// `b`, that has the same area under it whatever the step.
#[must_use]
pub fn jump_factor(decay: f64) -> f64 {
    (1.0 - decay) / (decay * libm::log(1.0 / decay))
}

/// Incidents a month: `h_inc (1 + beta_X X)`, linear because an exponential rate explodes.
#[inline]
#[must_use]
pub fn incident_rate(at_rest: f64, breeding: f64, tension: f64) -> f64 {
    at_rest * (1.0 + breeding * tension)
}

/// Mean severity of an incident, which is 1, 2 or 3 with probability .5, .3 and .2.
pub const MEAN_SEVERITY: f64 = 1.7;

/// Severity of an incident at a uniform.
#[inline]
#[must_use]
pub fn severity(uniform: f64) -> u32 {
    if uniform < 0.5 {
        1
    } else if uniform < 0.8 {
        2
    } else {
        3
    }
}

/// Severity at which an incident is serious enough to be laid at a party's door.
pub const SERIOUS: u32 = 3;

/// Tension that one attack by a spoiler adds, in units of severity.
pub const ATTACK_SEVERITY: f64 = 2.0;

/// How many further incidents one incident breeds: `h_inc beta_X xi 1.7 T_half / ln 2`.
#[must_use]
pub fn branching_ratio(at_rest: f64, breeding: f64, tension_per_severity: f64, half_life_months: f64) -> f64 {
    at_rest * breeding * tension_per_severity * MEAN_SEVERITY * half_life_months / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jump_factor_has_its_published_value_and_keeps_the_area() {
        let week = decay(7.0, 56.0);
        assert!((jump_factor(week) - 1.0446).abs() < 5e-5);
        let area = |step: f64| {
            let b = decay(step, 56.0);
            jump_factor(b) * step * b / (1.0 - b)
        };
        assert!((area(7.0) - area(3.5)).abs() < 1e-9);
        assert!((area(7.0) - 56.0 / std::f64::consts::LN_2).abs() < 1e-9);
    }

    #[test]
    fn the_branching_ratio_of_the_defaults_is_as_published() {
        assert!((branching_ratio(0.25, 1.0, 0.15, 8.0 * 7.0 / 30.0) - 0.1717).abs() < 5e-5);
    }

    #[test]
    fn severities_have_their_weights() {
        let mean = (0..1000).map(|i| f64::from(severity((f64::from(i) + 0.5) / 1000.0))).sum::<f64>() / 1000.0;
        assert!((mean - MEAN_SEVERITY).abs() < 1e-12);
    }
}
