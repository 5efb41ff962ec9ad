//! The engine of detente: from the text of a scenario to the sums over its trials.
//!
//! ```text
//! text ──read──> Scenario ──compile──> Plan ──simulate──> TrialRecord ──add──> Tally
//! ```
//!
//! It knows no files, threads, clock or terminal: who calls it hands it the bytes of scenario files. Everything behind the
//! checked scenario is a pure function of plan, seed and number of the trial, with the same bits on every machine.
//!
//! A whole run:
//!
//! ```
//! use detente_engine::{batch::BatchSimulator, domain::Outcome, random::RandomBlocks, plan::Plan, scenario, tally::Tally};
//!
//! let text = r#"
//!     ladder.order = ["hotline"]
//!     rung.hotline.both = { kind = "deconfliction" }
//! "#;
//! let checked = scenario::read_text("hotline", text, &[]).unwrap();
//! let plan = Plan::compile(&checked.scenario).unwrap();
//! let keys = plan.purposes.keys(1);
//! let mut tally = Tally::new(&plan, plan.largest_frozen());
//! BatchSimulator::new(&plan).simulate(&mut RandomBlocks::new(&keys), 0..1000, &mut tally);
//! assert_eq!(Outcome::ALL.iter().map(|outcome| tally.record().outcome(*outcome)).sum::<u64>(), 1000);
//! ```
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`domain`] | the nouns: roles, outcomes and causes, instruments, money |
//! | [`math`], [`statistics`] | functions with the same bits on every machine; intervals |
//! | [`random`] | addressed draws: every word is a function of seed, purpose, trial and index |
//! | [`parameter`] | every number with its key, range, default, question and source |
//! | [`scenario`] | text to checked scenario, all faults at once |
//! | [`rule`] | the equations, pure functions of numbers |
//! | [`plan`] | names to positions, draws to purposes; what a world's numbers imply |
//! | [`trial`] | one trial: its state, the order of its steps, the mechanisms |
//! | [`observe`] | the vocabulary of what is measured of a trial |
//! | [`divergence`] | what must happen in a trial before it can go another way under another plan |
//! | [`tally`] | integer sums over trials that merge exactly |
//! | [`batch`] | many trials into one tally, of those that go as was observed |
//! | [`exact`] | scenarios in which nothing feeds back: their answers to the last digit |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod batch;
pub mod divergence;
pub mod domain;
pub mod exact;
pub mod math;
pub mod observe;
pub mod parameter;
pub mod plan;
pub mod random;
pub mod rule;
pub mod scenario;
pub mod statistics;
pub mod tally;
pub mod trial;
