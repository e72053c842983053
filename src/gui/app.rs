//! The window's state, and the one place that carries out what views wish for.

use std::sync::Arc;
use std::time::Duration;

use super::action::Command;
use super::document::Work;
use super::host::Outside;
use super::ime_composition::Phrase;
use super::notice::{Answer, Notice};
use super::question::{After, Question};
use super::recovery_state::{Awaited, Offer};
use super::view_context::{Tab, Wish};
use super::views::import_review::Brought;
use super::views::start_page;
use crate::messages::Language;
use crate::report::{Part, Place, Report};
use crate::session::{self, Selection, Session, Settings, settings};

/// The window without its frame: everything that stays from one frame to the next.
pub struct Desk {
    /// The world outside.
    pub outside: Box<dyn Outside>,
    /// The open report; `None` on the start screen.
    pub work: Option<Work>,
    /// The user's settings.
    pub settings: Settings,
    /// The start screen.
    pub start: start_page::State,
    /// What was said last.
    pub notice: Option<Notice>,
    /// The question that the window asks.
    pub question: Option<Question>,
    /// What was read from another program's file, while it is shown.
    pub reading: Option<Arc<Brought>>,
    /// Unsaved text of earlier runs, while it is offered.
    pub offer: Offer,
    /// What others hold for now.
    pub(super) awaited: Awaited,
    /// What is to be done once the report is saved.
    pub(super) then: Option<After>,
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

/// So long after the first unsaved change it is saved, where the user wants that.
const AUTOSAVE: Duration = Duration::from_secs(20);

impl Desk {
    /// A desk with nothing on it.
    pub fn new(outside: Box<dyn Outside>, system: Language) -> Desk {
        let settings = outside.settings_file().map(|file| settings::load(&*outside.disk(), &file)).unwrap_or_default();
        let start = start_page::State::new(outside.today());
        Desk {
            outside,
            work: None,
            settings,
            start,
            notice: None,
            question: None,
            reading: None,
            offer: Offer::default(),
            awaited: Awaited::default(),
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
        let keeper = self.keeper();
        match Session::new(report) {
            Ok(session) => self.put(Work::new(session, keeper)),
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
        self.autosave();
    }

    /// Carries out what a frame wished for.
    pub fn fulfil(&mut self, wishes: Vec<Wish>, context: &egui::Context) {
        let composing = wishes.iter().any(|wish| matches!(wish, Wish::Composing));
        let now = self.outside.moment();
        if let Some(work) = &mut self.work {
            let was = std::mem::replace(&mut work.composing, composing);
            let left = context.input(|input| Phrase::left(&wishes, was, &input.events, now));
            work.phrase = left.or(work.phrase.take());
        }
        // What stands in a field that is being left comes before whatever saves or leaves.
        let (last, first): (Vec<_>, Vec<_>) =
            wishes.into_iter().partition(|wish| matches!(wish, Wish::Command(command) if command.takes_all()));
        let revision = |desk: &Desk| desk.work.as_ref().map(|work| work.session.revision());
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
    pub fn editor(&mut self, part: Part) -> Option<&mut super::text_editor::Editor> {
        let work = self.work.as_mut()?;
        Some(match part {
            Part::Preface => &mut work.basics.editor,
            Part::Section(id) => &mut work.sections.get_mut(&id)?.editor,
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
                    let span = crate::richtext::Span::from(spot);
                    work.session.select(Selection::characters(part, span));
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
    pub(super) fn say_and_offer(&mut self, text: String, next: Command) {
        self.notice = Some(Notice { text, since: self.outside.moment(), next: Some(next) });
    }

    /// Shows what was said last; gives the command that was chosen beside it.
    pub(super) fn tell(&mut self, ui: &egui::Ui, language: Language) -> Option<Command> {
        let notice = self.notice.as_ref()?;
        let left = notice.left(self.outside.moment());
        let answer = match left.is_zero() || notice.text.is_empty() {
            true => Answer::Closed,
            false => notice.ui(ui, language, left),
        };
        match answer {
            Answer::Left => None,
            Answer::Closed => {
                self.notice = None;
                None
            }
            Answer::Chosen(next) => {
                self.notice = None;
                Some(next)
            }
        }
    }

    fn autosave(&mut self) {
        let now = self.outside.moment();
        let Some(work) = &mut self.work else { return };
        if !work.session.is_changed() || work.session.path().is_none() {
            work.unsaved_since = None;
            return;
        }
        let since = *work.unsaved_since.get_or_insert(now);
        let wanted = self.settings.autosave && !work.keeping.recovered && !work.composing;
        if wanted && now.saturating_sub(since) > AUTOSAVE {
            // Where it fails, it is tried again after as long.
            work.unsaved_since = Some(now);
            self.autosave_now();
        }
    }
}

/// The window may break outside of our own frame as well.
impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A second panic would end the program at once; the first one is told.
            let _ = session::contained(|| self.rescue());
        }
    }
}

/// Whether a command makes sense without a report.
pub const fn needs_report(command: Command) -> bool {
    !matches!(
        command,
        Command::New
            | Command::Open
            | Command::FromLastYear
            | Command::Import
            | Command::PastePublished
            | Command::Settings
            | Command::Quit
            | Command::Guide
            | Command::About
    )
}
