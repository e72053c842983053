//! A thousand random reports on paper, with mark, approval sheet, signature and other fonts by turns:
//! nothing outside, nothing over another, nothing lost or doubled, no row parted, no heading alone at
//! a page's foot, and the same twice.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::form::{CellContent, Form, Table};
use nianbao::layout::{
    FaceId, FontSet, GlyphPosition, Length, NodeId, Page, PageItem, PageStyle, Paper, RuleLine, Shape, StructureRole,
    lay_out,
};
use nianbao::report::{Place, Report};
use nianbao::richtext::Level;

use crate::invented_reports;
use crate::page_contents::{Ink, ink, runs};

/// A report as one test case sets it.
struct Case {
    seed: u64,
    report: Report,
    style: PageStyle,
    fonts: FontSet,
}

impl Case {
    fn of(seed: u64) -> Case {
        let style = PageStyle {
            review_mark: seed.is_multiple_of(3),
            approval_sheet: seed.is_multiple_of(4),
            ..PageStyle::official()
        };
        let bundle = FontSet::bundled().unwrap();
        let mut fonts = bundle.clone();
        // Other advances and other boxes in the roles, as a computer's own fonts have them.
        if seed.is_multiple_of(5) {
            for (role, other) in [(FaceId::Fang, FaceId::Song), (FaceId::Kai, FaceId::Hei), (FaceId::Song, FaceId::Kai)]
            {
                fonts = fonts.with(role, bundle.font(other).clone());
            }
        }
        Case { seed, report: invented_reports::report(seed), style, fonts }
    }

    fn form(&self) -> &'static Form {
        Form::of(self.report.form).unwrap()
    }

    fn paper(&self) -> Paper {
        lay_out(self.form(), &self.report, &self.style, &self.fonts)
    }
}

/// Fails where a paper is not as it must be.
type Check = fn(&Case, &Paper);

/// What must hold of every paper.
const CHECKS: [(&str, Check); 8] = [
    ("inside", |case, paper| each_page(case, paper, inside)),
    ("apart", |case, paper| each_page(case, paper, apart)),
    ("uncrossed", |case, paper| each_page(case, paper, uncrossed)),
    ("text", text_is_whole),
    ("tables", tables_are_whole),
    ("rows", rows_stay_whole),
    ("headings", headings_keep_company),
    ("lines", no_line_stands_alone),
];

fn each_page(case: &Case, paper: &Paper, check: fn(&Case, &Page, usize, &str)) {
    for (number, page) in paper.pages.iter().enumerate() {
        check(case, page, number, &format!("seed {} page {}", case.seed, number + 1));
    }
}

#[test]
fn a_thousand_random_reports_stand_well_on_their_pages() {
    for seed in 0..1000 {
        let case = Case::of(seed);
        let paper = case.paper();
        assert_eq!(paper, case.paper(), "seed {seed}: laid out twice");
        CHECKS.iter().for_each(|(_, check)| check(&case, &paper));
    }
}

/// Does damage to a paper; whether it found something to damage.
type Damage = fn(&mut Paper) -> bool;

/// Each check sees the damage that it is there for.
#[test]
fn no_check_is_blind() {
    let damages: [(&str, Damage); 12] = [
        ("inside", |paper| first(paper, |item| moved(item, Length::pt(300)))),
        ("inside", |paper| first(paper, |item| item.place == Place::Page && moved(item, Length::pt(300)))),
        ("apart", |paper| {
            first(paper, |item| {
                glyphs(item).filter(|all| all.len() > 3).is_some_and(|all| {
                    all[1].dx = all[0].dx + Length::pt(3);
                    all[1].character == '（' || all[0].advance > Length::pt(12)
                })
            })
        }),
        ("uncrossed", |paper| {
            first(paper, |item| match (&mut item.shape, item.place) {
                (Shape::Rule(rule), Place::Table(_)) if rule.from.1 == rule.to.1 => {
                    (rule.from.1, rule.to.1) = (rule.from.1 + Length::pt(10), rule.to.1 + Length::pt(10));
                    true
                }
                _ => false,
            })
        }),
        ("text", |paper| {
            first(paper, |item| item.place == Place::Title && glyphs(item).is_some_and(|all| all.pop().is_some()))
        }),
        ("text", |paper| {
            first(paper, |item| {
                matches!(item.place, Place::Prose(_, spot) if spot.end > spot.start)
                    && glyphs(item).is_some_and(|all| all.pop().is_some())
            })
        }),
        ("text", |paper| doubled(paper, |place| matches!(place, Place::Heading(_)))),
        ("tables", |paper| doubled(paper, |place| matches!(place, Place::Cell(_)))),
        ("tables", |paper| doubled(paper, |place| matches!(place, Place::Table(_)))),
        ("rows", |paper| {
            let found = paper.pages.iter_mut().find_map(|page| {
                let at = page.items.iter().position(|item| matches!(item.place, Place::Cell(_)))?;
                Some(page.items.remove(at))
            });
            let last = paper.pages.last_mut().unwrap();
            found.map(|item| last.items.push(item)).is_some()
        }),
        ("headings", |paper| {
            let is_heading = |item: &PageItem| matches!(item.place, Place::Heading(_));
            let Some(page) =
                paper.pages.iter_mut().rev().skip(1).find(|page| page.items.iter().skip(1).any(is_heading))
            else {
                return false;
            };
            let at = page.items.iter().rposition(is_heading).unwrap();
            page.items.truncate(at + 1);
            page.items.iter().any(|item| matches!(item.place, Place::Prose(..)))
        }),
        ("lines", |paper| {
            // Of what goes on from the page before only the first run stays.
            paper.pages.iter_mut().any(|page| {
                let goes_on = |item: &PageItem| matches!(item.place, Place::Prose(_, spot) if spot.start > 20);
                let Some(at) = page.items.first().filter(|item| goes_on(item)).map(|_| 1) else { return false };
                page.items.truncate(at);
                true
            })
        }),
    ];
    for (name, damage) in damages {
        let (_, check) = CHECKS.iter().find(|(known, _)| *known == name).unwrap();
        let seen = (0..40).any(|seed| {
            let case = Case::of(seed);
            let mut paper = case.paper();
            damage(&mut paper) && std::panic::catch_unwind(|| check(&case, &paper)).is_err()
        });
        assert!(seen, "{name} sees no damage");
    }
}

fn first(paper: &mut Paper, damage: impl FnMut(&mut PageItem) -> bool) -> bool {
    paper.pages.iter_mut().flat_map(|page| &mut page.items).any(damage)
}

fn glyphs(item: &mut PageItem) -> Option<&mut Vec<GlyphPosition>> {
    match &mut item.shape {
        Shape::Text(run) => Some(&mut run.glyphs),
        _ => None,
    }
}

fn moved(item: &mut PageItem, right: Length) -> bool {
    match &mut item.shape {
        Shape::Text(run) => {
            run.x += right;
            true
        }
        _ => false,
    }
}

fn doubled(paper: &mut Paper, place: fn(Place) -> bool) -> bool {
    paper.pages.iter_mut().any(|page| {
        let item = page.items.iter().find(|item| place(item.place) && matches!(item.shape, Shape::Text(_))).cloned();
        item.map(|item| page.items.push(item)).is_some()
    })
}

/// The ink of every item lies in the type area; half a hairline and a slanted glyph's tip may reach
/// over. Page number and mark lie outside it, between its sides, the number 7 mm below.
fn inside(case: &Case, page: &Page, number: usize, name: &str) {
    let style = &case.style;
    let (left, right) = (style.binding_margin, style.binding_margin + style.type_width);
    let (top, foot) = (style.head_margin, style.head_margin + style.type_height);
    let over = Length::milli(500);
    let is_sheet = style.approval_sheet && number == 0;
    for item in &page.items {
        let boxes: Vec<Ink> = match &item.shape {
            Shape::Text(run) => run.glyphs.iter().filter_map(|glyph| ink(&case.fonts, run, glyph)).collect(),
            Shape::Rule(rule) => vec![(rule.from.0, rule.from.1, rule.to.0, rule.to.1)],
            Shape::Fill(fill) => vec![(fill.x, fill.y, fill.x + fill.width, fill.y + fill.height)],
            Shape::Area(area) => area.points.iter().map(|(x, y)| (*x, *y, *x, *y)).collect(),
            Shape::Picture(one) => vec![(one.x, one.y, one.x + one.width, one.y + one.height)],
        };
        for (x, y, to_x, to_y) in boxes {
            assert!(x >= left - over && to_x <= right + over, "{name}: {item:?} stands in a margin");
            if item.place == Place::Page && !is_sheet {
                let is_below = y > foot + Length::pt(10) && to_y < foot + Length::pt(32);
                let is_above = to_y < top - Length::pt(10) && y > Length::pt(28);
                assert!(is_below || is_above, "{name}: {item:?} is neither below nor above the type area");
            } else {
                assert!(y >= top - over && to_y <= foot + over, "{name}: {item:?} is outside the type area");
            }
        }
    }
}

/// The ink of no two glyphs overlaps, but for what neighbouring letters share by design.
fn apart(case: &Case, page: &Page, _: usize, name: &str) {
    let mut inks: Vec<_> = runs(page)
        .flat_map(|(run, _)| {
            run.glyphs.iter().filter_map(move |glyph| Some((ink(&case.fonts, run, glyph)?, glyph, run.size)))
        })
        .collect();
    inks.sort_by_key(|((x, ..), ..)| *x);
    for (at, ((x, y, to_x, to_y), glyph, size)) in inks.iter().enumerate() {
        for ((next_x, next_y, next_to_x, next_to_y), next, _) in
            inks.iter().skip(at + 1).take_while(|((next_x, ..), ..)| next_x < to_x)
        {
            let width = (*to_x).min(*next_to_x) - *next_x;
            let height = (*to_y).min(*next_to_y) - (*y).max(*next_y);
            let allowed = size.scaled(8, 100);
            assert!(width <= allowed || height <= allowed, "{name}: {glyph:?} and {next:?} overlap at {x} {y}");
        }
    }
}

/// No rule of a table crosses a glyph.
fn uncrossed(case: &Case, page: &Page, _: usize, name: &str) {
    let is_grid = |item: &&PageItem| matches!(item.place, Place::Table(_) | Place::Page);
    let rules: Vec<&RuleLine> = page.items.iter().filter(is_grid).filter_map(rule).collect();
    let slack = Length::milli(300);
    for (run, place) in runs(page).filter(|_| !rules.is_empty()) {
        for (x, y, to_x, to_y) in run.glyphs.iter().filter_map(|glyph| ink(&case.fonts, run, glyph)) {
            let crosses = |rule: &&&RuleLine| {
                let ((from_x, from_y), (end_x, end_y)) = (rule.from, rule.to);
                from_x < to_x - slack && end_x > x + slack && from_y < to_y - slack && end_y > y + slack
            };
            let crossing = rules.iter().find(crosses);
            assert!(crossing.is_none(), "{name}: {crossing:?} crosses {} of {place:?}", run.text());
        }
    }
}

fn rule(item: &PageItem) -> Option<&RuleLine> {
    match &item.shape {
        Shape::Rule(rule) => Some(rule),
        _ => None,
    }
}

/// Every character of title, headings, texts, notes and signature stands on paper once, in order.
fn text_is_whole(case: &Case, paper: &Paper) {
    let (seed, report) = (case.seed, &case.report);
    let mut printed: BTreeMap<String, String> = BTreeMap::new();
    let mut spots: BTreeMap<(String, usize), Vec<(usize, String)>> = BTreeMap::new();
    for (run, place) in paper.pages.iter().flat_map(runs) {
        match place {
            // The mark of a list item stands on paper only.
            Place::Prose(_, spot) | Place::Preface(spot) if spot.start == spot.end => {}
            Place::Prose(section, spot) => {
                spots.entry((format!("{section:?}"), spot.paragraph)).or_default().push((spot.start, run.text()));
            }
            Place::Preface(spot) => {
                spots.entry(("preface".into(), spot.paragraph)).or_default().push((spot.start, run.text()))
            }
            Place::Title | Place::Heading(_) | Place::Note(_) | Place::Signature => {
                printed.entry(format!("{place:?}")).or_default().push_str(&run.text());
            }
            _ => {}
        }
    }
    let texts = report.sections.iter().map(|(section, prose)| (format!("{section:?}"), prose));
    for (name, prose) in texts.chain([("preface".to_owned(), &report.preface)]) {
        for (number, paragraph) in prose.paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.is_blank()) {
            let mut pieces = spots.remove(&(name.clone(), number)).unwrap_or_default();
            pieces.sort();
            let text: String = pieces.into_iter().map(|(_, text)| text).collect();
            assert_eq!(text, paragraph.text(), "seed {seed}: paragraph {number} of {name}");
        }
    }
    assert!(spots.is_empty(), "seed {seed}: more on paper than in the report");
    let mut is_printed = |place: Place, text: &str| {
        let found = printed.remove(&format!("{place:?}")).unwrap_or_default();
        assert_eq!(found, text, "seed {seed}: {place:?}");
    };
    is_printed(Place::Title, &report.title_rows(case.form()).concat());
    for section in &case.form().sections {
        is_printed(Place::Heading(section.id), &section.title);
    }
    if let Some(signature) = &report.signature {
        is_printed(Place::Signature, &format!("{}{}", signature.unit.trim(), signature.date.official()));
    }
    for (key, note) in report.notes.iter().filter(|(_, note)| !note.trim().is_empty()) {
        let found = printed.remove(&format!("{:?}", Place::Note(*key))).unwrap_or_default();
        let found = found.strip_prefix("注：").unwrap_or(&found);
        let mut found = found.chars();
        assert!(found.next().is_some_and(is_mark), "seed {seed}: the mark of {key}");
        assert_eq!(found.as_str(), note.trim(), "seed {seed}: the note to {key}");
    }
    assert!(printed.is_empty(), "seed {seed}: {printed:?} stands on paper only");
}

const fn is_mark(character: char) -> bool {
    matches!(character, '①'..='⑩' | '※')
}

/// Every number and every label of the tables stands on paper once; where a table is parted, its
/// header and the labels beside its rows stand again for eyes alone.
fn tables_are_whole(case: &Case, paper: &Paper) {
    let mut numbers: BTreeMap<Place, String> = BTreeMap::new();
    let mut labels: BTreeMap<NodeId, String> = BTreeMap::new();
    for item in paper.pages.iter().flat_map(|page| &page.items) {
        match (&item.shape, item.place, item.node) {
            (Shape::Text(run), place @ Place::Cell(_), _) => numbers.entry(place).or_default().push_str(&run.text()),
            (Shape::Text(run), Place::Table(_), Some(node)) => labels.entry(node).or_default().push_str(&run.text()),
            _ => {}
        }
    }
    for field in case.form().fields() {
        let shown = case.report.numbers.shown(case.form(), field.key).map(|number| number.to_string());
        let on_paper = numbers.remove(&Place::Cell(field.key)).unwrap_or_default();
        let bare = on_paper.trim_end_matches(is_mark);
        assert_eq!(bare, shown.unwrap_or_default(), "seed {}: {}", case.seed, field.key);
        assert!(on_paper.chars().count() <= bare.chars().count() + 1, "seed {}: {}", case.seed, field.key);
    }
    let mut found: Vec<String> = labels.into_values().collect();
    let mut wanted: Vec<String> = case.form().tables.iter().flat_map(words).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "seed {}: labels", case.seed);
}

fn words(table: &Table) -> impl Iterator<Item = String> {
    table.cells.iter().filter_map(|cell| match &cell.content {
        CellContent::Label { text, note } => Some(format!("{text}{note}")).filter(|words| !words.is_empty()),
        _ => None,
    })
}

/// All numbers of a row, and all lines of each, stand on one page, and no text between two rules
/// of it on another.
fn rows_stay_whole(case: &Case, paper: &Paper) {
    let mut pages: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    for (number, page) in paper.pages.iter().enumerate() {
        for (_, place) in runs(page) {
            if let Place::Cell(key) = place {
                pages.entry(key.row).or_default().insert(number);
            }
        }
    }
    for (row, on) in pages {
        assert_eq!(on.len(), 1, "seed {}: the row {row} is parted over {on:?}", case.seed);
    }
}

/// No page ends with a heading, unless it has no text: the next section's title comes first.
fn headings_keep_company(case: &Case, paper: &Paper) {
    let role = |item: &PageItem| item.node.and_then(|node| paper.structure.node(node)).map(|node| &node.role);
    for (number, pages) in paper.pages.windows(2).enumerate() {
        let last = pages[0].items.iter().rev().find_map(role).unwrap();
        let next = pages[1].items.iter().filter_map(role).find(|role| !matches!(role, StructureRole::Heading(2..)));
        let alone = matches!(last, StructureRole::Heading(_)) && next != Some(&StructureRole::Heading(1));
        // Headings that fill a page by themselves cannot keep company.
        let all_headings = pages[0]
            .items
            .iter()
            .filter_map(role)
            .all(|role| matches!(role, StructureRole::Heading(_) | StructureRole::Title));
        assert!(!alone || all_headings, "seed {} page {}: ends with a heading", case.seed, number + 1);
    }
}

/// Of a paragraph that goes on over the page two lines at least stand on either.
fn no_line_stands_alone(case: &Case, paper: &Paper) {
    let mut lines: BTreeMap<(String, usize), BTreeMap<usize, BTreeSet<Length>>> = BTreeMap::new();
    for (number, page) in paper.pages.iter().enumerate() {
        for (run, place) in runs(page) {
            let (part, prose, spot) = match place {
                Place::Prose(section, spot) => (format!("{section:?}"), case.report.prose(section).unwrap(), spot),
                Place::Preface(spot) => ("preface".to_owned(), &case.report.preface, spot),
                _ => continue,
            };
            // Raised text stands 0.36 em above its line.
            let raise = if run.size < case.style.body { case.style.body.scaled(36, 100) } else { Length::ZERO };
            if prose.paragraphs[spot.paragraph].level == Level::Body && spot.start < spot.end {
                let of = lines.entry((part, spot.paragraph)).or_default();
                of.entry(number).or_default().insert(run.baseline + raise);
            }
        }
    }
    for ((part, paragraph), on) in lines.into_iter().filter(|(_, on)| on.len() > 1) {
        let least = on.values().map(BTreeSet::len).min();
        assert!(least >= Some(2), "seed {}: paragraph {paragraph} of {part} leaves a line alone: {on:?}", case.seed);
    }
}
