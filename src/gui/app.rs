//! The window's state, and the one place that carries out what views wish for.

use std::sync::Arc;

use super::action::MenuCommand;
use super::document::Document;
use super::files::{RecoveryOffer, WaitingLocks};
use super::host::Host;
use super::ime_composition::ImeComposition;
use super::notice::{Notice, NoticeAnswer};
use super::question::{Continuation, Question};
use super::view_context::{Action, Tab};
use super::views::import_review::ImportReview;
use super::views::start_page;
use crate::messages::Language;
use crate::report::{Place, Report, ReportText};
use crate::session::{self, EditorSelection, Session, Settings, settings};

/// The window without its frame: everything that stays from one frame to the next.
pub struct App {
    /// The world outside.
    pub outside: Box<dyn Host>,
    /// The open report; `None` on the start screen.
    pub work: Option<Document>,
    /// The user's settings.
    pub settings: Settings,
    /// The start screen.
    pub start: start_page::StartState,
    /// What was said last.
    pub notice: Option<Notice>,
    /// The question that the window asks.
    pub question: Option<Question>,
    /// What was read from another program's file, while it is shown.
    pub reading: Option<Arc<ImportReview>>,
    /// Unsaved text of earlier runs, while it is offered.
    pub offer: RecoveryOffer,
    /// What others hold for now.
    pub(super) awaited: WaitingLocks,
    /// What is to be done once the report is saved.
    pub(super) then: Option<Continuation>,
    /// Whether the window was in front in the last frame.
    pub(super) focused: bool,
    /// Whether the settings are open.
    pub settings_open: bool,
    /// Whether the guide or the word on the program is open.
    pub about_open: bool,
    /// Whether the window is to be closed.
    pub closing: bool,
    /// Whether the system asks the window to close.
    pub(super) asked_to_close: bool,
    /// The language of the computer.
    system: Language,
}

impl App {
    /// A desk with nothing on it.
    pub fn new(outside: Box<dyn Host>, system: Language) -> App {
        let settings = outside.settings_file().map(|file| settings::load(&*outside.disk(), &file)).unwrap_or_default();
        let start = start_page::StartState::new(outside.today());
        App {
            outside,
            work: None,
            settings,
            start,
            notice: None,
            question: None,
            reading: None,
            offer: RecoveryOffer::default(),
            awaited: WaitingLocks::default(),
            then: None,
            focused: true,
            settings_open: false,
            about_open: false,
            closing: false,
            asked_to_close: false,
            system,
        }
    }

    /// The language of the window.
    pub fn language(&self) -> Language {
        self.settings.language.as_deref().map_or(self.system, Language::of)
    }

    /// The title of the window: the report, and ● while it is not saved.
    pub fn title(&self) -> String {
        match &self.work {
            None => self.language().word("start.title"),
            Some(work) => {
                let title = super::view_context::title(work.session.report(), work.session.form());
                if work.session.is_changed() { format!("{title} ●") } else { title }
            }
        }
    }

    /// Puts a report that is in no file yet on the desk.
    pub fn lay(&mut self, report: Report) {
        let draft = self.draft_writer();
        match Session::new(report) {
            Ok(session) => self.replace_document(Document::new(session, draft)),
            Err(error) => self.say(crate::messages::form_error(self.language(), error)),
        }
    }

    /// What has to happen before a frame: answers of dialogs, checks, pages, saving.
    pub fn prepare(&mut self) {
        self.take_answers();
        let (language, today) = (self.language(), self.outside.today());
        if let Some(work) = &mut self.work {
            work.check(language, today, || self.outside.moment());
            // Pages that nobody sees are laid out when they are exported.
            if self.settings.preview || work.tab == Tab::Preview {
                work.lay_out(&self.settings);
            }
            if let Some(panic) = work.broken.take() {
                self.say(language.say("keeping.broke", &[("words", &panic)]));
            }
        }
    }

    /// Carries out what a frame wished for.
    pub fn fulfil(&mut self, wishes: Vec<Action>, context: &egui::Context) {
        let composing = wishes.iter().any(|wish| matches!(wish, Action::Composing));
        let now = self.outside.moment();
        if let Some(work) = &mut self.work {
            let was = std::mem::replace(&mut work.composing, composing);
            let left = context.input(|input| ImeComposition::left(&wishes, was, &input.events, now));
            work.phrase = left.or(work.phrase.take());
        }
        // What stands in a field that is being left comes before whatever saves or leaves.
        let (last, first): (Vec<_>, Vec<_>) =
            wishes.into_iter().partition(|wish| matches!(wish, Action::Command(command) if command.takes_all()));
        let revision = |desk: &App| desk.work.as_ref().map(|work| work.session.revision());
        let before = revision(self);
        for wish in first {
            self.grant(wish, context);
        }
        for wish in last {
            self.settle_cell();
            self.grant(wish, context);
        }
        self.let_go();
        if revision(self) != before {
            // Drawn again before anything is shown: the preview follows within the same frame.
            context.request_discard("the report is another");
        }
        super::theme::show_fonts(context, self.settings.fonts);
    }

    /// The part of the report and its editor in which the caret is.
    pub fn editor(&mut self, part: ReportText) -> Option<&mut super::text_editor::TextEditor> {
        let work = self.work.as_mut()?;
        Some(match part {
            ReportText::Preface => &mut work.basics.editor,
            ReportText::Section(id) => &mut work.sections.get_mut(&id)?.editor,
        })
    }

    /// Brings a place into sight and puts the focus there.
    pub fn go(&mut self, place: Place) {
        let Some(work) = &mut self.work else { return };
        let form = work.session.form();
        work.tab = Tab::of(place, form);
        match place {
            Place::Cell(key) | Place::Note(key) => work.seek(key),
            Place::Table(name) => {
                let blank = |field: &&crate::form::Field| work.session.report().numbers.get(field.key).is_none();
                let first = form.table(name).and_then(|table| table.fields.iter().find(blank).or(table.fields.first()));
                if let Some(key) = first.map(|field| field.key) {
                    work.seek(key);
                }
            }
            Place::Preface(_) | Place::Prose(..) => {
                if let Some((part, spot)) = place.spot() {
                    let span = crate::richtext::TextRange::from(spot);
                    work.session.select(EditorSelection::characters(part, span));
                    if let Some(editor) = self.editor(part) {
                        editor.select(span.start(), span.end());
                    }
                }
            }
            _ => {}
        }
    }

    /// Says something.
    pub fn say(&mut self, text: String) {
        self.notice = Some(Notice { text, since: self.outside.moment(), next: None });
    }

    /// Says something and offers what may be done next.
    pub(super) fn say_and_offer(&mut self, text: String, next: MenuCommand) {
        self.notice = Some(Notice { text, since: self.outside.moment(), next: Some(next) });
    }

    /// Shows what was said last; gives the command that was chosen beside it.
    pub(super) fn tell(&mut self, ui: &egui::Ui, language: Language) -> Option<MenuCommand> {
        let notice = self.notice.as_ref()?;
        let left = notice.left(self.outside.moment());
        let answer = match left.is_zero() || notice.text.is_empty() {
            true => NoticeAnswer::Closed,
            false => notice.ui(ui, language, left),
        };
        match answer {
            NoticeAnswer::Left => None,
            NoticeAnswer::Closed => {
                self.notice = None;
                None
            }
            NoticeAnswer::Chosen(next) => {
                self.notice = None;
                Some(next)
            }
        }
    }
}

/// The window may break outside of our own frame as well.
impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A second panic would end the program at once; the first one is told.
            let _ = session::contained(|| self.rescue());
        }
    }
}

/// Whether a command makes sense without a report.
pub const fn needs_report(command: MenuCommand) -> bool {
    !matches!(
        command,
        MenuCommand::New
            | MenuCommand::Open
            | MenuCommand::FromLastYear
            | MenuCommand::Import
            | MenuCommand::PastePublished
            | MenuCommand::Settings
            | MenuCommand::Quit
            | MenuCommand::Guide
            | MenuCommand::About
    )
}
