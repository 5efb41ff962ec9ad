//! What is to be compared: the same whether a command line or a manifest asked for it.

use super::super::args::CompareArgs;
use super::super::job::Ready;
use super::super::{Failure, Status, folder};
use anyhow::anyhow;
use detente_report::results::{Analysis, Dialect, Manifest, RunFacts, ScenarioFacts, Settings};
use detente_study::compare::{Factor, MOST_COMBINED, factors};
use detente_study::run::Spec;
use detente_study::scenario::differing_keys;
use std::path::{Path, PathBuf};

/// What is asked of the scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Question {
    /// Which is better.
    Plans,
    /// What would have been without these factors; without each where none is named.
    Without(Vec<String>),
    /// Which key makes the difference.
    Keys,
}

/// A comparison to be made.
pub(super) struct Order {
    /// The base, then the others.
    pub(super) ready: Vec<Ready>,
    pub(super) question: Question,
    pub(super) spec: Spec,
    pub(super) dialect: Dialect,
}

/// The question that the command line asks.
pub(super) fn question(args: &CompareArgs) -> Result<Question, Failure> {
    let wrong = |text: &str| Err(Failure::new(Status::CommandLine, anyhow!("{text}")));
    match (args.others.len(), args.without.is_empty(), args.by.is_some()) {
        (0, true, _) => wrong("name what to compare with: another scenario, or `--without each`"),
        (_, true, false) => Ok(Question::Plans),
        (1, true, true) => Ok(Question::Keys),
        (_, true, true) => wrong("`--by key` takes two scenarios: the base and one other"),
        (0, false, false) => Ok(Question::Without(args.without.iter().filter(|id| *id != "each").cloned().collect())),
        _ => wrong("`--without` takes one scenario: what is taken out of it is compared with itself"),
    }
}

impl Order {
    /// A comparison of `ready`, the base first.
    pub(super) fn new(ready: Vec<Ready>, question: Question, args: &CompareArgs) -> Result<Self, Failure> {
        let spec = args.simulate.spec();
        let own = Self { ready, question, spec, dialect: args.folder.csv_dialect.into() };
        own.check().map_err(|problem| Failure::new(Status::CommandLine, anyhow!(problem)))?;
        Ok(own)
    }

    /// The comparison that the results folder `folder` holds.
    pub(super) fn of_folder(folder: &Path, manifest: &Manifest) -> Result<Self, String> {
        let facts = &manifest.facts;
        let other_version = || {
            format!(
                "it was written by detente {}, results version {}: make it again with that version",
                facts.version, facts.results_version
            )
        };
        let analysis = facts.settings.analysis.as_ref().ok_or_else(other_version)?;
        let question = match analysis.question.as_str() {
            "plans" => Question::Plans,
            "without" => Question::Without(analysis.factors.clone()),
            "keys" => Question::Keys,
            _ => return Err(other_version()),
        };
        let inputs = folder::inputs(folder, manifest)?;
        let find = |stem: &String| {
            let found = inputs.iter().find(|ready| ready.stem() == stem);
            found.cloned().ok_or_else(|| format!("inputs/{stem}.toml is missing"))
        };
        let ready = analysis.scenarios.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        let spec = Spec { seed: facts.seed, trials: facts.trials };
        let dialect = Dialect::from_word(&facts.settings.csv_dialect).ok_or_else(other_version)?;
        let own = Self { ready, question, spec, dialect };
        // Before the facts are asked for: they speak of a base, and of a question that can be asked.
        let can_be_asked = match own.question {
            Question::Plans => own.ready.len() >= 2,
            Question::Without(_) => own.ready.len() == 1,
            Question::Keys => own.ready.len() == 2,
        };
        if can_be_asked && own.check().is_ok() && own.facts() == *facts { Ok(own) } else { Err(other_version()) }
    }

    /// Names must tell the scenarios apart, and the factors must be there.
    fn check(&self) -> Result<(), String> {
        for (at, one) in self.ready.iter().enumerate() {
            let counterfactual = self.ready[..at].iter().find(|other| other.stem() == one.stem());
            if let Some(other) = counterfactual.filter(|other| other.file.flattened != one.file.flattened) {
                let [first, second] = [other.path.display(), one.path.display()];
                return Err(format!(
                    "{first} and {second} would share the name `{}` in the tables; rename one",
                    one.stem()
                ));
            }
        }
        let Question::Without(asked) = &self.question else { return Ok(()) };
        let known = factors(&self.base().file.scenario);
        match asked.iter().find(|id| known.iter().all(|factor| factor.id != **id)) {
            None => Ok(()),
            Some(id) => {
                let ids: Vec<&str> = known.iter().map(|factor| factor.id.as_str()).collect();
                let help = detente_study::scenario::suggestion(id, ids.iter().copied(), "names");
                Err(format!("there is nothing called `{id}` to take out of {}; {help}", self.base().path.display()))
            }
        }
    }

    /// The scenario that the others are compared with.
    pub(super) fn base(&self) -> &Ready {
        &self.ready[0]
    }

    /// The scenarios that are compared with it.
    pub(super) fn others(&self) -> &[Ready] {
        &self.ready[1..]
    }

    /// Every scenario once.
    pub(super) fn inputs(&self) -> Vec<&Ready> {
        let mut inputs: Vec<&Ready> = self.ready.iter().collect();
        inputs.sort_by_key(|one| one.stem());
        inputs.dedup_by_key(|one| one.stem());
        inputs
    }

    /// The files that were read.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.ready.iter().flat_map(|one| &one.file.files)
    }

    /// What is taken out.
    pub(super) fn factors(&self) -> Vec<Factor> {
        let Question::Without(asked) = &self.question else { return Vec::new() };
        let all = factors(&self.base().file.scenario).into_iter();
        all.filter(|factor| asked.is_empty() || asked.contains(&factor.id)).collect()
    }

    /// About how many simulates it comes to.
    pub(super) fn trial_count(&self) -> u64 {
        let plans = match &self.question {
            Question::Plans => self.ready.len(),
            Question::Without(_) => {
                let singles = self.factors().len();
                let combined = singles.min(MOST_COMBINED);
                let pairs = combined * combined.saturating_sub(1) / 2;
                1 + singles + if pairs > 0 { 1 + combined + pairs } else { 0 }
            }
            Question::Keys => 2 + 2 * differing_keys(&self.ready[0].file, &self.ready[1].file).len(),
        };
        self.spec.trials.saturating_mul(plans as u64)
    }

    /// The name of its results folder.
    pub(super) fn name(&self) -> String {
        let base = self.base().stem();
        match (&self.question, self.others()) {
            (Question::Without(_), _) => format!("{base}_without"),
            (Question::Keys, [other]) => format!("{base}_vs_{}_by_key", other.stem()),
            (_, [other]) => format!("{base}_vs_{}", other.stem()),
            _ => format!("{base}_vs_others"),
        }
    }

    /// What the manifest says of it.
    pub(super) fn facts(&self) -> RunFacts {
        let factors = if let Question::Without(asked) = &self.question { asked.clone() } else { Vec::new() };
        let analysis = Analysis {
            command: "compare".to_owned(),
            question: self.question.word().to_owned(),
            scenarios: self.ready.iter().map(|one| one.stem().to_owned()).collect(),
            factors,
        };
        let settings = Settings { analysis: Some(analysis), ..Settings::new(self.dialect) };
        let trials = self.spec.trials;
        let scenarios = self.inputs().iter().map(|one| ScenarioFacts::new(one.stem(), trials, trials)).collect();
        RunFacts::new(self.spec.seed, trials, settings, scenarios)
    }
}
