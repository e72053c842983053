//! Find and replace over every text of the report, in a bar above it. Replaces nothing itself.

use egui::Ui;

use crate::gui::action::Action;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::report::{CharRange, ReportText};
use crate::richtext::{SearchQuery, TextRange};
use crate::session::{EditorSelection, SessionCommand};

/// What the bar keeps between frames.
#[derive(Debug, Default)]
pub struct FindState {
    /// Whether it is open.
    pub open: bool,
    /// Whether its field wants the focus.
    pub focus: bool,
    find: String,
    replace: String,
}

impl FindState {
    /// Draws the bar.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        let language = view.language;
        let query = SearchQuery { text: self.find.clone(), any_case: true, any_width: true };
        let found = finds(view, &query);
        let (next, previous) = ui.input_mut(|input| {
            let back = input.consume_key(egui::Modifiers::SHIFT, egui::Key::F3);
            (input.consume_key(egui::Modifiers::NONE, egui::Key::F3), back)
        });
        ui.horizontal_wrapped(|ui| {
            let field = named(ui, &mut self.find, &language.word("find.find"));
            if std::mem::take(&mut self.focus) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let here = position(view, &found);
            let count = match here {
                _ if self.find.is_empty() => String::new(),
                Some(at) => language.say("find.count", &[("at", &(at + 1)), ("count", &found.len())]),
                None => language.say("find.all", &[("count", &found.len())]),
            };
            if !count.is_empty() {
                // In a row that wraps, a label that may wrap begins at the row's left.
                let text = egui::RichText::new(count).size(size::SMALL).color(theme::palette(ui).quiet);
                ui.add(egui::Label::new(text).extend());
            }
            let back =
                widgets::icon_button(ui, crate::gui::icon::Icon::Previous, &language.word("find.previous"), true);
            let on = widgets::icon_button(ui, crate::gui::icon::Icon::Next, &language.word("find.next"), true);
            if !found.is_empty() {
                let last = found.len() - 1;
                if back.clicked() || previous {
                    go(&found, here.map_or(last, |at| at.checked_sub(1).unwrap_or(last)), actions);
                } else if on.clicked() || next || entered {
                    go(&found, here.map_or(0, |at| if at == last { 0 } else { at + 1 }), actions);
                }
            }
            ui.add_space(space::WIDE);
            named(ui, &mut self.replace, &language.word("find.replace"));
            if ui.button(language.word("find.replace_one")).clicked() {
                self.one(&found, here, actions);
            }
            if ui.button(language.word("find.replace_all")).clicked() && !found.is_empty() {
                let parts = ReportText::ALL.to_vec();
                actions.push(Action::Run(SessionCommand::ReplaceAll { parts, query, text: self.replace.clone() }));
            }
            let close = widgets::icon_button(ui, crate::gui::icon::Icon::Close, &language.word("find.close"), true);
            if close.clicked() || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                self.open = false;
            }
        });
    }

    fn one(&self, found: &[(ReportText, TextRange)], here: Option<usize>, actions: &mut Vec<Action>) {
        let Some((at, (part, span))) = here.and_then(|at| Some((at, *found.get(at)?))) else {
            if !found.is_empty() {
                go(found, 0, actions);
            }
            return;
        };
        let text = self.replace.clone();
        actions.push(Action::Run(SessionCommand::Type { part, span, text, marks: None, typed: Default::default() }));
        if found.len() > 1 {
            go(found, if at + 1 < found.len() { at + 1 } else { 0 }, actions);
        }
    }
}

fn named(ui: &mut Ui, text: &mut String, name: &str) -> egui::Response {
    let response = ui.add(egui::TextEdit::singleline(text).hint_text(name).desired_width(200.0));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    response
}

/// Every find in every text, in the order of the report.
fn finds(view: &ViewContext<'_>, query: &SearchQuery) -> Vec<(ReportText, TextRange)> {
    let report = view.session.report();
    let texts = ReportText::ALL.into_iter().filter_map(|part| Some((part, report.part(part)?)));
    texts.flat_map(|(part, prose)| prose.find(query).into_iter().map(move |span| (part, span))).collect()
}

/// Which find is selected.
fn position(view: &ViewContext<'_>, found: &[(ReportText, TextRange)]) -> Option<usize> {
    let selected = view.session.selection().span()?;
    found.iter().position(|one| *one == selected)
}

fn go(found: &[(ReportText, TextRange)], at: usize, actions: &mut Vec<Action>) {
    let Some((part, span)) = found.get(at).copied() else { return };
    let (start, end) = (span.start(), span.end());
    let spot = CharRange { paragraph: start.paragraph, start: start.character, end: end.character };
    actions.push(Action::Select(EditorSelection::characters(part, span)));
    actions.push(Action::Go(part.place(spot)));
}
