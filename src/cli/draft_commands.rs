//! `new`, `import` and `info`: what makes a draft and what shows one. A command reads, asks the
//! session, writes; it decides nothing that the window would have to decide too.

use super::cli_error::CliError;
use super::command_line::{ImportArguments, InfoArguments, NewArguments, PackArguments};
use super::destination::{Destination, ImportSource, forms, now};
use super::progress_line::ProgressLine;
use super::{import_remarks, interrupt, paper_options, terminal};
use crate::import::{Imported, ReadError};
use crate::messages::{self, Language, Shown};
use crate::report::Report;
use crate::session::output_file::{self, Replace};
use crate::session::{
    ConversionError, FormSource, OfficeConverter, WorkProgress, draft_files, import as session_import, leftovers,
};
use crate::storage::{self, Disk};

/// `new`: an empty report.
pub(super) fn new(disk: &dyn Disk, arguments: &NewArguments, language: Language) -> Result<u8, CliError> {
    let mut report = Report::new(arguments.unit.clone(), arguments.kind, arguments.year);
    report.rule_packs = named_packs(&arguments.packs);
    paper_options::preface(&arguments.preface, FormSource::built_in().of(report.form)?, &mut report);
    arguments.output.write_draft(disk, &report, (arguments.force, language))?;
    if let Destination::File(path) = &arguments.output {
        terminal::text(&(language.say("new.done", &[("path", &path.display())]) + "\n"))?;
    }
    Ok(0)
}

/// `import`: a published text as a draft, with the list of all that was not understood.
pub(super) fn import(disk: &dyn Disk, arguments: &ImportArguments, language: Language) -> Result<u8, CliError> {
    if let (Destination::File(path), false) = (&arguments.output, arguments.force) {
        output_file::may_write(disk, path, &[], Replace::Nothing)?;
    }
    let limit = u64::try_from(session_import::LIMIT).unwrap_or(u64::MAX);
    let (bytes, name) = match &arguments.source {
        ImportSource::StandardInput => (terminal::input(limit)?, language.word("import.standard_input")),
        ImportSource::File(path) => (storage::read(disk, path, limit)?, path.display().to_string()),
    };
    let shown = ProgressLine::begin(|| language.say("import.working", &[("path", &name)]));
    let reading = session_import::import(&bytes);
    drop(shown);
    let reading = match reading {
        Err(error @ (ReadError::OldOffice | ReadError::RichText)) => {
            let found = OfficeConverter::find(disk, std::env::var_os("PATH"));
            match (found, arguments.convert) {
                (Some(converter), true) => converted(disk, &converter, &bytes, &name, language)?,
                (Some(OfficeConverter { program }), false) => {
                    return Err(CliError::Convertible { name, error, program });
                }
                (None, true) => {
                    let wps = OfficeConverter::wps(disk, std::env::var_os("PATH"));
                    return Err(CliError::NoConverter { name, wps });
                }
                (None, false) => return Err(CliError::Read { name, error }),
            }
        }
        other => other.map_err(|error| CliError::Read { name: name.clone(), error })?,
    };
    // Pictures are in the report now, and once more in the draft while it is written.
    drop(bytes);
    let form = FormSource::built_in();
    let form = form.of(reading.report.form)?;
    let remarks = import_remarks::list(language, form, &reading);
    let source = std::path::Path::new(&name).file_name().map_or(name.clone(), |own| own.to_string_lossy().into_owned());
    let origin = Some(messages::origin(language, form, &source, &reading.remarks));
    let mut report = session_import::begun(&reading, origin);
    report.rule_packs.extend(named_packs(&arguments.packs));
    arguments.output.write_draft(disk, &report, (arguments.force, language))?;
    match &arguments.output {
        Destination::StandardOutput => terminal::remark(&remarks),
        Destination::File(path) => {
            terminal::text(&(language.say("new.done", &[("path", &path.display())]) + "\n" + &remarks))?;
        }
    }
    Ok(0)
}

/// What a file says that LibreOffice converts first, which is told.
fn converted(
    disk: &dyn Disk,
    converter: &OfficeConverter,
    bytes: &[u8],
    name: &str,
    language: Language,
) -> Result<Imported, CliError> {
    let program = converter.program.display();
    terminal::remark(&(language.say("import.converting", &[("path", &name), ("program", &program)]) + "\n"));
    let shown = ProgressLine::begin(|| language.say("import.working", &[("path", &name)]));
    let temporary = std::env::temp_dir();
    leftovers::sweep_temporary(disk, &temporary, now());
    // The program that converts is ended with the command, and its private folder removed.
    let progress = WorkProgress::default();
    interrupt::stop_at_ctrl_c(&progress);
    let converted = converter.convert(disk, bytes, &temporary, &progress.stop_flag());
    drop(shown);
    let converted = converted.map_err(|error| match error {
        ConversionError::Stopped => CliError::Interrupted,
        error => CliError::NotConverted { name: name.to_owned(), error },
    })?;
    session_import::import(&converted).map_err(|error| CliError::Read { name: name.to_owned(), error })
}

/// `info`: what a draft holds.
pub(super) fn info(disk: &dyn Disk, arguments: &InfoArguments, language: Language) -> Result<u8, CliError> {
    let forms = forms(disk, arguments.form.as_deref())?;
    let report = draft_files::open(disk, &arguments.draft)?;
    let form = forms.of(report.form)?;
    let mut page = String::new();
    let mut line = |key: &str, value: String| {
        page += &(language.say(key, &[("value", &value)]) + "\n");
    };
    line("info.unit", report.unit.name.clone());
    line("info.kind", language.word(messages::unit_kind(report.unit.kind)));
    line("info.year", messages::year(language, report.year));
    line("info.code", report.digest().short());
    line("info.edition", language.word(messages::edition(report.form)));
    if !report.rule_packs.is_empty() {
        line("info.packs", report.rule_packs.join(&language.word("label.comma")));
    }
    let pictures = report.held_pictures().count();
    if pictures > 0 {
        line("info.pictures", pictures.to_string());
    }
    let charts = report.charts(form).len();
    if charts > 0 {
        line("info.charts", charts.to_string());
    }
    for section in &form.sections {
        let count = report.prose(section.id).map_or(0, crate::richtext::RichText::count);
        let table = form.table_of(section.id).map(|table| {
            let inputs = || table.fields.iter().filter(|field| !field.total);
            let filled = inputs().filter(|field| report.numbers.get(field.key).is_some()).count();
            language.say("info.table", &[("filled", &filled), ("all", &inputs().count())])
        });
        let prose = (count > 0 || table.is_none()).then(|| language.say("info.prose", &[("count", &count)]));
        let parts: Vec<_> = table.into_iter().chain(prose).collect();
        page += &format!("{}  {}\n", section.title, parts.join("  "));
    }
    for origin in report.origins.iter().filter(|origin| !origin.notes.is_empty()) {
        page += &format!("\n{}\n", messages::origin_head(language, origin));
        for told in &origin.notes {
            page += &format!("{}\n", Shown(&told.head));
            page.extend(told.sentences.iter().map(|sentence| format!("  {}\n", Shown(sentence))));
        }
    }
    terminal::text(&page)?;
    Ok(0)
}

/// The rule packs that a draft is to be checked by.
fn named_packs(arguments: &PackArguments) -> Vec<String> {
    arguments.packs.as_ref().map(|names| names.0.clone()).unwrap_or_default()
}
