//! The steps at whose end something is noted.

use crate::plan::Plan;

/// A step at whose end something is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its number, 0 for the opening.
    pub(super) step: u32,
    /// Observers read the trial at a landmark.
    pub(super) is_landmark: bool,
    /// A horizon ends with it.
    pub(super) is_horizon: bool,
    /// The timeline has a row.
    pub(super) is_reported: bool,
}

impl Mark {
    /// All of `plan`, in order.
    pub(super) fn all(plan: &Plan) -> Vec<Self> {
        let (landmarks, reported) = (plan.landmarks(), plan.report_steps());
        let mark = |step: u32| Self {
            step,
            is_landmark: landmarks.contains(&Some(step)),
            is_horizon: plan.horizons.contains(&step),
            is_reported: reported.binary_search(&step).is_ok(),
        };
        let is_noted = |mark: &Self| mark.is_landmark || mark.is_horizon || mark.is_reported;
        (0..=plan.steps).map(mark).filter(is_noted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn every_landmark_horizon_and_row_has_its_mark_and_nothing_else_has() {
        let text = "horizon_weeks = 260\nladder.order = [\"step\"]\nrung.step.both = { kind = \"other\" }";
        let checked = scenario::read_text("marks", text, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
        let marks = Mark::all(&plan);
        let steps =
            |is: fn(&Mark) -> bool| marks.iter().filter(|mark| is(mark)).map(|mark| mark.step).collect::<Vec<_>>();
        let landmarks: Vec<u32> = plan.landmarks().into_iter().flatten().collect();
        assert!(!landmarks.is_empty() && plan.horizons.len() > 1);
        assert_eq!(steps(|mark| mark.is_landmark), landmarks);
        assert_eq!(steps(|mark| mark.is_horizon), plan.horizons);
        assert_eq!(steps(|mark| mark.is_reported), plan.report_steps());
        assert!(marks.is_sorted_by(|one, next| one.step < next.step));
        assert!(steps(|mark| !mark.is_landmark && !mark.is_horizon && !mark.is_reported).is_empty());
    }
}
