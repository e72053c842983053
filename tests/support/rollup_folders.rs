//! Folders of many units' reports as they come in January: drafts with everything that goes wrong.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use nianbao::form::Form;
use nianbao::session::{ExportFormat, export};
use serde_json::{Value, json};

/// The list of units: two of them have no report.
pub const LIST: &str = "序号,单位名称,类型,期限\n1,青禾县水务局,部门,\n2,青禾县林业局,部门,\n3,青禾县人民政府办公室,政府本机关,\n\
                        4,青禾县白沙镇人民政府,乡镇,2025年2月5日\n5,青禾县交通局,部门,2025-01-05\n6,青禾县民政局,部门,\n\
                        7,青禾县教育局,部门,\n8,青禾县统计局,部门,\n";

/// The sample draft as JSON.
fn sample() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/weibin-2024.nianbao");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Writes a draft made from the sample; `edit` changes it. What is written later is newer.
pub fn draft(folder: &Path, file: &str, unit: &str, kind: &str, edit: impl Fn(&mut Value)) {
    let mut draft = sample();
    draft["unit"]["name"] = unit.into();
    draft["unit"]["kind"] = kind.into();
    edit(&mut draft);
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, draft.to_string()).unwrap();
    set_age(&path, 0);
}

/// As if the file had been written so many days before a day of January.
pub fn set_age(path: &Path, days: u64) {
    let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_736_000_000 - days * 86_400);
    std::fs::File::options().write(true).open(path).unwrap().set_modified(written).unwrap();
}

/// Eleven files of nine units in `folder`/各单位 and a list of units beside it.
pub fn january(folder: &Path) -> PathBuf {
    let here = folder.join("各单位");
    let received = |count: u64| move |draft: &mut Value| draft["numbers"]["received"]["natural_person"] = count.into();
    draft(&here, "水务局.nianbao", "青禾县水务局", "department", received(17));
    draft(&here, "水务局（旧）.nianbao", "青禾县　水务局", "department", received(99));
    set_age(&here.join("水务局（旧）.nianbao"), 9);
    draft(&here, "政府办.nianbao", "青禾县人民政府办公室", "government_office", received(44));
    draft(&here, "乡镇/白沙镇.nianbao", "青禾县白沙镇人民政府", "township", |draft| {
        draft["signature"] = json!({ "unit": "青禾县白沙镇人民政府", "date": "2025-02-06" });
    });
    draft(&here, "林业局.nianbao", "青禾县林业局", "department", |draft| {
        draft["numbers"]["granted"]["natural_person"] = 1111.into();
    });
    draft(&here, "教育局.nianbao", "青禾县教育局", "department", |draft| draft["year"] = 2023.into());
    draft(&here, "统计局.nianbao", "青禾县统计局", "department", |draft| draft["form"] = "cn-2019".into());
    draft(&here, "气象局.nianbao", "青禾县气象局", "department", received(0));
    draft(&here, "全县2024.nianbao", "青禾县人民政府", "county", received(5));
    std::fs::write(here.join("坏.docx"), "PK\u{3}\u{4}").unwrap();
    std::fs::write(folder.join("名单.csv"), LIST).unwrap();
    here
}

/// Drafts of so many units.
pub fn many(folder: &Path, count: u64) -> PathBuf {
    let here = folder.join("各单位");
    for number in 0..count {
        draft(&here, &format!("{number:03}.nianbao"), &format!("青禾县第{number}局"), "department", |draft| {
            draft["numbers"]["received"]["natural_person"] = (number * 7 % 40).into();
        });
    }
    here
}

/// A folder of so many units as drafts, Word documents, workbooks, web pages and PDF, in equal parts.
pub fn mixed(folder: &Path, count: u64) -> PathBuf {
    let here = many(folder, count);
    let kinds = [ExportFormat::Docx, ExportFormat::Xlsx, ExportFormat::Html, ExportFormat::Pdf];
    for number in 0..count {
        let Some(kind) = kinds.get(usize::try_from(number % 5).unwrap()) else { continue };
        let path = here.join(format!("{number:03}.nianbao"));
        let report = nianbao::storage::parse(&std::fs::read(&path).unwrap()).unwrap();
        let bytes = export(Form::of(report.form).unwrap(), &report, *kind).unwrap();
        std::fs::write(path.with_extension(kind.extension()), bytes).unwrap();
        std::fs::remove_file(path).unwrap();
    }
    here
}
