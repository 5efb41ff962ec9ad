//! Shards: merged, they are what one machine would have written; anything else is refused by name.

use crate::Desk;
use detente_engine::tally::Tally;
use detente_study::run::{self, RunControl, Spec};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use support::{RICH, copy};

/// Ten blocks, the last of them short.
const TRIALS: &str = "9500";

/// A fixed sequence of numbers that look random (the constants are those of Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        (1..list.len()).rev().for_each(|last| list.swap(last, self.below(last + 1)));
    }
}

/// A desk with a batch of two scenarios.
fn desk() -> Desk {
    let desk = Desk::with("batch/rich.toml", RICH);
    desk.put("batch/plain.toml", "title = \"plain\"\nhorizon_weeks = 52\n");
    desk
}

fn whole(desk: &Desk) -> String {
    desk.done(&["run", "batch", "--trials", TRIALS, "--out", "whole", "--quiet"]);
    desk.digest("whole")
}

fn shard(desk: &Desk, index: usize, count: usize) -> String {
    let (part, folder) = (format!("{index}/{count}"), format!("shards_{count}/{index}"));
    desk.done(&["run", "batch", "--trials", TRIALS, "--shard", &part, "--out", &folder, "--quiet"]);
    folder
}

fn merge(desk: &Desk, folders: &[String]) -> std::process::Output {
    let mut args = vec!["merge"];
    args.extend(folders.iter().map(String::as_str));
    args.extend(["--out", "merged", "--quiet"]);
    desk.run(&args)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn any_number_of_shards_in_any_order_merge_to_what_one_machine_writes() {
    let desk = desk();
    let whole = whole(&desk);
    let mut dice = Dice(1);
    for count in [1, 2, 7, 64] {
        let mut folders: Vec<String> = (1..=count).map(|index| shard(&desk, index, count)).collect();
        for _ in 0..2 {
            dice.shuffle(&mut folders);
            let merged = merge(&desk, &folders);
            assert!(merged.status.success(), "{}", String::from_utf8_lossy(&merged.stderr));
            assert_eq!(whole, desk.digest("merged"), "{count} shards");
        }
    }
    let together = merge(&desk, &["shards_7".to_owned()]);
    assert!(together.status.success(), "a folder that holds nothing but shards stands for them");
    assert_eq!(whole, desk.digest("merged"));
}

#[test]
fn a_shard_simulated_again_is_the_same_and_has_only_records_inputs_and_a_manifest() {
    let desk = desk();
    let folder = shard(&desk, 2, 3);
    let first = desk.digest(&folder);
    shard(&desk, 2, 3);
    assert_eq!(first, desk.digest(&folder));
    let root = desk.path(&folder);
    let names: Vec<String> = files(&root)
        .iter()
        .map(|file| file.strip_prefix(&root).expect("below").display().to_string().replace('\\', "/"))
        .collect();
    let expected =
        ["inputs/plain.toml", "inputs/rich.toml", "manifest.json", "records/plain.json", "records/rich.json"];
    assert_eq!(names, expected);
    desk.done(&["verify", &folder, "--rerun"]);
}

/// Damages one file of a shard; says what was done.
fn damage(root: &Path, kind: usize, dice: &mut Dice) -> String {
    let files = files(root);
    let file = &files[dice.below(files.len())];
    let mut bytes = fs::read(file).expect("a file");
    let at = dice.below(bytes.len());
    let told = match kind {
        0 => {
            bytes.truncate(at);
            format!("cut at byte {at}")
        }
        1 => {
            let bit = dice.below(8);
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at} turned")
        }
        2 => {
            fs::remove_file(file).expect("a file");
            return format!("{} removed", file.display());
        }
        _ => {
            fs::write(root.join("records/guest.json"), &bytes).expect("a disk");
            return "a foreign file added".to_owned();
        }
    };
    fs::write(file, bytes).expect("a disk");
    format!("{} {told}", file.display())
}

#[test]
fn a_hundred_random_damages_are_refused_and_the_shard_is_named() {
    let desk = desk();
    let folders: Vec<String> = (1..=3).map(|index| shard(&desk, index, 3)).collect();
    let mut dice = Dice(7);
    for round in 0..100 {
        let victim = dice.below(folders.len());
        let root = desk.path(&folders[victim]);
        copy(&root, &desk.path("spare"));
        let told = damage(&root, round % 4, &mut dice);
        let merged = merge(&desk, &folders);
        let message = String::from_utf8_lossy(&merged.stderr).into_owned();
        assert_eq!(merged.status.code(), Some(5), "round {round}: {told}\n{message}");
        assert!(message.contains(&folders[victim]), "round {round}: {told}\n{message}");
        assert!(!desk.path("merged").exists(), "round {round}: {told}");
        assert_eq!(desk.run(&["verify", &folders[victim]]).status.code(), Some(5), "round {round}: {told}");
        fs::remove_dir_all(&root).expect("a folder");
        fs::rename(desk.path("spare"), &root).expect("a disk");
    }
    assert!(merge(&desk, &folders).status.success(), "unharmed, they merge");
}

#[test]
fn gaps_overlaps_and_shards_of_other_runs_are_refused_by_name() {
    let desk = desk();
    let folders: Vec<String> = (1..=4).map(|index| shard(&desk, index, 4)).collect();
    let refused = |folders: &[String], wanted: &[&str]| {
        let merged = merge(&desk, folders);
        let message = String::from_utf8_lossy(&merged.stderr).into_owned();
        assert_eq!(merged.status.code(), Some(5), "{message}");
        wanted.iter().for_each(|word| assert!(message.contains(word), "no `{word}` in\n{message}"));
    };
    refused(&folders[1..3], &["2 of 4 shards missing: 1, 4"]);
    let mut twice = folders.clone();
    copy(&desk.path(&folders[1]), &desk.path("copy"));
    twice.push("copy".to_owned());
    refused(&twice, &["shards_4/2 and copy are both shard 2/4"]);
    let strange = |name: &str, extra: &[&str]| {
        let args = ["run", "batch", "--trials", TRIALS, "--out", name, "--quiet"];
        desk.done(&[&args[..], extra].concat());
        let mut with = folders[1..].to_vec();
        with.push(name.to_owned());
        with
    };
    refused(&strange("seed", &["--shard", "1/4", "--seed", "2"]), &["seed:", "seed is 2", "leave it out"]);
    refused(&strange("count", &["--shard", "1/5"]), &["count:", "number of shards is 5"]);
    refused(&strange("set", &["--shard", "1/4", "--set", "horizon_weeks=26"]), &["set:", "scenarios"]);
    refused(&strange("complete", &[]), &["complete:", "not a shard"]);
    refused(&["absent".to_owned()], &["absent:", "no manifest.json"]);
    desk.put("version/manifest.json", &desk.read("shards_4/1/manifest.json").replace("ChaCha8", "ChaCha9"));
    refused(&[folders[1].clone(), "version".to_owned()], &["version:", "changed"]);
}

/// A run that pauses after every few blocks, on one thread, so that the pauses come where they are asked for.
#[test]
fn legs_add_up_to_the_whole_wherever_they_pause_and_what_is_given_up_counts_for_nothing() {
    let plan = support::plan(RICH, &[]);
    let spec = Spec { seed: 1, trials: 9500 };
    let empty = Tally::with_inputs(&plan, plan.largest_frozen());
    let whole = run::leg(&plan, &empty, spec, 0..spec.blocks(), RunControl::UNWATCHED).tally;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for blocks in [1, 3, 4] {
        let mut tally = empty.clone();
        let mut next = 0;
        while next < spec.blocks() {
            let begun = AtomicU64::new(0);
            let pause = || begun.fetch_add(1, Ordering::Relaxed) >= blocks;
            let control = RunControl { pause: &pause, ..RunControl::uninterrupted(&|_| ()) };
            let leg = pool.install(|| run::leg(&plan, &tally, spec, next..spec.blocks(), control));
            assert_eq!(leg.next, (next + blocks).min(spec.blocks()));
            tally.merge(&leg.tally);
            next = leg.next;
        }
        assert!(tally.record() == whole.record(), "{blocks} blocks a leg");
    }
    let asked = AtomicU64::new(0);
    let give_up = || asked.fetch_add(1, Ordering::Relaxed) == 100;
    let leg = run::leg(
        &plan,
        &whole,
        spec,
        2..spec.blocks(),
        RunControl { give_up: &give_up, ..RunControl::uninterrupted(&|_| ()) },
    );
    assert_eq!((leg.next, leg.tally.record().trials), (2, 0));
}

#[test]
fn the_scheduler_may_name_the_shard() {
    let desk = desk();
    let folder = shard(&desk, 3, 4);
    let args = ["run", "batch", "--trials", TRIALS, "--quiet", "--shard", "auto/4", "--out", "auto"];
    for (name, value) in [("SLURM_ARRAY_TASK_ID", "3"), ("JOB_COMPLETION_INDEX", "2"), ("DETENTE_SHARD", "3")] {
        let output = desk.command(&args).env(name, value).output().expect("detente runs");
        assert!(output.status.success(), "{name}");
        assert_eq!(desk.digest(&folder), desk.digest("auto"), "{name}");
    }
    for wrong in ["0/4", "5/4", "auto/4", "half"] {
        let refused = desk.run(&["run", "batch", "--shard", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
    }
}
