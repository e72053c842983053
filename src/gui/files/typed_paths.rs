//! Paths as the user wrote them, beside what they mean. The program works with absolute paths, which mean
//! the same wherever it is started; on screen stands what was typed. Touches no file.

use std::path::{Path, PathBuf};

use crate::storage::StoreError;

/// What was typed for the paths of this run.
#[derive(Clone, Debug, Default)]
pub struct TypedPaths(Vec<TypedPath>);

#[derive(Clone, Debug)]
struct TypedPath {
    absolute: PathBuf,
    typed: PathBuf,
}

impl TypedPaths {
    /// The absolute path that `path` means in the folder in which the program was started. What the system
    /// makes no path of stays as it is, and is told where it is used.
    pub fn absolute(&mut self, path: PathBuf) -> PathBuf {
        let Ok(absolute) = std::path::absolute(&path) else { return path };
        self.0.retain(|one| one.absolute != absolute);
        if absolute.as_os_str() != path.as_os_str() {
            self.0.push(TypedPath { absolute: absolute.clone(), typed: path });
        }
        absolute
    }

    /// `path` as the user wrote it last.
    pub fn shown<'a>(&'a self, path: &'a Path) -> &'a Path {
        self.0.iter().find(|one| one.absolute == path).map_or(path, |one| &one.typed)
    }

    /// An error of the file that the user wrote so.
    pub fn in_error(&self, error: &StoreError) -> StoreError {
        StoreError { path: self.shown(&error.path).to_owned(), cause: error.cause.clone() }
    }
}
