//! Days as people spell them elsewhere, and how they are written here. Whether 5.1. is in January or in May is never guessed:
//! where both can be meant, both are said.

use jiff::civil::Date;
use std::ops::RangeInclusive;

/// What is accepted, in words.
pub(super) const ALLOWED: &str = "a date without quotes, such as 2026-07-02";

/// Years in which a scenario may start: one such as 0000 stands for a year that nobody has filled in, and the end of a scenario must
/// have four digits, too.
pub(super) const YEARS: RangeInclusive<i16> = 1000..=9000;

/// The longest text that is looked at, bytes: no spelling of a day is as long.
const LONGEST: usize = 40;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Months by the first three letters in which they are spelled elsewhere, where those differ.
const FOREIGN: [(&str, usize); 13] = [
    ("fév", 2),
    ("fev", 2),
    ("mär", 3),
    ("avr", 4),
    ("abr", 4),
    ("mai", 5),
    ("ago", 8),
    ("aoû", 8),
    ("okt", 10),
    ("dez", 12),
    ("déc", 12),
    ("ene", 1),
    ("dic", 12),
];

/// How to write the day that `text` seems to spell; none where it spells none.
pub fn help(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = text.split([' ', '.', ',', '/', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let days = match (year(first), year(third)) {
        (Some(year), None) => [day(year, second, third), None],
        (None, Some(year)) => [day(year, second, first), day(year, first, second)],
        _ if third.len() == 2 && [first, second, third].iter().all(|part| is_number(part, 2)) => [None, None],
        _ => return None,
    };
    Some(match days {
        [Some(one), Some(other)] if one != other => {
            format!("write year, month, day without quotes: {one} for {}, {other} for {}", named(one), named(other))
        }
        [Some(day), _] | [None, Some(day)] => format!("write {day} without quotes"),
        [None, None] => {
            "write year, month, day without quotes: four digits, two and two, such as 2026-07-02".to_owned()
        }
    })
}

/// Whether `text` can be read as the day that is written `written` here; of a year two digits are enough.
pub fn may_be(text: &str, written: &str) -> bool {
    let Ok(meant) = written.parse::<Date>() else { return false };
    let text = text.trim().trim_end_matches(" 00:00:00");
    let parts: Vec<&str> = text.split([' ', '.', ',', '/', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return false };
    if text.len() > LONGEST {
        return false;
    }
    let short = |part: &str| (part.len() == 2 && format!("{:02}", meant.year() % 100) == part).then(|| meant.year());
    let of_year = |part: &str, month, number| {
        year(part).or_else(|| short(part)).and_then(|year| day(year, month, number)) == Some(meant)
    };
    of_year(first, second, third) || of_year(third, second, first) || of_year(third, first, second)
}

/// How a day is named beside the two ways in which it could be meant.
fn named(date: Date) -> String {
    format!("{} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()) - 1])
}

fn year(part: &str) -> Option<i16> {
    if part.len() == 4 && is_number(part, 4) { part.parse().ok() } else { None }
}

fn day(year: i16, month: &str, day: &str) -> Option<Date> {
    let month = if is_number(month, 2) { month.parse().ok()? } else { month_called(month)? };
    let day = if is_number(day, 2) { day.parse().ok()? } else { return None };
    Date::new(year, month, day).ok()
}

fn is_number(part: &str, most: usize) -> bool {
    (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn month_called(word: &str) -> Option<i8> {
    let start: String = word.to_lowercase().chars().take(3).collect();
    let here = MONTHS.iter().position(|month| month[..3].eq_ignore_ascii_case(&start)).map(|at| at + 1);
    let month = here.or_else(|| FOREIGN.iter().find(|(letters, _)| *letters == start).map(|(_, month)| *month))?;
    i8::try_from(month).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_sure_is_written_and_of_two_both_are() {
        for sure in [
            "25.12.2026",
            "12/25/2026",
            "2026-12-25",
            "2026/12/25",
            "25 Dec 2026",
            "December 25, 2026",
            "25. Dezember 2026",
            "25-Dec-2026",
        ] {
            assert_eq!(help(sure).as_deref(), Some("write 2026-12-25 without quotes"), "{sure}");
        }
        assert_eq!(help("5.5.2026").as_deref(), Some("write 2026-05-05 without quotes"));
        for unsure in ["5.1.2026", "05/01/2026", "5-1-2026", "05. 01. 2026"] {
            let said = "write year, month, day without quotes: 2026-01-05 for 5 January, 2026-05-01 for 1 May";
            assert_eq!(help(unsure).as_deref(), Some(said), "{unsure}");
        }
    }

    #[test]
    fn a_day_is_known_again_however_it_is_spelled() {
        for spelled in ["05.01.2026", "1/5/2026", "5/1/2026", "05.01.26", "5 Jan 2026", "2026-01-05 00:00:00"] {
            assert!(may_be(spelled, "2026-01-05"), "{spelled}");
        }
        for other in ["06.01.2026", "05.01.2027", "05.01.27", "soon", "", "5.1"] {
            assert!(!may_be(other, "2026-01-05"), "{other}");
        }
        assert!(!may_be("0.5", "0.5") && !may_be("1.2.3", ""));
    }

    #[test]
    fn what_is_no_day_gets_the_form_or_nothing() {
        for form_only in ["05.01.26", "31.02.2026", "2026-13-40", "5 Brumaire 2026"] {
            assert!(help(form_only).is_some_and(|help| help.contains("four digits, two and two")), "{form_only}");
        }
        for no_day in ["", "0.5", "1.234.567", "1.2", "soon", "0.1 to 0.3", "a b c", "192.168.0.1", "1.2.3"] {
            assert_eq!(help(no_day), None, "{no_day}");
        }
        assert_eq!(help(&"1.".repeat(1000)), None);
    }
}
