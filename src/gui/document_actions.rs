//! What actions do to the open report and its views: commands of the session, and which tab, place
//! or finding is in sight. What must happen outside of the report comes back as further actions.
//! Knows neither files nor dialogs.

use std::time::Duration;

use egui::Event;

use super::action::Action;
use super::dialogs::notice::Notice;
use super::document::Document;
use super::guidance;
use super::ime_composition::ImeComposition;
use super::table_editor::paste_notice;
use super::text_editor::TextEditor;
use super::view_context::Tab;
use super::views::preview::PreviewState;
use crate::form::{SectionId, Table};
use crate::messages::Language;
use crate::report::{ChangeError, CharRange, Place, ReportText};
use crate::richtext::{Paragraph, TextMark, TextPosition, TextRange};
use crate::session::{CommandOutcome, EditorSelection, SessionCommand, TypedText};

/// The factor of one step of the zoom.
const ZOOM: f32 = 1.1;

impl Document {
    /// What a comment is about now: the selected words, the paragraph of the caret, the active cell, or what the tab shows.
    fn commented_place(&self) -> Place {
        match self.session.selection() {
            EditorSelection::Cells { head, .. } => Place::Cell(head),
            EditorSelection::Text { part, anchor, head } => {
                let (from, to) = (anchor.min(head), anchor.max(head));
                let paragraphs = self.session.report().part(part).map(|text| text.paragraphs.as_slice());
                let length = paragraphs.and_then(|all| all.get(from.paragraph)).map_or(0, Paragraph::length);
                // A comment on several paragraphs stands at the first.
                let (start, end) = match from == to {
                    true => (0, length),
                    false if from.paragraph < to.paragraph => (from.character, length),
                    false => (from.character, to.character),
                };
                part.place(CharRange { paragraph: from.paragraph, start, end })
            }
            EditorSelection::Nowhere => match self.tab {
                Tab::Section(id) => Place::Heading(id),
                _ => Place::Title,
            },
        }
    }

    /// Tracks changes or not, and says so. Whoever has no name yet is asked for it: changes are somebody's.
    fn track_changes(&mut self, on: bool, language: Language) -> Vec<Action> {
        let key = match self.session.track_changes(on) {
            Err(_) => "say.is_final",
            Ok(()) if self.session.report().revisions.tracking != on => "say.refused",
            Ok(()) if on => "say.tracked",
            Ok(()) => "say.not_tracked",
        };
        if on && self.session.report().revisions.tracking && self.revision_box.is_nameless() {
            self.revision_box.open();
        }
        vec![Action::say(language.word(key))]
    }

    /// Carries out an action that concerns the open report; returns what is to be done next.
    pub(super) fn carry_out(&mut self, action: Action, language: Language) -> Vec<Action> {
        match action {
            Action::Select(selection) => self.session.select(selection),
            Action::Format(format) => {
                let Some((part, range)) = self.session.selection().span() else {
                    return vec![Action::say(language.word("say.no_caret"))];
                };
                return self.format(format, part, range).map(Action::Run).into_iter().collect();
            }
            Action::ApplyFix(fix) => {
                let said = Action::say(language.word("say.fixed"));
                return vec![Action::Run(SessionCommand::Fix(fix)), said];
            }
            Action::AskReason(number) => {
                self.checks.why = Some((number, String::new()));
                self.tab = Tab::Checks;
            }
            Action::ShowRevisions => self.revision_box.open(),
            Action::ToggleTracking => return vec![Action::TrackChanges(!self.session.report().revisions.tracking)],
            Action::TrackChanges(on) => return self.track_changes(on, language),
            Action::CommentOnSelection => self.comment_box.open(self.commented_place()),
            Action::ShowNumberPicker if self.session.selection().span().is_some() => self.number_picker.open(),
            Action::ShowNumberPicker => return vec![Action::say(language.word("say.no_caret"))],
            Action::ShowChartPicker if self.chart_picker.open(&self.session) => {}
            Action::ShowTablePicker if self.session.selection().span().is_some() => self.table_picker.open(),
            Action::ShowChartPicker | Action::ShowTablePicker => {
                return vec![Action::say(language.word("say.no_caret"))];
            }
            Action::ShowPhrases if self.session.selection().span().is_some() => self.phrase_picker.open(),
            Action::ShowPhrases => return vec![Action::say(language.word("say.no_caret"))],
            Action::InsertPhrase(text) => {
                self.phrase_picker.close();
                let caret = self.session.selection().span();
                let typed = TypedText::default();
                let insert = |(part, span)| SessionCommand::Type { part, span, text, marks: None, typed };
                return caret.map(insert).map(Action::Run).into_iter().collect();
            }
            Action::InsertNumber(cell) => {
                self.number_picker.close();
                let caret = self.session.selection().span();
                let insert = caret.map(|(part, span)| SessionCommand::InsertLink { part, span, cell });
                return insert.map(Action::Run).into_iter().collect();
            }
            Action::FillZero => {
                let table = self.table_in_sight().map(|table| SessionCommand::FillZero(Some(table.name)));
                return table.map(Action::Run).into_iter().collect();
            }
            Action::PasteTable => {
                if let Some(first) = self.table_in_sight().and_then(|table| table.fields.first()) {
                    self.go(Place::Cell(first.key));
                    return vec![Action::say(language.word("say.paste_here"))];
                }
            }
            Action::ToggleLastYear => {
                if let Tab::Section(id) = self.tab
                    && let Some(state) = self.sections.get_mut(&id)
                {
                    state.compare = !state.compare;
                }
            }
            Action::ShowTab(tab) => {
                // What is being typed into a cell is entered first.
                if let Some(command) = self.take_typed_number() {
                    return vec![Action::Run(command), Action::ShowTab(tab)];
                }
                self.tab = tab;
            }
            Action::NextTab => return vec![Action::EnterTab(self.tab_beside(true))],
            Action::PreviousTab => return vec![Action::EnterTab(self.tab_beside(false))],
            Action::Go(place) => self.go_into(place),
            Action::NextFinding | Action::PreviousFinding => {
                return self.go_to_finding(action == Action::NextFinding, language);
            }
            Action::NextChange | Action::PreviousChange => {
                return self.go_to_change(action == Action::NextChange, language);
            }
            Action::SettleChange(accepts) => return self.settle_change(accepts, language),
            Action::NextComment | Action::PreviousComment => {
                return self.go_to_comment(action == Action::NextComment, language);
            }
            Action::NextBlank => match self.next_blank() {
                Some(key) => self.go(Place::Cell(key)),
                None => return vec![Action::say(language.word("say.no_blanks"))],
            },
            Action::Reveal(part, span) => self.reveal(part, span),
            Action::ShowFind => self.find.show(),
            Action::CloseFind => {
                self.find.close();
                self.return_to_selection();
            }
            Action::ReturnToSelection => self.return_to_selection(),
            // The shortcuts move the focus themselves; from a menu the way leads back.
            Action::SwitchPane | Action::SwitchPaneBack => {
                if !self.selection_in_sight() {
                    return vec![Action::EnterTab(self.tab)];
                }
                self.return_to_selection();
            }
            Action::ZoomIn => self.pages_in_sight().zoom_by(ZOOM),
            Action::ZoomOut => self.pages_in_sight().zoom_by(1.0 / ZOOM),
            Action::FitWidth => self.pages_in_sight().zoom = None,
            Action::ToggleTwoPages => self.whole.two = !self.whole.two,
            _ => {}
        }
        Vec::new()
    }

    /// Lets the session do something; returns what is to be said of it.
    pub(super) fn run(&mut self, command: SessionCommand, now: Duration, language: Language) -> Option<Notice> {
        let nothing = match command {
            _ if self.session.report().stage().is_final() => None,
            SessionCommand::Undo if self.session.undo_count() == 0 => Some("say.nothing_to_undo"),
            SessionCommand::Redo if self.session.redo_count() == 0 => Some("say.nothing_to_redo"),
            _ => None,
        };
        if let Some(key) = nothing {
            return Some(Notice::new(language.word(key)));
        }
        let replaces = matches!(command, SessionCommand::ReplaceAll { .. });
        let adapted = self.adapted_example(&command);
        let moves_back = matches!(command, SessionCommand::Undo | SessionCommand::Redo);
        let outcome = match self.session.execute(command, now) {
            Ok(outcome) => outcome,
            Err(ChangeError::IsFinal) => return Some(Notice::new(language.word("say.is_final"))),
            Err(ChangeError::TooLong) => return Some(Notice::new(language.word("say.report_too_long"))),
            Err(_) => return Some(Notice::new(language.word("say.refused"))),
        };
        if let Some((part, paragraph)) = adapted.filter(|_| outcome.changed) {
            let length = self.session.report().part(part).and_then(|prose| prose.paragraphs.get(paragraph));
            let span = TextRange::within(paragraph, 0, length.map_or(0, crate::richtext::Paragraph::length));
            // The text is the session's own: it takes the mark off.
            let _ = self.session.execute_with_last(SessionCommand::Mark(part, span, TextMark::Unverified, false));
        }
        self.follow(&outcome);
        if moves_back {
            self.show_selection();
        }
        if replaces {
            // Ctrl+Z in the find bar means its box.
            let said = language.say("say.replaced", &[("count", &outcome.replaced)]);
            let undone = outcome.replaced > 0;
            return Some(if undone {
                Notice::with_next(said, Action::Run(SessionCommand::Undo))
            } else {
                Notice::new(said)
            });
        }
        paste_notice(&outcome.unpasted, self.session.form(), language).map(Notice::new)
    }

    /// The paragraph that a command adapts for the first time where it is an example that was inserted: then it
    /// is no longer marked 待核实.
    fn adapted_example(&self, command: &SessionCommand) -> Option<(ReportText, usize)> {
        let (SessionCommand::Type { part, span, .. } | SessionCommand::Delete { part, span, .. }) = command else {
            return None;
        };
        let (ReportText::Section(id), report) = (*part, self.session.report()) else { return None };
        let number = span.start().paragraph;
        let paragraph = report.part(*part)?.paragraphs.get(number)?;
        let within = span.end().paragraph == number && guidance::is_untouched(report, id, paragraph);
        within.then_some((*part, number))
    }

    /// Puts caret and focus where the session says that the user is now.
    fn follow(&mut self, outcome: &CommandOutcome) {
        match outcome.selection {
            EditorSelection::Text { part, anchor, head } => {
                let stays = self.find.open && self.find.keeps_focus;
                match self.editor(part) {
                    Some(editor) if stays => editor.reveal(),
                    Some(editor) => editor.select(anchor, head),
                    None => {}
                }
            }
            EditorSelection::Cells { head, .. } if outcome.changed => {
                if let (Some(id), Tab::Section(_)) = (self.session.form().section_of(head), self.tab) {
                    self.tab = Tab::Section(id);
                }
            }
            EditorSelection::Cells { .. } | EditorSelection::Nowhere => {}
        }
    }

    /// Shows the tab of what is selected: what was undone may lie on another one.
    fn show_selection(&mut self) {
        match self.session.selection() {
            EditorSelection::Text { part, .. } => self.tab = Tab::of_text(part),
            EditorSelection::Cells { head, .. } => self.seek(head),
            EditorSelection::Nowhere => {}
        }
    }

    /// Shows characters of a text as selected, without the focus.
    fn reveal(&mut self, part: ReportText, span: TextRange) {
        self.tab = Tab::of_text(part);
        self.session.select(EditorSelection::characters(part, span));
        if let Some(editor) = self.editor(part) {
            editor.reveal();
        }
    }

    /// Puts the focus back to what is selected, as it is selected.
    fn return_to_selection(&mut self) {
        match self.session.selection() {
            EditorSelection::Text { part, anchor, head } => {
                self.tab = Tab::of_text(part);
                if let Some(editor) = self.editor(part) {
                    editor.select(anchor, head);
                }
            }
            EditorSelection::Cells { head, .. } => self.seek(head),
            EditorSelection::Nowhere => {}
        }
    }

    /// Whether what is selected lies on the tab in sight.
    pub(super) fn selection_in_sight(&self) -> bool {
        match self.session.selection() {
            EditorSelection::Text { part, .. } => self.tab == Tab::of_text(part),
            EditorSelection::Cells { head, .. } => {
                self.session.form().section_of(head).is_some_and(|id| self.tab == Tab::Section(id))
            }
            EditorSelection::Nowhere => false,
        }
    }

    /// Shows a place of the report and puts the focus there.
    pub fn go(&mut self, place: Place) {
        let form = self.session.form();
        self.tab = Tab::of(place, form);
        match place {
            Place::Cell(key) | Place::Note(key) => self.seek(key),
            Place::Table(name) => {
                let blank = |field: &&crate::form::Field| self.session.report().numbers.get(field.key).is_none();
                let first = form.table(name).and_then(|table| table.fields.iter().find(blank).or(table.fields.first()));
                if let Some(key) = first.map(|field| field.key) {
                    self.seek(key);
                }
            }
            Place::Preface(_) | Place::Prose(..) => {
                if let Some((part, spot)) = place.spot() {
                    let span = TextRange::from(spot);
                    self.session.select(EditorSelection::characters(part, span));
                    if let Some(editor) = self.editor(part) {
                        editor.select(span.start(), span.end());
                    }
                }
            }
            Place::Heading(id) => self.go_to_heading(id),
            _ => {}
        }
    }

    /// As `go`, and into the field where the place is one of those of the basics.
    pub(super) fn go_into(&mut self, place: Place) {
        self.go(place);
        if matches!(place, Place::Title | Place::Unit | Place::Year | Place::Signature) {
            self.basics.seek(place);
        }
    }

    /// Puts the user to the beginning of a section: into its table where it has one.
    fn go_to_heading(&mut self, id: SectionId) {
        let form = self.session.form();
        match form.table_of(id).and_then(|table| table.fields.first()) {
            Some(field) => self.seek(field.key),
            None => {
                let start = TextPosition::default();
                if let Some(editor) = self.editor(ReportText::Section(id)) {
                    editor.select(start, start);
                }
            }
        }
    }

    /// Ends the editing of a cell and returns the command that enters its number, as Enter would.
    /// What is no number stays in its field.
    pub(super) fn take_typed_number(&mut self) -> Option<SessionCommand> {
        let Tab::Section(id) = self.tab else { return None };
        let table = self.session.form().table_of(id)?;
        self.sections.get_mut(&id)?.grid.typed(table)
    }

    /// Gives the focus back to the cell or field in sight in which something stands that it does not take; returns
    /// what is to be said of it.
    pub(super) fn hold_entry(&mut self, language: Language) -> Option<Action> {
        if self.tab == Tab::Basics {
            return self.basics.hold(self.session.report(), language);
        }
        let Tab::Section(id) = self.tab else { return None };
        let table = self.session.form().table_of(id)?;
        self.sections.get_mut(&id)?.grid.hold(table, language)
    }

    /// Gives up the selection in a text that is out of sight: no command may change it unseen.
    pub(super) fn release_hidden_text(&mut self) {
        let EditorSelection::Text { part, .. } = self.session.selection() else { return };
        if ![Tab::of_text(part), Tab::Preview].contains(&self.tab) {
            self.session.select(EditorSelection::Nowhere);
        }
    }

    /// Notes whether an input method is composing after a frame, and the text that was left while
    /// it was being composed.
    pub(super) fn note_composition(&mut self, actions: &[Action], events: &[Event], now: Duration) {
        let composing = actions.contains(&Action::Composing);
        let was = std::mem::replace(&mut self.composing, composing);
        let left = ImeComposition::left(actions, was, events, now);
        self.phrase = left.or(self.phrase.take());
    }

    /// What an input method hands over after the focus was taken elsewhere, as a change.
    pub(super) fn take_late_text(&mut self, events: &mut Vec<Event>, now: Duration) -> Option<Action> {
        let phrase = self.phrase.take()?;
        let (late, waits) = phrase.late(events, now);
        self.phrase = Some(phrase).filter(|_| waits);
        late
    }

    fn table_in_sight(&self) -> Option<&'static Table> {
        match self.tab {
            Tab::Section(id) => self.session.form().table_of(id),
            _ => None,
        }
    }

    const fn pages_in_sight(&mut self) -> &mut PreviewState {
        if matches!(self.tab, Tab::Preview) { &mut self.whole } else { &mut self.beside }
    }

    /// The tab to the right or to the left; beyond the last one the first and the other way round.
    fn tab_beside(&self, forward: bool) -> Tab {
        let tabs = Tab::all(self.session.form());
        let at = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let beside = if forward { tabs.get(at + 1) } else { at.checked_sub(1).and_then(|at| tabs.get(at)) };
        let end = if forward { tabs.first() } else { tabs.last() };
        beside.or(end).copied().unwrap_or(Tab::Basics)
    }

    /// Puts the user to where a tab is written, as far as that is not a text; gives the text that is to have the
    /// focus.
    pub(super) fn enter(&mut self, tab: Tab) -> Option<egui::Id> {
        if self.tab != tab {
            // A refused entry keeps its tab in sight.
            return None;
        }
        match tab {
            Tab::Basics => self.basics.seek(Place::Unit),
            Tab::Section(id) => {
                let Some(table) = self.session.form().table_of(id) else {
                    let part = ReportText::Section(id);
                    if let Some(editor) = self.editor(part) {
                        editor.enter();
                    }
                    return Some(TextEditor::id(part));
                };
                let focused = self.sections.get(&id).and_then(|section| section.grid.focused(table));
                if let Some(key) = focused.or_else(|| table.fields.first().map(|field| field.key)) {
                    self.seek(key);
                }
            }
            Tab::Checks | Tab::Preview => {}
        }
        None
    }
}
