//! The options of `export` and `new` that change what is on paper: mark, sheet for approval, archive
//! standard, fonts, preface.

use std::path::Path;

use super::cli_error::CliError;
use super::command_line::{PaperArguments, PrefaceArguments};
use super::terminal;
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{PrefaceChoice, Report};
use crate::session::{ExportError, PrintOptions};

/// How the options want the paper of `draft` to be; one that is not ready bears 送审稿. Fonts that the
/// computer does not have are told on standard error.
pub(super) fn printing(
    paper: &PaperArguments,
    ready: bool,
    draft: &Path,
    language: Language,
) -> Result<PrintOptions, CliError> {
    let failed = |error| CliError::Export { path: draft.to_owned(), error: ExportError::Fonts(error) };
    let plan = paper.fonts.plan().map_err(failed)?;
    let notices: String = plan.notices.iter().map(|notice| messages::font_notice(language, notice) + "\n").collect();
    terminal::remark(&notices);
    let PaperArguments { review_mark, approval_sheet, archive, .. } = *paper;
    let review_mark = review_mark || !ready;
    Ok(PrintOptions { review_mark, approval_sheet, notes: None, profile: archive, fonts: plan.fonts })
}

/// Puts the customary preface that the options ask for before the first section, where the report
/// has none of its own.
pub(super) fn preface(arguments: &PrefaceArguments, form: &Form, report: &mut Report) {
    if arguments.preface.is_none() && arguments.contact.is_none() || !report.preface.is_blank() {
        return;
    }
    let sentences = arguments.preface.unwrap_or_default();
    let choice = PrefaceChoice { basis: sentences.basis, period: sentences.period, contact: arguments.contact.clone() };
    report.preface = report.customary_preface(form, &choice);
}
