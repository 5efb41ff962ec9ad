//! What a page draws: the rows of the published tables that it needs, and differences on the same random numbers.

use crate::assumed::Assumed;
use crate::case::Prepared;
use crate::counting::Sums;
use crate::difference::DifferenceLine;
use crate::drawn::Drawn;
use crate::sentence;
use detente_engine::domain::{Confronted, Fate};
use detente_engine::tally::Tally;
use detente_study::compare::{Difference, Figure, differences};
use detente_study::table::{Ranged, in_a_hundred};
use serde::Serialize;

/// Cells of the grid of 100 trials.
const CELLS: usize = Fate::ALL.len() * Confronted::ALL.len();

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// Trials that count, of what is shown first.
    pub trials: u64,
    /// The finding, in one sentence.
    pub finding: String,
    /// How sure it is: chance, and assumptions where they were worked out.
    pub sure: Vec<String>,
    /// The base.
    pub base: ArmPicture,
    /// What was changed, where anything was.
    pub changed: Option<ArmPicture>,
    /// Differences, by figure in their documented order; empty where nothing was changed.
    pub differences: Vec<DifferenceLine>,
}

/// One scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArmPicture {
    /// Trials that count.
    pub trials: u64,
    /// By outcome.
    pub outcomes: Vec<OutcomeShare>,
    /// The fates of the channel, rows of `hundred`: word and meaning.
    pub fates: Vec<(String, &'static str)>,
    /// The ways of confrontation, columns of `hundred`: word and meaning.
    pub ways: Vec<(String, &'static str)>,
    /// Of 100 trials, how many went so by the last horizon, by fate and way; none where no counterfactual is simulated.
    pub hundred: Option<Vec<Vec<u64>>>,
    /// Confrontation by reporting week.
    pub weeks: Vec<WeekShares>,
    /// Confrontation by horizon.
    pub horizons: Vec<HorizonShares>,
    /// What decides: sentences.
    pub decides: Vec<String>,
}

/// How often an outcome came. Shares lie between 0 and 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeShare {
    /// Its word.
    pub word: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Trials that ended so.
    pub count: u64,
    /// Their share, with its 95 % interval from chance.
    pub share: [Option<f64>; 3],
    /// Where the share lies in nine sets of assumptions of ten, where that was worked out.
    pub assumed: Option<[f64; 2]>,
}

/// Confrontation by a week: shares of trials.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekShares {
    /// Weeks since the start.
    pub week: f64,
    /// The day, where the scenario has a start.
    pub date: Option<String>,
    /// With the channel.
    pub with: Option<f64>,
    /// Without.
    pub without: Option<f64>,
}

/// Confrontation by a horizon: shares of trials, each with its 95 % interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HorizonShares {
    /// Weeks.
    pub weeks: f64,
    /// With the channel.
    pub with: [Option<f64>; 3],
    /// Without.
    pub without: [Option<f64>; 3],
    /// With less without, on the same random numbers.
    pub difference: [Option<f64>; 3],
}

/// Draws `sums`, the trials of `base` and of what was changed.
pub(crate) fn picture(base: &Prepared, changed: Option<&Prepared>, sums: &Sums, assumed: Option<&Assumed>) -> Picture {
    let tables = Drawn::of(base, &sums.base, assumed.and_then(|assumed| assumed.base.as_ref()));
    let changed_tables = changed
        .zip(sums.changed.as_ref())
        .map(|(case, tally)| Drawn::of(case, tally, assumed.and_then(|assumed| assumed.changed.as_ref())));
    let found = sums.pairs.as_ref().map_or_else(Vec::new, |pairs| differences(pairs, Figure::ALL.len(), false));
    let over = assumed.map_or(&[][..], |assumed| &assumed.over);
    let lines: Vec<DifferenceLine> =
        found.iter().map(|found| DifferenceLine::of(found, over.get(found.figure.index()).copied())).collect();
    let shown = changed_tables.as_ref().unwrap_or(&tables);
    let shown_case = changed.unwrap_or(base);
    let finding = match changed_tables.is_some().then(|| headline(&found)).flatten() {
        Some(difference) => sentence::changed(difference, shown_case),
        None => sentence::finding(shown),
    };
    let trials = changed.and(sums.changed.as_ref()).unwrap_or(&sums.base).record().trials;
    let channel = assumed.and_then(|assumed| assumed.channel);
    let sure = match lines.iter().find(|line| line.figure == Figure::Confrontation.spaced()) {
        Some(line) => std::iter::once(sentence::channel_after(shown, channel))
            .chain(sentence::sure_of_change(line, trials))
            .collect(),
        None => sentence::sure(shown, trials, channel),
    };
    Picture {
        trials,
        finding,
        sure,
        base: arm(base, &sums.base, &tables),
        changed: changed
            .zip(sums.changed.as_ref())
            .zip(changed_tables.as_ref())
            .map(|((case, tally), tables)| arm(case, tally, tables)),
        differences: lines,
    }
}

/// The difference that a finding is about.
fn headline(found: &[Difference]) -> Option<&Difference> {
    found.iter().find(|difference| difference.figure == Figure::Confrontation)
}

fn arm(case: &Prepared, tally: &Tally, tables: &Drawn) -> ArmPicture {
    let horizons = tables.baseline.iter().map(|row| HorizonShares {
        weeks: row.horizon_weeks.0,
        with: triple(row.confrontation_share),
        without: triple(row.confrontation_share_no_channel),
        difference: triple(row.difference),
    });
    let weeks = tables.timeline.iter().map(|row| WeekShares {
        week: row.week.0,
        date: row.date.map(|day| day.to_string()),
        with: row.confrontation,
        without: row.confrontation_no_channel,
    });
    let outcomes = tables.outcomes.iter().map(|row| OutcomeShare {
        word: row.outcome.word(),
        meaning: row.outcome.meaning(),
        count: row.count,
        share: triple(row.share),
        assumed: row.assumed_p05.zip(row.assumed_p95).map(|(low, high)| [low, high]),
    });
    ArmPicture {
        trials: tally.record().trials,
        outcomes: outcomes.collect(),
        fates: Fate::ALL.iter().map(|fate| (fate.spaced(), fate.meaning())).collect(),
        ways: Confronted::ALL.iter().map(|way| (way.spaced(), way.meaning())).collect(),
        hundred: hundred(tables),
        weeks: weeks.collect(),
        horizons: horizons.collect(),
        decides: sentence::decides(case, tally, tables),
    }
}

/// The fates by the last horizon in a hundred trials.
fn hundred(tables: &Drawn) -> Option<Vec<Vec<u64>>> {
    let last = tables.fates.len().checked_sub(CELLS)?;
    let counts: [u64; CELLS] = std::array::from_fn(|cell| tables.fates[last + cell].count);
    let hundred = in_a_hundred(counts)?;
    Some(hundred.chunks(Confronted::ALL.len()).map(<[u64]>::to_vec).collect())
}

fn triple(ranged: Ranged) -> [Option<f64>; 3] {
    [ranged.value, ranged.low, ranged.high]
}
