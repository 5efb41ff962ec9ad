//! Words and numbers of the command line, read.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::observe::MEASURES;
use detente_engine::statistics::Precision;
use detente_study::design::Axis;
use detente_study::scenario::{Template, suggestion};

pub(in crate::cli) fn outcome(word: &str) -> Result<Outcome, String> {
    let all = Outcome::ALL.iter().map(|outcome| outcome.word());
    Outcome::from_word(word).ok_or_else(|| suggestion(word, all, "outcomes"))
}

pub(in crate::cli) fn cause(word: &str) -> Result<Cause, String> {
    let all = Cause::ALL.iter().map(|cause| cause.word());
    Cause::from_word(word).ok_or_else(|| suggestion(word, all, "causes"))
}

pub(in crate::cli) fn template(word: &str) -> Result<Template, String> {
    let all = Template::ALL.iter().map(|template| template.word());
    Template::from_word(word).ok_or_else(|| suggestion(word, all, "templates"))
}

/// A number in an interval whose ends are written in `allowed`.
fn number_in(text: &str, low: f64, high: f64, allowed: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("allowed: {allowed}"))
}

pub(in crate::cli) fn risk(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 1.0, "a share from 0.01 to 1, such as 0.1 for the worst tenth of the worlds")
}

pub(in crate::cli) fn points(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 100.0, "points from 0.01 to 100")
}

pub(in crate::cli) fn confidence(text: &str) -> Result<f64, String> {
    number_in(text, 0.5, 0.9999, "a share from 0.5 to 0.9999, such as 0.99")
}

/// A seed.
pub(in crate::cli) fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {}, such as 1", u64::MAX))
}

/// A number of threads.
pub(in crate::cli) fn threads(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| (1..=1024).contains(number));
    number.ok_or_else(|| "a whole number from 1 to 1024, such as 2".to_owned())
}

/// A number of trials, which is whole.
pub(in crate::cli) fn trials(text: &str) -> Result<u64, String> {
    if let Some(trials) = text.parse().ok().filter(|trials| *trials > 0) {
        return Ok(trials);
    }
    Err(match without_marks(text) {
        Some(number) => format!("write {number}, without marks between the digits"),
        None => "a whole number from 1 on, such as 10000".to_owned(),
    })
}

pub(in crate::cli) fn trials_up_to_a_billion(text: &str) -> Result<u64, String> {
    let number = trials(text)?;
    if number > 1_000_000_000 { Err("allowed: 1 to 1000000000".to_owned()) } else { Ok(number) }
}

/// The number that `text` spells with marks between its thousands, as in 10.000; none where it spells none.
fn without_marks(text: &str) -> Option<u64> {
    let mut groups = text.split(['.', ',', '\'', '_', ' ', '\u{a0}', '\u{202f}', '\u{2019}']);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| digits(first) && first.len() <= 3)?;
    let rest: Vec<&str> = groups.collect();
    let is_sound = !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group));
    let number = is_sound.then(|| format!("{first}{}", rest.concat()).parse::<u64>().ok()).flatten();
    number.filter(|number| *number > 0)
}

pub(in crate::cli) fn axis(text: &str) -> Result<Axis, String> {
    text.parse().map_err(|error: detente_study::design::AxisError| error.to_string())
}

pub(in crate::cli) fn measure(word: &str) -> Result<usize, String> {
    let words = MEASURES.map(|measure| measure.word());
    let position = words.iter().position(|measure| measure == word);
    position.ok_or_else(|| format!("use one of {}", words.join(", ")))
}

pub(in crate::cli) fn precision(text: &str) -> Result<Precision, String> {
    let precision = text.parse().ok().and_then(Precision::new);
    precision.ok_or_else(|| format!("points, from {} to {}", Precision::FINEST, Precision::COARSEST))
}

pub(in crate::cli) fn power_of_two(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|number| number.is_power_of_two() && (16..=1 << 20).contains(number));
    number.ok_or_else(|| "a power of two from 16 to 1048576".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_and_threads_say_what_is_allowed() {
        assert_eq!((seed("0"), seed("18446744073709551615")), (Ok(0), Ok(u64::MAX)));
        assert!(["-1", "1e3", "1.5", "one"].iter().all(|text| seed(text).expect_err(text).contains("from 0 to 1844")));
        assert_eq!((threads("1"), threads("1024")), (Ok(1), Ok(1024)));
        assert!(
            ["0", "1025", "1e3", "-1"].iter().all(|text| threads(text).expect_err(text).contains("from 1 to 1024"))
        );
    }

    #[test]
    fn thousands_are_told_from_decimals() {
        assert_eq!(trials("10000"), Ok(10_000));
        for marked in ["10.000", "10,000", "10'000", "10_000", "10 000"] {
            let said = trials(marked).expect_err("no number");
            assert!(said.starts_with("write 10000,"), "{marked}: {said}");
        }
        for other in ["0", "", "1e5", "0.5", "10.00", "1000.000", "0.000", "-5", "many"] {
            assert!(trials(other).expect_err("no number").starts_with("a whole number"), "{other}");
        }
        assert!(trials_up_to_a_billion("1000000001").is_err());
    }
}
