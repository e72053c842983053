//! `export`: another program's file, or the whole set of them.

use std::path::Path;

use super::cli_error::CliError;
use super::command_line::ExportArguments;
use super::destination::{DISK, Destination, forms};
use super::progress_line::ProgressLine;
use super::usage_error::UsageError;
use super::{paper_options, terminal};
use crate::check::Severity;
use crate::form::Form;
use crate::messages::Language;
use crate::report::Report;
use crate::session::{self, ExportFormat, PrintOptions, draft_files, run_checks};
use crate::storage;

/// `export`: one file, or every kind of file into a folder.
pub(super) fn export(arguments: &ExportArguments, language: Language) -> Result<u8, CliError> {
    match (&arguments.target.all, &arguments.target.output) {
        (Some(folder), _) => export_all(arguments, language, folder),
        (None, Some(output)) => export_one(arguments, language, output),
        // The table wants one of the two.
        (None, None) => Err(UsageError::Other.into()),
    }
}

fn export_one(arguments: &ExportArguments, language: Language, output: &Destination) -> Result<u8, CliError> {
    let target = output.path();
    let kind = arguments.target.to.or_else(|| ExportFormat::of(target));
    let kind = kind.ok_or_else(|| CliError::UnknownKind { path: target.to_owned() })?;
    let forms = forms(arguments.form.as_deref())?;
    let mut report = draft_files::open(DISK, &arguments.draft)?;
    let form = forms.of(report.form)?;
    paper_options::preface(&arguments.preface, form, &mut report);
    let ready = readiness(arguments, form, &report, language)?;
    let printing = match kind.is_paper() {
        true => Some(paper_options::printing(&arguments.paper, ready, &arguments.draft, language)?),
        false => None,
    };
    let bytes = exported(language, form, &report, kind, printing.as_ref(), target)?;
    match output {
        Destination::StandardOutput => terminal::bytes(&bytes)?,
        Destination::File(path) => storage::write_file(DISK, path, &bytes)?,
    }
    Ok(0)
}

/// Every kind of file into one folder, named as units name them.
fn export_all(arguments: &ExportArguments, language: Language, folder: &Path) -> Result<u8, CliError> {
    let forms = forms(arguments.form.as_deref())?;
    let mut report = draft_files::open(DISK, &arguments.draft)?;
    let form = forms.of(report.form)?;
    paper_options::preface(&arguments.preface, form, &mut report);
    let ready = readiness(arguments, form, &report, language)?;
    let printing = paper_options::printing(&arguments.paper, ready, &arguments.draft, language)?;
    storage::make_folder(DISK, folder)?;
    for kind in ExportFormat::SET {
        let target = folder.join(kind.file_name(form, &report));
        let bytes = exported(language, form, &report, kind, Some(&printing), &target)?;
        storage::write_file(DISK, &target, &bytes)?;
        terminal::text(&format!("{}\n", target.display()))?;
    }
    Ok(0)
}

/// Whether the report has no errors. If it has some, this is told, and a final version is refused.
fn readiness(
    arguments: &ExportArguments,
    form: &Form,
    report: &Report,
    language: Language,
) -> Result<bool, CliError> {
    let review = run_checks::review(form, report, None, None);
    let (path, errors) = (&arguments.draft, review.count(Severity::Error));
    match (review.is_ready(), arguments.paper.final_version) {
        (true, _) => {}
        (false, true) => return Err(CliError::NotFinal { path: path.clone(), errors }),
        (false, false) => {
            let words = [("path", &path.display() as &dyn std::fmt::Display), ("errors", &errors)];
            terminal::remark(&(language.say("export.not_ready", &words) + "\n"));
        }
    }
    Ok(review.is_ready())
}

/// The bytes of a file that is to lie at `target`; what is on paper, as `printing` wants it.
fn exported(
    language: Language,
    form: &Form,
    report: &Report,
    kind: ExportFormat,
    printing: Option<&PrintOptions>,
    target: &Path,
) -> Result<Vec<u8>, CliError> {
    let _shown = ProgressLine::begin(language.say("export.working", &[("path", &target.display())]));
    let bytes = match printing {
        Some(printing) => session::export_on(form, report, kind, printing),
        None => session::export(form, report, kind),
    };
    bytes.map_err(|error| CliError::Export { path: target.to_owned(), error })
}
