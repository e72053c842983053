//! `export`: another program's file, or the whole set of them.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::cli_error::CliError;
use super::command_line::ExportArguments;
use super::destination::{Destination, FormerFile, forms, keeping, other_names, replace};
use super::progress_line::ProgressLine;
use super::rules_command::RunPacks;
use super::usage_error::UsageError;
use super::{paper_options, terminal};
use crate::check::Severity;
use crate::form::Form;
use crate::messages::{Language, Shown};
use crate::report::Report;
use crate::session::output_file::{self, OutputSet};
use crate::session::run_checks::CheckSummary;
use crate::session::{self, ExportFormat, FormerOutput, PrintOptions, draft_files, run_checks};
use crate::storage::{self, Disk};

/// `export`: one file, or every kind of file into a folder.
pub(super) fn export(disk: &dyn Disk, arguments: &ExportArguments, language: Language) -> Result<u8, CliError> {
    match (&arguments.target.all, &arguments.target.output) {
        (Some(folder), _) => export_all(disk, arguments, language, folder),
        (None, Some(output)) => export_one(disk, arguments, language, output),
        // The table wants one of the two.
        (None, None) => Err(UsageError::Other.into()),
    }
}

fn export_one(
    disk: &dyn Disk,
    arguments: &ExportArguments,
    language: Language,
    output: &Destination,
) -> Result<u8, CliError> {
    let target = output.path();
    let kind = arguments.target.to.or_else(|| ExportFormat::of(target));
    let kind = kind.ok_or_else(|| CliError::UnknownKind { path: target.to_owned() })?;
    output.may_write(disk, &sources(arguments), arguments.force)?;
    let forms = forms(disk, arguments.form.as_deref())?;
    let mut report = draft_files::open(disk, &arguments.draft)?;
    let form = forms.of(report.form)?;
    let mut sources = sources(arguments);
    if output_file::is_origin(&report, target) {
        sources.push(target);
        output.may_write(disk, &sources, arguments.force)?;
    }
    paper_options::preface(&arguments.preface, form, &mut report);
    let review = errors(disk, arguments, form, &report, language);
    let final_version = arguments.paper.final_version;
    let ready = readiness(&arguments.draft, &review, final_version, kind.bears_mark(), language)?;
    let commented = kind == ExportFormat::Docx && arguments.comments;
    let printing = match kind.is_paper() || commented {
        true => Some(printing(arguments, ready, language)?),
        false => None,
    };
    let mark = arguments.paper.review_mark || !ready;
    let bytes = exported(language, form, &report, kind, (printing.as_ref(), mark), target)?;
    output.write(disk, &bytes, &sources, (arguments.force, language))?;
    Ok(0)
}

/// Paper as the options want it. Comments are for those who review: what bears them bears 送审稿.
fn printing(arguments: &ExportArguments, ready: bool, language: Language) -> Result<PrintOptions, CliError> {
    let plain = paper_options::printing(&arguments.paper, ready, &arguments.draft, language)?;
    let notes = arguments.comments.then_some(arguments.notes);
    Ok(PrintOptions { notes, review_mark: plain.review_mark || notes.is_some(), ..plain })
}

/// Every kind of file into one folder, named as units name them; none is written before all are made.
fn export_all(disk: &dyn Disk, arguments: &ExportArguments, language: Language, folder: &Path) -> Result<u8, CliError> {
    let forms = forms(disk, arguments.form.as_deref())?;
    let mut report = draft_files::open(disk, &arguments.draft)?;
    let form = forms.of(report.form)?;
    paper_options::preface(&arguments.preface, form, &mut report);
    let review = errors(disk, arguments, form, &report, language);
    let ready = readiness(&arguments.draft, &review, arguments.paper.final_version, true, language)?;
    let printing = printing(arguments, ready, language)?;
    let mut set = OutputSet { form, report: &report, files: Vec::new() };
    for (kind, name) in ExportFormat::SET.into_iter().zip(session::set_names(form, &report, &ExportFormat::SET)) {
        let target = folder.join(name);
        let bytes = exported(language, form, &report, kind, (Some(&printing), printing.review_mark), &target)?;
        set.files.push((kind, target, bytes));
    }
    let mut names: VecDeque<u64> = set.files.iter().map(|(_, target, _)| other_names(disk, target)).collect();
    let written = |target: &Path, former: FormerOutput| {
        FormerFile { other_names: names.pop_front().unwrap_or_default(), former }.tell(language, target);
        terminal::text(&format!("{}\n", Shown(target.display())))
    };
    let replace = replace(arguments.force);
    keeping(|keeping| {
        let write = || set.write(disk, &sources(arguments), (replace, keeping), written);
        storage::in_folder(disk, folder, write)
    })?;
    Ok(0)
}

/// Whether the report has no errors, by `review`. If it has some, this is told of the draft at `path`, and a
/// final version is refused; `marks` is whether what is exported will bear 送审稿.
pub(super) fn readiness(
    path: &Path,
    review: &CheckSummary,
    final_version: bool,
    marks: bool,
    language: Language,
) -> Result<bool, CliError> {
    let errors = review.count(Severity::Error);
    match (review.is_ready(), final_version) {
        (true, _) => {}
        (false, true) => return Err(CliError::NotFinal { path: path.to_owned(), errors }),
        (false, false) => {
            let words = [("path", &path.display() as &dyn std::fmt::Display), ("errors", &errors)];
            let key = if marks { "export.not_ready" } else { "export.not_ready_unmarked" };
            terminal::remark(&(language.say(key, &words) + "\n"));
        }
    }
    Ok(review.is_ready())
}

/// The errors of the report that is exported.
fn errors(
    disk: &dyn Disk,
    arguments: &ExportArguments,
    form: &Form,
    report: &Report,
    language: Language,
) -> CheckSummary {
    let packs = RunPacks::read(disk, &arguments.packs, language).of(report);
    run_checks::errors(form, report, &packs)
}

/// The files that the exported ones are made from.
fn sources(arguments: &ExportArguments) -> Vec<&Path> {
    std::iter::once(&arguments.draft).chain(&arguments.form).map(PathBuf::as_path).collect()
}

/// The bytes of a file that is to lie at `target`; what is on paper, as `printing` wants it; `review_mark`
/// for all else.
fn exported(
    language: Language,
    form: &Form,
    report: &Report,
    kind: ExportFormat,
    (printing, review_mark): (Option<&PrintOptions>, bool),
    target: &Path,
) -> Result<Vec<u8>, CliError> {
    let _shown = ProgressLine::begin(|| language.say("export.working", &[("path", &target.display())]));
    let bytes = match printing {
        Some(printing) => session::export_on(form, report, kind, printing),
        None => session::export_marked(form, report, kind, review_mark),
    };
    bytes.map_err(|error| CliError::Export { path: target.to_owned(), error })
}
