//! The frame around the views: menu bar, tabs, toolbar, findings strip, status line, questions.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::action::{MENUS, MenuCommand};
use super::app::{App, needs_report};
use super::document::{Document, scene};
use super::text_editor::TextEditor;
use super::theme::{self, size, space};
use super::view_context::{Action, Tab, ViewContext};
use super::views::{find_bar, format_toolbar, section_view, settings_view};
use super::{question_dialog, section_status, widgets};
use crate::check::Severity;
use crate::layout::Paper;
use crate::messages::Language;
use crate::report::ReportText;
use crate::session::{EditorSelection, Settings};

/// Ctrl and one of these show a tab, from left to right.
const DIGITS: [egui::Key; 9] = {
    use egui::Key as K;
    [K::Num1, K::Num2, K::Num3, K::Num4, K::Num5, K::Num6, K::Num7, K::Num8, K::Num9]
};

impl App {
    /// Draws the window and carries out what the user wishes. Where that panics, unsaved text is
    /// written aside before the panic goes on.
    pub fn ui(&mut self, ui: &mut Ui) {
        let drawn = catch_unwind(AssertUnwindSafe(|| self.draw(ui)));
        if let Err(panic) = drawn {
            self.rescue();
            resume_unwind(panic);
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        self.apply_settings(ui.ctx());
        self.prepare();
        let (language, mut wishes) = (self.language(), Vec::new());
        let composing = self.work.as_ref().is_some_and(|work| work.composing);
        // Looked at only when something is pasted: other programs may render it on demand.
        let pastes = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Paste(_))));
        let pasted = if pastes && self.work.is_some() { self.outside.clipboard_html() } else { None };
        if let Some(work) = &mut self.work {
            work.pasted = pasted;
        }
        let asking = self.is_asking();
        let now = self.outside.moment();
        if let Some(work) = &mut self.work
            && let Some(phrase) = &work.phrase
        {
            let (late, waits) = ui.input_mut(|input| phrase.late(&mut input.events, now));
            wishes.extend(late);
            work.phrase = work.phrase.take().filter(|_| waits);
        }
        if std::mem::take(&mut self.asked_to_close) {
            wishes.push(Action::Command(MenuCommand::Quit));
        }
        if !composing && !asking {
            let pressed = ui.input_mut(MenuCommand::pressed);
            wishes.extend(pressed.map(Action::Command));
            let tabs = self.work.as_ref().map(|work| Tab::all(work.session.form())).unwrap_or_default();
            let chosen = |(tab, key): (Tab, egui::Key)| {
                ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, key)).then_some(Action::Show(tab))
            };
            wishes.extend(tabs.into_iter().zip(DIGITS).filter_map(chosen));
        }
        if wishes.iter().any(|wish| matches!(wish, Action::Command(command) if command.takes_all())) {
            // Fields hand over what they have when they are left; texts have done so already.
            let texts = ReportText::ALL.map(TextEditor::id);
            ui.memory_mut(|memory| {
                if let Some(field) = memory.focused().filter(|field| !texts.contains(field)) {
                    memory.surrender_focus(field);
                }
            });
        }
        ui.add_enabled_ui(!asking, |ui| {
            self.menu_bar(ui, language, &mut wishes);
            self.status(ui, language, &mut wishes);
            match &mut self.work {
                Some(work) => report(ui, work, &self.settings, language, &mut wishes),
                None => {
                    let frame = Frame::new().fill(theme::palette(ui).panel);
                    let today = self.outside.today();
                    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                        self.start.ui(ui, language, &self.settings, today, &mut wishes);
                    });
                }
            }
        });
        if self.settings_open {
            settings_view::ui(ui, language, &self.settings, &mut self.settings_open, &mut wishes);
        }
        question_dialog::about(ui, language, &mut self.about_open);
        if let Some(work) = &mut self.work {
            question_dialog::insert(ui, work, language, &mut wishes);
        }
        wishes.extend(self.tell(ui, language).map(Action::Command));
        self.dropped(ui, language);
        self.ask_about_reading(ui, language);
        self.ask(ui, language);
        self.offer_lost(ui, language);
        let context = ui.ctx().clone();
        self.fulfil(wishes, &context);
        self.keep(&context);
        context.output_mut(|output| {
            // The list of candidates stands under the line, not on it.
            if let Some(ime) = &mut output.ime {
                ime.cursor_rect.min.y = ime.cursor_rect.max.y - 1.0;
            }
        });
    }

    fn apply_settings(&self, context: &egui::Context) {
        let theme = if self.settings.dark { egui::Theme::Dark } else { egui::Theme::Light };
        if context.theme() != theme {
            context.set_theme(theme);
        }
        context.options_mut(|options| options.zoom_with_keyboard = false);
        context.set_zoom_factor(f32::from(self.settings.scale.clamp(75, 300)) / 100.0);
    }

    fn menu_bar(&mut self, ui: &mut Ui, language: Language, wishes: &mut Vec<Action>) {
        let open = self.work.is_some();
        let undo = self.work.as_ref().is_some_and(|work| work.session.undo_count() > 0);
        let redo = self.work.as_ref().is_some_and(|work| work.session.redo_count() > 0);
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 2));
        Panel::top("menu").frame(frame).show_separator_line(false).show(ui, |ui| {
            egui::MenuBar::new().ui(ui, |ui| {
                for menu in MENUS {
                    ui.menu_button(language.word(menu.key), |ui| {
                        for entry in menu.entries {
                            match entry {
                                Some(command) => item(ui, language, *command, open, wishes),
                                None => {
                                    ui.separator();
                                }
                            }
                        }
                    });
                }
                if !open {
                    return;
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = space::TIGHT;
                    ui.spacing_mut().button_padding = vec2(space::WIDE, space::TIGHT);
                    let export = language.word("action.export_pdf");
                    if widgets::primary(ui, export)
                        .on_hover_text(widgets::tooltip(ui, language, MenuCommand::ExportPdf))
                        .clicked()
                    {
                        wishes.push(Action::Command(MenuCommand::ExportPdf));
                    }
                    ui.add_space(space::TIGHT);
                    widgets::command(ui, language, MenuCommand::TogglePreview, Some(self.settings.preview), wishes);
                    widgets::command(ui, language, MenuCommand::Find, None, wishes);
                    widgets::command_if(ui, language, MenuCommand::Redo, None, redo, wishes);
                    widgets::command_if(ui, language, MenuCommand::Undo, None, undo, wishes);
                    widgets::command(ui, language, MenuCommand::Save, None, wishes);
                });
            });
        });
    }

    fn status(&mut self, ui: &mut Ui, language: Language, wishes: &mut Vec<Action>) {
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(16, 4));
        Panel::bottom("status").frame(frame).exact_size(size::CONTROL).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                let Some(work) = &self.work else { return };
                let blank = Paper::default();
                let scene = scene(work, &blank, &self.settings, language);
                let wide = ui.available_width();
                let left = match (&work.saved, work.session.is_changed()) {
                    _ if work.keeping.saver.is_busy() => language.word("status.saving"),
                    (Some(saved), true) => format!("{} · {saved}", language.word("status.unsaved")),
                    (None, true) => language.word("status.unsaved"),
                    (Some(saved), false) => saved.clone(),
                    (None, false) => language.word("status.unchanged"),
                };
                let (rect, response) = ui.allocate_exact_size(vec2(wide * 0.55, size::CONTROL - 8.0), Sense::hover());
                let label = egui::Label::new(RichText::new(&left).size(size::SMALL)).truncate();
                let layout = Layout::left_to_right(Align::Center);
                ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout)).add(label);
                response.on_hover_text(&left);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let colours = theme::palette(ui);
                    let errors = section_status::count(&scene, Severity::Error);
                    let colour = if errors == 0 { colours.good } else { colours.error };
                    let text = RichText::new(super::views::checks::ready(&scene)).size(size::SMALL).color(colour);
                    if ui.add(egui::Label::new(text).sense(Sense::click())).clicked() {
                        wishes.push(Action::Show(Tab::Checks));
                    }
                    ui.add_space(space::EDGE);
                    if let Some((part, _)) = work.session.selection().span() {
                        let count = work.session.report().part(part).map_or(0, crate::richtext::RichText::count);
                        widgets::quiet(ui, language.say("status.count", &[("count", &count)]));
                    }
                });
            });
        });
    }
}

/// A line of a menu.
fn item(ui: &mut Ui, language: Language, command: MenuCommand, open: bool, wishes: &mut Vec<Action>) {
    let mut button = egui::Button::new(command.text(language));
    if let Some(keys) = widgets::keys(ui, command) {
        button = button.shortcut_text(keys);
    }
    let enabled = open || !needs_report(command);
    let response = ui.add_enabled(enabled, button.min_size(vec2(220.0, size::CONTROL)));
    if response.on_hover_text(command.tip(language)).clicked() {
        wishes.push(Action::Command(command));
        ui.close();
    }
}

/// An open report: tabs, toolbar, the view in sight, the preview beside it, the findings strip.
fn report(ui: &mut Ui, work: &mut Document, settings: &Settings, language: Language, wishes: &mut Vec<Action>) {
    let paper = work.paper.value().map(std::sync::Arc::clone).unwrap_or_default();
    // The views' own states leave the work for the frame, so that the scene can be read beside.
    let mut basics = std::mem::take(&mut work.basics);
    let mut sections = std::mem::take(&mut work.sections);
    let mut checks = std::mem::take(&mut work.checks);
    let mut beside = std::mem::take(&mut work.beside);
    let mut whole = std::mem::take(&mut work.whole);
    let mut find = std::mem::take(&mut work.find);
    let pending = pending(work, &basics, &sections);
    let scene = scene(work, &paper, settings, language);
    tabs(ui, &scene, work.tab, wishes);
    bars(ui, &scene, work.tab, pending, &mut find, wishes);
    strip(ui, &scene, work.tab, wishes);
    let colours = theme::palette(ui);
    let desk = Frame::new().fill(colours.desk);
    let room = ui.available_width() >= size::BESIDE;
    if work.tab != Tab::Preview && settings.preview && room {
        let wide = ui.available_width();
        let panel = Panel::right("preview").default_size((wide * 0.36).floor()).size_range(280.0..=wide * 0.55);
        panel.frame(desk).show(ui, |ui| beside.ui(ui, &scene, work.tab, wishes));
    }
    CentralPanel::no_frame().frame(desk).show(ui, |ui| match work.tab {
        Tab::Basics => basics.ui(ui, &scene, wishes),
        Tab::Section(id) => {
            if let (Some(state), Some(section)) = (sections.get_mut(&id), work.session.form().section(id)) {
                state.ui(ui, &scene, section, wishes);
                select_cell(&scene, state, id, wishes);
            }
        }
        Tab::Checks => checks.ui(ui, &scene, wishes),
        Tab::Preview => whole.ui(ui, &scene, work.tab, wishes),
    });
    (work.basics, work.sections, work.checks) = (basics, sections, checks);
    (work.beside, work.whole, work.find) = (beside, whole, find);
}

/// Notes the focused cell as the place where the user is.
fn select_cell(
    scene: &ViewContext<'_>,
    state: &section_view::SectionState,
    id: crate::form::SectionId,
    wishes: &mut Vec<Action>,
) {
    let Some(table) = scene.session.form().table_of(id) else { return };
    let Some(key) = state.grid.focused(table).filter(|_| state.grid.in_use) else { return };
    wishes.push(Action::Select(EditorSelection::Cells { table: table.name, anchor: key, head: key }));
}

fn pending(
    work: &Document,
    basics: &super::views::basics::BasicsState,
    sections: &std::collections::BTreeMap<crate::form::SectionId, section_view::SectionState>,
) -> Option<crate::richtext::TextMarks> {
    let (part, _) = work.session.selection().span()?;
    match part {
        crate::report::ReportText::Preface => basics.editor.pending(),
        crate::report::ReportText::Section(id) => sections.get(&id)?.editor.pending(),
    }
}

fn tabs(ui: &mut Ui, scene: &ViewContext<'_>, shown: Tab, wishes: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.panel).inner_margin(Margin::symmetric(8, 0));
    Panel::top("tabs").frame(frame).exact_size(40.0).show(ui, |ui| {
        ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for tab in Tab::all(scene.session.form()) {
                    if one_tab(ui, scene, tab, tab == shown) {
                        wishes.push(Action::Show(tab));
                    }
                }
            });
        });
    });
}

/// A tab with its mark; tells whether it was clicked.
fn one_tab(ui: &mut Ui, scene: &ViewContext<'_>, tab: Tab, shown: bool) -> bool {
    let (language, colours) = (scene.language, theme::palette(ui));
    let name = name(scene, tab);
    let state = section_status::state(scene, tab);
    let count = match state {
        Some(section_status::SectionStatus::Errors(count)) => count.to_string(),
        _ => String::new(),
    };
    let font = theme::font(size::BODY);
    let text = ui.painter().layout_no_wrap(name.clone(), font, if shown { colours.ink } else { colours.quiet });
    let number = ui.painter().layout_no_wrap(count, theme::font(size::SMALL), colours.error);
    let mark = if state.is_some() { space::TIGHT + 12.0 } else { 0.0 };
    let wide = space::WIDE * 2.0 + text.size().x + mark + number.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(wide, 40.0), Sense::click());
    let said = state.map_or_else(|| name.clone(), |state| format!("{name} {}", state.words(language)));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, shown, &said));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.shrink2(vec2(0.0, 4.0)), f32::from(size::CORNER), colours.tint);
    }
    let left = rect.left() + space::WIDE;
    let middle = rect.center().y;
    painter.galley(egui::pos2(left, middle - text.size().y / 2.0), text.clone(), colours.ink);
    if let Some(state) = state {
        let centre = egui::pos2(left + text.size().x + space::TIGHT + 6.0, middle);
        state.paint(painter, centre, colours);
        let at = egui::pos2(centre.x + 7.0, middle - number.size().y / 2.0);
        painter.galley(at, number, colours.error);
    }
    // A tab that has just been gone to by its keys may lie beyond the edge.
    let id = egui::Id::unique("shown tab");
    if shown && ui.data_mut(|data| data.get_temp::<String>(id)) != Some(name.clone()) {
        ui.data_mut(|data| data.insert_temp(id, name.clone()));
        response.scroll_to_me(None);
    }
    if shown {
        let line = egui::Stroke::new(size::FOCUS, colours.accent);
        painter.hline(rect.x_range().shrink(space::NEAR), rect.bottom() - 1.0, line);
    }
    if let Tab::Section(id) = tab {
        let full = scene.session.form().section(id).map(|section| section.title.clone());
        return response.on_hover_text(full.unwrap_or(said)).clicked();
    }
    response.on_hover_text(said).clicked()
}

/// What a tab is called: a section by its number and a short word.
fn name(scene: &ViewContext<'_>, tab: Tab) -> String {
    match tab {
        Tab::Basics => scene.language.word("tab.basics"),
        Tab::Section(id) => scene.language.word(&format!("tab.section_{}", id.number())),
        Tab::Checks => scene.language.word("tab.checks"),
        Tab::Preview => scene.language.word("tab.preview"),
    }
}

fn bars(
    ui: &mut Ui,
    scene: &ViewContext<'_>,
    tab: Tab,
    pending: Option<crate::richtext::TextMarks>,
    find: &mut find_bar::FindState,
    wishes: &mut Vec<Action>,
) {
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(16, 4));
    if matches!(tab, Tab::Basics | Tab::Section(_)) {
        let bar = Panel::top("toolbar").frame(frame).show(ui, |ui| format_toolbar::ui(ui, scene, pending, wishes));
        // A click on the toolbar must not take the caret out of the text.
        let over = bar.response.contains_pointer();
        ui.ctx().options_mut(|options| {
            options.input_options.surrender_focus_on =
                if over { egui::SurrenderFocusOn::Never } else { egui::SurrenderFocusOn::Presses };
        });
    }
    if find.open {
        Panel::top("find").frame(frame).show(ui, |ui| find.ui(ui, scene, wishes));
    }
}

/// The most important finding of the section in sight, in one line.
fn strip(ui: &mut Ui, scene: &ViewContext<'_>, tab: Tab, wishes: &mut Vec<Action>) {
    let Tab::Section(id) = tab else { return };
    let here =
        |(_, seen): &(usize, &super::view_context::CheckResults)| seen.counts() && seen.finding.section == Some(id);
    let most = scene
        .findings
        .iter()
        .enumerate()
        .filter(here)
        .max_by_key(|(number, seen)| (seen.finding.severity, usize::MAX - number));
    let Some((number, seen)) = most.filter(|_| !section_status::is_empty(scene, id)) else { return };
    let (language, colours) = (scene.language, theme::palette(ui));
    let frame = Frame::new().fill(colours.page).inner_margin(Margin::symmetric(16, 4));
    Panel::bottom("strip").frame(frame).exact_size(36.0).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let error = seen.finding.severity == Severity::Error;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            let state =
                if error { section_status::SectionStatus::Errors(1) } else { section_status::SectionStatus::InWork };
            state.paint(ui.painter(), rect.center(), colours);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let may = seen.finding.severity.can_be_dismissed();
                if may && ui.button(language.word("checks.dismiss")).clicked() {
                    wishes.push(Action::AskWhy(number));
                }
                if let (true, Some(place)) =
                    (ui.button(language.word("checks.show")).clicked(), seen.finding.places.first())
                {
                    wishes.push(Action::Go(*place));
                }
                if seen.finding.fix.is_some() && ui.button(language.word("checks.fix")).clicked() {
                    wishes.push(Action::Fix(number));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(&seen.text).truncate()).on_hover_text(&seen.text);
                });
            });
        });
    });
}
