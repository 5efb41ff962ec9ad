//! Random words of designs, by address.

use super::PurposeBook;

/// Where the words of one part of a design come from: a key that follows from the seed and the part's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(u64);

impl Address {
    /// The address of the part `name` under `seed`.
    pub fn of(seed: u64, name: &str) -> Self {
        let mut book = PurposeBook::default();
        book.enter(format!("design/{name}")).expect("a book has room for one purpose");
        let key = book.keys(seed)[0];
        Self(u64::from(key[0]) << 32 | u64::from(key[1]))
    }

    /// The word at `index`: the finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014) over key and index.
    pub fn word(self, index: u64) -> u64 {
        let mut z = self.0 ^ index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, off from even chances by less than `bound` / 2^64.
    pub fn below(self, index: u64, bound: usize) -> usize {
        let product = u128::from(self.word(index)) * bound as u128;
        usize::try_from(product >> 64).expect("below the bound")
    }

    /// The numbers from 0 to `count - 1` in random order.
    pub fn shuffled(self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last as u64, last + 1));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_depend_on_seed_name_and_index() {
        let word = |seed, name, index| Address::of(seed, name).word(index);
        assert_eq!(word(1, "a", 7), word(1, "a", 7));
        assert_ne!(word(1, "a", 7), word(2, "a", 7));
        assert_ne!(word(1, "a", 7), word(1, "b", 7));
        assert_ne!(word(1, "a", 7), word(1, "a", 8));
    }

    #[test]
    fn a_shuffle_holds_every_number_once() {
        let mut order = Address::of(3, "x").shuffled(50);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
