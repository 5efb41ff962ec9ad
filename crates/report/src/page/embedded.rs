//! The page within a report: its text as data, which a script of the report shows in a frame.

use super::{page, policy};
use crate::as_run::AllAsRun;
use crate::one_file::script_element;
use detente_study::scenario::CheckedFile;
use maud::Markup;

/// Most bytes of scenarios in one report; with the engine they stay below three megabytes.
const MOST_BYTES: usize = 1_000_000;

/// A page that simulates, to be put into a report.
#[derive(Clone, Debug)]
pub(crate) struct Embedded {
    text: String,
    stems: Vec<String>,
}

impl Embedded {
    /// The page that simulates the scenarios `as_run` under `seed`; of too many long ones those that fit, in order. None where there
    /// is none.
    pub(crate) fn of(as_run: &AllAsRun, seed: u64) -> Option<Self> {
        let mut room = MOST_BYTES;
        let fits = |file: &&CheckedFile| {
            let left = room.checked_sub(file.flattened.len());
            left.inspect(|left| room = *left).is_some()
        };
        let files: Vec<&CheckedFile> = as_run.values().map(|own| &own.file).filter(fits).collect();
        let stems: Vec<String> = files.iter().map(|file| file.scenario.stem.clone()).collect();
        (!files.is_empty()).then(|| Self { text: page(&files, seed), stems })
    }

    /// Whether it can simulate the scenario `stem`.
    pub(crate) fn has(&self, stem: &str) -> bool {
        self.stems.iter().any(|own| own == stem)
    }

    /// The scenario that is shown first.
    pub(crate) fn first(&self) -> &str {
        &self.stems[0]
    }

    /// An element that holds it as data; no text in it can end the element.
    pub(crate) fn element(&self) -> Markup {
        let text = serde_json::Value::from(self.text.as_str()).to_string().replace('<', "\\u003c");
        script_element(Some("application/json"), Some("page"), &text)
    }
}

/// The policy of a report with this script and this style of its own: nothing else is loaded or run but what the page within needs.
pub(crate) fn policy_around(script: &str, style: &str) -> String {
    policy(&[script, &super::script::main()], &[style, super::STYLE])
}
