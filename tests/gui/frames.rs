//! Frames: the first one is whole, an idle window draws none, the preview follows within one, and
//! all of it at every scale of the screen.

use std::time::Duration;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::session::Settings;

use crate::window_harness::user::{OVERVIEW, SIZE, write_here};
use crate::window_harness::{self, Window, window};

/// Glyphs are drawn into the atlas while they are first needed: none may come a frame late, and
/// nothing may still be moving.
#[test]
fn the_first_frame_is_whole() {
    for (name, report) in [("start", None), ("report", Some(window_harness::sample()))] {
        let (mut window, _) = window(SIZE, report);
        let first = window.render().unwrap();
        window.run_steps(5);
        let later = window.render().unwrap();
        let other = first.pixels().zip(later.pixels()).filter(|(one, two)| one != two).count();
        assert_eq!(other, 0, "{name}: {other} pixels of the first frame are different later");
    }
}

#[test]
fn an_idle_window_draws_nothing() {
    for tab in [None, Some(Tab::Basics), Some(Tab::Section(SectionId::Overview)), Some(Tab::Checks), Some(Tab::Preview)]
    {
        let (mut window, _) = window(SIZE, tab.map(|_| window_harness::sample()));
        if let Some(tab) = tab {
            window_harness::show(&mut window, tab);
        }
        if tab == Some(Tab::Section(SectionId::Overview)) {
            // The caret does not blink.
            window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(OVERVIEW)));
        }
        window.run_steps(6);
        assert_eq!(delay(&window), Duration::MAX, "{tab:?}");
    }
}

/// After typing one frame is due, when the text is written aside; then none.
#[test]
fn a_window_that_was_typed_into_comes_to_rest() {
    let (mut window, told) = window(SIZE, Some(window_harness::sample()));
    write_here(&mut window);
    window.event(Event::Text("字".into()));
    window.run_steps(6);
    assert!(delay(&window) <= Duration::from_millis(400), "{:?}", delay(&window));
    told.borrow_mut().now += Duration::from_secs(1);
    for _ in 0..100 {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(delay(&window), Duration::MAX);
}

#[test]
fn the_preview_follows_within_the_frame() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    write_here(&mut window);
    for letter in ["甲", "乙"] {
        let before = window.state().document.as_ref().unwrap().session.revision();
        window.event(Event::Text(letter.into()));
        window.step();
        let document = window.state().document.as_ref().unwrap();
        assert_eq!(document.session.revision(), before + 1, "the key was taken");
        let paper = document.session.revision() * Settings::PAPERS + window.state().settings.paper(false);
        assert!(!document.paper.is_stale(paper), "the pages are those of the new text");
    }
}

/// Only what changed is drawn again, and it looks as if everything had been.
#[test]
fn what_changed_is_drawn_as_if_all_were_drawn_anew() {
    type Step = Box<dyn Fn(&mut Window)>;
    let soft = window_harness::Soft::default();
    let size = [1920.0, 1080.0];
    let (mut window, _) = window_harness::window_on(
        size,
        Some(window_harness::sample()),
        Language::Chinese,
        window_harness::Told::default(),
        soft.clone(),
    );
    write_here(&mut window);
    let key = |key| move |window: &mut Window| window.key_press(key);
    let text = |text: &'static str| move |window: &mut Window| window.event(Event::Text(text.into()));
    let steps: [Step; 9] = [
        Box::new(text("字")),
        Box::new(text("，一段更长的文字，足够换行，再长一些，一直到下一行才结束。")),
        Box::new(key(Key::Enter)),
        Box::new(text("段")),
        Box::new(key(Key::ArrowUp)),
        Box::new(key(Key::Backspace)),
        Box::new(|window| window.key_press_modifiers(Modifiers::COMMAND, Key::Z)),
        Box::new(|window| window.event(Event::PointerMoved(egui::pos2(400.0, 60.0)))),
        Box::new(|window| window_harness::show(window, Tab::Section(SectionId::Requests))),
    ];
    window.render().unwrap();
    for (number, step) in steps.iter().enumerate() {
        step(&mut window);
        window.step();
        let changed = window.render().unwrap();
        soft.paint(egui::Color32::RED, Vec::new());
        let anew = window.render().unwrap();
        let other = changed.pixels().zip(anew.pixels()).filter(|(one, two)| one != two).count();
        assert_eq!(other, 0, "after step {number} {other} pixels are others");
    }
}

/// Sharp at the usual scales of Windows: every text is drawn, and nothing lies outside.
#[test]
fn every_scale_of_the_screen() {
    for scale in [1.25, 1.5, 2.0] {
        let (mut window, _) = window([1100.0, 760.0], Some(window_harness::sample()));
        window.ctx.set_pixels_per_point(scale);
        window_harness::show(&mut window, Tab::Section(SectionId::Overview));
        let picture = window.render().unwrap();
        let dark = picture.pixels().filter(|pixel| pixel.0[..3].iter().all(|channel| *channel < 0x60)).count();
        let all = picture.pixels().count();
        assert!(dark * 100 > all, "{scale}: {dark} dark pixels of {all}");
        assert!(window.query_all_by_label_contains("一、总体情况").count() > 0);
        if let Some(folder) = std::env::var_os("NIANBAO_PICTURES") {
            let path = std::path::Path::new(&folder).join(format!("scale-{scale}.png"));
            image::save_buffer(path, picture.as_raw(), picture.width(), picture.height(), image::ColorType::Rgba8)
                .unwrap();
        }
    }
}

/// A screen reader is told of every field, button and cell, by name.
#[test]
fn a_screen_reader_finds_its_way() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    use egui::accesskit::Role;
    for (tab, role, name) in [
        (Tab::Basics, Role::TextInput, "单位全称"),
        (Tab::Section(SectionId::Overview), Role::TextInput, "一、总体情况"),
        (Tab::Section(SectionId::Requests), Role::Button, "全部空格填 0"),
    ] {
        window_harness::show(&mut window, tab);
        assert!(window.query_all_by_role_and_label(role, name).count() > 0, "{role:?} {name}");
    }
    assert!(window.query_all_by_role(Role::Cell).count() > 100, "the cells of the table");
    assert!(window.query_all_by_role(Role::Tab).count() >= 9, "the tabs");
}

/// When the next frame is due.
fn delay(window: &Window) -> Duration {
    window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
}

/// Every tab, and every pane of an open folder, in windows in which hardly a row has room: nothing breaks, whatever key is
/// pressed.
#[test]
fn windows_without_room_for_a_row() {
    use crate::window_harness::user::press;
    use egui::{Key, Modifiers};
    use nianbao::gui::folder_tab::FolderPane;
    use nianbao::messages::Language;
    for (size, scale) in [([1280.0, 720.0], 300), ([1280.0, 720.0], 175), ([320.0, 200.0], 100), ([40.0, 24.0], 100)] {
        let keys = |window: &mut crate::window_harness::Window| {
            crate::window_harness::steps(window);
            for key in [Key::F6, Key::ArrowDown, Key::End, Key::ArrowUp, Key::F6, Key::ArrowDown, Key::PageDown] {
                press(window, Modifiers::NONE, key);
            }
        };
        let (mut window, _) = crate::window_harness::window(size, Some(crate::window_harness::sample()));
        // The harness has no system that would tell how many dots the window has: its size in points is what is left.
        let zoom = f32::from(u16::try_from(scale).unwrap()) / 100.0;
        window.set_size(egui::vec2(size[0], size[1]) / zoom);
        let form = nianbao::form::Form::of(crate::window_harness::sample().form).unwrap();
        for tab in nianbao::gui::view_context::Tab::all(form) {
            crate::window_harness::show(&mut window, tab);
            keys(&mut window);
        }
        let (mut window, ..) = crate::rollup::january("no-room", size, Language::Chinese);
        window.set_size(egui::vec2(size[0], size[1]) / zoom);
        for pane in [FolderPane::Table(0), FolderPane::Table(1), FolderPane::Charts] {
            window.state_mut().folder.as_mut().unwrap().pane = pane;
            keys(&mut window);
        }
        let (mut window, ..) = crate::rollup::open_sum("no-room-sum", size, Language::Chinese);
        window.set_size(egui::vec2(size[0], size[1]) / zoom);
        keys(&mut window);
    }
}
