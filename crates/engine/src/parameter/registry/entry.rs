//! What is known about one key.

use super::{DefaultValue, DefaultWord, Range, TableName};
use crate::domain::Policy;
use crate::parameter::Numbers;

/// Finds the number of one element in [`Numbers`]; see [`NumberId`](crate::parameter::NumberId).
pub type Select = fn(&mut Numbers, usize) -> &mut f64;

/// The words that a key accepts, each with its meaning.
pub type WordList = fn() -> Vec<(&'static str, &'static str)>;

/// One key of the scenario language.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The table in which the key stands.
    pub table: TableName,
    /// The key itself.
    pub key: &'static str,
    /// The letter used in the description of the model, empty where there is none.
    pub symbol: &'static str,
    /// The key as a question for someone who has never seen the file.
    pub question: &'static str,
    /// Unit, empty for words.
    pub unit: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
    /// What the key accepts.
    pub kind: Kind,
}

/// What a key accepts.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number of the model, which may be uncertain.
    Number(NumberSpec),
    /// A number written once for several keys of the same table.
    Shorthand(NumberSpec),
    /// A number that shapes the run and is never uncertain.
    Setting(SettingSpec),
    /// One of a list of words.
    Words(WordList, DefaultWord),
    /// One of a list of words; always required.
    Choice(WordList),
    /// true or false; the default may depend on the policy.
    Flag(fn(Policy) -> bool),
    /// Free text.
    Text,
    /// A calendar date.
    Date,
    /// The id of a party or its role; always required.
    Party,
    /// Who delivers first: a party's id, its role, or `simultaneous`.
    Mover,
    /// A list of ids of bodies; all bodies where it is absent.
    Bodies,
    /// A list of ids of rungs.
    Rungs,
    /// A list of dotted keys; always required.
    Keys,
    /// The id of a party, body, objector or spoiler; optional.
    Actor,
    /// The id of a rung, or the label of one of its instances; optional.
    RungName,
}

/// A number of the model.
#[derive(Clone, Copy, Debug)]
pub struct NumberSpec {
    /// Where it lives.
    pub select: Select,
    /// What is accepted.
    pub allowed: Range,
    /// What the literature and experience make plausible; values outside are remarked on.
    pub plausible: (f64, f64),
    /// Its value where a file says nothing.
    pub default: DefaultValue,
    /// Whether the word `none` takes the value away.
    pub optional: bool,
    /// Whether only whole numbers are meant.
    pub whole: bool,
    /// The shorthand that also sets it, empty where there is none.
    pub shorthand: &'static str,
}

/// A number that shapes the run.
#[derive(Clone, Copy, Debug)]
pub struct SettingSpec {
    /// What is accepted.
    pub allowed: Range,
    /// Whether only whole numbers are meant.
    pub whole: bool,
    /// Its value where a file says nothing; it may depend on the policy.
    pub default: fn(Policy) -> f64,
}

impl Entry {
    const fn new(table: TableName, key: &'static str, kind: Kind) -> Self {
        Self { table, key, symbol: "", question: "", unit: "", source: "", kind }
    }

    /// A number at `select`; its range and default follow by [`Entry::within`] and [`Entry::or`].
    pub(super) const fn number(table: TableName, key: &'static str, select: Select) -> Self {
        let spec = NumberSpec {
            select,
            allowed: Range::SHARE,
            plausible: (0.0, 1.0),
            default: DefaultValue::Fixed(0.0),
            optional: false,
            whole: false,
            shorthand: "",
        };
        Self::new(table, key, Kind::Number(spec))
    }

    pub(super) const fn setting(table: TableName, key: &'static str, spec: SettingSpec) -> Self {
        Self::new(table, key, Kind::Setting(spec))
    }

    pub(super) const fn words(table: TableName, key: &'static str, words: WordList, default: DefaultWord) -> Self {
        Self::new(table, key, Kind::Words(words, default))
    }

    pub(super) const fn flag(table: TableName, key: &'static str, default: fn(Policy) -> bool) -> Self {
        Self::new(table, key, Kind::Flag(default))
    }

    pub(super) const fn plain(table: TableName, key: &'static str, kind: Kind) -> Self {
        Self::new(table, key, kind)
    }

    const fn changed(mut self, change: NumberSpec) -> Self {
        self.kind = match self.kind {
            Kind::Shorthand(_) => Kind::Shorthand(change),
            _ => Kind::Number(change),
        };
        self
    }

    const fn spec(&self) -> NumberSpec {
        match self.kind {
            Kind::Number(spec) | Kind::Shorthand(spec) => spec,
            _ => panic!("only numbers have a range and a default"),
        }
    }

    /// The allowed range, and the plausible one inside it.
    pub(super) const fn within(self, allowed: Range, low: f64, high: f64) -> Self {
        let mut spec = self.spec();
        spec.allowed = allowed;
        spec.plausible = (low, high);
        self.changed(spec)
    }

    /// The default.
    pub(super) const fn or(self, default: DefaultValue) -> Self {
        let mut spec = self.spec();
        spec.default = default;
        spec.optional = spec.optional || matches!(default, DefaultValue::Absent(_));
        self.changed(spec)
    }

    /// Whole numbers only, and `none` takes the number away.
    pub(super) const fn whole_or_none(self) -> Self {
        let mut spec = self.spec();
        spec.whole = true;
        spec.optional = true;
        self.changed(spec)
    }

    /// Also set by the key `shorthand` of the same table.
    pub(super) const fn also_by(self, shorthand: &'static str) -> Self {
        let mut spec = self.spec();
        spec.shorthand = shorthand;
        self.changed(spec)
    }

    /// A number that stands for several others.
    pub(super) const fn as_shorthand(mut self) -> Self {
        self.kind = Kind::Shorthand(self.spec());
        self
    }

    /// The question in words.
    pub(super) const fn asks(mut self, question: &'static str) -> Self {
        self.question = question;
        self
    }

    /// Symbol and unit.
    pub(super) const fn measured(mut self, symbol: &'static str, unit: &'static str) -> Self {
        self.symbol = symbol;
        self.unit = unit;
        self
    }

    /// Where the default comes from.
    pub(super) const fn because(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    /// Whether the value is a number, or a range or distribution of numbers.
    #[must_use]
    pub const fn holds_numbers(&self) -> bool {
        matches!(self.kind, Kind::Number(_) | Kind::Shorthand(_) | Kind::Setting(_))
    }

    /// Whether the value is any text, a name or an id: whatever stands there is meant as it is written, `010` and `true` too.
    #[must_use]
    pub const fn holds_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Party | Kind::Mover | Kind::Actor | Kind::RungName)
    }

    /// Whether the value is a list of ids.
    #[must_use]
    pub const fn holds_ids(&self) -> bool {
        matches!(self.kind, Kind::Bodies | Kind::Rungs)
    }

    /// Whether the value is a number, and only whole ones are meant.
    #[must_use]
    pub const fn is_whole_number(&self) -> bool {
        match &self.kind {
            Kind::Number(spec) | Kind::Shorthand(spec) => spec.whole,
            Kind::Setting(spec) => spec.whole,
            _ => false,
        }
    }

    /// The number behind the key, if it is one of the model's.
    #[must_use]
    pub const fn as_number(&self) -> Option<&NumberSpec> {
        match &self.kind {
            Kind::Number(spec) | Kind::Shorthand(spec) => Some(spec),
            _ => None,
        }
    }
}
