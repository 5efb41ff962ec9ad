//! The tables of a scenario file.

use crate::domain::words;
use serde::Serialize;

words! {
    /// A table of the scenario language, in the order of the reference page.
    TableName {
        Root = "", "Keys at the head of the file, outside any table.";
        Run = "run", "How a trial is run.";
        Party = "party", "The two rivals: one `[party.<id>]` each, exactly one of role `sender` and one of role `target`.";
        Mediator = "mediator", "The go-between. `calming = 0` and `artificial_incentive = 0` say that there is none.";
        Body = "body", "Bodies that must sign a rung before it is delivered, one `[body.<id>]` each.";
        Objector = "objector", "Outsiders who object to rungs and are heard by some of the bodies, one `[objector.<id>]` each.";
        Spoiler = "spoiler", "Armed groups that attack while a rung is under way, one `[spoiler.<id>]` each.";
        Turnover = "turnover", "Changes of government that have a date, such as the end of a term, one `[turnover.<id>]` each. The scenario must say its `start`. Changes without a date come by the party's `turnover_per_month`.";
        Ladder = "ladder", "The sequence of rungs and what they share.";
        Rung = "rung", "The rungs, one `[rung.<id>]` each; `[ladder.rung]` gives defaults for all of them.";
        Concession = "concession", "What a party gives on a rung: `[rung.<id>.sender]`, `[rung.<id>.target]` (or the party's id), or `[rung.<id>.both]` for what the two have in common. `[ladder.concession]` gives defaults for all.";
        SignOff = "sign_off", "What makes a body sign, in log-odds.";
        Messaging = "messaging", "How the terms are worded.";
        Dispute = "dispute", "Disputes over alarms and incidents.";
        Verification = "verification", "The checks.";
        Escalation = "escalation", "Incidents, tension, the deep dispute and confrontation.";
        Money = "money", "The frozen funds.";
        Correlated = "correlated", "Uncertain values that hang together, one `[[correlated]]` each, or `[correlated.<id>]` where entries of a file and of the file that it extends shall add up. Values of which nothing is said are independent. What each value may be stays as it is.";
        Opening = "opening", "How things stand at the start, where the channel did not begin on that day. What each party believes of the other by then is its `trusts_other`.";
        Observed = "observed", "News: what was observed by some day. Every table then describes only the trials in which it went so. One `[[observed]]` each, or `[observed.<id>]` where entries of a file and of the file that it extends shall add up: a list replaces the list below it. Days count as the step of the run in which they fall.";
    }
}

impl TableName {
    /// Whether the table holds one table per id.
    #[must_use]
    pub const fn is_keyed(self) -> bool {
        matches!(
            self,
            Self::Party
                | Self::Body
                | Self::Objector
                | Self::Spoiler
                | Self::Turnover
                | Self::Rung
                | Self::Observed
                | Self::Correlated
        )
    }

    /// Whether the table stands at the top of a file under its word.
    #[must_use]
    pub const fn is_top_level(self) -> bool {
        !matches!(self, Self::Root | Self::Concession)
    }

    /// The table whose word is `word`, among those that stand at the top of a file.
    #[must_use]
    pub fn at_top(word: &str) -> Option<Self> {
        Self::from_word(word).filter(|table| table.is_top_level())
    }
}
