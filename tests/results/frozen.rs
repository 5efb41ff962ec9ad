//! What must not change unless it is meant to: the stream of chance, the samplers, compiled plans, records and tables.
//!
//! `DETENTE_UPDATE=1 cargo test --release --test results -- frozen` writes the golden files anew. Where values change, the results
//! version must have risen since the last release; see CONTRIBUTING.md.

mod stream;
mod version;

use crate::Desk;
use detente_engine::plan::Plan;
use detente_engine::random::{Purpose, PurposeBook, RandomBlocks, Replay, Words};
use detente_engine::trial::{TrialSimulator, Unobserved};
use detente_report::results::{RESULTS_VERSION, sha256};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write as _;
use std::sync::LazyLock;
use support::{RICH, plan, shipped_plan};

const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

fn purpose() -> Purpose {
    PurposeBook::default().enter("any".to_owned()).expect("room")
}

/// Sixteen words of a trial under a key.
fn block(key: [u32; 8], trial: u64) -> [u32; 16] {
    let keys = [key];
    let mut random = RandomBlocks::new(&keys);
    random.turn_to(trial);
    std::array::from_fn(|index| random.word(purpose(), index as u64))
}

/// The first block under a key of zeros, as published for ChaCha with 8 rounds and keys of 256 bits
/// (J. Strombergson, Test Vectors for the Stream Cipher ChaCha, 2013, test case 1).
#[test]
fn the_generator_is_chacha_with_eight_rounds() {
    let published = "3e00ef2f895f40d67f5bb8e81f09a5a12c840ec3ce9a7f3b181be188ef711a1e\
                     984ce172b9216f419f445367456d5619314a42a3da86b001387bfdb80e0cfe42";
    let bytes = block([0; 8], 0).map(u32::to_le_bytes).concat();
    let found = bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert_eq!(found, published);
    let mut other = ChaCha8Rng::from_seed([0; 32]);
    assert_eq!(block([0; 8], 0), std::array::from_fn(|_| other.next_u32()));
}

static STREAM: LazyLock<String> = LazyLock::new(|| format!("{}{}", stream::generator(), stream::samplers()));

#[test]
fn words_and_samplers_are_those_of_the_golden_file() {
    support::golden::check("stream.txt", &STREAM);
}

/// A digest of the records of 1500 trials of each hand-made plan. The debug form of a float is the shortest text that
/// reads back as the same bits, so no bit of a record can change unseen.
static RECORDS: LazyLock<String> = LazyLock::new(|| {
    let digest = |plan: &Plan| {
        let keys = plan.purposes.keys(20_260_702);
        let (mut random, mut simulator, mut records) =
            (RandomBlocks::new(&keys), TrialSimulator::new(plan), String::new());
        for trial in 0..1500 {
            random.turn_to(trial);
            let record = simulator.simulate(&mut random, &mut Unobserved).clone();
            _ = writeln!(records, "{}", support::plans::told(&record, simulator.moments()));
        }
        sha256(records.as_bytes())
    };
    support::plans::all().iter().map(|(name, plan)| format!("{name} {}\n", digest(plan))).collect()
});

#[test]
fn records_are_bit_for_bit_those_of_the_golden_file() {
    support::golden::check("kernel.txt", &RECORDS);
}

/// A change here that leaves records and tables alone changes no values.
#[test]
fn compiled_plans_are_those_of_the_golden_files() {
    let plans = [
        ("rich", plan(RICH, &[])),
        ("tutorial", shipped_plan("tutorial.toml", &[])),
        ("ladder", shipped_plan("reference/ladder.toml", &[])),
    ];
    for (name, plan) in plans {
        support::golden::check(&format!("plan_{name}.txt"), &joined(&format!("{plan:#?}")));
    }
}

/// The debug form with brackets around a single line joined to one line.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut joined, mut at) = (String::new(), 0);
    while at < lines.len() {
        let single = lines[at].ends_with(['(', '[']) && lines.get(at + 2).is_some_and(|line| line.trim().len() <= 2);
        if single {
            _ = writeln!(joined, "{}{}{}", lines[at], lines[at + 1].trim().trim_end_matches(','), lines[at + 2].trim());
            at += 2;
        } else {
            _ = writeln!(joined, "{}", lines[at]);
        }
        at += 1;
    }
    joined
}

/// Tables of 1,000 trials of the rich scenario; the longest by their digests. `parameters.csv` is left out: it repeats the
/// input with sentences about it.
static TABLES: LazyLock<String> = LazyLock::new(|| {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "1000", "--out", "out", "--quiet", "--trial-rows"]);
    let names = ["summary", "outcomes", "causes", "timeline", "quantities", "rungs", "actors", "baseline", "leverage"];
    let table = |name: &str| format!("== {name}\n{}\n", desk.read(&format!("out/{name}.csv")));
    let digest = |name: &str| format!("== {name}\n{}\n", sha256(desk.read(&format!("out/{name}.csv")).as_bytes()));
    names.map(table).concat()
        + &["base_rates", "fates", "histograms", "indicators", "watch", "trials/rich"].map(digest).concat()
});

#[test]
fn tables_are_those_of_the_golden_file() {
    support::golden::check("tables.txt", &TABLES);
}

#[test]
fn the_values_of_a_released_results_version_never_change() {
    assert_eq!(version::newest(CHANGELOG), Some(RESULTS_VERSION), "CHANGELOG.md is headed by the results version");
    let values = [&STREAM, &RECORDS, &TABLES].map(|text| sha256(text.as_bytes())).concat();
    let record = std::fs::read_to_string(support::golden::path("versions.txt")).unwrap_or_default();
    let released = version::released(CHANGELOG);
    let digest = sha256(values.as_bytes());
    match version::recorded(&record, RESULTS_VERSION, &digest, &released, support::golden::updating()) {
        Ok(now) if now == record => {}
        Ok(now) => std::fs::write(support::golden::path("versions.txt"), now).expect("the record can be written"),
        Err(sentence) => panic!("{sentence}"),
    }
}

#[test]
fn a_released_version_cannot_be_given_other_values() {
    let changelog = "# Changelog\n\n## Unreleased (results version 3)\n\n## 0.2.0 (results version 2)\n";
    assert_eq!((version::newest(changelog), version::released(changelog)), (Some(3), vec![2]));
    let record = "results version 2: aa\nresults version 3: bb\n";
    let now = |version, digest, updating| version::recorded(record, version, digest, &[2], updating);
    assert_eq!(now(2, "aa", false).as_deref(), Ok(record));
    assert_eq!(now(3, "cc", true).as_deref(), Ok("results version 2: aa\nresults version 3: cc\n"));
    assert!(now(2, "cc", true).is_err_and(|sentence| sentence.contains("raise RESULTS_VERSION")));
    assert!(now(3, "cc", false).is_err_and(|sentence| sentence.contains("DETENTE_UPDATE=1")));
}

/// The words of the golden file come from the random; the replay takes them from another crate.
#[test]
fn blocks_and_replay_agree_at_the_far_ends() {
    let key = [7, 0, u32::MAX, 1, 2, 3, 5, 8];
    for trial in [0, 16, 1 << 33, u64::MAX - 15] {
        let keys = [key];
        let mut replay = Replay::new(&keys, trial);
        assert_eq!(block(key, trial), std::array::from_fn(|index| replay.word(purpose(), index as u64)));
    }
}
