//! `rollup`: the tables of a folder of reports added up, and what each cell of a sum is made of.

use std::path::Path;
use std::sync::Arc;

use super::check_command::{previous, today};
use super::cli_error::CliError;
use super::command_line::RollupArguments;
use super::destination::{Destination, forms};
use super::interrupt;
use super::progress_line::ProgressLine;
use super::rollup_output;
use super::rollup_returns;
use super::rules_command::RunPacks;
use super::terminal;
use super::value_parsers::{OutputFormat, SumFormat};
use crate::form::{CellKey, Form};
use crate::messages::{self, Language, RollupOverview};
use crate::report::Report;
use crate::rollup::{Rollup, RollupOptions, SumRecord, UnitList};
use crate::session::import::{self, ImportOpenError};
use crate::session::rollup::{
    FolderReading, ReportFolder, ReviewOptions, RowsFormat, folder_from, sum_draft, sum_rows, sum_workbook, unit_list,
};
use crate::session::{self, ChartFormat, ExportError, FormSource, WorkProgress, draft_files};
use crate::storage::{self, Disk, PathKind, StoreCause, StoreError};

/// `rollup`: 0; 1 where a report has errors in its tables, is not counted or missing; 2 where one cannot be read.
pub(super) fn rollup(disk: &dyn Disk, arguments: &RollupArguments, language: Language) -> Result<u8, CliError> {
    if let Some(cell) = arguments.cell {
        return parts(disk, arguments, language, cell);
    }
    if matches!(storage::kind(disk, &arguments.folder), Ok(Some(PathKind::File | PathKind::ReadOnlyFile))) {
        return Err(CliError::FileToAdd { path: arguments.folder.clone() });
    }
    let kind = arguments.output.as_ref().map(|output| format(arguments, output)).transpose()?;
    if let Some(output) = &arguments.output {
        output.may_write(disk, &sources(arguments), arguments.force)?;
        keep_units_file(disk, arguments, output.path())?;
    }
    let charts = arguments.charts.as_deref().map(|path| Ok::<_, CliError>((path, chart_format(path)?))).transpose()?;
    if let Some((path, _)) = charts {
        Destination::File(path.to_owned()).may_write(disk, &sources(arguments), arguments.force)?;
        keep_units_file(disk, arguments, path)?;
    }
    let today = arguments.today.or_else(today).ok_or(CliError::NoClock)?;
    let forms = forms(disk, arguments.form.as_deref())?;
    let list = match &arguments.units {
        Some(path) => unit_list(disk, path).map_err(|error| opened(path, error))?,
        None => UnitList::default(),
    };
    let faults = || messages::list_faults(language, &list);
    if let Some(said) = arguments.units.as_ref().and_then(|_| faults()) {
        terminal::remark(&(said + "\n"));
    }
    let former = arguments.from.as_deref().map(|path| previous(disk, path)).transpose()?;
    let former_unit = || former.as_ref().map(|former| former.unit.name.clone()).filter(|name| !name.is_empty());
    let options = RollupOptions {
        unit: arguments.unit.clone().or_else(former_unit),
        year: arguments.year,
        scope: arguments.scope,
        shared: arguments.shared_cases,
        without_faulty: arguments.without_faulty,
        ..RollupOptions::default()
    };
    let progress = Arc::new(WorkProgress::default());
    interrupt::stop_at_ctrl_c(&progress);
    let reading = read(disk, arguments, language, (&forms, &list), &progress)?;
    let FolderReading { units, failed } = reading;
    let (members, findings): (Vec<_>, Vec<_>) = units.into_iter().map(|unit| (unit.member, unit.findings)).unzip();
    if Rollup::usual_year(&members).is_none() && failed.is_empty() {
        return Err(CliError::NothingToAdd { path: arguments.folder.clone() });
    }
    let rollup = Rollup::of(members, options);
    let form = forms.of(rollup.edition)?;
    if let Some(cell) = arguments.chart_cells.iter().find(|cell| form.field(**cell).is_none()) {
        return Err(CliError::NoCell { cell: *cell });
    }
    let too_large: Vec<CellKey> =
        rollup.sums(form).into_iter().filter(|cell| cell.is_too_large).map(|cell| cell.key).collect();
    let unread = messages::unread_files(&failed);
    let view = RollupOverview {
        form,
        rollup: &rollup,
        failed: &failed,
        list: list.compare(&rollup, form, Some(today), &unread),
    };
    if rollup.members.is_empty() {
        // A sum of nothing would look like one of reports without numbers.
        terminal::remark(&rollup_output::text(language, &view, None));
        return Err(CliError::NothingRead { path: arguments.folder.clone() });
    }
    let go_on = || if progress.is_cancelled() { Err(CliError::Interrupted) } else { Ok(()) };
    if let (Some(output), Some(kind)) = (&arguments.output, kind) {
        go_on()?;
        write(disk, arguments, language, &view, (output, kind), former.as_ref())?;
    }
    if let Some((path, kind)) = charts {
        go_on()?;
        let form_of = |edition| forms.of(edition).ok();
        let sheet = messages::rollup_charts(language, (&rollup, view.counts()), &arguments.chart_cells, &form_of)
            .unwrap_or_default();
        let failed = |error| CliError::Export { path: path.to_owned(), error };
        let bytes = session::chart_file(&sheet, kind).map_err(failed)?;
        Destination::File(path.to_owned()).write(disk, &bytes, &sources(arguments), (arguments.force, language))?;
    }
    let returned = match &arguments.returns {
        Some(folder) => {
            let of = (&forms, &rollup, findings.as_slice());
            Some(rollup_returns::write(disk, arguments, language, of, (folder, &progress))?)
        }
        None => None,
    };
    let is_standard = matches!(arguments.output, Some(Destination::StandardOutput));
    match arguments.format {
        // What is on standard output is the sum alone.
        OutputFormat::Text if is_standard => {
            terminal::remark(&rollup_output::text(language, &view, returned.as_ref()));
        }
        OutputFormat::Text => terminal::text(&rollup_output::text(language, &view, returned.as_ref()))?,
        OutputFormat::Json if is_standard => {}
        OutputFormat::Json => terminal::json(&rollup_output::value(language, &view, returned.as_ref()))?,
    }
    for key in &too_large {
        messages::complain(&messages::sum_too_large(language, form, &rollup, *key));
    }
    Ok(if too_large.is_empty() { view.status() } else { 2 })
}

fn read(
    disk: &dyn Disk,
    arguments: &RollupArguments,
    language: Language,
    (forms, list): (&FormSource, &UnitList),
    progress: &Arc<WorkProgress>,
) -> Result<FolderReading, CliError> {
    let folder = ReportFolder::list(disk, &arguments.folder, &sources_and_targets(arguments))?;
    let words = || language.say("rollup.working", &[("count", &folder.files.len())]);
    let _shown = ProgressLine::counting(words, progress);
    let packs = RunPacks::read(disk, &arguments.packs, language);
    let of_report = |report: &Report| packs.of(report);
    // Texts are checked only where something is sent back.
    let by_packs = arguments.returns.as_ref().map(|_| &of_report as &(dyn Fn(&Report) -> _ + Sync));
    let options = ReviewOptions { forms, packs: by_packs, list };
    folder.read(disk, &options, progress).ok_or(CliError::Interrupted)
}

/// Refuses to replace a file of the folder in which a unit has reported: what is written there is not read.
fn keep_units_file(disk: &dyn Disk, arguments: &RollupArguments, path: &Path) -> Result<(), CliError> {
    let is_within = |folder: &Path| disk.resolve(path).is_ok_and(|path| path.starts_with(folder));
    let is_in_folder = disk.resolve(&arguments.folder).is_ok_and(|folder| is_within(&folder));
    if arguments.force || !is_in_folder || !has_numbers(disk, path) {
        return Ok(());
    }
    Err(StoreError { path: path.to_owned(), cause: StoreCause::IsSource }.into())
}

/// Whether a report with numbers in its tables is at `path`; a page of charts reads like one without.
fn has_numbers(disk: &dyn Disk, path: &Path) -> bool {
    let report = import::open_any(disk, path).ok();
    report.is_some_and(|report| {
        let form = Form::of(report.form).ok();
        form.is_some_and(|form| report.numbers.shown_in_form_order(form).iter().any(Option::is_some))
    })
}

/// The kind of file that is asked for.
fn format(arguments: &RollupArguments, output: &Destination) -> Result<SumFormat, CliError> {
    let extension = output.path().extension().map(|one| one.to_string_lossy().to_lowercase());
    let named = match extension.as_deref() {
        Some("nianbao") => Some(SumFormat::Draft),
        Some("xlsx") => Some(SumFormat::Xlsx),
        other => other.and_then(RowsFormat::named).map(SumFormat::Rows),
    };
    let path = || output.path().to_owned();
    match arguments.to.or(named) {
        Some(SumFormat::Rows(kind)) if !kind.is_built() => Err(CliError::NoParquet { path: path() }),
        Some(kind) => Ok(kind),
        None => Err(CliError::SumKind { path: path() }),
    }
}

/// The kind of file that charts are to be.
fn chart_format(path: &Path) -> Result<ChartFormat, CliError> {
    let named = path.extension().and_then(|one| ChartFormat::named(&one.to_string_lossy()));
    named.ok_or_else(|| CliError::ChartKind { path: path.to_owned() })
}

fn write(
    disk: &dyn Disk,
    arguments: &RollupArguments,
    language: Language,
    view: &RollupOverview<'_>,
    (output, kind): (&Destination, SumFormat),
    former: Option<&Report>,
) -> Result<(), CliError> {
    let (form, rollup) = (view.form, view.rollup);
    let failed = |error: ExportError| CliError::Export { path: output.path().to_owned(), error };
    let sources = sources(arguments);
    match kind {
        SumFormat::Draft => {
            let folder = match output {
                Destination::File(path) => folder_from(disk, path, &arguments.folder),
                Destination::StandardOutput => None,
            };
            let draft = sum_draft(rollup, form, former, folder).map_err(|error| failed(error.into()))?;
            output.write_draft(disk, &draft, (arguments.force, language))
        }
        SumFormat::Xlsx => {
            let title = messages::rollup_title(language, rollup);
            let rows = messages::rollup_rows(language, view);
            let bytes = sum_workbook(rollup, form, &title, &rows).map_err(failed)?;
            output.write(disk, &bytes, &sources, (arguments.force, language))
        }
        SumFormat::Rows(kind) => {
            let bytes = sum_rows(rollup, form, kind).map_err(failed)?;
            output.write(disk, &bytes, &sources, (arguments.force, language))
        }
    }
}

/// What each unit has in a cell of the sum that is a draft.
fn parts(disk: &dyn Disk, arguments: &RollupArguments, language: Language, cell: CellKey) -> Result<u8, CliError> {
    let path = &arguments.folder;
    let report = draft_files::open(disk, path)?;
    let forms = forms(disk, arguments.form.as_deref())?;
    let form: &Form = forms.of(report.form)?;
    let record = SumRecord::of(&report).ok_or_else(|| CliError::NoSum { path: path.clone() })?;
    if form.field(cell).is_none() {
        return Err(CliError::NoCell { cell });
    }
    let parts = record.parts(form, cell);
    match arguments.format {
        OutputFormat::Text => terminal::text(&rollup_output::parts_text(language, form, &report, cell, &parts)),
        OutputFormat::Json => terminal::json(&rollup_output::parts_value(form, &report, cell, &parts)),
    }?;
    Ok(0)
}

/// Why the list of units cannot be read.
fn opened(path: &Path, error: ImportOpenError) -> CliError {
    match error {
        ImportOpenError::Store(error) => CliError::Store(error),
        ImportOpenError::Read(error) => CliError::Read { name: path.display().to_string(), error },
    }
}

/// What the outputs are made from and must not replace.
fn sources(arguments: &RollupArguments) -> Vec<&Path> {
    [&arguments.units, &arguments.from, &arguments.form]
        .into_iter()
        .flatten()
        .map(std::path::PathBuf::as_path)
        .collect()
}

/// What lies in the folder and is none of the units' reports.
fn sources_and_targets(arguments: &RollupArguments) -> Vec<&Path> {
    let output = arguments.output.as_ref().and_then(|output| match output {
        Destination::File(path) => Some(path.as_path()),
        Destination::StandardOutput => None,
    });
    let others = [&arguments.returns, &arguments.charts].into_iter().flatten().map(std::path::PathBuf::as_path);
    sources(arguments).into_iter().chain(output).chain(others).collect()
}
