//! The vocabulary.

use super::counts::{PartyCount, RungCount};
use crate::domain::{Cause, ChannelEnd, Fate, Outcome, Role};
use crate::trial::{Demand, Grid, LeverageMeasure, Quantity};

/// Which arm of a trial is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// With the channel.
    Channel,
    /// The same random numbers without one.
    NoChannel,
}

/// A number that every trial has, or leaves undefined. What happens or does not is 1 or 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observable {
    /// The trial ended in this outcome.
    Outcome(Outcome),
    /// It ended so for this cause.
    Cause(Cause),
    /// This became of the channel.
    Channel(ChannelEnd),
    /// This had become of the channel by the end of this week, or by confrontation if that came before.
    Fate(Fate, u32),
    /// A quantity of the trial.
    Quantity(Quantity),
    /// The stake of an actor, with the channel or without.
    Leverage(LeverageMeasure, Arm),
    /// Something counted of a party.
    Party(Role, PartyCount),
    /// Something counted of the rung of this id (every tranche of it), or of all rungs.
    Rung(Option<String>, RungCount),
    /// Confrontation came by the end of this week, or by the end.
    Confrontation(Arm, Option<u32>),
}

impl Observable {
    /// The observable called `word`, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        plain(word).or_else(|| dotted(word))
    }

    /// What it is called, everywhere.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Outcome(outcome) => outcome.word().to_owned(),
            Self::Cause(cause) => format!("cause.{}", cause.word()),
            Self::Channel(end) => format!("channel.{}", end.word()),
            Self::Fate(fate, week) => format!("channel.{}.week_{week}", fate.word()),
            Self::Quantity(quantity) => quantity.word().to_owned(),
            Self::Leverage(measure, arm) => format!("{}{}", of_arm(*arm), leverage_word(*measure)),
            Self::Party(role, count) => format!("{}.{}", role.word(), count.word()),
            Self::Rung(None, count) => format!("rungs.{}", count.word()),
            Self::Rung(Some(id), count) => format!("rung.{id}.{}", count.word()),
            Self::Confrontation(arm, None) => format!("{}confrontation", of_arm(*arm)),
            Self::Confrontation(arm, Some(week)) => format!("{}confrontation.week_{week}", of_arm(*arm)),
        }
    }

    /// What it is, in one sentence.
    #[must_use]
    pub fn meaning(&self) -> String {
        match self {
            Self::Outcome(outcome) => outcome.meaning().to_owned(),
            Self::Cause(cause) => cause.meaning().to_owned(),
            Self::Channel(end) => end.meaning().to_owned(),
            Self::Fate(fate, week) => {
                format!("By the end of week {week}, or by confrontation if that came before: {}", fate.meaning())
            }
            Self::Quantity(quantity) => quantity.meaning().to_owned(),
            Self::Leverage(measure, _) => measure.meaning().to_owned(),
            Self::Party(_, count) => count.meaning().to_owned(),
            Self::Rung(_, count) => count.meaning().to_owned(),
            Self::Confrontation(_, None) => "Confrontation came before the end.".to_owned(),
            Self::Confrontation(_, Some(week)) => format!("Confrontation came by the end of week {week}."),
        }
    }

    /// Its unit, as tables spell it.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Quantity(quantity) => quantity.unit(),
            Self::Leverage(measure, _) => measure.unit(),
            Self::Party(_, PartyCount::Claims) => "promises",
            Self::Party(..) => "events",
            Self::Rung(_, RungCount::InForce | RungCount::Honoured | RungCount::Hollow) => "rungs",
            Self::Rung(..) => "events",
            Self::Outcome(_) | Self::Cause(_) | Self::Channel(_) | Self::Fate(..) | Self::Confrontation(..) => "share",
        }
    }

    /// The grid on which its values can be counted.
    #[must_use]
    pub fn grid(&self) -> Grid {
        match self {
            Self::Quantity(quantity) => quantity.grid(),
            Self::Leverage(measure, _) => measure.grid(),
            _ => Grid::Count,
        }
    }

    /// What a trial must be simulated for to have it.
    #[must_use]
    pub fn demand(&self) -> Demand {
        match self {
            Self::Outcome(_) => Demand::Outcome,
            Self::Channel(_)
            | Self::Fate(..)
            | Self::Party(..)
            | Self::Rung(..)
            | Self::Confrontation(Arm::Channel, _) => Demand::Ending,
            Self::Quantity(_) => Demand::Quantities,
            Self::Cause(_) if self.is_compared() => Demand::Everything,
            Self::Cause(_) => Demand::Outcome,
            Self::Leverage(..) | Self::Confrontation(Arm::NoChannel, _) => Demand::Everything,
        }
    }

    /// Whether it is a cause that says how confrontation compares with that without a channel.
    fn is_compared(&self) -> bool {
        matches!(self, Self::Cause(cause) if cause.outcome() == Outcome::Overtaken)
    }

    /// Whether it happens in a trial or does not: 1 or 0, never undefined, so that its mean is a share of trials.
    #[must_use]
    pub fn happens_or_not(&self) -> bool {
        self.unit() == "share" && self.grid() == Grid::Count
    }

    /// The week by whose end it is read; none where that is the end of the trial.
    #[must_use]
    pub fn week(&self) -> Option<u32> {
        match self {
            Self::Fate(_, week) => Some(*week),
            Self::Confrontation(_, week) => *week,
            _ => None,
        }
    }

    /// Whether it is read from the arm without a channel, or against it.
    #[must_use]
    pub fn needs_counterfactual(&self) -> bool {
        matches!(self, Self::Leverage(..) | Self::Confrontation(Arm::NoChannel, _)) || self.is_compared()
    }

    /// The rung that it is about, if it is about one.
    #[must_use]
    pub fn rung(&self) -> Option<&str> {
        if let Self::Rung(Some(id), _) = self { Some(id) } else { None }
    }

    /// All words there are, with capitals where an id or a number stands.
    #[must_use]
    pub fn words() -> Vec<String> {
        let mut words: Vec<String> = Outcome::ALL.iter().map(|outcome| outcome.word().to_owned()).collect();
        let arms = [Arm::Channel, Arm::NoChannel].map(of_arm);
        words.extend(arms.iter().flat_map(|arm| ["", ".week_N"].map(|week| format!("{arm}confrontation{week}"))));
        words.extend(Quantity::ALL.iter().map(|quantity| quantity.word().to_owned()));
        words.extend(Cause::ALL.iter().map(|cause| format!("cause.{}", cause.word())));
        words.extend(ChannelEnd::ALL.iter().map(|end| format!("channel.{}", end.word())));
        words.extend(Fate::ALL.iter().map(|fate| format!("channel.{}.week_N", fate.word())));
        for role in Role::ALL {
            words.extend(PartyCount::ALL.iter().map(|count| format!("{}.{}", role.word(), count.word())));
        }
        for rung in ["rungs", "rung.ID"] {
            words.extend(RungCount::ALL.iter().map(|count| format!("{rung}.{}", count.word())));
        }
        let leverage = LeverageMeasure::ALL.iter().map(|measure| leverage_word(*measure));
        words.extend(leverage.flat_map(|word| [format!("{}{word}", of_arm(Arm::NoChannel)), word]));
        words
    }
}

/// What stands before the words of an arm.
fn of_arm(arm: Arm) -> &'static str {
    match arm {
        Arm::Channel => "",
        Arm::NoChannel => "counterfactual.",
    }
}

/// The arm that a word is about, and the rest of it.
fn split_arm(word: &str) -> (Arm, &str) {
    word.strip_prefix(of_arm(Arm::NoChannel)).map_or((Arm::Channel, word), |rest| (Arm::NoChannel, rest))
}

fn plain(word: &str) -> Option<Observable> {
    let quantity = Quantity::ALL.iter().copied().find(|quantity| quantity.word() == word).map(Observable::Quantity);
    quantity.or_else(|| Outcome::from_word(word).map(Observable::Outcome)).or_else(|| of_either_arm(word))
}

/// What may be read of either arm.
fn of_either_arm(word: &str) -> Option<Observable> {
    let (arm, name) = split_arm(word);
    if name == "confrontation" {
        return Some(Observable::Confrontation(arm, None));
    }
    if let Some(week) = name.strip_prefix("confrontation.week_") {
        return weeks(week).map(|week| Observable::Confrontation(arm, Some(week)));
    }
    let named = |measure: &&LeverageMeasure| leverage_word(**measure) == name;
    LeverageMeasure::ALL.iter().find(named).map(|measure| Observable::Leverage(*measure, arm))
}

fn dotted(word: &str) -> Option<Observable> {
    let (first, rest) = word.split_once('.')?;
    let role = Role::from_word(first).and_then(|role| Some(Observable::Party(role, PartyCount::from_word(rest)?)));
    role.or_else(|| match first {
        "cause" => Cause::from_word(rest).map(Observable::Cause),
        "channel" => ChannelEnd::from_word(rest).map(Observable::Channel).or_else(|| fate(rest)),
        "rungs" => RungCount::from_word(rest).map(|count| Observable::Rung(None, count)),
        "rung" => {
            let (id, rest) = rest.split_once('.')?;
            RungCount::from_word(rest).map(|count| Observable::Rung(Some(id.to_owned()), count))
        }
        _ => None,
    })
}

fn fate(word: &str) -> Option<Observable> {
    let (fate, week) = word.split_once(".week_")?;
    Some(Observable::Fate(Fate::from_word(fate)?, weeks(week)?))
}

/// The number of a week, spelled as it is said again.
fn weeks(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|week: &u32| week.to_string() == digits)
}

fn leverage_word(measure: LeverageMeasure) -> String {
    format!("{}.{}", measure.actor(), measure.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_listed_is_understood_and_said_again() {
        for word in Observable::words() {
            let word = word.replace("ID", "step_1").replace("week_N", "week_26");
            let observable = Observable::from_word(&word).unwrap_or_else(|| panic!("{word}"));
            assert_eq!(observable.word(), word);
            assert!(!observable.meaning().is_empty() && !observable.unit().is_empty());
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "scalling",
            "cause.weather",
            "rung.step_1",
            "rung.step_1.liked",
            "confrontation.week_x",
            "counterfactual.scaling",
        ] {
            assert_eq!(Observable::from_word(word), None, "{word}");
        }
    }
}
