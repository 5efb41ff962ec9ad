//! One ChaCha8 block at any address, without a generator that walks there.
//!
//! The layout is that of `rand_chacha`: 64-bit block counter in words 12 and 13, 64-bit stream in
//! words 14 and 15. A test holds the two against each other word by word.

/// Words in a block.
pub(super) const BLOCK_WORDS: usize = 16;

/// "expand 32-byte k", as every ChaCha starts.
pub(super) const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Double rounds of ChaCha8.
pub(super) const DOUBLE_ROUNDS: usize = 4;

/// Block number `counter` of stream `stream` under `key`.
#[must_use]
pub(super) fn block(key: &[u32; 8], stream: u64, counter: u64) -> [u32; BLOCK_WORDS] {
    let start: [u32; BLOCK_WORDS] = [
        CONSTANTS[0],
        CONSTANTS[1],
        CONSTANTS[2],
        CONSTANTS[3],
        key[0],
        key[1],
        key[2],
        key[3],
        key[4],
        key[5],
        key[6],
        key[7],
        counter as u32,
        (counter >> 32) as u32,
        stream as u32,
        (stream >> 32) as u32,
    ];
    let mut x = start;
    for _ in 0..DOUBLE_ROUNDS {
        quarter_round(&mut x, 0, 4, 8, 12);
        quarter_round(&mut x, 1, 5, 9, 13);
        quarter_round(&mut x, 2, 6, 10, 14);
        quarter_round(&mut x, 3, 7, 11, 15);
        quarter_round(&mut x, 0, 5, 10, 15);
        quarter_round(&mut x, 1, 6, 11, 12);
        quarter_round(&mut x, 2, 7, 8, 13);
        quarter_round(&mut x, 3, 4, 9, 14);
    }
    for (word, first) in x.iter_mut().zip(start) {
        *word = word.wrapping_add(first);
    }
    x
}

#[inline(always)]
fn quarter_round(x: &mut [u32; BLOCK_WORDS], a: usize, b: usize, c: usize, d: usize) {
    x[a] = x[a].wrapping_add(x[b]);
    x[d] = (x[d] ^ x[a]).rotate_left(16);
    x[c] = x[c].wrapping_add(x[d]);
    x[b] = (x[b] ^ x[c]).rotate_left(12);
    x[a] = x[a].wrapping_add(x[b]);
    x[d] = (x[d] ^ x[a]).rotate_left(8);
    x[c] = x[c].wrapping_add(x[d]);
    x[b] = (x[b] ^ x[c]).rotate_left(7);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn every_word_equals_that_of_rand_chacha() {
        let key: [u32; 8] = std::array::from_fn(|i| 0x9e37_79b9_u32.wrapping_mul(i as u32 + 1));
        let mut seed = [0_u8; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        for (stream, counter) in [(0, 0), (1, 3), (u64::from(u32::MAX) + 5, 1 << 33), (u64::MAX, 977)] {
            let mut generator = ChaCha8Rng::from_seed(seed);
            generator.set_word_pos(u128::from(counter) * 16);
            generator.set_stream(stream);
            generator.set_word_pos(u128::from(counter) * 16);
            let expected: [u32; 16] = std::array::from_fn(|_| generator.next_u32());
            assert_eq!(block(&key, stream, counter), expected, "stream {stream}, block {counter}");
        }
    }
}
