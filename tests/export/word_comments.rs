//! Comments in Word documents: ours out and back, and those that other programs' documents have.

use std::collections::BTreeMap;

use nianbao::export::docx::{DocxOptions, write_with};
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::import;
use nianbao::report::{Change, CharRange, Comment, CommentChange, CommentId, CommentRemark, Place, Report};

/// The published report that the program began with.
fn sample() -> Report {
    nianbao::session::draft_files::sample().unwrap()
}

fn remark(by: &str, text: &str) -> CommentRemark {
    CommentRemark::new(by, "2025-01-06T14:03".parse().ok(), text)
}

/// The sample with comments on words, on a linked number, on a point, on overlapping words, on a cell, on a section's
/// title and on the report.
fn commented() -> Report {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    let words = |paragraph, start, end| Place::Prose(SectionId::Overview, CharRange { paragraph, start, end });
    let places = [
        words(0, 2, 6),
        words(0, 4, 9),
        words(1, 3, 3),
        Place::Cell(CellKey::parse("received.natural_person").unwrap()),
        Place::Heading(SectionId::Disputes),
        Place::Title,
    ];
    for (number, place) in (1..).zip(places) {
        let add = CommentChange::Add(place, remark("李四", &format!("第{number}条 <&>\n第二行")));
        Change::Comment(add).apply(&mut report, form).unwrap();
    }
    let by_day = CommentRemark::new("张三", "2025-01-07".parse().ok(), "已核实");
    for change in [CommentChange::Reply(CommentId(2), by_day), CommentChange::Settle(CommentId(2), true)] {
        Change::Comment(change).apply(&mut report, form).unwrap();
    }
    report
}

#[test]
fn comments_go_to_word_and_come_back() {
    let report = commented();
    let form = Form::of(report.form).unwrap();
    let document = write_with(form, &report, DocxOptions { review_mark: true, comments: true }).unwrap();
    let read = import::read(&document).unwrap();
    let key =
        |one: &Comment| (one.place, one.remark.by.clone(), one.remark.text.clone(), one.replies.clone(), one.done);
    let all = |report: &Report| report.comments.iter().map(|one| (one.id, key(one))).collect::<BTreeMap<_, _>>();
    assert_eq!(all(&read.report), all(&report));
    assert!(read.report.comments.iter().all(|one| one.remark.at == report.comments[0].remark.at));
    let bare = Report { comments: Vec::new(), ..report.clone() };
    assert_eq!(read.report.sections, bare.sections, "the text is as it was");
    assert_eq!(read.report.numbers, bare.numbers);
    // What is handed out has none.
    let clean = write_with(form, &report, DocxOptions::default()).unwrap();
    assert_eq!(clean, write_with(form, &bare, DocxOptions::default()).unwrap());
}

/// Every comment that can be made in any report comes back at its place, or at the linked number that it touches.
#[test]
fn random_comments_come_back() {
    let mut lost = Vec::new();
    for seed in 0..60 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut report = sample();
        let form = Form::of(report.form).unwrap();
        for _ in 0..random.usize(1..8) {
            let id = *random.choice(&[SectionId::Overview, SectionId::Problems, SectionId::Others]).unwrap();
            let paragraphs = &report.prose(id).unwrap().paragraphs;
            let paragraph = random.usize(0..paragraphs.len());
            let length = paragraphs[paragraph].length();
            let (one, other) = (random.usize(0..=length), random.usize(0..=length));
            let spot = CharRange { paragraph, start: one.min(other), end: one.max(other) };
            let add = CommentChange::Add(Place::Prose(id, spot), remark("李四", "请核实"));
            Change::Comment(add).apply(&mut report, form).unwrap();
        }
        let document = write_with(form, &report, DocxOptions { review_mark: false, comments: true }).unwrap();
        let read = import::read(&document).unwrap();
        let places = |report: &Report| report.comments.iter().map(|one| (one.id, one.place)).collect::<Vec<_>>();
        if places(&read.report) != places(&report) {
            lost.push((seed, places(&report), places(&read.report)));
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}
