//! Shows work that takes seconds: what is done, how far it is, and a button that stops it; Esc does the same. Stops
//! nothing itself.

use std::time::Duration;

use egui::{Frame, Id, Key, Modal, ProgressBar, Ui, WidgetInfo};

use crate::gui::action::Action;
use crate::gui::files::RunningTask;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{self, Language};

/// The most characters of what is being done.
const LONGEST: usize = 300;

/// Draws the work, in front of everything else.
pub(in crate::gui) fn ui(ui: &Ui, language: Language, running: &RunningTask, now: Duration, actions: &mut Vec<Action>) {
    let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
    let modal = Modal::new(Id::unique("task")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(440.0_f32.min(ui.ctx().content_rect().width() - 96.0).max(0.0));
        widgets::head(ui, messages::shorten(&running.words.head, LONGEST));
        if !running.words.text.is_empty() {
            ui.add(egui::Label::new(messages::shorten(&running.words.text, LONGEST)).wrap());
        }
        ui.add_space(space::NEAR);
        step(ui, language, running);
        let seconds = now.saturating_sub(running.since).as_secs();
        widgets::quiet(ui, language.say("task.seconds", &[("seconds", &seconds)]));
        ui.add_space(space::WIDE);
        let key = if running.stopping { "task.stopping" } else { "dialog.cancel" };
        ui.add_enabled(!running.stopping, egui::Button::new(language.word(key))).clicked()
    });
    // A click beside it means nothing: it is no answer.
    let escape = modal.is_top_modal && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    if (modal.inner || escape) && !running.stopping {
        actions.push(Action::StopTask);
    }
}

/// Draws the step that the work is at, where it tells that. Nothing moves but when a step is done.
fn step(ui: &mut Ui, language: Language, running: &RunningTask) {
    let (at, all) = (running.at(), running.words.steps.len());
    let Some(name) = running.words.steps.get(at.min(all.saturating_sub(1))) else { return };
    let number = (at + 1).min(all);
    let said = language.say("task.step", &[("number", &number), ("count", &all), ("name", name)]);
    ui.label(&said);
    #[allow(clippy::cast_precision_loss)] // A dozen steps.
    let share = at.min(all) as f32 / all as f32;
    ui.add(ProgressBar::new(share).animate(false).desired_height(space::NEAR))
        .widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &said));
}
