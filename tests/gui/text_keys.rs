//! Texts as in a word processor: what one step back takes back, what a word is, what is marked as found.

use std::time::Duration;

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::theme::Palette;
use nianbao::report::ReportText;
use nianbao::richtext::{RichText, TextPosition};
use nianbao::session::EditorSelection;

use crate::window_harness::user::{
    OVERVIEW, SIZE, commit, empty, focus, pointer, preedit, press, report, type_text, write_here,
};
use crate::window_harness::{Window, show, steps, window};

const CTRL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

fn writing(text: &str) -> Window {
    let mut report = empty();
    *report.part_mut(OVERVIEW) = RichText::plain(text);
    let mut window = window(SIZE, Some(report)).0;
    write_here(&mut window);
    press(&mut window, CTRL, Key::Home);
    window
}

fn selection(window: &Window) -> (TextPosition, TextPosition) {
    match window.state().document.as_ref().unwrap().session.selection() {
        EditorSelection::Text { anchor, head, .. } => (anchor, head),
        other => panic!("{other:?}"),
    }
}

fn selected(window: &Window) -> String {
    let (_, span) = window.state().document.as_ref().unwrap().session.selection().span().unwrap();
    report(window).part(OVERVIEW).unwrap().piece(span).text()
}

/// What is done, and what stands there after each step back.
#[test]
fn one_step_back_takes_a_run_of_typing() {
    type Way = fn(&mut Window, &mut dyn FnMut(u64));
    fn keys(window: &mut Window, text: &str) {
        for one in text.chars() {
            type_text(window, &one.to_string());
        }
    }
    let cases: [(&str, Way, &[&str]); 8] = [
        ("letters", |window, _| keys(window, "abc def, 3.5"), &[""]),
        ("the end of a sentence", |window, _| keys(window, "ab。cd"), &["ab。", ""]),
        (
            "a pause",
            |window, pause| {
                keys(window, "ab");
                pause(4);
                keys(window, "cd");
            },
            &["ab", ""],
        ),
        (
            "a caret that was moved",
            |window, _| {
                keys(window, "abc");
                press(window, NONE, Key::ArrowLeft);
                keys(window, "d");
            },
            &["abc", ""],
        ),
        (
            "another kind of edit",
            |window, _| {
                keys(window, "abc");
                for _ in 0..2 {
                    press(window, NONE, Key::Backspace);
                }
                keys(window, "de");
            },
            &["a", "abc", ""],
        ),
        (
            "a new paragraph",
            |window, _| {
                keys(window, "ab");
                press(window, NONE, Key::Enter);
                keys(window, "cd");
            },
            &["ab\n", "ab", ""],
        ),
        (
            "phrases of an input method",
            |window, _| {
                for (typed, phrase) in [("zheng fu", "政府"), ("xin xi", "信息"), ("gong kai", "公开")] {
                    preedit(window, typed);
                    commit(window, phrase);
                }
            },
            &[""],
        ),
        (
            "several keys in one frame",
            |window, _| {
                let events = ["a", "b", "c"].map(|one| Event::Text(one.into()));
                window.input_mut().events.extend(events);
                steps(window);
                keys(window, "d");
            },
            &[""],
        ),
    ];
    for (name, act, after) in cases {
        let (mut window, told) = window(SIZE, Some(empty()));
        write_here(&mut window);
        act(&mut window, &mut |seconds| told.borrow_mut().now += Duration::from_secs(seconds));
        let whole = text(&window);
        let mut undone = vec![whole.clone()];
        for expected in after {
            press(&mut window, CTRL, Key::Z);
            assert_eq!(text(&window), *expected, "{name}");
            undone.push(text(&window));
        }
        for expected in undone.iter().rev().skip(1) {
            press(&mut window, CTRL, Key::Y);
            assert_eq!(text(&window), *expected, "{name}, made again");
        }
        assert_eq!(text(&window), whole, "{name}");
    }
}

#[test]
fn undo_leads_to_the_place_wherever_it_is() {
    let long = "公开信息。\n".repeat(80);
    let mut window = writing(&long);
    type_text(&mut window, "甲");
    press(&mut window, CTRL, Key::End);
    press(&mut window, CTRL, Key::Z);
    assert_eq!(selection(&window).1, TextPosition::new(0, 0));
    // What is undone is in sight: the caret's place is where candidates would be shown.
    let caret = |window: &Window| window.output().platform_output.ime.as_ref().expect("a caret").cursor_rect;
    steps(&mut window);
    let at = caret(&window);
    assert!(at.top() > 60.0 && at.bottom() < SIZE[1], "{at:?}");
    show(&mut window, nianbao::gui::view_context::Tab::Section(SectionId::Problems));
    focus(&mut window, ReportText::Section(SectionId::Problems));
    press(&mut window, CTRL, Key::Y);
    assert_eq!(
        window.state().document.as_ref().unwrap().tab,
        nianbao::gui::view_context::Tab::Section(SectionId::Overview)
    );
    assert_eq!(text(&window).chars().next(), Some('甲'));
}

const SENTENCE: &str = "2024年主动公开政府信息1,234条，通过PDF格式 在网站www.example.gov.cn发布。";

#[test]
fn ctrl_and_an_arrow_go_by_words() {
    let mut window = writing(SENTENCE);
    let mut stops = vec![0];
    while stops.len() < 30 && selection(&window).1.character < SENTENCE.chars().count() {
        press(&mut window, CTRL, Key::ArrowRight);
        stops.push(selection(&window).1.character);
    }
    let characters: Vec<char> = SENTENCE.chars().collect();
    let words: Vec<String> = stops.windows(2).map(|pair| characters[pair[0]..pair[1]].iter().collect()).collect();
    let wanted =
        ["2024", "年", "主动", "公开", "政府", "信息", "1,234", "条", "，", "通过", "PDF", "格式 ", "在", "网站"];
    assert_eq!(words.iter().take(wanted.len()).collect::<Vec<_>>(), wanted.iter().collect::<Vec<_>>(), "{stops:?}");
    for stop in stops.iter().rev().skip(1) {
        press(&mut window, CTRL, Key::ArrowLeft);
        assert_eq!(selection(&window).1.character, *stop);
    }
    press(&mut window, CTRL, Key::ArrowRight);
    press(&mut window, CTRL, Key::ArrowRight);
    press(&mut window, CTRL | SHIFT, Key::ArrowRight);
    press(&mut window, CTRL | SHIFT, Key::ArrowRight);
    assert_eq!(selected(&window), "主动公开");
    press(&mut window, CTRL | SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&window), "主动");
    type_text(&mut window, "依申请");
    assert!(text(&window).starts_with("2024年依申请公开政府"));
    press(&mut window, CTRL, Key::Delete);
    press(&mut window, CTRL, Key::Backspace);
    assert!(text(&window).starts_with("2024年依政府信息"), "{}", text(&window));
    press(&mut window, CTRL, Key::Z);
    assert!(text(&window).starts_with("2024年依申请政府信息"), "{}", text(&window));
}

/// The middle of a character of the first line.
fn character(window: &Window, at: usize) -> Pos2 {
    let field = window.get_all_by_label("一、总体情况").map(|node| node.rect());
    let field = field.max_by(|one, other| one.height().total_cmp(&other.height())).unwrap();
    // Two characters of indent, and 28 in a line.
    let em = ((field.width() / 28.0).floor()).clamp(16.0, 21.0);
    Pos2::new(field.left() + em * (2.5 + at as f32), field.top() + em * 0.9)
}

#[test]
fn a_double_click_selects_a_word_and_dragging_goes_on_by_words() {
    let mut window = writing("通过网站主动公开政府信息工作。");
    let (from, to) = (character(&window, 4), character(&window, 9));
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    window.input_mut().events.extend([Event::PointerMoved(from), button(from, true), button(from, false)]);
    window.step();
    window.input_mut().events.push(button(from, true));
    window.step();
    assert_eq!(selected(&window), "主动");
    for at in [from + (to - from) * 0.5, to] {
        window.input_mut().events.push(Event::PointerMoved(at));
        window.step();
    }
    assert_eq!(selected(&window), "主动公开政府");
    let back = character(&window, 0);
    window.input_mut().events.push(Event::PointerMoved(back));
    window.step();
    assert_eq!(selected(&window), "通过网站主动");
    pointer(&mut window, back, false);
    steps(&mut window);
    assert_eq!(selected(&window), "通过网站主动");
}

#[test]
fn every_find_is_marked_and_the_bar_says_which_one_is_selected() {
    let mut window = writing("公开。不公开。已公开。应公开。再公开。");
    let found = |window: &mut Window| {
        let ground = Palette::of(window.ctx.theme()).found;
        let picture = window.render().unwrap();
        picture.pixels().filter(|pixel| pixel.0[..3] == ground.to_array()[..3]).count()
    };
    assert_eq!(found(&mut window), 0);
    press(&mut window, CTRL, Key::F);
    type_text(&mut window, "公开");
    let all = found(&mut window);
    press(&mut window, NONE, Key::Enter);
    window.get_by_label("1 / 5");
    let without_one = found(&mut window);
    assert!(all > 5 * 400 && without_one > 4 * 400 && without_one * 10 < all * 9, "{all}, then {without_one}");
    press(&mut window, SHIFT, Key::Enter);
    window.get_by_label("5 / 5");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(found(&mut window), 0);
}

#[test]
fn page_down_moves_the_caret_by_what_is_in_sight() {
    let mut window = writing(&"公开信息。\n".repeat(80));
    press(&mut window, NONE, Key::PageDown);
    let first = selection(&window).1.paragraph;
    assert!((8..30).contains(&first), "{first}");
    press(&mut window, SHIFT, Key::PageDown);
    let (anchor, head) = selection(&window);
    assert!(anchor.paragraph == first && head.paragraph > first + 7, "{anchor:?} {head:?}");
    press(&mut window, NONE, Key::PageUp);
    press(&mut window, NONE, Key::PageUp);
    assert_eq!(selection(&window).1.paragraph, 0);
}
