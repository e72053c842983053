//! Opens drafts, and reads other programs' files for a review. Where a file cannot be opened, the
//! open report stays. Shows nothing itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::TypedPaths;
use super::recent::remember;
use super::replace::open_locked;
use super::running_task::TaskWords;
use crate::form::CellKey;
use crate::gui::app::App;
use crate::gui::dialogs::import_review::ImportReview;
use crate::gui::dialogs::question::{Continuation, FileQuestion};
use crate::import::ReadError;
use crate::messages::{self, Language};
use crate::report::Report;
use crate::session::{self, DraftOpenError, SessionCommand, draft_files, import, rollup};
use crate::storage::{Disk, StoreCause, StoreError};

impl App {
    /// Opens the draft at `path`.
    pub fn open(&mut self, path: PathBuf) {
        let path = self.typed_paths.absolute(path);
        let language = self.language();
        let path = self.own_spelling(path);
        if self.document.as_ref().is_some_and(|document| document.session.path() == Some(&path)) {
            // Our own lock would be in the way of reading it again.
            if let Err(error) = draft_files::open(&*self.host.disk(), &path) {
                return self.say(messages::store_error(language, &self.typed_paths.in_error(&error)));
            }
            self.close_document();
        }
        match open_locked(&mut *self.host, &path) {
            Ok(document) => {
                let settings = remember(&self.settings, &path, document.session.report(), self.host.today());
                self.change_settings(settings);
                self.replace_document(document);
                // As it was compared when it was last open here.
                if let Some(last) = self.settings.recent(&path).and_then(|recent| recent.last_year.clone()) {
                    self.compare_with_file(last);
                }
            }
            Err(DraftOpenError::Store(StoreError { cause: StoreCause::OpenElsewhere { by }, .. })) => {
                self.dialogs.ask_about(FileQuestion::OpenElsewhere(path, by));
            }
            Err(DraftOpenError::Store(error)) => {
                self.say(messages::store_error(language, &self.typed_paths.in_error(&error)));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
        }
    }

    /// Opens the report at `path`, which may be no draft, and goes to `cell` in it; without a cell, a draft alone is
    /// opened.
    pub fn open_at(&mut self, path: PathBuf, cell: Option<CellKey>) {
        let Some(cell) = cell else { return self.open(path) };
        self.wanted_cell = Some(cell);
        let disk = self.host.disk();
        if let Ok(Some(bytes)) = rollup::zipped(&*disk, &path)
            && let Ok(reading) = import::import(&bytes)
        {
            return self.dialogs.review(ImportReview { name: name_of(&path), reading });
        }
        match read_import(&*disk, &self.typed_paths, &path, self.language()) {
            Ok(Some(review)) => self.dialogs.review(review),
            // What keeps a draft from being opened is told as ever.
            Ok(None) | Err(ImportRefusal::NotAReport) => self.open(path),
            Err(ImportRefusal::OldFormat(said) | ImportRefusal::Said(said)) => self.say(said),
        }
    }

    /// Begins a report of the same unit, a year later, with what carries over from the one at
    /// `path`.
    pub(in crate::gui) fn begin_from(&mut self, path: PathBuf) {
        let language = self.language();
        // Whether the user gave up what is not saved, for when the file has been read.
        let unwanted = self.document.as_ref().is_some_and(|document| document.unwanted);
        self.read_last_year(path, move |app, path, last| {
            if let Some(document) = &mut app.document {
                document.unwanted = unwanted;
            }
            let year = last.year.saturating_add(1);
            app.open_new(Report::new(last.unit.name.clone(), last.unit.kind, year));
            let last = Arc::new(last);
            if let Some(document) = &mut app.document {
                document.compare_with(Arc::clone(&last), Some(path));
            }
            app.run(SessionCommand::CarryForward(last));
            app.say(language.word("say.carried"));
        });
    }

    /// Reads another program's file: a draft is opened; anything else that can be read is shown first.
    pub(super) fn import(&mut self, path: PathBuf) {
        let (disk, typed_paths, language) = (self.host.disk(), self.typed_paths.clone(), self.language());
        self.begin_task(false, self.reading_words(&path), move |_| {
            let read = read_import(&*disk, &typed_paths, &path, language);
            Box::new(move |app| match read {
                Ok(None) => app.leave(Continuation::Open(path)),
                Ok(Some(review)) => app.dialogs.review(review),
                Err(ImportRefusal::NotAReport) => app.dialogs.ask_about(FileQuestion::NotAReport(path)),
                Err(ImportRefusal::OldFormat(said)) => app.offer_conversion(path, said),
                Err(ImportRefusal::Said(said)) => app.say(said),
            })
        });
    }

    /// Shows the text of a file that is no report.
    pub(in crate::gui) fn read_as_text(&mut self, path: PathBuf) {
        let disk = self.host.disk();
        self.begin_task(false, self.reading_words(&path), move |_| {
            let read = import::as_text(&*disk, &path);
            Box::new(move |app| match read {
                Ok(reading) => app.dialogs.review(ImportReview { name: name_of(&path), reading }),
                Err(error) => app.say(import_error(app.language(), &app.typed_paths, &path, &error)),
            })
        });
    }

    /// Compares the open report with last year's, in the file at `path`.
    pub(in crate::gui) fn compare_with_file(&mut self, path: PathBuf) {
        self.read_last_year(path, |app, path, last| {
            if let Some(document) = &mut app.document {
                document.compare_with(Arc::new(last), Some(path));
            }
        });
    }

    /// Reads last year's report, be it a draft or anything that can be imported, and goes on with it; where it cannot be
    /// read, says why.
    fn read_last_year(&mut self, path: PathBuf, next: impl FnOnce(&mut App, PathBuf, Report) + Send + 'static) {
        let disk = self.host.disk();
        self.begin_task(false, self.reading_words(&path), move |_| {
            let read = import::open_any(&*disk, &path);
            Box::new(move |app| match read {
                Ok(last) => next(app, path, last),
                Err(error) => app.say(import_error(app.language(), &app.typed_paths, &path, &error)),
            })
        });
    }

    /// What is shown while a file is read.
    pub(super) fn reading_words(&self, path: &Path) -> TaskWords {
        let name = name_of(path);
        TaskWords { head: self.language().say("task.read", &[("name", &name)]), ..TaskWords::default() }
    }
}

/// Why a file is not imported.
pub(super) enum ImportRefusal {
    /// It has text, but no report.
    NotAReport,
    /// It is in an old format that another program may convert: a sentence that says what to do without one.
    OldFormat(String),
    /// Anything else: a sentence that says why.
    Said(String),
}

/// What a file is: a draft, which is `None`, or anything else that can be imported, read.
///
/// # Errors
///
/// It can be neither opened nor read, or is no report.
pub(super) fn read_import(
    disk: &dyn Disk,
    typed_paths: &TypedPaths,
    path: &Path,
    language: Language,
) -> Result<Option<ImportReview>, ImportRefusal> {
    match session::contained(|| import::look_into(disk, path)) {
        Ok(Ok(import::FileContents::Draft(_))) => Ok(None),
        Ok(Ok(import::FileContents::Reading(reading))) => {
            Ok(Some(ImportReview { name: name_of(path), reading: *reading }))
        }
        Ok(Err(import::ImportOpenError::Read(ReadError::NotAReport))) => Err(ImportRefusal::NotAReport),
        Ok(Err(error @ import::ImportOpenError::Read(ReadError::OldOffice | ReadError::RichText))) => {
            Err(ImportRefusal::OldFormat(import_error(language, typed_paths, path, &error)))
        }
        Ok(Err(error)) => Err(ImportRefusal::Said(import_error(language, typed_paths, path, &error))),
        Err(panic) => Err(ImportRefusal::Said(language.say("draft.broke", &[("words", &panic)]))),
    }
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What a published text says.
///
/// # Errors
///
/// Where it cannot be understood: a sentence that says why.
pub(in crate::gui) fn read_published(text: &str, language: Language) -> Result<ImportReview, String> {
    let name = language.word("reading.pasted");
    match draft_files::published(text) {
        Ok(reading) => Ok(ImportReview { name, reading }),
        Err(error) => Err(messages::read_error(language, &name, &error)),
    }
}

pub(super) fn import_error(
    language: Language,
    typed_paths: &TypedPaths,
    path: &Path,
    error: &import::ImportOpenError,
) -> String {
    match error {
        import::ImportOpenError::Store(error) => messages::store_error(language, &typed_paths.in_error(error)),
        import::ImportOpenError::Read(error) => {
            messages::read_error(language, &typed_paths.shown(path).display(), error)
        }
    }
}
