//! Every published report of `../shared/reports` and the seed, handed out in every kind of file
//! and read in again: the same numbers, the same paragraphs, the same unit and year. A PDF has no
//! blanks at the ends of its lines, a spreadsheet no text; nothing else may differ.

use std::path::Path;

use nianbao::form::{Form, SectionId};
use nianbao::import::{self, Imported};
use nianbao::report::{Report, ReportText};
use nianbao::richtext::Level;
use nianbao::session::{self, ExportFormat};

use crate::invented_reports;
use crate::skip::skip;

/// The reports that were found, by the beginnings of their files' names.
fn reports() -> Vec<(String, Report)> {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    let files = ["reports", "seed"].into_iter().filter_map(|folder| std::fs::read_dir(shared.join(folder)).ok());
    let mut paths: Vec<_> = files.flatten().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt" || end == "pdf"));
    paths.sort();
    if paths.is_empty() {
        skip(&format!("{} is absent", shared.display()));
    }
    let read = |path: &std::path::PathBuf| {
        let name: String = path.file_name().unwrap().to_string_lossy().chars().take(12).collect();
        let report = import::read(&std::fs::read(path).unwrap()).unwrap().report;
        (name, report)
    };
    paths.iter().map(read).collect()
}

/// The paragraphs of a part with their ranks.
fn paragraphs(report: &Report, part: ReportText, blanks: bool) -> Vec<(Level, String)> {
    let text = |text: String| if blanks { text } else { text.split_whitespace().collect() };
    let prose = report.part(part).into_iter().flat_map(|prose| &prose.paragraphs);
    prose.map(|one| (one.level, text(one.text()))).collect()
}

#[test]
fn published_reports_come_back_from_every_kind_of_file() {
    let sections = SectionId::ALL.map(ReportText::Section);
    for (name, report) in reports() {
        // Two reports side by side in one text are no report whose paragraphs anyone can tell.
        if name.starts_with("04") {
            continue;
        }
        let form = Form::of(report.form).unwrap();
        for kind in ExportFormat::SET {
            let Imported { report: found, remarks } =
                import::read(&session::export(form, &report, kind).unwrap()).unwrap();
            let of = |report: &Report| -> Vec<_> {
                form.fields().map(|field| (field.key, report.numbers.shown(form, field.key))).collect()
            };
            assert_eq!(found.form, report.form, "{name} {kind:?}");
            assert_eq!(of(&found), of(&report), "{name} {kind:?}: {remarks:#?}");
            if matches!(kind, ExportFormat::Xlsx | ExportFormat::Csv) {
                continue;
            }
            assert_eq!((&found.unit, found.year), (&report.unit, report.year), "{name} {kind:?}");
            for part in sections.into_iter().chain([ReportText::Preface]) {
                let blanks = kind != ExportFormat::Pdf;
                let (now, then) = (paragraphs(&found, part, blanks), paragraphs(&report, part, blanks));
                assert_eq!(now, then, "{name} {kind:?} {part:?}");
            }
        }
    }
}

/// By this an earlier set is known, which a newer one may replace: what is read from its web page gives the same
/// files.
#[test]
fn what_is_read_from_a_web_page_gives_the_same_files() {
    // PDF and Word files are known by their marks.
    let kinds = ExportFormat::SET.into_iter().filter(|kind| !matches!(kind, ExportFormat::Pdf | ExportFormat::Docx));
    let invented = (0..60).map(|seed| (format!("invented {seed}"), invented_reports::report(seed)));
    let all: Vec<(String, Report)> = reports().into_iter().chain(invented).collect();
    let mut others = Vec::new();
    for (name, report) in &all {
        let form = Form::of(report.form).unwrap();
        let read = import::read(&session::export(form, report, ExportFormat::Html).unwrap()).unwrap().report;
        for kind in kinds.clone() {
            let [then, now] = [report, &read].map(|report| session::export(form, report, kind).unwrap());
            if then != now {
                others.push(format!("{kind:?} {name}"));
            }
        }
    }
    assert!(others.is_empty(), "{others:?}");
}

/// What LibreOffice makes of our files, as whoever edits them there saves them: the page as a
/// document, the document as a page and as text, the workbook saved again and as CSV.
#[test]
fn our_files_come_back_from_libreoffice_in_other_kinds() {
    let mut report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    for (field, next) in form.fields().filter(|field| !field.total).zip(3_u32..) {
        report.numbers.set(field.key, nianbao::report::Number::parse(&next.to_string(), field.measure));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round-trips");
    std::fs::create_dir_all(&folder).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    // Every sheet as CSV in UTF-8; ours has its flat sheet last.
    let every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let cases = [
        (ExportFormat::Html, "docx:MS Word 2007 XML", Some("HTML (StarWriter)"), "docx"),
        (ExportFormat::Docx, "html:HTML (StarWriter)", None, "html"),
        (ExportFormat::Docx, "txt:Text (encoded):UTF8", None, "txt"),
        (ExportFormat::Xlsx, "xlsx:Calc MS Excel 2007 XML", None, "xlsx"),
        (ExportFormat::Xlsx, every_sheet, None, "csv"),
    ];
    for (kind, to, through, end) in cases {
        let out = folder.join(format!("{kind:?}-{end}"));
        let _ = std::fs::remove_dir_all(&out);
        let source = folder.join(format!("a.{}", kind.extension()));
        std::fs::write(&source, session::export(form, &report, kind).unwrap()).unwrap();
        let mut command = std::process::Command::new("soffice");
        command.args([&profile, "--headless", "--convert-to", to, "--outdir"]).arg(&out);
        command.args(through.map(|filter| format!("--infilter={filter}"))).arg(&source);
        if command.output().is_err() {
            return skip("soffice is not installed (apt-get install libreoffice-writer libreoffice-calc)");
        }
        let file = if end == "csv" { "a-明细.csv".to_owned() } else { format!("a.{end}") };
        let bytes = std::fs::read(out.join(&file)).unwrap_or_else(|error| panic!("soffice made no {file}: {error}"));
        let Imported { report: found, remarks } = import::read(&bytes).unwrap();
        let name = format!("{kind:?} as {end}");
        assert_eq!(found.numbers, report.numbers, "{name}: {remarks:#?}");
        assert_eq!((&found.unit.name, found.year), (&report.unit.name, report.year), "{name}");
        if kind != ExportFormat::Xlsx {
            for part in SectionId::ALL.map(ReportText::Section).into_iter().chain([ReportText::Preface]) {
                let (now, then) = (paragraphs(&found, part, false), paragraphs(&report, part, false));
                assert_eq!(now, then, "{name} {part:?}: {remarks:#?}");
            }
        }
    }
}
