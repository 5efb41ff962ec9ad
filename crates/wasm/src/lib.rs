//! The engine behind a boundary that a page can call.
//!
//! ```text
//! JSON ──Question──> Case ──read──> Prepared ──blocks of trials──> Counts ──merge──> Picture, tables ──Answer──> JSON
//! ```
//!
//! [`Engine::answer`] is an ordinary function of text, so what a page is told can be tested without a page. Only `boundary`, which
//! is compiled for WebAssembly alone, knows how bytes get in and out. No rule and no table is written here a second time: counts are
//! those of `detente-engine`, differences, worlds, tables and their spelling those of `detente-study`.
//!
//! ```
//! use detente_wasm::Engine;
//!
//! let mut engine = Engine::default();
//! let case = r#"{"name":"mine","files":{"mine.toml":""}}"#;
//! engine.answer(&format!(r#"{{"begin":{{"base":{case},"seed":1}}}}"#));
//! engine.answer(r#"{"simulate":{"first":0,"trials":100}}"#);
//! assert!(engine.answer(r#""counts""#).starts_with(r#"{"counts":{"base":{"trials":100,"#));
//! ```
#![deny(missing_docs)]

mod assumed;
mod case;
mod counting;
mod describe;
mod difference;
mod drawn;
mod engine;
mod hand_out;
mod picture;
mod question;
mod sentence;

#[cfg(target_arch = "wasm32")]
mod boundary;

pub use assumed::{Assumed, OverAssumed};
pub use case::Case;
pub use counting::Counts;
pub use describe::{Actor, Described, InputKind, InputRow, LadderRung, Switch};
pub use difference::DifferenceLine;
pub use engine::Engine;
pub use hand_out::NamedText;
pub use picture::{ArmPicture, HorizonShares, OutcomeShare, Picture, WeekShares};
pub use question::{Answer, Question};
