//! A checked scenario: what the file means, with every name resolved and every number in range.

use crate::domain::{Basis, FirstMover, IncidentResponse, Instrument, Judge, NewsEvent, Role, Snapback, Stakes, Until};
use crate::parameter::{Distribution, NumberId, Numbers, Worlds};
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// A scenario after all checks. Lists of actors are in order of their ids, so that the order of
/// tables in a file changes nothing.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The file's stem; the `scenario` column of every table.
    pub stem: String,
    /// Free text for people.
    pub title: String,
    /// Week 0; tables leave the date empty where it is not given.
    pub start: Option<Date>,
    /// What shall count as confrontation, in words.
    pub confrontation: String,
    /// Sender, then target.
    pub parties: [Party; 2],
    /// Display name of the mediator.
    pub mediator: String,
    /// Bodies that sign, by id.
    pub bodies: Vec<Body>,
    /// Objectors, by id.
    pub objectors: Vec<Objector>,
    /// Spoilers, by id.
    pub spoilers: Vec<Spoiler>,
    /// Changes of government that have a date, by id.
    pub turnovers: Vec<Turnover>,
    /// Declared rungs, by id.
    pub rungs: Vec<Rung>,
    /// The sequence: positions in `rungs`.
    pub order: Vec<usize>,
    /// What happens to stakes where a variant orders rungs otherwise.
    pub stakes: Stakes,
    /// Days between rounds at which an offer can be made: a whole number of steps.
    pub round_days: f64,
    /// How many of the first instances of the ladder are in force at the start.
    pub in_force: u32,
    /// How a trial is run.
    pub run: RunSettings,
    /// Every number; uncertain ones at their central value.
    pub numbers: Numbers,
    /// The uncertain values, in order of their keys.
    pub uncertain: Vec<UncertainValue>,
    /// The values that no file states and that may be elsewhere than at their default, in order of their keys.
    pub unstated: Vec<UnstatedValue>,
    /// The worlds from which they are drawn; none where they stand at their defaults.
    pub worlds: Option<Arc<Worlds>>,
    /// The numbers whose values the worlds hold.
    pub world_values: Vec<WorldValue>,
    /// Uncertain values that hang together.
    pub correlated: Vec<CorrelatedPair>,
    /// What was observed, in order of the days by which it was.
    pub news: Vec<News>,
    /// What `parameters.csv` prints, in the order of the registry.
    pub parameters: Vec<ParameterRow>,
}

/// A party.
#[derive(Clone, Debug)]
pub struct Party {
    /// Id; keys the random numbers.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Gives relief or restraint.
    pub role: Role,
    /// What it takes back when the other is found in breach.
    pub snapback: Snapback,
    /// What it does after a serious incident laid at the other's door.
    pub incident_response: IncidentResponse,
    /// Number of first rungs on which it gives alone (0: none).
    pub opener_rungs: u32,
    /// Never delivers first: rungs on which it would do so become simultaneous.
    pub never_first: bool,
}

/// A body that must sign.
#[derive(Clone, Debug)]
pub struct Body {
    /// Id; keys the random numbers.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Whose government it belongs to.
    pub role: Role,
}

/// A regional objector.
#[derive(Clone, Debug)]
pub struct Objector {
    /// Id; keys the random numbers.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Bodies that hear it: positions in `bodies`, ascending.
    pub heard_by: Vec<usize>,
}

/// A spoiler.
#[derive(Clone, Debug)]
pub struct Spoiler {
    /// Id; keys the random numbers.
    pub id: String,
    /// Display name.
    pub name: String,
    /// The camp it belongs to.
    pub camp: Role,
}

/// A change of government that has a date.
#[derive(Clone, Debug)]
pub struct Turnover {
    /// Id; keys the random numbers.
    pub id: String,
    /// Whose government may change.
    pub role: Role,
    /// The day, counted from the start.
    pub day: u32,
}

/// A declared rung.
#[derive(Clone, Debug)]
pub struct Rung {
    /// Id; keys the random numbers.
    pub id: String,
    /// Free text for people.
    pub title: String,
    /// Touches the deep dispute.
    pub structural: bool,
    /// What each party gives: the instrument, or nothing.
    pub gives: [Option<Instrument>; 2],
    /// Bodies that must sign: positions in `bodies`, ascending.
    pub needs: Vec<usize>,
    /// Rungs behind which only it may stand: positions among the rungs, ascending.
    pub requires: Vec<usize>,
    /// Who delivers first.
    pub first_mover: FirstMover,
    /// Serious incidents do not void it.
    pub ring_fenced: bool,
    /// How often it is simulated, each time with its full stake and money (at least 1).
    pub repeat: u32,
    /// Into how many equal parts it is cut (at least 1).
    pub tranches: u32,
    /// The day, counted from the start, on which it is first renewed, if it is in force by then.
    pub renewal_on: Option<u32>,
}

/// How a trial is run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunSettings {
    /// Length of a step.
    pub step_days: f64,
    /// Number of steps to the horizon.
    pub steps: u32,
    /// When a trial stops.
    pub until: Until,
    /// What the outcome reads.
    pub judge: Judge,
}

/// A value that is drawn once per trial.
#[derive(Clone, Debug)]
pub struct UncertainValue {
    /// The dotted key under which the file gives it; keys its chance.
    pub key: String,
    /// What it is drawn from.
    pub distribution: Distribution,
    /// The numbers that take the value drawn.
    pub numbers: Vec<NumberId>,
    /// Whether no file says so: pairs differ in it by default.
    pub by_default: bool,
}

/// A value that no file states. Where the numbers of a key have several defaults, there is one for each default.
#[derive(Clone, Debug, PartialEq)]
pub struct UnstatedValue {
    /// The head under which files of worlds have it; the same for all numbers of its key.
    pub key: String,
    /// What it may be: half below its default and half above, within its usual range.
    pub distribution: Distribution,
    /// The numbers that take it.
    pub numbers: Vec<NumberId>,
    /// The dotted keys by which rows of parameters know them.
    pub rows: Vec<String>,
}

/// Numbers whose value worlds hold, whatever the files state.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldValue {
    /// The dotted key under which the worlds have it.
    pub key: String,
    /// Their column.
    pub column: usize,
    /// The numbers that take it.
    pub numbers: Vec<NumberId>,
}

/// Two uncertain values that hang together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelatedPair {
    /// Position of one in `uncertain`.
    pub one: usize,
    /// Position of the other, the higher.
    pub other: usize,
    /// Their rank correlation.
    pub rank: f64,
}

/// Something that was observed, or was seen not to have happened.
#[derive(Clone, Debug)]
pub struct News {
    /// Id, by which messages and tables name it.
    pub id: String,
    /// What.
    pub event: NewsEvent,
    /// Position of the actor among those of its kind, where one is named.
    pub who: Option<usize>,
    /// Position in `rungs`, and which instance of it (from 0) where one is meant, where a rung is named.
    pub rung: Option<(usize, Option<u32>)>,
    /// The last step that counts.
    pub by_step: u32,
    /// The first step that counts.
    pub from_step: u32,
    /// The day by which it was observed.
    pub date: Date,
    /// Whether it happened.
    pub happened: bool,
    /// The same in words.
    pub words: String,
}

impl Scenario {
    /// How many of its values rest on `basis`.
    #[must_use]
    pub fn values_on(&self, basis: Basis) -> u64 {
        self.parameters.iter().filter(|row| row.basis == basis).count() as u64
    }
}

/// One row of `parameters.csv`: a key with its value, meaning and provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Dotted key, such as `party.iran.trustworthy`.
    pub key: String,
    /// The question in words.
    pub question: Cow<'static, str>,
    /// The value as text (numbers in full precision), empty where it is a distribution or absent.
    pub value: String,
    /// 5 % quantile of an uncertain value.
    pub low: Option<f64>,
    /// Median of an uncertain value.
    pub best: Option<f64>,
    /// 95 % quantile of an uncertain value.
    pub high: Option<f64>,
    /// The distribution as written, empty for a plain value.
    pub distribution: String,
    /// Unit, empty for words.
    pub unit: Cow<'static, str>,
    /// Allowed range, in words.
    pub range: Cow<'static, str>,
    /// What it rests on.
    pub basis: Basis,
    /// Source text.
    pub source: Cow<'static, str>,
    /// Where the value came from: a file name, `default`, or `--set`.
    pub origin: Cow<'static, str>,
    /// The dotted key under which the value is given, which may stand for several rows; empty for a default of the registry.
    pub given_by: String,
    /// The number that it is of; none for words, settings and lists.
    pub number: Option<NumberId>,
}
