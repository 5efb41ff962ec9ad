//! From a scenario file to a checked [`Scenario`].
//!
//! The way of a text: bytes within limits, TOML as a tree that remembers places (`parse`), the files
//! that it extends and `--set` laid on top of each other (`layers`, `set`, `merge`), what it leaves out
//! altogether taken from the built-in scenario (`fallback`), every key and value checked by itself
//! (`shape`), names resolved and relations checked (`resolve`). Faults are gathered along the way and
//! reported all at once, each at its place.

mod actors;
mod calendar;
mod clock;
mod correlated;
mod date;
mod diagnose;
mod document;
mod exchange;
mod fallback;
mod flatten;
mod given;
mod guards;
mod harmless;
mod layers;
mod limits;
mod list;
mod list_ids;
mod merge;
mod model;
mod news;
mod number;
mod overlay;
mod parse;
mod reach;
mod read;
mod reference;
mod requires;
mod resolve;
mod resolver;
mod row;
mod rungs;
mod schema;
mod set;
mod shape;
mod simulated;
mod source;
mod stakes;
mod template;
mod text;
mod tree;
mod uncertain;
mod variant;
mod word;
mod worlds;

pub use correlated::correlation;
pub use date::{help as day_help, may_be as may_be_day};
pub use diagnose::{Diagnostic, Diagnostics, Fault, MOST_FAULTS, Place, ScenarioFaults, help as suggestion, nearest};
pub use exchange::{KeyDifference, StatedNumber, differing_keys, exchanged, left_out, stated_numbers};
pub use harmless::harmless;
pub use list::{ListFile, read as read_list, read_text as read_list_text};
pub use model::{
    Body, CorrelatedPair, News, Objector, ParameterRow, Party, RunSettings, Rung, Scenario, Spoiler, Turnover,
    UncertainValue, UnstatedValue, WorldValue,
};
pub use overlay::{Overlay, OverlayValue, bare_text};
pub use read::{CheckedFile, Meeting, Over, read, read_over, read_text, read_text_over};
pub use reference::reference_markdown;
pub use schema::schema;
pub use simulated::NotSimulated;
pub use source::Source;
pub use template::Template;
pub use text::MAX_FILE_BYTES;
pub use variant::variant;
pub use worlds::MOST_WORLDS;
