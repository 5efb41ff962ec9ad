//! SHA-256 in hexadecimal.

use super::error::ExportError;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
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
    let kind = fs::metadata(path).map_err(ExportError::io("read", path))?;
    if !kind.is_file() {
        return Err(ExportError::io("read", path)(io::Error::other("it is no file")));
    }
    let mut file = File::open(path).map_err(ExportError::io("read", path))?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece).map_err(ExportError::io("read", path))? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            length => hasher.update(&piece[..length]),
        }
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
}
