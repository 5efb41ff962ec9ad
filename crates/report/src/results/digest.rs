//! SHA-256 in hexadecimal.

use super::error::ExportError;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of the file at `path`, read piece by piece.
///
/// # Errors
///
/// Where the file cannot be read, or is a pipe or a device, which may never end.
pub fn sha256_file(path: &Path) -> Result<String, ExportError> {
    sha256_file_unless(path, &|| false)
}

/// The same, unless an end is `asked` for between two pieces.
///
/// # Errors
///
/// As [`sha256_file`]; [`ExportError::Interrupted`] where an end was asked for.
pub fn sha256_file_unless(path: &Path, asked: &dyn Fn() -> bool) -> Result<String, ExportError> {
    let mut hasher = Sha256::new();
    pieces(path, asked, |piece| hasher.update(piece))?;
    Ok(hexadecimal(&hasher.finalize()))
}

/// What the SHA-256 of the file at `path` were if all its lines ended with LF, and if all did with CRLF.
pub(super) fn sha256_by_line_ends(path: &Path) -> Result<[String; 2], ExportError> {
    let (mut of_lf, mut of_crlf) = (Sha256::new(), Sha256::new());
    let mut after_return = false;
    let (mut lf, mut crlf) = (Vec::new(), Vec::new());
    let mut add = |byte: u8, lf: &mut Vec<u8>, crlf: &mut Vec<u8>| {
        if after_return && byte != b'\n' {
            lf.push(b'\r');
            crlf.push(b'\r');
        }
        after_return = byte == b'\r';
        match byte {
            b'\r' => (),
            b'\n' => {
                lf.push(byte);
                crlf.extend(b"\r\n");
            }
            _ => {
                lf.push(byte);
                crlf.push(byte);
            }
        }
    };
    pieces(path, &|| false, |piece| {
        piece.iter().for_each(|byte| add(*byte, &mut lf, &mut crlf));
        of_lf.update(&lf);
        of_crlf.update(&crlf);
        lf.clear();
        crlf.clear();
    })?;
    // A return at the very end comes of programs that end every line, also one that had no end.
    Ok([of_lf, of_crlf].map(|hasher| hexadecimal(&hasher.finalize())))
}

/// Gives the file at `path` piece by piece, unless an end is `asked` for.
fn pieces(path: &Path, asked: &dyn Fn() -> bool, mut take: impl FnMut(&[u8])) -> Result<(), ExportError> {
    let kind = fs::metadata(path).map_err(ExportError::io("read", path))?;
    if !kind.is_file() {
        return Err(ExportError::io("read", path)(io::Error::other("it is no file")));
    }
    let mut file = File::open(path).map_err(ExportError::io("read", path))?;
    let mut piece = vec![0; 1 << 16];
    loop {
        if asked() {
            return Err(ExportError::Interrupted { path: path.to_owned() });
        }
        match file.read(&mut piece).map_err(ExportError::io("read", path))? {
            0 => return Ok(()),
            length => take(&piece[..length]),
        }
    }
}

/// SHA-256 of what is written to it, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct DigestWriter {
    hasher: Sha256,
}

impl DigestWriter {
    /// The digest of all that was written.
    #[must_use]
    pub fn finish(self) -> String {
        hexadecimal(&self.hasher.finalize())
    }
}

impl Write for DigestWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hasher.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
    bytes.iter().flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_told_apart_from_all_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("text");
        // A line end that two pieces share, lone returns, and one at the end.
        let long = "x".repeat((1 << 16) - 1);
        for text in ["", "a\nb", "a\n\nb\n", "a\rb\n", &format!("{long}\ny\n")] {
            let crlf = text.replace('\n', "\r\n");
            for written in [text, &crlf] {
                fs::write(&path, written).expect("a disk");
                let expected = [sha256(text.as_bytes()), sha256(crlf.as_bytes())];
                assert_eq!(sha256_by_line_ends(&path).expect("a file"), expected, "{written:.20?}");
            }
        }
        fs::write(&path, "a\r\nb\r").expect("a disk");
        assert_eq!(sha256_by_line_ends(&path).expect("a file")[0], sha256(b"a\nb"));
    }

    #[test]
    fn the_published_example_comes_out() {
        // FIPS 180-4, the message "abc".
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    #[test]
    fn a_digest_is_the_same_in_pieces() {
        let mut writer = DigestWriter::default();
        [b"a".as_slice(), b"", b"bc"].iter().for_each(|piece| writer.write_all(piece).expect("memory"));
        assert_eq!(writer.finish(), sha256(b"abc"));
    }
}
