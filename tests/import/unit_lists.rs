//! Lists of units, as text and as workbooks, whoever wrote them.

use nianbao::import;
use nianbao::rollup::UnitList;

#[derive(serde::Deserialize)]
struct Lists {
    list: Vec<List>,
}

#[derive(serde::Deserialize)]
struct List {
    name: String,
    text: String,
    units: Vec<[String; 3]>,
}

fn lists() -> Vec<List> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rollup/lists.toml")).unwrap();
    toml::from_str::<Lists>(&text).unwrap().list
}

fn units(bytes: &[u8]) -> Vec<[String; 3]> {
    let list = UnitList::of_rows(&import::rows(bytes).unwrap());
    let unit = |unit: nianbao::rollup::ExpectedUnit| {
        let kind = unit.kind.map(|kind| kind.word().to_owned()).unwrap_or_default();
        [unit.name, kind, unit.due.and_then(|day| day.of(2024)).map(|day| day.to_string()).unwrap_or_default()]
    };
    list.units.into_iter().map(unit).collect()
}

#[test]
fn every_list_is_understood() {
    let lists = lists();
    assert!(lists.len() >= 5);
    for list in lists {
        assert_eq!(units(list.text.as_bytes()), list.units, "{}", list.name);
        // The same as a workbook: a cell for each cell of its lines.
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0_u32..).zip(list.text.lines()) {
            for (column, cell) in (0_u16..).zip(line.split([',', '\t'])) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
        assert_eq!(units(&book.save_to_buffer().unwrap()), list.units, "{} as a workbook", list.name);
    }
}

#[test]
fn what_is_no_list_is_refused() {
    assert!(import::rows(b"PK\x03\x04broken").is_err());
    assert!(import::rows(&[0xff, 0xd8, 0xff, 0x00, 0x80, 0x81]).is_err());
}

/// A notice has its list in a table, with words before and behind it.
#[test]
fn the_table_of_a_notice_is_the_list() {
    let row = |cells: [&str; 3]| cells.map(|cell| format!("<td>{cell}</td>")).concat();
    let rows = [["序号", "单位名称", "截止日期"], ["1", "青禾县水务局", "1月20日"], ["2", "青禾县林业局", ""]];
    let rows: String = rows.into_iter().map(|cells| format!("<tr>{}</tr>", row(cells))).collect();
    let letters = "<p>青禾县公安局牵头办理</p>".repeat(7);
    let page = format!("<html><body>{letters}<table>{rows}</table><p>青禾县人民政府办公室</p></body></html>");
    let expected = [["青禾县水务局", "", "2025-01-20"], ["青禾县林业局", "", ""]].map(|unit| unit.map(str::to_owned));
    assert_eq!(units(page.as_bytes()), expected);
    let xml = page.replace("<p>", "<w:p><w:r><w:t>").replace("</p>", "</w:t></w:r></w:p>");
    let xml = xml.replace("<table>", "<w:tbl>").replace("</table>", "</w:tbl>");
    let xml = xml.replace("<tr>", "<w:tr>").replace("</tr>", "</w:tr>");
    let xml = xml.replace("<td>", "<w:tc><w:p><w:r><w:t>").replace("</td>", "</w:t></w:r></w:p></w:tc>");
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = xml.replace("<html><body>", &format!("<w:document xmlns:w=\"{space}\"><w:body>"));
    let xml = xml.replace("</body></html>", "</w:body></w:document>");
    assert_eq!(units(&package(&xml)), expected);
    // Word numbers the rows by itself: the first column is empty, and most rows have one cell with words.
    let xml = xml.replace(">1<", "><").replace(">2<", "><");
    assert_eq!(units(&package(&xml)), expected);
    // An old workbook is named as what it is.
    let old = import::rows(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
    assert!(matches!(old, Err(import::ReadError::OldOffice)), "{old:?}");
}

/// A Word document with this main part.
fn package(main: &str) -> Vec<u8> {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [("_rels/.rels", relations), ("word/document.xml", main)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
