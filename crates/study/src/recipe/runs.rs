//! Scenarios simulated one after the other or in turn, in legs between which counts are kept.

use super::StudyError;
use super::control::{Control, TrialRows};
use crate::figure::HistoryTally;
use crate::input::Input;
use crate::run::{self, Part, RunControl, Spec, WorldSizes};
use crate::table::{ScenarioResult, Status};
use detente_engine::exact::{self, Exact};
use detente_engine::tally::{Tally, WorldTally};
use rayon::prelude::*;

/// Times that each scenario has its turn, where it has many trials.
const ROUNDS: u64 = 16;

/// A scenario that was simulated, with its exact answer where it has one, and what was simulated beside its trials.
#[derive(Debug)]
pub struct Simulated {
    /// The scenario.
    pub input: Input,
    /// What was counted.
    pub tally: Tally,
    /// Its exact answer, where it is finite and all was simulated.
    pub exact: Option<Exact>,
    /// Its worlds, where values are uncertain and all was simulated.
    pub worlds: Option<WorldTally>,
    /// What histories of its first trials leave, where it lasts five years, nothing was observed, and all was simulated.
    pub histories: Option<HistoryTally>,
    /// Whether all trials asked for were simulated.
    pub status: Status,
}

/// How the trials of every scenario are simulated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    /// Seed and trials.
    pub(super) spec: Spec,
    /// Which of them.
    pub(super) part: Part,
    /// Whether this is a run and no shard of one.
    pub(super) is_whole: bool,
    /// Whether worlds are simulated, and histories followed, beside the trials.
    pub(super) with_passes: bool,
    /// Whether trials are counted by where their inputs lie.
    pub(super) counts_inputs: bool,
    /// Whether scenarios take turns, rather than one after the other.
    pub(super) in_turn: bool,
    /// Whether something else is simulated once they are done: then all counts are kept, so that who stops that loses none of them.
    pub(super) more_follows: bool,
}

/// A scenario under way: its blocks before `next` are in `tally`.
struct Course {
    input: Input,
    tally: Tally,
    passes: Option<Passes>,
    next: u64,
    saved: u64,
}

/// What is simulated beside the trials of a scenario; nothing of what it does not have, or for which an end was asked.
struct Passes {
    worlds: Option<WorldTally>,
    histories: Option<HistoryTally>,
}

impl Passes {
    fn simulate(input: &Input, spec: Spec, control: RunControl<'_>) -> Self {
        let Spec { seed, trials } = spec;
        let worlds =
            WorldSizes::beside(&[&input.plan], trials).and_then(|sizes| run::worlds(&input.plan, seed, sizes, control));
        let followed = run::history_trials(&input.plan, trials);
        Self { worlds, histories: followed.and_then(|trials| run::histories(&input.plan, seed, trials, control)) }
    }

    /// How many trials they come to.
    fn trials(input: &Input, spec: Spec) -> u64 {
        let worlds = WorldSizes::beside(&[&input.plan], spec.trials).map_or(0, WorldSizes::trials);
        worlds + run::history_trials(&input.plan, spec.trials).unwrap_or(0)
    }
}

impl Simulated {
    /// A whole run of `input`, of which `tally` was counted: with its exact answer, its worlds and its histories.
    #[must_use]
    pub fn whole(input: Input, tally: Tally, spec: Spec) -> Self {
        let exact = exact::answer(&input.plan).ok();
        let control = RunControl::uninterrupted(&|_| ());
        let Passes { worlds, histories } = Passes::simulate(&input, spec, control);
        Self { input, tally, exact, worlds, histories, status: Status::Complete }
    }

    /// The name of the scenario in every table.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.input.stem()
    }

    /// What the tables are made from.
    #[must_use]
    pub fn result(&self) -> ScenarioResult<'_> {
        ScenarioResult {
            scenario: &self.input.file.scenario,
            plan: &self.input.plan,
            tally: &self.tally,
            exact: self.exact.as_ref(),
            worlds: self.worlds.as_ref(),
            histories: self.histories.as_ref(),
            status: self.status,
        }
    }

    /// How many trials were simulated.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.tally.record().simulated()
    }
}

impl Runs {
    fn trials_each(self) -> u64 {
        self.part.trials(self.spec)
    }

    /// How many trials `inputs` come to, with those beside them.
    pub(super) fn trials(self, inputs: &[Input]) -> u64 {
        let beside = |input: &Input| if self.with_passes { Passes::trials(input, self.spec) } else { 0 };
        let of_one = |input: &Input| self.trials_each().saturating_add(beside(input));
        inputs.iter().map(of_one).fold(0, u64::saturating_add)
    }

    /// Simulates all of `inputs`, or until an end is asked for; then all that was simulated is kept.
    pub(super) fn simulate(self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Vec<Simulated>, StudyError> {
        let mut courses =
            inputs.into_iter().map(|input| self.begin(input, control)).collect::<Result<Vec<_>, StudyError>>()?;
        let blocks = self.part.blocks(self.spec);
        let (end, stride) = (blocks.end, self.stride(blocks.end - blocks.start));
        (control.run.finished)(courses.iter().map(|course| course.tally.record().simulated()).sum());
        for course in courses.iter_mut().filter(|course| course.next >= end) {
            course.passes = self.passes(&course.input, control, false);
        }
        let is_due = || control.keep.is_some_and(|keep| keep.is_due());
        let pause = || (control.run.pause)() || is_due();
        let led = RunControl { pause: &pause, ..control.run };
        while let Some(course) = self.next(&mut courses, end).filter(|_| !(control.run.pause)()) {
            (control.began)(course.input.stem());
            if course.passes.is_none() {
                course.passes = self.passes(&course.input, control, true);
            }
            let leg_end = course.next.saturating_add(stride).min(end);
            let leg = run::leg(&course.input.plan, &course.tally, self.spec, course.next..leg_end, led);
            course.tally.merge(&leg.tally);
            course.next = leg.next;
            if is_due() {
                save(&mut courses, control)?;
            }
        }
        if self.more_follows || (control.run.pause)() {
            save(&mut courses, control)?;
        }
        Ok(self.end(courses))
    }

    /// Simulates all of `inputs` with a row for every trial, or until an end is asked for.
    pub(super) fn simulate_with_rows(
        self,
        inputs: Vec<Input>,
        rows: &(dyn TrialRows + Sync),
        control: &Control<'_>,
    ) -> Result<Vec<Simulated>, StudyError> {
        let mut courses = Vec::with_capacity(inputs.len());
        for input in inputs {
            (control.began)(input.stem());
            let passes = self.passes(&input, control, true);
            let leg = rows.simulate(&input, self.spec, control.run).map_err(StudyError::Disk)?;
            courses.push(Course { input, tally: leg.tally, passes, next: leg.next, saved: 0 });
        }
        Ok(self.end(courses))
    }

    fn begin(self, input: Input, control: &Control<'_>) -> Result<Course, StudyError> {
        let kept = control.keep.map_or(Ok(None), |keep| keep.kept(&input)).map_err(StudyError::Disk)?;
        let first = self.part.blocks(self.spec).start;
        let (tally, next) = match kept {
            Some(kept) => (kept.tally, kept.next),
            None => {
                let tally = if self.counts_inputs { Tally::with_inputs } else { Tally::new };
                (tally(&input.plan, input.plan.largest_frozen()), first)
            }
        };
        Ok(Course { input, tally, passes: None, next, saved: next })
    }

    /// The course to go on with: the first that is not at its end; where they take turns the one least far, so that they are
    /// equally far when they are stopped.
    fn next(self, courses: &mut [Course], end: u64) -> Option<&mut Course> {
        let mut open = courses.iter_mut().filter(|course| course.next < end);
        if self.in_turn { open.min_by_key(|course| course.next) } else { open.next() }
    }

    /// How many blocks are simulated before the next course is chosen: all of a scenario, but a part where they take turns.
    fn stride(self, blocks: u64) -> u64 {
        let rounds = (blocks / ROUNDS).max(2 * rayon::current_num_threads() as u64);
        if self.in_turn { rounds } else { blocks.max(1) }
    }

    /// Simulates what stands beside the trials of a scenario, or gives up where an end is asked for while its trials are still to come
    /// (`before`): then nothing is said about it anyway.
    fn passes(self, input: &Input, control: &Control<'_>, before: bool) -> Option<Passes> {
        let pause = || before && (control.run.pause)();
        let control = RunControl { pause: &pause, give_up: &|| false, ..control.run };
        self.with_passes.then(|| Passes::simulate(input, self.spec, control))
    }

    /// Adds the exact answers, where all was simulated and this is no shard.
    fn end(self, courses: Vec<Course>) -> Vec<Simulated> {
        let status = |course: &Course| match course.tally.record().simulated() < self.trials_each() {
            true => Status::Interrupted,
            false => Status::Complete,
        };
        let whole = self.is_whole && courses.iter().all(|course| status(course) == Status::Complete);
        let answer = |course: &Course| if whole { exact::answer(&course.input.plan).ok() } else { None };
        let answers: Vec<Option<Exact>> = courses.par_iter().map(answer).collect();
        let simulated = courses.into_iter().zip(answers).map(|(course, exact)| {
            let status = status(&course);
            let Course { input, tally, passes, .. } = course;
            let passes = passes.filter(|_| status == Status::Complete);
            let (worlds, histories) = passes.map_or((None, None), |passes| (passes.worlds, passes.histories));
            Simulated { input, tally, exact, worlds, histories, status }
        });
        simulated.collect()
    }
}

/// Keeps what was counted since it was last kept.
fn save(courses: &mut [Course], control: &Control<'_>) -> Result<(), StudyError> {
    let Some(keep) = control.keep else { return Ok(()) };
    for course in courses.iter_mut().filter(|course| course.saved != course.next) {
        keep.keep(&course.input, course.tally.record(), course.next).map_err(StudyError::Disk)?;
        course.saved = course.next;
    }
    keep.all_kept();
    Ok(())
}
