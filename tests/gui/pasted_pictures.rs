//! Pictures from the clipboard: screenshots, pictures within what Word, WPS and browsers copy, and where they cannot go.

use std::sync::Arc;

use egui::{Color32, ColorImage, Event};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::host::FileDialog;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Place, Report, ReportText};
use nianbao::session::SessionCommand;

use crate::figure_reports::PICTURES;
use crate::window_harness::user::{SIZE, report, type_text};
use crate::window_harness::{self, Told, Window, steps, window};

type World = std::rc::Rc<std::cell::RefCell<Told>>;

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

/// An empty text with the caret in it.
fn writing() -> (Window, World) {
    let mut report = window_harness::sample();
    report.prose_mut(SectionId::Overview).paragraphs.clear();
    let (mut window, told) = window(SIZE, Some(report));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(OVERVIEW)));
    steps(&mut window);
    (window, told)
}

/// The paragraphs of the text: a figure as its width in dots and its caption.
fn shown(report: &Report) -> Vec<String> {
    let prose = report.part(OVERVIEW).unwrap();
    let one = |paragraph: &nianbao::richtext::Paragraph| match &paragraph.figure {
        Some(figure) => {
            let held = report.pictures.get(figure.picture().unwrap()).expect("its picture");
            assert!(held.dots().is_some());
            format!("[{} {}]{}", held.shown_size().0, figure.alt, paragraph.text())
        }
        None => paragraph.text(),
    };
    prose.paragraphs.iter().map(one).collect()
}

fn said(window: &Window) -> String {
    window.state().dialogs.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
}

fn paste(window: &mut Window, told: &World, text: &str, html: &str) {
    told.borrow_mut().html = Some(html.into());
    window.event(Event::Paste(text.into()));
    steps(window);
}

/// An image without text.
fn paste_image(window: &mut Window, image: ColorImage) {
    window.event(Event::PasteImage(Arc::new(image)));
    steps(window);
}

#[test]
fn a_screenshot_becomes_a_figure_with_its_dots() {
    let (mut window, _) = writing();
    type_text(&mut window, "前文。");
    let mut image = ColorImage::filled([80, 50], Color32::from_rgb(10, 200, 30));
    // Half transparent, as the system hands it over: on white.
    image.pixels[1] = Color32::from_rgba_unmultiplied(200, 0, 0, 128);
    paste_image(&mut window, image);
    type_text(&mut window, "办事大厅");
    assert_eq!(shown(report(&window)), ["前文。", "[80 ]办事大厅"]);
    let held = report(&window).held_pictures().next().unwrap();
    let dots = held.dots().unwrap();
    assert_eq!((dots.at(0, 0), dots.at(79, 49)), ([10, 200, 30], [10, 200, 30]));
    let [red, green, blue] = dots.at(1, 0);
    assert!(red.abs_diff(227) < 3 && green.abs_diff(127) < 3 && blue.abs_diff(127) < 3, "{red} {green} {blue}");
    assert_eq!(said(&window), "");
    for _ in 0..20 {
        window_harness::act(&mut window, Action::Run(SessionCommand::Undo));
    }
    steps(&mut window);
    assert!(report(&window).part(OVERVIEW).is_none_or(|prose| prose.is_blank()));
}

/// What is selected is replaced, as by any paste.
#[test]
fn a_pasted_picture_takes_the_place_of_what_is_selected() {
    let (mut window, _) = writing();
    type_text(&mut window, "这里放图。");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    steps(&mut window);
    paste_image(&mut window, ColorImage::filled([80, 50], Color32::BLUE));
    assert_eq!(shown(report(&window)).concat(), "[80 ]");
}

#[test]
fn a_large_screenshot_is_made_smaller_and_it_is_said() {
    let (mut window, _) = writing();
    let noise = |at: usize| {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let [red, green, blue, ..] = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9).to_be_bytes();
        Color32::from_rgb(red, green, blue)
    };
    let image = ColorImage::new([3000, 900], (0..3000 * 900).map(noise).collect());
    paste_image(&mut window, image);
    assert_eq!(shown(report(&window)), ["[1843 ]"]);
    let words = said(&window);
    assert!(words.contains("3000 × 900") && words.contains("1843 × 553") && words.contains("300"), "{words}");
}

/// Word and WPS name the pictures by files in the folder for passing files; a file elsewhere is not read, whoever names it.
#[test]
fn word_and_wps_name_their_pictures_by_files() {
    let (mut window, told) = writing();
    let folder = window_harness::folder("pasted-files");
    let passing = folder.join("Temp");
    std::fs::create_dir_all(passing.join("msohtmlclip1/01 公")).unwrap();
    std::fs::write(passing.join("msohtmlclip1/01 公/clip_image002.jpg"), PICTURES[1].1).unwrap();
    std::fs::write(folder.join("private.png"), PICTURES[5].1).unwrap();
    told.borrow_mut().passing_files = passing.clone();
    let address = |rest: &str| format!("file://{}/{rest}", folder.display());
    let html = format!(
        "<html xmlns:v='urn:schemas-microsoft-com:vml'><body><!--StartFragment--><p>前文。</p>\
         <p><!--[if gte vml 1]><v:shape><v:imagedata src=\"{0}\"/></v:shape><![endif]--><![if !vml]>\
         <img width=400 height=267 src=\"{0}\" alt=\"公开栏\" v:shapes=\"图片_x0020_1\"><![endif]></p>\
         <p align=center>图1\u{3000}院内的公开栏</p><p>后文。</p><!--EndFragment--></body></html>",
        address("Temp/msohtmlclip1/01%20%E5%85%AC/clip_image002.jpg"),
    );
    paste(&mut window, &told, "前文。\n\n图1\u{3000}院内的公开栏\n后文。\n", &html);
    assert_eq!(shown(report(&window)), ["前文。", "[40 公开栏]院内的公开栏", "后文。"]);
    assert_eq!(said(&window), "");
    window_harness::act(&mut window, Action::Run(SessionCommand::Undo));
    steps(&mut window);
    for elsewhere in [
        address("private.png"),
        address("Temp/../private.png"),
        format!("file://server/share{}/private.png", folder.display()),
        "https://example.invalid/a.png".into(),
    ] {
        let html = format!("<p>前文。</p><img src=\"{elsewhere}\"><p>后文。</p>");
        paste(&mut window, &told, "前文。\n后文。", &html);
        assert_eq!(shown(report(&window)), ["前文。", "后文。"], "{elsewhere}");
        assert!(said(&window).contains("有 1 张图片没有粘贴"), "{elsewhere}: {}", said(&window));
        window_harness::act(&mut window, Action::Run(SessionCommand::Undo));
        steps(&mut window);
    }
}

/// A picture without any text: its web form if that has it, else its dots.
#[test]
fn a_picture_alone_is_pasted_by_the_key() {
    let key = |window: &mut Window| {
        let released = |pressed| Event::Key {
            key: egui::Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: egui::Modifiers::COMMAND,
        };
        window.event(released(false));
        steps(window);
    };
    let (mut window, told) = writing();
    let mut base64 = Vec::new();
    nianbao::raster::PictureField::Held(&crate::figure_reports::picture("rgb.png")).write_json(&mut base64);
    let data = String::from_utf8(base64).unwrap().replace('"', "");
    told.borrow_mut().html = Some(format!("<img src=\"data:image/png;base64,{data}\" alt=\"四色\">"));
    key(&mut window);
    assert_eq!(shown(report(&window)), ["[60 四色]"]);
    let (mut window, told) = writing();
    told.borrow_mut().html = Some("<img src=\"https://example.invalid/a.png\">".into());
    told.borrow_mut().image = Some(ColorImage::filled([90, 50], Color32::BLUE));
    key(&mut window);
    assert_eq!(shown(report(&window)), ["[90 ]"]);
    let (mut window, _) = writing();
    key(&mut window);
    assert!(said(&window).contains("剪贴板"), "{}", said(&window));
}

#[test]
fn a_cell_of_numbers_takes_no_picture_and_says_where_it_goes() {
    let (mut window, _) = writing();
    let before = report(&window).clone();
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(CellKey::parse("received.enterprise").unwrap()));
    steps(&mut window);
    paste_image(&mut window, ColorImage::filled([80, 50], Color32::RED));
    assert_eq!(*report(&window), before);
    assert!(said(&window).contains("图片"), "{}", said(&window));
}

/// A photograph of a camera, from a file: scaled once, with its turn done, and small enough for twenty of them.
#[test]
fn a_photograph_from_a_file_is_scaled_to_print() {
    let (mut window, _) = writing();
    let (width, height) = (3200_usize, 2400_usize);
    let dot = |at: usize| {
        let noise = u8::try_from((at.wrapping_mul(2_654_435_761) >> 9) % 64).unwrap();
        let (x, y) = (at % width, at / width);
        [u8::try_from(x * 190 / width).unwrap() + noise, u8::try_from(y * 190 / height).unwrap() + noise, noise]
    };
    let dots = nianbao::raster::PictureDots { width, height, rgb: (0..width * height).flat_map(dot).collect() };
    let file = nianbao::raster::HeldPicture::file_of(&dots, true).unwrap();
    assert!(file.len() > 1 << 20, "{}", file.len());
    let path = window_harness::folder("photograph").join("a.jpg");
    std::fs::write(&path, &file).unwrap();
    window_harness::act(&mut window, Action::TakePath(FileDialog::Picture, path.clone()));
    steps(&mut window);
    let held = report(&window).held_pictures().next().unwrap().clone();
    assert_eq!(held.shown_size(), (1843, 1382));
    assert!(held.bytes().len() < file.len() / 4 * 3 && held.extension() == "jpeg");
    let words = said(&window);
    assert!(words.contains("3200 × 2400") && words.contains("原文件没有动"), "{words}");
    assert_eq!(std::fs::read(path).unwrap(), file);
    // The colours are where they were.
    let shown = held.dots().unwrap();
    let near = |found: [u8; 3], wanted: [u8; 3]| found.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 24);
    assert!(near(shown.at(20, 20), [32, 32, 32]), "{:?}", shown.at(20, 20));
    assert!(near(shown.at(1800, 20), [217, 32, 32]), "{:?}", shown.at(1800, 20));
    assert!(near(shown.at(20, 1360), [32, 217, 32]), "{:?}", shown.at(20, 1360));
}

/// A picture that cannot be read is called a picture, and what was said goes once something is pasted.
#[test]
fn a_refused_picture_is_told_as_one_until_the_next_paste() {
    let (mut window, told) = writing();
    told.borrow_mut().unread_image = true;
    let (key, physical_key, modifiers) = (egui::Key::V, None, egui::Modifiers::COMMAND);
    window.event(Event::Key { key, physical_key, pressed: false, repeat: false, modifiers });
    steps(&mut window);
    assert!(said(&window).contains("图片"), "{}", said(&window));
    paste(&mut window, &told, "文字", "");
    assert_eq!((shown(report(&window)), said(&window)), (vec!["文字".to_owned()], String::new()));
}
