//! Reading a file within limits.

use super::fault::Complaint;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The largest scenario file that is read, bytes: one mebibyte, some thousand times a typical file.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// Where scenarios lie.
const FOLDER: &str = "scenarios";

/// What could be read, and what stands against it.
pub(super) struct FileText {
    /// The text; where bytes are not UTF-8, with a replacement character in their place.
    pub text: String,
    /// The fault, with the byte at which it lies where it has a place.
    pub fault: Option<(Option<usize>, Complaint)>,
}

/// Reads the text of a scenario file. A byte order mark at its head is dropped.
pub(super) fn read(path: &Path) -> FileText {
    match read_bytes(path) {
        Ok(bytes) => decode(bytes),
        Err(complaint) => FileText { text: String::new(), fault: Some((None, complaint)) },
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Complaint> {
    // A pipe or a device may never end, or wait for ever to be opened.
    let kind = std::fs::metadata(path).map(|found| found.file_type());
    match kind {
        Ok(kind) if kind.is_dir() => {
            return Err(Complaint::new("", "this is a folder, not a scenario file").help("name a .toml file"));
        }
        Ok(kind) if !kind.is_file() => {
            return Err(Complaint::new("", "this is a pipe or a device, not a file").help("name a .toml file"));
        }
        _ => {}
    }
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            let near = meant(path).map(|near| format!("did you mean {}? ", near.display())).unwrap_or_default();
            let help = format!("{near}check the spelling of the path");
            Complaint::new("", "there is no such file").help(help)
        }
        _ => Complaint::new("", format!("cannot be read: {error}")),
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Complaint::new("", "larger than 1 MiB").help("a scenario is a short text: is this the right file?"));
    }
    Ok(bytes)
}

/// The scenario that a path which leads nowhere must mean: without its ending, or without the folder in which scenarios lie.
fn meant(path: &Path) -> Option<PathBuf> {
    let mut ended = path.to_owned();
    if ended.extension().is_none() {
        ended.set_extension("toml");
    }
    [ended.clone(), Path::new(FOLDER).join(ended)].into_iter().find(|near| near.is_file())
}

fn decode(bytes: Vec<u8>) -> FileText {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    match String::from_utf8(bytes) {
        Ok(text) => FileText { text, fault: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let found = format!("byte {:#04x}", error.as_bytes()[at]);
            let complaint = Complaint::new("", "not UTF-8 text").found(found).help("save the file as UTF-8");
            FileText {
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                fault: Some((Some(at), complaint)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_dropped_and_a_foreign_byte_is_located() {
        assert_eq!(decode(b"\xef\xbb\xbfa = 1".to_vec()).text, "a = 1");
        let latin = decode(b"title = \"D\xe9tente\"".to_vec());
        assert_eq!(latin.fault.expect("a fault").0, Some(10));
    }

    #[test]
    fn folders_and_absent_files_get_one_message_each() {
        assert!(read(Path::new("src")).fault.is_some());
        assert!(read(Path::new("no/such/file.toml")).fault.is_some());
    }
}
