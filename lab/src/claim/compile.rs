//! From checked claims to designs: which plans are simulated side by side, and what is read off which of them.

use super::model::{
    Background, ClaimList, Comparison, Direction, Expectation, Experiment, Level, Measure, RatioMeasure,
};
use detente_engine::domain::Outcome;
use detente_engine::observe::{BoundObservable, Observable};
use detente_engine::plan::Plan;
use detente_engine::tally::Axis;
use detente_engine::trial::TrialRecord;
use detente_study::scenario::{self, Diagnostic, Diagnostics, Meeting, Over, Place, ScenarioFaults};
use rayon::prelude::*;
use std::sync::Arc;

/// One experiment, compiled: the plans, and the contrasts of each row.
#[derive(Clone, Debug)]
pub struct Design {
    /// Plans that are simulated side by side.
    pub plans: Vec<Plan>,
    /// The contrasts of each expectation, in the order of the experiment.
    pub(super) rows: Vec<Row>,
}

/// The contrasts behind one expectation.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The one that decides (two where a peak is expected: over the first level, over the last).
    pub(super) main: Vec<Contrast>,
    /// One per step from level to level, or one per level where levels are not what is compared.
    pub(super) scan: Vec<Contrast>,
}

/// A difference to be estimated.
#[derive(Clone, Debug)]
pub(super) enum Contrast {
    /// The first term less the second.
    Difference(Term, Term),
    /// How well a number read from one plan tells a kind read from another.
    Tells(Tells),
}

/// A figure of a contrast.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// Read from trials.
    Observed(Observed),
    /// Given.
    Constant(f64),
}

/// A ratio of sums over the trials of one plan.
#[derive(Clone, Debug)]
pub(super) struct Observed {
    plan: usize,
    of: BoundObservable,
    share: bool,
    per: Option<BoundObservable>,
    among: Vec<(bool, BoundObservable)>,
}

/// A number that may tell a kind of trials, read where the trial is undecided at its week.
#[derive(Clone, Debug)]
pub(super) struct Tells {
    early: usize,
    whole: usize,
    kind: BoundObservable,
    from: BoundObservable,
    pub(super) axis: Axis,
}

impl Observed {
    /// Numerator and denominator of a trial.
    pub(super) fn parts(&self, records: &[&TrialRecord]) -> [f64; 2] {
        let record = records[self.plan];
        let (of, per) = (self.of.value(record), self.per.as_ref().map_or(1.0, |per| per.value(record)));
        let counts = self.among.iter().all(|(holds, bound)| bound.happened(record) == *holds);
        match (counts && !of.is_nan() && !per.is_nan(), self.share) {
            (false, _) => [0.0, 0.0],
            (true, true) => [f64::from(u8::from(of > 0.0)), per],
            (true, false) => [of, per],
        }
    }

    /// Whether every trial counts as one or none.
    pub(super) fn is_plain_share(&self) -> bool {
        self.share && self.among.is_empty() && self.per.is_none()
    }
}

impl Tells {
    /// Whether the trial is of the kind, and the bin of its number; `None` where it was decided early or has none.
    pub(super) fn reading(&self, records: &[&TrialRecord]) -> Option<(bool, usize)> {
        let early = records[self.early];
        let undecided = !matches!(early.outcome, Outcome::Collapse | Outcome::Overtaken);
        let number = self.from.value(early);
        (undecided && !number.is_nan()).then(|| (self.kind.happened(records[self.whole]), self.axis.bin(number)))
    }
}

/// Compiles every experiment of `list` as it stands and against the backgrounds: by claim, by experiment, the plain
/// design first.
///
/// # Errors
/// Everything that is wrong with scenarios and `set`s, at the level concerned.
pub fn compile(list: &ClaimList) -> Result<Vec<Vec<Vec<Design>>>, ScenarioFaults> {
    let experiments: Vec<(usize, &Experiment)> = list
        .claims
        .iter()
        .enumerate()
        .flat_map(|(claim, content)| content.experiments.iter().map(move |experiment| (claim, experiment)))
        .collect();
    let compiled: Vec<Result<Vec<Design>, Vec<Misfit>>> =
        experiments.par_iter().map(|(_, experiment)| designs(list, experiment)).collect();
    let mut findings = Diagnostics::default();
    let document = findings.add(&list.file, &list.file, Arc::clone(&list.text));
    let mut whole: Vec<Vec<Vec<Design>>> = list.claims.iter().map(|_| Vec::new()).collect();
    for ((claim, _), result) in experiments.iter().zip(compiled) {
        match result {
            Ok(designs) => whole[*claim].push(designs),
            Err(misfits) => misfits.into_iter().for_each(|misfit| {
                findings.fault(&Place { document, span: misfit.span }, misfit.diagnostic);
            }),
        }
    }
    if findings.has_faults() { Err(findings.into_faults()) } else { Ok(whole) }
}

/// Something wrong at one place of the list.
struct Misfit {
    span: std::ops::Range<usize>,
    diagnostic: Diagnostic,
}

fn designs(list: &ClaimList, experiment: &Experiment) -> Result<Vec<Design>, Vec<Misfit>> {
    let repeated = list.backgrounds.iter().filter(|_| experiment.backgrounds);
    let backgrounds = std::iter::once(None).chain(repeated.map(Some));
    let mut designs = Vec::new();
    let mut misfits = Vec::new();
    for background in backgrounds {
        match design(experiment, background) {
            Ok(design) => designs.push(design),
            Err(more) => misfits.extend(more),
        }
        if !misfits.is_empty() {
            return Err(misfits);
        }
    }
    Ok(designs)
}

/// The experiment in its own circumstances, or against a background, where only what decides is simulated.
fn design(experiment: &Experiment, background: Option<&Background>) -> Result<Design, Vec<Misfit>> {
    let mut plans = Plans { experiment, background, plans: Vec::new(), made: Vec::new(), misfits: Vec::new() };
    let rows = experiment.expectations.iter().map(|row| plans.row(row)).collect();
    let unknown = plans.unknown_rungs();
    plans.misfits.extend(unknown);
    if plans.misfits.is_empty() { Ok(Design { plans: plans.plans, rows }) } else { Err(plans.misfits) }
}

/// The plans of a design as far as they were asked for.
struct Plans<'a> {
    experiment: &'a Experiment,
    background: Option<&'a Background>,
    plans: Vec<Plan>,
    /// The level and the week of the horizon (none: as the scenario says) of each plan.
    made: Vec<(usize, Option<u32>)>,
    misfits: Vec<Misfit>,
}

impl Plans<'_> {
    fn row(&mut self, row: &Expectation) -> Row {
        let last = self.experiment.levels.len() - 1;
        let steps = || (1..=last).map(|level| (level, level - 1));
        let main: Vec<(usize, usize)> = match (row.direction, &row.comparison) {
            (Direction::Peaks(at), _) => vec![(at, 0), (at, last)],
            (_, Comparison::Levels) => vec![(last, 0)],
            (_, Comparison::Than(_, at) | Comparison::Against(_, at)) => vec![(*at, *at)],
        };
        let scan: Vec<(usize, usize)> = match &row.comparison {
            _ if self.background.is_some() => Vec::new(),
            Comparison::Levels => steps().collect(),
            _ => (0..=last).map(|level| (level, level)).collect(),
        };
        let mut contrasts = |pairs: Vec<(usize, usize)>| -> Vec<Contrast> {
            pairs.into_iter().filter_map(|(level, other)| self.contrast(row, level, other)).collect()
        };
        Row { main: contrasts(main), scan: contrasts(scan) }
    }

    fn contrast(&mut self, row: &Expectation, level: usize, other: usize) -> Option<Contrast> {
        let ratio = match &row.measure {
            Measure::Ratio(ratio) => ratio,
            Measure::Tells { kind, from, at_week } => {
                let [whole, early] = [None, Some(*at_week)].map(|week| self.plan(level, week));
                let (whole, early) = (whole?, early?);
                let plan = &self.plans[early];
                let axis = Axis::new(from.grid(), plan, plan.largest_frozen());
                let (kind, from) = (kind.bind(&self.plans[whole]), from.bind(plan));
                return Some(Contrast::Tells(Tells { early, whole, kind, from, axis }));
            }
        };
        let first = Term::Observed(self.observed(ratio, level)?);
        let second = match &row.comparison {
            Comparison::Levels => Term::Observed(self.observed(ratio, other)?),
            Comparison::Than(than, _) => Term::Observed(self.observed(than, level)?),
            Comparison::Against(number, _) => Term::Constant(*number),
        };
        Some(Contrast::Difference(first, second))
    }

    fn observed(&mut self, ratio: &RatioMeasure, level: usize) -> Option<Observed> {
        let plan = self.plan(level, None)?;
        let bind = |observable: &Observable| observable.bind(&self.plans[plan]);
        let among = ratio.among.iter().map(|(holds, observable)| (*holds, bind(observable))).collect();
        Some(Observed { plan, of: bind(&ratio.of), share: ratio.share, per: ratio.per.as_ref().map(bind), among })
    }

    /// The position of the plan of `level`, cut off at `week` if one is given; compiled on first use.
    fn plan(&mut self, level: usize, week: Option<u32>) -> Option<usize> {
        if let Some(position) = self.made.iter().position(|made| *made == (level, week)) {
            return Some(position);
        }
        match compiled(self.experiment, &self.experiment.levels[level], self.background, week) {
            Ok(plan) => {
                self.plans.push(plan);
                self.made.push((level, week));
                Some(self.plans.len() - 1)
            }
            Err(misfits) => {
                self.misfits.extend(misfits);
                None
            }
        }
    }

    /// Rows about a rung that no plan has.
    fn unknown_rungs(&self) -> Vec<Misfit> {
        let known = |id: &str| self.plans.iter().any(|plan| plan.rungs.iter().any(|rung| rung.id == id));
        let rows = self.experiment.expectations.iter().filter_map(|row| {
            let absent =
                row.observables().into_iter().filter_map(|observable| observable.rung()).find(|id| !known(id))?;
            let diagnostic = Diagnostic::new("", format!("no level has a rung `{absent}`"));
            Some(Misfit { span: row.span.clone(), diagnostic })
        });
        if self.misfits.is_empty() { rows.collect() } else { Vec::new() }
    }
}

fn compiled(
    experiment: &Experiment,
    level: &Level,
    background: Option<&Background>,
    week: Option<u32>,
) -> Result<Plan, Vec<Misfit>> {
    let background_sets = background.map_or(&[][..], |background| &background.set);
    let mut sets: Vec<String> = [background_sets, &experiment.set, &level.set].concat();
    sets.extend(week.map(|week| format!("horizon_weeks={week}")));
    let place =
        background.map_or(String::new(), |background| format!("against the background `{}`: ", background.name));
    let misfit = |message: String, help: &str| Misfit {
        span: level.span.clone(),
        diagnostic: Diagnostic::new("", format!("{place}{message}")).help(help),
    };
    // A level may set anew what its experiment or a background sets.
    let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
    let checked = scenario::read_over(&level.scenario, over).map_err(|faults| {
        let told = |fault: &scenario::Fault| {
            let key = if fault.key.is_empty() { String::new() } else { format!("{}: ", fault.key) };
            let found = if fault.found.is_empty() { String::new() } else { format!(" ({})", fault.found) };
            misfit(format!("{}: {key}{}{found}", fault.file, fault.message), &fault.help)
        };
        faults.faults().iter().map(told).collect::<Vec<_>>()
    })?;
    Plan::compile(&checked.scenario).map_err(|error| vec![misfit(error.to_string(), "")])
}
