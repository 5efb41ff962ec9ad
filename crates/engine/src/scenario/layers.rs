//! The chain of files that a scenario builds on: from the file named, along `extends`, to the base.

use super::diagnose::Diagnostic;
use super::diagnose::{Diagnostics, Place};
use super::source::Source;
use super::tree::{Table, Value};
use super::{document, text};
use std::path::{Path, PathBuf};

/// One file of the chain.
pub(super) struct Layer {
    pub(super) document: usize,
    pub(super) table: Table,
}

/// The files of a chain, the base first, and their paths, the file named first.
pub(super) struct Chain {
    pub(super) layers: Vec<Layer>,
    pub(super) paths: Vec<PathBuf>,
}

/// Reads `path` and what it extends from `source`. Faults are left in `diagnostics`; what could be read is returned.
pub(super) fn read(diagnostics: &mut Diagnostics, source: &dyn Source, path: &Path) -> Chain {
    let mut chain = Chain { layers: Vec::new(), paths: Vec::new() };
    let mut visited: Vec<PathBuf> = Vec::new();
    let mut next = Some((path.to_path_buf(), None::<Place>));
    while let Some((path, asked_at)) = next.take() {
        let identity = source.identity(&path);
        if let Some(place) = asked_at.as_ref().filter(|_| visited.contains(&identity)) {
            let diagnostic = Diagnostic::new("extends", "goes round in a circle");
            diagnostics.fault(place, diagnostic.help("a chain of `extends` must end at a file that extends nothing"));
            break;
        }
        visited.push(identity);
        let Some(mut layer) = read_one(diagnostics, source, &path, asked_at.as_ref()) else { break };
        next = extended(diagnostics, &mut layer, &path);
        chain.paths.push(path);
        chain.layers.insert(0, layer);
    }
    for (rank, layer) in chain.layers.iter().enumerate() {
        diagnostics.set_rank(layer.document, rank + 1);
    }
    chain
}

/// A text given in memory in place of a file; it cannot extend another.
pub(super) fn from_text(diagnostics: &mut Diagnostics, name: &str, content: &str) -> Chain {
    let document = diagnostics.add(name, name, content);
    let mut layer = Layer { document, table: document::read(diagnostics, document) };
    if let Some(item) = layer.table.remove("extends") {
        let diagnostic = Diagnostic::new("extends", "not possible in a text that is not a file");
        diagnostics.fault(&item.node.place, diagnostic);
    }
    Chain { layers: vec![layer], paths: Vec::new() }
}

fn read_one(
    diagnostics: &mut Diagnostics,
    source: &dyn Source,
    path: &Path,
    asked_at: Option<&Place>,
) -> Option<Layer> {
    let read = text::of(source.bytes(path));
    let name = path.display().to_string();
    if let Some((None, diagnostic)) = read.fault {
        match asked_at {
            Some(place) => {
                let diagnostic = Diagnostic::new("extends", format!("{name} cannot be used: {}", diagnostic.message()));
                let relative = "the path is relative to the file that extends, and ends in .toml";
                diagnostics.fault(place, diagnostic.help(relative));
            }
            None => {
                let document = diagnostics.add(&name, &name, "");
                diagnostics.whole(document, diagnostic);
            }
        }
        return None;
    }
    let origin = path.file_name().map_or_else(|| name.clone(), |file| file.to_string_lossy().into_owned());
    let document = diagnostics.add(&name, &origin, read.text.as_str());
    if let Some((Some(at), diagnostic)) = read.fault {
        diagnostics.fault(&Place { document, span: at..at + 1 }, diagnostic);
        return None;
    }
    Some(Layer { document, table: document::read(diagnostics, document) })
}

/// The path that a file extends, with the place that says so.
fn extended(diagnostics: &mut Diagnostics, layer: &mut Layer, path: &Path) -> Option<(PathBuf, Option<Place>)> {
    let node = layer.table.remove("extends")?.node;
    let Value::Text(base) = &node.value else {
        let diagnostic = Diagnostic::new("extends", "not text").found(node.kind()).allowed("a path in quotes");
        diagnostics.fault(&node.place, diagnostic);
        return None;
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    Some((folder.join(base), Some(node.place)))
}
