//! What can go wrong between a table and the disk.

use std::io;
use std::path::{Path, PathBuf};

/// A results folder could not be written or read. Earlier results are where they were.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is something else where the folder should be.
    #[error("{} is not a folder; name another with --out", path.display())]
    NotAFolder {
        /// What was found.
        path: PathBuf,
    },
    /// The folder holds files that no manifest lists.
    #[error("{} holds {file}, which detente did not write; name another folder with --out, or replace this one with --force", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// One of the files, relative to it.
        file: String,
    },
    /// A listed file was changed since it was written.
    #[error("{} was changed: {file} is not as detente wrote it; keep a copy and name another folder with --out, or replace this one with --force", path.display())]
    Changed {
        /// The folder.
        path: PathBuf,
        /// One of the files, relative to it.
        file: String,
    },
    /// A listed file is gone.
    #[error("{} is incomplete: {file} is missing; name another folder with --out, or replace this one with --force", path.display())]
    Missing {
        /// The folder.
        path: PathBuf,
        /// One of the files, relative to it.
        file: String,
    },
    /// The folder may not be replaced, whatever is asked.
    #[error("{} cannot be replaced: it is the root or holds the working directory; name another folder with --out", path.display())]
    Protected {
        /// The folder.
        path: PathBuf,
    },
    /// Another process is writing the folder.
    #[error("another run is writing {}; wait until it is done, or name another folder with --out", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// Neither the new results could be moved in nor the earlier ones back.
    #[error("cannot put results at {}; the earlier ones are whole in {}, and the next run puts them back", path.display(), old.display())]
    Aside {
        /// The folder.
        path: PathBuf,
        /// Where the earlier results are.
        old: PathBuf,
    },
    /// A checkpoint cannot be used.
    #[error("cannot resume from {}: {reason}; ask for what was asked then, or start over without --resume", path.display())]
    Checkpoint {
        /// The checkpoint.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// An end was asked for; nothing was changed.
    #[error("interrupted; what is in {} is as it was", path.display())]
    Interrupted {
        /// The folder.
        path: PathBuf,
    },
    /// There is no manifest, or it is not one that this version can read.
    #[error("{} is not a results folder of this version of detente: its manifest.json is missing or cannot be read", path.display())]
    NoManifest {
        /// The folder.
        path: PathBuf,
    },
}

impl ExportError {
    /// For `map_err`: what was tried on which path.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}
