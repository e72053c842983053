//! What is typed lies aside, and is found again.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::gui::action::Action;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Change, CommentChange, CommentRemark, Place, Reviser, RevisionChange};
use nianbao::session::{SessionCommand, unsaved_drafts};
use nianbao::storage::{self, RealDisk};

use super::{
    OVERVIEW, SIZE, again, aside, click, empty, folders, kept, left_behind, open, place, press, text, text_of, wait,
    write,
};

use crate::window_harness::{self, Told, Window, steps, window_of};

#[test]
fn typing_lies_aside_within_half_a_second_and_never_in_the_draft() {
    let (root, draft) = place("aside");
    let before = std::fs::read(&draft).unwrap();
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "公开");
    assert_eq!(aside(&root), None, "it has not been 400 ms");
    wait(&mut window, &told, 400);
    assert_eq!(aside(&root), Some("公开".into()));
    write(&mut window, "年报");
    wait(&mut window, &told, 400);
    assert_eq!(aside(&root), Some("公开年报".into()));
    assert_eq!(std::fs::read(&draft).unwrap(), before, "the draft is as it was");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window, &told, 1_000);
    assert_eq!(aside(&root), None, "nothing is unsaved any more");
}

#[test]
fn unsaved_text_is_offered_with_both_versions_and_their_differences() {
    let (root, draft) = place("offer");
    left_behind(&root, &draft, "没有保存的一句。");
    let (mut window, _) = again(&root);
    for text in ["有没有保存的文字", "磁盘上的草稿", "没有保存的文字", "一、总体情况 · 第 1 段", "没有保存的一句。"]
    {
        assert!(window.query_all_by_label_contains(text).count() > 0, "{text}");
    }
    assert_eq!(window.query_all_by_label_contains("示例市水务局2024年").count(), 2, "unit and year of both");
    assert!(window.query_all_by_label_contains("2025年1月10日 14:03").count() > 0, "when it was written");
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "没有保存的一句。");
    assert!(window.state().title().contains('●'), "it is unsaved");
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "", "the draft is as it was");
    assert_eq!(unsaved_drafts(&RealDisk, &folders(&root)).unwrap(), [], "the text belongs to a session that is alive");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "没有保存的一句。");
    drop(window);
    assert_eq!(unsaved_drafts(&RealDisk, &folders(&root)).unwrap(), []);
}

/// Where the draft is gone, the offer says where it was.
#[test]
fn unsaved_text_of_a_draft_that_was_deleted_names_its_path() {
    let (root, draft) = place("offer gone");
    left_behind(&root, &draft, "没有保存的一句。");
    std::fs::remove_file(&draft).unwrap();
    let (mut window, _) = again(&root);
    let was_at = format!("草稿原来在“{}”", draft.display());
    for text in ["有没有保存的文字", "原来的文件已经不在", &was_at] {
        assert!(window.query_all_by_label_contains(text).count() > 0, "{text}");
    }
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "没有保存的一句。");
}

/// Words first, then what is only formatted otherwise; what both have is left out.
#[test]
fn the_list_shows_only_what_differs_words_first() {
    let root = window_harness::folder("keeping-differences");
    let draft = root.join("a.nianbao");
    let long = "甲".repeat(60);
    let mut saved = empty();
    *saved.part_mut(OVERVIEW) = nianbao::richtext::RichText::plain(&format!("标题\n{long}旧{long}"));
    std::fs::write(&draft, storage::write(&saved).unwrap()).unwrap();
    let (mut window, told) = open(&root, &draft);
    let at = nianbao::richtext::TextPosition::new;
    let range = nianbao::richtext::TextRange::new;
    let (part, text, typed) = (OVERVIEW, "新".into(), nianbao::session::TypedText::Whole);
    for command in [
        SessionCommand::Level(part, range(at(0, 0), at(0, 0)), nianbao::richtext::Level::Second),
        SessionCommand::Type { part, span: range(at(1, 60), at(1, 61)), text, marks: None, typed },
    ] {
        window_harness::act(&mut window, Action::Run(command));
        steps(&mut window);
    }
    wait(&mut window, &told, 1_000);
    wait(&mut window, &told, 1_000);
    drop(window);
    let (window, _) = again(&root);
    let top = |words: &str| window.query_all_by_label_contains(words).map(|node| node.rect().top()).next();
    assert!(top("2 处不同").is_some());
    let (words, level, former) = (top("…甲甲"), top("（一）二级标题"), top("正文"));
    assert!(words.is_some() && level > words && former == level, "{words:?} {level:?} {former:?}");
    assert!(top(&"甲".repeat(20)).is_none(), "what is the same is left out");
}

#[test]
fn recovered_text_is_not_saved_by_itself() {
    let (root, draft) = place("recovered");
    left_behind(&root, &draft, "一句");
    let (mut window, told) = again(&root);
    click(&mut window, "打开没有保存的文字");
    window.state_mut().settings.autosave = true;
    wait(&mut window, &told, 25_000);
    wait(&mut window, &told, 25_000);
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "");
}

#[test]
fn choosing_deletes_nothing() {
    let (root, draft) = place("choosing");
    left_behind(&root, &draft, "一句");
    let (mut window, _) = again(&root);
    click(&mut window, "以后再说");
    assert!(window.state().document.is_none());
    drop(window);
    let (mut window, _) = again(&root);
    click(&mut window, "打开草稿");
    assert_eq!(text(&window), "");
    drop(window);
    assert_eq!(aside(&root), Some("一句".into()));
    let (mut window, _) = again(&root);
    click(&mut window, "收进历史版本");
    drop(window);
    assert_eq!(aside(&root), None);
    let kept = storage::backups(&RealDisk, &folders(&root).backups, &draft).unwrap();
    assert_eq!(text_of(&storage::load(&RealDisk, &kept[0].path).unwrap()), "一句");
}

#[test]
fn a_report_that_was_never_saved_is_found_again() {
    let root = window_harness::folder("keeping-never-saved");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "从未保存");
    wait(&mut window, &told, 1_000);
    std::mem::drop(window);
    let (mut window, _) = again(&root);
    window.get_by_label("这份年报还没有存成文件，或者原来的文件已经不在。");
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "从未保存");
}

#[test]
fn a_broken_recovery_file_gets_a_sentence_and_stays() {
    let root = window_harness::folder("keeping-broken");
    std::fs::create_dir_all(root.join("recovery")).unwrap();
    let file = root.join("recovery/9.recovery");
    std::fs::write(&file, "{\"format\":\"nianbao-rec").unwrap();
    let (window, _) = again(&root);
    window.get_by_label_contains("9.recovery");
    assert!(file.exists());
}

#[test]
fn what_was_thrown_away_is_not_offered_again() {
    let (root, draft) = place("thrown-away");
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "不要了");
    wait(&mut window, &told, 1_000);
    press(&mut window, Modifiers::COMMAND, Key::W);
    click(&mut window, "不保存");
    assert!(window.state().document.is_none());
    drop(window);
    assert_eq!(aside(&root), None);
}

#[test]
fn saving_before_quitting_goes_on_to_quit() {
    let root = window_harness::folder("keeping-quit");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "要的");
    told.borrow_mut().path = Some(root.join("甲.nianbao"));
    press(&mut window, Modifiers::COMMAND, Key::Q);
    click(&mut window, "保存");
    assert!(window.state().closing);
    assert_eq!(text_of(&storage::load(&RealDisk, &root.join("甲.nianbao")).unwrap()), "要的");
}

#[test]
fn another_report_does_not_push_unsaved_text_away() {
    let (root, draft) = place("pushed");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "还没存");
    told.borrow_mut().path = Some(draft);
    window.state_mut().recovery_offer = nianbao::gui::files::RecoveryOffer::default();
    window.get_by_label("文件").click();
    steps(&mut window);
    window.get_by_label_contains("由上年年报新建").click();
    steps(&mut window);
    window.get_by_label("要保存改动吗？");
    click(&mut window, "取消");
    assert_eq!(text(&window), "还没存");
}

#[test]
fn what_stands_in_an_open_field_is_saved() {
    let (root, draft) = place("open-field");
    let (mut window, _) = open(&root, &draft);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(nianbao::report::Place::Cell(key));
    steps(&mut window);
    window.event(Event::Text("7".into()));
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = storage::load(&RealDisk, &draft).unwrap();
    assert_eq!(saved.numbers.get(key), Some(nianbao::report::Number::Count(7)));
    // A field of one line, and the window closed by its cross.
    window_harness::show(&mut window, Tab::Basics);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "单位全称").click();
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(Event::Text("示例市民政局".into()));
    steps(&mut window);
    window.state_mut().close_requested();
    steps(&mut window);
    assert!(!window.state().closing, "there is something to save");
    click(&mut window, "保存");
    assert!(window.state().closing);
    assert_eq!(storage::load(&RealDisk, &draft).unwrap().unit.name, "示例市民政局");
}

#[test]
fn what_stands_in_an_open_field_lies_aside_within_two_seconds() {
    let (root, draft) = place("open-aside");
    let (mut window, told) = open(&root, &draft);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(nianbao::report::Place::Cell(key));
    steps(&mut window);
    window.event(Event::Text("4".into()));
    steps(&mut window);
    wait(&mut window, &told, 1_000);
    window.event(Event::Text("2".into()));
    steps(&mut window);
    wait(&mut window, &told, 1_000);
    let kept = kept(&root).unwrap();
    assert_eq!(kept.numbers.get(key), Some(nianbao::report::Number::Count(42)));
    assert!(!window.state().document.as_ref().unwrap().session.is_changed(), "nothing was entered");
    // Given up, it does not lie there any more.
    press(&mut window, Modifiers::NONE, Key::Escape);
    wait(&mut window, &told, 1_000);
    assert_eq!(self::kept(&root), None);
    for (field, text) in [("单位全称", "示例市民政局"), ("报告年度", "2023"), ("标题", "另一个标题")]
    {
        window_harness::show(&mut window, Tab::Basics);
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).click();
        steps(&mut window);
        press(&mut window, Modifiers::COMMAND, Key::A);
        window.event(Event::Text(text.into()));
        steps(&mut window);
        wait(&mut window, &told, 1_000);
        let kept = self::kept(&root).unwrap_or_else(|| panic!("{field} does not lie aside"));
        let shown = [kept.unit.name, kept.year.to_string(), kept.title.unwrap_or_default()];
        assert!(shown.iter().any(|one| one == text), "{field}: {shown:?}");
    }
    // The program ends here; the next one offers it.
    drop(window);
    let (window, _) = again(&root);
    assert!(window.query_all_by_label_contains("另一个标题").count() > 0);
}

/// What a field cannot take yet stays in it: a signature needs both its fields, a year is a number.
#[test]
fn what_a_field_refuses_is_not_thrown_away() {
    let (root, draft) = place("refused");
    let (mut window, told) = open(&root, &draft);
    window_harness::show(&mut window, Tab::Basics);
    let fill = |window: &mut Window, field: &str, text: &str| {
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).click();
        steps(window);
        press(window, Modifiers::COMMAND, Key::A);
        window.event(Event::Text(text.into()));
        steps(window);
    };
    fill(&mut window, "报告年度", "二〇二三");
    fill(&mut window, "落款单位", "示例市民政局");
    window.get_by_label_contains("二〇二三");
    fill(&mut window, "成文日期", "2025-01-10");
    let signed = |window: &Window| {
        let signature = window.state().document.as_ref().unwrap().session.report().signature.clone();
        signature.map(|it| (it.unit, it.date.to_string()))
    };
    assert_eq!(signed(&window), None, "not left yet");
    wait(&mut window, &told, 1_000);
    assert_eq!(kept(&root).unwrap().signature.unwrap().unit, "示例市民政局", "it lies aside");
    fill(&mut window, "标题", "标题");
    assert_eq!(signed(&window), Some(("示例市民政局".into(), "2025-01-10".into())));
    let shown = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "报告年度").value();
    assert_eq!(shown.as_deref(), Some("二〇二三"));
    assert_eq!(window.state().document.as_ref().unwrap().session.report().year, 2024);
}

#[test]
fn text_of_a_program_that_is_still_being_cleared_away_is_offered_once_it_is_gone() {
    let (root, draft) = place("cleared-away");
    let (mut killed, told) = open(&root, &draft);
    write(&mut killed, "没有保存的一句。");
    wait(&mut killed, &told, 1_000);
    // The program starts again while the killed one still holds its files.
    let (mut window, told) = again(&root);
    wait(&mut window, &told, 1_000);
    assert!(window.query_by_label_contains("有没有保存的文字").is_none(), "it may be a window that is open");
    drop(killed);
    wait(&mut window, &told, 500);
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "没有保存的一句。");
    assert_eq!(window.state().document.as_ref().unwrap().session.path(), Some(draft.as_path()));
}

#[test]
fn what_another_window_saved_is_not_offered() {
    let (root, draft) = place("saved-there");
    let (mut other, told) = open(&root, &draft);
    write(&mut other, "那边的一句。");
    wait(&mut other, &told, 1_000);
    let (mut window, told) = again(&root);
    press(&mut other, Modifiers::COMMAND, Key::S);
    drop(other);
    wait(&mut window, &told, 1_000);
    assert!(window.query_by_label_contains("有没有保存的文字").is_none());
    assert!(window.state().dialogs.notice.is_none(), "nor told");
}

/// A comment that is all that was done, or a change that was only accepted, lies aside as words do and is offered with what
/// it is, although no word of the report differs.
#[test]
fn what_was_reviewed_is_offered_too() {
    for (name, wanted) in [("comment", "李四：请核实"), ("accepted", "王五：-本 +全"), ("tracking", "")] {
        let (root, draft) = place(&format!("review-{name}"));
        let mut report = storage::load(&RealDisk, &draft).unwrap();
        *report.prose_mut(nianbao::form::SectionId::Overview) = nianbao::richtext::RichText::plain("本年收到。");
        let form = nianbao::form::Form::of(report.form).unwrap();
        let span = nianbao::richtext::TextRange::within(0, 0, 1);
        let marks = nianbao::richtext::TextMarks::default();
        let edit = nianbao::richtext::Edit::insert(report.part(OVERVIEW).unwrap(), span, "全", marks);
        let reviser = Reviser { by: "王五".into(), at: None };
        Change::By(reviser, Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut report, form).unwrap();
        storage::save(&RealDisk, &draft, &report).unwrap();
        let (mut window, told) = open(&root, &draft);
        let change = match name {
            "comment" => {
                let remark = CommentRemark::new("李四", None, "请核实");
                Change::Comment(CommentChange::Add(Place::Title, remark))
            }
            _ => Change::Revise(RevisionChange::Accept(report.revisions.ids())),
        };
        match name {
            "tracking" => window_harness::act(&mut window, Action::ToggleTracking),
            _ => window_harness::act(&mut window, Action::change(change)),
        }
        wait(&mut window, &told, 1_000);
        wait(&mut window, &told, 1_000);
        drop(window);
        let kept = kept(&root);
        if name == "tracking" {
            // The switch alone, too.
            assert!(kept.is_some_and(|report| report.revisions.tracking));
            continue;
        }
        let kept = kept.expect("it lies aside");
        assert_eq!(kept.comments.len(), usize::from(name == "comment"));
        assert_eq!(kept.revisions.ids().len(), usize::from(name == "comment"));
        let (mut window, _) = again(&root);
        assert!(window.query_all_by_label_contains(wanted).count() > 0, "{name}");
        click(&mut window, "打开没有保存的文字");
        let now = window.state().document.as_ref().unwrap().session.report().clone();
        assert_eq!((now.comments, now.revisions.ids()), (kept.comments, kept.revisions.ids()));
    }
}

/// A paragraph without words is named on the side that has it: no difference shows the same on both.
#[test]
fn an_empty_paragraph_is_named_in_the_list() {
    let (root, draft) = place("blank");
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "甲");
    press(&mut window, Modifiers::NONE, Key::Enter);
    wait(&mut window, &told, 1_000);
    drop(window);
    let (window, _) = again(&root);
    assert_eq!(window.query_all_by_label("（空段落）").count(), 1);
    assert_eq!(window.query_all_by_label("—").count(), 2, "the draft has neither paragraph");
}
