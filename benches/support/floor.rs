//! What the words alone cost: nothing is played, the words are only made.

use super::plan;
use detente::luck::{Purpose, Tape, Words};

/// Words in a block of the generator.
const BLOCK_WORDS: u64 = 16;

/// Which words a sample of trials reads: few enough that the list itself stays at hand.
pub(crate) struct Floor {
    keys: Vec<[u32; 8]>,
    trials: Vec<Vec<(Purpose, u64)>>,
}

/// Trials in the sample.
const SAMPLE: u64 = 1024;

/// A tape that writes down what is read.
struct Noting<'a, 'k> {
    tape: &'a mut Tape<'k>,
    read: Vec<(Purpose, u64)>,
}

impl Words<1> for Noting<'_, '_> {
    fn word(&mut self, lane: usize, purpose: Purpose, index: u64) -> u32 {
        self.read.push((purpose, index));
        Words::<1>::word(self.tape, lane, purpose, index)
    }
}

impl Floor {
    /// Notes the words of the first trials under `seed`.
    pub(crate) fn note(seed: u64) -> Self {
        let plan = plan();
        let keys = plan.purposes.keys(seed);
        let mut tape = Tape::new(&keys);
        let mut player = detente::trial::Player::new(&plan);
        let read = (0..SAMPLE).map(|trial| {
            tape.turn_to(trial);
            let mut noting = Noting { tape: &mut tape, read: Vec::new() };
            player.play(&mut noting, &mut detente::trial::Unobserved);
            noting.read
        });
        let trials = read.collect();
        Self { keys, trials }
    }

    /// Words read a trial, on average.
    pub(crate) fn words_read(&self) -> f64 {
        self.trials.iter().map(Vec::len).sum::<usize>() as f64 / self.trials.len() as f64
    }

    /// Words in the blocks that are touched a trial, on average.
    pub(crate) fn words_made(&self) -> f64 {
        let blocks = |read: &Vec<(Purpose, u64)>| {
            let mut blocks: Vec<(usize, u64)> =
                read.iter().map(|(purpose, index)| (purpose.index(), index / BLOCK_WORDS)).collect();
            blocks.sort_unstable();
            blocks.dedup();
            blocks.len() as u64 * BLOCK_WORDS
        };
        self.trials.iter().map(blocks).sum::<u64>() as f64 / self.trials.len() as f64
    }

    /// Makes the words of `trials` trials again, going round the sample, and returns their sum so that
    /// none is left out.
    pub(crate) fn make(&self, trials: u64) -> u64 {
        let mut tape = Tape::new(&self.keys);
        let mut sum = 0;
        for (trial, read) in (0..trials).zip(self.trials.iter().cycle()) {
            tape.turn_to(trial);
            for (purpose, index) in read {
                sum += u64::from(Words::<1>::word(&mut tape, 0, *purpose, *index));
            }
        }
        sum
    }
}
