//! Copies that come back more than once, or with the words of several people side by side.

use nianbao::form::{CellKey, Form};
use nianbao::report::{Change, CommentChange, CommentRemark, Number, Report, Reviser, RevisionChange};
use nianbao::richtext::{Edit, RichText, TextMark, TextMarks, TextPosition, TextRange};

use super::merges::{merged, of, rejected, text};
use super::{OVERVIEW, sample};

/// Programs that know no answers write them as comments: they are no new ones.
#[test]
fn answers_that_came_as_comments_are_known() {
    let base = of("本年收到申请。");
    let form = Form::of(base.form).unwrap();
    let place = OVERVIEW.place(nianbao::report::CharRange { paragraph: 0, start: 2, end: 4 });
    let said = |by: &str, text: &str| CommentRemark::new(by, None, text);
    let mut ours = base.clone();
    Change::Comment(CommentChange::Add(place, said("李四", "几件"))).apply(&mut ours, form).unwrap();
    Change::Comment(CommentChange::Reply(ours.comments[0].id, said("张三", "三件"))).apply(&mut ours, form).unwrap();
    let mut theirs = base.clone();
    for (by, text) in [("李四", "几件"), ("张三", "三件"), ("王五", "知道了")] {
        Change::Comment(CommentChange::Add(place, said(by, text))).apply(&mut theirs, form).unwrap();
    }
    let (report, _) = merged(&base, &ours, &theirs);
    let all: Vec<&str> = report.comments.iter().map(|one| one.remark.text.as_str()).collect();
    assert_eq!(all, ["几件", "知道了"]);
    assert_eq!(report.comments[0].replies.len(), 1);
}

/// Who formatted the words beside is not asked who wrote these.
#[test]
fn words_beside_formatted_ones_are_of_who_wrote_them() {
    let base = of("抓好信息公开源头管理。");
    let form = Form::of(base.form).unwrap();
    let mut theirs = base.clone();
    let by = Reviser { by: "周工".into(), at: None };
    for edit in [
        (|text: &RichText| Edit::mark(text, TextRange::within(0, 0, 6), TextMark::Bold, true)) as fn(&RichText) -> Edit,
        |text: &RichText| Edit::insert(text, TextRange::within(0, 6, 8), "前端", TextMarks::default()),
    ] {
        let edit = edit(theirs.part(OVERVIEW).unwrap());
        Change::By(by.clone(), Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut theirs, form).unwrap();
    }
    let (report, _) = merged(&base, &base, &theirs);
    assert!(!report.revisions.marks().is_empty());
    assert!(report.revisions.marks().iter().all(|mark| mark.by == "周工"), "{:?}", report.revisions.marks());
    assert_eq!(text(&report), "抓好信息公开前端管理。");
}

/// A copy that was merged, settled in part, and came back once more: nothing is brought in twice, nothing that was rejected
/// comes again. A later state of the same copy brings only what is new.
#[test]
fn copies_are_merged_once() {
    let mut random = fastrand::Rng::with_seed(23);
    let form = Form::of(sample().form).unwrap();
    let key = CellKey::parse("received.natural_person").unwrap();
    let base = of("本年收到申请3件。\n全年主动公开信息126条。\n平台建设按要求推进。\n监督保障到位。");
    let write = |random: &mut fastrand::Rng, report: &mut Report, words: &[&str]| {
        let prose = report.part(OVERVIEW).cloned().unwrap();
        let paragraph = random.usize(0..prose.paragraphs.len());
        let at = TextPosition::new(paragraph, random.usize(0..=prose.paragraphs[paragraph].length()));
        let edit = Edit::insert(&prose, TextRange::at(at), random.choice(words).unwrap(), TextMarks::default());
        Change::Prose(OVERVIEW, edit).apply(report, form).unwrap();
    };
    for round in 0..600 {
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        for _ in 0..=round % 3 {
            write(&mut random, &mut ours, &["我方", "并且\n另段", "一"]);
            write(&mut random, &mut theirs, &["彼方", "依法", "又\n起段"]);
        }
        theirs.numbers.set(key, Some(Number::Count(round)));
        let place = OVERVIEW.place(nianbao::report::CharRange { paragraph: 0, start: 0, end: 2 });
        for text in ["删", "删", "问"] {
            let remark = CommentRemark::new("李四", None, text);
            Change::Comment(CommentChange::Add(place, remark)).apply(&mut theirs, form).unwrap();
        }
        Change::Comment(CommentChange::Reply(theirs.comments[0].id, CommentRemark::new("王五", None, "好")))
            .apply(&mut theirs, form)
            .unwrap();
        let (mut report, _) = merged(&base, &ours, &theirs);
        assert_eq!((report.comments.len(), report.comments[0].replies.len()), (3, 1));
        let before = text(&report);
        // Some are accepted, some rejected: that is what counts.
        let settled = random.usize(0..3);
        for id in report.revisions.ids() {
            let change = match (settled, random.bool()) {
                (0, _) => continue,
                (1, _) | (_, true) => RevisionChange::Accept(vec![id]),
                _ => RevisionChange::Reject(vec![id]),
            };
            Change::Revise(change).apply(&mut report, form).unwrap();
        }
        let (again, conflicts) = merged(&base, &report, &theirs);
        assert_eq!((&again, conflicts.len()), (&report, 0), "round {round}");
        // Where much was written into one sentence, words that stand there twice are told as changed by both.
        if settled > 1 || round % 3 > 0 {
            continue;
        }
        let mut later = theirs.clone();
        let prose = later.part(OVERVIEW).cloned().unwrap();
        let edit = Edit::insert(&prose, TextRange::at(prose.end()), "最后补充。", TextMarks::default());
        Change::Prose(OVERVIEW, edit).apply(&mut later, form).unwrap();
        let (again, _) = merged(&base, &report, &later);
        let count = |text: &str, words: &str| text.matches(words).count();
        for words in ["彼方", "依法", "又\n起段"] {
            assert_eq!(count(&text(&again), words), count(&before, words), "round {round}: {}", text(&again));
        }
        assert_eq!(count(&text(&again), "最后补充"), 1, "round {round}");
    }
}

/// Each word is of who put it in or took it out there, whole paragraphs and words side by side as well.
#[test]
fn words_are_of_who_changed_them() {
    let base = of("甲甲甲。\n乙乙乙。\n丙丙丙。\n丁丁丁。");
    let form = Form::of(base.form).unwrap();
    let by = |report: &mut Report, by: &str, edit: &dyn Fn(&RichText) -> Edit| {
        let edit = edit(report.part(OVERVIEW).unwrap());
        let by = Reviser { by: by.into(), at: None };
        Change::By(by, Box::new(Change::Prose(OVERVIEW, edit))).apply(report, form).unwrap();
    };
    const fn position(paragraph: usize, character: usize) -> TextPosition {
        TextPosition::new(paragraph, character)
    }
    // A whole paragraph, from its beginning or from the end before; the last one; words side by side.
    type Step = (&'static str, fn(&RichText) -> Edit);
    let cases: &[&[Step]] = &[
        &[("周工", |text| Edit::delete(text, TextRange::new(position(1, 0), position(2, 0))))],
        &[("周工", |text| Edit::delete(text, TextRange::new(position(0, 4), position(1, 4))))],
        &[("周工", |text| Edit::delete(text, TextRange::new(position(2, 4), position(3, 4))))],
        &[
            ("周工", |text| Edit::delete(text, TextRange::new(position(1, 0), position(2, 0)))),
            ("吴工", |text| Edit::insert(text, TextRange::within(1, 1, 2), "新", TextMarks::default())),
        ],
        &[
            ("周工", |text| Edit::delete(text, TextRange::within(1, 0, 2))),
            ("吴工", |text| Edit::insert(text, TextRange::within(1, 0, 0), "新的", TextMarks::default())),
        ],
        &[
            ("吴工", |text| Edit::insert(text, TextRange::within(1, 1, 1), "新\n的", TextMarks::default())),
            ("周工", |text| Edit::insert(text, TextRange::within(2, 1, 1), "又", TextMarks::default())),
        ],
    ];
    for (number, steps) in cases.iter().enumerate() {
        let mut theirs = base.clone();
        steps.iter().for_each(|(author, edit)| by(&mut theirs, author, edit));
        let (report, conflicts) = merged(&base, &base, &theirs);
        assert_eq!((text(&report), conflicts.len()), (text(&theirs), 0), "{number}");
        let told = |report: &Report| {
            let entries = report.revision_entries().into_iter();
            let mut told: Vec<(String, String, String)> =
                entries.map(|one| (one.by, one.removed.trim().to_owned(), one.added.trim().to_owned())).collect();
            told.sort();
            told
        };
        assert_eq!(told(&report), told(&theirs), "{number}");
        assert_eq!(text(&rejected(&report)), text(&base), "{number}");
        let mut ours = base.clone();
        let edit = Edit::insert(
            ours.part(OVERVIEW).unwrap(),
            TextRange::within(0, 0, 0),
            "我们的\n一段",
            TextMarks::default(),
        );
        Change::Prose(OVERVIEW, edit).apply(&mut ours, form).unwrap();
        let (report, conflicts) = merged(&base, &ours, &theirs);
        assert_eq!((told(&report), conflicts.len()), (told(&theirs), 0), "{number}");
    }
}

/// What was settled in the copy is settled here; what was taken away here, or settled and opened again, does not come back.
#[test]
fn comments_are_settled_and_stay_away() {
    let mut base = of("本年收到申请。\n平台建设按要求推进。");
    let form = Form::of(base.form).unwrap();
    let comment = |report: &mut Report, change: CommentChange| Change::Comment(change).apply(report, form).map(drop);
    let place = OVERVIEW.place(nianbao::report::CharRange { paragraph: 0, start: 2, end: 4 });
    let said = |text: &str| CommentChange::Add(place, CommentRemark::new("李四", None, text));
    for text in ["几件", "几件", "哪里"] {
        comment(&mut base, said(text)).unwrap();
    }
    let mut theirs = base.clone();
    comment(&mut theirs, CommentChange::Settle(base.comments[1].id, true)).unwrap();
    comment(&mut theirs, said("新的")).unwrap();
    let mut ours = base.clone();
    comment(&mut ours, CommentChange::Remove(base.comments[2].id)).unwrap();
    let told = |report: &Report| -> Vec<(String, bool)> {
        report.comments.iter().map(|one| (one.remark.text.clone(), one.done)).collect()
    };
    let all = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
        list.iter().map(|(text, done)| ((*text).to_owned(), *done)).collect()
    };
    let (mut report, _) = merged(&base, &ours, &theirs);
    assert_eq!(told(&report), all(&[("几件", false), ("几件", true), ("新的", false)]));
    // Opened again here, and the new one taken away.
    let ids: Vec<_> = report.comments.iter().map(|one| one.id).collect();
    comment(&mut report, CommentChange::Settle(ids[1], false)).unwrap();
    comment(&mut report, CommentChange::Remove(ids[2])).unwrap();
    comment(&mut theirs, said("再一条")).unwrap();
    let (again, _) = merged(&base, &report, &theirs);
    assert_eq!(told(&again), all(&[("几件", false), ("几件", false), ("再一条", false)]));
}

/// What was rejected does not come again with a later state of the same copy, nor a number; what is new comes.
#[test]
fn rejected_changes_stay_rejected_in_later_states() {
    let base = of("本年收到申请3件。\n开展培训3次。");
    let form = Form::of(base.form).unwrap();
    let [one, other] = ["received.natural_person", "received.enterprise"].map(|name| CellKey::parse(name).unwrap());
    let mut theirs = of("经统计，本年收到申请3件。\n开展培训3次。");
    theirs.numbers.set(one, Some(Number::Count(5)));
    let (first, _) = merged(&base, &base, &theirs);
    let mut later = of("经统计，本年收到申请3件。\n开展培训4次。");
    later.numbers.set(one, Some(Number::Count(5)));
    later.numbers.set(other, Some(Number::Count(6)));
    let (again, conflicts) = merged(&base, &rejected(&first), &later);
    assert_eq!((text(&again).as_str(), conflicts.len()), ("本年收到申请3件。\n开展培训4次。", 0));
    assert_eq!((again.numbers.get(one), again.numbers.get(other)), (None, Some(Number::Count(6))));
    // Accepted or open, it is there once.
    let mut accepted = first.clone();
    Change::Revise(RevisionChange::Accept(first.revisions.ids())).apply(&mut accepted, form).unwrap();
    for state in [&first, &accepted] {
        let (again, conflicts) = merged(&base, state, &later);
        assert_eq!((text(&again).as_str(), conflicts.len()), ("经统计，本年收到申请3件。\n开展培训4次。", 0));
        assert_eq!(
            (again.numbers.get(one), again.numbers.get(other)),
            (Some(Number::Count(5)), later.numbers.get(other))
        );
    }
    // Another reviewer's words are another change.
    let mut by = base.clone();
    let edit = Edit::insert(base.part(OVERVIEW).unwrap(), TextRange::within(0, 0, 0), "经统计，", TextMarks::default());
    let reviser = Reviser { by: "周工".into(), at: None };
    Change::By(reviser, Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut by, form).unwrap();
    assert!(text(&merged(&base, &rejected(&first), &by).0).starts_with("经统计，"));
}
