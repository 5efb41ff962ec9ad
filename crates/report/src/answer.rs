//! The finding of a scenario in words: what stands first on its page, in its brief and in its workbook.
//!
//! The title says what the channel does to confrontation, and no more than the intervals carry. The rule reads the paired
//! difference (with the channel less without) at every horizon of `baseline.csv`:
//!
//! | the 95 % interval of the difference | reads |
//! | --- | --- |
//! | lies within one point of zero | hardly any difference |
//! | lies below zero | less |
//! | lies above zero | more |
//! | holds zero and reaches further than a point | cannot be told |
//!
//! What it reads at the last horizon and before gives the title ([`against_none`]). That something fades is said only where the
//! intervals of two horizons do not touch. Where no counterfactuals are simulated, the title names the outcome of most trials;
//! where the intervals of the two most frequent ones touch, it names both.

use super::cell::points;
use super::estimate::Estimate;
use super::model::{Answer, Horizon, OutcomeShare, ScenarioReport};
use super::words::{interval, month, span};
use detente_engine::domain::{Basis, Outcome};
use detente_study::table::{grouped, of_a_hundred, of_a_hundred_trials};
use jiff::civil::Date;

/// A difference within this of zero, either way, is hardly any: one trial in a hundred.
const HARDLY: f64 = 0.01;

/// What an interval says of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Less with the channel.
    Less,
    /// More.
    More,
    /// So little that it is not worth a word.
    Hardly,
    /// The interval holds zero, and more.
    Open,
}

impl Reading {
    /// What the interval of `difference` says.
    pub(super) fn of(difference: Estimate) -> Self {
        let Estimate { low, high, .. } = difference;
        if low >= -HARDLY && high <= HARDLY {
            Self::Hardly
        } else if high < 0.0 {
            Self::Less
        } else if low > 0.0 {
            Self::More
        } else {
            Self::Open
        }
    }
}

impl Answer {
    /// What `report` says, from its figures.
    pub(super) fn of(report: &ScenarioReport) -> Self {
        let [one, other] = &report.parties;
        let finding = against_none(&report.confrontation).unwrap_or_else(|| most_end_in(&report.outcomes));
        let mut counts = [0; 4];
        report.outcomes.iter().for_each(|share| counts[share.outcome.index()] = share.count);
        let told = telling(&report.confrontation);
        let figures = told.map(|told| frequencies(report, told)).into_iter().chain(of_a_hundred_trials(counts));
        Self {
            title: format!("{one} and {other}: {finding}"),
            figures: figures.collect(),
            chance: chance(report, told),
            assumptions: assumptions(report, told),
            caveat: caveat(report),
        }
    }
}

/// The title without the names; none where there is nothing to compare with.
fn against_none(horizons: &[Horizon]) -> Option<String> {
    let last = horizons.last()?;
    let at = |wanted: Reading| horizons.iter().rfind(|horizon| Reading::of(horizon.difference) == wanted);
    let (less, more, end) = (at(Reading::Less), at(Reading::More), span(last.weeks));
    let title = match Reading::of(last.difference) {
        Reading::Less => match faded(horizons) {
            Some(peak) => format!(
                "the channel buys quiet, most of all within {}; part of that is gone after {end}",
                span(peak.weeks)
            ),
            None => format!("the channel makes confrontation rarer, and still does after {end}"),
        },
        Reading::More => match less {
            Some(less) => format!(
                "the channel puts confrontation off and then makes it more frequent: rarer within {}, more frequent within {end}",
                span(less.weeks)
            ),
            None => "the channel makes confrontation more frequent".to_owned(),
        },
        ended => {
            let nothing = if ended == Reading::Hardly {
                "it makes hardly any difference"
            } else {
                "no difference can be told from chance"
            };
            match (less, more) {
                (Some(less), _) => {
                    format!("the channel buys about {} of quiet; after {end} {nothing}", span(less.weeks))
                }
                (None, Some(more)) => format!(
                    "the channel makes confrontation more frequent within {}; after {end} {nothing}",
                    span(more.weeks)
                ),
                (None, None) if ended == Reading::Hardly => {
                    "the channel hardly changes how often confrontation comes".to_owned()
                }
                (None, None) => "what the channel does to confrontation cannot be told from chance".to_owned(),
            }
        }
    };
    Some(title)
}

/// The horizon with the largest gain, where it is an earlier one and the gain at the last is less beyond chance.
fn faded(horizons: &[Horizon]) -> Option<&Horizon> {
    let last = horizons.last()?;
    let larger = |one: &&Horizon, other: &&Horizon| one.difference.value.total_cmp(&other.difference.value);
    horizons.iter().min_by(larger).filter(|peak| peak.difference.high < last.difference.low)
}

/// The horizon whose figures are told before those of the last: that of the largest gain where it fades, else the last one at
/// which there was a gain; the last of all where there is none.
fn telling(horizons: &[Horizon]) -> Option<&Horizon> {
    let gained = || horizons.iter().rfind(|horizon| Reading::of(horizon.difference) == Reading::Less);
    faded(horizons).or_else(gained).or(horizons.last())
}

/// The title of a scenario without counterfactuals.
fn most_end_in(outcomes: &[OutcomeShare]) -> String {
    let mut sorted: Vec<&OutcomeShare> = outcomes.iter().collect();
    sorted.sort_by(|one, other| other.share.value.total_cmp(&one.share.value));
    match sorted.as_slice() {
        [first, second, ..] if second.share.high >= first.share.low => {
            format!("about as many channels {} as {}", verb(first.outcome), verb(second.outcome))
        }
        [first, ..] if first.share.low > 0.5 => format!("most channels {}", verb(first.outcome)),
        [first, ..] => format!("more channels {} than end in any other way", verb(first.outcome)),
        [] => "nothing was simulated".to_owned(),
    }
}

fn verb(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Scaling => "scale",
        Outcome::Stalling => "stall",
        Outcome::Overtaken => "are overtaken by confrontation",
        Outcome::Collapse => "collapse",
    }
}

/// Both arms as so many trials of a hundred, at the horizon `told` and at the last.
fn frequencies(report: &ScenarioReport, told: &Horizon) -> String {
    let arms = |horizon: &Horizon| {
        let shares = [horizon.with.value, horizon.without.value].map(|share| 100.0 * share);
        // As many decimals as tell the two apart, where they differ at all.
        let whole = shares.map(|share| format!("{share:.0}"));
        if whole[0] == whole[1] { shares.map(|share| format!("{share:.1}")) } else { whole }
    };
    let when = |horizon: &Horizon| {
        let day = by(report.start, horizon.weeks).map_or(String::new(), |day| format!(" (by {day})"));
        format!("within {}{day}", span(horizon.weeks))
    };
    let [with, without] = arms(told);
    let first =
        format!("Confrontation comes {} in {with} of 100 trials with the channel and in {without} without", when(told));
    match report.confrontation.last().filter(|last| last.weeks > told.weeks) {
        None => format!("{first}."),
        Some(last) => {
            let [with, without] = arms(last);
            format!("{first}; {} in {with} and in {without}.", when(last))
        }
    }
}

/// The month that lies so many weeks after the start.
pub(super) fn by(start: Option<Date>, weeks: f64) -> Option<String> {
    start.and_then(|start| month(start, weeks))
}

fn chance(report: &ScenarioReport, told: Option<&Horizon>) -> String {
    let trials = grouped(report.simulated.counted());
    match told {
        Some(horizon) => {
            let Estimate { value, low, high } = horizon.difference;
            format!(
                "the difference within {} is {} points, {} to {} with 95 % ({trials} trials).",
                span(horizon.weeks),
                points(value),
                points(low),
                points(high)
            )
        }
        None => {
            let most = report.outcomes.iter().max_by(|one, other| one.share.value.total_cmp(&other.share.value));
            most.map_or(String::new(), |most| {
                format!("{} lies between {} with 95 % ({trials} trials).", most.outcome.word(), interval(most.share))
            })
        }
    }
}

/// How far the outcome that hangs most on the assumptions moves with them.
fn assumptions(report: &ScenarioReport, told: Option<&Horizon>) -> String {
    if report.observed.is_some() {
        return super::words::NO_WORLDS.to_owned();
    }
    let last = report.confrontation.last().filter(|last| told.is_some_and(|told| told.weeks < last.weeks));
    let over = |horizon: &Horizon| {
        let (lower, [low, high]) = horizon.over_worlds.filter(|(_, [low, high])| low < high)?;
        Some((span(horizon.weeks), of_a_hundred(lower), points(low), points(high)))
    };
    let Some((within, lower, low, high)) = told.and_then(over) else {
        return spread_of_outcomes(report, "100 worlds (sets of assumptions)");
    };
    let later = last.and_then(over).map_or_else(String::new, |(within, lower, low, high)| {
        format!("; within {within} in {lower} ({low} to {high})")
    });
    format!(
        "in {lower} worlds (sets of assumptions) the channel lessens confrontation within {within} ({low} to {high} points in nine of ten){later}; {}",
        spread_of_outcomes(report, "100 worlds")
    )
}

/// How far the widest outcome moves in 90 of `worlds`.
fn spread_of_outcomes(report: &ScenarioReport, worlds: &str) -> String {
    let spread = |share: &OutcomeShare| share.assumed.map(|[low, high]| (share.outcome, low, high));
    let widest =
        report.outcomes.iter().filter_map(spread).max_by(|one, other| (one.2 - one.1).total_cmp(&(other.2 - other.1)));
    match widest {
        None => {
            "the spread over other assumptions was not worked out, or the file leaves nothing uncertain.".to_owned()
        }
        Some((_, low, high)) if low >= high => {
            format!("in 90 of {worlds} the outcomes differ by no more than chance.")
        }
        Some((outcome, low, high)) => {
            format!(
                "{} takes {:.0} to {:.0} % of the trials in 90 of {worlds}.",
                outcome.word(),
                100.0 * low,
                100.0 * high
            )
        }
    }
}

fn caveat(report: &ScenarioReport) -> String {
    let of = |wanted: Basis| {
        report.bases.iter().filter(|(basis, _)| *basis == wanted).map(|(_, number)| number).sum::<u64>()
    };
    let stated: u64 = Basis::GIVEN.into_iter().map(of).sum();
    let template = match of(Basis::Template) {
        0 => String::new(),
        values => format!(", {} came with a template and were judged by nobody", grouped(values)),
    };
    let rests = match stated {
        0 => "the file states no value, so all are defaults".to_owned(),
        _ => {
            let judgement = grouped(of(Basis::Judgement));
            format!("{judgement} of the {} values that it states are judgement{template}", grouped(stated))
        }
    };
    format!("This follows from the assumptions of the file ({rests}). It is not a forecast.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: Estimate = Estimate { value: 0.2, low: 0.19, high: 0.21 };

    /// A horizon at which the difference lies between so many points.
    fn horizon(weeks: f64, low: f64, high: f64) -> Horizon {
        let [low, high] = [low, high].map(|points| points / 100.0);
        let difference = Estimate { value: f64::midpoint(low, high), low, high };
        Horizon { weeks, with: SHARE, without: SHARE, difference, over_worlds: None, gained_weeks: None }
    }

    fn title(horizons: &[Horizon]) -> String {
        against_none(horizons).expect("something to compare with")
    }

    #[test]
    fn what_fades_is_said_to_fade_only_where_the_intervals_do_not_touch() {
        let peak = horizon(104.0, -6.2, -5.9);
        assert_eq!(
            title(&[peak, horizon(260.0, -3.6, -3.2)]),
            "the channel buys quiet, most of all within two years; part of that is gone after five years"
        );
        assert_eq!(
            title(&[peak, horizon(260.0, -6.0, -3.2)]),
            "the channel makes confrontation rarer, and still does after five years"
        );
    }

    #[test]
    fn no_difference_is_claimed_only_where_the_whole_interval_lies_within_a_point() {
        let early = horizon(104.0, -11.0, -9.0);
        assert_eq!(
            title(&[early, horizon(260.0, -0.9, 0.8)]),
            "the channel buys about two years of quiet; after five years it makes hardly any difference"
        );
        assert_eq!(
            title(&[early, horizon(260.0, -1.1, 0.8)]),
            "the channel buys about two years of quiet; after five years no difference can be told from chance"
        );
        // Told from zero, but not worth a word.
        assert_eq!(title(&[horizon(26.0, 0.1, 0.9)]), "the channel hardly changes how often confrontation comes");
        assert_eq!(
            title(&[horizon(26.0, -3.0, 2.0)]),
            "what the channel does to confrontation cannot be told from chance"
        );
    }

    #[test]
    fn what_turns_round_is_told_with_both_spans() {
        assert_eq!(
            title(&[horizon(52.0, -4.0, -2.0), horizon(260.0, 1.0, 3.0)]),
            "the channel puts confrontation off and then makes it more frequent: rarer within one year, more frequent within five years"
        );
        assert_eq!(title(&[horizon(260.0, 1.0, 3.0)]), "the channel makes confrontation more frequent");
        assert_eq!(
            title(&[horizon(13.0, 2.0, 3.0), horizon(26.0, -0.5, 0.5)]),
            "the channel makes confrontation more frequent within three months; after six months it makes hardly any difference"
        );
        assert_eq!(against_none(&[]), None);
    }

    #[test]
    fn the_outcome_of_most_trials_is_named_only_where_it_can_be_told() {
        let share = |outcome, value: f64| OutcomeShare {
            outcome,
            count: 0,
            share: Estimate { value, low: value - 0.02, high: value + 0.02 },
            assumed: None,
        };
        let (collapse, stalling) = (Outcome::Collapse, Outcome::Stalling);
        assert_eq!(most_end_in(&[share(stalling, 0.4), share(collapse, 0.6)]), "most channels collapse");
        assert_eq!(
            most_end_in(&[share(stalling, 0.49), share(collapse, 0.51)]),
            "about as many channels collapse as stall"
        );
        assert_eq!(
            most_end_in(&[share(stalling, 0.3), share(collapse, 0.45), share(Outcome::Overtaken, 0.25)]),
            "more channels collapse than end in any other way"
        );
    }
}
