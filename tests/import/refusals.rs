//! Files that cannot be read, each with a sentence of its own that says what it is: what is no scan is not
//! called one, and what need not be unpacked is not to be unpacked.

use std::collections::BTreeSet;
use std::io::Write;

use nianbao::import::{self, ReadError};
use nianbao::messages::{self, Language};
use nianbao::session::{self, ExportFormat};

/// A PDF with these objects after its catalog.
fn pdf(objects: &str, end: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n{objects}trailer<</Root 1 0 R>>\n{end}").into_bytes()
}

/// A package with these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn each_file_that_cannot_be_read_has_its_own_sentence() {
    let report = session::draft_files::sample().unwrap();
    let form = nianbao::form::Form::of(report.form).unwrap();
    let ours = session::export(form, &report, ExportFormat::Pdf).unwrap();
    let page = "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
    let blank = format!("{page}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n");
    let picture = "5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8\
        /Length 1>>stream\n0\nendstream endobj\n4 0 obj<</Length 7>>stream\n/I Do  \nendstream endobj\n";
    let scan = format!(
        "{page}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
        /Resources<</XObject<</I 5 0 R>>>>>>endobj\n{picture}"
    );
    let circle = "2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n";
    let open = "application/vnd.oasis.opendocument.";
    let ofd = session::export(form, &report, ExportFormat::Ofd).unwrap();
    let cases: Vec<(&str, Vec<u8>, ReadError, &str)> = vec![
        ("a scan", pdf(&scan, "%%EOF"), ReadError::NoTextButPictures, "扫描件"),
        ("no text", pdf(&blank, "%%EOF\n"), ReadError::NoText, "没有文字"),
        ("a page tree in a circle", pdf(circle, "%%EOF"), ReadError::BrokenPageTree, "页面目录"),
        ("cut off", ours[..ours.len() / 10].to_vec(), ReadError::BrokenOff, "缺了一截"),
        ("cut off before its page", pdf(circle, ""), ReadError::BrokenOff, "缺了一截"),
        (
            "odt",
            package(&[("mimetype", &format!("{open}text")), ("content.xml", "<a/>")]),
            ReadError::OpenDocument,
            "docx",
        ),
        (
            "ods",
            package(&[("mimetype", &format!("{open}spreadsheet")), ("content.xml", "<a/>")]),
            ReadError::OpenDocument,
            "xlsx",
        ),
        ("xlsb", package(&[("xl/workbook.bin", "")]), ReadError::OldOffice, "xlsb"),
        ("ofd", ofd, ReadError::Ofd, "OFD"),
        ("another archive", package(&[("a.txt", "甲")]), ReadError::OtherPackage, "解压"),
    ];
    let mut sentences = BTreeSet::new();
    for (name, bytes, error, words) in cases {
        let read = import::read(&bytes).map(|_| ());
        assert_eq!(read, Err(error.clone()), "{name}");
        let chinese = messages::read_error(Language::Chinese, &"文件", &error);
        assert!(chinese.contains(words), "{name}: {chinese}");
        assert!(words == "解压" || !chinese.contains("解压"), "{name}: {chinese}");
        assert!(words == "扫描件" || !chinese.contains("扫描"), "{name}: {chinese}");
        sentences.insert(chinese);
        let english = messages::read_error(Language::English, &"file", &error);
        assert!(english.chars().all(|one| one.is_ascii() || matches!(one, '“' | '”')), "{name}: {english}");
    }
    assert_eq!(sentences.len(), 8, "each kind has its own sentence, and only a kind");
}

/// Minutes and summaries have numbered headings, and one may be called as a section of the form is.
#[test]
fn texts_with_numbered_headings_are_no_reports() {
    for text in [
        "水利工作会议纪要\n一、会议议程\n讨论了年度计划。\n二、工作安排\n各科室落实。\n六、其他事项\n无。\n",
        "会议纪要\n一、会议议程\n讨论。\n五、存在问题\n有。\n",
        "工作总结\n一、基本情况\n好。\n二、主要做法\n好。\n三、存在问题\n有。\n",
        "通知\n一、\t时间地点\n会议室。\n二、\t参加人员\n各科室。\n",
    ] {
        assert_eq!(import::read(text.as_bytes()).map(|_| ()), Err(ReadError::NotAReport), "{text}");
    }
}
