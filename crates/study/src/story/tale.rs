//! The few events that tell a trial: repeats folded into one line, false alarms and hidden truth marked, at most so many lines.

use super::Cast;
use crate::run::{Step, Story};
use crate::scenario::Scenario;
use detente_engine::domain::{Cause, Outcome};
use detente_engine::plan::{Plan, WEEK_DAYS};
use detente_engine::trial::Event;

/// Lines that a tale has at most; the end is always among them.
pub const MOST_LINES: usize = 8;

/// A trial in a few lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Tale {
    /// Number of the trial.
    pub trial: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// Why.
    pub cause: Cause,
    /// Week in which that was decided.
    pub week: f64,
    /// What the parties do not know when it begins.
    pub hidden: Option<String>,
    /// What happened, in order.
    pub lines: Vec<Line>,
    /// Events of note that found no room.
    pub left_out: usize,
}

/// Something that happened, once or several times.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Weeks since the start, the first time.
    pub week: f64,
    /// The last time.
    pub until: f64,
    /// How often.
    pub times: u64,
    /// What, a sentence without a full stop. What stands in square brackets is hidden from the parties.
    pub words: String,
}

/// A line on the way, with how much it matters.
struct Candidate {
    line: Line,
    weight: u8,
}

impl Tale {
    /// The tale of `story`, a trial of `plan`, with the names that people use.
    #[must_use]
    pub fn of(scenario: &Scenario, plan: &Plan, story: &Story) -> Self {
        let mut cast = Cast::new(scenario, plan);
        let (mut hidden, mut in_force, mut candidates) = (None, 0, Vec::<Candidate>::new());
        for step in &story.steps {
            let Step::Happened { day, event } = step else { continue };
            // Told in order, whether it finds room or not: the cast remembers who kept its word.
            let words = sentence(&mut cast, event);
            if matches!(event, Event::Started { .. }) {
                hidden = Some(unbracketed(&words));
            }
            in_force += usize::from(matches!(event, Event::InForce { .. }));
            let Some(weight) = weight(event, in_force) else { continue };
            add(&mut candidates, day / WEEK_DAYS, words, weight);
        }
        let (lines, left_out) = chosen(candidates);
        let record = &story.record;
        let week = plan.weeks(record.decided_step);
        Self { trial: story.trial, outcome: record.outcome, cause: record.cause, week, hidden, lines, left_out }
    }
}

/// The sentence of an event, short where `trace` gives figures that only a close reader needs.
fn sentence(cast: &mut Cast<'_>, event: &Event) -> String {
    match event {
        Event::Confrontation => "confrontation".to_owned(),
        other => cast.sentence(other),
    }
}

/// How much an event matters to the tale, more the more; none where it is left to `trace`. `in_force` says how many times a rung
/// has come into force by then.
fn weight(event: &Event, in_force: usize) -> Option<u8> {
    Some(match *event {
        Event::Broke { .. } | Event::Confrontation | Event::Completed => 10,
        Event::InForce { .. } if in_force == 1 => 9,
        Event::Reneged { .. } | Event::NotRenewed { .. } | Event::Turnover { leaves: true, .. } => 8,
        Event::Dormant { .. } | Event::TwinConfrontation => 7,
        Event::Delivered { complied: false, .. } | Event::Alarm { .. } | Event::InForce { .. } => 6,
        Event::Turnover { .. } | Event::DisputeOpened { .. } | Event::Resumed => 5,
        Event::Vetoed { .. } | Event::Reversed { .. } | Event::Refused { .. } => 4,
        Event::Attacked { .. } | Event::DisputeEnded => 3,
        Event::Incident { severity: 3.., .. } => 2,
        _ => return None,
    })
}

/// Adds something that happened, to a line that says the same where there is one.
fn add(candidates: &mut Vec<Candidate>, week: f64, words: String, weight: u8) {
    match candidates.iter_mut().find(|candidate| candidate.line.words == words) {
        Some(Candidate { line, .. }) => (line.until, line.times) = (week, line.times + 1),
        None => candidates.push(Candidate { line: Line { week, until: week, times: 1, words }, weight }),
    }
}

/// The lines that matter most, of equals the earlier ones, in order; and how many are left out.
fn chosen(candidates: Vec<Candidate>) -> (Vec<Line>, usize) {
    let all = candidates.len();
    let mut ranked: Vec<(usize, Candidate)> = candidates.into_iter().enumerate().collect();
    ranked.sort_by_key(|(place, candidate)| (std::cmp::Reverse(candidate.weight), *place));
    ranked.truncate(MOST_LINES);
    ranked.sort_by_key(|(place, _)| *place);
    (ranked.into_iter().map(|(_, candidate)| candidate.line).collect(), all.saturating_sub(MOST_LINES))
}

/// A sentence of which all is hidden, without its brackets.
fn unbracketed(sentence: &str) -> String {
    sentence.trim_start_matches('[').trim_end_matches(']').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_one_line_with_how_often_and_until_when() {
        let mut candidates = Vec::new();
        for week in [2.0, 6.0, 10.0] {
            add(&mut candidates, week, "south does not accept".to_owned(), 4);
            add(&mut candidates, week + 1.0, format!("week {week}"), 3);
        }
        let (lines, left_out) = chosen(candidates);
        assert_eq!(lines[0], Line { week: 2.0, until: 10.0, times: 3, words: "south does not accept".to_owned() });
        assert_eq!((lines.len(), left_out), (4, 0));
    }

    #[test]
    fn the_end_is_kept_whatever_came_before_and_the_order_is_that_of_time() {
        let mut candidates = Vec::new();
        for number in 0..20 {
            add(&mut candidates, f64::from(number), format!("event {number}"), 8);
        }
        add(&mut candidates, 30.0, "the channel breaks".to_owned(), 10);
        let (lines, left_out) = chosen(candidates);
        assert_eq!((lines.len(), left_out), (MOST_LINES, 13));
        assert_eq!(lines.last().map(|line| line.words.as_str()), Some("the channel breaks"));
        assert!(lines.windows(2).all(|pair| pair[0].week < pair[1].week));
    }
}
