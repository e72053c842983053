//! A report that was opened, and a tab that was clicked, have the caret, the cell or the field at once, as in Word and
//! Excel; nothing that is typed next is lost, nor goes elsewhere.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::form::{CellKey, SectionId, UnitKind};
use nianbao::gui::action::Action;
use nianbao::gui::host::FileDialog;
use nianbao::gui::view_context::{ShownFinding, Tab};
use nianbao::messages::Language;
use nianbao::report::{Number, Place, Report, ReportText};
use nianbao::richtext::RichText;
use nianbao::storage::{self, RealDisk};

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text};
use crate::window_harness::{Told, Window, act, folder, sample, show, steps, window, window_of};

const NONE: Modifiers = Modifiers::NONE;

fn text(window: &Window, part: ReportText) -> String {
    report(window).part(part).map(RichText::text).unwrap_or_default()
}

/// Clicks on the tab of this name with the mouse.
fn click_tab(window: &mut Window, name: &str) {
    let is_tab = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default().starts_with(name);
    let at = window.query_all_by_role(egui::accesskit::Role::Tab).find(is_tab).unwrap().rect().center();
    crate::window_harness::user::click_at(window, at);
}

#[test]
fn what_is_typed_after_opening_stands_at_the_beginning_of_the_text() {
    let root = folder("opening-file");
    let draft = root.join("甲.nianbao");
    storage::save(&RealDisk, &draft, &sample()).unwrap();
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, Told::beside(&root));
    steps(&mut window);
    act(&mut window, Action::TakePath(FileDialog::OpenDraft, draft.clone()));
    // In the first frame of the report, before anything of it was drawn.
    window.event(Event::Text("甲".into()));
    steps(&mut window);
    type_text(&mut window, "乙");
    assert!(text(&window, OVERVIEW).starts_with("甲乙2024"), "{}", text(&window, OVERVIEW));
    // The next report does not have the caret where the last one had it.
    press(&mut window, NONE, Key::End);
    press(&mut window, Modifiers::COMMAND, Key::S);
    act(&mut window, Action::TakePath(FileDialog::OpenDraft, draft));
    steps(&mut window);
    commit(&mut window, "丙");
    assert!(text(&window, OVERVIEW).starts_with("丙甲乙2024"), "{}", text(&window, OVERVIEW));
}

#[test]
fn a_tab_that_is_clicked_takes_what_is_typed() {
    let (mut window, _) = window(SIZE, Some(sample()));
    steps(&mut window);
    press(&mut window, NONE, Key::ArrowRight);
    click_tab(&mut window, "二、主动公开");
    type_text(&mut window, "7");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(report(&window).numbers.get(CellKey::parse("rules.issued").unwrap()), Some(Number::Count(7)));
    click_tab(&mut window, "五、问题改进");
    let others = ReportText::Section(SectionId::Problems);
    type_text(&mut window, "甲");
    assert!(text(&window, others).starts_with('甲'), "{}", text(&window, others));
    // Back where the caret was, behind the first character.
    click_tab(&mut window, "一、总体情况");
    type_text(&mut window, "乙");
    assert!(text(&window, OVERVIEW).starts_with("2乙024"), "{}", text(&window, OVERVIEW));
    click_tab(&mut window, "基本信息");
    press(&mut window, NONE, Key::End);
    type_text(&mut window, "办");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(report(&window).unit.name, "卫滨区信访局办");
}

/// Whoever walks through the tabs by keys stays on them.
#[test]
fn a_tab_that_is_taken_by_keys_keeps_the_focus() {
    let (mut window, _) = window(SIZE, Some(sample()));
    show(&mut window, Tab::Checks);
    window.get_by_label_contains("六、其他事项").focus();
    steps(&mut window);
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Section(SectionId::Others));
    assert!(window.get_by_label_contains("六、其他事项 已完成").accesskit_node().is_focused());
}

#[test]
fn a_report_without_a_unit_begins_in_its_name() {
    let unnamed = Report::new("", UnitKind::Department, 2024);
    let (mut window, _) = window(SIZE, Some(unnamed));
    steps(&mut window);
    type_text(&mut window, "青禾县水务局");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(report(&window).unit.name, "青禾县水务局");
}

/// F8 goes on from the caret, as checks of spelling do, and into the field that a finding is about.
#[test]
fn findings_are_walked_through_from_where_the_user_is() {
    let mut faulty = empty();
    faulty.title = Some("某某".into());
    for (id, words) in [(SectionId::Overview, "本部门的的工作。"), (SectionId::Problems, "无此问题的的情况。")]
    {
        *faulty.prose_mut(id) = RichText::plain(words);
    }
    let (mut window, _) = window(SIZE, Some(faulty));
    show(&mut window, Tab::Section(SectionId::Problems));
    click_tab(&mut window, "五、问题改进");
    press(&mut window, NONE, Key::F8);
    let document = |window: &Window| window.state().document.as_ref().unwrap().tab;
    assert_eq!(document(&window), Tab::Section(SectionId::Problems), "not back to the beginning of the report");
    click_tab(&mut window, "校核");
    let mut seen = Vec::new();
    for _ in 0..40 {
        press(&mut window, NONE, Key::F8);
        seen.push(document(&window));
        if document(&window) == Tab::Basics {
            break;
        }
    }
    assert_eq!(seen.last(), Some(&Tab::Basics), "{seen:?}");
    let focused = window.query_all_by_role(egui::accesskit::Role::TextInput);
    let focused: Vec<_> = focused.filter(|node| node.accesskit_node().is_focused()).collect();
    assert_eq!(focused.len(), 1, "the field of the finding has the focus");
    drop(focused);
    // Around: every place once, none keeps it.
    let mut tabs = Vec::new();
    for _ in 0..60 {
        press(&mut window, NONE, Key::F8);
        tabs.push(document(&window));
    }
    for id in SectionId::ALL {
        assert!(tabs.contains(&Tab::Section(id)), "{id:?}");
    }
    click(&mut window, "打印预览");
}

/// 基本信息 says under its fields what is wrong in the one that F8 leads to, and the next F8 goes on.
#[test]
fn the_finding_of_a_field_is_said_and_left() {
    let mut faulty = Report { year: 0, title: Some("某某".into()), ..empty() };
    *faulty.prose_mut(SectionId::Others) = RichText::plain("本年度没有收取信息处理费。");
    let (mut window, _) = window(SIZE, Some(faulty));
    click_tab(&mut window, "六、其他事项");
    // From within the last text.
    press(&mut window, Modifiers { ctrl: true, ..Modifiers::COMMAND }, Key::End);
    let document = |window: &Window| window.state().document.as_ref().unwrap().tab;
    let mut fields = Vec::new();
    for _ in 0..12 {
        press(&mut window, NONE, Key::F8);
        if document(&window) != Tab::Basics {
            if fields.is_empty() {
                continue;
            }
            break;
        }
        let focused = window.query_all_by_role(egui::accesskit::Role::TextInput);
        let focused = focused.filter(|node| node.accesskit_node().is_focused());
        let field = focused.map(|node| node.accesskit_node().label().unwrap_or_default()).next().unwrap();
        let place = match field.as_str() {
            "标题" => Place::Title,
            "报告年度" => Place::Year,
            "单位全称" => Place::Unit,
            _ => Place::Signature,
        };
        let open = window.state().document.as_ref().unwrap();
        let about = |seen: &&ShownFinding| seen.finding.places.contains(&place);
        let texts: Vec<String> = open.findings.iter().filter(about).map(|seen| seen.text.clone()).collect();
        let said = texts.iter().any(|text| window.query_by_label(text).is_some());
        assert!(said, "{field}: none of {texts:?} is in sight");
        assert!(!fields.contains(&field), "{field} keeps the key");
        fields.push(field);
    }
    assert!(fields.len() > 1 && document(&window) != Tab::Basics, "{fields:?}");
}
