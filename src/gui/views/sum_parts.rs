//! What each unit has in the chosen cell of an open report that is a sum: the greatest first, with rank and share.
//! Arrows go from row to row, Enter and a double click open the unit's report at the cell. Reads no file.

use egui::{Align2, EventFilter, Id, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::rollup_units;
use crate::form::CellKey;
use crate::gui::action::Action;
use crate::gui::folder_tab::FolderAction;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::messages::{self, Language, Shown};
use crate::report::Number;
use crate::rollup::{PartRank, SumRecord, part_ranks, total_of};

/// The height of a row of one line.
const ROW: f32 = 26.0;
/// From this width on, the names of the files stand beside the units.
const WIDE: f32 = 560.0;
/// The room of rank and share at the right, and of the number before them.
const RANK: f32 = 130.0;
const NUMBER: f32 = 110.0;

/// The list on screen, with what the units have in the cell that was chosen last.
#[derive(Debug, Default)]
pub struct SumPartsState {
    cell: Option<CellKey>,
    rows: Vec<PartRow>,
    /// What they are together.
    total: Option<Number>,
    /// How many reports of the folder are not counted.
    others: usize,
    chosen: usize,
    /// Whether the chosen row is to have the focus, and to be in sight.
    seek: bool,
    offset: f32,
}

#[derive(Debug)]
struct PartRow {
    unit: String,
    file: String,
    number: Option<Number>,
    of: PartRank,
}

impl SumPartsState {
    /// Draws the list for `cell` of the sum that `record` is of.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &ViewContext<'_>,
        record: &SumRecord,
        cell: Option<CellKey>,
        actions: &mut Vec<Action>,
    ) {
        let Some(cell) = cell else {
            widgets::quiet(ui, view.language.word("sum.choose"));
            return;
        };
        if self.cell != Some(cell) {
            *self = SumPartsState::of(view, record, cell);
        }
        self.head(ui, view, cell, actions);
        let to = self.keys(ui, cell, actions);
        if to != self.chosen {
            (self.chosen, self.seek) = (to, true);
        }
        let high = ui.available_height();
        let mut area = ScrollArea::vertical().id_salt("sum parts").auto_shrink(false);
        if self.seek {
            #[allow(clippy::cast_precision_loss)] // A list has few enough rows.
            let top = self.chosen as f32 * ROW;
            area = area.vertical_scroll_offset(self.offset.max(top + ROW - high).min(top));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut drawn = false;
        let output = area.show_rows(ui, ROW, self.rows.len(), |ui, shown| {
            for number in shown {
                drawn |= number == self.chosen;
                self.draw_row(ui, number, view.language, actions);
            }
        });
        if !drawn && !self.rows.is_empty() {
            // A row that was scrolled out of sight keeps the focus.
            let at = pos2(output.inner_rect.left(), output.inner_rect.top() - ROW);
            ui.interact(Rect::from_min_size(at, vec2(1.0, 1.0)), row_id(self.chosen), Sense::click());
        }
        (self.offset, self.seek) = (output.state.clamped_offset().y, false);
    }

    /// The chosen row, where there is one.
    pub fn row(&self) -> Option<Id> {
        (!self.rows.is_empty()).then(|| row_id(self.chosen))
    }

    fn of(view: &ViewContext<'_>, record: &SumRecord, cell: CellKey) -> SumPartsState {
        let parts = record.parts(view.session.form(), cell);
        let numbers: Vec<Option<Number>> = parts.iter().map(|part| part.number).collect();
        let others = record.units.len().saturating_sub(parts.len());
        let row = |(part, of): (crate::rollup::CellPart<'_>, PartRank)| PartRow {
            unit: part.unit.to_owned(),
            file: part.file.to_owned(),
            number: part.number,
            of,
        };
        let mut rows: Vec<PartRow> = parts.into_iter().zip(part_ranks(&numbers)).map(row).collect();
        // Stable: equal ones stay in the order of their files, blanks are last.
        rows.sort_by_key(|row| row.of.place(row.number));
        SumPartsState { cell: Some(cell), rows, total: total_of(&numbers), others, ..SumPartsState::default() }
    }

    /// The cell with its number and how many units have one, and what can be done with the chosen unit.
    fn head(&self, ui: &mut Ui, view: &ViewContext<'_>, cell: CellKey, actions: &mut Vec<Action>) {
        let language = view.language;
        let form = view.session.form();
        let now = view.session.report().numbers.shown(form, cell);
        let filled = self.rows.iter().filter(|row| row.number.is_some()).count();
        ui.horizontal_wrapped(|ui| {
            let told = [("cell", messages::full(form, cell)), ("sum", rollup_units::shown(language, now))];
            let [name, sum] = &told;
            let told = language.say("rollup.cell", &[(name.0, &name.1), (sum.0, &sum.1)]);
            ui.label(RichText::new(told).size(size::BODY));
            let blank = self.rows.len() - filled;
            widgets::quiet(ui, language.say("folder.filled", &[("filled", &filled), ("blank", &blank)]));
            if filled > 1 && self.rows.iter().all(|row| row.of.rank.is_none()) {
                widgets::quiet(ui, language.word("rollup.no_ranks"));
            }
            if self.others > 0 {
                widgets::quiet(ui, language.say("sum.not_counted", &[("count", &self.others)]));
            }
            if now != self.total {
                let sum = rollup_units::shown(language, self.total);
                let told = language.say("sum.differs", &[("sum", &sum)]);
                ui.label(RichText::new(told).size(size::SMALL).color(theme::palette(ui).warning));
            }
            if let Some(row) = self.rows.get(self.chosen) {
                let open = ui.button(language.word("folder.open")).on_hover_text(language.word("folder.open_tip"));
                if open.clicked() {
                    actions.push(Action::Folder(FolderAction::OpenPart(row.file.clone(), Some(cell))));
                }
            }
        });
    }

    /// Takes the keys of the list; gives the row to go to.
    fn keys(&self, ui: &Ui, cell: CellKey, actions: &mut Vec<Action>) -> usize {
        let id = row_id(self.chosen);
        if !ui.memory(|memory| memory.has_focus(id)) {
            return self.chosen;
        }
        let filter = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let to = rollup_units::moved(ui, self.chosen, self.rows.len(), ROW);
        let pressed = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, Key::Enter));
        if let Some(row) = self.rows.get(to).filter(|_| pressed > 0) {
            actions.push(Action::Folder(FolderAction::OpenPart(row.file.clone(), Some(cell))));
        }
        to
    }

    fn draw_row(&mut self, ui: &mut Ui, number: usize, language: Language, actions: &mut Vec<Action>) {
        let Some(row) = self.rows.get(number) else { return };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let chosen = number == self.chosen;
        let response = ui.interact(rect, row_id(number), if chosen { Sense::click() } else { Sense::CLICK });
        let (value, ranked) = (rollup_units::shown(language, row.number), rollup_units::ranked(language, row.of));
        let [unit, file] = [&row.unit, &row.file].map(|text| Shown(text).to_string());
        response.widget_info(|| {
            let said = [&unit, &value, &ranked, &file].map(String::as_str);
            let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
            WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, said.join(" "))
        });
        if response.double_clicked() {
            actions.push(Action::Folder(FolderAction::OpenPart(row.file.clone(), self.cell)));
        }
        if chosen && self.seek {
            response.request_focus();
        }
        let colours = theme::palette(ui);
        let painter = ui.painter();
        if chosen || response.hovered() {
            let fill = if chosen { colours.selection } else { colours.tint };
            painter.rect_filled(rect, f32::from(size::CORNER), fill);
        }
        if response.has_focus() {
            let stroke = egui::Stroke::new(size::FOCUS, colours.accent);
            painter.rect_stroke(rect, f32::from(size::CORNER), stroke, egui::StrokeKind::Inside);
        }
        painter.hline(rect.x_range(), rect.bottom(), theme::hairline(colours.line));
        let right = rect.right() - space::NEAR;
        let middle = rect.center().y;
        for (at, text, colour) in [(right, &ranked, colours.quiet), (right - RANK, &value, colours.ink)] {
            painter.text(pos2(at, middle), Align2::RIGHT_CENTER, text, theme::font(size::BODY), colour);
        }
        let (left, room) = (rect.left() + space::NEAR, (rect.width() - RANK - NUMBER - space::WIDE).max(0.0));
        let with_file = rect.width() >= WIDE && !file.is_empty();
        let own = if with_file { room * 0.5 } else { room };
        let texts = [(left, &unit, own, colours.ink), (left + own, &file, room - own, colours.quiet)];
        for (at, text, room, colour) in texts.into_iter().take(if with_file { 2 } else { 1 }) {
            let mut job = egui::text::LayoutJob::simple_singleline(text.clone(), theme::font(size::BODY), colour);
            job.wrap = egui::text::TextWrapping::truncate_at_width((room - space::NEAR).max(0.0));
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            ui.painter().galley(pos2(at, middle - galley.size().y / 2.0), galley, colour);
        }
        if response.clicked() {
            self.chosen = number;
            ui.memory_mut(|memory| memory.request_focus(row_id(number)));
        }
        response.on_hover_text(file);
    }
}

fn row_id(number: usize) -> Id {
    Id::unique(("sum part", number))
}
