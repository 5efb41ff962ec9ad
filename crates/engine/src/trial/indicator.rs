//! What an observer of the channel can read at a landmark: the indicators, each on its integer grid and in
//! a few states with names.

use crate::math::{greater, lesser, nearest};

/// How the values of an indicator fall on its grid: bin `b` is `low + b * width`, the ends take what lies beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    width: f64,
    bins: u8,
}

impl Scale {
    /// Whole numbers from 0 on.
    const COUNT: Self = Self { low: 0.0, width: 1.0, bins: 41 };
    /// Shares 0..1 in steps of 1/40.
    const SHARE: Self = Self { low: 0.0, width: 1.0 / 40.0, bins: 41 };
    /// Whole weeks up to a year and more.
    const WEEKS: Self = Self { low: 0.0, width: 1.0, bins: 61 };
    /// Differences of counts.
    const BALANCE: Self = Self { low: -20.0, width: 1.0, bins: 41 };
    /// Claims for each rung, in steps of 0.2.
    const RATIO: Self = Self { low: 0.0, width: 0.2, bins: 61 };

    /// How many bins there are.
    #[must_use]
    pub const fn bins(self) -> usize {
        self.bins as usize
    }

    /// The bin of a value; [`UNDEFINED`] for NaN.
    fn bin(self, value: f64) -> u8 {
        if value.is_nan() {
            return UNDEFINED;
        }
        let place = lesser((value - self.low) / self.width, f64::from(self.bins - 1));
        nearest(greater(place, 0.0)) as u8
    }
}

/// The bin of what is undefined in a trial.
pub const UNDEFINED: u8 = u8::MAX;

/// The bins of all indicators at one landmark, in the order of [`Indicator::ALL`].
pub type Reading = [u8; Indicator::COUNT];

/// Declares the indicators: spelling, scale, states by first bin, the state of what is undefined, meaning.
macro_rules! indicators {
    ($($variant:ident = $word:literal, $scale:ident, [$(($state:literal, $from:literal)),+], $undefined:expr, $meaning:literal;)+) => {
        /// Something that an observer of the channel can read, without knowing what is hidden.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Indicator { $(#[doc = $meaning] $variant,)+ }

        impl Indicator {
            /// Every one, in the order of the tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
            /// The spelling used in tables.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// What it is, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)+ } }
            /// The grid on which it is counted.
            #[must_use]
            pub const fn scale(self) -> Scale { match self { $(Self::$variant => Scale::$scale,)+ } }
            /// Its states, each with the first bin that belongs to it, in rising order.
            #[must_use]
            pub const fn states(self) -> &'static [(&'static str, u8)] {
                match self { $(Self::$variant => &[$(($state, $from)),+],)+ }
            }
            /// The state in which it is undefined; `None` where it never is.
            #[must_use]
            pub const fn undefined(self) -> Option<&'static str> { match self { $(Self::$variant => $undefined,)+ } }
            /// The bin of `value`, [`UNDEFINED`] for NaN.
            pub(super) fn bin(self, value: f64) -> u8 { self.scale().bin(value) }
        }
    };
}

indicators! {
    ImplementationRatio = "implementation_ratio", SHARE, [("under_half", 0), ("half_or_more", 20), ("all", 40)], Some("nothing_signed"), "Times a rung came into force per time one was signed.";
    ImplementationLagWeeks = "implementation_lag_weeks", WEEKS, [("under_9_weeks", 0), ("9_weeks_or_more", 9)], Some("nothing_in_force_yet"), "Mean weeks from signing to coming into force.";
    RungsInForce = "rungs_in_force", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Rungs in force now.";
    SignOffs = "sign_offs", COUNT, [("none", 0), ("one_to_three", 1), ("four_or_more", 4)], None, "Reviews that ended in approval.";
    SignOffsPending = "sign_offs_pending", COUNT, [("none", 0), ("some", 1)], None, "Bodies that are reviewing now.";
    Vetoes = "vetoes", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Reviews that ended in a veto.";
    Objections = "objections", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Objections registered.";
    ClaimsPerRung = "claims_per_rung", RATIO, [("near_deeds", 0), ("ahead_of_deeds", 15)], Some("nothing_in_force_yet"), "Claims of both parties together per time a rung came into force; a rung without over-claims is worth 2, ahead of deeds is 3 and more.";
    Alarms = "alarms", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Alarms raised by checks.";
    ClearedShare = "cleared_share", SHARE, [("under_half", 0), ("half_or_more", 20), ("all", 40)], Some("nothing_checked"), "Share of the checks that found nothing.";
    DisputeOpen = "dispute_open", COUNT, [("no", 0), ("yes", 1)], None, "Whether a dispute suspends the channel now.";
    CureWeeks = "cure_weeks", WEEKS, [("under_5_weeks", 0), ("5_weeks_or_more", 5)], Some("nothing_cured"), "Mean length of the disputes that were cured.";
    RenewalsMet = "renewals_met", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Renewals that every giver accepted.";
    ReciprocityBalance = "reciprocity_balance", BALANCE, [("sender_behind", 0), ("even", 20), ("target_behind", 21)], None, "Deeds of the sender that a check let pass, less those of the target.";
    WeeksSinceStructuralOffer = "weeks_since_structural_offer", WEEKS, [("under_14_weeks", 0), ("14_weeks_or_more", 14)], Some("never_offered"), "Weeks since a structural rung was last offered.";
    PermittedShare = "permitted_share", SHARE, [("under_half", 0), ("half_or_more", 20), ("nine_tenths_or_more", 36)], Some("nothing_spent"), "Share of the spending that was as permitted.";
    MediatorEngagement = "mediator_engagement", SHARE, [("fading", 0), ("full", 40)], None, "Influence of the mediator.";
    Incidents = "incidents", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Incidents since the start.";
    IncidentsLately = "incidents_lately", COUNT, [("none", 0), ("one", 1), ("two_or_more", 2)], None, "Incidents since the landmark before.";
}

impl Indicator {
    /// Position in arrays that hold one thing each.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Every state with the bins that belong to it, what is undefined last.
    pub fn bins_by_state(self) -> impl Iterator<Item = (&'static str, std::ops::Range<usize>)> {
        let states = self.states();
        let end = move |place: usize| states.get(place + 1).map_or(self.scale().bins(), |next| usize::from(next.1));
        states.iter().enumerate().map(move |(place, (word, from))| (*word, usize::from(*from)..end(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_cover_their_grid_in_rising_order() {
        for indicator in Indicator::ALL {
            let mut next = 0;
            for (word, bins) in indicator.bins_by_state() {
                assert!(bins.start == next && !bins.is_empty(), "{} {word}", indicator.word());
                next = bins.end;
            }
            assert_eq!(next, indicator.scale().bins(), "{}", indicator.word());
        }
    }

    #[test]
    fn values_fall_into_their_nearest_bin() {
        let bins = |indicator: Indicator, values: &[f64]| -> Vec<u8> {
            values.iter().map(|value| indicator.bin(*value)).collect()
        };
        assert_eq!(bins(Indicator::ClearedShare, &[0.0, 0.5, 0.96, 1.0, f64::NAN]), [0, 20, 38, 40, UNDEFINED]);
        assert_eq!(bins(Indicator::ReciprocityBalance, &[-30.0, -1.0, 0.0, 1.0]), [0, 19, 20, 21]);
        assert_eq!(bins(Indicator::ClaimsPerRung, &[2.0, 2.9, 3.0, 100.0]), [10, 14, 15, 60]);
    }
}
