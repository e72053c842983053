//! Comments: they move with what they are about, are answered and settled, and stay where the words were deleted.

use nianbao::form::{CellKey, SectionId};
use nianbao::report::{Change, CharRange, CommentChange, CommentId, CommentRemark, CommentTime, Date, Place, Report};
use nianbao::richtext::TextRange;
use nianbao::session::{Session, SessionCommand, TypedText};

use super::{OVERVIEW, bytes, run, sample, typed};

fn remark(by: &str, text: &str) -> CommentRemark {
    CommentRemark::new(by, CommentTime::new(Date::new(2025, 1, 6).unwrap(), 14, 3), text)
}

fn change(session: &mut Session, change: CommentChange) {
    run(session, SessionCommand::Change(Change::Comment(change)));
}

const fn words(start: usize, end: usize) -> Place {
    Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start, end })
}

fn delete(start: usize, end: usize) -> SessionCommand {
    SessionCommand::Delete { part: OVERVIEW, span: TextRange::within(0, start, end), typed: TypedText::Whole }
}

#[test]
fn comments_move_with_their_words_and_outlive_them() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "本年收到7件。全部办结。"));
    change(&mut session, CommentChange::Add(words(4, 6), remark("李四", " 请核实 ")));
    let cell = Place::Cell(CellKey::parse("received.total").unwrap());
    change(&mut session, CommentChange::Add(cell, remark("王五", "与台账不符")));
    let placed = |session: &Session| session.report().comments.iter().map(|one| one.place).collect::<Vec<_>>();
    let first = &session.report().comments[0];
    assert_eq!((first.id, first.about.as_str(), first.remark.text.as_str()), (CommentId(1), "7件", "请核实"));
    run(&mut session, typed(0, 0, "2024年，"));
    assert_eq!(placed(&session), [words(10, 12), cell]);
    let before = bytes(session.report());
    run(&mut session, delete(8, 14));
    assert_eq!(placed(&session), [words(8, 8), cell], "about where the words stood");
    run(&mut session, SessionCommand::Undo);
    assert_eq!(bytes(session.report()), before);

    change(&mut session, CommentChange::Reply(CommentId(1), remark("张三", "已核实")));
    change(&mut session, CommentChange::Settle(CommentId(1), true));
    assert_eq!(session.report().open_comments().map(|one| one.id).collect::<Vec<_>>(), [CommentId(2)]);
    change(&mut session, CommentChange::Remove(CommentId(2)));
    // The number of a comment is not given again while a later one has it.
    change(&mut session, CommentChange::Add(Place::Heading(SectionId::Others), remark("李四", "补充收费情况")));
    assert_eq!(session.report().comments.last().unwrap().id, CommentId(2));
    let json = bytes(session.report());
    assert_eq!(serde_json::from_slice::<Report>(&json).unwrap(), *session.report());
    for _ in 0..5 {
        run(&mut session, SessionCommand::Undo);
    }
    assert_eq!(session.report().comments.len(), 2, "one step each");
}

#[test]
fn comments_are_no_content_that_is_published() {
    let mut report = sample();
    let form = nianbao::form::Form::of(report.form).unwrap();
    let digest = report.digest();
    let step = Change::Comment(CommentChange::Add(Place::Title, remark("李四", "标题请核对")));
    step.apply(&mut report, form).unwrap();
    assert_eq!(report.digest(), digest);
    let document = nianbao::export::docx::write(form, &report).unwrap();
    let read = nianbao::import::read(&document).unwrap();
    assert!(read.report.comments.is_empty(), "what is handed out holds no internal words");
}

#[test]
fn times_of_comments() {
    for (text, wanted) in [
        ("2025-01-06T14:03", Some("2025-01-06T14:03")),
        ("2025-01-06T14:03:59Z", Some("2025-01-06T14:03")),
        ("2025-01-06T14:03:00+08:00", Some("2025-01-06T14:03")),
        ("2025-01-06T24:00", None),
        ("2025-02-30T10:00", None),
        ("2025-01-06", Some("2025-01-06")),
        ("2025-13-06", None),
        ("2025-01-06T１４:03", None),
        ("", None),
    ] {
        let read = text.parse::<CommentTime>().ok().map(|time| time.to_string());
        assert_eq!(read.as_deref(), wanted, "{text}");
    }
}
