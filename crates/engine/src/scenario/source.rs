//! Where the files of scenarios come from. The engine opens none itself: a disk, an archive or a page hands it their bytes.

use super::diagnose::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Something that holds scenario files.
pub trait Source {
    /// The bytes of the file at `path`. More than [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES) need not be read: one more suffices
    /// to be refused.
    ///
    /// # Errors
    ///
    /// Why there are none, in words for an analyst.
    fn bytes(&self, path: &Path) -> Result<Vec<u8>, Diagnostic>;

    /// One name for all paths that lead to the file at `path`, by which a circle of `extends` is found.
    fn identity(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }
}

/// Files in memory, by path.
impl Source for BTreeMap<PathBuf, String> {
    fn bytes(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        let text = self.get(path).ok_or_else(|| Diagnostic::new("", "there is no such file"))?;
        Ok(text.clone().into_bytes())
    }
}
