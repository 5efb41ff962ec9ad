//! The plans that figures are read from: the one that is asked about, the same over more years, and the same without a ladder.

use super::figure::Figure;
use detente_engine::plan::{Plan, WEEK_DAYS};

/// Weeks over which incidents without a ladder are counted, at most.
const MOST_WEEKS: f64 = 260.0;
/// Weeks over which trials are followed where something is counted from a moment of each trial on: five years, and five more.
const FOLLOWED_WEEKS: f64 = 520.0;
/// How far the last step may end beyond that by rounding, steps.
const ROUNDING: f64 = 1e-9;

/// `plan` over ten years, where it has fewer: the same trials, seen for longer, so that five years can be followed after the first coming
/// into force as well. What is counted from the start up to the horizon of `plan` is the same in both.
#[must_use]
pub fn prolonged(plan: &Plan) -> Plan {
    let steps = plan.steps.max((FOLLOWED_WEEKS * WEEK_DAYS / plan.step_days + ROUNDING) as u32);
    let mut horizons = plan.horizons.clone();
    if plan.steps < steps {
        horizons.push(steps);
    }
    Plan { steps, horizons, ..plan.clone() }
}

/// `plan` without a ladder, over five years at most: a world in which there is no channel, with the same random numbers.
#[must_use]
pub fn without_ladder(plan: &Plan) -> Plan {
    let most = (MOST_WEEKS * WEEK_DAYS / plan.step_days + ROUNDING) as u32;
    let steps = plan.steps.min(most);
    let mut horizons: Vec<u32> = plan.horizons.iter().copied().filter(|step| *step < steps).collect();
    horizons.push(steps);
    Plan { ladder: Vec::new(), in_force: 0, news: Vec::new(), steps, horizons, ..plan.clone() }
}

/// What the figures of one plan are read from.
#[derive(Clone, Debug)]
pub struct FigurePlans<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The same without a ladder; none where no figure needs it.
    pub no_ladder: Option<Plan>,
}

impl<'p> FigurePlans<'p> {
    /// What `figures` of `plan` are read from.
    #[must_use]
    pub fn new(plan: &'p Plan, figures: &[Figure]) -> Self {
        let no_ladder = figures.iter().any(Figure::needs_no_ladder).then(|| without_ladder(plan));
        Self { plan, no_ladder }
    }
}
