//! Instruments of those who make detente: what the model is held against.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`claim`] | claims of the literature, each tried as a paired experiment |
//! | [`case`] | historical cases, simulated as coded and set beside what happened |
//! | [`base_rate`] | what was counted of real channels, beside the built-in scenario |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod base_rate;
pub mod case;
pub mod claim;
mod list;
