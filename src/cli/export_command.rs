//! `export`: another program's file, or the whole set of them.

use std::path::Path;

use super::cli_error::CliError;
use super::command_line::ExportArguments;
use super::destination::{DISK, Destination, forms};
use super::progress_line::ProgressLine;
use super::usage_error::UsageError;
use super::{paper_options, terminal};
use crate::form::Form;
use crate::messages::{Language, Shown};
use crate::report::Report;
use crate::session::{self, ExportFormat, PrintOptions, draft_files};
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
    let printing = match kind.is_paper() {
        true => Some(paper_options::printing(&arguments.paper, &arguments.draft, language)?),
        false => None,
    };
    let bytes = exported(language, form, &report, kind, printing.as_ref(), target)?;
    match output {
        Destination::StandardOutput => terminal::file(&bytes)?,
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
    let printing = paper_options::printing(&arguments.paper, &arguments.draft, language)?;
    storage::make_folder(DISK, folder)?;
    for (kind, name) in ExportFormat::SET.into_iter().zip(session::set_names(form, &report, &ExportFormat::SET)) {
        let target = folder.join(name);
        let bytes = exported(language, form, &report, kind, Some(&printing), &target)?;
        storage::write_file(DISK, &target, &bytes)?;
        terminal::text(&format!("{}\n", Shown(target.display())))?;
    }
    Ok(0)
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
