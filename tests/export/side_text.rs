//! Text that stands under a table stays with its section and whole, whether or not it is a
//! sentence and whatever labels of the table it names, in every form in which a report goes out.

use std::io::Cursor;

use nianbao::form::{Form, SectionId};
use nianbao::import;
use nianbao::report::Report;
use nianbao::richtext::{Level, ListKind, Paragraph};
use nianbao::session::{self, ExportFormat};

/// The document without the draft that it carries, as a program that does not know it leaves it.
fn without_draft(document: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let part = old.by_index_raw(index).unwrap();
        if !part.name().unwrap().starts_with("customXml") {
            new.raw_copy_file(part).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn text_under_a_table_stays_whole_and_in_its_section() {
    let body = |text: &str| Paragraph::new(Level::Body, text);
    let mut item = body("网上申请 5 件");
    item.list = Some(ListKind::Outer);
    let mut report = session::draft_files::sample().unwrap();
    let sections = [
        (SectionId::Disclosure, vec![body("本年度数据由法规处提供"), body("行政许可的决定数含委托实施的3件。")]),
        (
            SectionId::Requests,
            vec![
                Paragraph::new(Level::Second, "（一）申请的特点"),
                body("全年收到申请12件，其中自然人9件，商业企业3件。"),
                Paragraph::new(Level::Third, "1.关于不予公开"),
                body("不予公开均为属于国家秘密的事项"),
                item,
                body("以上数据截至12月31日"),
            ],
        ),
        (SectionId::Disputes, vec![body("行政复议结果维持2件，行政诉讼未发生。"), body("没有败诉案件")]),
    ];
    for (id, paragraphs) in sections {
        report.prose_mut(id).paragraphs = paragraphs;
    }
    let form = Form::of(report.form).unwrap();
    let of = |kind| session::export(form, &report, kind).unwrap();
    let page = String::from_utf8(of(ExportFormat::Html)).unwrap().replace(" data-nianbao=\"1\"", "");
    let files = [
        ("Markdown", of(ExportFormat::Markdown)),
        ("text", of(ExportFormat::Text)),
        ("page", page.into_bytes()),
        ("document", without_draft(&of(ExportFormat::Docx))),
    ];
    let words = |report: &Report, id: SectionId| -> Vec<(Level, String)> {
        let prose = report.prose(id).into_iter().flat_map(|prose| &prose.paragraphs);
        prose.map(|one| (one.level, one.text())).collect()
    };
    for (name, bytes) in files {
        let reading = import::read(&bytes).unwrap();
        for id in SectionId::ALL {
            assert_eq!(words(&reading.report, id), words(&report, id), "{name} {id:?}: {:#?}", reading.remarks);
        }
        assert_eq!(reading.report.numbers, report.numbers, "{name}");
        assert!(reading.report.stated.is_empty(), "{name}: {:?}", reading.report.stated);
    }
}
