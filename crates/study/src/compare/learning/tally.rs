//! Trials of a comparison by what may be learned of them, and what learning it is worth.

use super::super::figure::Figure;
use super::Lesson;
use super::cell::{Cell, OBJECTIVES};
use super::fit::{Seen, jackknife};
use detente_engine::statistics::{Confidence, Interval};

/// Parts of the trials that are left out in turn to see how much chance there is in an estimate.
pub(super) const PARTS: usize = 20;

/// Trials of a comparison by what may be learned of them. Integers only.
#[derive(Clone, Debug)]
pub(in super::super) struct LearningTally {
    /// By part of the trials, then by list of cells.
    parts: Vec<Vec<Vec<Cell>>>,
}

/// What it is worth to learn something before choosing. All are shares of all trials.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Worth {
    /// What is gained on average, over choosing without the lesson where the choice is open.
    pub(super) gain: f64,
    /// Where another plan is chosen than without it.
    pub(super) changes: f64,
    /// What is gained on average by choosing only where the choice is still open, without the lesson.
    pub(super) waiting: f64,
    /// Where the choice is open.
    pub(super) open: f64,
}

/// The same with intervals from chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimated {
    pub(super) worth: Worth,
    pub(super) gain: Interval,
    pub(super) changes: Interval,
    pub(super) waiting: Interval,
}

impl LearningTally {
    /// No trials yet, in lists of so many cells each, under so many plans beside the base.
    pub(super) fn new(cells: impl Iterator<Item = usize>, others: usize) -> Self {
        let lists = cells.map(|cells| vec![Cell::new(others); cells]).collect();
        Self { parts: vec![lists; PARTS] }
    }

    /// Takes a trial that falls into these cells, one of each list, by what `happened` in it under each plan, the base first.
    pub(super) fn take(
        &mut self,
        number: u64,
        cells: impl Iterator<Item = usize>,
        mut happened: impl Iterator<Item = [bool; Figure::ALL.len()]>,
    ) {
        let Some(base) = happened.next() else { return };
        let difference = |other: [bool; Figure::ALL.len()]| {
            Figure::OBJECTIVES.map(|figure| i64::from(other[figure.index()]) - i64::from(base[figure.index()]))
        };
        let differences: Vec<[i64; OBJECTIVES]> = happened.map(difference).collect();
        let differences = differences.iter().any(|own| *own != [0; OBJECTIVES]).then_some(&differences[..]);
        let part = &mut self.parts[(number % PARTS as u64) as usize];
        part.iter_mut().zip(cells).for_each(|(own, at)| own[at].add(differences));
    }

    /// Takes all trials of `other`.
    pub(in super::super) fn merge(&mut self, other: &Self) {
        let both = self.parts.iter_mut().flatten().flatten().zip(other.parts.iter().flatten().flatten());
        both.for_each(|(own, other)| own.merge(other));
    }

    /// The trials of the list `at` this place.
    pub(super) fn list(&self, at: usize) -> List {
        let parts: Vec<&Vec<Cell>> = self.parts.iter().map(|part| &part[at]).collect();
        let mut whole = parts[0].clone();
        parts[1..].iter().for_each(|part| whole.iter_mut().zip(*part).for_each(|(own, other)| own.merge(other)));
        let without = |part: &&Vec<Cell>| {
            let mut left = whole.clone();
            left.iter_mut().zip(*part).for_each(|(own, other)| own.take_out(other));
            left
        };
        let left = parts.iter().map(without).collect();
        List { whole, left }
    }
}

/// Trials by cell, of one list.
pub(super) struct List {
    whole: Vec<Cell>,
    /// Without each of the parts.
    left: Vec<Vec<Cell>>,
}

impl List {
    /// What `lesson`, which is of this list, is worth, by objective, with intervals of this confidence.
    pub(super) fn worth(&self, lesson: &Lesson, confidence: Confidence) -> [Estimated; OBJECTIVES] {
        std::array::from_fn(|objective| {
            let worth = learned(&self.whole, lesson, objective);
            let left: Vec<Worth> = self.left.iter().map(|cells| learned(cells, lesson, objective)).collect();
            let interval =
                |of: fn(&Worth) -> f64| jackknife(of(&worth), &left.iter().map(of).collect::<Vec<_>>(), confidence);
            Estimated {
                worth,
                gain: interval(|own| own.gain),
                changes: interval(|own| own.changes),
                waiting: interval(|own| own.waiting),
            }
        })
    }
}

/// What it is worth to learn in which of `cells` a trial lies.
fn learned(cells: &[Cell], lesson: &Lesson, objective: usize) -> Worth {
    let sign = if Figure::OBJECTIVES[objective].is_wanted() { 1.0 } else { -1.0 };
    let (open, all) = (&cells[..lesson.open], cells.iter().map(|cell| cell.trials).sum::<u64>() as f64);
    let trials: Vec<f64> = open.iter().map(|cell| cell.trials as f64).collect();
    let still_open: f64 = trials.iter().sum();
    if still_open == 0.0 {
        return Worth::default();
    }
    let others = 0..cells[0].others.len();
    let of_cell = |cell: &Cell, plan: usize| sign * cell.others[plan].differences[objective] as f64;
    let sum = |cells: &[Cell], plan: usize| cells.iter().map(|cell| of_cell(cell, plan)).sum::<f64>();
    let fitted = |plan: usize| {
        let sums: Vec<f64> = open.iter().map(|cell| of_cell(cell, plan)).collect();
        let squares = open.iter().map(|cell| cell.others[plan].differing[objective]).sum::<u64>() as f64;
        Seen { trials: &trials, sums: &sums, squares }.fitted(lesson.places.as_deref())
    };
    let fitted: Vec<Vec<f64>> = others.clone().map(fitted).collect();
    let sums = |cells: &[Cell]| others.clone().map(|plan| sum(cells, plan)).collect::<Vec<f64>>();
    let (at_large, where_open) = (sums(cells), sums(open));
    let [first, waited] = [&at_large, &where_open].map(|sums| best(sums.iter().copied()).0);
    let mut found = Worth { open: still_open / all, ..Worth::default() };
    found.waiting = (value(&where_open, waited) - value(&where_open, first)) / all;
    for (cell, trials) in trials.iter().enumerate() {
        let means: Vec<f64> = fitted.iter().map(|fitted| fitted[cell]).collect();
        let (chosen, mean) = best(means.iter().copied());
        found.gain += trials / all * (mean - value(&means, waited));
        found.changes += if chosen == waited { 0.0 } else { trials / all };
    }
    found
}

/// The value of a plan beside that of the base, which is 0, from those of the others.
fn value(others: &[f64], plan: usize) -> f64 {
    if plan == 0 { 0.0 } else { others[plan - 1] }
}

/// The best plan, the base being 0, and its value beside that of the base, from those of the others.
fn best(others: impl Iterator<Item = f64>) -> (usize, f64) {
    (1..).zip(others).fold((0, 0.0), |best, other| if other.1 > best.1 { other } else { best })
}
