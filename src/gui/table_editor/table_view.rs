//! The table on screen: paints cells, follows the pointer, keeps the active cell in sight below the rows
//! that stay at the top. What should change is pushed as actions; changes nothing itself.

use egui::{Event, Pos2, Rect, Response, Sense, StrokeKind, Ui, Vec2, vec2};

use super::cell_field::CellEdit;
use super::cell_rects::CellRects;
use super::cell_selection::{self, CellSelection};
use super::cell_view::{self, CellPlacement, name};
use super::table_state::{TableModel, cell_id};
use crate::form::{Cell, CellKey, Table};
use crate::gui::action::Action;
use crate::gui::context_menu;
use crate::gui::theme::{self, Palette, size, space};

/// As many digits have room in every column.
const FEW_DIGITS: usize = 4;
/// The most that a number widens its column to, in points: room for twelve digits.
const WIDEST: f32 = 110.0;

/// What the menu of the active cell needs.
#[derive(Clone, Debug)]
pub struct CellMenu {
    /// The cell.
    pub key: CellKey,
    /// Its widget.
    pub response: Response,
    /// Where the menu is to be opened, where it is.
    pub at: Option<Pos2>,
}

/// The state of one table on screen.
#[derive(Clone, Debug, Default)]
pub struct TableEditor {
    /// The chosen cells.
    pub selection: Option<CellSelection>,
    /// Whether a cell has the focus or is being edited.
    pub in_use: bool,
    /// The cell that is being edited.
    pub(super) editing: Option<CellEdit>,
    /// Whether the active cell wants the focus, and the cell that moves to be scrolled to.
    pub(super) seek: bool,
    /// Whether the active cell wants to be scrolled to.
    pub(super) look: bool,
    /// The active cell as it was drawn in this frame.
    menu: Option<CellMenu>,
    /// Where its menu was asked for.
    menu_at: Option<Pos2>,
    /// Where a run of Tabs began.
    pub(super) run: Option<usize>,
    /// How many rows a page of the table has.
    pub(super) rows_in_sight: usize,
    /// Events that wait for the next frame.
    pub(super) later: Vec<Event>,
}

impl TableEditor {
    /// Puts the focus on a cell and scrolls to it.
    pub fn seek(&mut self, table: &Table, key: CellKey) {
        let wanted = CellSelection::of(table, key);
        if let Some(editing) = self.editing.as_mut().filter(|_| wanted == self.selection) {
            // It is edited already; what stands there is not lost.
            editing.shown = false;
            self.look = true;
            return;
        }
        (self.selection, self.editing, self.run) = (wanted, None, None);
        self.seek = true;
    }

    /// Chooses the first cell, and leaves the focus where it is.
    pub fn choose_first(&mut self, table: &Table) {
        self.selection = cell_selection::numbers(table).next().map(CellSelection::one);
    }

    /// The active cell.
    pub fn focused(&self, table: &Table) -> Option<CellKey> {
        table.cells.get(self.selection?.active)?.key()
    }

    /// Whether a widget is the active cell, or the field over it.
    pub fn owns(&self, table: &Table, widget: egui::Id) -> bool {
        let active = self.selection.map(|selection| cell_id(table, selection.active));
        active.is_some_and(|active| widget == active || widget == active.with("field"))
    }

    /// Draws the table at the available width.
    pub fn ui(&mut self, ui: &mut Ui, model: &TableModel<'_>, actions: &mut Vec<Action>) -> Option<CellMenu> {
        self.menu = None;
        let asked = self.editing.is_none()
            && self.selection.is_some_and(|it| ui.memory(|memory| memory.has_focus(cell_id(model.table, it.active))))
            && context_menu::is_asked_for(ui);
        let active = self.selection.map(|selection| cell_id(model.table, selection.active));
        self.in_use =
            self.editing.is_some() || active.is_some_and(|active| ui.memory(|memory| memory.has_focus(active)));
        self.take_keys(ui, model, actions);
        let width = ui.available_width().min(size::TABLE);
        let plan = CellRects::new(ui, model.table, width, widest_number(ui, model));
        let (area, _) = ui.allocate_exact_size(plan.size, Sense::hover());
        let colours = theme::palette(ui);
        ui.painter().rect_filled(area, 0.0, colours.page);
        let in_sight = ui.clip_rect().height();
        // Where the head would leave no room for rows, it goes with them.
        let stays = plan.header * 2.0 <= in_sight;
        let most = if stays { (area.height() - plan.header).max(0.0) } else { 0.0 };
        let frozen = (ui.clip_rect().top() - area.top()).clamp(0.0, most);
        let head = if stays { plan.header } else { 0.0 };
        self.rows_in_sight = rows(in_sight - head);
        let below = if frozen > 0.0 { area.top() + frozen + head } else { f32::NEG_INFINITY };
        let header = |cell: &Cell| cell.row < model.table.header_rows;
        let chosen: Vec<usize> = self.selection.map(|it| it.rows(model.table).concat()).unwrap_or_default();
        for top in [false, true] {
            let offset = area.min.to_vec2() + if top { vec2(0.0, frozen) } else { Vec2::ZERO };
            for (index, (cell, rect)) in model.table.cells.iter().zip(&plan.cells).enumerate() {
                if header(cell) == top {
                    let place = CellPlacement { index, cell, rect: rect.translate(offset) };
                    self.cell(ui, model, place, (&chosen, head, below), actions);
                }
            }
        }
        (self.seek, self.look) = (false, false);
        self.focus_frame(ui, (&plan, &chosen), area, below, colours);
        if self.editing.is_some() {
            self.field(ui, model, &plan, area.min.to_vec2());
        }
        let mut menu = self.menu.take()?;
        menu.at = menu.at.or_else(|| asked.then(|| menu.response.rect.left_bottom()));
        Some(menu)
    }

    fn cell(
        &mut self,
        ui: &mut Ui,
        model: &TableModel<'_>,
        place: CellPlacement<'_>,
        (chosen, head, below): (&[usize], f32, f32),
        actions: &mut Vec<Action>,
    ) {
        let visible = ui.is_rect_visible(place.rect);
        let Some(key) = place.cell.key() else {
            if visible {
                cell_view::label(ui, model, &place, self.selection);
            }
            return;
        };
        let Some(field) = model.table.field(key) else { return };
        // What lies under the rows at the top cannot be clicked.
        let rect = place.rect.with_min_y(place.rect.top().max(below).min(place.rect.bottom()));
        let response = ui.interact(rect, cell_id(model.table, place.index), Sense::click_and_drag());
        self.pointer(ui, model, place.index, &response, actions);
        self.scroll_to(ui, &place, head);
        let shown = model.numbers.shown(model.form, key).map(|number| number.to_string()).unwrap_or_default();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::Cell, true, name(field));
            info.current_text_value = Some(shown.clone());
            info
        });
        if visible {
            cell_view::number(ui, model, &place, field, &shown, chosen.contains(&place.index));
            if response.hovered() {
                response.on_hover_text(cell_view::hint(model, field));
            }
        }
    }

    /// Clicks, drags, and the focus that comes from the keyboard or a screen reader.
    fn pointer(
        &mut self,
        ui: &Ui,
        model: &TableModel<'_>,
        index: usize,
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        let extend = ui.input(|input| input.modifiers.shift);
        if response.clicked() || response.drag_started() {
            if !self.settle(model, actions) {
                // The cell that is being edited takes the focus again.
                return;
            }
            let anchor = self.selection.filter(|_| extend).map_or(index, |selection| selection.anchor);
            (self.selection, self.run) = (Some(CellSelection::between(anchor, index)), None);
            self.focus(ui, model);
        } else if response.gained_focus()
            && self.editing.is_none()
            && self.selection.is_none_or(|selection| selection.active != index)
        {
            self.selection = Some(CellSelection::one(index));
        }
        let dragging = ui.input(|input| input.pointer.primary_down()) && self.editing.is_none();
        if let (true, true, Some(selection)) = (dragging, response.contains_pointer(), self.selection)
            && ui.ctx().is_being_dragged(cell_id(model.table, selection.anchor))
            && selection.head != index
        {
            self.selection = Some(CellSelection { head: index, ..selection });
            self.focus(ui, model);
        }
        if response.secondary_clicked() && self.settle(model, actions) {
            // Among the chosen cells it means all of them.
            let among = self.selection.filter(|it| it.rows(model.table).concat().contains(&index));
            self.selection = Some(among.unwrap_or(CellSelection::one(index)));
            self.menu_at = response.interact_pointer_pos();
            self.focus(ui, model);
        }
        if let (Some(key), true) =
            (model.table.cells.get(index).and_then(Cell::key), self.selection.is_some_and(|it| it.active == index))
        {
            self.menu = Some(CellMenu { key, response: response.clone(), at: self.menu_at.take() });
        }
        if response.double_clicked() && self.editing.is_none() && !model.read_only {
            self.edit(model, None, actions);
        }
        if self.seek && self.selection.is_some_and(|selection| selection.active == index) {
            response.request_focus();
        }
    }

    fn focus(&self, ui: &Ui, model: &TableModel<'_>) {
        if let Some(selection) = self.selection {
            ui.memory_mut(|memory| memory.request_focus(cell_id(model.table, selection.active)));
        }
    }

    /// Scrolls to a cell that wants to be seen, below the rows of height `head` at the top.
    fn scroll_to(&mut self, ui: &Ui, place: &CellPlacement<'_>, head: f32) {
        let Some(selection) = self.selection else { return };
        // Of a selection that grows, the corner that moves.
        let moves = if selection.active == selection.anchor { selection.head } else { selection.active };
        let looks = self.look && place.index == selection.active;
        let seeks = self.seek && place.index == moves;
        if looks || seeks {
            let above = head + size::FOCUS;
            let rect = place.rect.with_min_y(place.rect.top() - above);
            ui.scroll_to_rect(rect.with_max_y(rect.bottom() + space::TIGHT), None);
        }
    }

    /// Draws the frame of the active cell, and that of a range around it, as in Excel: its tint alone is not seen on cells
    /// with errors and hardly in high contrast.
    fn focus_frame(&self, ui: &Ui, (plan, chosen): (&CellRects, &[usize]), area: Rect, below: f32, colours: &Palette) {
        let cells = chosen.iter().filter_map(|index| plan.cells.get(*index));
        let range = cells.fold(Rect::NOTHING, |whole, cell| whole.union(*cell)).translate(area.min.to_vec2());
        if chosen.len() > 1 {
            let seen = ui.clip_rect().with_min_y(ui.clip_rect().top().max(below));
            let stroke = egui::Stroke::new(size::LINE, colours.accent);
            ui.painter_at(seen).rect_stroke(range, 0.0, stroke, StrokeKind::Inside);
        }
        let active = self.selection.and_then(|selection| plan.cells.get(selection.active));
        let Some(rect) = active.map(|rect| rect.translate(area.min.to_vec2())) else { return };
        if rect.top() >= below - size::LINE {
            let stroke = egui::Stroke::new(size::FOCUS, colours.accent);
            ui.painter().rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
        }
    }
}

/// What a column needs for the longest number of the table: in sums of a province they have seven digits and more. An
/// absurd number gets no more than a usual one.
#[allow(clippy::cast_precision_loss)] // A cell covers a few columns.
fn widest_number(ui: &Ui, model: &TableModel<'_>) -> f32 {
    let needed = model.table.cells.iter().filter_map(|cell| {
        let shown = model.numbers.shown(model.form, cell.key()?)?.to_string();
        // What has room in the narrowest column anyway is not laid out.
        (shown.len() > FEW_DIGITS).then(|| {
            let galley = ui.painter().layout_no_wrap(shown, theme::font(size::BODY), egui::Color32::BLACK);
            (galley.size().x + 2.0 * space::TIGHT).ceil() / cell.across.max(1) as f32
        })
    });
    needed.fold(0.0, f32::max).min(WIDEST)
}

/// How many rows of the table lie in a height.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates.
fn rows(height: f32) -> usize {
    (height / size::CONTROL) as usize
}
