//! Disks of their own, which only root can make.

use crate::skip;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether the shell is content with a line.
pub fn sh(line: &str) -> bool {
    Command::new("sh").args(["-c", line]).stderr(Stdio::null()).status().expect("a shell").success()
}

/// A mount, gone when dropped.
pub struct Mount(PathBuf);

impl Mount {
    /// A mount with `options` at a place that is there. None, with a word on the screen, where this needs rights that the tests
    /// do not have.
    pub fn over(path: &Path, options: &str, test: &str) -> Option<Self> {
        if sh(&format!("mount {options} '{}'", path.display())) {
            return Some(Self(path.to_owned()));
        }
        skip(test, "root, to mount");
        None
    }

    /// The same at a folder that is made where it is not there.
    pub fn at(path: &Path, options: &str, test: &str) -> Option<Self> {
        std::fs::create_dir_all(path).expect("a folder");
        Self::over(path, options, test)
    }

    /// A disk in memory.
    pub fn disk(path: &Path, test: &str) -> Option<Self> {
        Self::at(path, "-t tmpfs detente", test)
    }

    /// A disk in memory of so many kilobytes.
    pub fn small_disk(path: &Path, kilobytes: u32, test: &str) -> Option<Self> {
        Self::at(path, &format!("-t tmpfs -o size={kilobytes}k detente"), test)
    }

    /// Lets nobody write to the disk any more.
    pub fn make_read_only(&self) {
        assert!(sh(&format!("mount -o remount,ro '{}'", self.0.display())));
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        assert!(sh(&format!("umount '{}'", self.0.display())), "{} stays mounted", self.0.display());
    }
}
