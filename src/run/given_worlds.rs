//! Trials in worlds that are given: what is not known is as in chosen worlds, all else is the trial's own luck.

use crate::luck::{Address, LANES, Purpose, Tape, Words};
use crate::plan::Plan;

/// How a trial comes to its world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorldChoice {
    /// The worlds take turns.
    InTurn,
    /// Each trial draws one, all with the same chance.
    Drawn,
}

/// Some worlds: world W has the uncertain values that trial W draws.
#[derive(Clone, Debug)]
pub struct GivenWorlds {
    numbers: Vec<u64>,
    /// By world, then by uncertain value: the two words from which it is drawn.
    words: Vec<Vec<[u32; 2]>>,
    choice: WorldChoice,
    /// The draws of the trials' worlds.
    draws: Address,
}

impl GivenWorlds {
    /// The worlds `numbers` under `seed`, of `plan` and of all plans with the same uncertain values.
    ///
    /// # Panics
    /// Without worlds.
    #[must_use]
    pub fn new(plan: &Plan, seed: u64, numbers: Vec<u64>, choice: WorldChoice) -> Self {
        assert!(!numbers.is_empty(), "a trial has a world");
        let keys = plan.purposes.keys(seed);
        let mut tape = Tape::new(&keys);
        let of_world = |world: &u64| {
            tape.turn_to(*world);
            let both = |draw: Purpose| [0, 1].map(|index| Words::<1>::word(&mut tape, 0, draw, index));
            plan.uncertain.iter().map(|value| value.draw).map(both).collect()
        };
        let words = numbers.iter().map(of_world).collect();
        Self { numbers, words, choice, draws: Address::of(seed, "worlds of trials") }
    }

    /// The numbers of the worlds.
    #[must_use]
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }

    /// The position, among the worlds, of that in which `trial` is played.
    #[must_use]
    pub fn position(&self, trial: u64) -> usize {
        match self.choice {
            WorldChoice::InTurn => (trial % self.numbers.len() as u64) as usize,
            WorldChoice::Drawn => self.draws.below(trial, self.numbers.len()),
        }
    }

    /// By purpose of `plan`: which of the uncertain values it draws.
    pub(super) fn inputs(plan: &Plan) -> Vec<Option<usize>> {
        let mut inputs = vec![None; plan.purposes.len()];
        for (input, value) in plan.uncertain.iter().enumerate() {
            inputs[value.draw.index()] = Some(input);
        }
        inputs
    }

    /// The words of up to [`LANES`] trials from `first` on.
    pub(super) fn words<'a, 'k>(
        &'a self,
        tape: &'a mut Tape<'k>,
        inputs: &'a [Option<usize>],
        first: u64,
    ) -> WorldWords<'a, 'k> {
        let worlds = std::array::from_fn(|lane| self.words[self.position(first + lane as u64)].as_slice());
        WorldWords { tape, inputs, worlds }
    }
}

/// The words of trials, but those of the uncertain values as their worlds have them.
pub(super) struct WorldWords<'a, 'k> {
    tape: &'a mut Tape<'k>,
    inputs: &'a [Option<usize>],
    worlds: [&'a [[u32; 2]]; LANES],
}

impl Words<LANES> for WorldWords<'_, '_> {
    fn word(&mut self, lane: usize, purpose: Purpose, index: u64) -> u32 {
        match self.inputs[purpose.index()] {
            Some(input) if index < 2 => self.worlds[lane][input][index as usize],
            _ => Words::<LANES>::word(self.tape, lane, purpose, index),
        }
    }

    fn row(&mut self, purpose: Purpose, index: u64) -> [u32; LANES] {
        self.tape.row(purpose, index)
    }
}
