//! A disk in memory that knows what has reached the platter and what a power cut may leave of it. Threads
//! share it as they share a real one.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use nianbao::storage::{Disk, FileAccess, FileLock, FileTime, PathKind};

/// The time of every file on it, and of the tests.
pub const NOW: FileTime = FileTime(1_760_000_000);

/// Files with their content.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A disk in memory that remembers what would survive a power cut. A file's content is safe when
/// `create` returns; names are safe when their folder was synced, and until then any number of the
/// changes of a folder may have reached the disk, in their order.
#[derive(Default)]
pub struct SimulatedDisk {
    state: Mutex<State>,
    locks: Arc<Mutex<Vec<PathBuf>>>,
    /// After so many refusals every lock is let go.
    pub refusals: AtomicUsize,
    /// Whether every state is noted in which the power may be cut.
    pub watched: AtomicBool,
    /// How many characters the user has been told are safe, or must be able to trust so.
    pub promised: AtomicUsize,
}

#[derive(Default)]
struct State {
    safe: Files,
    pending: Vec<NameChange>,
    cuts: Vec<PowerCut>,
}

/// A moment at which the power may be cut.
pub struct PowerCut {
    /// What may then be on the disk.
    pub possible: Vec<Files>,
    /// What had been promised by then.
    pub promised: usize,
}

#[derive(Clone)]
enum NameChange {
    Put(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl NameChange {
    fn folder(&self) -> &Path {
        match self {
            NameChange::Put(path, _) | NameChange::Rename(_, path) | NameChange::Remove(path) => path.parent().unwrap(),
        }
    }

    fn apply(&self, files: &mut Files) {
        match self {
            NameChange::Put(path, bytes) => {
                files.insert(path.clone(), bytes.clone());
            }
            NameChange::Rename(from, to) => {
                // Lost with its creation, the file is not there to be renamed.
                if let Some(bytes) = files.remove(from) {
                    files.insert(to.clone(), bytes);
                }
            }
            NameChange::Remove(path) => {
                files.remove(path);
            }
        }
    }
}

impl State {
    fn files(&self) -> Files {
        let mut files = self.safe.clone();
        self.pending.iter().for_each(|one| one.apply(&mut files));
        files
    }

    /// What a power cut may leave now.
    fn possible(&self) -> Vec<Files> {
        let mut folders: Vec<&Path> = self.pending.iter().map(NameChange::folder).collect();
        folders.sort();
        folders.dedup();
        let mut states = vec![self.safe.clone()];
        for folder in folders {
            let own: Vec<_> = self.pending.iter().filter(|one| one.folder() == folder).collect();
            let mut next = Vec::new();
            for state in states {
                for count in 0..=own.len() {
                    let mut state = state.clone();
                    own[..count].iter().for_each(|one| one.apply(&mut state));
                    next.push(state);
                }
            }
            states = next;
        }
        states
    }
}

impl SimulatedDisk {
    /// A disk with these files on it: what is left after a power cut, or after the program was killed.
    pub fn with_files(files: Files) -> SimulatedDisk {
        SimulatedDisk { state: Mutex::new(State { safe: files, ..State::default() }), ..SimulatedDisk::default() }
    }

    /// The files as a program sees them now.
    pub fn files(&self) -> Files {
        self.state().files()
    }

    /// Every moment so far at which the power may have been cut.
    pub fn take_cuts(&self) -> Vec<PowerCut> {
        self.note(&mut self.state());
        std::mem::take(&mut self.state().cuts)
    }

    /// Lets another program lock the file `path`.
    pub fn lock_elsewhere(&self, path: PathBuf) {
        self.locks.lock().unwrap().push(path);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change(&self, state: &mut State, change: NameChange) {
        state.pending.push(change);
        self.note(state);
    }

    fn note(&self, state: &mut State) {
        if self.watched.load(Ordering::SeqCst) {
            let promised = self.promised.load(Ordering::SeqCst);
            state.cuts.push(PowerCut { possible: state.possible(), promised });
        }
    }
}

impl Disk for SimulatedDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        if self.files().contains_key(path) {
            return Ok(Some(PathKind::File));
        }
        Ok(path.starts_with("/年报").then_some(PathKind::Folder).filter(|_| path.extension().is_none()))
    }
    fn read(&self, path: &Path, _limit: u64) -> io::Result<Vec<u8>> {
        self.files().remove(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
    fn written(&self, _path: &Path) -> io::Result<FileTime> {
        Ok(NOW)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }
    fn create(&self, path: &Path, bytes: &[u8], _access: FileAccess<'_>) -> io::Result<()> {
        let mut state = self.state();
        if state.files().contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Cut while it is written, half of it is there.
        self.change(&mut state, NameChange::Put(path.to_owned(), bytes[..bytes.len() / 2].to_vec()));
        state.pending.pop();
        self.change(&mut state, NameChange::Put(path.to_owned(), bytes.to_vec()));
        Ok(())
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(&mut self.state(), NameChange::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let pending = std::mem::take(&mut state.pending);
        let (own, rest): (Vec<_>, Vec<_>) = pending.into_iter().partition(|one| one.folder() == folder);
        own.iter().for_each(|one| one.apply(&mut state.safe));
        state.pending = rest;
        self.note(&mut state);
        Ok(())
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if !state.files().contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.change(&mut state, NameChange::Remove(path.to_owned()));
        Ok(())
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.files().into_keys().filter(|path| path.parent() == Some(folder)).collect())
    }
    fn create_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
    fn lock(&self, path: &Path, _owner: &str, _access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        let mut locks = self.locks.lock().unwrap();
        if locks.iter().any(|one| one == path) {
            let left = self.refusals.load(Ordering::SeqCst).saturating_sub(1);
            self.refusals.store(left, Ordering::SeqCst);
            if left == 0 {
                locks.clear();
            }
            return Ok(None);
        }
        locks.push(path.to_owned());
        Ok(Some(Box::new(SimulatedLock(Arc::clone(&self.locks), path.to_owned()))))
    }
}

struct SimulatedLock(Arc<Mutex<Vec<PathBuf>>>, PathBuf);

impl FileLock for SimulatedLock {}

impl Drop for SimulatedLock {
    fn drop(&mut self) {
        self.0.lock().unwrap().retain(|one| *one != self.1);
    }
}
