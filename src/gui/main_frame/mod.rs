//! One frame of the window: takes the shortcuts, draws menu bar, status line, views and dialogs,
//! then carries out what they asked for. Decides nothing itself.

mod drop_target;
mod findings_bar;
mod focus_keeper;
mod late_panel;
mod menu_bar;
mod menu_walk;
mod report_panels;
mod status_line;
mod tab_bar;
mod window_tabs;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use focus_keeper::DialogKind;
pub(super) use focus_keeper::FocusKeeper;
pub(super) use menu_walk::MenuWalk;

use egui::{CentralPanel, Context, Event, FocusDirection, Frame, Key, Modifiers, Ui};

use super::action::Action;
use super::app::App;
use super::dialogs::question::Continuation;
use super::dialogs::{recovery_offer, task_progress};
use super::document::Document;
use super::menu_keys::MenuKeyState;
use super::view_context::Tab;
use super::views::rollup_view;
use super::views::start_page::StartContext;
use super::{box_input, menu, menu_keys, theme};
use crate::form::SectionId;
use crate::session::{PastedHtml, Settings, ThemeChoice};

use menu_bar::MenuBarState;

/// Ctrl and one of these show a tab: the sections by their own numbers, then the tabs behind them, and the
/// one before them.
const DIGITS: [(Key, Tab); 9] = [
    (Key::Num1, Tab::Section(SectionId::Overview)),
    (Key::Num2, Tab::Section(SectionId::Disclosure)),
    (Key::Num3, Tab::Section(SectionId::Requests)),
    (Key::Num4, Tab::Section(SectionId::Disputes)),
    (Key::Num5, Tab::Section(SectionId::Problems)),
    (Key::Num6, Tab::Section(SectionId::Others)),
    (Key::Num7, Tab::Checks),
    (Key::Num8, Tab::Preview),
    (Key::Num9, Tab::Basics),
];

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
        let focused = ui.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.was_focused, focused) {
            self.host.ask_contrast(ui.ctx());
        }
        self.was_focused = focused;
        let contrast = self.settings.contrast || (self.settings.follow_contrast && self.host.wants_contrast());
        apply_settings(ui.ctx(), &self.settings, contrast);
        self.prepare(ui.ctx());
        let (language, now, today) = (self.language(), self.host.moment(), self.host.today());
        let asking = self.is_asking();
        let above = (self.dialog_kind(), ui.ctx().memory(|memory| memory.focused()));
        let is_lost = self.focus_keeper.begin_frame(ui.ctx(), self.dialog_kind());
        self.enter_report(ui.ctx(), asking);
        let mut actions = self.take_input(ui, asking);
        if is_lost {
            // To what is selected, or to the first thing in the window.
            ui.ctx().memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
            actions.push(Action::ReturnToSelection);
        }
        let has_escape = !self.dialogs.has_windows() && !self.menu.is_open();
        if !self.document.as_ref().is_some_and(Document::has_refused) {
            self.dialogs.end_refusal();
        }
        ui.add_enabled_ui(!asking, |ui| {
            let in_folder = self.is_folder_shown();
            let (document, settings) = (self.document.as_ref().filter(|_| !in_folder), &self.settings);
            let bar = MenuBarState { language, document, settings };
            let kept = menu_bar::ui(ui, &bar, &mut self.menu, &mut actions);
            // The folder has a line of its own.
            let status = (!in_folder).then(|| status_line::reserve(ui));
            self.dialogs.draw_notice(ui, language, now, &mut actions);
            if let Some(folder) = &self.folder {
                window_tabs::ui(ui, language, self.document.as_ref(), (folder, in_folder), &mut actions);
            }
            // An id of their own: a notice that comes or goes above must not give their fields other ids, or the
            // one that has the focus would lose it.
            let views = egui::UiBuilder::new().scope_id(egui::Id::unique("views"));
            ui.scope_builder(views, |ui| match &mut self.document {
                _ if in_folder => {
                    if let Some(folder) = &mut self.folder {
                        rollup_view::ui(ui, folder, language, &mut actions);
                    }
                }
                Some(document) => report_panels::ui(ui, document, &self.settings, language, &kept, &mut actions),
                None => {
                    let frame = Frame::new().fill(theme::palette(ui).panel);
                    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                        let start = StartContext { language, settings: &self.settings, today, has_escape };
                        self.start_page.ui(ui, &start, &mut actions);
                    });
                }
            });
            let (document, settings) = (self.document.as_ref(), &self.settings);
            if let Some(status) = status {
                status.draw(ui, "status", |ui| status_line::ui(ui, language, document, settings, &mut actions));
            }
        });
        let in_folder = self.is_folder_shown();
        let settings = (&self.settings, self.settings_file.policy());
        self.dialogs.draw_windows(ui, language, settings, &self.packs, self.document.is_some(), &mut actions);
        if let Some(document) = self.document.as_mut().filter(|_| !in_folder) {
            document.number_picker.ui(ui, &document.session, language, &mut actions);
            document.chart_picker.ui(ui, &document.session, language, &mut actions);
            document.table_picker.ui(ui, language, &mut actions);
            let now = self.host.today().and_then(|day| format!("{day}T{}", self.host.clock()).parse().ok());
            document.comment_box.ui(ui, &document.session, language, now, &mut actions);
            document.revision_box.ui(ui, &document.session, language, &mut actions);
            let own = document.title();
            document.comparison_box.ui(ui, &document.session, language, &own, &mut actions);
            document.session.revise_as(document.revision_box.reviser(now));
            let report = document.session.report();
            document.phrase_picker.ui(ui, report, &self.settings, language, &mut actions);
        }
        if !asking {
            drop_target::ui(ui, language, self.document.is_some(), &mut actions);
        }
        self.dialogs.draw_questions(ui, language, self.document.as_ref(), &self.typed_paths, &mut actions);
        if let Some(running) = self.task.as_ref().filter(|_| !self.dialogs.is_asking()) {
            task_progress::ui(ui, language, running, now, &mut actions);
        } else if self.dialogs.question.is_none() {
            recovery_offer::ui(ui, language, &mut self.recovery_offer, &*self.host.disk(), &mut actions);
        }
        let context = ui.ctx().clone();
        self.focus_keeper.note(&context);
        self.update(actions, &context);
        self.update_draft(&context);
        if let Some(wait) = self.folder.as_ref().and_then(|folder| folder.waits(self.host.moment())) {
            context.request_repaint_after(wait);
        }
        if (self.dialog_kind(), context.memory(|memory| memory.focused())) != above {
            // What opened, closed or has the focus now is seen although nothing else happens.
            context.request_repaint();
        }
        let asking = self.is_asking();
        self.box_input.end_frame(&context, asking);
        let composing = self.document.as_ref().is_some_and(|document| document.composing);
        menu_keys::set(
            &context,
            match self.menu.is_open() {
                _ if asking || composing => MenuKeyState::Off,
                true => MenuKeyState::Open,
                false => MenuKeyState::Closed,
            },
        );
        context.output_mut(|output| {
            // The list of candidates is shown under the line, not over it.
            if let Some(ime) = &mut output.ime {
                ime.cursor_rect.min.y = ime.cursor_rect.max.y - 1.0;
            }
        });
    }

    /// What is open above the views.
    fn dialog_kind(&self) -> DialogKind {
        let picks = |document: &Document| {
            let pickers = document.number_picker.is_open() || document.phrase_picker.is_open();
            let boxes = document.comment_box.is_open() || document.revision_box.is_open();
            pickers || boxes || document.comparison_box.is_open() || document.picks_for_text()
        };
        let asked = self.dialogs.has_windows() || self.dialogs.versions.is_some();
        match self.is_asking() {
            _ if asked || self.document.as_ref().is_some_and(picks) => DialogKind::Asked,
            true if self.task.is_some() && !self.dialogs.is_asking() => DialogKind::Working,
            true => DialogKind::Came,
            false => DialogKind::None,
        }
    }

    /// Whether something keeps the views waiting.
    fn is_asking(&self) -> bool {
        self.dialogs.is_asking() || self.task.is_some() || !self.recovery_offer.found.is_empty()
    }

    /// Puts the caret into a report that was opened, as Word does, before what is typed next is looked at: the text, the
    /// cell or the field in sight has the focus without a click.
    fn enter_report(&mut self, context: &Context, asking: bool) {
        if asking || self.dialogs.has_windows() || self.is_folder_shown() {
            return;
        }
        if let Some(document) = self.document.as_ref().filter(|_| std::mem::take(&mut self.arrives)) {
            self.update(vec![Action::EnterTab(document.tab)], context);
        }
    }

    /// What the events of this frame ask for before any view sees them: late text of an input
    /// method, closing the window, shortcuts.
    fn take_input(&mut self, ui: &Ui, asking: bool) -> Vec<Action> {
        let mut actions = Vec::new();
        let (context, language) = (ui.ctx(), self.language());
        actions.extend(self.box_input.take(context, self.host.moment()));
        let composing = self.document.as_ref().is_some_and(|document| document.composing);
        // Looked at only when something is pasted: other programs may render it on demand.
        let only_web = ui.input(|input| self.web_paste.take(&input.events)) && !asking;
        let pastes = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_)))) || only_web;
        if pastes || ui.input(|input| input.events.iter().any(|event| matches!(event, Event::PasteImage(_)))) {
            self.dialogs.end_paste();
        }
        let in_folder = self.is_folder_shown();
        let takes = pastes && self.document.is_some() && !in_folder;
        let html = if takes { self.host.clipboard_html() } else { None };
        let pasted = html.map(|html| PastedHtml::read(html, &*self.host.disk(), &self.host.clipboard_folder()));
        if only_web && self.document.is_some() && !in_folder {
            actions.extend(self.paste_web(context, pasted.as_ref()));
        }
        actions.extend(self.refuse_image(context));
        let now = self.host.moment();
        if let Some(document) = &mut self.document {
            document.pasted = pasted;
            actions.extend(ui.input_mut(|input| document.take_late_text(&mut input.events, now)));
        }
        if std::mem::take(&mut self.asked_to_close) {
            // Whoever closes the window does not wait for work.
            self.stop_task();
            actions.push(Action::Leave(Continuation::Quit));
        }
        for key in menu_keys::taken(context) {
            let open = self.document.is_some() && !in_folder;
            actions.extend(self.menu.press(context, key, open));
        }
        if !composing && !asking {
            let open = self.document.is_some() && !in_folder;
            let in_box = box_input::focused_box(context).is_some();
            let pressed = ui.input_mut(|input| menu::pressed(input, open, in_box));
            actions.extend(pressed.and_then(|item| self.shortcut(context, &item.action)));
            let chosen = |(key, tab): (Key, Tab)| {
                ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)).then_some(Action::EnterTab(tab))
            };
            if self.document.is_some() {
                actions.extend(DIGITS.into_iter().filter_map(chosen));
            }
            let finds = open && self.document.as_ref().is_some_and(|document| document.find.open);
            if finds && !self.dialogs.has_windows() && self.box_input.is_escape_free(context) {
                actions.push(Action::CloseFind);
            }
            if let Some(document) = self.document.as_ref().filter(|_| open && !self.dialogs.has_windows()) {
                let reachable = self.dialog_kind() == DialogKind::None;
                actions.extend(self.unfocused_keys.take(context, (document, reachable), language));
            }
        }
        if actions.iter().any(|action| action.needs_all_input() || action.leaves_view()) {
            self.box_input.hand_over(context);
        }
        actions
    }

    /// What the shortcut of a row asks for. F6 moves the focus before any control takes its keys: from text,
    /// table or box to the controls around them, and from there back; from the table of a sum to its parts.
    fn shortcut(&self, context: &Context, action: &Action) -> Option<Action> {
        let forward = match action {
            Action::SwitchPane => FocusDirection::Next,
            Action::SwitchPaneBack => FocusDirection::Previous,
            _ => return Some(action.clone()),
        };
        let writes = self.document.as_ref().is_some_and(|document| document.has_focus(context));
        if !writes {
            return Some(action.clone());
        }
        let parts = self.document.as_ref().and_then(|document| document.parts_of_table(context));
        context.memory_mut(|memory| match parts.filter(|_| forward == FocusDirection::Next) {
            Some(parts) => memory.request_focus(parts),
            None => {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
                memory.move_focus(forward);
            }
        });
        None
    }
}

fn apply_settings(context: &Context, settings: &Settings, contrast: bool) {
    let preference = match settings.theme() {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    };
    let shown = |context: &Context| (context.theme(), context.global_style().visuals.panel_fill);
    let before = shown(context);
    context.options_mut(|options| {
        options.theme_preference = preference;
        options.zoom_with_keyboard = false;
    });
    theme::set_contrast(context, contrast);
    if shown(context) != before {
        // The views of this pass began in the colours of before.
        context.request_discard("the colours are others");
    }
    context.set_zoom_factor(f32::from(settings.scale.clamp(*Settings::SCALE.start(), *Settings::SCALE.end())) / 100.0);
    // Lines between panels cover whole pixels: with half a pixel more, the two ways of drawing differ in a whole line.
    let scale = context.pixels_per_point();
    let width = scale.round().max(1.0) / scale;
    if context.global_style().visuals.widgets.noninteractive.bg_stroke.width != width {
        context.all_styles_mut(|style| style.visuals.widgets.noninteractive.bg_stroke.width = width);
    }
}
