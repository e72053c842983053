//! A list to choose one of several from, as dialogs have it: closed, Up and Down change what is chosen; open, one
//! row is marked, Enter takes it, Escape does not. Knows nothing of what is chosen.

use egui::{Area, EventFilter, Frame, Id, Key, Modifiers, Order, Rect, Response, ScrollArea, Sense, Ui, pos2, vec2};

use super::theme::{self, size, space};
use super::widgets;

/// What a list is drawn from.
pub struct DropDown<'a, T> {
    /// Its name, for whoever hears it.
    pub name: &'a str,
    /// Its size on the screen while it is closed.
    pub size: [f32; 2],
    /// What can be chosen.
    pub all: &'a [T],
    /// What is chosen.
    pub standing: T,
}

/// An open list.
#[derive(Clone, Copy, Debug)]
struct OpenList {
    /// The row that Enter takes.
    marked: usize,
    /// What had the focus before.
    former: Option<Id>,
    /// Whether it was opened in this very pass, whose keys and clicks have had their effect.
    fresh: bool,
}

impl<T: Copy + PartialEq> DropDown<'_, T> {
    /// Draws the list; gives what was chosen instead of what stands.
    pub fn ui(&self, ui: &mut Ui, words: impl Fn(T) -> String) -> Option<T> {
        let id = Id::unique(("drop down", self.name));
        let (rect, _) = ui.allocate_exact_size(self.size.into(), Sense::hover());
        let enabled = ui.is_enabled();
        let response = ui.interact(rect, id, Sense::click());
        let text = words(self.standing);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, self.name);
            info.current_text_value = Some(text.clone());
            info
        });
        let here = self.all.iter().position(|one| *one == self.standing).unwrap_or(0);
        let mut open: Option<OpenList> = ui.data(|data| data.get_temp::<Option<OpenList>>(id)).flatten();
        let was_open = open.is_some();
        let mut chosen = None;
        match &mut open {
            None => {
                chosen = self.closed_keys(ui, &response, here);
                let unfolds = response.has_focus() && ui.input_mut(opens_by_key);
                if (response.clicked() || unfolds) && enabled {
                    let former = ui.memory(|memory| memory.focused()).filter(|focused| *focused != id);
                    response.request_focus();
                    open = Some(OpenList { marked: here, former, fresh: true });
                }
            }
            Some(list) => {
                list.fresh = false;
                if let Some(taken) = self.open_keys(ui, &response, list) {
                    chosen = taken;
                    close(ui, list);
                    open = None;
                }
            }
        }
        paint(ui, &response, &text, was_open);
        if let Some(list) = &mut open {
            match self.rows(ui, rect, list, words) {
                Some(row) => {
                    chosen = self.all.get(row).copied();
                    close(ui, list);
                    open = None;
                }
                None if !list.fresh && is_pressed_elsewhere(ui, rect, id) => open = None,
                None => {}
            }
        }
        ui.data_mut(|data| data.insert_temp(id, open));
        chosen.filter(|one| *one != self.standing)
    }

    /// What the keys of a closed list choose.
    fn closed_keys(&self, ui: &Ui, response: &Response, here: usize) -> Option<T> {
        if !response.has_focus() {
            return None;
        }
        keep_keys(ui, response, false);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let row = if pressed(Key::ArrowDown) {
            (here + 1).min(self.all.len().saturating_sub(1))
        } else if pressed(Key::ArrowUp) {
            here.saturating_sub(1)
        } else if pressed(Key::Home) {
            0
        } else if pressed(Key::End) {
            self.all.len().saturating_sub(1)
        } else {
            return None;
        };
        self.all.get(row).copied()
    }

    /// Moves the mark of an open list; gives what its closing chooses where a key closes it.
    fn open_keys(&self, ui: &Ui, response: &Response, list: &mut OpenList) -> Option<Option<T>> {
        keep_keys(ui, response, true);
        let last = self.all.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) {
            return Some(None);
        }
        // A click on the closed part folds it; Enter and the space bar are such a click for egui.
        let by_key = pressed(Key::Enter) || pressed(Key::Space) || pressed(Key::Tab);
        if by_key || response.clicked() {
            return Some(if by_key { self.all.get(list.marked).copied() } else { None });
        }
        let moves = [
            (Key::ArrowDown, (list.marked + 1).min(last)),
            (Key::ArrowUp, list.marked.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        for (key, row) in moves {
            if pressed(key) {
                list.marked = row;
            }
        }
        None
    }

    /// Draws the rows under the list, or over it where there is more room; gives the one that was clicked.
    fn rows(&self, ui: &Ui, closed: Rect, list: &mut OpenList, words: impl Fn(T) -> String) -> Option<usize> {
        let screen = ui.ctx().content_rect();
        let frame = Frame::menu(&ui.style().clone());
        let edges = frame.total_margin().sum();
        #[allow(clippy::cast_precision_loss)] // A list has few rows.
        let whole = self.all.len() as f32 * size::CONTROL + edges.y;
        let (below, above) = (screen.bottom() - closed.bottom(), closed.top() - screen.top());
        let under = below >= whole || below >= above;
        let high = whole.min((if under { below } else { above }) - space::TIGHT);
        let top = if under { closed.bottom() } else { closed.top() - high };
        let mut clicked = None;
        let area = Area::new(rows_id(self.name)).order(Order::Foreground).fixed_pos(pos2(closed.left(), top));
        let shown = area.constrain(false).show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width((closed.width() - edges.x).max(0.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::show_scroll_bar(ui);
                let inner = high - edges.y;
                let scroll = ScrollArea::vertical().id_salt(self.name).max_height(inner).min_scrolled_height(inner);
                scroll.show(ui, |ui| {
                    for (row, one) in self.all.iter().enumerate() {
                        if self.row(ui, row, &words(*one), list) {
                            clicked = Some(row);
                        }
                    }
                });
            });
        });
        // A click on a row must not take the focus from a text.
        if ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| shown.response.rect.contains(at)) {
            ui.ctx().options_mut(|options| {
                options.input_options.surrender_focus_on = egui::SurrenderFocusOn::Never;
            });
        }
        clicked
    }

    fn row(&self, ui: &mut Ui, row: usize, text: &str, list: &mut OpenList) -> bool {
        let colours = theme::palette(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::CONTROL), Sense::hover());
        let response = ui.interact(rect, Id::unique(("drop down row", self.name, row)), Sense::click());
        if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
            list.marked = row;
        }
        let marked = list.marked == row;
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, marked, text));
        if marked {
            ui.painter().rect_filled(rect, f32::from(size::CORNER), colours.selection);
            response.scroll_to_me(None);
        }
        let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::font(size::BODY), colours.ink);
        let corner = pos2(rect.left() + space::NEAR, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(corner, galley, colours.ink);
        response.clicked()
    }
}

fn rows_id(name: &str) -> Id {
    Id::unique(("drop down rows", name))
}

/// F4, and Alt with Down.
fn opens_by_key(input: &mut egui::InputState) -> bool {
    input.consume_key(Modifiers::NONE, Key::F4) || input.consume_key(Modifiers::ALT, Key::ArrowDown)
}

/// Keeps egui from moving the focus by keys that are the list's.
fn keep_keys(ui: &Ui, response: &Response, open: bool) {
    let filter = EventFilter { tab: open, horizontal_arrows: open, vertical_arrows: true, escape: open };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// Gives the focus back to what had it before.
fn close(ui: &Ui, list: &OpenList) {
    if let Some(former) = list.former {
        ui.memory_mut(|memory| memory.request_focus(former));
    }
}

/// Whether the pointer was pressed outside of the list and its rows.
fn is_pressed_elsewhere(ui: &Ui, closed: Rect, id: Id) -> bool {
    let lost = ui.memory(|memory| memory.focused()) != Some(id);
    let at = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    let over_rows = |at| ui.ctx().layer_id_at(at).is_some_and(|layer| layer.order == Order::Foreground);
    at.is_some_and(|at| !closed.contains(at) && !over_rows(at)) || (lost && at.is_none())
}

/// The closed list: what is chosen, and the sign that there is more.
fn paint(ui: &Ui, response: &Response, text: &str, open: bool) {
    let colours = theme::palette(ui);
    let focus = response.has_focus() || open;
    let stroke = match focus {
        true => egui::Stroke::new(size::FOCUS, colours.accent),
        false => theme::hairline(if response.hovered() { colours.accent } else { colours.edge }),
    };
    let rect = response.rect;
    ui.painter().rect(rect, f32::from(size::CORNER), colours.page, stroke, egui::StrokeKind::Inside);
    let sign = pos2(rect.right() - space::EDGE, rect.center().y);
    let points = vec![sign + vec2(-4.0, -2.0), sign + vec2(4.0, -2.0), sign + vec2(0.0, 3.0)];
    ui.painter().add(egui::Shape::convex_polygon(points, colours.ink, egui::Stroke::NONE));
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), theme::font(size::BODY), colours.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - 40.0).max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let corner = pos2(rect.left() + space::NEAR, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(corner, galley, colours.ink);
}
