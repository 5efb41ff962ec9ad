//! What a calibration found: targets beside what the worlds say of them, what they teach about the keys, which of them
//! contradict each other, and how the search went.

use super::finding::{Finding, KeyMark, Picture, TargetMark, shown};
use super::read::CalibrationRows;
use crate::cell::significant;
use crate::estimate::Estimate;
use detente_engine::statistics::Interval;
use detente_study::calibrate::{
    FitRow, FitStatus, LITTLE_LEARNED, MISSED, PosteriorRow, RULED_OUT, TargetPairRow, WaveRow, by_information,
};
use detente_study::figure::{Figure, Unit};
use detente_study::table::{Table, counted, grouped, share_percent};
use detente_study::target::Compares;

/// Targets that the picture shows; the table has all.
const MOST_TARGETS: usize = 60;
/// Keys that the picture shows.
const MOST_KEYS: usize = 25;
/// Pairs of targets that are listed.
const MOST_PAIRS: usize = 12;
/// Keys that are named at the head.
const NAMED: usize = 3;
/// Worlds below which few lie beyond the ends of a range of nine tenths.
const FEW_WORLDS: f64 = 100.0;

impl TargetMark {
    fn new(row: &FitRow) -> Self {
        let spread = |low: Option<f64>, middle: Option<f64>, high: Option<f64>| {
            Some(Estimate { value: middle?, low: low?, high: high? })
        };
        Self {
            id: row.target.clone(),
            measured: row.measured.clone(),
            unit: Figure::parse(&row.figure).map_or(Unit::Number(""), |figure| figure.unit()),
            compares: *Compares::ALL.iter().find(|way| way.word() == row.compares).unwrap_or(&Compares::Yes),
            target: Estimate { value: row.value, low: row.value_lo, high: row.value_hi },
            before: spread(row.prior_p05, row.prior_p50, row.prior_p95),
            after: spread(row.posterior_p05, row.posterior_p50, row.posterior_p95),
            left_out: spread(row.left_out_p05, row.left_out_p50, row.left_out_p95),
            miss: row.miss,
            held_out: is_yes(&row.held_out),
            status: row.status,
        }
    }

    /// Id and what is measured.
    pub(crate) fn label(&self) -> String {
        if self.measured.is_empty() { self.id.clone() } else { format!("{} {}", self.id, self.measured) }
    }

    /// How far off it is, to be sorted by: what no world comes near before what is missed.
    pub(super) fn off(&self) -> f64 {
        let beyond = if self.status == FitStatus::Unreachable { 1e6 } else { 0.0 };
        beyond + self.miss.map_or(f64::INFINITY, f64::abs)
    }

    /// Target, before and after in words, with what is thought of it.
    pub(crate) fn figures(&self) -> String {
        let bound = match self.compares {
            Compares::AtMost => "at most ",
            Compares::AtLeast => "at least ",
            Compares::Yes | Compares::No => "",
        };
        let undefined = || "undefined".to_owned();
        format!(
            "{}: target {bound}{}, before {}, after {}",
            self.verdict(),
            self.written(self.target.value),
            self.before.map_or_else(undefined, |before| self.written(before.value)),
            self.after.map_or_else(undefined, |after| self.spread(after)),
        )
    }

    /// What worlds say of it that were weighted without it, in words.
    pub(crate) fn foretold(&self) -> Option<String> {
        self.left_out.map(|left_out| self.spread(left_out))
    }

    /// A figure in its unit.
    pub(crate) fn written(&self, figure: f64) -> String {
        self.unit.written(figure).trim_end().to_owned()
    }

    fn spread(&self, Estimate { value, low, high }: Estimate) -> String {
        let range = self.unit.range(Interval { low, high });
        format!("{} ({})", self.written(value), range.trim_end())
    }

    fn verdict(&self) -> String {
        let word = match (self.status, self.miss) {
            (FitStatus::Missed, Some(miss)) => {
                let side = if miss > 0.0 { "above" } else { "below" };
                format!("missed, {:.1} standard deviations {side} it", miss.abs())
            }
            (status, _) => status.word().to_owned(),
        };
        if self.held_out { format!("held out, {word}") } else { word }
    }
}

impl KeyMark {
    fn new(row: &PosteriorRow) -> Self {
        Self {
            label: row.name().to_owned(),
            before: Estimate { value: row.prior_p50, low: row.prior_p05, high: row.prior_p95 },
            after: Estimate { value: row.posterior_p50, low: row.posterior_p05, high: row.posterior_p95 },
            quartiles: [row.posterior_p25, row.posterior_p75],
            information: row.information,
        }
    }

    /// What was learned of it, in words.
    pub(crate) fn figures(&self) -> String {
        format!("before {}, after {}, {}", spread(&self.before), spread(&self.after), self.bits())
    }

    /// Information gained, in words.
    pub(crate) fn bits(&self) -> String {
        bits(self.information)
    }

    /// Information gained, in bits.
    pub(crate) fn information(&self) -> f64 {
        self.information
    }
}

/// A value of a key in few digits.
pub(crate) fn short(value: f64) -> String {
    significant(value, 3)
}

/// A median of a key with the range around it.
pub(crate) fn spread(estimate: &Estimate) -> String {
    format!("{} ({} to {})", short(estimate.value), short(estimate.low), short(estimate.high))
}

fn bits(information: f64) -> String {
    format!("{information:.2} bits")
}

fn is_yes(word: &str) -> bool {
    word == "yes"
}

/// `words` as a list in a sentence.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What was found, what is learned, and what it rests on.
pub(super) fn opening(rows: &CalibrationRows) -> Vec<String> {
    vec![met(&rows.fit), learned(&rows.posterior), rests_on(rows)]
}

/// How many targets are met, with the names of the others.
fn met(fit: &[FitRow]) -> String {
    let of = |status: FitStatus| -> Vec<String> {
        fit.iter().filter(|row| row.status == status).map(|row| row.target.clone()).collect()
    };
    let all = counted(fit.len(), "target");
    let [met, missed, unreachable] = [FitStatus::Met, FitStatus::Missed, FitStatus::Unreachable].map(of);
    let others = |ids: &[String], word: &str| match ids {
        [] => format!("none {word}"),
        ids => format!("{} {word} ({})", ids.len(), listed(ids)),
    };
    let held_out: Vec<&FitRow> = fit.iter().filter(|row| is_yes(&row.held_out)).collect();
    let held_out_met = held_out.iter().filter(|row| row.status == FitStatus::Met).count();
    let apart = match held_out.len() {
        0 => String::new(),
        all => format!(" Of those held out, which had no part in the weights: {held_out_met} of {all}."),
    };
    format!(
        "{} of {all} are met, {} and {}.{apart}",
        met.len(),
        others(&missed, "missed"),
        others(&unreachable, "out of reach"),
    )
}

fn learned(posterior: &[PosteriorRow]) -> String {
    let keys = by_information(posterior);
    let learned = keys.iter().filter(|row| row.is_learned()).count();
    let all = counted(keys.len(), "free key");
    if learned == 0 {
        return format!("The targets teach next to nothing about any of {all}.");
    }
    let most: Vec<String> = keys.iter().take(learned.min(NAMED)).map(|row| row.name().to_owned()).collect();
    format!("The targets teach something about {learned} of {all}, most about {}.", listed(&most))
}

fn rests_on(rows: &CalibrationRows) -> String {
    let points: u64 = rows.waves.iter().map(|wave| wave.points).sum();
    let trials: u64 = rows.waves.iter().map(|wave| wave.points * wave.trials).sum();
    let worth = rows.waves.last().map_or(0.0, |wave| wave.effective);
    let few = if worth < FEW_WORLDS {
        " So few leave the ends of the ranges after rough: more waves narrow that."
    } else {
        ""
    };
    format!(
        "This rests on targets.csv, on the ranges of {} as they stand before, and on {} trials of {} worlds, which at the tolerance of the targets are worth {} equally weighted ones.{few}",
        counted(by_information(&rows.posterior).len(), "free key"),
        grouped(trials),
        grouped(points),
        grouped(worth.round() as u64),
    )
}

/// Everything that is shown of a calibration.
pub(super) fn findings(rows: &CalibrationRows) -> Vec<Finding> {
    let pictures = [targets(&rows.fit), learned_of(&rows.posterior)].into_iter().flatten();
    pictures.chain([contradictions(&rows.pairs), search(&rows.waves)]).collect()
}

/// Every target; of too many to show each, those that are missed most.
fn targets(fit: &[FitRow]) -> Option<Finding> {
    let mut own: Vec<&FitRow> = fit.iter().collect();
    let all = own.len();
    if all > MOST_TARGETS {
        own.sort_by(|one, other| TargetMark::new(other).off().total_cmp(&TargetMark::new(one).off()));
        own.truncate(MOST_TARGETS);
    }
    // Shares share an axis and stand together.
    own.sort_by_key(|row| TargetMark::new(row).unit != Unit::Share);
    let marks: Vec<TargetMark> = own.iter().map(|row| TargetMark::new(row)).collect();
    let farthest = marks.iter().max_by(|one, other| one.off().total_cmp(&other.off()))?;
    let rows: Vec<FitRow> = own.into_iter().cloned().collect();
    let miss = farthest.miss.map_or("undefined".to_owned(), |miss| format!("{:.1} standard deviations", miss.abs()));
    Some(Finding {
        name: "targets".to_owned(),
        heading: "What the worlds say of the targets".to_owned(),
        sentence: format!("The worlds come least near to {}: {miss} off.{}", farthest.label(), not_foretold(fit)),
        left_out: shown(marks.len(), all, "targets, by how far off they are"),
        listed: Vec::new(),
        rows: Table::of(&rows),
        picture: Some(Picture::Targets(marks)),
    })
}

/// The targets that counted and that the others do not foretell.
fn not_foretold(fit: &[FitRow]) -> String {
    let is_off = |row: &&FitRow| !is_yes(&row.held_out) && row.left_out_miss.is_none_or(|miss| miss.abs() > MISSED);
    let own: Vec<&FitRow> = fit.iter().filter(is_off).collect();
    let named = |row: &&FitRow| {
        let miss = row.left_out_miss.unwrap_or(f64::INFINITY).abs();
        format!("{} ({miss:.1} standard deviations off without it)", row.target)
    };
    match own.as_slice() {
        [] => " Each is foretold by the others: without it the worlds still come within two standard deviations."
            .to_owned(),
        own => format!(" The others do not foretell {}.", listed(&own.iter().map(named).collect::<Vec<_>>())),
    }
}

/// Keys of which something is learned, in the picture; all in the table.
fn learned_of(posterior: &[PosteriorRow]) -> Option<Finding> {
    let keys = by_information(posterior);
    let first = keys.first()?;
    let learned = keys.iter().filter(|row| row.is_learned()).count();
    let marks: Vec<KeyMark> = keys[..learned].iter().take(MOST_KEYS).map(|row| KeyMark::new(row)).collect();
    let most = match learned {
        0 => "The targets teach next to nothing about any key.".to_owned(),
        _ => format!("The targets teach most about {}: {}.", first.name(), bits(first.information)),
    };
    let others = match keys.len() - learned {
        0 => String::new(),
        others => {
            format!(" Next to nothing (less than {}) is learned of {}.", bits(LITTLE_LEARNED), counted(others, "key"))
        }
    };
    let mut rows: Vec<PosteriorRow> = posterior.to_vec();
    rows.sort_by(|one, other| other.information.total_cmp(&one.information));
    Some(Finding {
        name: "learned".to_owned(),
        heading: "What the targets teach about each key".to_owned(),
        sentence: format!("{most}{others}"),
        left_out: shown(marks.len(), learned, "keys of which something is learned"),
        listed: Vec::new(),
        rows: Table::of(&rows),
        picture: (!marks.is_empty()).then_some(Picture::Keys(marks)),
    })
}

/// Pairs of targets that no world meets together.
fn contradictions(pairs: &[TargetPairRow]) -> Finding {
    let mut own: Vec<TargetPairRow> = pairs.iter().filter(|row| !is_yes(&row.met)).cloned().collect();
    own.sort_by(|one, other| other.nearest.total_cmp(&one.nearest));
    let all = own.len();
    let listed = own.iter().take(MOST_PAIRS).map(|row| {
        let nearest = row.nearest;
        format!(
            "{} and {}: the nearest world is {nearest:.1} standard deviations off one of them.",
            row.target, row.other
        )
    });
    let sentence = match all {
        0 => format!(
            "No two targets contradict each other: for each of {} some world comes within {RULED_OUT} standard deviations of both.",
            counted(pairs.len(), "pair")
        ),
        all => format!("No world meets both targets of {} of {}.", counted(all, "pair"), pairs.len()),
    };
    Finding {
        name: "contradictions".to_owned(),
        heading: "Which targets contradict each other".to_owned(),
        sentence,
        left_out: shown(all.min(MOST_PAIRS), all, "pairs; target_pairs.csv has all"),
        listed: listed.collect(),
        rows: Table::of(&own.iter().take(MOST_PAIRS).cloned().collect::<Vec<_>>()),
        picture: None,
    }
}

/// How the search went.
fn search(waves: &[WaveRow]) -> Finding {
    let sentence = waves.last().map_or(String::new(), |last| {
        format!(
            "{}, each further one drawn from where those before it came near the targets. Ruled out by no target: {} of the worlds of the first, {} of those of the last.",
            counted(waves.len(), "wave"),
            share_percent(waves[0].not_ruled_out),
            share_percent(last.not_ruled_out),
        )
    });
    Finding {
        name: "search".to_owned(),
        heading: "How the search went".to_owned(),
        sentence,
        left_out: String::new(),
        listed: Vec::new(),
        rows: Table::of(waves),
        picture: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_study::table::{Cell, Column, Kind, TableRow as _};

    fn target(target: &str, status: FitStatus, held_out: &str, misses: [f64; 2]) -> FitRow {
        let cell = |column: &Column| match (column.name.as_ref(), column.kind) {
            ("status", _) => Cell::from("met"),
            ("compares", _) => Cell::from("yes"),
            (_, Kind::Text) => Cell::from("incidents_per_month"),
            _ => Cell::Number(0.5),
        };
        let cells: Vec<Cell> = FitRow::columns().iter().map(cell).collect();
        let [miss, left_out_miss] = misses.map(Some);
        let (target, held_out) = (target.to_owned(), held_out.to_owned());
        FitRow { target, status, held_out, miss, left_out_miss, ..FitRow::of_cells(&cells).expect("a row") }
    }

    fn key(key: &str, example: &str, information: f64) -> PosteriorRow {
        let cell = |column: &Column| match column.kind {
            Kind::Text => Cell::from(""),
            Kind::Count => Cell::Count(1),
            _ => Cell::Number(0.5),
        };
        let cells: Vec<Cell> = PosteriorRow::columns().iter().map(cell).collect();
        let (key, example) = (key.to_owned(), example.to_owned());
        PosteriorRow { key, example, information, ..PosteriorRow::of_cells(&cells).expect("a row") }
    }

    #[test]
    fn what_is_not_met_is_named_and_what_was_held_out_is_counted_apart() {
        let rows = [
            target("A", FitStatus::Met, "yes", [0.1, 0.1]),
            target("B", FitStatus::Missed, "yes", [-2.5, -2.5]),
            target("C", FitStatus::Unreachable, "no", [1.0, 1.0]),
            target("D", FitStatus::Missed, "no", [3.0, 4.0]),
        ];
        assert_eq!(
            met(&rows),
            "1 of 4 targets are met, 2 missed (B and D) and 1 out of reach (C). Of those held out, which had no part in the weights: 1 of 2."
        );
        assert_eq!(not_foretold(&rows), " The others do not foretell D (4.0 standard deviations off without it).");
        assert!(
            TargetMark::new(&rows[1]).figures().starts_with("held out, missed, 2.5 standard deviations below it: ")
        );
        let found = targets(&rows).expect("targets");
        assert!(found.sentence.starts_with("The worlds come least near to C "), "{}", found.sentence);
    }

    #[test]
    fn a_key_with_several_defaults_counts_once_and_one_below_the_threshold_is_not_learned_of() {
        let rows = [
            key("default.party.pressure", "party.a.pressure", 0.2),
            key("default.party.pressure", "party.b.pressure", 0.2),
            key("rung.first.detection", "rung.first.detection", LITTLE_LEARNED),
            key("messaging.ambiguity", "messaging.ambiguity", 0.0499),
        ];
        assert_eq!(
            learned(&rows),
            "The targets teach something about 2 of 3 free keys, most about party.pressure and rung.first.detection."
        );
        let found = learned_of(&rows).expect("keys");
        assert!(
            found.sentence.ends_with("Next to nothing (less than 0.05 bits) is learned of 1 key."),
            "{}",
            found.sentence
        );
        assert_eq!(found.rows.rows.len(), 4, "the table has every row");
        let nothing = learned_of(&rows[3..]).expect("keys");
        assert!(nothing.picture.is_none() && nothing.sentence.starts_with("The targets teach next to nothing"));
    }
}
