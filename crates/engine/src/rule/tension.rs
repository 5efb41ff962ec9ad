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

/// Incidents: `rest (1 + beta_X X)`, linear because an exponential rate explodes.
#[inline]
#[must_use]
pub fn incident_rate(at_rest: f64, breeding: f64, tension: f64) -> f64 {
    at_rest * (1.0 + breeding * tension)
}

/// Mean severity of an incident, which is 1, 2 or 3 with probability .54, .36 and .10: threats and displays of force, uses of
/// force, and those that kill, as counted of incidents between rivals (MIDI 1993-2014, own count: .54, .36, .10).
pub const MEAN_SEVERITY: f64 = 1.56;

/// Severity of an incident at a uniform.
#[inline]
#[must_use]
pub fn severity(uniform: f64) -> u32 {
    if uniform < 0.54 {
        1
    } else if uniform < 0.9 {
        2
    } else {
        3
    }
}

/// Severity at which an incident is serious enough to be laid at a party's door.
pub const SERIOUS: u32 = 3;

/// Tension that one attack by a spoiler adds, in units of severity.
pub const ATTACK_SEVERITY: f64 = 2.0;

/// How incidents come in the long run without a channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incidents {
    /// h_inc: how many there are, per month.
    pub per_month: f64,
    /// b_inc: how many further ones each brings.
    pub branching: f64,
    /// xi: tension that each adds, per unit of severity.
    pub tension_per_severity: f64,
    /// T_half, months.
    pub half_life_months: f64,
}

impl Incidents {
    /// The rate at rest, per month, and beta_X, how far tension raises it: `h_inc (1 - b_inc)` and
    /// `b_inc ln 2 / ((1 - b_inc) h_inc xi 1.56 T_half)`, so that there are `h_inc` a month and each brings `b_inc` more. Where
    /// incidents add no tension, none brings another.
    #[must_use]
    pub fn at_rest(&self) -> (f64, f64) {
        let tension = self.per_month * self.tension_per_severity * MEAN_SEVERITY * self.half_life_months;
        if tension <= 0.0 {
            return (self.per_month, 0.0);
        }
        let own = 1.0 - self.branching;
        (self.per_month * own, self.branching * std::f64::consts::LN_2 / (own * tension))
    }
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
    fn the_rate_at_rest_and_what_tension_adds_make_the_mean_and_the_branching() {
        let incidents =
            Incidents { per_month: 0.125, branching: 0.6, tension_per_severity: 0.15, half_life_months: 35.0 / 30.0 };
        let (rest, breeding) = incidents.at_rest();
        // In the long run the mean tension is what the incidents add, times how long it lasts.
        let lasting = incidents.half_life_months / std::f64::consts::LN_2;
        let tension = 0.125 * 0.15 * MEAN_SEVERITY * lasting;
        assert!((incident_rate(rest, breeding, tension) - 0.125).abs() < 1e-12);
        // One incident raises the rate by this much, for that long.
        assert!((rest * breeding * 0.15 * MEAN_SEVERITY * lasting - 0.6).abs() < 1e-12);
        let calm = Incidents { tension_per_severity: 0.0, ..incidents };
        assert_eq!(calm.at_rest(), (0.125, 0.0));
    }

    #[test]
    fn severities_have_their_weights() {
        let mean = (0..1000).map(|i| f64::from(severity((f64::from(i) + 0.5) / 1000.0))).sum::<f64>() / 1000.0;
        assert!((mean - MEAN_SEVERITY).abs() < 1e-12);
    }
}
