//! How numbers are spelled that are not spelled as the language has them: with a decimal comma, in percent, as a range in words
//! of one's own.

/// What is said of `0,01` in a list, which is two numbers to TOML, the second of them malformed.
pub(in crate::scenario) const DECIMALS_IN_LIST: &str =
    "commas part the items of a list: if decimals are meant, write points, as in 0.01";

/// What people write between the two ends of a range.
const BETWEEN: [&str; 8] = [" to ", " - ", "\u{2013}", "\u{2014}", "\u{2212}", "...", "..", "\u{2026}"];

/// Whether `text` is a number with a decimal comma.
pub(in crate::scenario) fn is_decimal_comma(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',').is_some_and(|(whole, rest)| digits(whole.trim_start_matches(['-', '+'])) && digits(rest))
}

/// The number that `text` spells without a digit before or behind its point, spelled with both; none where it spells none so.
pub(in crate::scenario) fn with_both_digits(text: &str) -> Option<String> {
    let digits = text.trim_start_matches(['-', '+']);
    let is_bare = digits.starts_with('.') || digits.ends_with('.');
    let number = text.parse::<f64>().ok().filter(|number| is_bare && number.is_finite())?;
    let spelled = number.to_string();
    Some(if spelled.contains('.') { spelled } else { spelled + ".0" })
}

/// The hundredth part of `number`, worked out in its decimals: of 12.3 it is 0.123.
pub(in crate::scenario) fn hundredth(number: &str) -> Option<String> {
    let share = format!("{number}e-2").parse::<f64>().ok().filter(|share| share.is_finite())?;
    Some(share.to_string())
}

/// `number` with a point where it has a decimal comma.
pub(in crate::scenario) fn plain(number: &str) -> String {
    if is_decimal_comma(number) { number.replace(',', ".") } else { number.to_owned() }
}

/// The two ends of the range that `text` seems to spell, and what stands between them.
pub(in crate::scenario) fn ends(text: &str) -> Option<([&str; 2], &str)> {
    let between = BETWEEN.iter().find_map(|between| text.split_once(between).map(|ends| (ends, *between)));
    let ((low, high), between) = between.or_else(|| hyphen(text).map(|ends| (ends, "-")))?;
    Some(([low.trim(), high.trim()], between))
}

/// What stands on either side of a hyphen between two digits.
fn hyphen(text: &str) -> Option<(&str, &str)> {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let at = text.as_bytes().windows(3).position(|at| digit(&at[0]) && at[1] == b'-' && digit(&at[2]))?;
    Some((&text[..=at], &text[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_the_digits_that_they_lack() {
        for (bare, spelled) in [(".1", "0.1"), ("-.25", "-0.25"), ("+.5", "0.5"), ("3.", "3.0")] {
            assert_eq!(with_both_digits(bare).as_deref(), Some(spelled));
        }
        assert!(["0.1", "3", ".", "-.", ".x", ""].iter().all(|text| with_both_digits(text).is_none()));
    }

    #[test]
    fn percent_become_shares_without_a_rounding_error() {
        for (percent, share) in [("60", "0.6"), ("12.3", "0.123"), ("7", "0.07"), ("0.1", "0.001"), ("100", "1")] {
            assert_eq!(hundredth(percent).as_deref(), Some(share));
        }
        assert_eq!(hundredth("1e3"), None);
        assert_eq!(hundredth("nan"), None);
    }
}
