//! Many trials in parallel, tallied.
//!
//! Trials are handed out in blocks of [`BLOCK_TRIALS`]; each thread has a simulator and a tally of its
//! own, and tallies are sums of integers, so neither the number of threads nor the order in which
//! blocks are taken can change a digit. Nor can cutting a run into parts, or pausing it between blocks.

mod blocks;
mod enough;
mod given_worlds;
mod histories;
mod paired;
mod part;
mod replay;
mod rows;
mod sequential;
mod worlds;

pub use blocks::{BLOCK_TRIALS, RunControl, Spec, Stretch, leg, trials};
pub use enough::{Enough, trials_to_keep};
pub use given_worlds::{GivenWorlds, WorldChoice};
pub use histories::{histories, history_trials};
pub use paired::{Kin, PairedTable, PairedTrial, paired_trials, paired_trials_until};
pub use part::{MOST_SHARDS, Part, PartError};
pub use replay::{Draw, Step, Story, replay, search};
pub use rows::trials_with_rows;
pub use sequential::sequential;
pub use worlds::{WorldSizes, paired_worlds, worlds};
