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
fn has_point(text: &str) -> bool {
    is_split_by(text, '.')
}

/// The longest text that is looked at, bytes: nobody spells a number as long.
const LONGEST: usize = 400;

/// A number as a spreadsheet may spell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// It has this mark, which can only be the decimal one.
    Decimal(char),
    /// It has this mark before its last three digits, which can be the decimal one or part the thousands: 1.500. What stands before
    /// and behind the mark.
    Open(char, String, String),
    /// Its thousands are parted. The decimal mark that goes with it, and the number without separators.
    Grouped {
        /// What parts them.
        separator: char,
        /// The decimal mark, which the separator cannot be.
        decimal: char,
        /// The number with a decimal point.
        bare: String,
    },
}

impl Number {
    /// The number that `text` spells, if it has a mark or a separator.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST || !text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first)) {
            return None;
        }
        for mark in [',', '.'] {
            if !is_split_by(text, mark) {
                continue;
            }
            let (whole, rest) = text.split_once(mark)?;
            let digits = whole.trim_start_matches(['-', '+']);
            let is_open = rest.len() == 3
                && rest.bytes().all(|byte| byte.is_ascii_digit())
                && (1..=3).contains(&digits.len())
                && !digits.starts_with('0');
            return Some(if is_open {
                Self::Open(mark, whole.to_owned(), rest.to_owned())
            } else {
                Self::Decimal(mark)
            });
        }
        let text = text.replace(['\u{2019}', '\u{2bc}', '`', '\u{b4}'], "'");
        [('.', ','), (',', '.'), (' ', ','), (' ', '.'), ('\'', '.'), ('\'', ',')].into_iter().find_map(
            |(separator, decimal)| {
                let (whole, fraction) = text.split_once(decimal).map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
                let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
                let groups: Vec<&str> = digits.trim_start_matches('+').split(separator).collect();
                let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                let (first, others) = groups.split_first()?;
                let are_thousands = !others.is_empty()
                    && first.len() <= 3
                    && is_digits(first)
                    && others.iter().all(|group| group.len() == 3 && is_digits(group))
                    && fraction.is_none_or(is_digits);
                are_thousands.then(|| {
                    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
                    Self::Grouped { separator, decimal, bare: format!("{sign}{}{fraction}", groups.concat()) }
                })
            },
        )
    }

    /// The two ways in which it can be read, in words.
    pub(super) fn readings(&self) -> String {
        let Self::Open(mark, whole, rest) = self else { return String::new() };
        format!("{whole}{mark}{rest} may be {} or {whole}{rest}", small(whole, *mark, rest))
    }

    /// What to write in place of it, decimals with `mark`; `is_unsettled` where no other number tells which mark that is.
    pub(super) fn help(&self, mark: char, is_unsettled: bool) -> String {
        let plain = "format the cells without thousands separators";
        match self {
            Self::Open(_, whole, rest) => {
                let small = small(whole, mark, rest);
                // Three decimals would be as open as before.
                let more = if is_unsettled && small.ends_with(&format!("{mark}{rest}")) { "0" } else { "" };
                format!("write {whole}{rest}, or {small}{more}; {plain}")
            }
            Self::Grouped { bare, .. } => format!("{plain}: write {}", bare.replace('.', &mark.to_string())),
            Self::Decimal(_) => plain.to_owned(),
        }
    }
}

/// The number with `mark` as decimal mark, without zeros at its end.
fn small(whole: &str, mark: char, rest: &str) -> String {
    match rest.trim_end_matches('0') {
        "" => whole.to_owned(),
        rest => format!("{whole}{mark}{rest}"),
    }
}

/// The numbers with marks that `text` spells: itself, or two with ` to ` between them.
pub(super) fn parts(text: &str) -> Vec<Number> {
    let parts: Vec<&str> = text.split(" to ").map(str::trim).collect();
    if parts.len() > 2 { Vec::new() } else { parts.into_iter().filter_map(Number::read).collect() }
}

/// Whether `text` is a list or a table of the scenario language.
pub(super) fn is_list(text: &str) -> bool {
    text.starts_with(['[', '{'])
}

/// The numbers with marks within a list or a table; commas part its items.
pub(super) fn in_list(text: &str) -> Vec<Number> {
    let parts = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '.' | '-' | '+'));
    parts.filter_map(Number::read).collect()
}

/// Whether `text` is what a spreadsheet makes of a number that it took for a date, such as 01.05.26 or 5/1/2026.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['.', '/']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
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
    fn a_number_says_what_its_marks_can_be() {
        let open = |mark, whole: &str, rest: &str| Some(Number::Open(mark, whole.to_owned(), rest.to_owned()));
        let grouped =
            |separator, decimal, bare: &str| Some(Number::Grouped { separator, decimal, bare: bare.to_owned() });
        for (text, number) in [
            ("0,5", Some(Number::Decimal(','))),
            ("0.500", Some(Number::Decimal('.'))),
            ("1.2345", Some(Number::Decimal('.'))),
            ("1234.567", Some(Number::Decimal('.'))),
            ("1.500e3", Some(Number::Decimal('.'))),
            ("1.500", open('.', "1", "500")),
            ("-12,000", open(',', "-12", "000")),
            ("1.234,5", grouped('.', ',', "1234.5")),
            ("-12.345.678,0", grouped('.', ',', "-12345678.0")),
            ("1.500.000", grouped('.', ',', "1500000")),
            ("1,500,000", grouped(',', '.', "1500000")),
            ("1,500.25", grouped(',', '.', "1500.25")),
            ("1 500", grouped(' ', ',', "1500")),
            ("1'500", grouped('\'', '.', "1500")),
            ("1\u{2019}500.5", grouped('\'', '.', "1500.5")),
            ("7", None),
            ("1500", None),
            ("1.23,5", None),
            ("12.05.2026", None),
            ("as low as 0.5", None),
        ] {
            assert_eq!(Number::read(text), number, "{text}");
        }
        assert_eq!(parts("0.1 to 0,3"), [Number::Decimal('.'), Number::Decimal(',')]);
        assert_eq!(in_list("{ values = [0.5, 1], weights = [1.500, 2] }").len(), 2);
    }

    #[test]
    fn what_is_proposed_can_be_read_in_one_way() {
        let help = |text: &str, mark, is_unsettled| Number::read(text).expect("a number").help(mark, is_unsettled);
        assert!(help("1.500", '.', true).starts_with("write 1500, or 1.5;"));
        assert!(help("2.000", '.', true).starts_with("write 2000, or 2;"));
        assert!(help("1.234", '.', true).starts_with("write 1234, or 1.2340;"));
        assert!(help("1.234", ',', false).starts_with("write 1234, or 1,234;"));
        assert!(help("1.500.000,5", ',', false).ends_with("write 1500000,5"));
    }

    #[test]
    fn dates_are_told_from_numbers() {
        assert!(is_date("01.05.26") && is_date("5/1/2026"));
        assert!(!is_date("1.5") && !is_date("2026-05-01") && !is_date("1.500.000"));
    }
}
