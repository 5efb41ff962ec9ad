//! Where trials get their random words from.

use super::chacha::BLOCK_WORDS;
use super::lanes::{Blocks, LANES, LaneEnds, blocks, lane_ends};
use super::purpose::{Purpose, PurposeBook};
use super::span::Span;
use pulp::Arch;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// A source of addressed words for a trial: the word is a function of (seed, trial, purpose, index) and of nothing else, so the
/// order of calls cannot matter.
pub trait Words {
    /// The 32-bit word at `index` of `purpose`.
    fn word(&mut self, purpose: Purpose, index: u64) -> u32;

    /// The first index from `from` on, before `to`, whose word of `purpose` lies in `span`; `to` where there is none.
    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        (from..to).find(|index| span.holds(self.word(purpose, *index))).unwrap_or(to)
    }
}

/// The source that runs use: computes a block of sixteen words where one is needed, for sixteen
/// neighbouring trials at once, which costs little more than for one, and keeps it until they have all been simulated.
#[derive(Clone, Debug)]
pub struct RandomBlocks<'k> {
    arch: Arch,
    keys: &'k [[u32; 8]],
    /// First of the sixteen trials whose blocks are kept, and the place of the present one among them.
    group: u64,
    lane: usize,
    /// By purpose.
    caches: Vec<BlockCache>,
}

/// The blocks of one purpose that are kept.
#[derive(Clone, Debug)]
struct BlockCache {
    /// By number of the block, one more than its place among `rows`; 0 where it is not kept.
    low: [u16; LOW_BLOCKS],
    /// The numbers of those that are kept.
    marked: Vec<u16>,
    /// The places of blocks of higher numbers.
    high: BTreeMap<u64, usize>,
    /// The blocks of all sixteen trials each; the first `kept` of them count.
    rows: Vec<Row>,
    kept: usize,
}

/// One block of each of sixteen trials.
#[derive(Clone, Debug)]
struct Row {
    blocks: Blocks,
    /// The least and the greatest word of each trial's block, once somebody has looked for words in it.
    ends: Option<LaneEnds>,
}

/// Most blocks of a purpose that are kept, those of eight thousand steps: where sixteen trials need more, those before are
/// forgotten.
const MOST_BLOCKS: usize = 512;
/// Blocks of a purpose that are found by their numbers at once: those that steps and attempts ask for.
const LOW_BLOCKS: usize = 128;

impl<'k> RandomBlocks<'k> {
    /// A random over the keys of a plan's purposes, turned to trial 0.
    #[must_use]
    pub fn new(keys: &'k [[u32; 8]]) -> Self {
        Self { arch: Arch::new(), keys, group: 0, lane: 0, caches: vec![BlockCache::EMPTY; keys.len()] }
    }

    /// Turns to trial `trial`. Neighbours, sixteen from each multiple of sixteen on, share what was computed for one of them.
    pub fn turn_to(&mut self, trial: u64) {
        self.lane = (trial % LANES as u64) as usize;
        let group = trial - self.lane as u64;
        if group != self.group {
            self.group = group;
            self.caches.iter_mut().for_each(BlockCache::forget);
        }
    }

    /// The block of this number of the key at `key`, which is computed where it is not kept.
    #[inline(always)]
    fn row(&mut self, key: usize, number: u64) -> &mut Row {
        let shelf = &mut self.caches[key];
        let place = match shelf.low.get(number as usize) {
            Some(one_more @ 1..) => usize::from(*one_more) - 1,
            _ => shelf.find(self.arch, &self.keys[key], self.group, number),
        };
        &mut shelf.rows[place]
    }

    /// The word at `index` of the key at `key`.
    #[inline]
    fn word_of(&mut self, key: usize, index: u64) -> u32 {
        let lane = self.lane % LANES;
        self.row(key, index / BLOCK_WORDS as u64).blocks.0[(index % BLOCK_WORDS as u64) as usize][lane]
    }

    /// The first index from `from` on, before `to`, whose word of the key at `key` lies in `span`; `to` where there is none.
    #[inline]
    fn first_of(&mut self, key: usize, span: Span, from: u64, to: u64) -> u64 {
        const WORDS: u64 = BLOCK_WORDS as u64;
        let (arch, lane, mut at) = (self.arch, self.lane % LANES, from);
        while at < to {
            let end = to.min(at - at % WORDS + WORDS);
            let row = self.row(key, at / WORDS);
            let ends = row.ends.get_or_insert_with(|| lane_ends(arch, &row.blocks));
            if span.meets(ends.least[lane], ends.greatest[lane]) {
                let words = &row.blocks.0[(at % WORDS) as usize..][..(end - at) as usize];
                if let Some(place) = words.iter().position(|lanes| span.holds(lanes[lane])) {
                    return at + place as u64;
                }
            }
            at = end;
        }
        to
    }
}

impl BlockCache {
    const EMPTY: Self =
        Self { low: [0; LOW_BLOCKS], marked: Vec::new(), high: BTreeMap::new(), rows: Vec::new(), kept: 0 };

    fn forget(&mut self) {
        self.marked.drain(..).for_each(|number| self.low[usize::from(number)] = 0);
        self.high.clear();
        self.kept = 0;
    }

    /// Where block `number` of the purpose whose key is `key` is kept from now on, for the sixteen trials of `group`.
    #[cold]
    #[inline(never)]
    fn find(&mut self, arch: Arch, key: &[u32; 8], group: u64, number: u64) -> usize {
        if let Some(place) = self.high.get(&number) {
            return *place;
        }
        if self.kept == MOST_BLOCKS {
            self.forget();
        }
        let place = self.kept;
        self.kept += 1;
        if place == self.rows.len() {
            self.rows.push(Row { blocks: Blocks([[0; LANES]; BLOCK_WORDS]), ends: None });
        }
        if number < LOW_BLOCKS as u64 {
            self.low[number as usize] = place as u16 + 1;
            self.marked.push(number as u16);
        } else {
            self.high.insert(number, place);
        }
        self.rows[place].ends = None;
        blocks(arch, key, group, number, &mut self.rows[place].blocks);
        place
    }
}

impl Words for RandomBlocks<'_> {
    #[inline]
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.word_of(purpose.index(), index)
    }

    #[inline]
    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        self.first_of(purpose.index(), span, from, to)
    }
}

/// The keys of several plans, each once: plans that share a purpose share what is computed of its words.
#[derive(Clone, Debug)]
pub struct SharedKeys {
    keys: Vec<[u32; 8]>,
    /// By plan, then by purpose: the place of its key.
    places: Vec<Vec<usize>>,
}

impl SharedKeys {
    /// Of the purposes in `books`, under `seed`.
    #[must_use]
    pub fn new<'b>(books: impl IntoIterator<Item = &'b PurposeBook>, seed: u64) -> Self {
        let (mut keys, mut known) = (Vec::new(), BTreeMap::new());
        let mut place = |key: [u32; 8]| {
            *known.entry(key).or_insert_with(|| {
                keys.push(key);
                keys.len() - 1
            })
        };
        let places = books.into_iter().map(|book| book.keys(seed).into_iter().map(&mut place).collect()).collect();
        Self { keys, places }
    }

    /// A source of words for all of the plans.
    #[must_use]
    pub fn blocks(&self) -> RandomBlocks<'_> {
        RandomBlocks::new(&self.keys)
    }

    /// The words of the trial to which `blocks` is turned, as the plan at `plan` asks for them.
    #[must_use]
    pub fn words<'a, 'k>(&'a self, plan: usize, blocks: &'a mut RandomBlocks<'k>) -> SharedWords<'a, 'k> {
        SharedWords { blocks, places: &self.places[plan] }
    }
}

/// The words of one plan, out of blocks that it shares with others.
#[derive(Debug)]
pub struct SharedWords<'a, 'k> {
    blocks: &'a mut RandomBlocks<'k>,
    places: &'a [usize],
}

impl Words for SharedWords<'_, '_> {
    #[inline]
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.blocks.word_of(self.places[purpose.index()], index)
    }

    #[inline]
    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        self.blocks.first_of(self.places[purpose.index()], span, from, to)
    }
}

/// The source that `trace` uses: the same words from `rand_chacha`, one at a time. It shares no
/// code with [`RandomBlocks`], so every replay is also a check of the random.
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
    use super::*;

    #[test]
    fn blocks_and_replay_give_the_same_words_in_any_order() {
        let mut book = PurposeBook::default();
        let purposes = [book.enter("a".into()).unwrap(), book.enter("b".into()).unwrap()];
        let keys = book.keys(11);
        let mut random = RandomBlocks::new(&keys);
        for trial in [0, 1, 15, 16, 1 << 40, (1 << 40) + 3] {
            random.turn_to(trial);
            let mut replay = Replay::new(&keys, trial);
            for index in [0, 40, 3, 15, 16, 255, 256, 1 << 36, 3] {
                for purpose in purposes {
                    let word = random.word(purpose, index);
                    assert_eq!(word, replay.word(purpose, index), "trial {trial}, index {index}");
                }
            }
        }
    }

    #[test]
    fn plans_that_share_purposes_have_the_words_that_each_has_alone() {
        let book = |names: &[&str]| {
            let mut book = PurposeBook::default();
            let purposes: Vec<Purpose> = names.iter().map(|name| book.enter((*name).into()).unwrap()).collect();
            (book, purposes)
        };
        let plans = [book(&["a", "b"]), book(&["c", "b", "a"])];
        let shared = SharedKeys::new(plans.iter().map(|(book, _)| book), 11);
        assert_eq!(shared.keys.len(), 3);
        let mut blocks = shared.blocks();
        for trial in [0, 5, 16] {
            blocks.turn_to(trial);
            for (plan, (book, purposes)) in plans.iter().enumerate() {
                let keys = book.keys(11);
                let mut alone = Replay::new(&keys, trial);
                for purpose in purposes {
                    let mut words = shared.words(plan, &mut blocks);
                    assert_eq!(words.word(*purpose, 33), alone.word(*purpose, 33));
                    let span = Span::under(0.2).unwrap();
                    assert_eq!(words.first_in(*purpose, span, 3, 70), alone.first_in(*purpose, span, 3, 70));
                }
            }
        }
    }

    #[test]
    fn the_first_word_in_a_span_is_found_wherever_it_lies() {
        let mut book = PurposeBook::default();
        let purpose = book.enter("a".into()).unwrap();
        let keys = book.keys(11);
        let (mut random, mut replay) = (RandomBlocks::new(&keys), Replay::new(&keys, 24));
        random.turn_to(24);
        for span in [Span::under(0.01), Span::under(0.3), Span::from(0.9), Span::from(0.999)].into_iter().flatten() {
            for (from, to) in [(0, 3), (0, 500), (7, 16), (16, 17), (2040, 2200), (1 << 30, (1 << 30) + 99), (5, 5)] {
                let found = random.first_in(purpose, span, from, to);
                assert_eq!(found, replay.first_in(purpose, span, from, to), "{span:?} in {from}..{to}");
            }
        }
    }

    #[test]
    fn more_blocks_than_are_kept_are_found_again() {
        let mut book = PurposeBook::default();
        let purpose = book.enter("a".into()).unwrap();
        let keys = book.keys(11);
        let (mut random, mut replay) = (RandomBlocks::new(&keys), Replay::new(&keys, 24));
        random.turn_to(24);
        for number in (0..MOST_BLOCKS as u64 + 9).chain([0, 7, 1 << 30, 3, 1 << 40]) {
            let index = number * BLOCK_WORDS as u64 + 5;
            assert_eq!(random.word(purpose, index), replay.word(purpose, index), "block {number}");
        }
    }
}
