//! One mechanism at a time, for tests: a state in a step, words that a test gives, and a diary of what is told.

use super::clock::Clock;
use super::event::{Event, Observer};
use super::moment::Moment;
use super::phases;
use super::record::TrialRecord;
use super::state::State;
use super::step::Step;
use crate::plan::{Plan, World};
use crate::random::{Purpose, Words};
use crate::scenario::{self, Meeting, Over};
use std::collections::BTreeMap;

/// Two parties and two rungs, of which the second brings money; nothing happens by itself.
const SCENE: &str = r#"
horizon_weeks = 100
[party.first]
role = "sender"
turnover_per_month = 0
renege_per_month = 0
over_claim = 0
forgiveness = 0
[party.second]
role = "target"
turnover_per_month = 0
renege_per_month = 0
over_claim = 0
forgiveness = 0
[body.council]
party = "first"
review_weeks = 2
approval = 0.5
[objector.rival]
heard_by = ["council"]
[spoiler]
[ladder]
order = ["step", "funds"]
first_mover = "simultaneous"
[ladder.rung]
implementation_weeks = 0
check_lag_weeks = 1
[ladder.concession]
acceptance = 0.5
[rung.step]
both = { kind = "other" }
[rung.funds]
first = { kind = "funds", money_usd_bn = 1 }
second = { kind = "restraint" }
[escalation]
incidents_per_month = 0
branching = 0
confrontation_per_month = 0
danger = 1
"#;

/// Words by the name of their purpose and their index (`a/b 6`), or the same at every index (`a/b`); one half where a test gives none.
#[derive(Default)]
pub(super) struct FixedWords {
    names: Vec<String>,
    uniforms: BTreeMap<&'static str, f64>,
}

impl Words for FixedWords {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        let name = &self.names[purpose.index()];
        let given = self.uniforms.get(format!("{name} {index}").as_str()).or_else(|| self.uniforms.get(name.as_str()));
        let uniform = given.copied().unwrap_or(0.5);
        (uniform * 4_294_967_296.0) as u32
    }
}

/// What was told.
#[derive(Default)]
pub(super) struct Diary(pub(super) Vec<(f64, Event)>);

impl Observer for Diary {
    fn observe(&mut self, day: f64, event: Event) {
        self.0.push((day, event));
    }
}

/// An arm with a channel, opened, in which a test lets single mechanisms act.
pub(super) struct Rig {
    plan: Plan,
    pub(super) world: World,
    pub(super) state: State,
    pub(super) record: TrialRecord,
    moments: Vec<Moment>,
    clock: Clock,
    words: FixedWords,
    pub(super) told: Diary,
}

impl Rig {
    /// The scene with what is set, and words by purpose.
    pub(super) fn new(sets: &[&str], uniforms: &[(&'static str, f64)]) -> Self {
        let sets: Vec<String> = std::iter::once(&"defaults=fixed").chain(sets).map(|set| (*set).to_owned()).collect();
        let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
        let checked = scenario::read_text_over("scene", SCENE, over).unwrap_or_else(|faults| panic!("{faults}"));
        let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
        let world = World::derive(&plan, &plan.numbers);
        let mut state = State::new(&plan);
        state.reset(&plan, &world, true);
        let names = plan.purposes.names().to_vec();
        let words = FixedWords { names, uniforms: uniforms.iter().copied().collect() };
        let (record, clock) = (TrialRecord::new(&plan), Clock::new(&plan));
        let mut rig = Self { plan, world, state, record, moments: Vec::new(), clock, words, told: Diary::default() };
        rig.act(phases::open);
        rig
    }

    /// Goes on to step `number`, at whose start nothing has happened yet.
    pub(super) fn at(&mut self, number: u32) -> &mut Self {
        let steps = number - self.clock.step;
        if steps > 0 {
            self.clock.advance(&self.plan, steps);
        }
        self
    }

    /// Lets a mechanism act in the present step.
    pub(super) fn act<T>(&mut self, act: impl FnOnce(&mut Step<'_, FixedWords, Diary>) -> T) -> T {
        let mut step = Step {
            plan: &self.plan,
            world: &self.world,
            clock: self.clock,
            state: &mut self.state,
            record: &mut self.record,
            marks: &[],
            moments: &mut self.moments,
            words: &mut self.words,
            observer: &mut self.told,
            last: self.plan.steps,
            ends_where_broken: false,
        };
        let result = act(&mut step);
        self.clock = step.clock;
        result
    }

    /// What was told since this was last asked, without the opening.
    pub(super) fn events(&mut self) -> Vec<Event> {
        let told = std::mem::take(&mut self.told.0).into_iter().map(|(_, event)| event);
        told.filter(|event| !matches!(event, Event::Started { .. })).collect()
    }
}
