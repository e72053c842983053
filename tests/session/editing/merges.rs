//! A reviewed copy brought back, three-way: what they changed on top of what was changed here, places that both changed.

use std::collections::BTreeSet;

use nianbao::form::{CellKey, Form, SectionId};
use nianbao::report::{
    Change, CommentChange, CommentRemark, MergeConflict, MergeSides, Number, Place, Report, Reviser, RevisionChange,
    merge_review,
};
use nianbao::richtext::{
    CellLink, Edit, Level, Paragraph, RichText, Run, TextMark, TextMarks, TextPosition, TextRange,
};

use super::table_text::{lines, text as table_text};
use super::{OVERVIEW, TABLE_CHANGES, sample};

pub(super) fn of(text: &str) -> Report {
    let mut report = sample();
    *report.prose_mut(SectionId::Overview) = RichText::plain(text);
    report
}

pub(super) fn text(report: &Report) -> String {
    report.part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

pub(super) fn reviser() -> Reviser {
    Reviser { by: "李四".into(), at: None }
}

/// The report after the merge, and what both changed.
pub(super) fn merged(base: &Report, ours: &Report, theirs: &Report) -> (Report, Vec<MergeConflict>) {
    let form = Form::of(ours.form).unwrap();
    let merge = merge_review(form, MergeSides { base, ours, theirs }, &reviser(), &BTreeSet::new());
    let mut report = ours.clone();
    merge.change.apply(&mut report, form).unwrap();
    (report, merge.conflicts)
}

pub(super) fn rejected(report: &Report) -> Report {
    let mut report = report.clone();
    let form = Form::of(report.form).unwrap();
    Change::Revise(RevisionChange::Reject(report.revisions.ids())).apply(&mut report, form).unwrap();
    report
}

#[test]
fn texts_are_merged() {
    // Base, ours, theirs, the text then, what stood on each side where both changed.
    #[allow(clippy::type_complexity)]
    let cases: &[(&str, &str, &str, &str, &[(&str, &str, &str)])] = &[
        ("本年收到申请。", "本年收到申请。", "全年收到申请。", "全年收到申请。", &[]),
        ("本年收到申请。", "全年收到申请。", "本年收到申请。", "全年收到申请。", &[]),
        ("本年收到申请。", "全年收到申请。", "本年受理申请。", "全年受理申请。", &[]),
        ("本年收到申请。", "全年收到申请。", "全年收到申请。", "全年收到申请。", &[]),
        ("本年收到申请。", "全年收到申请。", "上年收到申请。", "上年收到申请。", &[("本年", "全年", "上年")]),
        // Where one side wrote beside what the other took out, somebody has to look.
        ("一段。\n二段。", "一段。\n新段。\n二段。", "一段。", "一段。", &[("\n二段。", "\n新段。\n二段。", "")]),
        ("一段。\n二段。", "一段！\n二段。", "一段。\n二段？", "一段！\n二段？", &[]),
        ("甲公开。", "甲主动公开。", "甲依法公开。", "甲依法公开。", &[("", "主动", "依法")]),
        ("公开信息。", "", "公开信息，", "", &[]),
        ("", "我们。", "", "我们。", &[]),
        ("", "", "他们。", "他们。", &[]),
        ("共3件。", "共3件。", "共12件。\n详见附表。", "共12件。\n详见附表。", &[]),
    ];
    for (base, ours, theirs, wanted, both) in cases {
        let (report, conflicts) = merged(&of(base), &of(ours), &of(theirs));
        let told: Vec<(&str, &str, &str)> =
            conflicts.iter().map(|one| (one.base.as_str(), one.ours.as_str(), one.theirs.as_str())).collect();
        if *base == "公开信息。" {
            // They changed a mark of what we took out as a whole.
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(text(&rejected(&report)), *ours);
            continue;
        }
        assert_eq!((text(&report).as_str(), told.as_slice()), (*wanted, *both), "{base} | {ours} | {theirs}");
        assert_eq!(text(&rejected(&report)), *ours, "{base} | {ours} | {theirs}");
    }
}

#[test]
fn numbers_names_and_comments_are_merged() {
    let key = |name: &str| CellKey::parse(name).unwrap();
    let (one, other) = (key("received.natural_person"), key("received.enterprise"));
    let mut base = of("收到3件。");
    base.numbers.set(one, Some(Number::Count(3)));
    base.numbers.set(other, Some(Number::Count(4)));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.numbers.set(one, Some(Number::Count(5)));
    theirs.numbers.set(one, Some(Number::Count(6)));
    theirs.numbers.set(other, None);
    theirs.title = Some("另一个标题".into());
    let form = Form::of(base.form).unwrap();
    let add = |text: &str| Change::Comment(CommentChange::Add(Place::Title, CommentRemark::new("李四", None, text)));
    add("旧批注").apply(&mut ours, form).unwrap();
    add("旧批注").apply(&mut theirs, form).unwrap();
    add("新批注").apply(&mut theirs, form).unwrap();
    let (report, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!((report.numbers.get(one), report.numbers.get(other)), (Some(Number::Count(6)), None));
    let told: Vec<_> = conflicts.iter().map(|it| (it.place, &*it.base, &*it.ours, &*it.theirs)).collect();
    assert_eq!(told, [(Place::Cell(one), "3", "5", "6")]);
    assert_eq!(report.comments.len(), 2);
    let back = rejected(&report);
    assert_eq!((back.numbers.get(one), back.numbers.get(other)), (Some(Number::Count(5)), Some(Number::Count(4))));
    assert_eq!(back.title, None);
}

/// Whatever both sides write: their change alone gives their text, rejected it gives ours, and what only one side changed
/// is there.
#[test]
fn random_copies_are_merged() {
    let mut random = fastrand::Rng::with_seed(7);
    let form = Form::of(sample().form).unwrap();
    let edit = |random: &mut fastrand::Rng, report: &mut Report, paragraphs: std::ops::Range<usize>| {
        for _ in 0..random.usize(1..4) {
            let prose = report.part(OVERVIEW).cloned().unwrap_or_default();
            let last = prose.paragraphs.len().min(paragraphs.end);
            if last <= paragraphs.start {
                break;
            }
            let place = |random: &mut fastrand::Rng| {
                let paragraph = random.usize(paragraphs.start..last);
                TextPosition::new(paragraph, random.usize(0..=prose.paragraphs[paragraph].length()))
            };
            let (from, to) = (place(random), place(random));
            let span = if random.bool() { TextRange::at(from) } else { TextRange::new(from, to) };
            let words = *random.choice(&["", "主动", "年度\n报告", "，", "12"]).unwrap();
            let edit = Edit::insert(&prose, span, words, TextMarks::default());
            Change::Prose(OVERVIEW, edit).apply(report, form).unwrap();
        }
    };
    for round in 0..600 {
        let base = of("本年收到申请3件。\n全年主动公开信息126条。\n平台建设按要求推进。\n监督保障到位。");
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        edit(&mut random, &mut theirs, 0..9);
        let (report, conflicts) = merged(&base, &ours, &theirs);
        assert_eq!((text(&report), conflicts.len()), (text(&theirs), 0), "round {round}");
        assert_eq!(text(&rejected(&report)), text(&ours), "round {round}");
        edit(&mut random, &mut ours, 0..9);
        let (report, _) = merged(&base, &ours, &theirs);
        assert_eq!(text(&rejected(&report)), text(&ours), "round {round}: {}", text(&theirs));
        let (again, conflicts) = merged(&base, &report, &theirs);
        assert_eq!((again, conflicts.len()), (report.clone(), 0), "round {round}: the same copy again");
        let (same, conflicts) = merged(&base, &ours, &ours);
        assert_eq!((text(&same), conflicts.len(), same.revisions.ids().len()), (text(&ours), 0, 0), "round {round}");
    }
}

/// Rows and columns that they put in, took out, merged or parted, with what they wrote into cells: their text is what comes
/// out, rejected ours, and what we wrote outside of the table stays.
#[test]
fn tables_that_were_changed_are_merged() {
    let mut random = fastrand::Rng::with_seed(19);
    let form = Form::of(sample().form).unwrap();
    let mut base = sample();
    *base.prose_mut(SectionId::Overview) = table_text(&[
        "前面一段。",
        "#渠道#数量",
        "|门户网站|112",
        "|公众号|205",
        "|政务微博|31",
        "后面一段。",
        "|甲|乙",
        "|丙|丁",
        "完。",
    ]);
    for round in 0..600 {
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        for _ in 0..random.usize(1..4) {
            let prose = theirs.part(OVERVIEW).cloned().unwrap();
            let place = |random: &mut fastrand::Rng| TextPosition::new(random.usize(0..prose.paragraphs.len()), 0);
            let span = TextRange::new(place(&mut random), place(&mut random));
            let edit = match Edit::change_table(&prose, span, *random.choice(&TABLE_CHANGES).unwrap()) {
                Some((edit, _)) if random.bool() => edit,
                _ => Edit::insert(&prose, TextRange::at(span.start()), "增", TextMarks::default()),
            };
            Change::Prose(OVERVIEW, edit).apply(&mut theirs, form).unwrap();
        }
        let name = format!("round {round}: {:?}", lines(theirs.part(OVERVIEW).unwrap()));
        let accepted = |report: &Report| {
            let mut report = report.clone();
            Change::Revise(RevisionChange::Accept(report.revisions.ids())).apply(&mut report, form).unwrap();
            lines(report.part(OVERVIEW).unwrap())
        };
        let (report, conflicts) = merged(&base, &ours, &theirs);
        assert_eq!((accepted(&report), conflicts.len()), (lines(theirs.part(OVERVIEW).unwrap()), 0), "{name}");
        assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW), "{name}");
        let own = ours.part(OVERVIEW).unwrap();
        let edit = Edit::insert(own, TextRange::at(own.end()), "我们的话", TextMarks::default());
        Change::Prose(OVERVIEW, edit).apply(&mut ours, form).unwrap();
        let (report, _) = merged(&base, &ours, &theirs);
        assert_eq!(merged(&base, &report, &theirs), (report.clone(), Vec::new()), "{name}: the same copy again");
        assert!(accepted(&report).concat().contains("我们的话"), "{name}");
        assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW), "{name}");
    }
}

#[test]
fn what_both_changed_stays_as_it_is_here_where_that_is_chosen() {
    let key = CellKey::parse("received.natural_person").unwrap();
    let base = of("本年收到申请。\n办结三件。");
    let (mut ours, mut theirs) = (of("全年收到申请。\n办结四件。"), of("上年收到申请。\n办结五件。"));
    ours.numbers.set(key, Some(Number::Count(5)));
    theirs.numbers.set(key, Some(Number::Count(6)));
    let form = Form::of(base.form).unwrap();
    let sides = MergeSides { base: &base, ours: &ours, theirs: &theirs };
    let all = merge_review(form, sides, &reviser(), &BTreeSet::new());
    assert_eq!(all.conflicts.len(), 3);
    let places: Vec<Place> = all.conflicts.iter().map(|one| one.place).collect();
    assert_eq!(places[0], Place::Cell(key));
    for chosen in 0..8_usize {
        let kept: BTreeSet<usize> = (0..3).filter(|at| chosen & (1 << at) != 0).collect();
        let merge = merge_review(form, sides, &reviser(), &kept);
        assert_eq!(merge.conflicts, all.conflicts, "they are told whatever is chosen");
        assert_eq!(merge.taken, 3 - kept.len());
        let mut report = ours.clone();
        merge.change.apply(&mut report, form).unwrap();
        let side =
            |number: usize, our: &'static str, their: &'static str| if kept.contains(&number) { our } else { their };
        let number = |own: usize| all.conflicts.iter().position(|one| one.ours.contains(["全年", "四"][own])).unwrap();
        let wanted = format!("{}收到申请。\n办结{}件。", side(number(0), "全年", "上年"), side(number(1), "四", "五"));
        assert_eq!(text(&report), wanted, "{kept:?}");
        let count = if kept.contains(&0) { 5 } else { 6 };
        assert_eq!(report.numbers.get(key), Some(Number::Count(count)));
        assert_eq!(rejected(&report).numbers.get(key), Some(Number::Count(5)));
        assert_eq!(text(&rejected(&report)), text(&ours), "{kept:?}");
    }
}

/// A number that grows from one figure to two stands in the text before what they changed there.
#[test]
fn linked_numbers_grow_before_what_else_is_merged() {
    let key = CellKey::parse("received.natural_person").unwrap();
    let form = Form::of(sample().form).unwrap();
    let linked = |count: u64, after: &str| {
        let mut report = of("");
        report.numbers.set(key, Some(Number::Count(count)));
        let link = Run { text: count.to_string(), link: CellLink::parse("received.natural_person"), ..Run::default() };
        let runs =
            vec![Run { text: "收到".into(), ..Run::default() }, link, Run { text: after.into(), ..Run::default() }];
        let mut paragraph = Paragraph::default();
        paragraph.set_runs(runs);
        report.prose_mut(SectionId::Overview).paragraphs = vec![paragraph];
        report
    };
    let (base, theirs) = (linked(9, "件，均已办结。"), linked(1234, "件，全部办结。"));
    let mut ours = linked(9, "件，均已办结。");
    Change::Prose(
        OVERVIEW,
        Edit::insert(ours.part(OVERVIEW).unwrap(), TextRange::at(TextPosition::new(0, 0)), "共", TextMarks::default()),
    )
    .apply(&mut ours, form)
    .unwrap();
    let (report, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!((text(&report).as_str(), conflicts.len()), ("共收到1234件，全部办结。", 0));
    assert_eq!(text(&rejected(&report)), "共收到9件，均已办结。");
    let told: Vec<(String, String)> =
        report.revision_entries().into_iter().map(|entry| (entry.removed, entry.added)).collect();
    let wanted = [("9", "1234"), ("均已", "全部")].map(|(old, new)| (old.to_owned(), new.to_owned()));
    assert_eq!(told, wanted, "the linked number is nobody's change of the text");
}

/// What they commented on is where the words stand in the merged text.
#[test]
fn comments_come_with_the_words_that_they_are_about() {
    let base = of("本年收到申请。\n平台建设按要求推进。");
    let ours = of("第一段是我们写的。\n本年收到申请。\n平台建设按要求推进。");
    let mut theirs = of("本年收到了他们写的很多件申请。\n平台新的建设按要求推进。");
    let form = Form::of(base.form).unwrap();
    let place = OVERVIEW.place(nianbao::report::CharRange { paragraph: 1, start: 6, end: 9 });
    let remark = CommentRemark::new("李四", None, "哪个要求");
    Change::Comment(CommentChange::Add(place, remark)).apply(&mut theirs, form).unwrap();
    assert_eq!(theirs.comments[0].about, "按要求");
    let (report, _) = merged(&base, &ours, &theirs);
    let (_, spot) = report.comments[0].place.spot().unwrap();
    assert_eq!((spot.paragraph, spot.start, spot.end), (2, 6, 9), "{}", text(&report));
    let mut back = ours.clone();
    let merge =
        merge_review(form, MergeSides { base: &base, ours: &ours, theirs: &theirs }, &reviser(), &BTreeSet::new());
    let inverse = merge.change.apply(&mut back, form).unwrap();
    inverse.apply(&mut back);
    assert_eq!(back, ours);
}

/// Looks that they tracked come with the words that stand here as well; what they have as it was is no change.
#[test]
fn tracked_looks_are_merged() {
    let base = of("本年收到申请。\n平台建设按要求推进。\n监督保障到位。");
    let form = Form::of(base.form).unwrap();
    let by = |report: &mut Report, edit: &dyn Fn(&RichText) -> Edit| {
        let edit = edit(report.part(OVERVIEW).unwrap());
        Change::By(reviser(), Box::new(Change::Prose(OVERVIEW, edit))).apply(report, form).unwrap();
    };
    let mut theirs = base.clone();
    by(&mut theirs, &|text| Edit::mark(text, TextRange::within(1, 4, 7), TextMark::Bold, true));
    by(&mut theirs, &|text| Edit::level(text, TextRange::within(2, 0, 0), Level::Second));
    let ours = of("我们加的一段。\n本年收到许多申请。\n平台建设按要求推进。\n监督保障到位。");
    let (report, conflicts) = merged(&base, &ours, &theirs);
    let now = report.part(OVERVIEW).unwrap();
    assert_eq!((text(&report), conflicts.len()), (text(&ours), 0));
    assert!(
        now.is_marked(TextRange::within(2, 4, 7), TextMark::Bold)
            && !now.is_marked(TextRange::within(2, 3, 8), TextMark::Bold)
    );
    assert_eq!(now.paragraphs[3].level, Level::Second);
    assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW));
    // Made of their own state, it brings nothing; nor is anything taken that nobody tracked, but it is told.
    let said = |base: &Report, theirs: &Report| {
        let merge = merge_review(form, MergeSides { base, ours: &ours, theirs }, &reviser(), &BTreeSet::new());
        (merge.taken, merge.looks_left)
    };
    assert_eq!(said(&theirs, &theirs), (0, 0));
    let mut untracked = theirs.clone();
    Change::Revise(RevisionChange::Accept(theirs.revisions.ids())).apply(&mut untracked, form).unwrap();
    assert_eq!(said(&base, &untracked), (0, 2));
    assert_eq!(said(&base, &theirs), (2, 0));
    let merge = merge_review(
        form,
        MergeSides { base: &base, ours: &untracked, theirs: &untracked },
        &reviser(),
        &BTreeSet::new(),
    );
    assert!(merge.is_empty() && merge.looks_left == 0, "it looks so here as well");
}

/// Looks come with the words that stand here as well, whatever else of the paragraph was changed on either side.
#[test]
fn tracked_looks_find_their_words() {
    let base = of("本年收到申请十件，均已办结。\n平台建设按要求推进。");
    let form = Form::of(base.form).unwrap();
    let mut theirs = of("前面加的。\n本年共收到申请十件，已经全部办结。\n平台建设按要求推进。");
    let edit = |text: &RichText| Edit::mark(text, TextRange::within(1, 2, 9), TextMark::Bold, true);
    let edit = edit(theirs.part(OVERVIEW).unwrap());
    Change::By(reviser(), Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut theirs, form).unwrap();
    let edit = Edit::level(theirs.part(OVERVIEW).unwrap(), TextRange::within(1, 0, 0), Level::Second);
    Change::By(reviser(), Box::new(Change::Prose(OVERVIEW, edit))).apply(&mut theirs, form).unwrap();
    let ours = of("本年收到申请十件，均已办结。另有说明。\n平台建设按要求推进。");
    let (report, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, []);
    let now = report.part(OVERVIEW).unwrap();
    assert_eq!(text(&report), "前面加的。\n本年共收到申请十件，已经全部办结。另有说明。\n平台建设按要求推进。");
    let bold: String =
        now.paragraphs[1].runs().iter().filter(|run| run.marks.bold).map(|run| run.text.as_str()).collect();
    assert_eq!((bold.as_str(), now.paragraphs[1].level), ("共收到申请十件", Level::Second));
    assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW));
    assert_eq!(merged(&theirs, &ours, &theirs).0.revisions.ids(), [], "it is no change of theirs");
}
