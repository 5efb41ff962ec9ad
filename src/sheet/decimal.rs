//! Numbers as spreadsheets spell them.

/// `text` with decimal points where it is a number, or two with ` to ` between them, with decimal commas. Signs and spaces
/// that only look like others are those.
pub(super) fn with_points(text: &str) -> String {
    let part = |part: &str| if has_comma(part) { part.replace(',', ".") } else { part.to_owned() };
    match text.split_once(" to ") {
        Some((low, high)) if is_number(low.trim()) && is_number(high.trim()) => {
            format!("{} to {}", part(low.trim()), part(high.trim()))
        }
        _ => part(text),
    }
}

/// `text` without spaces around it, with plain signs and plain spaces.
pub(super) fn plain(text: &str) -> String {
    let plain = |letter: char| match letter {
        '\u{2212}' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        other => other,
    };
    text.chars().map(plain).collect::<String>().trim().to_owned()
}

/// Whether `text` is a number with a decimal comma.
pub(super) fn has_comma(text: &str) -> bool {
    is_split_by(text, ',')
}

/// Whether `text` is a number with a decimal point.
pub(super) fn has_point(text: &str) -> bool {
    is_split_by(text, '.')
}

/// Whether `text` is a number in which points part the thousands, such as 1.234,5.
pub(super) fn has_thousands(text: &str) -> bool {
    let Some((whole, rest)) = text.split_once(',') else { return false };
    let mut groups = whole.trim_start_matches(['-', '+']).split('.');
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|first| digits(first, 3));
    let others: Vec<&str> = groups.collect();
    first && !others.is_empty() && others.iter().all(|part| part.len() == 3 && digits(part, 3)) && digits(rest, 20)
}

/// How many numbers `text` spells with a decimal comma, and how many with a point: itself, or two with ` to ` between them.
/// Thousands with points between them have a comma.
pub(super) fn marks(text: &str) -> (usize, usize) {
    let parts: Vec<&str> = text.split(" to ").map(str::trim).collect();
    let count = |has: fn(&str) -> bool| parts.iter().filter(|part| has(part)).count();
    if parts.len() > 2 { (0, 0) } else { (count(has_comma) + count(has_thousands), count(has_point)) }
}

/// Whether `text` is what a spreadsheet makes of a number that it took for a date, such as 01.05.26 or 5/1/2026.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['.', '/']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits)
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())) || has_comma(text) || has_point(text)
}

fn is_split_by(text: &str, mark: char) -> bool {
    let Some((whole, rest)) = text.split_once(mark) else { return false };
    let (fraction, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let sign = |part: &str| part.strip_prefix(['-', '+']).unwrap_or(part).to_owned();
    digits(&sign(whole)) && digits(fraction) && digits(&sign(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_lose_their_commas() {
        for (text, expected) in [
            ("0,5", "0.5"),
            ("-1,25", "-1.25"),
            ("1,5E-3", "1.5E-3"),
            ("0,1 to 0,3", "0.1 to 0.3"),
            ("1 to 2,5", "1 to 2.5"),
            ("a, b", "a, b"),
            ("[\"a\", \"b\"]", "[\"a\", \"b\"]"),
            ("1.234,5", "1.234,5"),
            ("7", "7"),
        ] {
            assert_eq!(with_points(text), expected);
        }
        assert_eq!(plain(" \u{2212}3\u{a0}"), "-3");
    }

    #[test]
    fn numbers_are_counted_by_their_decimal_marks() {
        for (text, counted) in [
            ("0,5", (1, 0)),
            ("0.5", (0, 1)),
            ("0,1 to 0,3", (2, 0)),
            ("0,1 to 3", (1, 0)),
            ("0.1 to 0,3", (1, 1)),
            ("1.234,5", (1, 0)),
            ("7", (0, 0)),
            ("as low as 0.5 to me", (0, 0)),
            ("{ values = [0.5, 1] }", (0, 0)),
        ] {
            assert_eq!(marks(text), counted, "{text}");
        }
    }

    #[test]
    fn thousands_and_dates_are_told_from_numbers() {
        assert!(has_thousands("1.234,5") && has_thousands("-12.345.678,0"));
        assert!(!has_thousands("1,234.5") && !has_thousands("12,5") && !has_thousands("1.23,5"));
        assert!(is_date("01.05.26") && is_date("5/1/2026"));
        assert!(!is_date("1.5") && !is_date("2026-05-01"));
    }
}
