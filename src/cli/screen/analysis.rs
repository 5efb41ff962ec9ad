//! What the screens of questions to one scenario have in common.

use super::from_here;
use std::path::{Path, PathBuf};

/// What is said beside the answer.
pub(in crate::cli) struct AnalysisSetting<'a> {
    /// The scenario's file.
    pub(in crate::cli) path: &'a Path,
    /// The results folder, as a full path.
    pub(in crate::cli) out: &'a Path,
    /// Seed of all draws.
    pub(in crate::cli) seed: u64,
    /// How long it took.
    pub(in crate::cli) seconds: f64,
}

impl AnalysisSetting<'_> {
    /// The first line, and an empty one.
    pub(in crate::cli) fn head(&self, command: &str) -> String {
        let name = self.path.file_name().unwrap_or_default().display();
        format!("detente {}   {command}   {name}   seed {}\n\n", env!("CARGO_PKG_VERSION"), self.seed)
    }

    /// A file of the results folder, as seen from the working directory.
    pub(in crate::cli) fn written(&self, name: &str) -> PathBuf {
        from_here(self.out).join(name)
    }

    /// The line that says what was written.
    pub(in crate::cli) fn folder(&self, what: &str) -> String {
        format!("{}/   {what}, manifest.json    ({:.1} s)\n", from_here(self.out).display(), self.seconds)
    }
}

/// A value in three digits or so.
pub(in crate::cli) fn three_digits(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 || size == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}
