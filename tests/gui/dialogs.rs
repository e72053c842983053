//! Dialogs and notices: what they say, what they cover, how they are left.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::{Continuation, FileQuestion, Question};
use nianbao::gui::dialogs::typed_path::TypedPathField;
use nianbao::gui::host::FileDialog;
use nianbao::gui::menu;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Place, differences};
use nianbao::richtext::{Level, Paragraph, ParagraphAlign, Run, TextMark, TextMarks};
use nianbao::session::SettingsPolicy;

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Told, Window, act, show, steps, window, window_in, window_of};

fn has(window: &window_harness::Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn an_imported_report_is_unsaved_until_it_is_saved() {
    let folder = window_harness::folder("dialogs-import");
    let form = nianbao::form::Form::of(empty().form).unwrap();
    let page = folder.join("a.html");
    std::fs::write(&page, nianbao::export::html::write(form, &window_harness::sample())).unwrap();
    for open in [false, true] {
        let (mut window, told) = window(SIZE, open.then(empty));
        window_harness::drop_file(&mut window, page.clone());
        steps(&mut window);
        click(&mut window, if open { "另开一份" } else { "打开为新年报" });
        assert!(window.state().title().starts_with("● "), "{}", window.state().title());
        press(&mut window, Modifiers::COMMAND, Key::W);
        assert!(matches!(window.state().dialogs.question, Some(Question::Unsaved(_))), "it asks before it closes");
        click(&mut window, "取消");
        told.borrow_mut().path = Some(folder.join(format!("{open}.nianbao")));
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert!(!window.state().title().contains('●'));
    }
}

#[test]
fn opening_another_report_asks_about_the_one_before() {
    let folder = window_harness::folder("dialogs-open");
    let page = folder.join("a.html");
    let form = nianbao::form::Form::of(empty().form).unwrap();
    std::fs::write(&page, nianbao::export::html::write(form, &window_harness::sample())).unwrap();
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "没有保存");
    window_harness::drop_file(&mut window, page);
    steps(&mut window);
    click(&mut window, "另开一份");
    assert!(matches!(window.state().dialogs.question, Some(Question::Unsaved(_))));
    click(&mut window, "取消");
    assert_eq!(report(&window).part(OVERVIEW).unwrap().text(), "没有保存");
}

#[test]
fn the_dialog_for_a_path_says_what_for_and_where() {
    let folder = window_harness::folder("dialogs-a-folder-with-a-long-name-that-does-not-fit-into-a-field");
    let (mut window, _) = window(SIZE, Some(empty()));
    let field = TypedPathField { folder: folder.clone(), name: "水务局.nianbao".into() };
    window.state_mut().dialogs.question = Some(Question::Path(FileDialog::SaveAs, field));
    steps(&mut window);
    assert!(has(&window, "草稿保存到哪里？") && has(&window, &format!("文件夹：{}", folder.display())));
    let name = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "文件名");
    assert_eq!(name.accesskit_node().value().as_deref(), Some("水务局.nianbao"));
    // The one behind the dialog has the same name.
    window.query_all_by_role_and_label(egui::accesskit::Role::Button, "保存").last().unwrap().click();
    steps(&mut window);
    assert!(folder.join("水务局.nianbao").exists());
    // The folder is remembered for the next time, and a path of its own takes the folder's place.
    assert_eq!(window.state().settings.last_folder.as_ref(), Some(&folder));
    let other = window_harness::folder("dialogs-other");
    let field = TypedPathField { folder, name: "a.pdf".into() };
    window.state_mut().dialogs.question = Some(Question::Path(FileDialog::Pdf, field));
    steps(&mut window);
    assert!(has(&window, "导出到哪里？"));
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, &other.join("b.pdf").display().to_string());
    assert!(has(&window, &format!("文件夹：{}", other.display())), "the folder follows what is typed");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(other.join("b.pdf").exists());
}

#[test]
fn a_notice_covers_neither_findings_nor_settings() {
    for size in [[1366.0, 768.0], [1280.0, 720.0], [853.0, 480.0]] {
        let (mut window, _) = window(size, Some(window_harness::sample()));
        show(&mut window, Tab::Checks);
        act(&mut window, Action::say("已经写好了。".into()));
        steps(&mut window);
        let notice = window.get_by_label("已经写好了。").rect();
        let clip = window.query_all_by_label("查看").map(|node| node.rect()).filter(|rect| rect.top() < size[1]);
        for button in clip.filter(|rect| rect.bottom() < notice.top() || rect.top() > notice.bottom()) {
            assert!(!notice.intersects(button), "{size:?}");
        }
        press(&mut window, Modifiers::COMMAND, Key::Comma);
        for label in ["语言", "外观", "界面大小"] {
            let rect = window.get_by_label(label).rect();
            assert!(!rect.intersects(window.get_by_label("已经写好了。").rect()), "{size:?}: {label}");
        }
    }
}

#[test]
fn the_help_is_searched_and_carries_out_what_it_finds() {
    for language in Language::ALL {
        let (mut window, _) = window_in(SIZE, Some(empty()), language);
        press(&mut window, Modifiers::NONE, Key::F1);
        assert!(has(&window, &language.word("help.steps")) && has(&window, &language.word("help.step_begin")));
        // Every command is there with its keys, and its keys reach the right edge of the dialog.
        for item in menu::items() {
            assert!(has(&window, &item.label(language)), "{} in {language:?}", item.name);
        }
        let field = window.get_by_role_and_label(egui::accesskit::Role::TextInput, &language.word("help.seek")).rect();
        let list = window.query_all_by_label("Ctrl+S").map(|node| node.rect().right()).fold(0.0, f32::max);
        assert!(field.width() > 600.0 && list > field.right() - 80.0, "{language:?}: {field:?} {list}");
        type_text(&mut window, &language.word("action.superscript"));
        assert!(!has(&window, &language.word("help.steps")) && has(&window, "Ctrl+Shift+="));
        press(&mut window, Modifiers::COMMAND, Key::A);
        type_text(&mut window, &language.word("action.show_checks"));
        let name = language.word("action.show_checks");
        let rows = window.query_all_by_role_and_label(egui::accesskit::Role::Button, &name);
        rows.last().unwrap().click();
        steps(&mut window);
        assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Checks, "{language:?}");
        press(&mut window, Modifiers::NONE, Key::F1);
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(!has(&window, &language.word("help.steps")));
    }
}

fn marked(text: &str, mark: Option<TextMark>) -> Paragraph {
    let mut paragraph = Paragraph::default();
    let marks = mark.map_or(TextMarks::default(), |mark| TextMarks::default().with(mark, true));
    paragraph.set_runs(vec![Run { text: text.into(), marks, ..Run::default() }]);
    paragraph
}

#[test]
fn differences_of_formatting_are_told_apart_from_those_of_words() {
    let plain = |text: &str| Paragraph::new(Level::Body, text);
    let mut older = empty();
    older.prose_mut(SectionId::Overview).paragraphs =
        vec![plain("甲"), plain("乙"), plain("丙"), plain("丁"), plain("同")];
    let mut newer = older.clone();
    let mut centred = plain("乙");
    centred.align = ParagraphAlign::Center;
    newer.prose_mut(SectionId::Overview).paragraphs = vec![
        plain("新"),
        Paragraph::new(Level::Second, "甲"),
        centred,
        marked("丙", Some(TextMark::Bold)),
        plain("戊"),
        plain("同"),
    ];
    let found = differences(&older, &newer);
    let told: Vec<(String, String, bool)> =
        found.iter().map(|one| (one.older.clone(), one.newer.clone(), one.formatting.is_some())).collect();
    let wanted = [("", "新", false), ("甲", "甲", true), ("乙", "乙", true), ("丙", "丙", true), ("丁", "戊", false)];
    assert_eq!(told, wanted.map(|(one, two, looks)| (one.to_owned(), two.to_owned(), looks)));
    let place = |at: usize| matches!(found[at].place, Place::Prose(SectionId::Overview, spot) if spot.paragraph == at);
    assert!((0..4).all(place), "{found:?}");
}

#[test]
fn the_theme_follows_the_system_unless_another_is_chosen() {
    let (mut window, _) = window(SIZE, Some(empty()));
    assert_eq!(window.ctx.theme(), egui::Theme::Light, "a system that says nothing is light");
    for theme in [egui::Theme::Dark, egui::Theme::Light, egui::Theme::Dark] {
        window.input_mut().system_theme = Some(theme);
        steps(&mut window);
        assert_eq!(window.ctx.theme(), theme);
    }
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, "浅色");
    assert_eq!(window.ctx.theme(), egui::Theme::Light);
    click(&mut window, "深色");
    window.input_mut().system_theme = Some(egui::Theme::Light);
    steps(&mut window);
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
    // Nothing moves by itself, whatever the system says of motion.
    assert!(window.ctx.style_of(egui::Theme::Dark).animation_time <= 0.0);
}

#[test]
fn boxes_to_tick_are_seen_in_every_theme() {
    for (dark, contrast) in [(false, false), (true, false), (false, true), (true, true)] {
        let (mut window, _) = window(SIZE, Some(empty()));
        window.state_mut().settings = nianbao::session::Settings { dark, contrast, ..window.state().settings.clone() };
        press(&mut window, Modifiers::COMMAND, Key::Comma);
        let autosave = Language::Chinese.word("settings.autosave");
        let rect = window.get_by_role_and_label(egui::accesskit::Role::CheckBox, &autosave).rect();
        let picture = window.render().unwrap();
        // Along a line through the box: its edge against what lies around it.
        let y = rect.center().y as u32;
        let light = |x: u32| {
            let [red, green, blue, _] = picture.get_pixel(x, y).0.map(|one| (f64::from(one) / 255.0).powf(2.2));
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let ground = light(rect.left() as u32 - 3);
        let most = (rect.left() as u32 - 2..rect.left() as u32 + 6).map(|x| {
            let (one, two) = (light(x).max(ground), light(x).min(ground));
            (one + 0.05) / (two + 0.05)
        });
        let most = most.fold(1.0, f64::max);
        assert!(most >= 3.0, "dark {dark}, contrast {contrast}: {most:.2}");
    }
}

#[test]
fn what_is_locked_by_policy_is_grey_and_no_key_changes_it() {
    let locked = serde_json::json!({ "locked": { "scale": 125, "autosave": true, "language": "zh-CN" } });
    let policy = SettingsPolicy::of_fields(locked.as_object().unwrap());
    let told = Told { policy, ..Told::default() };
    let (mut window, _) = window_of(SIZE, Some(empty()), Language::Chinese, told);
    show(&mut window, Tab::Basics);
    assert_eq!(window.state().settings.scale, 125);
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    assert_eq!(window.state().settings.scale, 125, "Ctrl and plus");
    act(&mut window, Action::ShowSettings);
    steps(&mut window);
    assert!(has(&window, &Language::Chinese.word("settings.locked")));
    for (label, grey) in [("150 %", true), ("自动保存", true), ("English", true), ("深色", false), ("高对比度", false)]
    {
        let control = window.query_all_by_label_contains(label).last().unwrap();
        assert_eq!(control.accesskit_node().is_disabled(), grey, "{label}");
    }
    click(&mut window, "深色");
    assert!(window.state().settings.dark);
}

#[test]
fn about_shows_the_licences_of_others_code() {
    let (mut window, _) = window(SIZE, Some(empty()));
    act(&mut window, Action::ShowAbout);
    steps(&mut window);
    let first = "Licences of the code of others in this program";
    assert!(!has(&window, first), "thousands of lines are shown only when they are asked for");
    click(&mut window, &Language::Chinese.word("about.licences"));
    steps(&mut window);
    assert!(has(&window, first) && has(&window, "Apache License"));
}

/// Whatever opens over a text has the focus then, keeps Tab to itself, and gives the focus back to the text.
#[test]
fn the_focus_goes_into_a_dialog_and_back() {
    type Opens = fn(&mut Window);
    let path = |window: &mut Window| {
        let field = TypedPathField { folder: "/".into(), name: "年报.nianbao".into() };
        window.state_mut().dialogs.question = Some(Question::Path(FileDialog::SaveAs, field));
    };
    let cases: [(&str, Opens); 8] = [
        ("settings", |window| act(window, Action::ShowSettings)),
        ("help", |window| act(window, Action::ShowHelp)),
        ("about", |window| act(window, Action::ShowAbout)),
        ("numbers", |window| act(window, Action::ShowNumberPicker)),
        ("phrases", |window| act(window, Action::ShowPhrases)),
        ("path", path),
        ("unsaved", |window| window.state_mut().dialogs.question = Some(Question::Unsaved(Continuation::Quit))),
        ("removed", |window| {
            let question = FileQuestion::Removed("/年报.nianbao".into());
            window.state_mut().dialogs.question = Some(Question::File(question));
        }),
    ];
    for (name, open) in cases {
        let (mut window, _) = window(SIZE, Some(window_harness::sample()));
        write_here(&mut window);
        let text = TextEditor::id(OVERVIEW);
        let focused = |window: &Window| window.ctx.memory(|memory| memory.focused());
        assert_eq!(focused(&window), Some(text));
        let before = report(&window).clone();
        open(&mut window);
        steps(&mut window);
        steps(&mut window);
        let first = focused(&window);
        assert!(first.is_some() && first != Some(text), "{name}: {first:?}");
        for _ in 0..40 {
            press(&mut window, Modifiers::NONE, Key::Tab);
            let now = focused(&window);
            assert!(now.is_some() && now != Some(text), "{name}: {now:?}");
        }
        press(&mut window, Modifiers::NONE, Key::Escape);
        steps(&mut window);
        steps(&mut window);
        assert_eq!(focused(&window), Some(text), "{name}");
        assert_eq!(*report(&window), before, "{name}");
    }
}
