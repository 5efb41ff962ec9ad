//! The reference ladder in krABMaga, a schedule per trial: ladder-in-krabmaga SEED TRIALS.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::any::Any;

const APPROVAL: f64 = 0.85;
const COMPLIANCE: f64 = 0.93;
const FALSE_ALARM: f64 = 0.03;
const DETECTION: f64 = 0.8;
const CONFRONTATION: f64 = 0.003;
const RUNGS: u32 = 10;
const WEEKS: u64 = 52;
const DISPUTES: u32 = 3;
const LAPSE_WEEKS: u32 = 6;

const SCALING: usize = 0;
const DISPUTE: usize = 1;
const CONFRONTED: usize = 2;
const STALLING: usize = 3;

/// How a trial stands.
struct Channel {
    generator: ChaCha8Rng,
    week: u64,
    in_force: u32,
    since_progress: u32,
    disputes: u32,
    outcome: Option<usize>,
}

impl Channel {
    fn happens(&mut self, probability: f64) -> bool {
        self.generator.gen::<f64>() < probability
    }

    /// One week, up to confrontation and the end of the ladder.
    fn pass_week(&mut self) -> Option<usize> {
        self.week += 1;
        self.since_progress += 1;
        if self.happens(APPROVAL) && self.happens(APPROVAL) {
            let complied = [self.happens(COMPLIANCE), self.happens(COMPLIANCE)];
            let alarms = complied.map(|complied| self.happens(if complied { FALSE_ALARM } else { DETECTION }));
            if alarms == [false; 2] {
                self.in_force += 1;
                self.since_progress = 0;
            } else {
                self.in_force = self.in_force.saturating_sub(1);
                self.disputes += 1;
                if self.disputes == DISPUTES {
                    return Some(DISPUTE);
                }
            }
        }
        if self.happens(CONFRONTATION) {
            return Some(CONFRONTED);
        }
        if self.in_force == RUNGS {
            return Some(SCALING);
        }
        (self.since_progress == LAPSE_WEEKS || self.week == WEEKS).then_some(STALLING)
    }
}

impl State for Channel {
    fn init(&mut self, schedule: &mut Schedule) {
        assert!(schedule.schedule_repeating(Box::new(Negotiation), 0.0, 0));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _step: u64) {}

    fn end_condition(&mut self, _schedule: &mut Schedule) -> bool {
        self.outcome.is_some()
    }
}

/// The one agent, scheduled every week.
#[derive(Clone)]
struct Negotiation;

impl Agent for Negotiation {
    fn step(&mut self, state: &mut dyn State) {
        let channel = state.as_any_mut().downcast_mut::<Channel>().expect("the only state there is");
        channel.outcome = channel.pass_week();
    }
}

/// How trial `trial` ends, and in which week.
fn simulate(seed: u64, trial: u64) -> (usize, u64) {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(trial);
    let mut channel = Channel { generator, week: 0, in_force: 0, since_progress: 0, disputes: 0, outcome: None };
    let mut schedule = Schedule::new();
    channel.init(&mut schedule);
    while !channel.end_condition(&mut schedule) {
        schedule.step(&mut channel);
    }
    (channel.outcome.expect("the loop ends with one"), channel.week)
}

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse().expect("two whole numbers: SEED TRIALS"));
    let (seed, trials): (u64, u64) = (numbers.next().expect("a seed"), numbers.next().expect("a number of trials"));
    let (mut ends, mut weeks, mut squares) = ([0_u64; 4], 0, 0);
    for trial in 0..trials {
        let (outcome, week) = simulate(seed, trial);
        ends[outcome] += 1;
        weeks += week;
        squares += week * week;
    }
    println!("{} {} {} {} {weeks} {squares}", ends[0], ends[1], ends[2], ends[3]);
}
