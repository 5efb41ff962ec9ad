//! What an observer reads while the plans of a comparison still go alike.

use super::Lesson;
use detente_engine::divergence::{Divergence, DivergenceWatch, between};
use detente_engine::plan::Plan;
use detente_engine::trial::{Indicator, TrialRecord};

/// The indicators at the landmarks of the base, for as long as the choice is open.
///
/// Who waits follows the plan that is best as things stand. Until what differs between the plans can first have mattered, that is also
/// what happens under every other of them: up to then one can read an indicator and choose any of them, and nothing is lost. Where a
/// trial has gone beyond that point, or is decided, the choice is closed.
#[derive(Clone, Debug)]
pub(super) struct Indicators {
    /// What can make a trial of the base part from that of any other plan.
    divergences: Vec<Divergence>,
    /// When they are read.
    landmarks: Vec<Landmark>,
}

/// A time at which indicators are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Landmark {
    /// Weeks from the start.
    pub(super) week: f64,
    /// The same in days.
    day: f64,
}

impl Indicators {
    /// Of `plans`; none where these part at the opening, or never.
    pub(super) fn new(plans: &[&Plan]) -> Self {
        let base = plans[0];
        let divergences: Vec<Divergence> = plans[1..].iter().flat_map(|other| between(base, other)).collect();
        let can_wait = !divergences.is_empty() && !divergences.contains(&Divergence::Opening);
        let landmark = |step: u32| Landmark { week: base.weeks(step), day: f64::from(step) * base.step_days };
        let landmarks = base.landmarks().into_iter().flatten().filter(|_| can_wait).map(landmark).collect();
        Self { divergences, landmarks }
    }

    /// How many cells each list has, by landmark, then by indicator: one for each state, one for what is undefined, and one for trials in
    /// which the choice is closed.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> {
        self.landmarks.iter().flat_map(|_| Indicator::ALL.iter().map(|indicator| open_cells(*indicator) + 1))
    }

    /// By list, the cell into which the trial falls that went so under the base.
    pub(super) fn cells_of<'a>(
        &'a self,
        base: &'a TrialRecord,
        watch: Option<&DivergenceWatch>,
    ) -> impl Iterator<Item = usize> + 'a {
        let parted = watch.map_or(0.0, |watch| watch.parted_on(&self.divergences));
        self.landmarks.iter().enumerate().flat_map(move |(nth, landmark)| {
            let reading = base.readings.get(nth).filter(|_| parted > landmark.day);
            let cell = move |indicator: &Indicator| {
                reading.map_or(open_cells(*indicator), |reading| state(*indicator, reading[indicator.index()]))
            };
            Indicator::ALL.iter().map(cell)
        })
    }

    /// All that can be read, with when; `first` is the place of the first of their lists.
    pub(super) fn lessons(&self, first: usize) -> impl Iterator<Item = (Landmark, Indicator, Lesson)> {
        let all = self.landmarks.iter().flat_map(|landmark| Indicator::ALL.iter().map(move |own| (*landmark, *own)));
        all.enumerate().map(move |(nth, (landmark, indicator))| {
            let lesson = Lesson { list: first + nth, places: None, open: open_cells(indicator) };
            (landmark, indicator, lesson)
        })
    }
}

/// Cells of trials in which the choice is open: the states of the indicator, and what is undefined.
fn open_cells(indicator: Indicator) -> usize {
    indicator.states().len() + 1
}

/// The cell of a trial in which `bin` was read.
fn state(indicator: Indicator, bin: u8) -> usize {
    let states = indicator.bins_by_state();
    states
        .enumerate()
        .find(|(_, (_, bins))| bins.contains(&usize::from(bin)))
        .map_or(indicator.states().len(), |own| own.0)
}
