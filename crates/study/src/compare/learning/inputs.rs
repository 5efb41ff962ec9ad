//! What is not known in the plans of a comparison: the uncertain values, and the keys that no file states.

use super::Lesson;
use detente_engine::domain::words;
use detente_engine::parameter::Worlds;
use detente_engine::plan::{Plan, WORLDS, WorldPlan};
use detente_engine::tally::{CELLS, cell_of};
use serde::Serialize;
use std::sync::Arc;

words! {
    /// Whether a file says of an input what it may be.
    Stated {
        Stated = "stated", "A file says between which values it lies.";
        Unstated = "unstated", "No file states it: it is drawn with the world of the trial.";
    }
}

/// What is drawn anew in every trial.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    /// The uncertain values of any of the plans, each once.
    values: Vec<Value>,
    /// The worlds from which what no file states is drawn; none where nothing is, or plans have worlds of their own.
    worlds: Option<OneWorld>,
}

/// An uncertain value: its key, and the plan and place from which it is read.
#[derive(Clone, Debug)]
struct Value {
    key: String,
    plan: usize,
    place: usize,
}

/// The worlds of all plans.
#[derive(Clone, Debug)]
struct OneWorld {
    worlds: Arc<Worlds>,
    /// The plan that draws them.
    plan: usize,
    /// The columns of which a plan takes something.
    columns: Vec<usize>,
}

/// An input, and how it is learned.
#[derive(Clone, Debug)]
pub(super) struct Input<'a> {
    /// Its key.
    pub(super) key: &'a str,
    /// Whether a file states it.
    pub(super) stated: Stated,
    /// By which cells it is learned; worlds are each by itself.
    pub(super) lesson: Lesson,
}

impl Inputs {
    /// Of `plans`.
    pub(super) fn new(plans: &[&Plan]) -> Self {
        let mut values: Vec<Value> = Vec::new();
        let all = plans
            .iter()
            .enumerate()
            .flat_map(|(plan, own)| own.uncertain.iter().enumerate().map(move |own| (plan, own)));
        for (plan, (place, value)) in all {
            let is_new = value.key != WORLDS && values.iter().all(|known| known.key != value.key);
            if is_new {
                values.push(Value { key: value.key.clone(), plan, place });
            }
        }
        Self { values, worlds: OneWorld::new(plans) }
    }

    /// How many cells each list has.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> {
        let worlds = self.worlds.iter().map(|own| own.worlds.weights().len());
        self.values.iter().map(|_| CELLS).chain(worlds)
    }

    /// By list, the cell into which a trial falls, of which `quantiles` are where the uncertain values of each plan lie, and `drawn`
    /// what they are.
    pub(super) fn cells_of<'a>(
        &'a self,
        quantiles: impl Fn(usize, usize) -> f64 + 'a,
        drawn: impl Fn(usize) -> f64 + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let cell = move |value: &Value| cell_of(quantiles(value.plan, value.place));
        let worlds = self.worlds.iter().map(move |own| drawn(own.plan) as usize);
        self.values.iter().map(cell).chain(worlds)
    }

    /// All that may be learned: every uncertain value, every key that no file states, and these all together.
    pub(super) fn all(&self) -> Vec<Input<'_>> {
        let middles = || (0..CELLS).map(|cell| (cell as f64 + 0.5) / CELLS as f64).collect();
        let lesson = |list| Lesson { list, places: Some(middles()), open: CELLS };
        let values = self.values.iter().enumerate();
        let mut all: Vec<Input<'_>> = values
            .map(|(list, value)| Input { key: &value.key, stated: Stated::Stated, lesson: lesson(list) })
            .collect();
        if let Some(OneWorld { worlds, columns, .. }) = &self.worlds {
            let (list, open) = (self.values.len(), worlds.weights().len());
            let whole = Lesson { list, places: None, open };
            let whole = Input { key: WORLDS, stated: Stated::Unstated, lesson: whole };
            let key = |column: &usize| {
                let places = (0..open).map(|world| worlds.of(world)[*column]).collect();
                let lesson = Lesson { list, places: Some(places), open };
                Input { key: &worlds.keys()[*column], stated: Stated::Unstated, lesson }
            };
            all.extend(std::iter::once(whole).chain(columns.iter().map(key)));
        }
        all
    }
}

impl OneWorld {
    fn new(plans: &[&Plan]) -> Option<Self> {
        let all: Vec<(usize, &WorldPlan)> =
            plans.iter().enumerate().filter_map(|(at, plan)| Some((at, plan.world()?))).collect();
        let (plan, first) = all.first()?;
        if all.iter().any(|(_, own)| own.worlds != first.worlds) {
            return None;
        }
        let taken = |own: &WorldPlan| {
            own.numbers
                .iter()
                .map(|part| part.column)
                .chain(own.values.iter().map(|part| part.column))
                .collect::<Vec<_>>()
        };
        let mut columns: Vec<usize> = all.iter().flat_map(|(_, own)| taken(own)).collect();
        columns.sort_unstable();
        columns.dedup();
        Some(Self { worlds: Arc::clone(&first.worlds), plan: *plan, columns })
    }
}
