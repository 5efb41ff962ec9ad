//! Scenarios that one starts from.

use crate::domain::words;
use serde::Serialize;

words! {
    /// What a scenario that one starts from is like.
    Template {
        General = "general", "One of everything, short.";
        FreezeForAid = "freeze_for_aid", "A programme frozen under inspection against aid in kind, as in 1994.";
        PrisonerExchange = "prisoner_exchange", "Detained people against blocked money, as in 1981 and 2016.";
        FundsForRestraint = "funds_for_restraint", "Blocked money in tranches against inspected limits, as in 2013.";
        TransitCorridor = "transit_corridor", "Safe passage for a term against easier trade, as in 2022.";
    }
}

impl Template {
    /// What the sender and the target are called where nobody says.
    pub const PARTIES: [&str; 2] = ["Giver of relief", "Restrained state"];

    const fn text(self) -> &'static str {
        match self {
            Self::General => include_str!("template/general.toml"),
            Self::FreezeForAid => include_str!("template/freeze_for_aid.toml"),
            Self::PrisonerExchange => include_str!("template/prisoner_exchange.toml"),
            Self::FundsForRestraint => include_str!("template/funds_for_restraint.toml"),
            Self::TransitCorridor => include_str!("template/transit_corridor.toml"),
        }
    }

    /// A commented scenario, sound as it stands, for a file called `name` (without `.toml`), between two parties so called.
    #[must_use]
    pub fn filled(self, name: &str, sender: &str, target: &str) -> String {
        let plain =
            |text: &str| text.chars().filter(|c| !c.is_control() && *c != '"' && *c != '\\').collect::<String>();
        let title = plain(name).replace('_', " ");
        let fields = [("name", plain(name)), ("title", title), ("sender", plain(sender)), ("target", plain(target))];
        fields
            .iter()
            .fold(self.text().to_owned(), |text, (field, value)| text.replace(&format!("{{{{{field}}}}}"), value))
    }
}
