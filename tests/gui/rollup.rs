//! The roll-up in the window: a folder is read, added up, looked into, written, without a mouse as well as with it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::folder_tab::{FolderAction, FolderPane};
use nianbao::gui::host::{FileDialog, RollupFile};
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;

use nianbao::report::{Number, Place};

use crate::rollup_folders;
use crate::window_harness::user::{SIZE, click, click_at, press, type_text};
use crate::window_harness::{self, Told, Window, act, steps, wait_for_folder, window, window_in};

/// A window in which the folder of January is open, with its list and the government's name.
pub(super) fn january(name: &str, size: [f32; 2], language: Language) -> (Window, Rc<RefCell<Told>>, PathBuf) {
    let base = window_harness::folder(name);
    let here = rollup_folders::january(&base);
    let (mut window, told) = window_in(size, None, language);
    open(&mut window, &here);
    name_it(&mut window);
    act(&mut window, Action::TakePath(FileDialog::Rollup(RollupFile::List), base.join("名单.csv")));
    wait_for_folder(&mut window);
    (window, told, base)
}

pub(super) fn open(window: &mut Window, folder: &Path) {
    act(window, Action::TakePath(FileDialog::Rollup(RollupFile::Folder), folder.to_owned()));
    wait_for_folder(window);
}

fn name_it(window: &mut Window) {
    let mut choices = window.state().folder.as_ref().unwrap().choices.clone();
    choices.unit = "青禾县人民政府".into();
    window.state_mut().folder.as_mut().unwrap().unit.clone_from(&choices.unit);
    act(window, Action::Folder(FolderAction::Choose(Box::new(choices))));
    steps(window);
}

/// The sum of a cell, as a count.
fn sum(window: &Window, key: &str) -> Option<Number> {
    let sum = window.state().folder.as_ref().unwrap().sum.as_ref().unwrap();
    sum.numbers.shown(sum.form, CellKey::parse(key).unwrap())
}

/// What each kind of file is said to be.
pub(super) fn told(window: &Window, file: &str) -> String {
    let sum = window.state().folder.as_ref().unwrap().sum.as_ref().unwrap();
    sum.rows.iter().find(|row| row.file == file || row.name == file).unwrap_or_else(|| panic!("{file}")).told.clone()
}

#[test]
fn each_file_of_the_folder_is_told() {
    let (window, ..) = january("rollup-window-files", SIZE, Language::Chinese);
    for (file, words) in [
        ("水务局.nianbao", "计入"),
        ("水务局（旧）.nianbao", "较早文件"),
        ("乡镇/白沙镇.nianbao", "落款晚于期限 2025-02-05"),
        ("林业局.nianbao", "表内 2 处错误"),
        ("教育局.nianbao", "年度不同"),
        ("统计局.nianbao", "格式版本不同"),
        ("全县2024.nianbao", "是汇总本身"),
        ("气象局.nianbao", "不在名单里"),
        ("坏.docx", "损坏"),
        ("青禾县交通局", "没有报，期限 2025-01-05，已过 5 天"),
    ] {
        let said = told(&window, file);
        assert!(said.contains(words), "{file}: {said}");
    }
}

#[test]
fn the_views_look_as_they_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
    for (name, size, dark, language) in [
        ("light", [1280.0, 720.0], false, Language::Chinese),
        ("dark", [1920.0, 1080.0], true, Language::Chinese),
        ("english", [1280.0, 720.0], true, Language::English),
    ] {
        let (mut window, ..) = january("rollup-pictures", size, language);
        window.state_mut().settings.dark = dark;
        steps(&mut window);
        results.add(window.try_snapshot_options(format!("rollup-{name}"), &options));
        if name == "light" {
            window.state_mut().folder.as_mut().unwrap().pane = FolderPane::Charts;
            steps(&mut window);
            results.add(window.try_snapshot_options("rollup-charts", &options));
        }
    }
    for (name, size, dark, language) in
        [("light", [1280.0, 720.0], false, Language::Chinese), ("english", [1920.0, 1080.0], true, Language::English)]
    {
        let (mut window, ..) = open_sum("rollup-parts-pictures", size, language);
        window.state_mut().settings.dark = dark;
        choose(&mut window, "received.natural_person");
        results.add(window.try_snapshot_options(format!("rollup-parts-{name}"), &options));
    }
    let (mut window, _) = window([1280.0, 720.0], None);
    open(&mut window, &window_harness::folder("rollup-nothing"));
    results.add(window.try_snapshot_options("rollup-empty", &options));
    for count in [1, 300] {
        let (mut window, _) = window_in([1280.0, 720.0], None, Language::Chinese);
        open(&mut window, &rollup_folders::many(&window_harness::folder("rollup-many"), count));
        results.add(window.try_snapshot_options(format!("rollup-{count}"), &options));
    }
    results.unwrap();
}

/// The choices of the open folder.
fn choices(window: &Window) -> &nianbao::session::FolderChoices {
    &window.state().folder.as_ref().unwrap().choices
}

/// The row of the list that has the focus, as a screen reader names it.
pub(super) fn focused_row(window: &Window) -> String {
    let options = window.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    options.filter(|node| node.accesskit_node().is_focused()).filter_map(|node| node.accesskit_node().label()).collect()
}

/// Goes down the list until the row of a file has the focus.
pub(super) fn go_to(window: &mut Window, words: &str) {
    press(window, Modifiers::NONE, Key::Home);
    for _ in 0..40 {
        if focused_row(window).contains(words) {
            return;
        }
        press(window, Modifiers::NONE, Key::ArrowDown);
    }
    panic!("no row of {words}");
}

#[test]
fn the_keyboard_alone_does_everything() {
    let (mut window, told, base) = january("rollup-window-keys", SIZE, Language::Chinese);
    // The list has the focus at first: the first row of it.
    assert!(focused_row(&window).contains("坏.docx"), "{}", focused_row(&window));
    go_to(&mut window, "青禾县水务局 计入");
    assert!(focused_row(&window).contains("17 第 2 · 27.9%"), "{}", focused_row(&window));
    // Enter opens the unit's report in a window of its own, at the chosen cell.
    press(&mut window, Modifiers::NONE, Key::Enter);
    let cell = CellKey::parse("received.natural_person");
    assert_eq!(told.borrow().beside, [(base.join("各单位/水务局.nianbao"), cell)]);
    // The space bar leaves it out: the older file of the unit does not take its place unseen.
    press(&mut window, Modifiers::NONE, Key::Space);
    assert_eq!(sum(&window, "received.natural_person"), Some(Number::Count(44 + 99)));
    go_to(&mut window, "青禾县　水务局");
    press(&mut window, Modifiers::NONE, Key::Space);
    assert_eq!(sum(&window, "received.natural_person"), Some(Number::Count(44)));
    go_to(&mut window, "青禾县水务局 已由用户排除");
    press(&mut window, Modifiers::NONE, Key::Space);
    assert_eq!(sum(&window, "received.natural_person"), Some(Number::Count(44 + 17)));
    // F6 goes to the table, whose arrows choose another cell; the list tells of that one.
    press(&mut window, Modifiers::NONE, Key::F6);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let cell = window.get_all_by_role(egui::accesskit::Role::Cell).find(|node| node.accesskit_node().is_focused());
    let cell = cell.map(|node| (node.accesskit_node().label().unwrap(), node.accesskit_node().value().unwrap()));
    assert_eq!(cell, Some(("三、本年度办理结果 · （一）予以公开 · 自然人".into(), "1111".into())));
    // Nothing can be entered there, and that is said.
    type_text(&mut window, "5");
    assert!(window.query_all_by_label_contains("不能在这里改").next().is_some());
    press(&mut window, Modifiers::NONE, Key::F6);
    type_text(&mut window, "甲");
    assert_eq!(window.state().folder.as_ref().unwrap().unit, "青禾县人民政府甲");
    press(&mut window, Modifiers::NONE, Key::F6);
    go_to(&mut window, "青禾县林业局");
    assert!(focused_row(&window).contains("1111 第 1 · 100%"), "{}", focused_row(&window));
    // Ctrl+W closes the folder.
    press(&mut window, Modifiers::COMMAND, Key::W);
    assert!(window.state().folder.is_none());
}

/// Sums of a province are longer than a department's numbers: none reaches out of its cell, in the smallest window too.
#[test]
fn long_sums_have_room_in_their_cells() {
    let base = window_harness::folder("rollup-long-sums");
    let here = base.join("各单位");
    rollup_folders::draft(&here, "甲.nianbao", "青禾县水务局", "department", |draft| {
        draft["numbers"]["received"]["natural_person"] = 12_345_678.into();
    });
    let (mut window, _) = window_in([1280.0, 720.0], None, Language::Chinese);
    open(&mut window, &here);
    let long = |shape: &egui::Shape| match shape {
        egui::Shape::Text(text) if text.galley.text() == "12345678" => Some(text.visual_bounding_rect()),
        _ => None,
    };
    let painted: Vec<egui::Rect> = window.output().shapes.iter().filter_map(|shape| long(&shape.shape)).collect();
    let cells: Vec<egui::Rect> =
        window.query_all_by_role(egui::accesskit::Role::Cell).map(|cell| cell.rect()).collect();
    // It stands in the list of units, in its cell, and as the total of its row.
    let within = painted.iter().filter(|text| cells.iter().any(|cell| cell.contains_rect(**text))).count();
    assert!(within == 2 && painted.len() == 3, "{painted:?}");
    let crossed = |text: &&egui::Rect| cells.iter().any(|cell| cell.intersects(**text) && !cell.contains_rect(**text));
    assert_eq!(painted.iter().find(crossed), None);
}

#[test]
fn what_was_chosen_is_there_at_the_next_start() {
    let base = window_harness::folder("rollup-window-again");
    let here = rollup_folders::january(&base);
    let told = || Told { settings: Some(base.join("settings.json")), ..Told::beside(&base) };
    let (mut window, moment) = window_harness::window_of(SIZE, None, Language::Chinese, told());
    open(&mut window, &here);
    press(&mut window, Modifiers::SHIFT, Key::F6);
    type_text(&mut window, "青禾县人民政府");
    click(&mut window, "本级");
    act(&mut window, Action::Folder(FolderAction::Toggle("水务局.nianbao".into())));
    // What was typed last is kept without leaving the field.
    moment.borrow_mut().now += std::time::Duration::from_secs(1);
    steps(&mut window);
    drop(window);
    let (mut window, _) = window_harness::window_of(SIZE, None, Language::Chinese, told());
    open(&mut window, &here);
    assert_eq!(choices(&window).unit, "青禾县人民政府");
    assert_eq!(choices(&window).scope, nianbao::rollup::RollupScope::Own);
    assert!(choices(&window).left_out.contains("水务局.nianbao"));
    assert_eq!(self::told(&window, "乡镇/白沙镇.nianbao"), "下级单位，不在本级之内");
}

#[test]
fn everything_that_comes_of_it_is_written_and_nothing_that_was_read_is_changed() {
    let (mut window, told, base) = january("rollup-window-files-out", SIZE, Language::Chinese);
    let here = base.join("各单位");
    let before = contents(&here);
    let out = base.join("结果");
    std::fs::create_dir(&out).unwrap();
    for (file, name) in [
        (RollupFile::Draft, "全县.nianbao"),
        (RollupFile::Xlsx, "全县.xlsx"),
        (RollupFile::Csv, "全县.csv"),
        #[cfg(feature = "parquet")]
        (RollupFile::Csv, "全县.parquet"),
        (RollupFile::Returns, "退回"),
        (RollupFile::Charts, "图解.pdf"),
        (RollupFile::Charts, "图解.png"),
    ] {
        told.borrow_mut().path = Some(out.join(name));
        act(&mut window, Action::Choose(FileDialog::Rollup(file)));
        steps(&mut window);
        wait_for_folder(&mut window);
        assert!(window.query_all_by_label_contains(name).next().is_some(), "{name} is told");
    }
    for name in [
        "全县.nianbao",
        "全县.xlsx",
        "全县.csv",
        "图解.pdf",
        "图解.png",
        "退回/退回记录.json",
        "退回/退回单-青禾县林业局.docx",
        "退回/退回单-青禾县林业局.pdf",
    ] {
        assert!(out.join(name).exists(), "{name}");
    }
    // Over a file of a unit nothing is written, even where the user wants that.
    let unit = here.join("水务局.nianbao");
    for file in [RollupFile::Draft, RollupFile::Csv] {
        act(&mut window, Action::ExportOver(FileDialog::Rollup(file), unit.clone()));
        wait_for_folder(&mut window);
        assert!(window.query_all_by_label_contains("是汇总时读的文件").next().is_some(), "{file:?}");
    }
    assert_eq!(contents(&here), before);
    // The draft of the sum knows its parts, and opens as a report.
    act(&mut window, Action::TakePath(FileDialog::OpenDraft, out.join("全县.nianbao")));
    steps(&mut window);
    assert!(!window.state().is_folder_shown());
    let document = window.state().document.as_ref().unwrap();
    let record = nianbao::rollup::SumRecord::of(document.session.report()).unwrap();
    assert_eq!(record.units.len(), 9);
}

/// A window in which the draft of the sum of January is open, at the table of requests.
pub(super) fn open_sum(name: &str, size: [f32; 2], language: Language) -> (Window, Rc<RefCell<Told>>, PathBuf) {
    let (mut window, told, base) = january(name, size, language);
    std::fs::create_dir(base.join("结果")).unwrap();
    told.borrow_mut().path = Some(base.join("结果/全县.nianbao"));
    act(&mut window, Action::Choose(FileDialog::Rollup(RollupFile::Draft)));
    steps(&mut window);
    wait_for_folder(&mut window);
    act(&mut window, Action::Folder(FolderAction::Close));
    act(&mut window, Action::TakePath(FileDialog::OpenDraft, base.join("结果/全县.nianbao")));
    // Until what was said about the file is gone.
    told.borrow_mut().now += std::time::Duration::from_secs(120);
    steps(&mut window);
    (window, told, base)
}

/// Goes to a cell of the open report.
fn choose(window: &mut Window, cell: &str) {
    act(window, Action::Go(Place::Cell(CellKey::parse(cell).unwrap())));
    steps(window);
}

/// The rows of the list of units, as a screen reader names them.
fn rows(window: &Window) -> Vec<String> {
    let options = window.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    options.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn each_cell_of_an_opened_sum_leads_to_the_units() {
    let (mut window, told, base) = open_sum("rollup-window-parts", SIZE, Language::Chinese);
    choose(&mut window, "received.natural_person");
    assert_eq!(
        rows(&window)[..4],
        [
            "青禾县人民政府办公室 44 第 1 · 72.1% 政府办.nianbao",
            "青禾县水务局 17 第 2 · 27.9% 水务局.nianbao",
            "青禾县白沙镇人民政府 0 第 3 · 0% 乡镇/白沙镇.nianbao",
            "青禾县林业局 0 第 3 · 0% 林业局.nianbao",
        ]
    );
    assert!(window.query_all_by_label_contains("5 个单位填了，0 个空着").next().is_some());
    assert!(window.query_all_by_label_contains("另有 4 份没有计入").next().is_some());
    // F6 goes from the table to the list; Enter opens the chosen unit's report at the cell, be the folder where it was.
    let cell = CellKey::parse("received.natural_person");
    press(&mut window, Modifiers::NONE, Key::F6);
    assert!(focused_row(&window).contains("人民政府办公室 44"), "{}", focused_row(&window));
    // Again it goes back to the cell.
    press(&mut window, Modifiers::NONE, Key::F6);
    assert_eq!(focused_row(&window), "");
    press(&mut window, Modifiers::NONE, Key::F6);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(focused_row(&window).contains("水务局 17"), "{}", focused_row(&window));
    press(&mut window, Modifiers::NONE, Key::End);
    assert_eq!(focused_row(&window), "青禾县气象局 0 第 3 · 0% 气象局.nianbao");
    press(&mut window, Modifiers::NONE, Key::Home);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(told.borrow().beside, [(base.join("结果/../各单位/水务局.nianbao"), cell)]);
    // Another cell has other parts; a double click opens one of them.
    choose(&mut window, "granted.natural_person");
    let forestry = "青禾县林业局 1111 第 1 · 100% 林业局.nianbao";
    assert_eq!(rows(&window)[0], forestry);
    let at = window.get_by_label(forestry).rect().center();
    // A frame of a test is a quarter of a second.
    window.ctx.options_mut(|options| options.input_options.max_double_click_delay = 3.0);
    click_at(&mut window, at);
    click_at(&mut window, at);
    let opened = told.borrow().beside.last().cloned();
    assert_eq!(opened, Some((base.join("结果/../各单位/林业局.nianbao"), CellKey::parse("granted.natural_person"))));
    // A number that somebody changed since is no longer the sum of its parts, and that is said.
    choose(&mut window, "received.natural_person");
    assert!(window.query_all_by_label_contains("各单位之和").next().is_none());
    type_text(&mut window, "63");
    press(&mut window, Modifiers::NONE, Key::Enter);
    choose(&mut window, "received.natural_person");
    assert!(window.query_all_by_label_contains("各单位之和是 61，和现在的数不同").next().is_some());
    // Texts have no parts.
    act(&mut window, Action::ShowTab(Tab::Section(SectionId::Overview)));
    steps(&mut window);
    assert!(rows(&window).is_empty());
}

#[test]
fn a_sum_and_its_folder_may_move_together_and_what_is_lost_is_told() {
    let (mut window, told, base) = open_sum("rollup-window-moved", SIZE, Language::Chinese);
    let open = |window: &mut Window| {
        act(window, Action::Folder(FolderAction::OpenPart("水务局.nianbao".into(), None)));
        steps(window);
    };
    // Elsewhere the folder is known because it was added up here.
    let before = base.join("各单位");
    let text = std::fs::read_to_string(base.join("结果/全县.nianbao")).unwrap();
    assert!(text.contains("../各单位") && !text.contains(base.to_str().unwrap()), "no path from the root");
    open(&mut window);
    assert_eq!(told.borrow().beside.len(), 1);
    std::fs::rename(&before, base.join("挪走")).unwrap();
    open(&mut window);
    assert_eq!(told.borrow().beside.len(), 1);
    assert!(window.query_all_by_label_contains("找不到“水务局.nianbao”").next().is_some());
    // Beside the draft itself it is found too.
    std::fs::copy(base.join("挪走/水务局.nianbao"), base.join("结果/水务局.nianbao")).unwrap();
    open(&mut window);
    assert_eq!(told.borrow().beside.last().unwrap().0, base.join("结果/水务局.nianbao"));
}

/// Every file of a folder with its bytes and its time.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            all.extend(contents(&entry.path()));
        } else {
            all.push((
                entry.path(),
                std::fs::read(entry.path()).unwrap(),
                entry.metadata().unwrap().modified().unwrap(),
            ));
        }
    }
    all.sort();
    all
}

#[test]
fn reading_can_be_stopped_and_what_was_read_before_stays() {
    let (mut window, _) = window(SIZE, None);
    let folder = rollup_folders::many(&window_harness::folder("rollup-window-stop"), 40);
    open(&mut window, &folder);
    let rows = |window: &Window| window.state().folder.as_ref().unwrap().sum.as_ref().unwrap().rows.len();
    assert_eq!(rows(&window), 40);
    std::fs::remove_file(folder.join("000.nianbao")).unwrap();
    act(&mut window, Action::Folder(FolderAction::Read));
    act(&mut window, Action::Folder(FolderAction::Cancel));
    wait_for_folder(&mut window);
    assert_eq!(rows(&window), 40, "what was read before stays");
    press(&mut window, Modifiers::NONE, Key::F5);
    wait_for_folder(&mut window);
    assert_eq!(rows(&window), 39);
}

#[test]
fn a_report_and_a_folder_are_open_beside_each_other() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    crate::window_harness::user::write_here(&mut window);
    type_text(&mut window, "甲");
    let folder = rollup_folders::many(&window_harness::folder("rollup-window-beside"), 3);
    open(&mut window, &folder);
    assert!(window.state().is_folder_shown());
    // What is typed now does not go to the report, and its commands do nothing to it.
    let revision = window.state().document.as_ref().unwrap().session.revision();
    type_text(&mut window, "乙");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::B);
    assert_eq!(window.state().document.as_ref().unwrap().session.revision(), revision);
    // The same keys go there and back.
    press(&mut window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    assert!(!window.state().is_folder_shown());
    type_text(&mut window, "丙");
    assert!(window.state().document.as_ref().unwrap().session.revision() > revision);
    press(&mut window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    assert!(window.state().is_folder_shown());
}

#[test]
fn an_idle_folder_draws_nothing() {
    let (mut window, ..) = january("rollup-window-idle", SIZE, Language::Chinese);
    for pane in [FolderPane::Table(0), FolderPane::Charts] {
        window.state_mut().folder.as_mut().unwrap().pane = pane;
        window.run_steps(6);
        let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert_eq!(delay, std::time::Duration::MAX, "{pane:?}");
    }
}
