//! The command `detente`: arguments in, stories, screens and results folders out.
//!
//! What it says is worked out elsewhere: trials by `detente-engine`, questions to scenarios by `detente-study`, folders and
//! reports by `detente-report`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod cli;
