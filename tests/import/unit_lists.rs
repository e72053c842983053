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
