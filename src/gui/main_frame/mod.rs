//! One frame of the window: takes the shortcuts, draws menu bar, status line, views and dialogs,
//! then carries out what they asked for. Decides nothing itself.

mod drop_target;
mod findings_bar;
mod menu_bar;
mod report_panels;
mod status_line;
mod tab_bar;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use egui::{CentralPanel, Context, Event, FocusDirection, Frame, Key, Modifiers, Ui};

use super::action::Action;
use super::app::App;
use super::dialogs::question::Continuation;
use super::dialogs::recovery_offer;
use super::view_context::Tab;
use super::{box_input, menu, theme};
use crate::session::Settings;

/// Ctrl and one of these show a tab, from left to right.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

impl App {
    /// Draws the window and carries out what the user asks for. Where that panics, unsaved text is
    /// written to its recovery file before the panic goes on.
    pub fn ui(&mut self, ui: &mut Ui) {
        let drawn = catch_unwind(AssertUnwindSafe(|| self.draw(ui)));
        if let Err(panic) = drawn {
            self.rescue();
            resume_unwind(panic);
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        apply_settings(ui.ctx(), &self.settings);
        self.prepare();
        let (language, now, today) = (self.language(), self.host.moment(), self.host.today());
        let asking = self.dialogs.is_asking() || !self.recovery_offer.found.is_empty();
        let mut actions = self.take_input(ui, asking);
        ui.add_enabled_ui(!asking, |ui| {
            menu_bar::ui(ui, language, self.document.as_ref(), &self.settings, &mut actions);
            status_line::ui(ui, language, self.document.as_ref(), &self.settings, &mut actions);
            match &mut self.document {
                Some(document) => report_panels::ui(ui, document, &self.settings, language, &mut actions),
                None => {
                    let frame = Frame::new().fill(theme::palette(ui).panel);
                    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                        self.start_page.ui(ui, language, &self.settings, today, &mut actions);
                    });
                }
            }
        });
        self.dialogs.draw_windows(ui, language, &self.settings, &mut actions);
        if let Some(document) = &mut self.document {
            document.number_picker.ui(ui, &document.session, language, &mut actions);
        }
        self.dialogs.draw_notice(ui, language, now, &mut actions);
        if !asking {
            drop_target::ui(ui, language, &mut actions);
        }
        self.dialogs.draw_questions(ui, language, self.document.as_ref(), &self.typed_paths, &mut actions);
        if self.dialogs.question.is_none() {
            recovery_offer::ui(ui, language, &mut self.recovery_offer, &*self.host.disk(), &mut actions);
        }
        let context = ui.ctx().clone();
        self.update(actions, &context);
        self.update_draft(&context);
        let asking = self.dialogs.is_asking() || !self.recovery_offer.found.is_empty();
        self.box_input.end_frame(&context, asking);
        context.output_mut(|output| {
            // The list of candidates is shown under the line, not over it.
            if let Some(ime) = &mut output.ime {
                ime.cursor_rect.min.y = ime.cursor_rect.max.y - 1.0;
            }
        });
    }

    /// What the events of this frame ask for before any view sees them: late text of an input
    /// method, closing the window, shortcuts.
    fn take_input(&mut self, ui: &Ui, asking: bool) -> Vec<Action> {
        let mut actions = Vec::new();
        let (context, language) = (ui.ctx(), self.language());
        actions.extend(self.box_input.take(context, self.host.moment()));
        let composing = self.document.as_ref().is_some_and(|document| document.composing);
        // Looked at only when something is pasted: other programs may render it on demand.
        let pastes = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_))));
        let pasted = if pastes && self.document.is_some() { self.host.clipboard_html() } else { None };
        let now = self.host.moment();
        if let Some(document) = &mut self.document {
            document.pasted = pasted;
            actions.extend(ui.input_mut(|input| document.take_late_text(&mut input.events, now)));
        }
        if std::mem::take(&mut self.asked_to_close) {
            actions.push(Action::Leave(Continuation::Quit));
        }
        if !composing && !asking {
            let open = self.document.is_some();
            let in_box = box_input::focused_box(context).is_some();
            let pressed = ui.input_mut(|input| menu::pressed(input, in_box)).filter(|item| open || item.always);
            actions.extend(pressed.and_then(|item| self.shortcut(context, &item.action)));
            let tabs = self.document.as_ref().map(|document| Tab::all(document.session.form())).unwrap_or_default();
            let chosen = |(tab, key): (Tab, Key)| {
                ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)).then_some(Action::ShowTab(tab))
            };
            actions.extend(tabs.into_iter().zip(DIGITS).filter_map(chosen));
            let finds = self.document.as_ref().is_some_and(|document| document.find.open);
            let below = self.dialogs.settings_open || self.dialogs.help_open;
            if finds && !below && self.box_input.is_escape_free(context) {
                actions.push(Action::CloseFind);
            }
            if let Some(document) = self.document.as_ref().filter(|_| !below) {
                actions.extend(self.unfocused_keys.take(context, document, language));
            }
        }
        if actions.iter().any(|action| action.needs_all_input() || action.leaves_view()) {
            self.box_input.hand_over(context);
        }
        actions
    }

    /// What the shortcut of a row asks for. F6 moves the focus before any control takes its keys: from text,
    /// table or box to the controls around them, and from there back.
    fn shortcut(&self, context: &Context, action: &Action) -> Option<Action> {
        let forward = match action {
            Action::SwitchPane => FocusDirection::Next,
            Action::SwitchPaneBack => FocusDirection::Previous,
            _ => return Some(action.clone()),
        };
        let writes = self.document.as_ref().is_some_and(|document| document.has_focus(context));
        if !writes {
            return Some(Action::ReturnToSelection);
        }
        context.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
            memory.move_focus(forward);
        });
        None
    }
}

fn apply_settings(context: &Context, settings: &Settings) {
    let theme = if settings.dark { egui::Theme::Dark } else { egui::Theme::Light };
    if context.theme() != theme {
        context.set_theme(theme);
    }
    context.options_mut(|options| options.zoom_with_keyboard = false);
    context.set_zoom_factor(f32::from(settings.scale.clamp(*Settings::SCALE.start(), *Settings::SCALE.end())) / 100.0);
}
