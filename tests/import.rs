//! Published texts read back into reports: what comes out of real pages, what is said of the
//! rest, and that nothing is lost on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::path::PathBuf;

use nianbao::exchange::{Reading, published};
use nianbao::form::Form;

fn shared(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(name)
}

/// The published texts with their numbers as they should come out; empty where they are absent.
fn samples() -> Vec<(String, String)> {
    let Ok(folder) = std::fs::read_dir(shared("reports")) else {
        println!("skipped: ../shared/reports is absent");
        return Vec::new();
    };
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy()[..2].to_owned();
    files.iter().map(|path| (name(path), body(&std::fs::read_to_string(path).unwrap()))).collect()
}

/// A sample without the three lines that say where it comes from.
fn body(text: &str) -> String {
    match text.split_once("----------------------------------------\n") {
        Some((_, body)) => body.to_owned(),
        None => text.split_once('\n').map_or("", |(_, body)| body).to_owned(),
    }
}

#[test]
fn dump() {
    let truth: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(shared("reports/reports.json")).unwrap()).unwrap();
    for (name, text) in samples() {
        let reading = published::read(&text).unwrap();
        println!("=== {name} {:?} {} {:?} title {:?}", reading.report.unit.name, reading.report.year, reading.report.form, reading.report.title);
        for report in truth["reports"].as_array().unwrap().iter().filter(|report| report["file"] == name.as_str()) {
            println!("  {}", compare(&reading, report));
        }
        if std::env::var("DUMP").is_ok_and(|only| only == name || only == "all") {
            for remark in &reading.remarks {
                println!("  {:?}", remark);
            }
            println!("{}", serde_json::to_string_pretty(&reading.report).unwrap());
        }
    }
}

fn compare(reading: &Reading, truth: &serde_json::Value) -> String {
    let form = Form::of(reading.report.form).unwrap();
    let mut result = String::new();
    for (index, table) in form.tables.iter().enumerate() {
        let want: Vec<serde_json::Value> = match index {
            0 if truth["table2"].is_null() => continue,
            0 => {
                let t = &truth["table2"];
                let mut all = Vec::new();
                for row in ["规章", "行政规范性文件"] {
                    all.extend(t[row].as_array().unwrap().clone());
                }
                for row in ["行政许可", "行政处罚", "行政强制", "行政事业性收费_万元"] {
                    all.push(t[row].clone());
                }
                all
            }
            _ => truth[["", "table3", "table4"][index]].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap().clone()).collect(),
        };
        let mut want = want;
        if index == 1 && table.fields.len() == 161 {
            want.drain(20 * 7..22 * 7);
        }
        let mut wrong = Vec::new();
        for (field, want) in table.fields.iter().zip(&want) {
            let got = reading.report.numbers.shown(form, field.key).map_or("blank".into(), |n| n.to_string());
            let want = if want.is_null() { "blank".into() } else { want.to_string() };
            if got != want {
                wrong.push(format!("{}={got}≠{want}", field.key));
            }
        }
        write!(result, "[{}/{}] ", want.len() - wrong.len(), want.len()).unwrap();
        if wrong.len() < 20 { write!(result, "{wrong:?} ").unwrap(); }
    }
    result
}
