//! The key of a purpose.

/// The ChaCha key from which all words of one purpose are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PurposeKey(pub u16);
