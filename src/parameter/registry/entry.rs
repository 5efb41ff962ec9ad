//! What is known about one key.

use super::{Range, Table};
use crate::domain::{Instrument, Policy, Role};
use crate::parameter::Numbers;

/// Finds the field of one element in [`Numbers`]; see [`Field`](crate::parameter::Field).
pub type Select = fn(&mut Numbers, usize) -> &mut f64;

/// The words that a key accepts, each with its meaning.
pub type WordList = fn() -> Vec<(&'static str, &'static str)>;

/// One key of the scenario language.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The table in which the key stands.
    pub table: Table,
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

/// What decides between defaults.
#[derive(Clone, Copy, Debug)]
pub struct Circumstance {
    /// The party, or the camp, that the number belongs to.
    pub role: Role,
    /// The policy of that party.
    pub policy: Policy,
    /// Whether the rung is structural.
    pub structural: bool,
    /// What kind of concession it is.
    pub instrument: Instrument,
}

impl Circumstance {
    /// A circumstance for numbers whose default depends on nothing.
    pub const PLAIN: Self =
        Self { role: Role::Sender, policy: Policy::Generous, structural: false, instrument: Instrument::Other };
}

/// The default of a number.
#[derive(Clone, Copy, Debug)]
pub enum DefaultValue {
    /// Always the same.
    Fixed(f64),
    /// Not given, which means what the text says.
    Absent(&'static str),
    /// One for the sender, one for the target.
    ByRole([f64; 2]),
    /// One for plain rungs, one for structural ones.
    ByStructural([f64; 2]),
    /// By policy of the party.
    ByPolicy(fn(Policy) -> f64),
    /// By kind of concession, and by whether the rung is structural.
    ByInstrument(fn(Instrument, bool) -> f64),
}

/// The default of a word.
#[derive(Clone, Copy, Debug)]
pub enum DefaultWord {
    /// The file must say it.
    Required,
    /// Always the same.
    Fixed(&'static str),
    /// By policy of the party.
    ByPolicy(fn(Policy) -> &'static str),
}

impl DefaultValue {
    /// The default in one circumstance; NaN where the number is absent.
    #[must_use]
    pub fn value(&self, circumstance: &Circumstance) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::Absent(_) => f64::NAN,
            Self::ByRole(values) => values[circumstance.role.index()],
            Self::ByStructural(values) => values[usize::from(circumstance.structural)],
            Self::ByPolicy(value) => value(circumstance.policy),
            Self::ByInstrument(value) => value(circumstance.instrument, circumstance.structural),
        }
    }

    /// The default as a phrase for the reference page.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Fixed(value) => value.to_string(),
            Self::Absent(meaning) => format!("none: {meaning}"),
            Self::ByRole([sender, target]) if sender.total_cmp(target).is_eq() => sender.to_string(),
            Self::ByRole([sender, target]) => format!("sender {sender}, target {target}"),
            Self::ByStructural([plain, structural]) => format!("{plain}; structural {structural}"),
            Self::ByPolicy(value) => by_policy(|policy| value(policy).to_string()),
            Self::ByInstrument(value) => by_instrument(*value),
        }
    }
}

impl DefaultWord {
    /// The default under one policy, `None` where the file must say it.
    #[must_use]
    pub fn word(&self, policy: Policy) -> Option<&'static str> {
        match self {
            Self::Required => None,
            Self::Fixed(word) => Some(word),
            Self::ByPolicy(word) => Some(word(policy)),
        }
    }

    /// The default as a phrase for the reference page.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Required => "must be given".to_owned(),
            Self::Fixed(word) => format!("`{word}`"),
            Self::ByPolicy(word) => by_policy(|policy| format!("`{}`", word(policy))),
        }
    }
}

/// The value under the standard policy, then the policies that differ from it.
pub(crate) fn by_policy(value: impl Fn(Policy) -> String) -> String {
    let standard = value(Policy::Generous);
    let others = Policy::ALL.iter().filter(|policy| value(**policy) != standard);
    let exceptions: Vec<String> = others.map(|policy| format!("{} {}", policy.word(), value(*policy))).collect();
    if exceptions.is_empty() { standard } else { format!("{standard}; {}", exceptions.join(", ")) }
}

fn by_instrument(value: fn(Instrument, bool) -> f64) -> String {
    let standard = value(Instrument::Other, false);
    let mut phrases = vec![standard.to_string()];
    let structural = value(Instrument::Other, true);
    if structural.total_cmp(&standard).is_ne() {
        phrases.push(format!("structural {structural}"));
    }
    for instrument in Instrument::ALL {
        let plain = value(*instrument, false);
        if plain.total_cmp(&standard).is_ne() {
            phrases.push(format!("{} {plain}", instrument.word()));
        }
    }
    phrases.join("; ")
}

impl Entry {
    const fn new(table: Table, key: &'static str, kind: Kind) -> Self {
        Self { table, key, symbol: "", question: "", unit: "", source: "", kind }
    }

    /// A number at `select`; its range and default follow by [`Entry::within`] and [`Entry::or`].
    pub(super) const fn number(table: Table, key: &'static str, select: Select) -> Self {
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

    pub(super) const fn setting(table: Table, key: &'static str, spec: SettingSpec) -> Self {
        Self::new(table, key, Kind::Setting(spec))
    }

    pub(super) const fn words(table: Table, key: &'static str, words: WordList, default: DefaultWord) -> Self {
        Self::new(table, key, Kind::Words(words, default))
    }

    pub(super) const fn flag(table: Table, key: &'static str, default: fn(Policy) -> bool) -> Self {
        Self::new(table, key, Kind::Flag(default))
    }

    pub(super) const fn plain(table: Table, key: &'static str, kind: Kind) -> Self {
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

    /// The number behind the key, if it is one of the model's.
    #[must_use]
    pub const fn as_number(&self) -> Option<&NumberSpec> {
        match &self.kind {
            Kind::Number(spec) | Kind::Shorthand(spec) => Some(spec),
            _ => None,
        }
    }
}
