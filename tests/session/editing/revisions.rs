//! Tracked changes: what is put in, taken out and formatted, by whom; accepted, rejected, undone.

use nianbao::form::{CellKey, SectionId};
use nianbao::report::{Change, CommentTime, Date, FormerValue, Report, Reviser, RevisionChange, RevisionId, Signature};
use nianbao::richtext::{CellLink, Level, RichText, Run, TextMark, TextPosition, TextRange};
use nianbao::session::{Session, SessionCommand, TypedText};

use super::{OVERVIEW, bytes, enter, key, run, sample, typed};

pub(super) fn reviser(by: &str, minute: u8) -> Reviser {
    Reviser { by: by.into(), at: CommentTime::new(Date::new(2025, 1, 6).unwrap(), 14, minute) }
}

/// A session of this text whose changes are tracked as those of 李四.
fn tracked(text: &str) -> Session {
    let mut report = sample();
    *report.prose_mut(SectionId::Overview) = RichText::plain(text);
    let mut session = Session::new(report).unwrap();
    session.revise_as(reviser("李四", 0));
    session.track_changes(true).unwrap();
    session
}

pub(super) fn text(session: &Session) -> String {
    session.report().part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

pub(super) fn ids(session: &Session) -> Vec<RevisionId> {
    session.report().revisions.ids()
}

pub(super) fn accept(session: &mut Session, ids: Vec<RevisionId>) {
    run(session, SessionCommand::Change(Change::Revise(RevisionChange::Accept(ids))));
}

pub(super) fn reject(session: &mut Session, ids: Vec<RevisionId>) {
    run(session, SessionCommand::Change(Change::Revise(RevisionChange::Reject(ids))));
}

fn delete(from: (usize, usize), to: (usize, usize)) -> SessionCommand {
    let at = |(paragraph, character)| TextPosition::new(paragraph, character);
    SessionCommand::Delete { part: OVERVIEW, span: TextRange::new(at(from), at(to)), typed: TypedText::Whole }
}

#[test]
fn what_one_person_does_in_one_place_is_one_change() {
    let mut session = tracked("本年收到7件。");
    for (at, letter) in ["全", "部", "办", "结"].into_iter().enumerate() {
        run(&mut session, key(7 + at, letter));
    }
    assert_eq!(ids(&session).len(), 1);
    // One's own words deleted again are no change; others' are.
    run(&mut session, delete((0, 9), (0, 11)));
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("本年收到7件。全部", 1));
    run(&mut session, delete((0, 7), (0, 9)));
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("本年收到7件。", 0));
    run(&mut session, delete((0, 4), (0, 5)));
    run(&mut session, typed(0, 4, "12"));
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("本年收到12件。", 1), "a word for another");
    session.revise_as(reviser("李四", 30));
    run(&mut session, typed(0, 6, "余"));
    session.revise_as(reviser("王五", 30));
    run(&mut session, typed(0, 7, "多"));
    assert_eq!(ids(&session).len(), 3, "half an hour later, and another person");
    reject(&mut session, vec![RevisionId(1)]);
    assert_eq!(text(&session), "本年收到7余多件。");
    accept(&mut session, vec![RevisionId(3)]);
    let all = ids(&session);
    reject(&mut session, all);
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("本年收到7多件。", 0));
    for _ in 0..3 {
        run(&mut session, SessionCommand::Undo);
    }
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("本年收到12余多件。", 3));
}

#[test]
fn changes_within_changes_of_others() {
    let mut session = tracked("一二三");
    run(&mut session, typed(0, 1, "甲乙丙"));
    session.revise_as(reviser("王五", 1));
    run(&mut session, delete((0, 2), (0, 3)));
    run(&mut session, typed(0, 2, "丁"));
    assert_eq!(text(&session), "一甲丁丙二三");
    let mut other = Session::new(session.report().clone()).unwrap();
    // 李四's words go with what 王五 took out of them; 王五's stay.
    reject(&mut other, vec![RevisionId(1)]);
    assert_eq!((text(&other).as_str(), ids(&other)), ("一丁二三", vec![RevisionId(2)]));
    reject(&mut session, vec![RevisionId(2)]);
    assert_eq!((text(&session).as_str(), ids(&session)), ("一甲乙丙二三", vec![RevisionId(1)]));
    reject(&mut session, vec![RevisionId(1)]);
    assert_eq!(text(&session), "一二三");
}

#[test]
fn paragraphs_and_looks_come_back() {
    let mut session = tracked("甲甲\n乙乙\n丙丙");
    run(&mut session, SessionCommand::Change(Change::Year(2024)));
    let was = session.report().sections.clone();
    run(&mut session, SessionCommand::Level(OVERVIEW, TextRange::within(1, 0, 0), Level::Second));
    run(&mut session, SessionCommand::Mark(OVERVIEW, TextRange::within(2, 0, 1), TextMark::Bold, true));
    run(&mut session, delete((0, 1), (2, 1)));
    assert_eq!(text(&session), "甲丙");
    run(&mut session, typed(0, 1, "子\n丑\n寅"));
    assert_eq!(text(&session), "甲子\n丑\n寅丙");
    let json = bytes(session.report());
    assert_eq!(serde_json::from_slice::<Report>(&json).unwrap(), *session.report(), "as a file has it");
    let all = ids(&session);
    reject(&mut session, all);
    assert_eq!(session.report().sections, was);
    run(&mut session, SessionCommand::Undo);
    assert_eq!(bytes(session.report()), json);
    let all = ids(&session);
    accept(&mut session, all);
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("甲子\n丑\n寅丙", 0));
}

#[test]
fn values_are_tracked() {
    let mut session = tracked("");
    session.track_changes(false).unwrap();
    run(&mut session, enter("received.natural_person", 3));
    session.track_changes(true).unwrap();
    let key = CellKey::parse("received.natural_person").unwrap();
    let number = |session: &Session| FormerValue::Number(key, session.report().numbers.get(key)).shown();
    run(&mut session, enter("received.natural_person", 5));
    run(&mut session, enter("received.natural_person", 6));
    assert_eq!(ids(&session).len(), 1);
    session.revise_as(reviser("王五", 1));
    run(&mut session, enter("received.natural_person", 8));
    let note = Change::Note(key, Some("含上年".into()));
    run(&mut session, SessionCommand::Change(note));
    run(&mut session, SessionCommand::Change(Change::UnitName("乙区信访局".into())));
    let signature = Signature {
        unit: "乙区信访局".into(),
        date: Date::new(2025, 1, 9).unwrap(),
        extra: std::collections::BTreeMap::new(),
    };
    run(&mut session, SessionCommand::Change(Change::Signature(Some(signature))));
    assert_eq!(ids(&session).len(), 5);
    let mut other = Session::new(session.report().clone()).unwrap();
    reject(&mut other, vec![RevisionId(1)]);
    assert_eq!(number(&other), "8", "changed after that");
    reject(&mut other, vec![RevisionId(2)]);
    assert_eq!(number(&other), "3");
    let all = ids(&session);
    reject(&mut session, all);
    let report = session.report();
    assert_eq!((number(&session).as_str(), report.notes.len(), &*report.unit.name), ("3", 0, "甲区信访局"));
    assert!(report.signature.is_none() && ids(&session).is_empty());
}

#[test]
fn linked_numbers_follow_their_cells_and_are_nobodys_change() {
    let mut session = tracked("共件");
    let cell = CellKey::parse("received.natural_person").unwrap();
    session.track_changes(false).unwrap();
    run(&mut session, enter("received.natural_person", 12));
    let link = SessionCommand::InsertLink { part: OVERVIEW, span: TextRange::within(0, 1, 1), cell };
    run(&mut session, link);
    session.track_changes(true).unwrap();
    let was = session.report().sections.clone();
    run(&mut session, enter("received.natural_person", 15));
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("共15件", 1), "the cell alone");
    // A number that is written into is a number no longer, until that is taken back.
    run(&mut session, typed(0, 2, "0"));
    assert_eq!(text(&session), "共105件");
    let all = ids(&session);
    reject(&mut session, all);
    assert_eq!(session.report().sections, was);
}

/// The text follows the number of natural persons; with all changes rejected it is what it was, with all accepted it stays.
fn follows_and_comes_back(mut session: Session, was: &Report, numbers: [(u64, &str); 2]) {
    for (number, wanted) in numbers {
        run(&mut session, enter("received.natural_person", number));
        assert_eq!(text(&session), wanted);
    }
    let (all, last) = (ids(&session), text(&session));
    reject(&mut session, all.clone());
    assert_eq!(session.report().sections, was.sections);
    run(&mut session, SessionCommand::Undo);
    accept(&mut session, all);
    assert_eq!((text(&session), ids(&session)), (last, Vec::new()));
}

/// Words that were made to follow a cell, with the same words in their place, are what was taken out once the cell has another
/// number, and come back.
#[test]
fn words_that_were_made_to_follow_a_cell_come_back() {
    let mut session = tracked("收到12件");
    session.track_changes(false).unwrap();
    run(&mut session, enter("received.natural_person", 12));
    session.track_changes(true).unwrap();
    let was = session.report().clone();
    let mut piece = RichText::plain("12");
    let link = CellLink::parse("received.natural_person");
    piece.paragraphs[0].set_runs(vec![Run { text: "12".into(), link, ..Run::default() }]);
    run(&mut session, SessionCommand::Paste { part: OVERVIEW, span: TextRange::within(0, 2, 4), piece });
    follows_and_comes_back(session, &was, [(15, "收到15件"), (7, "收到7件")]);
}

/// Two numbers that follow one cell are one where the words between them were taken out, and two again once these are back.
#[test]
fn numbers_of_one_cell_that_became_neighbours_come_back() {
    let mut session = tracked("");
    session.track_changes(false).unwrap();
    run(&mut session, enter("received.natural_person", 12));
    let link = CellLink::parse("received.natural_person");
    let linked = Run { text: "12".into(), link, ..Run::default() };
    let mut piece = RichText::plain("12");
    piece.paragraphs[0].set_runs(vec![linked.clone(), Run { text: "年".into(), ..Run::default() }, linked]);
    run(&mut session, SessionCommand::Paste { part: OVERVIEW, span: TextRange::within(0, 0, 0), piece });
    session.track_changes(true).unwrap();
    let was = session.report().clone();
    assert_eq!(text(&session), "12年12");
    let span = TextRange::within(0, 2, 3);
    run(&mut session, SessionCommand::Delete { part: OVERVIEW, span, typed: TypedText::Whole });
    follows_and_comes_back(session, &was, [(15, "15"), (12, "12")]);
}

/// A number that somebody put right behind that of another cell stays his when both change.
#[test]
fn numbers_of_two_cells_side_by_side_are_whose_they_were() {
    let mut session = tracked("");
    session.track_changes(false).unwrap();
    let link = |at: usize, column| SessionCommand::InsertLink {
        part: OVERVIEW,
        span: TextRange::within(0, at, at),
        cell: CellKey::parse(&format!("received.{column}")).unwrap(),
    };
    run(&mut session, link(0, "natural_person"));
    session.track_changes(true).unwrap();
    run(&mut session, link(2, "enterprise"));
    assert_eq!(text(&session), "××××");
    run(&mut session, SessionCommand::FillZero(None));
    assert_eq!(text(&session), "00");
    let all = ids(&session);
    reject(&mut session, all);
    assert_eq!(text(&session), "××");
    assert_eq!(session.report().part(OVERVIEW).unwrap().links().next().unwrap().1.as_str(), "received.natural_person");
}

#[test]
fn the_switch_is_no_step() {
    let mut session = tracked("一");
    run(&mut session, typed(0, 1, "二"));
    session.track_changes(false).unwrap();
    run(&mut session, typed(0, 2, "三"));
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("一二三", 1));
    run(&mut session, SessionCommand::Undo);
    run(&mut session, SessionCommand::Undo);
    assert!(!session.report().revisions.tracking && ids(&session).is_empty());
    run(&mut session, SessionCommand::Redo);
    assert_eq!((text(&session).as_str(), ids(&session).len()), ("一二", 1));
    assert!(!session.report().revisions.tracking);
    session.track_changes(true).unwrap();
    assert!(session.report().revisions.tracking && session.is_changed());
}

#[test]
fn hand_made_files_are_read() {
    let spans = |spans: &str| {
        format!(
            r#"{{"form":"cn-2021","unit":{{"name":"甲","kind":"department"}},"year":2024,
        "sections":{{"overview":[{{"text":"一二"}}]}},"revisions":{{"spans":[{spans}]}}}}"#
        )
    };
    let section = r#""part":{"section":"overview"}"#;
    let at = |from: usize, to: usize| {
        format!(r#""span":[{{"paragraph":0,"character":{from}}},{{"paragraph":7,"character":{to}}}]"#)
    };
    for (spans_in_file, accepted, rejected) in [
        (format!(r#"{{{section},{},"inserted":4}}"#, at(1, 90)), "一二", "一"),
        (format!(r#"{{{section},{},"deleted":4,"removed":[{{"text":"子"}}]}}"#, at(90, 0)), "一二", "一二子"),
        (
            format!(
                r#"{{{section},{},"inserted":1}},{{{section},{},"inserted":2}},{{{section},{},"deleted":1,"removed":[]}}"#,
                at(1, 1),
                at(0, 1),
                at(1, 1)
            ),
            "一二",
            "",
        ),
    ] {
        let report: Report = serde_json::from_str(&spans(&spans_in_file)).unwrap();
        let mut session = Session::new(report).unwrap();
        let all = ids(&session);
        assert!(!all.is_empty());
        reject(&mut session, all.clone());
        assert_eq!(text(&session), rejected, "{spans_in_file}");
        run(&mut session, SessionCommand::Undo);
        accept(&mut session, all);
        assert_eq!(text(&session), accepted, "{spans_in_file}");
    }
    // Those of a newer version are kept, and nothing is written beside them.
    let newer: Report = serde_json::from_str(&spans(r#"{"part":"appendix"}"#)).unwrap();
    assert!(!newer.revisions.can_track() && newer.revisions.marks().is_empty());
    let mut session = Session::new(newer.clone()).unwrap();
    session.track_changes(true).unwrap();
    assert!(!session.report().revisions.tracking);
    assert_eq!(serde_json::from_slice::<Report>(&bytes(&newer)).unwrap(), newer);
}
