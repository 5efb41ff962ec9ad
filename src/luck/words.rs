//! Where a trial gets its random words from.

use super::chacha::{BLOCK_WORDS, block};
use super::lanes::{Blocks, LANES, blocks};
use super::purpose::Purpose;
use pulp::Arch;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of addressed words for one trial: the word is a function of (seed, trial, purpose,
/// index) and of nothing else, so the order of calls cannot matter.
pub trait Words {
    /// The 32-bit word at `index` of `purpose`.
    fn word(&mut self, purpose: Purpose, index: u64) -> u32;
}

/// The source that runs use: computes a block of sixteen words where one is needed, and keeps it.
///
/// The first blocks of a purpose are read by nearly every trial, so they are computed for a *group*
/// of neighbouring trials at once, which costs little more than for one. Trials played in order of
/// their numbers then find most of their words ready. Later blocks are computed one by one, and the
/// last of each purpose is kept.
#[derive(Clone, Debug)]
pub struct Tape<'k> {
    arch: Arch,
    keys: &'k [[u32; 8]],
    trial: u64,
    /// First trial of the group, and the place of `trial` in it.
    group: u64,
    lane: usize,
    /// [`SHARED_BLOCKS`] for each purpose.
    shared: Vec<Shared>,
    kept: Vec<Kept>,
}

/// A block of every trial of a group.
#[derive(Clone, Copy, Debug)]
struct Shared {
    blocks: Blocks,
    /// The group it belongs to; [`NOTHING_KEPT`] at the start.
    group: u64,
}

/// The late block that a purpose was last read from.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// Trial and block it belongs to; [`NOTHING_KEPT`] at the start.
    trial: u64,
    counter: u64,
    words: [u32; BLOCK_WORDS],
}

/// Blocks of each purpose that are computed for a group at once.
const SHARED_BLOCKS: usize = 16;

/// A trial number that no run reaches.
const NOTHING_KEPT: u64 = u64::MAX;

impl<'k> Tape<'k> {
    /// A tape over the keys of a plan's purposes.
    #[must_use]
    pub fn new(keys: &'k [[u32; 8]]) -> Self {
        let unshared = Shared { blocks: Blocks([[0; LANES]; BLOCK_WORDS]), group: NOTHING_KEPT };
        let nothing = Kept { trial: NOTHING_KEPT, counter: 0, words: [0; BLOCK_WORDS] };
        Self {
            arch: Arch::new(),
            keys,
            trial: 0,
            group: 0,
            lane: 0,
            shared: vec![unshared; SHARED_BLOCKS * keys.len()],
            kept: vec![nothing; keys.len()],
        }
    }

    /// Turns to trial `trial`.
    pub fn turn_to(&mut self, trial: u64) {
        self.trial = trial;
        self.lane = (trial % LANES as u64) as usize;
        self.group = trial - self.lane as u64;
    }

    /// A word that is not at hand.
    #[cold]
    #[inline(never)]
    fn fetch(&mut self, purpose: Purpose, counter: u64, position: usize) -> u32 {
        let key = &self.keys[purpose.index()];
        if counter < SHARED_BLOCKS as u64 {
            let shared = &mut self.shared[SHARED_BLOCKS * purpose.index() + counter as usize];
            blocks(self.arch, key, self.group, counter, &mut shared.blocks);
            shared.group = self.group;
            return shared.blocks.0[position][self.lane];
        }
        let kept = &mut self.kept[purpose.index()];
        if kept.trial != self.trial || kept.counter != counter {
            *kept = Kept { trial: self.trial, counter, words: block(key, self.trial, counter) };
        }
        kept.words[position]
    }
}

impl Words for Tape<'_> {
    #[inline(always)]
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        let (counter, position) = (index / BLOCK_WORDS as u64, (index % BLOCK_WORDS as u64) as usize);
        if counter < SHARED_BLOCKS as u64 {
            let shared = &self.shared[SHARED_BLOCKS * purpose.index() + counter as usize];
            if shared.group == self.group {
                return shared.blocks.0[position][self.lane % LANES];
            }
        }
        self.fetch(purpose, counter, position)
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

impl Words for Replay<'_> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
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
                    assert_eq!(tape.word(purpose, index), replay.word(purpose, index), "trial {trial}, index {index}");
                }
            }
        }
    }
}
