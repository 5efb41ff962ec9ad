//! What simulating a case says of it.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::tally::TallyRecord;

/// A share for each outcome, by [`Outcome::index`].
pub type Shares = [f64; 4];

/// Everything that was simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseForecasts {
    /// The scenario of one who knows nothing of the cases.
    pub defaults: Forecast,
    /// The cases, in the order of the list.
    pub cases: Vec<Forecast>,
    /// The cases under each variation.
    pub variations: Vec<Vec<Forecast>>,
}

/// Counts of outcomes and causes over the trials of one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Trials simulated.
    pub trials: u64,
    causes: Vec<u64>,
}

impl Forecast {
    /// The forecast that the trials of `record` make.
    #[must_use]
    pub fn new(record: &TallyRecord) -> Self {
        Self { trials: record.trials, causes: record.causes.clone() }
    }

    /// Trials that ended so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u64 {
        Cause::ALL.iter().filter(|cause| cause.outcome() == outcome).map(|cause| self.cause(*cause)).sum()
    }

    /// Trials that ended by `cause`.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> u64 {
        self.causes[cause.index()]
    }

    /// The most frequent cause; the first of several.
    #[must_use]
    pub fn leading_cause(&self) -> Cause {
        let most = self.causes.iter().max();
        let leads = |cause: &&Cause| Some(&self.causes[cause.index()]) == most;
        *Cause::ALL.iter().find(leads).expect("there are causes")
    }

    /// The four shares.
    #[must_use]
    pub fn shares(&self) -> Shares {
        let mut shares = [0.0; 4];
        for outcome in Outcome::ALL {
            shares[outcome.index()] = self.count(*outcome) as f64 / self.trials.max(1) as f64;
        }
        shares
    }
}
