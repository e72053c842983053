//! The round of review in the window: from one change and comment to the next by keys, a reviewed copy brought in with its
//! conflicts side by side, the report compared with another version, and what is handed out for review.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::host::{FileDialog, ReviewFile};
use nianbao::gui::view_context::Tab;
use nianbao::layout::NotePlace;
use nianbao::report::{
    Change, CharRange, CommentChange, CommentRemark, Number, Place, Report, ReportStage, Reviser, StageEntry,
};
use nianbao::richtext::{Edit, RichText, TextMarks, TextPosition, TextRange};
use nianbao::session::{EditorSelection, ExportFormat, PrintOptions, export_on};
use nianbao::storage::{self, RealDisk};

use crate::docx_package;
use crate::window_harness::user::{OVERVIEW, SIZE, click, empty, press, report};
use crate::window_harness::{Window, act, folder, show, steps, window, window_in};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

fn cell() -> CellKey {
    CellKey::parse("received.natural_person").unwrap()
}

/// A report with this overview.
fn of(text: &str) -> Report {
    let mut report = empty();
    *report.prose_mut(SectionId::Overview) = RichText::plain(text);
    report
}

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

/// What somebody does, tracked.
fn by(report: &mut Report, name: &str, change: Change) {
    let reviser = Reviser { by: name.into(), at: "2025-01-06T14:03".parse().ok() };
    let form = form(report);
    Change::By(reviser, Box::new(change)).apply(report, form).unwrap();
}

/// Puts words in the place of some characters of the first paragraph.
fn replaced(report: &Report, from: usize, to: usize, words: &str) -> Change {
    let span = TextRange::new(TextPosition::new(0, from), TextPosition::new(0, to));
    Change::Prose(OVERVIEW, Edit::insert(report.part(OVERVIEW).unwrap(), span, words, TextMarks::default()))
}

/// A report in which 李四 changed two places of a text, a number and the unit, and 王五 said two things.
pub fn reviewed() -> Report {
    let mut draft = of("本年收到7件，均已办结。平台建设按要求推进。");
    draft.numbers.set(cell(), Some(Number::Count(3)));
    let change = replaced(&draft, 16, 19, "依法");
    by(&mut draft, "李四", change);
    by(&mut draft, "李四", Change::Numbers(vec![(cell(), Some(Number::Count(5)))]));
    let change = replaced(&draft, 0, 2, "全年");
    by(&mut draft, "王五", change);
    by(&mut draft, "李四", Change::UnitName("示例市水利局".into()));
    for (place, words) in [(Place::Cell(cell()), "核对台账"), (Place::Title, "标题是否完整")] {
        let change = CommentChange::Add(place, CommentRemark::new("王五", None, words));
        Change::Comment(change).apply(&mut draft, form(&empty())).unwrap();
    }
    draft
}

fn said(window: &Window) -> String {
    window.state().dialogs.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
}

#[test]
fn changes_are_walked_through_accepted_and_rejected_by_keys() {
    let (mut window, _) = window(SIZE, Some(reviewed()));
    let next = |window: &mut Window| {
        press(window, CTRL, Key::F8);
        said(window)
    };
    show(&mut window, Tab::Basics);
    let walked: Vec<String> = (0..5).map(|_| next(&mut window)).collect();
    let wanted = [
        "修订 4（1 / 4）　李四，2025年1月6日 14:03：“示例市水务局”改为“示例市水利局”",
        "修订 3（2 / 4）　王五，2025年1月6日 14:03：“本”改为“全”",
        "修订 1（3 / 4）　李四，2025年1月6日 14:03：“按要求”改为“依法”",
        "修订 2（4 / 4）　李四，2025年1月6日 14:03：“3”改为“5”",
        "修订 4（1 / 4）　李四，2025年1月6日 14:03：“示例市水务局”改为“示例市水利局”",
    ];
    assert_eq!(walked, wanted);
    press(&mut window, CTRL_SHIFT, Key::F8);
    assert_eq!(said(&window), wanted[3], "back over the beginning");
    let on_cell = matches!(window.state().document.as_ref().unwrap().session.selection(),
        EditorSelection::Cells { head, .. } if head == cell());
    assert!(on_cell);
    // Rejected where the caret is, and on to the next.
    press(&mut window, CTRL_SHIFT, Key::D);
    assert_eq!(report(&window).numbers.get(cell()), Some(Number::Count(3)));
    assert_eq!(said(&window), "修订 4（1 / 3）　李四，2025年1月6日 14:03：“示例市水务局”改为“示例市水利局”");
    press(&mut window, CTRL_SHIFT, Key::Y);
    assert_eq!((report(&window).unit.name.as_str(), report(&window).revisions.marks().len()), ("示例市水利局", 2));
    // By the caret alone, as somebody put it there with the mouse.
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 0, start: 17, end: 17 })));
    steps(&mut window);
    press(&mut window, CTRL_SHIFT, Key::D);
    assert_eq!(text(&window), "全年收到7件，均已办结。平台建设按要求推进。");
    press(&mut window, CTRL_SHIFT, Key::D);
    assert_eq!(text(&window), "本年收到7件，均已办结。平台建设按要求推进。");
    press(&mut window, CTRL_SHIFT, Key::D);
    assert!(said(&window).starts_with("光标处没有修订"), "{}", said(&window));
    assert_eq!(next(&mut window), "没有未处理的修订。");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(text(&window), "全年收到7件，均已办结。平台建设按要求推进。", "each is one step");
}

#[test]
fn comments_are_walked_through_by_keys() {
    let (mut window, _) = window(SIZE, Some(reviewed()));
    show(&mut window, Tab::Section(SectionId::Problems));
    for words in ["标题是否完整", "核对台账", "标题是否完整"] {
        press(&mut window, CTRL, Key::F7);
        steps(&mut window);
        assert!(window.query_by_label_contains(words).is_some(), "{words}");
    }
    press(&mut window, CTRL_SHIFT, Key::F7);
    steps(&mut window);
    assert!(window.query_by_label_contains("核对台账").is_some());
    click(&mut window, "已处理");
    press(&mut window, CTRL, Key::F7);
    click(&mut window, "已处理");
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    press(&mut window, CTRL, Key::F7);
    assert_eq!(said(&window), "没有未处理的批注。");
}

/// Draws the window into the folder that `NIANBAO_PICTURES` names, to be looked at.
fn picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("NIANBAO_PICTURES") {
        window.render().unwrap().save(PathBuf::from(folder).join(format!("{name}.png"))).unwrap();
    }
}

/// Lets the next dialog answer with a path.
fn choose(
    window: &mut Window,
    told: &std::rc::Rc<std::cell::RefCell<crate::window_harness::Told>>,
    dialog: FileDialog,
    path: PathBuf,
) {
    told.borrow_mut().path = Some(path);
    act(window, Action::Choose(dialog));
    steps(window);
}

/// What a reviewer sends back: the document for review, in which these words were changed in Word without tracking.
fn returned(base: &Report, changes: &[(&str, &str)]) -> Vec<u8> {
    let printing = PrintOptions { notes: Some(NotePlace::End), ..PrintOptions::plain().unwrap() };
    let document = export_on(form(base), base, ExportFormat::Docx, &printing).unwrap();
    docx_package::edited(&document, docx_package::DOCUMENT, |xml| {
        changes.iter().fold(xml.to_owned(), |xml, (old, new)| {
            assert!(xml.contains(old), "{old}");
            xml.replacen(old, new, 1)
        })
    })
}

#[test]
fn a_returned_document_is_merged_with_its_conflicts_side_by_side() {
    let here = folder("review-merge");
    let base = of("本年收到7件，均已办结。\n平台建设按要求推进。\n监督保障到位。");
    let file = here.join("审过.docx");
    std::fs::write(&file, returned(&base, &[("收到7件", "收到9件"), ("按要求", "依法"), ("监督保障", "监督和保障")]))
        .unwrap();
    let ours = of("本年收到8件，均已办结。\n平台建设按规定推进。\n监督保障到位。我们后来写的。");
    let (mut window, told) = window(SIZE, Some(ours));
    choose(&mut window, &told, FileDialog::Merge, file.clone());
    assert!(window.query_by_label_contains("审稿人改了 3 处，其中 2 处我们也改了").is_some());
    assert!(window.query_by_label_contains("从哪一稿改的").is_none(), "the document says it");
    assert!(window.query_by_label_contains("原来：按要求").is_some());
    picture(&mut window, "merge");
    click(&mut window, "第 1 处用我们的");
    window.get_by_label("没有记修订的改动是谁改的（可以不写）").focus();
    steps(&mut window);
    crate::window_harness::user::commit(&mut window, "李四");
    click(&mut window, "并入，记为修订");
    assert_eq!(
        text(&window).replace('\n', "|"),
        "本年收到8件，均已办结。|平台建设依法推进。|监督和保障到位。我们后来写的。"
    );
    assert_eq!(said(&window), "并入 2 处改动，都记为修订；新的批注和答复 0 条");
    assert!(report(&window).revisions.marks().iter().all(|mark| mark.by == "李四"));
    press(&mut window, CTRL, Key::Z);
    assert_eq!(
        text(&window).replace('\n', "|"),
        "本年收到8件，均已办结。|平台建设按规定推进。|监督保障到位。我们后来写的。"
    );

    // Given up, nothing happens; of what was taken already there is nothing to say.
    choose(&mut window, &told, FileDialog::Merge, file.clone());
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    assert!(report(&window).revisions.is_empty() && window.query_by_label("并入，记为修订").is_none());
    for side in ["第 1 处用审稿人的", "全用我们的", "全用审稿人的"] {
        choose(&mut window, &told, FileDialog::Merge, file.clone());
        click(&mut window, side);
        click(&mut window, "并入，记为修订");
        let wanted = if side == "全用我们的" { "8件" } else { "9件" };
        assert!(text(&window).contains(wanted), "{side}: {}", text(&window));
        press(&mut window, CTRL, Key::Z);
    }
    // A final report takes none.
    let mut done = of("本年收到7件。");
    let today = nianbao::report::Date::new(2025, 1, 10).unwrap();
    done.stages.push(StageEntry::new(&done, ReportStage::Final, "赵六", today, ""));
    let (mut window, told) = crate::window_harness::window(SIZE, Some(done));
    choose(&mut window, &told, FileDialog::Merge, file);
    assert!(window.query_by_label("并入，记为修订").is_none() && said(&window).contains("定稿"), "{}", said(&window));
}

/// A file that does not say what it was made of: the version that was sent is chosen among the former ones.
#[test]
fn what_a_copy_was_made_of_is_chosen_among_former_versions() {
    let here = folder("review-base");
    let (draft, copy) = (here.join("年报.nianbao"), here.join("审过.nianbao"));
    let sent = of("本年收到7件。\n平台建设按要求推进。");
    std::fs::write(&copy, storage::write(&of("本年收到7件。\n平台建设依法推进。")).unwrap()).unwrap();
    std::fs::write(&draft, storage::write(&sent).unwrap()).unwrap();
    let (mut window, told) = window(SIZE, None);
    window.state_mut().open(draft);
    steps(&mut window);
    let prose = report(&window).part(OVERVIEW).unwrap().clone();
    let ours = Edit::insert(&prose, TextRange::at(TextPosition::new(0, 0)), "我们写的。", TextMarks::default());
    act(&mut window, Action::change(Change::Prose(OVERVIEW, ours)));
    press(&mut window, CTRL, Key::S);
    steps(&mut window);
    choose(&mut window, &told, FileDialog::Merge, copy);
    assert!(window.query_by_label_contains("审稿人改了 2 处").is_some(), "ours counts as taken out by them");
    act(&mut window, Action::ChooseMergeBase(Some(0)));
    steps(&mut window);
    assert!(window.query_by_label_contains("审稿人改了 1 处，其中 0 处").is_some());
    click(&mut window, "并入，记为修订");
    assert_eq!(text(&window), "我们写的。本年收到7件。\n平台建设依法推进。");
}

#[test]
fn a_report_is_compared_on_screen_and_as_a_sheet() {
    let here = folder("review-compare");
    let other = here.join("上一稿.nianbao");
    let mut older = of("本年收到7件，均已办结。");
    older.numbers.set(cell(), Some(Number::Count(3)));
    std::fs::write(&other, storage::write(&older).unwrap()).unwrap();
    let mut newer = of("全年收到7件，均已办结。");
    newer.numbers.set(cell(), Some(Number::Count(5)));
    let (mut window, told) = window(SIZE, Some(newer));
    choose(&mut window, &told, FileDialog::Compare, other);
    assert!(window.query_by_label_contains("有 2 处不同").is_some());
    assert!(
        window.query_by_label("本年全年收到7件，均已办结。").is_some(),
        "what was taken out before what was put in"
    );
    assert!(window.query_by_label("3 → 5").is_some());
    picture(&mut window, "compare");
    click(&mut window, "对调");
    steps(&mut window);
    assert!(window.query_by_label("全年本年收到7件，均已办结。").is_some());
    click(&mut window, "对调");
    // The sheet.
    let sheet = here.join("比对.pdf");
    told.borrow_mut().path = Some(sheet.clone());
    click(&mut window, "导出比对稿…");
    steps(&mut window);
    assert!(std::fs::read(&sheet).unwrap().starts_with(b"%PDF"), "{}", said(&window));
    // Going to a place leads to it.
    window.get_all_by_label_contains("自然人").next().unwrap().click();
    steps(&mut window);
    let selection = window.state().document.as_ref().unwrap().session.selection();
    assert!(matches!(selection, EditorSelection::Cells { head, .. } if head == cell()));
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    assert!(window.query_by_label("对调").is_none());
}

/// What is handed out for review has the changes and comments; as a file it can be taken back.
#[test]
fn the_report_is_handed_out_for_review() {
    let here = folder("review-out");
    let (mut window, told) = window_in(SIZE, Some(reviewed()), nianbao::messages::Language::English);
    let (pdf, word) = (here.join("a.pdf"), here.join("a.docx"));
    choose(&mut window, &told, FileDialog::Review(ReviewFile::Pdf(NotePlace::End)), pdf.clone());
    choose(&mut window, &told, FileDialog::Review(ReviewFile::Word), word.clone());
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"), "{}", said(&window));
    let beside = here.join("b.pdf");
    choose(&mut window, &told, FileDialog::Review(ReviewFile::Pdf(NotePlace::Margin)), beside.clone());
    let [beside, behind] = [beside, pdf].map(|path| std::fs::read(path).unwrap());
    assert!(beside.starts_with(b"%PDF") && beside != behind, "the notes stand elsewhere");
    let document = std::fs::read(&word).unwrap();
    let xml = docx_package::part(&document, docx_package::DOCUMENT);
    assert!(xml.contains("<w:ins ") && xml.contains("<w:del "), "{xml}");
    let again = nianbao::session::reviewed_copy(&RealDisk, &word, &empty(), &[]).unwrap().theirs;
    assert_eq!(again.revisions.marks().len(), 3, "all but the name of the unit, which Word has no place to track");
    assert_eq!(again.comments.len(), 2);
}

/// Words that were taken out are seen where the pointer stands over the place, and numbers beside what they were.
#[test]
fn what_was_changed_is_read_where_it_stands() {
    let mut draft = reviewed();
    let change = replaced(&draft, 2, 4, "");
    by(&mut draft, "赵六", change);
    let (mut window, _) = window(SIZE, Some(draft));
    show(&mut window, Tab::Section(SectionId::Overview));
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 0, start: 2, end: 2 })));
    steps(&mut window);
    let caret = {
        let document = window.state().document.as_ref().unwrap();
        document.sections[&SectionId::Overview].editor.caret(&document.session).unwrap().1
    };
    window.event(egui::Event::PointerMoved(caret.center()));
    // A tooltip comes after a while.
    for _ in 0..80 {
        window.step();
    }
    assert!(window.query_by_label_contains("修订（赵六，2025年1月6日 14:03）：删除“收到”").is_some());
    picture(&mut window, "hint");
    show(&mut window, Tab::Section(SectionId::Requests));
    steps(&mut window);
    picture(&mut window, "cells");
}

/// 定稿 asks while comments or changes are open; by choice they are errors and nothing is final with them.
#[test]
fn a_report_becomes_final_with_open_changes_only_where_that_is_wanted() {
    let mut draft = crate::window_harness::sample();
    let change = CommentChange::Add(Place::Title, CommentRemark::new("王五", None, "标题是否完整"));
    Change::Comment(change).apply(&mut draft, form(&empty())).unwrap();
    let enter = || Action::EnterStage(ReportStage::Final, "李四".into(), String::new());
    let (mut window, _) = window(SIZE, Some(draft));
    steps(&mut window);
    act(&mut window, enter());
    steps(&mut window);
    assert!(window.query_by_label_contains("还有 1 条批注、0 处修订没有处理").is_some());
    assert!(!report(&window).stage().is_final());
    picture(&mut window, "final");
    click(&mut window, "先去看看");
    assert!(window.query_by_label_contains("标题是否完整").is_some());
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    act(&mut window, enter());
    steps(&mut window);
    click(&mut window, "仍然定稿");
    assert!(report(&window).stage().is_final());
    let ask = Action::EnterStage(ReportStage::Drafting, "李四".into(), String::new());
    act(&mut window, ask);
    let before = window.state().document.as_ref().unwrap().errors();
    window.state_mut().settings.settle_first = true;
    steps(&mut window);
    assert_eq!(window.state().document.as_ref().unwrap().errors(), before + 1);
}

/// The dialogs of a round of review in both languages and themes, in a small window and a scaled one: what each says stands
/// within the window. `NIANBAO_PICTURES=folder` draws them.
#[test]
fn dialogs_of_review_fit_into_every_window() {
    use nianbao::messages::Language;
    let here = folder("review-fit");
    let base = of("本年收到7件，均已办结。\n平台建设按要求推进。\n监督保障到位。");
    let (file, other) = (here.join("审过.docx"), here.join("上一稿.nianbao"));
    std::fs::write(&file, returned(&base, &[("收到7件", "收到9件"), ("按要求", "依法"), ("监督保障", "监督和保障")]))
        .unwrap();
    std::fs::write(&other, storage::write(&base).unwrap()).unwrap();
    let ways = [
        ("light", [1280.0, 720.0], false, Language::Chinese, 100),
        ("dark", [1280.0, 720.0], true, Language::Chinese, 100),
        ("english", [1280.0, 720.0], false, Language::English, 100),
        ("english-dark-150", [1280.0, 720.0], true, Language::English, 150),
    ];
    type Step = fn(&mut Window, &std::rc::Rc<std::cell::RefCell<crate::window_harness::Told>>, [&PathBuf; 2]);
    let dialogs: [(&str, Step); 6] = [
        ("comments", |window, _, _| press(window, CTRL, Key::F7)),
        ("changes", |window, _, _| act(window, Action::ShowRevisions)),
        ("merge", |window, told, [file, _]| choose(window, told, FileDialog::Merge, file.clone())),
        ("compare", |window, told, [_, other]| choose(window, told, FileDialog::Compare, other.clone())),
        ("stages", |window, _, _| show(window, Tab::Basics)),
        ("package", |window, told, [file, _]| {
            choose(window, told, FileDialog::Package, file.with_file_name("包.zip"));
        }),
    ];
    for (way, size, dark, language, scale) in ways {
        for (name, open) in dialogs {
            let mut report = reviewed();
            for number in 0..6 {
                let change =
                    replaced(&report, 2, 3, &format!("第{number}次改成很长的一句话，看看列表怎样折行，怎样滚动"));
                by(&mut report, &format!("第{number}人"), change);
            }
            let words = OVERVIEW.place(CharRange { paragraph: 0, start: 4, end: 40 });
            let change = CommentChange::Add(words, CommentRemark::new("王五", None, "这几句太长"));
            Change::Comment(change).apply(&mut report, form(&empty())).unwrap();
            let (mut window, told) = window_in(size, Some(report), language);
            (window.state_mut().settings.dark, window.state_mut().settings.scale) = (dark, scale);
            steps(&mut window);
            open(&mut window, &told, [&file, &other]);
            steps(&mut window);
            picture(&mut window, &format!("{name}-{way}"));
            let whole = window.ctx.content_rect().expand(1.0);
            let buttons = window.get_all_by_role(egui::accesskit::Role::Button);
            let is_outside =
                |rect: egui::Rect| rect.width() > 0.0 && (rect.right() > whole.right() || rect.left() < whole.left());
            let outside: Vec<String> = buttons
                .filter(|button| is_outside(button.rect()))
                .map(|button| format!("{:?} {:?}", button.accesskit_node().label(), button.rect()))
                .collect();
            assert_eq!(outside, Vec::<String>::new(), "{name}-{way}");
        }
    }
}

/// Rows that go to a change or a comment, or settle one, are grey where there is none.
#[test]
fn rows_of_the_review_menu_are_grey_without_changes() {
    let enabled = |report: Report| -> Vec<bool> {
        let (mut window, _) = window(SIZE, Some(report));
        click(&mut window, "审阅");
        let role = egui::accesskit::Role::MenuItem;
        let rows = [
            "下一处修订",
            "上一处修订",
            "接受这处修订",
            "拒绝这处修订",
            "下一条批注",
            "上一条批注",
            "并入审稿人改过的稿子…",
        ];
        let shown = |row: &str| {
            let rows: Vec<_> = window.query_all_by_role(role).map(|node| node.accesskit_node().label()).collect();
            let node = window.query_by_role_and_label(role, row);
            !node.unwrap_or_else(|| panic!("{row}: {rows:?}")).accesskit_node().is_disabled()
        };
        rows.map(shown).to_vec()
    };
    let plain = of("本年收到申请。");
    assert_eq!(enabled(plain.clone()), [false, false, false, false, false, false, true]);
    let mut changed = plain.clone();
    let edit = Edit::insert(plain.part(OVERVIEW).unwrap(), TextRange::within(0, 2, 2), "共", TextMarks::default());
    let by = Reviser { by: "李四".into(), at: None };
    Change::By(by, Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut changed, form(&plain)).unwrap();
    assert_eq!(enabled(changed), [true, true, true, true, false, false, true]);
    let mut commented = plain.clone();
    let add = CommentChange::Add(Place::Title, CommentRemark::new("李四", None, "看"));
    Change::Comment(add).apply(&mut commented, form(&plain)).unwrap();
    assert_eq!(enabled(commented), [false, false, false, false, true, true, true]);
}
