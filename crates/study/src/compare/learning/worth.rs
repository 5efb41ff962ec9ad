//! What it is worth to learn an input, or to read an indicator, before a plan is chosen.

use super::super::figure::Figure;
use super::Lesson;
use super::indicators::{Indicators, Landmark};
use super::inputs::{Input, Inputs, Stated};
use super::tally::{Estimated, LearningTally, List};
use detente_engine::statistics::{Confidence, Interval};
use detente_engine::trial::Indicator;

/// What it is worth to learn an input.
#[derive(Clone, Debug, PartialEq)]
pub struct WorthKnowing {
    /// What counts.
    pub objective: Figure,
    /// The key; [`detente_engine::plan::WORLDS`] for all that no file states, together.
    pub input: String,
    /// Whether a file states it.
    pub stated: Stated,
    /// The share of trials that is gained by learning it before choosing.
    pub gain: f64,
    /// Interval of the gain, from chance.
    pub gain_interval: Interval,
    /// The share of the worlds in which another plan would be chosen.
    pub changes: f64,
    /// Interval of that share, from chance.
    pub changes_interval: Interval,
}

/// What it is worth to keep the choice open and to read an indicator first, where all plans still go alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorthWatching {
    /// What counts.
    pub objective: Figure,
    /// When it is read: weeks from the start.
    pub week: f64,
    /// What is read.
    pub indicator: Indicator,
    /// The share of trials in which all plans still go alike then.
    pub alike: f64,
    /// The share of all trials that is gained by choosing only then, without reading anything, over choosing at the opening.
    pub waiting: f64,
    /// Interval of that gain, from chance; as with the others, those of all indicators hold at once.
    pub waiting_interval: Interval,
    /// The share of all trials that is gained besides by reading it before choosing.
    pub gain: f64,
    /// Interval of the gain, from chance.
    pub gain_interval: Interval,
    /// The share of all trials in which another plan would be chosen once it is read.
    pub changes: f64,
    /// Interval of that share, from chance.
    pub changes_interval: Interval,
}

/// What each of `inputs` is worth, by objective, most worth first.
pub(super) fn of_inputs(inputs: &Inputs, tally: &LearningTally) -> Vec<WorthKnowing> {
    // All that no file states shares one list.
    let lists: Vec<List> = inputs.cells().enumerate().map(|(at, _)| tally.list(at)).collect();
    let own = |Input { key, stated, lesson }: Input<'_>| {
        let at = |objective: usize, found: Estimated| WorthKnowing {
            objective: Figure::OBJECTIVES[objective],
            input: key.to_owned(),
            stated,
            gain: found.worth.gain,
            gain_interval: found.gain,
            changes: found.worth.changes,
            changes_interval: found.changes,
        };
        lists[lesson.list]
            .worth(&lesson, Confidence::NINETY_FIVE)
            .into_iter()
            .enumerate()
            .map(|(objective, found)| at(objective, found))
            .collect::<Vec<_>>()
    };
    let mut all: Vec<WorthKnowing> = inputs.all().into_iter().flat_map(own).collect();
    all.sort_by(|one, other| one.objective.cmp(&other.objective).then(other.gain.total_cmp(&one.gain)));
    all
}

/// What each of `indicators` is worth, whose lists begin at `first`, by objective, most worth first; the intervals of an objective hold all at
/// once.
pub(super) fn of_indicators(indicators: &Indicators, first: usize, tally: &LearningTally) -> Vec<WorthWatching> {
    let lessons: Vec<(Landmark, Indicator, Lesson)> = indicators.lessons(first).collect();
    // The best of many looks good by chance.
    let confidence = Confidence::at_once(lessons.len());
    let mut all = Vec::new();
    for (landmark, indicator, lesson) in lessons {
        for (objective, found) in Figure::OBJECTIVES.into_iter().zip(tally.list(lesson.list).worth(&lesson, confidence))
        {
            all.push(WorthWatching {
                objective,
                week: landmark.week,
                indicator,
                alike: found.worth.open,
                waiting: found.worth.waiting,
                waiting_interval: found.waiting,
                gain: found.worth.gain,
                gain_interval: found.gain,
                changes: found.worth.changes,
                changes_interval: found.changes,
            });
        }
    }
    all.sort_by(|one, other| one.objective.cmp(&other.objective).then(other.gain.total_cmp(&one.gain)));
    all
}
