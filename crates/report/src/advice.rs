//! What can be done where the system has refused: by what it says, and by what was tried.

use crate::results::ExportError;
use std::error::Error;
use std::io::{self, ErrorKind};

/// The number by which systems say that a disk could not read or write (EIO).
const BROKEN: i32 = 5;

/// A line to go under the message on an error with this `chain` of reasons, of a command that can write elsewhere (`has_out`) or not;
/// empty where the message says itself what to do.
pub fn advice<'a>(mut chain: impl Iterator<Item = &'a (dyn Error + 'static)> + Clone, has_out: bool) -> String {
    let place =
        chain.clone().find_map(|cause| cause.downcast_ref::<ExportError>()).filter(|one| one.is_about_the_place());
    let cause = chain.clone().find_map(|cause| cause.downcast_ref::<io::Error>());
    let tried_threads = chain.next().is_some_and(|error| error.to_string().contains(THREADS));
    let elsewhere = if has_out { "name another place with --out" } else { "work in another folder" };
    let line = match (place, cause) {
        (Some(_), _) => elsewhere.to_owned(),
        (None, None) => return String::new(),
        (None, Some(_)) if tried_threads => {
            "the system gives this program no more threads or memory: ask for fewer with --threads, such as --threads 1"
                .to_owned()
        }
        (None, Some(cause)) => match of_system(cause) {
            Some((what, true)) => format!("{what}, or {elsewhere}"),
            Some((what, false)) => what.to_owned(),
            None => return String::new(),
        },
    };
    format!("\n  {line}")
}

/// What is tried where threads are started, in the words of the message.
pub const THREADS: &str = "cannot start the threads";

/// What can be done about a refusal of the system, and whether another place helps; none where there is nothing to say.
fn of_system(cause: &io::Error) -> Option<(&'static str, bool)> {
    Some(match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("make room there, then run it again", false),
        ErrorKind::FileTooLarge => ("raise the limit on the size of files (ulimit -f), then run it again", false),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ("work where you may write", true),
        ErrorKind::NotFound => ("was it removed meanwhile? run it again", false),
        ErrorKind::ResourceBusy => ("it is a mount, or another program holds it: wait until it is free", true),
        ErrorKind::CrossesDevices => ("it lies on another disk than what was to be moved there", true),
        ErrorKind::NotADirectory
        | ErrorKind::IsADirectory
        | ErrorKind::AlreadyExists
        | ErrorKind::DirectoryNotEmpty => {
            ("a file stands where a folder is wanted, or a folder where a file is: move it away", true)
        }
        ErrorKind::InvalidFilename => ("shorten the name", true),
        ErrorKind::OutOfMemory => ("close other programs, or ask for less at a time", false),
        _ if is_broken(cause) => ("see whether the disk is well, then run it again", false),
        // A sentence of this program, or of a reader of files, which says what is wrong.
        _ if cause.raw_os_error().is_none() && is_told(cause.kind()) => return None,
        _ => ("the system says no more about it; run it again", true),
    })
}

/// Whether errors of this kind have sentences of their own where no system has made them.
fn is_told(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Other | ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof)
}

/// Whether a disk could not read or write. What passes through a writer keeps only the words of the system.
fn is_broken(cause: &io::Error) -> bool {
    let number = cause.raw_os_error();
    number == Some(BROKEN) || number.is_none() && cause.to_string().contains(&format!("(os error {BROKEN})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something that was tried and failed.
    #[derive(Debug, thiserror::Error)]
    #[error("{tried}")]
    struct Tried {
        tried: &'static str,
        source: io::Error,
    }

    fn told(source: io::Error, tried: &'static str, has_out: bool) -> String {
        let error = Tried { tried, source };
        let chain: Vec<&(dyn Error + 'static)> = vec![&error, &error.source];
        advice(chain.into_iter(), has_out)
    }

    fn of(number: i32, tried: &'static str, has_out: bool) -> String {
        told(io::Error::from_raw_os_error(number), tried, has_out)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_disk_is_blamed_only_where_the_disk_has_failed() {
        let blamed: Vec<i32> =
            (1..=133).filter(|number| of(*number, "cannot write x", true).contains("disk is well")).collect();
        assert_eq!(blamed, [BROKEN]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn threads_that_cannot_be_started_are_fewer_threads_to_ask_for() {
        // EAGAIN, ENOMEM.
        for number in [11, 12] {
            let said = of(number, THREADS, true);
            assert!(said.contains("--threads 1") && !said.contains("disk"), "{said}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_is_proposed_that_the_command_does_not_take() {
        for number in 1..=133 {
            assert!(!of(number, "cannot write x", false).contains("--out"));
            assert!(of(number, "cannot write x", true).lines().count() == 2, "{number}: something can be done");
        }
    }

    #[test]
    fn a_sentence_of_this_program_is_not_followed_by_advice_about_the_system() {
        assert_eq!(told(io::Error::other("it is no file"), "cannot read x", true), "");
    }
}
