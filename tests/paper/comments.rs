//! Comments on paper for review: each is numbered beside what it is about, and listed after the report; nothing else on the
//! pages moves, nothing leaves them, and paper without that choice has none.

use nianbao::form::{CellKey, Form, SectionId};
use nianbao::layout::{FontSet, Length, PageItem, PageStyle, Paper, Shape, lay_out};
use nianbao::report::{Change, CharRange, CommentChange, CommentRemark, Place, Report, ReportText, Reviser};
use nianbao::richtext::{Edit, TextMarks, TextRange};

/// The published report with many comments on one word, some elsewhere, and one that nothing on paper shows.
fn commented() -> Report {
    let mut report = nianbao::session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    let words = |start, end| Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start, end });
    let mut places = vec![words(3, 5); 14];
    places.extend([words(60, 62), Place::Title, Place::Heading(SectionId::Others), Place::Signature]);
    places.push(Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    for (number, place) in (1..).zip(places) {
        let remark = CommentRemark::new("李四", "2025-01-06".parse().ok(), &format!("第{number}条意见\n第二行"));
        Change::Comment(CommentChange::Add(place, remark)).apply(&mut report, form).unwrap();
    }
    report
}

fn pages(report: &Report, comments: bool) -> Paper {
    let style = PageStyle { comments, ..PageStyle::official() };
    lay_out(Form::of(report.form).unwrap(), report, &style, FontSet::bundled().unwrap())
}

fn words(items: &[PageItem]) -> String {
    let text = |item: &PageItem| match &item.shape {
        Shape::Text(run) => run.text(),
        _ => String::new(),
    };
    items.iter().map(text).collect()
}

#[test]
fn comments_stand_at_the_margin_and_after_the_report() {
    let report = commented();
    let (plain, review) = (pages(&report, false), pages(&report, true));
    let mut bare = report.clone();
    bare.comments.clear();
    assert!(
        plain == pages(&bare, false) && plain.pages == pages(&bare, true).pages,
        "nothing where nothing is asked for"
    );
    let count = plain.pages.len();
    assert!(review.pages.len() > count);
    let style = PageStyle::official();
    let edge = style.binding_margin + style.type_width;
    let mut noted = String::new();
    for (page, before) in review.pages.iter().zip(&plain.pages) {
        let (margin, own): (Vec<PageItem>, Vec<PageItem>) =
            page.items.iter().cloned().partition(|item| matches!(&item.shape, Shape::Text(run) if run.x > edge));
        assert_eq!(own, before.items, "the page itself is as it was");
        let mut lines: Vec<Length> = Vec::new();
        for item in &margin {
            let Shape::Text(run) = &item.shape else { panic!("{item:?}") };
            assert!(run.right() <= page.width && run.baseline <= page.height, "{item:?}");
            assert!(
                lines.last().is_none_or(|last| *last == run.baseline || *last + run.size <= run.baseline),
                "{item:?}"
            );
            lines.push(run.baseline);
        }
        noted += &words(&margin);
    }
    // Page numbers belong to no paragraph.
    let list = review.pages.iter().skip(count).flat_map(|page| &page.items).filter(|item| item.node.is_some());
    let list = words(&list.cloned().collect::<Vec<_>>());
    for comment in &report.comments {
        let number = format!("〔{}〕", comment.id.0);
        // The sample is not signed.
        assert_eq!(noted.matches(&number).count(), usize::from(comment.place != Place::Signature), "{number}");
        assert!(list.contains(&number) && list.contains(&comment.remark.text.replace('\n', "")), "{number}: {list}");
    }
}

/// Tracked changes on a print for review: what was taken out stands there, struck through, what was put in is underlined; on
/// what is published there is nothing of it.
#[test]
fn revisions_are_printed_for_review_alone() {
    let mut report = nianbao::session::draft_files::sample().unwrap();
    let plain = report.clone();
    let form = Form::of(report.form).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    let prose = report.part(part).unwrap().clone();
    let span = TextRange::within(0, 2, 6);
    let gone = prose.piece(span).text();
    let edit = Edit::insert(&prose, span, "插进来的话", TextMarks::default());
    let by = Reviser { by: "李四".into(), at: None };
    Change::By(by, Box::new(Change::Prose(part, edit))).apply(&mut report, form).unwrap();
    let said = |paper: &Paper| paper.pages.iter().map(|page| words(&page.items)).collect::<String>();
    let red = |paper: &Paper| {
        let is_red = |item: &&PageItem| matches!(&item.shape, Shape::Rule(line) if line.colour.0 == 0x00C0_0000);
        paper.pages.iter().flat_map(|page| &page.items).filter(is_red).count()
    };
    let (review, published) = (pages(&report, true), pages(&report, false));
    let words = said(&review);
    assert!(words.contains(&format!("{gone}插进来的话")), "{words}");
    assert!(words.contains("〔修1〕") && words.contains("李四"), "{words}");
    assert!(words.contains("插进来的话”。"), "{words}");
    assert!(red(&review) >= 2);
    assert!(!said(&published).contains(&format!("{gone}插进来的话")));
    assert!(!said(&published).contains("〔修") && red(&published) == 0);
    assert_eq!(review.about, published.about, "it is the same report");
    assert_eq!(pages(&plain, true).pages, pages(&plain, false).pages);
}

/// A number that was changed stands beside what it was, in its cell, on paper for review alone; where there is no room the
/// two stand one under the other, inside the cell.
#[test]
fn changed_numbers_stand_beside_what_they_were() {
    let mut report = nianbao::session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    let key = |name: &str| CellKey::parse(name).unwrap();
    let cells = [
        ("received.natural_person", 3, 5),
        ("received.enterprise", 12_345_678, 23_456_789),
        ("carried_in.natural_person", 0, 7),
    ];
    for (name, before, now) in cells {
        let set = |number| Change::Numbers(vec![(key(name), Some(nianbao::report::Number::Count(number)))]);
        set(before).apply(&mut report, form).unwrap();
        let by = Reviser { by: "李四".into(), at: None };
        Change::By(by, Box::new(set(now))).apply(&mut report, form).unwrap();
    }
    // With words changed elsewhere, what was taken out of them stands again: the cells are as without.
    let part = ReportText::Section(SectionId::Overview);
    let mut with_words = report.clone();
    let edit = Edit::insert(report.part(part).unwrap(), TextRange::within(0, 2, 6), "插进来的话", TextMarks::default());
    let by = Reviser { by: "王五".into(), at: None };
    Change::By(by, Box::new(Change::Prose(part, edit))).apply(&mut with_words, form).unwrap();
    for report in [&report, &with_words] {
        for (comments, arrow) in [(true, "→"), (false, "")] {
            let paper = pages(report, comments);
            assert!(paper.missing.is_empty());
            for (name, before, now) in cells {
                let in_cell = paper.pages.iter().flat_map(|page| &page.items);
                let items: Vec<PageItem> =
                    in_cell.filter(|item| item.place == Place::Cell(key(name))).cloned().collect();
                let before = if comments { before.to_string() } else { String::new() };
                let shown = words(&items).replace(' ', "");
                assert_eq!(shown, format!("{before}{arrow}{now}"), "{name}");
            }
        }
    }
}
