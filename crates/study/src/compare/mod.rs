//! Plans side by side on the same random numbers: which is better, what broke the channel, where two files disagree.
//!
//! Every question is asked of the same trials under several plans. What is kept of them are integers ([`PairTally`]):
//! how often a trial that ended one way under the first plan ended another way under the second. The answers are
//! differences with intervals ([`Difference`]), how these hang on what is not known ([`OverWorlds`], [`Regret`]),
//! what is worth learning or watching first ([`WorthKnowing`], [`WorthWatching`]), removals ([`Factor`]) and keys exchanged between two files ([`KeyTally`]).

mod comparison;
mod delivered;
mod difference;
mod factor;
mod figure;
mod interaction;
mod key;
mod learning;
mod moved;
mod over_worlds;
mod pair;
mod removal;
mod simulate;
mod stakes;
mod table;

pub use comparison::{Comparison, Keys, OtherPlan, Plans, Without, spelled};
pub(crate) use comparison::{keys, parts_of, plans, without};
pub use delivered::{Delivered, DeliveredTally};
pub use detente_engine::statistics::OverWorlds;
pub use difference::{Difference, Verdict, differences};
pub use factor::{Factor, FactorKind, factors};
pub use figure::{Ended, Figure, Figures};
pub use interaction::{Interaction, InteractionTally, MOST_COMBINED, pair_trials, strongest};
pub use key::{KeyEffect, KeyTally, key_effects};
pub use learning::{Stated, WorthKnowing, WorthWatching};
pub use moved::MovedTally;
pub use over_worlds::{DOTS, Paused, Regret, WorldPairs, world_pairs};
pub use pair::PairTally;
pub use removal::{PairRemoval, Removal};
pub use simulate::{SideBySide, against_first, exchanges, interactions, side_by_side, without_each};
pub use stakes::moved_stakes;
pub use table::{
    AttributionCauseRow, AttributionRow, DeliveredRow, DifferenceRow, DotRow, FlowRow, InteractionRow, KeyRow,
    RegretRow, WorthKnowingRow, WorthWatchingRow, attribution, attribution_causes, delivered_rows, difference_rows,
    dot_rows, flows, interaction_rows, key_rows, regret_rows, worth_knowing_rows, worth_watching_rows,
};
