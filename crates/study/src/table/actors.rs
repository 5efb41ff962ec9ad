//! `actors.csv`: what bodies, objectors, spoilers and parties did.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::tally::{BodyCounts, ObjectorCounts, PartyCounts, SpoilerCounts, from_fixed};

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("actor", Kind::Text, "", "Id of the actor."),
    ("name", Kind::Text, "", "Its name, for people."),
    ("kind", Kind::Text, "", "What it is: party, body, objector or spoiler. Figures of other kinds are empty."),
    TRIALS,
    ("reviews", Kind::Count, "reviews", "Bodies: reviews concluded, over all trials."),
    ("vetoes", Kind::Count, "reviews", "Bodies: reviews that ended in a veto, over all trials."),
    ("veto_share", Kind::Share, "share", "Bodies: vetoes / reviews."),
    ("trials_with_veto_share", Kind::Share, "share", "Bodies: trials with at least one veto."),
    (
        "median_review_weeks",
        Kind::Real,
        "weeks",
        "Bodies: median over trials of the mean length of a review, to the nearest quarter of a week.",
    ),
    ("objections", Kind::Count, "objections", "Objectors: objections registered, over all trials."),
    ("trials_with_objection_share", Kind::Share, "share", "Objectors: trials with at least one objection."),
    ("attacks", Kind::Count, "attacks", "Spoilers: attacks carried out, over all trials."),
    ("trials_with_attack_share", Kind::Share, "share", "Spoilers: trials with at least one attack."),
    ("claims", Kind::Real, "promises", "Parties: what was announced, in promises, over all trials."),
    ("deeds", Kind::Count, "deliveries", "Parties: deliveries that a check let pass, over all trials."),
    ("claims_per_clean_check", Kind::Real, "ratio", "Parties: claims / deeds."),
    ("alarms", Kind::Count, "alarms", "Parties: alarms about it, over all trials."),
    ("forgiven", Kind::Count, "alarms", "Parties: of these, forgiven."),
    ("breaches", Kind::Count, "breaches", "Parties: deliveries not complied with in truth, over all trials."),
    ("refusals", Kind::Count, "offers", "Parties: offers and renewals refused, over all trials."),
    (
        "turnovers",
        Kind::Count,
        "changes",
        "Parties: changes of government in the life of the channel, over all trials.",
    ),
    ("trials_stopped", Kind::Count, "trials", "Parties and bodies: trials in which it was what stopped the ladder."),
    ("trials_stopped_share", Kind::Share, "share", "trials_stopped / trials."),
    (
        "trials_stopped_lo",
        Kind::Share,
        "share",
        "Lower end of the 95 % interval of that share from chance alone (Wilson).",
    ),
    ("trials_stopped_hi", Kind::Share, "share", "Upper end of the same interval."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "actors",
        description: "A row is an actor of a scenario: the parties, then bodies, objectors and spoilers by id.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let (plan, actors) = (result.plan, &result.record().actors);
    let parties = plan.parties.iter().zip(&actors.parties).map(|(party, counts)| party_row(result, &party.id, counts));
    let bodies = plan.bodies.iter().zip(&actors.bodies).map(|(body, counts)| body_row(result, &body.id, counts));
    let objectors = plan.objectors.iter().zip(&actors.objectors);
    let objectors = objectors.map(|(objector, counts)| objector_row(result, &objector.id, counts));
    let spoilers = plan.spoilers.iter().zip(&actors.spoilers);
    let spoilers = spoilers.map(|(spoiler, counts)| spoiler_row(result, &spoiler.id, counts));
    parties.chain(bodies).chain(objectors).chain(spoilers).collect()
}

/// The name of an actor of one kind.
fn name<'a>(result: &ScenarioResult<'a>, id: &str, kind: &str) -> Option<&'a str> {
    let scenario = result.scenario;
    let mut named: Box<dyn Iterator<Item = (&String, &String)>> = match kind {
        "party" => Box::new(scenario.parties.iter().map(|party| (&party.id, &party.name))),
        "body" => Box::new(scenario.bodies.iter().map(|body| (&body.id, &body.name))),
        "objector" => Box::new(scenario.objectors.iter().map(|objector| (&objector.id, &objector.name))),
        _ => Box::new(scenario.spoilers.iter().map(|spoiler| (&spoiler.id, &spoiler.name))),
    };
    named.find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
}

/// A row with nothing but the actor's name, to be filled by column name.
fn blank(result: &ScenarioResult<'_>, id: &str, kind: &str) -> Vec<Cell> {
    let mut row = row![result.stem(), id, name(result, id, kind), kind, result.record().trials];
    row.resize(COLUMNS.len(), Cell::Empty);
    row
}

fn fill<const N: usize>(mut row: Vec<Cell>, cells: [(&str, Cell); N]) -> Vec<Cell> {
    for (name, cell) in cells {
        let column = COLUMNS.iter().position(|column| column.0 == name);
        row[column.expect("a column of this table")] = cell;
    }
    row
}

fn stopped(row: Vec<Cell>, count: u64, trials: u64) -> Vec<Cell> {
    let [low, high] = share_interval(count, trials);
    let cells = [
        ("trials_stopped", count.into()),
        ("trials_stopped_share", share(count, trials).into()),
        ("trials_stopped_lo", low.into()),
        ("trials_stopped_hi", high.into()),
    ];
    fill(row, cells)
}

fn body_row(result: &ScenarioResult<'_>, id: &str, body: &BodyCounts) -> Vec<Cell> {
    let trials = result.record().trials;
    let review = body.review_length.quantile(0.5).map(|bin| result.tally.review_axis().point(bin));
    let cells = [
        ("reviews", body.reviews.into()),
        ("vetoes", body.vetoes.into()),
        ("veto_share", share(body.vetoes, body.reviews).into()),
        ("trials_with_veto_share", share(body.trials_with_veto, trials).into()),
        ("median_review_weeks", review.into()),
    ];
    stopped(fill(blank(result, id, "body"), cells), body.trials_stopped, trials)
}

fn objector_row(result: &ScenarioResult<'_>, id: &str, objector: &ObjectorCounts) -> Vec<Cell> {
    let any = share(objector.trials_with_objection, result.record().trials);
    let cells = [("objections", objector.objections.into()), ("trials_with_objection_share", any.into())];
    fill(blank(result, id, "objector"), cells)
}

fn spoiler_row(result: &ScenarioResult<'_>, id: &str, spoiler: &SpoilerCounts) -> Vec<Cell> {
    let any = share(spoiler.trials_with_attack, result.record().trials);
    fill(blank(result, id, "spoiler"), [("attacks", spoiler.attacks.into()), ("trials_with_attack_share", any.into())])
}

fn party_row(result: &ScenarioResult<'_>, id: &str, party: &PartyCounts) -> Vec<Cell> {
    let claims = party.claims.0 as f64 * from_fixed(1);
    let cells = [
        ("claims", claims.into()),
        ("deeds", party.deeds.into()),
        ("claims_per_clean_check", party.claims.mean(party.deeds).into()),
        ("alarms", party.alarms.into()),
        ("forgiven", party.forgiven.into()),
        ("breaches", party.breaches.into()),
        ("refusals", party.refusals.into()),
        ("turnovers", party.turnovers.into()),
    ];
    stopped(fill(blank(result, id, "party"), cells), party.trials_stopped, result.record().trials)
}
