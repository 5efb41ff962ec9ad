//! A search as a manifest holds it: numbers as text, so that they are read again to the bit.

use super::objective::Objective;
use super::race::Rule;
use super::seek::{FRESH_TRIALS, SearchSpec};
use super::space::Varying;
use detente_engine::domain::FirstMover;
use serde::{Deserialize, Serialize};

/// What decides the answer, beside scenario, seed and trials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSearch {
    /// Seed of all draws.
    pub seed: u64,
    /// Most trials of any plan.
    pub trials: u64,
    /// An outcome, or weights.
    pub objective: String,
    /// The part of the worlds that counts; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<String>,
    /// The indifference zone.
    pub delta: String,
    /// The confidence.
    pub confidence: String,
    /// Most plans tried.
    pub plans: usize,
    /// Whether the order stays.
    pub keep_order: bool,
    /// Who may deliver first; empty where that is not varied.
    pub first_movers: Vec<String>,
    /// Into how many tranches rungs may be cut; empty where that is not varied.
    pub tranches: Vec<u32>,
}

impl WrittenSearch {
    /// `search` and what is varied, in writing.
    #[must_use]
    pub fn new(search: &SearchSpec, varying: &Varying) -> Self {
        Self {
            seed: search.seed,
            trials: search.rule.trials,
            objective: search.objective.word(),
            risk: search.risk.map(|risk| risk.to_string()),
            delta: search.rule.delta.to_string(),
            confidence: search.rule.confidence.to_string(),
            plans: search.plans,
            keep_order: varying.keep_order,
            first_movers: varying.first_movers.iter().map(|mover| mover.word().to_owned()).collect(),
            tranches: varying.tranches.clone(),
        }
    }

    /// The search and what is varied; none where this version cannot read it.
    #[must_use]
    pub fn read(&self) -> Option<(SearchSpec, Varying)> {
        let movers = self.first_movers.iter().map(|word| FirstMover::from_word(word));
        let varying = Varying {
            keep_order: self.keep_order,
            first_movers: movers.collect::<Option<_>>()?,
            tranches: self.tranches.clone(),
        };
        let number = |text: &String| text.parse::<f64>().ok();
        let (seed, trials) = (self.seed, self.trials);
        let search = SearchSpec {
            seed,
            objective: Objective::from_word(&self.objective)?,
            risk: match &self.risk {
                Some(text) => Some(number(text)?),
                None => None,
            },
            rule: Rule { delta: number(&self.delta)?, confidence: number(&self.confidence)?, trials },
            plans: self.plans,
            fresh: trials.min(FRESH_TRIALS),
        };
        Some((search, varying))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let search = SearchSpec {
            seed: 3,
            objective: Objective::parse_weights("scaling=0.1,collapse=-0.3333333333333333").expect("sound"),
            risk: Some(0.1),
            rule: Rule { delta: 0.01, confidence: 0.99, trials: 7_000 },
            plans: 24,
            fresh: 7_000,
        };
        let varying = Varying { keep_order: true, first_movers: vec![FirstMover::Sender], tranches: vec![1, 3] };
        let written = WrittenSearch::new(&search, &varying);
        assert_eq!(written.read(), Some((search, varying)));
        assert_eq!(WrittenSearch { objective: "peace".to_owned(), ..written }.read(), None);
    }
}
