//! Opening, saving and exporting, through the session's files. Every sentence says what happened
//! and what to do.

use std::path::{Path, PathBuf};

use super::desk::{Desk, Question};
use super::outside::{Answer, Pick};
use super::scene;
use crate::report::Report;
use crate::session::settings::{self, Recent};
use crate::session::{self, Settings, file};
use crate::words;

impl Desk {
    /// Opens the draft at `path`.
    pub fn open(&mut self, path: PathBuf) {
        match file::open(self.outside.disk(), &path) {
            Ok(report) => {
                self.remember(&path, &report);
                self.lay(report, Some(path));
            }
            Err(error) => {
                let said = words::store_error(self.language(), &error);
                self.say(said);
            }
        }
    }

    /// Saves the report to its file; tells whether it could.
    pub(super) fn save(&mut self) -> bool {
        let Some(path) = self.work.as_ref().and_then(|work| work.session.path()).map(Path::to_owned) else {
            return false;
        };
        self.save_to(path)
    }

    /// Saves the report to `path`; tells whether it could.
    pub(super) fn save_to(&mut self, path: PathBuf) -> bool {
        let (language, clock) = (self.language(), self.outside.clock());
        let Some(work) = &mut self.work else { return false };
        let snapshot = work.session.snapshot();
        match file::save(self.outside.disk(), &path, &snapshot.report) {
            Ok(()) => {
                work.session.saved(path.clone(), &snapshot);
                let shown = path.display();
                work.saved = Some(language.say("status.saved", &[("time", &clock), ("path", &shown)]));
                self.remember(&path, &snapshot.report);
                true
            }
            Err(error) => {
                let said = words::store_error(language, &error);
                let kept = language.word("say.text_is_kept");
                self.say(format!("{said}{kept}"));
                false
            }
        }
    }

    pub(super) fn save_or_ask(&mut self, context: &egui::Context) {
        if self.work.as_ref().is_some_and(|work| work.session.path().is_some()) {
            self.save();
        } else {
            self.save_as(context);
        }
    }

    pub(super) fn save_as(&mut self, context: &egui::Context) {
        let pick = Pick::SaveAs(self.file_name("nianbao"));
        let folder = self.settings.folder.clone();
        self.outside.pick(pick, folder.as_deref(), context);
    }

    pub(super) fn ask_for_pdf(&mut self, context: &egui::Context) {
        let pick = Pick::Pdf(self.file_name("pdf"));
        let beside = self.work.as_ref().and_then(|work| work.session.path()).and_then(Path::parent).map(Path::to_owned);
        let folder = beside.or_else(|| self.settings.folder.clone());
        self.outside.pick(pick, folder.as_deref(), context);
    }

    /// Opens the folder of the last PDF, or of the draft.
    pub(super) fn open_folder(&mut self) {
        let language = self.language();
        let Some(work) = &self.work else { return };
        let file = work.exported.as_deref().or(work.session.path());
        let Some(folder) = file.and_then(Path::parent).map(Path::to_owned) else {
            return self.say(language.word("say.no_folder_yet"));
        };
        if !self.outside.show(&folder) {
            self.say(language.say("say.cannot_show", &[("path", &folder.display())]));
        }
    }

    /// Writes the PDF beside the draft and hands it to the system's viewer, which prints.
    pub(super) fn print(&mut self) {
        let language = self.language();
        let Some(work) = &self.work else { return };
        let Some(path) = work.session.path().map(|path| path.with_extension("pdf")) else {
            return self.say(language.word("say.save_before_print"));
        };
        if self.export(path.clone()) && !self.outside.show(&path) {
            self.say(language.say("say.cannot_show", &[("path", &path.display())]));
        }
    }

    /// Writes the pages that the preview shows; tells whether it could.
    pub(super) fn export(&mut self, path: PathBuf) -> bool {
        let language = self.language();
        let Some(work) = &mut self.work else { return false };
        work.lay_out(&self.settings);
        let paper = work.paper.value().cloned().unwrap_or_default();
        let bytes = match session::print(&paper) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.say(language.say("say.no_pdf", &[("error", &error)]));
                return false;
            }
        };
        match file::write(self.outside.disk(), &path, &bytes) {
            Ok(()) => {
                work.exported = Some(path.clone());
                let pages = paper.pages.len();
                self.say(language.say("say.exported", &[("path", &path.display()), ("pages", &pages)]));
                true
            }
            Err(error) => {
                self.say(words::store_error(language, &error));
                false
            }
        }
    }

    /// Takes the answer of a dialog.
    pub(super) fn take_answers(&mut self) {
        match self.outside.picked() {
            Some(Answer::Chosen(pick, path)) => self.chosen(pick, path),
            Some(Answer::NoDialogs(pick)) => {
                let name = match &pick {
                    Pick::SaveAs(name) | Pick::Pdf(name) => name.clone(),
                    Pick::Open | Pick::FromLastYear | Pick::LastYear => String::new(),
                };
                let folder = self.settings.folder.clone().or_else(|| std::env::current_dir().ok());
                let path = folder.map(|folder| folder.join(&name).display().to_string());
                self.question = Some(Question::Path(pick, path.unwrap_or(name)));
            }
            Some(Answer::Cancelled) | None => {}
        }
    }

    /// Does what a dialog was for.
    pub(super) fn chosen(&mut self, pick: Pick, path: PathBuf) {
        match pick {
            Pick::Open => self.leave(super::desk::After::Open(path)),
            Pick::SaveAs(_) => {
                self.save_to(with_extension(path, "nianbao"));
            }
            Pick::Pdf(_) => {
                self.export(with_extension(path, "pdf"));
            }
            Pick::FromLastYear | Pick::LastYear => match file::open(self.outside.disk(), &path) {
                Ok(last) if pick == Pick::LastYear => self.compare_with(last),
                Ok(last) => self.begin_from(last),
                Err(error) => {
                    let said = words::store_error(self.language(), &error);
                    self.say(said);
                }
            },
        }
    }

    /// A new report of the same unit, a year later, with what carries over.
    fn begin_from(&mut self, last: Report) {
        let year = last.year.saturating_add(1);
        self.lay(Report::new(last.unit.name.clone(), last.unit.kind, year), None);
        self.compare_with(last.clone());
        self.execute(session::Command::CarryForward(std::sync::Arc::new(last)));
        let said = self.language().word("say.carried");
        self.say(said);
    }

    pub(super) fn sample(&mut self) {
        if let Some(report) = file::sample() {
            self.lay(report, None);
        }
    }

    /// A report from a text that was published. What was not understood is said; the findings
    /// show the rest.
    pub(super) fn begin_from_text(&mut self, text: &str) {
        let language = self.language();
        match file::published(text) {
            Ok(reading) => {
                let (unit, year) = (reading.report.unit.name.clone(), reading.report.year);
                let count = reading.remarks.len();
                self.lay(reading.report, None);
                self.say(language.say("say.understood", &[("unit", &unit), ("year", &year), ("count", &count)]));
            }
            Err(error) => self.say(language.say("say.not_understood", &[("error", &error)])),
        }
    }

    /// Takes over new settings and writes them down.
    pub(super) fn change_settings(&mut self, settings: Settings) {
        self.settings = settings;
        self.write_settings();
    }

    /// Notes that OpenGL is being tried, or that it works.
    pub(super) fn glow_begins(&mut self, begins: bool) {
        if self.settings.glow_began != begins {
            self.settings.glow_began = begins;
            self.write_settings();
        }
    }

    fn remember(&mut self, path: &Path, report: &Report) {
        let day = self.outside.today().map(|day| day.to_string()).unwrap_or_default();
        let (unit, year, kind) = (report.unit.name.clone(), report.year, report.unit.kind);
        self.settings.remember(Recent { path: path.to_owned(), unit, year, kind, day });
        self.write_settings();
    }

    fn write_settings(&mut self) {
        let Some(path) = self.outside.settings_file() else { return };
        if let Err(error) = settings::save(self.outside.disk(), &path, &self.settings) {
            let said = words::store_error(self.language(), &error);
            self.say(said);
        }
    }

    fn file_name(&self, extension: &str) -> String {
        let name = self.work.as_ref().map(|work| scene::title(work.session.report(), work.session.form()));
        let plain = |character: char| if r#"\/:*?"<>|"#.contains(character) { '_' } else { character };
        format!("{}.{extension}", name.unwrap_or_default().chars().map(plain).collect::<String>())
    }
}

fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
