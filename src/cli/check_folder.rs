//! `check` of a folder: one line for each draft, then what units wrote alike.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::check_output::{self, Checked};
use super::cli_error::CliError;
use super::command_line::CheckArguments;
use super::destination::forms;
use super::rules_command::RunPacks;
use super::terminal;
use super::text_columns::{padded, width};
use super::value_parsers::OutputFormat;
use crate::check::Severity;
use crate::form::Form;
use crate::messages::{self, Language, Shown};
use crate::report::{Date, Report};
use crate::session::{draft_files, run_checks};
use crate::storage::Disk;

/// Says of each draft how many findings it has; those that cannot be read say so in their line.
pub(super) fn check(
    disk: &dyn Disk,
    arguments: &CheckArguments,
    language: Language,
    drafts: &[PathBuf],
    today: Date,
) -> Result<u8, CliError> {
    if drafts.is_empty() {
        return Err(CliError::NoDrafts { path: arguments.draft.clone() });
    }
    let forms = forms(disk, arguments.form.as_deref())?;
    let open = |draft: &PathBuf| -> Result<(&Form, Report), CliError> {
        let report = draft_files::open(disk, draft)?;
        Ok((forms.of(report.form)?, report))
    };
    let opened: Vec<_> = drafts.iter().map(|draft| (name(draft), open(draft))).collect();
    let reports: Vec<_> = opened.iter().filter_map(|(_, one)| one.as_ref().ok().map(|one| (one.0, &one.1))).collect();
    let packs = RunPacks::read(disk, &arguments.packs, language);
    let mut reviews = run_checks::together(&reports, Some(today), |report| packs.of(report)).into_iter();
    let (mut status, mut rows, mut all, mut alike) = (0, vec![heads(language)], Vec::new(), String::new());
    for (name, opened) in &opened {
        let (row, mut value) = match opened {
            Ok((form, report)) => {
                let Some(review) = reviews.next() else { continue };
                status = status.max(u8::from(!review.is_ready()));
                for finding in review.alike() {
                    alike += &format!("{}  {}\n", Shown(name), messages::finding(language, form, finding));
                }
                let [errors, warnings, infos] = Severity::ALL.map(|severity| review.count(severity).to_string());
                let checked = Checked { form, report, review: &review, years: None, today };
                let report = Shown(format!("{} {}", report.unit.name, report.year)).to_string();
                ([errors, warnings, infos, Shown(name).to_string(), report], check_output::value(language, &checked))
            }
            Err(error) => {
                status = 2;
                let [dash, sentence] = ["—".to_owned(), error.sentence(language)];
                let value = json!({ "failure": sentence });
                ([dash.clone(), dash.clone(), dash, Shown(name).to_string(), sentence], value)
            }
        };
        if let Some(fields) = value.as_object_mut() {
            fields.insert("file".to_owned(), name.as_str().into());
        }
        rows.push(row);
        all.push(value);
    }
    let apart = if alike.is_empty() { "" } else { "\n" };
    match arguments.format {
        OutputFormat::Json => terminal::json(&Value::from(all)),
        OutputFormat::Text => terminal::text(&(table(&rows) + apart + &alike)),
    }?;
    Ok(status)
}

fn name(draft: &Path) -> String {
    draft.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn heads(language: Language) -> [String; 5] {
    ["errors", "warnings", "infos", "file", "report"].map(|column| language.word(&format!("check.column_{column}")))
}

/// Columns flush on the left, Chinese characters counted as two.
fn table(rows: &[[String; 5]]) -> String {
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let line = |row: &[String; 5]| {
        let cell = |(column, text): (usize, &String)| match column {
            4 => text.clone(),
            _ => padded(text, widest(column) + 2),
        };
        row.iter().enumerate().map(cell).collect::<String>() + "\n"
    };
    rows.iter().map(line).collect()
}
