//! Where trials get their random words from.

use super::chacha::BLOCK_WORDS;
use super::lanes::{Blocks, LANES, blocks};
use super::purpose::Purpose;
use pulp::Arch;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of addressed words for `L` neighbouring trials: the word is a function of (seed, trial,
/// purpose, index) and of nothing else, so the order of calls cannot matter.
pub trait Words<const L: usize> {
    /// The 32-bit word at `index` of `purpose` in the trial in place `lane`, from 0.
    fn word(&mut self, lane: usize, purpose: Purpose, index: u64) -> u32;

    /// The word at `index` of `purpose` in every trial.
    fn row(&mut self, purpose: Purpose, index: u64) -> [u32; L] {
        std::array::from_fn(|lane| self.word(lane, purpose, index))
    }
}

/// The source that runs use: computes a block of sixteen words where one is needed, for sixteen
/// neighbouring trials at once, which costs little more than for one, and keeps it.
#[derive(Clone, Debug)]
pub struct Tape<'k> {
    arch: Arch,
    keys: &'k [[u32; 8]],
    /// First of the sixteen trials whose blocks are kept, and the place of lane 0 among them.
    group: u64,
    first: usize,
    /// By purpose.
    shelves: Vec<Shelf>,
}

/// The blocks of one purpose that are kept: block `counter` in slot `counter % SLOTS`.
#[derive(Clone, Debug)]
struct Shelf {
    /// By slot, the number of its block.
    counters: [u64; SLOTS],
    /// In a place of their own: in a batch of thousands of scenarios, one place for all purposes would leave a hole that
    /// what is kept of the scenario breaks up, so that the next scenario needs new memory.
    blocks: Box<[Blocks; SLOTS]>,
}

/// Blocks of each purpose that are kept: those whose numbers differ by less than this do not
/// displace each other.
const SLOTS: usize = 4;

/// A block number that no purpose reaches.
const NOTHING_KEPT: u64 = u64::MAX;

impl<'k> Tape<'k> {
    /// A tape over the keys of a plan's purposes, turned to trial 0.
    #[must_use]
    pub fn new(keys: &'k [[u32; 8]]) -> Self {
        Self { arch: Arch::new(), keys, group: 0, first: 0, shelves: keys.iter().map(|_| Shelf::empty()).collect() }
    }

    /// Makes trial `trial` the first of those whose words are given. Trials that are read together
    /// must not lie on both sides of a multiple of sixteen.
    pub fn turn_to(&mut self, trial: u64) {
        self.first = (trial % LANES as u64) as usize;
        let group = trial - self.first as u64;
        if group != self.group {
            self.group = group;
            self.shelves.iter_mut().for_each(|shelf| shelf.counters = [NOTHING_KEPT; SLOTS]);
        }
    }

    /// The block that holds word `index` of `purpose`, and the word's place in it.
    #[inline(always)]
    fn block(&mut self, purpose: Purpose, index: u64) -> (&Blocks, usize) {
        let (counter, position) = (index / BLOCK_WORDS as u64, (index % BLOCK_WORDS as u64) as usize);
        let slot = (counter % SLOTS as u64) as usize;
        let shelf = &mut self.shelves[purpose.index()];
        if shelf.counters[slot] != counter {
            shelf.fetch(self.arch, &self.keys[purpose.index()], self.group, counter, slot);
        }
        (&shelf.blocks[slot], position)
    }
}

impl Shelf {
    fn empty() -> Self {
        Self { counters: [NOTHING_KEPT; SLOTS], blocks: Box::new([Blocks([[0; LANES]; BLOCK_WORDS]); SLOTS]) }
    }

    /// Computes block `counter` of the purpose whose key is `key` for the sixteen trials of `group`, and keeps it in `slot`.
    #[cold]
    #[inline(never)]
    fn fetch(&mut self, arch: Arch, key: &[u32; 8], group: u64, counter: u64, slot: usize) {
        blocks(arch, key, group, counter, &mut self.blocks[slot]);
        self.counters[slot] = counter;
    }
}

impl<const L: usize> Words<L> for Tape<'_> {
    #[inline(always)]
    fn word(&mut self, lane: usize, purpose: Purpose, index: u64) -> u32 {
        let place = self.first + lane;
        let (block, position) = self.block(purpose, index);
        block.0[position][place % LANES]
    }

    #[inline(always)]
    fn row(&mut self, purpose: Purpose, index: u64) -> [u32; L] {
        let first = self.first;
        let (block, position) = self.block(purpose, index);
        let mut row = [0; L];
        row.copy_from_slice(&block.0[position][first..first + L]);
        row
    }
}

/// The source that `trace` uses: the same words from `rand_chacha`, one at a time. It shares no
/// code with [`Tape`], so every replay is also a check of the tape.
#[derive(Clone, Debug)]
pub struct Replay<'k> {
    keys: &'k [[u32; 8]],
    trial: u64,
}

impl<'k> Replay<'k> {
    /// A replay of trial `trial` over the keys of a plan's purposes.
    #[must_use]
    pub fn new(keys: &'k [[u32; 8]], trial: u64) -> Self {
        Self { keys, trial }
    }
}

impl Words<1> for Replay<'_> {
    fn word(&mut self, _lane: usize, purpose: Purpose, index: u64) -> u32 {
        let mut seed = [0_u8; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(self.keys[purpose.index()]) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(seed);
        generator.set_stream(self.trial);
        generator.set_word_pos(u128::from(index));
        generator.next_u32()
    }
}

#[cfg(test)]
mod tests {
    use super::super::purpose::PurposeBook;
    use super::*;

    #[test]
    fn tape_and_replay_give_the_same_words_in_any_order() {
        let mut book = PurposeBook::default();
        let purposes = [book.enter("a".into()).unwrap(), book.enter("b".into()).unwrap()];
        let keys = book.keys(11);
        let mut tape = Tape::new(&keys);
        for trial in [0, 1, 15, 16, 1 << 40, (1 << 40) + 3] {
            tape.turn_to(trial);
            let mut replay = Replay::new(&keys, trial);
            for index in [0, 40, 3, 15, 16, 255, 256, 1 << 36, 3] {
                for purpose in purposes {
                    let word: u32 = Words::<1>::word(&mut tape, 0, purpose, index);
                    assert_eq!(word, replay.word(0, purpose, index), "trial {trial}, index {index}");
                }
            }
        }
    }

    #[test]
    fn a_row_holds_the_words_of_the_trials_alone() {
        let mut book = PurposeBook::default();
        let purpose = book.enter("a".into()).unwrap();
        let keys = book.keys(11);
        let mut tape = Tape::new(&keys);
        tape.turn_to(24);
        let row: [u32; 8] = tape.row(purpose, 77);
        let alone: [u32; 8] = std::array::from_fn(|lane| Replay::new(&keys, 24 + lane as u64).word(0, purpose, 77));
        assert_eq!(row, alone);
    }
}
