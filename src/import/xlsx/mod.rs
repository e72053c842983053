//! Workbooks → the numbers of a report: what comes in may be ours or any sheet with the official labels.

mod detail_sheet;
mod sheet_extras;
mod spreadsheet_2003;
mod workbook;
mod workbook_reader;

pub(super) use detail_sheet::read as read_flat;
pub(super) use spreadsheet_2003::{is_spreadsheet_2003, read_spreadsheet_2003};
pub(super) use workbook::{WorkbookCell, WorkbookSheet, plain, sheets};
pub(super) use workbook_reader::{read, read_sheets};

/// The heads of this program's detail sheet.
pub(super) use crate::export::xlsx_workbook::HEADS;
