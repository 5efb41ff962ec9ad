//! Plans side by side on the same random numbers: which is better, what broke the channel, where two files disagree.
//!
//! Every question is asked of the same trials under several plans. What is kept of them are integers ([`PairTally`]):
//! how often a trial that ended one way under the first plan ended another way under the second. The answers are
//! differences with intervals ([`Difference`]), removals ([`Factor`]) and keys exchanged between two files ([`KeyTally`]).

mod comparison;
mod difference;
mod factor;
mod figure;
mod interaction;
mod key;
mod pair;
mod simulate;
mod stakes;
mod table;

pub use comparison::{Comparison, Keys, Plans, Without, spelled};
pub(crate) use comparison::{keys, parts_of, plans, without};
pub use difference::{Difference, Verdict, differences};
pub use factor::{Factor, FactorKind, factors};
pub use figure::Figure;
pub use interaction::{Interaction, InteractionTally, MOST_COMBINED, strongest};
pub use key::{KeyEffect, KeyTally, key_effects};
pub use pair::PairTally;
pub use simulate::{against_first, exchanges, interactions};
pub use stakes::moved_stakes;
pub use table::{
    AttributionCauseRow, AttributionRow, DifferenceRow, FlowRow, InteractionRow, KeyRow, attribution,
    attribution_causes, difference_rows, flows, interaction_rows, key_rows,
};
