//! The first screen: the three ways to begin, and the form of a new report by its keys.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::UnitKind;
use nianbao::gui::host::FileDialog;
use nianbao::gui::views::start_page::StartState;
use nianbao::messages::{self, Language};
use nianbao::report::Date;

use crate::window_harness::user::{SIZE, click, press, report, type_text};
use crate::window_harness::{Window, steps, window, window_in};

fn key(window: &mut Window, key: Key) {
    press(window, Modifiers::NONE, key);
}

fn kind_name(kind: UnitKind) -> String {
    Language::Chinese.word(messages::unit_kind(kind))
}

fn shown_kind(window: &Window) -> String {
    window.get_by_role_and_label(Role::ComboBox, "单位类型").accesskit_node().value().unwrap_or_default()
}

/// The rows of the open list, with whether each looks chosen.
fn rows(window: &Window) -> Vec<(String, bool, egui::Rect)> {
    let rows = window.query_all_by_role(Role::ListBoxOption);
    rows.map(|row| {
        let node = row.accesskit_node();
        (node.label().unwrap_or_default(), node.toggled() == Some(egui::accesskit::Toggled::True), row.rect())
    })
    .collect()
}

fn open_form(size: [f32; 2]) -> Window {
    let (mut window, _) = window(size, None);
    click(&mut window, "新建年报");
    window
}

fn focus_kind(window: &mut Window) {
    window.get_by_role_and_label(Role::ComboBox, "单位类型").focus();
    steps(window);
}

#[test]
fn the_first_start_leads_in_three_ways() {
    for language in Language::ALL {
        let (mut window, told) = window_in(SIZE, None, language);
        for key in ["start.ways", "start.way_last_year", "start.way_template", "start.way_blank"] {
            window.get_by_label(&language.word(key));
        }
        let label = |name: &str| language.word(&format!("action.{name}"));
        for (name, dialog) in [("from_last_year", FileDialog::FromLastYear), ("import", FileDialog::Import)] {
            window.get_by_label(&label(name)).click();
            window.step();
            assert_eq!(told.borrow_mut().pick.take(), Some(dialog), "{name}");
        }
        click(&mut window, &label("new"));
        window.get_by_role_and_label(Role::TextInput, &language.word("basics.unit"));
    }
}

#[test]
fn the_year_offered_is_the_one_that_is_due() {
    for (month, year) in [(1, 2025), (2, 2025), (9, 2025), (10, 2026), (11, 2026), (12, 2026)] {
        let state = StartState::new(Date::new(2026, month, 15));
        assert_eq!(state.year(), year.to_string(), "month {month}");
    }
}

#[test]
fn escape_closes_the_form_but_first_the_list() {
    let mut window = open_form(SIZE);
    key(&mut window, Key::Escape);
    assert!(window.query_all_by_label("单位全称").next().is_none());
    click(&mut window, "新建年报");
    focus_kind(&mut window);
    key(&mut window, Key::Enter);
    assert!(!rows(&window).is_empty());
    key(&mut window, Key::Escape);
    assert!(rows(&window).is_empty() && window.query_all_by_label("单位全称").next().is_some());
    key(&mut window, Key::Escape);
    assert!(window.query_all_by_label("单位全称").next().is_none());
}

#[test]
fn a_closed_list_is_changed_by_up_and_down() {
    let mut window = open_form(SIZE);
    let first = shown_kind(&window);
    focus_kind(&mut window);
    for kind in UnitKind::ALL.into_iter().skip_while(|kind| kind_name(*kind) != first).skip(1) {
        key(&mut window, Key::ArrowDown);
        assert_eq!(shown_kind(&window), kind_name(kind));
        assert!(rows(&window).is_empty(), "it stays closed");
    }
    key(&mut window, Key::ArrowDown);
    assert_eq!(Some(shown_kind(&window)), UnitKind::ALL.last().map(|kind| kind_name(*kind)));
    key(&mut window, Key::Home);
    assert_eq!(shown_kind(&window), kind_name(UnitKind::ALL[0]));
}

#[test]
fn an_open_list_marks_one_row_and_closes_after_enter() {
    let mut window = open_form(SIZE);
    focus_kind(&mut window);
    key(&mut window, Key::Home);
    key(&mut window, Key::Enter);
    for wanted in 0..UnitKind::ALL.len() {
        let marked: Vec<usize> = rows(&window).iter().enumerate().filter(|(_, row)| row.1).map(|(at, _)| at).collect();
        assert_eq!(marked, [wanted]);
        assert_eq!(shown_kind(&window), kind_name(UnitKind::ALL[0]), "nothing is chosen yet");
        key(&mut window, Key::ArrowDown);
    }
    key(&mut window, Key::Enter);
    assert!(rows(&window).is_empty(), "it closes");
    assert_eq!(Some(shown_kind(&window)), UnitKind::ALL.last().map(|kind| kind_name(*kind)));
    // By the mouse as well.
    window.get_by_role_and_label(Role::ComboBox, "单位类型").click();
    steps(&mut window);
    window.get_by_role_and_label(Role::ListBoxOption, &kind_name(UnitKind::ALL[1])).click();
    steps(&mut window);
    assert!(rows(&window).is_empty());
    assert_eq!(shown_kind(&window), kind_name(UnitKind::ALL[1]));
}

#[test]
fn no_row_of_the_list_is_cut() {
    for size in [SIZE, [1366.0, 768.0], [1280.0, 720.0], [853.0, 480.0]] {
        let mut window = open_form(size);
        focus_kind(&mut window);
        key(&mut window, Key::Enter);
        key(&mut window, Key::End);
        let rows = rows(&window);
        assert_eq!(rows.len(), UnitKind::ALL.len(), "{size:?}");
        for (name, _, rect) in rows {
            assert!(rect.top() >= 0.0 && rect.bottom() <= size[1], "{size:?}: {name} {rect:?}");
        }
    }
}

#[test]
fn a_report_is_begun_by_keys_alone() {
    let (mut window, _) = window([1280.0, 720.0], None);
    press(&mut window, Modifiers::COMMAND, Key::N);
    type_text(&mut window, "示例市水务局");
    key(&mut window, Key::Tab);
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "2023");
    key(&mut window, Key::Tab);
    key(&mut window, Key::Home);
    let kind = shown_kind(&window);
    for _ in 0..2 {
        press(&mut window, Modifiers::SHIFT, Key::Tab);
    }
    key(&mut window, Key::Enter);
    let report = report(&window);
    assert_eq!((report.unit.name.as_str(), report.year, kind_name(report.unit.kind)), ("示例市水务局", 2023, kind));
}
