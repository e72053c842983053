//! A disk in memory that knows what has reached the platter and what a power cut may leave of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use nianbao::storage::{Disk, Hold, Kind, Stamp};

/// The time of every file on it, and of the tests.
pub const NOW: Stamp = Stamp(1_760_000_000);

/// Files with their content.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A disk in memory that remembers what would survive a power cut. A file's content is safe when
/// `create` returns; names are safe when their folder was synced, and until then any number of the
/// changes of a folder may have reached the disk, in their order.
#[derive(Default)]
pub struct Memory {
    pub safe: RefCell<Files>,
    pub pending: RefCell<Vec<Naming>>,
    pub held: std::sync::Arc<std::sync::Mutex<Vec<PathBuf>>>,
    /// After so many refusals everything that is held is let go.
    pub lets_go: Cell<usize>,
    /// Every state of the disk in which the power may be cut, if they are wanted.
    pub steps: RefCell<Vec<(Vec<Files>, usize)>>,
    pub watched: Cell<bool>,
    /// How many characters the user has been told are safe, or must be able to trust so.
    pub promised: Cell<usize>,
}

#[derive(Clone)]
pub enum Naming {
    Put(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Naming {
    fn folder(&self) -> &Path {
        match self {
            Naming::Put(path, _) | Naming::Rename(_, path) | Naming::Remove(path) => path.parent().unwrap(),
        }
    }

    fn apply(&self, files: &mut Files) {
        match self {
            Naming::Put(path, bytes) => {
                files.insert(path.clone(), bytes.clone());
            }
            Naming::Rename(from, to) => {
                // Lost with its creation, the file is not there to be renamed.
                if let Some(bytes) = files.remove(from) {
                    files.insert(to.clone(), bytes);
                }
            }
            Naming::Remove(path) => {
                files.remove(path);
            }
        }
    }
}

impl Memory {
    pub fn files(&self) -> Files {
        let mut files = self.safe.borrow().clone();
        self.pending.borrow().iter().for_each(|one| one.apply(&mut files));
        files
    }

    fn name(&self, naming: Naming) {
        self.pending.borrow_mut().push(naming);
        self.step();
    }

    /// Notes what a power cut may leave now.
    pub fn step(&self) {
        if !self.watched.get() {
            return;
        }
        let pending = self.pending.borrow();
        let mut folders: Vec<&Path> = pending.iter().map(Naming::folder).collect();
        folders.sort();
        folders.dedup();
        let mut states = vec![self.safe.borrow().clone()];
        for folder in folders {
            let own: Vec<_> = pending.iter().filter(|one| one.folder() == folder).collect();
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
        self.steps.borrow_mut().push((states, self.promised.get()));
    }

    pub fn after_power_cut(files: Files) -> Memory {
        Memory { safe: RefCell::new(files), ..Memory::default() }
    }
}

impl Disk for Memory {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let files = self.files();
        if files.contains_key(path) {
            return Ok(Some(Kind::File));
        }
        Ok(path.starts_with("/年报").then_some(Kind::Folder).filter(|_| path.extension().is_none()))
    }
    fn read(&self, path: &Path, _limit: u64) -> io::Result<Vec<u8>> {
        self.files().get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
    fn written(&self, _path: &Path) -> io::Result<Stamp> {
        Ok(NOW)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.files().contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Cut while it is written, half of it is there.
        self.name(Naming::Put(path.to_owned(), bytes[..bytes.len() / 2].to_vec()));
        self.pending.borrow_mut().pop();
        self.name(Naming::Put(path.to_owned(), bytes.to_vec()));
        Ok(())
    }
    fn copy_permissions(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        Ok(())
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.name(Naming::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let (own, rest): (Vec<_>, Vec<_>) = self.pending.take().into_iter().partition(|one| one.folder() == folder);
        own.iter().for_each(|one| one.apply(&mut self.safe.borrow_mut()));
        self.pending.replace(rest);
        self.step();
        Ok(())
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        if !self.files().contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.name(Naming::Remove(path.to_owned()));
        Ok(())
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.files().into_keys().filter(|path| path.parent() == Some(folder)).collect())
    }
    fn create_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
    fn hold(&self, path: &Path, _owner: &str) -> io::Result<Option<Box<dyn Hold>>> {
        let mut held = self.held.lock().unwrap();
        if held.iter().any(|one| one == path) {
            self.lets_go.set(self.lets_go.get().saturating_sub(1));
            if self.lets_go.get() == 0 {
                held.clear();
            }
            return Ok(None);
        }
        held.push(path.to_owned());
        Ok(Some(Box::new(MemoryHold(std::sync::Arc::clone(&self.held), path.to_owned()))))
    }
}

pub struct MemoryHold(std::sync::Arc<std::sync::Mutex<Vec<PathBuf>>>, PathBuf);

impl Hold for MemoryHold {}

impl Drop for MemoryHold {
    fn drop(&mut self) {
        self.0.lock().unwrap().retain(|one| *one != self.1);
    }
}
