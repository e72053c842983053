//! Files that are dragged over the window and dropped on it. Reads none of them.

use egui::{Align2, Area, Frame, Id, Order, Ui};

use crate::gui::action::Action;
use crate::gui::host::{FileDialog, OTHER_PICTURES, PICTURES};
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::Language;

/// Says what would happen to a file that hovers, and imports one that was dropped; a picture goes into the open report.
pub(super) fn ui(ui: &Ui, language: Language, takes_pictures: bool, actions: &mut Vec<Action>) {
    let (hovers, dropped) = ui.input(|input| {
        let path = input.raw.dropped_files.first().map(|file| file.path().to_owned());
        (!input.raw.hovered_files.is_empty(), path)
    });
    if hovers {
        let area = Area::new(Id::unique("drop")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
        area.show(ui.ctx(), |ui| {
            Frame::popup(&ui.style().clone()).inner_margin(space::AIR).show(ui, |ui| {
                widgets::head(ui, language.word("reading.drop"));
            });
        });
    }
    if let Some(path) = dropped {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is_picture = takes_pictures && PICTURES.iter().chain(&OTHER_PICTURES).any(|own| *own == extension);
        let dialog = if is_picture { FileDialog::Picture } else { FileDialog::Import };
        actions.push(Action::TakePath(dialog, path));
        // What was read is shown in the next frame.
        ui.ctx().request_repaint();
    }
}
