//! Other programs' files through the window: shown before they replace anything, one step to take
//! back; the report handed out in every kind; the clipboard's web form in text and tables.

use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::export;
use nianbao::form::{CellKey, Form, SectionId, UnitKind};
use nianbao::gui::action::Action;
use nianbao::gui::host::FileDialog;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Number, Report};
use nianbao::richtext::Level;
use nianbao::session::{ExportFormat, SessionCommand, hand_in};

use crate::window_harness::user::{OVERVIEW, SIZE, click, report};
use crate::window_harness::{self, Window, steps, window};

/// A file as the system drops it.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads through its own disk".into())
    }
}

fn number(window: &Window, key: &str) -> Option<Number> {
    report(window).numbers.get(CellKey::parse(key).unwrap())
}

fn ours() -> Report {
    let mut report = Report::new("示例市水务局", UnitKind::Department, 2024);
    report.prose_mut(SectionId::Overview).paragraphs = nianbao::richtext::RichText::plain("自己写的。").paragraphs;
    report
}

fn form() -> &'static Form {
    Form::of(nianbao::form::Edition::Cn2021).unwrap()
}

/// A file of this name with these bytes.
fn file(folder: &str, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = window_harness::folder(folder).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn act(window: &mut Window, action: Action) {
    window_harness::act(window, action);
    steps(window);
}

#[test]
fn a_page_is_shown_before_it_replaces_the_report_and_can_be_taken_back() {
    let page =
        export::html::write(form(), &window_harness::sample()).replace("</article>", "<p>点击下载附件</p></article>");
    let path = file("bring-page", "去年 网页.html", page.as_bytes());
    let (mut window, told) = window(SIZE, Some(ours()));
    told.borrow_mut().path = Some(path);
    act(&mut window, Action::Choose(FileDialog::Import));
    assert_eq!(report(&window).unit.name, "示例市水务局", "nothing is replaced yet");
    window.get_by_label("读入“去年 网页.html”");
    window.get_by_label_contains("点击下载附件");
    click(&mut window, "替换当前年报");
    assert_eq!(report(&window).unit.name, "卫滨区信访局");
    assert_eq!(report(&window).sections, window_harness::sample().sections);
    act(&mut window, Action::Run(SessionCommand::Undo));
    assert_eq!(*report(&window), ours());
    assert_eq!(window.state().document.as_ref().unwrap().session.undo_count(), 0);
}

#[test]
fn escape_and_cancel_leave_everything_as_it_was() {
    let path = file("bring-cancel", "a.html", export::html::write(form(), &window_harness::sample()).as_bytes());
    let (mut window, _) = window(SIZE, Some(ours()));
    window_harness::drop_file(&mut window, path.clone());
    steps(&mut window);
    click(&mut window, "取消");
    assert!(window.state().dialogs.import_review.is_none() && *report(&window) == ours());
    window_harness::drop_file(&mut window, path);
    steps(&mut window);
    window.key_press_modifiers(Modifiers::NONE, Key::Escape);
    steps(&mut window);
    assert!(window.state().dialogs.import_review.is_none() && *report(&window) == ours());
}

#[test]
fn a_workbook_brings_numbers_and_leaves_the_words() {
    let mut source = window_harness::sample();
    let key = CellKey::parse("received.natural_person").unwrap();
    source.numbers.set(key, Some(Number::Count(37)));
    let path = file("bring-book", "a.xlsx", &export::xlsx_workbook::write(form(), &source).unwrap());
    let (mut window, _) = window(SIZE, Some(ours()));
    window_harness::drop_file(&mut window, path);
    steps(&mut window);
    click(&mut window, "更新当前年报的数字");
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(37)));
    assert_eq!(report(&window).unit.name, "示例市水务局");
    assert_eq!(report(&window).sections, ours().sections);
    act(&mut window, Action::Run(SessionCommand::Undo));
    assert_eq!(*report(&window), ours());
}

/// Without an open report, and with one that is not saved.
#[test]
fn a_file_may_become_a_report_of_its_own() {
    let path = file("bring-new", "a.html", export::html::write(form(), &window_harness::sample()).as_bytes());
    let (mut window, _) = window(SIZE, None);
    window_harness::drop_file(&mut window, path.clone());
    steps(&mut window);
    click(&mut window, "打开为新年报");
    assert_eq!(report(&window).unit.name, "卫滨区信访局");
    assert!(window.state().document.as_ref().unwrap().session.path().is_none());
}

/// Minutes are no report: nothing is begun before the user says that their text alone is wanted.
#[test]
fn a_file_that_is_no_report_is_offered_as_text() {
    let path = file("bring-minutes", "会议记录.txt", "今天上午开会。\n讨论了防汛值班。".as_bytes());
    let (mut window, _) = window(SIZE, None);
    window_harness::drop_file(&mut window, path);
    steps(&mut window);
    assert!(window.state().dialogs.import_review.is_none() && window.state().document.is_none());
    click(&mut window, "只读取文字");
    window.get_by_label("读入“会议记录.txt”");
    click(&mut window, "打开为新年报");
    assert_eq!(report(&window).prose(SectionId::Overview).unwrap().text(), "今天上午开会。\n讨论了防汛值班。");
    assert_eq!((report(&window).unit.name.as_str(), report(&window).year), ("", 0));
}

#[test]
fn a_dropped_file_is_read_and_a_dropped_draft_is_opened() {
    let page = file("drop-page", "a.html", export::html::write(form(), &window_harness::sample()).as_bytes());
    let draft = file("drop-draft", "a.nianbao", &nianbao::storage::write(&window_harness::sample()).unwrap());
    let rubbish = file("drop-rubbish", "a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0\xff\xfe");
    let drop = |window: &mut Window, path: &std::path::Path| {
        window.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        steps(window);
    };
    let (mut window, _) = window(SIZE, None);
    drop(&mut window, &rubbish);
    assert!(
        window.state().dialogs.import_review.is_none()
            && window.state().dialogs.notice.as_ref().unwrap().text.contains("图片")
    );
    drop(&mut window, &page);
    assert!(window.state().dialogs.import_review.is_some() && window.state().document.is_none());
    click(&mut window, "取消");
    drop(&mut window, &draft);
    assert_eq!(*report(&window), window_harness::sample());
    assert_eq!(window.state().document.as_ref().unwrap().session.path(), Some(draft.as_path()));
}

#[test]
fn every_kind_is_handed_out_by_its_extension() {
    let folder = window_harness::folder("hand-out");
    let (mut window, told) = window(SIZE, Some(window_harness::sample()));
    for kind in ExportFormat::ALL {
        let path = folder.join(format!("a b.{}", kind.extension()));
        told.borrow_mut().path = Some(path.clone());
        act(&mut window, Action::Choose(FileDialog::Export(None)));
        let written = std::fs::read(&path).unwrap();
        assert_eq!(written, nianbao::session::export(form(), &window_harness::sample(), kind).unwrap(), "{kind:?}");
    }
    let named = [
        (ExportFormat::Docx, "c.docx"),
        (ExportFormat::Html, "c.html"),
        (ExportFormat::Xlsx, "c.xlsx"),
        (ExportFormat::Ofd, "c.ofd"),
    ];
    for (format, name) in named {
        told.borrow_mut().path = Some(folder.join("c"));
        act(&mut window, Action::Choose(FileDialog::Export(Some(format))));
        assert!(folder.join(name).exists(), "{name}: the extension is added");
    }
    // What is handed out is what the preview shows: the sheet for approval stands before the report.
    window.state_mut().settings.approval_sheet = true;
    let sheet =
        nianbao::session::PrintOptions { approval_sheet: true, ..nianbao::session::PrintOptions::plain().unwrap() };
    for kind in [ExportFormat::Pdf, ExportFormat::Ofd] {
        let path = folder.join("sheet").with_extension(kind.extension());
        told.borrow_mut().path = Some(path.clone());
        act(&mut window, Action::Choose(FileDialog::Export(None)));
        let expected = nianbao::session::export_on(form(), &window_harness::sample(), kind, &sheet).unwrap();
        assert!(std::fs::read(&path).unwrap() == expected, "{kind:?}");
    }
    told.borrow_mut().path = Some(folder.join("a.xyz"));
    act(&mut window, Action::Choose(FileDialog::Export(None)));
    assert!(window.state().dialogs.notice.as_ref().unwrap().text.contains("a.xyz") && !folder.join("a.xyz").exists());
}

#[test]
fn the_whole_set_lies_in_a_folder_of_its_own_and_replaces_nothing() {
    let folder = window_harness::folder("hand-out-all");
    let (mut window, told) = window(SIZE, Some(window_harness::sample()));
    for own in ["", "（2）"] {
        told.borrow_mut().path = Some(folder.clone());
        act(&mut window, Action::Choose(FileDialog::ExportFolder));
        let stem = "卫滨区信访局2024年政府信息公开工作年度报告";
        for kind in ExportFormat::SET {
            let path = folder.join(format!("{stem}{own}/{stem}.{}", kind.extension()));
            assert!(path.exists(), "{}", path.display());
        }
    }
}

/// What an import left out can be seen again, also after the draft was closed and opened, until
/// the user puts it away; that is a step like any other.
#[test]
fn what_an_import_left_out_stays_listed_until_it_is_put_away() {
    let page =
        export::html::write(form(), &window_harness::sample()).replace("</article>", "<p>点击下载附件</p></article>");
    let (mut window, told) = window(SIZE, Some(ours()));
    told.borrow_mut().path = Some(file("kept-list", "去年 网页.html", page.as_bytes()));
    act(&mut window, Action::Choose(FileDialog::Import));
    window.key_press(Key::Enter);
    steps(&mut window);
    let origins = report(&window).origins.clone();
    assert_eq!((origins.len(), origins[0].source.as_str(), origins[0].count()), (1, "去年 网页.html", 1));
    assert!(origins[0].notes[0].sentences[0].contains("点击下载附件"), "{origins:?}");
    // Kept with the draft, and handed out in none of its files.
    let draft = nianbao::storage::parse(&nianbao::storage::write(report(&window)).unwrap()).unwrap();
    assert_eq!(draft.origins, origins);
    for kind in ExportFormat::SET {
        let bytes = nianbao::session::export(form(), &draft, kind).unwrap();
        let plain = nianbao::session::export(form(), &Report { origins: Vec::new(), ..draft.clone() }, kind).unwrap();
        assert!(bytes == plain, "{kind:?}");
    }
    window_harness::show(&mut window, Tab::Checks);
    click(&mut window, "导入说明：去年 网页.html（1 处）");
    assert!(window.query_by_label_contains("点击下载附件").is_some());
    click(&mut window, "已处理，不再显示");
    assert!(report(&window).origins.is_empty());
    act(&mut window, Action::Run(SessionCommand::Undo));
    assert_eq!(report(&window).origins, origins);
}

#[test]
fn last_years_report_may_be_any_kind_of_file() {
    let mut last = window_harness::sample();
    last.year = 2023;
    last.numbers.set(CellKey::parse("carried_over.natural_person").unwrap(), Some(Number::Count(4)));
    for kind in ExportFormat::SET {
        let name = format!("2023.{}", kind.extension());
        let bytes = nianbao::session::export(form(), &last, kind).unwrap();
        let path = file("last-year", &name, &bytes);
        let (mut window, told) = window(SIZE, Some(ours()));
        told.borrow_mut().path = Some(path.clone());
        act(&mut window, Action::Choose(FileDialog::LastYear));
        let kept = window.state().document.as_ref().unwrap().session.last_year().expect(&name).numbers.clone();
        assert_eq!(kept, last.numbers, "{name}");
        told.borrow_mut().path = Some(path);
        let (mut window, told) = window_harness::window(SIZE, None);
        told.borrow_mut().path = Some(file("last-year", &name, &bytes));
        act(&mut window, Action::Choose(FileDialog::FromLastYear));
        assert_eq!(number(&window, "carried_in.natural_person"), Some(Number::Count(4)), "{name}");
    }
}

#[test]
fn the_clipboards_web_form_keeps_levels_and_marks() {
    let (mut window, told) = window(SIZE, Some(Report::new("示例市水务局", UnitKind::Department, 2024)));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(OVERVIEW)));
    steps(&mut window);
    told.borrow_mut().html = Some(
        "<html><body><!--StartFragment--><h3><span style='font-family:楷体'>（一）主动公开</span></h3>\
         <p class=MsoNormal>全年公开<b>信息</b>25条。</p><!--EndFragment--></body></html>"
            .into(),
    );
    window.event(Event::Paste("（一）主动公开\r\n全年公开信息25条。".into()));
    steps(&mut window);
    let prose = report(&window).part(OVERVIEW).unwrap().clone();
    assert_eq!(prose.text(), "（一）主动公开\n全年公开信息25条。");
    assert_eq!(prose.paragraphs[0].level, Level::Second);
    assert!(prose.paragraphs[1].runs()[1].marks.bold);
}

/// Of spans only the web form knows how far they reach.
#[test]
fn cells_of_a_web_table_go_where_they_belong() {
    let (mut window, told) = window(SIZE, Some(Report::new("示例市水务局", UnitKind::Department, 2024)));
    window
        .state_mut()
        .document
        .as_mut()
        .unwrap()
        .go(nianbao::report::Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    steps(&mut window);
    told.borrow_mut().html =
        Some("<table><tr><td rowspan=2>3</td><td>4</td><td>5</td></tr><tr><td>6</td><td>7</td></tr></table>".into());
    window.event(Event::Paste("3\t4\t5\n6\t7\n".into()));
    steps(&mut window);
    assert_eq!(number(&window, "received.natural_person"), Some(Number::Count(3)));
    assert_eq!(number(&window, "carried_in.natural_person"), None, "covered by the cell above");
    assert_eq!(number(&window, "carried_in.enterprise"), Some(Number::Count(6)));
    assert_eq!(number(&window, "carried_in.research"), Some(Number::Count(7)));
}

/// What is copied keeps its marks, ranks and cells for Word, WPS and Excel, and comes back the same.
#[test]
fn what_is_copied_has_a_web_form() {
    let mut report = ours();
    let marked = nianbao::richtext::TextMarks { bold: true, ..Default::default() };
    let bold = nianbao::richtext::Run { marks: marked, ..nianbao::richtext::Run::new("公开<1>") };
    report.prose_mut(SectionId::Overview).paragraphs = vec![
        nianbao::richtext::Paragraph::new(Level::Second, "（一）主动公开"),
        nianbao::richtext::Paragraph::marked(Level::Body, vec![nianbao::richtext::Run::new("全年"), bold]),
    ];
    let overview = report.part(OVERVIEW).unwrap().clone();
    let (mut window, told) = window(SIZE, Some(report));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(OVERVIEW)));
    steps(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    steps(&mut window);
    window.event(Event::Copy);
    steps(&mut window);
    let (text, html) = told.borrow_mut().copied.take().unwrap();
    assert_eq!(text, "（一）主动公开\n全年公开<1>");
    assert_eq!(html, "<h3 data-level=\"second\">（一）主动公开</h3>\n<p>全年<strong>公开&lt;1&gt;</strong></p>\n");
    assert_eq!(nianbao::import::html::fragment(&html, &|_| None).unwrap().prose, overview);
    window
        .state_mut()
        .document
        .as_mut()
        .unwrap()
        .go(nianbao::report::Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    steps(&mut window);
    window.event(Event::Copy);
    steps(&mut window);
    let (text, html) = told.borrow_mut().copied.take().unwrap();
    assert_eq!((text.trim(), html.as_str()), ("", "<table><tr><td></td></tr></table>"));
}

/// The package for the office above goes where the dialog says, whole, with the report's own content.
#[test]
fn the_package_is_written_from_the_menu() {
    let folder = window_harness::folder("package");
    let (mut window, told) = window(SIZE, Some(window_harness::sample()));
    told.borrow_mut().path = Some(folder.join("报送"));
    act(&mut window, Action::Choose(FileDialog::Package));
    let package = hand_in::verify(&nianbao::storage::RealDisk, &folder.join("报送.zip")).unwrap();
    assert_eq!((package.count, package.faults), (6, Vec::new()));
    assert_eq!(package.manifest.digest, report(&window).digest().to_string());
    assert!(window.state().dialogs.notice.as_ref().unwrap().text.contains("报送包已写到"));
}
