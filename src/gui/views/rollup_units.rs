//! The list of the units of a sum: what each counts as, and what it has in the chosen cell. Arrows go from row to
//! row, Enter and a double click open a report, the space bar counts it or not. Reads no file.

use egui::{Align2, EventFilter, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::form::CellKey;
use crate::gui::action::Action;
use crate::gui::folder_sum::{CellParts, FolderSum, RowMark, RowSubject, UnitRow};
use crate::gui::folder_tab::FolderAction;
use crate::gui::theme::{self, Palette, size, space};
use crate::gui::widgets;
use crate::messages::{self, Language, Shown};
use crate::report::Number;
use crate::rollup::PartRank;

/// The height of a row of two lines.
const ROW: f32 = 44.0;

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnitOrder {
    /// What is to be looked at first, then by files.
    #[default]
    Marks,
    /// By the numbers of the chosen cell, the greatest first.
    Numbers,
    /// By the names of the units.
    Names,
}

/// The list on screen.
#[derive(Debug, Default)]
pub struct UnitListState {
    /// The chosen row, by its number among the rows of the sum.
    pub chosen: usize,
    /// In which order they stand.
    pub order: UnitOrder,
    /// Whether the chosen row is to have the focus, and to be in sight.
    seek: bool,
    /// Whether the list had the focus in the last frame.
    focused: bool,
    /// How far it is scrolled.
    offset: f32,
}

impl UnitListState {
    /// Chooses a row that is there.
    pub fn keep_within(&mut self, rows: usize) {
        self.chosen = self.chosen.min(rows.saturating_sub(1));
    }

    /// Whether the keys are the list's.
    pub const fn has_focus(&self) -> bool {
        self.focused
    }

    /// Draws the list.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        sum: &mut FolderSum,
        cell: Option<CellKey>,
        (language, wanted): (Language, bool),
        actions: &mut Vec<Action>,
    ) {
        self.seek |= wanted;
        let parts = cell.and_then(|cell| sum.parts(cell).cloned());
        self.head(ui, sum, parts.as_ref(), language);
        let order = self.order(sum, parts.as_ref());
        self.buttons(ui, sum, cell, language, actions);
        let place = order.iter().position(|row| *row == self.chosen).unwrap_or(0);
        let place = self.keys(ui, sum, cell, &order, place, actions);
        let high = ui.available_height();
        let mut area = ScrollArea::vertical().id_salt("folder units").auto_shrink(false);
        if self.seek {
            // As far as the row is in sight, and no further; its top where not even one row has room.
            #[allow(clippy::cast_precision_loss)] // A list has few enough rows.
            let top = place as f32 * ROW;
            area = area.vertical_scroll_offset(self.offset.max(top + ROW - high).min(top));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut drawn = false;
        let output = area.show_rows(ui, ROW, order.len(), |ui, shown| {
            for at in shown {
                let Some(number) = order.get(at).copied() else { continue };
                let Some(row) = sum.rows.get(number) else { continue };
                drawn |= number == self.chosen;
                self.row(ui, (number, row), cell, parts.as_ref(), language, actions);
            }
        });
        if !drawn {
            // A row that was scrolled out of sight keeps the focus.
            let rect =
                Rect::from_min_size(pos2(output.inner_rect.left(), output.inner_rect.top() - ROW), vec2(1.0, 1.0));
            ui.interact(rect, row_id(self.chosen), Sense::click());
        }
        self.offset = output.state.clamped_offset().y;
        self.seek = false;
        self.focused = ui.memory(|memory| memory.has_focus(row_id(self.chosen)));
    }

    /// The chosen cell with its sum, and the order of the rows.
    fn head(&mut self, ui: &mut Ui, sum: &FolderSum, parts: Option<&CellParts>, language: Language) {
        let Some(parts) = parts else { return };
        let shown = shown(language, sum.numbers.shown(sum.form, parts.key));
        let filled = parts.parts.iter().flatten().filter(|(number, _)| number.is_some()).count();
        let blank = parts.parts.iter().flatten().count() - filled;
        let name = messages::full(sum.form, parts.key);
        let told = language.say("rollup.cell", &[("cell", &name), ("sum", &shown)]);
        ui.add(egui::Label::new(egui::RichText::new(told).size(size::BODY)).wrap());
        ui.horizontal_wrapped(|ui| {
            widgets::quiet(ui, language.say("folder.filled", &[("filled", &filled), ("blank", &blank)]));
            if filled > 1 && parts.parts.iter().flatten().all(|(_, of)| of.rank.is_none()) {
                widgets::quiet(ui, language.word("rollup.no_ranks"));
            }
            for (order, key) in [
                (UnitOrder::Marks, "folder.by_marks"),
                (UnitOrder::Numbers, "folder.by_numbers"),
                (UnitOrder::Names, "folder.by_names"),
            ] {
                let name = language.word(key);
                if widgets::flat(ui, name.clone(), &name, Some(self.order == order)).clicked() {
                    self.order = order;
                    self.seek = true;
                }
            }
        });
    }

    /// What can be done with the chosen row.
    fn buttons(
        &self,
        ui: &mut Ui,
        sum: &FolderSum,
        cell: Option<CellKey>,
        language: Language,
        actions: &mut Vec<Action>,
    ) {
        let row = sum.rows.get(self.chosen);
        ui.horizontal(|ui| {
            let file = row.map(|row| row.file.clone()).filter(|file| !file.is_empty());
            let is_failed = row.is_some_and(|row| matches!(row.subject, RowSubject::Failed(_)));
            let (key, tip) =
                if is_failed { ("folder.why", "folder.why_tip") } else { ("folder.open", "folder.open_tip") };
            let open = ui.add_enabled(file.is_some(), egui::Button::new(language.word(key)));
            let open = open.on_hover_text(language.word(tip));
            if let (true, Some(file)) = (open.clicked(), &file) {
                actions.push(Action::Folder(FolderAction::Open(file.clone(), cell)));
            }
            let way = row.and_then(|row| sum.would_count(row));
            let key = if way == Some(true) { "folder.take_in" } else { "folder.leave_out" };
            let toggle = ui.add_enabled(way.is_some(), egui::Button::new(language.word(key)));
            if let (true, Some(file)) = (toggle.on_hover_text(language.word("folder.toggle_tip")).clicked(), file) {
                actions.push(Action::Folder(FolderAction::Toggle(file)));
            }
        });
    }

    fn order(&self, sum: &FolderSum, parts: Option<&CellParts>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..sum.rows.len()).collect();
        let row = |at: &usize| sum.rows.get(*at);
        match self.order {
            UnitOrder::Marks => {}
            UnitOrder::Names => {
                order.sort_by(|one, other| row(one).map(|row| &row.name).cmp(&row(other).map(|row| &row.name)))
            }
            UnitOrder::Numbers => order.sort_by_key(|at| {
                let part = row(at).and_then(|row| part_of(parts, row));
                part.map_or((true, true, 0), |(number, of)| {
                    let (is_blank, rank) = of.place(number);
                    (false, is_blank, rank)
                })
            }),
        }
        order
    }

    /// Takes the keys of the list; gives the place of the chosen row among those that are shown.
    fn keys(
        &mut self,
        ui: &Ui,
        sum: &FolderSum,
        cell: Option<CellKey>,
        order: &[usize],
        place: usize,
        actions: &mut Vec<Action>,
    ) -> usize {
        let id = row_id(self.chosen);
        if !ui.memory(|memory| memory.has_focus(id)) {
            return place;
        }
        let filter = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let to = moved(ui, place, order.len(), ROW);
        if to != place
            && let Some(row) = order.get(to)
        {
            (self.chosen, self.seek) = (*row, true);
        }
        let Some(row) = sum.rows.get(self.chosen).filter(|row| !row.file.is_empty()) else { return to };
        if pressed(Key::Enter) > 0 {
            actions.push(Action::Folder(FolderAction::Open(row.file.clone(), cell)));
        }
        if pressed(Key::Space) > 0 && sum.would_count(row).is_some() {
            actions.push(Action::Folder(FolderAction::Toggle(row.file.clone())));
        }
        to
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        (number, row): (usize, &UnitRow),
        cell: Option<CellKey>,
        parts: Option<&CellParts>,
        language: Language,
        actions: &mut Vec<Action>,
    ) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let chosen = number == self.chosen;
        // Tab goes to the chosen row, and from there to what follows the list.
        let response = ui.interact(rect, row_id(number), if chosen { Sense::click() } else { Sense::CLICK });
        let part = part_of(parts, row);
        let value = part.map(|(own, _)| shown(language, own)).unwrap_or_default();
        let ranked = part.map(|(_, of)| ranked(language, of)).unwrap_or_default();
        let told = [row.name.as_str(), &row.told, &value, &ranked].map(|text| Shown(text).to_string());
        response.widget_info(|| {
            let said = told.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, said)
        });
        if response.clicked() {
            self.chosen = number;
            ui.memory_mut(|memory| memory.request_focus(row_id(number)));
        }
        if response.double_clicked() && !row.file.is_empty() {
            actions.push(Action::Folder(FolderAction::Open(row.file.clone(), cell)));
        }
        if chosen && self.seek {
            response.request_focus();
        }
        let focus = response.has_focus();
        paint(ui, rect, row, (chosen, focus, response.hovered()), [&value, &ranked]);
        let file = if row.file.is_empty() { String::new() } else { format!("{}\n", Shown(&row.file)) };
        response.on_hover_text(format!("{file}{}", told.get(1).map_or("", String::as_str)));
    }
}

/// Where the arrows, page keys, Home and End of this frame lead from a row of `count`, each `high`.
pub(super) fn moved(ui: &Ui, from: usize, count: usize, high: f32) -> usize {
    let last = count.saturating_sub(1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates.
    let page = ((ui.available_height() / high) as usize).max(1);
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let down = pressed(Key::ArrowDown).saturating_add(page.saturating_mul(pressed(Key::PageDown)));
    let up = pressed(Key::ArrowUp).saturating_add(page.saturating_mul(pressed(Key::PageUp)));
    let to = from.saturating_add(down).min(last).saturating_sub(up);
    let to = if pressed(Key::Home) > 0 { 0 } else { to };
    if pressed(Key::End) > 0 { last } else { to }
}

fn row_id(number: usize) -> Id {
    Id::unique(("folder unit", number))
}

/// What the unit of a row has in the chosen cell.
fn part_of(parts: Option<&CellParts>, row: &UnitRow) -> Option<(Option<Number>, PartRank)> {
    let RowSubject::Member(number) = row.subject else { return None };
    *parts?.parts.get(number)?
}

/// A number as the lists of units have it.
pub(super) fn shown(language: Language, number: Option<Number>) -> String {
    number.map_or_else(|| language.word("rollup.blank"), |number| number.to_string())
}

/// Rank and share as the lists of units have them.
pub(super) fn ranked(language: Language, of: PartRank) -> String {
    match (of.rank, of.share) {
        (Some(rank), Some(share)) => language.say("folder.rank_share", &[("rank", &rank), ("share", &share)]),
        (Some(rank), None) => language.say("folder.rank", &[("rank", &rank)]),
        (None, _) => String::new(),
    }
}

fn paint(
    ui: &Ui,
    rect: Rect,
    row: &UnitRow,
    (chosen, focus, hovered): (bool, bool, bool),
    [value, ranked]: [&String; 2],
) {
    let (colours, painter) = (theme::palette(ui), ui.painter());
    if chosen || hovered {
        painter.rect_filled(rect, f32::from(size::CORNER), if chosen { colours.selection } else { colours.tint });
    }
    if focus {
        let stroke = egui::Stroke::new(size::FOCUS, colours.accent);
        painter.rect_stroke(rect, f32::from(size::CORNER), stroke, egui::StrokeKind::Inside);
    }
    painter.hline(rect.x_range(), rect.bottom(), theme::hairline(colours.line));
    mark(ui, pos2(rect.left() + space::WIDE, rect.center().y), row.mark, colours);
    let left = rect.left() + 2.0 * space::WIDE;
    let ink = if row.mark == RowMark::Aside { colours.quiet } else { colours.ink };
    let note = match row.mark {
        RowMark::Wrong => colours.error,
        RowMark::Notable => colours.warning,
        _ => colours.quiet,
    };
    let lines =
        [(-9.0, &row.name, size::BODY, ink, value, ink), (10.0, &row.told, size::SMALL, note, ranked, colours.quiet)];
    for (offset, text, points, colour, end, end_colour) in lines {
        let middle = rect.center().y + offset;
        let right = pos2(rect.right() - space::NEAR, middle);
        let end = painter.text(right, Align2::RIGHT_CENTER, end, theme::font(points), end_colour);
        let room = (end.left() - space::NEAR - left).max(0.0);
        let mut job = egui::text::LayoutJob::simple_singleline(Shown(text).to_string(), theme::font(points), colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, colour);
    }
}

/// A sign of its own for each kind of row, told apart without colours.
fn mark(ui: &Ui, at: egui::Pos2, mark: RowMark, colours: &Palette) {
    let painter = ui.painter();
    match mark {
        RowMark::Wrong => {
            let points = vec![at + vec2(0.0, -5.0), at + vec2(5.0, 4.0), at + vec2(-5.0, 4.0)];
            painter.add(egui::Shape::convex_polygon(points, colours.error, egui::Stroke::NONE));
        }
        RowMark::Notable => {
            painter.circle_filled(at, 4.0, colours.warning);
        }
        RowMark::Counted => crate::gui::section_status::paint_tick(painter, at, colours.good),
        RowMark::Aside => {
            painter.hline(at.x - 4.0..=at.x + 4.0, at.y, egui::Stroke::new(size::FOCUS, colours.quiet));
        }
    }
}
