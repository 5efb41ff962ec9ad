//! Every slip of one letter in every key and table of the scenario language is refused, and nearly always answered with
//! the word that was meant.
#![allow(clippy::print_stdout, reason = "what was counted is told")]

use detente_engine::parameter::registry::{Entry, TableName, entries, entries_of};
use detente_study::scenario;
use std::collections::BTreeSet;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789_";
/// Fewer than the faults that are kept of one file.
const LINES: usize = 500;

/// All words one edit away from `word`: a letter left out, put in, changed, or swapped with the next.
fn slips(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut slips = BTreeSet::new();
    for at in 0..=letters.len() {
        let (head, tail) = letters.split_at(at);
        let spelled = |middle: &[char], dropped: usize| -> String {
            head.iter().chain(middle).chain(tail.iter().skip(dropped)).collect()
        };
        slips.extend(LETTERS.chars().map(|letter| spelled(&[letter], 0)));
        if !tail.is_empty() {
            slips.insert(spelled(&[], 1));
            slips.extend(LETTERS.chars().map(|letter| spelled(&[letter], 1)));
        }
        if let [first, second, ..] = tail {
            slips.insert(spelled(&[*second, *first], 2));
        }
    }
    slips.remove(word);
    slips.remove("");
    slips
}

/// The table of the built-in scenario in which the keys of `table` can stand.
fn header(table: TableName) -> &'static str {
    match table {
        TableName::Root => "",
        TableName::Party => "[party.target_state]",
        TableName::Body => "[body.legislature]",
        TableName::Objector => "[objector.regional_rival]",
        TableName::Spoiler => "[spoiler.hardliners]",
        TableName::Turnover => "[turnover.term]\nparty = \"sender\"\non = 2029-01-20",
        TableName::Rung => "[rung.step_5]",
        TableName::Concession => "[rung.step_5.sender]",
        TableName::Run => "[run]",
        TableName::Mediator => "[mediator]",
        TableName::Ladder => "[ladder]",
        TableName::SignOff => "[sign_off]",
        TableName::Messaging => "[messaging]",
        TableName::Dispute => "[dispute]",
        TableName::Verification => "[verification]",
        TableName::Escalation => "[escalation]",
        TableName::Money => "[money]",
        TableName::Correlated => "[[correlated]]",
        TableName::Opening => "[opening]",
        TableName::Observed => "[[observed]]",
    }
}

/// What may stand in `table` besides its keys.
fn words_beside(table: TableName) -> Vec<&'static str> {
    let mut words = vec!["basis", "source"];
    match table {
        TableName::Root => {
            words.extend(TableName::ALL.iter().filter(|table| table.is_top_level()).map(|table| table.word()));
        }
        TableName::Rung => words.extend(["sender", "target", "both", "sender_state", "target_state"]),
        TableName::Ladder => words.extend(["rung", "concession"]),
        _ => {}
    }
    words
}

/// How many slips of `word` in `table` there are, and how many of them are answered with `word`.
fn tried(table: TableName, word: &str) -> (usize, usize) {
    answered(table, word, &format!("did you mean `{word}`?"))
}

/// How many slips of `word` in `table` there are, and how many of them are answered with what is `wanted`.
fn answered(table: TableName, word: &str, wanted: &str) -> (usize, usize) {
    let known: BTreeSet<&str> = entries_of(table).map(|entry| entry.key).chain(words_beside(table)).collect();
    let slips: Vec<String> = slips(word).into_iter().filter(|slip| !known.contains(slip.as_str())).collect();
    let mut right = 0;
    for slips in slips.chunks(LINES) {
        let lines: String = slips.iter().map(|slip| format!("{slip} = 1\n")).collect();
        let faults = scenario::read_text("case", &format!("{}\n{lines}", header(table)), &[]).expect_err(word);
        let refused: Vec<_> = faults.faults().iter().filter(|fault| fault.message == "unknown key").collect();
        assert_eq!(refused.len(), slips.len(), "some slip of {word} in {table:?} is taken");
        assert!(refused.iter().all(|fault| fault.line > 0), "each with its place");
        right += refused.iter().filter(|fault| fault.help.contains(wanted)).count();
    }
    (slips.len(), right)
}

#[test]
fn every_slip_of_one_letter_is_refused_and_at_least_95_in_100_get_the_word_that_was_meant() {
    let tables = TableName::ALL.iter().filter(|table| table.is_top_level());
    let keys = entries().map(|Entry { table, key, .. }| (*table, *key));
    let words = keys.chain(tables.map(|table| (TableName::Root, table.word())));
    let (mut all, mut right, mut worst) = (0, 0, (1.0, String::new()));
    for (table, word) in words {
        let (slips, helped) = tried(table, word);
        let share = helped as f64 / slips as f64;
        if share < worst.0 {
            worst = (share, format!("{word} in {table:?}"));
        }
        all += slips;
        right += helped;
    }
    // A word that was a key once is answered with the key that it is now, and so are its slips.
    let (slips, helped) = answered(TableName::Escalation, "tension_breeds_incidents", "is now `branching`");
    assert_eq!(slips, helped, "slips of a key that has changed its name");
    let share = right as f64 / all as f64;
    println!("{all} slips, all refused; {:.2} % answered with the word; the worst: {worst:?}", 100.0 * share);
    assert!(all > 50_000 && share >= 0.95, "{share}");
}

#[test]
fn the_first_word_of_a_key_is_answered_with_the_key() {
    let help = |header: &str, key: &str| {
        let faults = scenario::read_text("case", &format!("{header}\n{key} = 1\n"), &[]).expect_err(key);
        faults.faults().iter().find(|fault| fault.message == "unknown key").expect("a fault").help.clone()
    };
    for (header, typed, meant) in [
        ("[party.target_state]", "turnover", "turnover_per_month"),
        ("[rung.step_5]", "implementation", "implementation_weeks"),
        ("[escalation]", "incidents", "incidents_per_month"),
        ("", "horizon", "horizon_weeks"),
    ] {
        assert!(
            help(header, typed).starts_with(&format!("did you mean `{meant}`?")),
            "{typed}: {}",
            help(header, typed)
        );
    }
    assert!(!help("[party.target_state]", "of").contains("did you mean"));
    assert!(
        help("[escalation]", "tension_breeds_incidents").starts_with("`tension_breeds_incidents` is now `branching`")
    );
}
