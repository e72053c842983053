//! What the program has to say: a strip above the status line that covers nothing, asks for nothing and
//! closes by itself once there was time to read it.

use std::time::Duration;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

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
    /// Whether it says why an entry is refused: it goes with the entry.
    pub refuses: bool,
    /// Whether it says why something was not pasted: it goes with the next paste.
    pub pastes: bool,
}

/// The least time for which a notice stays.
const LEAST: Duration = Duration::from_secs(8);
/// The time that each character takes to be read.
const CHARACTER: Duration = Duration::from_millis(200);
/// The most characters of a sentence.
const LONGEST: usize = 600;
/// The share of the window's height that a notice may take; what is longer is scrolled.
const SHARE: f32 = 0.35;

impl Notice {
    /// A notice with nothing to do next. However long the sentence is, its beginning and its end are
    /// shown: what happened, and what to do.
    pub fn new(text: String) -> Notice {
        Notice {
            text: messages::shorten(&text, LONGEST),
            since: Duration::ZERO,
            next: None,
            refuses: false,
            pastes: false,
        }
    }

    /// Says why an entry is refused, for as long as the entry stands there.
    pub fn refusal(text: String) -> Notice {
        Notice { refuses: true, ..Notice::new(text) }
    }

    /// Says what of a paste is missing, until the next one.
    pub fn of_paste(text: String) -> Notice {
        Notice { pastes: true, ..Notice::new(text) }
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
    pub(super) fn ui(&self, ui: &mut Ui, language: Language, now: Duration, actions: &mut Vec<Action>) -> bool {
        let left = self.left(now);
        if left.is_zero() || self.text.is_empty() {
            return false;
        }
        ui.ctx().request_repaint_after(left);
        let colours = theme::palette(ui);
        let frame = Frame::new().fill(colours.tint).inner_margin(Margin::symmetric(16, 4));
        let (mut chosen, mut closed) = (None, false);
        // A strip of its own: it covers nothing.
        Panel::bottom("notice").frame(frame).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let name = language.word("notice.close");
                let offered = self.next.as_ref().map(|next| menu::label(next, language));
                let beside = offered.as_ref().map_or(0.0, |words| widgets::text_width(ui, words) + space::WIDE);
                ui.vertical(|ui| {
                    ui.set_width((ui.available_width() - size::CONTROL - space::WIDE - beside).max(space::AIR));
                    let high = (ui.ctx().content_rect().height() * SHARE).max(size::CONTROL);
                    ScrollArea::vertical().id_salt("notice").max_height(high).show(ui, |ui| {
                        ui.add_space(space::TIGHT);
                        ui.add(egui::Label::new(&self.text).wrap());
                    });
                });
                if let (Some(next), Some(words)) = (&self.next, offered)
                    && widgets::link(ui, words).clicked()
                {
                    chosen = Some((**next).clone());
                }
                closed = widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(name).clicked();
            });
        });
        let open = chosen.is_none() && !closed;
        actions.extend(chosen);
        open
    }
}
