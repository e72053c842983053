//! Copies whose rows, figures and paragraphs were moved, replaced, put in and taken out: theirs is what comes out, ours
//! what is left when it is rejected, and no figure leaves its caption.

use nianbao::form::{Form, SectionId};
use nianbao::report::{Change, Report, RevisionChange};
use nianbao::richtext::{Edit, Paragraph, TextMarks, TextPosition, TextRange};

use super::merges::{merged, rejected};
use super::table_text::text as table_text;
use super::{OVERVIEW, sample};
use crate::figure_reports::{PICTURES, figure, picture};

/// How the text reads, its figures and cells with it.
fn told(report: &Report) -> Vec<String> {
    report.part(OVERVIEW).unwrap().paragraphs.iter().map(shown).collect()
}

fn shown(paragraph: &Paragraph) -> String {
    let figure = paragraph.figure.as_ref().map(|figure| figure.content.clone());
    format!("{figure:?} {:?} {}", paragraph.cell.as_ref().map(|cell| cell.begins), paragraph.text())
}

fn accepted(report: &Report) -> Report {
    let mut report = report.clone();
    let form = Form::of(report.form).unwrap();
    Change::Revise(RevisionChange::Accept(report.revisions.ids())).apply(&mut report, form).unwrap();
    report
}

fn of(paragraphs: Vec<Paragraph>) -> Report {
    let mut report = sample();
    for own in &paragraphs {
        let id = own.figure.as_ref().and_then(|figure| figure.picture());
        PICTURES.iter().map(|(name, _)| picture(name)).filter(|one| Some(one.id()) == id).for_each(|one| {
            report.pictures.add(one);
        });
    }
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    report
}

/// Theirs comes out, ours is left, and every picture that is shown is held.
fn assert_merges(base: &Report, theirs: &Report, name: &str) {
    let (report, conflicts) = merged(base, base, theirs);
    assert_eq!(told(&report), told(theirs), "{name}: before anything is accepted");
    assert_eq!((told(&accepted(&report)), conflicts.len()), (told(theirs), 0), "{name}");
    assert_eq!(rejected(&report).part(OVERVIEW), base.part(OVERVIEW), "{name}");
    assert_eq!(report.held_pictures().count(), report.shown_pictures().len(), "{name}");
    assert_eq!(told(theirs) == told(base), report.revisions.ids().is_empty(), "{name}: what they did is told");
    assert_eq!(merged(base, &report, theirs), (report, Vec::new()), "{name}: the same copy again");
}

const TABLE: [&str; 7] =
    ["前面一段。", "#渠道#数量", "|门户网站|112", "|公众号|205", "|政务微博|31", "|公告栏|7", "后面一段。"];

#[test]
fn rows_that_were_moved_or_replaced_are_merged() {
    let with = |lines: &[&str]| of(table_text(lines).paragraphs);
    let base = with(&TABLE);
    let [first, head, one, two, three, four, last] = TABLE;
    let cases: [[&str; 7]; 5] = [
        [first, head, two, one, three, four, last],
        [first, head, four, three, two, one, last],
        [first, head, one, three, four, "|新闻发布会|3", last],
        [first, head, "|新闻发布会|3", one, two, three, last],
        [first, head, two, "|门户网站|113", three, four, last],
    ];
    for lines in cases {
        assert_merges(&base, &with(&lines), &format!("{lines:?}"));
    }
    let mut random = fastrand::Rng::with_seed(41);
    for round in 0..300 {
        let mut lines: Vec<String> = TABLE.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..random.usize(1..4) {
            let (from, to) = (random.usize(2..lines.len() - 1), random.usize(2..lines.len() - 1));
            match random.u8(0..4) {
                0 => lines.swap(from, to),
                1 => {
                    lines.remove(from);
                    lines.insert(to, format!("|新增{round}|{from}"));
                }
                2 => lines[from].push('0'),
                _ => lines.insert(*random.choice(&[0, 1, lines.len() - 1, lines.len()]).unwrap(), "另一段。".into()),
            }
            if lines.last().is_some_and(|last| last.starts_with('|'))
                || lines[2..].iter().all(|it| !it.starts_with('|'))
            {
                break;
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_merges(&base, &with(&lines), &format!("round {round}: {lines:?}"));
    }
}

fn words(text: &str) -> Paragraph {
    Paragraph::new(nianbao::richtext::Level::Body, text)
}

fn captioned(name: &str, caption: &str) -> Paragraph {
    figure(&picture(name), "", caption, 600)
}

#[test]
fn figures_that_came_went_or_moved_are_merged() {
    let own = || captioned("rgb.png", "政务公开培训现场");
    let (before, after) = (|| words("全年开展培训3次。"), || words("全年没有收到申请。"));
    let base = of(vec![before(), own(), after()]);
    let cases: Vec<Vec<Paragraph>> = vec![
        vec![before(), after(), own()],
        vec![own(), before(), after()],
        vec![before(), after()],
        vec![before(), words("政务公开培训现场"), after()],
        vec![before(), captioned("grey.png", "政务公开培训现场"), after()],
        vec![before(), own(), captioned("grey.png", "另一张"), after()],
        vec![before(), own(), after(), captioned("grey.png", "政务公开培训现场")],
        vec![before(), captioned("rgb.png", "集中学习现场"), after()],
        vec![captioned("rgb.png", ""), after()],
        vec![after(), captioned("rgb.png", "培训现场"), words("新的一段。"), before()],
    ];
    for theirs in cases {
        let theirs = of(theirs);
        assert_merges(&base, &theirs, &format!("{:?}", told(&theirs)));
        assert_merges(&theirs, &base, &format!("back from {:?}", told(&theirs)));
    }
    // Of a caption alone the words are told.
    let (report, _) = merged(&base, &base, &of(vec![before(), captioned("rgb.png", "政务公开现场"), after()]));
    let told: Vec<(String, String)> =
        report.revision_entries().into_iter().map(|one| (one.removed, one.added)).collect();
    assert_eq!(told, [("培训".to_owned(), String::new())]);
}

/// Whatever both do to a text with figures.
#[test]
fn random_figures_are_merged() {
    let mut random = fastrand::Rng::with_seed(43);
    let form = Form::of(sample().form).unwrap();
    let base = of(vec![
        words("全年开展培训3次。"),
        captioned("rgb.png", "培训现场"),
        words("全年没有收到申请。"),
        words("平台建设按要求推进。"),
        captioned("upright.jpeg", ""),
        captioned("grey.png", "平台首页"),
        words("监督保障到位。"),
    ]);
    for round in 0..500 {
        let mut paragraphs = base.part(OVERVIEW).unwrap().paragraphs.clone();
        for _ in 0..random.usize(1..4) {
            let (from, to) = (random.usize(0..paragraphs.len()), random.usize(0..paragraphs.len()));
            match random.u8(0..7) {
                0 => {
                    let moved = paragraphs.remove(from);
                    paragraphs.insert(to, moved);
                }
                1 if paragraphs.len() > 3 => drop(paragraphs.remove(from)),
                2 => paragraphs[from].figure = None,
                3 => paragraphs.insert(to, captioned("palette.png", "新的图")),
                4 => paragraphs.insert(to, words("新的一段。")),
                5 if paragraphs[from].figure.is_some() => {
                    paragraphs[from].figure = captioned("alpha.png", "").figure;
                }
                _ => {
                    let text = format!("又{}", paragraphs[from].text());
                    paragraphs[from].set_runs(vec![nianbao::richtext::Run::new(text)]);
                }
            }
        }
        let theirs = of(paragraphs);
        let name = format!("round {round}: {:?}", told(&theirs));
        assert_merges(&base, &theirs, &name);
        let mut ours = base.clone();
        let prose = ours.part(OVERVIEW).cloned().unwrap();
        let paragraph = random.usize(0..prose.paragraphs.len());
        let at = TextRange::at(TextPosition::new(paragraph, prose.paragraphs[paragraph].length()));
        Change::Prose(OVERVIEW, Edit::insert(&prose, at, "我们的话", TextMarks::default()))
            .apply(&mut ours, form)
            .unwrap();
        let (report, conflicts) = merged(&base, &ours, &theirs);
        assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW), "{name}");
        if conflicts.is_empty() {
            assert!(told(&report).concat().contains("我们的话"), "{name}");
        }
    }
}
