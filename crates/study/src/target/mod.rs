//! Targets: what a scenario is to be set beside, from a table that people fill in.
//!
//! ```text
//! targets.csv ──read──> TargetList of Target { figure, value, spread, discrepancy, .. }
//! ```
//!
//! A target names the [`Figure`](crate::figure::Figure) that it is compared with. How sure it is of itself (its spread) and how far the
//! model may miss it (its discrepancy) add up on the scale of the figure. What can be read in two ways is refused.

mod column;
mod compares;
mod list;
mod read;
mod row;
mod shipped;
mod spread;
#[expect(clippy::module_inception, reason = "the type has a file of its own")]
mod target;
#[cfg(test)]
mod tests;

pub use column::Column;
pub use compares::Compares;
pub use list::TargetList;
pub use read::{read, read_text};
pub use shipped::{base_rate, base_rates};
pub use spread::Spread;
pub use target::Target;
