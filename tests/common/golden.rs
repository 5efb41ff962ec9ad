//! Checked-in answers: what is found must be what the file in `tests/golden/` says.
//!
//! With `DETENTE_UPDATE=1` in the environment the file is written anew instead, and `git diff` shows what changed.

use std::path::PathBuf;

/// The golden file of this name.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Whether golden files are to be written.
pub(crate) fn updating() -> bool {
    std::env::var_os("DETENTE_UPDATE").is_some()
}

/// Compares `found` with the golden file and shows the lines that differ.
pub(crate) fn check(name: &str, found: &str) {
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
