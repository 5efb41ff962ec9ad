//! Which plans are tried: all, where they are few, else those to which a local search comes.
//!
//! The search is variable neighbourhood descent over insertions and exchanges (N. Mladenovic and P. Hansen, Computers and
//! Operations Research 24 (1997), 1097-1100): from the ladder as written, each rung in turn is put where it does best; then any two
//! rungs are exchanged, if that is better; then each choice is turned; and again, until nothing gets better. Then the same from a few
//! orders drawn at random. It goes by a first look at every plan, on trials that the race does not use.

use super::compile::{compiled, plan_key};
use super::space::{Arrangement, Space};
use super::stage::{Aim, Look, Method};
use crate::scenario::CheckedFile;
use detente_engine::plan::Plan;
use detente_engine::random::Address;
use std::collections::BTreeMap;

/// Starts that are drawn at random, after the ladder as written.
const RESTARTS: u64 = 4;

/// The plans that are tried, that of the scenario first.
pub(super) struct Tried {
    pub(super) method: Method,
    pub(super) arrangements: Vec<Arrangement>,
    pub(super) plans: Vec<Plan>,
    pub(super) looks: Vec<Look>,
    /// Arrangements that say the same as one before them.
    pub(super) same: usize,
}

/// Why there is nothing to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The control gave up.
    GaveUp,
    /// An arrangement makes no sound scenario; the fault in words.
    Unsound(String),
}

/// A search on its way.
struct Searcher<'a> {
    base: &'a CheckedFile,
    space: &'a Space,
    setting: &'a Aim<'a>,
    most: usize,
    tried: Tried,
    /// By arrangement: its place among those tried.
    known: BTreeMap<Arrangement, usize>,
    /// By what a plan says of its ladder: its place.
    plan_keys: BTreeMap<String, usize>,
}

/// Chooses up to `most` plans of `space`.
pub(super) fn tried(base: &CheckedFile, space: &Space, setting: &Aim<'_>, most: usize) -> Result<Tried, Stopped> {
    let method =
        if space.possible().is_some_and(|possible| possible <= most as u128) { Method::All } else { Method::Search };
    let tried = Tried { method, arrangements: Vec::new(), plans: Vec::new(), looks: Vec::new(), same: 0 };
    let (known, plan_keys) = (BTreeMap::new(), BTreeMap::new());
    let mut searcher = Searcher { base, space, setting, most, tried, known, plan_keys };
    match method {
        Method::All => searcher.look(space.all(), setting.risk.is_some())?,
        Method::Search => searcher.search()?,
    }
    Ok(searcher.tried)
}

impl Searcher<'_> {
    /// Takes `arrangements` up, as far as there is room; looks at those that are new, unless nobody asks how they do.
    fn look(&mut self, arrangements: Vec<Arrangement>, wanted: bool) -> Result<(), Stopped> {
        let first = self.tried.plans.len();
        for arrangement in arrangements {
            if self.known.contains_key(&arrangement) || self.tried.plans.len() >= self.most {
                continue;
            }
            let plan = compiled(self.base, &arrangement.sets(self.space)).map_err(Stopped::Unsound)?;
            let next = self.tried.plans.len();
            let place = *self.plan_keys.entry(plan_key(&plan)).or_insert(next);
            self.known.insert(arrangement.clone(), place);
            if place < next {
                self.tried.same += 1;
                continue;
            }
            self.tried.arrangements.push(arrangement);
            self.tried.plans.push(plan);
        }
        let plans: Vec<&Plan> = self.tried.plans[first..].iter().collect();
        let looks = if wanted {
            self.setting.look(&plans).ok_or(Stopped::GaveUp)?
        } else {
            vec![Look { score: 0.0, worst: Vec::new() }; plans.len()]
        };
        self.tried.looks.extend(looks);
        Ok(())
    }

    fn search(&mut self) -> Result<(), Stopped> {
        self.descend(self.space.as_written())?;
        for start in 1..=RESTARTS {
            self.descend(self.drawn(start))?;
        }
        Ok(())
    }

    /// Goes from `start` to better neighbours until there are none.
    fn descend(&mut self, start: Arrangement) -> Result<(), Stopped> {
        self.look(vec![start.clone()], true)?;
        let mut here = start;
        loop {
            let before = here.clone();
            for rung in 0..here.order.len() {
                here = self.best(self.inserted(&here, rung), here)?;
            }
            here = self.best(self.exchanged(&here), here)?;
            for choice in 0..here.settings.len() {
                here = self.best(self.turned(&here, choice), here)?;
            }
            if here == before {
                return Ok(());
            }
        }
    }

    /// The best of `neighbours` if it is better than `here`, else `here`.
    fn best(&mut self, neighbours: Vec<Arrangement>, here: Arrangement) -> Result<Arrangement, Stopped> {
        self.look(neighbours.clone(), true)?;
        let score = |one: &Arrangement| self.known.get(one).map(|place| self.tried.looks[*place].score);
        let mut best = (score(&here).unwrap_or(f64::NEG_INFINITY), here);
        for neighbour in neighbours {
            if let Some(score) = score(&neighbour).filter(|score| *score > best.0) {
                best = (score, neighbour);
            }
        }
        Ok(best.1)
    }

    /// `rung` in every place.
    fn inserted(&self, here: &Arrangement, rung: usize) -> Vec<Arrangement> {
        let without: Vec<usize> = here.order.iter().copied().filter(|other| *other != rung).collect();
        let at = |place: usize| {
            let mut order = without.clone();
            order.insert(place, rung);
            Arrangement { order, ..here.clone() }
        };
        self.allowed((0..here.order.len()).map(at))
    }

    /// Every two rungs exchanged.
    fn exchanged(&self, here: &Arrangement) -> Vec<Arrangement> {
        let pairs = (0..here.order.len()).flat_map(|one| (one + 1..here.order.len()).map(move |other| (one, other)));
        let swapped = |(one, other): (usize, usize)| {
            let mut next = here.clone();
            next.order.swap(one, other);
            next
        };
        self.allowed(pairs.map(swapped))
    }

    /// A choice at every value.
    fn turned(&self, here: &Arrangement, choice: usize) -> Vec<Arrangement> {
        let at = |value: usize| {
            let mut next = here.clone();
            next.settings[choice] = value;
            next
        };
        (0..self.space.choices[choice].values.len()).map(at).collect()
    }

    fn allowed(&self, arrangements: impl Iterator<Item = Arrangement>) -> Vec<Arrangement> {
        if self.space.keep_order {
            return Vec::new();
        }
        arrangements.filter(|one| self.space.allows(&one.order)).collect()
    }

    /// An arrangement drawn at random: of the rungs that may stand next, one after the other.
    fn drawn(&self, start: u64) -> Arrangement {
        let draws = Address::of(self.setting.seed, "order");
        let mut index = start << 32;
        let mut draw = |bound: usize| {
            index += 1;
            draws.below(index, bound)
        };
        let mut here = self.space.as_written();
        if !self.space.keep_order {
            here.order.clear();
            for _ in 0..self.space.ids.len() {
                let next = self.space.next(&here.order);
                here.order.push(next[draw(next.len())]);
            }
        }
        for (setting, choice) in here.settings.iter_mut().zip(&self.space.choices) {
            *setting = draw(choice.values.len());
        }
        here
    }
}
