//! The headline figures: shares of trials in which something happened.

use crate::domain::{ChannelEnd, Outcome, words};
use crate::plan::Plan;
use crate::trial::{Quantity, TrialRecord};
use serde::Serialize;

/// Weeks of the early horizon, as the page of a run shows it.
const EARLY_WEEKS: f64 = 26.0;

words! {
    /// A headline figure.
    Figure {
        Scaling = "scaling", "Trials that ended in scaling.";
        Stalling = "stalling", "Trials that ended in stalling.";
        Postponed = "postponed", "Trials in which confrontation was only postponed.";
        Collapse = "collapse", "Trials that ended in collapse.";
        EarlyConfrontation = "confrontation_26_weeks", "Trials with confrontation within 26 weeks.";
        Confrontation = "confrontation", "Trials with confrontation by the end.";
        Broken = "channel_broken", "Trials in which a party left the channel.";
        BothClaimSuccess = "both_claim_success", "Trials in which both parties announced success and no structural rung was ever honoured.";
    }
}

impl Figure {
    /// Position in arrays that hold one thing per figure.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether it happened in a trial of `plan`.
    #[must_use]
    pub fn happened(self, plan: &Plan, trial: &TrialRecord) -> bool {
        match self {
            Self::Scaling => trial.outcome == Outcome::Scaling,
            Self::Stalling => trial.outcome == Outcome::Stalling,
            Self::Postponed => trial.outcome == Outcome::Postponed,
            Self::Collapse => trial.outcome == Outcome::Collapse,
            Self::EarlyConfrontation => {
                trial.confrontation_step.is_some_and(|step| plan.weeks(step) <= EARLY_WEEKS + 1e-9)
            }
            Self::Confrontation => trial.confrontation_step.is_some(),
            Self::Broken => trial.channel_end == ChannelEnd::Broken,
            Self::BothClaimSuccess => trial.quantities[Quantity::BothClaimSuccess.index()] > 0.0,
        }
    }
}
