//! What the program has to say: a small frame above the status line that asks for nothing and closes by
//! itself once there was time to read it.

use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Margin, Order, ScrollArea, Ui, vec2};

use crate::gui::action::Action;
use crate::gui::icon::Icon;
use crate::gui::theme::{self, size, space};
use crate::gui::{menu, widgets};
use crate::messages::{self, Language};

/// Something to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// When it was said, counted from the start of the program.
    pub since: Duration,
    /// What may be done next, offered beside it: an action of the menu table.
    pub next: Option<Box<Action>>,
}

/// The least time for which a notice stays.
const LEAST: Duration = Duration::from_secs(8);
/// The time that each character takes to be read.
const CHARACTER: Duration = Duration::from_millis(200);
/// The widest frame.
const WIDTH: f32 = 520.0;
/// The most characters of a sentence.
const LONGEST: usize = 600;
/// The share of the window's height that a notice may take; what is longer is scrolled.
const SHARE: f32 = 0.35;

impl Notice {
    /// A notice with nothing to do next. However long the sentence is, its beginning and its end are
    /// shown: what happened, and what to do.
    pub fn new(text: String) -> Notice {
        Notice { text: messages::shorten(&text, LONGEST), since: Duration::ZERO, next: None }
    }

    /// A notice that offers what may be done next.
    pub fn with_next(text: String, next: Action) -> Notice {
        Notice { next: Some(Box::new(next)), ..Notice::new(text) }
    }

    /// How much longer it stays.
    fn left(&self, now: Duration) -> Duration {
        let length = LEAST.max(CHARACTER.saturating_mul(u32::try_from(self.text.chars().count()).unwrap_or(u32::MAX)));
        length.saturating_sub(now.saturating_sub(self.since))
    }

    /// Draws it for as long as is left; false once it is over.
    pub(super) fn ui(&self, ui: &Ui, language: Language, now: Duration, actions: &mut Vec<Action>) -> bool {
        let left = self.left(now);
        if left.is_zero() || self.text.is_empty() {
            return false;
        }
        ui.ctx().request_repaint_after(left);
        let colours = theme::palette(ui);
        // Above the status line and the findings strip.
        let offset = vec2(space::EDGE, -(2.0 * size::CONTROL + space::EDGE + space::NEAR));
        let area = Area::new(Id::unique("notice")).order(Order::Foreground).anchor(Align2::LEFT_BOTTOM, offset);
        let frame = Frame::popup(&ui.style().clone()).inner_margin(Margin::symmetric(12, 8));
        let room = (ui.ctx().content_rect().width() - 2.0 * space::EDGE).min(WIDTH);
        let (mut chosen, mut closed) = (None, false);
        area.show(ui.ctx(), |ui| {
            frame.stroke(theme::hairline(colours.accent)).show(ui, |ui| {
                ui.set_max_width(room);
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_max_width(room - size::CONTROL - 2.0 * space::EDGE);
                        let high = (ui.ctx().content_rect().height() * SHARE).max(size::CONTROL);
                        ScrollArea::vertical().id_salt("notice").max_height(high).show(ui, |ui| {
                            ui.add(egui::Label::new(&self.text).wrap());
                        });
                        if let Some(next) = &self.next
                            && widgets::link(ui, menu::label(next, language)).clicked()
                        {
                            chosen = Some((**next).clone());
                        }
                    });
                    let name = language.word("notice.close");
                    closed = widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(name).clicked();
                });
            });
        });
        let open = chosen.is_none() && !closed;
        actions.extend(chosen);
        open
    }
}
