//! The menu bar, drawn from the menu table, with the usual buttons at its right. Knows no command
//! beyond its row.

use egui::{
    Area, EventFilter, Frame, Id, Margin, Order, Panel, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::menu_walk::MenuWalk;
use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::host::FileDialog;
use crate::gui::menu::{self, MENUS, Menu, MenuItem};
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::Language;
use crate::session::{SessionCommand, Settings};

/// The height of a row, low enough for the longest menu in a window of 720 lines.
const ROW: f32 = 25.0;
/// The room for the sign of a row that is switched on.
const SIGN: f32 = 22.0;
/// What the button of the bar takes beside its words, with a switch beside it.
const BESIDE: f32 = 2.0 * space::WIDE + space::EDGE + size::CONTROL + 2.0 * space::TIGHT;
/// The least distance between a label and its keys.
const GAP: f32 = 28.0;

/// What the bar is drawn from.
pub(super) struct MenuBarState<'a> {
    /// The language of the window.
    pub language: Language,
    /// The open report, if any.
    pub document: Option<&'a Document>,
    /// The user's settings.
    pub settings: &'a Settings,
}

/// Draws the bar, and the rows of the open menu; the buttons only while a report is open. Gives where the
/// pointer must not take the focus from a text.
pub(super) fn ui(ui: &mut Ui, bar: &MenuBarState<'_>, walk: &mut MenuWalk, actions: &mut Vec<Action>) -> Vec<Rect> {
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 2));
    let panel = Panel::top("menu").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_size(vec2(ui.available_width(), size::CONTROL));
            ui.spacing_mut().item_spacing.x = 0.0;
            let gap = title_gap(ui, bar);
            let titles: Vec<Response> =
                MENUS.iter().enumerate().map(|(number, menu)| title(ui, bar, (number, menu), gap, walk)).collect();
            if let Some(document) = bar.document {
                let room = ui.available_width();
                widgets::at_right(ui, "buttons", |ui| {
                    buttons(ui, room, (bar.language, bar.settings), document, actions)
                });
            }
            titles
        })
        .inner
    });
    let (titles, edge) = (panel.inner, panel.response.rect.bottom());
    let mut kept = vec![panel.response.rect];
    if let Some((number, menu)) = walk.unfolded().and_then(|number| Some((number, MENUS.get(number)?))) {
        let left = titles.get(number).map_or(0.0, |title| title.rect.left());
        let rect = rows(ui, bar, (number, menu), pos2(left, edge), walk, actions);
        let over = |pointer: egui::Pos2| rect.contains(pointer) || panel.response.rect.contains(pointer);
        let elsewhere = ui.input(|input| {
            input.pointer.any_pressed() && !input.pointer.interact_pos().is_some_and(over) || !input.focused
        });
        if elsewhere {
            walk.leave(ui.ctx());
        }
        kept.push(rect);
    } else if walk.is_open() && ui.input(|input| input.pointer.any_pressed() || !input.focused) {
        walk.leave(ui.ctx());
    }
    kept
}

/// The room beside the name of each menu: less in a window that is too narrow for all of them.
fn title_gap(ui: &Ui, bar: &MenuBarState<'_>) -> f32 {
    let name = |menu: &Menu| widgets::with_letter_shown(&bar.language.word(menu.key), Some(menu.letter));
    let (wide, count) =
        MENUS.iter().fold((0.0, 0.0), |(wide, count), menu| (wide + widgets::text_width(ui, &name(menu)), count + 1.0));
    // The one button that leads on keeps its room as long as there is any.
    let label = menu::label(&Action::Choose(FileDialog::Pdf), bar.language);
    let button = bar.document.map_or(0.0, |_| widgets::text_width(ui, &label) + BESIDE);
    ((ui.available_width() - wide - button) / count).clamp(space::TIGHT, space::EDGE)
}

/// The name of a menu in the bar.
fn title(
    ui: &mut Ui,
    bar: &MenuBarState<'_>,
    (number, menu): (usize, &Menu),
    gap: f32,
    walk: &mut MenuWalk,
) -> Response {
    let colours = theme::palette(ui);
    let name = bar.language.word(menu.key);
    let job = widgets::with_letter(&name, menu.letter, theme::font(size::BODY), colours.ink);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x + gap, size::CONTROL), Sense::hover());
    let response = ui.interact(rect, Id::unique(("menu", number)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::MenuItem, true, &name));
    if response.clicked() {
        walk.click(number);
    } else if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
        walk.hover_title(number);
    }
    if walk.is_at(number) && walk.unfolded().is_none() && walk.is_keyed() {
        focus(ui, &response);
    }
    if walk.is_at(number) || response.hovered() {
        ui.painter().rect_filled(rect, f32::from(size::CORNER), colours.tint);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colours.ink);
    response
}

/// Gives the focus to what the keys are at, and keeps it there.
fn focus(ui: &Ui, response: &Response) {
    if !response.has_focus() {
        response.request_focus();
    }
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, all));
}

/// The rows of a menu below its title, never over the bar and never below the window's edge: what has no room
/// is scrolled. Gives their rectangle.
fn rows(
    ui: &Ui,
    bar: &MenuBarState<'_>,
    (number, menu): (usize, &Menu),
    corner: egui::Pos2,
    walk: &mut MenuWalk,
    actions: &mut Vec<Action>,
) -> Rect {
    let screen = ui.ctx().content_rect();
    let frame = Frame::menu(&ui.style().clone());
    let edges = frame.total_margin().sum();
    let wide = menu.items().map(|item| needed(ui, bar.language, item)).fold(0.0, f32::max);
    let wide = wide.min(screen.width() - edges.x - 2.0 * space::NEAR);
    let left = corner.x.min(screen.right() - wide - edges.x - space::NEAR).max(screen.left());
    let high = (screen.bottom() - corner.y - edges.y - space::NEAR).max(ROW);
    let area = Area::new(Id::unique("menu rows")).order(Order::Foreground).fixed_pos(pos2(left, corner.y));
    let shown = area.constrain(false).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(wide);
            ui.spacing_mut().item_spacing.y = 0.0;
            widgets::show_scroll_bar(ui);
            let area = ScrollArea::vertical().id_salt(("menu", number)).max_height(high).min_scrolled_height(high);
            area.show(ui, |ui| {
                let mut row = 0;
                for (place, group) in menu.groups.iter().enumerate() {
                    if place > 0 {
                        ui.add(egui::Separator::default().spacing(space::NEAR));
                    }
                    for item in *group {
                        if menu_row(ui, bar, row, item, wide, walk) {
                            actions.push(item.action.clone());
                            walk.leave(ui.ctx());
                        }
                        row += 1;
                    }
                }
            });
        });
    });
    shown.response.rect
}

/// How wide a row is at least.
fn needed(ui: &Ui, language: Language, item: &MenuItem) -> f32 {
    let label = widgets::with_letter_shown(&item.label(language), item.letter);
    let keys = widgets::keys(ui, item).map_or(0.0, |keys| GAP + widgets::text_width(ui, &keys));
    SIGN + widgets::text_width(ui, &label) + keys + space::WIDE
}

/// A row of a menu, greyed out where it needs a report and none is open, or has nothing to undo; true where it was clicked.
fn menu_row(ui: &mut Ui, bar: &MenuBarState<'_>, row: usize, item: &MenuItem, wide: f32, walk: &mut MenuWalk) -> bool {
    let (language, colours) = (bar.language, theme::palette(ui));
    let enabled = item.always || bar.document.is_some_and(|document| can_do(item, document));
    let (rect, _) = ui.allocate_exact_size(vec2(wide, ROW), Sense::hover());
    // A row that cannot be taken has the focus too while the keys are at it: else nothing would have it.
    let response = ui.interact(rect, Id::unique(("menu row", row)), Sense::click());
    let on = switched(item, bar);
    let label = item.label(language);
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(egui::Role::MenuItemCheckBox, enabled, on, &label),
        None => WidgetInfo::labeled(egui::Role::MenuItem, enabled, &label),
    });
    if enabled && response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
        walk.hover_row(row);
    }
    let marked = walk.row() == Some(row);
    if marked && walk.is_keyed() {
        focus(ui, &response);
        response.scroll_to_me(None);
    }
    if marked {
        ui.painter().rect_filled(rect, f32::from(size::CORNER), colours.tint);
    }
    let ink = if enabled { colours.ink } else { colours.quiet };
    let job = widgets::with_letter(&label, item.letter, theme::font(size::BODY), ink);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let middle = rect.center().y;
    if on == Some(true) {
        crate::gui::section_status::paint_tick(ui.painter(), pos2(rect.left() + SIGN / 2.0, middle), ink);
    }
    let text = pos2(rect.left() + SIGN, middle - galley.size().y / 2.0);
    ui.painter().galley(text, galley, ink);
    if let Some(keys) = widgets::keys(ui, item) {
        let galley = ui.painter().layout_no_wrap(keys, theme::font(size::BODY), colours.quiet);
        let right = rect.right() - space::NEAR - galley.size().x;
        ui.painter().galley(pos2(right, middle - galley.size().y / 2.0), galley, colours.quiet);
    }
    response.on_hover_text(item.tip(language)).clicked() && enabled
}

/// Whether there is something to undo or to redo, a change or a comment to go to or to settle, for the rows that do so.
fn can_do(item: &MenuItem, document: &Document) -> bool {
    let report = document.session.report();
    match item.action {
        Action::NextChange | Action::PreviousChange => !report.revisions.marks().is_empty(),
        Action::SettleChange(_) => !report.revisions.marks().is_empty() && !report.stage().is_final(),
        Action::NextComment | Action::PreviousComment => report.open_comments().next().is_some(),
        Action::Run(SessionCommand::Undo) => document.session.undo_count() > 0,
        Action::Run(SessionCommand::Redo) => document.session.redo_count() > 0,
        _ => true,
    }
}

/// Whether a row is switched on; `None` for those that are no switch.
fn switched(item: &MenuItem, bar: &MenuBarState<'_>) -> Option<bool> {
    match item.action {
        Action::TogglePreview => Some(bar.settings.preview),
        Action::ToggleNumbering => Some(bar.settings.numbering),
        Action::ToggleTracking => Some(bar.document?.session.report().revisions.tracking),
        Action::ToggleTwoPages => Some(bar.document?.whole.two),
        _ => None,
    }
}

/// The buttons, as many as have room beside the titles of the menus, which have their commands as well; the most
/// important ones stay longest.
fn buttons(
    ui: &mut Ui,
    room: f32,
    (language, settings): (Language, &Settings),
    document: &Document,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.x = space::TIGHT;
    ui.spacing_mut().button_padding = vec2(space::WIDE, space::TIGHT);
    let export = Action::Choose(FileDialog::Pdf);
    let label = menu::label(&export, language);
    // A little more than it takes, for what a font rounds up.
    let room = room - widgets::text_width(ui, &label) - 2.0 * space::WIDE - space::EDGE;
    if room < 0.0 {
        return;
    }
    let has_room = |count: f32| room >= count * (size::CONTROL + space::TIGHT) + space::TIGHT;
    if has_room(1.0) {
        widgets::command(ui, language, Action::Save, None, actions);
    }
    let history =
        [(SessionCommand::Undo, document.session.undo_count()), (SessionCommand::Redo, document.session.redo_count())];
    for (command, count) in history.into_iter().filter(|_| has_room(3.0)) {
        widgets::command_if(ui, language, Action::Run(command), None, count > 0, actions);
    }
    if has_room(4.0) {
        widgets::command(ui, language, Action::ShowFind, None, actions);
    }
    if has_room(5.0) {
        widgets::command(ui, language, Action::TogglePreview, Some(settings.preview), actions);
    }
    ui.add_space(space::TIGHT);
    let button = widgets::primary(ui, label);
    if button.on_hover_text(widgets::tooltip(ui, language, &export)).clicked() {
        actions.push(export);
    }
}
