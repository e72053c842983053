//! Changes of a report: entries, stated totals, linked numbers, last year, dismissals.

use std::sync::Arc;
use std::time::Duration;

use nianbao::form::{CellKey, CellMeasure, CellName, Form, SectionId, UnitKind};
use nianbao::limits::Limit;
use nianbao::report::{
    BLANK, CellBlock, Change, ChangeError, CharRange, Dismissal, Number, NumberInput, Place, PreviousYear, Report,
    StatedTotal, differences,
};
use nianbao::richtext::{RichText, TextPosition, TextRange};
use nianbao::session::{EditorSelection, Session, SessionCommand, TypedText};

use super::{OVERVIEW, bytes, enter, run, sample, typed};

#[test]
fn a_refused_change_changes_nothing() {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    let before = bytes(&report);
    let cell = |text| CellKey::parse(text).unwrap();
    let count = Some(Number::Count(1));
    let good = Change::UnitName("乙县档案局".into());
    let cases = [
        (
            Change::Numbers(vec![(cell("received.enterprise"), count), (cell("received.total"), count)]),
            ChangeError::Computed(cell("received.total")),
        ),
        (Change::Numbers(vec![(cell("nowhere.total"), count)]), ChangeError::NoSuchCell(cell("nowhere.total"))),
        (
            Change::Numbers(vec![(cell("fees.amount"), count)]),
            ChangeError::WrongMeasure { cell: cell("fees.amount"), wanted: CellMeasure::Amount },
        ),
        (
            Change::SettleTotals(vec![cell("received.enterprise")]),
            ChangeError::NotComputed(cell("received.enterprise")),
        ),
        (Change::Year(0), ChangeError::NoSuchYear(0)),
        (Change::Note(cell("nowhere.total"), Some("注".into())), ChangeError::NoSuchCell(cell("nowhere.total"))),
    ];
    for (change, refusal) in cases {
        let all = Change::All(vec![good.clone(), change]);
        assert_eq!(all.apply(&mut report, form), Err(refusal));
        assert_eq!(bytes(&report), before, "{refusal}");
    }
}

#[test]
fn text_follows_its_cell() {
    let mut session = Session::new(sample()).unwrap();
    let cell = CellKey::parse("received.total").unwrap();
    run(&mut session, typed(0, 0, "全年收到件，"));
    run(&mut session, SessionCommand::InsertLink { part: OVERVIEW, span: TextRange::within(0, 4, 4), cell });
    let text = |session: &Session| session.report().prose(SectionId::Overview).unwrap().paragraphs[0].text();
    assert_eq!(text(&session), format!("全年收到{BLANK}件，"), "a blank is not a zero");
    session.select(EditorSelection::caret(OVERVIEW, TextPosition::new(0, 7)));
    run(&mut session, enter("received.natural_person", 9));
    run(&mut session, enter("received.enterprise", 1_003));
    assert_eq!(text(&session), "全年收到1012件，");
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(0, 9)), "the caret moves along");
    run(&mut session, SessionCommand::Undo);
    assert_eq!(text(&session), "全年收到9件，");
    run(&mut session, SessionCommand::Redo);
    assert_eq!(text(&session), "全年收到1012件，");
    let span = TextRange::within(0, 0, 20);
    run(&mut session, SessionCommand::Unlink(OVERVIEW, span));
    run(&mut session, enter("received.enterprise", 1));
    assert_eq!(text(&session), "全年收到1012件，", "no longer linked");
}

#[test]
fn a_stated_total_that_agrees_is_settled() {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    let total = CellKey::parse("received.total").unwrap();
    report.numbers.state(total, Some(StatedTotal::Number(12)));
    let before = bytes(&report);
    let fill =
        |count| Change::Numbers(vec![(CellKey::parse("received.research").unwrap(), Some(Number::Count(count)))]);
    let eleven = fill(11).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), Some(StatedTotal::Number(12)));
    let twelve = fill(12).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), None);
    twelve.apply(&mut report);
    eleven.apply(&mut report);
    assert_eq!(bytes(&report), before);
    Change::SettleTotals(vec![total]).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), None);
}

#[test]
fn entries_are_read_as_people_write_them() {
    let read = |text: &str, measure| {
        NumberInput::read(text, measure).ok().map(|entry| entry.number.map(|one| one.to_string()))
    };
    let some = |text: &str| Some(Some(text.to_string()));
    let cases = [
        ("12", CellMeasure::Count, some("12")),
        (" １２ ", CellMeasure::Count, some("12")),
        ("1,234件", CellMeasure::Count, some("1234")),
        ("1，234", CellMeasure::Count, some("1234")),
        ("12.0", CellMeasure::Count, some("12")),
        ("12.5", CellMeasure::Count, None),
        ("12,34", CellMeasure::Count, None),
        ("1.2万", CellMeasure::Count, None),
        ("-3", CellMeasure::Count, None),
        ("", CellMeasure::Count, Some(None)),
        ("／", CellMeasure::Count, Some(None)),
        ("—", CellMeasure::Count, Some(None)),
        ("件", CellMeasure::Count, None),
        ("7730.28万元", CellMeasure::Amount, some("7730.28")),
        ("7,730.28", CellMeasure::Amount, some("7730.28")),
        ("-18", CellMeasure::Change, some("-18")),
        ("＋3", CellMeasure::Change, some("3")),
        ("约三件", CellMeasure::Count, None),
    ];
    for (text, measure, wanted) in cases {
        assert_eq!(read(text, measure), wanted, "{text:?} as {measure:?}");
    }
}

#[test]
fn a_block_of_25_rows_by_7_is_one_step() {
    let mut session = Session::new(sample()).unwrap();
    let form = session.form();
    let before = bytes(session.report());
    let rows: Vec<String> = (0..25)
        .map(|row| (0..7).map(|column| format!("{}", row * 7 + column)).collect::<Vec<_>>().join("\t"))
        .collect();
    let block = CellBlock::parse(&(rows.join("\r\n") + "\r\n"));
    assert_eq!((block.rows.len(), block.rows[0].len()), (25, 7));
    assert_eq!(CellBlock::parse(&block.text()), block);
    let at = CellKey::parse("received.natural_person").unwrap();
    let outcome = run(&mut session, SessionCommand::PasteBlock(at, block));
    let totals = form
        .fields()
        .filter(|field| {
            field.total && form.table(CellName::parse("requests").unwrap()).unwrap().field(field.key).is_some()
        })
        .count();
    assert_eq!(outcome.unpasted.computed.len(), totals);
    assert!(outcome.unpasted.unread.is_empty() && outcome.unpasted.beyond == 0);
    assert_eq!(session.report().numbers.get(CellKey::parse("carried_in.enterprise").unwrap()), Some(Number::Count(8)));
    assert_eq!(session.report().numbers.get(CellKey::parse("carried_over.other").unwrap()), Some(Number::Count(173)));
    let outcome = run(
        &mut session,
        SessionCommand::PasteBlock(CellKey::parse("received.other").unwrap(), CellBlock::parse("1,005件\t3\t4\n甲\n")),
    );
    assert_eq!(outcome.unpasted.cleaned, [CellKey::parse("received.other").unwrap()]);
    assert_eq!(outcome.unpasted.unread, [(CellKey::parse("carried_in.other").unwrap(), "甲".to_string())]);
    assert_eq!(outcome.unpasted.beyond, 1);
    run(&mut session, SessionCommand::FillZero(None));
    let blank = session
        .form()
        .fields()
        .filter(|field| !field.total && session.report().numbers.get(field.key).is_none())
        .count();
    assert_eq!(blank, 0);
    for _ in 0..3 {
        run(&mut session, SessionCommand::Undo);
    }
    assert_eq!((session.undo_count(), bytes(session.report())), (0, before));
}

#[test]
fn last_year_is_carried_forward_into_blanks() {
    let cell = |text| CellKey::parse(text).unwrap();
    let mut last = Report::new("甲区信访局", UnitKind::Department, 2023);
    for (key, count) in
        [("carried_over.natural_person", 3), ("carried_over.enterprise", 1), ("normative_documents.in_force", 10)]
    {
        last.numbers.set(cell(key), Some(Number::Count(count)));
    }
    let mut report = sample();
    for (key, count) in
        [("normative_documents.issued", 2), ("normative_documents.repealed", 5), ("carried_in.enterprise", 7)]
    {
        report.numbers.set(cell(key), Some(Number::Count(count)));
    }
    let form = Form::of(report.form).unwrap();
    let comparison = PreviousYear::new(&last, form);
    assert!(comparison.is_year_before(&report));
    assert_eq!(comparison.expected(&report, cell("carried_in.total")), Some(Number::Count(4)));
    assert_eq!(comparison.value(cell("carried_over.total")), Some(Number::Count(4)));
    assert_eq!(comparison.expected(&report, cell("received.enterprise")), None);
    let mut session = Session::new(report).unwrap();
    run(&mut session, SessionCommand::CarryForward(Arc::new(last)));
    let get = |text| session.report().numbers.get(cell(text));
    assert_eq!(get("carried_in.natural_person"), Some(Number::Count(3)));
    assert_eq!(get("carried_in.enterprise"), Some(Number::Count(7)), "what was entered stays");
    assert_eq!(get("normative_documents.in_force"), Some(Number::Count(7)));
    assert_eq!(get("rules.in_force"), None);
}

#[test]
fn dismissals_move_along_and_lapse() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "本年收到7件。全部办结。"));
    let place = |start, end| Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start, end });
    let cell = Place::Cell(CellKey::parse("received.total").unwrap());
    let dismissal =
        Dismissal::new(session.report(), session.form(), "R15".into(), vec![place(4, 6), cell], "口径不同".into());
    assert_eq!(dismissal.about, "7件\n");
    run(&mut session, SessionCommand::Change(Change::Dismiss(dismissal)));
    let holds = |session: &Session, spot, wanted: bool| {
        let found = session.report().dismissal(session.form(), "R15", &[spot, cell]).map(|one| one.reason.clone());
        assert_eq!(found.is_some(), wanted, "{:?}", session.report().dismissed);
    };
    holds(&session, place(4, 6), true);
    run(&mut session, typed(0, 0, "2024年，"));
    holds(&session, place(10, 12), true);
    run(&mut session, typed(0, 12, "次"));
    holds(&session, place(10, 12), true);
    let json = bytes(session.report());
    assert_eq!(serde_json::from_slice::<Report>(&json).unwrap(), *session.report(), "kept in the draft");
    run(&mut session, typed(0, 11, "0"));
    holds(&session, place(10, 13), false);
    run(&mut session, SessionCommand::Undo);
    holds(&session, place(10, 12), true);
    run(&mut session, enter("received.enterprise", 1));
    holds(&session, place(10, 12), false);
    run(&mut session, SessionCommand::Undo);
    run(
        &mut session,
        SessionCommand::Delete { part: OVERVIEW, span: TextRange::within(0, 8, 14), typed: TypedText::Whole },
    );
    assert!(session.report().dismissed.is_empty(), "its place is gone");
    run(&mut session, SessionCommand::Undo);
    holds(&session, place(10, 12), true);
}

#[test]
fn two_versions_are_told_apart_by_passage() {
    let mut older = sample();
    *older.prose_mut(SectionId::Overview) = RichText::plain("甲\n乙\n丙\n丁");
    older.numbers.set(CellKey::parse("received.enterprise").unwrap(), Some(Number::Count(3)));
    let mut newer = older.clone();
    *newer.prose_mut(SectionId::Overview) = RichText::plain("甲\n新\n丙改\n丁\n尾");
    newer.year = 2023;
    newer.numbers.set(CellKey::parse("received.enterprise").unwrap(), None);
    newer.notes.insert(CellKey::parse("received.research").unwrap(), "注".into());
    let said: Vec<String> = differences(&older, &newer)
        .iter()
        .map(|one| {
            let place = match one.place {
                Place::Prose(_, spot) => format!("第{}段", spot.paragraph + 1),
                Place::Cell(key) | Place::Note(key) => key.to_string(),
                other => format!("{other:?}"),
            };
            format!("{place}：{}→{}", one.older, one.newer)
        })
        .collect();
    let wanted = [
        "Year：2024→2023",
        "第2段：乙→新",
        "第3段：丙→丙改",
        "第5段：→尾",
        "received.enterprise：3→",
        "received.research：→注",
    ];
    assert_eq!(said, wanted);
    assert_eq!(differences(&newer, &newer), []);
    // A paragraph taken out, and one moved.
    let passages = |older: &str, newer: &str| {
        let of = |text: &str| {
            let mut report = sample();
            report.preface = RichText::plain(text);
            report
        };
        differences(&of(older), &of(newer)).into_iter().map(|one| (one.older, one.newer)).collect::<Vec<_>>()
    };
    let text = |one: &str, other: &str| (one.to_string(), other.to_string());
    assert_eq!(passages("甲\n乙\n丙", "甲\n丙"), [text("乙", "")]);
    assert_eq!(passages("甲\n乙\n丙", "乙\n丙\n甲"), [text("甲", ""), text("", "甲")]);
}

#[test]
fn the_form_follows_the_year() {
    let mut session = Session::new(sample()).unwrap();
    let before = bytes(session.report());
    run(&mut session, SessionCommand::Change(Change::Year(2020)));
    assert_eq!(session.form().edition, nianbao::form::Edition::Cn2019);
    run(&mut session, SessionCommand::Undo);
    assert_eq!((session.form().edition, bytes(session.report())), (nianbao::form::Edition::Cn2021, before));
}

/// What makes a report longer than what is read is refused, whatever way it takes; what makes one shorter that
/// is too long is done.
#[test]
fn a_report_does_not_become_longer_than_what_is_read() {
    let lines = |count: usize| RichText::plain(&"公开\n".repeat(count));
    let most = Limit::Paragraphs.most();
    let mut report = Report::new("甲县水务局", UnitKind::Department, 2024);
    *report.prose_mut(SectionId::Overview) = lines(most - 1);
    let mut session = Session::new(report.clone()).unwrap();
    let refused = |session: &mut Session, command: SessionCommand| {
        let before = bytes(session.report());
        assert_eq!(session.execute(command, Duration::ZERO).err(), Some(ChangeError::TooLong));
        assert!(bytes(session.report()) == before && !session.is_changed());
    };
    let paste = |count: usize| {
        SessionCommand::Change(Change::Replace(Box::new({
            let mut longer = report.clone();
            *longer.prose_mut(SectionId::Others) = lines(count);
            longer
        })))
    };
    refused(&mut session, paste(2));
    refused(&mut session, typed(0, 0, &"字".repeat(Limit::Characters.most())));
    assert!(session.execute(paste(1), Duration::ZERO).is_ok_and(|outcome| outcome.changed));
    assert!(session.execute(typed(0, 0, "字"), Duration::ZERO).is_ok_and(|outcome| outcome.changed));

    // One that is too long already, as an earlier program may have left it.
    *report.prose_mut(SectionId::Overview) = lines(most + 10);
    let mut session = Session::new(report.clone()).unwrap();
    refused(&mut session, typed(0, 0, "字"));
    let span = TextRange::new(TextPosition::new(0, 0), TextPosition::new(1, 0));
    let delete = SessionCommand::Delete { part: OVERVIEW, span, typed: TypedText::Key };
    assert!(session.execute(delete, Duration::ZERO).is_ok_and(|outcome| outcome.changed));
    assert_eq!(session.report().size().paragraphs, most + 9);
}
