//! Several keys in one frame, as a slow computer or a remote desktop hands them over: each acts after
//! the one before it, and none is lost.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::view_context::Tab;
use nianbao::report::{Number, Place};

use crate::window_harness::user::{OVERVIEW, SIZE, empty, report, write_here};
use crate::window_harness::{self, Window, show, steps, window};

/// A key that is pressed and let go.
fn key(modifiers: Modifiers, key: Key) -> [Event; 2] {
    [true, false].map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
}

fn text(words: &str) -> [Event; 1] {
    [Event::Text(words.into())]
}

/// All of it in one frame.
fn at_once<const N: usize>(window: &mut Window, events: [&[Event]; N]) {
    window.input_mut().events.extend(events.concat());
    window.run_steps(12);
}

/// The words of section one, bold ones in brackets.
fn marked(window: &Window) -> String {
    let Some(prose) = report(window).part(OVERVIEW) else { return String::new() };
    let runs = prose.paragraphs.iter().flat_map(|paragraph| paragraph.runs());
    runs.map(|run| if run.marks.bold { format!("[{}]", run.text) } else { run.text.to_string() }).collect()
}

#[test]
fn numbers_and_enter() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let [first, second] =
        ["received.natural_person", "carried_in.natural_person"].map(|name| CellKey::parse(name).unwrap());
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(first));
    steps(&mut window);
    let enter = key(Modifiers::NONE, Key::Enter);
    at_once(&mut window, [&text("1"), &text("2"), &enter, &text("3"), &enter]);
    let number = |key| report(&window).numbers.get(key);
    assert_eq!((number(first), number(second)), (Some(Number::Count(12)), Some(Number::Count(3))));
}

#[test]
fn what_is_pasted_is_saved_by_the_key_after_it() {
    let folder = window_harness::folder("pace");
    let (mut window, told) = window(SIZE, Some(empty()));
    told.borrow_mut().path = Some(folder.join("a.nianbao"));
    let saved = || nianbao::storage::load(&nianbao::storage::RealDisk, &folder.join("a.nianbao")).unwrap();
    let (all, save) = (key(Modifiers::COMMAND, Key::A), key(Modifiers::COMMAND, Key::S));
    show(&mut window, Tab::Basics);
    window.get_by_role_and_label(Role::TextInput, "单位全称").click();
    steps(&mut window);
    at_once(&mut window, [&all, &[Event::Paste("示例市林业局".into())], &save]);
    assert_eq!(saved().unit.name, "示例市林业局");
    write_here(&mut window);
    at_once(&mut window, [&text("甲"), &[Event::Paste("乙".into())], &save]);
    assert_eq!(saved().part(OVERVIEW).unwrap().text(), "甲乙");
    let cell = CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(cell));
    steps(&mut window);
    at_once(&mut window, [&[Event::Paste("7".into())], &save]);
    assert_eq!(saved().numbers.get(cell), Some(Number::Count(7)));
}

#[test]
fn marks_begin_and_end_where_the_keys_came() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    let bold = key(Modifiers::COMMAND, Key::B);
    at_once(&mut window, [&text("甲"), &bold, &text("乙"), &bold, &text("丙")]);
    assert_eq!(marked(&window), "甲[乙]丙");
}

#[test]
fn each_of_two_shortcuts_acts() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    let bold = key(Modifiers::COMMAND, Key::B);
    let undo = key(Modifiers::COMMAND, Key::Z);
    at_once(&mut window, [&text("甲乙"), &key(Modifiers::COMMAND, Key::A), &bold]);
    assert_eq!(marked(&window), "[甲乙]");
    at_once(&mut window, [&undo, &undo]);
    assert_eq!(marked(&window), "");
    at_once(&mut window, [&key(Modifiers::COMMAND, Key::Num2), &key(Modifiers::COMMAND, Key::Num3)]);
    assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Section(SectionId::Requests));
}

#[test]
fn a_key_that_is_held_down_stops_when_it_is_let_go() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    for words in ["甲", "乙", "丙", "丁", "戊", "己"] {
        at_once(&mut window, [&text(words), &key(Modifiers::COMMAND, Key::Home), &key(Modifiers::COMMAND, Key::End)]);
    }
    // Twenty presses and one release within a frame: a key that repeats.
    let undo = key(Modifiers::COMMAND, Key::Z);
    let held: Vec<Event> = std::iter::repeat_n(undo[0].clone(), 20).chain([undo[1].clone()]).collect();
    at_once(&mut window, [&held]);
    assert_eq!(window.state().document.as_ref().unwrap().session.redo_count(), 1);
}
