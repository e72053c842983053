//! Old files that the office program of this computer converts before they are read: asked for, told, and in the
//! background, since it takes seconds. Knows no format.

use std::path::PathBuf;

use super::open_draft::name_of;
use crate::gui::app::App;
use crate::gui::dialogs::import_review::ImportReview;
use crate::gui::dialogs::question::FileQuestion;
use crate::messages;
use crate::session::{ConversionError, ConversionWorker, ConvertedReadError, import};
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

    /// Begins to convert the file at `path`; one conversion is under way at a time.
    pub(in crate::gui) fn convert(&mut self, path: PathBuf, context: &egui::Context) {
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
        let folder = self.host.passing_folder();
        // Where it cannot be created, the one within it cannot either, and that is told.
        let _ = disk.create_private_folder(&folder);
        let told = language.say("import.converting", &[("path", &shown), ("program", &converter.program.display())]);
        let context = context.clone();
        // A conversion that nobody waits for any more is stopped before another one begins.
        self.conversion = None;
        match ConversionWorker::begin(converter, disk, path, bytes, &folder, move || context.request_repaint()) {
            Ok(conversion) => {
                self.conversion = Some(conversion);
                self.say(told);
            }
            Err(error) => self.say(messages::conversion_error(language, &shown, &error)),
        }
    }

    /// Whether a file is being converted.
    #[allow(dead_code, reason = "tests wait for the end of a conversion")]
    pub const fn is_converting(&self) -> bool {
        self.conversion.is_some()
    }

    /// Shows what was read of a converted file, once it is there and nothing else asks.
    pub(in crate::gui) fn take_converted(&mut self) {
        if self.dialogs.is_asking() {
            return;
        }
        let Some((path, result)) =
            self.conversion.as_ref().and_then(|conversion| Some((conversion.path.clone(), conversion.result()?)))
        else {
            return;
        };
        self.conversion = None;
        let language = self.language();
        let shown = self.typed_paths.shown(&path).display().to_string();
        match result {
            Ok(reading) => {
                self.dialogs.notice = None;
                self.dialogs.review(ImportReview { name: name_of(&path), reading: *reading });
            }
            Err(ConvertedReadError::NotConverted(ConversionError::Stopped)) => {}
            Err(ConvertedReadError::NotConverted(error)) => {
                self.say(messages::conversion_error(language, &shown, &error));
            }
            Err(ConvertedReadError::Read(error)) => self.say(messages::read_error(language, &shown, &error)),
            Err(ConvertedReadError::Broken(words)) => self.say(language.say("draft.broke", &[("words", &words)])),
        }
    }
}
