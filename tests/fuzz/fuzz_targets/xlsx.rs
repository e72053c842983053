//! A workbook whose package is sound and whose parts are whatever XML comes: a sheet, the shared
//! strings and the list of sheets, between zero bytes.

#![no_main]

mod package;

use libfuzzer_sys::fuzz_target;
use nianbao::import;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &[u8] = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" \
    Target=\"sharedStrings.xml\"/></Relationships>";
const SHEETS: &[u8] = b"<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";

fuzz_target!(|data: &[u8]| {
    let mut parts = data.split(|byte| *byte == 0);
    let wrapped = |root: &str, inner: &[u8]| {
        let open = format!(
            "<{root} xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        );
        [open.as_bytes(), inner, format!("</{root}>").as_bytes()].concat()
    };
    let sheet = wrapped("worksheet", parts.next().unwrap_or_default());
    let strings = wrapped("sst", parts.next().unwrap_or_default());
    let workbook = wrapped("workbook", parts.next().unwrap_or(SHEETS));
    let file = package::of(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", &strings),
    ]);
    let _ = import::read(&file);
});
