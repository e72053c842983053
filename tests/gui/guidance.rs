//! What helps to write a section: examples, last year's text, the numbers that are missing, subheadings.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::form::{Form, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::guidance;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Number, ReportText};
use nianbao::richtext::{Level, Paragraph, RichText, TextMark};
use nianbao::session::SessionCommand;

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Window, act, show, steps, window};

fn is_unverified(window: &Window, part: ReportText, paragraph: usize) -> bool {
    let paragraph = &report(window).part(part).unwrap().paragraphs[paragraph];
    paragraph.runs().iter().all(|run| run.marks.has(TextMark::Unverified))
}

#[test]
fn every_section_of_prose_says_what_is_asked_and_has_an_example() {
    let form = Form::of(empty().form).unwrap();
    for section in form.sections.iter().filter(|section| section.table.is_none()) {
        let examples: Vec<_> = guidance::of_section(section.id).collect();
        assert!(!examples.is_empty(), "{}", section.title);
        for aspect in &section.aspects {
            assert!(examples.iter().any(|example| example.aspect == aspect.title), "{}", aspect.title);
        }
        for example in examples {
            let words = example.words(&empty());
            assert!(!words.contains(['{', '}']) && !words.is_empty(), "{words}");
        }
    }
    let (mut window, _) = window(SIZE, Some(empty()));
    for section in &form.sections {
        show(&mut window, Tab::Section(section.id));
        window.get_by_label(&section.guide);
    }
}

#[test]
fn an_example_is_marked_until_it_is_edited() {
    let (mut window, _) = window([1280.0, 1400.0], Some(empty()));
    show(&mut window, Tab::Section(SectionId::Others));
    click(&mut window, "参考写法");
    let insert = |window: &mut Window| {
        // The menu has the same name.
        window.get_by_role_and_label(egui::accesskit::Role::Button, "插入").click();
        steps(window);
    };
    insert(&mut window);
    let others = ReportText::Section(SectionId::Others);
    assert_eq!(report(&window).part(others).unwrap().paragraphs.len(), 1);
    assert!(is_unverified(&window, others, 0));
    assert!(report(&window).part(others).unwrap().text().contains("2024年，示例市水务局没有收取"));
    // Moving about in it is no edit.
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert!(is_unverified(&window, others, 0));
    type_text(&mut window, "年");
    assert!(!is_unverified(&window, others, 0));
    // What was typed and the mark that went with it are one step, however much was typed.
    type_text(&mut window, "末");
    type_text(&mut window, "已");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(is_unverified(&window, others, 0));
    assert!(report(&window).part(others).unwrap().text().contains("2024年，示例市水务局没有收取"));
    press(&mut window, Modifiers::COMMAND, Key::Y);
    assert!(!is_unverified(&window, others, 0));
    assert!(report(&window).part(others).unwrap().text().contains("年末已"));
    // Another one goes behind it, with its own mark.
    insert(&mut window);
    assert!(!is_unverified(&window, others, 0) && is_unverified(&window, others, 1));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(report(&window).part(others).unwrap().paragraphs.len(), 1);
}

#[test]
fn last_years_text_stands_beside_on_request() {
    let (mut window, _) = window(SIZE, Some(empty()));
    show(&mut window, Tab::Section(SectionId::Problems));
    assert!(window.query_all_by_label("上年这一部分").next().is_none(), "there is no last year's report");
    window.state_mut().document.as_mut().unwrap().session.compare_with(Some(Arc::new(window_harness::sample())));
    steps(&mut window);
    let last = window_harness::sample().prose(SectionId::Problems).unwrap().paragraphs[0].text();
    assert!(window.query_all_by_label(&last).next().is_none(), "not before it is asked for");
    click(&mut window, "上年这一部分");
    let text = window.query_all_by_label("五、存在的主要问题及改进情况").map(|node| node.rect().left());
    let left = text.fold(f32::INFINITY, f32::min);
    assert!(window.get_by_label(&last).rect().left() > left, "beside this year's");
    window.get_all_by_label("用这一段").next().unwrap().click();
    steps(&mut window);
    let problems = ReportText::Section(SectionId::Problems);
    assert_eq!(report(&window).part(problems).unwrap().paragraphs[0].text(), last);
    assert!(is_unverified(&window, problems, 0));
}

#[test]
fn missing_numbers_are_a_list_that_is_walked() {
    let mut report_ = empty();
    let form = Form::of(report_.form).unwrap();
    let inputs: Vec<_> = form.fields().filter(|field| !field.total).map(|field| field.key).collect();
    let blanks = [inputs[3], inputs[20], inputs[21], *inputs.last().unwrap()];
    for key in inputs.iter().filter(|key| !blanks.contains(key)) {
        report_.numbers.set(*key, Some(Number::Count(0)));
    }
    let (mut window, _) = window([1280.0, 1400.0], Some(report_));
    show(&mut window, Tab::Basics);
    let focused = |window: &Window| match window.state().document.as_ref().unwrap().session.selection() {
        nianbao::session::EditorSelection::Cells { head, .. } => Some(head),
        _ => None,
    };
    // From anywhere through all tables, and round.
    for key in blanks.iter().chain([&blanks[0]]) {
        press(&mut window, Modifiers::COMMAND, Key::G);
        assert_eq!(focused(&window), Some(*key));
    }
    // As a list beside the table.
    let table = form.section_of(blanks[1]).unwrap();
    show(&mut window, Tab::Section(table));
    let of_table = blanks.iter().filter(|key| form.section_of(**key) == Some(table)).count();
    window.get_by_label(&format!("还有 {of_table} 格没有填。"));
    click(&mut window, "列出来");
    let name = nianbao::gui::table_editor::name(form.field(blanks[2]).unwrap());
    let link = window.get_by_role_and_label(egui::accesskit::Role::Button, &name);
    link.click();
    steps(&mut window);
    assert_eq!(focused(&window), Some(blanks[2]));
    for key in blanks {
        act(&mut window, Action::Run(SessionCommand::Enter(key, Some(Number::Count(0)))));
    }
    steps(&mut window);
    assert!(window.query_all_by_label_contains("格没有填。").next().is_none());
    press(&mut window, Modifiers::COMMAND, Key::G);
    window.get_by_label("表格里没有空格了。");
}

#[test]
fn run_in_headings_are_headings() {
    let texts = [
        "（一）主动公开。2024年发布信息。",
        "（二）依申请公开：收到申请3件。",
        "(三) 信息管理。开展审查。",
        "四、平台建设。优化网站。",
        "5.监督保障。开展培训。",
    ];
    let (mut window, _) = window(SIZE, Some(empty()));
    show(&mut window, Tab::Section(SectionId::Overview));
    assert!(window.query_all_by_label("还没有小标题：").next().is_some());
    let part = OVERVIEW;
    let piece = RichText { paragraphs: texts.map(|text| Paragraph::new(Level::Body, text)).to_vec() };
    let span = report(&window).part(part).map(RichText::all).unwrap_or_default();
    act(&mut window, Action::Run(SessionCommand::Paste { part, span, piece }));
    steps(&mut window);
    assert!(window.query_all_by_label("还没有小标题：").next().is_none());
    // One that is missing is the only one offered.
    let second = nianbao::richtext::TextRange::within(1, 0, texts[1].chars().count());
    act(&mut window, Action::Run(SessionCommand::Paste { part, span: second, piece: RichText::plain("另有事项。") }));
    steps(&mut window);
    window.get_by_label("插入小标题“依申请公开”".replace("插入小标题“", "+ ").trim_end_matches('”'));
    assert!(window.query_all_by_label("+ 主动公开").next().is_none());
}

#[test]
fn headings_renumber_themselves_where_that_is_chosen() {
    let numbers = |window: &Window| {
        let prose = report(window).part(OVERVIEW).unwrap();
        prose.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>()
    };
    for chosen in [false, true] {
        let (mut window, _) = window(SIZE, Some(empty()));
        if chosen {
            click(&mut window, "格式");
            click(&mut window, "改级别时自动编号");
        }
        write_here(&mut window);
        for (at, text) in ["甲", "乙", "丙"].into_iter().enumerate() {
            if at > 0 {
                press(&mut window, Modifiers::NONE, Key::Enter);
            }
            commit(&mut window, text);
        }
        press(&mut window, Modifiers::COMMAND, Key::A);
        press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num2);
        let all = if chosen { ["（一）甲", "（二）乙", "（三）丙"] } else { ["甲", "乙", "丙"] };
        assert_eq!(numbers(&window), all, "{chosen}");
        if !chosen {
            continue;
        }
        // The second one becomes a third level, then body text; one undo each.
        let second = nianbao::richtext::TextPosition::new(1, 0);
        window.state_mut().document.as_mut().unwrap().editor(OVERVIEW).unwrap().select(second, second);
        steps(&mut window);
        press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num3);
        assert_eq!(numbers(&window), ["（一）甲", "1.乙", "（二）丙"]);
        press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
        assert_eq!(numbers(&window), ["（一）甲", "乙", "（二）丙"]);
        press(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(numbers(&window), ["（一）甲", "1.乙", "（二）丙"]);
        press(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(numbers(&window), all);
    }
}
