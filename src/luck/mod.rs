//! Addressed draws: every random word has an address (seed, trial, purpose, index) and is computed
//! from it alone.

mod purpose;

pub use purpose::PurposeKey;
