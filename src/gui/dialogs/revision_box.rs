//! The tracked changes of the report: whether changes are tracked and as whose, and each that is open, to be gone to, accepted
//! or rejected. Changes nothing itself.

use egui::{Key, Label, ScrollArea, TextEdit, Ui};

use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{self, Language};
use crate::report::{Change, CommentTime, Reviser, RevisionChange, RevisionEntry, RevisionId};
use crate::session::{Session, SessionCommand, revisions_in_order};

/// The most changes that are listed at once; those behind them come when these are settled.
const MOST: usize = 200;

/// The state of the box.
#[derive(Debug, Default)]
pub struct RevisionBox {
    is_open: bool,
    /// As whose changes are tracked.
    by: String,
    /// Whether its first field wants the focus: it was just opened.
    focus: bool,
    /// What is listed, and of which state of the report.
    entries: Option<(u64, Vec<RevisionEntry>)>,
}

impl RevisionBox {
    /// Opens the box.
    pub const fn open(&mut self) {
        (self.is_open, self.focus) = (true, true);
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether nobody has said as whose changes are tracked.
    pub fn is_nameless(&self) -> bool {
        self.by.trim().is_empty()
    }

    /// As whose changes are tracked at this moment.
    pub(in crate::gui) fn reviser(&self, now: Option<CommentTime>) -> Reviser {
        Reviser { by: self.by.trim().to_owned(), at: now }
    }

    /// Draws the box while it is open; Escape closes it.
    pub(in crate::gui) fn ui(&mut self, ui: &Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        let report = session.report();
        if self.entries.as_ref().is_none_or(|(revision, _)| *revision != session.revision()) {
            self.entries = Some((session.revision(), revisions_in_order(session.form(), report)));
        }
        let is_final = report.stage().is_final();
        let mut open = true;
        let window = egui::Window::new(language.word("revisions.head")).collapsible(false).resizable(false);
        let screen = ui.ctx().content_rect();
        let corner = egui::pos2((screen.right() - 500.0).max(screen.left()), screen.top() + 96.0);
        // The text beside it can be written in meanwhile.
        window.default_pos(corner).open(&mut open).show(ui.ctx(), |ui| {
            ui.set_width(440.0);
            let name = language.word("comments.by");
            let field =
                widgets::text_box(ui, TextEdit::singleline(&mut self.by).hint_text(&name).char_limit(widgets::LINE));
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            let mut tracking = report.revisions.tracking;
            let can_track = !is_final && (tracking || report.revisions.can_track());
            let switch = widgets::checkbox_if(ui, can_track, &mut tracking, language.word("revisions.track"));
            if switch.clicked() {
                actions.push(Action::TrackChanges(tracking));
            }
            if std::mem::take(&mut self.focus) {
                if self.by.trim().is_empty() { field } else { switch }.request_focus();
            }
            ui.add_space(space::NEAR);
            let (_, entries) = self.entries.as_ref().map_or((0, &[][..]), |(at, all)| (*at, all.as_slice()));
            if entries.is_empty() {
                widgets::quiet(ui, language.word("revisions.none"));
                return;
            }
            ui.horizontal_wrapped(|ui| {
                let all = || entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
                let accept = egui::Button::new(language.word("revisions.accept_all"));
                if ui.add_enabled(!is_final, accept).clicked() {
                    actions.push(settle(RevisionChange::Accept(all())));
                }
                let reject = egui::Button::new(language.word("revisions.reject_all"));
                if ui.add_enabled(!is_final, reject).clicked() {
                    actions.push(settle(RevisionChange::Reject(all())));
                }
                if is_final {
                    widgets::quiet(ui, language.word("revisions.final"));
                }
            });
            ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                for entry in entries.iter().take(MOST) {
                    list(ui, language, session, entry, actions);
                }
                if entries.len() > MOST {
                    widgets::quiet(ui, language.say("revisions.further", &[("count", &(entries.len() - MOST))]));
                }
            });
        });
        if !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.is_open = false;
            actions.push(Action::ReturnToSelection);
        }
    }
}

/// A change, and what can be done with it.
fn list(ui: &mut Ui, language: Language, session: &Session, one: &RevisionEntry, actions: &mut Vec<Action>) {
    let lines = messages::revision_lines(language, session.form(), one);
    ui.add(Label::new(lines.trim_end()).wrap());
    let is_final = session.report().stage().is_final();
    ui.horizontal(|ui| {
        let name = |key: &str| language.say(key, &[("number", &one.id.0)]);
        if ui.button(name("revisions.show")).clicked() {
            actions.push(Action::Go(one.place));
        }
        let only = |id: RevisionId| vec![id];
        if ui.add_enabled(!is_final, egui::Button::new(name("revisions.accept"))).clicked() {
            actions.push(settle(RevisionChange::Accept(only(one.id))));
        }
        if ui.add_enabled(!is_final, egui::Button::new(name("revisions.reject"))).clicked() {
            actions.push(settle(RevisionChange::Reject(only(one.id))));
        }
    });
}

const fn settle(change: RevisionChange) -> Action {
    Action::Run(SessionCommand::Change(Change::Revise(change)))
}
