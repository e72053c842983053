//! Pictures of every tab, light and dark, drawn by the processor, so that they repeat exactly.

use nianbao::form::{CellKey, Form, SectionId, UnitKind};
use nianbao::gui::view_context::Tab;
use nianbao::report::Number;
use nianbao::session::settings::RecentFile;

use crate::window_harness;

/// Every tab with a name for its file.
const TABS: [(&str, Tab); 9] = [
    ("basics", Tab::Basics),
    ("overview", Tab::Section(SectionId::Overview)),
    ("disclosure", Tab::Section(SectionId::Disclosure)),
    ("requests", Tab::Section(SectionId::Requests)),
    ("disputes", Tab::Section(SectionId::Disputes)),
    ("problems", Tab::Section(SectionId::Problems)),
    ("others", Tab::Section(SectionId::Others)),
    ("checks", Tab::Checks),
    ("preview", Tab::Preview),
];

/// The pictures that are kept, and must repeat exactly.
#[test]
fn tabs_look_as_they_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    for dark in [false, true] {
        let (mut window, _) = window_harness::window([1280.0, 800.0], Some(window_harness::sample()));
        window.state_mut().settings.dark = dark;
        for (name, tab) in TABS {
            window_harness::show(&mut window, tab);
            let theme = if dark { "dark" } else { "light" };
            let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
            results.add(window.try_snapshot_options(format!("{name}-{theme}"), &options));
        }
    }
    results.unwrap();
}

/// The start screen of someone who has drafts.
#[test]
fn the_start_looks_as_it_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    let draft = |unit: &str, kind, year, changed: &str, errors| RecentFile {
        path: format!("{unit}{year}.nianbao").into(),
        unit: unit.into(),
        year,
        kind,
        day: "2025-01-09".into(),
        changed: changed.into(),
        errors,
        to_do: 0,
        last_year: None,
    };
    for dark in [false, true] {
        let (mut window, _) = window_harness::window([1280.0, 800.0], None);
        window.state_mut().settings.dark = dark;
        window.state_mut().settings.recent = vec![
            draft("示例市水务局", UnitKind::Department, 2024, "2025-01-09 16:40", Some(3)),
            draft("示例市青禾县人民政府", UnitKind::County, 2024, "2025-01-08 11:05", Some(0)),
            draft("示例市青禾县柳树镇人民政府", UnitKind::Township, 2023, "", None),
        ];
        window_harness::steps(&mut window);
        let theme = if dark { "dark" } else { "light" };
        let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
        results.add(window.try_snapshot_options(format!("start-{theme}"), &options));
    }
    results.unwrap();
}

/// 校核 with last year's report at hand: the numbers of both years as bars, the common passages.
#[test]
fn two_years_look_as_they_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    let mut last = window_harness::sample();
    last.year -= 1;
    for (key, before) in
        [("received.natural_person", 21), ("granted.natural_person", 13), ("not_held.natural_person", 8)]
    {
        last.numbers.set(CellKey::parse(key).unwrap(), Some(Number::Count(before)));
    }
    for dark in [false, true] {
        let (mut window, _) = window_harness::window([1280.0, 1400.0], Some(window_harness::sample()));
        window.state_mut().settings.dark = dark;
        window.state_mut().document.as_mut().unwrap().session.compare_with(Some(std::sync::Arc::new(last.clone())));
        window_harness::show(&mut window, Tab::Checks);
        let theme = if dark { "dark" } else { "light" };
        let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
        results.add(window.try_snapshot_options(format!("years-{theme}"), &options));
    }
    results.unwrap();
}

/// A saved page of last year's, shown before it replaces the report.
#[test]
fn what_was_read_looks_as_it_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    let form = Form::of(nianbao::form::Edition::Cn2021).unwrap();
    let page = nianbao::export::html::write(form, &window_harness::sample())
        .replace(" data-nianbao=\"1\"", "")
        .replace("<main>", "<div>网站首页</div><div>政务公开</div>")
        .replace("一、总体情况</h2>", "一、总体概况</h2>")
        .replace("data-cell=\"total.total\">0<", ">12<")
        .replace("</main>", "<p>主办单位：示例市人民政府办公室</p>");
    let path = window_harness::folder("reading-picture").join("2023年年报.html");
    std::fs::write(&path, page).unwrap();
    for dark in [false, true] {
        let (mut window, _) = window_harness::window([1280.0, 800.0], Some(window_harness::sample()));
        window.state_mut().settings.dark = dark;
        window_harness::drop_file(&mut window, path.clone());
        window_harness::steps(&mut window);
        let theme = if dark { "dark" } else { "light" };
        let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
        results.add(window.try_snapshot_options(format!("reading-{theme}"), &options));
    }
    results.unwrap();
}
