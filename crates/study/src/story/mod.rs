//! A trial as a story: which trial is a typical one, its events in sentences, and the few of them that tell it.

mod fold;
mod sentence;
mod tale;
mod typical;

pub use fold::{Dated, Told, folded};
pub use sentence::Cast;
pub use tale::{Line, MOST_LINES, Tale};
pub use typical::typical;
