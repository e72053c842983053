//! Workbooks and delimited tables of other programs: known by the official labels.

use nianbao::import::{self, RemarkKind};
use nianbao::report::Report;

use crate::invented_reports;
use crate::report_tables::{Rows, form, grids};

/// A workbook as other programs make it: rows of texts on sheets.
fn workbook(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The rows of the official grids as a spreadsheet has them, without anything of ours.
fn sheets(report: &Report) -> Vec<(&'static str, Rows)> {
    ["表二", "表三", "表四"].into_iter().zip(grids(form(report), report)).collect()
}

#[test]
fn any_sheet_with_the_official_labels_is_read() {
    for seed in 0..80 {
        let report = invented_reports::report(seed);
        let sheets = sheets(&report);
        let apart = workbook(&sheets);
        let (title, all) =
            ("卫滨区信访局2024年政府信息公开工作年度报告", sheets.iter().flat_map(|(_, rows)| rows.clone()));
        let together = workbook(&[("Sheet1", std::iter::once(vec![title.to_owned()]).chain(all).collect())]);
        let mut csv_text = String::new();
        for row in sheets.iter().flat_map(|(_, rows)| rows) {
            let width = 15;
            let cells = (0..width).map(|at| row.get(at).cloned().unwrap_or_default());
            csv_text.push_str(&(cells.collect::<Vec<_>>().join(",") + "\r\n"));
        }
        for (name, bytes) in [("apart", apart), ("together", together), ("csv", csv_text.into_bytes())] {
            let reading = import::read(&bytes).unwrap();
            let wrong: Vec<_> = form(&report)
                .fields()
                .filter(|field| {
                    let (found, wanted) = (&reading.report.numbers, &report.numbers);
                    found.shown(form(&report), field.key) != wanted.shown(form(&report), field.key)
                })
                .map(|field| field.key.to_string())
                .collect();
            assert!(wrong.is_empty(), "{seed} {name}: {wrong:?} {:?}", reading.remarks);
            assert!(reading.remarks.iter().any(|remark| remark.kind == RemarkKind::NumbersOnly), "{seed} {name}");
            assert!(reading.report.stated.missing_titles.is_empty(), "{seed} {name}");
        }
    }
}

/// Sheets in another order than the form's, with words of their own around the tables.
#[test]
fn sheets_may_stand_in_any_order() {
    let report = invented_reports::report(5);
    let mut sheets = sheets(&report);
    sheets.reverse();
    sheets[0].1.insert(0, vec!["填表人：".into(), String::new(), "单位：件".into()]);
    let reading = import::read(&workbook(&sheets)).unwrap();
    let form = form(&report);
    let wrong: Vec<_> = form
        .fields()
        .filter(|field| reading.report.numbers.shown(form, field.key) != report.numbers.shown(form, field.key))
        .map(|field| field.key.to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?} {:?}", reading.remarks);
}
