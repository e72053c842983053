//! A real report on paper, read back by every reader at hand, and taken by an archive.

use expect_test::expect_file;
use nianbao::form::{Form, SectionId};
use nianbao::layout::{FontSet, PageStyle, Paper, lay_out};
use nianbao::pdf::{self, PdfProfile};
use nianbao::report::{Date, Report, Signature};
use nianbao::richtext::{Paragraph, Run, TextMarks};
use nianbao::storage;

use super::{other_readers, reader, runs, written};

/// The sample as it was published; or with a footnote, a signature, marks, a list and lines of
/// every kind besides.
pub fn report(rich: bool) -> Report {
    let mut report = storage::parse(include_bytes!("../../../assets/samples/weibin-2024.nianbao")).unwrap();
    if rich {
        let form = Form::of(report.form).unwrap();
        let key = form.fields().find(|field| !field.total).unwrap().key;
        report.notes.insert(key, "含所属单位。".into());
        let (unit, date) = (report.unit.name.clone(), Date::new(2025, 1, 15).unwrap());
        report.signature = Some(Signature { unit, date, extra: Default::default() });
        let prose = report.prose_mut(SectionId::Others);
        let marks = [
            TextMarks { bold: true, ..TextMarks::default() },
            TextMarks { italic: true, ..TextMarks::default() },
            TextMarks { underline: true, ..TextMarks::default() },
            TextMarks { superscript: true, ..TextMarks::default() },
        ];
        let run = |marks| Run { text: "加粗、倾斜、下划线与上标12.6%；".into(), marks, ..Run::default() };
        prose.paragraphs.push(Paragraph::marked(nianbao::richtext::Level::Body, marks.map(run).to_vec()));
        for list in [nianbao::richtext::ListKind::Outer, nianbao::richtext::ListKind::Inner] {
            let mut item = Paragraph::new(nianbao::richtext::Level::Body, "列出的一项");
            item.list = Some(list);
            prose.paragraphs.push(item);
        }
    }
    report
}

pub fn paper(rich: bool) -> Paper {
    let report = report(rich);
    let style = PageStyle { review_mark: rich, approval_sheet: rich, ..PageStyle::official() };
    lay_out(Form::of(report.form).unwrap(), &report, &style, FontSet::bundled().unwrap())
}

#[test]
fn a_report_is_read_back_equal_by_every_reader() {
    for rich in [false, true] {
        let paper = paper(rich);
        let laid: String = runs(&paper).map(|(_, run)| run.text()).collect();
        for profile in [PdfProfile::A2a, PdfProfile::A1b] {
            let bytes = pdf::write_with(&paper, FontSet::bundled().unwrap(), profile).unwrap();
            let got: String = reader::Reader::of(&bytes).glyphs().into_iter().map(|glyph| glyph.text).collect();
            assert!(got == laid, "as lopdf reads it");
            let file = reader::on_disk("nianbao-pdf-report.pdf", &bytes);
            let texts = [
                ("pdftotext", reader::program("pdftotext", &["-raw", &file, "-"])),
                ("mutool", reader::program("mutool", &["draw", "-q", "-F", "txt", &file])),
            ];
            for (name, said) in texts {
                if let Some(said) = said {
                    assert!(sorted(&said) == sorted(&laid), "as {name} reads it");
                }
            }
            if let Some(said) = reader::program("qpdf", &["--check", &file]) {
                assert!(!said.contains("WARNING"), "{said}");
            }
        }
    }
}

/// The characters but blanks. Readers order the cells of a table, small figures above the line and
/// marks in the margin by where they stand, each in its own way.
fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = other_readers::without_spaces(text).chars().collect();
    characters.sort_unstable();
    characters
}

/// What a screen reader is told.
#[test]
fn the_structure_of_a_report() {
    let file = reader::on_disk("nianbao-pdf-structure.pdf", &written(&paper(false)));
    if let Some(said) = reader::program("pdfinfo", &["-struct", &file]) {
        let said: String =
            said.lines().filter(|line| !line.contains("/Summary")).map(|line| format!("{line}\n")).collect();
        expect_file!["../../data/snapshots/weibin-2024.struct.txt"].assert_eq(&said);
    }
}

#[test]
fn an_archive_takes_a_report() {
    for rich in [false, true] {
        let bytes = pdf::write_with(&paper(rich), FontSet::bundled().unwrap(), PdfProfile::A1b).unwrap();
        other_readers::preflight("nianbao-pdf-archive-report.pdf", &bytes);
    }
}
