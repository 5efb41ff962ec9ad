//! Results folders as they are found: sound or not, and what was run in them.

use crate::results::{Discrepancy, ExportError, Fault, Inspection, LINE_ENDS, MANIFEST, Manifest, inspect, set_aside};
use detente_study::input::Input;
use detente_study::table::counted;
use std::error::Error;
use std::path::Path;

/// The manifest of a folder that is as it was written, or a sentence for each thing that is not.
pub fn sound(folder: &Path) -> Result<Manifest, Vec<String>> {
    match inspect(folder) {
        Ok(Inspection { manifest, discrepancies }) if discrepancies.is_empty() => Ok(manifest),
        Ok(found) if found.differs_only_in_line_ends() => Err(vec![LINE_ENDS.to_owned()]),
        Ok(found) => Err(sentences(&found.discrepancies)),
        Err(ExportError::NoManifest { .. }) => Err(vec![match set_aside(folder) {
            Some(old) if old.join(MANIFEST).exists() => format!(
                "a run was killed while it moved new results in; the earlier ones are in {}, and the next run into \
                 this folder puts them back",
                old.display()
            ),
            Some(_) => "a run was killed while it moved its results in; the next run into this folder puts that right"
                .to_owned(),
            None => "there is no manifest.json that this version can read, so it is no results folder".to_owned(),
        }]),
        Err(ExportError::Changed { file, .. }) => Err(vec![format!("{file} was changed after it was written")]),
        Err(error) => Err(vec![with_reasons(&error)]),
    }
}

/// One for each thing that differs, and one for all files of which only the line ends do.
fn sentences(found: &[Discrepancy]) -> Vec<String> {
    let (line_ends, others): (Vec<_>, Vec<_>) = found.iter().partition(|found| found.fault == Fault::LineEnds);
    let of_many = line_ends.first().map(|first| match line_ends.len() - 1 {
        0 => sentence(first),
        more => format!("{}, nor in {}", sentence(first), counted(more, "more file")),
    });
    others.into_iter().map(sentence).chain(of_many).collect()
}

fn sentence(found: &Discrepancy) -> String {
    let path = &found.path;
    match found.fault {
        Fault::Missing => format!("{path} is missing"),
        Fault::Changed => format!("{path} was changed after it was written"),
        Fault::LineEnds => format!("the line ends of {path} were changed after it was written, and nothing else in it"),
        Fault::Foreign => format!("{path} was not written by detente: manifest.json does not list it"),
    }
}

/// The scenarios of a results folder, as run.
pub fn inputs(folder: &Path, manifest: &Manifest) -> Result<Vec<Input>, String> {
    let read = |stem: &str| {
        let path = format!("inputs/{stem}.toml");
        let text = manifest.text(folder, &path).map_err(|error| error.to_string())?;
        Input::of_text(&folder.join(path), &text)
    };
    manifest.stems().map(read).collect()
}

/// What an error says, with the chain of its reasons.
fn with_reasons(error: &dyn Error) -> String {
    let (mut text, mut reason) = (error.to_string(), error.source());
    while let Some(next) = reason {
        text = format!("{text}: {next}");
        reason = next.source();
    }
    text
}
