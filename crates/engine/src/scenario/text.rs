//! The text of a file, from its bytes.

use super::diagnose::Diagnostic;

/// The largest scenario file that is read, bytes: one mebibyte, some thousand times a typical file.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// What could be read, and what stands against it.
pub(super) struct FileText {
    /// The text; where bytes are not UTF-8, with a replacement character in their place.
    pub(super) text: String,
    /// The fault, with the byte at which it lies where it has a place.
    pub(super) fault: Option<(Option<usize>, Diagnostic)>,
}

/// The text of a file whose bytes are `found`, or why there are none. A byte order mark at its head is dropped.
pub(super) fn of(found: Result<Vec<u8>, Diagnostic>) -> FileText {
    match found {
        Ok(bytes) if bytes.len() > MAX_FILE_BYTES => {
            let diagnostic = Diagnostic::new("", "larger than 1 MiB");
            unread(diagnostic.help("a scenario is a short text: is this the right file?"))
        }
        Ok(bytes) => decode(bytes),
        Err(diagnostic) => unread(diagnostic),
    }
}

fn unread(diagnostic: Diagnostic) -> FileText {
    FileText { text: String::new(), fault: Some((None, diagnostic)) }
}

fn decode(bytes: Vec<u8>) -> FileText {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    match String::from_utf8(bytes) {
        Ok(text) => FileText { text, fault: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let found = format!("byte {:#04x}", error.as_bytes()[at]);
            let diagnostic = Diagnostic::new("", "not UTF-8 text").found(found).help("save the file as UTF-8");
            FileText {
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                fault: Some((Some(at), diagnostic)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_dropped_and_a_foreign_byte_is_located() {
        assert_eq!(of(Ok(b"\xef\xbb\xbfa = 1".to_vec())).text, "a = 1");
        let latin = of(Ok(b"title = \"D\xe9tente\"".to_vec()));
        assert_eq!(latin.fault.expect("a fault").0, Some(10));
    }

    #[test]
    fn a_file_of_more_than_the_limit_is_refused() {
        assert!(of(Ok(vec![b'#'; MAX_FILE_BYTES])).fault.is_none());
        assert!(of(Ok(vec![b'#'; MAX_FILE_BYTES + 1])).fault.is_some());
    }
}
