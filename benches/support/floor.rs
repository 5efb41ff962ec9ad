//! What the words alone cost: nothing is simulated, the words are only made, for neighbouring trials together as the engine makes them.

#![allow(dead_code, reason = "every bench uses a part")]

use detente_engine::plan::Plan;
use detente_engine::random::{LANES, Purpose, RandomBlocks, Words};
use detente_engine::trial::{TrialSimulator, Unobserved};
use std::collections::BTreeSet;

/// Words in a block of the generator.
const BLOCK_WORDS: u64 = 16;
/// Groups of trials in the sample: few enough that the list itself stays at hand.
const GROUPS: u64 = 64;
/// Blocks that are made of a group before the next, where nothing is wasted: about as many as a trial asks for.
const BLOCKS_OF_A_GROUP: u64 = 64;
const SAMPLE: u64 = GROUPS * LANES as u64;

/// Which words a sample of trials reads, and in which blocks they lie.
pub(crate) struct Floor {
    keys: Vec<[u32; 8]>,
    first: Purpose,
    words_read: u64,
    groups: Vec<Vec<(Purpose, u64)>>,
}

/// A random that counts the words one trial reads.
struct Counting<'a, 'k> {
    random: &'a mut RandomBlocks<'k>,
    read: u64,
}

impl Words for Counting<'_, '_> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.read += 1;
        self.random.word(purpose, index)
    }
}

/// A random that writes down the blocks that a group of trials touches.
struct Noting<'a, 'k> {
    random: &'a mut RandomBlocks<'k>,
    seen: &'a mut BTreeSet<(usize, u64)>,
    blocks: &'a mut Vec<(Purpose, u64)>,
}

impl Noting<'_, '_> {
    fn note(&mut self, purpose: Purpose, index: u64) {
        let block = index / BLOCK_WORDS;
        if self.seen.insert((purpose.index(), block)) {
            self.blocks.push((purpose, block));
        }
    }
}

impl Words for Noting<'_, '_> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.note(purpose, index);
        self.random.word(purpose, index)
    }
}

impl Floor {
    /// Notes the words of the first trials of `plan` under `seed`: those that a trial alone reads, and the blocks that
    /// trials side by side make.
    pub(crate) fn note(plan: &Plan, seed: u64) -> Self {
        let keys = plan.purposes.keys(seed);
        let groups = blocks_touched(plan, &keys);
        Self { words_read: words_read(plan, &keys), first: groups[0][0].0, groups, keys }
    }

    /// Words read a trial, on average.
    pub(crate) fn words_read(&self) -> f64 {
        self.words_read as f64 / SAMPLE as f64
    }

    /// Words made a trial, on average.
    pub(crate) fn words_made(&self) -> f64 {
        (self.groups.iter().map(Vec::len).sum::<usize>() as u64 * BLOCK_WORDS) as f64 / GROUPS as f64
    }

    /// Makes as many words as `trials` trials read, in blocks of which nothing is wasted.
    pub(crate) fn make_read(&self, trials: u64) -> u64 {
        let mut random = RandomBlocks::new(&self.keys);
        let blocks = (self.words_read() * trials as f64 / (BLOCK_WORDS * LANES as u64) as f64).round() as u64;
        let mut sum = 0_u64;
        for number in 0..blocks {
            random.turn_to(number / BLOCKS_OF_A_GROUP * LANES as u64);
            sum = sum.wrapping_add(touch(&mut random, self.first, number % BLOCKS_OF_A_GROUP));
        }
        sum
    }

    /// Makes the blocks of `trials` trials again, going round the sample.
    pub(crate) fn make_all(&self, trials: u64) -> u64 {
        let mut random = RandomBlocks::new(&self.keys);
        let mut sum = 0_u64;
        for (first, blocks) in (0..trials).step_by(LANES).zip(self.groups.iter().cycle()) {
            random.turn_to(first);
            for (purpose, block) in blocks {
                sum = sum.wrapping_add(touch(&mut random, *purpose, *block));
            }
        }
        sum
    }
}

/// Has one block made, and returns a word of it so that it is not left out.
fn touch(random: &mut RandomBlocks<'_>, purpose: Purpose, block: u64) -> u64 {
    u64::from(random.word(purpose, block * BLOCK_WORDS))
}

fn words_read(plan: &Plan, keys: &[[u32; 8]]) -> u64 {
    let (mut random, mut simulator) = (RandomBlocks::new(keys), TrialSimulator::new(plan));
    let read = (0..SAMPLE).map(|trial| {
        random.turn_to(trial);
        let mut counting = Counting { random: &mut random, read: 0 };
        simulator.simulate(&mut counting, &mut Unobserved);
        counting.read
    });
    read.sum()
}

fn blocks_touched(plan: &Plan, keys: &[[u32; 8]]) -> Vec<Vec<(Purpose, u64)>> {
    let (mut random, mut simulator) = (RandomBlocks::new(keys), TrialSimulator::new(plan));
    let blocks = (0..GROUPS).map(|group| {
        let (mut seen, mut blocks) = (BTreeSet::new(), Vec::new());
        for trial in group * LANES as u64..(group + 1) * LANES as u64 {
            random.turn_to(trial);
            let mut noting = Noting { random: &mut random, seen: &mut seen, blocks: &mut blocks };
            simulator.simulate(&mut noting, &mut Unobserved);
        }
        blocks
    });
    blocks.collect()
}
