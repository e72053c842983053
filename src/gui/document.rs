//! An open report with the state of its views. Carries nothing out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::ime_composition::ImeComposition;
use super::recovery_state::DraftState;
use super::view_context::{CheckResults, Tab, ViewContext};
use super::views::{basics, checks, find_bar, preview, section_view};
use crate::form::{CellKey, SectionId};
use crate::layout::{LayoutCache, Paper};
use crate::messages::Language;
use crate::report::{Change, Number, Place, ReportText};
use crate::richtext::TextMarks;
use crate::session::{DraftGuard, EditorSelection, LatestResult, Session, Settings, WorkerPanic, YearSummary};

/// An open report with the state of its views.
pub struct Document {
    /// The report.
    pub session: Session,
    /// What keeps its text.
    pub keeping: DraftState,
    /// The tab in sight.
    pub tab: Tab,
    /// 基本信息
    pub basics: basics::BasicsState,
    /// The sections.
    pub sections: BTreeMap<SectionId, section_view::SectionState>,
    /// 校核
    pub checks: checks::ChecksState,
    /// The preview beside the editor.
    pub beside: preview::PreviewState,
    /// The preview over the whole window.
    pub whole: preview::PreviewState,
    /// Find and replace.
    pub find: find_bar::FindState,
    /// The list of cells whose number may be inserted, while it is open.
    pub insert: Option<String>,
    /// Whether the list has just been opened.
    pub insert_begins: bool,
    /// What the checks found.
    pub findings: Vec<CheckResults>,
    /// The report beside last year's, where that is at hand.
    pub years: Option<YearSummary>,
    pub(super) upkeep: Recomputation,
    /// The pages.
    pub paper: LatestResult<Arc<Paper>>,
    /// Whether an input method is at work.
    pub composing: bool,
    /// A phrase that was left while it was composed.
    pub(super) phrase: Option<ImeComposition>,
    /// The web form of what is being pasted in this frame.
    pub pasted: Option<String>,
    /// When and where the report was last saved.
    pub saved: Option<String>,
    /// Since when there has been something to save.
    pub(super) unsaved_since: Option<Duration>,
    /// The finding that was last gone to.
    pub finding_at: Option<Place>,
    /// The last PDF.
    pub exported: Option<PathBuf>,
    /// Where last year's report lies, to compare with again.
    pub(super) last_year: Option<PathBuf>,
    /// Work beside the text that panicked and is not told yet.
    pub(super) broken: Option<WorkerPanic>,
}

/// Which report the findings belong to, what they cost, and what the pages need not set again.
#[derive(Default)]
pub struct Recomputation {
    pub(super) checked: Option<(u64, Language)>,
    /// How long the last checks took.
    pub(super) cost: Duration,
    /// The revision last seen, and since when.
    pub(super) touched: (u64, Duration),
    pub(super) standing: LayoutCache<'static>,
}

impl Document {
    pub(super) fn new(session: Session, keeper: DraftGuard) -> Document {
        let section = |id: SectionId| (id, section_view::SectionState::new(ReportText::Section(id)));
        let named = !session.report().unit.name.is_empty();
        Document {
            tab: if named { Tab::Section(SectionId::Overview) } else { Tab::Basics },
            session,
            keeping: DraftState::new(keeper),
            basics: basics::BasicsState::default(),
            sections: SectionId::ALL.into_iter().map(section).collect(),
            checks: checks::ChecksState::default(),
            beside: preview::PreviewState::default(),
            whole: preview::PreviewState::default(),
            find: find_bar::FindState::default(),
            insert: None,
            insert_begins: false,
            findings: Vec::new(),
            years: None,
            upkeep: Recomputation::default(),
            paper: LatestResult::default(),
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
            self.session.select(EditorSelection::Cells { table: table.name, anchor: key, head: key });
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
        crate::check::count_open(self.findings.iter().map(|seen| &seen.finding), crate::check::Severity::Error)
    }

    /// The marks that the next typed character takes.
    pub fn pending(&self) -> Option<TextMarks> {
        let (part, _) = self.session.selection().span()?;
        match part {
            ReportText::Preface => self.basics.editor.pending(),
            ReportText::Section(id) => self.sections.get(&id)?.editor.pending(),
        }
    }
}

/// The scene of a work.
pub fn scene<'a>(work: &'a Document, paper: &'a Paper, settings: &'a Settings, language: Language) -> ViewContext<'a> {
    let pasted = work.pasted.as_deref();
    let (findings, years) = (&work.findings, work.years.as_ref());
    ViewContext { session: &work.session, findings, years, paper, language, settings, pasted }
}
