//! What `sensitivity` writes: `indices.csv`, `screening.csv`, `boxes.csv`.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::{Cell, Table};
use crate::design::{BoxReport, Effect, IndexEstimate, Indices, MEASURES, Sensitivity, Side};
use detente_engine::plan::Plan;
use detente_engine::statistics::Confidence;

const OUTCOME: Spec =
    ("outcome", Kind::Text, "", "What is explained: an outcome, or confrontation with the channel by the end.");
const LOW: &str = "Lower end of its 95 % interval (Student's, over the scrambles).";
const HIGH: &str = "Upper end of the same interval.";

const INDICES: &[Spec] = &[
    SCENARIO,
    OUTCOME,
    ("share", Kind::Share, "share", "How often it happens, over assumptions and chance."),
    ("input", Kind::Text, "", "The uncertain value; `chance` stands for everything else that is drawn."),
    (
        "first_order",
        Kind::Share,
        "share of variance",
        "Part of the variance between trials that the input accounts for by itself. An estimate below 0 stands for a part too small to be told from 0.",
    ),
    ("first_order_lo", Kind::Share, "share of variance", LOW),
    ("first_order_hi", Kind::Share, "share of variance", HIGH),
    (
        "total",
        Kind::Share,
        "share of variance",
        "Part of the variance between trials in which the input has a hand, chance's choices counted in; 0 only where it never changed how a trial ended.",
    ),
    ("total_lo", Kind::Share, "share of variance", LOW),
    ("total_hi", Kind::Share, "share of variance", HIGH),
    (
        "assumed_part",
        Kind::Share,
        "share of variance",
        "Part of the variance that all inputs together decide, chance averaged out; the same on every row of an outcome.",
    ),
    ("assumed_part_lo", Kind::Share, "share of variance", LOW),
    ("assumed_part_hi", Kind::Share, "share of variance", HIGH),
    (
        "first_order_assumed",
        Kind::Share,
        "share of assumed_part",
        "Of that part, what the input accounts for by itself: by how much it would shrink on average, were the input known. Empty where the part cannot be told from 0.",
    ),
    ("first_order_assumed_lo", Kind::Share, "share of assumed_part", LOW),
    ("first_order_assumed_hi", Kind::Share, "share of assumed_part", HIGH),
    (
        "total_assumed",
        Kind::Share,
        "share of assumed_part",
        "Of that part, what the input has a hand in: what would remain on average, were all others known.",
    ),
    ("total_assumed_lo", Kind::Share, "share of assumed_part", LOW),
    ("total_assumed_hi", Kind::Share, "share of assumed_part", HIGH),
];

const EFFECT_LOW: &str = "Lower end of its 95 % interval (Student's, over the trajectories).";

const SCREENING: &[Spec] = &[
    SCENARIO,
    OUTCOME,
    ("input", Kind::Text, "", "The uncertain value."),
    (
        "effect",
        Kind::Share,
        "share",
        "Mean change of the share when the input moves up by half of its distribution, the others anywhere.",
    ),
    ("effect_lo", Kind::Share, "share", EFFECT_LOW),
    ("effect_hi", Kind::Share, "share", HIGH),
    (
        "effect_size",
        Kind::Share,
        "share",
        "Mean size of the change, whatever its sign; 0 only where the input never changed how a trial ended.",
    ),
    ("effect_size_lo", Kind::Share, "share", EFFECT_LOW),
    ("effect_size_hi", Kind::Share, "share", HIGH),
    (
        "effect_spread",
        Kind::Share,
        "share",
        "Standard deviation of the change: large where it depends on other inputs, and on chance.",
    ),
];

const BOXES: &[Spec] = &[
    SCENARIO,
    OUTCOME,
    ("input", Kind::Text, "", "The uncertain value that the box restricts."),
    ("side", Kind::Text, "", "at_least or at_most."),
    ("bound", Kind::Real, "see parameters", "The last value of the input inside the box."),
    ("share", Kind::Share, "share", "How often it happens over all points counted."),
    ("density", Kind::Share, "share", "How often it happens inside the box."),
    ("density_lo", Kind::Share, "share", "Lower end of its 95 % interval (Student's, over the points inside)."),
    ("density_hi", Kind::Share, "share", HIGH),
    ("coverage", Kind::Share, "share", "Part of all that happens which happens inside the box."),
    ("mass", Kind::Share, "share", "Part of all points counted that lies inside the box."),
    ("trials", Kind::Count, "trials", "Trials counted; none of them had a part in the search."),
    ("chance", Kind::Share, "probability", "How likely as many hits inside would be, did this bound not matter."),
    (
        "found_again",
        Kind::Share,
        "share",
        "Part of twenty searches, each in half of the trials, that bound the same side of the input.",
    ),
];

/// The tables of a study of `plan`, called `stem`.
#[must_use]
pub fn study_tables(stem: &str, plan: &Plan, study: &Sensitivity) -> Vec<Table> {
    let keys: Vec<&str> = plan.uncertain.iter().map(|uncertain| uncertain.key.as_str()).collect();
    let by_measure = |rows: &dyn Fn(usize) -> Vec<Vec<Cell>>| -> Vec<Vec<Cell>> {
        let named = |at: usize| {
            rows(at)
                .into_iter()
                .map(move |row| [vec![Cell::from(stem), Cell::from(MEASURES[at].word().as_str())], row].concat())
        };
        (0..MEASURES.len()).flat_map(named).collect()
    };
    let rows = [
        by_measure(&|at| index_rows(&study.indices[at], &keys)),
        by_measure(&|at| keys.iter().zip(&study.effects[at]).map(|(key, effect)| effect_row(key, effect)).collect()),
        by_measure(&|at| study.boxes[at].iter().flat_map(|found| box_rows(found, &keys)).collect()),
    ];
    study_headers().into_iter().zip(rows).map(|(table, rows)| Table { rows, ..table }).collect()
}

/// The tables of a study without their rows.
#[must_use]
pub fn study_headers() -> Vec<Table> {
    vec![
        Table {
            name: "indices",
            description: "A row is an outcome and an input: how much of what differs between trials it accounts for.",
            columns: columns(INDICES),
            rows: Vec::new(),
        },
        Table {
            name: "screening",
            description: "A row is an outcome and an input: what moving the input up does.",
            columns: columns(SCREENING),
            rows: Vec::new(),
        },
        Table {
            name: "boxes",
            description: "A row is a bound of a box of inputs in which an outcome is frequent; an outcome without rows has no such box.",
            columns: columns(BOXES),
            rows: Vec::new(),
        },
    ]
}

fn index_rows(indices: &Indices, keys: &[&str]) -> Vec<Vec<Cell>> {
    let row = |(factor, key): (usize, &str)| {
        let of_assumed = |all: &[Option<IndexEstimate>]| all.get(factor).copied().flatten();
        [
            row![indices.mean, key],
            cells(indices.first[factor]),
            cells(indices.total[factor]),
            cells(indices.assumed),
            cells(of_assumed(&indices.first_assumed)),
            cells(of_assumed(&indices.total_assumed)),
        ]
        .concat()
    };
    keys.iter().copied().chain(["chance"]).enumerate().map(row).collect()
}

fn effect_row(key: &str, effect: &Effect) -> Vec<Cell> {
    [row![key], cells(Some(effect.mean)), cells(Some(effect.size)), row![effect.spread]].concat()
}

fn box_rows(found: &BoxReport, keys: &[&str]) -> Vec<Vec<Cell>> {
    let row = |bound: &crate::design::Restriction| {
        row![
            keys[bound.input],
            if bound.side == Side::AtLeast { "at_least" } else { "at_most" },
            Cell::exact(Some(bound.bound)),
            found.share,
            found.density,
            found.interval.map(|interval| interval.low),
            found.interval.map(|interval| interval.high),
            found.coverage(),
            found.mass(),
            found.points,
            bound.chance,
            bound.found_again,
        ]
    };
    found.restrictions.iter().map(row).collect()
}

/// An estimate with its interval.
fn cells(estimate: Option<IndexEstimate>) -> Vec<Cell> {
    let interval = estimate.map(|estimate| estimate.interval(Confidence::NINETY_FIVE));
    row![estimate.map(|one| one.value), interval.map(|one| one.low), interval.map(|one| one.high)]
}
