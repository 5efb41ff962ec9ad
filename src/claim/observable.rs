//! What can be read off the record of a trial, by name.

use crate::domain::{Cause, ChannelEnd, Outcome};
use crate::plan::Plan;
use crate::trial::{Grid, LeverageMeasure, PartyEvents, Quantity, RungEvents, TrialRecord};

/// A number that every trial has, or leaves undefined.
#[derive(Clone, Debug, PartialEq)]
pub struct Observable {
    /// As written in the list.
    pub word: String,
    read: Read,
}

#[derive(Clone, Debug, PartialEq)]
enum Read {
    Outcome(Outcome),
    Cause(Cause),
    Channel(ChannelEnd),
    Quantity(Quantity),
    Leverage(LeverageMeasure, usize),
    Party(usize, PartyCount),
    Rung(Option<String>, RungCount),
    /// By which week, at the end if none is given.
    Confrontation(Arm, Option<u32>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arm {
    Channel,
    Twin,
}

type PartyCount = Named<fn(&PartyEvents) -> f64>;
type RungCount = Named<fn(&RungEvents) -> f64>;

/// A way of reading with its word.
#[derive(Clone, Copy, Debug)]
struct Named<F> {
    word: &'static str,
    read: F,
}

impl<F> PartialEq for Named<F> {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

const PARTY_COUNTS: [PartyCount; 8] = [
    Named { word: "claims", read: |party| party.claims },
    Named { word: "deeds", read: |party| f64::from(party.deeds) },
    Named { word: "alarms", read: |party| f64::from(party.alarms) },
    Named { word: "forgiven", read: |party| f64::from(party.forgiven) },
    Named { word: "checks", read: |party| f64::from(party.deeds + party.alarms) },
    Named { word: "breaches", read: |party| f64::from(party.breaches) },
    Named { word: "refusals", read: |party| f64::from(party.refusals) },
    Named { word: "turnovers", read: |party| f64::from(party.turnovers) },
];

const RUNG_COUNTS: [RungCount; 9] = [
    Named { word: "offered", read: |rung| f64::from(rung.offered) },
    Named { word: "accepted", read: |rung| f64::from(rung.accepted) },
    Named { word: "signed", read: |rung| f64::from(rung.signed) },
    Named { word: "delivered", read: |rung| f64::from(rung.delivered) },
    Named { word: "alarmed", read: |rung| f64::from(rung.alarmed) },
    Named { word: "reversed", read: |rung| f64::from(rung.reversed) },
    Named { word: "in_force", read: |rung| f64::from(u8::from(rung.in_force)) },
    Named { word: "honoured", read: |rung| f64::from(u8::from(rung.honoured)) },
    Named { word: "hollow", read: |rung| f64::from(u8::from(rung.in_force && !rung.honoured)) },
];

impl Observable {
    /// The observable called `word`, if there is one.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let read = plain(word).or_else(|| dotted(word))?;
        Some(Self { word: word.to_owned(), read })
    }

    /// The rung that it is about, if it is about one.
    pub(super) fn rung(&self) -> Option<&str> {
        if let Read::Rung(Some(id), _) = &self.read { Some(id) } else { None }
    }

    /// The grid on which its values can be counted.
    pub(super) fn grid(&self) -> Grid {
        match &self.read {
            Read::Quantity(quantity) => quantity.grid(),
            Read::Leverage(measure, _) => measure.grid(),
            _ => Grid::Count,
        }
    }

    /// Ready to be read from trials of `plan`.
    pub(super) fn bind(&self, plan: &Plan) -> Bound {
        match &self.read {
            Read::Outcome(outcome) => Bound::Outcome(*outcome),
            Read::Cause(cause) => Bound::Cause(*cause),
            Read::Channel(end) => Bound::Channel(*end),
            Read::Quantity(quantity) => Bound::Quantity(quantity.index()),
            Read::Leverage(measure, arm) => Bound::Leverage(measure.index(), *arm),
            Read::Party(role, count) => Bound::Party(*role, count.read),
            Read::Rung(id, count) => {
                let named = |rung: &usize| id.as_ref().is_none_or(|id| plan.rungs[plan.ladder[*rung].rung].id == *id);
                Bound::Rungs((0..plan.ladder.len()).filter(named).collect(), count.read)
            }
            Read::Confrontation(arm, week) => {
                let last = week.map_or(u32::MAX, |week| (f64::from(week) * 7.0 / plan.step_days).floor() as u32);
                Bound::Confrontation(*arm, last)
            }
        }
    }
}

/// Words without a point, or of a fixed list.
fn plain(word: &str) -> Option<Read> {
    let quantity = Quantity::ALL.iter().copied().find(|quantity| quantity.word() == word).map(Read::Quantity);
    let arm = match word {
        "confrontation" => Some(Arm::Channel),
        "twin.confrontation" => Some(Arm::Twin),
        _ => None,
    };
    quantity
        .or_else(|| Outcome::from_word(word).map(Read::Outcome))
        .or_else(|| arm.map(|arm| Read::Confrontation(arm, None)))
        .or_else(|| leverage(word))
}

fn dotted(word: &str) -> Option<Read> {
    let (first, rest) = word.split_once('.')?;
    match first {
        "cause" => Cause::from_word(rest).map(Read::Cause),
        "channel" => ChannelEnd::from_word(rest).map(Read::Channel),
        "sender" => party_count(rest).map(|count| Read::Party(0, count)),
        "target" => party_count(rest).map(|count| Read::Party(1, count)),
        "rungs" => rung_count(rest).map(|count| Read::Rung(None, count)),
        "rung" => {
            let (id, rest) = rest.split_once('.')?;
            rung_count(rest).map(|count| Read::Rung(Some(id.to_owned()), count))
        }
        "confrontation" => week(rest).map(|week| Read::Confrontation(Arm::Channel, Some(week))),
        "twin" => week(rest.strip_prefix("confrontation.")?).map(|week| Read::Confrontation(Arm::Twin, Some(week))),
        _ => None,
    }
}

fn leverage(word: &str) -> Option<Read> {
    let (arm, name) = word.strip_prefix("twin.").map_or((0, word), |name| (1, name));
    let named = |measure: &&LeverageMeasure| leverage_word(**measure) == name;
    LeverageMeasure::ALL.iter().find(named).map(|measure| Read::Leverage(*measure, arm))
}

fn leverage_word(measure: LeverageMeasure) -> String {
    format!("{}.{}", measure.actor(), measure.word())
}

fn party_count(word: &str) -> Option<PartyCount> {
    PARTY_COUNTS.into_iter().find(|count| count.word == word)
}

fn rung_count(word: &str) -> Option<RungCount> {
    RUNG_COUNTS.into_iter().find(|count| count.word == word)
}

fn week(word: &str) -> Option<u32> {
    word.strip_prefix("week_")?.parse().ok()
}

/// All words there are, with capitals where an id or a number stands.
pub(super) fn words() -> Vec<String> {
    let mut words: Vec<String> = Outcome::ALL.iter().map(|outcome| outcome.word().to_owned()).collect();
    words.extend(
        ["confrontation", "confrontation.week_N", "twin.confrontation", "twin.confrontation.week_N"].map(str::to_owned),
    );
    words.extend(Quantity::ALL.iter().map(|quantity| quantity.word().to_owned()));
    words.extend(Cause::ALL.iter().map(|cause| format!("cause.{}", cause.word())));
    words.extend(ChannelEnd::ALL.iter().map(|end| format!("channel.{}", end.word())));
    for party in ["sender", "target"] {
        words.extend(PARTY_COUNTS.iter().map(|count| format!("{party}.{}", count.word)));
    }
    for rung in ["rungs", "rung.ID"] {
        words.extend(RUNG_COUNTS.iter().map(|count| format!("{rung}.{}", count.word)));
    }
    let leverage = LeverageMeasure::ALL.iter().map(|measure| leverage_word(*measure));
    words.extend(leverage.flat_map(|word| [format!("twin.{word}"), word]));
    words
}

/// An observable of one plan.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    Outcome(Outcome),
    Cause(Cause),
    Channel(ChannelEnd),
    Quantity(usize),
    Leverage(usize, usize),
    Party(usize, fn(&PartyEvents) -> f64),
    Rungs(Vec<usize>, fn(&RungEvents) -> f64),
    Confrontation(Arm, u32),
}

impl Bound {
    /// Its value in a trial; NaN where it is undefined.
    pub(super) fn value(&self, record: &TrialRecord) -> f64 {
        match self {
            Self::Outcome(outcome) => truth(record.outcome == *outcome),
            Self::Cause(cause) => truth(record.cause == *cause),
            Self::Channel(end) => truth(record.channel_end == *end),
            Self::Quantity(index) => record.quantities[*index],
            Self::Leverage(index, arm) => record.leverage[*index][*arm],
            Self::Party(role, read) => read(&record.parties[*role]),
            Self::Rungs(rungs, read) => rungs.iter().map(|rung| read(&record.rungs[*rung])).sum(),
            Self::Confrontation(arm, last) => {
                let step = match arm {
                    Arm::Channel => record.confrontation_step,
                    Arm::Twin => record.twin_confrontation_step,
                };
                truth(step.is_some_and(|step| step <= *last))
            }
        }
    }
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_listed_is_understood() {
        for word in words() {
            let word = word.replace("ID", "step_1").replace("week_N", "week_26");
            assert!(Observable::from_word(&word).is_some(), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in
            ["scalling", "cause.weather", "rung.step_1", "rung.step_1.liked", "confrontation.week_x", "twin.scaling"]
        {
            assert_eq!(Observable::from_word(word), None, "{word}");
        }
    }
}
