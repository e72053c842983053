//! The status line: left whether the report is saved, right how many characters the text has and
//! whether the report is ready.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, Sense, Ui, vec2};

use super::late_panel::LatePanel;
use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Tab, ViewContext};
use crate::gui::{section_status, widgets};
use crate::layout::Paper;
use crate::messages::Language;
use crate::session::Settings;

/// The room of the line, whose contents are the last that Tab comes to.
pub(super) fn reserve(ui: &mut Ui) -> LatePanel {
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(16, 4));
    LatePanel::reserve(ui, Panel::bottom("status").frame(frame).exact_size(size::CONTROL))
}

/// Draws the line; it is blank while no report is open.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    document: Option<&Document>,
    settings: &Settings,
    actions: &mut Vec<Action>,
) {
    let Some(document) = document else { return };
    ui.horizontal_centered(|ui| {
        let paper = Paper::default();
        let view = document.view(&paper, settings, language);
        // What is left of the line beside the words at its right, which are never cut.
        let wide = (ui.available_width() - readiness_width(ui, &view) - space::EDGE).max(0.0);
        let saved = saved(document, language);
        let (rect, response) = ui.allocate_exact_size(vec2(wide, size::CONTROL - 8.0), Sense::hover());
        let label = egui::Label::new(RichText::new(&saved).size(size::SMALL)).truncate();
        let layout = Layout::left_to_right(Align::Center);
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout)).add(label);
        response.on_hover_text(&saved);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| readiness(ui, &view, actions));
    });
}

/// Whether, when and where the report was saved.
fn saved(document: &Document, language: Language) -> String {
    match (&document.saved, document.session.is_changed()) {
        _ if document.draft.is_saving() => language.word("status.saving"),
        (Some(saved), true) => format!("{} · {saved}", language.word("status.unsaved")),
        (None, true) => language.word("status.unsaved"),
        (Some(saved), false) => saved.clone(),
        (None, false) => language.word("status.unchanged"),
    }
}

/// How wide what [`readiness`] draws is.
fn readiness_width(ui: &Ui, view: &ViewContext<'_>) -> f32 {
    let width = |text: String| {
        let (font, ink) = (theme::font(size::SMALL), theme::palette(ui).ink);
        ui.painter().layout_no_wrap(text, font, ink).size().x + ui.spacing().item_spacing.x
    };
    let summary = width(section_status::summary(view.findings, view.language));
    let summary = summary + revisions(view).map_or(0.0, |text| space::EDGE + width(text));
    summary + count(view).map_or(0.0, |count| space::EDGE + width(count))
}

/// The characters of the text with the caret.
fn count(view: &ViewContext<'_>) -> Option<String> {
    let (part, _) = view.session.selection().span()?;
    let count = view.characters(part);
    Some(view.language.say("status.count", &[("count", &count)]))
}

/// Whether changes are tracked, and how many are open.
fn revisions(view: &ViewContext<'_>) -> Option<String> {
    let revisions = &view.session.report().revisions;
    let count = revisions.marks().len();
    match (revisions.tracking, count) {
        (false, 0) => None,
        (true, 0) => Some(view.language.word("revisions.on")),
        (true, _) => Some(view.language.say("status.tracked", &[("count", &count)])),
        (false, _) => Some(view.language.say("status.revisions", &[("count", &count)])),
    }
}

/// From right to left: whether the report is ready, which leads to the checks; the characters of
/// the text with the caret; the tracked changes, which leads to them.
fn readiness(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let colour = section_status::of_report(view).text_colour(colours);
    let text = section_status::summary(view.findings, view.language);
    let text = RichText::new(text).size(size::SMALL).color(colour);
    let label = ui.add(egui::Label::new(text.clone()).sense(Sense::click()));
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, text.text()));
    if label.clicked() {
        actions.push(Action::ShowTab(Tab::Checks));
    }
    if let Some(count) = count(view) {
        ui.add_space(space::EDGE);
        widgets::quiet(ui, count);
    }
    if let Some(text) = revisions(view) {
        ui.add_space(space::EDGE);
        let label = ui.add(egui::Label::new(RichText::new(&text).size(size::SMALL)).sense(Sense::click()));
        label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, text.clone()));
        if label.clicked() {
            actions.push(Action::ShowRevisions);
        }
    }
}
