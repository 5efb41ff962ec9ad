//! Whether new results may take the place of earlier ones: only those of the same question.
//!
//! The question is what the manifest says of the command and of the scenarios. The number of trials, the seed, `--set`, the files of the
//! same names, what a sweep varies, what a search seeks, the spelling of the tables may differ: to ask again is to refine. A `run` of more scenarios
//! takes the place of one of fewer, and a `compare` with more others, for nothing is lost by it; one of fewer does not.

use super::manifest::RunFacts;
use detente_study::table::{Status, grouped};
use std::collections::BTreeSet;

/// Most names in a sentence.
const MOST_NAMES: usize = 6;

/// What asks, as far as it must be the same: the command, and which part of its work.
fn kind(facts: &RunFacts) -> String {
    let settings = &facts.settings;
    if let Some(analysis) = &settings.analysis {
        return format!("{} {}", analysis.command, analysis.question);
    }
    if settings.varied.is_some() {
        return "sweep".to_owned();
    }
    if settings.order.is_some() {
        return "order".to_owned();
    }
    match (&settings.shard, settings.sensitivity) {
        (Some(shard), _) => format!("shard {shard}"),
        (None, Some(_)) => "sensitivity".to_owned(),
        (None, None) => "run".to_owned(),
    }
}

/// The scenarios: names of files; a sweep has one, of which its points have their names.
fn scenarios(facts: &RunFacts) -> BTreeSet<&str> {
    let stems = facts.scenarios.iter().map(|one| one.scenario.as_str());
    if facts.settings.varied.is_none() {
        return stems.collect();
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    stems.map(|stem| stem.rsplit_once('-').filter(|(_, end)| is_number(end)).map_or(stem, |(base, _)| base)).collect()
}

/// Whether the results that `held` describes may give way to those that `asked` does.
pub(super) fn may_replace(held: &RunFacts, asked: &RunFacts) -> bool {
    if kind(held) != kind(asked) || !scenarios(held).is_subset(&scenarios(asked)) {
        return false;
    }
    match (&held.settings.analysis, &asked.settings.analysis) {
        (Some(held), Some(asked)) => {
            let without = asked.factors.is_empty()
                || !held.factors.is_empty() && held.factors.iter().all(|id| asked.factors.contains(id));
            held.scenarios.first() == asked.scenarios.first() && without
        }
        _ => true,
    }
}

/// What a folder holds, in words.
pub(super) fn in_words(facts: &RunFacts) -> String {
    let settings = &facts.settings;
    let names = listed(&scenarios(facts).into_iter().collect::<Vec<_>>());
    if let Some(analysis) = &settings.analysis {
        let named: Vec<&str> = analysis.scenarios.iter().map(String::as_str).collect();
        let factors: Vec<&str> = analysis.factors.iter().map(String::as_str).collect();
        return match (analysis.question.as_str(), named.split_first()) {
            ("without", _) if factors.is_empty() => format!("a comparison of {names} without each of its parts"),
            ("without", _) => format!("a comparison of {names} without {}", listed(&factors)),
            (question, Some((base, others))) => {
                let by = if question == "keys" { " key by key" } else { "" };
                format!("a comparison of {base} with {}{by}", listed(others))
            }
            _ => "a comparison".to_owned(),
        };
    }
    if let Some(varied) = &settings.varied {
        let keys: Vec<&str> = varied.keys.iter().map(String::as_str).collect();
        return format!("a sweep of {names} over {}", listed(&keys));
    }
    if let Some(search) = &settings.order {
        let risk = search.risk.as_ref().map_or(String::new(), |risk| format!(" in the worst {risk} of the worlds"));
        return format!("a search for the best order of {names} by {}{risk}", search.objective);
    }
    if settings.sensitivity.is_some() {
        return format!("a sensitivity analysis of {names}");
    }
    let unfinished = if facts.status == Status::Interrupted { "an unfinished" } else { "a" };
    let part = settings.shard.as_ref().map_or(format!("{unfinished} run"), |shard| format!("shard {shard} of a run"));
    let each = if facts.scenarios.len() == 1 { "" } else { " each" };
    format!("{part} of {names} with {} trials{each}", grouped(facts.trials))
}

/// The first of `names`, and how many more there are.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Analysis, Dialect, ScenarioFacts, Settings};
    use detente_study::design::Sizes;
    use detente_study::table::Varied;

    fn facts(names: &[&str], change: impl FnOnce(&mut Settings)) -> RunFacts {
        let mut settings = Settings::new(Dialect::Standard);
        change(&mut settings);
        RunFacts::new(1, 1000, settings, names.iter().map(|name| ScenarioFacts::new(name, 1000, 1000)).collect())
    }

    fn run(names: &[&str]) -> RunFacts {
        facts(names, |_| ())
    }

    fn sweep(base: &str, keys: &[&str], points: usize) -> RunFacts {
        let names: Vec<String> = (1..=points).map(|point| format!("{base}-{point}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        facts(&names, |settings| settings.varied = Some(Varied { keys, ..Varied::default() }))
    }

    fn compare(question: &str, scenarios: &[&str], factors: &[&str]) -> RunFacts {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (command, question) = ("compare".to_owned(), question.to_owned());
        let analysis = Analysis { command, question, scenarios: owned(scenarios), factors: owned(factors) };
        facts(scenarios, |settings| settings.analysis = Some(analysis))
    }

    #[test]
    fn a_run_gives_way_to_one_of_the_same_scenarios_or_more_and_to_no_other() {
        let shard = |part: &str| facts(&["a"], |settings| settings.shard = Some(part.to_owned()));
        let study = |name: &str| facts(&[name], |settings| settings.sensitivity = Some(Sizes::new(16, 16, 1)));
        let other = RunFacts { seed: 2, trials: 7, ..facts(&["a"], |settings| settings.trial_rows = true) };
        assert!(may_replace(&run(&["a"]), &other), "other trials of the same");
        assert!(may_replace(&run(&["a", "b"]), &run(&["a", "b", "c"])), "a batch that has grown");
        assert!(!may_replace(&run(&["a", "b"]), &run(&["a"])), "b would be lost");
        assert!(!may_replace(&run(&["a"]), &run(&["b"])));
        assert!(!may_replace(&run(&["a"]), &shard("1/2")) && !may_replace(&shard("1/2"), &run(&["a"])));
        assert!(may_replace(&shard("1/2"), &shard("1/2")) && !may_replace(&shard("1/2"), &shard("2/2")));
        assert!(may_replace(&study("a"), &study("a")) && !may_replace(&study("a"), &run(&["a"])));
    }

    #[test]
    fn a_sweep_gives_way_to_one_of_the_same_scenario() {
        let held = sweep("t-1", &["x.y", "z"], 12);
        assert!(may_replace(&held, &sweep("t-1", &["z", "x.y"], 3)), "other values, fewer points");
        assert!(may_replace(&held, &sweep("t-1", &["z"], 12)), "other keys");
        assert!(!may_replace(&held, &sweep("t-2", &["x.y", "z"], 12)));
        assert!(!may_replace(&held, &run(&["t-1"])));
    }

    #[test]
    fn a_comparison_gives_way_to_one_that_asks_the_same_or_more() {
        let held = compare("plans", &["a", "b"], &[]);
        assert!(may_replace(&held, &compare("plans", &["a", "c", "b"], &[])));
        assert!(!may_replace(&held, &compare("plans", &["b", "a"], &[])), "another base");
        assert!(!may_replace(&held, &compare("keys", &["a", "b"], &[])));
        let (some, each) = (compare("without", &["a"], &["x"]), compare("without", &["a"], &[]));
        assert!(may_replace(&some, &each) && !may_replace(&each, &some) && may_replace(&each, &each));
        assert!(!may_replace(&some, &compare("without", &["a"], &["y"])));
    }

    #[test]
    fn what_a_folder_holds_is_said_in_words() {
        let many = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let said = [run(&["t"]), run(&many), sweep("t", &["x.y"], 2), compare("plans", &["a", "b"], &[])]
            .map(|facts| in_words(&facts));
        let thousand = grouped(1000);
        assert_eq!(said[0], format!("a run of t with {thousand} trials"));
        assert_eq!(said[1], format!("a run of a, b, c, d, e, f and 2 more with {thousand} trials each"));
        assert_eq!(said[2..], ["a sweep of t over x.y", "a comparison of a with b"]);
        let stopped = RunFacts { status: Status::Interrupted, ..run(&["t"]) };
        assert!(in_words(&stopped).starts_with("an unfinished run of t"));
    }
}
