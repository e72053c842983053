//! Charts in the text on pages: every number is printed, lengths and slices are in proportion, nothing leaves the type
//! area, a change of a number redraws them, and what cannot be shown honestly says so.

use nianbao::form::{Form, SectionId};
use nianbao::layout::{FontSet, Length, Page, PageItem, PageStyle, Paper, Shape, StructureRole, text_chart};
use nianbao::report::{ChartData, ChartNumbers, Number, Place, ReportText};
use nianbao::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph};
use nianbao::{ofd, pdf, picture};

use super::chart_readings::of_table;
use crate::chart_reports::{self, cell, chart, every_choice, table};
use crate::paper;

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

/// The words of items in their order.
pub(super) fn words(items: &[PageItem]) -> Vec<String> {
    let runs = items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run.text()),
        _ => None,
    });
    runs.collect()
}

/// Left, top, right and lower edge of a shape.
fn edges(shape: &Shape) -> (Length, Length, Length, Length) {
    match shape {
        Shape::Text(run) => (run.x, run.baseline - run.size.scaled(9, 10), run.right(), run.baseline),
        Shape::Rule(rule) => {
            let (one, other) = (rule.from, rule.to);
            (one.0.min(other.0), one.1.min(other.1), one.0.max(other.0), one.1.max(other.1))
        }
        Shape::Fill(fill) => (fill.x, fill.y, fill.x + fill.width, fill.y + fill.height),
        Shape::Area(area) => {
            let (x, y) = (area.points.iter().map(|one| one.0), area.points.iter().map(|one| one.1));
            (x.clone().min().unwrap(), y.clone().min().unwrap(), x.max().unwrap(), y.max().unwrap())
        }
        Shape::Picture(one) => (one.x, one.y, one.x + one.width, one.y + one.height),
    }
}

/// The items of the chart that is a paragraph of the overview.
fn own_items(page: &Page, paragraph: usize) -> Vec<PageItem> {
    let own = |item: &&PageItem| {
        let place = item.place.spot().filter(|(part, spot)| (*part, spot.paragraph) == (OVERVIEW, paragraph));
        place.is_some_and(|(_, spot)| spot.start == spot.end)
    };
    let figure = |item: &&PageItem| own(item) && !matches!(&item.shape, Shape::Text(run) if run.size == Length::pt(14));
    page.items.iter().filter(figure).cloned().collect()
}

/// Every chart in several widths: its names and numbers are printed, within its own rectangle, and no two texts lie over
/// each other.
#[test]
fn every_number_is_printed_within_the_chart() {
    let report = chart_reports::report();
    let form = Form::of(report.form).unwrap();
    for (_, _, _, data) in report.charts(form) {
        let Ok(numbers) = data.numbers.clone() else { continue };
        for width in [180, 280, 368, 442] {
            assert_legible(&data, &numbers, width);
        }
    }
}

/// Wide numbers in small slices, lines that lie close together, many bars, long names.
#[test]
fn no_number_of_a_random_table_lies_over_another() {
    let mut random = fastrand::Rng::with_seed(20);
    let mut drawn = 0;
    for round in 0..300 {
        let (points, series) = (random.usize(3..25), random.usize(1..5));
        let are_times = random.bool();
        let (base, spread) = ([0, 90, 9_000, 40_000][random.usize(..4)], [3, 40, 900, 60_000][random.usize(..4)]);
        let point = |at: usize| if are_times { format!("{}年", 2000 + at) } else { format!("第{at}类事项") };
        let mut rows: Vec<Vec<String>> = vec![(0..=series).map(|at| format!("数{at}")).collect()];
        for at in 0..points {
            let numbers = (0..series).map(|_| (base + random.u64(..spread)).to_string());
            rows.push(std::iter::once(point(at)).chain(numbers).collect());
        }
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        for kind in [ChartKind::Column, ChartKind::Bar, ChartKind::Line, ChartKind::Pie] {
            let data = of_table(&rows, kind);
            if let Ok(numbers) = data.numbers.clone() {
                drawn += 1;
                for width in [280, 368, 442] {
                    assert_legible(&data, &numbers, width);
                }
            }
        }
        assert!(round < 299 || drawn > 250, "{drawn}");
    }
}

/// Its names and numbers are printed, within its own rectangle, and no two texts lie over each other.
fn assert_legible(data: &ChartData, numbers: &ChartNumbers, width: i32) {
    let name = format!("{:?} {width} {numbers:?}", data.choice);
    let drawn = text_chart(data, Length::pt(width), Length::pt(620), FontSet::bundled().unwrap());
    assert!(drawn.height > Length::pt(40) && drawn.height <= Length::pt(620), "{name}: {}", drawn.height);
    let all = words(&drawn.items);
    for value in numbers.values().flatten() {
        let value = value.to_string();
        let is_there = all.iter().any(|run| run == &value || run.contains(&format!("　{value}")));
        assert!(is_there, "{name}: {value} is not among {all:?}");
    }
    let slack = Length::pt(2);
    let mut texts = Vec::new();
    for item in &drawn.items {
        let (left, top, right, lower) = edges(&item.shape);
        let inside = left >= -slack && top >= -slack && right <= drawn.width + slack && lower <= drawn.height + slack;
        assert!(inside, "{name}: {:?} leaves {} × {}", item.shape, drawn.width, drawn.height);
        if let Shape::Text(run) = &item.shape {
            texts.push((left, top, right, lower, run.text()));
        }
    }
    for (at, one) in texts.iter().enumerate() {
        for other in &texts[at + 1..] {
            let apart = one.2 <= other.0 + slack || other.2 <= one.0 + slack;
            let apart = apart || one.3 <= other.1 + slack || other.3 <= one.1 + slack;
            assert!(apart || width < 200, "{name}: {} lies over {}", one.4, other.4);
        }
    }
}

#[test]
fn lengths_and_slices_are_in_proportion() {
    let rows: &[&[&str]] = &[&["镇", "件"], &["白沙镇", "40"], &["河口镇", "20"], &["上河镇", "10"], &["下河镇", "10"]];
    let fonts = FontSet::bundled().unwrap();
    let drawn = |kind| text_chart(&of_table(rows, kind), Length::pt(368), Length::pt(600), fonts).items;
    for kind in [ChartKind::Column, ChartKind::Bar] {
        let boxes = drawn(kind).into_iter().filter_map(|item| match item.shape {
            Shape::Fill(fill) if kind == ChartKind::Column => Some(fill.height),
            Shape::Fill(fill) => Some(fill.width),
            _ => None,
        });
        let lengths: Vec<i32> = boxes.map(|length| length.thousandths()).collect();
        assert_eq!(lengths.len(), 4, "{kind:?}");
        for (length, parts) in lengths.iter().zip([1, 2, 4, 4]) {
            assert!((length * parts - lengths[0]).abs() < 100, "{kind:?}: {lengths:?}");
        }
    }
    // The corners of a slice but its first lie on the circle; half, a quarter and two eighths of it are taken.
    let slices: Vec<Vec<(Length, Length)>> = drawn(ChartKind::Pie)
        .into_iter()
        .filter_map(|item| match item.shape {
            Shape::Area(area) => Some(area.points),
            _ => None,
        })
        .collect();
    assert_eq!(slices.len(), 4);
    let doubled = |points: &[(Length, Length)]| -> i64 {
        let pairs = points.iter().zip(points.iter().cycle().skip(1));
        let at = |length: Length| i64::from(length.thousandths());
        pairs.map(|(one, other)| at(one.0) * at(other.1) - at(other.0) * at(one.1)).sum::<i64>().abs()
    };
    let areas: Vec<i64> = slices.iter().map(|points| doubled(points)).collect();
    for (area, parts) in areas.iter().zip([1, 2, 4, 4]) {
        assert!((area * parts - areas[0]).abs() * 500 < areas[0], "{areas:?}");
    }
    let centre = slices[0][0];
    let far = |point: (Length, Length)| {
        let (x, y) = ((point.0 - centre.0).thousandths(), (point.1 - centre.1).thousandths());
        (i64::from(x).pow(2) + i64::from(y).pow(2)).isqrt()
    };
    let radius = far(slices[0][1]);
    assert!(slices.iter().flat_map(|points| &points[1..]).all(|point| (far(*point) - radius).abs() < 10));
    // From the top clockwise: the first one ends below the centre.
    assert_eq!((slices[0][1].0, slices[0].last().unwrap().0), (centre.0, centre.0));
    assert!(slices[0][1].1 < centre.1 && slices[0].last().unwrap().1 > centre.1);
}

#[test]
fn a_change_of_a_number_redraws_the_chart() {
    let mut report = chart_reports::filled();
    report.prose_mut(SectionId::Overview).paragraphs =
        vec![chart(ChartSubject::Decisions, ChartKind::Column, "处理决定")];
    let before = paper(&report);
    assert!(
        words(&own_items(&before.pages[0], 0))
            .contains(&report.numbers.get(cell("licensing.decisions")).unwrap().to_string())
    );
    report.numbers.set(cell("licensing.decisions"), Some(Number::Count(4711)));
    let after = paper(&report);
    assert!(words(&own_items(&after.pages[0], 0)).contains(&"4711".to_owned()));
    assert_ne!(own_items(&before.pages[0], 0), own_items(&after.pages[0], 0));
    let said = |paper: &Paper| {
        let roles = paper.structure.nodes.iter().filter_map(|node| match &node.role {
            StructureRole::Figure(said) => Some(said.clone()),
            _ => None,
        });
        roles.collect::<Vec<_>>()
    };
    assert!(said(&after)[0].starts_with("柱形图，行政许可、行政处罚、行政强制：行政许可4711，"), "{:?}", said(&after));
    // Words of its own go before.
    let mut figure = Figure::of_chart(ChartChoice::new(ChartSubject::Decisions, ChartKind::Column));
    figure.alt = "许可最多".into();
    report.prose_mut(SectionId::Overview).paragraphs[0].figure = Some(figure);
    assert_eq!(said(&paper(&report)), ["许可最多"]);
}

#[test]
fn every_kind_of_paper_shows_them() {
    let paper = paper(&chart_reports::report());
    let fonts = FontSet::bundled().unwrap();
    let file = pdf::write(&paper, fonts).unwrap();
    assert_eq!(file, pdf::write(&paper, fonts).unwrap());
    let document = lopdf::Document::load_mem(&file).unwrap();
    let figures: Vec<&lopdf::Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|one| one.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|tag| tag == b"Figure"))
        .collect();
    assert_eq!(figures.len(), every_choice().count());
    // What is drawn is the figure's own content, so that whoever skips it skips all of it.
    assert!(figures.iter().all(|one| one.has(b"Alt") && one.has(b"A") && one.has(b"K")));
    let bytes = pdf::write_with(&paper, fonts, pdf::PdfProfile::A1b).unwrap();
    crate::pdf::other_readers::preflight("nianbao-charts-archive.pdf", &bytes);
    let svg = picture::svg(&paper, fonts);
    assert!(svg.matches("<polygon ").count() > 10);
    assert_eq!(picture::png(&paper, fonts).unwrap(), picture::png(&paper, fonts).unwrap());
    assert_eq!(ofd::write(&paper, fonts).unwrap(), ofd::write(&paper, fonts).unwrap());
}

/// Random texts with charts, tables and words in any order: nothing outside the type area, no chart over another or over
/// words, none lost, every caption on the page of its chart.
#[test]
fn random_texts_with_charts_stand_well_on_their_pages() {
    let style = PageStyle::official();
    let (left, right) = (style.binding_margin, style.binding_margin + style.type_width);
    let (top, foot) = (style.head_margin, style.head_margin + style.type_height);
    let slack = Length::milli(1500);
    let mut cache = nianbao::layout::LayoutCache::default();
    for seed in 0..80 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut report = chart_reports::filled();
        for field in Form::of(report.form).unwrap().fields().filter(|field| !field.total) {
            let count = [0, 3, 81, 1204, 98_765][random.usize(..5)];
            if field.measure == nianbao::form::CellMeasure::Count {
                report.numbers.set(field.key, random.bool().then_some(Number::Count(count)));
            }
        }
        let mut prose = Vec::new();
        for _ in 0..random.usize(1..14) {
            match random.u8(..5) {
                0 | 1 => {
                    let (of, kind) = (ChartSubject::ALL[random.usize(..7)], ChartKind::ALL[random.usize(..4)]);
                    let mut one = chart(of, kind, ["", "申请情况"][random.usize(..2)]);
                    one.figure.as_mut().unwrap().width = random.u16(100..1700);
                    prose.push(one);
                }
                2 => {
                    let rows: Vec<Vec<String>> = (0..random.usize(1..26))
                        .map(|row| {
                            (0..random.usize(2..6))
                                .map(|column| {
                                    if column == 0 {
                                        format!("第{row}镇人民政府")
                                    } else {
                                        random.u32(..9000).to_string()
                                    }
                                })
                                .collect()
                        })
                        .collect();
                    let wide = rows.iter().map(Vec::len).min().unwrap();
                    let rows: Vec<Vec<&str>> =
                        rows.iter().map(|row| row[..wide].iter().map(String::as_str).collect()).collect();
                    prose.extend(table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()));
                    prose.push(Paragraph::new(Level::Body, "如表。"));
                }
                _ => {
                    prose.push(Paragraph::new(Level::Body, "按月汇总，由办公室核对后发布。".repeat(random.usize(1..9))))
                }
            }
        }
        report.prose_mut(SectionId::Overview).paragraphs = prose;
        let paper = paper(&report);
        let again = cache.lay_out(Form::of(report.form).unwrap(), &report, &style, FontSet::bundled().unwrap());
        assert!(paper == again, "seed {seed}: laid out after another text");
        let prose = report.prose(SectionId::Overview).unwrap();
        let mut seen = Vec::new();
        for page in &paper.pages {
            let mut bands: Vec<(Length, Length, usize)> = Vec::new();
            for (number, paragraph, _) in prose.figures() {
                let items = own_items(page, number);
                if items.is_empty() {
                    continue;
                }
                seen.push(number);
                let all: Vec<_> = items.iter().map(|item| edges(&item.shape)).collect();
                for (x, y, to, down) in &all {
                    let inside =
                        *x >= left - slack && *to <= right + slack && *y >= top - slack && *down <= foot + slack;
                    assert!(inside, "seed {seed}: {number} leaves the type area: {x} {y} {to} {down}");
                }
                bands.push((
                    all.iter().map(|one| one.1).min().unwrap(),
                    all.iter().map(|one| one.3).max().unwrap(),
                    number,
                ));
                if !paragraph.is_wordless() {
                    let caption = page.items.iter().any(|item| {
                        item.place.spot().is_some_and(|(part, spot)| {
                            (part, spot.paragraph) == (OVERVIEW, number) && spot.end > spot.start
                        })
                    });
                    assert!(caption, "seed {seed}: the caption of {number} is on another page");
                }
            }
            bands.sort_unstable();
            assert!(bands.windows(2).all(|pair| pair[0].1 <= pair[1].0), "seed {seed}: {bands:?}");
            for item in page.items.iter().filter(|item| item.place != Place::Page) {
                let (Shape::Text(run), Some((_, spot))) = (&item.shape, item.place.spot()) else { continue };
                let over = bands.iter().any(|(upper, lower, number)| {
                    spot.paragraph != *number && run.baseline > *upper && run.baseline - Length::pt(8) < *lower
                });
                assert!(!over, "seed {seed}: {} over a chart", run.text());
            }
        }
        seen.sort_unstable();
        let wanted: Vec<usize> = prose.figures().map(|(number, ..)| number).collect();
        assert_eq!(seen, wanted, "seed {seed}");
    }
}
