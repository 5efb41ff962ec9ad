//! What is measured of trials: a named figure, a mean, or two means set against each other.

use super::named::{FigureSource, NamedFigure};
use super::unit::Unit;
use detente_engine::observe::{Arm, Observable};
use detente_engine::trial::{Demand, Grid};

/// Something that trials of a scenario show, or that the scenario says outright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A figure that has a name.
    Named(NamedFigure),
    /// A mean over trials.
    Mean(MeanOver),
    /// The first mean less the second.
    Difference(MeanOver, MeanOver),
    /// The first mean over the second.
    Ratio(MeanOver, MeanOver),
}

/// The mean of an observable over the trials in which it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeanOver {
    /// What the mean is of.
    pub of: Observable,
    /// Only trials in which this happened count; all where there is nothing.
    pub given: Option<Observable>,
}

impl MeanOver {
    /// How it is written.
    #[must_use]
    pub fn word(&self) -> String {
        match &self.given {
            None => self.of.word(),
            Some(given) => format!("{} given {}", self.of.word(), given.word()),
        }
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self.of.unit() {
            "share" => Unit::Share,
            "weeks" => Unit::Weeks,
            "ratio" => Unit::Ratio,
            other => Unit::Number(other),
        }
    }

    /// Whether it is a share of the trials over which it is taken.
    pub(super) fn is_share_of_trials(&self) -> bool {
        self.of.happens_or_not()
    }

    /// Whether it can lie below 0.
    fn may_be_negative(&self) -> bool {
        matches!(self.of.grid(), Grid::Range { low, .. } if low < 0.0)
    }

    fn meaning(&self) -> String {
        let what = if self.is_share_of_trials() {
            format!("share of trials with `{}` ({})", self.of.word(), bare(&self.of))
        } else {
            format!("mean over trials of `{}` ({})", self.of.word(), bare(&self.of))
        };
        match &self.given {
            None => what,
            Some(given) => format!("{what}, of those with `{}` ({})", given.word(), bare(given)),
        }
    }

    /// The observables that it is read from.
    pub(super) fn observables(&self) -> impl Iterator<Item = &Observable> {
        std::iter::once(&self.of).chain(&self.given)
    }
}

impl Figure {
    /// How it is written.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Named(named) => named.word(),
            Self::Mean(mean) => mean.word(),
            Self::Difference(one, other) => joined(one, "-", other),
            Self::Ratio(one, other) => joined(one, "/", other),
        }
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self {
            Self::Named(named) => named.unit(),
            Self::Mean(mean) => mean.unit(),
            Self::Difference(one, _) => Unit::Difference(one.unit().word()),
            Self::Ratio(one, other) if one.may_be_negative() || other.may_be_negative() => Unit::Number("ratio"),
            Self::Ratio(..) => Unit::Ratio,
        }
    }

    /// How it is worked out, in one sentence.
    #[must_use]
    pub fn meaning(&self) -> String {
        match self {
            Self::Named(named) => named.meaning(),
            Self::Mean(mean) => sentence(&mean.meaning()),
            Self::Difference(one, other) => sentence(&format!("{}, less the {}", one.meaning(), other.meaning())),
            Self::Ratio(one, other) => sentence(&format!("{}, over the {}", one.meaning(), other.meaning())),
        }
    }

    /// Whether it is read from trials of the plan without a ladder.
    #[must_use]
    pub fn needs_no_ladder(&self) -> bool {
        matches!(self, Self::Named(named) if named.source() == FigureSource::NoLadder)
    }

    /// Whether it is counted from the histories of trials with the channel.
    #[must_use]
    pub fn needs_history(&self) -> bool {
        matches!(self, Self::Named(named) if self.means().is_none()
            && matches!(named.source(), FigureSource::Channel | FigureSource::BothArms))
    }

    /// Whether it is read from the arm without a channel, or against it.
    #[must_use]
    pub fn needs_counterfactual(&self) -> bool {
        let is_named = matches!(self, Self::Named(named) if named.source() == FigureSource::BothArms);
        is_named || self.observables().iter().any(Observable::needs_counterfactual)
    }

    /// What a trial with the channel must be simulated for to have it; nothing where it is not read from any.
    #[must_use]
    pub fn demand(&self) -> Option<Demand> {
        match self {
            Self::Named(named) => match named.source() {
                FigureSource::Plan | FigureSource::NoLadder => None,
                FigureSource::Channel => Some(Demand::Ending),
                FigureSource::BothArms => Some(Demand::Everything),
            },
            _ => Some(Demand::of(self.observables())),
        }
    }

    /// The observables that it is read from.
    #[must_use]
    pub fn observables(&self) -> Vec<Observable> {
        self.means().map_or_else(Vec::new, |(one, other)| {
            one.observables().chain(other.iter().flat_map(MeanOver::observables)).cloned().collect()
        })
    }

    /// The one or two means that it is made of; none of what is followed by a rule of its own.
    pub(super) fn means(&self) -> Option<(MeanOver, Option<MeanOver>)> {
        match self {
            Self::Named(NamedFigure::Confrontation(arm, weeks)) => {
                Some((MeanOver { of: Observable::Confrontation(*arm, Some(*weeks)), given: None }, None))
            }
            Self::Named(_) => None,
            Self::Mean(mean) => Some((mean.clone(), None)),
            Self::Difference(one, other) | Self::Ratio(one, other) => Some((one.clone(), Some(other.clone()))),
        }
    }
}

/// Two means with `sign` between them. A condition on the second alone stands in brackets, so that nobody takes it for one on both.
fn joined(one: &MeanOver, sign: &str, other: &MeanOver) -> String {
    if one.given.is_none() && other.given.is_some() {
        format!("{} {sign} ({})", one.word(), other.word())
    } else {
        format!("{} {sign} {}", one.word(), other.word())
    }
}

/// What an observable is, as part of a sentence.
fn bare(observable: &Observable) -> String {
    let arm = match observable {
        Observable::Confrontation(Arm::NoChannel, _) | Observable::Leverage(_, Arm::NoChannel) => {
            "the same random numbers without a channel: "
        }
        _ => "",
    };
    format!("{arm}{}", observable.meaning().trim_end_matches('.'))
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    format!("{}.", first.unwrap_or_default())
}
