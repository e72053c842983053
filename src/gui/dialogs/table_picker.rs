//! The size of a table for the text: boxes under the pointer as in word processors, and numbers for keys. Inserts nothing
//! itself.

use egui::{DragValue, Event, EventFilter, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::gui::action::Action;
use crate::gui::text_format::TextFormat;
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::Language;

/// How many columns and rows the boxes show.
const BOXES: (usize, usize) = (10, 8);
/// The side of a box and the space to the next.
const SIDE: f32 = 20.0;
const GAP: f32 = 3.0;
/// The most columns and rows that are chosen here; more can be added in the text.
const MOST: (usize, usize) = (12, 60);

/// The state of the choice: columns and rows; `None` while the window is closed.
#[derive(Debug, Default)]
pub struct TablePicker {
    chosen: Option<(usize, usize)>,
    /// Whether the first field wants the focus: the window was just opened.
    focus: bool,
}

impl TablePicker {
    /// Opens the window.
    pub const fn open(&mut self) {
        (self.chosen, self.focus) = (Some((3, 3)), true);
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.chosen.is_some()
    }

    /// Draws the window while it is open. Enter and a click on a box take the size.
    pub(in crate::gui) fn ui(&mut self, ui: &Ui, language: Language, actions: &mut Vec<Action>) {
        let Some((columns, rows)) = &mut self.chosen else { return };
        let (mut open, mut done) = (true, false);
        let window = egui::Window::new(language.word("table_picker.head"));
        let window = window.collapsible(false).resizable(false).open(&mut open);
        let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
            done = boxes(ui, (columns, rows), std::mem::take(&mut self.focus), language);
            ui.add_space(space::NEAR);
            ui.horizontal(|ui| {
                for (key, count, most) in
                    [("table_picker.rows", &mut *rows, MOST.1), ("table_picker.columns", &mut *columns, MOST.0)]
                {
                    let label = language.word(key);
                    widgets::quiet(ui, &label);
                    let field = widgets::text_box(ui, DragValue::new(count).range(1..=most));
                    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, label.clone()));
                }
                done |= widgets::primary(ui, language.word("table_picker.insert")).clicked();
            });
            done |= ui.input(|input| input.key_pressed(Key::Enter));
        });
        widgets::keep_within(ui, window.as_ref());
        let size = (*rows, *columns);
        if done {
            actions.push(Action::Format(TextFormat::InsertTable(size.0, size.1)));
        }
        if done || !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.chosen = None;
            actions.push(Action::ReturnToSelection);
        }
    }
}

/// The boxes, those of the table filled; true once one is clicked.
fn boxes(ui: &mut Ui, (columns, rows): (&mut usize, &mut usize), wants_focus: bool, language: Language) -> bool {
    let colours = theme::palette(ui);
    #[allow(clippy::cast_precision_loss)] // A few boxes.
    let place = |count: usize| count as f32 * (SIDE + GAP);
    let whole = vec2(place(BOXES.0), place(BOXES.1));
    let (rect, response) = ui.allocate_exact_size(whole, Sense::click());
    let moves = |event: &Event| matches!(event, Event::PointerMoved(_) | Event::PointerButton { .. });
    let moved = ui.input(|input| input.events.iter().any(moves));
    if let Some(at) = response.hover_pos().filter(|_| moved) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, and it is clamped.
        let count = |offset: f32, most: usize| ((offset / (SIDE + GAP)) as usize + 1).clamp(1, most);
        (*columns, *rows) = (count(at.x - rect.left(), BOXES.0), count(at.y - rect.top(), BOXES.1));
    }
    // What is typed into a field would take the place of what is pointed at.
    if wants_focus || (response.hovered() && moved) {
        response.request_focus();
    }
    if response.has_focus() {
        arrows(ui, &response, (columns, rows));
        ui.painter().rect_stroke(rect.expand(GAP), 1.0, Stroke::new(size::FOCUS, colours.accent), StrokeKind::Inside);
    }
    for row in 0..BOXES.1 {
        for column in 0..BOXES.0 {
            let corner = pos2(rect.left() + place(column), rect.top() + place(row));
            let own = Rect::from_min_size(corner, vec2(SIDE, SIDE));
            if row < *rows && column < *columns {
                ui.painter().rect_filled(own, 1.0, colours.selection);
            }
            ui.painter().rect_stroke(own, 1.0, Stroke::new(size::LINE, colours.edge), StrokeKind::Inside);
        }
    }
    let said = language.say("table_picker.size", &[("rows", &*rows), ("columns", &*columns)]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, said.clone()));
    widgets::quiet(ui, said.clone());
    response.clicked()
}

/// Lets the arrows make the table larger and smaller.
fn arrows(ui: &Ui, response: &egui::Response, (columns, rows): (&mut usize, &mut usize)) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (count, less, more, most) in
        [(columns, Key::ArrowLeft, Key::ArrowRight, MOST.0), (rows, Key::ArrowUp, Key::ArrowDown, MOST.1)]
    {
        if pressed(more) {
            *count = (*count + 1).min(most);
        }
        if pressed(less) {
            *count = count.saturating_sub(1).max(1);
        }
    }
}
