//! The exact answer of scenarios in which nothing feeds back.
//!
//! Where every behaviour is given outright and all waits are fixed, what can happen is a finite tree of
//! chances, and the shares can be added up instead of simulated: [`FinitePlan::of`] reads what is left of a plan,
//! or says in one sentence why there is no such tree, and [`FinitePlan::solve`] sends all probability forward
//! through it, step by step. `docs/exact.md` says which scenarios are finite.
//!
//! Nothing here draws, and nothing here is shared with the engine but the plan: the two check each other.

mod climb;
mod finite;
mod hazard;
mod plan;
mod prism;
mod refusal;
mod solve;
mod state;
mod votes;

pub use plan::FinitePlan;
pub use prism::Prism;
pub use refusal::NotFinite;
pub use solve::{Exact, MOST_STATES};

use crate::plan::Plan;

/// The exact answer of `plan`.
///
/// # Errors
/// [`NotFinite`] where there is none, or it takes too many states.
pub fn answer(plan: &Plan) -> Result<Exact, NotFinite> {
    FinitePlan::of(plan)?.solve()
}
