//! `check`: what was found in a report.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::check_folder;
use super::check_output::{self, Checked};
use super::cli_error::CliError;
use super::command_line::CheckArguments;
use super::destination::{Destination, STANDARD, forms};
use super::rules_command::RunPacks;
use super::terminal;
use super::value_parsers::OutputFormat;
use crate::messages::{self, Language};
use crate::report::{Date, Report};
use crate::session::run_checks;
use crate::session::{self, draft_files, import};
use crate::storage::{self, Disk};

/// China keeps one time, eight hours ahead of the clock's.
const AHEAD: u64 = 8 * 60 * 60;

/// `check`: the findings of a draft, or one line for each draft of a folder.
pub(super) fn check(disk: &dyn Disk, arguments: &CheckArguments, language: Language) -> Result<u8, CliError> {
    let today = day_or_today(arguments.today)?;
    if let Some(drafts) = folder(disk, &arguments.draft)? {
        let not_for_folder = [("-o", arguments.output.is_some()), ("--previous", arguments.previous.is_some())];
        if let Some((flag, _)) = not_for_folder.into_iter().find(|(_, given)| *given) {
            return Err(CliError::NotForFolder { path: arguments.draft.clone(), flag });
        }
        return check_folder::check(disk, arguments, language, &drafts, today);
    }
    let sources: Vec<&Path> = sources(arguments).collect();
    if let Some(target) = &arguments.output {
        target.may_write(disk, &sources, arguments.force)?;
    }
    let forms = forms(disk, arguments.form.as_deref())?;
    let report = opened(disk, &arguments.draft, language)?;
    let previous = arguments.previous.as_deref().map(|path| previous(disk, path)).transpose()?;
    let form = forms.of(report.form)?;
    let other_year = previous.as_ref().map(|last| last.year).filter(|last| last.checked_add(1) != Some(report.year));
    if let Some(last) = other_year {
        let years = [last, report.year].map(|year| messages::year(language, year));
        terminal::remark(&(language.say("check.other_year", &[("last", &years[0]), ("year", &years[1])]) + "\n"));
    }
    let packs = RunPacks::read(disk, &arguments.packs, language).of(&report);
    let review = run_checks::review(form, &report, previous.as_ref(), Some(today), &packs).wanting(arguments.settled);
    let years = previous.as_ref().and_then(|last| session::years(form, &report, last));
    let checked = Checked { form, report: &report, review: &review, years: years.as_ref(), today };
    let status = u8::from(!review.is_ready());
    if let Some(target) = &arguments.output {
        let bytes = sheet(target, language, &checked)?;
        return target.write(disk, &bytes, &sources, (arguments.force, language)).map(|()| status);
    }
    match arguments.format {
        OutputFormat::Text => terminal::text(&check_output::text(language, &checked)),
        OutputFormat::Json => terminal::json(&check_output::value(language, &checked)),
    }?;
    Ok(status)
}

/// The drafts of a folder; `None` where it is none.
fn folder(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<PathBuf>>, CliError> {
    if path == Path::new(STANDARD) { Ok(None) } else { Ok(draft_files::drafts(disk, path)?) }
}

/// The draft that is named, or the one on standard input.
fn opened(disk: &dyn Disk, path: &Path, language: Language) -> Result<Report, CliError> {
    if path != Path::new(STANDARD) {
        return Ok(draft_files::open(disk, path)?);
    }
    let name = language.word("import.standard_input");
    Ok(storage::parse_as(Path::new(&name), &terminal::input(storage::LIMIT)?)?)
}

/// The day that was given, or the computer's.
///
/// # Errors
/// The computer's clock tells no day.
pub(super) fn day_or_today(given: Option<Date>) -> Result<Date, CliError> {
    given.or_else(today).ok_or(CliError::NoClock)
}

/// The computer's day; `None` where its clock stands outside the calendar.
pub(super) fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map(|past| past.as_secs()).unwrap_or_default();
    let days = u32::try_from(seconds.saturating_add(AHEAD) / (24 * 60 * 60)).unwrap_or_default();
    Date::after_1970(days)
}

/// Last year's report, a draft or anything that can be imported.
pub(super) fn previous(disk: &dyn Disk, path: &Path) -> Result<Report, CliError> {
    match import::open_any(disk, path) {
        Ok(report) => Ok(report),
        Err(import::ImportOpenError::Store(error)) => Err(CliError::Store(error)),
        Err(import::ImportOpenError::Read(error)) => Err(CliError::Read { name: path.display().to_string(), error }),
    }
}

/// The files that the check report is made from.
fn sources(arguments: &CheckArguments) -> impl Iterator<Item = &Path> {
    let others = arguments.previous.iter().chain(&arguments.form);
    let draft = Some(&arguments.draft).filter(|path| path.as_path() != Path::new(STANDARD));
    draft.into_iter().chain(others).map(PathBuf::as_path)
}

/// The check report as a file: PDF or text, by the extension; on standard output text.
fn sheet(target: &Destination, language: Language, checked: &Checked<'_>) -> Result<Vec<u8>, CliError> {
    let Checked { form, report, review, years, today } = *checked;
    let sheet = messages::check_report(language, form, report, review, years, Some(today));
    let Destination::File(place) = target else { return Ok(sheet.plain().into_bytes()) };
    let extension = place.extension().map(|one| one.to_ascii_lowercase());
    Ok(match extension.as_deref().and_then(OsStr::to_str) {
        Some("pdf") => sheet.pdf(form, report).map_err(|error| CliError::Export { path: place.clone(), error })?,
        Some("txt") => sheet.plain().into_bytes(),
        _ => return Err(CliError::CheckReportKind { path: place.clone() }),
    })
}
