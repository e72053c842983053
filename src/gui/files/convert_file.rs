//! Old files that the office program of this computer converts before they are read: asked for, told, and in the
//! background, since it takes seconds. Knows no format.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::open_draft::name_of;
use super::running_task::TaskWords;
use crate::gui::app::App;
use crate::gui::dialogs::import_review::ImportReview;
use crate::gui::dialogs::question::FileQuestion;
use crate::import::Imported;
use crate::messages;
use crate::session::{ConversionError, ConvertedReadError, convert_and_read, import};
use crate::storage;

impl App {
    /// Asks whether the file at `path` is to be converted, where the computer has a program for it; else says `said`,
    /// which tells what to do without one.
    pub(super) fn offer_conversion(&mut self, path: PathBuf, said: String) {
        if self.host.converter().is_some() {
            return self.dialogs.ask_about(FileQuestion::OldFormat(path));
        }
        let wps = self.host.wps();
        self.say(messages::beside_wps(self.language(), said, wps.as_deref()));
    }

    /// Begins to convert the file at `path`.
    pub(in crate::gui) fn convert(&mut self, path: PathBuf) {
        let language = self.language();
        let shown = self.typed_paths.shown(&path).display().to_string();
        let Some(converter) = self.host.converter() else {
            return self.say(language.say("error.import.no_converter", &[("path", &shown)]));
        };
        let disk = self.host.disk();
        let bytes = match storage::read(&*disk, &path, u64::try_from(import::LIMIT).unwrap_or(u64::MAX)) {
            Ok(bytes) => bytes,
            Err(error) => return self.say(messages::store_error(language, &self.typed_paths.in_error(&error))),
        };
        let folder = self.open_passing_folder();
        let told = [("path", &shown as _), ("program", &converter.program.display() as _)];
        let words = TaskWords {
            head: language.word("task.convert"),
            text: language.say("import.converting", &told),
            steps: Vec::new(),
        };
        // It takes seconds always; its program is ended, and its folder removed, before the window goes on.
        self.begin_patiently(Duration::ZERO, true, words, move |progress| {
            let result = convert_and_read(&converter, &*disk, &bytes, &folder, progress.stop_flag());
            Box::new(move |app| app.take_converted(result, &path, &shown))
        });
    }

    /// Shows what was read of a converted file.
    fn take_converted(&mut self, result: Result<Imported, ConvertedReadError>, path: &Path, shown: &str) {
        let language = self.language();
        match result {
            Ok(reading) => self.dialogs.review(ImportReview { name: name_of(path), reading }),
            Err(ConvertedReadError::NotConverted(ConversionError::Stopped)) => self.say_stopped(),
            Err(ConvertedReadError::NotConverted(error)) => {
                self.say(messages::conversion_error(language, &shown, &error));
            }
            Err(ConvertedReadError::Read(error)) => self.say(messages::read_error(language, &shown, &error)),
        }
    }
}
