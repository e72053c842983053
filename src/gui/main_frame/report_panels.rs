//! The panels of an open report: tabs, toolbar, find bar, the view in sight, the preview beside it,
//! the findings strip. Knows how they are arranged, not what they show.

use egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui};

use super::late_panel::LatePanel;
use super::{findings_bar, tab_bar};
use crate::form::{SectionId, Table};
use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::theme::{self, size};
use crate::gui::view_context::{Tab, ViewContext};
use crate::gui::views::find_bar::FindState;
use crate::gui::views::section_view::SectionState;
use crate::gui::views::{figure_bar, format_toolbar, table_bar};
use crate::messages::Language;
use crate::report::ReportText;
use crate::rollup::SumRecord;
use crate::session::{EditorSelection, Settings};

/// How high the list of what a sum is made of stands at first.
const PARTS: f32 = 190.0;

/// Draws the panels.
pub(super) fn ui(
    ui: &mut Ui,
    document: &mut Document,
    settings: &Settings,
    language: Language,
    kept: &[Rect],
    actions: &mut Vec<Action>,
) {
    let paper = document.paper.value().map(std::sync::Arc::clone).unwrap_or_default();
    let pending = document.pending();
    // The views' own states leave the document for the frame, so that its view can be read beside.
    let mut basics = std::mem::take(&mut document.basics);
    let mut sections = std::mem::take(&mut document.sections);
    let mut checks = std::mem::take(&mut document.checks);
    let mut beside = std::mem::take(&mut document.beside);
    let mut whole = std::mem::take(&mut document.whole);
    let mut parts = std::mem::take(&mut document.parts);
    let mut find = std::mem::take(&mut document.find);
    let sought = find.sought();
    let view = ViewContext { pending, sought: sought.as_ref(), ..document.view(&paper, settings, language) };
    let tab = document.tab;
    keep_focus(ui, kept);
    tab_bar::ui(ui, &view, tab, actions);
    bars(ui, &view, tab, &mut find, actions);
    let at = (tab, basics.place().filter(|_| tab == Tab::Basics));
    let strip = findings_bar::reserve(ui, &view, at);
    let ground = Frame::new().fill(theme::palette(ui).backdrop);
    let wide = ui.available_width();
    let preview = (tab != Tab::Preview && settings.preview && wide >= size::BESIDE).then(|| {
        let usual = settings.preview_width.map_or((wide * 0.36).floor(), f32::from);
        let panel = Panel::right("preview").default_size(usual).size_range(280.0..=wide * 0.55);
        let room = LatePanel::reserve(ui, panel.frame(ground));
        note_width(ui, wide, room.width(), settings, actions);
        room
    });
    let summed = summed_table(&view, tab).map(|of| (of, reserve_parts(ui)));
    CentralPanel::no_frame().frame(ground).show(ui, |ui| match tab {
        Tab::Basics => basics.ui(ui, &view, actions),
        Tab::Section(id) => {
            if let (Some(state), Some(section)) = (sections.get_mut(&id), view.session.form().section(id)) {
                state.ui(ui, &view, section, actions);
                actions.extend(focused_cell(&view, state, id));
            }
        }
        Tab::Checks => checks.ui(ui, &view, actions),
        Tab::Preview => whole.ui(ui, &view, tab, actions),
    });
    if let Some(((record, id, table), room)) = summed {
        let cell = sections.get(&id).and_then(|state| state.grid.focused(table));
        room.draw(ui, "parts", |ui| parts.ui(ui, &view, record, cell, actions));
    }
    if let Some(preview) = preview {
        preview.draw(ui, "preview", |ui| beside.ui(ui, &view, tab, actions));
    }
    if let Some(strip) = strip {
        strip.draw(ui, "strip", |ui| findings_bar::ui(ui, &view, at, actions));
    }
    (document.basics, document.sections, document.checks) = (basics, sections, checks);
    (document.beside, document.whole, document.find, document.parts) = (beside, whole, find, parts);
}

/// Remembers how wide the preview is once the user lets go of its edge: it changed while the pointer was down, and the
/// room for both did not.
fn note_width(ui: &Ui, room: f32, width: f32, settings: &Settings, actions: &mut Vec<Action>) {
    let id = egui::Id::unique("width of the preview");
    let (pressed, released) = ui.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_released()));
    if pressed {
        ui.data_mut(|data| data.insert_temp(id, (room, width)));
    }
    let before = released.then(|| ui.data_mut(|data| data.remove_temp::<(f32, f32)>(id))).flatten();
    if before.is_some_and(|(room_then, then)| (room_then - room).abs() < 0.5 && (then - width).abs() >= 1.0) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A width on the screen.
        let preview_width = Some(width.round() as u16);
        actions.push(Action::ChangeSettings(Box::new(Settings { preview_width, ..settings.clone() })));
    }
}

/// The table in sight, where the report is a sum, with what that is made of.
fn summed_table<'a>(view: &ViewContext<'a>, tab: Tab) -> Option<(&'a SumRecord, SectionId, &'a Table)> {
    let Tab::Section(id) = tab else { return None };
    Some((view.sum?, id, view.session.form().table_of(id)?))
}

/// The room of the list of what a sum is made of.
fn reserve_parts(ui: &mut Ui) -> LatePanel {
    let frame = Frame::new().fill(theme::palette(ui).page).inner_margin(Margin::symmetric(16, 4));
    let most = ui.available_height() * 0.6;
    let panel = Panel::bottom("parts").resizable(true).default_size(PARTS).size_range(64.0..=most.max(64.0));
    LatePanel::reserve(ui, panel.frame(frame))
}

/// Notes the focused cell as the place where the user is.
fn focused_cell(view: &ViewContext<'_>, state: &SectionState, id: SectionId) -> Option<Action> {
    let table = view.session.form().table_of(id)?;
    let key = state.grid.focused(table).filter(|_| state.grid.in_use)?;
    Some(Action::Select(EditorSelection::Cells { table: table.name, anchor: key, head: key }))
}

/// A click on the menus must not take the focus from the text; the toolbar adds itself.
fn keep_focus(ui: &Ui, kept: &[Rect]) {
    let pointer = ui.input(|input| input.pointer.interact_pos());
    let over = pointer.is_some_and(|pointer| kept.iter().any(|rect| rect.contains(pointer)));
    let surrender = if over { egui::SurrenderFocusOn::Never } else { egui::SurrenderFocusOn::Presses };
    ui.ctx().options_mut(|options| options.input_options.surrender_focus_on = surrender);
}

/// The toolbar of the tabs that are texts, and the find bar while it is open. Where a text stands under a table or
/// among fields, its toolbar stands with it.
fn bars(ui: &mut Ui, view: &ViewContext<'_>, tab: Tab, find: &mut FindState, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(16, 4));
    if let Tab::Section(id) = tab
        && view.session.form().table_of(id).is_none()
    {
        Panel::top("toolbar").frame(frame).show(ui, |ui| {
            format_toolbar::ui(ui, view, actions);
            figure_bar::ui(ui, view, ReportText::Section(id), actions);
            table_bar::ui(ui, view, ReportText::Section(id), actions);
        });
    }
    if find.open {
        Panel::top("find").frame(frame).show(ui, |ui| find.ui(ui, view, actions));
    }
}
