//! Writes what a report is handed out as: the PDF of the preview's pages, other programs' files,
//! the whole set, and the pages to print. Each way returns the notice that says what came of it.
//! Must not change the report.

use std::path::{Path, PathBuf};

use super::TypedPaths;
use crate::gui::action::Action;
use crate::gui::app::App;
use crate::gui::dialogs::notice::Notice;
use crate::gui::dialogs::question::FileQuestion;
use crate::gui::document::Document;
use crate::gui::host::{FileDialog, Host};
use crate::messages::{self, Language};
use crate::session::hand_in::HandInPackage;
use crate::session::output_file::{self, OutputSet, Replace};
use crate::session::{self, ExportFormat, Settings, run_checks};
use crate::storage::{self, StoreCause, StoreError};

/// What writing an export takes.
pub struct Exporter<'a> {
    /// The open report.
    pub document: &'a mut Document,
    /// How paper is to look.
    pub settings: &'a Settings,
    /// Where files go.
    pub host: &'a mut dyn Host,
    /// The paths as the user wrote them.
    typed_paths: &'a TypedPaths,
    /// The language of the notices.
    pub language: Language,
    /// What an export may replace.
    replace: Replace,
}

/// Why nothing was exported.
#[derive(Debug)]
pub enum ExportFailure {
    /// A sentence says why.
    Told(String),
    /// Something is there that is only replaced where the user wants that.
    InTheWay(StoreError),
}

impl App {
    /// Exports the open report where nothing is replaced, and says what came of it.
    pub(in crate::gui) fn export(&mut self, way: impl FnOnce(&mut Exporter<'_>) -> Result<Notice, ExportFailure>) {
        if let Some(error) = self.export_replacing(Replace::Outputs, way) {
            self.say(messages::store_error(self.language(), &error));
        }
    }

    /// Exports the open report to the file that `dialog` asked for, and says what came of it. Where
    /// something is there that is not to be replaced, it asks.
    pub(in crate::gui) fn export_to(&mut self, dialog: FileDialog, path: PathBuf, replace: Replace) {
        let extension = dialog.extension().unwrap_or_default();
        let whole = with_extension(path.clone(), extension);
        // Nobody was asked about a name that was completed here.
        let replace = if whole != path && replace == Replace::Outputs { Replace::Nothing } else { replace };
        let refused = self.export_replacing(replace, |exporter| match dialog {
            FileDialog::Export(format) => exporter.file(whole, format),
            FileDialog::Package => exporter.package(whole),
            _ => exporter.pdf(whole),
        });
        if let Some(refused) = refused {
            self.dialogs.ask_about(FileQuestion::ReplaceOutput(dialog, refused));
        }
    }

    /// Exports the open report and says what came of it; gives what stands in the way, if anything.
    fn export_replacing(
        &mut self,
        replace: Replace,
        way: impl FnOnce(&mut Exporter<'_>) -> Result<Notice, ExportFailure>,
    ) -> Option<StoreError> {
        let (language, typed_paths) = (self.language(), &self.typed_paths);
        let document = self.document.as_mut()?;
        let host = &mut *self.host;
        let mut exporter = Exporter { document, settings: &self.settings, host, typed_paths, language, replace };
        let notice = match way(&mut exporter) {
            Ok(notice) => notice,
            Err(ExportFailure::Told(said)) => Notice::new(said),
            Err(ExportFailure::InTheWay(error)) => return Some(error),
        };
        self.dialogs.notify(notice, self.host.moment());
        None
    }
}

impl Exporter<'_> {
    /// Writes the pages that the preview shows.
    ///
    /// # Errors
    ///
    /// The pages or the file cannot be made.
    pub fn pdf(&mut self, path: PathBuf) -> Result<Notice, ExportFailure> {
        let pages = self.write_pages(&path)?;
        let shown = self.typed_paths.shown(&path).display();
        let mut said = self.language.say("say.exported", &[("path", &shown), ("pages", &pages)]);
        self.document.exported = Some(path);
        let errors = self.document.errors();
        if errors > 0 {
            said.push_str(&self.language.say("say.not_ready", &[("errors", &errors)]));
        }
        Ok(Notice::with_next(said, Action::OpenFolder))
    }

    /// Writes a file of this format, or of the one that the extension of `path` names.
    ///
    /// # Errors
    ///
    /// The extension names no format, or the file cannot be made.
    pub fn file(&mut self, path: PathBuf, format: Option<ExportFormat>) -> Result<Notice, ExportFailure> {
        let shown = self.typed_paths.shown(&path).display();
        let format = format.or_else(|| ExportFormat::of(&path)).ok_or_else(|| {
            let kinds = ExportFormat::ALL.map(ExportFormat::extension).join(" ");
            ExportFailure::Told(self.language.say("error.export.kind", &[("path", &shown), ("kinds", &kinds)]))
        })?;
        self.write(&path, format)?;
        let said = self.language.say("say.handed_out", &[("path", &shown)]);
        self.document.exported = Some(path);
        Ok(Notice::with_next(said, Action::OpenFolder))
    }

    /// Writes the package that is handed in as one archive.
    ///
    /// # Errors
    ///
    /// One of its files or the archive cannot be made.
    pub fn package(&mut self, path: PathBuf) -> Result<Notice, ExportFailure> {
        let shown = self.typed_paths.shown(&path).display();
        let (language, errors) = (self.language, self.document.errors());
        let (form, report) = (self.document.session.form(), self.document.session.report());
        let made = session::contained(|| {
            let packs = self.document.packs.choose(report, &self.settings.rule_packs);
            let review = run_checks::review(form, report, None, None, &packs);
            let sheet = messages::check_report(language, form, report, &review, None, None);
            let options = self.settings.printing(errors > 0).map_err(|error| error.to_string())?;
            let made = HandInPackage::make(form, report, (&review, &sheet), &options);
            made.and_then(|made| made.archive()).map_err(|error| error.to_string())
        });
        let bytes = made.unwrap_or_else(|panic| Err(panic.to_string())).map_err(|error| {
            ExportFailure::Told(language.say("error.export.failed", &[("path", &shown), ("words", &error)]))
        })?;
        self.write_bytes(&path, &bytes)?;
        let mut said = language.say("say.package_made", &[("path", &shown)]);
        if errors > 0 {
            said.push_str(&language.say("say.not_ready", &[("errors", &errors)]));
        }
        self.document.exported = Some(path);
        Ok(Notice::with_next(said, Action::OpenFolder))
    }

    /// Writes the whole set into a folder of its own below `folder`; nothing there is replaced.
    ///
    /// # Errors
    ///
    /// One of the files cannot be made.
    pub fn set(&mut self, folder: &Path) -> Result<Notice, ExportFailure> {
        let own = self.write_set(folder)?;
        let count = ExportFormat::SET.len();
        let said = self.language.say("say.set_handed_out", &[("count", &count), ("path", &own.display())]);
        Ok(Notice::with_next(said, Action::OpenFolder))
    }

    /// Hands a PDF to the system's viewer, which prints; whether one took it is told when it is known. The draft
    /// need not be saved for it, and no file of the user is touched.
    ///
    /// # Errors
    ///
    /// The pages or the file cannot be made.
    pub fn print(&mut self, context: &egui::Context) -> Result<Notice, ExportFailure> {
        let name = format!("{} {}.pdf", self.host.clock().replace(':', "-"), self.document.file_stem());
        let folder = self.host.passing_folder();
        // Where it cannot be created, the file cannot either, and that is told.
        let _ = self.host.disk().create_private_folder(&folder);
        let path = folder.join(name);
        self.write_pages(&path)?;
        self.host.hand_over(&path, context);
        Ok(Notice::new(self.language.word("say.handing_over")))
    }

    /// Writes the pages and returns their number.
    fn write_pages(&mut self, path: &Path) -> Result<usize, ExportFailure> {
        self.document.lay_out(self.settings);
        let mut paper = self.document.paper.value().map(|paper| (**paper).clone()).unwrap_or_default();
        session::identify(&mut paper, self.document.session.report());
        let printed = session::contained(|| {
            let options = self.settings.printing(false).map_err(session::ExportError::from);
            options.and_then(|options| session::print(&paper, &options)).map_err(|error| error.to_string())
        });
        let bytes = printed
            .unwrap_or_else(|panic| Err(panic.to_string()))
            .map_err(|error| ExportFailure::Told(self.language.say("say.no_pdf", &[("error", &error)])))?;
        self.write_bytes(path, &bytes)?;
        Ok(paper.pages.len())
    }

    /// Writes one file.
    fn write(&self, path: &Path, format: ExportFormat) -> Result<(), ExportFailure> {
        let bytes = self.made(path, format)?;
        self.write_bytes(path, &bytes)
    }

    /// The bytes of the file that is to be at `path`.
    fn made(&self, path: &Path, format: ExportFormat) -> Result<Vec<u8>, ExportFailure> {
        let (form, report) = (self.document.session.form(), self.document.session.report());
        // On paper as the preview shows it: the same fonts, sheet and mark.
        let mark = self.settings.review_mark && self.document.errors() > 0;
        let made = session::contained(|| {
            let options = self.settings.printing(mark).map_err(|error| error.to_string())?;
            session::export_on(form, report, format, &options).map_err(|error| error.to_string())
        });
        made.unwrap_or_else(|panic| Err(panic.to_string())).map_err(|error| {
            let shown = self.typed_paths.shown(path).display();
            ExportFailure::Told(self.language.say("error.export.failed", &[("path", &shown), ("words", &error)]))
        })
    }

    /// Writes the whole set, once all of it is made, and returns its folder.
    fn write_set(&mut self, folder: &Path) -> Result<PathBuf, ExportFailure> {
        let stem = self.document.file_stem();
        let disk = self.host.disk();
        let numbered = (2..100).map(|number| folder.join(format!("{stem}（{number}）")));
        let free = |path: &PathBuf| disk.kind(path).is_ok_and(|kind| kind.is_none());
        let own = std::iter::once(folder.join(&stem)).chain(numbered).find(free);
        let own = own.unwrap_or_else(|| folder.to_owned());
        let (form, report) = (self.document.session.form(), self.document.session.report());
        let mut set = OutputSet { form, report, files: Vec::new() };
        for format in ExportFormat::SET {
            let path = own.join(format.file_name(form, report));
            let bytes = self.made(&path, format)?;
            set.files.push((format, path, bytes));
        }
        let told = |error: StoreError| ExportFailure::Told(messages::store_error(self.language, &error));
        storage::make_folder(&*disk, &own).map_err(told)?;
        set.write(&*disk, &self.sources(), Replace::Nothing, |_| Ok(())).map_err(told)?;
        self.document.exported = set.files.into_iter().next().map(|(_, path, _)| path);
        Ok(own)
    }

    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ExportFailure> {
        let mut sources = self.sources();
        if output_file::is_origin(self.document.session.report(), path) {
            sources.push(path);
        }
        self.keep_replaced(path)
            .and_then(|()| output_file::write_output(&*self.host.disk(), path, bytes, &sources, self.replace))
            .map_err(|error| match error.cause {
                StoreCause::Exists | StoreCause::HoldsDraft | StoreCause::ProgramFile | StoreCause::IsSource => {
                    ExportFailure::InTheWay(error)
                }
                _ => {
                    let error = self.typed_paths.in_error(&error);
                    ExportFailure::Told(messages::store_error(self.language, &error))
                }
            })
    }

    /// Keeps a draft that the user wants to replace by an export as a former version, as the command line does.
    fn keep_replaced(&self, path: &Path) -> Result<(), StoreError> {
        match self.replace {
            Replace::Anything => {
                let versions = &self.host.folders().backups;
                output_file::keep_replaced(&*self.host.disk(), versions, path, self.host.now())
            }
            Replace::Nothing | Replace::Outputs => Ok(()),
        }
    }

    /// The files that the report was read from or is compared with.
    fn sources(&self) -> Vec<&Path> {
        self.document.session.path().into_iter().chain(self.document.last_year.as_deref()).collect()
    }
}

impl App {
    /// Says whether a program took the pages to print; where none did, their folder is shown.
    pub(in crate::gui) fn take_handed_over(&mut self) {
        let Some((path, taken)) = self.host.handed_over() else { return };
        let folder = path.parent().unwrap_or(&path).to_owned();
        let key = match taken || self.host.show(&folder) {
            _ if taken => "say.printing",
            true => "say.no_viewer",
            false => "say.cannot_show",
        };
        self.say(self.language().say(key, &[("path", &path.display())]));
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
