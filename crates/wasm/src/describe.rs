//! What a scenario holds, and what may be changed in it: what a page shows before anything is simulated.

use crate::case::Prepared;
use detente_engine::domain::{Basis, Role};
use detente_engine::parameter::registry::{self, Entry, Kind, Range};
use detente_engine::scenario::{ParameterRow, Rung, Scenario};
use detente_study::compare::{Factor, FactorKind, factors};
use serde::Serialize;

/// A scenario in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Described {
    /// The stem of its file.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The day on which week 0 begins, `YYYY-MM-DD`, where it is given.
    pub start: Option<String>,
    /// How long its trials last, in weeks.
    pub horizon_weeks: f64,
    /// What counts as confrontation.
    pub confrontation: String,
    /// Sender, then target.
    pub parties: Vec<Actor>,
    /// Bodies that sign.
    pub bodies: Vec<Actor>,
    /// Outsiders who object.
    pub objectors: Vec<Actor>,
    /// Armed groups.
    pub spoilers: Vec<Actor>,
    /// Who can be taken out, bodies first and the mediator last.
    pub switches: Vec<Switch>,
    /// The rungs in the order in which they are climbed.
    pub ladder: Vec<LadderRung>,
    /// How many values rest on what: documented, press, judgement, template, default.
    pub bases: Vec<(&'static str, u64)>,
    /// Every value, in the order of the reference page.
    pub inputs: Vec<InputRow>,
    /// Remarks, in the words of `detente check`.
    pub notes: Vec<String>,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Id, as in keys.
    pub id: String,
    /// Display name.
    pub name: String,
    /// To whom of the two parties it belongs: the id of the party; empty where it is a party or an outsider.
    pub party: String,
}

/// Somebody who can be taken out, as `compare --without` takes them out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// What they are: body, objector, spoiler or mediator.
    pub kind: &'static str,
    /// Display name.
    pub name: String,
    /// The keys that take them out, each with its value.
    pub sets: Vec<(String, String)>,
}

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LadderRung {
    /// Id, as in keys.
    pub id: String,
    /// Display name.
    pub title: String,
    /// Whether it touches the deep dispute.
    pub structural: bool,
    /// Names of the bodies that sign it.
    pub needs: Vec<String>,
    /// What sender and target give, in words; empty for a party that gives nothing.
    pub gives: Vec<String>,
}

/// What a key accepts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "accepts", rename_all = "snake_case")]
pub enum InputKind {
    /// A number; a range of numbers, where it may be uncertain.
    Number {
        /// Least that is accepted.
        low: f64,
        /// Most that is accepted.
        high: f64,
        /// Whether these two themselves are refused.
        open: bool,
        /// Between which values it usually lies; none for settings of a run.
        usual: Option<[f64; 2]>,
        /// Whether only whole numbers are accepted.
        whole: bool,
        /// Whether it may be uncertain.
        may_vary: bool,
        /// Whether `none` is accepted.
        optional: bool,
    },
    /// One of these words, each with its meaning.
    Words {
        /// Word and meaning.
        words: Vec<(&'static str, &'static str)>,
    },
    /// Anything else: shown, and changed in the file alone.
    Other,
}

/// A value, as `parameters.csv` has it, with what its key accepts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputRow {
    /// Dotted key.
    pub key: String,
    /// The question in words.
    pub question: String,
    /// The value as text; empty where it is uncertain or absent.
    pub value: String,
    /// 5 % quantile of an uncertain value.
    pub low: Option<f64>,
    /// Its median.
    pub best: Option<f64>,
    /// 95 % quantile.
    pub high: Option<f64>,
    /// The distribution as written, `worlds` where it is drawn with the worlds of what no file states.
    pub distribution: String,
    /// Unit, empty for words.
    pub unit: String,
    /// What is accepted, in words.
    pub range: String,
    /// documented, press, judgement, template or default.
    pub basis: &'static str,
    /// Source.
    pub source: String,
    /// What is accepted.
    pub kind: InputKind,
}

/// What `case` holds.
pub(crate) fn described(case: &Prepared) -> Described {
    let scenario = &case.file.scenario;
    let party = |role: Role| scenario.parties[usize::from(role == Role::Target)].id.clone();
    let actor = |id: &String, name: &String, party: String| Actor { id: id.clone(), name: name.clone(), party };
    Described {
        name: scenario.stem.clone(),
        title: scenario.title.clone(),
        start: scenario.start.map(|day| day.to_string()),
        horizon_weeks: case.plan.weeks(case.plan.steps),
        confrontation: scenario.confrontation.clone(),
        parties: scenario.parties.iter().map(|own| actor(&own.id, &own.name, String::new())).collect(),
        bodies: scenario.bodies.iter().map(|own| actor(&own.id, &own.name, party(own.role))).collect(),
        objectors: scenario.objectors.iter().map(|own| actor(&own.id, &own.name, String::new())).collect(),
        spoilers: scenario.spoilers.iter().map(|own| actor(&own.id, &own.name, party(own.camp))).collect(),
        switches: factors(scenario).iter().filter_map(|factor| switch(scenario, factor)).collect(),
        ladder: scenario.order.iter().map(|at| rung(scenario, &scenario.rungs[*at])).collect(),
        bases: Basis::GIVEN.iter().chain([&Basis::Default]).map(|own| (own.word(), scenario.values_on(*own))).collect(),
        inputs: scenario.parameters.iter().map(input).collect(),
        notes: case.file.notes.iter().map(|note| note.render_note(false)).collect(),
    }
}

/// The switch of a factor; none of hazards, which are values, and of rungs, which leave the order of the ladder.
fn switch(scenario: &Scenario, factor: &Factor) -> Option<Switch> {
    let named = |mut all: Box<dyn Iterator<Item = (&String, &String)> + '_>| {
        all.find(|(id, _)| **id == factor.id).map(|(_, name)| name.clone())
    };
    let name = match factor.kind {
        FactorKind::Body => named(Box::new(scenario.bodies.iter().map(|own| (&own.id, &own.name)))),
        FactorKind::Objector => named(Box::new(scenario.objectors.iter().map(|own| (&own.id, &own.name)))),
        FactorKind::Spoiler => named(Box::new(scenario.spoilers.iter().map(|own| (&own.id, &own.name)))),
        FactorKind::Mediator => Some(scenario.mediator.clone()),
        FactorKind::Hazard | FactorKind::Rung => None,
    }?;
    let pair = |set: &String| set.split_once('=').map(|(key, off)| (key.to_owned(), off.to_owned()));
    Some(Switch { kind: factor.kind.word(), name, sets: factor.sets.iter().filter_map(pair).collect() })
}

fn rung(scenario: &Scenario, rung: &Rung) -> LadderRung {
    let gives = |instrument: &Option<_>| instrument.map_or(String::new(), detente_engine::domain::Instrument::spaced);
    LadderRung {
        id: rung.id.clone(),
        title: rung.title.clone(),
        structural: rung.structural,
        needs: rung.needs.iter().map(|at| scenario.bodies[*at].name.clone()).collect(),
        gives: rung.gives.iter().map(gives).collect(),
    }
}

fn input(row: &ParameterRow) -> InputRow {
    InputRow {
        key: row.key.clone(),
        question: row.question.to_string(),
        value: row.value.clone(),
        low: row.low,
        best: row.best,
        high: row.high,
        distribution: row.distribution.clone(),
        unit: row.unit.to_string(),
        range: row.range.to_string(),
        basis: row.basis.word(),
        source: row.source.to_string(),
        kind: registry::of_key(&row.key).map_or(InputKind::Other, kind),
    }
}

fn kind(entry: &Entry) -> InputKind {
    let number = |Range { low, high, open }, usual, whole, may_vary, optional| InputKind::Number {
        low,
        high,
        open,
        usual,
        whole,
        may_vary,
        optional,
    };
    match entry.kind {
        Kind::Number(spec) | Kind::Shorthand(spec) => {
            let (low, high) = spec.plausible;
            number(spec.allowed, Some([low, high]), spec.whole, true, spec.optional)
        }
        Kind::Setting(spec) => number(spec.allowed, None, spec.whole, false, false),
        Kind::Words(list, _) | Kind::Choice(list) => InputKind::Words { words: list() },
        Kind::Flag(_) => InputKind::Words { words: vec![("true", "yes"), ("false", "no")] },
        _ => InputKind::Other,
    }
}
