//! What the program has to say: a slip above the status line that asks for nothing and goes by
//! itself once there was time to read it.

use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Margin, Order, Ui, vec2};

use super::action::Command;
use super::icon::Icon;
use super::theme::{self, size, space};
use super::widgets;
use crate::messages::Language;

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// When it was said.
    pub since: Duration,
    /// What may be done next, offered beside it.
    pub next: Option<Command>,
}

/// The least time for which a notice stays.
const LEAST: Duration = Duration::from_secs(8);
/// So long is allowed for each character to be read.
const CHARACTER: Duration = Duration::from_millis(200);
/// The widest slip.
const WIDTH: f32 = 520.0;

/// What the user did with it.
pub(super) enum Answer {
    /// Nothing yet.
    Left,
    /// Sent it away.
    Closed,
    /// Chose what is offered beside it.
    Chosen(Command),
}

impl Notice {
    /// How much longer it stays.
    pub(super) fn left(&self, now: Duration) -> Duration {
        let length = LEAST.max(CHARACTER.saturating_mul(u32::try_from(self.text.chars().count()).unwrap_or(u32::MAX)));
        length.saturating_sub(now.saturating_sub(self.since))
    }

    /// Draws it for as long as is left.
    pub(super) fn ui(&self, ui: &Ui, language: Language, left: Duration) -> Answer {
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
                        ui.add(egui::Label::new(&self.text).wrap());
                        if let Some(next) = self.next
                            && widgets::link(ui, next.text(language)).clicked()
                        {
                            chosen = Some(next);
                        }
                    });
                    let name = language.word("notice.close");
                    closed = widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(name).clicked();
                });
            });
        });
        match chosen {
            Some(next) => Answer::Chosen(next),
            None if closed => Answer::Closed,
            None => Answer::Left,
        }
    }
}
