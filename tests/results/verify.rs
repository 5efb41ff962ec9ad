//! `verify`: what is sound is called sound, and every change is told in a sentence.

use crate::Desk;
use std::fs;
use support::RICH;

fn simulated(extra: &[&str]) -> Desk {
    let desk = Desk::with("rich.toml", RICH);
    let args = ["run", "rich.toml", "--trials", "3000", "--out", "out", "--quiet"];
    desk.done(&[&args[..], extra].concat());
    desk
}

/// The exit status and what was said on the error stream.
fn verify(desk: &Desk, extra: &[&str]) -> (Option<i32>, String) {
    let output = desk.run(&[&["verify", "out"], extra].concat());
    (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn a_folder_as_written_is_sound_and_comes_out_the_same_when_simulated_again() {
    for extra in
        [&[][..], &["--trial-rows", "--csv-dialect", "eu", "--seed", "9"], &["--set", "messaging.ambiguity=0.1 to 0.3"]]
    {
        let desk = simulated(extra);
        assert!(desk.done(&["verify", "out"]).contains("sound"));
        assert!(desk.done(&["verify", "out", "--rerun"]).contains("byte for byte"), "{extra:?}");
    }
}

#[test]
fn every_change_to_a_folder_is_told_in_a_sentence() {
    let desk = simulated(&[]);
    let causes = desk.read("out/causes.csv");
    desk.put("out/causes.csv", &causes.replace('1', "2"));
    desk.put("out/notes.txt", "mine");
    fs::remove_file(desk.path("out/rungs.csv")).expect("a table");
    let (status, message) = verify(&desk, &[]);
    assert_eq!(status, Some(5));
    assert_eq!(message.lines().count(), 3, "{message}");
    assert!(message.contains("out: causes.csv was changed after it was written\n"), "{message}");
    assert!(message.contains("out: rungs.csv is missing\n"), "{message}");
    assert!(message.contains("out: notes.txt was not written by detente"), "{message}");
}

#[test]
fn every_byte_of_the_manifest_counts() {
    let desk = simulated(&[]);
    let manifest = desk.read("out/manifest.json");
    for (from, to) in [("\"seed\": 1", "\"seed\": 2"), ("  \"", " \""), ("3000", "3001"), ("complete", "interrupted")] {
        desk.put("out/manifest.json", &manifest.replacen(from, to, 1));
        let (status, message) = verify(&desk, &[]);
        assert_eq!(status, Some(5), "{from}");
        assert!(message.contains("manifest.json was changed"), "{from}: {message}");
    }
    desk.put("out/manifest.json", &manifest);
    assert_eq!(verify(&desk, &[]).0, Some(0));
}

/// Files that are kept have two names for a while: what is written under the new one must not reach the old one.
#[test]
fn what_is_written_over_a_kept_file_and_then_dropped_leaves_the_earlier_results_alone() {
    let desk = simulated(&[]);
    let before = desk.digest("out");
    let (out, _) = detente_report::results::OutDir::amend(&desk.path("out"), |_| true, &|| false).expect("own folder");
    out.write("outcomes.csv", b"other figures").expect("a disk");
    drop(out);
    assert_eq!(desk.digest("out"), before);
    let asked = detente_report::results::OutDir::amend(&desk.path("out"), |_| true, &|| true);
    assert!(matches!(asked, Err(detente_report::results::ExportError::Interrupted { .. })));
    assert_eq!(desk.digest("out"), before);
}

/// A folder whose manifest was made anew over a false table: only simulating it again can tell.
#[test]
fn a_forged_folder_is_found_by_simulating_it_again() {
    let desk = simulated(&[]);
    let (out, facts) =
        detente_report::results::OutDir::amend(&desk.path("out"), |_| true, &|| false).expect("own folder");
    let forged = desk.read("out/outcomes.csv").replace("scaling", "Scaling");
    out.write("outcomes.csv", forged.as_bytes()).expect("a disk");
    out.write("charts/shares.svg", b"<svg/>").expect("a disk");
    out.finish(facts).expect("a disk");
    assert_eq!(verify(&desk, &[]).0, Some(0));
    let (status, message) = verify(&desk, &["--rerun"]);
    assert_eq!(status, Some(5));
    assert!(message.contains("out: outcomes.csv is not what the inputs give"), "{message}");
    // A report takes its figures from the tables, so the one that is made again differs, too; no other table does.
    let tables = message.lines().filter(|line| line.contains(".csv "));
    assert_eq!(tables.count(), 1, "{message}");
}

#[test]
fn what_is_no_results_folder_is_said_to_be_none() {
    let desk = simulated(&[]);
    desk.put("notes/todo.txt", "mine");
    let output = desk.run(&["verify", "notes", "absent", "out"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5));
    assert!(message.contains("notes: there is no manifest.json") && message.contains("absent: "), "{message}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("out: sound"));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_an_endless_device_in_place_of_a_file_is_told_without_waiting() {
    let desk = simulated(&[]);
    fs::remove_file(desk.path("out/causes.csv")).expect("a table");
    let made = std::process::Command::new("mkfifo").arg(desk.path("out/causes.csv")).status().expect("mkfifo runs");
    assert!(made.success());
    let (status, message) = verify(&desk, &[]);
    assert_eq!(status, Some(5));
    assert!(message.contains("causes.csv"), "{message}");
    fs::remove_file(desk.path("out/manifest.json")).expect("a manifest");
    std::os::unix::fs::symlink("/dev/zero", desk.path("out/manifest.json")).expect("a disk");
    let (status, message) = verify(&desk, &[]);
    assert_eq!(status, Some(5));
    assert!(message.contains("no manifest.json"), "{message}");
}

/// Ends every line of every file below `folder` with CRLF.
fn with_returns(folder: &std::path::Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            with_returns(&path);
        } else {
            let text = fs::read_to_string(&path).expect("text");
            fs::write(path, text.replace('\n', "\r\n")).expect("a disk");
        }
    }
}

/// What git does in a clone where `core.autocrlf` is set.
#[test]
fn where_only_line_ends_differ_every_command_says_just_that() {
    let desk = simulated(&[]);
    desk.done(&["run", "rich.toml", "--trials", "3000", "--shard", "1/1", "--out", "shard", "--quiet"]);
    with_returns(&desk.path("out"));
    with_returns(&desk.path("shard"));
    for (args, status, ending) in [
        (&["verify", "out"][..], 5, ""),
        (&["run", "rich.toml", "--trials", "3000", "--out", "out"], 3, "--force"),
        (&["run", "rich.toml", "--trials", "3000", "--out", "out", "--resume"], 3, "--force"),
        (&["report", "out"], 3, "run the scenarios again"),
        (&["merge", "shard", "--out", "merged"], 5, "simulate this shard again"),
    ] {
        let output = desk.run(args);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {message}");
        let words = ["nothing but the line ends", "core.autocrlf", "git clone -c core.autocrlf=false", ending];
        words.iter().for_each(|word| assert!(message.contains(word), "{args:?}: no `{word}` in {message}"));
        assert!(!message.contains("was changed"), "{args:?}: {message}");
    }
    desk.put("out/causes.csv", &desk.read("out/causes.csv").replacen('1', "2", 1));
    let (status, message) = verify(&desk, &[]);
    assert_eq!((status, message.lines().count()), (Some(5), 2), "{message}");
    assert!(
        message.contains("causes.csv was changed after") && message.contains("line ends of README.md"),
        "{message}"
    );
    desk.done(&["run", "rich.toml", "--trials", "3000", "--out", "out", "--quiet", "--force"]);
    assert_eq!(verify(&desk, &[]).0, Some(0));
}

/// Tables whose lines end with CRLF as written, and of which git has made LF.
#[test]
fn returns_that_were_taken_away_are_line_ends_too() {
    let desk = simulated(&["--csv-dialect", "excel"]);
    desk.put("out/causes.csv", &desk.read("out/causes.csv").replace("\r\n", "\n"));
    let (status, message) = verify(&desk, &[]);
    assert!(status == Some(5) && message.contains("nothing but the line ends"), "{message}");
}

#[test]
fn a_clone_keeps_every_byte_whatever_git_is_told_about_line_ends() {
    let git = |desk: &Desk, args: &[&str]| {
        let named = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
        let output = std::process::Command::new("git").args(named).args(args).current_dir(desk.path("")).output();
        output.is_ok_and(|output| output.status.success())
    };
    let desk = Desk::with("repository/scenarios/rich.toml", RICH);
    if !git(&desk, &["init", "repository"]) {
        support::skip("a_clone_keeps_every_byte_whatever_git_is_told_about_line_ends", "git");
        return;
    }
    let root = desk.path("repository");
    let run = |folder: &str| {
        let mut command = desk.command(&["run", "--trials", "3000", "--quiet"]);
        command.current_dir(desk.path(folder)).output().expect("detente runs")
    };
    assert!(run("repository").status.success());
    let git_in = |args: &[&str]| git(&desk, &[&["-C", root.to_str().expect("a path")], args].concat());
    let clone = |name: &str| git(&desk, &["-c", "core.autocrlf=true", "clone", "-q", "repository", name]);
    assert!(git_in(&["add", "."]) && git_in(&["commit", "-qm", "one"]) && clone("without"));
    let refused = run("without");
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(3) && message.contains("nothing but the line ends"), "{message}");
    let shipped = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/.gitattributes")).expect("it is shipped");
    fs::write(root.join(".gitattributes"), shipped).expect("a disk");
    assert!(git_in(&["add", "."]) && git_in(&["commit", "-qm", "two"]) && clone("with"));
    assert_eq!(desk.digest("repository/results"), desk.digest("with/results"));
    let output = run("with");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(desk.digest("repository/results"), desk.digest("with/results"));
}
