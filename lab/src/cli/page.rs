//! Pages that commands make, written whole or not at all.

use anyhow::{Context, anyhow};
use detente_report::platform;
use detente_report::results::{folder, spare_inputs};
use std::path::{Path, PathBuf};

/// Refuses `path`, before anything is simulated, where no page can be put or one of the `inputs` would be lost.
pub(super) fn check<'a>(path: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> anyhow::Result<()> {
    spare_inputs(path, inputs)?;
    let name = path.file_name().filter(|_| !path.is_dir());
    let name = name.ok_or_else(|| anyhow!("{} is a folder; name a file with --out", path.display()))?;
    let place = folder(platform::folder_of(path))?.join(name);
    platform::could_put(&place).with_context(|| format!("cannot write {}", path.display()))
}

/// What is written by hand in the page at `path`, above `mark`; `unwritten` where there is no page yet.
pub(super) fn head(path: &Path, mark: &str, unwritten: &str) -> anyhow::Result<String> {
    if !path.exists() {
        return Ok(unwritten.to_owned());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.split(mark).next().unwrap_or_default().to_owned())
}

/// Writes `text` to `path`.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    platform::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
