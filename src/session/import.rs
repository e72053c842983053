//! Reads another program's file into a report, with the list of all that was lost on the way.

use std::path::Path;

use crate::form::Form;
use crate::import::{self, Imported, ReadError, Remark, RemarkKind};
use crate::limits::Limit;
use crate::report::{Change, ImportOrigin, Report};
use crate::storage::{self, Disk, DraftError, StoreCause, StoreError};

/// A piece of HTML from a clipboard.
pub use crate::import::html::{Fragment, is_fragment_beyond};

/// The most bytes of a source that are read.
pub const LIMIT: usize = Limit::File.most();

/// The most bytes of a picture that is put into a text.
pub const PICTURE: usize = Limit::PictureFile.most();

/// The most characters that are pasted at once.
pub const PASTED: usize = Limit::Pasted.most();

/// Any file that is understood; which kind it is, its bytes say.
///
/// # Errors
///
/// No report can be read from the bytes; [`ReadError`] says why.
pub fn import(bytes: &[u8]) -> Result<Imported, ReadError> {
    import::read(bytes)
}

/// Whether the source was only tables: it has nothing to say of the texts.
pub fn is_numbers_only(reading: &Imported) -> bool {
    reading.remarks.iter().any(|remark| remark.kind == RemarkKind::NumbersOnly)
}

/// The report of a reading that begins a draft of its own, with what was told of its source.
pub fn begun(reading: &Imported, origin: Option<ImportOrigin>) -> Report {
    Report { origins: origin.into_iter().collect(), ..reading.report.clone() }
}

/// What taking over a reading changes in the report that is open, as one step. Tables without
/// text bring their numbers and leave the texts as they are, where they are of the same edition;
/// all else takes the report's place.
pub fn taking_over(open: &Report, form: &Form, reading: &Imported, origin: Option<ImportOrigin>) -> Change {
    let read = &reading.report;
    if !is_numbers_only(reading) || read.form != open.form {
        return Change::Replace(Box::new(begun(reading, origin)));
    }
    let mut report = open.clone();
    report.origins.extend(origin);
    for table in &form.tables {
        let said =
            |numbers: &crate::report::CellNumbers, key| numbers.get(key).is_some() || numbers.stated(key).is_some();
        // A table that the source does not have stays.
        if !table.fields.iter().any(|field| said(&read.numbers, field.key)) {
            continue;
        }
        for field in &table.fields {
            if !field.total {
                report.numbers.set(field.key, read.numbers.get(field.key));
            }
            report.numbers.state(field.key, read.numbers.stated(field.key));
            if let Some(note) = read.notes.get(&field.key) {
                report.notes.insert(field.key, note.clone());
            }
        }
    }
    Change::Replace(Box::new(report))
}

/// A file that is neither a draft nor anything that can be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportOpenError {
    /// It could not be read from the disk, or is a broken draft.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It could not be understood.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What lies in a file.
#[derive(Debug)]
pub enum FileContents {
    /// A draft, read.
    Draft(Box<Report>),
    /// Something that can be imported, read.
    Reading(Box<Imported>),
}

/// What the file at `path` is, and what it says where it is no draft.
///
/// # Errors
///
/// The file cannot be read, or nothing in it is understood.
pub fn look_into(disk: &dyn Disk, path: &Path) -> Result<FileContents, ImportOpenError> {
    match storage::load(disk, path) {
        Err(StoreError { cause: StoreCause::Draft(DraftError::Foreign | DraftError::NotUtf8 { .. }), .. }) => {
            let bytes = storage::read(disk, path, u64::try_from(LIMIT).unwrap_or(u64::MAX))?;
            Ok(FileContents::Reading(Box::new(import(&bytes)?)))
        }
        Ok(report) => Ok(FileContents::Draft(Box::new(report))),
        Err(error) => Err(error.into()),
    }
}

/// The text of the file at `path`, which is no report: all of it in the first section.
///
/// # Errors
///
/// The file cannot be read, or has no text that is understood.
pub fn as_text(disk: &dyn Disk, path: &Path) -> Result<Imported, ImportOpenError> {
    let bytes = storage::read(disk, path, u64::try_from(LIMIT).unwrap_or(u64::MAX))?;
    Ok(import::read_as_text(&bytes)?)
}

/// The report in the file at `path`, be it a draft or anything that can be imported; what an
/// import loses is not told. For a report that is only compared with.
///
/// # Errors
///
/// The file cannot be read, or nothing in it is understood.
pub fn open_any(disk: &dyn Disk, path: &Path) -> Result<Report, ImportOpenError> {
    read_any(disk, path).map(|(report, _)| report)
}

/// The same, with what was not understood of a file that is no draft.
///
/// # Errors
///
/// As [`open_any`].
pub fn read_any(disk: &dyn Disk, path: &Path) -> Result<(Report, Vec<Remark>), ImportOpenError> {
    match look_into(disk, path)? {
        FileContents::Draft(report) => Ok((*report, Vec::new())),
        FileContents::Reading(reading) => Ok((reading.report, reading.remarks)),
    }
}
