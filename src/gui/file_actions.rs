//! Opening, saving and exporting, through the session's files. Every sentence says what happened
//! and what to do.

use std::path::{Path, PathBuf};

use super::action::Command;
use super::app::Desk;
use super::host::{Answer, Pick};
use super::question::{After, FileQuestion, Question};
use crate::messages;
use crate::report::Report;
use crate::session::{self, OpenError, Over, Settings, draft_files, import, settings};
use crate::storage::{Cause, StoreError};

impl Desk {
    /// Opens the draft at `path`. Where it cannot be opened, what is on the desk stays.
    pub fn open(&mut self, path: PathBuf) {
        let language = self.language();
        if self.work.as_ref().is_some_and(|work| work.session.path() == Some(&path)) {
            // Our own hold would be in the way of reading it again.
            if let Err(error) = draft_files::open(&*self.outside.disk(), &path) {
                return self.say(messages::store_error(language, &error));
            }
            self.close_report();
        }
        match self.open_held(path.clone()) {
            Ok(work) => {
                self.remember(&path, work.session.report());
                self.put(work);
                self.compare_as_before(&path);
            }
            Err(OpenError::Store(StoreError { cause: Cause::OpenElsewhere { by }, .. })) => {
                self.question_about(FileQuestion::OpenElsewhere(path, by));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
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

    /// Hands a PDF to the system's viewer, which prints. The draft need not be saved for it, and
    /// no file of the user is touched.
    pub(super) fn print(&mut self) {
        let language = self.language();
        let name = format!("{} {}", self.outside.clock().replace(':', "-"), self.file_name("pdf"));
        let path = self.outside.passing_folder().join(name);
        if self.write_pages(&path).is_some() {
            let key = if self.outside.show(&path) { "say.printing" } else { "say.cannot_show" };
            self.say(language.say(key, &[("path", &path.display())]));
        }
    }

    /// Writes the pages that the preview shows to a file of the user; tells whether it could.
    pub(super) fn export(&mut self, path: PathBuf) -> bool {
        let Some(pages) = self.write_pages(&path) else { return false };
        let language = self.language();
        let mut said = language.say("say.exported", &[("path", &path.display()), ("pages", &pages)]);
        if let Some(work) = &mut self.work {
            work.exported = Some(path);
            let errors = work.errors();
            if errors > 0 {
                said.push_str(&language.say("say.not_ready", &[("errors", &errors)]));
            }
        }
        self.say_and_offer(said, Command::OpenFolder);
        true
    }

    /// Writes the pages; gives their number, or says why it could not.
    fn write_pages(&mut self, path: &Path) -> Option<usize> {
        let language = self.language();
        let work = self.work.as_mut()?;
        work.lay_out(&self.settings);
        let paper = work.paper.value().cloned().unwrap_or_default();
        let settings = &self.settings;
        let printed = session::contained(|| {
            let printing = settings.printing(false).map_err(session::ExportError::from);
            printing.and_then(|printing| session::print(&paper, &printing)).map_err(|error| error.to_string())
        });
        let bytes = match printed.unwrap_or_else(|panic| Err(panic.to_string())) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.say(language.say("say.no_pdf", &[("error", &error)]));
                return None;
            }
        };
        match draft_files::write(&*self.outside.disk(), path, &bytes) {
            Ok(()) => Some(paper.pages.len()),
            Err(error) => {
                self.say(messages::store_error(language, &error));
                None
            }
        }
    }

    /// Takes the answer of a dialog.
    pub(super) fn take_answers(&mut self) {
        match self.outside.picked() {
            Some(Answer::Chosen(pick, path)) => self.chosen(pick, path, false),
            Some(Answer::NoDialogs(pick)) => {
                let name = match &pick {
                    Pick::SaveAs(name) | Pick::Pdf(name) | Pick::Export(_, name) => name.clone(),
                    Pick::Open | Pick::FromLastYear | Pick::LastYear | Pick::Import => String::new(),
                    Pick::Folder | Pick::Set => String::new(),
                };
                let folder = self.settings.folder.clone().or_else(|| std::env::current_dir().ok());
                let path = folder.map(|folder| folder.join(&name).display().to_string());
                self.question = Some(Question::Path(pick, path.unwrap_or(name)));
            }
            Some(Answer::Cancelled) => self.then = None,
            None => {}
        }
    }

    /// Does what a dialog was for. What the system's dialog answered was asked there whether to
    /// replace a file of that name; a typed path was not.
    pub(super) fn chosen(&mut self, pick: Pick, path: PathBuf, typed: bool) {
        match pick {
            Pick::Open => self.leave(After::Open(path)),
            Pick::SaveAs(_) => {
                let whole = with_extension(path.clone(), "nianbao");
                let over = if typed || whole != path { Over::Own } else { Over::Anything };
                self.save_to(whole, over);
            }
            Pick::Pdf(_) => {
                self.export(with_extension(path, "pdf"));
            }
            Pick::FromLastYear => self.leave(After::FromLastYear(path)),
            Pick::LastYear => {
                if let Some(last) = self.last_year(&path) {
                    self.compare_with(last, Some(path));
                }
            }
            Pick::Import => self.bring(path),
            Pick::Export(kind, _) => self.hand_out(path, kind),
            Pick::Set => self.hand_out_all(&path),
            Pick::Folder => {
                let settings = Settings { folder: Some(path), ..self.settings.clone() };
                self.change_settings(settings);
            }
        }
    }

    /// Last year's report, be it a draft or a published text.
    pub(super) fn last_year(&mut self, path: &Path) -> Option<Report> {
        let language = self.language();
        let error = match import::open_any(&*self.outside.disk(), path) {
            Ok(last) => return Some(last),
            Err(import::OpenError::Store(error)) => messages::store_error(language, &error),
            Err(import::OpenError::Read(error)) => messages::read_error(language, &path.display(), &error),
        };
        self.say(error);
        None
    }

    /// A new report of the same unit, a year later, with what carries over.
    pub(super) fn begin_from(&mut self, path: &Path) {
        let Some(last) = self.last_year(path) else { return };
        let year = last.year.saturating_add(1);
        self.lay(Report::new(last.unit.name.clone(), last.unit.kind, year));
        self.compare_with(last.clone(), Some(path.to_owned()));
        self.execute(session::Command::CarryForward(std::sync::Arc::new(last)));
        let said = self.language().word("say.carried");
        self.say(said);
    }

    pub(super) fn sample(&mut self) {
        if let Some(report) = draft_files::sample() {
            self.lay(report);
        }
    }

    /// Takes over new settings and writes them down.
    pub(super) fn change_settings(&mut self, settings: Settings) {
        // Who chooses anew wants it tried anew.
        let chosen = settings.renderer != self.settings.renderer;
        self.settings = settings;
        self.settings.glow_fails &= !chosen;
        self.write_settings();
    }

    /// Notes whether OpenGL fails here.
    pub(super) fn glow_fails(&mut self, fails: bool) {
        if self.settings.glow_fails != fails {
            self.settings.glow_fails = fails;
            self.write_settings();
        }
    }

    pub(super) fn write_settings(&mut self) {
        let Some(path) = self.outside.settings_file() else { return };
        if let Err(error) = settings::save(&*self.outside.disk(), &path, &self.settings) {
            let said = messages::store_error(self.language(), &error);
            self.say(said);
        }
    }

    fn file_name(&self, extension: &str) -> String {
        let work = self.work.as_ref();
        let stem = work.map(|work| session::file_stem(work.session.form(), work.session.report()));
        format!("{}.{extension}", stem.unwrap_or_default())
    }
}

fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
