//! Tracked changes in Word documents: ours out and back, and those that other programs' documents have.

use std::time::Duration;

use nianbao::export::docx::{DocxOptions, write_with};
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::import;
use nianbao::report::{Change, CommentTime, Number, Report, ReportText, Reviser, RevisionChange, RevisionEntry};
use nianbao::richtext::{RichText, TableChange, TextMark, TextPosition, TextRange};
use nianbao::session::{Session, SessionCommand, TypedText};
use nianbao::storage;

use super::docx_package;

const REVIEW: DocxOptions = DocxOptions { review_mark: true, comments: true };

fn sample() -> Report {
    nianbao::session::draft_files::sample().unwrap()
}

fn reviser(by: &str, minute: u8) -> Reviser {
    let day = nianbao::report::Date::new(2025, 1, 6).unwrap();
    Reviser { by: by.into(), at: CommentTime::new(day, 14, minute) }
}

fn tracked() -> Session {
    let mut session = Session::new(sample()).unwrap();
    session.track_changes(true).unwrap();
    session.revise_as(reviser("李四", 3));
    session
}

fn run(session: &mut Session, command: SessionCommand) {
    session.execute(command, Duration::ZERO).unwrap();
}

fn put(session: &mut Session, id: SectionId, span: TextRange, text: &str) {
    let part = ReportText::Section(id);
    let typed = TypedText::Whole;
    run(session, SessionCommand::Type { part, span, text: text.into(), marks: None, typed });
}

fn settled(report: &Report, accepts: bool) -> Report {
    let mut report = report.clone();
    let form = Form::of(report.form).unwrap();
    let ids = report.revisions.ids();
    let change = if accepts { RevisionChange::Accept(ids) } else { RevisionChange::Reject(ids) };
    Change::Revise(change).apply(&mut report, form).unwrap();
    report
}

/// What is listed, in any order and with any numbers.
fn listed(report: &Report) -> Vec<String> {
    let line = |one: RevisionEntry| {
        let at = one.at.map(|at| at.to_string()).unwrap_or_default();
        format!("{:?} {} {at} -{} +{}", one.place, one.by, one.removed, one.added)
    };
    let mut all: Vec<String> = report.revision_entries().into_iter().map(line).collect();
    all.sort();
    all
}

fn texts(report: &Report) -> Vec<RichText> {
    ReportText::ALL.into_iter().map(|part| report.part(part).cloned().unwrap_or_default()).collect()
}

/// The words of each text without paragraphs that are blank, which no document has.
fn words(report: &Report) -> Vec<String> {
    let lines = |text: &RichText| {
        let all: Vec<String> = text.paragraphs.iter().map(|one| one.text().trim().to_owned()).collect();
        all.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    texts(report).iter().map(lines).collect()
}

#[test]
fn revisions_go_to_word_and_come_back() {
    let mut session = tracked();
    put(&mut session, SectionId::Overview, TextRange::within(0, 3, 5), "改过");
    put(&mut session, SectionId::Overview, TextRange::within(1, 4, 4), "新的\n一段");
    session.revise_as(reviser("王五", 9));
    put(&mut session, SectionId::Overview, TextRange::within(0, 3, 4), "");
    let over = TextRange::new(TextPosition::new(0, 6), TextPosition::new(1, 2));
    put(&mut session, SectionId::Problems, over, "");
    let bold = TextRange::within(0, 1, 4);
    run(&mut session, SessionCommand::Mark(ReportText::Section(SectionId::Others), bold, TextMark::Bold, true));
    let key = CellKey::parse("received.natural_person").unwrap();
    run(&mut session, SessionCommand::Enter(key, Some(Number::Count(77))));
    let report = session.report();
    let form = Form::of(report.form).unwrap();
    let document = write_with(form, report, REVIEW).unwrap();
    let read = import::read(&document).unwrap();
    assert_eq!(texts(&read.report), texts(report), "the text is as it was");
    assert_eq!(listed(&read.report), listed(report));
    assert_eq!(texts(&settled(&read.report, false)), texts(&sample()), "and as it was before");
    assert_eq!(settled(&read.report, false).numbers, sample().numbers);
    let told = read.remarks.iter().filter(|remark| matches!(remark.kind, import::RemarkKind::TrackedChanges { .. }));
    assert_eq!(told.count(), 0, "nothing was lost");
    // What is handed out has none.
    let clean = write_with(form, report, DocxOptions::default()).unwrap();
    assert_eq!(clean, write_with(form, &settled(report, true), DocxOptions::default()).unwrap());
    let xml = docx_package::part(&document, docx_package::DOCUMENT);
    for wanted in
        ["<w:ins ", "<w:del ", "<w:delText", "<w:rPrChange ", "w:author=\"王五\"", "w:date=\"2025-01-06T14:09:00\""]
    {
        assert!(xml.contains(wanted), "{wanted}");
    }
}

/// A table in the text stays one beside tracked changes; what was changed in its cells is written as it reads now.
#[test]
fn tables_stand_beside_revisions() {
    let mut session = Session::new(sample()).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    run(&mut session, SessionCommand::InsertTable { part, at: TextPosition::new(0, 2), rows: 2, columns: 3 });
    session.track_changes(true).unwrap();
    session.revise_as(reviser("李四", 3));
    let before = session.report().clone();
    put(&mut session, SectionId::Overview, TextRange::within(0, 3, 5), "改过");
    put(&mut session, SectionId::Overview, TextRange::within(1, 0, 0), "渠道");
    let report = session.report();
    let form = Form::of(report.form).unwrap();
    let document = write_with(form, report, REVIEW).unwrap();
    let xml = docx_package::part(&document, docx_package::DOCUMENT);
    assert_eq!(xml.matches("<w:tbl>").count(), 4, "three of the form and one of the text");
    let read = import::read(&document).unwrap();
    assert_eq!(texts(&read.report), texts(report));
    assert_eq!(texts(&settled(report, false)), texts(&before));
    assert_eq!(listed(&read.report), listed(report), "those of the words in its cells as well");
    assert_eq!(texts(&settled(&read.report, false)), texts(&before));
}

/// A table of the text with words in its cells, which nobody tracked.
fn with_table(rows: usize, columns: usize) -> Session {
    let mut session = Session::new(sample()).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    run(&mut session, SessionCommand::InsertTable { part, at: TextPosition::new(0, 2), rows, columns });
    for cell in (0..rows * columns).filter(|cell| cell % 4 != 3) {
        put(&mut session, SectionId::Overview, TextRange::within(1 + cell, 0, 0), &format!("第{cell}格"));
    }
    session.track_changes(true).unwrap();
    session.revise_as(reviser("李四", 3));
    session
}

/// Rows of a table in the text that were put in and taken out are rows of Word's that were, wherever in the table they stand;
/// they come back, are accepted and rejected, and so does the table as a whole.
#[test]
fn rows_of_tables_are_tracked_in_word() {
    let part = ReportText::Section(SectionId::Overview);
    let change = |session: &mut Session, cell: (usize, usize), change: TableChange| {
        let at = TextRange::new(TextPosition::new(1 + cell.0, 0), TextPosition::new(1 + cell.1, 0));
        run(session, SessionCommand::ChangeTable(part, at, change));
    };
    let (above, below, away) = (TableChange::RowsAbove, TableChange::RowsBelow, TableChange::DeleteRows);
    type Made<'a> = &'a [((usize, usize), TableChange)];
    let cases: &[(&str, Made<'_>, usize, usize)] = &[
        ("above the first", &[((0, 0), above)], 1, 0),
        ("in the middle", &[((3, 3), below)], 1, 0),
        ("below the last", &[((8, 8), below)], 1, 0),
        ("the first away", &[((0, 0), away)], 0, 1),
        ("the middle away", &[((3, 3), away)], 0, 1),
        ("the last away", &[((8, 8), away)], 0, 1),
        ("the first two away", &[((0, 3), away)], 0, 2),
        ("one away, one put in", &[((3, 3), away), ((3, 3), below)], 1, 1),
        ("all away", &[((0, 0), TableChange::DeleteTable)], 0, 3),
    ];
    for (name, changes, inserted, deleted) in cases {
        for own in [true, false] {
            let mut session = with_table(3, 3);
            let before = session.report().clone();
            for (cell, one) in *changes {
                change(&mut session, *cell, *one);
            }
            if *inserted > 0 {
                // What is written into new cells is part of them.
                let paragraphs = &session.report().part(part).unwrap().paragraphs;
                let blank = paragraphs.iter().position(|one| one.cell.is_some() && one.is_wordless());
                put(&mut session, SectionId::Overview, TextRange::within(blank.unwrap(), 0, 0), "新的");
            }
            let report = session.report();
            let mut document = write_with(Form::of(report.form).unwrap(), report, REVIEW).unwrap();
            let xml = docx_package::part(&document, docx_package::DOCUMENT);
            let rows = |tag: &str| {
                let properties = xml.split("<w:trPr>").skip(1).filter_map(|rest| rest.split("</w:trPr>").next());
                properties.filter(|own| own.contains(tag)).count()
            };
            assert_eq!((rows("<w:ins "), rows("<w:del ")), (*inserted, *deleted), "{name}: {xml}");
            if !own {
                // As another program saves it: without the draft that is within.
                document = docx_package::without(&document, "customXml/item1.xml");
            }
            let read = import::read(&document).unwrap();
            let left = |one: &&import::Remark| matches!(one.kind, import::RemarkKind::TrackedChanges { .. });
            assert_eq!(read.remarks.iter().find(left), None, "{name}");
            if own {
                assert_eq!(texts(&read.report), texts(report), "{name}");
                // What begins a table follows from the rows.
                let words = |report: &Report| {
                    listed(report).into_iter().filter(|line| !line.ends_with("- +")).collect::<Vec<_>>()
                };
                assert_eq!(words(&read.report), words(report), "{name}");
                assert_eq!(texts(&settled(&read.report, false)), texts(&before), "{name}");
            }
            assert_eq!(words(&read.report), words(report), "{name}, own {own}");
            assert_eq!(words(&settled(&read.report, false)), words(&before), "{name}, own {own}");
            let tables = |report: &Report| report.part(part).unwrap().tables();
            let shape = |report: &Report| tables(report).iter().map(|one| (one.rows, one.columns)).collect::<Vec<_>>();
            assert_eq!(shape(&settled(&read.report, false)), vec![(3, 3)], "{name}, own {own}");
            assert_eq!(shape(&settled(&read.report, true)), shape(report), "{name}, own {own}");
        }
    }
}

/// A row of Word's that says itself that it was taken out or put in, with words that do not.
#[test]
fn rows_that_word_tracked_are_read() {
    let mut session = with_table(3, 3);
    session.track_changes(false).unwrap();
    let report = session.report();
    let document = write_with(Form::of(report.form).unwrap(), report, REVIEW).unwrap();
    let by =
        |what: &str| format!("<w:cantSplit/><w:{what} w:id=\"9\" w:author=\"乙\" w:date=\"2025-01-06T14:03:00Z\"/>");
    let edited = docx_package::edited(&document, docx_package::DOCUMENT, |xml| {
        let table = xml.find("第0格").unwrap();
        let (head, rest) = xml.split_at(xml[..table].rfind("<w:tr>").unwrap());
        let rest = rest.replacen("<w:cantSplit/>", &by("ins"), 1);
        let second = rest.find("第4格").unwrap();
        let (first, last) = rest.split_at(rest[..second].rfind("<w:tr>").unwrap());
        format!("{head}{first}{}", last.replacen("<w:cantSplit/>", &by("del"), 1))
    });
    let read = import::read(&edited).unwrap().report;
    let part = ReportText::Section(SectionId::Overview);
    let said = |report: &Report| report.part(part).unwrap().tables().first().map(|one| one.rows);
    assert_eq!(said(&read), Some(2), "{:?}", listed(&read));
    let rejected = settled(&read, false);
    assert_eq!(said(&rejected), Some(2));
    let text = |report: &Report| words(report).concat();
    assert!(text(&read).contains("第0格") && !text(&read).contains("第4格"));
    assert!(
        !text(&rejected).contains("第0格") && text(&rejected).contains("第4格") && text(&rejected).contains("第8格")
    );
    assert!(read.revisions.marks().iter().all(|mark| mark.by == "乙"));
}

/// A table of the text before the form's tables: numbers changed in those, and comments on them, are still theirs.
#[test]
fn tables_of_the_text_do_not_hide_those_of_the_form() {
    let mut session = Session::new(sample()).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    run(&mut session, SessionCommand::InsertTable { part, at: TextPosition::new(0, 2), rows: 12, columns: 7 });
    session.track_changes(true).unwrap();
    session.revise_as(reviser("李四", 3));
    put(&mut session, SectionId::Overview, TextRange::within(3, 0, 0), "渠道");
    let key = CellKey::parse("received.natural_person").unwrap();
    run(&mut session, SessionCommand::Change(Change::Numbers(vec![(key, Some(Number::Count(77)))])));
    let place = nianbao::report::Place::Cell(key);
    let remark = nianbao::report::CommentRemark::new("王五", None, "核对台账");
    let comment = Change::Comment(nianbao::report::CommentChange::Add(place, remark));
    run(&mut session, SessionCommand::Change(comment));
    let report = session.report();
    let document = write_with(Form::of(report.form).unwrap(), report, REVIEW).unwrap();
    // As another program would have written it: no draft is in it.
    let read = import::read(&document).unwrap().report;
    assert_eq!(listed(&read), listed(report));
    assert_eq!(read.comments[0].place, place);
}

/// A table that was put in while changes are tracked goes again when that is rejected.
#[test]
fn a_tracked_table_is_accepted_and_rejected() {
    let mut session = tracked();
    let before = session.report().clone();
    let part = ReportText::Section(SectionId::Overview);
    for at in [TextPosition::new(0, 2), TextPosition::new(2, 0)] {
        run(&mut session, SessionCommand::InsertTable { part, at, rows: 2, columns: 2 });
        let report = session.report();
        assert_eq!(texts(&settled(report, true)), texts(report));
        assert_eq!(texts(&settled(report, false)), texts(&before));
    }
}

/// Whatever two people change in the texts comes back as theirs, and rejecting all gives the words as they were.
#[test]
fn random_revisions_come_back() {
    let before = words(&sample());
    for seed in 0..40 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut session = tracked();
        for _ in 0..random.usize(1..9) {
            session.revise_as(reviser(if random.bool() { "李四" } else { "王五" }, random.u8(0..60)));
            let id = *random.choice(&[SectionId::Overview, SectionId::Problems, SectionId::Others]).unwrap();
            let paragraphs = session.report().prose(id).unwrap().paragraphs.clone();
            let place = |random: &mut fastrand::Rng| {
                let paragraph = random.usize(0..paragraphs.len());
                TextPosition::new(paragraph, random.usize(0..=paragraphs[paragraph].length()))
            };
            let (one, other) = (place(&mut random), place(&mut random));
            let span = if random.bool() { TextRange::at(one) } else { TextRange::new(one, other) };
            let text = *random.choice(&["甲", "补充说明", "子丑\n寅卯", "3", ""]).unwrap();
            put(&mut session, id, span, text);
        }
        let report = session.report();
        let form = Form::of(report.form).unwrap();
        let read = import::read(&write_with(form, report, REVIEW).unwrap()).unwrap();
        assert_eq!(words(&read.report), words(report), "seed {seed}");
        assert_eq!(words(&settled(&read.report, false)), before, "seed {seed}: {:#?}", listed(report));
    }
}

/// A document of Word or WPS: what each writes of a paragraph, what is left of it, and what is tracked.
#[test]
fn documents_of_others_keep_their_revisions() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let gone = |text: &str| {
        format!(
            "<w:r w:rsidDel=\"00AB12CD\"><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:delText xml:space=\"preserve\">{text}</w:delText></w:r>"
        )
    };
    let by = |name: &str| format!("w:id=\"7\" w:author=\"{name}\" w:date=\"2025-01-06T14:03:00Z\"");
    let cases: &[(&str, String, &str, &[&str], &str)] = &[
        (
            "Word replaces a word",
            format!(
                "<w:p w:rsidR=\"00AB\">{}<w:del {}>{}</w:del><w:ins {}>{}</w:ins>{}</w:p>",
                run("本年"),
                by("李四"),
                gone("受理"),
                by("李四"),
                run("收到"),
                run("申请。")
            ),
            "本年收到申请。",
            &["-受理 +收到"],
            "本年受理申请。",
        ),
        (
            "WPS writes no time and takes out what another put in",
            format!(
                "<w:p><w:pPr><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr></w:pPr>{}<w:ins w:id=\"0\" w:author=\"甲\">{}<w:del w:id=\"1\" w:author=\"乙\">{}</w:del>{}</w:ins></w:p>",
                run("全年"),
                run("公开"),
                gone("大量"),
                run("信息。")
            ),
            "全年公开信息。",
            &["- +公开大量信息。", "-大量 +"],
            "全年",
        ),
        (
            "a paragraph is taken out with its end",
            format!(
                "<w:p><w:pPr><w:rPr><w:del {0}/></w:rPr></w:pPr><w:del {0}>{1}</w:del></w:p><w:p>{2}</w:p>",
                by("李四"),
                gone("旧的一段。"),
                run("留下的一段。")
            ),
            "留下的一段。",
            &["-旧的一段。\n +"],
            "旧的一段。\n留下的一段。",
        ),
        (
            "only the words of a paragraph are taken out",
            format!("<w:p>{2}</w:p><w:p><w:del {0}>{1}</w:del></w:p>", by("李四"), gone("旧的一段。"), run("前一段。")),
            "前一段。",
            &["-旧的一段。\n +"],
            "前一段。\n旧的一段。",
        ),
        (
            "words are moved",
            format!(
                "<w:p><w:moveFromRangeStart w:id=\"2\" w:name=\"move1\"/><w:moveFrom {0}>{1}</w:moveFrom><w:moveFromRangeEnd w:id=\"2\"/>{2}<w:moveTo {0}>{3}</w:moveTo></w:p>",
                by("李四"),
                run("先说，"),
                run("后说，"),
                run("先说。")
            ),
            "后说，先说。",
            &["-先说， +", "- +先说。"],
            "先说，后说，",
        ),
        (
            "a new paragraph",
            format!(
                "<w:p><w:pPr><w:rPr><w:ins {0}/></w:rPr></w:pPr>{1}</w:p><w:p><w:ins {0}>{2}</w:ins></w:p>",
                by("李四"),
                run("第一段。"),
                run("第二段。")
            ),
            "第一段。\n第二段。",
            &["- +\n第二段。"],
            "第一段。",
        ),
        (
            "only the look",
            format!(
                "<w:p>{}<w:r><w:rPr><w:b/><w:rPrChange {}><w:rPr/></w:rPrChange></w:rPr><w:t>重要</w:t></w:r></w:p>",
                run("这是"),
                by("李四")
            ),
            "这是重要",
            &["- +"],
            "这是重要",
        ),
    ];
    for (name, body, text, wanted, rejected) in cases {
        let heading = |title: &str| format!("<w:p><w:r><w:t>{title}</w:t></w:r></w:p>");
        let whole = format!(
            "<w:body>{}{}{body}{}</w:body>",
            heading("甲县水务局2024年政府信息公开工作年度报告"),
            heading("一、总体情况"),
            heading("五、存在的主要问题及改进情况")
        );
        let xml = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{whole}</w:document>"
        );
        let document = docx_package::packed(vec![(docx_package::DOCUMENT.to_owned(), xml.into_bytes())]);
        let read = import::read(&document).unwrap();
        let shown = |report: &Report| report.prose(SectionId::Overview).map(RichText::text).unwrap_or_default();
        assert_eq!(shown(&read.report), *text, "{name}");
        let said: Vec<String> =
            read.report.revision_entries().into_iter().map(|one| format!("-{} +{}", one.removed, one.added)).collect();
        assert_eq!(said, *wanted, "{name}");
        assert_eq!(shown(&settled(&read.report, false)), *rejected, "{name}");
        assert_eq!(shown(&settled(&read.report, true)), *text, "{name}");
        let lost = read.remarks.iter().any(|remark| matches!(remark.kind, import::RemarkKind::TrackedChanges { .. }));
        assert!(!lost, "{name}: {:?}", read.remarks);
    }
}

/// A document with more tracked changes than a draft can hold is read with all of them accepted, which is told, whatever
/// was changed; with fewer it keeps them. Either can be saved and opened again.
#[test]
fn more_changes_than_a_draft_holds_are_told() {
    let run = |inner: &str| format!("<w:r>{inner}<w:t>公开</w:t></w:r>");
    let by = |at: usize| format!("w:id=\"7\" w:author=\"作者{at}\" w:date=\"2025-01-06T14:03:00Z\"");
    let put_in = |at: usize| format!("<w:ins {}>{}</w:ins>", by(at), run(""));
    let formatted = |at: usize| run(&format!("<w:rPr><w:b/><w:rPrChange {}><w:rPr/></w:rPrChange></w:rPr>", by(at)));
    let end = |at: usize| format!("<w:pPr><w:rPr><w:ins {}/></w:rPr></w:pPr>{}", by(at), run(""));
    let made: [(&str, &dyn Fn(usize) -> String); 3] =
        [("words", &put_in), ("looks", &formatted), ("ends of paragraphs", &end)];
    for (name, change) in made {
        for (count, is_kept) in [(1_000, true), (7_000, false)] {
            let heading = |title: &str| format!("<w:p><w:r><w:t>{title}</w:t></w:r></w:p>");
            let body: String = (0..count).map(|at| format!("<w:p>{}</w:p>", change(at))).collect();
            let whole = format!(
                "<w:body>{}{}{body}</w:body>",
                heading("甲县水务局2024年政府信息公开工作年度报告"),
                heading("一、总体情况")
            );
            let xml = format!(
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{whole}</w:document>"
            );
            let document = docx_package::packed(vec![(docx_package::DOCUMENT.to_owned(), xml.into_bytes())]);
            let read = import::read(&document).unwrap();
            let told = read.remarks.iter().any(|one| matches!(one.kind, import::RemarkKind::TrackedChanges { .. }));
            assert_eq!((told, read.report.revision_entries().len() >= 999), (!is_kept, is_kept), "{count} {name}");
            let draft = storage::write(&read.report).unwrap();
            assert!(storage::parse(&draft).is_ok_and(|again| again == read.report), "{count} {name}");
        }
    }
}
