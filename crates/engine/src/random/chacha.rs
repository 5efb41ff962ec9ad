//! The numbers of the ChaCha generator with eight rounds.
//!
//! The layout is that of `rand_chacha`: 64-bit block counter in words 12 and 13, 64-bit stream in
//! words 14 and 15.

/// Words in a block.
pub(super) const BLOCK_WORDS: usize = 16;

/// "expand 32-byte k", as every ChaCha starts.
pub(super) const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Double rounds of ChaCha8.
pub(super) const DOUBLE_ROUNDS: usize = 4;
