//! Reading a number: plain, as a 90 % range, or as a distribution.

use super::fault::Complaint;
use super::findings::Findings;
use super::given::Reading;
use super::limits::Limits;
use super::set::is_decimal_comma;
use super::tree::{Node, Value};
use super::uncertain;
use crate::parameter::Distribution;
use crate::parameter::registry::Range;

/// Reads the number at `key`.
pub(super) fn read(findings: &mut Findings, key: &str, node: &Node, limits: &Limits) -> Reading {
    let result = match &node.value {
        Value::Number(number) => plain(*number, limits).map(Reading::Number),
        Value::Text(text) => from_text(text, limits),
        Value::Table(_) | Value::List(_) | Value::Flag(_) | Value::Date(_) if !limits.may_vary => {
            Err(Complaint::new("", "not a plain number")
                .found(node.kind())
                .help("this key shapes the run and cannot be uncertain"))
        }
        Value::Table(table) => uncertain::from_table(findings, key, table, limits).and_then(|found| match found {
            Some(found) => {
                check_support(&found, limits)?;
                Ok(Reading::Uncertain(found, uncertain::as_text(table)))
            }
            None => Ok(Reading::Faulty),
        }),
        _ => Err(Complaint::new("", "not a number").found(node.kind())),
    };
    result.unwrap_or_else(|complaint| {
        let allowed = limits.in_words();
        findings.fault(&node.place, complaint.under(key, &allowed));
        Reading::Faulty
    })
}

/// A plain number within limits.
pub(super) fn plain(number: f64, limits: &Limits) -> Result<f64, Complaint> {
    if !number.is_finite() {
        return Err(Complaint::new("", "not a finite number").found(number.to_string().to_lowercase()));
    }
    if limits.whole && number.fract() != 0.0 {
        return Err(Complaint::new("", "not a whole number").found(number.to_string()));
    }
    if !limits.allowed.contains(number) {
        return Err(Complaint::new("", "out of range").found(number.to_string()));
    }
    Ok(number)
}

fn from_text(text: &str, limits: &Limits) -> Result<Reading, Complaint> {
    let trimmed = text.trim();
    if trimmed == "none" {
        return if limits.optional {
            Ok(Reading::Nothing)
        } else {
            Err(Complaint::new("", "cannot be none").help("leave the key out to have its default"))
        };
    }
    if let Some((from, to)) = trimmed.split_once(" to ") {
        return ninety_percent(from.trim(), to.trim(), limits)
            .map(|found| Reading::Uncertain(found, trimmed.to_owned()));
    }
    let complaint = Complaint::new("", "not a number").found(format!("\"{text}\""));
    Err(if is_decimal_comma(trimmed) {
        Complaint::new("", "a decimal comma")
            .found(format!("\"{text}\""))
            .help(format!("write {}", trimmed.replace(',', ".")))
    } else if trimmed.parse::<f64>().is_ok_and(f64::is_finite) {
        complaint.help(format!("write {trimmed} without quotes"))
    } else if let Some(percent) = trimmed.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok()) {
        complaint.help(format!("write {} (shares run from 0 to 1)", percent / 100.0))
    } else {
        complaint.help("write a number, a 90 % range as \"0.1 to 0.3\", or { low = 1, mode = 2, high = 3 }")
    })
}

fn ninety_percent(from: &str, to: &str, limits: &Limits) -> Result<Distribution, Complaint> {
    if limits.whole || !limits.may_vary {
        let help = if limits.whole && limits.may_vary {
            "write { values = [2, 3], weights = [1, 1] }"
        } else {
            "write one number"
        };
        return Err(Complaint::new("", "a range is not possible here").found(format!("\"{from} to {to}\"")).help(help));
    }
    let (low, high) = (range_end(from)?, range_end(to)?);
    let Range { low: floor, high: ceiling, .. } = limits.allowed;
    for end in [low, high] {
        if !(floor < end && end < ceiling) {
            let complaint = Complaint::new("", "an end of the 90 % range is not strictly inside what is allowed");
            let help = format!(
                "a 90 % range leaves room beyond both ends; to say \"never beyond\", write {{ min = {low}, max = {high} }}"
            );
            return Err(complaint.found(end.to_string()).help(help));
        }
    }
    Distribution::range90(low, high, floor, ceiling).map_err(|error| Complaint::new("", error.to_string()))
}

fn range_end(text: &str) -> Result<f64, Complaint> {
    if is_decimal_comma(text) {
        let help = format!("write {}", text.replace(',', "."));
        return Err(Complaint::new("", "a decimal comma").found(text).help(help));
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        Complaint::new("", "not a number at an end of the range").found(text).help("write \"0.1 to 0.3\"")
    })
}

/// Refuses a distribution that could leave what is allowed.
fn check_support(distribution: &Distribution, limits: &Limits) -> Result<(), Complaint> {
    if let Distribution::Discrete { values, .. } = distribution {
        return values.iter().try_for_each(|value| plain(*value, limits).map(|_| ()));
    }
    if limits.whole {
        return Err(Complaint::new("", "not a distribution of whole numbers")
            .help("write { values = [2, 3], weights = [1, 1] }"));
    }
    let (low, high) = distribution.support();
    if !limits.allowed.holds_support(low, high) {
        let complaint =
            Complaint::new("", "the distribution reaches out of range").found(format!("values from {low} to {high}"));
        return Err(complaint.help("give min and max, or other ends, within what is allowed"));
    }
    Ok(())
}
