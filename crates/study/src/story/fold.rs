//! What comes again and again told once: refusals of one offer, renewals, incidents that nobody answers, attacks.

use super::sentence::Cast;
use detente_engine::math::logistic;
use detente_engine::trial::Event;

/// Times that something must come again to be told once for all.
const OFTEN: usize = 3;

/// An event with the week in which it comes.
pub type Dated<'a> = (f64, &'a Event);

/// What is told on one line.
#[derive(Debug, PartialEq)]
pub enum Told<'e, 'a> {
    /// One by itself.
    One(Dated<'a>),
    /// Several, in order.
    Folded(&'e [Dated<'a>]),
}

/// The lines in which `events` are told.
#[must_use]
pub fn folded<'e, 'a>(events: &'e [Dated<'a>]) -> Vec<Told<'e, 'a>> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < events.len() {
        let stretch = stretch(&events[at..]);
        // An offer that is refused is two events.
        if has_repeats(&events[at..at + stretch]) {
            lines.push(Told::Folded(&events[at..at + stretch]));
            at += stretch;
        } else {
            let told = stretch.max(1);
            lines.extend(events[at..at + told].iter().map(|event| Told::One(*event)));
            at += told;
        }
    }
    lines
}

/// How many of the first `events` may be folded.
fn stretch(events: &[Dated<'_>]) -> usize {
    let mut length = 0;
    loop {
        let step = match &events[length..] {
            [(_, Event::Offered { rung, .. }), (_, Event::Refused { rung: other, .. }), ..] if rung == other => 2,
            [(_, Event::Renewed { .. } | Event::Attacked { .. }), ..] => 1,
            [(_, Event::Incident { severity, laid_to: None, .. }), ..] if *severity < 3 => 1,
            _ => return length,
        };
        length += step;
    }
}

fn has_repeats(events: &[Dated<'_>]) -> bool {
    let is_counted = |(_, event): &&Dated<'_>| !matches!(event, Event::Offered { .. });
    let counted: Vec<&Event> = events.iter().filter(is_counted).map(|(_, event)| *event).collect();
    counted.iter().any(|one| counted.iter().filter(|other| are_alike(one, other)).count() >= OFTEN)
}

fn are_alike(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (Event::Refused { rung, party }, Event::Refused { rung: other, party: its }) => rung == other && party == its,
        (Event::Renewed { rung }, Event::Renewed { rung: other }) => rung == other,
        (Event::Attacked { spoiler, .. }, Event::Attacked { spoiler: other, .. }) => spoiler == other,
        (Event::Incident { severity, .. }, Event::Incident { severity: other, .. }) => severity == other,
        _ => false,
    }
}

impl Cast<'_> {
    /// A stretch of events in one clause.
    pub fn summary(&mut self, events: &[Dated<'_>]) -> String {
        let mut clauses = Vec::new();
        let mut told: Vec<&Event> = Vec::new();
        for (_, event) in events {
            if matches!(event, Event::Offered { .. }) || told.iter().any(|other| are_alike(other, event)) {
                continue;
            }
            told.push(event);
            let alike: Vec<&Event> =
                events.iter().map(|(_, other)| *other).filter(|other| are_alike(event, other)).collect();
            clauses.push(self.times(event, &alike, events));
        }
        clauses.join("; ")
    }

    fn times(&mut self, event: &Event, alike: &[&Event], all: &[Dated<'_>]) -> String {
        let count = match event {
            Event::Attacked { .. } => alike.iter().map(|event| attacks(event)).sum(),
            _ => alike.len(),
        };
        if count == 1 {
            return self.sentence(event);
        }
        match event {
            Event::Refused { rung, party } => {
                let trust = all.iter().rev().find_map(|(_, other)| match other {
                    Event::Offered { rung: offered, belief } if offered == rung => Some(logistic(belief[*party])),
                    _ => None,
                });
                let (rung, party) = (self.rung(*rung), self.party(*party));
                let trust = trust.map_or(String::new(), |trust| format!(", trusting {trust:.2} at the last"));
                format!("{rung} is offered {}, and each time {party} does not accept{trust}", times(count))
            }
            Event::Incident { severity, .. } => {
                let kind = if *severity == 1 { "minor" } else { "middling" };
                format!("{count} {kind} incidents")
            }
            // Told as once, with the number behind.
            Event::Attacked { spoiler, .. } => {
                format!("{} {}", self.sentence(&Event::Attacked { spoiler: *spoiler, count: 1 }), times(count))
            }
            other => format!("{} {}", self.sentence(other), times(count)),
        }
    }
}

fn times(count: usize) -> String {
    if count == 2 { "twice".to_owned() } else { format!("{count} times") }
}

/// How many attacks an event tells of.
fn attacks(event: &Event) -> usize {
    if let Event::Attacked { count, .. } = event { *count as usize } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(severity: u32) -> Event {
        Event::Incident { severity, laid_to: None, ignored: false }
    }

    fn lengths(events: &[Event]) -> Vec<usize> {
        let dated: Vec<Dated<'_>> = events.iter().enumerate().map(|(week, event)| (week as f64, event)).collect();
        let lines = folded(&dated);
        lines.iter().map(|line| if let Told::Folded(some) = line { some.len() } else { 1 }).collect()
    }

    #[test]
    fn three_refusals_of_one_rung_by_one_party_are_folded_and_two_are_not() {
        let pair = |party| [Event::Offered { rung: 1, belief: [0.0; 2] }, Event::Refused { rung: 1, party }];
        assert_eq!(lengths(&[pair(0), pair(0), pair(0)].concat()), [6]);
        assert_eq!(lengths(&[pair(0), pair(0), pair(1)].concat()), [1; 6]);
        let accepted = [Event::Offered { rung: 1, belief: [0.0; 2] }, Event::Accepted { rung: 1 }];
        assert_eq!(lengths(&[&pair(0)[..], &pair(0), &pair(0), &accepted].concat()), [6, 1, 1], "what goes on is told");
    }

    #[test]
    fn what_is_serious_is_told_by_itself() {
        let events = [incident(1), incident(1), Event::Renewed { rung: 0 }, incident(1), incident(3), incident(1)];
        assert_eq!(lengths(&events), [4, 1, 1]);
        assert_eq!(lengths(&[]), [0; 0]);
    }
}
