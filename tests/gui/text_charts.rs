//! Charts in the window: chosen in a dialog, shown above their captions while numbers are typed, changed, copied, taken
//! away, undone.

use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::view_context::Tab;
use nianbao::report::{CharRange, Number, Report, ReportText};
use nianbao::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph, TextPosition};
use nianbao::session::{EditorSelection, SessionCommand};

use crate::chart_reports::{self, cell};
use crate::window_harness::user::{SIZE, click, press, report, type_text};
use crate::window_harness::{self, Window, steps, window};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn act(window: &mut Window, action: Action) {
    window_harness::act(window, action);
    steps(window);
}

fn charts(report: &Report) -> Vec<(usize, ChartChoice, u16)> {
    let prose = report.part(OVERVIEW).unwrap();
    prose.charts().map(|(number, _, figure, choice)| (number, choice.clone(), figure.width)).collect()
}

/// The window with the caret at the end of a paragraph of the overview, which has these paragraphs.
fn overview(paragraphs: Vec<Paragraph>, caret: usize) -> Window {
    let end = paragraphs[caret].length();
    let mut window = opened(paragraphs);
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: caret, start: end, end })));
    window
}

/// The window with the overview in sight, which has these paragraphs.
fn opened(paragraphs: Vec<Paragraph>) -> Window {
    let mut with = chart_reports::filled();
    with.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    with.prose_mut(SectionId::Others).paragraphs = vec![Paragraph::new(Level::Body, "无。")];
    let (mut window, _) = window(SIZE, Some(with));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window
}

#[test]
fn a_chart_is_chosen_put_in_and_follows_its_numbers() {
    let mut window = overview(vec![Paragraph::new(Level::Body, "情况如下。")], 0);
    let before = report(&window).clone();
    act(&mut window, Action::ShowChartPicker);
    // What it will look like is there before it is put in; a line between outcomes is not offered.
    window.get_by_label_contains("柱形图，申请的办理结果：予以公开");
    click(&mut window, "许可、处罚、强制");
    window.get_by_label_contains("柱形图，行政许可、行政处罚、行政强制：行政许可");
    click(&mut window, "条形图");
    click(&mut window, "插入这张图");
    let wanted = ChartChoice::new(ChartSubject::Decisions, ChartKind::Bar);
    assert_eq!(charts(report(&window)), [(1, wanted, 1300)]);
    // The caret is in its caption.
    type_text(&mut window, "处理决定");
    assert_eq!(report(&window).part(OVERVIEW).unwrap().paragraphs[1].text(), "处理决定");
    window.get_by_label_contains("图表：图1\u{3000}处理决定，条形图，行政许可、行政处罚、行政强制：行政许可");
    let change = nianbao::report::Change::Numbers(vec![(cell("penalties.decisions"), Some(Number::Count(4711)))]);
    act(&mut window, Action::change(change));
    window.get_by_label_contains("行政处罚4711");
    // The bar below the toolbar changes its width and its kind.
    click(&mut window, "与版心同宽");
    assert_eq!(charts(report(&window))[0].2, Figure::WIDEST);
    click(&mut window, "更改图表…");
    click(&mut window, "申请的办理结果");
    click(&mut window, "饼图");
    click(&mut window, "更改这张图");
    assert_eq!(charts(report(&window))[0].1, ChartChoice::new(ChartSubject::Outcomes, ChartKind::Pie));
    assert_eq!(charts(report(&window))[0].2, Figure::WIDEST);
    assert_eq!(report(&window).part(OVERVIEW).unwrap().paragraphs[1].text(), "处理决定");
    click(&mut window, "删除图表");
    assert!(charts(report(&window)).is_empty());
    for _ in 0..20 {
        act(&mut window, Action::Run(SessionCommand::Undo));
    }
    assert_eq!(*report(&window), before);
}

#[test]
fn the_dialog_is_used_by_keys_alone_and_says_what_is_wrong() {
    let mut window = overview(vec![Paragraph::new(Level::Body, "情况如下。")], 0);
    act(&mut window, Action::ShowChartPicker);
    click(&mut window, "上文的表格");
    window.get_by_label_contains("光标前面没有表格");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(charts(report(&window)).is_empty());
    // Enter takes what is chosen.
    act(&mut window, Action::ShowChartPicker);
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    assert_eq!(charts(report(&window)).len(), 1);
    // Below a table it is the table that is drawn.
    let mut paragraphs = chart_reports::table(chart_reports::YEARS);
    paragraphs.push(Paragraph::default());
    let end = paragraphs.len() - 1;
    let mut window = overview(paragraphs, end);
    act(&mut window, Action::ShowChartPicker);
    window.get_by_label_contains("柱形图，上文的表格：2022年：新收申请（件）1201，办结（件）1190；");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    assert_eq!(charts(report(&window))[0].1, ChartChoice::new(ChartSubject::Table, ChartKind::Column));
    // A number of the table that is typed is in the chart in the same frame, and so is the room that it takes.
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 5, start: 0, end: 5 })));
    window.input_mut().events.push(egui::Event::Text("77".into()));
    steps(&mut window);
    assert_eq!(report(&window).part(OVERVIEW).unwrap().paragraphs[5].text(), "77");
    window.get_by_label_contains("2022年：新收申请（件）77，");
}

#[test]
fn no_chart_where_there_is_no_text() {
    let (mut window, _) = window(SIZE, Some(chart_reports::filled()));
    window_harness::show(&mut window, Tab::Checks);
    act(&mut window, Action::ShowChartPicker);
    assert!(window.state().dialogs.notice.is_some());
}

/// A chart with its caption, copied and pasted into another section, shows the same numbers there.
#[test]
fn a_copied_chart_is_pasted_into_another_section() {
    let own = chart_reports::chart(ChartSubject::Outcomes, ChartKind::Pie, "图题");
    let line = |words: &str| Paragraph::new(Level::Body, words);
    let mut window = opened(vec![line("前文。"), own, line("后文。")]);
    let (from, to) = (TextPosition::new(0, 3), TextPosition::new(1, 2));
    // At once: in the next frame the text says what it has selected itself.
    window_harness::act(&mut window, Action::Select(EditorSelection::Text { part: OVERVIEW, anchor: from, head: to }));
    act(&mut window, Action::ReturnToSelection);
    window.input_mut().events.push(egui::Event::Copy);
    steps(&mut window);
    window_harness::show(&mut window, Tab::Section(SectionId::Others));
    let part = ReportText::Section(SectionId::Others);
    act(&mut window, Action::Go(part.place(CharRange { paragraph: 0, start: 2, end: 2 })));
    window.input_mut().events.push(egui::Event::Paste("\n［饼图：申请的办理结果］图题".into()));
    steps(&mut window);
    let prose = report(&window).part(part).unwrap();
    let found: Vec<_> = prose.charts().map(|(_, own, _, choice)| (own.text(), choice.clone())).collect();
    assert_eq!(found, [("图题".to_owned(), ChartChoice::new(ChartSubject::Outcomes, ChartKind::Pie))]);
}
