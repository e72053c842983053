//! Tracked changes in random sequences: rejected, accepted and undone they give what a model says that knows nothing of
//! paragraphs.

use nianbao::report::{Change, Report, RevisionChange, RevisionId};
use nianbao::richtext::{RichText, TextRange};
use nianbao::session::{Session, SessionCommand, TypedText};

use super::revisions::{accept, ids, reject, reviser, text};
use super::{OVERVIEW, bytes, position_at, random_command, random_report, run, sample};

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
