//! An open report with the state of its views. Knows no dialog and writes no file;
//! `document_actions` changes it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::dialogs::chart_picker::ChartPicker;
use super::dialogs::comment_box::CommentBox;
use super::dialogs::comparison_box::ComparisonBox;
use super::dialogs::number_picker::NumberPicker;
use super::dialogs::phrase_picker::PhrasePicker;
use super::dialogs::revision_box::RevisionBox;
use super::dialogs::table_picker::TablePicker;
use super::ime_composition::ImeComposition;
use super::text_editor::TextEditor;
use super::view_context::{ShownFinding, Tab, TextCount, ViewContext};
use super::views::{basics, checks, find_bar, preview, section_view, sum_parts};
use crate::form::{CellKey, SectionId};
use crate::layout::{LayoutCache, Paper};
use crate::messages::Language;
use crate::report::{Change, CommentId, Number, Place, Report, ReportText, RevisionId};
use crate::richtext::{TextMarks, WordSegmenter};
use crate::rollup::SumRecord;
use crate::session::PastedHtml;
use crate::session::{
    self, DraftWriter, EditorSelection, LatestResult, PackChoice, PackLibrary, Session, Settings, WorkerPanic,
    YearSummary,
};

/// An open report with the state of its views.
pub struct Document {
    /// The report.
    pub session: Session,
    /// Whether headings renumber themselves when levels change.
    pub numbering: bool,
    /// What keeps it on the disk.
    pub draft: DraftWriter,
    /// The user does not want what is not saved.
    pub(super) unwanted: bool,
    /// The tab in sight.
    pub tab: Tab,
    /// 基本信息
    pub basics: basics::BasicsState,
    /// The sections.
    pub sections: BTreeMap<SectionId, section_view::SectionState>,
    /// What the report is the sum of, where it is one.
    pub sum: Option<SumRecord>,
    /// What the units have in the chosen cell of a sum.
    pub parts: sum_parts::SumPartsState,
    /// 校核
    pub checks: checks::ChecksState,
    /// The preview beside the editor.
    pub beside: preview::PreviewState,
    /// The preview over the whole window.
    pub whole: preview::PreviewState,
    /// Find and replace.
    pub find: find_bar::FindState,
    /// The list of numbers that can be inserted into the text.
    pub number_picker: NumberPicker,
    /// The chart that is chosen for the text.
    pub chart_picker: ChartPicker,
    /// The size of a table for the text, while it is chosen.
    pub table_picker: TablePicker,
    /// The comments on a place, while they are shown.
    pub comment_box: CommentBox,
    /// The tracked changes, while they are shown.
    pub revision_box: RevisionBox,
    /// The report beside another version of it, while both are shown.
    pub comparison_box: ComparisonBox,
    /// The tracked change that was last gone to, and what was selected then.
    pub(super) change_at: Option<(RevisionId, EditorSelection)>,
    /// The comment that was last gone to.
    pub(super) comment_at: Option<(CommentId, EditorSelection)>,
    /// The list of phrases that can be inserted.
    pub phrase_picker: PhrasePicker,
    /// What the checks found.
    pub findings: Vec<ShownFinding>,
    /// The comparison with last year's report, where there is one.
    pub years: Option<YearSummary>,
    pub(super) recomputation: Recomputation,
    /// How long the text is that the views last counted.
    pub(super) count: TextCount,
    /// The rule packs of this computer.
    pub(super) packs: Arc<PackLibrary>,
    /// What parts texts into words.
    pub(super) words: Arc<WordSegmenter>,
    /// The pages.
    pub paper: LatestResult<Arc<Paper>>,
    /// Whether an input method is composing.
    pub composing: bool,
    /// Text that was left while an input method was composing it.
    pub(super) phrase: Option<ImeComposition>,
    /// The HTML of what is being pasted in this frame.
    pub pasted: Option<PastedHtml>,
    /// When and where the report was last saved.
    pub saved: Option<String>,
    /// The finding that was last gone to.
    pub(super) finding_at: Option<(Place, EditorSelection)>,
    /// The last PDF.
    pub exported: Option<PathBuf>,
    /// Where last year's report lies, to compare with again.
    pub(super) last_year: Option<PathBuf>,
    /// A check or a layout that panicked, until it is said.
    pub(super) broken: Option<WorkerPanic>,
}

/// Which revision the findings belong to, how long they took, and the cache of the layout.
#[derive(Default)]
pub struct Recomputation {
    pub(super) checked: Option<(u64, Language)>,
    /// The rule packs that the findings are of.
    pub(super) packs: PackChoice,
    /// Whether open comments and tracked changes were errors.
    pub(super) settle_first: bool,
    /// How long the last checks took.
    pub(super) cost: Duration,
    /// The revision last seen, and since when.
    pub(super) touched: (u64, Duration),
    pub(super) standing: LayoutCache<'static>,
}

impl Document {
    /// Whether a chart or the size of a table is chosen for the text.
    pub(super) const fn picks_for_text(&self) -> bool {
        self.chart_picker.is_open() || self.table_picker.is_open()
    }

    pub(super) fn new(session: Session, draft: DraftWriter) -> Document {
        let section = |id: SectionId| (id, section_view::SectionState::new(ReportText::Section(id)));
        let named = !session.report().unit.name.is_empty();
        Document {
            tab: if named { Tab::Section(SectionId::Overview) } else { Tab::Basics },
            sum: SumRecord::of(session.report()),
            parts: sum_parts::SumPartsState::default(),
            session,
            numbering: false,
            draft,
            unwanted: false,
            basics: basics::BasicsState::default(),
            sections: SectionId::ALL.into_iter().map(section).collect(),
            checks: checks::ChecksState::default(),
            beside: preview::PreviewState::default(),
            whole: preview::PreviewState::default(),
            find: find_bar::FindState::default(),
            number_picker: NumberPicker::default(),
            chart_picker: ChartPicker::default(),
            table_picker: TablePicker::default(),
            comment_box: CommentBox::default(),
            revision_box: RevisionBox::default(),
            comparison_box: ComparisonBox::default(),
            change_at: None,
            comment_at: None,
            phrase_picker: PhrasePicker::default(),
            findings: Vec::new(),
            years: None,
            recomputation: Recomputation::default(),
            count: TextCount::default(),
            packs: Arc::default(),
            words: Arc::default(),
            paper: LatestResult::default(),
            composing: false,
            phrase: None,
            pasted: None,
            saved: None,
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

    /// Whether a text of the report, a cell or the field of one has the focus.
    pub(super) fn has_focus(&self, context: &egui::Context) -> bool {
        let Some(focused) = context.memory(|memory| memory.focused()) else { return false };
        let form = self.session.form();
        let in_table = |(id, section): (&SectionId, &section_view::SectionState)| {
            form.table_of(*id).is_some_and(|table| section.grid.owns(table, focused))
        };
        ReportText::ALL.iter().any(|part| focused == TextEditor::id(*part)) || self.sections.iter().any(in_table)
    }

    /// The list of what the units have, while the table of a sum above it has the focus.
    pub(super) fn parts_of_table(&self, context: &egui::Context) -> Option<egui::Id> {
        let focused = context.memory(|memory| memory.focused())?;
        let Tab::Section(id) = self.tab else { return None };
        let table = self.session.form().table_of(id).filter(|_| self.sum.is_some())?;
        if self.sections.get(&id)?.grid.owns(table, focused) { self.parts.row() } else { None }
    }

    /// Whether something stands in a cell or field that was refused.
    pub(super) fn has_refused(&self) -> bool {
        self.basics.has_refused() || self.sections.values().any(|section| section.grid.has_refused())
    }

    /// What was typed into fields that still have the focus, as changes.
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

    /// The report's title in one line.
    pub fn title(&self) -> String {
        super::view_context::title(self.session.report(), self.session.form())
    }

    /// The report's title as the name of a file, without extension.
    pub(super) fn file_stem(&self) -> String {
        session::file_stem(self.session.form(), self.session.report())
    }

    /// The editor of a text.
    pub fn editor(&mut self, part: ReportText) -> Option<&mut TextEditor> {
        match part {
            ReportText::Preface => Some(&mut self.basics.editor),
            ReportText::Section(id) => self.sections.get_mut(&id).map(|section| &mut section.editor),
        }
    }

    /// Compares with last year's report, which lies in `file`.
    pub(super) fn compare_with(&mut self, last_year: Arc<Report>, file: Option<PathBuf>) {
        self.session.compare_with(Some(last_year));
        self.sections.values_mut().for_each(|section| section.compare = true);
        self.last_year = file;
    }

    /// What the views see.
    pub fn view<'a>(&'a self, paper: &'a Paper, settings: &'a Settings, language: Language) -> ViewContext<'a> {
        ViewContext {
            session: &self.session,
            findings: &self.findings,
            sum: self.sum.as_ref(),
            years: self.years.as_ref(),
            paper,
            language,
            settings,
            pending: None,
            pasted: self.pasted.as_ref(),
            packs: &self.packs,
            words: &self.words,
            sought: None,
            count: &self.count,
        }
    }
}
