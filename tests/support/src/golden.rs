//! Checked-in answers: what is found must be what the file in `tests/golden/` says.
//!
//! With `DETENTE_UPDATE=1` in the environment the file is written anew instead, and `git diff` shows what changed.

use std::path::PathBuf;

/// The golden file of this name.
pub fn path(name: &str) -> PathBuf {
    crate::root().join("tests/golden").join(name)
}

/// Whether golden files are to be written.
pub fn updating() -> bool {
    std::env::var_os("DETENTE_UPDATE").is_some()
}

/// Compares `found` with the golden file and shows the lines that differ.
pub fn check(name: &str, found: &str) {
    if updating() {
        std::fs::write(path(name), found).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(path(name)).unwrap_or_default();
    similar_asserts::assert_eq!(
        golden: golden,
        found: found,
        "tests/golden/{name} says otherwise; if the change is meant, run this test with DETENTE_UPDATE=1 and look at \
         the difference"
    );
}
