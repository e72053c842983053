//! What a reviewed copy has otherwise than words: years, and figures that stand wider or are said in other words.

use std::collections::BTreeSet;

use nianbao::form::{Edition, Form, SectionId};
use nianbao::report::{MergeSides, Place, Report, merge_review};
use nianbao::richtext::{Figure, Level, Paragraph};

use super::merges::{merged, rejected, reviser};
use super::{OVERVIEW, sample};
use crate::figure_reports::{figure, picture};

fn of(first: &str, shown: &[(&str, u16)]) -> Report {
    let mut report = sample();
    let held = picture("rgb.png");
    let mut paragraphs = vec![Paragraph::new(Level::Body, first)];
    for (alt, width) in shown {
        paragraphs.push(figure(&held, alt, "培训现场", *width));
        paragraphs.push(Paragraph::new(Level::Body, "平台建设按要求推进。"));
    }
    report.pictures.add(held);
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    report
}

fn figures(report: &Report) -> Vec<(String, u16)> {
    report.part(OVERVIEW).unwrap().figures().map(|(.., Figure { alt, width, .. })| (alt.clone(), *width)).collect()
}

#[test]
fn figures_that_stand_otherwise_are_merged() {
    let text = "全年开展培训3次。";
    // What both come from, ours, theirs, what comes out, and how many places both changed.
    type Figures = &'static [(&'static str, u16)];
    let cases: &[(Figures, Figures, Figures, Figures, usize)] = &[
        (&[("会场", 600)], &[("会场", 600)], &[("会场", 900)], &[("会场", 900)], 0),
        (&[("会场", 600)], &[("会场", 600)], &[("会场照片", 600)], &[("会场照片", 600)], 0),
        (&[("会场", 600)], &[("会场", 900)], &[("会场照片", 600)], &[("会场照片", 900)], 0),
        (&[("会场", 600)], &[("会场", 900)], &[("会场", 900)], &[("会场", 900)], 0),
        (&[("会场", 600)], &[("会场", 900)], &[("会场", 1200)], &[("会场", 1200)], 1),
        (&[("会场", 600)], &[("会场", 900)], &[("会场", 600)], &[("会场", 900)], 0),
        // What programs round is nobody's change.
        (&[("会场", 600)], &[("会场", 600)], &[("会场", 601)], &[("会场", 600)], 0),
        // Of the same picture twice, the one that was changed.
        (
            &[("左", 600), ("右", 600)],
            &[("左", 600), ("右", 600)],
            &[("左", 600), ("右", 700)],
            &[("左", 600), ("右", 700)],
            0,
        ),
    ];
    for (base, ours, theirs, wanted, both) in cases {
        let name = format!("{base:?} {ours:?} {theirs:?}");
        let base = of(text, base);
        for (ours, theirs) in [
            (of(text, ours), of(text, theirs)),
            (of("本单位全年开展培训3次。", ours), of(text, theirs)),
            (of(text, ours), of("全年开展集中培训3次。", theirs)),
        ] {
            let (report, conflicts) = merged(&base, &ours, &theirs);
            assert_eq!((figures(&report).as_slice(), conflicts.len()), (told(wanted).as_slice(), *both), "{name}");
            assert_eq!(rejected(&report).part(OVERVIEW), ours.part(OVERVIEW), "{name}");
            assert_eq!(merged(&base, &report, &theirs), (report.clone(), Vec::new()), "{name}: the same copy again");
        }
    }
}

fn told(all: &[(&str, u16)]) -> Vec<(String, u16)> {
    all.iter().map(|(alt, width)| ((*alt).to_owned(), *width)).collect()
}

#[test]
fn years_are_merged_or_told() {
    let base = of("全年开展培训3次。", &[]);
    let form = Form::of(base.form).unwrap();
    let own = base.year;
    // Their year, ours, what it is then, and whether it is told that it was left.
    for (theirs, ours, wanted, is_left) in
        [(own + 1, own, own + 1, false), (2019, own, own, true), (0, own, own, true), (own, own + 1, own + 1, false)]
    {
        let of_year = |year| Report { year, ..base.clone() };
        let (ours, theirs) = (of_year(ours), of_year(theirs));
        let sides = MergeSides { base: &base, ours: &ours, theirs: &theirs };
        let merge = merge_review(form, sides, &reviser(), &BTreeSet::new());
        let left: Vec<Place> = merge.left.iter().map(|one| one.place).collect();
        assert_eq!(left, if is_left { vec![Place::Year] } else { Vec::new() }, "{}", theirs.year);
        let mut report = ours.clone();
        merge.change.apply(&mut report, form).unwrap();
        assert_eq!((report.year, report.form), (wanted, Edition::of_year(own)), "{}", theirs.year);
        assert_eq!(rejected(&report).year, ours.year);
    }
}
