//! The date of signing: every way in which people write a day.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::gui::view_context::Tab;
use nianbao::report::{Date, Report, Signature};

use crate::window_harness::user::{SIZE, empty, press, report, type_text};
use crate::window_harness::{Window, show, steps, window};

#[test]
fn a_day_is_read_as_people_write_it() {
    let day = Date::new(2026, 1, 20);
    for text in [
        "2026-01-20",
        "2026-1-20",
        "2026/1/20",
        "2026/01/20",
        "2026.1.20",
        "2026.01.20.",
        "2026。1。20",
        "2026、1、20",
        "20260120",
        "２０２６０１２０",
        "2026年1月20日",
        "2026年01月20日",
        "2026 年 1 月 20 日",
        "2026年1月20",
        "2026年1月20号",
        "２０２６年１月２０日",
        "２０２６．１．２０",
        "２０２６／１／２０",
        "２０２６－１－２０",
        "2026—1—20",
        "二〇二六年一月二十日",
        "二○二六年一月二十日",
        "二零二六年一月二十日",
        "二０二六年一月二十日",
        "二〇二六年一月二〇日",
        "2026 1 20",
        "　2026年1月20日　",
        "2026年1月20日（星期二）",
        "2026年1月20日 星期二",
        "2026/1/20 0:00:00",
        "2026-01-20T09:30",
        "1月20日",
        "一月二十日",
    ] {
        assert_eq!(Date::read(text, Some(2026)), day, "{text}");
    }
    for (text, month, of_month) in [
        ("二〇二五年十二月三十一日", 12, 31),
        ("二〇二五年十一月廿一日", 11, 21),
        ("二〇二五年十月十日", 10, 10),
        ("二〇二五年二月十九日", 2, 19),
    ] {
        assert_eq!(Date::read(text, Some(2026)), Date::new(2025, month, of_month), "{text}");
    }
    for text in [
        "",
        "明天",
        "2026",
        "2026年",
        "2026年1月",
        "2026-13-01",
        "2026-02-29",
        "20261301",
        "2026120",
        "26.1.20",
        "20.1.2026",
        "1/20/2026",
        "2026-1/20",
        "2026年1-20",
        "1.20",
        "1-20",
        "2026-1-20-3",
        "-2026-1-20",
        "二〇二六年一月三十二日",
        "二〇二六年二十月一日",
        "2026 1 2 0",
        "12026-01-20",
        "2026年1月十十日",
    ] {
        assert_eq!(Date::read(text, Some(2026)), None, "{text}");
    }
}

/// Every day of a year in every form comes back.
#[test]
fn every_day_comes_back_from_every_form() {
    for days in 20_454..20_454 + 366 {
        let day = Date::after_1970(days).unwrap();
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        for text in [
            day.to_string(),
            day.official(),
            format!("{year}.{month}.{of_month}"),
            format!("{year}/{month}/{of_month}"),
            format!("{year}{month:02}{of_month:02}"),
            chinese(day),
        ] {
            assert_eq!(Date::read(&text, Some(2000)), Some(day), "{text}");
        }
    }
}

/// 二〇二六年一月二十日
fn chinese(day: Date) -> String {
    let digit = |one: char| "〇一二三四五六七八九".chars().nth(one.to_digit(10).unwrap() as usize).unwrap();
    let year: String = day.year().to_string().chars().map(digit).collect();
    let numeral = |number: u8| nianbao::richtext::chinese_numeral(usize::from(number));
    format!("{year}年{}月{}日", numeral(day.month()), numeral(day.day()))
}

fn day_field(window: &Window) -> egui_kittest::Node<'_> {
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "成文日期")
}

fn enter(window: &mut Window, text: &str) {
    show(window, Tab::Basics);
    day_field(window).scroll_to_me();
    steps(window);
    day_field(window).focus();
    steps(window);
    press(window, Modifiers::COMMAND, Key::A);
    type_text(window, text);
    press(window, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_day_is_shown_back_as_the_form_writes_it() {
    let (mut window, _) = window(SIZE, Some(empty()));
    enter(&mut window, "2025.1.20");
    let unit = "示例市水务局".to_owned();
    let signature = Signature { unit, date: Date::new(2025, 1, 20).unwrap(), extra: Default::default() };
    assert_eq!(report(&window).signature, Some(signature));
    assert_eq!(day_field(&window).accesskit_node().value().as_deref(), Some("2025年1月20日"));
    // Looking at it and leaving it changes nothing.
    let undone = window.state().document.as_ref().unwrap().session.undo_count();
    day_field(&window).focus();
    steps(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().document.as_ref().unwrap().session.undo_count(), undone);
    // Without a year it is the year in which the report is published.
    enter(&mut window, "1月8日");
    assert_eq!(report(&window).signature.as_ref().unwrap().date, Date::new(2025, 1, 8).unwrap());
    // What is no day is told, with an example of the report's own year, and stays in the field.
    enter(&mut window, "下周");
    assert_eq!(report(&window).signature.as_ref().unwrap().date, Date::new(2025, 1, 8).unwrap());
    window.get_by_label_contains("2025年1月20日 的样子");
    assert_eq!(day_field(&window).accesskit_node().value().as_deref(), Some("下周"));
}

/// A blank year is an empty field; no day is counted from it.
#[test]
fn a_blank_year_is_an_empty_field() {
    let (mut window, _) = window(SIZE, Some(Report { year: 0, ..empty() }));
    show(&mut window, Tab::Basics);
    let shown = |window: &Window| year_field(window).accesskit_node().value().unwrap_or_default();
    assert_eq!(shown(&window), "");
    enter(&mut window, "1月8日");
    assert_eq!(report(&window).signature, None);
    let type_year = |window: &mut Window, text: &str| {
        year_field(window).focus();
        steps(window);
        press(window, Modifiers::COMMAND, Key::A);
        press(window, Modifiers::NONE, Key::Backspace);
        type_text(window, text);
        press(window, Modifiers::NONE, Key::Enter);
        report(window).year
    };
    assert_eq!(type_year(&mut window, "2025"), 2025);
    assert_eq!(type_year(&mut window, "去年"), 2025);
    assert_eq!(type_year(&mut window, ""), 2025, "every report has a year");
}

fn year_field(window: &Window) -> egui_kittest::Node<'_> {
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "报告年度")
}

/// Every way out of 基本信息 while a day or a year stands there that is none: the field holds, as a cell does.
#[test]
fn a_refused_field_holds_until_it_is_right_or_given_up() {
    type Way = (&'static str, fn(&mut Window));
    let ways: [Way; 6] = [
        ("a click on a tab", |window| {
            window.get_by_label("一、总体情况 未填写").click();
            steps(window);
        }),
        ("a key for a tab", |window| press(window, Modifiers::COMMAND, Key::Num2)),
        ("the next tab", |window| press(window, Modifiers::COMMAND, Key::PageDown)),
        ("the next finding", |window| press(window, Modifiers::NONE, Key::F8)),
        ("closing", |window| press(window, Modifiers::COMMAND, Key::W)),
        ("saving", |window| press(window, Modifiers::COMMAND, Key::S)),
    ];
    let signature =
        Signature {
            unit: "示例市水务局".to_owned(), date: Date::new(2025, 1, 20).unwrap(), extra: Default::default()
        };
    let signed = Report { signature: Some(signature), ..empty() };
    for (way, leave) in ways {
        for (text, key) in [("44", Some(Key::Tab)), ("44", None), ("", Some(Key::Tab))] {
            let folder = crate::window_harness::folder("held");
            let (mut window, told) = window(SIZE, Some(signed.clone()));
            told.borrow_mut().path = Some(folder.join("a.nianbao"));
            enter(&mut window, "2025年1月21日");
            let before = report(&window).signature.clone();
            day_field(&window).focus();
            steps(&mut window);
            press(&mut window, Modifiers::COMMAND, Key::A);
            press(&mut window, Modifiers::NONE, Key::Backspace);
            type_text(&mut window, text);
            if let Some(key) = key {
                press(&mut window, Modifiers::NONE, key);
            }
            leave(&mut window);
            steps(&mut window);
            let open = window.state().document.as_ref();
            assert_eq!(open.map(|document| document.tab), Some(Tab::Basics), "{way}: {text}, {key:?}");
            assert!(window.state().dialogs.question.is_none(), "{way}: {text}, {key:?}");
            let said = if text.is_empty() { "请写上成文日期" } else { "“44”" };
            window.get_by_label_contains(said);
            assert_eq!(day_field(&window).accesskit_node().value().unwrap_or_default(), text, "{way}: {key:?}");
            assert_eq!(report(&window).signature, before, "{way}: {text}, {key:?}");
            // The focus is there: it is mended by typing, or given up.
            press(&mut window, Modifiers::NONE, Key::Escape);
            assert_eq!(day_field(&window).accesskit_node().value().as_deref(), Some("2025年1月21日"), "{way}: {text}");
            assert!(window.state().dialogs.notice.is_none(), "{way}: {text}, {key:?}: said after it was given up");
            press(&mut window, Modifiers::COMMAND, Key::Num2);
            assert_ne!(window.state().document.as_ref().unwrap().tab, Tab::Basics, "{way}: {text}, {key:?}");
        }
    }
}

/// A year that is none holds as well; a unit that waits for its first day does not.
#[test]
fn a_year_holds_and_a_first_signer_does_not() {
    let (mut window, _) = window(SIZE, Some(empty()));
    show(&mut window, Tab::Basics);
    year_field(&window).focus();
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "去年");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Basics);
    type_text(&mut window, "x");
    assert_eq!(year_field(&window).accesskit_node().value().as_deref(), Some("去年x"));
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "2023");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert_ne!(window.state().document.as_ref().unwrap().tab, Tab::Basics);
    assert_eq!(report(&window).year, 2023);
    show(&mut window, Tab::Basics);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "落款单位").focus();
    steps(&mut window);
    type_text(&mut window, "示例市水务局");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert_ne!(window.state().document.as_ref().unwrap().tab, Tab::Basics);
}
