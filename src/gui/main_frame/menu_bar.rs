//! The menu bar, drawn from the menu table, with the usual buttons at its right. Knows no command
//! beyond its row.

use egui::{Align, Frame, Layout, Margin, Panel, Ui, vec2};

use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::host::FileDialog;
use crate::gui::menu::{self, MENUS, MenuItem};
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::Language;
use crate::session::{SessionCommand, Settings};

/// Draws the bar; the buttons only while a report is open.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    document: Option<&Document>,
    settings: &Settings,
    actions: &mut Vec<Action>,
) {
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 2));
    Panel::top("menu").frame(frame).show_separator_line(false).show(ui, |ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            for menu in MENUS {
                ui.menu_button(language.word(menu.key), |ui| {
                    for (place, group) in menu.groups.iter().enumerate() {
                        if place > 0 {
                            ui.separator();
                        }
                        for item in *group {
                            row(ui, language, item, document.is_some(), actions);
                        }
                    }
                });
            }
            if let Some(document) = document {
                let layout = Layout::right_to_left(Align::Center);
                ui.with_layout(layout, |ui| buttons(ui, language, document, settings, actions));
            }
        });
    });
}

/// The buttons from right to left.
fn buttons(ui: &mut Ui, language: Language, document: &Document, settings: &Settings, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = space::TIGHT;
    ui.spacing_mut().button_padding = vec2(space::WIDE, space::TIGHT);
    let export = Action::Choose(FileDialog::Pdf);
    let button = widgets::primary(ui, menu::label(&export, language));
    if button.on_hover_text(widgets::tooltip(ui, language, &export)).clicked() {
        actions.push(export);
    }
    ui.add_space(space::TIGHT);
    widgets::command(ui, language, Action::TogglePreview, Some(settings.preview), actions);
    widgets::command(ui, language, Action::ShowFind, None, actions);
    let history =
        [(SessionCommand::Redo, document.session.redo_count()), (SessionCommand::Undo, document.session.undo_count())];
    for (command, count) in history {
        widgets::command_if(ui, language, Action::Run(command), None, count > 0, actions);
    }
    widgets::command(ui, language, Action::Save, None, actions);
}

/// A row of a menu; greyed out where it needs a report and none is open.
fn row(ui: &mut Ui, language: Language, item: &MenuItem, open: bool, actions: &mut Vec<Action>) {
    let mut button = egui::Button::new(item.label(language));
    if let Some(keys) = widgets::keys(ui, item) {
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(open || item.always, button.min_size(vec2(220.0, size::CONTROL)));
    if response.on_hover_text(item.tip(language)).clicked() {
        actions.push(item.action.clone());
        ui.close();
    }
}
