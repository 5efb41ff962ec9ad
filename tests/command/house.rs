//! Rules of the house that no lint knows: who may touch the disk, who may be used, and that nobody is called from
//! outside.

use crate::Desk;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::RICH;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// What changes a disk, differs between systems, calls other programs or the network.
const ONLY_IN_PLATFORM: [&str; 22] = [
    "fs::write",
    "fs::copy",
    "fs::rename",
    "fs::create_dir",
    "fs::remove",
    "fs::hard_link",
    "fs::set_permissions",
    "File::create",
    "File::options",
    "OpenOptions",
    "tempfile::",
    "std::os::",
    "cfg!(unix",
    "cfg!(windows",
    "cfg(unix",
    "cfg(windows",
    "cfg(target_os",
    "signal_hook",
    "process::Command",
    "std::net",
    "process::abort",
    "process::exit",
];

#[test]
fn only_one_file_changes_the_disk_or_knows_the_system_and_none_calls_programs_or_the_network() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for name in ["engine", "study", "report", "wasm"] {
        sources(&root().join("crates").join(name).join("src"), &mut files);
    }
    sources(&root().join("lab/src"), &mut files);
    assert!(files.len() > 300);
    let mut in_platform = 0;
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        // Tests at the end of a file may do as they like.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().replace("NewFile::create", "");
        let found: Vec<&str> = ONLY_IN_PLATFORM.into_iter().filter(|word| text.contains(word)).collect();
        if file.ends_with("report/src/platform.rs") || file.ends_with("report/src/platform/faults.rs") {
            in_platform += found.len();
            assert!(!found.contains(&"process::Command") && !found.contains(&"std::net"), "{}", file.display());
        } else {
            assert_eq!(found, [""; 0], "{}: such calls stand in crates/report/src/platform.rs", file.display());
        }
    }
    assert!(in_platform >= 8, "the search finds what it looks for");
}

fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(args).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What `cargo metadata` says of the program for this system, without asking any registry.
fn metadata() -> Value {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    serde_json::from_str(&cargo(&args)).expect("JSON")
}

#[test]
fn every_dependency_has_its_reason() {
    let manifests = [
        "Cargo.toml",
        "crates/engine/Cargo.toml",
        "crates/study/Cargo.toml",
        "crates/report/Cargo.toml",
        "crates/wasm/Cargo.toml",
        "benches/Cargo.toml",
        "lab/Cargo.toml",
        "tests/support/Cargo.toml",
    ]
    .map(|file| fs::read_to_string(root().join(file)).expect("a file").parse::<toml::Table>().expect("TOML"));
    let of_systems = manifests[0]["target"].as_table().expect("a table").values().filter_map(toml::Value::as_table);
    let named: BTreeSet<&String> = manifests
        .iter()
        .chain(of_systems)
        .flat_map(|tables| ["dependencies", "dev-dependencies"].map(|name| tables.get(name)))
        .flatten()
        .filter_map(toml::Value::as_table)
        .flat_map(|table| table.keys())
        .collect();
    let page = fs::read_to_string(root().join("docs/dependencies.md")).expect("docs/dependencies.md");
    let reasons: BTreeMap<&str, &str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(name, reason)| (name, reason.trim_matches(['|', ' '])))
        .collect();
    for name in &named {
        let reason = reasons.get(name.as_str()).unwrap_or_else(|| panic!("docs/dependencies.md: why {name}?"));
        assert!(reason.split_whitespace().count() >= 3, "docs/dependencies.md: {name}: `{reason}` is no reason");
    }
    let gone: Vec<_> = reasons.keys().filter(|name| !named.iter().any(|known| known.as_str() == **name)).collect();
    assert!(gone.is_empty(), "docs/dependencies.md: not used any more: {gone:?}");
}

/// Licences under which our users may pass the program on, as `deny.toml` lists them.
fn allowed() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let table: toml::Table = text.parse().expect("TOML");
    let list = table["licenses"]["allow"].as_array().expect("a list");
    list.iter().map(|one| one.as_str().expect("text").to_owned()).collect()
}

/// Whether `allowed` meets every part between the ANDs of a licence expression by one of its ORs. (Without brackets AND
/// binds closer: this reading is then the stricter one.)
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ");
    let is_met = |part: &str| part.trim_matches(['(', ')']).split(" OR ").any(|one| allowed.contains(one.trim()));
    expression.split(" AND ").all(is_met)
}

#[test]
fn every_package_in_the_program_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let (metadata, allowed) = (metadata(), allowed());
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 30);
    for package in packages {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence, &allowed), "{name}: {licence}");
        let source = package["source"].as_str();
        assert!(
            source.is_none_or(|source| source.starts_with("registry+"))
                && (source.is_some() || name.as_str().is_some_and(|name| name.starts_with("detente")))
        );
    }
}

/// The engine knows no threads, terminal, signals or disk: nothing that it is built from does.
#[test]
fn the_engine_is_built_from_nothing_that_knows_the_system() {
    let args = ["tree", "-p", "detente-engine", "-e", "normal", "--prefix", "none", "--locked", "--offline"];
    let tree = cargo(&args);
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains("detente-engine") && names.contains("rand_chacha") && names.len() > 20, "{names:?}");
    for foreign in ["rayon", "clap", "indicatif", "tempfile", "signal-hook", "rust_xlsxwriter", "errno", "csv"] {
        assert!(!names.contains(foreign), "the engine is built from {foreign}");
    }
}

/// What a program asks of the system it runs on.
const OF_THE_SYSTEM: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::thread",
    "std::time",
    "std::process",
    "std::io",
    "std::net",
    "is_file()",
    "canonicalize",
    "println!",
    "Mutex",
];

#[test]
fn the_engine_asks_nothing_of_the_system() {
    let found_in = |folder: &str| {
        let mut files = Vec::new();
        sources(&root().join(folder), &mut files);
        let asks = files.into_iter().filter(|file| {
            let text = fs::read_to_string(file).expect("a source");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            OF_THE_SYSTEM.iter().any(|word| code.contains(word))
        });
        asks.collect::<Vec<PathBuf>>()
    };
    let asks = found_in("crates/engine/src");
    assert!(asks.is_empty(), "the engine is handed what it needs: {asks:?}");
    assert!(found_in("src").len() > 10, "the search finds what it looks for");
}

/// Runs every command under `strace`, which tells each call that could reach the network or another program.
#[cfg(target_os = "linux")]
#[test]
fn no_command_touches_the_network_or_starts_a_program() {
    let desk = Desk::with("batch/rich.toml", RICH);
    let traced = |args: &[&str]| {
        let log = desk.path("trace");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=%network,execve,execveat,fork,vfork,clone,clone3", "-o"])
            .arg(&log)
            .arg(env!("CARGO_BIN_EXE_detente"))
            .args(args)
            .current_dir(desk.path(""))
            .output();
        output.is_ok_and(|output| output.status.success()).then(|| fs::read_to_string(log).expect("a trace"))
    };
    if traced(&["--version"]).is_none() {
        support::skip("no_command_touches_the_network_or_starts_a_program", "strace, and the right to trace");
        return;
    }
    let commands: [&[&str]; 15] = [
        &["run", "batch", "--trials", "3000", "--out", "out", "--threads", "2"],
        &["run", "batch", "--trials", "3000", "--out", "rows", "--trial-rows"],
        &["run", "batch", "--trials", "3000", "--out", "shards/1", "--shard", "1/1"],
        &["merge", "shards", "--out", "merged"],
        &["verify", "out", "--rerun"],
        &["order", "batch/rich.toml", "--trials", "1024", "--plans", "2", "--out", "order", "--threads", "2"],
        &["report", "out"],
        &["compare", "batch/rich.toml", "--without", "each", "--trials", "64", "--out", "compared"],
        &["sweep", "batch/rich.toml", "--vary", "horizon_weeks=26,52", "--trials", "64", "--out", "swept"],
        &["sensitivity", "batch/rich.toml", "--trials", "1000", "--out", "studied"],
        &["check", "batch"],
        &["trace", "batch/rich.toml", "--typical", "--trials", "100"],
        &["new", "case"],
        &["schema"],
        &["completions", "bash"],
    ];
    for args in commands {
        let trace = traced(args).unwrap_or_else(|| panic!("{args:?}"));
        // So ends a line about a thread that the end of the process caught before its call could be read: it reached nobody.
        let cut_off = |line: &str| line.ends_with(" ???( <detached ...>");
        let known = |line: &&str| line.contains('(') && !line.contains("CLONE_THREAD") && !cut_off(line);
        let mut calls = trace.lines().filter(known);
        assert!(calls.next().is_some_and(|first| first.contains("execve(")), "{args:?}: {trace}");
        assert_eq!(calls.next(), None, "{args:?}: a call that reaches out of the program");
    }
}
