//! ChaCha8 blocks of neighbouring trials, computed side by side in the lanes of the machine's vectors.
//!
//! The blocks are those of `rand_chacha`, word for word, whatever the machine: a test holds the two
//! against each other. Only the time differs.

use super::chacha::{BLOCK_WORDS, CONSTANTS, DOUBLE_ROUNDS};
use pulp::{Arch, Simd, WithSimd};

/// Trials whose blocks are computed together: the lanes of the widest vectors.
pub const LANES: usize = 16;

/// One block of each of [`LANES`] trials: word `w` of lane `l` is `0[w][l]`. Aligned as the widest
/// vectors are.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Blocks(pub(super) [[u32; LANES]; BLOCK_WORDS]);

/// Writes block number `counter` of the streams `first_stream..first_stream + LANES` under `key`;
/// `first_stream` must be a multiple of [`LANES`].
pub(super) fn blocks(arch: Arch, key: &[u32; 8], first_stream: u64, counter: u64, out: &mut Blocks) {
    debug_assert!(first_stream.is_multiple_of(LANES as u64));
    arch.dispatch(Fill { key, first_stream, counter, out });
}

/// The least and the greatest word of each lane's block.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneEnds {
    pub(super) least: [u32; LANES],
    pub(super) greatest: [u32; LANES],
}

/// The ends of the words of each lane.
pub(super) fn lane_ends(arch: Arch, blocks: &Blocks) -> LaneEnds {
    arch.dispatch(Ends(blocks))
}

struct Ends<'a>(&'a Blocks);

impl WithSimd for Ends<'_> {
    type Output = LaneEnds;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) -> LaneEnds {
        let (mut least, mut greatest) = ([u32::MAX; LANES], [0; LANES]);
        for words in &self.0.0 {
            for ((least, greatest), word) in least.iter_mut().zip(&mut greatest).zip(words) {
                *least = (*least).min(*word);
                *greatest = (*greatest).max(*word);
            }
        }
        LaneEnds { least, greatest }
    }
}

struct Fill<'a> {
    key: &'a [u32; 8],
    first_stream: u64,
    counter: u64,
    out: &'a mut Blocks,
}

impl WithSimd for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let streams: [u32; LANES] = std::array::from_fn(|lane| self.first_stream as u32 + lane as u32);
        for (part, streams) in S::as_simd_u32s(&streams).0.iter().enumerate() {
            let words = rounds(simd, self.start(simd, *streams));
            for (row, word) in self.out.0.iter_mut().zip(words) {
                S::as_mut_simd_u32s(row).0[part] = word;
            }
        }
    }
}

impl Fill<'_> {
    /// The state before the rounds; `streams` are the low words of the lanes' streams.
    #[inline(always)]
    fn start<S: Simd>(&self, simd: S, streams: S::u32s) -> [S::u32s; BLOCK_WORDS] {
        let mut start = [streams; BLOCK_WORDS];
        for (word, constant) in start.iter_mut().zip(CONSTANTS.iter().chain(self.key)) {
            *word = simd.splat_u32s(*constant);
        }
        start[12] = simd.splat_u32s(self.counter as u32);
        start[13] = simd.splat_u32s((self.counter >> 32) as u32);
        start[15] = simd.splat_u32s((self.first_stream >> 32) as u32);
        start
    }
}

#[inline(always)]
fn rounds<S: Simd>(simd: S, start: [S::u32s; BLOCK_WORDS]) -> [S::u32s; BLOCK_WORDS] {
    let mut x = start;
    for _ in 0..DOUBLE_ROUNDS {
        quarter_round(simd, &mut x, [0, 4, 8, 12]);
        quarter_round(simd, &mut x, [1, 5, 9, 13]);
        quarter_round(simd, &mut x, [2, 6, 10, 14]);
        quarter_round(simd, &mut x, [3, 7, 11, 15]);
        quarter_round(simd, &mut x, [0, 5, 10, 15]);
        quarter_round(simd, &mut x, [1, 6, 11, 12]);
        quarter_round(simd, &mut x, [2, 7, 8, 13]);
        quarter_round(simd, &mut x, [3, 4, 9, 14]);
    }
    for (word, first) in x.iter_mut().zip(start) {
        *word = simd.add_u32s(*word, first);
    }
    x
}

#[inline(always)]
fn quarter_round<S: Simd>(simd: S, x: &mut [S::u32s; BLOCK_WORDS], [a, b, c, d]: [usize; 4]) {
    x[a] = simd.add_u32s(x[a], x[b]);
    x[d] = rotate_left::<S, 16>(simd, simd.xor_u32s(x[d], x[a]));
    x[c] = simd.add_u32s(x[c], x[d]);
    x[b] = rotate_left::<S, 12>(simd, simd.xor_u32s(x[b], x[c]));
    x[a] = simd.add_u32s(x[a], x[b]);
    x[d] = rotate_left::<S, 8>(simd, simd.xor_u32s(x[d], x[a]));
    x[c] = simd.add_u32s(x[c], x[d]);
    x[b] = rotate_left::<S, 7>(simd, simd.xor_u32s(x[b], x[c]));
}

/// Rotates the bits of every lane to the left.
#[inline(always)]
fn rotate_left<S: Simd, const BITS: u32>(simd: S, word: S::u32s) -> S::u32s {
    let left = simd.wrapping_dyn_shl_u32s(word, simd.splat_u32s(BITS));
    let right = simd.wrapping_dyn_shr_u32s(word, simd.splat_u32s(32 - BITS));
    simd.or_u32s(left, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn every_lane_holds_the_block_of_rand_chacha() {
        let key: [u32; 8] = std::array::from_fn(|i| 0x9e37_79b9_u32.wrapping_mul(i as u32 + 3));
        let mut seed = [0_u8; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        for arch in [Arch::new(), Arch::Scalar] {
            for (first, counter) in [(0, 0), (16, 5), ((1 << 32) - 16, 1 << 33), (1 << 40, 7), (u64::MAX - 15, 977)] {
                let mut side_by_side = Blocks([[0; LANES]; BLOCK_WORDS]);
                blocks(arch, &key, first, counter, &mut side_by_side);
                let ends = lane_ends(arch, &side_by_side);
                for lane in 0..LANES {
                    let mut generator = ChaCha8Rng::from_seed(seed);
                    generator.set_stream(first + lane as u64);
                    generator.set_word_pos(u128::from(counter) * 16);
                    let expected: [u32; BLOCK_WORDS] = std::array::from_fn(|_| generator.next_u32());
                    let own: [u32; BLOCK_WORDS] = std::array::from_fn(|word| side_by_side.0[word][lane]);
                    assert_eq!(own, expected, "stream {first} + {lane}, block {counter}");
                    let told = [ends.least[lane], ends.greatest[lane]].map(Some);
                    assert_eq!(told, [own.iter().min().copied(), own.iter().max().copied()]);
                }
            }
        }
    }
}
