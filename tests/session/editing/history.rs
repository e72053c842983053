//! Sessions: what makes one step, undo and redo, what is saved, 10,000 random sequences.

use std::time::Duration;

use nianbao::form::SectionId;
use nianbao::report::Report;
use nianbao::richtext::{ListKind, RichText, TextMark, TextPosition, TextRange};
use nianbao::session::{EditorSelection, LatestResult, Session, SessionCommand, TypedText};

use super::{OVERVIEW, bytes, key, random_command, random_report, random_selection, run, sample, typed};

/// Keystrokes with the pause before each in milliseconds; then the steps that undo takes.
#[test]
fn keystrokes_make_steps() {
    #[allow(clippy::type_complexity)] // Keys with pauses, then texts: the table below says it best.
    let cases: [(&[(&str, u64)], &[&str]); 8] = [
        (&[("年", 0), ("度", 300), ("报", 2_999)], &["年度报", ""]),
        (&[("年", 0), ("度", 3_000)], &["年度", "年", ""]),
        (&[("年", 0), ("，", 10), ("报", 10), ("告", 10)], &["年，报告", ""]),
        (&[("年", 0), ("。", 10), ("报", 10), ("告", 10)], &["年。报告", "年。", ""]),
        (&[("a", 0), (" ", 10), ("3", 10), (".", 10), ("5", 10)], &["a 3.5", ""]),
        (&[("年", 0), ("\n", 10), ("报", 10)], &["年\n报", "年\n", "年", ""]),
        (&[("e", 0), ("\u{301}", 10), ("𠮷", 10)], &["e\u{301}𠮷", ""]),
        // Phrases of an input method join; what was dropped does not.
        (
            &[("年度", 0), ("报告", 1_500), ("x", 10), ("DROP 一", 10), ("二", 10)],
            &["年度报告x一二", "年度报告x一", "年度报告x", ""],
        ),
    ];
    for (keys, steps) in cases {
        let mut session = Session::new(sample()).unwrap();
        let mut now = Duration::ZERO;
        for (key, pause) in keys {
            now += Duration::from_millis(*pause);
            let (text, typed) =
                key.strip_prefix("DROP ").map_or((*key, TypedText::Key), |text| (text, TypedText::Whole));
            let span = session.selection().span().map_or(TextRange::default(), |(_, span)| span);
            let command = SessionCommand::Type { part: OVERVIEW, span, text: text.into(), marks: None, typed };
            session.execute(command, now).unwrap();
        }
        let text =
            |session: &Session| session.report().prose(SectionId::Overview).map(RichText::text).unwrap_or_default();
        let mut seen = vec![text(&session)];
        let mut carets = vec![session.selection()];
        while session.undo_count() > 0 {
            session.execute(SessionCommand::Undo, now).unwrap();
            seen.push(text(&session));
            carets.push(session.selection());
        }
        assert_eq!(seen, steps, "{keys:?}");
        assert!(session.report().sections.is_empty(), "no empty section is left behind");
        // Redo goes the same way back, caret and all.
        let mut again = vec![text(&session)];
        while session.redo_count() > 0 {
            session.execute(SessionCommand::Redo, now).unwrap();
            again.push(text(&session));
        }
        again.reverse();
        assert_eq!((again, session.selection()), (seen, carets[0]));
    }
}

#[test]
fn a_moved_caret_ends_a_run() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, key(0, "甲"));
    run(&mut session, key(1, "乙"));
    session.select(EditorSelection::caret(OVERVIEW, TextPosition::new(0, 2)));
    run(&mut session, key(2, "丙"));
    assert_eq!(session.undo_count(), 1, "the caret is where it was");
    session.select(EditorSelection::caret(OVERVIEW, TextPosition::new(0, 0)));
    session.select(EditorSelection::caret(OVERVIEW, TextPosition::new(0, 3)));
    run(&mut session, key(3, "丁"));
    assert_eq!(session.undo_count(), 2, "the caret went away and came back");
    // Backspace joins Backspace, not typing.
    for at in [4, 3, 2] {
        run(
            &mut session,
            SessionCommand::Delete { part: OVERVIEW, span: TextRange::within(0, at - 1, at), typed: TypedText::Key },
        );
    }
    assert_eq!(session.undo_count(), 3);
    run(&mut session, SessionCommand::Undo);
    assert_eq!(session.report().prose(SectionId::Overview).unwrap().text(), "甲乙丙丁");
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(0, 4)));
    // The Delete key leaves the caret where it is.
    session.select(EditorSelection::caret(OVERVIEW, TextPosition::new(0, 1)));
    for _ in 0..2 {
        run(
            &mut session,
            SessionCommand::Delete { part: OVERVIEW, span: TextRange::within(0, 1, 2), typed: TypedText::Key },
        );
    }
    assert_eq!((session.undo_count(), session.redo_count()), (3, 0));
    run(&mut session, SessionCommand::Undo);
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(0, 1)));
}

#[test]
fn undo_brings_selection_and_marks_back() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "公开年报"));
    let selection =
        EditorSelection::Text { part: OVERVIEW, anchor: TextPosition::new(0, 3), head: TextPosition::new(0, 1) };
    session.select(selection);
    let span = TextRange::within(0, 1, 3);
    run(&mut session, SessionCommand::Mark(OVERVIEW, span, TextMark::Unverified, true));
    assert_eq!(session.selection(), selection, "a mark leaves the selection");
    run(
        &mut session,
        SessionCommand::Type { part: OVERVIEW, span, text: "布".into(), marks: None, typed: TypedText::Key },
    );
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(0, 2)));
    assert!(
        session
            .report()
            .prose(SectionId::Overview)
            .unwrap()
            .is_marked(TextRange::within(0, 1, 2), TextMark::Unverified)
    );
    session.select(EditorSelection::Nowhere);
    run(&mut session, SessionCommand::Undo);
    assert_eq!(session.selection(), selection);
    run(&mut session, SessionCommand::Undo);
    assert!(!session.report().prose(SectionId::Overview).unwrap().is_marked(span, TextMark::Unverified));
    run(&mut session, SessionCommand::Redo);
    run(&mut session, SessionCommand::Redo);
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(0, 2)));
}

#[test]
fn enter_in_an_empty_item_ends_the_list() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "甲"));
    run(&mut session, SessionCommand::List(OVERVIEW, TextRange::default(), Some(ListKind::Outer)));
    run(&mut session, typed(0, 1, "\n"));
    let lists = |session: &Session| {
        session.report().prose(SectionId::Overview).unwrap().paragraphs.iter().map(|one| one.list).collect::<Vec<_>>()
    };
    assert_eq!(lists(&session), [Some(ListKind::Outer), Some(ListKind::Outer)]);
    run(&mut session, typed(1, 0, "\n"));
    assert_eq!(lists(&session), [Some(ListKind::Outer), None]);
}

#[test]
fn a_session_knows_what_is_saved() {
    let mut session = Session::new(sample()).unwrap();
    assert!(!session.is_changed());
    run(&mut session, key(0, "甲"));
    assert!(session.is_changed());
    let snapshot = session.snapshot();
    run(&mut session, key(1, "乙"));
    session.saved("甲.nianbao".into(), &snapshot);
    assert!(session.is_changed(), "typed while it was saved");
    let snapshot = session.snapshot();
    session.saved("甲.nianbao".into(), &snapshot);
    assert!(!session.is_changed());
    run(&mut session, key(2, "丙"));
    assert!(session.is_changed());
    run(&mut session, SessionCommand::Undo);
    assert!(!session.is_changed(), "undone to what is saved");
    assert_eq!(snapshot.report.as_ref(), session.report());
    assert!(session.revision() > snapshot.revision);
    let untouched =
        run(&mut session, SessionCommand::Delete { part: OVERVIEW, span: TextRange::default(), typed: TypedText::Key });
    assert!(!untouched.changed);
}

#[test]
fn results_belong_to_a_revision() {
    let mut findings = LatestResult::default();
    assert!(findings.ask(1) && !findings.ask(1) && !findings.ask(2), "one at a time");
    assert!(findings.receive(1, "one") && findings.is_stale(2));
    assert!(findings.ask(2) && findings.receive(2, "two") && !findings.is_stale(2));
    assert!(!findings.ask(2), "it is there already");
    assert!(!findings.receive(1, "late"));
    assert_eq!(findings.value(), Some(&"two"));
}

/// 10,000 sequences of commands, each undone to the bytes before and redone to the bytes after.
/// `NIANBAO_SEQUENCES=100000` makes it longer.
#[test]
fn random_commands_are_undone_and_redone_to_the_same_bytes() {
    let mut random = fastrand::Rng::with_seed(30);
    let starts: Vec<Report> = (0..8).map(|_| random_report(&mut random)).collect();
    let starts: Vec<(Report, Vec<u8>)> = starts.into_iter().map(|start| (start.clone(), bytes(&start))).collect();
    let mut now = Duration::ZERO;
    let mut steps = 0;
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    for round in 0..rounds {
        let (start, before) = random.choice(&starts).unwrap();
        let mut session = Session::new(start.clone()).unwrap();
        for _ in 0..random.usize(1..8) {
            now += Duration::from_millis(random.u64(0..1_500));
            if random.u8(0..8) == 0 {
                session.select(random_selection(&mut random));
            }
            let command = random_command(&mut random, &session);
            // A refusal is an answer, too.
            let _ = session.execute(command, now);
        }
        let (after, end, form) = (bytes(session.report()), session.selection(), session.form().edition);
        let made = session.undo_count();
        steps += made;
        for _ in 0..made {
            run(&mut session, SessionCommand::Undo);
        }
        assert!(bytes(session.report()) == *before, "round {round}, undone: {:#?}", session.report());
        for _ in 0..made {
            run(&mut session, SessionCommand::Redo);
        }
        assert!(bytes(session.report()) == after, "round {round}, redone: {:#?}", session.report());
        assert_eq!(session.form().edition, form);
        if let EditorSelection::Text { part, anchor, head } = end {
            let empty = RichText::default();
            let prose = session.report().part(part).unwrap_or(&empty);
            assert_eq!(
                (prose.clamp(anchor), prose.clamp(head)),
                (anchor, head),
                "round {round}: the caret is in the text"
            );
        }
    }
    assert!(steps > 2 * rounds, "{steps} steps");
}
