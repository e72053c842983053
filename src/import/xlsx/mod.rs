//! Workbooks → the numbers of a report: what comes in may be ours or any sheet with the official labels.

mod detail_sheet;
mod sheet_extras;
mod workbook;
mod workbook_reader;

pub(super) use detail_sheet::read as read_flat;
pub(super) use workbook_reader::read;
