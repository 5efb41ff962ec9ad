//! Which order of rungs, which first mover, which cut into tranches is the best for what is wanted.
//!
//! [`Space`] holds the plans that what is varied makes of a scenario; [`seek`] tries all of them, or those to which a local search
//! comes, lets them race on the same random numbers until the best is known as surely as was asked for, and estimates it again on trials that
//! had no part in choosing it. `race.rs` says what is promised, and why it holds.

mod compile;
mod meeting;
mod objective;
mod race;
mod search;
mod seek;
mod space;
mod stage;
mod table;
mod written;

pub use objective::Objective;
pub use race::{Finish, Raced, Rule, Standing};
pub use search::Stopped;
pub use seek::{FRESH_TRIALS, Found, Fresh, Runner, SearchSpec, seek};
pub use space::{Arrangement, Choice, Space, Varying};
pub use stage::Method;
pub use table::{BestRow, OrderRow, SearchRow, order_tables};
pub use written::WrittenSearch;
