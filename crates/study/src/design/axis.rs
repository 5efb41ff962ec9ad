//! What is varied in a sweep, as written after `--vary`.

use std::str::FromStr;

/// A key, and the values that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The dotted key.
    pub key: String,
    /// Its values.
    pub levels: Levels,
}

/// The values of one axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// These, as after `--set KEY=`.
    List(Vec<String>),
    /// From `low` to `high`, both included; `count` of them in a grid.
    Span {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// How many in a grid.
        count: Option<usize>,
    },
    /// What the file says the key may be: quantiles of its distribution; `count` of them in a grid.
    AsInFile {
        /// How many in a grid.
        count: Option<usize>,
    },
}

impl Levels {
    /// How many values a grid takes, where that is said.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::List(_) => None,
            Self::Span { count, .. } | Self::AsInFile { count } => *count,
        }
    }
}

/// What was written is no axis.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AxisError {
    /// No key.
    #[error("`{0}` names no key; write KEY=0.2..0.6:5, KEY=2,4,8, or KEY alone for the range in the file")]
    NoKey(String),
    /// A count that is none.
    #[error("`{0}`: after the colon stands how many values there are, a whole number from 2 to 10000")]
    Count(String),
    /// The ends of a span.
    #[error("`{0}`: a span is written LOW..HIGH with two numbers, the lower first, such as 0.2..0.6")]
    Span(String),
    /// An empty value.
    #[error("`{0}`: there is an empty value in the list; write KEY=2,4,8")]
    Empty(String),
}

impl FromStr for Axis {
    type Err = AxisError;

    /// Reads `KEY`, `KEY:N`, `KEY=LOW..HIGH`, `KEY=LOW..HIGH:N` or `KEY=A,B,C`.
    fn from_str(text: &str) -> Result<Self, AxisError> {
        let (key, values) = match text.split_once('=') {
            Some((key, values)) => (key, Some(values.trim())),
            None => (text, None),
        };
        let (name, count) = if values.is_none() { counted(key, text)? } else { (key, None) };
        let levels = match values {
            None => Levels::AsInFile { count },
            Some(values) if values.contains("..") => span(values, text)?,
            Some(values) => Levels::List(list(values, text)?),
        };
        let key = name.trim().to_owned();
        if key.is_empty() { Err(AxisError::NoKey(text.to_owned())) } else { Ok(Self { key, levels }) }
    }
}

/// What stands before the last colon, and the count after it, where there is one.
fn counted<'t>(part: &'t str, whole: &str) -> Result<(&'t str, Option<usize>), AxisError> {
    let Some((part, count)) = part.rsplit_once(':') else { return Ok((part, None)) };
    let count = count.trim().parse().ok().filter(|count| (2..=10_000).contains(count));
    count.map(|count| (part, Some(count))).ok_or_else(|| AxisError::Count(whole.to_owned()))
}

fn span(values: &str, whole: &str) -> Result<Levels, AxisError> {
    let (ends, count) = counted(values, whole)?;
    let (low, high) = ends.split_once("..").unwrap_or_default();
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match (number(low), number(high)) {
        (Some(low), Some(high)) if low < high => Ok(Levels::Span { low, high, count }),
        _ => Err(AxisError::Span(whole.to_owned())),
    }
}

/// Values between commas; what stands in brackets, braces or quotes holds together.
fn list(values: &str, whole: &str) -> Result<Vec<String>, AxisError> {
    let (mut items, mut depth, mut quoted) = (vec![String::new()], 0_i32, false);
    for letter in values.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        items.last_mut().expect("there is one").push(letter);
    }
    let items: Vec<String> = items.into_iter().map(|item| item.trim().to_owned()).collect();
    if items.iter().any(String::is_empty) { Err(AxisError::Empty(whole.to_owned())) } else { Ok(items) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Levels {
        text.parse::<Axis>().expect("an axis").levels
    }

    #[test]
    fn every_way_of_writing_an_axis_is_read() {
        assert_eq!(levels("a.b=0.2..0.6:5"), Levels::Span { low: 0.2, high: 0.6, count: Some(5) });
        assert_eq!(levels("a.b = -1 .. 1"), Levels::Span { low: -1.0, high: 1.0, count: None });
        assert_eq!(levels("a.b"), Levels::AsInFile { count: None });
        assert_eq!(levels("a.b:4"), Levels::AsInFile { count: Some(4) });
        let list = |items: &[&str]| Levels::List(items.iter().map(|item| (*item).to_owned()).collect());
        assert_eq!(levels("a.b=2, 4,none"), list(&["2", "4", "none"]));
        assert_eq!(levels("a=[\"x\", \"y\"],[\"y\", \"x\"]"), list(&["[\"x\", \"y\"]", "[\"y\", \"x\"]"]));
        assert_eq!(levels("a={ min = 0, max = 1 },0.1 to 0.3"), list(&["{ min = 0, max = 1 }", "0.1 to 0.3"]));
    }

    #[test]
    fn what_is_no_axis_is_refused_with_what_was_written() {
        for wrong in ["", "=1", "a=1..x", "a=2..1", "a=1..2:1", "a=1..2:x", "a:0", "a=1,,2", "a=", "a=0..inf"] {
            let error = wrong.parse::<Axis>().expect_err(wrong).to_string();
            assert!(error.contains(&format!("`{wrong}`")), "{error}");
        }
    }
}
