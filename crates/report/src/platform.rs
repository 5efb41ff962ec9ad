//! Every change to a disk, and everything else in which systems differ: the only file that knows of either.
//!
//! Files and folders are made, written, moved and removed here and nowhere else (`tests/command/house.rs` reads the sources
//! for that), so that the tests can let each of these steps fail, or end the process at it, in turn: see `faults`.
//! Windows is not tested: there a folder's names cannot be waited for, and the rest is what the standard library does.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[cfg(feature = "fault-injection")]
mod faults;

#[cfg(not(feature = "fault-injection"))]
mod faults {
    /// Nothing is let fail in the program as it is shipped.
    #[inline(always)]
    pub(super) fn at(_: &str, _: &std::path::Path, _: impl FnOnce()) -> std::io::Result<()> {
        Ok(())
    }

    /// Everything can be moved as far as this program is concerned.
    #[inline(always)]
    pub(super) fn held() -> std::io::Result<()> {
        Ok(())
    }
}

/// A file that is being written. What was written is on the disk when [`Self::sync`] has returned.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    file: File,
}

impl NewFile {
    /// An empty file at `path`, in place of any that is there.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        faults::at("create", path, || ())?;
        Ok(Self { path: path.to_owned(), file: File::create(path)? })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until the disk has it.
    pub(crate) fn sync(self) -> io::Result<()> {
        faults::at("sync", &self.path, || ())?;
        self.file.sync_all()
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { path, file } = self;
        // A disk that fails may have taken a part.
        faults::at("write", path, || drop(file.write_all(&bytes[..bytes.len() / 2])))?;
        file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Puts a file with these bytes at `path`, whole or not at all; one that is there is replaced in one move.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft(path);
    let written = write(&draft, bytes).and_then(|()| rename(&draft, path));
    if written.is_err() {
        let _ = remove_file(&draft);
    }
    written.and_then(|()| sync_folder(folder_of(path)))
}

/// Whether [`put`] can write beside `path`, as it must, and take the place of what is there.
pub fn could_put(path: &Path) -> io::Result<()> {
    if is_mount(path) {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    let draft = draft(path);
    drop(NewFile::create(&draft)?);
    remove_file(&draft)
}

/// A file with these bytes at `path`, on the disk when this returns.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = NewFile::create(path)?;
    file.write_all(bytes)?;
    file.sync()
}

/// `path` with a name that `put` uses until it is done.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".draft");
    path.with_file_name(name)
}

/// The folder in which `path` lies.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A copy of the file `from` at `to`, on the disk when this returns.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut file = NewFile::create(to)?;
    io::copy(&mut File::open(from)?, &mut file)?;
    file.sync()
}

/// A second name `to` for the file `from`; where the disk knows no such thing, or `from` is no plain file, a copy. The file
/// is on the disk already, its new name once its folder was waited for.
pub(crate) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    let is_plain = fs::symlink_metadata(from).is_ok_and(|found| found.is_file());
    let linked = is_plain && faults::at("link", to, || ()).and_then(|()| fs::hard_link(from, to)).is_ok();
    if linked { Ok(()) } else { copy(from, to) }
}

/// The folder `path`, with those that it lies in.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    faults::at("make folder", path, || ())?;
    fs::create_dir_all(path)
}

/// Moves a file or folder, on one disk. A file at `to` is replaced.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    faults::at("rename", to, || ())?;
    fs::rename(from, to)
}

/// Whether the file or folder `from` could be moved into the folder of `full`, a folder in which something lies; it is not moved.
///
/// The system is asked to move `from` onto `full`, which POSIX forbids it: the refusal that `full` is not empty (or a folder) comes
/// where nothing else stands against the move, and any other refusal is the reason why it cannot be. So the answer is that of the
/// system that will be asked to move, also about mounts of a folder on its own disk, layers of a container and the rights of folders that
/// all may write in, and who is killed meanwhile leaves everything in its place. Numbers of devices and lists of mounts know less.
pub(crate) fn could_move(from: &Path, full: &Path) -> io::Result<()> {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, IsADirectory};
    if !cfg!(unix) {
        return Ok(());
    }
    faults::at("ask to move", from, || ())?;
    if from.is_dir() {
        faults::held()?;
    }
    // Of a file the system says first that it cannot take the place of a folder.
    if !from.is_dir() && is_mount(from) {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    match fs::rename(from, full) {
        Err(error) if matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | IsADirectory) => Ok(()),
        Err(error) => Err(error),
        // A system that moves it all the same can move it back.
        Ok(()) => fs::rename(full, from),
    }
}

/// Whether the file `path` is a mount of its own, as far as Linux lists them.
fn is_mount(path: &Path) -> bool {
    let (Ok(full), Ok(list)) = (path.canonicalize(), fs::read_to_string("/proc/self/mountinfo")) else { return false };
    // The fifth field; blanks and the like are written as numbers.
    let place = |line: &str| line.split(' ').nth(4).map(|place| place.replace("\\040", " ").replace("\\011", "\t"));
    list.lines().any(|line| place(line).is_some_and(|place| Path::new(&place) == full))
}

/// Removes a file.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    faults::at("remove file", path, || ())?;
    fs::remove_file(path)
}

/// Removes a folder and all that is in it.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    // One that fails may have removed a part.
    let one_file = || {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let file = entries.map(|entry| entry.path()).find(|path| path.is_file());
        let _ = file.map(fs::remove_file);
    };
    faults::at("remove folder", path, one_file)?;
    fs::remove_dir_all(path)
}

/// Removes a folder in which nothing is.
pub(crate) fn remove_empty_folder(path: &Path) -> io::Result<()> {
    faults::at("remove folder", path, || ())?;
    fs::remove_dir(path)
}

/// Waits until the disk has the names in `folder`; only Unix systems can be asked.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    faults::at("sync folder", folder, || ())?;
    File::open(folder)?.sync_all()
}

/// The file at `path`, made where it is missing and locked until it is dropped; none where another process has it.
pub(crate) fn lock(path: &Path) -> io::Result<Option<File>> {
    faults::at("lock", path, || ())?;
    let file = File::create(path)?;
    // Some network disks know no locks: there, two processes are not told apart.
    Ok((!matches!(file.try_lock(), Err(TryLockError::WouldBlock))).then_some(file))
}

/// A folder that is gone when it is dropped.
pub type TemporaryFolder = tempfile::TempDir;

/// Makes such a folder.
pub fn temporary_folder() -> io::Result<TemporaryFolder> {
    faults::at("make folder", Path::new("temporary"), || ())?;
    tempfile::tempdir()
}

/// Sets `asked` when the user or the system wants an end (Ctrl-C, TERM); the second time the process ends with `status`.
pub fn listen_for_the_end(asked: &Arc<AtomicBool>, status: i32) -> io::Result<()> {
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, status, Arc::clone(asked))?;
        flag::register(signal, Arc::clone(asked))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_put_whole_over_another_and_leaves_no_draft() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("page.md");
        put(&path, b"one").expect("a disk");
        put(&path, b"two").expect("a disk");
        assert_eq!(fs::read(&path).expect("a file"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_put_leaves_no_draft() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("taken");
        make_folder(&path).expect("a disk");
        assert!(put(&path, b"one").is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_could_be_moved_stays_where_it_is_and_what_could_not_says_why() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [full, file, inner] = ["full", "file", "from/inner"].map(|name| folder.path().join(name));
        make_folder(&full.join("something")).expect("a disk");
        make_folder(&inner).expect("a disk");
        write(&file, b"one").expect("a disk");
        let from = folder.path().join("from");
        assert!(could_move(&file, &full).is_ok() && could_move(&from, &full).is_ok());
        assert!(inner.is_dir() && file.is_file() && full.join("something").is_dir());
        let gone = could_move(&folder.path().join("nothing"), &full).expect_err("nothing is there");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
        // A mount, on every system that has such a thing.
        if Path::new("/proc/self").exists() && could_move(Path::new("/proc"), &full).is_ok() {
            panic!("a mount cannot be moved");
        }
    }

    #[test]
    fn a_second_name_is_given_to_files_and_what_a_link_leads_to_is_copied() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = |name: &str| folder.path().join(name);
        put(&place("one"), b"one").expect("a disk");
        link_or_copy(&place("one"), &place("two")).expect("a disk");
        assert_eq!(fs::read(place("two")).expect("a file"), b"one");
        assert!(link_or_copy(&place("none"), &place("three")).is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("one", place("link")).expect("a disk");
            link_or_copy(&place("link"), &place("four")).expect("a disk");
            assert!(fs::symlink_metadata(place("four")).expect("a file").is_file());
        }
    }

    #[test]
    fn a_lock_is_held_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("lock");
        let held = lock(&path).expect("a disk");
        assert!(held.is_some() && lock(&path).expect("a disk").is_none());
        drop(held);
        assert!(lock(&path).expect("a disk").is_some());
    }
}
