//! What a report shows of a scenario, read from the rows of the published tables.

use super::analysis::AnalysisTables;
use super::as_run::AllAsRun;
use super::bound::shown_in_full;
use super::estimate::Estimate;
use super::model::{
    Answer, Body, CauseShare, Horizon, Judged, OutcomeShare, Provenance, Report, Rung, ScenarioProvenance,
    ScenarioReport, Trust, Value, Week,
};
use super::observed::{self, Observed};
use super::overview::Overview;
use super::page::Embedded;
use super::watch::Watch;
use super::{base_rates, cell, words};
use detente_engine::domain::{ActorKind, Basis};
use detente_engine::trial::Quantity;
use detente_study::table::{
    ActorRow, BaselineRow, CauseRow, CellValue as _, Headline, MONTHS, OutcomeRow, ParameterRow, Population,
    QuantityRow, RunTables, RungRow, TimelineRow, Varied, of_scenario,
};

impl<'a> Report<'a> {
    /// Reads what is shown from the published `tables`, among it how many trials went as was observed. Of more than
    /// [`super::MOST_SHOWN`] scenarios the summary must be whole; the other tables need no rows but those of the scenarios
    /// that [`shown_in_full`] names.
    #[must_use]
    pub fn new(tables: &'a RunTables, mut provenance: Provenance) -> Self {
        provenance
            .scenarios
            .iter_mut()
            .for_each(|simulated| simulated.kept = observed::kept(tables, &simulated.scenario));
        let shown = shown_in_full(&tables.summary, provenance.varied.is_some());
        let full = |simulated: &ScenarioProvenance| match &shown {
            None => Some(scenario(tables, simulated)),
            Some(shown) => {
                let because = Some(shown.get(&simulated.scenario)?.join(", "));
                Some(ScenarioReport { because, ..scenario(tables, simulated) })
            }
        };
        let scenarios = provenance.scenarios.iter().filter_map(full).collect();
        let overview = shown.as_ref().map(|_| Overview::read(tables, provenance.varied.as_ref()));
        let printed = tables.erased(provenance.varied.as_ref().map(Varied::laid).as_ref());
        Self { provenance, scenarios, overview, tables, printed, page: None, compared: None }
    }

    /// The same with the trials told of each scenario, and with a page that simulates the scenarios as run.
    #[must_use]
    pub fn with(mut self, as_run: &AllAsRun) -> Self {
        for scenario in &mut self.scenarios {
            let own = as_run.get(&scenario.simulated.scenario);
            scenario.tales = own.map_or_else(Vec::new, |own| own.tales.clone());
        }
        self.page = Embedded::of(as_run, self.provenance.seed);
        self
    }

    /// The same with what the scenarios change against each other, where they were compared.
    #[must_use]
    pub fn comparing(self, compared: Option<&'a AnalysisTables>) -> Self {
        Self { compared, ..self }
    }
}

/// What is shown of one scenario, read from the published `tables`.
fn scenario(tables: &RunTables, simulated: &ScenarioProvenance) -> ScenarioReport {
    let stem = &simulated.scenario;
    let summary = of_scenario(&tables.summary, stem).first().expect("every scenario has a row in the summary");
    let (parameters, actors) = (of_scenario(&tables.parameters, stem), of_scenario(&tables.actors, stem));
    let (cause_rows, rungs) = (of_scenario(&tables.causes, stem), of_scenario(&tables.rungs, stem));
    let leads = Headline::of_rows(cause_rows, rungs, actors);
    let given = parameters.iter().filter(|row| row.basis != Basis::Default);
    let mut report = ScenarioReport {
        simulated: simulated.clone(),
        title: words::title(&summary.title, simulated),
        because: None,
        parties: parties(actors),
        start: summary.start_date,
        horizon_weeks: summary.horizon_weeks.0,
        first_in_force_weeks: first_in_force(of_scenario(&tables.quantities, stem)),
        median_end_weeks: summary.end_weeks_p50,
        confrontation_means: value_of(parameters, "confrontation").to_owned(),
        outcomes: of_scenario(&tables.outcomes, stem).iter().filter_map(outcome).collect(),
        causes: causes(cause_rows),
        judged: judged(of_scenario(&tables.outcomes, stem), summary.horizon_weeks.0),
        weeks: of_scenario(&tables.timeline, stem).iter().map(week).collect(),
        confrontation: of_scenario(&tables.baseline, stem).iter().filter_map(horizon).collect(),
        base_rates: base_rates::read(of_scenario(&tables.base_rates, stem)),
        rungs: rungs.iter().map(|row| rung(row, parameters, actors)).collect(),
        most_vetoes: leads.body().and_then(|(at, _)| bodies(actors).nth(at)),
        bodies: by_vetoes(actors),
        bases: std::array::from_fn(|at| (Basis::ALL[at], summary.values(Basis::ALL[at]))),
        values: given.map(value).collect(),
        observed: Observed::read(tables, stem),
        leads,
        answer: Answer::default(),
        decides: Vec::new(),
        watch: Watch::read(of_scenario(&tables.watch, stem)),
        trouble: Vec::new(),
        tales: Vec::new(),
    };
    report.answer = Answer::of(&report);
    report.decides = words::decides(&report);
    report.trouble = words::trouble(&report);
    report
}

fn value_of<'a>(parameters: &'a [ParameterRow], key: &str) -> &'a str {
    parameters.iter().find(|row| row.key == key).map_or("", |row| row.value.words())
}

fn outcome(row: &OutcomeRow) -> Option<OutcomeShare> {
    Some(OutcomeShare {
        outcome: row.outcome,
        count: row.count,
        share: Estimate::of(row.share)?,
        assumed: row.assumed_p05.zip(row.assumed_p95).map(|(low, high)| [low, high]),
    })
}

/// The outcomes by every day on which trials are summed up, for as long as they last.
fn judged(rows: &[OutcomeRow], horizon: f64) -> Vec<Judged> {
    let shares = |row: &OutcomeRow| [row.share_26_weeks, row.share_52_weeks, row.share_104_weeks, row.share_260_weeks];
    let at = |nth: usize| {
        let mut by_outcome = [0.0; 4];
        for row in rows {
            by_outcome[row.outcome.index()] = shares(row)[nth]?;
        }
        Some(Judged { weeks: MONTHS[nth].1, shares: by_outcome }).filter(|judged| judged.weeks < horizon)
    };
    (0..MONTHS.len()).filter_map(at).collect()
}

/// The names of the parties, sender first.
fn parties(actors: &[ActorRow]) -> [String; 2] {
    let mut named = actors.iter().filter(|actor| actor.kind == ActorKind::Party).map(|row| row.called().to_owned());
    std::array::from_fn(|at| named.next().unwrap_or_else(|| ["the sender", "the target"][at].to_owned()))
}

fn first_in_force(quantities: &[QuantityRow]) -> Option<f64> {
    let own = |row: &&QuantityRow| row.population == Population::All && row.quantity == Quantity::FirstInForceWeeks;
    quantities.iter().find(own)?.p75
}

fn causes(rows: &[CauseRow]) -> Vec<CauseShare> {
    let seen = rows.iter().filter(|row| row.count > 0);
    let mut causes: Vec<CauseShare> =
        seen.filter_map(|row| Some(CauseShare { cause: row.cause, share: Estimate::of(row.share)? })).collect();
    causes.sort_by(|one, other| other.share.value.total_cmp(&one.share.value));
    causes
}

fn week(row: &TimelineRow) -> Week {
    Week {
        week: row.week.0,
        with: row.confrontation.unwrap_or_default(),
        without: row.confrontation_no_channel,
        trust: row.trust_sender_mean.zip(row.trust_target_mean).map(|(sender, target)| [sender, target]),
    }
}

fn horizon(row: &BaselineRow) -> Option<Horizon> {
    Some(Horizon {
        weeks: row.horizon_weeks.0,
        with: Estimate::of(row.confrontation_share)?,
        without: Estimate::of(row.confrontation_share_no_channel)?,
        difference: Estimate::of(row.difference)?,
        over_worlds: row
            .higher_share
            .zip(row.assumed_p05.zip(row.assumed_p95))
            .map(|(higher, (low, high))| (1.0 - higher, [low, high])),
        gained_weeks: Estimate::of(row.restricted_mean_difference),
    })
}

fn rung(row: &RungRow, parameters: &[ParameterRow], actors: &[ActorRow]) -> Rung {
    let id = row.rung.split('.').next().unwrap_or(&row.rung);
    let of_bodies = || actors.iter().filter(|actor| actor.kind == ActorKind::Body);
    let name = |body: &str| of_bodies().find(|actor| actor.actor == body).map_or(body, ActorRow::called).to_owned();
    let key = format!("rung.{id}.needs");
    let needs = parameters.iter().find(|row| row.key == key).map(|row| row.value.words());
    let trust = |needed: Option<f64>, earned: Option<f64>| Some(Trust { needed: needed?, earned: earned? });
    let share = |share| Estimate::of(share).unwrap_or(Estimate { value: 0.0, low: 0.0, high: 0.0 });
    Rung {
        position: row.position,
        label: row.rung.clone(),
        title: row.title.clone(),
        // All bodies, where the file does not say which.
        signers: needs.map_or_else(
            || of_bodies().map(|actor| actor.called().to_owned()).collect(),
            |needs| needs.split_whitespace().map(name).collect(),
        ),
        delivered: share(row.delivered_share),
        in_force: share(row.in_force_share),
        honoured: row.honoured_share.unwrap_or_default(),
        alarmed: row.alarmed_share.unwrap_or_default(),
        stopped: share(row.stopped_share),
        trust: [
            trust(row.trust_sender_needed_mean, row.trust_sender_earned_mean),
            trust(row.trust_target_needed_mean, row.trust_target_earned_mean),
        ],
        mostly: row.stopped_mostly_by.zip(row.stopped_mostly_share),
    }
}

/// The bodies, in the order of the file.
fn bodies(actors: &[ActorRow]) -> impl Iterator<Item = Body> {
    actors.iter().filter(|actor| actor.kind == ActorKind::Body).map(|row| Body {
        name: row.called().to_owned(),
        reviews: row.reviews.unwrap_or_default(),
        vetoes: row.vetoes.unwrap_or_default(),
        veto_share: row.veto_share,
    })
}

fn by_vetoes(actors: &[ActorRow]) -> Vec<Body> {
    let mut bodies: Vec<Body> = bodies(actors).collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(body.vetoes));
    bodies
}

fn value(row: &ParameterRow) -> Value {
    let given = if row.distribution.is_empty() { cell::shown(&row.value.cell()) } else { row.distribution.clone() };
    let value = if row.unit.is_empty() { given } else { format!("{given} {}", row.unit) };
    let (question, source) = (row.question.to_string(), row.source.to_string());
    Value { key: row.key.clone(), question, value, basis: row.basis, source }
}
