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
    /// Whether everything that a file of it extends was read. What is missing was not said by the files that were, and may stand in the
    /// one that was not.
    pub(super) is_whole: bool,
}

/// What a file extends: the base as it is written there, seen from the file's folder.
struct Extends {
    written: String,
    folder: PathBuf,
    place: Place,
}

impl Extends {
    fn path(&self) -> PathBuf {
        self.folder.join(&self.written)
    }

    /// The base that must be meant where nothing is there: with its ending, or with / for every backslash.
    fn meant(&self, source: &dyn Source) -> Option<String> {
        let with_slashes = self.written.replace('\\', "/");
        let spelled = [format!("{with_slashes}.toml"), with_slashes];
        let is_there = |base: &String| *base != self.written && source.bytes(&self.folder.join(base)).is_ok();
        spelled.into_iter().find(is_there)
    }
}

/// Reads `path` and what it extends from `source`. Faults are left in `diagnostics`; what could be read is returned.
pub(super) fn read(diagnostics: &mut Diagnostics, source: &dyn Source, path: &Path) -> Chain {
    let mut chain = Chain { layers: Vec::new(), paths: Vec::new(), is_whole: false };
    let mut visited: Vec<PathBuf> = Vec::new();
    let mut next = Some((path.to_path_buf(), None::<Extends>));
    while let Some((path, asked_at)) = next.take() {
        let identity = source.identity(&path);
        if let Some(asked) = asked_at.as_ref().filter(|_| visited.contains(&identity)) {
            let diagnostic = Diagnostic::new("extends", "goes round in a circle");
            diagnostics
                .fault(&asked.place, diagnostic.help("a chain of `extends` must end at a file that extends nothing"));
            break;
        }
        visited.push(identity);
        let Some(mut layer) = read_one(diagnostics, source, &path, asked_at.as_ref()) else { break };
        chain.is_whole = !layer.table.contains_key("extends");
        next = extended(diagnostics, &mut layer, &path).map(|extends| (extends.path(), Some(extends)));
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
    let extends = layer.table.remove("extends");
    let is_whole = extends.is_none();
    if let Some(item) = extends {
        let diagnostic = Diagnostic::new("extends", "not possible in a text that is not a file");
        diagnostics.fault(&item.node.place, diagnostic);
    }
    Chain { layers: vec![layer], paths: Vec::new(), is_whole }
}

fn read_one(
    diagnostics: &mut Diagnostics,
    source: &dyn Source,
    path: &Path,
    asked_at: Option<&Extends>,
) -> Option<Layer> {
    let read = text::of(source.bytes(path));
    let name = path.display().to_string();
    if let Some((None, diagnostic)) = read.fault {
        match asked_at {
            Some(asked) => {
                let diagnostic = Diagnostic::new("extends", format!("{name} cannot be used: {}", diagnostic.message()));
                let relative = "the path is relative to the file that extends, and ends in .toml";
                let meant = asked.meant(source).map(|meant| format!("write \"{meant}\"; ")).unwrap_or_default();
                diagnostics.fault(&asked.place, diagnostic.help(format!("{meant}{relative}")));
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

/// What a file extends.
fn extended(diagnostics: &mut Diagnostics, layer: &mut Layer, path: &Path) -> Option<Extends> {
    let node = layer.table.remove("extends")?.node;
    let Value::Text(base) = &node.value else {
        let diagnostic = Diagnostic::new("extends", "not text").found(node.kind()).allowed("a path in quotes");
        diagnostics.fault(&node.place, diagnostic);
        return None;
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    Some(Extends { written: base.clone(), folder, place: node.place })
}
