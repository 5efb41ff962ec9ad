//! The base rates that detente comes with: `calibration/targets.csv`.

use super::list::TargetList;
use super::read::read_text;
use super::target::Target;
use std::sync::OnceLock;

/// The file.
const SHIPPED: &str = include_str!("../../../../calibration/targets.csv");
/// What messages call it.
const NAME: &str = "calibration/targets.csv";

/// All of them, in the order of the file. It is read once.
///
/// # Panics
///
/// Never in a version that was tested: a test reads the file.
pub fn base_rates() -> &'static TargetList {
    static LIST: OnceLock<TargetList> = OnceLock::new();
    LIST.get_or_init(|| read_text(NAME, SHIPPED.as_bytes()).expect("the base rates that detente comes with are sound"))
}

/// The base rate called `id`, such as `T06`; `None` where there is no such one.
#[must_use]
pub fn base_rate(id: &str) -> Option<&'static Target> {
    base_rates().targets.iter().find(|target| target.id == id)
}
