//! Hands a report out: takes a copy of it, lets an `ExportJob` make and write what was asked for beside the window, and
//! says what came of it. Must not change the report.

use std::path::{Path, PathBuf};

use super::export_job::{ExportFailure, ExportJob, ExportTarget, Exported};
use super::running_task::TaskWords;
use crate::gui::app::App;
use crate::gui::dialogs::notice::Notice;
use crate::gui::dialogs::question::FileQuestion;
use crate::gui::document::Document;
use crate::gui::host::{FileDialog, Host};
use crate::messages::{self, Language};
use crate::session::PassingFolder;
use crate::session::output_file::Replace;

impl App {
    /// Exports the open report to the file that `dialog` asked for, and says what came of it. Where
    /// something is there that is not to be replaced, it asks.
    pub(in crate::gui) fn export_to(&mut self, dialog: FileDialog, path: PathBuf, replace: Replace) {
        let extension = dialog.extension().unwrap_or_default();
        let whole = with_extension(path.clone(), extension);
        // Nobody was asked about a name that was completed here.
        let replace = if whole != path && replace == Replace::Outputs { Replace::Nothing } else { replace };
        let target = match dialog {
            FileDialog::Export(format) => ExportTarget::File(whole, format),
            FileDialog::Package => ExportTarget::Package(whole),
            FileDialog::Review(file) => ExportTarget::Review(whole, file),
            FileDialog::Comparison => {
                let language = self.language();
                let document = self.document.as_ref();
                let sheet = document.and_then(|one| one.comparison_box.sheet(language, &one.title()));
                let Some(sheet) = sheet else { return };
                ExportTarget::Comparison(whole, sheet)
            }
            _ => ExportTarget::Pdf(whole),
        };
        self.export(target, replace, Some(dialog));
    }

    /// Writes the whole set into a folder of its own below `folder`.
    pub(super) fn export_set(&mut self, folder: PathBuf) {
        self.export(ExportTarget::Set(folder), Replace::Outputs, None);
    }

    /// Hands a PDF to the system's viewer, which prints; whether one took it is told when it is known. The draft
    /// need not be saved for it.
    pub(in crate::gui) fn print(&mut self) {
        let Some(document) = &self.document else { return };
        let name = format!("{} {}.pdf", self.host.clock().replace(':', "-"), document.file_stem());
        let path = self.open_passing_folder().join(name);
        self.export(ExportTarget::Print(path), Replace::Outputs, None);
    }

    /// The folder for files that nobody keeps, which is there as long as the window is.
    pub(super) fn open_passing_folder(&mut self) -> PathBuf {
        let host = &self.host;
        self.passing.get_or_insert_with(|| PassingFolder::open(host.disk(), host.passing_folder())).path().to_owned()
    }

    fn export(&mut self, target: ExportTarget, replace: Replace, dialog: Option<FileDialog>) {
        let language = self.language();
        let Some(job) = self.export_job(replace) else { return };
        let printed = if let ExportTarget::Print(path) = &target { Some(path.clone()) } else { None };
        let words =
            TaskWords { head: language.word("task.export"), steps: target.steps(language), ..TaskWords::default() };
        self.begin_task(true, words, move |progress| {
            let result = job.run(target, progress);
            Box::new(move |app| app.take_exported(result, dialog, printed))
        });
    }

    /// All that an export of the open report takes.
    fn export_job(&mut self, replace: Replace) -> Option<ExportJob> {
        let (language, now) = (self.language(), self.host.now());
        let (disk, versions) = (self.host.disk(), self.host.folders().backups);
        let document = self.document.as_mut()?;
        document.lay_out(&self.settings);
        let session = &document.session;
        Some(ExportJob {
            form: session.form(),
            report: session.report().clone(),
            paper: document.paper.value().cloned().unwrap_or_default(),
            errors: document.errors(),
            settings: self.settings.clone(),
            packs: document.packs.clone(),
            sources: session
                .path()
                .into_iter()
                .chain(document.last_year.as_deref())
                .chain(document.comparison_box.file())
                .map(Path::to_owned)
                .collect(),
            disk,
            versions,
            now,
            typed_paths: self.typed_paths.clone(),
            language,
            replace,
        })
    }

    /// Says what came of an export, asks where something stands in the way, and hands on what is to be printed.
    fn take_exported(
        &mut self,
        result: Result<Exported, ExportFailure>,
        dialog: Option<FileDialog>,
        printed: Option<PathBuf>,
    ) {
        match (result, dialog) {
            (Ok(exported), _) => {
                if let (Some(document), Some(file)) = (&mut self.document, exported.file) {
                    document.exported = Some(file);
                }
                self.to_print = printed;
                self.dialogs.notify(exported.notice, self.host.moment());
            }
            (Err(ExportFailure::Told(said)), _) => self.say(said),
            (Err(ExportFailure::InTheWay(refused)), Some(dialog)) => {
                self.dialogs.ask_about(FileQuestion::ReplaceOutput(dialog, refused));
            }
            (Err(ExportFailure::InTheWay(error)), None) => self.say(messages::store_error(self.language(), &error)),
            (Err(ExportFailure::Stopped), _) => self.say_stopped(),
        }
    }

    /// Says whether programs took what was handed to them. Where none took the pages to print, their folder is shown
    /// before anything is said; a folder that opens says so itself.
    pub(in crate::gui) fn take_handed_over(&mut self, context: &egui::Context) {
        let Some((path, taken)) = self.host.handed_over() else { return };
        let printed = self.printing.take_if(|pages| *pages == path || pages.parent() == Some(path.as_path()));
        let key = match &printed {
            Some(pages) if *pages == path && taken => "say.printing",
            Some(pages) if *pages == path => {
                if let Some(folder) = path.parent() {
                    self.host.hand_over(folder, context);
                }
                self.printing = printed;
                return;
            }
            Some(_) if taken => "say.no_viewer",
            Some(_) => "say.no_viewer_nor_folder",
            None if taken => return,
            None => "say.cannot_show",
        };
        let said = printed.unwrap_or(path);
        self.say(self.language().say(key, &[("path", &said.display())]));
    }
}

/// Shows the folder of the last export, or of the draft; the notice says that there is none yet.
pub(in crate::gui) fn open_folder(
    document: &Document,
    host: &mut dyn Host,
    language: Language,
    context: &egui::Context,
) -> Option<Notice> {
    let file = document.exported.as_deref().or(document.session.path());
    let Some(folder) = file.and_then(Path::parent) else {
        return Some(Notice::new(language.word("say.no_folder_yet")));
    };
    host.hand_over(folder, context);
    None
}

/// `path` with this extension behind it where it ends with none of a file of that kind: what is written is what its name
/// says. No extension is asked for where it is blank.
pub(super) fn of_kind(path: PathBuf, extension: &str, others: &[&str]) -> PathBuf {
    let own = path.extension().map(|own| own.to_string_lossy().to_lowercase()).unwrap_or_default();
    if own == extension || others.contains(&own.as_str()) {
        return path;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{extension}"));
    path.with_file_name(name)
}

/// `path` with this extension where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
