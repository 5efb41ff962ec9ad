//! A folder of its own in which a program runs.

use crate::{sh, skip};
use sha2::{Digest, Sha256};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program that tests run. Only they know where Cargo has put it.
pub trait Program {
    /// Its path.
    const PATH: &'static str;
}

/// A folder of its own in which the program is run.
pub struct Desk<P> {
    folder: tempfile::TempDir,
    program: PhantomData<P>,
}

impl<P: Program> Default for Desk<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Program> Desk<P> {
    /// An empty desk.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), program: PhantomData }
    }

    /// A desk with one file on it.
    pub fn with(name: &str, text: &str) -> Self {
        let desk = Self::new();
        desk.put(name, text);
        desk
    }

    /// Puts a file on the desk.
    pub fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// A path on the desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file on the desk.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program here.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    /// The command that runs the program here.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(P::PATH);
        command.args(args).current_dir(self.folder.path());
        command
    }

    /// Runs the program here and expects it to be done.
    pub fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Runs the program here as nobody; none, with a word on the screen, where this needs rights that the tests do not have.
    pub fn as_nobody(&self, args: &[&str], test: &str) -> Option<Output> {
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        // The program may lie where nobody else may look: it is taken along. A shell copies it, as a file that this process
        // still holds open for writing when another test starts a program could not be run.
        let program = self.path("program");
        if !program.exists() {
            let (own, here) = (program.display(), self.path(""));
            assert!(sh(&format!("cp '{}' '{own}' && chmod 755 '{}' '{own}'", P::PATH, here.display())));
        }
        let probe = Command::new("setpriv").args(nobody).arg("true").stderr(Stdio::null()).status();
        if !probe.is_ok_and(|status| status.success()) {
            skip(test, "root, and setpriv, to be another user");
            return None;
        }
        let mut command = Command::new("setpriv");
        let command = command.args(nobody).arg(program).args(args).current_dir(self.folder.path());
        Some(command.output().expect("setpriv runs"))
    }

    /// One SHA-256 over every file below `folder`, by path and content.
    pub fn digest(&self, folder: &str) -> String {
        let mut files = Vec::new();
        collect(&self.path(folder), &mut files);
        files.sort();
        let root = self.path(folder);
        let mut all = String::new();
        for file in files {
            let name = file.strip_prefix(&root).expect("below").display().to_string();
            all.push_str(&name);
            all.push_str(&sha256(&std::fs::read(&file).expect("a file")));
        }
        sha256(all.as_bytes())
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
