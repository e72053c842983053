//! Reports of 2019 and 2020 follow an older form: its tables are known by their labels in every
//! kind of file, whoever made it, and nothing of them is read as if it were of today's form. Tables
//! of either form alone, and with blanks.

use nianbao::form::{CellMeasure, Edition, Form, UnitKind};
use nianbao::import::{self, Imported};
use nianbao::report::{Number, Report};
use nianbao::session::{self, ExportFormat};

use crate::report_tables::{Rows, grids};

fn form() -> &'static Form {
    Form::of(Edition::Cn2019).unwrap()
}

/// A report of 2019 with another number in every cell that is entered.
fn report() -> Report {
    filled(form())
}

/// A report of this form with another number in every cell that is entered.
fn filled(form: &Form) -> Report {
    let mut report = Report::new("示例市水务局", UnitKind::Department, 2019);
    report.form = form.edition;
    for (field, next) in form.fields().filter(|field| !field.total).zip(101_u32..) {
        let digits = match field.measure {
            CellMeasure::Count => next.to_string(),
            CellMeasure::Change => format!("-{next}"),
            CellMeasure::Amount => format!("{next}.5"),
        };
        report.numbers.set(field.key, Some(Number::parse(&digits, field.measure).unwrap()));
    }
    report
}

fn book(sheets: &[(&str, Rows)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn joined(rows: &Rows, begin: &str, between: &str, end: &str) -> String {
    rows.iter().map(|row| format!("{begin}{}{end}\n", row.join(between))).collect()
}

fn quoted(rows: &Rows, between: &str) -> String {
    let cell = |cell: &String| format!("\"{cell}\"");
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(between) + "\n").collect()
}

fn page(rows: &Rows) -> String {
    format!("<table>{}</table>", joined(rows, "<tr><td>", "</td><td>", "</td></tr>"))
}

/// Whatever the file is called and whoever made it: the tables of 2019, number for number.
#[test]
fn tables_of_the_older_form_are_known_in_every_kind_of_file() {
    let report = report();
    let [two, three, four] = <[Rows; 3]>::try_from(grids(form(), &report)).unwrap();
    let all: Rows = [two.clone(), vec![vec![]], three.clone(), vec![vec![]], four.clone()].concat();
    let titled = |write: &dyn Fn(&Rows) -> String| -> String {
        let titles = [
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
        ];
        let parts =
            titles.iter().zip([&two, &three, &four]).map(|(title, rows)| format!("{title}\n\n{}\n", write(rows)));
        let parts: String = parts.collect();
        format!(
            "示例市水务局2019年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息。\n\n{parts}五、存在的主要问题及改进情况\n\n没有。\n\n六、其他需要报告的事项\n\n没有。\n"
        )
    };
    let csv = |between: &str| quoted(&two, between) + &quoted(&three, between) + &quoted(&four, between);
    let commas = csv(",");
    let (old, _, _) = encoding_rs::GB18030.encode(&commas);
    let pages = format!("<html><body>{}{}{}</body></html>", page(&two), page(&three), page(&four));
    let tagged = titled(&|rows| page(rows)).replace("\n\n", "</p><p>");
    let of = |kind| session::export(form(), &report, kind).unwrap();
    let stripped = String::from_utf8(of(ExportFormat::Html)).unwrap().replace(" data-nianbao=\"1\"", "");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        (
            "a sheet for each table",
            book(&[("Sheet1", two.clone()), ("Sheet2", three.clone()), ("Sheet3", four.clone())]),
        ),
        ("sheets in another order", book(&[("c", four.clone()), ("a", two.clone()), ("b", three.clone())])),
        ("one sheet", book(&[("Sheet1", all)])),
        ("commas", commas.clone().into_bytes()),
        ("semicolons", csv(";").into_bytes()),
        ("commas in GB18030", old.into_owned()),
        ("tabs", titled(&|rows| joined(rows, "", "\t", "")).into_bytes()),
        ("pipes", titled(&|rows| joined(rows, "| ", " | ", " |")).into_bytes()),
        ("a page of tables", pages.into_bytes()),
        ("a page", format!("<html><body><p>{tagged}</p></body></html>").into_bytes()),
        ("our page, stripped", stripped.into_bytes()),
        ("our page", of(ExportFormat::Html)),
        ("our document", of(ExportFormat::Docx)),
        ("our PDF", of(ExportFormat::Pdf)),
        ("our workbook", of(ExportFormat::Xlsx)),
        ("our numbers", of(ExportFormat::Csv)),
        ("our JSON", of(ExportFormat::Json)),
        ("our Markdown", of(ExportFormat::Markdown)),
        ("our text", of(ExportFormat::Text)),
    ];
    for (name, bytes) in cases {
        let Imported { report: found, remarks } = import::read(&bytes).unwrap();
        assert_eq!(found.form, Edition::Cn2019, "{name}: {remarks:#?}");
        let wrong: Vec<_> = form()
            .fields()
            .filter(|field| found.numbers.shown(form(), field.key) != report.numbers.shown(form(), field.key))
            .map(|field| (field.key.to_string(), found.numbers.shown(form(), field.key)))
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}\n{remarks:#?}");
    }
}

/// A table alone, of a report that says no year: what each edition has of its own tells them apart, and
/// so does what is not there. Table four is the same in both.
#[test]
fn one_table_without_a_year() {
    let tables = |edition: Edition| {
        let form = Form::of(edition).unwrap();
        grids(form, &filled(form))
    };
    let wanted =
        [(Edition::Cn2019, 0), (Edition::Cn2019, 1), (Edition::Cn2021, 0), (Edition::Cn2021, 1), (Edition::Cn2021, 2)];
    for (edition, at) in wanted {
        let found = import::read(quoted(&tables(edition)[at], ",").as_bytes()).unwrap();
        assert_eq!(found.report.form, edition, "table {at}: {:#?}", found.remarks);
    }
}

/// What nobody wrote is blank, whatever the label of its row begins with: each row alone left blank, and
/// cells and rows by chance. All other numbers are read.
#[test]
fn rows_and_cells_that_are_left_blank() {
    let mut random = fastrand::Rng::with_seed(2019);
    for edition in Edition::ALL {
        let form = Form::of(edition).unwrap();
        let full = filled(form);
        for (table, rows) in form.tables.iter().zip(grids(form, &full)) {
            for round in 0..rows.len() + 60 {
                let (row_share, cell_share) = (random.f64(), random.f64());
                let row_gone: Vec<bool> = match rows.get(round) {
                    Some(_) => (0..rows.len()).map(|row| row == round).collect(),
                    None => (0..rows.len()).map(|_| random.f64() < row_share).collect(),
                };
                let (mut rows, mut kept) = (rows.clone(), Vec::new());
                for cell in &table.cells {
                    let Some(key) = cell.key() else { continue };
                    if row_gone[cell.row] || (round >= row_gone.len() && random.f64() < cell_share) {
                        rows[cell.row][cell.column].clear();
                    } else if table.field(key).is_some_and(|field| !field.total) {
                        kept.push(key);
                    }
                }
                let text = quoted(&rows, ",");
                for bytes in [text.clone().into_bytes(), page(&rows).into_bytes(), book(&[("Sheet1", rows)])] {
                    let found = import::read(&bytes).map(|reading| reading.report.numbers).unwrap_or_default();
                    let lost: Vec<_> = kept.iter().filter(|key| found.get(**key) != full.numbers.get(**key)).collect();
                    assert!(lost.is_empty(), "{edition:?}, round {round}: {lost:?}\n{text}");
                }
            }
        }
    }
}
