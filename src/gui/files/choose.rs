//! Asks for files and folders, and hands the answer on to what it was asked for. Opens and writes
//! nothing itself.

use std::path::{Path, PathBuf};

use super::export_file;
use crate::gui::app::App;
use crate::gui::dialogs::question::{Continuation, Question};
use crate::gui::dialogs::typed_path::TypedPathField;
use crate::gui::document::Document;
use crate::gui::host::{FileDialog, HostReply, RollupFile};
use crate::messages::{self, Language};
use crate::session::output_file::Replace;
use crate::session::{Overwrite, Settings, hand_in, safe_stem};
use crate::storage::PathKind;

impl App {
    /// Asks for a file or a folder; the answer comes in a later frame.
    pub(in crate::gui) fn choose(&mut self, dialog: FileDialog, context: &egui::Context) {
        let folder = self.usual_folder(dialog);
        let name = self.proposed_name(dialog);
        self.host.pick(dialog, &name, folder.as_deref(), context);
    }

    /// The folder in which a dialog begins: exports beside the draft, drafts where the user wants them, all else
    /// where a file was chosen last.
    fn usual_folder(&self, dialog: FileDialog) -> Option<PathBuf> {
        let draft = self.document.as_ref().and_then(|document| document.session.path());
        if let Some(beside) = draft.filter(|_| dialog.is_export()).and_then(Path::parent) {
            return Some(beside.to_owned());
        }
        let (own, last) = (self.settings.folder.clone(), self.settings.last_folder.clone());
        match dialog {
            FileDialog::SaveAs | FileDialog::OpenDraft => own.or(last),
            _ => last.or(own),
        }
    }

    /// Notes the folder of a file that was chosen.
    fn remember_folder(&mut self, dialog: FileDialog, path: &Path) {
        let is_folder = matches!(dialog, FileDialog::ExportFolder | FileDialog::Rollup(RollupFile::Returns));
        let folder = if is_folder { Some(path) } else { path.parent() };
        if dialog != FileDialog::DraftFolder {
            let last_folder = folder.map(Path::to_owned).or_else(|| self.settings.last_folder.clone());
            self.change_settings(Settings { last_folder, ..self.settings.clone() });
        }
    }

    /// The name under which a dialog proposes to write; empty where it asks for what is there.
    fn proposed_name(&self, dialog: FileDialog) -> String {
        match (dialog, dialog.extension()) {
            (FileDialog::Rollup(_), Some(extension)) => {
                let sum = self.folder.as_ref().and_then(|folder| folder.sum.as_ref());
                let title = sum.map(|sum| messages::rollup_title(self.language(), &sum.rollup)).unwrap_or_default();
                format!("{}.{extension}", safe_stem(&title))
            }
            _ => proposed_name(self.document.as_ref(), dialog, self.language()),
        }
    }

    /// Takes the answer of the system's dialog.
    pub(in crate::gui) fn take_reply(&mut self, context: &egui::Context) {
        match self.host.picked() {
            // The system's dialog has asked whether to replace a file of that name.
            Some(HostReply::Chosen(dialog, path)) => self.take_path(dialog, path, Overwrite::Anything, context),
            Some(HostReply::NoDialogs(dialog)) => {
                let name = self.proposed_name(dialog);
                let folder = self.usual_folder(dialog).or_else(|| std::env::current_dir().ok());
                let field = TypedPathField { folder: folder.unwrap_or_default(), name };
                self.dialogs.question = Some(Question::Path(dialog, field));
            }
            Some(HostReply::Cancelled) => self.after_save = None,
            None => {}
        }
    }

    /// Does what a path was asked for; a draft is saved over another file as far as `overwrite`
    /// allows.
    pub(in crate::gui) fn take_path(
        &mut self,
        dialog: FileDialog,
        path: PathBuf,
        overwrite: Overwrite,
        context: &egui::Context,
    ) {
        let path = self.typed_paths.absolute(path);
        self.remember_folder(dialog, &path);
        match dialog {
            FileDialog::OpenDraft => self.leave(Continuation::Open(path)),
            FileDialog::FromLastYear => self.leave(Continuation::FromLastYear(path)),
            FileDialog::LastYear => self.compare_with_file(path),
            // A folder of reports is added up.
            FileDialog::Import if self.host.disk().kind(&path).is_ok_and(|kind| kind == Some(PathKind::Folder)) => {
                self.open_folder(path, context);
            }
            FileDialog::Import => self.import(path),
            FileDialog::Picture => self.insert_picture(&path),
            FileDialog::Merge => self.read_copy(path),
            FileDialog::Compare => self.compare_with_version(path, None),
            FileDialog::SaveAs => {
                let whole = export_file::with_extension(path.clone(), "nianbao");
                // Nobody was asked about a name that was completed here.
                let asked = if whole == path { overwrite } else { Overwrite::Own };
                self.save_to(whole, asked);
            }
            FileDialog::Pdf
            | FileDialog::Export(_)
            | FileDialog::Package
            | FileDialog::Comparison
            | FileDialog::Review(_) => {
                let replace = if overwrite == Overwrite::Anything { Replace::Outputs } else { Replace::Nothing };
                self.export_to(dialog, path, replace);
            }
            FileDialog::Rollup(file) => {
                let replace = if overwrite == Overwrite::Anything { Replace::Outputs } else { Replace::Nothing };
                self.take_rollup_path(file, path, replace, context);
            }
            FileDialog::ExportFolder => self.export_set(path),
            FileDialog::DraftFolder => {
                let settings = Settings { folder: Some(path), ..self.settings.clone() };
                self.change_settings(settings);
            }
        }
    }
}

/// The name under which a dialog proposes to write; empty where it asks for what is there.
fn proposed_name(document: Option<&Document>, dialog: FileDialog, language: Language) -> String {
    let Some(extension) = dialog.extension() else { return String::new() };
    let Some(document) = document else { return format!(".{extension}") };
    let (form, report) = (document.session.form(), document.session.report());
    let marked = |key: &str| format!("{}（{}）.{extension}", document.file_stem(), language.word(key));
    match dialog {
        FileDialog::Package => hand_in::package_name(form, report),
        FileDialog::Comparison => marked("compare.title"),
        FileDialog::Review(_) => marked("review.name"),
        _ => format!("{}.{extension}", document.file_stem()),
    }
}
