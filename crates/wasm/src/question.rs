//! What may be asked, and what is answered.

use detente_engine::batch::BatchSimulator;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::scenario;
use detente_engine::tally::{Tally, TallyRecord};
use serde::{Deserialize, Serialize};

/// Trials of a scenario that are asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name: the stem of its file.
    pub name: String,
    /// Its text, in TOML.
    pub text: String,
    /// `KEY=VALUE` each, laid over the text.
    #[serde(default)]
    pub sets: Vec<String>,
    /// Seed of all draws.
    pub seed: u64,
    /// Number of the first trial.
    pub first: u64,
    /// How many trials.
    pub trials: u64,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The counts of the trials, as the program writes them to `records/`.
    Record(Box<TallyRecord>),
    /// Why nothing was simulated, in the words of `check`.
    Faults(String),
}

/// Answers a [`Question`] in JSON with an [`Answer`] in JSON.
#[must_use]
pub fn answer(question: &str) -> String {
    let answer = serde_json::from_str(question).map_or_else(|error| Answer::Faults(error.to_string()), simulate);
    serde_json::to_string(&answer).expect("integers and text can be spelled")
}

#[expect(clippy::needless_pass_by_value, reason = "what was read is used up")]
fn simulate(question: Question) -> Answer {
    let checked = match scenario::read_text(&question.name, &question.text, &question.sets) {
        Ok(checked) => checked,
        Err(faults) => return Answer::Faults(faults.to_string()),
    };
    let plan = match Plan::compile(&checked.scenario) {
        Ok(plan) => plan,
        Err(error) => return Answer::Faults(error.to_string()),
    };
    let keys = plan.purposes.keys(question.seed);
    let mut tally = Tally::new(&plan, plan.largest_frozen());
    let trials = question.first..question.first.saturating_add(question.trials);
    BatchSimulator::new(&plan).simulate(&mut RandomBlocks::new(&keys), trials, &mut tally);
    Answer::Record(Box::new(tally.record().clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, sets: &[&str]) -> Answer {
        let sets = sets.iter().map(ToString::to_string).collect();
        let (name, text) = ("mine".to_owned(), text.to_owned());
        let question = Question { name, text, sets, seed: 1, first: 0, trials: 100 };
        let question = serde_json::to_string(&question).expect("JSON");
        serde_json::from_str(&answer(&question)).expect("an answer")
    }

    #[test]
    fn trials_are_counted_and_a_change_is_simulated() {
        let records = [&[][..], &["escalation.confrontation_per_month=0"]].map(|sets| asked("", sets));
        let [Answer::Record(plain), Answer::Record(calm)] = &records else { panic!("{records:?}") };
        assert_eq!([plain.trials, calm.trials], [100; 2]);
        assert_ne!(plain.confrontation, calm.confrontation);
    }

    #[test]
    fn faults_come_in_the_words_of_check() {
        let Answer::Faults(faults) = asked("party.target_state.trustwothy = 0.5", &[]) else {
            panic!("it was simulated")
        };
        assert!(faults.contains("did you mean `trustworthy`"), "{faults}");
        assert!(answer("{").contains("faults"));
    }
}
