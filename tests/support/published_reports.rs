//! The numbers of published reports, read from `../shared/reports/reports.json` where it is at hand.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use nianbao::form::{CellKey, CellMeasure, Edition, Form, UnitKind};
use nianbao::report::{Number, Report, StatedTotal};
use serde_json::Value;

use crate::skip::skip_part;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports/reports.json");

/// Every report with its numbers entered; `None` where the file is absent, which counts as a skip.
pub fn reports() -> Option<Vec<Report>> {
    let Ok(text) = std::fs::read_to_string(FILE) else {
        skip_part(&format!("{FILE} is not here"));
        return None;
    };
    let all: Value = serde_json::from_str(&text).unwrap();
    Some(all["reports"].as_array().unwrap().iter().map(entered).collect())
}

/// The report with the numbers of the file; totals stated where they differ from their parts.
/// Reports of the 2019 form lack table two in the file: it is filled with zeros, so that R05 has
/// nothing to say of it. Their （六） has one row in the form and three in the file: it is the sum.
fn entered(source: &Value) -> Report {
    let year = u16::try_from(source["year"].as_u64().unwrap()).unwrap();
    let mut report = Report::new(source["unit"].as_str().unwrap(), UnitKind::County, year);
    report.form = if source["format"] == "2019" { Edition::Cn2019 } else { Edition::Cn2021 };
    let form = Form::of(report.form).unwrap();
    let mut totals: Vec<(CellKey, Option<u64>)> = Vec::new();
    let [two, three, four] = &form.tables[..] else { panic!("three tables") };

    let mut values = source["table2"].as_object().map(|rows| {
        let order = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费_万元"];
        let flat = order.iter().flat_map(|row| match &rows[*row] {
            Value::Array(cells) => cells.clone(),
            one => vec![one.clone()],
        });
        flat.collect::<Vec<_>>().into_iter()
    });
    for field in &two.fields {
        let number = values.as_mut().map_or(Some(Number::zero(field.measure)), |values| {
            let text = values.next().unwrap().to_string();
            Number::parse(&text, field.measure)
        });
        assert!(number.is_some(), "{}", field.key);
        report.numbers.set(field.key, number);
        assert!(field.measure != CellMeasure::Change || report.form == Edition::Cn2019);
    }

    let mut rows: Vec<Vec<Option<u64>>> = source["table3"].as_array().unwrap().iter().map(cells).collect();
    if report.form == Edition::Cn2019 {
        let sum = (0..7).map(|column| Some((20..23).map(|row| rows[row][column].unwrap()).sum())).collect();
        rows.splice(20..23, [sum]);
    }
    let flat = |rows: &[Vec<Option<u64>>]| rows.concat();
    let four_rows: Vec<_> = source["table4"].as_array().unwrap().iter().map(cells).collect();
    for (fields, numbers) in [(&three.fields, flat(&rows)), (&four.fields, flat(&four_rows))] {
        assert_eq!(fields.len(), numbers.len());
        for (field, number) in fields.iter().zip(numbers) {
            match field.total {
                true => totals.push((field.key, number)),
                false => assert!(report.numbers.set(field.key, number.map(Number::Count)).is_none()),
            }
        }
    }
    for (key, written) in totals {
        if written.map(Number::Count) != report.numbers.computed(form, key) {
            report.numbers.state(key, Some(written.map_or(StatedTotal::Blank, StatedTotal::Number)));
        }
    }
    report
}

fn cells(row: &Value) -> Vec<Option<u64>> {
    row.as_array().unwrap().iter().map(Value::as_u64).collect()
}
