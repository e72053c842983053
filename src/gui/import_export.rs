//! What other programs' files bring in, and what the report is handed out as. Nothing that is
//! read replaces anything before the user has seen what was understood and what was lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align2, Area, Frame, Id, Key, Modal, Order, Ui};

use super::action::Command;
use super::app::Desk;
use super::host::Pick;
use super::question::After;
use super::theme::space;
use super::views::import_review::{self, Brought};
use super::widgets;
use crate::import::{ReadError, Reading};
use crate::messages::{self, Language};
use crate::session::{self, Export, draft_files, import};

impl Desk {
    /// Looks into a file that was chosen or dropped: a draft is opened, anything else that can be
    /// read is shown first.
    pub fn bring(&mut self, path: PathBuf) {
        let language = self.language();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let disk = self.outside.disk();
        let found = session::contained(|| import::look_into(&*disk, &path));
        match found {
            Ok(Ok(import::Found::Draft)) => self.leave(After::Open(path)),
            Ok(Ok(import::Found::Reading(reading))) => self.show_reading(name, *reading),
            Ok(Err(import::OpenError::Store(error))) => self.say(messages::store_error(language, &error)),
            Ok(Err(import::OpenError::Read(error))) => {
                self.say(messages::read_error(language, &path.display(), &error))
            }
            Err(panic) => self.say(language.say("keeping.broke", &[("words", &panic)])),
        }
    }

    /// Shows what a text that was published says.
    pub(super) fn bring_text(&mut self, read: Result<Reading, ReadError>) {
        let language = self.language();
        let name = language.word("reading.pasted");
        match read {
            Ok(reading) => self.show_reading(name, reading),
            Err(error) => self.say(messages::read_error(language, &name, &error)),
        }
    }

    fn show_reading(&mut self, name: String, reading: Reading) {
        self.reading = Some(Arc::new(Brought { name, reading }));
    }

    /// Takes what was dropped on the window; a file that hovers is told what would happen.
    pub(super) fn dropped(&mut self, ui: &Ui, language: Language) {
        if self.is_asking() {
            return;
        }
        let (hovers, dropped) = ui.input(|input| {
            let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            (!input.raw.hovered_files.is_empty(), paths.collect::<Vec<_>>())
        });
        if hovers {
            let area = Area::new(Id::unique("drop")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
            area.show(ui.ctx(), |ui| {
                Frame::popup(&ui.style().clone()).inner_margin(24.0).show(ui, |ui| {
                    widgets::head(ui, language.word("reading.drop"));
                });
            });
        }
        if let Some(path) = dropped.into_iter().next() {
            self.bring(path);
        }
    }

    /// Shows what was read, and asks what to do with it.
    pub(super) fn ask_about_reading(&mut self, ui: &Ui, language: Language) {
        let Some(brought) = self.reading.clone() else { return };
        let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
        let modal = Modal::new(Id::unique("reading")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width(680.0_f32.min(ui.ctx().content_rect().width() - 96.0));
            import_review::ui(ui, language, &brought);
            ui.add_space(space::WIDE);
            self.answer_reading(ui, language, &brought);
        });
        if modal.should_close() {
            self.reading = None;
        }
    }

    fn answer_reading(&mut self, ui: &mut Ui, language: Language, brought: &Arc<Brought>) {
        let open = self.work.is_some();
        let numbers = import::is_numbers_only(&brought.reading);
        let first = match (open, numbers) {
            (false, _) => "reading.open",
            (true, true) => "reading.numbers",
            (true, false) => "reading.replace",
        };
        if open {
            widgets::quiet(ui, language.word("reading.can_undo"));
        }
        let entered = ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
        ui.horizontal_wrapped(|ui| {
            if widgets::primary(ui, language.word(first)).clicked() || entered {
                self.reading = None;
                if open { self.take_over(brought) } else { self.lay(brought.begun(language)) }
            } else if open && ui.button(language.word("reading.apart")).clicked() {
                self.reading = None;
                self.leave(After::Lay(Arc::clone(brought)));
            } else if ui.button(language.word("dialog.cancel")).clicked() {
                self.reading = None;
            }
        });
    }

    /// Puts what was read in the place of the report, as one step that can be taken back.
    fn take_over(&mut self, brought: &Brought) {
        let Some(work) = &self.work else { return };
        let origin = brought.origin(self.language());
        let is_whole = origin.is_none();
        let change = import::taking_over(work.session.report(), work.session.form(), &brought.reading, origin);
        self.execute(session::Command::Change(change));
        let said =
            self.language().say(if is_whole { "say.brought_whole" } else { "say.brought" }, &[("name", &brought.name)]);
        self.say_and_offer(said, Command::Undo);
    }

    /// Asks where a file of a kind is to lie; `None` lets its extension choose the kind.
    pub(super) fn ask_for_export(&mut self, kind: Option<Export>, context: &egui::Context) {
        let Some(work) = &self.work else { return };
        let name = kind.unwrap_or(Export::Text).file_name(work.session.form(), work.session.report());
        let beside = work.session.path().and_then(Path::parent).map(Path::to_owned);
        let folder = beside.or_else(|| self.settings.folder.clone());
        self.outside.pick(Pick::Export(kind, name), folder.as_deref(), context);
    }

    /// Writes the report to `path` as a file of this kind, or of the one that its extension names.
    pub(super) fn hand_out(&mut self, path: PathBuf, kind: Option<Export>) {
        let language = self.language();
        let path = match (path.extension(), kind) {
            (None, kind) => path.with_extension(kind.unwrap_or(Export::Text).extension()),
            (Some(_), _) => path,
        };
        let Some(kind) = kind.or_else(|| Export::of(&path)) else {
            let kinds = Export::ALL.map(Export::extension).join(" ");
            return self.say(language.say("error.export.kind", &[("path", &path.display()), ("kinds", &kinds)]));
        };
        if self.write_kind(&path, kind) {
            let said = language.say("say.handed_out", &[("path", &path.display())]);
            if let Some(work) = &mut self.work {
                work.exported = Some(path);
            }
            self.say_and_offer(said, Command::OpenFolder);
        }
    }

    /// Writes the whole set into a folder of its own below `folder`; nothing there is replaced.
    pub(super) fn hand_out_all(&mut self, folder: &Path) {
        let Some(work) = &self.work else { return };
        let stem = session::file_stem(work.session.form(), work.session.report());
        let names = Export::SET.map(|kind| (kind, kind.file_name(work.session.form(), work.session.report())));
        let disk = self.outside.disk();
        let numbered = (2..100).map(|number| folder.join(format!("{stem}（{number}）")));
        let free = |path: &PathBuf| disk.kind(path).is_ok_and(|kind| kind.is_none());
        let own = std::iter::once(folder.join(&stem)).chain(numbered).find(free);
        let own = own.unwrap_or_else(|| folder.to_owned());
        let language = self.language();
        if let Err(error) = crate::storage::make_folder(&*disk, &own) {
            return self.say(messages::store_error(language, &error));
        }
        let mut first = None;
        for (kind, name) in names {
            let path = own.join(name);
            if !self.write_kind(&path, kind) {
                return;
            }
            first.get_or_insert(path);
        }
        let said = language.say("say.set_handed_out", &[("count", &Export::SET.len()), ("path", &own.display())]);
        if let Some(work) = &mut self.work {
            work.exported = first;
        }
        self.say_and_offer(said, Command::OpenFolder);
    }

    /// Writes one file; says why where it could not.
    fn write_kind(&mut self, path: &Path, kind: Export) -> bool {
        let language = self.language();
        let Some(work) = &self.work else { return false };
        let (form, report) = (work.session.form(), work.session.report());
        // On paper as the preview shows it: the same fonts, sheet and mark.
        let mark = self.settings.review_mark && work.errors() > 0;
        let made = session::contained(|| {
            let printing = self.settings.printing(mark).map_err(|error| error.to_string())?;
            session::export_on(form, report, kind, &printing).map_err(|error| error.to_string())
        });
        let written = match made.unwrap_or_else(|panic| Err(panic.to_string())) {
            Ok(bytes) => draft_files::write(&*self.outside.disk(), path, &bytes)
                .map_err(|error| messages::store_error(language, &error)),
            Err(error) => Err(language.say("error.export.failed", &[("path", &path.display()), ("words", &error)])),
        };
        written.map_err(|said| self.say(said)).is_ok()
    }
}
