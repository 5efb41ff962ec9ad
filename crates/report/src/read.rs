//! What a report shows of a scenario, read from the published tables.

use super::bound::shown_in_full;
use super::model::{
    Basis, Body, CauseShare, Estimate, Horizon, OutcomeShare, Provenance, Report, Rung, ScenarioReport, Simulated,
    Trust, Value, Week,
};
use super::observed::{self, Observed};
use super::overview::Overview;
use super::view::{self, Row, View};
use super::watch::Watch;
use super::{cell, words};
use detente_engine::domain::{Cause, Outcome};
use detente_study::table::Table;

impl<'a> Report<'a> {
    /// Reads what is shown from the published `tables`, among it how many trials went as was observed. Of more than
    /// [`super::MOST_SHOWN`] scenarios the summary must be whole; the other tables need no rows but those of the scenarios
    /// that [`shown_in_full`] names.
    #[must_use]
    pub fn new(tables: &'a [Table], mut provenance: Provenance) -> Self {
        provenance
            .scenarios
            .iter_mut()
            .for_each(|simulated| simulated.kept = observed::kept(tables, &simulated.scenario));
        let shown = shown_in_full(view::table(tables, "summary"));
        let full = |simulated: &Simulated| match &shown {
            None => Some(scenario(tables, simulated)),
            Some(shown) => {
                let because = Some(shown.get(&simulated.scenario)?.join(", "));
                Some(ScenarioReport { because, ..scenario(tables, simulated) })
            }
        };
        let scenarios = provenance.scenarios.iter().filter_map(full).collect();
        let overview = shown.as_ref().map(|_| Overview::read(tables, provenance.varied.as_ref()));
        Self { provenance, scenarios, overview, tables }
    }
}

/// What is shown of one scenario, read from the published `tables`.
fn scenario(tables: &[Table], simulated: &Simulated) -> ScenarioReport {
    let view = |name: &str| View::of(tables, name, &simulated.scenario);
    let summary = view("summary").rows().next().expect("every scenario has a row in the summary");
    let parameters = view("parameters");
    let mut report = ScenarioReport {
        simulated: simulated.clone(),
        title: words::title(summary.text("title"), simulated),
        because: None,
        start: summary.date("start_date"),
        horizon_weeks: summary.number("horizon_weeks").unwrap_or_default(),
        first_in_force_weeks: first_in_force(&view("quantities")),
        median_end_weeks: summary.number("end_weeks_p50"),
        confrontation_means: value_of(&parameters, "confrontation").to_owned(),
        outcomes: view("outcomes").rows().filter_map(|row| outcome(&row)).collect(),
        causes: causes(&view("causes")),
        weeks: view("timeline").rows().map(|row| week(&row)).collect(),
        confrontation: view("baseline").rows().filter_map(|row| horizon(&row)).collect(),
        rungs: view("rungs").rows().map(|row| rung(&row, &parameters, &view("actors"))).collect(),
        bodies: bodies(&view("actors")),
        bases: ["documented", "press", "judgement", "default"]
            .map(|word| Basis { word, values: summary.count(&format!("values_{word}")) }),
        values: parameters.rows().filter(|row| row.text("basis") != "default").map(|row| value(&row)).collect(),
        observed: Observed::read(tables, &simulated.scenario),
        headline: Vec::new(),
        watch: Watch::read(&view("watch")),
        trouble: Vec::new(),
    };
    report.headline = words::headline(&report);
    report.trouble = words::trouble(&report);
    report
}

fn estimate(row: &Row<'_>, value: &str, low: &str, high: &str) -> Option<Estimate> {
    Some(Estimate { value: row.number(value)?, low: row.number(low)?, high: row.number(high)? })
}

fn value_of<'a>(parameters: &View<'a>, key: &str) -> &'a str {
    parameters.rows().find(|row| row.text("key") == key).map_or("", |row| row.text("value"))
}

fn outcome(row: &Row<'_>) -> Option<OutcomeShare> {
    let outcome = Outcome::from_word(row.text("outcome"))?;
    Some(OutcomeShare {
        outcome,
        count: row.count("count"),
        share: estimate(row, "share", "share_lo", "share_hi")?,
        assumed: row.number("assumed_p05").zip(row.number("assumed_p95")).map(|(low, high)| [low, high]),
    })
}

fn first_in_force(quantities: &View<'_>) -> Option<f64> {
    let own = |row: &Row<'_>| row.text("population") == "all" && row.text("quantity") == "first_in_force_weeks";
    quantities.rows().find(own)?.number("p75")
}

fn causes(view: &View<'_>) -> Vec<CauseShare> {
    let seen = view.rows().filter(|row| row.count("count") > 0);
    let mut causes: Vec<CauseShare> = seen
        .filter_map(|row| {
            let share = estimate(&row, "share", "share_lo", "share_hi")?;
            Some(CauseShare { cause: Cause::from_word(row.text("cause"))?, share })
        })
        .collect();
    causes.sort_by(|one, other| other.share.value.total_cmp(&one.share.value));
    causes
}

fn week(row: &Row<'_>) -> Week {
    let share = |name: &str| row.number(name).unwrap_or_default();
    Week {
        week: share("week"),
        decided: std::array::from_fn(|index| share(Outcome::ALL[index].word())),
        with: share("confrontation"),
        without: row.number("confrontation_no_channel"),
        trust: row
            .number("trust_sender_mean")
            .zip(row.number("trust_target_mean"))
            .map(|(sender, target)| [sender, target]),
    }
}

fn horizon(row: &Row<'_>) -> Option<Horizon> {
    Some(Horizon {
        weeks: row.number("horizon_weeks")?,
        with: estimate(row, "confrontation_share", "confrontation_lo", "confrontation_hi")?,
        without: estimate(
            row,
            "confrontation_share_no_channel",
            "confrontation_no_channel_lo",
            "confrontation_no_channel_hi",
        )?,
        difference: estimate(row, "difference", "difference_lo", "difference_hi")?,
    })
}

fn rung(row: &Row<'_>, parameters: &View<'_>, actors: &View<'_>) -> Rung {
    let label = row.text("rung");
    let id = label.split('.').next().unwrap_or(label);
    let bodies = || actors.rows().filter(|actor| actor.text("kind") == "body");
    let name = |body: &str| {
        let named = bodies().find(|actor| actor.text("actor") == body);
        named.map_or(body, |actor| actor_name(&actor)).to_owned()
    };
    let key = format!("rung.{id}.needs");
    let needs = parameters.rows().find(|row| row.text("key") == key).map(|row| row.text("value"));
    let share = |name: &str| row.number(name).unwrap_or_default();
    Rung {
        position: row.count("position"),
        label: label.to_owned(),
        title: row.text("title").to_owned(),
        // All bodies, where the file does not say which.
        signers: needs.map_or_else(
            || bodies().map(|actor| actor_name(&actor).to_owned()).collect(),
            |needs| needs.split_whitespace().map(name).collect(),
        ),
        stages: ["reached_share", "signed_share", "delivered_share", "in_force_share"].map(share),
        honoured: share("honoured_share"),
        alarmed: share("alarmed_share"),
        stopped: share("stopped_share"),
        trust: ["sender", "target"].map(|party| {
            let mean = |what: &str| row.number(&format!("trust_{party}_{what}_mean"));
            Some(Trust { needed: mean("needed")?, earned: mean("earned")? })
        }),
        mostly: row.number("stopped_mostly_share").map(|share| (row.text("stopped_mostly_by").to_owned(), share)),
    }
}

/// The name of an actor, or its id where it has none.
fn actor_name<'a>(row: &Row<'a>) -> &'a str {
    let name = row.text("name");
    if name.is_empty() { row.text("actor") } else { name }
}

fn bodies(view: &View<'_>) -> Vec<Body> {
    let body = |row: Row<'_>| Body {
        name: actor_name(&row).to_owned(),
        reviews: row.count("reviews"),
        vetoes: row.count("vetoes"),
        veto_share: row.number("veto_share"),
    };
    let mut bodies: Vec<Body> = view.rows().filter(|row| row.text("kind") == "body").map(body).collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(body.vetoes));
    bodies
}

fn value(row: &Row<'_>) -> Value {
    let text = |name: &str| row.text(name).to_owned();
    let given = match row.text("distribution") {
        "" => cell::shown(row.cell("value")),
        distribution => distribution.to_owned(),
    };
    let unit = row.text("unit");
    let value = if unit.is_empty() { given } else { format!("{given} {unit}") };
    Value { key: text("key"), question: text("question"), value, basis: text("basis"), source: text("source") }
}
