//! Pictures in the window: put in from a file or by dropping one, shown above their captions while these are written,
//! their width and words changed, copied, taken away, undone.

use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::host::FileDialog;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{Figure, TextPosition};
use nianbao::session::{EditorSelection, SessionCommand};

use crate::figure_reports::{self, PICTURES};
use crate::window_harness::user::{SIZE, click, press, report, type_text};
use crate::window_harness::{self, Window, steps, window};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn file(folder: &str, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = window_harness::folder(folder).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A file as the system drops it.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads through its own disk".into())
    }
}

fn act(window: &mut Window, action: Action) {
    window_harness::act(window, action);
    steps(window);
}

fn figures(report: &Report) -> Vec<(usize, String, Figure)> {
    let prose = report.part(OVERVIEW).unwrap();
    prose.figures().map(|(number, caption, figure)| (number, caption.text(), figure.clone())).collect()
}

fn overview(report: Report) -> Window {
    let (mut window, _) = window(SIZE, Some(report));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window
}

#[test]
fn a_picture_is_put_in_written_about_and_taken_back() {
    let mut window = overview(window_harness::sample());
    let before = report(&window).clone();
    let picture = file("figure-insert", "公开栏.jpg", PICTURES[1].1);
    act(&mut window, Action::TakePath(FileDialog::Picture, picture));
    assert_eq!(figures(report(&window)).len(), 1);
    // The caret is in its caption.
    type_text(&mut window, "公开栏");
    let (number, caption, figure) = figures(report(&window)).remove(0);
    assert_eq!(caption, "公开栏");
    assert_eq!(figure.picture(), Some(figure_reports::picture("telephone.jpeg").id()));
    // What it shows is asked for in a field of its own, and said by a screen reader with its caption and size.
    let said = format!("图片：图1\u{3000}公开栏，，宽 {} 毫米", figure.width / 10);
    window.get_by_label(&said);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "图片说明").click();
    steps(&mut window);
    type_text(&mut window, "院内的公开栏");
    assert_eq!(figures(report(&window))[0].2.alt, "院内的公开栏");
    click(&mut window, "与版心同宽");
    assert_eq!(figures(report(&window))[0].2.width, Figure::WIDEST);
    // Enter behind the caption begins a paragraph without a picture.
    let end = TextPosition::new(number, 3);
    let select = EditorSelection::Text { part: OVERVIEW, anchor: end, head: end };
    act(&mut window, Action::Select(select));
    click(&mut window, "删除图片");
    assert!(figures(report(&window)).is_empty());
    for _ in 0..40 {
        act(&mut window, Action::Run(SessionCommand::Undo));
    }
    assert_eq!(*report(&window), before);
    for _ in 0..40 {
        act(&mut window, Action::Run(SessionCommand::Redo));
    }
    assert!(figures(report(&window)).is_empty());
}

#[test]
fn a_dropped_picture_goes_into_the_text_in_sight() {
    let mut window = overview(window_harness::sample());
    let path = file("figure-drop", "a.PNG", PICTURES[5].1);
    window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    steps(&mut window);
    assert_eq!(figures(report(&window)).len(), 1);
    assert!(window.state().dialogs.import_review.is_none());
}

#[test]
fn what_is_no_picture_is_said_and_changes_nothing() {
    let mut window = overview(window_harness::sample());
    let before = report(&window).clone();
    let broken = &PICTURES[5].1[..60];
    for (name, bytes, words) in [
        ("a.png", b"GIF89a".as_slice(), "不是 PNG 或 JPEG"),
        ("b.png", broken, "不完整"),
        ("c.jpg", b"\xff\xd8\xff\xe0", "不完整"),
    ] {
        let path = file("figure-bad", name, bytes);
        act(&mut window, Action::TakePath(FileDialog::Picture, path));
        let said = window.state().dialogs.notice.as_ref().unwrap().text.clone();
        assert!(said.contains(words) && said.contains(name), "{name}: {said}");
    }
    // In a tab without a text.
    window_harness::show(&mut window, Tab::Checks);
    let path = file("figure-bad", "d.png", PICTURES[5].1);
    act(&mut window, Action::TakePath(FileDialog::Picture, path));
    assert!(window.state().dialogs.notice.as_ref().unwrap().text.contains("请先打开"));
    assert_eq!(*report(&window), before);
}

/// Keys beside a picture: the caret goes through captions as through any text, and Backspace before one takes the
/// picture away.
#[test]
fn the_caret_goes_through_captions() {
    let mut report_with = window_harness::sample();
    let held = figure_reports::picture("rgb.png");
    let line = |words: &str| nianbao::richtext::Paragraph::new(nianbao::richtext::Level::Body, words);
    report_with.prose_mut(SectionId::Overview).paragraphs =
        vec![line("前文。"), figure_reports::figure(&held, "方块", "图题", 900), line("后文。")];
    report_with.pictures.add(held);
    let mut window = overview(report_with);
    let caret = |window: &Window| match window.state().document.as_ref().unwrap().session.selection() {
        EditorSelection::Text { head, .. } => head,
        other => panic!("{other:?}"),
    };
    act(&mut window, Action::Go(OVERVIEW.place(nianbao::report::CharRange { paragraph: 0, start: 3, end: 3 })));
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowRight);
    assert_eq!(caret(&window), TextPosition::new(1, 0));
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowDown);
    assert_eq!(caret(&window).paragraph, 2);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowUp);
    assert_eq!(caret(&window).paragraph, 1);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowUp);
    assert_eq!(caret(&window).paragraph, 0);
    act(&mut window, Action::Go(OVERVIEW.place(nianbao::report::CharRange { paragraph: 1, start: 0, end: 0 })));
    press(&mut window, egui::Modifiers::NONE, egui::Key::Backspace);
    assert!(figures(report(&window)).is_empty());
    assert_eq!(report(&window).part(OVERVIEW).unwrap().text(), "前文。\n图题\n后文。");
}

/// A picture with its caption, copied and pasted into another section, is there with its bytes.
#[test]
fn a_copied_picture_is_pasted_into_another_section() {
    let mut with = window_harness::sample();
    let held = figure_reports::picture("rgb.png");
    let line = |words: &str| nianbao::richtext::Paragraph::new(nianbao::richtext::Level::Body, words);
    with.prose_mut(SectionId::Overview).paragraphs =
        vec![line("前文。"), figure_reports::figure(&held, "方块", "图题", 900), line("后文。")];
    with.pictures.add(held.clone());
    let mut window = overview(with);
    let (from, to) = (TextPosition::new(0, 3), TextPosition::new(1, 2));
    // At once: in the next frame the text says what it has selected itself.
    window_harness::act(&mut window, Action::Select(EditorSelection::Text { part: OVERVIEW, anchor: from, head: to }));
    act(&mut window, Action::ReturnToSelection);
    window.input_mut().events.push(egui::Event::Copy);
    steps(&mut window);
    window_harness::show(&mut window, Tab::Section(SectionId::Others));
    let part = ReportText::Section(SectionId::Others);
    let end = report(&window).part(part).unwrap().end();
    act(
        &mut window,
        Action::Go(part.place(nianbao::report::CharRange {
            paragraph: end.paragraph,
            start: end.character,
            end: end.character,
        })),
    );
    window.input_mut().events.push(egui::Event::Paste("\n［图片：方块］图题".into()));
    steps(&mut window);
    let found: Vec<_> = report(&window)
        .part(part)
        .unwrap()
        .figures()
        .map(|(_, caption, figure)| (caption.text(), figure.picture().unwrap()))
        .collect();
    assert_eq!(found, [("图题".to_owned(), held.id())]);
}

/// A picture that has the frame is copied as a figure, for others with its number; cut, it is gone; a selection has it
/// with its words.
#[test]
fn a_picture_that_was_clicked_is_copied() {
    let held = figure_reports::picture("rgb.png");
    let line = |words: &str| nianbao::richtext::Paragraph::new(nianbao::richtext::Level::Body, words);
    let mut with = window_harness::sample();
    let first = figure_reports::figure(&held, "方块", "前一幅", 900);
    let second = figure_reports::figure(&held, "方块", "图题", 900);
    with.prose_mut(SectionId::Overview).paragraphs = vec![line("前文。"), first, second, line("后文。")];
    with.pictures.add(held.clone());
    let (mut window, told) = window(SIZE, Some(with));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    act(&mut window, Action::Go(OVERVIEW.place(nianbao::report::CharRange { paragraph: 2, start: 2, end: 2 })));
    window.input_mut().events.push(egui::Event::Copy);
    steps(&mut window);
    let (plain, web) = told.borrow_mut().copied.take().expect("copied");
    assert_eq!(plain, "［图片：方块］图题");
    assert_eq!(web.matches("<img ").count(), 1);
    assert!(web.contains("src=\"data:image/png;base64,"), "{web}");
    assert!(web.contains("图2\u{3000}</span>图题</figcaption>"), "{web}");
    act(&mut window, Action::Go(OVERVIEW.place(nianbao::report::CharRange { paragraph: 3, start: 3, end: 3 })));
    window.input_mut().events.push(egui::Event::Paste(plain));
    steps(&mut window);
    assert_eq!(
        figures(report(&window)).iter().map(|(_, words, _)| words.as_str()).collect::<Vec<_>>(),
        ["前一幅", "图题", "图题"]
    );
    act(&mut window, Action::Go(OVERVIEW.place(nianbao::report::CharRange { paragraph: 1, start: 3, end: 3 })));
    window.input_mut().events.push(egui::Event::Cut);
    steps(&mut window);
    assert_eq!(figures(report(&window)).len(), 2);
    assert!(told.borrow_mut().copied.take().unwrap().1.contains("图1"));
    press(&mut window, egui::Modifiers::COMMAND, egui::Key::A);
    window.input_mut().events.push(egui::Event::Copy);
    steps(&mut window);
    let (_, web) = told.borrow_mut().copied.take().unwrap();
    assert_eq!(web.matches("<img ").count(), 2);
    assert!(web.contains("前文。") && web.contains("图1") && web.contains("图2"));
}
