//! Addressed draws: every random word has an address (seed, trial, purpose, index) and is computed
//! from it alone.
//!
//! A *purpose* is spelled from ids (`rung/hotline/deed`); its key is a hash of the seed and that
//! name, the trial is the stream, the index the position in it. Nothing is taken from a shared
//! sequence: adding a rung, a body or a hazard leaves every other draw where it was.

mod address;
mod chacha;
mod lanes;
mod purpose;
mod sample;
mod span;
mod streams;
mod words;

pub use address::Address;
pub use lanes::LANES;
pub use purpose::{Purpose, PurposeBook, PurposeError};
pub use sample::{Chance, LARGEST_COUNT, LARGEST_MEAN, MIDDLE};
pub use sample::{exponential, exponential_pair, largest_without, poisson, strikes, uniform, uniform_wide};
pub use span::Span;
pub use streams::{NotedWords, Strand, StreamWords};
pub use words::{RandomBlocks, Replay, SharedKeys, SharedWords, Words};
