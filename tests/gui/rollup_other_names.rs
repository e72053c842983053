//! What is not counted since it would count twice can be taken in, and buttons without frames show that the keyboard has
//! come to them.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::messages::Language;
use serde_json::Value;

use super::rollup::{go_to, january, open, told};
use crate::rollup_folders::draft;
use crate::window_harness::user::{SIZE, press};
use crate::window_harness::{self, steps, window_in};

#[test]
fn what_would_count_twice_can_be_taken_in() {
    let base = window_harness::folder("rollup-window-twice");
    let here = base.join("各单位");
    let numbers = |first: u64| {
        move |draft: &mut Value| {
            for (at, row) in (0..).zip(["received", "granted", "not_held"]) {
                draft["numbers"][row]["natural_person"] = (first + at).into();
                draft["numbers"][row]["enterprise"] = (first + 10 + at).into();
            }
        }
    };
    draft(&here, "甲.nianbao", "示例市档案局（示例市档案馆）", "department", numbers(5));
    draft(&here, "乙.nianbao", "示例市档案馆", "department", numbers(5));
    draft(&here, "青禾县.nianbao", "青禾县人民政府", "county", numbers(70));
    draft(&here, "柳县.nianbao", "柳县人民政府", "county", numbers(50));
    draft(&here, "丙.nianbao", "青禾县水务局", "department", numbers(3));
    let (mut window, _) = window_in(SIZE, None, Language::Chinese);
    open(&mut window, &here);
    assert!(
        told(&window, "丙.nianbao").contains("应当已经在上级的“青禾县.nianbao”里"),
        "{}",
        told(&window, "丙.nianbao")
    );
    go_to(&mut window, "青禾县水务局 它的数");
    press(&mut window, Modifiers::NONE, Key::Space);
    steps(&mut window);
    assert!(told(&window, "丙.nianbao").starts_with("计入"), "{}", told(&window, "丙.nianbao"));
    let copy = |window: &_| ["甲.nianbao", "乙.nianbao"].iter().any(|file| told(window, file).contains("只计一次"));
    assert!(copy(&window));
    go_to(&mut window, "只计一次");
    press(&mut window, Modifiers::NONE, Key::Space);
    steps(&mut window);
    assert!(!copy(&window));
}

#[test]
fn a_button_without_a_frame_shows_the_focus() {
    let (mut window, ..) = january("rollup-window-focus", SIZE, Language::Chinese);
    for name in ["本级", "全辖", "按数", "图解"] {
        let framed = |window: &crate::window_harness::Window| {
            let button = window.get_all_by_label(name).next().unwrap().rect();
            window.output().shapes.iter().any(|shape| match &shape.shape {
                egui::Shape::Rect(rect) => {
                    button.contains_rect(rect.rect.shrink(1.0)) && rect.rect.width() > 10.0 && rect.stroke.width >= 2.0
                }
                _ => false,
            })
        };
        assert!(!framed(&window), "{name}");
        window.get_all_by_label(name).next().unwrap().focus();
        steps(&mut window);
        assert!(framed(&window), "{name}");
    }
}
