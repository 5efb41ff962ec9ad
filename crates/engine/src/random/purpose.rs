//! What draws are for: the book of purposes of one plan, and the keys made from it and a seed.

use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;

/// The handle of one purpose: its position in the plan's [`PurposeBook`]. The position is an
/// address in memory only; it never enters a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose(u16);

impl Purpose {
    /// Position in the book.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Two purposes of one plan that would share their random numbers, or too many purposes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PurposeError {
    /// Two purposes have the same name or the same key.
    #[error("the draws `{first}` and `{second}` would share their random numbers: rename one of the ids")]
    Collision {
        /// Entered first.
        first: String,
        /// Refused.
        second: String,
    },
    /// The plan has more purposes than can be addressed.
    #[error("the scenario needs more than {limit} kinds of draws: use fewer rungs, bodies or objectors")]
    TooMany {
        /// The largest number allowed.
        limit: usize,
    },
}

/// All purposes of one plan by name, such as `rung/hotline/deed`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PurposeBook {
    names: Vec<String>,
}

/// The names in order.
impl fmt::Debug for PurposeBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.names).finish()
    }
}

impl PurposeBook {
    /// Enters a purpose. Whether it collides with another is found by [`PurposeBook::check`].
    ///
    /// # Errors
    /// [`PurposeError::TooMany`] where the book is full.
    pub fn enter(&mut self, name: String) -> Result<Purpose, PurposeError> {
        let index =
            u16::try_from(self.names.len()).map_err(|_| PurposeError::TooMany { limit: usize::from(u16::MAX) })?;
        self.names.push(name);
        Ok(Purpose(index))
    }

    /// The name of a purpose.
    #[must_use]
    pub fn name(&self, purpose: Purpose) -> &str {
        &self.names[purpose.index()]
    }

    /// The names of all purposes, by position.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many purposes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Refuses a book in which two purposes would draw the same words under any seed.
    ///
    /// # Errors
    /// [`PurposeError::Collision`] naming both.
    pub fn check(&self) -> Result<(), PurposeError> {
        let mut digests: Vec<([u32; 8], &String)> = self.names.iter().map(|name| (key(0, name), name)).collect();
        digests.sort();
        match digests.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(PurposeError::Collision { first: pair[0].1.clone(), second: pair[1].1.clone() }),
            None => Ok(()),
        }
    }

    /// The keys of all purposes under `seed`, in order of the book.
    #[must_use]
    pub fn keys(&self, seed: u64) -> Vec<[u32; 8]> {
        self.names.iter().map(|name| key(seed, name)).collect()
    }
}

/// The 256-bit ChaCha key of a purpose: SHA-256 over a fixed label, the seed (little-endian) and the
/// name. Nothing else of the scenario enters, so two scenarios share the random numbers of what they share.
fn key(seed: u64, name: &str) -> [u32; 8] {
    let digest =
        Sha256::new().chain_update(b"detente draw 1").chain_update(seed.to_le_bytes()).chain_update(name).finalize();
    std::array::from_fn(|i| {
        u32::from_le_bytes([digest[4 * i], digest[4 * i + 1], digest[4 * i + 2], digest[4 * i + 3]])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_purposes_of_one_name_are_refused_with_both_names() {
        let mut book = PurposeBook::default();
        book.enter("rung/a/deed".into()).unwrap();
        book.enter("rung/b/deed".into()).unwrap();
        assert_eq!(book.check(), Ok(()));
        book.enter("rung/a/deed".into()).unwrap();
        assert!(matches!(book.check(), Err(PurposeError::Collision { first, second }) if first == second));
    }

    #[test]
    fn keys_depend_on_seed_and_name_alone() {
        let mut book = PurposeBook::default();
        book.enter("x".into()).unwrap();
        book.enter("y".into()).unwrap();
        let mut other = PurposeBook::default();
        other.enter("y".into()).unwrap();
        assert_eq!(book.keys(7)[1], other.keys(7)[0]);
        assert_ne!(book.keys(7)[1], book.keys(8)[1]);
        assert_ne!(book.keys(7)[0], book.keys(7)[1]);
    }
}
