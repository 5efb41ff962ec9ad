//! Claims, checked: every word understood, nothing compiled or simulated yet.

use detente_engine::domain::words;
use detente_engine::observe::Observable;
use serde::Serialize;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A checked list of claims.
#[derive(Clone, Debug)]
pub struct ClaimList {
    /// The file as it was named, for messages.
    pub(super) file: String,
    /// Its text, for messages.
    pub(super) text: Arc<str>,
    /// Seed of all draws.
    pub seed: u64,
    /// Trials of an experiment that does not say otherwise.
    pub trials: u64,
    /// Trials of such an experiment against each background.
    pub background_trials: u64,
    /// Other circumstances in which each experiment is repeated.
    pub backgrounds: Vec<Background>,
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
}

/// Circumstances other than those of the scenario: a few values, laid under what an experiment sets itself.
#[derive(Clone, Debug)]
pub struct Background {
    /// Its name.
    pub name: String,
    /// What it is, for readers.
    pub says: String,
    /// `KEY=VALUE`s.
    pub set: Vec<String>,
}

words! {
    /// In what sense a claim can be tested here.
    ClaimKind {
        Experiment = "experiment", "It follows, if it does, from several mechanisms together.";
        Conditional = "conditional", "As an experiment, but expected only under the condition named.";
        ByConstruction = "by_construction", "One equation of the model says it: that it comes out tests the code, not the claim.";
        ByDefinition = "by_definition", "It follows from how the measure is defined.";
        Split = "split", "The literature is divided: the model should reach either sign, under different values.";
    }
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// In what sense it can be tested.
    pub kind: ClaimKind,
    /// The claim in words.
    pub says: String,
    /// Where it comes from.
    pub source: String,
    /// Under which condition it is expected; empty for none.
    pub condition: String,
    /// How it is tried.
    pub experiments: Vec<Experiment>,
}

/// Simulates of one scenario at several levels of something.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// What differs between the levels, for readers; empty where there is one level.
    pub varied: String,
    /// Trials, where it says so.
    pub trials: Option<u64>,
    /// Whether it is repeated against the backgrounds.
    pub backgrounds: bool,
    /// `KEY=VALUE`s that all levels share.
    pub set: Vec<String>,
    /// The levels in order.
    pub levels: Vec<Level>,
    /// What is expected, a row each.
    pub expectations: Vec<Expectation>,
}

/// One level of an experiment.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name in tables.
    pub name: String,
    /// The scenario file that is simulated.
    pub scenario: PathBuf,
    /// `KEY=VALUE`s beside those of the experiment.
    pub set: Vec<String>,
    /// Where it stands in the list.
    pub(super) span: Range<usize>,
}

/// One row: what is measured and how it should differ.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What is measured, for readers; empty where the measure speaks for itself.
    pub says: String,
    /// What is measured.
    pub measure: Measure,
    /// What it is compared with.
    pub comparison: Comparison,
    /// How it should come out.
    pub direction: Direction,
    /// Why it does not hold, where it does not.
    pub if_not: String,
    /// Where it stands in the list.
    pub(super) span: Range<usize>,
}

/// A figure taken over many trials.
#[derive(Clone, Debug)]
pub enum Measure {
    /// A mean or a share.
    Ratio(RatioMeasure),
    /// How well a number read at an early week tells which trials will be of a kind: the probability that such a
    /// trial has the larger number, among trials still undecided at that week.
    Tells {
        /// The kind.
        kind: Observable,
        /// The number.
        from: Observable,
        /// The week.
        at_week: u32,
    },
}

/// A sum over trials divided by another.
#[derive(Clone, Debug)]
pub struct RatioMeasure {
    /// What is summed.
    pub of: Observable,
    /// Whether only its being above 0 is counted.
    pub share: bool,
    /// What it is divided by: the number of trials in which `of` is defined unless given.
    pub per: Option<Observable>,
    /// Trials that count: those in which each of these is above 0, or is not where `false` stands beside it.
    pub among: Vec<(bool, Observable)>,
}

/// What a measure is compared with.
#[derive(Clone, Debug)]
pub enum Comparison {
    /// The same measure at the first level, with the last.
    Levels,
    /// Another measure in the same trials of one level, by position.
    Than(RatioMeasure, usize),
    /// A number, at one level, by position.
    Against(f64, usize),
}

/// How a measure should come out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Direction {
    /// Higher than what it is compared with.
    Rises,
    /// Lower.
    Falls,
    /// Different by less than this.
    Stays(f64),
    /// Highest at the level of this position: above both the first and the last.
    Peaks(usize),
}

impl Expectation {
    /// Everything that it reads.
    pub(super) fn observables(&self) -> Vec<&Observable> {
        let mut all = match &self.measure {
            Measure::Ratio(ratio) => ratio.observables(),
            Measure::Tells { kind, from, .. } => vec![kind, from],
        };
        if let Comparison::Than(than, _) = &self.comparison {
            all.extend(than.observables());
        }
        all
    }
}

impl RatioMeasure {
    fn observables(&self) -> Vec<&Observable> {
        let among = self.among.iter().map(|(_, observable)| observable);
        std::iter::once(&self.of).chain(&self.per).chain(among).collect()
    }
}

impl ClaimList {
    /// Trials of the experiment as it stands (design 0) or against a background: more where it asks for more.
    #[must_use]
    pub fn trials_of(&self, experiment: &Experiment, design: usize) -> u64 {
        let trials = experiment.trials.unwrap_or(self.trials);
        if design == 0 { trials } else { in_proportion(self.background_trials, trials, self.trials) }
    }

    /// The same list with `trials` trials where it says none, and all else in proportion.
    #[must_use]
    pub fn with_trials(mut self, trials: u64) -> Self {
        let scaled = |number: u64| in_proportion(number, trials, self.trials);
        for experiment in self.claims.iter_mut().flat_map(|claim| &mut claim.experiments) {
            experiment.trials = experiment.trials.map(scaled);
        }
        self.background_trials = scaled(self.background_trials);
        self.trials = trials;
        self
    }
}

/// `number` times `part` over `whole`, at least 2.
fn in_proportion(number: u64, part: u64, whole: u64) -> u64 {
    (u128::from(number) * u128::from(part) / u128::from(whole)).max(2) as u64
}

impl ClaimKind {
    /// Whether a claim of this kind says something about the model as a whole rather than about one line of its code.
    #[must_use]
    pub fn is_evidence(self) -> bool {
        !matches!(self, Self::ByConstruction | Self::ByDefinition)
    }
}
