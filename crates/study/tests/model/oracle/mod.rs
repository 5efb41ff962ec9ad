//! An answer of its own to finite scenarios: made-up cases, each spelled as a scenario file, and an enumeration of
//! all that can happen in them, written from `docs/model.md` and from nothing in `src/`.
//!
//! Times are whole half weeks here, days in the engine and in the solver.

mod draw;
mod enumerate;
mod text;

pub(crate) use enumerate::ends;

/// One side of a rung.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    pub(crate) acceptance: f64,
    /// Exploiter, trustworthy.
    pub(crate) compliance: [f64; 2],
    pub(crate) detection: f64,
    pub(crate) false_alarm: f64,
}

/// One declared rung.
#[derive(Clone, Debug)]
pub(crate) struct Rung {
    pub(crate) structural: bool,
    pub(crate) repeat: usize,
    pub(crate) tranches: usize,
    pub(crate) sides: [Option<Side>; 2],
    /// Who delivers first; nobody where both do at once.
    pub(crate) first: Option<usize>,
    pub(crate) check_lag: u32,
    /// The bodies that must sign.
    pub(crate) needs: Vec<usize>,
    /// Days between renewals, which are always granted.
    pub(crate) renewal_days: Option<u32>,
}

/// What a party takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    Nothing,
    Newest,
    All,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Party {
    pub(crate) trustworthy: f64,
    pub(crate) forgiveness: f64,
    pub(crate) scope: Scope,
    pub(crate) cure: f64,
    pub(crate) disputes_before_exit: Option<u32>,
    pub(crate) tries_per_rung: Option<u32>,
    /// How likely its bodies are to vote by its word.
    pub(crate) unity: f64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) party: usize,
    pub(crate) approval: f64,
    pub(crate) veto_wait: u32,
}

/// How confrontation comes: a probability a step, or a hazard a month that grows, so many times that of others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Confrontation {
    PerStep(f64),
    PerMonth { hazard: f64, growth: f64, danger: f64 },
}

/// A finite scenario. Times in half weeks.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) horizon: u32,
    pub(crate) step: u32,
    pub(crate) round: u32,
    pub(crate) lapse: u32,
    pub(crate) limit: u32,
    /// Hazard a month that a dormant channel resumes.
    pub(crate) resume: f64,
    /// To the horizon, or until the channel ends.
    pub(crate) to_horizon: bool,
    pub(crate) judge_by_truth: bool,
    pub(crate) ambiguity: f64,
    pub(crate) parties: [Party; 2],
    pub(crate) bodies: Vec<Body>,
    pub(crate) rungs: Vec<Rung>,
    pub(crate) confrontation: Confrontation,
    /// Things are going on that cannot reach the outcome: over-claims, objections, attacks, incidents kept apart.
    pub(crate) noise: bool,
}
