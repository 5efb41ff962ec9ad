//! Choices that a scenario makes in words.
//!
//! Each enum knows its spelling (`word`), the list of all its values (`ALL`) and one sentence of
//! meaning (`meaning`), from which checks, documentation and schema are made.

use serde::Serialize;

/// Declares an enum whose values are words of the scenario language.
#[macro_export]
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal, $meaning:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $(#[doc = $meaning] $(#[$inner])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling used in files, tables and documentation.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The word for readers, with spaces: on screens, pages and charts.
            #[must_use]
            pub fn spaced(self) -> String {
                self.word().replace('_', " ")
            }

            /// What the word means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            /// Position in arrays that hold one thing per value, in the order of `ALL`.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The value spelled `word`, if there is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub use crate::words;

words! {
    /// What keys stand at that no file states.
    Defaults {
        Calibrated = "calibrated", "They are not known: each trial draws them together from worlds in which the built-in scenario meets documented base rates.";
        Fixed = "fixed", "Each stands at its default, as if that were certain.";
    }
}

impl Defaults {
    /// What a scenario has that does not say.
    pub const DEFAULT: Self = Self::Calibrated;
}

words! {
    /// Which of the two parties is meant. The sender gives relief, the target gives restraint.
    Role {
        Sender = "sender", "The party that gives relief (funds, licences, easing).";
        Target = "target", "The party under pressure, which gives restraint (pauses, access, detainees).";
    }
}

impl Role {
    /// The other party.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sender => Self::Target,
            Self::Target => Self::Sender,
        }
    }
}

words! {
    /// What kind of thing a concession is. The kind sets the default of detection, false alarm and
    /// reversible share.
    Instrument {
        Funds = "funds", "A transfer of blocked money, usually through escrow.";
        Detainees = "detainees", "Release of detained persons: seen by all, and never undone.";
        Monitoring = "monitoring", "Declared-site monitoring or inspection by an agency.";
        Restraint = "restraint", "Restraint of undeclared activity or of armed partners, which is hard to see.";
        Deconfliction = "deconfliction", "Hotlines, stand-downs and other de-confliction.";
        Easing = "easing", "Licences, waivers and other easing of measures by decree.";
        Other = "other", "Anything else.";
    }
}

words! {
    /// Who delivers first on a rung on which both give.
    FirstMover {
        Simultaneous = "simultaneous", "Both deliver at the same moment.";
        Sender = "sender", "The sender delivers; the target delivers once that was checked.";
        Target = "target", "The target delivers; the sender delivers once that was checked.";
    }
}

words! {
    /// What a party takes back when the other is found in breach.
    Snapback {
        Nothing = "nothing", "What is in force stays in force.";
        Newest = "newest", "The newest rung in force is reversed.";
        All = "all", "Every rung in force is reversed.";
    }
}

words! {
    /// What a party does after a serious incident that it lays at the other's door.
    IncidentResponse {
        Pause = "pause", "It opens a dispute unless it lets the incident pass.";
        RingFence = "ring_fence", "It keeps incidents apart from the channel and never opens a dispute over one.";
    }
}

words! {
    /// A named bundle of policy settings of a party.
    Policy {
        TitForTat = "tit_for_tat", "Never forgives an alarm; takes back the newest rung.";
        Generous = "generous", "Forgives one alarm in three; takes back the newest rung.";
        Contrite = "contrite", "As generous, and cures its own breaches three times as fast.";
        Grit = "grit", "Opens with one rung given alone; forgives every second alarm; takes nothing back.";
        Strict = "strict", "Strict simultaneity: never delivers first and never forgives.";
    }
}

words! {
    /// In what legal form a party has bound itself. It sets the default of how likely a new government is to leave.
    LegalForm {
        Ratified = "ratified", "Ratified, or to be ratified, by a legislature as a treaty.";
        Text = "text", "Any other signed or written text, and whatever is neither of the other two.";
        ContestedExecutive = "contested_executive", "By the executive alone, and the main opposition or a declared successor is on record against it.";
    }
}

words! {
    /// When a trial stops.
    Until {
        Horizon = "horizon", "The world runs on to the horizon or to confrontation, whatever becomes of the channel.";
        ChannelEnds = "channel_ends", "The trial stops when the channel has completed or broken, or lies dormant for good.";
    }
}

words! {
    /// What the outcome reads.
    Judge {
        Truth = "truth", "A rung counts when it is in force and every giver in truth complied (honoured).";
        Record = "record", "A rung counts when it is in force by the public record.";
    }
}

words! {
    /// What happens to stakes where a variant orders rungs otherwise.
    Stakes {
        ByRung = "by_rung", "Every rung keeps the stake that the file which declares it gives it by place.";
        ByPlace = "by_place", "Stakes grow along the ladder in its new order.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_finds_its_value_again() {
        for policy in Policy::ALL {
            assert_eq!(Policy::from_word(policy.word()), Some(*policy));
        }
        assert_eq!(Role::from_word("broker"), None);
    }

    #[test]
    fn the_other_of_the_other_is_oneself() {
        assert_eq!(Role::Sender.other().other(), Role::Sender);
        assert_eq!([Role::Sender.index(), Role::Target.index()], [0, 1]);
    }
}
