//! The menus by mouse and by keys: what they show, where they stand, what they do.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::menu::{self, MENUS};
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::Place;
use nianbao::richtext::ParagraphAlign;

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Told, Window, show, steps, window, window_in};

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).map(nianbao::richtext::RichText::text).unwrap_or_default()
}

/// Alt, alone.
fn alt(window: &mut Window) {
    window.event(Event::ModifiersChanged(Modifiers::ALT));
    steps(window);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    steps(window);
}

fn key(window: &mut Window, key: Key) {
    press(window, Modifiers::NONE, key);
}

fn is_shown(window: &Window, label: &str) -> bool {
    window.query_all_by_label(label).next().is_some()
}

fn focused(window: &Window) -> Option<egui::Id> {
    window.ctx.memory(|memory| memory.focused())
}

#[test]
fn alt_and_f10_open_and_walk_the_menus() {
    for bar in ["alt", "F10"] {
        let (mut window, _) = window(SIZE, Some(empty()));
        write_here(&mut window);
        type_text(&mut window, "a");
        let open = |window: &mut Window| if bar == "alt" { alt(window) } else { key(window, Key::F10) };
        open(&mut window);
        assert!(!is_shown(&window, "新建年报"), "{bar} alone goes to the bar");
        key(&mut window, Key::ArrowDown);
        assert!(is_shown(&window, "新建年报"), "{bar}");
        key(&mut window, Key::ArrowRight);
        assert!(is_shown(&window, "粘贴为纯文本") && !is_shown(&window, "新建年报"), "{bar}");
        // Behind the menu nothing is typed, cut or pasted.
        for event in [Event::Text("x".into()), Event::Paste("y".into()), Event::Cut] {
            window.event(event);
            steps(&mut window);
        }
        key(&mut window, Key::Escape);
        assert!(!is_shown(&window, "粘贴为纯文本"), "{bar}");
        assert_eq!(focused(&window), Some(TextEditor::id(OVERVIEW)), "{bar}: the caret is where it was");
        type_text(&mut window, "b");
        assert_eq!(text(&window), "ab", "{bar}");
        // Pressed again it leaves.
        open(&mut window);
        open(&mut window);
        type_text(&mut window, "c");
        assert_eq!(text(&window), "abc", "{bar}");
    }
}

#[test]
fn rows_are_taken_by_arrows_and_by_letters() {
    let (mut window, told) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "文字");
    press(&mut window, Modifiers::COMMAND, Key::A);
    // Format, bold.
    press(&mut window, Modifiers::ALT, Key::O);
    key(&mut window, Key::B);
    assert!(report(&window).part(OVERVIEW).unwrap().paragraphs[0].runs()[0].marks.bold);
    // Edit, the first row: undo.
    press(&mut window, Modifiers::ALT, Key::E);
    key(&mut window, Key::Enter);
    assert!(!report(&window).part(OVERVIEW).unwrap().paragraphs[0].runs()[0].marks.bold);
    // From the first row up to the last one, and back to the first.
    press(&mut window, Modifiers::ALT, Key::F);
    key(&mut window, Key::ArrowUp);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::Enter);
    assert_eq!(told.borrow().windows, 1, "the second row opens another window");
    // A letter of no row does nothing, and the menu stays.
    press(&mut window, Modifiers::ALT, Key::I);
    key(&mut window, Key::Q);
    assert!(is_shown(&window, "插入数据…"));
}

#[test]
fn alt_with_another_key_or_a_click_opens_nothing() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    window.event(Event::ModifiersChanged(Modifiers::ALT));
    steps(&mut window);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    steps(&mut window);
    type_text(&mut window, "a");
    assert_eq!(text(&window), "a");
    window.event(Event::ModifiersChanged(Modifiers::ALT | Modifiers::CTRL));
    steps(&mut window);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    steps(&mut window);
    type_text(&mut window, "b");
    assert_eq!(text(&window), "ab", "AltGr is no Alt");
    // Of both keys Ctrl may be let go first.
    for now in [Modifiers::CTRL, Modifiers::ALT | Modifiers::CTRL, Modifiers::ALT, Modifiers::NONE] {
        window.event(Event::ModifiersChanged(now));
        steps(&mut window);
    }
    type_text(&mut window, "c");
    assert_eq!(text(&window), "abc", "nothing is left of Ctrl and Alt");
}

#[test]
fn every_row_has_a_letter_of_its_own() {
    let bar: BTreeSet<&str> = MENUS.iter().map(|menu| menu.letter.name()).collect();
    assert_eq!(bar.len(), MENUS.len());
    for menu in MENUS {
        let letters: Vec<&str> = menu.items().filter_map(|item| item.letter).map(|letter| letter.name()).collect();
        let different: BTreeSet<&str> = letters.iter().copied().collect();
        assert_eq!((letters.len(), different.len()), (menu.items().count(), letters.len()), "{}", menu.key);
    }
}

#[test]
fn no_menu_covers_the_bar_or_leaves_the_window() {
    // 720 lines as they are, and in an interface of 150 %.
    for size in [[1280.0, 720.0], [1366.0, 768.0], [853.0, 480.0], [720.0, 480.0]] {
        for language in Language::ALL {
            let (mut window, _) = window_in(size, Some(empty()), language);
            for menu in MENUS {
                let name = language.word(menu.key);
                let bar = window.get_by_label(&name).rect();
                click(&mut window, &name);
                let last = menu.items().last().unwrap();
                press(&mut window, Modifiers::NONE, Key::Home);
                press(&mut window, Modifiers::NONE, Key::ArrowUp);
                let row = window.get_by_role_and_label(egui::accesskit::Role::MenuItem, &last.label(language)).rect();
                assert!(row.top() >= bar.bottom() && row.bottom() <= size[1], "{size:?} {name}: {row:?}");
                assert!(row.right() <= size[0] && row.left() >= 0.0, "{size:?} {name}: {row:?}");
                press(&mut window, Modifiers::NONE, Key::Escape);
            }
        }
    }
}

/// A menu that has more rows than are in sight shows so before anything is pointed at: a bar at its right edge, which a
/// menu that is whole has not. The lower window is 1280 by 720 at 125 %.
#[test]
fn a_menu_that_scrolls_shows_a_bar() {
    for (size, scrolls) in [([1024.0, 576.0], true), ([1280.0, 720.0], false)] {
        let (mut window, _) = window_in(size, Some(empty()), Language::Chinese);
        let menu = &MENUS[0];
        click(&mut window, &Language::Chinese.word(menu.key));
        let row = |item: &menu::MenuItem| {
            let label = item.label(Language::Chinese);
            window.get_by_role_and_label(Role::MenuItem, &label).rect()
        };
        let (first, last) = (row(menu.items().next().unwrap()), row(menu.items().last().unwrap()));
        assert_eq!(last.bottom() > size[1], scrolls, "{size:?}: {last:?}");
        let picture = window.render().unwrap();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Whole dots of a window.
        let [right, top, bottom] =
            [first.right() - 2.0, first.bottom() + 4.0, last.bottom().min(size[1]) - 16.0].map(|at| at as u32);
        // The bar is beside the upper rows and not beside the lowest ones.
        let colours: BTreeSet<[u8; 4]> = (top..bottom).map(|y| picture.get_pixel(right, y).0).collect();
        assert_eq!(colours.len() > 2, scrolls, "{size:?}: {colours:?}");
    }
}

#[test]
fn the_edit_menu_does_what_its_keys_do() {
    let (mut window, told) = window(SIZE, Some(empty()));
    write_here(&mut window);
    type_text(&mut window, "甲");
    let choose = |window: &mut Window, row: &str| {
        click(window, "编辑");
        window.get_by_role_and_label(egui::accesskit::Role::MenuItem, row).click();
        steps(window);
    };
    told.borrow_mut().clipboard = Some("乙\r\n丙".into());
    choose(&mut window, "粘贴为纯文本");
    assert_eq!(text(&window), "甲乙\n丙", "the caret is where it was");
    choose(&mut window, "全选");
    choose(&mut window, "复制");
    assert_eq!(told.borrow().copied.as_ref().unwrap().0, "甲乙\n丙");
    choose(&mut window, "剪切");
    assert_eq!(text(&window), "");
    choose(&mut window, "撤销");
    assert_eq!(text(&window), "甲乙\n丙");
    // In a table as well.
    let cell = CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(cell));
    steps(&mut window);
    told.borrow_mut().clipboard = Some("7".into());
    choose(&mut window, "粘贴");
    assert_eq!(report(&window).numbers.get(cell).map(|number| number.to_string()).as_deref(), Some("7"));
}

#[test]
fn keys_are_shown_beside_the_rows() {
    let shown =
        |name: &str| menu::items().find(|item| item.name == name).and_then(|item| item.shortcuts.first()).copied();
    for (name, modifiers, key) in [
        ("cut", Modifiers::COMMAND, Key::X),
        ("copy", Modifiers::COMMAND, Key::C),
        ("paste", Modifiers::COMMAND, Key::V),
        ("select_all", Modifiers::COMMAND, Key::A),
        ("align_center", Modifiers::COMMAND, Key::E),
        ("print", Modifiers::COMMAND, Key::P),
        ("export_pdf", Modifiers::COMMAND | Modifiers::SHIFT, Key::P),
    ] {
        assert_eq!(shown(name), Some(egui::KeyboardShortcut::new(modifiers, key)), "{name}");
    }
}

#[test]
fn ctrl_e_centres() {
    let (mut window, told) = window(SIZE, Some(empty()));
    write_here(&mut window);
    type_text(&mut window, "甲");
    press(&mut window, Modifiers::COMMAND, Key::E);
    assert_eq!(report(&window).part(OVERVIEW).unwrap().paragraphs[0].align, ParagraphAlign::Center);
    assert_eq!(told.borrow().pick, None);
}

#[test]
fn printing_says_success_only_when_a_program_took_the_pages() {
    let print_with = |viewer, file_manager| {
        let told = Told { viewer, file_manager, ..Told::default() };
        let (mut window, told) = window_harness::window_of(SIZE, Some(empty()), Language::Chinese, told);
        press(&mut window, Modifiers::COMMAND, Key::P);
        steps(&mut window);
        let said = window.state().dialogs.notice.as_ref().unwrap().text.clone();
        let shown = told.borrow().shown.clone();
        (said, shown)
    };
    let print = |viewer| print_with(viewer, true);
    let (said, shown) = print(Some(true));
    assert!(said.contains("已打开") && shown.len() == 1 && shown[0].extension().is_some(), "{said} {shown:?}");
    let (said, shown) = print(Some(false));
    assert!(said.contains("没有打印") && said.contains("已打开 PDF 所在的文件夹"), "{said}");
    assert!(shown.len() == 1 && shown[0].is_dir(), "{shown:?}");
    // Nothing that did not open is said to be open.
    let (said, shown) = print_with(Some(false), false);
    assert!(said.contains("没有打印") && said.contains("不能打开") && !said.contains("已打开"), "{said}");
    assert!(said.contains(".pdf") && shown.is_empty(), "{said} {shown:?}");
    let (said, shown) = print(None);
    assert!(said.contains("正在") && shown.is_empty(), "{said} {shown:?}");
}

#[test]
fn the_format_bar_stands_with_its_text() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    let level = |window: &Window| {
        let combos = window.query_all_by_role_and_label(egui::accesskit::Role::ComboBox, "样式");
        combos.map(|combo| combo.rect()).next()
    };
    show(&mut window, Tab::Section(SectionId::Overview));
    let sheets = window.query_all_by_label("一、总体情况").map(|node| node.rect());
    let sheet = sheets.max_by(|one, other| one.height().total_cmp(&other.height())).unwrap();
    assert!(level(&window).is_some_and(|bar| bar.bottom() <= sheet.top()));
    // Over a table and over fields there is none; it comes right before the text.
    for (tab, first) in [(Tab::Section(SectionId::Requests), "全部空格填 0"), (Tab::Basics, "单位全称")] {
        show(&mut window, tab);
        let first = window.query_all_by_label(first).map(|node| node.rect().top()).fold(f32::INFINITY, f32::min);
        assert!(level(&window).is_none_or(|bar| bar.top() > first), "{tab:?}");
    }
}

#[test]
fn digits_open_the_sections_that_they_name() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let digits = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];
    for (digit, id) in digits.into_iter().zip(SectionId::ALL) {
        press(&mut window, Modifiers::COMMAND, digit);
        assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Section(id), "{digit:?}");
    }
    // What is typed next goes to where the tab is written.
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    type_text(&mut window, "字");
    let problems = nianbao::report::ReportText::Section(SectionId::Problems);
    assert_eq!(report(&window).part(problems).map(nianbao::richtext::RichText::text).as_deref(), Some("字"));
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    type_text(&mut window, "4");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let form = nianbao::form::Form::of(empty().form).unwrap();
    let first = form.table_of(SectionId::Disputes).unwrap().fields[0].key;
    assert_eq!(report(&window).numbers.get(first).map(|number| number.to_string()).as_deref(), Some("4"));
    for (digit, tab) in [(Key::Num7, Tab::Checks), (Key::Num8, Tab::Preview), (Key::Num9, Tab::Basics)] {
        press(&mut window, Modifiers::COMMAND, digit);
        assert_eq!(window.state().document.as_ref().unwrap().tab, tab, "{digit:?}");
    }
}

/// Whatever the width, no title of a menu, button or word of the status line lies over another or beyond the
/// edge: a screen of 1366 at 100 to 300 %, in both languages.
#[test]
fn nothing_in_the_bars_lies_over_another() {
    for language in Language::ALL {
        for wide in [1366.0, 1093.0, 910.0, 800.0, 683.0, 600.0, 546.0, 500.0, 455.0, 433.0] {
            let (mut window, _) = window_in([wide, 480.0], Some(window_harness::sample()), language);
            write_here(&mut window);
            let in_bars = |rect: &egui::Rect| rect.top() < 32.0 || rect.bottom() > 480.0 - 28.0;
            let leaves = |node: &egui_kittest::Node<'_>| {
                let role = node.accesskit_node().role();
                matches!(role, Role::MenuItem | Role::Button | Role::CheckBox | Role::Label)
            };
            let nodes = window.root().children_recursive().filter(leaves);
            let named: Vec<(String, egui::Rect)> = nodes
                .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
                .filter(|(_, rect)| in_bars(rect))
                .collect();
            assert!(named.iter().any(|(name, _)| name.contains("PDF")) || wide < 600.0, "{wide}: {named:?}");
            assert!(named.len() >= MENUS.len() + 2, "{wide}: {named:?}");
            for (at, (name, rect)) in named.iter().enumerate() {
                assert!(rect.left() >= 0.0 && rect.right() <= wide + 0.5, "{language:?} {wide}: {name} {rect:?}");
                for (other, second) in &named[at + 1..] {
                    let over = rect.intersect(*second);
                    assert!(
                        over.width() < 1.0 || over.height() < 1.0,
                        "{language:?} {wide}: {name} {rect:?} lies over {other} {second:?}"
                    );
                }
            }
        }
    }
}

/// The bar of the preview goes over several lines where it must, and no control is divided or covers another.
#[test]
fn the_bar_of_the_preview_wraps_between_its_controls() {
    for language in Language::ALL {
        for wide in [1366.0, 1093.0, 910.0, 853.0, 800.0, 683.0, 600.0] {
            let (mut window, _) = window_in([wide, 600.0], Some(window_harness::sample()), language);
            crate::window_harness::show(&mut window, nianbao::gui::view_context::Tab::Preview);
            let controls = window.root().children_recursive().filter(|node| {
                matches!(node.accesskit_node().role(), Role::Button | Role::CheckBox)
                    && (68.0..180.0).contains(&node.rect().top())
            });
            let rects: Vec<(String, egui::Rect)> = controls
                .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
                .filter(|(name, rect)| !name.is_empty() && rect.height() < 40.0)
                .collect();
            assert!(rects.len() >= 9, "{wide}: {rects:?}");
            for (at, (name, rect)) in rects.iter().enumerate() {
                assert!(rect.height() < 34.0 && rect.right() <= wide, "{language:?} {wide}: {name} {rect:?}");
                for (other, second) in &rects[at + 1..] {
                    let over = rect.intersect(*second);
                    assert!(
                        over.width() < 1.0 || over.height() < 1.0,
                        "{language:?} {wide}: {name} {rect:?} lies over {other} {second:?}"
                    );
                }
            }
            for key in ["preview.review_mark", "preview.approval_sheet"] {
                let name = language.word(key);
                assert!(rects.iter().any(|(one, _)| *one == name), "{language:?} {wide}: {name} is whole: {rects:?}");
            }
        }
    }
}

/// A folder that no program opens is told, with its path; one that opens says so itself.
#[test]
fn a_folder_that_does_not_open_is_told() {
    for opens in [true, false] {
        let folder = window_harness::folder("shown");
        let (mut window, told) = window(SIZE, Some(empty()));
        told.borrow_mut().path = Some(folder.join("a.nianbao"));
        told.borrow_mut().file_manager = opens;
        press(&mut window, Modifiers::COMMAND, Key::S);
        steps(&mut window);
        window_harness::act(&mut window, Action::OpenFolder);
        steps(&mut window);
        assert_eq!(told.borrow().shown.len(), usize::from(opens));
        let said = window.query_by_label_contains("不能打开").is_some();
        assert_eq!(said, !opens);
    }
}
