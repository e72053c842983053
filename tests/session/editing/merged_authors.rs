//! Several people's words in one copy: each character that was put in or taken out is told as the one's who did it.

use std::collections::BTreeSet;

use nianbao::form::Form;
use nianbao::report::{Change, MergeSides, PieceChange, Report, Reviser, merge_review};
use nianbao::richtext::{Edit, TextMarks, TextPosition, TextRange};

use super::OVERVIEW;
use super::merges::{merged, of, rejected, text};

const AUTHORS: [&str; 3] = ["周工", "吴工", "郑工"];

/// Who put in and who took out which characters and ends of paragraph, as long as that shows: in any order.
fn done(report: &Report) -> Vec<(String, bool, char)> {
    let by = |id| report.revisions.mark(id).map(|mark| mark.by.clone()).unwrap_or_default();
    let mut all = Vec::new();
    let mut note = |change: PieceChange, words: &str| {
        let own = match (change.inserted, change.deleted) {
            (Some(id), None) => (id, true),
            (None, Some(id)) => (id, false),
            _ => return,
        };
        all.extend(words.chars().map(|one| (by(own.0), own.1, one)));
    };
    for paragraph in report.reviewed(OVERVIEW).into_iter().flatten() {
        paragraph.pieces.iter().for_each(|piece| note(piece.change, &piece.run.text));
        note(paragraph.end, "\n");
    }
    all.sort();
    // A number of which one figure was changed is put in anew.
    let all = all.into_iter();
    all.fold(Vec::new(), |mut left: Vec<(String, bool, char)>, one| {
        match left.iter().position(|other| other.1 != one.1 && (&other.0, other.2) == (&one.0, one.2)) {
            Some(at) => drop(left.remove(at)),
            None => left.push(one),
        }
        left
    })
}

fn act(report: &mut Report, by: &str, span: TextRange, words: &str) {
    let form = Form::of(report.form).unwrap();
    let edit = Edit::insert(report.part(OVERVIEW).unwrap(), span, words, TextMarks::default());
    let reviser = Reviser { by: by.into(), at: None };
    Change::By(reviser, Box::new(Change::Prose(OVERVIEW, edit))).apply(report, form).unwrap();
}

/// What somebody took out beside what somebody else wrote, the same words once more, halves of words, ends of paragraph.
#[test]
fn neighbours_are_told_apart() {
    // What it was; who wrote what in the place of which characters of the first paragraph.
    type Step = (usize, usize, usize, &'static str);
    let cases: &[(&str, &[Step])] = &[
        ("本年收到申请三件。", &[(0, 2, 4, ""), (1, 2, 2, "受理")]),
        ("本年收到申请三件。", &[(1, 4, 4, "受理"), (0, 2, 4, "")]),
        ("本年收到申请三件。", &[(0, 2, 4, ""), (1, 4, 6, "来件")]),
        ("本年收到申请三件。", &[(0, 2, 3, ""), (1, 2, 3, "的")]),
        ("公开公开公开。", &[(0, 0, 2, ""), (1, 4, 4, "主动")]),
        ("公开公开公开。", &[(0, 0, 0, "公开"), (1, 8, 8, "主动")]),
        ("共3件，其中3件办结。", &[(0, 1, 2, "13"), (1, 3, 4, "份")]),
        ("本年收到申请。", &[(0, 2, 2, "共"), (1, 3, 3, "计"), (2, 4, 6, "")]),
        ("一段。\n一段。\n一段。", &[(0, 0, 0, "一段。\n"), (1, 0, 0, "新")]),
    ];
    for (was, steps) in cases {
        let base = of(was);
        let mut theirs = base.clone();
        for (by, from, to, words) in *steps {
            act(&mut theirs, AUTHORS[*by], TextRange::within(0, *from, *to), words);
        }
        let (report, conflicts) = merged(&base, &base, &theirs);
        assert_eq!((text(&report), conflicts.len()), (text(&theirs), 0), "{was} {steps:?}");
        assert_eq!(done(&report), done(&theirs), "{was} {steps:?}");
        assert_eq!(text(&rejected(&report)), *was, "{was} {steps:?}");
    }
}

/// As Word's comparison: what nobody tracked, or somebody accepted before the copy came back, is of whoever the user names,
/// or of nobody known; never of who wrote beside it, nor of who brings the copy in.
#[test]
fn what_nobody_tracked_is_of_who_is_named() {
    // What was tracked, and what was not; in the place of which characters.
    type Written = (usize, usize, &'static str);
    let cases: [(Written, Written); 6] = [
        ((2, 4, ""), (2, 2, "受理")),
        ((2, 4, "受理"), (4, 6, "来件")),
        ((2, 2, "共"), (3, 3, "计")),
        ((6, 8, "九件"), (2, 4, "")),
        ((2, 4, ""), (2, 4, "")),
        ((0, 0, "经统计，"), (4, 4, "本年")),
    ];
    for (tracked, plain) in cases {
        for name in ["李四", ""] {
            let base = of("本年收到申请三件。");
            let form = Form::of(base.form).unwrap();
            let mut theirs = base.clone();
            act(&mut theirs, "周工", TextRange::within(0, tracked.0, tracked.1), tracked.2);
            let span = TextRange::within(0, plain.0, plain.1);
            let edit = Edit::insert(theirs.part(OVERVIEW).unwrap(), span, plain.2, TextMarks::default());
            Change::Prose(OVERVIEW, edit).apply(&mut theirs, form).unwrap();
            let sides = MergeSides { base: &base, ours: &base, theirs: &theirs };
            let asked = Reviser { by: name.into(), at: None };
            let merge = merge_review(form, sides, &asked, &BTreeSet::new());
            let mut report = base.clone();
            merge.change.apply(&mut report, form).unwrap();
            assert_eq!(text(&report), text(&theirs), "{tracked:?} {plain:?}");
            let of_one = |report: &Report, by: &str| -> Vec<(String, bool, char)> {
                done(report).into_iter().filter(|one| one.0 == by).collect()
            };
            assert_eq!(of_one(&report, "周工"), of_one(&theirs, "周工"), "{tracked:?} {plain:?}");
            assert!(!of_one(&report, name).is_empty(), "{tracked:?} {plain:?}: {:?}", done(&report));
            assert_eq!(text(&rejected(&report)), text(&base), "{tracked:?} {plain:?}");
        }
    }
}

#[test]
fn each_character_is_of_who_changed_it() {
    let mut random = fastrand::Rng::with_seed(61);
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    let bases = [
        // Every character stands there once: which one was taken out is no question.
        "甲乙丙丁戊己庚。\n子丑寅卯辰巳午，\n天地玄黄宇宙；\n日月盈昃列张！",
        "本年收到申请3件。\n全年主动公开信息126条。\n平台建设按要求推进。\n监督保障到位。",
        "公开公开公开。\n公开公开公开。\n公开公开公开。",
    ];
    for round in 0..rounds {
        let base = of(bases[round % 3]);
        let mut theirs = base.clone();
        let mut log = Vec::new();
        for step in 0..random.usize(1..6) {
            let prose = theirs.part(OVERVIEW).cloned().unwrap_or_default();
            if prose.paragraphs.is_empty() {
                break;
            }
            let place = |random: &mut fastrand::Rng| {
                let paragraph = random.usize(0..prose.paragraphs.len());
                TextPosition::new(paragraph, random.usize(0..=prose.paragraphs[paragraph].length()))
            };
            let from = place(&mut random);
            let length = prose.paragraphs[from.paragraph].length();
            let to = match random.u8(0..6) {
                0..3 => from,
                3 | 4 => TextPosition::new(from.paragraph, (from.character + random.usize(1..4)).min(length)),
                _ => place(&mut random),
            };
            // Words that stand nowhere else: else somebody's may be what somebody else had before.
            let own = char::from_u32(0x4e00 + 17 * u32::try_from(round * 8 + step).unwrap() % 0x4000).unwrap();
            let words = match random.u8(0..4) {
                _ if from == to => format!("新{own}"),
                0 => format!("{own}\n{own}"),
                1 => own.to_string(),
                _ => String::new(),
            };
            let by = AUTHORS[random.usize(0..3)];
            log.push(format!("{by} {from:?} {to:?} {words:?}"));
            act(&mut theirs, by, TextRange::new(from, to), &words);
        }
        let (report, _) = merged(&base, &base, &theirs);
        assert_eq!(text(&report), text(&theirs), "round {round}");
        assert_eq!(text(&rejected(&report)), text(&base), "round {round}");
        assert_eq!(done(&report), done(&theirs), "round {round}: {log:#?}\n{}\n{}", text(&base), text(&theirs));
        // Where we changed something as well, which of the same words was whose is no question of theirs alone; but nobody
        // else wrote any of them.
        let mut ours = base.clone();
        let edit =
            Edit::insert(base.part(OVERVIEW).unwrap(), TextRange::within(3, 0, 0), "我们写的", TextMarks::default());
        let form = Form::of(base.form).unwrap();
        if base.part(OVERVIEW).unwrap().paragraphs.len() > 3 {
            Change::Prose(OVERVIEW, edit).apply(&mut ours, form).unwrap();
            let (report, _) = merged(&base, &ours, &theirs);
            assert!(done(&report).iter().all(|one| AUTHORS.contains(&one.0.as_str())), "round {round}: {log:#?}");
            assert_eq!(text(&rejected(&report)), text(&ours), "round {round}: {log:#?}");
        }
    }
}
