//! What a figure should be, and how far a simulated one is from it.

/// From which sides a figure is held to its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From both.
    Both,
    /// It should be no higher.
    AtMost,
    /// It should be no lower.
    AtLeast,
}

/// What a figure should be, on the scale on which it is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// The value.
    pub value: f64,
    /// One standard deviation of what is not known of it: the error of the data and the discrepancy of the model.
    pub sd: f64,
    /// From which sides.
    pub side: Side,
    /// Whether it is held out: then it decides nothing, and is only looked at.
    pub held_out: bool,
}

/// What trials told of a figure, on the same scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The value.
    pub value: f64,
    /// One standard deviation of chance in the trials.
    pub chance: f64,
}

/// The implausibility of a point at which nothing came that the figure could be told from: what was counted in the world came there.
const UNTOLD: f64 = 10.0;

impl Goal {
    /// How many standard deviations of data, discrepancy and chance together lie between the figure and its goal; above 0 where the
    /// figure is higher.
    #[must_use]
    pub fn miss(&self, told: Option<Told>) -> f64 {
        let Some(told) = told else { return UNTOLD };
        let miss = (told.value - self.value) / self.spread(told);
        match self.side {
            Side::Both => miss,
            Side::AtMost => miss.max(0.0),
            Side::AtLeast => miss.min(0.0),
        }
    }

    /// The same without its sign (I. Vernon, M. Goldstein and R. G. Bower, Bayesian Analysis 5 (2010), 619-669, their equation 13): a
    /// point at which it is above 3 is ruled out.
    #[must_use]
    pub fn implausibility(&self, told: Option<Told>) -> f64 {
        self.miss(told).abs()
    }

    /// The logarithm of the likelihood of the goal where the trials told this, but for a constant.
    #[must_use]
    pub fn log_likelihood(&self, told: Option<Told>) -> f64 {
        if self.held_out {
            return 0.0;
        }
        let miss = self.miss(told);
        let spread = match (self.side, told) {
            (Side::Both, Some(told)) => libm::log(self.spread(told) / self.sd),
            _ => 0.0,
        };
        -0.5 * miss * miss - spread
    }

    fn spread(&self, told: Told) -> f64 {
        (self.sd * self.sd + told.chance * told.chance).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misses_count_standard_deviations_on_the_sides_that_matter() {
        let goal = |side| Goal { value: 1.0, sd: 3.0, side, held_out: false };
        let told = |value| Some(Told { value, chance: 4.0 });
        assert_eq!([-9.0, 1.0, 11.0].map(|value| goal(Side::Both).miss(told(value))), [-2.0, 0.0, 2.0]);
        assert_eq!([-9.0, 11.0].map(|value| goal(Side::AtMost).miss(told(value))), [0.0, 2.0]);
        assert_eq!([-9.0, 11.0].map(|value| goal(Side::AtLeast).implausibility(told(value))), [2.0, 0.0]);
        assert!(goal(Side::Both).implausibility(None) > 3.0);
    }

    #[test]
    fn chance_that_spreads_a_figure_makes_a_near_goal_less_likely() {
        let goal = Goal { value: 0.0, sd: 1.0, side: Side::Both, held_out: false };
        let at = |value, chance| goal.log_likelihood(Some(Told { value, chance }));
        assert!((at(2.0, 0.0) + 2.0).abs() < 1e-12);
        assert!(at(0.0, 1.0) < at(0.0, 0.0) && at(4.0, 1.0) > at(4.0, 0.0));
    }
}
