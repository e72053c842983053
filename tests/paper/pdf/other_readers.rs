//! Other readers of PDF, where they are installed: poppler, qpdf, mupdf, PDFBox Preflight.

use expect_test::expect;
use lopdf::Document;
use nianbao::layout::FontSet;
use nianbao::pdf::{self, PdfProfile};

use super::{handmade_pages, reader, runs, written};
use crate::skip::skip_part;

#[test]
fn other_readers_find_nothing_wrong() {
    let bytes = written(&handmade_pages::sample());
    let file = reader::on_disk("nianbao-pdf-readers.pdf", &bytes);
    if let Some(said) = reader::program("qpdf", &["--check", &file]) {
        assert!(said.contains("No syntax or stream encoding errors found") && !said.contains("WARNING"), "{said}");
    }
    if let Some(said) = reader::program("pdffonts", &[&file]) {
        let rows: Vec<_> =
            said.lines().skip(2).map(|line| line.split_whitespace().rev().take(5).collect::<Vec<_>>()).collect();
        assert!(rows.len() == 6 && rows.iter().all(|row| row[2..] == ["yes", "yes", "yes"]), "{said}");
    }
    if let Some(said) = reader::program("pdfinfo", &[&file]) {
        let has = |line: &str| said.lines().any(|it| it.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(
            has("Tagged: yes") && has("Pages: 2") && has("PDF version: 1.7") && has("Author: 青禾县教育局"),
            "{said}"
        );
    }
    if let Some(said) = reader::program("pdfinfo", &["-struct-text", &file]) {
        // The words of the table's summary come out of pdfinfo as raw bytes.
        let said: String =
            said.lines().filter(|line| !line.contains("/Summary")).map(|line| format!("{line}\n")).collect();
        expect![[r#"
            Document
              P (block)
                "青禾县教育局2024年度工作报告"
              Sect
                H1 (block)
                  "一、总体情况"
                H2 (block)
                  "（一）主动公开 & <其他>"
                P (block)
                  "全年公开信息①Ⅱ㎡共12.6%，“同比”增长——详见附件。加粗的字，倾斜的字，又粗又斜的红字"
                P (block)
                  "—―·•‧兀兀-‑丶⼂一⼀𠅤㐀〇　空"
                Table (block):
                  TR
                    TH:
                       /RowSpan 2
                       /Scope /Column
                      "项目"
                    TH:
                       /ColSpan 2
                       /Scope /Column
                      "数量"
                  TR
                    TH:
                       /Scope /Column
                      "自然人"
                    TH:
                       /Scope /Column
                      "总计"
                  TR
                    TH:
                       /Scope /Row
                      "新收"
                    TD
                      "1,234"
                    TD
                L (block)
                  LI (block)
                    LBody (block)
                      "1．第一项"
                  LI (block)
                    LBody (block)
                      "2．第二项"
                P (block)
                  "这一段从第一页"
                  "到第二页。"
                Note <note-000022> (inline)
                  "注：含结转。"
              Sect
                H1 (block)
                  "二、其他无"
                  "􏿽"
                  "有"
        "#]]
        .assert_eq(&said);
    }
    // Readers tell spaces by where glyphs stand.
    let wanted = without_spaces(&runs(&handmade_pages::sample()).map(|(_, run)| run.text()).collect::<String>());
    if let Some(said) = reader::program("pdftotext", &["-raw", &file, "-"]) {
        assert_eq!(without_spaces(&said), wanted);
    }
    if let Some(said) = reader::program("mutool", &["draw", "-q", "-F", "txt", &file]) {
        assert_eq!(without_spaces(&said), wanted);
    }
}

pub fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !character.is_control()).collect()
}

#[test]
fn an_archive_takes_the_file() {
    let bytes = pdf::write_with(&handmade_pages::sample(), FontSet::bundled().unwrap(), PdfProfile::A1b).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.4\n"));
    Document::load_mem(&bytes).expect("a file");
    preflight("nianbao-pdf-archive.pdf", &bytes);
}

/// Holds a file to PDF/A-1b by PDFBox Preflight where it is installed, which knows the first part of the standard alone.
pub fn preflight(name: &str, bytes: &[u8]) {
    let file = reader::on_disk(name, bytes);
    let jars =
        ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation", "commons-io"];
    let jars = jars.map(|jar| format!("/usr/share/java/{jar}.jar"));
    if !std::path::Path::new(&jars[0]).exists() {
        return skip_part("PDFBox Preflight is not installed (libpdfbox2-java)");
    }
    let class = "org.apache.pdfbox.preflight.Validator_A1b";
    if let Some(said) = reader::program("java", &["-cp", &jars.join(":"), class, &file]) {
        assert!(said.contains("is a valid PDF/A-1b file"), "{said}");
    }
}
