//! Reading a number: plain, as a 90 % range, or as a distribution.
//!
//! What is advised here is accepted when it is written.

use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::diagnose::notation::{is_decimal_comma, with_both_digits};
use super::given::Reading;
use super::limits::Limits;
use super::tree::{Node, Value};
use super::uncertain;
use crate::parameter::Distribution;
use crate::parameter::registry::Range;

/// What the value at `key` is understood as, or what is wrong with it; faults of its parts are in `diagnostics`.
pub(super) fn judge(
    diagnostics: &mut Diagnostics,
    key: &str,
    node: &Node,
    limits: &Limits,
) -> Result<Reading, Diagnostic> {
    match &node.value {
        Value::Number(number) => plain(*number, limits).map(Reading::Number),
        Value::Text(text) => from_text(text, limits),
        Value::Table(_) | Value::List(_) | Value::Flag(_) | Value::Date(_) if !limits.may_vary => {
            Err(Diagnostic::new("", "not a plain number")
                .found(node.kind())
                .help("this key shapes the run and cannot be uncertain"))
        }
        Value::Table(table) => uncertain::from_table(diagnostics, key, table, limits).and_then(|found| match found {
            Some(found) => {
                check_support(&found, limits)?;
                Ok(Reading::Uncertain(found, uncertain::as_text(table)))
            }
            None => Ok(Reading::Faulty),
        }),
        _ => Err(Diagnostic::new("", "not a number").found(node.kind())),
    }
}

/// A plain number within limits.
pub(super) fn plain(number: f64, limits: &Limits) -> Result<f64, Diagnostic> {
    if !number.is_finite() {
        return Err(Diagnostic::new("", "not a finite number").found(number.to_string().to_lowercase()));
    }
    if limits.whole && number.fract() != 0.0 {
        return Err(Diagnostic::new("", "not a whole number").found(number.to_string()));
    }
    if !limits.allowed.contains(number) {
        return Err(Diagnostic::new("", "out of range").found(number.to_string()));
    }
    Ok(number)
}

fn from_text(text: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let trimmed = text.trim();
    if trimmed == "none" {
        return if limits.optional {
            Ok(Reading::Nothing)
        } else {
            Err(Diagnostic::new("", "cannot be none").help("leave the key out to have its default"))
        };
    }
    if let Some((from, to)) = trimmed.split_once(" to ") {
        return ninety_percent(from.trim(), to.trim(), limits)
            .map(|found| Reading::Uncertain(found, trimmed.to_owned()));
    }
    let message = if is_decimal_comma(trimmed) { "a decimal comma" } else { "not a number" };
    let help = with_both_digits(trimmed).map_or_else(|| ways(limits).to_owned(), |number| format!("write {number}"));
    Err(Diagnostic::new("", message).found(format!("\"{text}\"")).help(help))
}

/// How a number can be written.
fn ways(limits: &Limits) -> &'static str {
    match (limits.whole, limits.may_vary) {
        (true, true) => "write a whole number, or { values = [2, 3], weights = [1, 1] }",
        (true, false) => "write a whole number",
        (false, true) => "write a number, a 90 % range as \"0.1 to 0.3\", or { low = 1, mode = 2, high = 3 }",
        (false, false) => "write a number",
    }
}

fn ninety_percent(from: &str, to: &str, limits: &Limits) -> Result<Distribution, Diagnostic> {
    if limits.whole || !limits.may_vary {
        return Err(Diagnostic::new("", "a range is not possible here")
            .found(format!("\"{from} to {to}\""))
            .help(ways(limits)));
    }
    let (low, high) = (range_end(from)?, range_end(to)?);
    let Range { low: floor, high: ceiling, .. } = limits.allowed;
    for end in [low, high] {
        if !(floor < end && end < ceiling) {
            let diagnostic = Diagnostic::new("", "an end of the 90 % range is not strictly inside what is allowed");
            let mut help = "a 90 % range leaves room beyond both ends".to_owned();
            if low < high && limits.allowed.holds_support(low, high) {
                help += &format!("; to say \"never beyond\", write {{ min = {low}, max = {high} }}");
            }
            return Err(diagnostic.found(end.to_string()).help(help));
        }
    }
    Distribution::range90(low, high, floor, ceiling).map_err(|error| Diagnostic::new("", error.to_string()))
}

fn range_end(text: &str) -> Result<f64, Diagnostic> {
    if is_decimal_comma(text) {
        return Err(Diagnostic::new("", "a decimal comma").found(text).help("write numbers with a point"));
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        let help = "a 90 % range has two numbers, as in \"0.1 to 0.3\"";
        Diagnostic::new("", "not a number at an end of the range").found(text).help(help)
    })
}

/// Refuses a distribution that could leave what is allowed.
fn check_support(distribution: &Distribution, limits: &Limits) -> Result<(), Diagnostic> {
    if let Distribution::Discrete { values, .. } = distribution {
        return values.iter().try_for_each(|value| plain(*value, limits).map(|_| ()));
    }
    if limits.whole {
        return Err(Diagnostic::new("", "not a distribution of whole numbers")
            .help("write { values = [2, 3], weights = [1, 1] }"));
    }
    let (low, high) = distribution.support();
    if !limits.allowed.holds_support(low, high) {
        let diagnostic =
            Diagnostic::new("", "the distribution reaches out of range").found(format!("values from {low} to {high}"));
        return Err(diagnostic.help("give min and max, or other ends, within what is allowed"));
    }
    Ok(())
}
