//! The engine behind a boundary that a page can call.
//!
//! ```text
//! JSON ──Question──> scenario ──> plan ──> trials ──> tally ──Answer──> JSON
//! ```
//!
//! [`answer`] is an ordinary function of text, so what a page is told can be tested without a page. Only `boundary`, which is
//! compiled for WebAssembly alone, knows how bytes get in and out.
#![deny(missing_docs)]

mod question;

#[cfg(target_arch = "wasm32")]
mod boundary;

pub use question::{Answer, Question, answer};
