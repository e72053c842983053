//! Carries out wishes and commands: through the session where the report changes.

use super::action::MenuCommand as C;
use super::app::{App, needs_report};
use super::host::FileDialog;
use super::question::{Continuation, Question};
use super::view_context::{Action, Tab};
use super::views::format_toolbar::{ALIGNS, LEVELS, MARKS};
use crate::check::{Finding, Fix};
use crate::form::CellKey;
use crate::report::{Change, Report, ReportText};
use crate::richtext::ListKind;
use crate::session::{CommandOutcome, EditorSelection, ExportFormat, SessionCommand};

impl App {
    /// Carries out one wish.
    pub(super) fn grant(&mut self, wish: Action, context: &egui::Context) {
        match wish {
            Action::Command(command) => self.command(command, context),
            Action::Do(command) => self.execute(command),
            Action::Select(selection) => {
                if let Some(work) = &mut self.work {
                    work.session.select(selection);
                }
            }
            Action::Composing => {}
            Action::Show(tab) => self.show(tab),
            Action::Go(place) => self.go(place),
            Action::Fix(number) => self.fix(number, |finding| finding.fix.clone()),
            Action::Link(number) => self.fix(number, |finding| finding.link.clone()),
            Action::AskWhy(number) => {
                if let Some(work) = &mut self.work {
                    work.checks.why = Some((number, String::new()));
                    work.tab = Tab::Checks;
                }
            }
            Action::LetStand(number, reason) => self.let_stand(number, &reason),
            Action::Reinstate(number) => self.reinstate(number),
            Action::Copy(text, html) => {
                if !self.outside.copy(&text, &html) {
                    context.copy_text(text);
                }
            }
            Action::ForgetOrigin(number) => {
                let origin = self.work.as_ref().and_then(|work| work.session.report().origins.get(number).cloned());
                if let Some(origin) = origin {
                    self.execute(SessionCommand::Change(Change::ForgetOrigin(origin)));
                }
            }
            Action::Begin(unit, kind, year) => self.lay(Report::new(unit, kind, year)),
            Action::Open(path) => self.leave(Continuation::Open(path)),
            Action::Forget(path) => {
                let mut settings = self.settings.clone();
                settings.recent.retain(|one| one.path != path);
                self.change_settings(settings);
            }
            Action::Sample => self.sample(),
            Action::FromText(text) => self.bring_text(crate::session::draft_files::published(&text)),
            Action::InsertNumber(cell) => self.insert_number(cell),
            Action::Settings(settings) => self.change_settings(*settings),
            Action::ChooseFolder => {
                let folder = self.settings.folder.clone();
                self.outside.pick(FileDialog::Folder, folder.as_deref(), context);
            }
            Action::Say(text) => self.say(text),
            Action::Unreadable(_, text) => {
                let said = self.language().say("say.unreadable", &[("text", &text)]);
                self.say(said);
            }
        }
    }

    /// Lets the session do something, and says what it left out.
    pub(super) fn execute(&mut self, command: SessionCommand) {
        let (now, language) = (self.outside.moment(), self.language());
        let Some(work) = &mut self.work else { return };
        let replaced = matches!(command, SessionCommand::ReplaceAll { .. });
        let done = work.session.execute(command, now);
        let outcome = match done {
            Ok(outcome) => outcome,
            Err(_) => return self.say(language.word("say.refused")),
        };
        self.follow(&outcome);
        if replaced {
            self.say(language.say("say.replaced", &[("count", &outcome.replaced)]));
        } else if outcome.unpasted != crate::report::SkippedCells::EMPTY {
            let left = &outcome.unpasted;
            let mut said = Vec::new();
            let first = left.unread.first().map(|(_, text)| text.clone()).unwrap_or_default();
            for (key, count) in [
                ("say.cleaned", left.cleaned.len()),
                ("say.computed", left.computed.len()),
                ("say.unread", left.unread.len()),
                ("say.beyond", left.beyond),
            ] {
                if count > 0 {
                    said.push(language.say(key, &[("count", &count), ("first", &first)]));
                }
            }
            self.say(said.join(""));
        }
    }

    /// Puts caret and focus where the session says the user is now.
    fn follow(&mut self, outcome: &CommandOutcome) {
        match outcome.selection {
            EditorSelection::Text { part, anchor, head } => {
                if let Some(editor) = self.editor(part) {
                    editor.select(anchor, head);
                }
            }
            EditorSelection::Cells { head, .. } => {
                if let Some(work) = self.work.as_mut().filter(|_| outcome.changed) {
                    let id = work.session.form().section_of(head);
                    if let (Some(id), Tab::Section(shown)) = (id, work.tab)
                        && id != shown
                    {
                        work.tab = Tab::Section(id);
                    }
                }
            }
            EditorSelection::Nowhere => {}
        }
    }

    fn command(&mut self, command: C, context: &egui::Context) {
        if needs_report(command) && self.work.is_none() {
            return;
        }
        if self.format(command) || self.view(command) {
            return;
        }
        let folder = self.settings.folder.clone();
        let mut pick = |pick: FileDialog| self.outside.pick(pick, folder.as_deref(), context);
        match command {
            C::Open => pick(FileDialog::Open),
            C::Import => pick(FileDialog::Import),
            C::ExportWord => self.ask_for_export(Some(ExportFormat::Docx), context),
            C::ExportPage => self.ask_for_export(Some(ExportFormat::Html), context),
            C::ExportBook => self.ask_for_export(Some(ExportFormat::Xlsx), context),
            C::ExportOfd => self.ask_for_export(Some(ExportFormat::Ofd), context),
            C::ExportOther => self.ask_for_export(None, context),
            C::ExportAll => pick(FileDialog::Set),
            C::FromLastYear => pick(FileDialog::FromLastYear),
            C::BringLastYear => pick(FileDialog::LastYear),
            C::New => {
                self.start.new = true;
                self.leave(Continuation::Start);
            }
            C::PastePublished => {
                self.start.paste = true;
                self.leave(Continuation::Start);
            }
            C::Save => self.save_or_ask(context),
            C::SaveAs => self.save_as(context),
            C::ExportPdf => self.ask_for_pdf(context),
            C::OpenFolder => self.open_folder(),
            C::Print => self.print(),
            C::CloseReport => self.leave(Continuation::Start),
            C::Quit => self.leave(Continuation::Quit),
            C::Undo | C::Redo => self.take_back(command == C::Redo),
            C::Settings => self.settings_open = true,
            C::Guide | C::About => self.about_open = true,
            _ => {}
        }
    }

    fn take_back(&mut self, redo: bool) {
        let language = self.language();
        let Some(work) = &mut self.work else { return };
        let none = if redo { work.session.redo_count() == 0 } else { work.session.undo_count() == 0 };
        if none {
            let key = if redo { "say.nothing_to_redo" } else { "say.nothing_to_undo" };
            return self.say(language.word(key));
        }
        self.execute(if redo { SessionCommand::Redo } else { SessionCommand::Undo });
        // What came back may lie on another tab.
        let Some(work) = &mut self.work else { return };
        match work.session.selection() {
            EditorSelection::Text { part, .. } => {
                work.tab = match part {
                    ReportText::Preface => Tab::Basics,
                    ReportText::Section(id) => Tab::Section(id),
                };
            }
            EditorSelection::Cells { head, .. } => work.seek(head),
            EditorSelection::Nowhere => {}
        }
    }

    /// Commands of the text; tells whether it was one.
    fn format(&mut self, command: C) -> bool {
        let Some(work) = &mut self.work else { return false };
        let report = work.session.report();
        let level = LEVELS.iter().find(|(_, it)| *it == command).map(|(level, _)| *level);
        let mark = MARKS.iter().find(|(_, it)| *it == command).map(|(mark, _)| *mark);
        let align = ALIGNS.iter().find(|(_, it)| *it == command).map(|(align, _)| *align);
        let known = level.is_some() || mark.is_some() || align.is_some();
        if !known && !matches!(command, C::List | C::Renumber | C::Unnumber | C::InsertNumber | C::Unlink) {
            return false;
        }
        let Some((part, span)) = work.session.selection().span() else {
            let said = self.language().word("say.no_caret");
            self.say(said);
            return true;
        };
        let nothing = crate::richtext::RichText::default();
        let prose = report.part(part).unwrap_or(&nothing);
        let todo = if let Some(level) = level {
            SessionCommand::Level(part, span, level)
        } else if let Some(align) = align {
            SessionCommand::Align(part, span, align)
        } else if let Some(mark) = mark {
            if span.is_empty() {
                let marks = work.pending().unwrap_or_else(|| prose.marks_at(span.start()));
                let marks = marks.with(mark, !marks.has(mark));
                if let Some(editor) = self.editor(part) {
                    editor.set_pending(marks);
                    editor.select(span.start(), span.end());
                }
                return true;
            }
            SessionCommand::Mark(part, span, mark, !prose.is_marked(span, mark))
        } else if command == C::List {
            // Once an item, twice an item of the inner level, then body text again.
            let next = match prose.paragraphs.get(span.start().paragraph).and_then(|it| it.list) {
                None => Some(ListKind::Outer),
                Some(ListKind::Outer) => Some(ListKind::Inner),
                Some(ListKind::Inner) => None,
            };
            SessionCommand::List(part, span, next)
        } else if command == C::Renumber {
            SessionCommand::Number(part)
        } else if command == C::Unnumber {
            SessionCommand::Unnumber(part)
        } else if command == C::Unlink {
            let linked = prose.link_at(span.start()).map(|(linked, _)| linked);
            SessionCommand::Unlink(part, linked.filter(|_| span.is_empty()).unwrap_or(span))
        } else {
            (work.insert, work.insert_begins) = (Some(String::new()), true);
            return true;
        };
        self.execute(todo);
        true
    }

    /// Commands of the view; tells whether it was one.
    fn view(&mut self, command: C) -> bool {
        if command == C::TogglePreview {
            let settings = crate::session::Settings { preview: !self.settings.preview, ..self.settings.clone() };
            self.change_settings(settings);
            return true;
        }
        let Some(work) = &mut self.work else { return false };
        let pages = if work.tab == Tab::Preview { &mut work.whole } else { &mut work.beside };
        let tabs = Tab::all(work.session.form());
        let at = tabs.iter().position(|tab| *tab == work.tab).unwrap_or(0);
        let table = match work.tab {
            Tab::Section(id) => work.session.form().table_of(id),
            _ => None,
        };
        match command {
            C::ZoomIn => pages.zoom_by(1.1),
            C::ZoomOut => pages.zoom_by(1.0 / 1.1),
            C::PageWidth => pages.zoom = None,
            C::TwoPages => work.whole.two = !work.whole.two,
            C::ShowPreview => self.show(Tab::Preview),
            C::ShowChecks => self.show(Tab::Checks),
            C::NextTab => self.show(tabs.get(at + 1).or(tabs.first()).copied().unwrap_or(Tab::Basics)),
            C::PreviousTab => {
                let before = at.checked_sub(1).unwrap_or(tabs.len() - 1);
                self.show(tabs.get(before).copied().unwrap_or(Tab::Basics));
            }
            C::Find => (work.find.open, work.find.focus) = (true, true),
            C::NextFinding | C::PreviousFinding => self.step_finding(command == C::NextFinding),
            C::Compare => {
                if let Tab::Section(id) = work.tab
                    && let Some(state) = work.sections.get_mut(&id)
                {
                    state.compare = !state.compare;
                }
            }
            C::FillZero => {
                if let Some(table) = table {
                    self.execute(SessionCommand::FillZero(Some(table.name)));
                }
            }
            C::PasteTable => {
                if let Some(first) = table.and_then(|table| table.fields.first()) {
                    let said = self.language().word("say.paste_here");
                    self.go(crate::report::Place::Cell(first.key));
                    self.say(said);
                }
            }
            _ => return false,
        }
        true
    }

    fn show(&mut self, tab: Tab) {
        self.settle_cell();
        let Some(work) = &mut self.work else { return };
        work.tab = tab;
    }

    /// Lets go of a text that is out of sight: no command should change it unseen.
    pub(super) fn let_go(&mut self) {
        let Some(work) = &mut self.work else { return };
        let home = match work.session.selection() {
            EditorSelection::Text { part: ReportText::Preface, .. } => Tab::Basics,
            EditorSelection::Text { part: ReportText::Section(id), .. } => Tab::Section(id),
            EditorSelection::Cells { .. } | EditorSelection::Nowhere => return,
        };
        if ![home, Tab::Preview].contains(&work.tab) {
            work.session.select(EditorSelection::Nowhere);
        }
    }

    fn step_finding(&mut self, forward: bool) {
        let Some(work) = &mut self.work else { return };
        let places: Vec<_> = work
            .findings
            .iter()
            .filter(|seen| seen.counts())
            .filter_map(|seen| seen.finding.places.first().copied())
            .collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            let said = self.language().word("say.no_findings");
            return self.say(said);
        };
        let at = work.finding_at.and_then(|at| places.iter().position(|place| *place == at));
        let next = match (at, forward) {
            (Some(at), true) => places.get(at + 1).unwrap_or(first),
            (Some(at), false) => at.checked_sub(1).and_then(|at| places.get(at)).unwrap_or(last),
            (None, true) => first,
            (None, false) => last,
        };
        work.finding_at = Some(*next);
        let next = *next;
        self.go(next);
    }

    fn insert_number(&mut self, cell: CellKey) {
        let Some(work) = &mut self.work else { return };
        work.insert = None;
        if let Some((part, span)) = work.session.selection().span() {
            self.execute(SessionCommand::InsertLink { part, span, cell });
        }
    }

    fn fix(&mut self, number: usize, way: fn(&Finding) -> Option<Fix>) {
        let Some(work) = &self.work else { return };
        let Some(fix) = work.findings.get(number).and_then(|seen| way(&seen.finding)) else { return };
        self.execute(SessionCommand::Fix(fix));
        let said = self.language().word("say.fixed");
        self.say(said);
    }

    fn let_stand(&mut self, number: usize, reason: &str) {
        let Some(work) = &self.work else { return };
        let Some(seen) = work.findings.get(number) else { return };
        if let Some(dismissal) = seen.finding.dismissal(work.session.report(), work.session.form(), reason) {
            self.execute(SessionCommand::Change(Change::Dismiss(dismissal)));
        }
    }

    fn reinstate(&mut self, number: usize) {
        let Some(work) = &self.work else { return };
        let Some(seen) = work.findings.get(number) else { return };
        let rule = seen.finding.rule.to_string();
        let kept = work.session.report().dismissal(work.session.form(), &rule, &seen.finding.places);
        if let Some(kept) = kept.cloned() {
            self.execute(SessionCommand::Change(Change::Reinstate(kept)));
        }
    }

    /// Goes on to `after`, but asks first where the report is not saved.
    pub(super) fn leave(&mut self, after: Continuation) {
        self.settle_save();
        if self.work.as_ref().is_some_and(|work| work.session.is_changed()) {
            self.question = Some(Question::Unsaved(after));
        } else {
            self.after(after);
        }
    }

    /// Does what was to be done after a question.
    pub(super) fn after(&mut self, after: Continuation) {
        match after {
            Continuation::Quit => {
                self.close_report();
                self.closing = true;
            }
            Continuation::Start => self.close_report(),
            Continuation::Open(path) => self.open(path),
            Continuation::FromLastYear(path) => self.begin_from(&path),
            Continuation::Lay(brought) => self.lay(brought.begun(self.language())),
        }
    }
}
