//! What a report shows, as plain structs read from the published tables.

use super::analysis::read::AnalysisTables;
use super::estimate::Estimate;
use super::observed::Observed;
use super::overview::Overview;
use super::page::Embedded;
use super::point;
use super::watch::Watch;
use crate::results::RunFacts;
use detente_engine::domain::{Basis, Cause, Outcome, StopReason};
use detente_study::story::Tale;
use detente_study::table::{Headline, RunTables, Status, SummaryRow, Table, TableRow, Varied, Verdict};
use jiff::civil::Date;

/// What results were made from; it stands in the foot of everything that may travel alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Version of detente that simulated.
    pub version: String,
    /// Its results version.
    pub results_version: u32,
    /// Seed of all draws.
    pub seed: u64,
    /// What is varied, where the scenarios are the points of a sweep.
    pub varied: Option<Varied>,
    /// The scenarios, in order of their stems.
    pub scenarios: Vec<ScenarioProvenance>,
}

/// What one scenario's results were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioProvenance {
    /// Stem of the scenario's file.
    pub scenario: String,
    /// Trials simulated.
    pub trials: u64,
    /// Of these the ones that went as was observed, which all figures are about; none where nothing was observed.
    pub kept: Option<u64>,
    /// How many were followed from one entry of the news to the next, where those that count were found so: `trials` is then what it would
    /// have taken by themselves, estimated.
    pub followed: Option<u64>,
    /// Whether these are all that were asked for.
    pub status: Status,
    /// SHA-256 of the scenario as run, in hexadecimal.
    pub input: String,
    /// What was varied with its values here, as in `ambiguity 0.2, tranches 1`; none where it is no point of a sweep.
    pub point: Option<String>,
}

impl ScenarioProvenance {
    /// The trials that all figures are about.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.kept.unwrap_or(self.trials)
    }
}

impl Provenance {
    /// What `facts` say of the scenarios of which anything was simulated, with the digest that `input` gives for each
    /// one's file as run.
    #[must_use]
    pub fn new(facts: &RunFacts, input: impl Fn(&str) -> String) -> Self {
        let (varied, followed) = (facts.recipe.varied().cloned(), facts.recipe.followed());
        let simulated = |facts: &crate::results::ScenarioFacts| ScenarioProvenance {
            scenario: facts.scenario.clone(),
            trials: facts.trials_done,
            kept: None,
            followed,
            status: facts.status,
            input: input(&facts.scenario),
            point: varied.as_ref().and_then(|varied| point::words(varied, &facts.scenario)),
        };
        let scenarios = facts.scenarios.iter().filter(|facts| facts.trials_done > 0).map(simulated).collect();
        let (version, results_version, seed) = (facts.version.clone(), facts.results_version, facts.recipe.seed());
        Self { version, results_version, seed, varied, scenarios }
    }
}

/// A base rate that a figure of the scenario is set beside.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedRate {
    /// What was counted.
    pub measured: String,
    /// The figure of the scenario, a share.
    pub here: Estimate,
    /// What was counted, with the interval of the count.
    pub counted: Estimate,
    /// Of how many.
    pub n: String,
    /// How the figure stands to that interval.
    pub verdict: Verdict,
    /// The data.
    pub source: String,
}

/// An outcome and how often it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeShare {
    /// The outcome.
    pub outcome: Outcome,
    /// Trials that ended so.
    pub count: u64,
    /// The same as a share, 0..1.
    pub share: Estimate,
    /// Where the share lies in nine worlds of ten, from 5 to 95 %, if the uncertain values were known; none where
    /// nothing is uncertain.
    pub assumed: Option<[f64; 2]>,
}

/// A cause and how often it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CauseShare {
    /// The cause, which knows its outcome.
    pub cause: Cause,
    /// Share of the trials counted, 0..1.
    pub share: Estimate,
}

/// Shares of trials by the end of a week, 0..1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Weeks since the start.
    pub week: f64,
    /// With confrontation by then, with the channel.
    pub with: f64,
    /// The same in the no-channel trials, where they are simulated.
    pub without: Option<f64>,
    /// Mean trust of the sender in the target and of the target in the sender, over trials without confrontation so
    /// far, where there are any.
    pub trust: Option<[f64; 2]>,
}

/// How the trials would have ended, had they been judged at an earlier day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The day, weeks since the start.
    pub weeks: f64,
    /// Shares of the outcomes, by [`Outcome`], 0..1.
    pub shares: [f64; 4],
}

/// Confrontation by a horizon, with and without the channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// The horizon, weeks.
    pub weeks: f64,
    /// Share with the channel.
    pub with: Estimate,
    /// Share without.
    pub without: Estimate,
    /// With less without, paired.
    pub difference: Estimate,
    /// The share of worlds in which it is below zero, and between which values it lies in nine worlds of ten; none where that was not
    /// worked out.
    pub over_worlds: Option<(f64, [f64; 2])>,
    /// Mean weeks before confrontation or the horizon, with the channel less without.
    pub gained_weeks: Option<Estimate>,
}

/// How far the two arms of a comparison differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Less confrontation with the channel, beyond chance.
    Less,
    /// More, beyond chance.
    More,
    /// The interval holds zero.
    NotToldApart,
}

impl Horizon {
    /// What the interval of the difference says.
    #[must_use]
    pub fn change(&self) -> Change {
        if self.difference.high < 0.0 {
            Change::Less
        } else if self.difference.low > 0.0 {
            Change::More
        } else {
            Change::NotToldApart
        }
    }
}

/// Trust of a party when a rung was first offered, means over the trials in which it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust {
    /// The trust at which the party would accept as often as not, 0..1.
    pub needed: f64,
    /// What it believed of the other, 0..1.
    pub earned: f64,
}

/// A rung of the ladder as climbed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Its place, from 1.
    pub position: u64,
    /// Its id, with `.1`, `.2` ... for parts and repetitions.
    pub label: String,
    /// Its title, for people.
    pub title: String,
    /// Names of the bodies that must sign it.
    pub signers: Vec<String>,
    /// Share of trials in which it was in force at least once.
    pub delivered: Estimate,
    /// Share of trials at whose end it was in force, by the record.
    pub in_force: Estimate,
    /// Share of trials at whose end it was in force and honoured in truth.
    pub honoured: f64,
    /// Share of trials in which a check of it raised an alarm at least once.
    pub alarmed: f64,
    /// Share of trials in which the ladder stopped here.
    pub stopped: Estimate,
    /// What stopped it here most often, and the share of these stops.
    pub mostly: Option<(StopReason, f64)>,
    /// Of sender and target; none where the party gives nothing here, or its acceptance is given outright.
    pub trust: [Option<Trust>; 2],
}

impl Rung {
    /// What people call it: its title, or its id in words; with its number where it comes several times.
    #[must_use]
    pub fn called(&self) -> String {
        let (id, number) = self.label.split_once('.').map_or((self.label.as_str(), None), |(id, at)| (id, Some(at)));
        let name = if self.title.is_empty() { id.replace('_', " ") } else { self.title.clone() };
        number.map_or_else(|| name.clone(), |number| format!("{name} ({number})"))
    }
}

/// A body that signs, and how often it refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Its name, for people.
    pub name: String,
    /// Reviews concluded over all trials.
    pub reviews: u64,
    /// Of these, vetoes.
    pub vetoes: u64,
    /// The same as a share of reviews, where there were any.
    pub veto_share: Option<f64>,
}

/// A value behind the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its dotted key.
    pub key: String,
    /// The question that it answers.
    pub question: String,
    /// The value, or its distribution as written, with its unit.
    pub value: String,
    /// What it rests on.
    pub basis: Basis,
    /// The source.
    pub source: String,
}

/// What is said first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The finding, with the names of the parties; a title, without a full stop.
    pub title: String,
    /// The figures that it stands on, a sentence each.
    pub figures: Vec<String>,
    /// How far chance may have moved them.
    pub chance: String,
    /// How far they hang on what is assumed.
    pub assumptions: String,
    /// What must be known before it is quoted.
    pub caveat: String,
}

/// What is shown of one scenario.
#[derive(Clone, Debug)]
pub struct ScenarioReport {
    /// What it was made from.
    pub simulated: ScenarioProvenance,
    /// Its title, for people; of a point of a sweep with its values.
    pub title: String,
    /// Of many scenarios, what it has the least or the most of, so that it is among those shown in full.
    pub because: Option<String>,
    /// Names of the sender and of the target.
    pub parties: [String; 2],
    /// Week 0, where given.
    pub start: Option<Date>,
    /// Length of a trial, weeks.
    pub horizon_weeks: f64,
    /// Week by which the first rung was in force in three of four trials in which any ever was.
    pub first_in_force_weeks: Option<f64>,
    /// Median week in which the outcome was decided.
    pub median_end_weeks: Option<f64>,
    /// What shall count as confrontation, in words.
    pub confrontation_means: String,
    /// The four outcomes, in their order.
    pub outcomes: Vec<OutcomeShare>,
    /// Causes that came at all, the most frequent first.
    pub causes: Vec<CauseShare>,
    /// How the trials would have ended by an earlier day, the earliest first.
    pub judged: Vec<Judged>,
    /// The weeks.
    pub weeks: Vec<Week>,
    /// Confrontation with and without the channel, by horizon; empty where no counterfactuals are simulated.
    pub confrontation: Vec<Horizon>,
    /// Base rates that a figure of it is set beside; empty where none is.
    pub base_rates: Vec<CountedRate>,
    /// The ladder, first rung first.
    pub rungs: Vec<Rung>,
    /// The bodies, the most vetoes first.
    pub bodies: Vec<Body>,
    /// The body with most vetoes, where there were any.
    pub most_vetoes: Option<Body>,
    /// How many values rest on what.
    pub bases: [(Basis, u64); Basis::ALL.len()],
    /// The values that the file gives (not those left at their default).
    pub values: Vec<Value>,
    /// What was observed, where anything was.
    pub observed: Option<Observed>,
    /// What comes most often.
    pub leads: Headline,
    /// The finding: its title, its figures, and how sure it is.
    pub answer: Answer,
    /// What decides how it ends, sentence by sentence.
    pub decides: Vec<String>,
    /// What to watch while a real channel runs.
    pub watch: Option<Watch>,
    /// Where trouble shows, sentence by sentence.
    pub trouble: Vec<String>,
    /// Trials that were told: a typical one first, then of other ends one that scaled and one that collapsed.
    pub tales: Vec<Tale>,
}

/// Everything that a report shows.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What it was made from.
    pub provenance: Provenance,
    /// The scenarios that are shown in full, in order of their stems: all of at most [`super::MOST_SHOWN`].
    pub scenarios: Vec<ScenarioReport>,
    /// What all scenarios look like together, where these are too many to show each.
    pub overview: Option<Overview>,
    /// The tables that it was read from: of too many scenarios the summary whole, the others with the rows of those shown.
    pub tables: &'a RunTables,
    /// The same with the columns of what is varied, for writers that print any table.
    pub(super) printed: Vec<Table>,
    /// A page that simulates, where the scenarios as run are known.
    pub(super) page: Option<Embedded>,
    /// What the scenarios change against each other, where they are plans that were compared.
    pub(super) compared: Option<&'a AnalysisTables>,
}

impl Report<'_> {
    /// The table of rows of `R` as it is printed; none where the batch has none.
    pub(super) fn printed<R: TableRow>(&self) -> Option<&Table> {
        self.printed.iter().find(|table| table.name == R::NAME)
    }

    /// The summary as it is printed.
    pub(super) fn summary(&self) -> &Table {
        self.printed::<SummaryRow>().expect("every run has a summary")
    }
}
