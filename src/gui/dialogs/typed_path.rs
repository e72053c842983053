//! Asks for a path where the system has no file dialogs: says what it is for, names the folder, and lets the name
//! be typed, or another path. Looks at no disk.

use std::path::{Path, PathBuf};

use egui::{Key, Ui};

use crate::gui::action::Action;
use crate::gui::host::{FileDialog, RollupFile};
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{Language, Shown};

/// A path as it is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPathField {
    /// The folder in which a name alone is meant.
    pub folder: PathBuf,
    /// What stands in the field: a name, or a path.
    pub name: String,
}

impl TypedPathField {
    /// The path that is meant.
    pub fn path(&self) -> PathBuf {
        // A path of its own takes the folder's place.
        self.folder.join(self.name.trim())
    }
}

/// The key of the sentence that says what a file or folder is asked for.
const fn purpose(dialog: FileDialog) -> &'static str {
    match dialog {
        FileDialog::OpenDraft => "dialog.path_open",
        FileDialog::FromLastYear | FileDialog::LastYear => "dialog.path_last_year",
        FileDialog::Import => "dialog.path_import",
        FileDialog::Merge => "dialog.path_merge",
        FileDialog::Compare => "dialog.path_compare",
        FileDialog::Picture => "dialog.path_picture",
        FileDialog::SaveAs => "dialog.path_save",
        FileDialog::Pdf
        | FileDialog::Export(_)
        | FileDialog::Package
        | FileDialog::Comparison
        | FileDialog::Review(_) => "dialog.path_export",
        FileDialog::ExportFolder => "dialog.path_export_folder",
        FileDialog::Rollup(RollupFile::Folder) => "dialog.path_rollup",
        FileDialog::Rollup(RollupFile::List) => "dialog.path_units",
        FileDialog::Rollup(RollupFile::Former) => "dialog.path_last_year",
        FileDialog::Rollup(RollupFile::Returns) => "dialog.path_returns",
        FileDialog::Rollup(_) => "dialog.path_export",
        FileDialog::DraftFolder => "dialog.path_draft_folder",
    }
}

/// Draws the question; false once it is answered.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    dialog: FileDialog,
    field: &mut TypedPathField,
    actions: &mut Vec<Action>,
) -> bool {
    widgets::head(ui, language.word(purpose(dialog)));
    widgets::quiet(ui, language.word("dialog.path_hint"));
    ui.add_space(space::TIGHT);
    let target = field.path();
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(&field.folder);
    let folder = language.say("dialog.path_folder", &[("folder", &Shown(folder.display()))]);
    ui.add(egui::Label::new(folder).wrap());
    let response = widgets::field(ui, &language.word("dialog.path_field"), &mut field.name, 420.0);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    ui.add_space(space::WIDE);
    ui.horizontal(|ui| {
        let key = if dialog.extension().is_some() { "dialog.save" } else { "dialog.go_on" };
        if widgets::primary(ui, language.word(key)).clicked() || entered {
            actions.push(Action::TakePath(dialog, field.path()));
        } else if ui.button(language.word("dialog.cancel")).clicked() {
            actions.push(Action::Stay);
        } else {
            return true;
        }
        false
    })
    .inner
}
