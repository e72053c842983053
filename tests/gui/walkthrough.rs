//! The way of a clerk through the window, by label, without a screen.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::menu;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Number, Place, ReportText};
use nianbao::richtext::{Level, TextPosition};

use crate::window_harness::user::{OVERVIEW, SIZE, commit, empty, preedit, press, report, type_text, write_here};
use crate::window_harness::{self, Window, steps, window, window_in};

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).map(nianbao::richtext::RichText::text).unwrap_or_default()
}

fn number(window: &Window, key: &str) -> Option<Number> {
    report(window).numbers.get(CellKey::parse(key).unwrap())
}

fn key(window: &mut Window, key: Key) {
    press(window, Modifiers::NONE, key);
}

/// Clicks into a field.
fn field(window: &mut Window, name: &str) {
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, name).click();
    steps(window);
}

/// Puts the focus on a cell.
fn cell(window: &mut Window, key: &str) {
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(CellKey::parse(key).unwrap()));
    steps(window);
}

#[test]
fn from_a_new_report_to_its_pdf() {
    let folder = window_harness::folder("way");
    let (mut window, told) = window(SIZE, None);
    window.get_by_label("新建年报").click();
    steps(&mut window);
    field(&mut window, "单位全称");
    steps(&mut window);
    type_text(&mut window, "示例市水务局");
    window.get_by_label("新建").click();
    steps(&mut window);
    assert_eq!((report(&window).unit.name.as_str(), report(&window).year), ("示例市水务局", 2024));
    write_here(&mut window);
    commit(&mut window, "2024年，我局认真做好政府信息公开工作。");
    for table in ["二、主动公开 未填写", "三、申请办理 未填写", "四、复议诉讼 未填写"] {
        window.get_by_label(table).click();
        steps(&mut window);
        window.get_by_label("全部空格填 0").click();
        steps(&mut window);
    }
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(0)));
    window.get_by_label("三、申请办理 已完成");
    told.borrow_mut().path = Some(folder.join("年报.nianbao"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(folder.join("年报.nianbao").exists());
    assert!(!window.state().title().contains('●'));
    told.borrow_mut().path = Some(folder.join("年报.pdf"));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(std::fs::read(folder.join("年报.pdf")).unwrap().starts_with(b"%PDF"));
    let saved = nianbao::storage::load(&nianbao::storage::RealDisk, &folder.join("年报.nianbao")).unwrap();
    assert_eq!(&saved, report(&window));
}

#[test]
fn chinese_through_an_input_method() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    preedit(&mut window, "zheng");
    assert_eq!(text(&window), "", "what is being composed is not in the report");
    preedit(&mut window, "zheng fu");
    commit(&mut window, "政府");
    preedit(&mut window, "xin xi");
    commit(&mut window, "信息");
    assert_eq!(text(&window), "政府信息");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), "", "phrases are a run of typing, as letters are");
    press(&mut window, Modifiers::COMMAND, Key::Y);
    // Given up: nothing stays.
    preedit(&mut window, "gong kai");
    preedit(&mut window, "");
    assert_eq!(text(&window), "政府信息");
    // Sogou commits without composing first.
    commit(&mut window, "公开");
    assert_eq!(text(&window), "政府信息公开");
    key(&mut window, Key::Backspace);
    assert_eq!(text(&window), "政府信息公");
}

#[test]
fn marks_levels_undo_and_paste() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "主动公开情况");
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::COMMAND, Key::B);
    let bold = |window: &Window| report(window).part(OVERVIEW).unwrap().paragraphs[0].runs()[0].marks.bold;
    assert!(bold(&window));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!bold(&window));
    press(&mut window, Modifiers::COMMAND, Key::Y);
    assert!(bold(&window));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num2);
    assert_eq!(report(&window).part(OVERVIEW).unwrap().paragraphs[0].level, Level::Second);
    key(&mut window, Key::End);
    key(&mut window, Key::Enter);
    window.event(Event::Paste("（一）平台建设\n　　网站运行平稳。\r\n\n1.办理情况".into()));
    steps(&mut window);
    let prose = report(&window).part(OVERVIEW).unwrap().clone();
    let lines: Vec<_> = prose.paragraphs.iter().map(|it| (it.level, it.text())).collect();
    let wanted = [
        (Level::Second, "主动公开情况"),
        (Level::Second, "（一）平台建设"),
        (Level::Body, "网站运行平稳。"),
        (Level::Third, "1.办理情况"),
    ];
    assert_eq!(lines, wanted.map(|(level, text)| (level, text.to_owned())));
    // What is cut here is pasted with its marks.
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(Event::Cut);
    steps(&mut window);
    assert_eq!(text(&window), "");
    window.event(Event::Paste(prose.text()));
    steps(&mut window);
    assert_eq!(report(&window).part(OVERVIEW), Some(&prose));
}

#[test]
fn bold_for_what_is_typed_next() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    type_text(&mut window, "a");
    press(&mut window, Modifiers::COMMAND, Key::B);
    type_text(&mut window, "b");
    let prose = report(&window).part(OVERVIEW).unwrap();
    let runs: Vec<_> = prose.paragraphs[0].runs().iter().map(|run| (run.text.as_str(), run.marks.bold)).collect();
    assert_eq!(runs, [("a", false), ("b", true)]);
}

#[test]
fn find_and_replace_over_all_sections() {
    let mut report_ = empty();
    for id in [SectionId::Overview, SectionId::Problems] {
        *report_.prose_mut(id) = nianbao::richtext::RichText::plain("公开平台。\n平台管理。");
    }
    let (mut window, _) = window(SIZE, Some(report_));
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "平台");
    window.get_by_label("共 4 处");
    window.get_by_label("下一处").click();
    steps(&mut window);
    window.get_by_label("1 / 4");
    field(&mut window, "替换为");
    steps(&mut window);
    type_text(&mut window, "载体");
    window.get_by_label("全部替换").click();
    steps(&mut window);
    assert_eq!(text(&window), "公开载体。\n载体管理。");
    assert!(!report(&window).part(ReportText::Section(SectionId::Problems)).unwrap().text().contains("平台"));
}

#[test]
fn keys_of_a_spreadsheet() {
    let (mut window, _) = window(SIZE, Some(empty()));
    cell(&mut window, "received.natural_person");
    type_text(&mut window, "1");
    type_text(&mut window, "2");
    key(&mut window, Key::Enter);
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(12)));
    type_text(&mut window, "３");
    key(&mut window, Key::Tab);
    assert_eq!(number(&window, "carried_in.natural_person"), Some(Number::Count(3)));
    type_text(&mut window, "4");
    key(&mut window, Key::ArrowUp);
    assert_eq!(number(&window, "carried_in.enterprise"), Some(Number::Count(4)));
    // F2 edits what stands there; Escape forgets.
    key(&mut window, Key::ArrowLeft);
    key(&mut window, Key::F2);
    type_text(&mut window, "9");
    key(&mut window, Key::Escape);
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(12)));
    // A block of two by two is blanked, and comes back.
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    key(&mut window, Key::Delete);
    assert_eq!(report(&window).numbers.iter().count(), 0);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(report(&window).numbers.iter().count(), 3);
    // What is no number is refused, and nothing is lost.
    cell(&mut window, "received.research");
    type_text(&mut window, "十");
    key(&mut window, Key::Enter);
    window.get_by_label_contains("不是这一格能填的数字");
    assert_eq!(number(&window, "received.research"), None);
}

#[test]
fn a_block_of_twenty_five_by_seven() {
    let (mut window, _) = window(SIZE, Some(empty()));
    cell(&mut window, "received.natural_person");
    let row = |at: u64| (0..7).map(|column| format!("{},{:03}件", at + 1, column)).collect::<Vec<_>>().join("\t");
    let block = (0..25).map(row).collect::<Vec<_>>().join("\r\n");
    window.event(Event::Paste(block));
    steps(&mut window);
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(1000)));
    assert_eq!(number(&window, "carried_over.other"), Some(Number::Count(25005)));
    assert_eq!(report(&window).numbers.iter().count(), 24 * 6, "totals are computed, never entered");
    window.get_by_label_contains("去掉了");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(report(&window).numbers.iter().count(), 0, "one paste is one step");
}

#[test]
fn tabs_tell_how_far_each_section_is() {
    let (mut window, _) = window(SIZE, Some(empty()));
    window.get_by_label("一、总体情况 未填写");
    cell(&mut window, "received.natural_person");
    type_text(&mut window, "5");
    key(&mut window, Key::Enter);
    window.get_by_label_contains("三、申请办理 ");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num0);
    // 5 came in, none was closed or carried over.
    window.get_by_label_contains("三、申请办理 2 处错误");
}

#[test]
fn from_a_finding_to_its_cell() {
    let (mut window, _) = window(SIZE, Some(empty()));
    cell(&mut window, "received.natural_person");
    type_text(&mut window, "5");
    key(&mut window, Key::Enter);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num0);
    window_harness::show(&mut window, Tab::Checks);
    let document = window.state().document.as_ref().unwrap();
    let at = document.findings.iter().position(|seen| seen.finding.rule.to_string() == "R01").unwrap();
    let place = document.findings[at].finding.places[0];
    window.state_mut().document.as_mut().unwrap().go(place);
    steps(&mut window);
    let document = window.state().document.as_ref().unwrap();
    assert_eq!(document.tab, Tab::Section(SectionId::Requests));
    let table = document.session.form().table_of(SectionId::Requests).unwrap();
    let focused = document.sections[&SectionId::Requests].grid.focused(table);
    assert_eq!(focused.map(Place::Cell), Some(place));
}

#[test]
fn a_number_in_the_text_follows_its_cell() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "收到申请");
    let key_ = CellKey::parse("received.natural_person").unwrap();
    press(&mut window, Modifiers::COMMAND, Key::K);
    field(&mut window, "按行列名称查找");
    steps(&mut window);
    type_text(&mut window, "新收 自然人");
    window.get_by_label_contains("一、本年新收政府信息公开申请数量 · 自然人").click();
    steps(&mut window);
    cell(&mut window, "received.natural_person");
    type_text(&mut window, "7");
    key(&mut window, Key::Enter);
    assert_eq!(number(&window, &key_.to_string()), Some(Number::Count(7)));
    assert_eq!(text(&window), "收到申请7");
}

#[test]
fn a_click_on_the_page_leads_to_the_text() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    window_harness::show(&mut window, Tab::Preview);
    let page = window.get_by_label("第 1 页").rect();
    window.hover_at(page.center());
    window.drag_at(page.center());
    window.drop_at(page.center());
    steps(&mut window);
    assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Section(SectionId::Overview));
}

#[test]
fn undo_brings_the_caret_back() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    write_here(&mut window);
    // Windows reports both.
    let control = Modifiers { ctrl: true, ..Modifiers::COMMAND };
    press(&mut window, control, Key::End);
    type_text(&mut window, "x");
    press(&mut window, control, Key::Home);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    let document = window.state().document.as_ref().unwrap();
    let end = report(&window).part(OVERVIEW).unwrap().end();
    assert_ne!(end, TextPosition::default());
    assert_eq!(document.session.selection(), nianbao::session::EditorSelection::caret(OVERVIEW, end));
}

#[test]
fn the_window_in_english() {
    let (window_, _) = window_in(SIZE, None, Language::English);
    window_.get_by_label("New report");
    let (mut window, _) = window(SIZE, Some(empty()));
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    window.get_by_label("English").click();
    steps(&mut window);
    window.get_by_label("1 Overview empty");
}

#[test]
fn unsaved_text_is_not_thrown_away() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "文字");
    press(&mut window, Modifiers::COMMAND, Key::W);
    window.get_by_label("取消").click();
    steps(&mut window);
    assert_eq!(text(&window), "文字");
    press(&mut window, Modifiers::COMMAND, Key::W);
    window.get_by_label("不保存").click();
    steps(&mut window);
    assert!(window.state().document.is_none());
}

#[test]
fn no_two_commands_share_a_key() {
    let all: Vec<_> = menu::items().flat_map(|item| item.shortcuts.iter().map(move |key| (*key, item.name))).collect();
    for (at, (one, first)) in all.iter().enumerate() {
        for (other, second) in &all[at + 1..] {
            assert!(one != other || first == second, "{first} and {second} share {one:?}");
        }
    }
}

#[test]
fn every_command_has_words_in_both_languages() {
    for language in Language::ALL {
        for item in menu::items() {
            assert!(!item.label(language).starts_with("action."), "{} in {language:?}", item.name);
            assert!(!item.tip(language).starts_with("action."), "{} in {language:?}", item.name);
        }
    }
}
