//! Trials in worlds that are given: what is not known is as in chosen worlds, all else is the trial's own chance.

use detente_engine::plan::Plan;
use detente_engine::random::{Address, Purpose, RandomBlocks, Span, Words};

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
        let mut random = RandomBlocks::new(&keys);
        let of_world = |world: &u64| {
            random.turn_to(*world);
            let both = |draw: Purpose| [0, 1].map(|index| random.word(draw, index));
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

    /// The position, among the worlds, of that in which `trial` is simulated.
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

    /// The words of `trial`, of which `random` has those that no world has.
    pub(super) fn words<'a, W: Words>(
        &'a self,
        random: W,
        inputs: &'a [Option<usize>],
        trial: u64,
    ) -> WorldWords<'a, W> {
        WorldWords { random, inputs, world: &self.words[self.position(trial)] }
    }
}

/// The words of a trial, but those of the uncertain values as its world has them.
pub(super) struct WorldWords<'a, W> {
    random: W,
    inputs: &'a [Option<usize>],
    world: &'a [[u32; 2]],
}

impl<W: Words> Words for WorldWords<'_, W> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        match self.inputs[purpose.index()] {
            Some(input) if index < 2 => self.world[input][index as usize],
            _ => self.random.word(purpose, index),
        }
    }

    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        self.random.first_in(purpose, span, from, to)
    }
}
