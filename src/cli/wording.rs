//! Turns of phrase that several screens share.

/// A number with its noun, in the plural where there is not just one.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
