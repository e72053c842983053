//! The states of the window that are looked at, each with its name.

use std::path::Path;

use egui::{Key, Modifiers};
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::{Continuation, FileQuestion, Question};
use nianbao::gui::folder_tab::FolderPane;
use nianbao::gui::host::FileDialog;
use nianbao::gui::view_context::Tab;

use super::Way;
use super::prepared_windows::*;
use crate::window_harness::user::{empty, press, type_text};
use crate::window_harness::{Window, act, sample, show, steps};

const CTRL: Modifiers = Modifiers::COMMAND;

pub(super) type State = (&'static str, fn(&Way) -> Window);

pub(super) const STATES: &[State] = &[
    ("start", |way| open(way, None)),
    ("start-form", |way| {
        let mut window = open(way, None);
        act(&mut window, Action::NewReport);
        steps(&mut window);
        window
    }),
    ("start-recent", recent),
    ("start-paste", |way| {
        let mut window = recent(way);
        act(&mut window, Action::PastePublished);
        steps(&mut window);
        window
    }),
    ("empty-basics", |way| at(way, empty(), Tab::Basics)),
    ("empty-overview", |way| at(way, empty(), section(SectionId::Overview))),
    ("empty-disclosure", |way| at(way, empty(), section(SectionId::Disclosure))),
    ("empty-requests", |way| at(way, empty(), section(SectionId::Requests))),
    ("empty-checks", |way| at(way, empty(), Tab::Checks)),
    ("empty-preview", |way| at(way, empty(), Tab::Preview)),
    ("guide", |way| {
        let mut window = at(way, empty(), section(SectionId::Overview));
        words(&mut window, "section.show_guide");
        words(&mut window, "section.show_examples");
        window
    }),
    ("blanks", |way| {
        let mut window = at(way, empty(), section(SectionId::Requests));
        words(&mut window, "section.show_blanks");
        window
    }),
    ("sample-basics", |way| at(way, sample(), Tab::Basics)),
    ("sample-overview", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        go(&mut window, 1, 3, 20);
        window
    }),
    ("sample-disclosure", |way| {
        let mut window = at(way, sample(), section(SectionId::Disclosure));
        cell(&mut window, "rules.issued");
        window
    }),
    ("sample-requests", |way| {
        let mut window = at(way, sample(), section(SectionId::Requests));
        cell(&mut window, "granted.natural_person");
        press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
        press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
        window
    }),
    ("sample-disputes", |way| at(way, sample(), section(SectionId::Disputes))),
    ("sample-problems", |way| at(way, sample(), section(SectionId::Problems))),
    ("sample-others", |way| at(way, sample(), section(SectionId::Others))),
    ("sample-preview", |way| at(way, sample(), Tab::Preview)),
    ("wrong-checks", |way| at(way, wrong(), Tab::Checks)),
    ("wrong-requests", |way| at(way, wrong(), section(SectionId::Requests))),
    ("wrong-overview", |way| {
        let mut window = at(way, wrong(), section(SectionId::Overview));
        act(&mut window, Action::NextFinding);
        steps(&mut window);
        window
    }),
    ("ignore-reason", |way| {
        let mut window = at(way, wrong(), Tab::Checks);
        act(&mut window, Action::AskReason(1));
        steps(&mut window);
        window
    }),
    ("rich", |way| at(way, rich(), section(SectionId::Overview))),
    ("rich-figure", |way| {
        let mut window = at(way, rich(), section(SectionId::Overview));
        go(&mut window, 4, 1, 1);
        window
    }),
    ("rich-table", |way| {
        let mut window = at(way, rich(), section(SectionId::Overview));
        go(&mut window, 12, 0, 2);
        window
    }),
    ("rich-preview", |way| at(way, rich(), Tab::Preview)),
    ("chart-picker", |way| {
        let mut window = at(way, rich(), section(SectionId::Overview));
        go(&mut window, 1, 3, 3);
        act(&mut window, Action::ShowChartPicker);
        steps(&mut window);
        window
    }),
    ("table-picker", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        go(&mut window, 1, 3, 3);
        act(&mut window, Action::ShowTablePicker);
        steps(&mut window);
        window
    }),
    ("number-picker", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        go(&mut window, 1, 3, 3);
        act(&mut window, Action::ShowNumberPicker);
        steps(&mut window);
        window
    }),
    ("phrase-picker", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        window.state_mut().settings.phrases = vec!["坚持以公开为常态、不公开为例外。".into(), "按要求推进。".into()];
        go(&mut window, 1, 3, 3);
        act(&mut window, Action::ShowPhrases);
        steps(&mut window);
        window
    }),
    ("menu-file", |way| menu(way, 0)),
    ("menu-edit", |way| menu(way, 1)),
    ("menu-format", |way| menu(way, 2)),
    ("menu-insert", |way| menu(way, 3)),
    ("menu-checks", |way| menu(way, 4)),
    ("menu-review", |way| menu(way, 5)),
    ("menu-view", |way| menu(way, 6)),
    ("menu-help", |way| menu(way, 7)),
    ("context-text", |way| context_menu(way, section(SectionId::Overview))),
    ("context-cell", |way| context_menu(way, section(SectionId::Requests))),
    ("find", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        press(&mut window, CTRL, Key::F);
        type_text(&mut window, "公开");
        press(&mut window, Modifiers::NONE, Key::Enter);
        window
    }),
    ("refused", |way| {
        let mut window = at(way, sample(), section(SectionId::Disclosure));
        cell(&mut window, "rules.issued");
        type_text(&mut window, "1,");
        press(&mut window, Modifiers::NONE, Key::Tab);
        window
    }),
    ("settings", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        act(&mut window, Action::ShowSettings);
        steps(&mut window);
        window
    }),
    ("settings-end", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        window.state_mut().settings.words = vec!["卫滨".into(), "镕".into()];
        act(&mut window, Action::ShowSettings);
        steps(&mut window);
        window.event(egui::Event::PointerMoved(egui::pos2(640.0, 400.0)));
        for _ in 0..3 {
            window.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -2000.0),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
            });
            steps(&mut window);
        }
        window
    }),
    ("help", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        press(&mut window, Modifiers::NONE, Key::F1);
        window
    }),
    ("about", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        act(&mut window, Action::ShowAbout);
        steps(&mut window);
        window
    }),
    ("import", faulty),
    ("imported", |way| {
        let mut window = faulty(way);
        words(&mut window, "reading.replace");
        show(&mut window, Tab::Checks);
        window
    }),
    ("recovery", |way| recovered(way, "recovery")),
    ("versions", |way| {
        let mut window = saved_often(way, "versions");
        act(&mut window, Action::ShowVersions);
        steps(&mut window);
        window
    }),
    ("compare", |way| {
        let (mut window, path) = other(way, "compare");
        act(&mut window, Action::TakePath(FileDialog::Compare, path));
        steps(&mut window);
        window
    }),
    ("merge", |way| {
        let (mut window, path) = other(way, "merge");
        act(&mut window, Action::TakePath(FileDialog::Merge, path));
        steps(&mut window);
        window
    }),
    ("comments", |way| {
        let mut window = at(way, crate::review::reviewed(), section(SectionId::Overview));
        act(&mut window, Action::NextComment);
        steps(&mut window);
        window
    }),
    ("revisions", |way| {
        let mut window = at(way, crate::review::reviewed(), section(SectionId::Overview));
        act(&mut window, Action::ShowRevisions);
        steps(&mut window);
        window
    }),
    ("revision-basics", |way| {
        let mut window = at(way, crate::review::reviewed(), Tab::Basics);
        act(&mut window, Action::NextChange);
        steps(&mut window);
        window
    }),
    ("question-unsaved", |way| ask(way, Question::Unsaved(Continuation::Quit))),
    ("question-path", |way| {
        let mut window = at(way, sample(), section(SectionId::Overview));
        act(&mut window, Action::Choose(FileDialog::SaveAs));
        steps(&mut window);
        window
    }),
    ("question-replace", |way| {
        ask(way, Question::File(FileQuestion::Replace(Path::new("/home/a/文档/年报/示例市水务局2024.nianbao").into())))
    }),
    ("question-old", |way| {
        ask(way, Question::File(FileQuestion::OldFormat(Path::new("/home/a/文档/年报/2023.doc").into())))
    }),
    ("question-unsettled", |way| {
        let mut window = at(way, crate::review::reviewed(), Tab::Basics);
        window.state_mut().dialogs.question = Some(Question::Unsettled("张三".into(), String::new()));
        steps(&mut window);
        window
    }),
    ("years", |way| last_year(way, Tab::Checks)),
    ("years-cells", |way| {
        let mut window = last_year(way, section(SectionId::Requests));
        act(&mut window, Action::ToggleLastYear);
        steps(&mut window);
        window
    }),
    ("years-text", |way| {
        let mut window = last_year(way, section(SectionId::Problems));
        words(&mut window, "section.show_guide");
        words(&mut window, "section.show_last_year");
        window
    }),
    ("rollup", |way| rollup(way, FolderPane::Table(0), "rollup")),
    ("rollup-charts", |way| rollup(way, FolderPane::Charts, "rollup-charts")),
];
