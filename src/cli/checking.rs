//! `check` and `rules`: what was found in a report, and what is looked for.

use std::ffi::OsStr;
use std::time::{SystemTime, UNIX_EPOCH};

use super::call::Call;
use super::failure::Failure;
use super::files::{DISK, forms, is_standard, path};
use super::findings::{self, Checked};
use super::folder;
use super::output;
use crate::check::CATALOGUE;
use crate::messages::{self, Language};
use crate::report::{Date, Report};
use crate::session::run_checks;
use crate::session::{self, draft_files, import};
use crate::storage;

/// China keeps one time, eight hours ahead of the clock's.
const AHEAD: u64 = 8 * 60 * 60;

/// `check`: the findings of a draft, or one line for each draft of a folder.
pub(super) fn check(call: &Call, language: Language) -> Result<u8, Failure> {
    let as_json = match call.value("format").map(OsStr::to_string_lossy).as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(_) => return Err(call.bad("format", "text json".to_owned())),
    };
    let today = today(call)?;
    if let Some(drafts) = draft_files::drafts(DISK, &path(call.operand()))? {
        return folder::check(call, language, &drafts, today, as_json);
    }
    let forms = forms(call)?;
    let report = draft_files::open(DISK, &path(call.operand()))?;
    let previous = previous(call)?;
    let form = forms.of(report.form)?;
    let other_year = previous.as_ref().map(|last| last.year).filter(|last| last.checked_add(1) != Some(report.year));
    if let Some(last) = other_year {
        output::remark(&(language.say("check.other_year", &[("last", &last), ("year", &report.year)]) + "\n"));
    }
    let review = run_checks::review(form, &report, previous.as_ref(), Some(today));
    let years = previous.as_ref().and_then(|last| session::years(form, &report, last));
    let checked = Checked { form, report: &report, review: &review, years: years.as_ref(), today };
    let status = u8::from(!review.is_ready());
    if let Some(target) = call.value("output") {
        return write(target, language, &checked).map(|()| status);
    }
    let print = if as_json { findings::json } else { findings::text };
    output::text(&print(language, &checked))?;
    Ok(status)
}

/// `rules`: the catalogue.
pub(super) fn rules(_call: &Call, language: Language) -> Result<u8, Failure> {
    let lines: String = CATALOGUE.iter().map(|rule| messages::rule_line(language, rule) + "\n").collect();
    output::text(&lines)?;
    Ok(0)
}

/// The day of the check: as given, else the computer's.
fn today(call: &Call) -> Result<Date, Failure> {
    if call.value("today").is_some() {
        return Date::parse(&call.text("today")).ok_or_else(|| call.bad("today", "2025-01-15".to_owned()));
    }
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map(|past| past.as_secs()).unwrap_or_default();
    let days = u32::try_from(seconds.saturating_add(AHEAD) / (24 * 60 * 60)).unwrap_or_default();
    Date::after_1970(days).ok_or_else(|| call.bad("today", "2025-01-15".to_owned()))
}

/// Last year's report, a draft or anything that can be imported.
fn previous(call: &Call) -> Result<Option<Report>, Failure> {
    let Some(name) = call.value("previous") else { return Ok(None) };
    match import::open_any(DISK, &path(name)) {
        Ok(report) => Ok(Some(report)),
        Err(import::OpenError::Store(error)) => Err(Failure::Store(error)),
        Err(import::OpenError::Read(error)) => Err(Failure::Read { name: path(name).display().to_string(), error }),
    }
}

/// The check report as a file: PDF or text, by the extension.
fn write(target: &OsStr, language: Language, checked: &Checked<'_>) -> Result<(), Failure> {
    let Checked { form, report, review, years, today } = *checked;
    let sheet = messages::check_report(language, form, report, review, years, Some(today));
    let place = path(target);
    let extension = place.extension().map(|one| one.to_ascii_lowercase());
    let bytes = match extension.as_deref().and_then(OsStr::to_str) {
        Some("pdf") => sheet.pdf(form, report).map_err(|error| Failure::Export { path: place.clone(), error })?,
        Some("txt") => sheet.plain().into_bytes(),
        _ if is_standard(target) => return output::text(&sheet.plain()),
        _ => return Err(Failure::SheetKind { path: place }),
    };
    Ok(storage::write_file(DISK, &place, &bytes)?)
}
