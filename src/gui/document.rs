//! An open report with the state of its views. Carries nothing out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::ime_composition::Phrase;
use super::recovery_state::Keeping;
use super::view_context::{Scene, Seen, Tab};
use super::views::{basics, checks, find_bar, preview, section_view};
use crate::form::{CellKey, SectionId};
use crate::layout::{Paper, Standing};
use crate::messages::Language;
use crate::report::{Change, Number, Part, Place};
use crate::richtext::Marks;
use crate::session::{Keeper, Latest, Panicked, Selection, Session, Settings, Years};

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
    pub sections: BTreeMap<SectionId, section_view::State>,
    /// 校核
    pub checks: checks::State,
    /// The preview beside the editor.
    pub beside: preview::State,
    /// The preview over the whole window.
    pub whole: preview::State,
    /// Find and replace.
    pub find: find_bar::State,
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
    pub(super) unsaved_since: Option<Duration>,
    /// The finding that was last gone to.
    pub finding_at: Option<Place>,
    /// The last PDF.
    pub exported: Option<PathBuf>,
    /// Where last year's report lies, to compare with again.
    pub(super) last_year: Option<PathBuf>,
    /// Work beside the text that panicked and is not told yet.
    pub(super) broken: Option<Panicked>,
}

/// Which report the findings belong to, what they cost, and what the pages need not set again.
#[derive(Default)]
pub struct Upkeep {
    pub(super) checked: Option<(u64, Language)>,
    /// How long the last checks took.
    pub(super) cost: Duration,
    /// The revision last seen, and since when.
    pub(super) touched: (u64, Duration),
    pub(super) standing: Standing<'static>,
}

impl Work {
    pub(super) fn new(session: Session, keeper: Keeper) -> Work {
        let section = |id: SectionId| (id, section_view::State::new(Part::Section(id)));
        let named = !session.report().unit.name.is_empty();
        Work {
            tab: if named { Tab::Section(SectionId::Overview) } else { Tab::Basics },
            session,
            keeping: Keeping::new(keeper),
            basics: basics::State::default(),
            sections: SectionId::ALL.into_iter().map(section).collect(),
            checks: checks::State::default(),
            beside: preview::State::default(),
            whole: preview::State::default(),
            find: find_bar::State::default(),
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
