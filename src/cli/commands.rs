//! What each command does. A command reads, asks the session, writes; it decides nothing that
//! the window would have to decide too.

use std::path::Path;

use super::call::Call;
use super::failure::Failure;
use super::files::{DISK, forms, is_standard, output_of, path};
use super::progress::Progress;
use super::usage::Usage;
use super::{output, paper, remarks};
use crate::form::{Form, UnitKind};
use crate::messages::{self, Language};
use crate::report::Report;
use crate::session::{self, ExportFormat, FormSource, PrintOptions, draft_files, import};
use crate::storage;

/// `new`: an empty report.
pub(super) fn new(call: &Call, language: Language) -> Result<u8, Failure> {
    let unit = call.text("unit").trim().to_owned();
    if unit.is_empty() {
        return Err(call.bad("unit", language.word("value.unit")));
    }
    let year = call.text("year");
    let year = year.parse::<u16>().ok().filter(|year| (2008..=2099).contains(year));
    let year = year.ok_or_else(|| call.bad("year", "2008–2099".to_owned()))?;
    let mut report = Report::new(unit, kind(call, language)?, year);
    paper::preface(call, FormSource::built_in().of(report.form)?, &mut report)?;
    write_draft(call, &report)?;
    if !is_standard(output_of(call)) {
        let path = path(output_of(call));
        output::text(&(language.say("new.done", &[("path", &path.display())]) + "\n"))?;
    }
    Ok(0)
}

/// `import`: a published text as a draft, with the list of all that was not understood.
pub(super) fn import(call: &Call, language: Language) -> Result<u8, Failure> {
    let target = output_of(call);
    if !is_standard(target) && !call.is_set("force") {
        draft_files::may_create(DISK, &path(target))?;
    }
    let limit = u64::try_from(import::LIMIT).unwrap_or(u64::MAX);
    let source = call.operand();
    let (bytes, name) = match is_standard(source) {
        true => (output::input(limit)?, language.word("import.standard_input")),
        false => (storage::read(DISK, &path(source), limit)?, path(source).display().to_string()),
    };
    let shown = Progress::begin(language.say("import.working", &[("path", &name)]));
    let reading = import::import(&bytes);
    drop(shown);
    let reading = reading.map_err(|error| Failure::Read { name: name.clone(), error })?;
    let form = FormSource::built_in();
    let form = form.of(reading.report.form)?;
    let remarks = remarks::list(language, form, &reading);
    let source = std::path::Path::new(&name).file_name().map_or(name.clone(), |own| own.to_string_lossy().into_owned());
    let origin = messages::origin(language, form, &source, &reading.remarks);
    write_draft(call, &import::begun(&reading, origin))?;
    if is_standard(target) {
        output::remark(&remarks);
        return Ok(0);
    }
    output::text(&(language.say("new.done", &[("path", &path(target).display())]) + "\n" + &remarks))?;
    Ok(0)
}

/// `export`: another program's file, or the whole set of them.
pub(super) fn export(call: &Call, language: Language) -> Result<u8, Failure> {
    if let Some(folder) = call.value("all") {
        return export_all(call, language, &path(folder));
    }
    if call.value("output").is_none() {
        return Err(Usage::MissingFlag { command: call.command.name, flag: "output" }.into());
    }
    let target = path(output_of(call));
    let kind = match call.value("to") {
        Some(name) => {
            let kinds: Vec<_> = ExportFormat::ALL.iter().map(|kind| kind.extension()).collect();
            name.to_str().and_then(ExportFormat::named).ok_or_else(|| call.bad("to", kinds.join(" ")))?
        }
        None => ExportFormat::of(&target).ok_or_else(|| Failure::UnknownKind { path: target.clone() })?,
    };
    let forms = forms(call)?;
    let mut report = draft_files::open(DISK, &path(call.operand()))?;
    let form = forms.of(report.form)?;
    paper::preface(call, form, &mut report)?;
    let printing = if kind.is_paper() { Some(paper::printing(call, language)?) } else { None };
    let bytes = exported(language, form, &report, kind, printing.as_ref(), &target)?;
    if is_standard(output_of(call)) {
        output::bytes(&bytes)?;
    } else {
        storage::write_file(DISK, &target, &bytes)?;
    }
    Ok(0)
}

/// Every kind of file into one folder, named as units name them.
fn export_all(call: &Call, language: Language, folder: &Path) -> Result<u8, Failure> {
    if call.value("output").is_some() || call.value("to").is_some() {
        return Err(call.bad("all", "export --all".to_owned()));
    }
    let forms = forms(call)?;
    let mut report = draft_files::open(DISK, &path(call.operand()))?;
    let form = forms.of(report.form)?;
    paper::preface(call, form, &mut report)?;
    let printing = paper::printing(call, language)?;
    storage::make_folder(DISK, folder)?;
    for kind in ExportFormat::SET {
        let target = folder.join(kind.file_name(form, &report));
        let bytes = exported(language, form, &report, kind, Some(&printing), &target)?;
        storage::write_file(DISK, &target, &bytes)?;
        output::text(&format!("{}\n", target.display()))?;
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
) -> Result<Vec<u8>, Failure> {
    let _shown = Progress::begin(language.say("export.working", &[("path", &target.display())]));
    let bytes = match printing {
        Some(printing) => session::export_on(form, report, kind, printing),
        None => session::export(form, report, kind),
    };
    bytes.map_err(|error| Failure::Export { path: target.to_owned(), error })
}

/// `info`: what a draft holds.
pub(super) fn info(call: &Call, language: Language) -> Result<u8, Failure> {
    let forms = forms(call)?;
    let report = draft_files::open(DISK, &path(call.operand()))?;
    let form = forms.of(report.form)?;
    let mut page = String::new();
    let mut line = |key: &str, value: String| {
        page += &(language.say(key, &[("value", &value)]) + "\n");
    };
    line("info.unit", report.unit.name.clone());
    line("info.kind", language.word(messages::unit_kind(report.unit.kind)));
    line("info.year", report.year.to_string());
    line("info.edition", language.word(messages::edition(report.form)));
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
    for origin in &report.origins {
        page += &format!("\n{}\n", messages::origin_head(language, origin));
        for told in &origin.notes {
            page += &format!("{}\n", told.head);
            page.extend(told.sentences.iter().map(|sentence| format!("  {sentence}\n")));
        }
    }
    output::text(&page)?;
    Ok(0)
}

/// The kind of unit: its word, or its name in either language; a department where none is given.
fn kind(call: &Call, language: Language) -> Result<UnitKind, Failure> {
    if call.value("kind").is_none() {
        return Ok(UnitKind::Department);
    }
    let given = call.text("kind");
    let named = |kind: &UnitKind| {
        kind.word() == given || Language::ALL.iter().any(|language| language.word(messages::unit_kind(*kind)) == given)
    };
    UnitKind::ALL.into_iter().find(named).ok_or_else(|| {
        let kinds = UnitKind::ALL.map(|kind| format!("{} ({})", kind.word(), language.word(messages::unit_kind(kind))));
        call.bad("kind", kinds.join(", "))
    })
}

/// Writes a draft where `--output` says.
fn write_draft(call: &Call, report: &Report) -> Result<(), Failure> {
    let target = output_of(call);
    if is_standard(target) {
        let bytes = storage::write(report).map_err(|error| Failure::Output(error.into()))?;
        return output::bytes(&bytes);
    }
    Ok(draft_files::create(DISK, &path(target), report, call.is_set("force"))?)
}
