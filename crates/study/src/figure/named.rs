//! The figures that have names: what is followed through trials, counted over them or said outright by the scenario.

use super::unit::Unit;
use detente_engine::observe::{Arm, Observable};

/// Something that the trials show, or that the scenario says outright. Times are counted in weeks; where something is followed from
/// a moment of each trial on, the share is that of Kaplan and Meier, who let a trial count up to confrontation or the end of the trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedFigure {
    /// Share with confrontation by the end of this week.
    Confrontation(Arm, u32),
    /// Without a channel: yearly hazard of confrontation in years 3 to 5 over that of year 1.
    LaterOverFirst,
    /// Hazard of confrontation over five years with the channel, over that without one.
    ChannelOverNone,
    /// Share in which anything came into force within five years.
    EverInForce,
    /// Share in which a party left within so many weeks of the first coming into force.
    Left(u32),
    /// Share in which a structural rung came into force within so many weeks of the first plain one.
    Structural(u32),
    /// Share of quiet spells of forty weeks, with rungs left, in which another was signed within three years.
    StepAfterQuiet,
    /// Share of disputes of sixteen weeks and more after which a rung still came into force.
    AgreementAfterLongDispute,
    /// Weeks from one signing to the next.
    WeeksBetweenSteps,
    /// Share of changes of government, with something in force, after which a party left within a year.
    LeftAfterTurnover,
    /// Incidents a month where there is no ladder.
    IncidentsPerMonth,
    /// Share of these of the gravest kind.
    GravestShare,
    /// A parameter: changes of government a month, mean of both parties.
    TurnoverPerMonth,
    /// A parameter: half-life of tension.
    HalfLifeWeeks,
    /// A parameter: further incidents that one brings.
    Branching,
}

/// Where a named figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureSource {
    /// From the plan, which says it outright.
    Plan,
    /// From the histories of trials with the channel.
    Channel,
    /// From trials with the channel and from the same random numbers without one.
    BothArms,
    /// From the histories of trials of the plan without a ladder.
    NoLadder,
}

impl NamedFigure {
    /// Every figure.
    pub const ALL: [Self; 23] = [
        Self::Confrontation(Arm::Channel, 26),
        Self::Confrontation(Arm::Channel, 52),
        Self::Confrontation(Arm::Channel, 104),
        Self::Confrontation(Arm::Channel, 260),
        Self::Confrontation(Arm::NoChannel, 52),
        Self::Confrontation(Arm::NoChannel, 104),
        Self::Confrontation(Arm::NoChannel, 260),
        Self::LaterOverFirst,
        Self::ChannelOverNone,
        Self::EverInForce,
        Self::Left(26),
        Self::Left(52),
        Self::Left(260),
        Self::Structural(260),
        Self::StepAfterQuiet,
        Self::AgreementAfterLongDispute,
        Self::WeeksBetweenSteps,
        Self::LeftAfterTurnover,
        Self::IncidentsPerMonth,
        Self::GravestShare,
        Self::TurnoverPerMonth,
        Self::HalfLifeWeeks,
        Self::Branching,
    ];

    /// The figure called `word`, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.word() == word)
    }

    /// What it is called in the file; of confrontation, as lists of claims call it.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Confrontation(arm, weeks) => Observable::Confrontation(arm, Some(weeks)).word(),
            Self::LaterOverFirst => "counterfactual.hazard.later_over_first".to_owned(),
            Self::ChannelOverNone => "hazard.channel_over_none".to_owned(),
            Self::EverInForce => "ever_in_force".to_owned(),
            Self::Left(weeks) => format!("left.week_{weeks}"),
            Self::Structural(weeks) => format!("structural.week_{weeks}"),
            Self::StepAfterQuiet => "step_after_quiet".to_owned(),
            Self::AgreementAfterLongDispute => "agreement_after_long_dispute".to_owned(),
            Self::WeeksBetweenSteps => "weeks_between_steps".to_owned(),
            Self::LeftAfterTurnover => "left_after_turnover".to_owned(),
            Self::IncidentsPerMonth => "incidents_per_month".to_owned(),
            Self::GravestShare => "gravest_share".to_owned(),
            Self::TurnoverPerMonth => "turnover_per_month".to_owned(),
            Self::HalfLifeWeeks => "half_life_weeks".to_owned(),
            Self::Branching => "branching".to_owned(),
        }
    }

    /// How it is written.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::LaterOverFirst | Self::ChannelOverNone | Self::Branching => Unit::Ratio,
            Self::WeeksBetweenSteps | Self::HalfLifeWeeks => Unit::Weeks,
            Self::IncidentsPerMonth | Self::TurnoverPerMonth => Unit::PerMonth,
            _ => Unit::Share,
        }
    }

    /// Where it is read.
    #[must_use]
    pub fn source(self) -> FigureSource {
        match self {
            Self::TurnoverPerMonth | Self::HalfLifeWeeks | Self::Branching => FigureSource::Plan,
            Self::IncidentsPerMonth | Self::GravestShare => FigureSource::NoLadder,
            Self::LaterOverFirst | Self::ChannelOverNone | Self::Confrontation(Arm::NoChannel, _) => {
                FigureSource::BothArms
            }
            _ => FigureSource::Channel,
        }
    }

    /// The shortest horizon at which it can be told, weeks: what follows a moment of a trial needs a trial that goes on behind it.
    #[must_use]
    pub fn shortest_horizon(self) -> u32 {
        match self {
            Self::Confrontation(_, weeks) => weeks,
            Self::LaterOverFirst | Self::ChannelOverNone | Self::EverInForce => 260,
            Self::Left(weeks) | Self::Structural(weeks) => weeks + 1,
            Self::StepAfterQuiet => 40 + 156 + 1,
            Self::LeftAfterTurnover | Self::IncidentsPerMonth | Self::GravestShare => 52 + 1,
            Self::AgreementAfterLongDispute => 16 + 1,
            Self::WeeksBetweenSteps | Self::TurnoverPerMonth | Self::HalfLifeWeeks | Self::Branching => 0,
        }
    }

    /// How it is worked out, in one sentence for readers of the page.
    #[must_use]
    pub fn meaning(self) -> String {
        let share = "Share of trials";
        match self {
            Self::Confrontation(Arm::Channel, weeks) => format!("{share} with confrontation by the end of week {weeks}."),
            Self::Confrontation(Arm::NoChannel, weeks) => {
                format!("{share} with confrontation by the end of week {weeks}, the same random numbers without a channel.")
            }
            Self::LaterOverFirst => "Without a channel: of trials without confrontation by week 104, the share with it by week 260, a \
                 year, over the share with it by week 52."
                .to_owned(),
            Self::ChannelOverNone => "Logarithm of the share without confrontation by week 260 with the channel, over that without: the \
                 ratio of hazards, if it is steady."
                .to_owned(),
            Self::EverInForce => format!("{share} in which a rung came into force by week 260, before any confrontation."),
            Self::Left(weeks) => {
                format!("Kaplan-Meier: a party has left {weeks} weeks after the first coming into force of any rung.")
            }
            Self::Structural(weeks) => format!(
                "Kaplan-Meier: a structural rung has come into force {weeks} weeks after the first coming into force of a plain one, \
                 kept afterwards or not. A channel that breaks stays in the count."
            ),
            Self::StepAfterQuiet => "Kaplan-Meier: a rung is signed within 156 weeks of the day on which 40 weeks have passed since the last \
                 signing. Ladders that are complete by that day are left out, channels that broke are not."
                .to_owned(),
            Self::AgreementAfterLongDispute => "Of disputes that neither a cure nor a break ended before day 112, the share after whose day 112 a \
                 rung came into force."
                .to_owned(),
            Self::WeeksBetweenSteps => "From one signing to the next in the same trial, to the day: the median, which is inside where it lies \
                 within the quartiles of the base rate."
                .to_owned(),
            Self::LeftAfterTurnover => "Kaplan-Meier: a party has left 52 weeks after a change of government that found something in force, in \
                 the first 260 weeks after the first coming into force."
                .to_owned(),
            Self::IncidentsPerMonth => "Without a ladder: incidents over months, from the second year on (in the first, tension is still rising from none), up to confrontation or week 260.".to_owned(),
            Self::GravestShare => "Of these incidents, the share of severity 3.".to_owned(),
            Self::TurnoverPerMonth => "The default of `party.turnover_per_month`.".to_owned(),
            Self::HalfLifeWeeks => "The default of `escalation.half_life_weeks`.".to_owned(),
            Self::Branching => "The default of `escalation.branching`.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_figure_has_a_word_of_its_own_by_which_it_is_found() {
        for figure in NamedFigure::ALL {
            assert_eq!(NamedFigure::from_word(&figure.word()), Some(figure));
            assert!(figure.meaning().ends_with('.'));
        }
        assert_eq!(NamedFigure::from_word("none"), None);
    }

    #[test]
    fn confrontation_is_called_as_in_lists_of_claims() {
        assert_eq!(NamedFigure::Confrontation(Arm::NoChannel, 52).word(), "counterfactual.confrontation.week_52");
    }
}
