//! Turns of phrase that several screens share.

/// A day, such as 2 Jul 2026.
pub(super) fn date(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}
