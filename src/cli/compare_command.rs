//! `compare`: where two reports differ, drafts or whatever can be imported.

use std::ffi::OsStr;
use std::path::Path;

use serde_json::{Value, json};

use super::cli_error::CliError;
use super::command_line::CompareArguments;
use super::destination::{Destination, forms};
use super::value_parsers::OutputFormat;
use super::{import_remarks, terminal};
use crate::messages::{self, Language, Shown};
use crate::report::{Difference, Report, differences};
use crate::session::import;
use crate::storage::Disk;

/// `compare`: exit status 1 where they differ, as `diff` has it.
pub(super) fn compare(disk: &dyn Disk, arguments: &CompareArguments, language: Language) -> Result<u8, CliError> {
    let [older_path, newer_path] = arguments.files.as_slice() else { return Ok(2) };
    let sources = [older_path.as_path(), newer_path.as_path()];
    if let Some(target) = &arguments.output {
        target.may_write(disk, &sources, arguments.force)?;
    }
    let (older, newer) = (opened(disk, older_path, language)?, opened(disk, newer_path, language)?);
    let form = forms(disk, None)?;
    let form = form.of(newer.form)?;
    let found = differences(&older, &newer);
    let passages = messages::compared(language, form, &found);
    let status = u8::from(!passages.is_empty());
    let [one, other] = sources.map(|path| path.display().to_string());
    if let Some(target) = &arguments.output {
        let sheet = messages::comparison_sheet(language, [&one, &other], &passages);
        let extension = target.path().extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
        let bytes = match (target, extension.as_deref()) {
            (Destination::StandardOutput, _) | (_, Some("txt")) => sheet.plain().into_bytes(),
            (_, Some("pdf")) => {
                sheet.pdf(form, &newer).map_err(|error| CliError::Export { path: target.path().to_owned(), error })?
            }
            _ => return Err(CliError::ComparisonKind { path: target.path().to_owned() }),
        };
        target.write(disk, &bytes, &sources, (arguments.force, language))?;
        return Ok(status);
    }
    match arguments.format {
        OutputFormat::Json => terminal::json(&value(&found)),
        OutputFormat::Text => {
            let words: [(&str, &dyn std::fmt::Display); 3] =
                [("older", &Shown(&one)), ("newer", &Shown(&other)), ("count", &passages.len())];
            let mut page =
                language.say(if passages.is_empty() { "compare.same" } else { "compare.head" }, &words) + "\n";
            for passage in &passages {
                page += &format!("{}\n  {}\n", passage.place, messages::marked(language, passage));
            }
            terminal::text(&page)
        }
    }?;
    Ok(status)
}

/// A draft, or anything that can be imported. What is not understood of a file cannot be compared, and is told.
fn opened(disk: &dyn Disk, path: &Path, language: Language) -> Result<Report, CliError> {
    let (report, remarks) = import::read_any(disk, path).map_err(|error| match error {
        import::ImportOpenError::Store(error) => CliError::Store(error),
        import::ImportOpenError::Read(error) => CliError::Read { name: path.display().to_string(), error },
    })?;
    if !remarks.is_empty() {
        let forms = forms(disk, None)?;
        let listed = import_remarks::list_of(language, forms.of(report.form)?, &remarks);
        terminal::remark(&format!("{}\n{listed}", path.display()));
    }
    Ok(report)
}

/// The differences for programs.
fn value(found: &[Difference]) -> Value {
    let one = |one: &Difference| {
        json!({
            "place": one.place,
            "older": one.older,
            "newer": one.newer,
            "only_formatting": one.formatting.is_some(),
        })
    };
    json!({ "differences": found.iter().map(one).collect::<Vec<_>>() })
}
