//! What was probably meant by a number that is refused: a share written in percent, a decimal comma. Whatever is proposed
//! was read by the same rules first, so that nobody is sent from one refusal to the next.

use super::diagnostics::Diagnostics;
use super::notation::{ends, hundredth, is_decimal_comma, plain};
use crate::scenario::given::Reading;
use crate::scenario::limits::Limits;
use crate::scenario::tree::{Node, Table, Value};
use crate::scenario::{number, parse, uncertain};
use toml::de::DeValue;

/// The longest value that is looked at, bytes: nobody writes a longer one by hand.
const LONGEST: usize = 400;

/// What is said of percent that stand in several cells of a table.
const APART: &str = "if percent are meant, write a hundredth of each number, with a decimal point";

/// Numbers of a distribution that are no values of its key.
const NO_VALUES: [&str; 5] = ["alpha", "beta", "sd_log", "shape", "weights"];

/// What to write in place of `node`, the value of `key`, which is refused; none where that cannot be told.
pub(in crate::scenario) fn help(diagnostics: &Diagnostics, key: &str, node: &Node, limits: &Limits) -> Option<String> {
    let accepted = |text: &String| text.len() <= LONGEST && is_accepted(key, text, limits);
    let written = diagnostics.document(node.place.document).text.get(node.place.span.clone());
    let written = written.filter(|text| text.len() <= LONGEST)?;
    match &node.value {
        Value::Number(value) => {
            let share = in_percent(&[value.to_string()], limits)?.remove(0);
            accepted(&share).then(|| format!("if {value} % is meant, write {share}"))
        }
        Value::Text(text) => of_text(text, written, limits, &accepted),
        Value::List(_) | Value::Table(_) => of_parts(written, &node.value, limits, &accepted),
        _ => None,
    }
}

/// What may be meant by `text`, a number or two with ` to ` between them, perhaps with commas or percent signs.
fn of_text(text: &str, written: &str, limits: &Limits, accepted: &dyn Fn(&String) -> bool) -> Option<String> {
    let (parts, between) = match ends(text) {
        Some((ends, between)) => (ends.to_vec(), between),
        None => (vec![text.trim()], ""),
    };
    let signed = parts.iter().any(|part| part.ends_with('%'));
    let parts: Vec<String> = parts.into_iter().map(|part| plain(part.trim_end_matches('%').trim())).collect();
    if !parts.iter().all(|part| part.parse::<f64>().is_ok_and(f64::is_finite)) {
        return None;
    }
    let spelled = |parts: &[String]| match parts {
        [one] => one.clone(),
        parts => format!("\"{}\"", parts.join(" to ")),
    };
    let shares = if signed { parts.iter().map(|part| hundredth(part)).collect() } else { in_percent(&parts, limits) };
    let sure = signed || shares.is_none();
    let meant = spelled(&shares.unwrap_or_else(|| parts.clone()));
    if !accepted(&meant) {
        None
    } else if !written.contains(between) {
        Some(APART.to_owned())
    } else if !sure {
        Some(format!("if percent are meant, write {meant}"))
    } else if meant == text.trim() {
        Some(format!("write {meant} without quotes"))
    } else {
        Some(format!("write {meant}"))
    }
}

/// What may be meant by a list or table `written` so, of this `value`.
fn of_parts(written: &str, value: &Value, limits: &Limits, accepted: &dyn Fn(&String) -> bool) -> Option<String> {
    let commas = tight_commas(written);
    let joined = commas.iter().rev().fold(written.to_owned(), |mut text, at| {
        text.replace_range(*at..=*at, ".");
        text
    });
    // Out of a cell of a spreadsheet, the text is guarded by quotes.
    let joined = joined.trim_matches('"').to_owned();
    let bare = match value {
        Value::List(_) => joined.trim_matches(['[', ']']).trim().to_owned(),
        _ => joined,
    };
    if !commas.is_empty() && accepted(&bare) {
        return Some(format!("commas part the items of a list: if decimals are meant, write {bare}"));
    }
    let shares = value_table(value).and_then(|table| table_in_percent(table, limits)).filter(accepted)?;
    let percent =
        if written.contains(['{', '[']) { format!("if percent are meant, write {shares}") } else { APART.to_owned() };
    // Of 0,50,60 nobody can tell; of 10,20,30 percent are the likelier.
    let comma = commas.first().map(|at| number_around(written, *at));
    match comma.filter(|number| number.trim_start_matches(['-', '+']).starts_with("0,")) {
        Some(number) => Some(format!("{}; {percent}", two_numbers(number))),
        None => Some(percent),
    }
}

/// That `node`, which is refused for a reason of which nothing else can be said, may have a decimal comma in a list.
pub(in crate::scenario) fn comma_in_list(diagnostics: &Diagnostics, node: &Node) -> Option<String> {
    let written = diagnostics.document(node.place.document).text.get(node.place.span.clone())?;
    let at = *tight_commas(written.get(..LONGEST).unwrap_or(written)).first()?;
    Some(two_numbers(number_around(written, at)))
}

/// What `number`, which has a comma, is in a list.
fn two_numbers(number: &str) -> String {
    let (whole, decimals) = number.split_once(',').unwrap_or((number, ""));
    format!("{number} in a list is two numbers, {whole} and {decimals}: if a decimal comma is meant, write a point")
}

fn value_table(value: &Value) -> Option<&Table> {
    if let Value::Table(table) = value { Some(table) } else { None }
}

/// Where in `written` a comma between the brackets of a list may stand for a decimal point: between two digits, with no
/// space, in numbers that have no point. Of `1,2,3` only the first, as it cannot be both.
fn tight_commas(written: &str) -> Vec<usize> {
    let (bytes, mut depth, mut found) = (written.as_bytes(), 0_u32, Vec::new());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b',' if depth > 0 => {
                let number = number_around(written, at);
                let is_taken = found.last().is_some_and(|last| bytes[last + 1..at].iter().all(u8::is_ascii_digit));
                if is_decimal_comma(number) && !is_taken {
                    found.push(at);
                }
            }
            _ => {}
        }
    }
    found
}

/// The number with a comma at `at`: what reaches to either side without a space, another comma or a bracket.
fn number_around(written: &str, at: usize) -> &str {
    let ends = |c: char| c.is_whitespace() || "[],".contains(c);
    let start = written[..at].rfind(ends).map_or(0, |end| end + 1);
    let end = written[at + 1..].find(ends).map_or(written.len(), |end| at + 1 + end);
    written.get(start..end).unwrap_or_default()
}

/// `numbers` as shares, where one is too large for a share and all could be percent; among several none is below 1 but 0.
fn in_percent(numbers: &[String], limits: &Limits) -> Option<Vec<String>> {
    let values: Vec<f64> = numbers.iter().filter_map(|number| number.parse().ok()).collect();
    let largest = values.iter().copied().fold(0.0, f64::max);
    let is_whole_percent = |value: &f64| *value >= 1.0 || value.abs() < f64::MIN_POSITIVE;
    let could_be = limits.allowed.high <= 1.0 && largest > 1.0 && largest <= 100.0;
    let all = could_be && values.iter().all(is_whole_percent);
    all.then(|| numbers.iter().map(|number| hundredth(number)).collect()).flatten()
}

/// The distribution that `table` spells with every value of it taken for percent, as text.
fn table_in_percent(table: &Table, limits: &Limits) -> Option<String> {
    let mut values = Vec::new();
    let mut shares = table.clone();
    for (_, item) in shares.iter_mut().filter(|(name, _)| !NO_VALUES.contains(&name.as_str())) {
        let numbers: Vec<&mut Node> = match &mut item.node.value {
            Value::List(list) => list.iter_mut().collect(),
            _ => vec![&mut item.node],
        };
        for node in numbers {
            let Value::Number(value) = &mut node.value else { return None };
            values.push(value.to_string());
            *value = hundredth(&value.to_string())?.parse().ok()?;
        }
    }
    in_percent(&values, limits)?;
    Some(uncertain::as_text(&shares))
}

/// Whether `text`, written as the value of `key`, is a number or a distribution within `limits`.
fn is_accepted(key: &str, text: &str, limits: &Limits) -> bool {
    let mut diagnostics = Diagnostics::default();
    let Some(node) = node(&mut diagnostics, key, text) else { return false };
    let reading = number::judge(&mut diagnostics, key, &node, limits);
    matches!(reading, Ok(Reading::Number(_) | Reading::Uncertain(..)) if !diagnostics.has_faults())
}

/// The value `text` of `key`, in a document of its own.
pub(in crate::scenario) fn node(diagnostics: &mut Diagnostics, key: &str, text: &str) -> Option<Node> {
    let document = diagnostics.add("", "", text);
    let path: Vec<String> = key.split('.').map(str::to_owned).collect();
    let value = DeValue::parse(text).ok()?;
    Some(parse::set_value(diagnostics, document, 0, &path, value.get_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commas_between_digits_in_a_list_may_be_decimal_commas() {
        let found =
            |text: &str| tight_commas(text).iter().map(|at| number_around(text, *at).to_owned()).collect::<Vec<_>>();
        assert_eq!(found("{ values = [0,5, 1], weights = [1, 2] }"), ["0,5"]);
        assert_eq!(found("[0,5,1]"), ["0,5"]);
        assert_eq!(found("[0,5,1,5]"), ["0,5", "1,5"]);
        assert_eq!(found("[-0,5, 1.5,2]"), ["-0,5"]);
        assert!(found("{ min = 0,5, max = 1 }").is_empty());
        assert!(found("[1, 2]").is_empty() && found("[0.5,1.5]").is_empty());
    }
}
