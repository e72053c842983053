//! What a user does: put the caret somewhere, type, press keys, compose
//! with an input method, click, read what stands in the report.

use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use nianbao::form::{SectionId, UnitKind};
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};

use super::{Window, show, steps};

/// A window in which the preview stands beside the text.
pub const SIZE: [f32; 2] = [1280.0, 800.0];
pub const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

/// A report in which nothing stands.
pub fn empty() -> Report {
    Report::new("示例市水务局", UnitKind::Department, 2024)
}

pub fn report(window: &Window) -> &Report {
    window.state().document.as_ref().unwrap().session.report()
}

pub fn focus(window: &mut Window, part: ReportText) {
    window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(part)));
    steps(window);
}

/// Puts the caret into section one.
pub fn write_here(window: &mut Window) {
    show(window, Tab::Section(SectionId::Overview));
    focus(window, OVERVIEW);
}

pub fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.into()));
    steps(window);
}

pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    steps(window);
}

pub fn preedit(window: &mut Window, text: &str) {
    window.event(Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None }));
    steps(window);
}

pub fn commit(window: &mut Window, text: &str) {
    window.event(Event::Ime(ImeEvent::Commit(text.into())));
    steps(window);
}

/// Presses and lets go of the first button of the mouse at a point.
pub fn click_at(window: &mut Window, at: Pos2) {
    window.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        pointer(window, at, pressed);
    }
    steps(window);
}

/// Presses and lets go of the other button of the mouse at a point.
pub fn right_click_at(window: &mut Window, pos: Pos2) {
    window.event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
        window.event(Event::PointerButton { pos, button, pressed, modifiers });
    }
    steps(window);
}

/// Presses the first button of the mouse, or lets go of it.
pub fn pointer(window: &mut Window, pos: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    window.event(Event::PointerButton { pos, button, pressed, modifiers });
}

pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    steps(window);
}
