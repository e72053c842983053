//! `check` of a folder: one line for each draft, then what units wrote alike.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::check_output::{self, Checked};
use super::cli_error::CliError;
use super::command_line::CheckArguments;
use super::destination::forms;
use super::progress_line::ProgressLine;
use super::rules_command::RunPacks;
use super::terminal::{self, JsonArray};
use super::text_columns::{table_cell, widest};
use super::value_parsers::OutputFormat;
use crate::check::Severity;
use crate::check::shingle_index::{ReportShingles, SearchCounts};
use crate::form::Form;
use crate::messages::{self, Language, Shown};
use crate::report::{Date, Report};
use crate::session::check_together::ReportCollection;
use crate::session::rollup::LinkKind;
use crate::session::run_checks::{self, CheckSummary};
use crate::session::{draft_files, parallel};
use crate::storage::Disk;

/// So many bytes of what is told are kept at most until the drafts are compared.
const MOST_KEPT: usize = 64 << 20;

/// What is told of one draft.
struct DraftLine {
    cells: [String; 5],
    status: u8,
    /// What other units wrote alike, a line for each finding.
    alike: String,
    /// As JSON, where that is asked for.
    json: String,
}

impl DraftLine {
    /// How many bytes it takes.
    fn size(&self) -> usize {
        self.cells.iter().map(String::len).sum::<usize>() + self.alike.len() + self.json.len()
    }
}

/// Says of each draft how many findings it has; those that cannot be read say so in their line. Holds one
/// report for each processor, however many there are.
pub(super) fn check(
    disk: &dyn Disk,
    arguments: &CheckArguments,
    language: Language,
    drafts: &[PathBuf],
    today: Date,
) -> Result<u8, CliError> {
    let links = draft_files::linked_drafts(disk, &arguments.draft)?;
    if drafts.is_empty() && links.is_empty() {
        return Err(CliError::NoDrafts { path: arguments.draft.clone() });
    }
    let forms = forms(disk, arguments.form.as_deref())?;
    let open = |draft: &PathBuf| -> Result<(&Form, Report), CliError> {
        let report = draft_files::open(disk, draft)?;
        Ok((forms.of(report.form)?, report))
    };
    let packs = RunPacks::read(disk, &arguments.packs, language);
    let is_json = arguments.format == OutputFormat::Json;
    // Values are written as they come, and are sign of life enough.
    let begin = || ProgressLine::begin(|| language.say("check.working", &[("count", &drafts.len())]));
    let shown = (!is_json).then(begin);
    let load = |number: usize| drafts.get(number).and_then(|draft| open(draft).ok()).map(|(_, report)| report);
    let line_of = |draft: &Path, (form, report): (&Form, &Report), review: &CheckSummary| {
        let checked = Checked { form, report, review, years: None, today };
        checked_line(language, draft, &checked, is_json)
    };
    // A draft is read and checked once; again only where it may be like another.
    let alone = |number: usize| -> (ReportShingles, Option<DraftLine>) {
        let Some(draft) = drafts.get(number) else { return Default::default() };
        match open(draft) {
            Ok((form, report)) => {
                let review = run_checks::review_beside(form, &report, &[], Some(today), &packs.of(&report));
                let review = review.wanting(arguments.settled);
                (ReportShingles::of(&report), Some(line_of(draft, (form, &report), &review)))
            }
            Err(error) => (ReportShingles::default(), Some(failed_line(language, draft, &error, is_json))),
        }
    };
    let (kept, mut size) = (Mutex::new(Vec::with_capacity(drafts.len())), 0_usize);
    let units = ReportCollection::begin(drafts.len(), &load, alone, |line| {
        size = size.saturating_add(line.as_ref().map_or(0, DraftLine::size));
        // What would take too much memory is made again.
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(line.filter(|_| size <= MOST_KEPT));
    });
    let line = |counts: &mut SearchCounts, number: usize| -> Option<DraftLine> {
        let draft = drafts.get(number)?;
        let former = kept.lock().unwrap_or_else(PoisonError::into_inner).get_mut(number).and_then(Option::take);
        if let Some(former) = former
            && !units.is_alike(number, counts)
        {
            return Some(former);
        }
        Some(match open(draft) {
            Ok((form, report)) => {
                let review = units.review(number, (form, &report), Some(today), &packs.of(&report), counts);
                let review = review.wanting(arguments.settled);
                line_of(draft, (form, &report), &review)
            }
            Err(error) => failed_line(language, draft, &error, is_json),
        })
    };
    let (mut status, mut rows, mut alike) = (0, vec![heads(language)], String::new());
    let mut array = JsonArray::new();
    let mut written = Ok(());
    let mut tell = |line: DraftLine| {
        status = status.max(line.status);
        if is_json {
            written = std::mem::replace(&mut written, Ok(())).and_then(|()| array.push(&line.json));
        } else {
            rows.push(line.cells);
            alike += &line.alike;
        }
    };
    parallel::in_order(drafts.len(), || units.counts(), line, |_, line| line.into_iter().for_each(&mut tell));
    for link in &links {
        let error = CliError::LinkInFolder { path: name(link), kind: LinkKind::of(disk, link) };
        tell(failed_line(language, link, &error, is_json));
    }
    drop(shown);
    written?;
    let apart = if alike.is_empty() { "" } else { "\n" };
    if is_json { array.finish() } else { terminal::text(&(table(&rows) + apart + &alike)) }?;
    Ok(status)
}

fn checked_line(language: Language, draft: &Path, checked: &Checked<'_>, is_json: bool) -> DraftLine {
    let Checked { form, report, review, .. } = *checked;
    let name = name(draft);
    let [errors, warnings, infos] = Severity::ALL.map(|severity| review.count(severity).to_string());
    let unit = Shown(format!("{} {}", report.unit.name, report.year_digits())).to_string();
    let told = |finding| format!("{}  {}\n", Shown(&name), messages::finding(language, form, finding));
    DraftLine {
        status: u8::from(!review.is_ready()),
        alike: review.alike().map(told).collect(),
        json: if is_json { json_of(check_output::value(language, checked), &name) } else { String::new() },
        cells: [errors, warnings, infos, Shown(&name).to_string(), unit],
    }
}

fn failed_line(language: Language, draft: &Path, error: &CliError, is_json: bool) -> DraftLine {
    let (name, sentence) = (name(draft), error.sentence(language));
    let dash = || "—".to_owned();
    DraftLine {
        status: 2,
        alike: String::new(),
        json: if is_json { json_of(json!({ "failure": sentence }), &name) } else { String::new() },
        cells: [dash(), dash(), dash(), Shown(&name).to_string(), sentence],
    }
}

fn json_of(mut value: Value, name: &str) -> String {
    if let Some(fields) = value.as_object_mut() {
        fields.insert("file".to_owned(), name.into());
    }
    terminal::json_text(&value)
}

fn name(draft: &Path) -> String {
    draft.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn heads(language: Language) -> [String; 5] {
    ["errors", "warnings", "infos", "file", "report"].map(|column| language.word(&format!("check.column_{column}")))
}

/// Columns flush on the left, Chinese characters counted as two.
fn table(rows: &[[String; 5]]) -> String {
    // Once for all rows: measured again for each, ten thousand rows would be measured ten thousand times.
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column)).map(String::as_str);
    let widths: [usize; 5] = std::array::from_fn(|column| widest(cells(column)));
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (text, widest))| match column {
            4 => table_cell(text, 0).trim_end().to_owned(),
            _ => table_cell(text, widest),
        });
        cells.collect::<String>() + "\n"
    };
    rows.iter().map(line).collect()
}
