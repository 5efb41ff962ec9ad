//! One row of `parameters.csv`.

use super::diagnose::Diagnostics;
use super::given::{Given, Reading};
use super::model::{ParameterRow, Scenario, UnstatedValue};
use crate::domain::Basis;
use crate::math::twelve_digits;
use crate::parameter::registry::{Entry, Kind};
use crate::parameter::{Distribution, Worlds};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a row says of values that the file leaves to the registry or to the built-in scenario.
const DEFAULT: &str = "default";

/// The row of `key`, whose value as text is `value`; `found` is the dotted key under which it is given, and what it says.
pub(super) fn make(
    key: String,
    entry: &Entry,
    value: String,
    found: Option<(&str, &Given)>,
    origin: Option<&str>,
) -> ParameterRow {
    let mut row = ParameterRow {
        key,
        question: entry.question.into(),
        value,
        low: None,
        best: None,
        high: None,
        distribution: String::new(),
        unit: entry.unit.into(),
        range: range(entry),
        basis: Basis::Default,
        source: entry.source.into(),
        origin: origin.map_or(DEFAULT.into(), |origin| origin.to_owned().into()),
        given_by: found.map_or(String::new(), |(written, _)| written.to_owned()),
        number: None,
    };
    let Some((_, given)) = found.filter(|_| origin != Some(DEFAULT)) else { return row };
    row.basis = given.provenance.basis.as_deref().and_then(Basis::from_word).unwrap_or(Basis::Judgement);
    row.source = given.provenance.source.clone().unwrap_or_default().into();
    if let Reading::Uncertain(distribution, text) = &given.reading {
        uncertain(&mut row, distribution, text.clone());
    }
    row
}

/// The row of `key`, which is uncertain where no file says otherwise.
pub(super) fn by_default(key: String, entry: &Entry, distribution: &Distribution, text: String) -> ParameterRow {
    let mut row = make(key.clone(), entry, String::new(), None, None);
    uncertain(&mut row, distribution, text);
    row.given_by = key;
    row
}

/// How a row says that its value is drawn with the world of the trial.
const WORLDS: &str = "worlds";

/// The row of `key`, whose values stand in `column` of the worlds.
pub(super) fn valued(key: String, entry: &Entry, worlds: &Worlds, column: usize) -> ParameterRow {
    let mut row = make(key, entry, String::new(), None, None);
    let [low, best, high] = worlds.summary(column).map(twelve_digits);
    (row.low, row.best, row.high) = (Some(low), Some(best), Some(high));
    WORLDS.clone_into(&mut row.distribution);
    (row.basis, row.source, row.origin) = (Basis::Judgement, "".into(), WORLDS.into());
    row
}

/// Rows of numbers that are drawn with the world of a trial say so, with what they may be.
pub(super) fn of_worlds(scenario: &mut Scenario) {
    let Some(worlds) = &scenario.worlds else { return };
    let ends = |value: &UnstatedValue, column: usize| {
        worlds.summary(column).map(|quantile| twelve_digits(value.distribution.quantile(quantile)))
    };
    let drawn = scenario.unstated.iter().filter_map(|value| Some((value, ends(value, worlds.column(&value.key)?))));
    let drawn = drawn.flat_map(|(value, ends)| value.rows.iter().map(move |row| (row.as_str(), ends)));
    let drawn: BTreeMap<&str, [f64; 3]> = drawn.collect();
    for row in &mut scenario.parameters {
        let Some([low, best, high]) = drawn.get(row.key.as_str()) else { continue };
        (row.low, row.best, row.high) = (Some(*low), Some(*best), Some(*high));
        row.value = String::new();
        WORLDS.clone_into(&mut row.distribution);
    }
}

fn uncertain(row: &mut ParameterRow, distribution: &Distribution, text: String) {
    row.value = String::new();
    let (low, high) = ninety_percent(distribution);
    let best = twelve_digits(distribution.quantile(0.5));
    (row.low, row.best, row.high) = (Some(low), Some(best), Some(high));
    row.distribution = text;
}

/// The 5 % and the 95 % quantile to twelve digits; of a 90 % range exactly the two that were written.
pub(super) fn ninety_percent(distribution: &Distribution) -> (f64, f64) {
    match distribution {
        Distribution::Range90 { from, to, .. } => (*from, *to),
        other => (twelve_digits(other.quantile(0.05)), twelve_digits(other.quantile(0.95))),
    }
}

/// Where a given value was first written.
pub(super) fn origin(diagnostics: &Diagnostics, given: &Given) -> String {
    let here = || diagnostics.document(given.place.document).origin.clone();
    given.provenance.origin.clone().unwrap_or_else(here)
}

/// What is accepted, in words.
pub(super) fn range(entry: &Entry) -> Cow<'static, str> {
    let whole = |whole: bool| if whole { "whole numbers " } else { "" };
    match entry.kind {
        Kind::Number(spec) | Kind::Shorthand(spec) => {
            let none = if spec.optional { ", or none" } else { "" };
            format!("{}{}{none}", whole(spec.whole), spec.allowed).into()
        }
        Kind::Setting(spec) => format!("{}{}", whole(spec.whole), spec.allowed).into(),
        Kind::Words(list, _) | Kind::Choice(list) => {
            list().iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ").into()
        }
        Kind::Flag(_) => "true, false".into(),
        Kind::Text => "text".into(),
        Kind::Date => "a date, without quotes".into(),
        Kind::Party => "a party's id, sender, target".into(),
        Kind::Mover => "a party's id, sender, target, simultaneous".into(),
        Kind::Bodies => "ids of bodies".into(),
        Kind::Rungs => "ids of rungs".into(),
        Kind::Keys => "dotted keys of uncertain values".into(),
        Kind::Actor => "the id of a party, body, objector or spoiler".into(),
        Kind::RungName => "the id of a rung, or its label in tables".into(),
    }
}
