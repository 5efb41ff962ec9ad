//! The hazard of confrontation and what raises or lowers it.

/// The mediator's part in the log hazard: `- beta_M m + beta_art max(0, m_sign - m)`, the second
/// term only where something came into force and nothing structural is honoured.
#[inline]
#[must_use]
pub fn mediation(calming: f64, artificial: f64, influence: f64, influence_at_signing: Option<f64>) -> f64 {
    let fading = influence_at_signing.map_or(0.0, |at_signing| (at_signing - influence).max(0.0));
    artificial * fading - calming * influence
}

/// Instability `L = g_L * months + psi * diverted share - relief`: grows by itself, is fed by
/// diverted money, and falls only with structural rungs honoured.
#[inline]
#[must_use]
pub fn instability(growth: f64, months: f64, diversion_weight: f64, diverted_share: f64, relief: f64) -> f64 {
    growth * months + diversion_weight * diverted_share - relief
}

/// The hazard that a probability per step stands for: `-ln(1 - p)`.
#[must_use]
pub fn hazard_of(probability: f64) -> f64 {
    -libm::log1p(-probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mediator_calms_while_engaged_and_leaves_a_penalty_when_it_fades() {
        assert_eq!(mediation(0.5, 0.3, 1.0, Some(1.0)), -0.5);
        assert_eq!(mediation(0.5, 0.3, 0.0, Some(1.0)), 0.3);
        assert_eq!(mediation(0.5, 0.3, 0.0, None), 0.0);
    }

    #[test]
    fn a_constant_hazard_gives_the_closed_form_at_any_step() {
        for step_days in [7.0, 3.5, 1.0] {
            let steps = 260.0 * 7.0 / step_days;
            let p = -libm::expm1(-0.0145 * step_days / 30.0);
            assert!((1.0 - libm::pow(1.0 - p, steps) - 0.5851).abs() < 5e-5);
            assert!((hazard_of(p) - 0.0145 * step_days / 30.0).abs() < 1e-15);
        }
    }
}
