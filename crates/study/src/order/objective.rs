//! What a plan is to be good at.

use crate::compare::Figure;
use crate::scenario::suggestion;
use crate::table::share_percent;
use detente_engine::domain::Outcome;

/// Kinds of trials: the four outcomes, then those in a world that does not count for the plan.
pub(super) const CLASSES: usize = Outcome::ALL.len() + 1;

/// A number for every way in which a trial can end; a plan's value is the mean over its trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    weights: [f64; Outcome::ALL.len()],
    fewest: bool,
    outcome: Option<Outcome>,
}

impl Objective {
    /// The share of trials that end in `outcome`: as large as can be for scaling, as small as can be for the others.
    #[must_use]
    pub fn share_of(outcome: Outcome) -> Self {
        let weights = std::array::from_fn(|at| f64::from(u8::from(at == outcome.index())));
        Self { weights, fewest: !Figure::of_outcome(outcome).is_wanted(), outcome: Some(outcome) }
    }

    /// The mean of a weight for every outcome, as large as can be. `None` unless all are finite and two of them differ.
    #[must_use]
    pub fn weighted(weights: [f64; Outcome::ALL.len()]) -> Option<Self> {
        let sound = weights.iter().all(|weight| weight.is_finite()) && weights.iter().any(|one| *one != weights[0]);
        sound.then_some(Self { weights, fewest: false, outcome: None })
    }

    /// Reads `scaling=1,collapse=-1`; what is not named has the weight 0.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is allowed.
    pub fn parse_weights(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.word()).collect();
        let mut weights = [None; Outcome::ALL.len()];
        for part in text.split(',') {
            let (word, number) = part.split_once('=').ok_or_else(|| {
                format!("`{part}` is not OUTCOME=WEIGHT, such as scaling=1; several are joined by commas")
            })?;
            let outcome = Outcome::from_word(word.trim()).ok_or_else(|| {
                let help = suggestion(word.trim(), words.iter().copied(), "outcomes");
                format!("there is no outcome `{}`: {help}", word.trim())
            })?;
            let weight: Option<f64> = number.trim().parse().ok();
            let weight = weight.filter(|weight| weight.abs() <= 1000.0);
            let weight = weight.ok_or_else(|| format!("`{number}` is no weight: a number from -1000 to 1000"))?;
            if weights[outcome.index()].replace(weight).is_some() {
                return Err(format!("{} has two weights: leave one out", outcome.word()));
            }
        }
        Self::weighted(weights.map(|weight| weight.unwrap_or(0.0)))
            .ok_or_else(|| "all outcomes have the same weight, so no plan is better than another".to_owned())
    }

    /// The weights by outcome, as they stand in the value.
    #[must_use]
    pub fn weights(&self) -> [f64; Outcome::ALL.len()] {
        self.weights
    }

    /// The outcome whose share is the value; none where outcomes are weighted.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// How the objective is written: an outcome, or weights.
    #[must_use]
    pub fn word(&self) -> String {
        let weight = |outcome: &Outcome| format!("{}={}", outcome.word(), self.weights[outcome.index()]);
        self.outcome.map_or_else(
            || Outcome::ALL.iter().map(weight).collect::<Vec<_>>().join(","),
            |outcome| outcome.word().to_owned(),
        )
    }

    /// What [`Objective::word`] writes, read again.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Outcome::from_word(word).map(Self::share_of).or_else(|| Self::parse_weights(word).ok())
    }

    /// What is sought, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.outcome {
            Some(outcome) => format!("{} {}", if self.fewest { "least" } else { "most" }, outcome.word()),
            None => format!("highest {}", self.word().replace(',', ", ")),
        }
    }

    /// Whether a smaller value is the better one.
    pub(super) fn fewest(&self) -> bool {
        self.fewest
    }

    /// A value for people: percent of trials, or a plain number.
    #[must_use]
    pub fn shown(&self, value: f64) -> String {
        if self.outcome.is_some() { share_percent(value) } else { format!("{value:.4}") }
    }

    /// The scores by class, the higher the better; times `scale`.
    pub(super) fn scores(&self, scale: f64) -> [f64; CLASSES] {
        let sign = if self.fewest { -scale } else { scale };
        std::array::from_fn(|class| self.weights.get(class).map_or(0.0, |weight| sign * weight))
    }

    /// The value behind a mean score.
    pub(super) fn value(&self, score: f64) -> f64 {
        // No zero with a sign.
        if self.fewest { 0.0 - score } else { score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_and_written() {
        let read = Objective::parse_weights("scaling=1, overtaken=-0.5,collapse=-1").expect("sound");
        assert_eq!(read.weights(), [1.0, 0.0, -0.5, -1.0]);
        assert_eq!(Objective::from_word(&read.word()), Some(read));
        for outcome in Outcome::ALL {
            let own = Objective::share_of(*outcome);
            assert_eq!(Objective::from_word(&own.word()), Some(own));
        }
    }

    #[test]
    fn what_is_no_objective_is_refused_with_what_to_do() {
        for (text, wanted) in [
            ("scaling", "is not OUTCOME=WEIGHT"),
            ("scalin=1", "there is no outcome `scalin`: did you mean `scaling`?"),
            ("scaling=x", "a number from -1000"),
            ("scaling=1,scaling=2", "two weights"),
            ("scaling=1,stalling=1,overtaken=1,collapse=1", "the same weight"),
            ("scaling=nan", "a number from -1000"),
        ] {
            let said = Objective::parse_weights(text).expect_err("refused");
            assert!(said.contains(wanted), "{text}: {said}");
        }
    }

    #[test]
    fn fewer_collapses_are_a_higher_score() {
        let own = Objective::share_of(Outcome::Collapse);
        assert_eq!(own.scores(2.0)[Outcome::Collapse.index()], -2.0);
        assert_eq!(own.value(-0.3), 0.3);
    }
}
