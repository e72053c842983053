//! Find and replace over every text of the report, in a bar above it. Its boxes keep the focus: Enter goes
//! to the next find and Shift+Enter to the one before, without a key reaching the text. Replaces nothing
//! itself.

use egui::{Key, Modifiers, Response, TextEdit, Ui};

use crate::gui::action::Action;
use crate::gui::icon::Icon;
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
    /// Whether one of its boxes has the focus and is to keep it, whatever is shown in the text.
    pub keeps_focus: bool,
    /// Whether the box in use wants the focus.
    wants_focus: bool,
    /// The box in use.
    used: FindBox,
    find: String,
    replace: String,
    /// Whether the find after the one that was just replaced is to be shown.
    goes_on: bool,
}

/// A box of the bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FindBox {
    #[default]
    Find,
    Replace,
}

/// Every find in every text, in the order of the report, and which of them is selected.
struct Finds {
    all: Vec<(ReportText, TextRange)>,
    here: Option<usize>,
}

impl FindState {
    /// Opens the bar and puts the focus into the box of what is sought.
    pub(in crate::gui) fn show(&mut self) {
        (self.open, self.wants_focus, self.used) = (true, true, FindBox::Find);
    }

    /// Closes the bar.
    pub(in crate::gui) fn close(&mut self) {
        (self.open, self.keeps_focus, self.goes_on) = (false, false, false);
    }

    /// What is sought, while the bar is open and something stands in its box.
    pub fn sought(&self) -> Option<SearchQuery> {
        (self.open && !self.find.is_empty()).then(|| self.query())
    }

    /// Draws the bar.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        let language = view.language;
        let by_function_key = pressed(ui, Key::F3);
        let mut closes = false;
        ui.horizontal_wrapped(|ui| {
            let (field, entered) = self.text_box(ui, FindBox::Find, &language.word("find.find"));
            closes |= is_left_by_escape(ui, &field);
            // Beside each other: Tab leads from the one to the other.
            let (field, entered_below) = self.text_box(ui, FindBox::Replace, &language.word("find.replace"));
            closes |= is_left_by_escape(ui, &field);
            // What was typed in this frame counts.
            let finds = Finds::of(view, self.query());
            if std::mem::take(&mut self.goes_on) {
                actions.extend(finds.after(view).map(|(part, span)| Action::Reveal(part, span)));
            }
            let count = match finds.here {
                _ if self.find.is_empty() => String::new(),
                Some(at) => format!("{} / {}", at + 1, finds.all.len()),
                None => language.say("find.all", &[("count", &finds.all.len())]),
            };
            if !count.is_empty() {
                // In a row that wraps, a label that may wrap begins at the row's left.
                let text = egui::RichText::new(count).size(size::SMALL).color(theme::palette(ui).quiet);
                ui.add(egui::Label::new(text).extend());
            }
            let back = widgets::icon_button(ui, Icon::Previous, &language.word("find.previous"), true).clicked();
            let on = widgets::icon_button(ui, Icon::Next, &language.word("find.next"), true).clicked();
            ui.add_space(space::WIDE);
            let one = ui.button(language.word("find.replace_one")).clicked();
            let all = ui.button(language.word("find.replace_all")).clicked();
            closes |= widgets::icon_button(ui, Icon::Close, &language.word("find.close"), true).clicked();
            // Whoever clicks a button of the bar goes on in its box.
            self.wants_focus |= back || on || one || all;
            self.keeps_focus |= self.wants_focus;
            let clicked = isize::from(on) - isize::from(back);
            let goes = |(part, span)| self.going(part, span);
            actions.extend(finds.step(entered + entered_below + clicked + by_function_key).map(goes));
            if one {
                self.replace_one(&finds, actions);
            }
            if all && !finds.all.is_empty() {
                let (parts, query, text) = (ReportText::ALL.to_vec(), self.query(), self.replace.clone());
                actions.push(Action::Run(SessionCommand::ReplaceAll { parts, query, text }));
            }
        });
        if closes {
            actions.push(Action::CloseFind);
        }
    }

    /// A box of the bar; gives how many finds Enter goes on, and Shift+Enter back.
    fn text_box(&mut self, ui: &mut Ui, which: FindBox, name: &str) -> (Response, isize) {
        let text = match which {
            FindBox::Find => &mut self.find,
            FindBox::Replace => &mut self.replace,
        };
        // Without a key of its own for the end of input it keeps the focus.
        let edit = TextEdit::singleline(text).hint_text(name).desired_width(200.0).return_key(None);
        let field = widgets::text_box(ui, edit.char_limit(widgets::LINE));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
        if self.used == which && std::mem::take(&mut self.wants_focus) {
            field.request_focus();
        }
        if which == FindBox::Find {
            self.keeps_focus = false;
        }
        if !field.has_focus() {
            return (field, 0);
        }
        (self.used, self.keeps_focus) = (which, true);
        // Enter that ends a composition of an input method is no other.
        let composes = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Ime(_))));
        let entered = if composes { 0 } else { pressed(ui, Key::Enter) };
        (field, entered)
    }

    fn query(&self) -> SearchQuery {
        SearchQuery { text: self.find.clone(), any_case: true, any_width: true }
    }

    /// Shows a find: beside the box that keeps the focus, or in the text, for keys that come from there.
    fn going(&self, part: ReportText, span: TextRange) -> Action {
        if self.keeps_focus {
            return Action::Reveal(part, span);
        }
        let (start, end) = (span.start(), span.end());
        Action::Go(part.place(CharRange { paragraph: start.paragraph, start: start.character, end: end.character }))
    }

    fn replace_one(&mut self, finds: &Finds, actions: &mut Vec<Action>) {
        let Some((part, span)) = finds.here.and_then(|at| finds.all.get(at).copied()) else {
            return actions.extend(finds.step(1).map(|(part, span)| self.going(part, span)));
        };
        let text = self.replace.clone();
        actions.push(Action::Run(SessionCommand::Type { part, span, text, marks: None, typed: Default::default() }));
        // Where the next one is then, the next frame knows.
        self.goes_on = true;
    }
}

impl Finds {
    fn of(view: &ViewContext<'_>, query: SearchQuery) -> Finds {
        let report = view.session.report();
        let texts = ReportText::ALL.into_iter().filter_map(|part| Some((part, report.part(part)?)));
        let all: Vec<_> =
            texts.flat_map(|(part, prose)| prose.find(&query).into_iter().map(move |span| (part, span))).collect();
        let selected = view.session.selection().span();
        let here = all.iter().position(|one| Some(*one) == selected);
        Finds { all, here }
    }

    /// The find so many steps on; beyond the last comes the first. `None` where there is none, or no step.
    fn step(&self, steps: isize) -> Option<(ReportText, TextRange)> {
        let count = isize::try_from(self.all.len()).ok().filter(|count| *count > 0 && steps != 0)?;
        let from = match self.here.and_then(|here| isize::try_from(here).ok()) {
            Some(here) => here,
            None if steps > 0 => -1,
            None => 0,
        };
        self.all.get(usize::try_from((from + steps).rem_euclid(count)).ok()?).copied()
    }

    /// The first find at or after the caret, else the first of all.
    fn after(&self, view: &ViewContext<'_>) -> Option<(ReportText, TextRange)> {
        let caret = match view.session.selection() {
            EditorSelection::Text { part, head, .. } => Some((part, head)),
            _ => None,
        };
        let follows = |(part, span): &&(ReportText, TextRange)| Some((*part, span.start())) >= caret;
        self.all.iter().find(follows).or(self.all.first()).copied()
    }
}

/// How often a key was pressed, less how often with Shift; takes it out of the input.
fn pressed(ui: &Ui, key: Key) -> isize {
    ui.input_mut(|input| {
        // The one with Shift first: egui lets the other match both.
        let [back, on] =
            [Modifiers::SHIFT, Modifiers::NONE].map(|modifiers| input.count_and_consume_key(modifiers, key));
        isize::try_from(on).unwrap_or(0) - isize::try_from(back).unwrap_or(0)
    })
}

fn is_left_by_escape(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape))
}
