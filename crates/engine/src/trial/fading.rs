//! A weight that decays from step to step and is read in few of them.

/// What is left of a weight: it decays at the end of each step, by the same factor, up to the step in which it is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fading {
    weight: f64,
    /// The step in which it had this weight.
    step: u32,
}

impl Fading {
    /// What is left of it in `step`, after a factor of `decay` for each step before.
    #[inline]
    pub(super) fn now(&mut self, step: u32, decay: f64) -> f64 {
        if self.weight != 0.0 {
            (self.step..step).for_each(|_| self.weight *= decay);
        }
        self.step = step;
        self.weight
    }

    /// Gives it this weight in `step`.
    pub(super) fn set(&mut self, step: u32, weight: f64) {
        *self = Self { weight, step };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_does_not_hang_on_how_often_it_is_read() {
        let (mut often, mut once) = (Fading::default(), Fading::default());
        often.set(3, 1.7);
        once.set(3, 1.7);
        let by_hand = (3..40).fold(1.7, |weight, _| weight * 0.917);
        let read = (3..=40).map(|step| often.now(step, 0.917)).last();
        assert_eq!((read, once.now(40, 0.917)), (Some(by_hand), by_hand));
        assert_eq!(Fading::default().now(9, 0.5), 0.0);
    }
}
