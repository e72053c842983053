//! Lists the former versions of the open draft and lets one be opened as a copy. Touches no file.

use egui::{Frame, Id, Modal, ScrollArea, Ui};

use super::question::Continuation;
use crate::gui::action::Action;
use crate::gui::files::VersionList;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::Language;

/// Draws the list; false once it is closed.
pub(super) fn ui(ui: &Ui, language: Language, list: &VersionList, actions: &mut Vec<Action>) -> bool {
    let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
    let modal = Modal::new(Id::unique("versions")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(640.0_f32.min(ui.ctx().content_rect().width() - 96.0).max(0.0));
        widgets::head(ui, language.word("versions.head"));
        ui.add(egui::Label::new(language.say("versions.text", &[("path", &list.draft)])).wrap());
        ui.add_space(space::NEAR);
        if list.versions.is_empty() {
            widgets::quiet(ui, language.word("versions.none"));
        }
        let opened = versions(ui, language, list);
        ui.add_space(space::WIDE);
        let closed = ui.button(language.word("versions.close")).clicked();
        (opened, closed)
    });
    let dismissed = modal.should_close();
    let (opened, closed) = modal.inner;
    let open = opened.is_none() && !closed && !dismissed;
    actions.extend(opened);
    open
}

/// Draws the versions; gives the action of one that is to be opened.
fn versions(ui: &mut Ui, language: Language, list: &VersionList) -> Option<Action> {
    let mut opened = None;
    let high = (ui.ctx().content_rect().height() - 320.0).max(120.0);
    ScrollArea::vertical().id_salt("former").max_height(high).auto_shrink([false, true]).show(ui, |ui| {
        for version in &list.versions {
            ui.horizontal_top(|ui| {
                let button = egui::Button::new(language.word("versions.open"));
                let button = ui.add_enabled(version.is_whole, button);
                let name = language.say("versions.open_of", &[("time", &version.time)]);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, version.is_whole, &name));
                if button.clicked() {
                    opened = Some(Action::Leave(Continuation::OpenVersion(version.path.clone())));
                }
                let button = egui::Button::new(language.word("versions.compare"));
                let button = ui.add_enabled(version.is_whole, button);
                let name = language.say("versions.compare_of", &[("time", &version.time)]);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, version.is_whole, &name));
                if button.clicked() {
                    opened = Some(Action::CompareVersion(version.path.clone(), version.time.clone()));
                }
                ui.vertical(|ui| {
                    ui.label(&version.time);
                    ui.add(egui::Label::new(widgets::small(ui, &version.contents)).wrap());
                });
            });
            ui.separator();
        }
    });
    opened
}
