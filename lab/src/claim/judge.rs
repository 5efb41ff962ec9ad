//! From tallies to findings: does each expectation hold, and where.

use super::effect::EffectEstimate;
use super::model::{Claim, ClaimList, Direction, Expectation, Experiment, Measure};
use super::simulate::RowTally;
use detente_engine::statistics::{Confidence, Interval, holm};

/// The chance, over all rows together, that a row is said to hold although what it expects is not so.
pub(super) const FAMILY_ERROR: f64 = 0.01;
/// The level of the intervals by which steps and backgrounds are read.
pub(super) const SCAN_LEVEL: f64 = 0.999;

/// Whether what is expected was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was, beyond what chance could do.
    Holds,
    /// Too little is to be seen to say.
    NotShown,
    /// The opposite was seen, beyond what chance could do.
    Reversed,
}

/// What became of one expectation.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// Its claim.
    pub claim: &'a Claim,
    /// Its experiment.
    pub experiment: &'a Experiment,
    /// The expectation.
    pub row: &'a Expectation,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The p-value, adjusted for all rows.
    pub chance: f64,
    /// The contrasts that decide: one, or two where a peak is expected.
    pub(super) main: Vec<EffectEstimate>,
    /// By step from level to level, or by level.
    pub(super) scan: Vec<EffectEstimate>,
    /// What is seen at each of `scan`.
    pub(super) sights: Vec<Verdict>,
    /// What is seen against each background; empty where it is not repeated.
    pub(super) backgrounds: Vec<Verdict>,
}

/// Judges every row of `list`. `tallies` holds, by claim and experiment, the rows of the plain design and of the one
/// against each background.
#[must_use]
pub fn judge<'a>(list: &'a ClaimList, tallies: &[Vec<Vec<Vec<RowTally>>>]) -> Vec<Finding<'a>> {
    let mut findings = Vec::new();
    for (claim, tallies) in list.claims.iter().zip(tallies) {
        for (experiment, designs) in claim.experiments.iter().zip(tallies) {
            for (position, row) in experiment.expectations.iter().enumerate() {
                let of_row: Vec<&RowTally> = designs.iter().map(|rows| &rows[position]).collect();
                findings.push(finding(claim, experiment, row, &of_row));
            }
        }
    }
    let chances: Vec<f64> = findings.iter().map(|finding| finding.chance).collect();
    let rows = findings.len() as f64;
    for (finding, chance) in findings.iter_mut().zip(holm(&chances)) {
        finding.chance = chance;
        finding.verdict = match chance <= FAMILY_ERROR {
            true => Verdict::Holds,
            false if chance_of_opposite(finding.row.direction, &finding.main) * rows <= FAMILY_ERROR => {
                Verdict::Reversed
            }
            false => Verdict::NotShown,
        };
    }
    findings
}

fn finding<'a>(
    claim: &'a Claim,
    experiment: &'a Experiment,
    row: &'a Expectation,
    designs: &[&RowTally],
) -> Finding<'a> {
    let estimates = |list: &[super::simulate::ContrastTally]| -> Vec<EffectEstimate> {
        list.iter().map(super::simulate::ContrastTally::estimate).collect()
    };
    let (plain, backgrounds) = designs.split_first().expect("the plain design comes first");
    let (main, scan) = (estimates(&plain.main), estimates(&plain.scan));
    let sights = (0..).zip(&scan).map(|(step, estimate)| sight(along(row.direction, step), estimate)).collect();
    let against = |tally: &&RowTally| {
        let up = if matches!(row.direction, Direction::Peaks(_)) { Direction::Rises } else { row.direction };
        let seen: Vec<Verdict> = estimates(&tally.main).iter().map(|estimate| sight(up, estimate)).collect();
        match (seen.contains(&Verdict::Reversed), seen.contains(&Verdict::NotShown)) {
            (true, _) => Verdict::Reversed,
            (false, true) => Verdict::NotShown,
            (false, false) => Verdict::Holds,
        }
    };
    let backgrounds = backgrounds.iter().map(against).collect();
    let chance = chance(row.direction, &main);
    Finding { claim, experiment, row, verdict: Verdict::NotShown, chance, main, scan, sights, backgrounds }
}

/// The direction expected of the step after level `step`: to a peak up, from it down.
fn along(direction: Direction, step: usize) -> Direction {
    match direction {
        Direction::Peaks(at) if step < at => Direction::Rises,
        Direction::Peaks(_) => Direction::Falls,
        other => other,
    }
}

/// How likely chance alone would show what is expected; the larger one where two things are.
fn chance(direction: Direction, main: &[EffectEstimate]) -> f64 {
    let one = |estimate: &EffectEstimate| match direction {
        Direction::Rises | Direction::Peaks(_) => estimate.chance_above(0.0),
        Direction::Falls => estimate.chance_below(0.0),
        Direction::Stays(within) => estimate.chance_above(-within).max(estimate.chance_below(within)),
    };
    main.iter().map(one).fold(0.0, f64::max)
}

/// How likely chance alone would show the opposite.
fn chance_of_opposite(direction: Direction, main: &[EffectEstimate]) -> f64 {
    let one = |estimate: &EffectEstimate| match direction {
        Direction::Rises | Direction::Peaks(_) => estimate.chance_below(0.0),
        Direction::Falls => estimate.chance_above(0.0),
        Direction::Stays(within) => estimate.chance_above(within).min(estimate.chance_below(-within)),
    };
    main.iter().map(one).fold(1.0, f64::min)
}

/// What a single contrast shows, by its own interval.
fn sight(direction: Direction, estimate: &EffectEstimate) -> Verdict {
    let level = Confidence::new(SCAN_LEVEL).expect("a share");
    let Some(Interval { low, high }) = estimate.interval(level) else { return Verdict::NotShown };
    let (holds, reversed) = match direction {
        Direction::Rises | Direction::Peaks(_) => (low > 0.0, high < 0.0),
        Direction::Falls => (high < 0.0, low > 0.0),
        Direction::Stays(within) => (-within < low && high < within, high < -within || low > within),
    };
    match (holds, reversed) {
        (true, _) => Verdict::Holds,
        (_, true) => Verdict::Reversed,
        _ => Verdict::NotShown,
    }
}

/// What became of a claim as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// Every row holds.
    Holds,
    /// Some rows hold.
    InPart,
    /// No row holds.
    Fails,
}

/// The verdict on a claim from those on its rows.
#[must_use]
pub fn claim_verdict(claim: &Claim, findings: &[Finding<'_>]) -> ClaimVerdict {
    let rows: Vec<bool> = findings
        .iter()
        .filter(|finding| finding.claim.id == claim.id)
        .map(|finding| finding.verdict == Verdict::Holds)
        .collect();
    match (rows.iter().all(|holds| *holds), rows.contains(&true)) {
        (true, _) => ClaimVerdict::Holds,
        (false, true) => ClaimVerdict::InPart,
        (false, false) => ClaimVerdict::Fails,
    }
}

impl Finding<'_> {
    /// Whether its figures are shares, shown in per cent.
    pub(super) fn in_points(&self) -> bool {
        matches!(&self.row.measure, Measure::Ratio(ratio) if ratio.share)
    }
}
