//! Defaults: what a key says where a file says nothing, and what that depends on.

use crate::domain::{Instrument, LegalForm, Policy, Role};

/// What decides between defaults.
#[derive(Clone, Copy, Debug)]
pub struct Circumstance {
    /// The party, or the camp, that the number belongs to.
    pub role: Role,
    /// The policy of that party.
    pub policy: Policy,
    /// The legal form in which that party has bound itself.
    pub legal_form: LegalForm,
    /// Whether the rung is structural.
    pub structural: bool,
    /// What kind of concession it is.
    pub instrument: Instrument,
}

impl Circumstance {
    /// A circumstance for numbers whose default depends on nothing.
    pub const PLAIN: Self = Self {
        role: Role::Sender,
        policy: Policy::Generous,
        legal_form: LegalForm::Text,
        structural: false,
        instrument: Instrument::Other,
    };
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
    /// By the legal form in which the party has bound itself.
    ByLegalForm(fn(LegalForm) -> f64),
    /// By kind of concession, and by whether the rung is structural.
    ByInstrument(fn(Instrument, bool) -> f64),
    /// Uncertain: log-normal with this median and standard deviation of the logarithm, cut to the allowed range. Exactly 1 where a
    /// pin, another key of the same table, is given, which leaves nothing for the number to scale.
    LogNormal {
        /// Its median.
        median: f64,
        /// The standard deviation of its logarithm.
        sd_log: f64,
        /// The pin.
        unless: &'static str,
    },
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
            Self::ByLegalForm(value) => value(circumstance.legal_form),
            Self::ByInstrument(value) => value(circumstance.instrument, circumstance.structural),
            Self::LogNormal { median, .. } => *median,
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
            Self::ByLegalForm(value) => by_legal_form(*value),
            Self::ByInstrument(value) => by_instrument(*value),
            Self::LogNormal { median, sd_log, unless } => {
                format!("uncertain: `{{ median = {median}, sd_log = {sd_log} }}`; 1 where `{unless}` is given")
            }
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
pub fn by_policy(value: impl Fn(Policy) -> String) -> String {
    let standard = value(Policy::Generous);
    let others = Policy::ALL.iter().filter(|policy| value(**policy) != standard);
    let exceptions: Vec<String> = others.map(|policy| format!("{} {}", policy.word(), value(*policy))).collect();
    if exceptions.is_empty() { standard } else { format!("{standard}; {}", exceptions.join(", ")) }
}

/// The value of a text, then the legal forms that differ from it.
fn by_legal_form(value: fn(LegalForm) -> f64) -> String {
    let standard = value(LegalForm::Text);
    let others = LegalForm::ALL.iter().filter(|form| value(**form).total_cmp(&standard).is_ne());
    let exceptions: Vec<String> = others.map(|form| format!("{} {}", form.word(), value(*form))).collect();
    if exceptions.is_empty() { standard.to_string() } else { format!("{standard}; {}", exceptions.join(", ")) }
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
