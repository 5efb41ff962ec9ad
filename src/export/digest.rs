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
    let kind = fs::metadata(path).map_err(ExportError::io("read", path))?;
    if !kind.is_file() {
        return Err(ExportError::io("read", path)(io::Error::other("it is no file")));
    }
    let mut file = File::open(path).map_err(ExportError::io("read", path))?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        if asked() {
            return Err(ExportError::Interrupted { path: path.to_owned() });
        }
        match file.read(&mut piece).map_err(ExportError::io("read", path))? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            length => hasher.update(&piece[..length]),
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
