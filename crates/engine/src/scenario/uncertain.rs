//! Distributions spelled as tables.

use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::diagnose::nearest;
use super::limits::Limits;
use super::tree::{Node, Table, Value};
use crate::parameter::registry::Range;
use crate::parameter::{Distribution, DistributionError};

/// One way to spell a distribution.
pub(super) struct Form {
    /// Keys that must be there.
    pub(super) needed: &'static [&'static str],
    /// Keys that may be there.
    pub(super) optional: &'static [&'static str],
    /// What it means.
    pub(super) meaning: &'static str,
    make: fn(&Numbers<'_>) -> Result<Distribution, DistributionError>,
}

/// Every way to spell a distribution.
pub(super) const FORMS: &[Form] = &[
    Form {
        needed: &["min", "max"],
        optional: &[],
        meaning: "every value between the two equally likely",
        make: |n| Distribution::uniform(n.of("min"), n.of("max")),
    },
    Form {
        needed: &["low", "mode", "high"],
        optional: &["shape"],
        meaning: "a triangle with its peak at the mode; with shape = \"pert\" its smoother relative",
        make: |n| {
            let make = if n.is_pert { Distribution::pert } else { Distribution::triangular };
            make(n.of("low"), n.of("mode"), n.of("high"))
        },
    },
    Form {
        needed: &["alpha", "beta"],
        optional: &["min", "max"],
        meaning: "beta, scaled to min..max (0..1 unless given)",
        make: |n| Distribution::beta(n.of("alpha"), n.of("beta"), n.or("min", 0.0), n.or("max", 1.0)),
    },
    Form {
        needed: &["mean", "sd"],
        optional: &["min", "max"],
        meaning: "normal, cut to min..max (the allowed range unless given)",
        make: |n| {
            Distribution::truncated_normal(
                n.of("mean"),
                n.of("sd"),
                n.or("min", n.allowed.low),
                n.or("max", n.allowed.high),
            )
        },
    },
    Form {
        needed: &["median", "sd_log"],
        optional: &["min", "max"],
        meaning: "log-normal with sd_log the standard deviation of the logarithm, cut to min..max (the allowed range unless given)",
        make: |n| {
            let floor = n.or("min", n.allowed.low.max(0.0));
            Distribution::truncated_log_normal(n.of("median"), n.of("sd_log"), floor, n.or("max", n.allowed.high))
        },
    },
    Form {
        needed: &["values"],
        optional: &["weights"],
        meaning: "one of the values, with chances in proportion to the weights (equal unless given)",
        make: |n| {
            let values = n.list("values");
            let weights = if n.has("weights") { n.list("weights") } else { vec![1.0; values.len()] };
            Distribution::discrete(values, weights)
        },
    },
];

/// The numbers of one table.
struct Numbers<'a> {
    table: &'a Table,
    allowed: Range,
    is_pert: bool,
}

impl Numbers<'_> {
    fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn of(&self, key: &str) -> f64 {
        self.or(key, f64::NAN)
    }

    fn or(&self, key: &str, otherwise: f64) -> f64 {
        self.table.get(key).and_then(|item| as_number(&item.node)).unwrap_or(otherwise)
    }

    fn list(&self, key: &str) -> Vec<f64> {
        let Some(Value::List(list)) = self.table.get(key).map(|item| &item.node.value) else { return Vec::new() };
        list.iter().filter_map(as_number).collect()
    }
}

fn as_number(node: &Node) -> Option<f64> {
    if let Value::Number(number) = node.value { Some(number) } else { None }
}

/// The distribution that a table spells; `None` where a fault in one of its parts was reported.
pub(super) fn from_table(
    diagnostics: &mut Diagnostics,
    key: &str,
    table: &Table,
    limits: &Limits,
) -> Result<Option<Distribution>, Diagnostic> {
    let form = recognise(table)?;
    let mut sound = true;
    for (name, item) in table {
        if let Err(diagnostic) = check_part(name, &item.node) {
            diagnostics.fault(&item.node.place, diagnostic.under(&format!("{key}.{name}"), ""));
            sound = false;
        }
    }
    if !sound {
        return Ok(None);
    }
    let is_pert = table.get("shape").is_some_and(|item| item.node.text() == Some("pert"));
    let made = (form.make)(&Numbers { table, allowed: limits.allowed, is_pert });
    made.map(Some).map_err(|error| Diagnostic::new("", error.to_string()))
}

fn recognise(table: &Table) -> Result<&'static Form, Diagnostic> {
    let fits = |form: &&Form| {
        form.needed.iter().all(|key| table.contains_key(*key))
            && table.keys().all(|key| form.needed.contains(&key.as_str()) || form.optional.contains(&key.as_str()))
    };
    FORMS.iter().find(fits).ok_or_else(|| {
        let keys: Vec<&str> = table.keys().map(String::as_str).collect();
        let found = if keys.is_empty() { "an empty table".to_owned() } else { keys.join(", ") };
        Diagnostic::new("", "not a known form of distribution").found(found).help(forms_in_words(&keys))
    })
}

fn forms_in_words(keys: &[&str]) -> String {
    let known = || {
        FORMS
            .iter()
            .flat_map(|form| form.needed.iter().chain(form.optional))
            .copied()
            .chain(["value", "basis", "source"])
    };
    let slip = keys.iter().filter(|key| !known().any(|name| name == **key));
    let hints = slip.filter_map(|key| nearest(key, known()).map(|name| format!("did you mean `{name}` for `{key}`? ")));
    let forms: Vec<String> = FORMS.iter().map(|form| format!("{{{}}}", form.needed.join(", "))).collect();
    format!("{}forms: {{value}}, {}", hints.collect::<String>(), forms.join(", "))
}

fn check_part(name: &str, node: &Node) -> Result<(), Diagnostic> {
    match (name, &node.value) {
        ("shape", Value::Text(text)) if ["triangle", "pert"].contains(&text.as_str()) => Ok(()),
        ("shape", _) => Err(Diagnostic::new("", "unknown word").allowed("\"pert\" or \"triangle\"")),
        ("values" | "weights", Value::List(list)) if list.iter().all(is_finite) => Ok(()),
        ("values" | "weights", _) => {
            Err(Diagnostic::new("", "not a list of finite numbers").allowed("for instance [1, 2, 3]"))
        }
        (_, Value::Number(number)) if number.is_finite() => Ok(()),
        _ => Err(Diagnostic::new("", "not a finite number")
            .help("the numbers of a distribution are plain numbers, with a decimal point")),
    }
}

fn is_finite(node: &Node) -> bool {
    as_number(node).is_some_and(f64::is_finite)
}

/// The table as the file could spell it, keys in the order of the form.
pub(super) fn as_text(table: &Table) -> String {
    let Ok(form) = recognise(table) else { return String::new() };
    let keys = form.needed.iter().chain(form.optional).filter_map(|key| table.get(*key).map(|item| (key, item)));
    let parts: Vec<String> =
        keys.map(|(key, item)| format!("{key} = {}", super::flatten::value_text(&item.node.value))).collect();
    format!("{{ {} }}", parts.join(", "))
}
