//! `base_rates.csv`: what a scenario does, beside what was counted of real crises and agreements.

use super::interval::{CHANCE_LO, ranged_share};
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Text, table, worded};
use crate::figure::{Figure, NamedFigure};
use crate::target::{Target, base_rate};
use detente_engine::domain::words;
use detente_engine::observe::Arm;
use serde::Serialize;

/// The base rates that stand beside every scenario, by their ids in `calibration/targets.csv`: confrontation with the channel and
/// without, by six months to five years; anything in force, broken, settled. All are shares.
pub const BASE_RATES: [&str; 9] = ["T04", "T05", "T06", "T01", "T02", "T03", "T17", "T20", "T22"];

words! {
    /// How the figure of a scenario stands to what was counted.
    Verdict {
        Inside = "inside", "Within the interval of what was counted.";
        Above = "above", "Above its upper end.";
        Below = "below", "Below its lower end.";
    }
}
worded!(Verdict);

table! {
    /// A row is a base rate beside a scenario. A figure is empty where the scenario ends before its week or was observed.
    pub struct BaseRateRow: "base_rates" {
        /// Id of the base rate in calibration/targets.csv.
        base_rate: Text,
        /// What was counted.
        measured: Text,
        /// What of the model is set beside it, by the word of the figure.
        figure: String,
        /// Trials from which the figure is told: all of them for confrontation; for what is followed from a moment of each trial on, the
        /// first ones, followed up to week 520.
        trials: Option<u64> ["trials"],
        /// The figure of the scenario.
        share: Ranged ["share", CHANCE_LO],
        /// What was counted, the base rate.
        counted_share: Ranged ["share", "Lower end of the 95 % interval of the count."],
        /// Of how many it was counted.
        counted_n: Text,
        /// How the figure of the scenario, not its interval, stands to the interval of the count: inside, above or below.
        verdict: Option<Verdict>,
        /// The data, named as their authors name them.
        source: Text,
        /// What was counted as what.
        rule: Text,
    }
}

impl OfRun for BaseRateRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        base_rates(result)
    }
}

/// The rows of one scenario.
#[must_use]
pub fn base_rates(result: &ScenarioResult<'_>) -> Vec<BaseRateRow> {
    BASE_RATES.iter().filter_map(|id| base_rate(id)).filter_map(|target| row(result, target)).collect()
}

fn row(result: &ScenarioResult<'_>, target: &'static Target) -> Option<BaseRateRow> {
    let Some(Figure::Named(figure)) = target.figure else { return None };
    let (trials, share) = told(result, figure).map_or_else(Default::default, |(trials, share)| (Some(trials), share));
    let interval = target.interval();
    Some(BaseRateRow {
        scenario: result.stem().to_owned(),
        base_rate: Text::from(&target.id),
        measured: Text::from(&target.measured),
        figure: figure.word(),
        trials,
        share,
        counted_share: Ranged::new(Some(target.value), Some(interval)),
        counted_n: Text::from(&target.n),
        verdict: share.value.map(|share| verdict(share, target)),
        source: Text::from(&target.source),
        rule: Text::from(&target.rule),
    })
}

/// The trials that a figure is told from, and what they say; nothing where they do not.
fn told(result: &ScenarioResult<'_>, figure: NamedFigure) -> Option<(u64, Ranged)> {
    if result.has_news() {
        // What was counted knows nothing of this case.
        return None;
    }
    if let NamedFigure::Confrontation(arm, weeks) = figure {
        let at = result.plan.horizon_at(f64::from(weeks))?;
        let horizon = result.compared_horizons().get(at)?;
        let count = if arm == Arm::Channel { horizon.with_channel() } else { horizon.without_channel() };
        return Some((horizon.trials(), ranged_share(count, horizon.trials())));
    }
    let histories = result.histories?;
    let estimate = histories.estimate(figure, result.plan)?;
    Some((histories.trials(), Ranged::new(Some(estimate.value), estimate.interval)))
}

/// How a figure of the model stands to `target`. The ends of its interval are inside.
fn verdict(value: f64, target: &Target) -> Verdict {
    let interval = target.interval();
    if value < interval.low {
        Verdict::Below
    } else if value > interval.high {
        Verdict::Above
    } else {
        Verdict::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Unit;
    use crate::target::Compares;

    fn target(id: &str) -> &'static Target {
        base_rate(id).unwrap_or_else(|| panic!("no base rate {id}"))
    }

    #[test]
    fn every_base_rate_of_the_list_is_a_share_that_compares() {
        for id in BASE_RATES {
            let target = target(id);
            assert_eq!(target.compares, Compares::Yes, "{id}");
            let figure = target.figure.as_ref().expect("it has a figure");
            assert_eq!(figure.unit(), Unit::Share, "{id}");
            assert!(matches!(figure, Figure::Named(_)), "{id}");
            assert!(!target.n.is_empty() && !target.source.is_empty() && !target.rule.is_empty(), "{id}");
        }
    }

    /// Of 151 mediated crises 29 had a grave one within five years: .192, by Wilson .137 to .262.
    #[test]
    fn a_figure_is_inside_from_one_end_of_the_count_to_the_other() {
        let of = |value| verdict(value, target("T06"));
        assert_eq!(
            [0.136, 0.137, 0.192, 0.262, 0.263].map(of),
            [Verdict::Below, Verdict::Inside, Verdict::Inside, Verdict::Inside, Verdict::Above]
        );
    }
}
