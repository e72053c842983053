//! The comments on one place of the report, to be read, answered, settled and added to. Changes nothing itself.

use egui::{Key, Label, Modifiers, ScrollArea, TextEdit, Ui};

use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{self, Language};
use crate::report::{Change, Comment, CommentChange, CommentId, CommentRemark, CommentTime, Place, Report};
use crate::session::{Session, SessionCommand};

/// The most characters of a comment and of the words shown of its place.
const MOST: usize = 2_000;
const WORDS: usize = 40;

/// The state of the box.
#[derive(Debug, Default)]
pub struct CommentBox {
    /// The place whose comments are shown; `None` while the box is closed.
    place: Option<Place>,
    /// Who writes, remembered from one comment to the next.
    by: String,
    /// What is being written.
    text: String,
    /// What it is written about.
    about: Option<Place>,
    /// What was begun at other places.
    begun: Vec<(Place, String)>,
    /// A comment that is shown, and where it was: it moves with the words that it is about.
    shown: Option<(CommentId, Place)>,
    /// Whether its field wants the focus: it was just opened.
    focus: bool,
}

impl CommentBox {
    /// Opens the box for a place.
    pub fn open(&mut self, place: Place) {
        (self.place, self.focus, self.shown) = (Some(place), true, None);
        if self.about == Some(place) {
            return;
        }
        // What was begun about something else waits there.
        let left = std::mem::take(&mut self.text);
        self.begun.extend(self.about.replace(place).filter(|_| !left.trim().is_empty()).map(|about| (about, left)));
        if let Some(number) = self.begun.iter().position(|(about, _)| *about == place) {
            self.text = self.begun.remove(number).1;
        }
    }

    /// Follows the comment that is shown where text before it was changed; gives the place.
    fn follow(&mut self, report: &Report) -> Option<Place> {
        let moved = self.shown.and_then(|(id, was)| {
            let now = report.comments.iter().find(|comment| comment.id == id)?.place;
            (now != was).then_some(now)
        });
        if let Some(now) = moved {
            (self.place, self.about) = (Some(now), Some(now));
        }
        self.place
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.place.is_some()
    }

    /// Draws the box while it is open; Escape closes it and keeps what was begun.
    pub(in crate::gui) fn ui(
        &mut self,
        ui: &Ui,
        session: &Session,
        language: Language,
        now: Option<CommentTime>,
        actions: &mut Vec<Action>,
    ) {
        let Some(place) = self.follow(session.report()) else { return };
        let (report, form) = (session.report(), session.form());
        let here: Vec<&Comment> = report.comments.iter().filter(|comment| is_at(comment.place, place)).collect();
        self.shown = here.first().map(|comment| (comment.id, comment.place));
        let mut open = true;
        let window = egui::Window::new(language.word("comments.head")).collapsible(false).resizable(false);
        // At the right, where comments stand in word processors, beside what they are about.
        let screen = ui.ctx().content_rect();
        let corner = egui::pos2((screen.right() - 500.0).max(screen.left()), screen.top() + 96.0);
        // The text beside it can be written in meanwhile.
        window.default_pos(corner).open(&mut open).show(ui.ctx(), |ui| {
            ui.set_width(440.0);
            let words = messages::cut(&report.content(form, place), WORDS);
            let about = if words.is_empty() { String::new() } else { format!("  “{words}”") };
            widgets::quiet(ui, messages::place(language, form, place) + &about);
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for comment in &here {
                    list(ui, language, comment, actions);
                }
            });
            ui.add_space(space::NEAR);
            let by = language.word("comments.by");
            let name =
                widgets::text_box(ui, TextEdit::singleline(&mut self.by).hint_text(&by).char_limit(widgets::LINE));
            name.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, by.clone()));
            let sends = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            let hint = language.word("comments.text");
            let field = TextEdit::multiline(&mut self.text).hint_text(&hint).char_limit(MOST);
            let field = widgets::text_box(ui, field.desired_rows(3).desired_width(f32::INFINITY));
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint.clone()));
            let writes = field.has_focus() || name.has_focus();
            if std::mem::take(&mut self.focus) {
                if self.by.trim().is_empty() { name } else { field }.request_focus();
            }
            // What is final takes none, and what was typed would be gone.
            let is_final = report.stage().is_final();
            let ready = !is_final && !self.by.trim().is_empty() && !self.text.trim().is_empty();
            if sends && ready && writes {
                let answered = here.iter().find(|one| !one.done).map(|one| one.id);
                let remark = self.remark(now);
                actions.push(comment(match answered {
                    Some(id) => CommentChange::Reply(id, remark),
                    None => CommentChange::Add(place, remark),
                }));
            }
            ui.horizontal_wrapped(|ui| {
                if ui.add_enabled(ready, egui::Button::new(language.word("comments.add"))).clicked() {
                    actions.push(comment(CommentChange::Add(place, self.remark(now))));
                }
                for one in here.iter().filter(|one| !one.done) {
                    let label = language.say("comments.answer", &[("number", &one.id.0)]);
                    if ui.add_enabled(ready, egui::Button::new(label)).clicked() {
                        actions.push(comment(CommentChange::Reply(one.id, self.remark(now))));
                    }
                }
                if !ready {
                    widgets::quiet(ui, language.word(if is_final { "comments.final" } else { "comments.who" }));
                }
            });
        });
        if !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.place = None;
            actions.push(Action::ReturnToSelection);
        }
    }

    /// What was written, which is taken out of its field.
    fn remark(&mut self, now: Option<CommentTime>) -> CommentRemark {
        CommentRemark::new(&self.by, now, &std::mem::take(&mut self.text))
    }
}

/// A comment with its answers, and what can be done with it.
fn list(ui: &mut Ui, language: Language, one: &Comment, actions: &mut Vec<Action>) {
    for remark in std::iter::once(&one.remark).chain(&one.replies) {
        ui.add(Label::new(format!("{}. {}", one.id.0, messages::remark_line(language, remark))).wrap());
    }
    ui.horizontal(|ui| {
        let settle = if one.done { "comments.reopen" } else { "comments.settle" };
        if ui.button(language.word(settle)).clicked() {
            actions.push(comment(CommentChange::Settle(one.id, !one.done)));
        }
        if ui.button(language.word("comments.remove")).clicked() {
            actions.push(comment(CommentChange::Remove(one.id)));
        }
    });
}

fn comment(change: CommentChange) -> Action {
    Action::Run(SessionCommand::Change(Change::Comment(change)))
}

/// Whether a comment is about the place, or about words that share a character with it.
pub fn is_at(comment: Place, place: Place) -> bool {
    match (comment.spot(), place.spot()) {
        (Some((part, one)), Some((of, other))) => {
            let meets = one.start <= other.end && other.start <= one.end;
            part == of && one.paragraph == other.paragraph && meets
        }
        _ => comment == place,
    }
}
