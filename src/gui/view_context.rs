//! What every view reads: the open report, what follows from it, and the settings. Nothing here
//! changes anything; what a view asks for is an `Action`.

use std::cell::Cell;
use std::sync::Arc;

use crate::check::Finding;
use crate::form::{CellName, Form, SectionId};
use crate::layout::Paper;
use crate::messages::Language;
use crate::report::{Place, Report, ReportText};
use crate::richtext::{RichText, SearchQuery, TextMarks, WordSegmenter};
use crate::rollup::SumRecord;
use crate::session::{PackLibrary, PastedHtml, Session, Settings, YearSummary};

/// What every view reads.
#[derive(Clone, Copy)]
pub struct ViewContext<'a> {
    /// The open report.
    pub session: &'a Session,
    /// What the checks found, with the findings that were dismissed.
    pub findings: &'a [ShownFinding],
    /// What the report is the sum of, where it is one.
    pub sum: Option<&'a SumRecord>,
    /// The comparison with last year's report, where there is one.
    pub years: Option<&'a YearSummary>,
    /// The pages.
    pub paper: &'a Paper,
    /// The language of the window.
    pub language: Language,
    /// The user's settings.
    pub settings: &'a Settings,
    /// The marks that the next typed character takes.
    pub pending: Option<TextMarks>,
    /// The HTML of what is being pasted in this frame, where the clipboard has one.
    pub pasted: Option<&'a PastedHtml>,
    /// The rule packs of this computer.
    pub packs: &'a PackLibrary,
    /// What parts texts into words, with those that the user has added.
    pub words: &'a Arc<WordSegmenter>,
    /// What the find bar seeks, while it is open.
    pub sought: Option<&'a SearchQuery>,
    /// How long the text is that was last counted.
    pub(super) count: &'a TextCount,
}

/// The characters of one text at one revision of the report: several views tell them in every frame.
#[derive(Debug, Default)]
pub(super) struct TextCount(Cell<Option<(u64, ReportText, usize)>>);

impl ViewContext<'_> {
    /// The number of characters of a text, counted once for each revision.
    pub fn characters(&self, part: ReportText) -> usize {
        let revision = self.session.revision();
        if let Some((of, counted, count)) = self.count.0.get()
            && (of, counted) == (revision, part)
        {
            return count;
        }
        let count = self.session.report().part(part).map_or(0, RichText::count);
        self.count.0.set(Some((revision, part, count)));
        count
    }
}

/// A finding with its sentence.
#[derive(Clone, Debug)]
pub struct ShownFinding {
    /// The finding.
    pub finding: Finding,
    /// The sentence in the language of the window.
    pub text: String,
    /// Why the unit dismisses it; `None` where it does not.
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

impl Tab {
    /// Every tab from left to right.
    pub fn all(form: &Form) -> Vec<Tab> {
        let sections = form.sections.iter().map(|section| Tab::Section(section.id));
        std::iter::once(Tab::Basics).chain(sections).chain([Tab::Checks, Tab::Preview]).collect()
    }

    /// The tab on which a text is edited.
    pub const fn of_text(part: ReportText) -> Tab {
        match part {
            ReportText::Preface => Tab::Basics,
            ReportText::Section(id) => Tab::Section(id),
        }
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

impl ShownFinding {
    /// Whether it counts: it is not dismissed.
    pub const fn counts(&self) -> bool {
        self.dismissed.is_none()
    }
}

/// The section whose table this is.
pub fn section_of(form: &Form, table: CellName) -> Option<SectionId> {
    form.sections.iter().find(|section| section.table == Some(table)).map(|section| section.id)
}

/// The report's title in one line.
pub fn title(report: &Report, form: &Form) -> String {
    match &report.title {
        Some(title) => title.clone(),
        None => report.title_line(form),
    }
}
