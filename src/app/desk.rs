//! The window's state, and the one place that carries out what views wish for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::bring::Brought;
use super::command::Command;
use super::keeping::{Keeping, Offer};
use super::notice::Notice;
use super::outside::{Outside, Pick};
use super::phrase::Phrase;
use super::questions::FileQuestion;
use super::scene::{Scene, Seen, Tab, Wish};
use super::upkeep::Upkeep;
use super::views::{basics, checks, find, pages, section, start};
use crate::form::{CellKey, SectionId};
use crate::layout::Paper;
use crate::prose::Marks;
use crate::report::{Change, Number, Part, Place, Report};
use crate::session::{self, Keeper, Latest, Panicked, Selection, Session, Settings, Years, settings};
use crate::words::Language;

/// The window without its frame: everything that stays from one frame to the next.
pub struct Desk {
    /// The world outside.
    pub outside: Box<dyn Outside>,
    /// The open report; `None` on the start screen.
    pub work: Option<Work>,
    /// The user's settings.
    pub settings: Settings,
    /// The start screen.
    pub start: start::State,
    /// What was said last.
    pub notice: Option<Notice>,
    /// The question that the window asks.
    pub question: Option<Question>,
    /// What was read from another program's file, while it is shown.
    pub reading: Option<Arc<Brought>>,
    /// Unsaved text of earlier runs, while it is offered.
    pub offer: Offer,
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

/// An open report with the state of its views.
pub struct Work {
    /// The report.
    pub session: Session,
    /// What keeps its text.
    pub keeping: Keeping,
    /// The tab in sight.
    pub tab: Tab,
    /// 基本信息
    pub basics: basics::State,
    /// The sections.
    pub sections: BTreeMap<SectionId, section::State>,
    /// 校核
    pub checks: checks::State,
    /// The preview beside the editor.
    pub beside: pages::State,
    /// The preview over the whole window.
    pub whole: pages::State,
    /// Find and replace.
    pub find: find::State,
    /// The list of cells whose number may be inserted, while it is open.
    pub insert: Option<String>,
    /// Whether the list has just been opened.
    pub insert_begins: bool,
    /// What the checks found.
    pub findings: Vec<Seen>,
    /// The report beside last year's, where that is at hand.
    pub years: Option<Years>,
    pub(super) upkeep: Upkeep,
    /// The pages.
    pub paper: Latest<Arc<Paper>>,
    /// Whether an input method is at work.
    pub composing: bool,
    /// A phrase that was left while it was composed.
    pub(super) phrase: Option<Phrase>,
    /// The web form of what is being pasted in this frame.
    pub pasted: Option<String>,
    /// When and where the report was last saved.
    pub saved: Option<String>,
    /// Since when there has been something to save.
    unsaved_since: Option<Duration>,
    /// The finding that was last gone to.
    pub finding_at: Option<Place>,
    /// The last PDF.
    pub exported: Option<PathBuf>,
    /// Where last year's report lies, to compare with again.
    pub(super) last_year: Option<PathBuf>,
    /// Work beside the text that panicked and is not told yet.
    pub(super) broken: Option<Panicked>,
}

/// A question that must be answered before anything else.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The report is not saved, and this is to be done.
    Unsaved(After),
    /// The system has no dialogs: the user types a path.
    Path(Pick, String),
    /// About a file.
    File(FileQuestion),
}

/// What is to be done after the question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// Close the window.
    Quit,
    /// Go to the start screen.
    Start,
    /// Open a draft.
    Open(PathBuf),
    /// Begin this year's report from last year's.
    FromLastYear(PathBuf),
    /// Put what was read on the desk as a report of its own.
    Lay(Arc<Brought>),
}

/// So long after the first unsaved change it is saved, where the user wants that.
const AUTOSAVE: Duration = Duration::from_secs(20);

impl Desk {
    /// A desk with nothing on it.
    pub fn new(outside: Box<dyn Outside>, system: Language) -> Desk {
        let settings = outside.settings_file().map(|file| settings::load(&*outside.disk(), &file)).unwrap_or_default();
        let start = start::State::new(outside.today());
        Desk {
            outside,
            work: None,
            settings,
            start,
            notice: None,
            question: None,
            reading: None,
            offer: Offer::default(),
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
                let title = super::scene::title(work.session.report(), work.session.form());
                if work.session.is_changed() { format!("{title} ●") } else { title }
            }
        }
    }

    /// Puts a report that is in no file yet on the desk.
    pub fn lay(&mut self, report: Report) {
        let keeper = self.keeper();
        match Session::new(report) {
            Ok(session) => self.put(Work::new(session, keeper)),
            Err(error) => self.say(crate::words::form_error(self.language(), error)),
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
    pub fn editor(&mut self, part: Part) -> Option<&mut super::text::Editor> {
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
                    let span = crate::prose::Span::from(spot);
                    work.session.select(Selection::characters(part, span));
                    if let Some(editor) = self.editor(part) {
                        editor.select(span.start(), span.end());
                    }
                }
            }
            _ => {}
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

impl Work {
    pub(super) fn new(session: Session, keeper: Keeper) -> Work {
        let section = |id: SectionId| (id, section::State::new(Part::Section(id)));
        let named = !session.report().unit.name.is_empty();
        Work {
            tab: if named { Tab::Section(SectionId::Overview) } else { Tab::Basics },
            session,
            keeping: Keeping::new(keeper),
            basics: basics::State::default(),
            sections: SectionId::ALL.into_iter().map(section).collect(),
            checks: checks::State::default(),
            beside: pages::State::default(),
            whole: pages::State::default(),
            find: find::State::default(),
            insert: None,
            insert_begins: false,
            findings: Vec::new(),
            years: None,
            upkeep: Upkeep::default(),
            paper: Latest::default(),
            composing: false,
            phrase: None,
            pasted: None,
            saved: None,
            unsaved_since: None,
            finding_at: None,
            exported: None,
            last_year: None,
            broken: None,
        }
    }

    /// Puts the focus on a number cell.
    pub fn seek(&mut self, key: crate::form::CellKey) {
        let form = self.session.form();
        let Some(id) = form.section_of(key) else { return };
        self.tab = Tab::Section(id);
        if let (Some(state), Some(table)) = (self.sections.get_mut(&id), form.table_of(id)) {
            state.grid.seek(table, key);
            self.session.select(Selection::Cells { table: table.name, anchor: key, head: key });
        }
    }

    /// What stands in fields that nobody has left yet, as changes.
    pub(super) fn open_fields(&self) -> Vec<Change> {
        let (report, form) = (self.session.report(), self.session.form());
        let cells = self.sections.iter().filter_map(|(id, section)| section.grid.open(form.table_of(*id)?));
        let other = |(key, number): &(CellKey, Option<Number>)| report.numbers.get(*key) != *number;
        let cells = cells.filter(other).map(|cell| Change::Numbers(vec![cell]));
        cells.chain(self.basics.open(report, form)).collect()
    }

    /// How many errors keep the report from being ready.
    pub fn errors(&self) -> usize {
        let error = |seen: &&Seen| seen.counts() && seen.finding.severity == crate::check::Severity::Error;
        self.findings.iter().filter(error).count()
    }

    /// The marks that the next typed character takes.
    pub fn pending(&self) -> Option<Marks> {
        let (part, _) = self.session.selection().span()?;
        match part {
            Part::Preface => self.basics.editor.pending(),
            Part::Section(id) => self.sections.get(&id)?.editor.pending(),
        }
    }
}

/// The scene of a work.
pub fn scene<'a>(work: &'a Work, paper: &'a Paper, settings: &'a Settings, language: Language) -> Scene<'a> {
    let pasted = work.pasted.as_deref();
    let (findings, years) = (&work.findings, work.years.as_ref());
    Scene { session: &work.session, findings, years, paper, language, settings, pasted }
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
