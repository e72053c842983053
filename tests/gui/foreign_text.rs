//! Texts that come from elsewhere: hostile ones are shown without control characters wherever the window
//! shows them, and megabytes from the clipboard are refused with a sentence that fits into its corner.

use egui::Event;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{CellKey, Edition, Form};
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::{Continuation, FileQuestion, Question};
use nianbao::gui::host::FileDialog;
use nianbao::gui::menu;
use nianbao::gui::view_context::Tab;
use nianbao::report::{ImportNotes, ImportOrigin, Place, Report};
use nianbao::richtext::RichText;

use crate::window_harness::user::{OVERVIEW, SIZE, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Window, act, show, steps, window};

const HOSTILE: &str = "甲\u{1b}[31m\u{7}乙\u{9b}丙\u{7f}\u{202e}丁\u{2066}戊\u{2028}己\u{200b}庚\u{feff}\u{e0041}辛";
/// The most of a window that a notice may cover.
const CORNER: f32 = 0.25;

fn controls(text: &str) -> Vec<char> {
    let bad = |one: &char| {
        let code = u32::from(*one);
        (one.is_control() && *one != '\n')
            || matches!(code, 0x200b..=0x200f | 0x202a..=0x202e | 0x2028 | 0x2029 | 0x2060..=0x206f | 0xfeff | 0xe0000..=0xe00ff)
    };
    text.chars().filter(bad).collect()
}

fn hostile() -> Report {
    let mut report = window_harness::sample();
    report.unit.name.push_str(HOSTILE);
    report.title = Some(format!("标题{HOSTILE}"));
    *report.part_mut(OVERVIEW) =
        RichText::plain(&format!("2023年{HOSTILE}公开。XX{HOSTILE}待补充\n国办发〔2019〕14号{HOSTILE}"));
    let key = CellKey::parse("received.natural_person").unwrap();
    report.notes.insert(key, HOSTILE.to_owned());
    let notes =
        vec![ImportNotes { head: HOSTILE.to_owned(), sentences: vec![HOSTILE.to_owned()], extra: Default::default() }];
    report.origins.push(ImportOrigin { source: HOSTILE.to_owned(), notes, extra: Default::default() });
    report
}

/// What the window shows and says of itself, but for what stands in fields, which is the text itself.
fn assert_shown_clean(window: &Window, what: &str) {
    for node in window.root().children_recursive() {
        let node = node.accesskit_node();
        if matches!(node.role(), Role::TextInput | Role::MultilineTextInput | Role::TextRun) {
            continue;
        }
        for text in [node.label(), node.value(), node.description()].into_iter().flatten() {
            assert!(controls(&text).is_empty(), "{what}: {text:?}");
        }
    }
    let title = window.state().title();
    assert!(controls(&title).is_empty() && title.chars().count() < 120, "{what}: {title:?}");
    if let Some(notice) = &window.state().dialogs.notice {
        assert!(controls(&notice.text).is_empty(), "{what}: {notice:?}");
    }
}

#[test]
fn nothing_that_is_shown_has_a_control_character() {
    let folder = window_harness::folder(&format!("foreign{HOSTILE}").replace('/', ""));
    let path = folder.join(format!("{}.nianbao", HOSTILE.replace('/', "")));
    let last = folder.join(format!("上年{HOSTILE}.nianbao"));
    let former = Report { year: hostile().year - 1, ..hostile() };
    std::fs::write(&last, nianbao::storage::write(&former).unwrap()).unwrap();
    let opened = || {
        let (mut window, told) = window(SIZE, Some(hostile()));
        told.borrow_mut().path = Some(last.clone());
        // The text itself, in its field, has characters without a glyph.
        window.ctx.set_missing_glyph_policy(egui::epaint::text::MissingGlyphPolicy::Tofu);
        act(&mut window, Action::Choose(FileDialog::LastYear));
        steps(&mut window);
        assert!(window.state().document.as_ref().unwrap().session.last_year().is_some());
        told.borrow_mut().path = Some(path.clone());
        window
    };
    for tab in Tab::all(Form::of(Edition::Cn2021).unwrap()) {
        let mut window = opened();
        show(&mut window, tab);
        assert_shown_clean(&window, &format!("{tab:?}"));
    }
    for item in menu::items() {
        let mut window = opened();
        write_here(&mut window);
        act(&mut window, item.action.clone());
        window.run_steps(6);
        assert_shown_clean(&window, item.name);
    }
    let questions = [
        Question::Unsaved(Continuation::StartPage),
        Question::File(FileQuestion::OpenElsewhere(path.clone(), format!("{HOSTILE}{}", "长".repeat(900)))),
        Question::File(FileQuestion::Changed(path.clone())),
        Question::File(FileQuestion::Removed(path.clone())),
        Question::File(FileQuestion::Replace(path.clone())),
        Question::File(FileQuestion::NotAReport(path.clone())),
        Question::File(FileQuestion::OldFormat(path.clone())),
    ];
    for question in questions {
        let mut window = opened();
        let what = format!("{question:?}");
        window.state_mut().dialogs.question = Some(question);
        steps(&mut window);
        assert_shown_clean(&window, &what);
    }
}

/// The notice that is shown, with its close button within the window and within its corner.
fn notice(window: &mut Window) -> String {
    steps(window);
    let notice = window.state().dialogs.notice.clone().expect("a notice");
    let close = window.get_by_label("收起").rect();
    assert!(close.max.x < SIZE[0] && close.min.y > 0.0 && close.max.y < SIZE[1], "{close}");
    let high = SIZE[1] - close.min.y;
    assert!((close.max.x * high) < SIZE[0] * SIZE[1] * CORNER, "as far as {close}");
    notice.text
}

/// A way to where something is pasted.
type Way = fn(&mut Window);

/// Five megabytes of the clipboard, wherever they may go.
#[test]
fn five_megabytes_are_refused_everywhere() {
    let much = "政府信息公开\n".repeat(5 * 1024 * 1024 / 19);
    let key = CellKey::parse("received.natural_person").unwrap();
    let ways: [(&str, Way, usize); 6] = [
        ("a text", |window| write_here(window), 100_000),
        ("a table", |window| go(window), 100_000),
        (
            "a cell",
            |window| {
                go(window);
                type_text(window, "1")
            },
            1_000,
        ),
        ("a box", |window| press(window, egui::Modifiers::COMMAND, egui::Key::F), 1_000),
        (
            "a list",
            |window| {
                write_here(window);
                press(window, egui::Modifiers::COMMAND, egui::Key::K)
            },
            1_000,
        ),
        (
            "a field",
            |window| {
                show(window, Tab::Basics);
                window.get_by_role_and_label(Role::TextInput, "单位全称").focus();
                steps(window)
            },
            1_000,
        ),
    ];
    for (what, to, most) in ways {
        let (mut window, _) = window(SIZE, Some(empty()));
        to(&mut window);
        let before = report(&window).clone();
        for event in
            [Event::Paste(much.clone()), Event::Text(much.clone()), Event::Ime(egui::ImeEvent::Commit(much.clone()))]
        {
            window.event(event);
            let said = notice(&mut window);
            assert!(said.contains(&most.to_string()) && said.chars().count() < 200, "{what}: {said}");
        }
        assert_eq!(*report(&window), before, "{what}");
        assert_eq!(report(&window).numbers.get(key), None);
    }
}

fn go(window: &mut Window) {
    let key = CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(key));
    steps(window);
}

#[test]
fn a_long_text_in_a_cell_is_quoted_by_its_beginning() {
    let (mut window, _) = window(SIZE, Some(empty()));
    go(&mut window);
    // As a block of cells, and typed into one.
    window.event(Event::Paste(format!("{HOSTILE}{}", "不是数字".repeat(20_000))));
    let said = notice(&mut window);
    assert!(
        said.contains("“甲□[31m") && said.contains("…”") && said.chars().count() < 80 && controls(&said).is_empty(),
        "{said}"
    );
    type_text(&mut window, "1");
    window.event(Event::Paste("不是数字".repeat(200)));
    steps(&mut window);
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    let said = notice(&mut window);
    assert!(said.contains('…') && said.chars().count() < 80, "{said}");
}

/// A web form that holds much more than the plain text beside it.
#[test]
fn the_web_form_of_a_paste_has_the_same_limit() {
    let (mut window, told) = window(SIZE, Some(empty()));
    write_here(&mut window);
    let page = format!("<p>{}</p>", "甲".repeat(150_000));
    told.borrow_mut().html = Some(page);
    window.event(Event::Paste("甲".into()));
    assert!(notice(&mut window).contains("150000"));
    assert!(report(&window).part(OVERVIEW).is_none_or(RichText::is_blank));
    // Below the limit it is taken as a whole.
    told.borrow_mut().html = Some(format!("<p>{}</p>", "乙".repeat(5_000)));
    window.event(Event::Paste("乙".into()));
    steps(&mut window);
    assert_eq!(report(&window).part(OVERVIEW).unwrap().count(), 5_000);
}

/// A web form that nests too deeply, or is too long to be read, had looks that are gone: that is said, and only then.
#[test]
fn lost_looks_of_a_paste_are_told() {
    let deep = |inner: &str| format!("{}{inner}{}", "<div>".repeat(80), "</div>".repeat(80));
    let cases = [
        (deep("<i>甲</i><p><b>甲</b><b><b>乙</b></b></p>"), "甲", false),
        (deep("<p>甲</p><p style=\"text-align: center\">乙</p>"), "甲乙", false),
        (deep("<p>甲<span style=\"font-weight: bold\">乙</span></p>"), "甲乙", true),
        (deep("<section style=\"text-align: center\">甲乙</section>"), "甲乙", true),
        ("<p><b>甲乙</b></p>".to_owned(), "甲乙", false),
        (format!("<p><b>甲乙</b></p><!--{}-->", "x".repeat(9 << 20)), "甲乙", true),
    ];
    for (number, (page, text, is_told)) in cases.into_iter().enumerate() {
        let (mut window, told) = window(SIZE, Some(empty()));
        write_here(&mut window);
        told.borrow_mut().html = Some(page);
        window.event(Event::Paste(text.into()));
        steps(&mut window);
        let said = window.query_by_label_contains("有的格式没有保留").is_some();
        assert_eq!(said, is_told, "case {number}");
        assert!(report(&window).part(OVERVIEW).unwrap().text().contains(text.chars().last().unwrap()), "case {number}");
    }
}

/// Whatever is said, the notice stays in its corner and its end can be read.
#[test]
fn a_notice_never_outgrows_its_corner() {
    for length in [10, 300, 3_000, 300_000] {
        let (mut window, _) = window(SIZE, Some(empty()));
        act(&mut window, Action::say(format!("{}请另存。", "长".repeat(length))));
        let said = notice(&mut window);
        assert!(said.ends_with("请另存。"), "{said}");
    }
}
