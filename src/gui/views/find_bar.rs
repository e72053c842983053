//! Find and replace over every text of the report, in a bar above it.

use egui::Ui;

use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Scene, Wish};
use crate::gui::widgets;
use crate::report::{Part, Spot};
use crate::richtext::{Query, Span};
use crate::session::{Command, Selection};

/// What the bar keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    /// Whether it is open.
    pub open: bool,
    /// Whether its field wants the focus.
    pub focus: bool,
    find: String,
    replace: String,
}

impl State {
    /// Draws the bar.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let language = scene.language;
        let query = Query { text: self.find.clone(), any_case: true, any_width: true };
        let found = finds(scene, &query);
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
            let here = position(scene, &found);
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
                    go(&found, here.map_or(last, |at| at.checked_sub(1).unwrap_or(last)), wishes);
                } else if on.clicked() || next || entered {
                    go(&found, here.map_or(0, |at| if at == last { 0 } else { at + 1 }), wishes);
                }
            }
            ui.add_space(space::WIDE);
            named(ui, &mut self.replace, &language.word("find.replace"));
            if ui.button(language.word("find.replace_one")).clicked() {
                self.one(&found, here, wishes);
            }
            if ui.button(language.word("find.replace_all")).clicked() && !found.is_empty() {
                let parts = Part::ALL.to_vec();
                wishes.push(Wish::Do(Command::ReplaceAll { parts, query, text: self.replace.clone() }));
            }
            let close = widgets::icon_button(ui, crate::gui::icon::Icon::Close, &language.word("find.close"), true);
            if close.clicked() || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                self.open = false;
            }
        });
    }

    fn one(&self, found: &[(Part, Span)], here: Option<usize>, wishes: &mut Vec<Wish>) {
        let Some((at, (part, span))) = here.and_then(|at| Some((at, *found.get(at)?))) else {
            if !found.is_empty() {
                go(found, 0, wishes);
            }
            return;
        };
        let text = self.replace.clone();
        wishes.push(Wish::Do(Command::Type { part, span, text, marks: None, typed: Default::default() }));
        if found.len() > 1 {
            go(found, if at + 1 < found.len() { at + 1 } else { 0 }, wishes);
        }
    }
}

fn named(ui: &mut Ui, text: &mut String, name: &str) -> egui::Response {
    let response = ui.add(egui::TextEdit::singleline(text).hint_text(name).desired_width(200.0));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    response
}

/// Every find in every text, in the order of the report.
fn finds(scene: &Scene<'_>, query: &Query) -> Vec<(Part, Span)> {
    let report = scene.session.report();
    let texts = Part::ALL.into_iter().filter_map(|part| Some((part, report.part(part)?)));
    texts.flat_map(|(part, prose)| prose.find(query).into_iter().map(move |span| (part, span))).collect()
}

/// Which find is selected.
fn position(scene: &Scene<'_>, found: &[(Part, Span)]) -> Option<usize> {
    let selected = scene.session.selection().span()?;
    found.iter().position(|one| *one == selected)
}

fn go(found: &[(Part, Span)], at: usize, wishes: &mut Vec<Wish>) {
    let Some((part, span)) = found.get(at).copied() else { return };
    let (start, end) = (span.start(), span.end());
    let spot = Spot { paragraph: start.paragraph, start: start.character, end: end.character };
    wishes.push(Wish::Select(Selection::characters(part, span)));
    wishes.push(Wish::Go(part.place(spot)));
}
