//! A scenario without one of its parts, or without two.

use super::factor::{Factor, FactorKind};
use crate::input::Input;
use crate::scenario::{Meeting, Over, read_text_over};
use detente_engine::divergence::{self, Divergence};
use detente_engine::plan::Plan;

/// A base without one part.
#[derive(Debug)]
pub struct Removal {
    /// The part.
    pub factor: Factor,
    /// The plan without it.
    pub plan: Plan,
    /// What must happen in a trial of the base for the part to have had a hand in it.
    pub divergences: Vec<Divergence>,
}

/// A base without two parts.
#[derive(Debug)]
pub struct PairRemoval {
    /// Their positions among the removals.
    pub singles: [usize; 2],
    /// The plan without both.
    pub plan: Plan,
    /// What must happen in a trial without the first for the second to have had a hand in it, and the other way round.
    pub divergences: [Vec<Divergence>; 2],
}

impl Removal {
    /// `base` without `factor`, or why that is no sound scenario.
    ///
    /// # Errors
    ///
    /// The fault that it has.
    pub fn of(base: &Input, factor: Factor) -> Result<Self, (Factor, String)> {
        match plan_without(base, &[&factor]) {
            Ok(plan) => {
                let divergences = divergences(&factor, &base.plan, &plan);
                Ok(Self { factor, plan, divergences })
            }
            Err(why) => Err((factor, why)),
        }
    }
}

impl PairRemoval {
    /// `base` without two of `removals`; none where that is no sound scenario.
    #[must_use]
    pub fn of(base: &Input, removals: &[&Removal], singles: [usize; 2]) -> Option<Self> {
        let both = singles.map(|at| removals[at]);
        let plan = plan_without(base, &both.map(|removal| &removal.factor)).ok()?;
        let [first, second] = both;
        let divergences =
            [divergences(&second.factor, &first.plan, &plan), divergences(&first.factor, &second.plan, &plan)];
        Some(Self { singles, plan, divergences })
    }
}

/// The plan of `base` without some parts, or why it is none.
fn plan_without(base: &Input, factors: &[&Factor]) -> Result<Plan, String> {
    let mut sets: Vec<String> = factors.iter().flat_map(|factor| &factor.sets).cloned().collect();
    // Whole tables go last: what was set in them before goes with them.
    sets.sort_by_key(|set| set.matches('.').count() == 1 && set.ends_with("=none"));
    let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
    let file = read_text_over(base.stem(), &base.file.flattened, over);
    let file = file.map_err(|faults| faults.faults().first().map_or(String::new(), |fault| fault.render(false)))?;
    Plan::compile(&file.scenario).map_err(|error| error.to_string())
}

/// What must happen in a trial of `with` for `factor` to have had a hand in it; `without` is the same plan without it.
fn divergences(factor: &Factor, with: &Plan, without: &Plan) -> Vec<Divergence> {
    match factor.kind {
        FactorKind::Body => {
            let at = with.bodies.iter().position(|body| body.id == factor.id);
            at.map_or_else(Vec::new, |at| divergence::without_body(with, at))
        }
        FactorKind::Objector => {
            let at = with.objectors.iter().position(|objector| objector.id == factor.id);
            at.map_or_else(Vec::new, divergence::without_objector)
        }
        FactorKind::Spoiler => divergence::without_spoilers(),
        FactorKind::Hazard | FactorKind::Mediator | FactorKind::Rung => divergence::between(with, without),
    }
}
