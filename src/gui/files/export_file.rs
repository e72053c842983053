//! Writes what a report is handed out as: the PDF of the preview's pages, other programs' files,
//! the whole set, and the pages to print. Each way returns the notice that says what came of it.
//! Must not change the report.

use std::path::{Path, PathBuf};

use crate::gui::action::Action;
use crate::gui::app::App;
use crate::gui::dialogs::notice::Notice;
use crate::gui::document::Document;
use crate::gui::host::Host;
use crate::messages::{self, Language};
use crate::session::{self, ExportFormat, Settings, draft_files};

/// What writing an export takes.
pub struct Exporter<'a> {
    /// The open report.
    pub document: &'a mut Document,
    /// How paper is to look.
    pub settings: &'a Settings,
    /// Where files go.
    pub host: &'a mut dyn Host,
    /// The language of the notices.
    pub language: Language,
}

impl App {
    /// Exports the open report, and says what came of it.
    pub(in crate::gui) fn export(&mut self, way: impl FnOnce(&mut Exporter<'_>) -> Notice) {
        let language = self.language();
        let Some(document) = &mut self.document else { return };
        let host = &mut *self.host;
        let notice = way(&mut Exporter { document, settings: &self.settings, host, language });
        self.dialogs.notify(notice, self.host.moment());
    }
}

impl Exporter<'_> {
    /// Writes the pages that the preview shows.
    pub fn pdf(&mut self, path: PathBuf) -> Notice {
        let path = with_extension(path, "pdf");
        let pages = match self.write_pages(&path) {
            Ok(pages) => pages,
            Err(said) => return Notice::new(said),
        };
        let mut said = self.language.say("say.exported", &[("path", &path.display()), ("pages", &pages)]);
        self.document.exported = Some(path);
        let errors = self.document.errors();
        if errors > 0 {
            said.push_str(&self.language.say("say.not_ready", &[("errors", &errors)]));
        }
        Notice::with_next(said, Action::OpenFolder)
    }

    /// Writes a file of this format, or of the one that the extension of `path` names.
    pub fn file(&mut self, path: PathBuf, format: Option<ExportFormat>) -> Notice {
        let path = with_extension(path, format.unwrap_or(ExportFormat::Text).extension());
        let Some(format) = format.or_else(|| ExportFormat::of(&path)) else {
            let kinds = ExportFormat::ALL.map(ExportFormat::extension).join(" ");
            let words = self.language.say("error.export.kind", &[("path", &path.display()), ("kinds", &kinds)]);
            return Notice::new(words);
        };
        if let Err(said) = self.write(&path, format) {
            return Notice::new(said);
        }
        let said = self.language.say("say.handed_out", &[("path", &path.display())]);
        self.document.exported = Some(path);
        Notice::with_next(said, Action::OpenFolder)
    }

    /// Writes the whole set into a folder of its own below `folder`; nothing there is replaced.
    pub fn set(&mut self, folder: &Path) -> Notice {
        match self.write_set(folder) {
            Ok(own) => {
                let count = ExportFormat::SET.len();
                let said = self.language.say("say.set_handed_out", &[("count", &count), ("path", &own.display())]);
                Notice::with_next(said, Action::OpenFolder)
            }
            Err(said) => Notice::new(said),
        }
    }

    /// Hands a PDF to the system's viewer, which prints. The draft need not be saved for it, and no
    /// file of the user is touched.
    pub fn print(&mut self) -> Notice {
        let name = format!("{} {}.pdf", self.host.clock().replace(':', "-"), self.document.file_stem());
        let folder = self.host.passing_folder();
        // Where it cannot be created, the file cannot either, and that is told.
        let _ = self.host.disk().create_private_folder(&folder);
        let path = folder.join(name);
        match self.write_pages(&path) {
            Ok(_) => {
                let key = if self.host.show(&path) { "say.printing" } else { "say.cannot_show" };
                Notice::new(self.language.say(key, &[("path", &path.display())]))
            }
            Err(said) => Notice::new(said),
        }
    }

    /// Writes the pages and returns their number.
    ///
    /// # Errors
    ///
    /// Where the pages or the file cannot be made: a sentence that says why.
    fn write_pages(&mut self, path: &Path) -> Result<usize, String> {
        self.document.lay_out(self.settings);
        let paper = self.document.paper.value().cloned().unwrap_or_default();
        let printed = session::contained(|| {
            let options = self.settings.printing(false).map_err(session::ExportError::from);
            options.and_then(|options| session::print(&paper, &options)).map_err(|error| error.to_string())
        });
        let bytes = printed
            .unwrap_or_else(|panic| Err(panic.to_string()))
            .map_err(|error| self.language.say("say.no_pdf", &[("error", &error)]))?;
        self.write_bytes(path, &bytes)?;
        Ok(paper.pages.len())
    }

    /// Writes one file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be made: a sentence that says why.
    fn write(&self, path: &Path, format: ExportFormat) -> Result<(), String> {
        let (form, report) = (self.document.session.form(), self.document.session.report());
        // On paper as the preview shows it: the same fonts, sheet and mark.
        let mark = self.settings.review_mark && self.document.errors() > 0;
        let made = session::contained(|| {
            let options = self.settings.printing(mark).map_err(|error| error.to_string())?;
            session::export_on(form, report, format, &options).map_err(|error| error.to_string())
        });
        let bytes = made.unwrap_or_else(|panic| Err(panic.to_string())).map_err(|error| {
            self.language.say("error.export.failed", &[("path", &path.display()), ("words", &error)])
        })?;
        self.write_bytes(path, &bytes)
    }

    /// Writes the whole set and returns its folder.
    ///
    /// # Errors
    ///
    /// At the first file that cannot be made: a sentence that says why.
    fn write_set(&mut self, folder: &Path) -> Result<PathBuf, String> {
        let stem = self.document.file_stem();
        let disk = self.host.disk();
        let numbered = (2..100).map(|number| folder.join(format!("{stem}（{number}）")));
        let free = |path: &PathBuf| disk.kind(path).is_ok_and(|kind| kind.is_none());
        let own = std::iter::once(folder.join(&stem)).chain(numbered).find(free);
        let own = own.unwrap_or_else(|| folder.to_owned());
        crate::storage::make_folder(&*disk, &own).map_err(|error| messages::store_error(self.language, &error))?;
        let mut first = None;
        for format in ExportFormat::SET {
            let path = own.join(format.file_name(self.document.session.form(), self.document.session.report()));
            self.write(&path, format)?;
            first.get_or_insert(path);
        }
        self.document.exported = first;
        Ok(own)
    }

    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), String> {
        draft_files::write(&*self.host.disk(), path, bytes)
            .map_err(|error| messages::store_error(self.language, &error))
    }
}

/// Shows the folder of the last export, or of the draft; the notice says why it could not.
pub(in crate::gui) fn open_folder(document: &Document, host: &mut dyn Host, language: Language) -> Option<Notice> {
    let file = document.exported.as_deref().or(document.session.path());
    let Some(folder) = file.and_then(Path::parent) else {
        return Some(Notice::new(language.word("say.no_folder_yet")));
    };
    let shown = host.show(folder);
    (!shown).then(|| Notice::new(language.say("say.cannot_show", &[("path", &folder.display())])))
}

/// `path` with this extension where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
