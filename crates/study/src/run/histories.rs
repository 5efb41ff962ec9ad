//! Histories of some trials, followed beyond the horizon: for base rates that are counted from a moment of each trial on.
//!
//! The trials are the first of the run, so that up to its horizon they are the ones that its tables are about.

use super::blocks::RunControl;
use crate::figure::{Counts, Figure, FigurePlans, FigureSimulator, HistoryTally, NamedFigure, prolonged};
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use rayon::prelude::*;

/// Most trials: with these a share near one half has an interval of three points.
const MOST_TRIALS: u64 = 4096;
/// Fewest trials of a plan in fine steps.
const FEWEST_TRIALS: u64 = 256;
/// Steps that the pass may take, all trials together, beyond the fewest: it takes no longer for fine steps.
const MOST_STEPS: u64 = 1 << 22;
/// Trials that one thread follows in one go.
const CHUNK: u64 = 128;
/// The horizon without which nobody is followed, weeks: base rates are of five years, and the author of a shorter scenario has said
/// nothing of them.
const FIVE_YEARS: f64 = 260.0;
/// What is counted: the figures of base rates that the tally of a run does not have.
const FIGURES: [NamedFigure; 3] = [NamedFigure::EverInForce, NamedFigure::Left(260), NamedFigure::Structural(260)];

/// How many trials of `plan` are followed beside a run of `trials`; none under news, which fit some histories better than others, nor where
/// the horizon lies before five years.
#[must_use]
pub fn history_trials(plan: &Plan, trials: u64) -> Option<u64> {
    let is_asked = plan.news.is_empty() && plan.weeks(plan.steps) + 1e-9 >= FIVE_YEARS;
    let steps = u64::from(prolonged(plan).steps.max(1));
    is_asked.then(|| (MOST_STEPS / steps).clamp(FEWEST_TRIALS, MOST_TRIALS).min(trials))
}

/// Follows the first `trials` of `plan` under `seed`; none where `control` pauses before all are done.
#[must_use]
pub fn histories(plan: &Plan, seed: u64, trials: u64, control: RunControl<'_>) -> Option<HistoryTally> {
    let plan = prolonged(plan);
    let figures = FIGURES.map(Figure::Named);
    let plans = FigurePlans::new(&plan, &figures);
    let keys = plan.purposes.keys(seed);
    let follow = |chunk: u64| {
        if (control.pause)() {
            return None;
        }
        let (first, end) = (chunk * CHUNK, ((chunk + 1) * CHUNK).min(trials));
        let (mut random, mut simulator) = (RandomBlocks::new(&keys), FigureSimulator::new(&plans, &figures));
        for trial in first..end {
            random.turn_to(trial);
            simulator.simulate(&mut random);
        }
        (control.finished)(end - first);
        simulator.counts().channel.clone()
    };
    let all = (0..trials.div_ceil(CHUNK)).into_par_iter().map(follow);
    let merged = |one: Counts, other: Counts| Some(one.merged(&other));
    let counts = all.try_reduce(|| Counts::new(&plan), merged)?;
    Some(HistoryTally::of(&counts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::simulate;
    use crate::scenario;

    const TRIALS: u64 = 600;

    fn plan(sets: &[&str]) -> Plan {
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        let checked = scenario::read_text("built_in", "", &sets).unwrap_or_else(|faults| panic!("{faults}"));
        Plan::compile(&checked.scenario).expect("no two ids collide")
    }

    fn followed(plan: &Plan) -> HistoryTally {
        histories(plan, 1, TRIALS, RunControl::UNWATCHED).expect("nobody pauses")
    }

    #[test]
    fn trials_are_followed_as_if_the_horizon_lay_at_ten_years() {
        let (five, ten) = (plan(&["horizon_weeks=260"]), plan(&["horizon_weeks=520"]));
        assert_eq!(followed(&five), followed(&ten));
    }

    #[test]
    fn threads_change_nothing_and_figures_are_those_of_one_thread() {
        let plan = plan(&[]);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| followed(&plan))
        };
        let tally = on(1);
        assert_eq!(tally, on(2));
        let alone = simulate(&prolonged(&plan), &FIGURES.map(Figure::Named), 1, 0..TRIALS);
        assert_eq!(FIGURES.map(|figure| tally.estimate(figure, &plan)).to_vec(), alone);
        assert!(alone.iter().all(Option::is_some), "each of them happens in the built-in scenario: {alone:?}");
        assert_eq!(tally.estimate(NamedFigure::StepAfterQuiet, &plan), None, "what was not counted is not told");
    }

    #[test]
    fn nobody_is_followed_where_the_horizon_is_short_or_something_was_observed() {
        assert_eq!(history_trials(&plan(&["horizon_weeks=259"]), 100_000), None);
        assert_eq!(history_trials(&plan(&["horizon_weeks=260"]), 100_000), Some(MOST_TRIALS));
        assert_eq!(history_trials(&plan(&["horizon_weeks=260"]), 100), Some(100));
        let text = "horizon_weeks = 260\nstart = 2026-01-01\n[[observed]]\nhappened = false\nevent = \"confrontation\"\n\
                    date = 2026-03-01\n";
        let observed = scenario::read_text("observed", text, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let observed = Plan::compile(&observed.scenario).expect("no two ids collide");
        assert_eq!(history_trials(&observed, 100_000), None);
    }

    #[test]
    fn a_record_comes_back_and_none_of_another_scenario_is_taken_for_it() {
        let plan = plan(&[]);
        let tally = followed(&plan);
        let text = serde_json::to_string(&tally).expect("integers");
        let read = |text: &str| serde_json::from_str::<HistoryTally>(text).expect("of this form").check(&plan).is_ok();
        assert!(read(&text));
        for wrong in [
            r#"{"trials":5,"began":6,"left":[],"structural":[]}"#,
            r#"{"trials":5,"began":5,"left":[[3,4,2]],"structural":[]}"#,
            r#"{"trials":5,"began":5,"left":[[99999,1,0]],"structural":[]}"#,
            r#"{"trials":18446744073709551615,"began":5,"left":[[3,18446744073709551615,1]],"structural":[]}"#,
        ] {
            assert!(!read(wrong), "{wrong}");
        }
    }
}
