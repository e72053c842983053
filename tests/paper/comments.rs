//! Comments on paper for review: each is numbered beside what it is about, and stands there or after the report; nothing else on the
//! pages moves, nothing leaves them, and paper without that choice has none.

use nianbao::form::{CellKey, Form, SectionId};
use nianbao::layout::{FontSet, Length, NotePlace, PageItem, PageStyle, Paper, Shape, lay_out};
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
    pages_with(report, comments.then_some(NotePlace::End))
}

fn pages_with(report: &Report, notes: Option<NotePlace>) -> Paper {
    let style = PageStyle::official().with_notes(notes);
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

/// Notes at the margin: all that was said stands there in lines that neither meet nor leave the page; lines of the report and
/// pages break as they do without. What has no room, or nothing on paper to stand beside, is listed after the report.
#[test]
fn notes_stand_beside_their_lines() {
    let form = Form::of(commented().form).unwrap();
    let mut long = commented();
    for number in 0..25 {
        let remark = CommentRemark::new("王五", "2025-01-06".parse().ok(), &"这一处说得很长。".repeat(20 + number % 3));
        let place = Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start: 3 + number, end: 5 + number });
        Change::Comment(CommentChange::Add(place, remark)).apply(&mut long, form).unwrap();
    }
    let mut many = commented();
    for number in 0..200 {
        let remark = CommentRemark::new("王五", None, &format!("其中第{number}条"));
        Change::Comment(CommentChange::Add(Place::Heading(SectionId::Overview), remark))
            .apply(&mut many, form)
            .unwrap();
    }
    for (name, report, listed) in [("some", commented(), 1), ("long", long, 10), ("many", many, 200)] {
        let (plain, review) = (pages(&report, false), pages_with(&report, Some(NotePlace::Margin)));
        assert!(review.missing.is_empty());
        let style = PageStyle::official().with_notes(Some(NotePlace::Margin));
        let edge = style.binding_margin + style.type_width;
        let count = plain.pages.len();
        let (mut noted, mut in_list) = (String::new(), String::new());
        for (number, page) in review.pages.iter().enumerate() {
            let is_noted = |item: &&PageItem| matches!(&item.shape, Shape::Text(run) if run.x > edge);
            let (margin, own): (Vec<&PageItem>, Vec<&PageItem>) = page.items.iter().partition(is_noted);
            let Some(before) = plain.pages.get(number) else {
                own.iter()
                    .filter(|item| item.node.is_some())
                    .for_each(|item| in_list += &words(std::slice::from_ref(*item)));
                continue;
            };
            let places = |items: &[&PageItem]| -> Vec<(String, Length)> {
                let text = |item: &&PageItem| match &item.shape {
                    Shape::Text(run) => Some((run.text(), run.baseline)),
                    _ => None,
                };
                items.iter().filter_map(text).collect()
            };
            assert_eq!(places(&own), places(&before.items.iter().collect::<Vec<_>>()), "{name}: page {number}");
            let mut last = Length::ZERO;
            for item in margin {
                let Shape::Text(run) = &item.shape else { panic!("{item:?}") };
                // The right half of a bracket is blank.
                assert!(run.right() - run.size / 2 <= page.width, "{name}: {item:?}");
                assert!(run.baseline < page.height, "{name}: {item:?}");
                assert!(last == run.baseline || last + run.size <= run.baseline, "{name}: {item:?}");
                last = run.baseline;
                noted += &words(std::slice::from_ref(item));
            }
        }
        let mut left = 0;
        for comment in &report.comments {
            let (number, said) = (format!("〔{}〕", comment.id.0), comment.remark.text.replace('\n', ""));
            let is_listed = in_list.contains(&number);
            left += usize::from(is_listed);
            let whole = if is_listed { &in_list } else { &noted };
            assert!(whole.contains(&number) && whole.contains(&said), "{name}: {number}{said}");
            // The sample is not signed.
            assert_eq!(
                noted.matches(&number).count(),
                usize::from(comment.place != Place::Signature),
                "{name}: {number}"
            );
        }
        assert!(if name == "some" { left == listed } else { left >= listed }, "{name}: {left}");
        assert_eq!(review.pages.len() == count, left == 0, "{name}");
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
