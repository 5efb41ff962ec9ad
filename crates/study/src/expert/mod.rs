//! Several experts about one scenario: their answers to its questionnaire, weighed and put together into worlds.
//!
//! ```text
//! parameters.csv of each expert ──answer──> his scenario ──draws──> values ──pool──> Worlds
//! seed questions of each expert ──score──> calibration, information ──weigh──> weight of each expert
//! ```
//!
//! The pool is a mixture: with the weight of an expert a trial is one of his. So what is simulated in it is the weighted mean of
//! what is simulated with the answers of each (a linear pool; M. Stone, Annals of Mathematical Statistics 32 (1961), 1339-1342),
//! and answers that exclude each other are not averaged into one that nobody gave.

mod answers;
mod draws;
mod not_pooled;
mod pool;
mod score;
mod seeds;
mod table;
mod weigh;

pub use answers::Expert;
pub use not_pooled::NotPooled;
pub use pool::{MOST_EXPERTS, Pool, PooledExpert, PooledKey, pool};
pub use score::{FEW_SEEDS, SeedScores, SeedTruth, calibration, information, scores};
pub use seeds::{SeedAnswers, seed_questions, shipped_truths, truths};
pub use table::{ExpertRow, PooledKeyRow, expert_rows, pool_tables, pooled_key_rows};
pub use weigh::{DEFAULT_CUT_OFF, Weighing, whole_weights};
