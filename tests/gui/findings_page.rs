//! The list of findings: what is wrong first, those alike in one line, no text under a button.

use egui_kittest::kittest::Queryable;
use nianbao::form::{CellKey, Form};
use nianbao::gui::section_status::FindingGroup;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Number, Report};
use nianbao::richtext::RichText;

use crate::window_harness::user::{click, empty};
use crate::window_harness::{self, Window, show, steps, window_in};

/// A report with findings of every group, some with long sentences.
fn troubled() -> Report {
    let mut report = window_harness::sample();
    let form = Form::of(report.form).unwrap();
    for (at, field) in form.fields().filter(|field| !field.total).enumerate() {
        if at % 3 == 0 {
            report.numbers.set(field.key, Some(Number::Count(u64::try_from(at).unwrap() * 7919)));
        }
    }
    report.numbers.set(CellKey::parse("received.enterprise").unwrap(), None);
    report.prose_mut(nianbao::form::SectionId::Problems).paragraphs.extend(
        RichText::plain("XX单位2023年收到申请99件，同比增长百分之三百，上年度主动公开信息123456条。").paragraphs,
    );
    report
}

fn buttons(window: &Window, language: Language) -> Vec<egui::Rect> {
    let words = ["checks.show", "checks.fix", "checks.link", "checks.dismiss"].map(|key| language.word(key));
    words.iter().flat_map(|word| window.query_all_by_label(word)).map(|node| node.rect()).collect()
}

#[test]
fn no_text_lies_under_a_button_at_any_size_and_language() {
    let sizes = [[1920.0, 1080.0], [1366.0, 768.0], [1280.0, 720.0], [910.0, 512.0], [853.0, 480.0], [720.0, 480.0]];
    for language in Language::ALL {
        for size in sizes {
            let (mut window, _) = window_in(size, Some(troubled()), language);
            show(&mut window, Tab::Checks);
            let buttons = buttons(&window, language);
            assert!(buttons.len() > 4, "{size:?} {language:?}");
            let document = window.state().document.as_ref().unwrap();
            let texts: Vec<&str> = document.findings.iter().map(|seen| seen.text.as_str()).collect();
            let mut seen = 0;
            for text in texts {
                for node in window.query_all_by_label(text) {
                    let rect = node.rect();
                    // The strip under a section shows none here.
                    seen += 1;
                    assert!(rect.right() <= size[0], "{size:?} {language:?}: {text} leaves the window");
                    for button in &buttons {
                        let under = rect.shrink(0.5).intersects(*button);
                        assert!(!under, "{size:?} {language:?}: {text} {rect:?} under {button:?}");
                    }
                }
            }
            assert!(seen > 4);
            for button in &buttons {
                assert!(button.right() <= size[0] && button.left() >= 0.0, "{size:?} {language:?}: {button:?}");
            }
        }
    }
}

#[test]
fn what_is_wrong_stands_first() {
    let (mut window, _) = window_in([1280.0, 4000.0], Some(troubled()), Language::Chinese);
    show(&mut window, Tab::Checks);
    let names = FindingGroup::ALL.map(|group| group.name(Language::Chinese));
    let mut groups: Vec<(f32, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        groups.extend(window.query_all_by_label(name).map(|node| (node.rect().top(), at)));
    }
    groups.sort_by(|one, other| one.0.total_cmp(&other.0));
    let order: Vec<usize> = groups.iter().map(|(_, at)| *at).collect();
    assert!(order.len() > 4 && order.is_sorted(), "{order:?}");
}

#[test]
fn findings_alike_are_one_line_until_unfolded() {
    let (mut window, _) = window_in([1280.0, 4000.0], Some(troubled()), Language::Chinese);
    show(&mut window, Tab::Checks);
    let rows = |window: &Window| window.query_all_by_label("查看").count();
    let all = {
        let document = window.state().document.as_ref().unwrap();
        document.findings.iter().filter(|seen| seen.counts() && !seen.finding.places.is_empty()).count()
    };
    let folded = rows(&window);
    assert!(folded < all, "{folded} of {all}");
    // Unfolded one after the other, every finding is there.
    for _ in 0..all {
        let Some(fold) = window.query_all_by_label_contains("处相同的，展开").next() else { break };
        fold.click();
        steps(&mut window);
    }
    assert_eq!(rows(&window), all);
    window.get_all_by_label("收起相同的").next().unwrap().click();
    steps(&mut window);
    assert!(rows(&window) < all);
}

/// Each line says where its finding stands; no title is repeated above the lines of each group.
#[test]
fn every_line_says_its_section_once() {
    let (mut window, _) = window_in([1280.0, 4000.0], Some(troubled()), Language::Chinese);
    show(&mut window, Tab::Checks);
    let form = Form::of(troubled().form).unwrap();
    let lines = |words: &str| window.query_all_by_label_contains(&format!("{words} · R")).count();
    let rows: usize =
        form.sections.iter().map(|section| lines(&section.title)).sum::<usize>() + lines("标题、前言和落款");
    assert_eq!(rows, window.query_all_by_label_contains(" · R").count());
    assert!(rows > 6, "{rows}");
    for section in &form.sections {
        assert_eq!(window.query_all_by_label(&section.title).count(), 0, "{}", section.title);
    }
}

#[test]
fn the_blanks_of_a_table_are_one_line() {
    let (mut window, _) = window_in([1280.0, 2000.0], Some(empty()), Language::Chinese);
    show(&mut window, Tab::Checks);
    for table in
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
    {
        let lines = window.query_all_by_label_contains(&format!("“{table}”的表格没有填写")).count();
        assert_eq!(lines, 1, "{table}");
    }
    click(&mut window, "还需填写 6");
    assert_eq!(window.query_all_by_label("查看").count(), 6);
}
