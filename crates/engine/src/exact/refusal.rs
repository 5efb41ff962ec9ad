//! Why a scenario has no exact answer.

/// Why a scenario has no exact answer: one sentence that names what makes it so, and what to change.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotFinite {
    /// A key that makes the scenario endless, or makes something feed back.
    #[error("no exact answer: `{key}` {why}; {remedy}")]
    Key {
        /// The dotted key.
        key: String,
        /// What is wrong with it.
        why: &'static str,
        /// What would make it finite.
        remedy: &'static str,
    },
    /// There are too many states to add up.
    #[error(
        "no exact answer: by step {step} of {steps} it has taken {met} states (about {estimate} in all), and the limit is {limit}; shorten the ladder or the horizon, or drop limits on disputes and tries"
    )]
    TooManyStates {
        /// Step at which the limit was met.
        step: u32,
        /// Steps to the horizon.
        steps: u32,
        /// States counted by then.
        met: u64,
        /// States in all, if the rest of the steps took as many as the last.
        estimate: u64,
        /// The limit.
        limit: u64,
    },
    /// The durations have no common unit in which PRISM could count them.
    #[error(
        "no PRISM model: the durations of this scenario have no common unit of at least {smallest} days; write waits, lapse and limit as multiples of such a unit"
    )]
    NoCommonUnit {
        /// The smallest unit that is tried, days.
        smallest: f64,
    },
}

impl NotFinite {
    /// A refusal over `key`.
    pub(super) fn key(key: impl Into<String>, why: &'static str, remedy: &'static str) -> Self {
        Self::Key { key: key.into(), why, remedy }
    }
}
