//! Turns of phrase that several screens share.

use std::path::Path;

/// A day, such as 2 Jul 2026.
pub(super) fn date(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

/// The name of the scenario in the file `path`.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
