//! Turns of phrase that several screens share.

/// A number with its noun, in the plural where there is not just one.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A day, such as 2 Jul 2026.
pub(super) fn date(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}
