//! Every published report of `../shared/reports` and the seed, handed out in every kind of file
//! and read in again: the same numbers, the same paragraphs, the same unit and year. A PDF has no
//! blanks at the ends of its lines, a spreadsheet no text; nothing else may differ.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use nianbao::exchange::{self, Reading};
use nianbao::form::{Form, SectionId};
use nianbao::prose::Level;
use nianbao::report::{Part, Report};
use nianbao::session::{self, Export};

/// The reports that were found, by the beginnings of their files' names.
fn reports() -> Vec<(String, Report)> {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    let files = ["reports", "seed"].into_iter().filter_map(|folder| std::fs::read_dir(shared.join(folder)).ok());
    let mut paths: Vec<_> = files.flatten().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt" || end == "pdf"));
    paths.sort();
    if paths.is_empty() {
        println!("skipped: {} is absent", shared.display());
    }
    let read = |path: &std::path::PathBuf| {
        let name: String = path.file_name().unwrap().to_string_lossy().chars().take(12).collect();
        let report = exchange::read(&std::fs::read(path).unwrap()).unwrap().report;
        (name, report)
    };
    paths.iter().map(read).collect()
}

/// The paragraphs of a part with their ranks.
fn paragraphs(report: &Report, part: Part, blanks: bool) -> Vec<(Level, String)> {
    let text = |text: String| if blanks { text } else { text.split_whitespace().collect() };
    let prose = report.part(part).into_iter().flat_map(|prose| &prose.paragraphs);
    prose.map(|one| (one.level, text(one.text()))).collect()
}

#[test]
fn published_reports_come_back_from_every_kind_of_file() {
    let sections = SectionId::ALL.map(Part::Section);
    for (name, report) in reports() {
        // Two reports side by side in one text are no report whose paragraphs anyone can tell.
        if name.starts_with("04") {
            continue;
        }
        let form = Form::of(report.form).unwrap();
        for kind in Export::SET {
            let Reading { report: found, remarks } =
                exchange::read(&session::export(form, &report, kind).unwrap()).unwrap();
            let of = |report: &Report| -> Vec<_> {
                form.fields().map(|field| (field.key, report.numbers.shown(form, field.key))).collect()
            };
            assert_eq!(found.form, report.form, "{name} {kind:?}");
            assert_eq!(of(&found), of(&report), "{name} {kind:?}: {remarks:#?}");
            if matches!(kind, Export::Xlsx | Export::Csv) {
                continue;
            }
            assert_eq!((&found.unit, found.year), (&report.unit, report.year), "{name} {kind:?}");
            for part in sections.into_iter().chain([Part::Preface]) {
                let blanks = kind != Export::Pdf;
                let (now, then) = (paragraphs(&found, part, blanks), paragraphs(&report, part, blanks));
                assert_eq!(now, then, "{name} {kind:?} {part:?}");
            }
        }
    }
}
