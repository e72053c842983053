//! Tells what an earlier export of a report left from all other files of that name. Touches no file.

use super::{ExportFormat, export_marked, import};
use crate::form::Form;
use crate::import::own_file;
use crate::pdf::pdf_seal;
use crate::report::Report;

/// Whether another program has written a PDF of ours anew.
pub(super) fn is_changed_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") && pdf_seal::is_intact(bytes) == Some(false)
}

/// What a newer export of a report may take the place of: files that an earlier one left and nobody has
/// changed since. The report may have been edited meanwhile; its unit and its year have not.
pub(super) struct EarlierSet<'a> {
    form: &'a Form,
    report: &'a Report,
    /// The report as it was then.
    former: Option<Report>,
}

impl<'a> EarlierSet<'a> {
    /// `page` is the web page of the set, if it is there: a whole report can be read from it.
    pub fn new(form: &'a Form, report: &'a Report, page: Option<&[u8]>) -> EarlierSet<'a> {
        let mut set = EarlierSet { form, report, former: None };
        set.former = page.and_then(|page| set.source(ExportFormat::Html, page));
        set
    }

    /// Whether `bytes` are a file of the set in this format. PDF and Word files bear this program's mark, which
    /// other programs replace by theirs when they save. A file of any other kind must be, byte by byte, what the
    /// report of the web page gives, or the report that is read from the file itself.
    pub fn has(&self, format: ExportFormat, bytes: &[u8]) -> bool {
        if matches!(format, ExportFormat::Pdf | ExportFormat::Docx) {
            return own_file::is_own(bytes, &self.report.title_line(self.form)) && !is_changed_pdf(bytes);
        }
        let former = self.former.as_ref().is_some_and(|former| self.gives(former, format, bytes));
        former || self.source(format, bytes).is_some()
    }

    /// The report from which `bytes` were made: what is read from them and gives them again.
    fn source(&self, format: ExportFormat, bytes: &[u8]) -> Option<Report> {
        let read = super::contained(|| import::import(bytes)).ok()?.ok()?.report;
        // A table of numbers alone, csv, has neither unit nor year.
        let is_unit = read.unit.name.is_empty() || read.unit.name == self.report.unit.name;
        let is_year = read.year == 0 || read.year == self.report.year;
        (is_unit && is_year && self.gives(&read, format, bytes)).then_some(read)
    }

    /// Whether the report gives these bytes, as one that is ready or with the mark of one that is not.
    fn gives(&self, report: &Report, format: ExportFormat, bytes: &[u8]) -> bool {
        let again = |mark| export_marked(self.form, report, format, mark).is_ok_and(|again| again == bytes);
        again(false) || (format.bears_mark() && again(true))
    }
}
