//! Every state of the window for the eye, several of them on each picture: tabs, menus, dialogs and lists, in the themes,
//! languages, sizes and scales in which a clerk may have them. A tool that asserts nothing: what is found by it becomes a
//! test in `seen_controls.rs`, or a kept picture in `screenshots.rs`.

mod prepared_windows;
mod states;

use std::path::PathBuf;

use nianbao::messages::Language;
use states::{STATES, State};

/// Theme, language, size in dots, and scale in per cent.
struct Way {
    name: &'static str,
    dark: bool,
    contrast: bool,
    language: Language,
    size: [f32; 2],
    scale: u16,
}

const fn way(name: &'static str, dark: bool, contrast: bool, language: Language, size: [f32; 2], scale: u16) -> Way {
    Way { name, dark, contrast, language, size, scale }
}

const ZH: Language = Language::Chinese;
const EN: Language = Language::English;
const SMALL: [f32; 2] = [1280.0, 720.0];
const LARGE: [f32; 2] = [1920.0, 1080.0];
const LAPTOP: [f32; 2] = [1366.0, 768.0];

const WAYS: [Way; 9] = [
    way("1-light-zh-1280", false, false, ZH, SMALL, 100),
    way("2-dark-en-1366", true, false, EN, LAPTOP, 100),
    way("3-contrast-zh-1366", true, true, ZH, LAPTOP, 100),
    way("4-light-en-1280", false, false, EN, SMALL, 100),
    way("5-dark-zh-1920-150", true, false, ZH, LARGE, 150),
    way("6-contrast-en-1280", true, true, EN, SMALL, 100),
    way("7-lightcontrast-zh-1280", false, true, ZH, SMALL, 100),
    way("8-light-en-1920-150", false, false, EN, LARGE, 150),
    way("9-dark-zh-1366", true, false, ZH, LAPTOP, 100),
];

/// Draws all of them into the folder that `NIANBAO_PICTURES` names, four on each picture; `NIANBAO_WAYS` and
/// `NIANBAO_STATES` name some: `NIANBAO_PICTURES=folder cargo test --test gui every_state -- --ignored`.
#[test]
#[ignore = "a tool: draws every state of the window to look at, and asserts nothing"]
fn every_state_for_the_eye() {
    let to = PathBuf::from(std::env::var_os("NIANBAO_PICTURES").expect("NIANBAO_PICTURES names a folder"));
    std::fs::create_dir_all(&to).unwrap();
    let chosen = |variable: &str, name: &str| {
        std::env::var(variable).map_or(true, |names| names.split(',').any(|one| name.contains(one)))
    };
    for way in WAYS.iter().filter(|way| chosen("NIANBAO_WAYS", way.name)) {
        let states: Vec<&State> = STATES.iter().filter(|(name, _)| chosen("NIANBAO_STATES", name)).collect();
        for (number, four) in states.chunks(4).enumerate() {
            let pictures = four.iter().map(|(name, state)| {
                eprintln!("{} {name}", way.name);
                state(way).render().unwrap()
            });
            let pictures: Vec<image::RgbaImage> = pictures.collect();
            let width = pictures.iter().map(image::RgbaImage::width).max().unwrap_or(0);
            let height = pictures.iter().map(image::RgbaImage::height).max().unwrap_or(0);
            let mut sheet =
                image::RgbaImage::from_pixel(2 * width + 8, 2 * height + 8, image::Rgba([255, 0, 255, 255]));
            for (nth, picture) in pictures.iter().enumerate() {
                let left = i64::from(if nth % 2 == 0 { 0 } else { width + 8 });
                let top = i64::from(if nth < 2 { 0 } else { height + 8 });
                image::imageops::overlay(&mut sheet, picture, left, top);
            }
            sheet.save(to.join(format!("{}-{number:02}.png", way.name))).unwrap();
        }
    }
}
