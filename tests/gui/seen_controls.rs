//! Controls are seen and stay where they are: edges in every theme, what is selected while a menu is open, the frame of a
//! range, lists that push nothing out of sight, dialogs within a low window. By the pixels of the window.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]

use egui::accesskit::Role;
use egui::{Color32, Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::table_editor;
use nianbao::gui::theme::Palette;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{CharRange, Number, Place};

use crate::contrast::contrast;
use crate::window_harness::user::{OVERVIEW, SIZE, click, empty, press};
use crate::window_harness::{self, Told, Window, act, drop_file, sample, show, steps, window, window_of};

const NONE: Modifiers = Modifiers::NONE;
const LOW: [f32; 2] = [1280.0, 720.0];
/// What shows where something is must have this contrast (WCAG 2, 1.4.11).
const LEAST: f64 = 3.0;

fn pixel(picture: &image::RgbaImage, x: f32, y: f32) -> Color32 {
    let [red, green, blue, _] = picture.get_pixel(x.max(0.0) as u32, y.max(0.0) as u32).0;
    Color32::from_rgb(red, green, blue)
}

/// The greatest contrast with the ground beside it of the pixels at the left end of a control.
fn edge(picture: &image::RgbaImage, rect: Rect, wide: f32) -> f64 {
    let ground = pixel(picture, rect.left() - 4.0, rect.center().y);
    let steps = (0..(wide + 4.0) as usize).map(|step| rect.left() - 2.0 + step as f32);
    steps.map(|x| contrast(pixel(picture, x, rect.center().y), ground)).fold(1.0, f64::max)
}

fn in_colours(dark: bool, contrast: bool) -> Window {
    let (mut window, _) = window(LOW, Some(sample()));
    window.state_mut().settings.dark = dark;
    window.state_mut().settings.contrast = contrast;
    show(&mut window, Tab::Section(SectionId::Overview));
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 0, start: 2, end: 2 })));
    steps(&mut window);
    window
}

/// Boxes, lists and circles have nothing but their edge to be found by.
#[test]
fn edges_of_controls_are_seen_in_every_theme() {
    for (dark, contrasted) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut window = in_colours(dark, contrasted);
        let check = |window: &mut Window, role: Role, wide: f32, least: usize| {
            let rects = |window: &Window| -> Vec<(String, Rect)> {
                let nodes = window.query_all_by_role(role).filter(|node| !node.accesskit_node().is_disabled());
                nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
            };
            let all = rects(window);
            assert!(all.len() >= least, "{role:?}: {}", all.len());
            let picture = window.render().unwrap();
            for (name, rect) in all {
                let seen = edge(&picture, rect, wide);
                assert!(seen >= LEAST, "{role:?} {name}, dark {dark}, high contrast {contrasted}: {seen:.2}");
            }
        };
        act(&mut window, Action::ShowChartPicker);
        steps(&mut window);
        check(&mut window, Role::RadioButton, 20.0, 8);
        press(&mut window, NONE, Key::Escape);
        act(&mut window, Action::ShowTablePicker);
        steps(&mut window);
        let boxes = window.get_by_role_and_label(Role::Image, "3 行 3 列").rect();
        let picture = window.render().unwrap();
        // The last box of the first row, which is not filled.
        let seen = edge(&picture, boxes.with_min_x(boxes.right() - 20.0).with_max_y(boxes.top() + 16.0), 18.0);
        assert!(seen >= LEAST, "boxes, dark {dark}, high contrast {contrasted}: {seen:.2}");
        press(&mut window, NONE, Key::Escape);
        show(&mut window, Tab::Basics);
        window.ctx.memory_mut(|memory| memory.stop_text_input());
        steps(&mut window);
        check(&mut window, Role::ComboBox, 4.0, 1);
        let fields = window.query_all_by_role(Role::TextInput).map(|node| node.rect());
        let fields: Vec<Rect> = fields.filter(|rect| rect.height() < 40.0 && rect.bottom() < 600.0).collect();
        assert!(fields.len() >= 4, "{}", fields.len());
        let picture = window.render().unwrap();
        for rect in fields {
            let seen = edge(&picture, rect, 4.0);
            assert!(seen >= LEAST, "a field, dark {dark}, high contrast {contrasted}: {seen:.2}");
        }
    }
}

/// As in Word: a menu is there to do something with what is selected.
#[test]
fn what_is_selected_is_seen_while_a_menu_is_open() {
    let mut window = in_colours(false, false);
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 0, start: 60, end: 80 })));
    steps(&mut window);
    let selected = |window: &mut Window| {
        let colour = Palette::of(egui::Theme::Light).selected.to_array();
        window.render().unwrap().pixels().filter(|pixel| pixel.0 == colour).count()
    };
    let before = selected(&mut window);
    assert!(before > 1000, "{before}");
    press(&mut window, NONE, Key::F10);
    press(&mut window, NONE, Key::ArrowDown);
    let now = selected(&mut window);
    assert!(now > before / 2, "{now} of {before}");
}

/// The frame of a range, on cells with errors too, whose ground no tint covers.
#[test]
fn a_range_has_a_frame() {
    let mut report = sample();
    report.numbers.set(CellKey::parse("received.natural_person").unwrap(), Some(Number::Count(210)));
    let (mut window, _) = window(SIZE, Some(report));
    act(&mut window, Action::Go(Place::Cell(CellKey::parse("received.natural_person").unwrap())));
    steps(&mut window);
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowRight] {
        press(&mut window, Modifiers::SHIFT, key);
    }
    let form = Form::of(sample().form).unwrap();
    let rect = |name: &str| {
        let label = table_editor::name(form.field(CellKey::parse(name).unwrap()).unwrap());
        window.get_all_by_label(&label).map(|node| node.rect()).next().unwrap()
    };
    let (first, last) = (rect("received.natural_person"), rect("carried_in.research"));
    let range = first.union(last);
    let picture = window.render().unwrap();
    let accent = Palette::of(egui::Theme::Light).accent;
    let near = |at: f32, along: f32, upright: bool| {
        (-2..=2).any(|off| {
            let at = at + off as f32;
            pixel(&picture, if upright { at } else { along }, if upright { along } else { at }) == accent
        })
    };
    for (edge, along, upright) in [
        (range.right(), first.center().y, true),
        (range.right(), last.center().y, true),
        (range.bottom(), last.center().x, false),
        (range.bottom(), first.center().x, false),
        (range.top(), last.center().x, false),
        (range.left(), last.center().y, true),
    ] {
        assert!(near(edge, along, upright), "{edge} {along} {upright}");
    }
}

/// The longest name of a cell is wider than a low window has room for.
#[test]
fn a_list_of_blanks_pushes_no_column_out_of_sight() {
    for size in [LOW, [1366.0, 768.0], [720.0, 600.0]] {
        let (mut window, _) = window(size, Some(empty()));
        show(&mut window, Tab::Section(SectionId::Requests));
        let right = |window: &Window| {
            let cells = window.query_all_by_role(Role::Cell).map(|node| node.rect().right());
            cells.fold(0.0, f32::max)
        };
        let before = right(&window);
        click(&mut window, "列出来");
        let after = right(&window);
        assert!(before > 0.0 && (after - before).abs() < 1.0, "{size:?}: {before} {after}");
    }
}

/// Its answers are seen, and some of the window below.
#[test]
fn what_was_read_fits_into_a_low_window() {
    let form = Form::of(sample().form).unwrap();
    let page = nianbao::export::html::write(form, &sample())
        .replace(" data-nianbao=\"1\"", "")
        .replace("<main>", "<div>网站首页</div><p>互动交流</p>")
        .replace("data-cell=\"total.total\">0<", ">12<");
    let path = window_harness::folder("seen-reading").join("2023年年报.html");
    std::fs::write(&path, page).unwrap();
    for size in [LOW, [1366.0, 768.0]] {
        let (mut window, _) = window(size, Some(sample()));
        drop_file(&mut window, path.clone());
        // As long as the window itself wants to be drawn, and no longer.
        window.run();
        let answer = window.get_by_label("替换当前年报").rect();
        let head = window.get_by_label_contains("读入“").rect();
        assert!(answer.bottom() <= size[1] - 24.0, "{size:?}: {answer}");
        assert!(head.top() >= 24.0, "{size:?}: {head}");
    }
}

/// The edge between text and preview, drawn elsewhere, is there again at the next start.
#[test]
fn the_width_of_the_preview_is_remembered() {
    let root = window_harness::folder("seen-width");
    let open = || {
        let told = Told { settings: Some(root.join("settings.json")), ..Told::beside(&root) };
        let (mut window, _) = window_of(SIZE, Some(sample()), Language::Chinese, told);
        show(&mut window, Tab::Section(SectionId::Overview));
        window
    };
    let mut window = open();
    let left = |window: &Window| window.get_by_label("收起预览").rect().right();
    let page = |window: &Window| window.get_all_by_label("第 1 页").map(|node| node.rect().left()).next().unwrap();
    let (close, before) = (left(&window), page(&window));
    let edge = before - 16.0;
    window.event(egui::Event::PointerMoved(egui::pos2(edge, 500.0)));
    steps(&mut window);
    crate::window_harness::user::pointer(&mut window, egui::pos2(edge, 500.0), true);
    steps(&mut window);
    for x in [edge - 60.0, edge - 120.0] {
        window.event(egui::Event::PointerMoved(egui::pos2(x, 500.0)));
        steps(&mut window);
    }
    crate::window_harness::user::pointer(&mut window, egui::pos2(edge - 120.0, 500.0), false);
    steps(&mut window);
    let after = page(&window);
    assert!(after < before - 100.0 && left(&window) == close, "{before} {after}");
    drop(window);
    let window = open();
    assert!((page(&window) - after).abs() < 2.0, "{} {after}", page(&window));
}

/// What cannot be done is grey, and a switch shows that it is on.
#[test]
fn rows_of_menus_show_what_can_be_done_and_what_is_on() {
    let (mut window, _) = window(SIZE, Some(sample()));
    show(&mut window, Tab::Section(SectionId::Overview));
    let row = |window: &mut Window, menu: Key, role: Role, name: &str| {
        press(window, Modifiers::ALT, menu);
        let node = window.get_by_role_and_label(role, name);
        let node = node.accesskit_node();
        let said = (node.is_disabled(), node.toggled() == Some(egui::accesskit::Toggled::True));
        press(window, NONE, Key::Escape);
        press(window, NONE, Key::Escape);
        said
    };
    assert_eq!(row(&mut window, Key::E, Role::MenuItem, "重做"), (true, false));
    assert_eq!(row(&mut window, Key::R, Role::MenuItemCheckBox, "修订"), (false, false));
    act(&mut window, Action::TrackChanges(true));
    steps(&mut window);
    press(&mut window, NONE, Key::Escape);
    assert_eq!(row(&mut window, Key::R, Role::MenuItemCheckBox, "修订"), (false, true));
}
