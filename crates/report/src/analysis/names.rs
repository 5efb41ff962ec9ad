//! What people call the scenarios, actors and rungs of an analysis: names and titles from its inputs, never ids where there are any.

use super::read::Texts;
use crate::words::asked;
use detente_study::scenario;
use std::collections::BTreeMap;

/// Names by ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    titles: BTreeMap<String, String>,
    actors: BTreeMap<String, String>,
    questions: BTreeMap<String, String>,
}

impl Names {
    /// Those of the scenarios `stems`, whose files as run are among `texts`; inputs that cannot be read have none.
    pub(super) fn read<'a>(texts: Texts<'_>, stems: impl Iterator<Item = &'a str>) -> Self {
        let mut names = Self::default();
        for stem in stems {
            let Ok(Some(text)) = texts(&format!("inputs/{stem}.toml")) else { continue };
            let Ok(file) = scenario::read_text(stem, &text, &[]) else { continue };
            let scenario = &file.scenario;
            names.titles.insert(stem.to_owned(), scenario.title.clone());
            let questions = scenario.parameters.iter().map(|row| (row.key.clone(), row.question.to_string()));
            names.questions.extend(questions);
            let rungs = scenario.rungs.iter().map(|rung| (&rung.id, &rung.title));
            let actors = scenario.parties.iter().map(|one| (&one.id, &one.name));
            let actors = actors.chain(scenario.bodies.iter().map(|one| (&one.id, &one.name)));
            let actors = actors.chain(scenario.objectors.iter().map(|one| (&one.id, &one.name)));
            let actors = actors.chain(scenario.spoilers.iter().map(|one| (&one.id, &one.name)));
            for (id, name) in rungs.chain(actors) {
                names.actors.entry(id.clone()).or_insert_with(|| name.clone());
            }
        }
        names
    }

    /// The title of a scenario in quotes, where no other of the analysis has the same; else its stem.
    pub(crate) fn scenario(&self, stem: &str) -> String {
        let title = self.titles.get(stem).filter(|title| !title.is_empty());
        let alone = |title: &&String| self.titles.values().filter(|other| other == title).count() == 1;
        title.filter(alone).map_or_else(|| stem.to_owned(), |title| format!("\u{201c}{title}\u{201d}"))
    }

    /// The question that the value of a key answers, with whose it is; the key where no question is known.
    pub(crate) fn question(&self, key: &str) -> String {
        let whose = key.split('.').nth(1).and_then(|id| self.actors.get(id)).map(String::as_str);
        self.questions.get(key).map_or_else(|| key.to_owned(), |question| asked(question, whose))
    }

    /// What a dotted word is called, part by part: `turnover.iran` is `turnover of Iran`.
    pub(crate) fn factor(&self, id: &str) -> String {
        let part = |part: &str| match self.actors.get(part).filter(|name| !name.is_empty()) {
            Some(name) => name.clone(),
            None => part.replace('_', " "),
        };
        id.split('.').map(part).collect::<Vec<_>>().join(" of ")
    }
}
