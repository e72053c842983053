//! What the table on screen shows. Knows neither painting nor keys.

use std::collections::BTreeMap;

use egui::Id;

use crate::form::{CellKey, Form, Table};
use crate::messages::Language;
use crate::report::CellNumbers;
use crate::session::PastedHtml;

/// What the table shows.
pub struct TableModel<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its table.
    pub table: &'a Table,
    /// The report's numbers.
    pub numbers: &'a CellNumbers,
    /// Last year's, to stand beside.
    pub last_year: Option<&'a CellNumbers>,
    /// Cells with findings.
    pub marks: &'a BTreeMap<CellKey, CellMark>,
    /// Cells that tracked changes changed.
    pub revised: &'a BTreeMap<CellKey, CellRevision>,
    /// The language of what the pointer reads.
    pub language: Language,
    /// The web form of what is being pasted, where the clipboard has one.
    pub html: Option<&'a PastedHtml>,
    /// Whether nothing can be entered: cells are chosen and copied, no more.
    pub read_only: bool,
}

/// A finding at a cell.
#[derive(Clone, Debug, Default)]
pub struct CellMark {
    /// Whether it is an error.
    pub error: bool,
    /// The sentences.
    pub text: String,
}

/// What tracked changes did to a cell.
#[derive(Clone, Debug, Default)]
pub struct CellRevision {
    /// What stood there before all of them.
    pub former: String,
    /// Who changed what.
    pub text: String,
}

/// A number cell's name for egui.
pub(super) fn cell_id(table: &Table, index: usize) -> Id {
    Id::unique(("grid", table.name.as_str(), index))
}
