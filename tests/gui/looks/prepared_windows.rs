//! Windows with something in them to be looked at: reports that are empty, full or wrong, dialogs, folders.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::Question;
use nianbao::gui::folder_tab::{FolderAction, FolderPane};
use nianbao::gui::host::{FileDialog, RollupFile};
use nianbao::gui::view_context::Tab;
use nianbao::report::{CharRange, Number, Place, Report};
use nianbao::richtext::{ChartKind, ChartSubject, Level, ListKind, Paragraph};
use nianbao::session::settings::RecentFile;

use super::Way;
use crate::window_harness::user::{OVERVIEW, press, right_click_at, type_text};
use crate::window_harness::{
    self, Told, Window, act, drop_file, folder, sample, show, steps, wait_for_folder, window_of,
};
use crate::{chart_reports, figure_reports, rollup_folders};

pub(super) fn here(name: &str) -> PathBuf {
    folder(&format!("looks-{name}"))
}

/// A window in this way with a report.
pub(super) fn open(way: &Way, report: Option<Report>) -> Window {
    open_in(way, report, Told::default())
}

pub(super) fn open_in(way: &Way, report: Option<Report>, told: Told) -> Window {
    let (mut window, _) = window_of(way.size, report, way.language, told);
    window.state_mut().settings.scale = way.scale;
    window.state_mut().settings.dark = way.dark;
    window.state_mut().settings.contrast = way.contrast;
    steps(&mut window);
    window
}

pub(super) fn at(way: &Way, report: Report, tab: Tab) -> Window {
    let mut window = open(way, Some(report));
    show(&mut window, tab);
    window
}

pub(super) fn section(id: SectionId) -> Tab {
    Tab::Section(id)
}

pub(super) fn words(window: &mut Window, key: &str) {
    use egui_kittest::kittest::Queryable as _;
    let label = window.state().language().word(key);
    let found = window.query_all_by_label(&label).next();
    // Some of them are unfolded from the beginning where there is room.
    if let Some(node) = found {
        node.click();
    }
    steps(window);
}

/// What an import of a page with faults gives.
pub(super) fn faulty(way: &Way) -> Window {
    let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
    let page = nianbao::export::html::write(form, &sample())
        .replace(" data-nianbao=\"1\"", "")
        .replace("<main>", "<div>网站首页</div><div>政务公开</div>")
        .replace("一、总体情况</h2>", "一、总体概况</h2>")
        .replace("data-cell=\"total.total\">0<", ">12<")
        .replace("</main>", "<p>主办单位：示例市人民政府办公室</p>");
    let path = here("faulty").join("2023年年报.html");
    std::fs::write(&path, page).unwrap();
    let mut window = open(way, Some(sample()));
    drop_file(&mut window, path);
    steps(&mut window);
    window
}

/// A sample whose numbers and words have errors of several kinds.
pub(super) fn wrong() -> Report {
    let mut report = sample();
    for (key, number) in
        [("received.natural_person", 210), ("granted.natural_person", 13), ("not_held.natural_person", 8)]
    {
        report.numbers.set(CellKey::parse(key).unwrap(), Some(Number::Count(number)));
    }
    let overview = report.prose_mut(SectionId::Overview);
    overview
        .paragraphs
        .push(Paragraph::new(Level::Body, "2022年全年共收到依申请公开99件，，按时办结99件,按照国办发【2021】30号"));
    overview.paragraphs.push(Paragraph::new(Level::Body, "本部门的的工作搞定了，占比百分之××"));
    report
}

/// Words, lists of several lines, a figure, a chart and a table.
pub(super) fn rich() -> Report {
    let mut report = figure_reports::report();
    report.numbers = chart_reports::filled().numbers;
    let list = |kind, words: &str| {
        let mut item = Paragraph::new(Level::Body, words);
        item.list = Some(kind);
        item
    };
    let picture = figure_reports::picture("upright.jpeg");
    let mut all = vec![
        Paragraph::new(Level::Second, "（一）主动公开"),
        Paragraph::new(
            Level::Body,
            "全年主动公开信息41条，见https://www.example.gov.cn/zwgk/fdzdgknr/index.html?column=1&page=20。",
        ),
        list(ListKind::Outer, &"一项较长的列表，第二行缩进同纸上一样。".repeat(4)),
        list(ListKind::Inner, "里面一层"),
        figure_reports::figure(&picture, "四色方块", "公开栏", 500),
        chart_reports::chart(ChartSubject::Outcomes, ChartKind::Column, "申请的办理结果"),
    ];
    all.extend(chart_reports::table(chart_reports::YEARS));
    all.push(chart_reports::chart(ChartSubject::Table, ChartKind::Line, "历年申请"));
    all.push(Paragraph::new(Level::Body, "以上。"));
    report.prose_mut(SectionId::Overview).paragraphs = all;
    report.pictures.add(picture);
    report
}

pub(super) fn go(window: &mut Window, paragraph: usize, start: usize, end: usize) {
    act(window, Action::Go(OVERVIEW.place(CharRange { paragraph, start, end })));
    steps(window);
}

pub(super) fn cell(window: &mut Window, key: &str) {
    act(window, Action::Go(Place::Cell(CellKey::parse(key).unwrap())));
    steps(window);
}

pub(super) fn recent(way: &Way) -> Window {
    use nianbao::form::UnitKind;
    let draft = |unit: &str, kind, changed: &str, errors, to_do| RecentFile {
        path: format!("{unit}2024.nianbao").into(),
        unit: unit.into(),
        year: 2024,
        kind,
        day: "2025-01-09".into(),
        changed: changed.into(),
        errors,
        to_do,
        last_year: None,
    };
    let mut window = open(way, None);
    window.state_mut().settings.recent = vec![
        draft("示例市水务局", UnitKind::Department, "2025-01-09 16:40", Some(3), 0),
        draft("示例市青禾县人民政府", UnitKind::County, "2025-01-08 11:05", Some(0), 0),
        draft("示例市青禾县柳树镇人民政府", UnitKind::Township, "", None, 4),
    ];
    steps(&mut window);
    window
}

pub(super) fn menu(way: &Way, number: usize) -> Window {
    let mut window = at(way, sample(), section(SectionId::Overview));
    go(&mut window, 0, 2, 5);
    press(&mut window, Modifiers::NONE, Key::F10);
    for _ in 0..number {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    window
}

pub(super) fn context_menu(way: &Way, tab: Tab) -> Window {
    let mut window = at(way, wrong(), tab);
    right_click_at(&mut window, egui::pos2(330.0, 420.0));
    window
}

pub(super) fn ask(way: &Way, question: Question) -> Window {
    let mut window = at(way, sample(), section(SectionId::Overview));
    window.state_mut().dialogs.question = Some(question);
    steps(&mut window);
    window
}

pub(super) fn rollup(way: &Way, pane: FolderPane, name: &str) -> Window {
    let base = here(name);
    let path = rollup_folders::january(&base);
    let mut window = open(way, None);
    act(&mut window, Action::TakePath(FileDialog::Rollup(RollupFile::Folder), path));
    wait_for_folder(&mut window);
    let mut choices = window.state().folder.as_ref().unwrap().choices.clone();
    choices.unit = "青禾县人民政府".into();
    window.state_mut().folder.as_mut().unwrap().unit.clone_from(&choices.unit);
    act(&mut window, Action::Folder(FolderAction::Choose(Box::new(choices))));
    steps(&mut window);
    act(&mut window, Action::TakePath(FileDialog::Rollup(RollupFile::List), base.join("名单.csv")));
    wait_for_folder(&mut window);
    window.state_mut().folder.as_mut().unwrap().pane = pane;
    steps(&mut window);
    window
}

/// A draft that was saved several times, whose last words were not.
pub(super) fn saved_often(way: &Way, name: &str) -> Window {
    let root = here(name);
    let draft = root.join("示例市水务局2024.nianbao");
    nianbao::storage::save(&nianbao::storage::RealDisk, &draft, &sample()).unwrap();
    let mut window = open_in(way, None, Told::beside(&root));
    window.state_mut().open(draft);
    steps(&mut window);
    show(&mut window, section(SectionId::Overview));
    for words in ["公开", "年报", "信息"] {
        go(&mut window, 0, 0, 0);
        type_text(&mut window, words);
        act(&mut window, Action::Save);
        window_harness::steps(&mut window);
    }
    window
}

pub(super) fn recovered(way: &Way, name: &str) -> Window {
    let root = here(name);
    let draft = root.join("示例市水务局2024.nianbao");
    nianbao::storage::save(&nianbao::storage::RealDisk, &draft, &sample()).unwrap();
    let told = Told::beside(&root);
    let (mut window, told) = window_of(way.size, None, way.language, told);
    window.state_mut().open(draft);
    steps(&mut window);
    show(&mut window, section(SectionId::Overview));
    go(&mut window, 0, 0, 0);
    type_text(&mut window, "没有保存的一句。");
    act(&mut window, Action::Format(nianbao::gui::text_format::TextFormat::Level(Level::Second)));
    for _ in 0..3 {
        told.borrow_mut().now += std::time::Duration::from_secs(2);
        std::thread::sleep(std::time::Duration::from_millis(50));
        steps(&mut window);
    }
    drop(window);
    open_in(way, None, Told::beside(&root))
}

pub(super) fn last_year(way: &Way, tab: Tab) -> Window {
    let mut last = sample();
    last.year -= 1;
    for (key, before) in
        [("received.natural_person", 21), ("granted.natural_person", 13), ("not_held.natural_person", 8)]
    {
        last.numbers.set(CellKey::parse(key).unwrap(), Some(Number::Count(before)));
    }
    let mut window = open(way, Some(sample()));
    window.state_mut().document.as_mut().unwrap().session.compare_with(Some(Arc::new(last)));
    show(&mut window, tab);
    window
}

pub(super) fn other(way: &Way, name: &str) -> (Window, PathBuf) {
    let path = here(name).join("审过.nianbao");
    let mut older = sample();
    older.prose_mut(SectionId::Overview).paragraphs.remove(0);
    older.numbers.set(CellKey::parse("received.natural_person").unwrap(), Some(Number::Count(3)));
    std::fs::write(&path, nianbao::storage::write(&older).unwrap()).unwrap();
    (open(way, Some(sample())), path)
}
