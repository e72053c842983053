//! What every view sees, and what it may ask for. Views read the scene and send wishes; nothing
//! else leads from a view to the report.

use std::path::PathBuf;

use crate::check::Finding;
use crate::form::{CellKey, Form, Name, SectionId, UnitKind};
use crate::layout::Paper;
use crate::messages::Language;
use crate::report::{Part, Place, Report};
use crate::session::{self, Session, Settings, Years};

use super::action::Command;

/// What a view reads.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The open report.
    pub session: &'a Session,
    /// What the checks found, with what was let stand.
    pub findings: &'a [Seen],
    /// The report beside last year's, where that is at hand.
    pub years: Option<&'a Years>,
    /// The pages.
    pub paper: &'a Paper,
    /// The language of the window.
    pub language: Language,
    /// The user's settings.
    pub settings: &'a Settings,
    /// The web form of what is being pasted in this frame, where the clipboard has one.
    pub pasted: Option<&'a str>,
}

/// A finding with its sentence.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The finding.
    pub finding: Finding,
    /// The sentence in the language of the window.
    pub text: String,
    /// Why the unit lets it stand; `None` where it does not.
    pub dismissed: Option<String>,
}

/// A tab of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 基本信息
    Basics,
    /// A section.
    Section(SectionId),
    /// 校核
    Checks,
    /// 打印预览
    Preview,
}

/// What a view asks for.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Carry out a command of the table.
    Command(Command),
    /// Change the report.
    Do(session::Command),
    /// Note where the user is.
    Select(session::Selection),
    /// An input method is at work in a text.
    Composing,
    /// Show a tab.
    Show(Tab),
    /// Go to a place in the report and put the focus there.
    Go(Place),
    /// Settle the finding of this number by its fix.
    Fix(usize),
    /// Settle the finding of this number by linking the number to its cell.
    Link(usize),
    /// Begin to let the finding of this number stand: ask why.
    AskWhy(usize),
    /// Let the finding of this number stand, for this reason.
    LetStand(usize, String),
    /// No longer let the finding of this number stand.
    Reinstate(usize),
    /// Put this into the clipboard, plain and as a piece of a web page.
    Copy(String, String),
    /// No longer keep what was told of the file of this number.
    ForgetOrigin(usize),
    /// Begin a report.
    Begin(String, UnitKind, u16),
    /// Open a draft.
    Open(PathBuf),
    /// Take a draft off the list of recent ones.
    Forget(PathBuf),
    /// Open the sample report.
    Sample,
    /// Begin a report from a text that was published.
    FromText(String),
    /// Insert the number of a cell into the text.
    InsertNumber(CellKey),
    /// Change the settings.
    Settings(Box<Settings>),
    /// Choose where new drafts go.
    ChooseFolder,
    /// Say something.
    Say(String),
    /// This text is no number that the cell can hold.
    Unreadable(CellKey, String),
}

impl Tab {
    /// Every tab from left to right.
    pub fn all(form: &Form) -> Vec<Tab> {
        let sections = form.sections.iter().map(|section| Tab::Section(section.id));
        std::iter::once(Tab::Basics).chain(sections).chain([Tab::Checks, Tab::Preview]).collect()
    }

    /// The tab on which a place is edited.
    pub fn of(place: Place, form: &Form) -> Tab {
        match place {
            Place::Heading(id) | Place::Prose(id, _) => Tab::Section(id),
            Place::Cell(key) | Place::Note(key) => form.section_of(key).map_or(Tab::Basics, Tab::Section),
            Place::Table(name) => section_of(form, name).map_or(Tab::Basics, Tab::Section),
            Place::Title | Place::Unit | Place::Year | Place::Preface(_) | Place::Signature | Place::Page => {
                Tab::Basics
            }
        }
    }
}

impl Seen {
    /// Whether it counts: it is not let stand.
    pub const fn counts(&self) -> bool {
        self.dismissed.is_none()
    }
}

/// The section whose table this is.
pub fn section_of(form: &Form, table: Name) -> Option<SectionId> {
    form.sections.iter().find(|section| section.table == Some(table)).map(|section| section.id)
}

/// What a text of the report is called on screen.
pub fn part_name(form: &Form, language: Language, part: Part) -> String {
    match part {
        Part::Preface => language.word("basics.preface"),
        Part::Section(id) => form.section(id).map(|section| section.title.clone()).unwrap_or_default(),
    }
}

/// The report's title in one line.
pub fn title(report: &Report, form: &Form) -> String {
    match &report.title {
        Some(title) => title.clone(),
        None => format!("{}{}年{}", report.unit.name, report.year, form.title),
    }
}
