//! Tables in texts on pages: nothing outside, nothing over another, nothing lost or doubled, rows whole where a page has
//! room for them, the head again on every page, and what a screen reader is told.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::form::{Form, SectionId};
use nianbao::layout::{FontSet, Length, PageItem, PageStyle, Paper, Shape, StructureRole};
use nianbao::report::{Place, Report};
use nianbao::{ofd, pdf};

use crate::page_contents::ink;
use crate::{paper, table_reports};

/// The text and paragraph that an item is of, and its first character.
fn of(item: &PageItem) -> Option<(SectionId, usize, usize)> {
    match item.place {
        Place::Prose(section, spot) => Some((section, spot.paragraph, spot.start)),
        _ => None,
    }
}

/// Every word of every text stands on the pages once, in order; a head that stands again is no part of the structure.
fn assert_whole(report: &Report, paper: &Paper, name: &str) {
    let mut printed: BTreeMap<(SectionId, usize), Vec<(usize, String)>> = BTreeMap::new();
    for item in paper.pages.iter().flat_map(|page| &page.items).filter(|item| item.node.is_some()) {
        if let (Shape::Text(run), Some((section, paragraph, start))) = (&item.shape, of(item)) {
            printed.entry((section, paragraph)).or_default().push((start, run.text()));
        }
    }
    for (section, prose) in &report.sections {
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            let mut pieces = printed.remove(&(*section, number)).unwrap_or_default();
            pieces.sort();
            let text: String = pieces.into_iter().map(|(_, text)| text).collect();
            assert_eq!(text, paragraph.text(), "{name}: paragraph {number} of {section:?}");
        }
    }
    assert!(printed.is_empty(), "{name}: more on paper than in the report");
}

/// Ink within the type area and within its own cell, and no rule through it.
fn assert_in_place(paper: &Paper, name: &str) {
    let (style, fonts) = (PageStyle::official(), FontSet::bundled().unwrap());
    let (left, right) = (style.binding_margin, style.binding_margin + style.type_width);
    let (top, foot) = (style.head_margin, style.head_margin + style.type_height);
    let over = Length::milli(500);
    for (number, page) in paper.pages.iter().enumerate() {
        let mut rules = Vec::new();
        let mut inks = Vec::new();
        for item in page.items.iter().filter(|item| of(item).is_some()) {
            match &item.shape {
                Shape::Rule(rule) => {
                    let ((x, y), (to_x, to_y)) = (rule.from, rule.to);
                    let is_inside = x >= left - over && to_x <= right + over && y >= top - over && to_y <= foot + over;
                    assert!(is_inside, "{name} page {}: {rule:?}", number + 1);
                    rules.push(*rule);
                }
                Shape::Text(run) => {
                    let glyphs = run.glyphs.iter();
                    inks.extend(glyphs.filter_map(|glyph| Some((ink(fonts, run, glyph)?, glyph.character, run.size))));
                }
                _ => {}
            }
        }
        inks.sort_by_key(|((x, ..), ..)| *x);
        let slack = Length::milli(300);
        for (at, ((x, y, to_x, to_y), glyph, size)) in inks.iter().enumerate() {
            assert!(
                *x >= left - over && *to_x <= right + over && *y >= top - over && *to_y <= foot + over,
                "{name} page {}: {glyph} stands in a margin",
                number + 1
            );
            let crossing = rules.iter().find(|rule| {
                let ((from_x, from_y), (end_x, end_y)) = (rule.from, rule.to);
                from_x < *to_x - slack && end_x > *x + slack && from_y < *to_y - slack && end_y > *y + slack
            });
            assert!(crossing.is_none(), "{name} page {}: {crossing:?} crosses {glyph}", number + 1);
            for ((next_x, next_y, next_to_x, next_to_y), next, _) in
                inks.iter().skip(at + 1).take_while(|((next_x, ..), ..)| next_x < to_x)
            {
                let width = (*to_x).min(*next_to_x) - *next_x;
                let height = (*to_y).min(*next_to_y) - (*y).max(*next_y);
                let allowed = size.scaled(8, 100);
                assert!(width <= allowed || height <= allowed, "{name} page {}: {glyph} and {next}", number + 1);
            }
        }
    }
}

/// A row is on one page, unless it is longer than any; on each page that a table goes on its head stands again.
fn assert_rows_whole(report: &Report, paper: &Paper, name: &str) {
    let mut on: BTreeMap<(SectionId, usize), BTreeSet<usize>> = BTreeMap::new();
    let mut again: BTreeMap<(SectionId, usize), BTreeSet<usize>> = BTreeMap::new();
    for (number, page) in paper.pages.iter().enumerate() {
        for item in page.items.iter().filter(|item| matches!(item.shape, Shape::Text(_))) {
            if let Some((section, paragraph, _)) = of(item) {
                let to = if item.node.is_some() { &mut on } else { &mut again };
                to.entry((section, paragraph)).or_default().insert(number);
            }
        }
    }
    let characters = |section: SectionId, at: std::ops::Range<usize>| -> usize {
        report.sections[&section].paragraphs[at].iter().map(nianbao::richtext::Paragraph::length).sum()
    };
    for (section, prose) in &report.sections {
        for table in prose.tables() {
            let is_long = table.cells.iter().any(|cell| characters(*section, cell.paragraphs.clone()) > 600);
            let mut pages_of_table: BTreeSet<usize> = BTreeSet::new();
            let mut body: BTreeSet<usize> = BTreeSet::new();
            for row in 0..table.rows {
                let alone = |cell: &&nianbao::richtext::GridCell| cell.row == row && cell.down == 1;
                let paragraphs = table.cells.iter().filter(alone).flat_map(|cell| cell.paragraphs.clone());
                let pages: BTreeSet<usize> =
                    paragraphs.filter_map(|at| on.get(&(*section, at))).flatten().copied().collect();
                // One that is longer than a page begins one.
                let begins = pages.first().is_some_and(|first| !body.contains(first));
                assert!(pages.len() <= 1 || begins, "{name}: row {row} is parted over {pages:?}");
                if row >= table.header_rows {
                    body.extend(pages.iter().copied());
                }
                pages_of_table.extend(pages);
            }
            let head = table.cells.iter().filter(|cell| cell.row < table.header_rows);
            let head: Vec<usize> = head.flat_map(|cell| cell.paragraphs.clone()).collect();
            // A head that takes half a page, as it may where rows are as high, does not stand again.
            let has_high_rows = pages_of_table.len() * 8 > table.rows;
            if head.is_empty() || has_high_rows || table.header_rows == table.rows || is_long {
                continue;
            }
            let written = head.iter().filter(|at| characters(*section, **at..**at + 1) > 0);
            for at in written {
                let stands = again.get(&(*section, *at)).cloned().unwrap_or_default();
                let first = on[&(*section, *at)].iter().next().copied().unwrap();
                let wanted: BTreeSet<usize> = pages_of_table.iter().copied().filter(|page| *page > first).collect();
                // Rows with words are the ones that are seen.
                assert!(
                    stands.is_superset(&wanted),
                    "{name}: the head is on {stands:?}, not {wanted:?}: {} rows, {} heads",
                    table.rows,
                    table.header_rows
                );
            }
        }
    }
}

#[test]
fn random_tables_stand_well_on_their_pages() {
    for seed in 0..300 {
        let report = table_reports::report(seed, false);
        let (paper, name) = (paper(&report), format!("seed {seed}"));
        assert_whole(&report, &paper, &name);
        assert_in_place(&paper, &name);
        assert_rows_whole(&report, &paper, &name);
    }
}

/// What a screen reader is told of each table: rows, heads, and what cells cover.
#[test]
fn the_structure_has_rows_and_cells() {
    for seed in 0..40 {
        let report = table_reports::report(seed, false);
        let paper = paper(&report);
        let form = Form::of(report.form).unwrap();
        let official: usize = form.tables.iter().map(|table| table.cells.len()).sum();
        let tables: Vec<_> = report.sections.values().flat_map(|prose| prose.tables()).collect();
        let nodes = &paper.structure.nodes;
        let count = |is: fn(&StructureRole) -> bool| nodes.iter().filter(|node| is(&node.role)).count();
        let cells = count(|role| matches!(role, StructureRole::HeaderCell { .. } | StructureRole::DataCell { .. }));
        assert_eq!(cells, official + tables.iter().map(|table| table.cells.len()).sum::<usize>());
        assert_eq!(count(|role| matches!(role, StructureRole::Table(_))), form.tables.len() + tables.len());
    }
    let report = table_reports::report(3, false);
    let paper = paper(&report);
    let fonts = FontSet::bundled().unwrap();
    let bytes = pdf::write(&paper, fonts).unwrap();
    assert_eq!(bytes, pdf::write(&paper, fonts).unwrap(), "the same bytes each time");
    assert!(!ofd::write(&paper, fonts).unwrap().is_empty());
}

/// A caption is not left behind, and a table that is the end of a report leaves no signature alone.
#[test]
fn captions_and_signatures_keep_company() {
    for lines in 0..30 {
        let mut report = table_reports::report(0, true);
        report.sections.clear();
        let mut rng = fastrand::Rng::with_seed(lines);
        let rows = rng.usize(2..40);
        let paragraph = |text: &str| nianbao::richtext::Paragraph::new(nianbao::richtext::Level::Body, text);
        let mut paragraphs: Vec<_> = (0..lines).map(|_| paragraph("我局开展工作。")).collect();
        let caption = paragraphs.len();
        paragraphs.push(paragraph("表1　培训台账"));
        paragraphs.extend(table_reports::table(&mut rng, rows, 2, true));
        let prose = nianbao::richtext::RichText { paragraphs }.mended();
        let last = prose.tables()[0].cells.len() + caption;
        report.sections.insert(SectionId::Others, prose);
        let paper = paper(&report);
        let page_of = |wanted: &dyn Fn(&PageItem) -> bool| {
            paper.pages.iter().position(|page| page.items.iter().any(|item| item.node.is_some() && wanted(item)))
        };
        let at = |paragraph: usize| move |item: &PageItem| of(item).is_some_and(|(_, at, _)| at == paragraph);
        let first_of_table = page_of(&|item: &PageItem| of(item).is_some_and(|(_, at, _)| at > caption && at <= last));
        assert_eq!(page_of(&at(caption)), first_of_table, "{lines} lines: the caption");
        let signed = page_of(&|item: &PageItem| item.place == Place::Signature).unwrap();
        let is_table = |item: &PageItem| of(item).is_some_and(|(_, at, _)| at > caption);
        assert!(paper.pages[signed].items.iter().any(is_table), "{lines} lines: the signature is alone");
    }
}
