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
fn character(window: &Window, at: u8) -> Pos2 {
    let field = window.get_all_by_label("一、总体情况").map(|node| node.rect());
    let field = field.max_by(|one, other| one.height().total_cmp(&other.height())).unwrap();
    // Two characters of indent, and 28 in a line.
    let em = ((field.width() / 28.0).floor()).clamp(16.0, 21.0);
    Pos2::new(field.left() + em * (2.5 + f32::from(at)), field.top() + em * 0.9)
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

/// Where the caret would stand: the left edge of a character.
fn caret_at(window: &mut Window, paragraph: usize, character: usize) -> egui::Rect {
    let position = TextPosition::new(paragraph, character);
    let document = window.state_mut().document.as_mut().unwrap();
    document.editor(OVERVIEW).unwrap().select(position, position);
    window.run_steps(2);
    window.output().platform_output.ime.as_ref().expect("a caret").cursor_rect
}

/// Rows as on paper: those of a list below each other, a long word or an address within the column.
#[test]
fn rows_hang_and_break_as_on_paper() {
    let item = "通过政府网站、政务新媒体、政务服务中心主动公开政府信息，及时回应社会关切，";
    let address = "网址为https://www.example.gov.cn/xxgk/zdgk/2024/content_1234567890_abcdefghijklmnopqrstuvwxyz.html?from=list&page=2。";
    let word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsmitglied";
    let mut window = writing(&format!("{}\n{address}\n{word}\n{item}{item}", item.repeat(3)));
    press(&mut window, CTRL | SHIFT, Key::L);
    let left = caret_at(&mut window, 0, 0).left();
    let mut rows = std::collections::BTreeSet::new();
    for character in 0..item.chars().count() * 3 {
        let caret = caret_at(&mut window, 0, character);
        assert!(caret.left() >= left - 1.0, "character {character} of the item hangs out: {caret:?}, {left}");
        rows.insert(caret.top().to_bits());
    }
    assert!(rows.len() > 2, "{rows:?}");
    let column = {
        let fields = window.get_all_by_label("一、总体情况").map(|node| node.rect());
        fields.max_by(|one, other| one.height().total_cmp(&other.height())).unwrap()
    };
    for (paragraph, text) in [(1, address), (2, word)] {
        let mut rows = std::collections::BTreeMap::new();
        for character in 0..=text.chars().count() {
            let caret = caret_at(&mut window, paragraph, character);
            let inside = caret.left() >= column.left() - 3.0 && caret.left() <= column.right() + 3.0;
            assert!(inside, "character {character} of “{text}” is out of the column: {caret:?}, {column:?}");
            rows.entry(caret.top().to_bits()).or_insert(character);
        }
        assert!(rows.len() > 1, "{text}: {rows:?}");
        // An address ends a row at one of its separators; a caret between two rows is shown in the first.
        if paragraph == 1 {
            let second = *rows.values().nth(1).unwrap() - 1;
            let before = text.chars().nth(second - 1).unwrap();
            assert!("/._-?&=".contains(before), "“{before}” ends the first row: {rows:?}");
        }
    }
}

#[test]
fn a_clipboard_that_has_only_a_web_form_is_pasted() {
    let mut report = empty();
    *report.part_mut(OVERVIEW) = RichText::plain("甲");
    let (mut window, told) = window(SIZE, Some(report));
    write_here(&mut window);
    press(&mut window, Modifiers::NONE, Key::End);
    // The system swallows the key and tells only that it was let go.
    let released = || Event::Key { key: Key::V, physical_key: None, pressed: false, repeat: false, modifiers: CTRL };
    told.borrow_mut().html = Some("<html><body><p>公开<b>41</b>条。</p><p>乙</p></body></html>".into());
    window.event(released());
    steps(&mut window);
    assert_eq!(text(&window), "甲公开41条。\n乙");
    window.event(released());
    steps(&mut window);
    window.get_by_label_contains("没有从剪贴板读到可以粘贴的文字");
    assert_eq!(text(&window), "甲公开41条。\n乙");
}

#[test]
fn ctrl_and_the_wheel_make_the_text_larger_and_smaller() {
    let mut window = writing("甲乙丙");
    let size = |window: &mut Window| {
        let left = caret_at(window, 0, 0);
        let right = caret_at(window, 0, 2);
        right.left() - left.left()
    };
    let before = size(&mut window);
    let over = character(&window, 1);
    for (factor, compare) in [(1.5, std::cmp::Ordering::Greater), (1.0 / 1.5, std::cmp::Ordering::Equal)] {
        window.event(Event::PointerMoved(over));
        window.event(Event::Zoom(factor));
        steps(&mut window);
        let now = size(&mut window);
        assert_eq!(now.total_cmp(&before), compare, "{before}, then {now}");
    }
}

#[test]
fn page_down_turns_the_pages_of_the_preview() {
    let (mut window, _) = window([1600.0, 900.0], Some(crate::window_harness::sample()));
    show(&mut window, nianbao::gui::view_context::Tab::Preview);
    for (key, page) in [(Key::PageDown, 2), (Key::PageDown, 3), (Key::PageUp, 2), (Key::End, 6), (Key::Home, 1)] {
        press(&mut window, NONE, key);
        window.get_by_label(&format!("{page} / 6"));
    }
}

/// The menu of a text, by the right button and by keys: what is selected stays selected.
#[test]
fn the_menu_of_a_text() {
    let (mut window, told) = {
        let mut report = empty();
        *report.part_mut(OVERVIEW) = RichText::plain("主动公开政府信息");
        window(SIZE, Some(report))
    };
    write_here(&mut window);
    press(&mut window, CTRL, Key::Home);
    press(&mut window, CTRL | SHIFT, Key::ArrowRight);
    let inside = character(&window, 1);
    crate::window_harness::user::right_click_at(&mut window, inside);
    assert_eq!(selected(&window), "主动");
    window.get_by_label_contains("复制").click();
    steps(&mut window);
    steps(&mut window);
    assert_eq!(told.borrow().copied.as_ref().map(|(text, _)| text.as_str()), Some("主动"));
    press(&mut window, SHIFT, Key::F10);
    window.get_by_label_contains("剪切").click();
    steps(&mut window);
    steps(&mut window);
    assert_eq!(text(&window), "公开政府信息");
    type_text(&mut window, "依申请");
    assert_eq!(text(&window), "依申请公开政府信息", "the caret is where it was");
    press(&mut window, NONE, Key::Menu);
    window.get_by_label_contains("全选").click();
    steps(&mut window);
    steps(&mut window);
    assert_eq!(selected(&window), "依申请公开政府信息");
    // By keys alone: the arrows walk its rows, Enter takes one, the last row is above the first.
    type_text(&mut window, "依申请公开政府信息");
    press(&mut window, CTRL, Key::Home);
    press(&mut window, SHIFT, Key::F10);
    for key in [Key::End, Key::ArrowDown, Key::ArrowUp, Key::Home, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown] {
        press(&mut window, NONE, key);
    }
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::Enter);
    steps(&mut window);
    assert_eq!(selected(&window), "依申请公开政府信息", "the fifth row selects all");
    // Escape closes the menu, and leaves what is selected.
    press(&mut window, SHIFT, Key::F10);
    press(&mut window, NONE, Key::Escape);
    type_text(&mut window, "丙");
    assert_eq!(text(&window), "丙");
    // Beside what is selected the caret goes where the pointer is.
    let beside = character(&window, 1);
    press(&mut window, CTRL, Key::A);
    crate::window_harness::user::right_click_at(&mut window, beside + egui::vec2(60.0, 0.0));
    press(&mut window, NONE, Key::Escape);
    type_text(&mut window, "丁");
    assert_eq!(text(&window), "丙丁");
}

/// A finding at the caret can be looked up and explained.
#[test]
fn the_menu_of_a_text_leads_to_its_finding() {
    let mut report = empty();
    *report.part_mut(OVERVIEW) = RichText::plain("2023年主动公开政府信息XX条。");
    let (mut window, _) = window(SIZE, Some(report));
    write_here(&mut window);
    steps(&mut window);
    let place = {
        let document = window.state().document.as_ref().unwrap();
        let spots = document.findings.iter().flat_map(|seen| &seen.finding.places).filter_map(|place| place.spot());
        spots.filter(|(part, _)| *part == OVERVIEW).map(|(_, spot)| spot).next().expect("a finding in the text")
    };
    caret_at(&mut window, place.paragraph, place.start);
    press(&mut window, SHIFT, Key::F10);
    window.get_by_label("查看这里的发现").click();
    steps(&mut window);
    assert_eq!(window.state().document.as_ref().unwrap().tab, nianbao::gui::view_context::Tab::Checks);
}
