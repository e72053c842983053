//! The order of pictures, charts and tables on paper is that of the text: only words may come before a figure that waits for
//! the next page.

use nianbao::form::SectionId;
use nianbao::layout::{Length, PageItem, Paper, Shape};
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{ChartKind, ChartSubject, Level, Paragraph};

use crate::figure_reports::{self, figure};
use crate::{chart_reports, paper, table_reports};

/// Where each paragraph of the text first stands: its page and the height there.
fn places(paper: &Paper) -> std::collections::BTreeMap<usize, (usize, Length)> {
    let mut found = std::collections::BTreeMap::new();
    for (page, content) in paper.pages.iter().enumerate() {
        for item in &content.items {
            let Some((ReportText::Section(SectionId::Overview), spot)) = item.place.spot() else { continue };
            let place = (page, upper(item));
            let first = found.entry(spot.paragraph).or_insert(place);
            *first = (*first).min(place);
        }
    }
    found
}

fn upper(item: &PageItem) -> Length {
    match &item.shape {
        Shape::Text(run) => run.baseline,
        Shape::Rule(rule) => rule.from.1.min(rule.to.1),
        Shape::Fill(fill) => fill.y,
        Shape::Area(area) => area.points.iter().map(|point| point.1).min().unwrap_or(Length::ZERO),
        Shape::Picture(picture) => picture.y,
    }
}

/// The numbers of paragraphs that are figures or begin tables, in the order of the text.
fn held(report: &Report) -> Vec<usize> {
    let prose = report.part(ReportText::Section(SectionId::Overview)).unwrap();
    let mut all: Vec<usize> = prose.figures().map(|(number, ..)| number).collect();
    all.extend(prose.tables().into_iter().map(|table| table.paragraphs.start));
    all.sort_unstable();
    all
}

/// The figures and tables in the order in which they stand on the pages.
fn assert_in_order(report: &Report, name: &str) -> usize {
    let paper = paper(report);
    let found = places(&paper);
    let wanted = held(report);
    let mut on_paper: Vec<usize> = wanted.iter().copied().filter(|number| found.contains_key(number)).collect();
    assert_eq!(on_paper, wanted, "{name}: one of them is not on paper");
    on_paper.sort_by_key(|number| found[number]);
    assert_eq!(on_paper, wanted, "{name}");
    wanted.len()
}

/// A chart for which the page has no room, before the table that it is of and after it, for every height of the text before.
#[test]
fn a_chart_never_passes_a_table() {
    let line = Paragraph::new(Level::Body, "公开信息按月汇总，由办公室核对后发布，并在网站上同步更新。");
    for before in 0..14 {
        for chart_first in [false, true] {
            let mut report = chart_reports::filled();
            let mut prose = vec![line.clone(); before];
            let chart = chart_reports::chart(ChartSubject::Requests, ChartKind::Column, "收到和办理");
            let mut parts = [vec![chart], chart_reports::table(chart_reports::YEARS)];
            if !chart_first {
                parts.reverse();
            }
            prose.extend(parts.into_iter().flatten());
            prose.extend(vec![line.clone(); 12]);
            report.prose_mut(SectionId::Overview).paragraphs = prose;
            assert_eq!(assert_in_order(&report, &format!("{before} lines before, chart first: {chart_first}")), 2);
        }
    }
}

#[test]
fn random_texts_keep_the_order_of_figures_and_tables() {
    let pictures = figure_reports::pictures();
    let mut seen = 0;
    for seed in 0..150 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut report = figure_reports::report();
        let mut prose = Vec::new();
        for _ in 0..rng.usize(2..14) {
            match rng.u8(..4) {
                0 => prose.push(figure(&pictures[rng.usize(..pictures.len())], "甲", "题", rng.u16(300..1_600))),
                1 => {
                    if rng.bool() {
                        prose.push(Paragraph::new(Level::Body, "表1　各科室"));
                    }
                    let (rows, columns) = (rng.usize(1..30), rng.usize(1..5));
                    prose.extend(table_reports::table(&mut rng, rows, columns, false));
                    prose.push(Paragraph::default());
                }
                2 => prose.push(Paragraph::new(Level::Second, "（一）小标题")),
                _ => prose.push(Paragraph::new(Level::Body, "按月汇总，由办公室核对后发布。".repeat(rng.usize(1..9)))),
            }
        }
        report.prose_mut(SectionId::Overview).paragraphs = prose;
        seen += assert_in_order(&report, &format!("seed {seed}"));
    }
    assert!(seen > 400, "{seen}");
}
