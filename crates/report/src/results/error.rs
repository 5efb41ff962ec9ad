//! What can go wrong between a table and the disk.

use std::io;
use std::path::{Path, PathBuf};

/// What is said of a folder whose files differ from what was written only in how their lines end.
pub const LINE_ENDS: &str = "nothing but the line ends of its files differs from what detente wrote, as git changes them in a clone where \
    core.autocrlf is set; clone it again with `git clone -c core.autocrlf=false`";

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
    /// There is something else where the folder should be, or one that it lies in.
    #[error("{} is not a folder, so nothing can be written there", path.display())]
    NotAFolder {
        /// What was found.
        path: PathBuf,
    },
    /// A link leads to nothing.
    #[error("{} is a link to {}, which is not there; make that folder, or remove the link", path.display(), to.display())]
    DanglingLink {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        to: PathBuf,
    },
    /// A link leads to itself, at once or by others.
    #[error("{} is a link that leads back to itself; remove it", path.display())]
    LinkCircle {
        /// The link.
        path: PathBuf,
    },
    /// Something that is read would be lost.
    #[error("{}", would_be_lost(path, how, input))]
    Input {
        /// What was to be written.
        path: PathBuf,
        /// How it stands to what is read: `is`, `holds` or `lies in`.
        how: &'static str,
        /// What is read.
        input: PathBuf,
    },
    /// The folder can neither be replaced nor filled in place.
    #[error("cannot write results at {}: {reason}", path.display())]
    Unwritable {
        /// The folder.
        path: PathBuf,
        /// Why, in words.
        reason: String,
        /// What the system said.
        source: io::Error,
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
    /// Only the line ends of files were changed.
    #[error("{}: {LINE_ENDS}, or replace this one with --force", path.display())]
    LineEnds {
        /// The folder.
        path: PathBuf,
    },
    /// The results there are those of another question.
    #[error("{} holds {held}, and this is {asked}: results give way only to those of the same question; name another folder with --out, or replace this one with --force", path.display())]
    OtherQuestion {
        /// The folder.
        path: PathBuf,
        /// What it holds, in words.
        held: String,
        /// What was asked, in words.
        asked: String,
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
    #[error("another run is writing {}; wait until it is done, or write elsewhere", path.display())]
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

fn would_be_lost(path: &Path, how: &str, input: &Path) -> String {
    let (out, input) = (path.display(), input.display());
    match how {
        "is" => format!("{out} is what this command reads and would be lost; name another place with --out"),
        _ => format!(
            "{out} {how} {input}, which this command reads and which would be lost; name another place with --out"
        ),
    }
}

impl ExportError {
    /// The folder `path` cannot be made or written in.
    pub(super) fn unwritable(path: &Path, source: io::Error) -> Self {
        Self::of_place(path, path, source, str::to_owned)
    }

    /// Nothing can be made at `at`, where the results of `target` were to be prepared.
    pub(super) fn no_workplace(target: &Path, at: &Path, source: io::Error) -> Self {
        let outside = !at.starts_with(target);
        Self::of_place(target, at, source, |reason| {
            format!("nothing can be made {} it ({reason})", if outside { "beside" } else { "in" })
        })
    }

    /// `part`, which is `target` or lies in it, cannot be moved.
    pub(super) fn unmovable(target: &Path, part: &Path, source: io::Error) -> Self {
        let of_another = source.kind() == io::ErrorKind::PermissionDenied;
        Self::of_place(target, part, source, |told| {
            let reason = if of_another { "it, or the folder around it, belongs to another user" } else { told };
            match part.strip_prefix(target) {
                Ok(name) if !name.as_os_str().is_empty() => {
                    format!("{} in it cannot be moved ({reason})", name.display())
                }
                _ => format!("it cannot be moved ({reason})"),
            }
        })
    }

    /// A refusal at `at` that is a reason not to write to `target`, or, where it says nothing of the place, of the system.
    fn of_place(target: &Path, at: &Path, source: io::Error, spelled: impl Fn(&str) -> String) -> Self {
        match reason(&source) {
            Some(reason) => Self::Unwritable { path: target.to_owned(), reason: spelled(reason), source },
            None => Self::Io { action: "create", path: at.to_owned(), source },
        }
    }

    /// Whether it says that results cannot stand where they were asked for.
    #[must_use]
    pub fn is_about_the_place(&self) -> bool {
        matches!(
            self,
            Self::NotAFolder { .. } | Self::DanglingLink { .. } | Self::LinkCircle { .. } | Self::Unwritable { .. }
        )
    }

    /// For `map_err`: what was tried on which path.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}

/// What a refusal of the system means for somebody who wants to write at a place; none where it says nothing about the place.
fn reason(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not write there",
        io::ErrorKind::ReadOnlyFilesystem => "the disk there is read-only",
        io::ErrorKind::ResourceBusy => "it is a mount, or something else holds it",
        io::ErrorKind::CrossesDevices => "it lies on another disk than the folder around it",
        io::ErrorKind::AlreadyExists => "a file of that name is in the way",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        io::ErrorKind::InvalidFilename => "the name is too long or not one that the disk takes",
        io::ErrorKind::Unsupported => "the disk there cannot do it",
        _ => return None,
    })
}
