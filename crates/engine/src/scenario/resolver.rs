//! Looking values up along their chain of defaults, and writing numbers, draws and rows as it goes.

use super::diagnose::Diagnostic;
use super::diagnose::{Diagnostics, Place};
use super::given::{AllGiven, Given, Reading};
use super::model::{ParameterRow, UncertainValue, UnstatedValue, WorldValue};
use super::row;
use super::shape::is_id;
use crate::domain::Role;
use crate::parameter::registry::{Circumstance, DefaultValue, Entry, Kind, NumberSpec, TableName, entries_of, find};
use crate::parameter::{Distribution, NumberId, Numbers, Worlds, unstated_key};
use std::collections::BTreeMap;

/// The share of draws of an uncertain value that guards look at: all but one in a thousand at either end.
const EXTREME: f64 = 0.999;

/// One table of one actor or rung: where to look values up, and where its numbers live.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) table: TableName,
    /// Prefixes of dotted keys; the first that gives a key wins, and the first names the rows.
    pub(super) chain: Vec<String>,
    /// Position among the numbers; see [`NumberId`].
    pub(super) element: usize,
    pub(super) circumstance: Circumstance,
}

impl Slot {
    /// A table of which there is one.
    pub(super) fn single(table: TableName) -> Self {
        Self { table, chain: vec![table.word().to_owned()], element: 0, circumstance: Circumstance::PLAIN }
    }

    /// The table of the actor `id`, the one at position `element`.
    pub(super) fn of(table: TableName, id: &str, element: usize) -> Self {
        Self { chain: vec![format!("{}.{id}", table.word())], element, ..Self::single(table) }
    }

    /// The dotted key by which this slot's `key` is known.
    pub(super) fn name(&self, key: &str) -> String {
        let mut written = String::new();
        join_into(&mut written, &self.chain[0], key);
        written
    }
}

/// Writes the dotted key of `key` under `prefix` in place of `written`.
fn join_into(written: &mut String, prefix: &str, key: &str) {
    written.clear();
    written.push_str(prefix);
    if !prefix.is_empty() {
        written.push('.');
    }
    written.push_str(key);
}

/// Room for the rows of a scenario of a few rungs (the built-in one has 294).
const USUAL_ROWS: usize = 320;

/// Keys for people, which decide nothing.
pub(super) const LABELS: [&str; 2] = ["name", "title"];

/// A scenario half resolved.
pub(super) struct Resolver<'a> {
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) given: &'a AllGiven,
    pub(super) numbers: Numbers,
    pub(super) rows: Vec<ParameterRow>,
    uncertain: BTreeMap<String, UncertainValue>,
    unstated: BTreeMap<String, Vec<UnstatedValue>>,
    /// The worlds of the scenario, and the columns of the keys whose values they hold.
    worlds: Option<&'a Worlds>,
    valued: BTreeMap<&'a str, usize>,
    world_values: BTreeMap<usize, WorldValue>,
}

/// Where the value of a key comes from.
#[derive(Clone, Copy)]
enum Origin<'a> {
    /// A file says it, under this dotted key.
    Given(&'a str, &'a Given),
    /// It stands in this column of the worlds, under this dotted key.
    World(&'a str, usize),
}

impl<'a> Resolver<'a> {
    pub(super) fn new(diagnostics: &'a mut Diagnostics, given: &'a AllGiven, worlds: Option<&'a Worlds>) -> Self {
        Self {
            worlds,
            valued: worlds.into_iter().flat_map(Worlds::valued).collect(),
            world_values: BTreeMap::new(),
            diagnostics,
            given,
            numbers: Numbers::default(),
            rows: Vec::with_capacity(USUAL_ROWS),
            uncertain: BTreeMap::new(),
            unstated: BTreeMap::new(),
        }
    }

    /// Where `key` is given for `slot`: the dotted key as written, and what it says.
    pub(super) fn lookup(&self, slot: &Slot, key: &str) -> Option<(&'a str, &'a Given)> {
        find(slot.table, key).and_then(|entry| self.lookup_entry(slot, entry))
    }

    /// Where the key of `entry`, one of `slot`'s table, is given; not where worlds hold its value.
    fn lookup_entry(&self, slot: &Slot, entry: &Entry) -> Option<(&'a str, &'a Given)> {
        match self.origin(slot, entry)? {
            Origin::Given(written, given) => Some((written, given)),
            Origin::World(..) => None,
        }
    }

    /// Where the value of `entry`, one of `slot`'s table, comes from; none where it is left to the registry. Of one dotted key worlds
    /// go before files.
    fn origin(&self, slot: &Slot, entry: &Entry) -> Option<Origin<'a>> {
        let shorthand = entry.as_number().map_or("", |spec| spec.shorthand);
        let mut written = String::new();
        for prefix in &slot.chain {
            for name in [entry.key, shorthand].into_iter().filter(|name| !name.is_empty()) {
                join_into(&mut written, prefix, name);
                if let Some((written, column)) = self.valued.get_key_value(written.as_str()) {
                    return Some(Origin::World(written, *column));
                }
                if let Some((written, given)) = self.given.values.get_key_value(&written) {
                    return Some(Origin::Given(written, given));
                }
            }
        }
        None
    }

    /// Writes every number of `slot` and adds its rows, except for the keys in `without`.
    pub(super) fn fill(&mut self, slot: &Slot, without: &[&str]) {
        for entry in entries_of(slot.table).filter(|entry| !without.contains(&entry.key)) {
            match entry.kind {
                Kind::Number(spec) => self.fill_number(slot, entry, &spec),
                Kind::Setting(_) | Kind::Words(..) | Kind::Flag(_) | Kind::Mover => {
                    let value = self.plain_text(slot, entry);
                    self.add_row(slot, entry, value);
                }
                Kind::Text
                | Kind::Date
                | Kind::Party
                | Kind::Bodies
                | Kind::Rungs
                | Kind::Choice(_)
                | Kind::Keys
                | Kind::Actor
                | Kind::RungName => {
                    self.add_row_if_given(slot, entry);
                }
                Kind::Shorthand(_) => {}
            }
        }
    }

    /// Writes the defaults of `slot`, for what is not simulated.
    pub(super) fn fill_unread(&mut self, slot: &Slot) {
        for entry in entries_of(slot.table) {
            if let Kind::Number(spec) = entry.kind {
                *(spec.select)(&mut self.numbers, slot.element) = spec.default.value(&slot.circumstance);
            }
        }
    }

    fn fill_number(&mut self, slot: &Slot, entry: &Entry, spec: &NumberSpec) {
        let found = match self.origin(slot, entry) {
            Some(Origin::World(written, column)) => return self.fill_from_worlds(slot, entry, written, column),
            Some(Origin::Given(written, given)) => Some((written, given)),
            None => None,
        };
        let value = match found.as_ref().map(|(_, given)| &given.reading) {
            Some(Reading::Number(value)) => *value,
            Some(Reading::Nothing) => f64::NAN,
            Some(Reading::Uncertain(distribution, _)) => distribution.quantile(0.5),
            Some(Reading::Faulty) => spec.default.value(&slot.circumstance),
            _ => match spec.default {
                DefaultValue::LogNormal { unless, .. } if self.is_given(slot, unless) => 1.0,
                DefaultValue::LogNormal { median, sd_log, .. } => {
                    return self.fill_log_normal(slot, entry, median, sd_log);
                }
                default => default.value(&slot.circumstance),
            },
        };
        *(spec.select)(&mut self.numbers, slot.element) = value;
        if found.is_none() {
            self.note_unstated(slot, entry, spec, value);
        }
        if let Some((written, given)) = found {
            self.remark_if_implausible(written, given, spec);
            if let Reading::Uncertain(distribution, _) = &given.reading {
                let shared = self.uncertain.entry(written.to_owned()).or_insert_with(|| UncertainValue {
                    key: written.to_owned(),
                    distribution: distribution.clone(),
                    numbers: Vec::new(),
                    by_default: false,
                });
                shared.numbers.push(NumberId::of_entry(entry, slot.element));
            }
        }
        self.add_found_row(slot, entry, found, if value.is_nan() { "none".to_owned() } else { value.to_string() });
    }

    /// Writes a number whose values stand in `column` of the worlds, under the dotted key `written`.
    fn fill_from_worlds(&mut self, slot: &Slot, entry: &Entry, written: &str, column: usize) {
        let (worlds, number) = (self.worlds.expect("worlds have the column"), NumberId::of_entry(entry, slot.element));
        number.set(&mut self.numbers, worlds.summary(column)[1]);
        let own = || WorldValue { key: written.to_owned(), column, numbers: Vec::new() };
        self.world_values.entry(column).or_insert_with(own).numbers.push(number);
        self.rows
            .push(ParameterRow { number: Some(number), ..row::valued(slot.name(entry.key), entry, worlds, column) });
    }

    /// Notes a number that no file states, where it may be elsewhere than at its default. What stands at an end of its usual range (no
    /// money, no relief on a plain rung) says that there is none of it, and counts and pins are choices: they stay.
    fn note_unstated(&mut self, slot: &Slot, entry: &Entry, spec: &NumberSpec, default: f64) {
        let (low, high) = spec.plausible;
        if spec.optional || spec.whole || matches!(spec.default, DefaultValue::LogNormal { .. }) {
            return;
        }
        if let Ok(distribution) = Distribution::split_triangular(low, default, high) {
            let number = NumberId::of_entry(entry, slot.element);
            let (key, row) = (unstated_key(entry), slot.name(entry.key));
            let alike = self.unstated.entry(key.clone()).or_default();
            match alike.iter_mut().find(|value| value.distribution == distribution) {
                Some(value) => {
                    value.numbers.push(number);
                    value.rows.push(row);
                }
                None => alike.push(UnstatedValue { key, distribution, numbers: vec![number], rows: vec![row] }),
            }
        }
    }

    /// Writes a number whose default is uncertain.
    fn fill_log_normal(&mut self, slot: &Slot, entry: &Entry, median: f64, sd_log: f64) {
        let spec = entry.as_number().expect("a number");
        let (low, high) = (spec.allowed.low.max(0.0), spec.allowed.high);
        let distribution = Distribution::truncated_log_normal(median, sd_log, low, high).expect("a sound default");
        *(spec.select)(&mut self.numbers, slot.element) = distribution.quantile(0.5);
        let (key, number) = (slot.name(entry.key), NumberId::of_entry(entry, slot.element));
        let text = format!("{{ median = {median}, sd_log = {sd_log} }}");
        let row = row::by_default(key.clone(), entry, &distribution, text);
        self.rows.push(ParameterRow { number: Some(number), ..row });
        let numbers = vec![number];
        self.uncertain.insert(key.clone(), UncertainValue { key, distribution, numbers, by_default: true });
    }

    /// Whether `key` has a value for `slot`, be it a faulty one.
    fn is_given(&self, slot: &Slot, key: &str) -> bool {
        match find(slot.table, key).and_then(|entry| self.origin(slot, entry)) {
            Some(Origin::Given(_, given)) => !matches!(given.reading, Reading::Nothing),
            origin => origin.is_some(),
        }
    }

    /// The column of the worlds in which the values of `slot`'s `key` stand, if they do.
    pub(super) fn column(&self, slot: &Slot, key: &str) -> Option<(&'a str, usize)> {
        match find(slot.table, key).and_then(|entry| self.origin(slot, entry)) {
            Some(Origin::World(written, column)) => Some((written, column)),
            _ => None,
        }
    }

    /// Whether the worlds hold the values of the dotted key `key`.
    pub(super) fn is_valued(&self, key: &str) -> bool {
        self.valued.contains_key(key)
    }

    /// What the worlds that have weight say in `columns`, one world after the other; one that says nothing where there are no columns.
    pub(super) fn cells(&self, columns: &[usize]) -> Vec<Vec<f64>> {
        let Some(worlds) = self.worlds.filter(|_| !columns.is_empty()) else { return vec![Vec::new()] };
        worlds.weighty().map(|world| columns.iter().map(|column| worlds.of(world)[*column]).collect()).collect()
    }

    /// A value outside the usual range is remarked on unless the file says where it comes from; one that is uncertain, where its middle
    /// lies outside: who does not know much rightly writes a range that reaches over the edge.
    fn remark_if_implausible(&mut self, key: &str, given: &Given, spec: &NumberSpec) {
        if given.provenance.source.as_ref().is_some_and(|source| !source.is_empty()) {
            return;
        }
        let (middle, found) = match &given.reading {
            Reading::Number(value) => (*value, value.to_string()),
            Reading::Uncertain(distribution, text) => (distribution.quantile(0.5), text.clone()),
            _ => return,
        };
        let (floor, ceiling) = spec.plausible;
        if middle < floor || middle > ceiling {
            let diagnostic = Diagnostic::new(key, "outside the usual range").found(found);
            let plausible =
                format!("{floor} to {ceiling} is usual: check the unit, and say where the value comes from");
            self.diagnostics.note(&given.place, diagnostic.help(plausible));
        }
    }

    fn add_row(&mut self, slot: &Slot, entry: &Entry, value: String) {
        self.add_found_row(slot, entry, self.lookup_entry(slot, entry), value);
    }

    /// Adds the row of `entry`, which was `found` in the file or not.
    fn add_found_row(&mut self, slot: &Slot, entry: &Entry, found: Option<(&str, &Given)>, value: String) {
        let origin = found.as_ref().map(|(_, given)| row::origin(self.diagnostics, given));
        let number = matches!(entry.kind, Kind::Number(_)).then(|| NumberId::of_entry(entry, slot.element));
        let row = row::make(slot.name(entry.key), entry, value, found, origin.as_deref());
        self.rows.push(ParameterRow { number, ..row });
    }

    /// The row of a text, a date or a list, which have no default of their own: only where one is given, and
    /// none for labels, which change nothing.
    fn add_row_if_given(&mut self, slot: &Slot, entry: &Entry) {
        if LABELS.contains(&entry.key) {
            return;
        }
        let value = match self.lookup_entry(slot, entry).map(|(_, given)| &given.reading) {
            Some(Reading::Word(word)) => word.clone(),
            Some(Reading::Date(date)) => date.to_string(),
            Some(Reading::Ids(ids)) => ids.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" "),
            _ => return,
        };
        self.add_row(slot, entry, value);
    }

    /// A value that is not a number of the model, as text.
    fn plain_text(&self, slot: &Slot, entry: &Entry) -> String {
        match entry.kind {
            Kind::Setting(_) => self.setting(slot, entry.key).to_string(),
            Kind::Flag(_) => self.flag(slot, entry.key).to_string(),
            Kind::Mover => self.word(slot, entry.key).unwrap_or_else(|| "simultaneous".to_owned()),
            _ => self.word(slot, entry.key).unwrap_or_default(),
        }
    }

    /// The word or text at `key`, or its default; `None` where there is neither.
    pub(super) fn word(&self, slot: &Slot, key: &str) -> Option<String> {
        if let Some((_, Given { reading: Reading::Word(word), .. })) = self.lookup(slot, key) {
            return Some(word.clone());
        }
        match find(slot.table, key)?.kind {
            Kind::Words(_, default) => default.word(slot.circumstance.policy).map(str::to_owned),
            _ => None,
        }
    }

    /// The flag at `key`, or its default.
    pub(super) fn flag(&self, slot: &Slot, key: &str) -> bool {
        match (self.lookup(slot, key).map(|(_, given)| &given.reading), find(slot.table, key).map(|entry| entry.kind)) {
            (Some(Reading::Flag(flag)), _) => *flag,
            (_, Some(Kind::Flag(default))) => default(slot.circumstance.policy),
            _ => false,
        }
    }

    /// The setting at `key`, or its default.
    pub(super) fn setting(&self, slot: &Slot, key: &str) -> f64 {
        match (self.lookup(slot, key).map(|(_, given)| &given.reading), find(slot.table, key).map(|entry| entry.kind)) {
            (Some(Reading::Number(value)), _) => *value,
            (_, Some(Kind::Setting(spec))) => (spec.default)(slot.circumstance.policy),
            _ => f64::NAN,
        }
    }

    /// The list of ids at `key`, where one is given and sound.
    pub(super) fn ids(&self, slot: &Slot, key: &str) -> Option<(&'a [(String, Place)], &'a Place)> {
        match self.lookup(slot, key) {
            Some((_, Given { reading: Reading::Ids(ids), place, .. })) => Some((ids, place)),
            _ => None,
        }
    }

    /// The lowest and the highest value that guards reckon with: the number itself, or the quantiles
    /// beyond which an uncertain value lies once in a thousand draws.
    pub(super) fn extremes(&mut self, slot: &Slot, key: &str) -> (f64, f64) {
        if let Some((_, Given { reading: Reading::Uncertain(distribution, _), .. })) = self.lookup(slot, key) {
            return (distribution.quantile(1.0 - EXTREME), distribution.quantile(EXTREME));
        }
        let value = self.number(slot, key);
        (value, value)
    }

    /// The central value of a number that was filled.
    pub(super) fn number(&mut self, slot: &Slot, key: &str) -> f64 {
        let spec = find(slot.table, key).and_then(Entry::as_number).expect("a number of this table");
        *(spec.select)(&mut self.numbers, slot.element)
    }

    /// The uncertain values that some number takes, in order of their keys.
    pub(super) fn take_uncertain(&mut self) -> Vec<UncertainValue> {
        std::mem::take(&mut self.uncertain).into_values().collect()
    }

    /// The numbers whose values the worlds hold, in order of their columns.
    pub(super) fn take_world_values(&mut self) -> Vec<WorldValue> {
        std::mem::take(&mut self.world_values).into_values().collect()
    }

    /// The values that no file states, in order of their keys.
    pub(super) fn take_unstated(&mut self) -> Vec<UnstatedValue> {
        std::mem::take(&mut self.unstated).into_values().flatten().collect()
    }

    /// The role that a party's id or a role word stands for; a fault under `slot`'s `key` where neither.
    pub(super) fn role(&mut self, slot: &Slot, key: &str, header: &Place, parties: &[String; 2]) -> Role {
        let Some((written, given)) = self.lookup(slot, key) else {
            let diagnostic = Diagnostic::new(slot.name(key), "missing");
            self.diagnostics
                .missing(header, diagnostic.help(format!("say {key} = \"{}\" or \"{}\"", parties[0], parties[1])));
            return Role::Sender;
        };
        let Reading::Word(word) = &given.reading else { return Role::Sender };
        role_of(word, parties).unwrap_or_else(|| {
            let known = parties.iter().map(String::as_str).filter(|id| is_id(id)).chain(["sender", "target"]);
            let diagnostic = Diagnostic::new(written, format!("there is no party `{word}`"));
            self.diagnostics.fault(&given.place, diagnostic.help(super::diagnose::help(word, known, "parties")));
            Role::Sender
        })
    }
}

/// The role that a party's id or a role word stands for.
pub(super) fn role_of(word: &str, parties: &[String; 2]) -> Option<Role> {
    let by_id = Role::ALL.iter().copied().find(|role| parties[role.index()] == word);
    Role::from_word(word).or(by_id)
}
