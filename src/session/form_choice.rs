//! The form that a report follows: a built-in edition, or a data file that the user names.

use std::path::{Path, PathBuf};

use crate::form::{Edition, Form, FormError};
use crate::storage::{self, Disk, StoreError};

/// The most bytes that a form's data file may have.
const LIMIT: u64 = 4 * 1024 * 1024;

/// Where forms come from.
#[derive(Clone, Debug, Default)]
pub struct FormSource {
    named: Option<(PathBuf, Form)>,
}

/// A form that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormSourceError {
    /// The data file could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data file is broken.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The data file is of another edition than the report.
    #[error("{}: is of another edition than the report", path.display())]
    OtherEdition {
        /// The data file.
        path: PathBuf,
        /// Its edition.
        file: Edition,
        /// The report's.
        report: Edition,
    },
}

impl FormSource {
    /// The built-in editions alone.
    pub fn built_in() -> FormSource {
        FormSource::default()
    }

    /// The data file at `path` for reports of its edition.
    ///
    /// # Errors
    ///
    /// The file cannot be read or is no form; the error names file and line.
    pub fn read(disk: &dyn Disk, path: &Path) -> Result<FormSource, FormSourceError> {
        let bytes = storage::read(disk, path, LIMIT)?;
        let name = path.display().to_string();
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            FormError { file: name.clone(), line, problem: "not UTF-8".into() }
        })?;
        let form = Form::parse(&name, text.strip_prefix('\u{feff}').unwrap_or(text))?;
        Ok(FormSource { named: Some((path.to_owned(), form)) })
    }

    /// The form of `edition`.
    ///
    /// # Errors
    ///
    /// The built-in form is broken, or the file is of another edition.
    pub fn of(&self, edition: Edition) -> Result<&Form, FormSourceError> {
        match &self.named {
            None => Form::of(edition).map_err(|error| FormSourceError::Form(error.clone())),
            Some((_, form)) if form.edition == edition => Ok(form),
            Some((path, form)) => {
                Err(FormSourceError::OtherEdition { path: path.clone(), file: form.edition, report: edition })
            }
        }
    }
}
