//! What people call scenarios, actors, rungs and values: names, titles and questions, never ids or keys where there are any.

use super::cell::{shown, spaced};
use detente_engine::parameter::{UNSTATED, registry, unstated_key};
use detente_study::scenario;
use detente_study::table::{CellValue as _, RunTables};
use std::collections::BTreeMap;

/// Gives the text of a file of a results folder by its path within it, whether the folder stands on the disk or is about to be written; none
/// where the folder has no such file.
pub(crate) type Texts<'a> = &'a dyn Fn(&str) -> Result<Option<String>, String>;

/// Names by ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    titles: BTreeMap<String, String>,
    actors: BTreeMap<String, String>,
    /// Names of parties by their roles.
    roles: BTreeMap<String, String>,
}

impl Names {
    /// Those of the scenarios `stems`, whose files as run are among `texts`; inputs that cannot be read have none.
    pub(crate) fn read<'a>(texts: Texts<'_>, stems: impl Iterator<Item = &'a str>) -> Self {
        let mut names = Self::default();
        for stem in stems {
            let Ok(Some(text)) = texts(&format!("inputs/{stem}.toml")) else { continue };
            let Ok(file) = scenario::read_text(stem, &text, &[]) else { continue };
            let scenario = &file.scenario;
            names.titles.insert(stem.to_owned(), scenario.title.clone());
            let rungs = scenario.rungs.iter().map(|rung| (&rung.id, &rung.title));
            let actors = scenario.parties.iter().map(|one| (&one.id, &one.name));
            let actors = actors.chain(scenario.bodies.iter().map(|one| (&one.id, &one.name)));
            let actors = actors.chain(scenario.objectors.iter().map(|one| (&one.id, &one.name)));
            let actors = actors.chain(scenario.spoilers.iter().map(|one| (&one.id, &one.name)));
            rungs.chain(actors).for_each(|(id, name)| names.put(id, name));
            scenario.parties.iter().for_each(|one| names.put_role(one.role.word(), &one.id));
        }
        names
    }

    /// Those of the actors and rungs of runs.
    pub(crate) fn of_runs(tables: &RunTables) -> Self {
        let mut names = Self::default();
        tables.actors.iter().for_each(|row| names.put(&row.actor, &row.name));
        tables.rungs.iter().for_each(|row| names.put(&row.rung, &row.title));
        for row in &tables.parameters {
            let id = row.key.strip_prefix("party.").and_then(|rest| rest.strip_suffix(".role"));
            if let Some(id) = id {
                names.put_role(&shown(&row.value.cell()), id);
            }
        }
        names
    }

    fn put(&mut self, id: &str, name: &str) {
        if !self.actors.contains_key(id) {
            self.actors.insert(id.to_owned(), name.to_owned());
        }
    }

    fn put_role(&mut self, role: &str, party: &str) {
        if !self.roles.contains_key(role) {
            self.roles.insert(role.to_owned(), self.named(party));
        }
    }

    /// The name of `id`, or it in words.
    fn named(&self, id: &str) -> String {
        self.actors.get(id).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| spaced(id))
    }

    /// The title of a scenario in quotes, where no other of the analysis has the same; else its stem.
    pub(crate) fn scenario(&self, stem: &str) -> String {
        let title = self.titles.get(stem).filter(|title| !title.is_empty());
        let alone = |title: &&String| self.titles.values().filter(|other| other == title).count() == 1;
        title.filter(alone).map_or_else(|| stem.to_owned(), |title| format!("\u{201c}{title}\u{201d}"))
    }

    /// The question that the value of a key answers, in quotes, behind whose value it is; the key in words where it answers none.
    pub(crate) fn question(&self, key: &str) -> String {
        if key.starts_with(UNSTATED) {
            let unstated = registry::entries().find(|entry| unstated_key(entry) == key);
            return unstated.map_or_else(|| key.to_owned(), |entry| format!("\u{201c}{}\u{201d}", entry.question));
        }
        let Some(entry) = registry::of_key(key) else { return self.factor(key) };
        let parts: Vec<&str> = key.split('.').collect();
        // An id, and who gives it, stand between the table and the name of the value.
        let between = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default();
        let role = |part: &str| self.roles.get(part).cloned().unwrap_or_else(|| spaced(part));
        let whose = between.iter().enumerate().map(|(at, part)| if at == 0 { self.named(part) } else { role(part) });
        let whose = whose.collect::<Vec<_>>().join(", ");
        let whose = if whose.is_empty() { whose } else { format!("{whose}: ") };
        format!("\u{201c}{whose}{}\u{201d}", entry.question)
    }

    /// What a dotted word is called, part by part: `turnover.iran` is `turnover of Iran`.
    pub(crate) fn factor(&self, id: &str) -> String {
        id.split('.').map(|part| self.named(part)).collect::<Vec<_>>().join(" of ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_called_by_its_question_with_whose_it_is() {
        let mut names = Names::default();
        [("us", "United States"), ("first", "First release"), ("plain", "")]
            .iter()
            .for_each(|(id, name)| names.put(id, name));
        names.put_role("sender", "us");
        let begins = |key: &str, whose: &str| {
            let question = registry::of_key(key).expect("a key").question;
            assert_eq!(names.question(key), format!("\u{201c}{whose}{question}\u{201d}"), "{key}");
        };
        begins("messaging.ambiguity", "");
        begins("party.us.trustworthy", "United States: ");
        begins("party.us.name", "United States: ");
        begins("rung.first.sender.detection", "First release, United States: ");
        begins("rung.first.target.detection", "First release, target: ");
        begins("turnover.us_2029.probability", "us 2029: ");
        begins("rung.plain.tranches", "plain: ");
        let anybodys = registry::of_key("rung.first.sender.detection").expect("a key").question;
        assert_eq!(names.question("default.rung.concession.detection"), format!("\u{201c}{anybodys}\u{201d}"));
        assert_eq!(["messaging", "party.us"].map(|key| names.question(key)), ["messaging", "party of United States"]);
    }
}
