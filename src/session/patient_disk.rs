//! A disk that tries again what another program stands in the way of: a scanner for viruses, a program that
//! synchronises folders, Word. Only for workers and the command line, for it waits. Knows no draft.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::storage::{Disk, FileAccess, FileLock, FileTime, PathKind, may_pass};

/// How long is waited before the next attempts, in milliseconds: three and a half seconds in all.
pub const PAUSES: [u64; 7] = [50, 100, 200, 400, 800, 1_000, 1_000];

/// A disk whose refused steps are tried again, as long as one budget of pauses lasts for all of them.
pub struct PatientDisk<'a> {
    disk: &'a dyn Disk,
    pause: fn(Duration),
    /// How many of the pauses are used up.
    used: AtomicUsize,
}

impl<'a> PatientDisk<'a> {
    /// `disk`, with a budget of its own, which `pause` waits through.
    pub const fn new(disk: &'a dyn Disk, pause: fn(Duration)) -> PatientDisk<'a> {
        PatientDisk { disk, pause, used: AtomicUsize::new(0) }
    }

    fn steps<T>(&self, is_rename: bool, step: impl Fn() -> io::Result<T>) -> io::Result<T> {
        loop {
            let done = step();
            let Some(pause) = done.as_ref().err().filter(|error| may_pass(error, is_rename)).and_then(|_| self.next())
            else {
                return done;
            };
            (self.pause)(pause);
        }
    }

    /// The next pause; `None` where all are used up.
    fn next(&self) -> Option<Duration> {
        PAUSES.get(self.used.fetch_add(1, Ordering::Relaxed)).map(|pause| Duration::from_millis(*pause))
    }
}

impl Disk for PatientDisk<'_> {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        self.disk.kind(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.steps(false, || self.disk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.disk.written(path)
    }
    fn read_part(&self, path: &Path, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.steps(false, || self.disk.read_part(path, offset, length))
    }
    fn length(&self, path: &Path) -> io::Result<u64> {
        self.disk.length(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        // A new name is nobody's yet.
        self.disk.create(path, bytes, access)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.steps(true, || self.disk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.steps(false, || self.disk.remove(path))
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.disk.list(folder)
    }
    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.disk.folders(folder)
    }
    fn links(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.disk.links(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.create_folder(folder)
    }
    fn create_private_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.create_private_folder(folder)
    }
    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.remove_empty_folder(folder)
    }
    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.remove_folder(folder)
    }
    fn is_own(&self, path: &Path) -> io::Result<bool> {
        self.disk.is_own(path)
    }
    fn make_private(&self, path: &Path) -> io::Result<()> {
        self.disk.make_private(path)
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        self.steps(false, || self.disk.lock(path, owner, access))
    }
    fn is_locked(&self, path: &Path) -> io::Result<bool> {
        self.disk.is_locked(path)
    }
    fn read_lock(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.disk.read_lock(path, limit)
    }
    fn name_count(&self, path: &Path) -> io::Result<u64> {
        self.disk.name_count(path)
    }
    fn probe_exclusive(&self, path: &Path) -> io::Result<()> {
        self.disk.probe_exclusive(path)
    }
    fn is_online_only(&self, path: &Path) -> io::Result<bool> {
        self.disk.is_online_only(path)
    }
}
