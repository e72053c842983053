//! Tables → workbooks as Excel and servers write them: packages of parts, and the one XML file of Excel 2003.

use std::fmt::Write as _;

use nianbao::form::Form;
use nianbao::report::Report;

use super::containers::{escaped, relationships};
use crate::docx_package::packed;
use crate::report_tables::Rows;

/// A workbook with all cells as shared or written text, a sheet for each table.
pub fn excel_workbook(tables: &[Rows]) -> Vec<u8> {
    let mut parts = Vec::new();
    let (mut names, mut relations) = (String::new(), String::new());
    for (index, rows) in tables.iter().enumerate() {
        let mut sheet = String::new();
        for (row, cells) in rows.iter().enumerate() {
            write!(sheet, "<row r=\"{}\">", row + 1).unwrap();
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
                write!(sheet, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)).unwrap();
            }
            sheet.push_str("</row>");
        }
        let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let sheet = format!("<worksheet xmlns=\"{space}\"><sheetData>{sheet}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{index}.xml"), sheet.into_bytes()));
        write!(names, "<sheet name=\"s{index}\" sheetId=\"{}\" r:id=\"r{index}\"/>", index + 1).unwrap();
        write!(
            relations,
            "<Relationship Id=\"r{index}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{index}.xml\"/>"
        )
        .unwrap();
    }
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!("<workbook xmlns=\"{space}\" xmlns:r=\"{kinds}\"><sheets>{names}</sheets></workbook>");
    parts.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relationships(&relations)));
    packed(parts)
}

fn excel_2003_book(sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"Default\"/></Styles>{sheets}</Workbook>"
    )
}

fn excel_2003_cell(text: &str, marks: &str) -> String {
    let kind = if text.parse::<f64>().is_ok() && !text.eq_ignore_ascii_case("nan") { "Number" } else { "String" };
    format!("<Cell{marks}><Data ss:Type=\"{kind}\">{}</Data></Cell>", escaped(text))
}

/// A sheet for each table, empty cells left out.
pub fn excel_2003(tables: &[Rows]) -> String {
    let mut sheets = String::new();
    for (index, rows) in tables.iter().enumerate() {
        write!(sheets, "<Worksheet ss:Name=\"s{index}\"><Table>").unwrap();
        for row in rows {
            sheets.push_str("<Row>");
            for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheets.push_str(&excel_2003_cell(text, &format!(" ss:Index=\"{}\"", column + 1)));
            }
            sheets.push_str("</Row>");
        }
        sheets.push_str("</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"/></Worksheet>");
    }
    excel_2003_book(&sheets)
}

/// With merged cells, as Excel saves them: the place of a cell is named only where others are left out.
pub fn excel_2003_with_spans(form: &Form, report: &Report) -> String {
    let mut sheets = String::new();
    for table in &form.tables {
        sheets.push_str("<Worksheet ss:Name=\"s\"><Table><Row ss:Span=\"1\"/>");
        for row in 0..table.row_count() {
            if row == 0 {
                sheets.push_str("<Row ss:Index=\"4\">")
            } else {
                sheets.push_str("<Row>")
            }
            let mut next = 0;
            for cell in table.cells.iter().filter(|cell| cell.row == row) {
                let text = match cell.key() {
                    None => cell.label(),
                    Some(key) => report.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default(),
                };
                let mut marks = String::new();
                if cell.column != next {
                    write!(marks, " ss:Index=\"{}\"", cell.column + 1).unwrap();
                }
                for (mark, count) in [("MergeAcross", cell.across), ("MergeDown", cell.down)] {
                    if count > 1 {
                        write!(marks, " ss:{mark}=\"{}\"", count - 1).unwrap();
                    }
                }
                sheets.push_str(&excel_2003_cell(&text, &marks));
                next = cell.column + cell.across.max(1);
            }
            sheets.push_str("</Row>");
        }
        sheets.push_str("</Table></Worksheet>");
    }
    excel_2003_book(&sheets)
}
