//! One trial again, with everything that happened and every word that was drawn.

use super::blocks::Spec;
use detente_engine::batch::NewsWatch;
use detente_engine::plan::Plan;
use detente_engine::random::{Purpose, RandomBlocks, Replay, Words, uniform};
use detente_engine::trial::{Event, Observer, Pace, Phase, TrialRecord, TrialSimulator, Unobserved};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// One line of a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something happened on a day.
    Happened {
        /// Days since the start.
        day: f64,
        /// What.
        event: Event,
    },
    /// A word was drawn.
    Drew(Draw),
}

/// A word and its address.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// What the draw is for.
    pub purpose: String,
    /// Position in that purpose.
    pub index: u64,
    /// The uniform that the word stands for.
    pub uniform: f64,
}

/// A trial told from beginning to end.
#[derive(Clone, Debug)]
pub struct Story {
    /// Number of the trial.
    pub trial: u64,
    /// What the trial leaves behind: the same as in the tables.
    pub record: TrialRecord,
    /// The uncertain values drawn, in order of `Plan::uncertain`.
    pub drawn: Vec<f64>,
    /// Everything in the order in which it came.
    pub steps: Vec<Step>,
}

/// Where a line of a story belongs: the step, its phase, and whether it is of the arm without a channel, which is told after the
/// other although both are simulated one after the other.
type Place = (u32, Phase, bool);

/// What has been told so far, and the place of what comes next.
struct Telling {
    place: Place,
    lines: Vec<(Place, Step)>,
}

impl Telling {
    fn tell(&mut self, line: Step) {
        self.lines.push((self.place, line));
    }
}

struct Teller<'a> {
    plan: &'a Plan,
    replay: Replay<'a>,
    /// Words told already: a word may be asked for more than once.
    told: BTreeSet<(usize, u64)>,
    telling: &'a RefCell<Telling>,
}

impl Words for Teller<'_> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        let word = self.replay.word(purpose, index);
        if self.told.insert((purpose.index(), index)) {
            let name = self.plan.purposes.name(purpose).to_owned();
            self.telling.borrow_mut().tell(Step::Drew(Draw { purpose: name, index, uniform: uniform(word) }));
        }
        word
    }
}

struct Listener<'a>(&'a RefCell<Telling>);

impl Observer for Listener<'_> {
    fn observe(&mut self, day: f64, event: Event) {
        self.0.borrow_mut().tell(Step::Happened { day, event });
    }

    fn enter(&mut self, step: u32, phase: Phase, has_channel: bool) {
        self.0.borrow_mut().place = (step, phase, !has_channel);
    }
}

/// Simulates trial `trial` under `seed` again. The words come from an implementation of the generator
/// that runs do not use, and the record is the one that the run had.
#[must_use]
pub fn replay(plan: &Plan, seed: u64, trial: u64) -> Story {
    let keys = plan.purposes.keys(seed);
    let telling = RefCell::new(Telling { place: (0, Phase::Channel, false), lines: Vec::new() });
    let mut simulator = TrialSimulator::new(plan);
    let record = {
        let mut teller = Teller { plan, replay: Replay::new(&keys, trial), told: BTreeSet::new(), telling: &telling };
        simulator.simulate_at(Pace::EveryStep, &mut teller, &mut Listener(&telling)).clone()
    };
    let drawn = simulator.drawn().to_vec();
    let mut lines = telling.into_inner().lines;
    lines.sort_by_key(|(place, _)| *place);
    Story { trial, record, drawn, steps: lines.into_iter().map(|(_, line)| line).collect() }
}

/// Simulates the trials of `spec` in order, shows `look` those that went as was observed, and ends with what it breaks off with;
/// `None` where it never does.
pub fn search<B>(plan: &Plan, spec: Spec, mut look: impl FnMut(u64, &TrialRecord) -> ControlFlow<B>) -> Option<B> {
    let keys = plan.purposes.keys(spec.seed);
    let mut random = RandomBlocks::new(&keys);
    let mut simulator = TrialSimulator::new(plan);
    let mut watch = NewsWatch::new(plan);
    (0..spec.trials).find_map(|trial| {
        random.turn_to(trial);
        watch.follow(&mut simulator, &mut random);
        let went_so = watch.fits().all(|fits| fits);
        if went_so { look(trial, simulator.simulate(&mut random, &mut Unobserved)).break_value() } else { None }
    })
}
