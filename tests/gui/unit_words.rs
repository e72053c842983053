//! Words and phrases of the unit: learned from the menu of a text, known to the double click, to Ctrl with an arrow and
//! to the checks, kept in the settings and taken off there.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::gui::action::Action;
use nianbao::messages::Language;
use nianbao::report::Report;
use nianbao::richtext::{RichText, TextPosition};
use nianbao::session::settings_file::SettingsFile;
use nianbao::session::{EditorSelection, Settings};
use nianbao::storage::RealDisk;

use crate::window_harness::user::{OVERVIEW, SIZE, empty, press, report, write_here};
use crate::window_harness::{self, Told, Window, act, steps, window, window_of};

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

fn with_text(text: &str) -> Report {
    let mut report = empty();
    *report.part_mut(OVERVIEW) = RichText::plain(text);
    report
}

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).unwrap().text()
}

/// Selects characters of the first paragraph and opens the menu there.
fn menu_at(window: &mut Window, from: usize, to: usize) {
    let document = window.state_mut().document.as_mut().unwrap();
    document.editor(OVERVIEW).unwrap().select(TextPosition::new(0, from), TextPosition::new(0, to));
    steps(window);
    press(window, SHIFT, Key::F10);
}

fn choose(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    steps(window);
}

/// Where Ctrl and the arrow stop in the first paragraph.
fn stops(window: &mut Window) -> Vec<usize> {
    press(window, CTRL, Key::Home);
    let mut stops = Vec::new();
    let all = text(window).chars().count();
    while stops.last().is_none_or(|last| *last < all) && stops.len() < 40 {
        press(window, CTRL, Key::ArrowRight);
        let EditorSelection::Text { head, .. } = window.state().document.as_ref().unwrap().session.selection() else {
            panic!("no caret");
        };
        stops.push(head.character);
    }
    stops
}

/// The rules whose findings stand.
fn rules(window: &Window) -> Vec<String> {
    let document = window.state().document.as_ref().unwrap();
    document.findings.iter().map(|seen| seen.finding.rule.to_string()).collect()
}

#[test]
fn a_learned_word_is_one_word_and_no_mistake() {
    let (mut window, _) = window(SIZE, Some(with_text("在碧螺挺好湾公示3次，挺好。")));
    write_here(&mut window);
    assert!(stops(&mut window).iter().any(|stop| (2..6).contains(stop)), "the name is not known yet");
    assert_eq!(rules(&window).iter().filter(|rule| *rule == "R50").count(), 2);
    let changes = window.state().document.as_ref().unwrap().session.revision();
    menu_at(&mut window, 1, 6);
    choose(&mut window, "记住“碧螺挺好湾”这个词");
    assert_eq!(window.state().settings.words, ["碧螺挺好湾"]);
    let known = stops(&mut window);
    assert!(known.starts_with(&[1, 6]), "{known:?}");
    assert_eq!(rules(&window).iter().filter(|rule| *rule == "R50").count(), 1, "only the name is no mistake");
    assert_eq!(window.state().document.as_ref().unwrap().session.revision(), changes, "no report is changed by it");
    // The same menu forgets it.
    menu_at(&mut window, 1, 6);
    choose(&mut window, "不再记住“碧螺挺好湾”");
    assert!(window.state().settings.words.is_empty());
    assert!(stops(&mut window).iter().any(|stop| (2..6).contains(stop)));
    assert_eq!(rules(&window).iter().filter(|rule| *rule == "R50").count(), 2);
}

/// Only what can be a word is offered to be learned.
#[test]
fn a_sentence_is_no_word() {
    let (mut window, _) = window(SIZE, Some(with_text("在碧螺湾，公示3次。")));
    write_here(&mut window);
    menu_at(&mut window, 0, 6);
    assert!(window.query_by_label_contains("这个词").is_none());
    window.get_by_label("把“在碧螺湾，公”存为常用语");
    press(&mut window, NONE, Key::Escape);
    menu_at(&mut window, 2, 2);
    assert!(window.query_by_label_contains("这个词").is_none());
    assert!(window.query_by_label_contains("存为常用语").is_none());
}

#[test]
fn a_phrase_is_kept_and_inserted_as_one_step() {
    let (mut window, _) = window(SIZE, Some(with_text("由办公室统一审核后发布。")));
    write_here(&mut window);
    menu_at(&mut window, 0, 12);
    window.get_by_label_contains("存为常用语").click();
    steps(&mut window);
    assert_eq!(window.state().settings.phrases, ["由办公室统一审核后发布。"]);
    press(&mut window, CTRL, Key::End);
    press(&mut window, CTRL | SHIFT, Key::K);
    window.get_by_label("插入常用语");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(text(&window), "由办公室统一审核后发布。由办公室统一审核后发布。");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(text(&window), "由办公室统一审核后发布。");
    // One of those that every report has, found by its words, with the unit and the year.
    press(&mut window, CTRL | SHIFT, Key::K);
    crate::window_harness::user::type_text(&mut window, "复议");
    press(&mut window, NONE, Key::Enter);
    let unit = report(&window).unit.name.clone();
    assert!(text(&window).ends_with(&format!("2024年，{unit}没有因政府信息公开被申请行政复议、提起行政诉讼的情形。")));
    // Esc leaves the list, and the text has the keys again.
    press(&mut window, CTRL | SHIFT, Key::K);
    press(&mut window, NONE, Key::Escape);
    let before = text(&window);
    crate::window_harness::user::type_text(&mut window, "丙");
    assert_eq!(text(&window), before + "丙");
}

#[test]
fn both_are_kept_in_the_settings_and_taken_off_there() {
    let here = window_harness::folder("unit-words");
    let file = here.join("settings.json");
    std::fs::write(
        &file,
        "{\"words\":[\"碧螺湾\",\"\",7,\"碧螺湾\",\"有，号\"],\"phrases\":[\"统一审核。\"],\"later\":1}",
    )
    .unwrap();
    let told = Told { settings: Some(file.clone()), ..Told::default() };
    let (mut window, _) = window_of([1280.0, 1400.0], Some(empty()), Language::Chinese, told);
    assert_eq!(window.state().settings.words, ["碧螺湾"], "what is no word is left out");
    act(&mut window, Action::ShowSettings);
    steps(&mut window);
    choose(&mut window, "去掉“统一审核。”");
    window.get_by_role_and_label(Role::TextInput, "再加一个词").click();
    steps(&mut window);
    crate::window_harness::user::type_text(&mut window, "柳岸");
    press(&mut window, NONE, Key::Enter);
    choose(&mut window, "去掉“碧螺湾”");
    let (_, settings, problem) = SettingsFile::load(&RealDisk, Some(&file), Default::default());
    assert!(problem.is_none());
    assert_eq!((settings.words, settings.phrases), (vec!["柳岸".to_owned()], Vec::<String>::new()));
    assert!(std::fs::read_to_string(&file).unwrap().contains("later"), "what a newer version keeps there stays");
}

#[test]
fn there_are_bounds() {
    let mut settings = Settings::default();
    assert!(!settings.learn("一") && !settings.learn(&"长".repeat(21)) && !settings.learn("两 段"));
    assert!(settings.learn("碧螺湾") && !settings.learn("碧螺湾"));
    for number in 0..1000 {
        settings.learn(&format!("词{number}"));
    }
    assert_eq!(settings.words.len(), 500);
    assert!(
        !settings.keep_phrase(&"长".repeat(201)) && !settings.keep_phrase("两\n段") && settings.keep_phrase("一条。")
    );
}
