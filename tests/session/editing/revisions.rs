//! Tracked changes: what is put in, taken out and formatted, by whom; accepted, rejected, undone; random sequences against
//! a model that knows nothing of paragraphs.

use nianbao::form::{CellKey, SectionId};
use nianbao::report::{Change, CommentTime, Date, FormerValue, Report, Reviser, RevisionChange, RevisionId, Signature};
use nianbao::richtext::{CellLink, Level, RichText, Run, TextMark, TextPosition, TextRange};
use nianbao::session::{Session, SessionCommand, TypedText};

use super::{OVERVIEW, bytes, enter, key, position_at, random_command, random_report, run, sample, typed};

fn reviser(by: &str, minute: u8) -> Reviser {
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

fn text(session: &Session) -> String {
    session.report().part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

fn ids(session: &Session) -> Vec<RevisionId> {
    session.report().revisions.ids()
}

fn accept(session: &mut Session, ids: Vec<RevisionId>) {
    run(session, SessionCommand::Change(Change::Revise(RevisionChange::Accept(ids))));
}

fn reject(session: &mut Session, ids: Vec<RevisionId>) {
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

/// Whatever is done while changes are tracked, rejecting all gives the report as it was, accepting all leaves it.
#[test]
fn rejecting_all_returns_what_was() {
    let mut random = fastrand::Rng::with_seed(21);
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    for round in 0..rounds {
        let start = random_report(&mut random);
        let mut session = Session::new(start.clone()).unwrap();
        // What follows from the first change of all is the report as it was when tracking began.
        run(&mut session, SessionCommand::Change(Change::Numbers(Vec::new())));
        session.track_changes(true).unwrap();
        let before = session.report().clone();
        let mut log = Vec::new();
        for _ in 0..random.usize(1..8) {
            session.revise_as(reviser(if random.bool() { "李四" } else { "王五" }, random.u8(0..60)));
            let command = random_command(&mut random, &session);
            log.push(command.clone());
            let is_first = session.undo_count() == 1 && command == SessionCommand::Undo;
            if is_first || matches!(command, SessionCommand::Change(Change::Replace(_))) {
                continue;
            }
            let _ = session.execute(command, std::time::Duration::ZERO);
        }
        let now = bytes(session.report());
        // A report that does not come back from its file cannot be saved.
        assert!(serde_json::from_slice::<Report>(&now).unwrap() == *session.report(), "round {round}: {log:#?}");
        let all = ids(&session);
        accept(&mut session, all.clone());
        let shown = |report: &Report| {
            let texts: Vec<RichText> = nianbao::report::ReportText::ALL
                .into_iter()
                .map(|part| report.part(part).cloned().unwrap_or_default())
                .collect();
            (texts, report.numbers.clone(), report.notes.clone(), report.title.clone(), report.signature.clone())
        };
        let accepted = shown(session.report());
        if !all.is_empty() {
            run(&mut session, SessionCommand::Undo);
        }
        assert!(bytes(session.report()) == now, "round {round}");
        assert_eq!(shown(session.report()), accepted, "round {round}");
        reject(&mut session, all);
        assert!(ids(&session).is_empty());
        let (was, is) = (shown(&before), shown(session.report()));
        for (was, is) in was.0.iter().zip(&is.0) {
            assert_eq!(is, was, "round {round}: {log:#?}");
        }
        assert_eq!((is.1, is.2, is.3, is.4), (was.1, was.2, was.3, was.4), "round {round}: {log:#?}");
    }
}

/// The model: characters and ends of paragraph, each with who put it in and who took it out.
#[derive(Clone, Debug, Default)]
struct Model {
    items: Vec<(char, Option<usize>, Option<usize>)>,
}

impl Model {
    fn text(&self) -> String {
        let mut text: String = self.items.iter().filter(|item| item.2.is_none()).map(|item| item.0).collect();
        if text.ends_with('\n') {
            text.pop();
        }
        text
    }

    /// Where the shown character of this number is.
    fn index(&self, shown: usize) -> usize {
        let mut all = self.items.iter().enumerate().filter(|(_, item)| item.2.is_none());
        all.nth(shown).map_or(self.items.len(), |(index, _)| index)
    }

    fn edit(&mut self, from: usize, to: usize, text: &str, by: Option<usize>) {
        if self.items.is_empty() {
            if !text.is_empty() {
                self.items = text.chars().chain(['\n']).map(|one| (one, by, None)).collect();
            }
            return;
        }
        let mut at = self.index(from);
        if from < to {
            let (first, last) = (self.index(from), self.index(to - 1));
            at = last + 1;
            for index in (first..=last).rev() {
                let item = &mut self.items[index];
                match (item.2, by) {
                    (Some(_), _) => {}
                    (None, Some(by)) if item.1 != Some(by) => item.2 = Some(by),
                    _ => {
                        self.items.remove(index);
                        at -= 1;
                    }
                }
            }
        } else if let Some(before) = from.checked_sub(1).map(|before| self.index(before)) {
            // Whoever goes on writes on behind his own words.
            if by.is_some() && self.items[before].1 == by {
                at = before + 1;
            }
        }
        self.items.splice(at..at, text.chars().map(|one| (one, by, None)));
    }

    fn settle(&mut self, by: &[usize], accepts: bool) {
        let is_in = |who: Option<usize>| who.is_some_and(|who| by.contains(&who));
        self.items.retain(|item| !is_in(if accepts { item.2 } else { item.1 }));
        for item in &mut self.items {
            item.1 = item.1.filter(|who| !by.contains(who));
            item.2 = item.2.filter(|who| !by.contains(who));
        }
        if let Some(last) = self.items.iter().rposition(|item| item.2.is_none())
            && self.items[last].0 != '\n'
        {
            let (_, inserted, _) = self.items[last];
            self.items.insert(last + 1, ('\n', inserted, None));
        }
    }
}

/// Random sequences of changes, tracked and not, accepted, rejected and undone, end in the same text as the model says.
/// `NIANBAO_SEQUENCES=5000` makes it 100,000 steps.
#[test]
fn random_revisions_are_as_a_model_says() {
    const NAMES: [&str; 2] = ["李四", "王五"];
    let mut random = fastrand::Rng::with_seed(2021);
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut steps = 0;
    for round in 0..rounds {
        let mut session = Session::new(sample()).unwrap();
        let mut model = Model::default();
        let (mut undo, mut redo): (Vec<Model>, Vec<Model>) = (Vec::new(), Vec::new());
        let mut letter = 0x4e00_u32;
        let mut log = Vec::new();
        for _ in 0..20 {
            steps += 1;
            let shown: Vec<char> = text(&session).chars().collect();
            let by = random.usize(0..2);
            session.revise_as(reviser(NAMES[by], random.u8(0..60)));
            let who = session.report().revisions.tracking.then_some(by);
            let before = (model.clone(), session.undo_count());
            match random.u8(0..16) {
                0 | 1 => {
                    let tracking = !session.report().revisions.tracking;
                    session.track_changes(tracking).unwrap();
                    log.push(format!("track {tracking}"));
                    continue;
                }
                2 => {
                    log.push("undo".into());
                    let there = session.undo_count() > 0;
                    run(&mut session, SessionCommand::Undo);
                    if there {
                        redo.push(std::mem::replace(&mut model, undo.pop().unwrap()));
                    }
                }
                3 => {
                    log.push("redo".into());
                    let there = session.redo_count() > 0;
                    run(&mut session, SessionCommand::Redo);
                    if there {
                        undo.push(std::mem::replace(&mut model, redo.pop().unwrap()));
                    }
                }
                4 | 5 => {
                    let accepts = random.bool();
                    let whose: Vec<usize> = if random.bool() { vec![0, 1] } else { vec![by] };
                    log.push(format!("settle {whose:?} {accepts}"));
                    let marks = session.report().revisions.marks().iter();
                    let ids: Vec<RevisionId> = marks
                        .filter(|mark| whose.iter().any(|who| mark.by == NAMES[*who]))
                        .map(|mark| mark.id)
                        .collect();
                    if accepts {
                        accept(&mut session, ids)
                    } else {
                        reject(&mut session, ids)
                    }
                    model.settle(&whose, accepts);
                }
                6..9 => {
                    let (one, other) = (random.usize(0..=shown.len()), random.usize(0..=shown.len()));
                    let (from, to) = (one.min(other), one.max(other));
                    let span = TextRange::new(position_at(&shown, from), position_at(&shown, to));
                    log.push(format!("{who:?} delete {from}..{to}"));
                    run(&mut session, SessionCommand::Delete { part: OVERVIEW, span, typed: TypedText::Whole });
                    model.edit(from, to, "", who);
                }
                _ => {
                    let (one, other) = (random.usize(0..=shown.len()), random.usize(0..=shown.len()));
                    let (from, to) = if random.u8(0..3) == 0 { (one.min(other), one.max(other)) } else { (one, one) };
                    let mut put = String::new();
                    for _ in 0..random.usize(1..4) {
                        letter += 1;
                        // An end of line alone in an empty text is nothing.
                        let ends = random.u8(0..4) == 0 && !(shown.is_empty() && put.is_empty());
                        put.push(if ends { '\n' } else { char::from_u32(letter).unwrap() });
                    }
                    if from < to {
                        // What a replacement begins or ends with as before is not changed: only ends of line could be.
                        letter += 2;
                        put = [letter - 1, letter].map(|one| char::from_u32(one).unwrap().to_string()).join(&put);
                    }
                    let span = TextRange::new(position_at(&shown, from), position_at(&shown, to));
                    log.push(format!("{who:?} put {put:?} at {from}..{to}"));
                    let typed = TypedText::Whole;
                    let command = SessionCommand::Type { part: OVERVIEW, span, text: put.clone(), marks: None, typed };
                    run(&mut session, command);
                    model.edit(from, to, &put, who);
                }
            }
            if !log.last().unwrap().ends_with("do") && session.undo_count() != before.1 {
                undo.push(before.0);
                redo.clear();
            }
            assert_eq!(text(&session), model.text(), "round {round}: {log:#?}");
        }
        let mut rejected = session.report().clone();
        let all = rejected.revisions.ids();
        let form = nianbao::form::Form::of(rejected.form).unwrap();
        Change::Revise(RevisionChange::Reject(all)).apply(&mut rejected, form).unwrap();
        model.settle(&[0, 1], false);
        let now = rejected.part(OVERVIEW).map(RichText::text).unwrap_or_default();
        assert_eq!(now, model.text(), "round {round}: {log:#?}");
        assert!(rejected.revisions.ids().is_empty());
    }
    println!("{steps} steps");
}
