//! Tables in the window: put in, typed in, walked through with Tab and arrows, changed by the bar and the menu, pasted,
//! undone; what the pointer hits and what a screen reader says.

use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::text_format::TextFormat;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{Level, Paragraph, RichText, TableChange, TextPosition};
use nianbao::session::{EditorSelection, SessionCommand};

use crate::window_harness::user::{SIZE, click, press, report, type_text};
use crate::window_harness::{self, Window, steps, window};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn overview(report: Report) -> Window {
    let (mut window, _) = window(SIZE, Some(report));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window
}

fn act(window: &mut Window, action: Action) {
    window_harness::act(window, action);
    steps(window);
}

/// The caret at a position of the text.
fn go(window: &mut Window, paragraph: usize, character: usize) {
    let at = nianbao::report::CharRange { paragraph, start: character, end: character };
    act(window, Action::Go(OVERVIEW.place(at)));
}

fn caret(window: &Window) -> TextPosition {
    match window.state().document.as_ref().unwrap().session.selection() {
        EditorSelection::Text { head, .. } => head,
        other => panic!("{other:?}"),
    }
}

/// The words of the paragraphs, those of cells in brackets.
fn words(window: &Window) -> String {
    let prose = report(window).part(OVERVIEW).cloned().unwrap_or_default();
    let word = |paragraph: &Paragraph| match &paragraph.cell {
        Some(_) => format!("[{}]", paragraph.text()),
        None => format!("{}/", paragraph.text()),
    };
    prose.paragraphs.iter().map(word).collect()
}

/// A report with `前文。`, a table of these words in so many columns, and `后文。`.
fn with_table(columns: usize, cells: &[&str]) -> Report {
    let mut report = window_harness::sample();
    let line = |words: &str| Paragraph::new(Level::Body, words);
    let cells = RichText::of_cells(columns, 1, cells.iter().map(|words| line(words))).paragraphs;
    let all = [line("前文。")].into_iter().chain(cells).chain([line("后文。")]).collect();
    report.sections.insert(SectionId::Overview, RichText { paragraphs: all });
    report
}

#[test]
fn a_table_is_put_in_and_typed_in() {
    let mut report_before = window_harness::sample();
    report_before.sections.insert(SectionId::Overview, RichText::plain("前文。"));
    let mut window = overview(report_before);
    let before = report(&window).clone();
    go(&mut window, 0, 3);
    act(&mut window, Action::Format(TextFormat::InsertTable(2, 2)));
    assert_eq!(words(&window), "前文。/[][][][]/");
    // The caret is in the first cell; Tab goes on, and behind the last cell makes a row.
    for word in ["事项", "数量", "机构职能", "24"] {
        type_text(&mut window, word);
        press(&mut window, egui::Modifiers::NONE, egui::Key::Tab);
    }
    type_text(&mut window, "规划");
    assert_eq!(words(&window), "前文。/[事项][数量][机构职能][24][规划][]/");
    press(&mut window, egui::Modifiers::SHIFT, egui::Key::Tab);
    type_text(&mut window, "42");
    // The words of the cell before were selected, and are replaced.
    assert_eq!(words(&window), "前文。/[事项][数量][机构职能][42][规划][]/");
    // Enter makes a paragraph of the cell.
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    type_text(&mut window, "件");
    assert_eq!(report(&window).part(OVERVIEW).unwrap().tables()[0].cells.len(), 6);
    assert_eq!(words(&window), "前文。/[事项][数量][机构职能][42][件][规划][]/");
    window.get_by_label_contains("表格第 2 行第 2 列");
    for _ in 0..40 {
        act(&mut window, Action::Run(SessionCommand::Undo));
    }
    assert_eq!(*report(&window), before);
}

#[test]
fn the_border_of_a_cell_holds() {
    let mut window = overview(with_table(2, &["一", "二", "三", "四"]));
    let before = words(&window);
    for (paragraph, character, key) in [
        (2, 0, egui::Key::Backspace),
        (1, 1, egui::Key::Delete),
        (1, 0, egui::Key::Backspace),
        (0, 3, egui::Key::Delete),
        (5, 0, egui::Key::Backspace),
        (4, 1, egui::Key::Delete),
    ] {
        go(&mut window, paragraph, character);
        press(&mut window, egui::Modifiers::NONE, key);
        assert_eq!(words(&window), before, "{key:?} at {paragraph}, {character}");
        assert_eq!(caret(&window), TextPosition::new(paragraph, character), "{key:?}");
    }
    // What is selected over cells goes, the cells stay.
    go(&mut window, 0, 1);
    for _ in 0..6 {
        press(&mut window, egui::Modifiers::SHIFT, egui::Key::ArrowRight);
    }
    press(&mut window, egui::Modifiers::NONE, egui::Key::Delete);
    assert_eq!(words(&window), "前/[][][三][四]后文。/");
}

#[test]
fn arrows_go_to_the_cell_that_is_seen_there() {
    let mut window = overview(with_table(3, &["一", "二", "三", "四", "五", "六", "七", "八", "九"]));
    go(&mut window, 5, 1);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowDown);
    assert_eq!(caret(&window).paragraph, 8, "below 五 is 八");
    for wanted in [5, 2, 0] {
        press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowUp);
        assert_eq!(caret(&window).paragraph, wanted);
    }
    go(&mut window, 8, 0);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowDown);
    assert_eq!(caret(&window).paragraph, 10, "out of the table");
}

#[test]
fn the_bar_changes_rows_and_columns() {
    let mut window = overview(with_table(2, &["一", "二", "三", "四"]));
    go(&mut window, 3, 0);
    click(&mut window, "下方插入行");
    assert_eq!(words(&window), "前文。/[一][二][三][四][][]后文。/");
    click(&mut window, "左侧插入列");
    let table = report(&window).part(OVERVIEW).unwrap().tables().remove(0);
    assert_eq!((table.rows, table.columns), (3, 3));
    act(&mut window, Action::Run(SessionCommand::Undo));
    act(&mut window, Action::Run(SessionCommand::Undo));
    go(&mut window, 3, 0);
    click(&mut window, "删除列");
    assert_eq!(words(&window), "前文。/[二][四]后文。/");
    click(&mut window, "删除表格");
    assert_eq!(words(&window), "前文。/后文。/");
    // Nothing is left of the bar.
    assert!(window.query_by_label("删除表格").is_none());
    act(&mut window, Action::Format(TextFormat::Table(TableChange::Merge)));
    assert_eq!(words(&window), "前文。/后文。/");
}

#[test]
fn cells_of_a_spreadsheet_become_a_table() {
    let mut window = overview(with_table(2, &["一", "二", "三", "四"]));
    go(&mut window, 0, 3);
    window.event(egui::Event::Paste("项目\t件数\r\n机构\t12\r\n".into()));
    steps(&mut window);
    assert_eq!(words(&window), "前文。/[项目][件数][机构][12]/[一][二][三][四]后文。/");
    // Into cells, from the one of the caret on.
    go(&mut window, 9, 0);
    window.event(egui::Event::Paste("甲\t乙\n丙\t丁".into()));
    steps(&mut window);
    assert_eq!(words(&window), "前文。/[项目][件数][机构][12]/[一][二][][三][甲][乙][][丙][丁]后文。/");
}

/// What a table looks like while it is written.
#[test]
fn a_table_looks_as_it_did() {
    let words =
        ["事项", "数量（条）", "说明", "机构职能", "24", "含内设机构的调整", "规划计划", "6", "", "合计", "30", ""];
    let (mut window, _) = window([1280.0, 800.0], Some(with_table(3, &words)));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    go(&mut window, 4, 1);
    for _ in 0..9 {
        press(&mut window, egui::Modifiers::SHIFT, egui::Key::ArrowRight);
    }
    let options = egui_kittest::SnapshotOptions::new().threshold(0.0).output_path("tests/data/pictures");
    window.try_snapshot_options("table-in-text", &options).unwrap();
}

/// The size of a table is chosen by pointing at boxes, or by keys alone.
#[test]
fn the_size_of_a_table_is_chosen_first() {
    let mut before = window_harness::sample();
    before.sections.insert(SectionId::Overview, RichText::plain("前文。"));
    let mut window = overview(before);
    go(&mut window, 0, 3);
    let tables = |window: &Window| {
        let prose = report(window).part(OVERVIEW).unwrap();
        prose.tables().iter().map(|table| (table.rows, table.columns)).collect::<Vec<_>>()
    };
    act(&mut window, Action::ShowTablePicker);
    window.get_by_role_and_label(egui::accesskit::Role::Image, "3 行 3 列");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(tables(&window).is_empty());
    act(&mut window, Action::ShowTablePicker);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowRight);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowUp);
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    assert_eq!(tables(&window), [(2, 4)]);
    act(&mut window, Action::Run(SessionCommand::Undo));
    act(&mut window, Action::ShowTablePicker);
    let boxes = window.get_by_role_and_label(egui::accesskit::Role::Image, "3 行 3 列").rect();
    let at = boxes.left_top() + boxes.size() * egui::vec2(0.45, 0.2);
    window.hover_at(at);
    steps(&mut window);
    window.get_by_role_and_label(egui::accesskit::Role::Image, "2 行 5 列");
    window.drag_at(at);
    window.drop_at(at);
    steps(&mut window);
    assert_eq!(tables(&window), [(2, 5)]);
}

/// From one cell to another the cells between them are selected, whichever corner comes first: they are shown so, copied,
/// written over from their first one, and emptied.
#[test]
fn a_rectangle_of_cells_is_selected() {
    let nine = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let select = |window: &mut Window, anchor: usize, head: usize| {
        let (anchor, head) = (TextPosition::new(anchor, 1), TextPosition::new(head, 0));
        // At once: in the next frame the text says what it has selected itself.
        window_harness::act(window, Action::Select(EditorSelection::Text { part: OVERVIEW, anchor, head }));
        act(window, Action::ReturnToSelection);
    };
    // From 六 to 八: the corners right above and left below.
    for (anchor, head) in [(6, 8), (8, 6), (5, 9), (9, 5)] {
        let mut window = overview(with_table(3, &nine));
        select(&mut window, anchor, head);
        type_text(&mut window, "甲");
        type_text(&mut window, "乙");
        assert_eq!(words(&window), "前文。/[一][二][三][四][甲乙][][七][][]后文。/", "{anchor} {head}");
        act(&mut window, Action::Run(SessionCommand::Undo));
        act(&mut window, Action::Run(SessionCommand::Undo));
        select(&mut window, anchor, head);
        press(&mut window, egui::Modifiers::NONE, egui::Key::Delete);
        assert_eq!(words(&window), "前文。/[一][二][三][四][][][七][][]后文。/", "{anchor} {head}");
        assert_eq!(caret(&window), TextPosition::new(5, 0));
    }
    // Cut as a table and pasted over other cells.
    let mut window = overview(with_table(3, &nine));
    select(&mut window, 1, 5);
    window.input_mut().events.push(egui::Event::Cut);
    steps(&mut window);
    assert_eq!(words(&window), "前文。/[][][三][][][六][七][八][九]后文。/");
    select(&mut window, 6, 8);
    window.input_mut().events.push(egui::Event::Paste("一\t二\n四\t五".into()));
    steps(&mut window);
    assert_eq!(words(&window), "前文。/[][][三][][一][二][七][四][五]后文。/");
}
