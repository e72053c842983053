//! The tabs of an open report, each with its status. Knows no view.

use egui::{Frame, Margin, Panel, PointerButton, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::gui::action::Action;
use crate::gui::section_status::{self, SectionStatus};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Tab, ViewContext};

/// Draws the tabs.
pub(super) fn ui(ui: &mut Ui, view: &ViewContext<'_>, shown: Tab, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.panel).inner_margin(Margin::symmetric(8, 0));
    Panel::top("tabs").frame(frame).exact_size(40.0).show(ui, |ui| {
        ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for tab in Tab::all(view.session.form()) {
                    let response = tab_button(ui, view, tab, tab == shown);
                    // The mouse leads to the caret or the cell, as on the sheets of a workbook; whoever walks the tabs
                    // by keys stays on them.
                    if response.clicked_by(PointerButton::Primary) {
                        actions.push(Action::EnterTab(tab));
                    } else if response.clicked() {
                        actions.push(Action::ShowTab(tab));
                    }
                }
            });
        });
    });
}

/// A tab with its mark.
fn tab_button(ui: &mut Ui, view: &ViewContext<'_>, tab: Tab, shown: bool) -> Response {
    let (language, colours) = (view.language, theme::palette(ui));
    let name = name(view, tab);
    let state = section_status::state(view, tab);
    let count = match state {
        Some(SectionStatus::Errors(count)) => count.to_string(),
        _ => String::new(),
    };
    let font = theme::font(size::BODY);
    let text = ui.painter().layout_no_wrap(name.clone(), font, if shown { colours.ink } else { colours.quiet });
    let number = ui.painter().layout_no_wrap(count, theme::font(size::SMALL), colours.error);
    // Always as wide as with two digits, so that no tab moves while another's mark changes.
    let digits = ui.painter().layout_no_wrap("00".to_owned(), theme::font(size::SMALL), colours.error).size().x;
    let mark = if state.is_some() { space::TIGHT + 12.0 + digits.max(number.size().x) } else { 0.0 };
    let wide = space::WIDE * 2.0 + text.size().x + mark;
    let (rect, response) = ui.allocate_exact_size(vec2(wide, 40.0), Sense::click());
    let said = state.map_or_else(|| name.clone(), |state| format!("{name} {}", state.words(language)));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, shown, &said));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.shrink2(vec2(0.0, 4.0)), f32::from(size::CORNER), colours.tint);
    }
    let left = rect.left() + space::WIDE;
    let middle = rect.center().y;
    painter.galley(egui::pos2(left, middle - text.size().y / 2.0), text.clone(), colours.ink);
    if let Some(state) = state {
        let centre = egui::pos2(left + text.size().x + space::TIGHT + 6.0, middle);
        state.paint(painter, centre, colours);
        let at = egui::pos2(centre.x + 7.0, middle - number.size().y / 2.0);
        painter.galley(at, number, colours.error);
    }
    // A tab that has just been gone to by its keys may lie beyond the edge.
    let id = egui::Id::unique("shown tab");
    if shown && ui.data_mut(|data| data.get_temp::<String>(id)) != Some(name.clone()) {
        ui.data_mut(|data| data.insert_temp(id, name.clone()));
        response.scroll_to_me(None);
    }
    if shown {
        let line = egui::Stroke::new(size::FOCUS, colours.accent);
        painter.hline(rect.x_range().shrink(space::NEAR), rect.bottom() - 1.0, line);
    }
    if let Tab::Section(id) = tab {
        let full = view.session.form().section(id).map(|section| section.title.clone());
        return response.on_hover_text(full.unwrap_or(said));
    }
    response.on_hover_text(said)
}

/// What a tab is called: a section by its number and a short word.
fn name(view: &ViewContext<'_>, tab: Tab) -> String {
    match tab {
        Tab::Basics => view.language.word("tab.basics"),
        Tab::Section(id) => view.language.word(&format!("tab.section_{}", id.number())),
        Tab::Checks => view.language.word("tab.checks"),
        Tab::Preview => view.language.word("tab.preview"),
    }
}
