//! Pictures of every kind: where they stand on pages, and how each kind of paper shows them.

use nianbao::form::SectionId;
use nianbao::layout::{FontSet, Length, PageItem, PageStyle, PlacedPicture, Shape, StructureRole};
use nianbao::richtext::{Level, Paragraph};
use nianbao::{ofd, pdf, picture};

use super::taken_pictures::{CORNERS, is_near};
use crate::figure_reports::{self, figure};
use crate::paper;

fn placed(items: &[PageItem]) -> Vec<PlacedPicture> {
    let placed = items.iter().filter_map(|item| match item.shape {
        Shape::Picture(placed) => Some(placed),
        _ => None,
    });
    placed.collect()
}

#[test]
fn pictures_stay_in_the_type_area_with_their_captions() {
    let report = figure_reports::report();
    let style = PageStyle::official();
    let paper = paper(&report);
    let (mut count, mut number) = (0, 0);
    for page in &paper.pages {
        for (at, item) in page.items.iter().enumerate() {
            let Shape::Picture(one) = item.shape else { continue };
            count += 1;
            let (right, bottom) = (one.x + one.width, one.y + one.height);
            assert!(one.x >= style.binding_margin && right <= style.binding_margin + style.type_width);
            assert!(one.y >= style.head_margin && bottom <= style.head_margin + style.type_height);
            let held = paper.pictures.get(one.id).unwrap();
            let (wide, high) = held.shown_size();
            let wanted = one.width.scaled(i64::from(high), i64::from(wide));
            assert!((wanted - one.height).thousandths().abs() < 50, "{wanted} {}", one.height);
            // What follows on the page is its own caption, below it and centred.
            let texts = page.items.iter().skip(at + 1).map_while(|item| match &item.shape {
                Shape::Text(run) => Some(run),
                _ => None,
            });
            let first = texts.clone().next().map(|run| run.baseline);
            let line: Vec<_> = texts.take_while(|run| Some(run.baseline) == first).collect();
            let words: String = line.iter().map(|run| run.text()).collect();
            if let (true, Some(baseline)) = (words.starts_with('图'), first) {
                number += 1;
                assert_eq!(words, format!("图{number}\u{3000}四色方块之{number}"));
                assert!(baseline > bottom && baseline < bottom + style.line() * 2);
                let (left, right) = (line[0].x - style.binding_margin, line[line.len() - 1].right());
                let spare = style.binding_margin + style.type_width - right;
                assert!((left - spare).thousandths().abs() < 4_000, "{words} stands in the middle: {left} {spare}");
            }
        }
    }
    assert_eq!((count, number), (13, 12));
}

/// A picture that no longer fits a page waits for the next one, and the text after it fills the page.
#[test]
fn text_goes_on_where_a_picture_has_no_room() {
    let mut report = figure_reports::report();
    let held = figure_reports::picture("telephone.jpeg");
    let line = "公开信息按月汇总，由办公室核对后发布，并在网站上同步更新。";
    let mut prose: Vec<Paragraph> = (0..7).map(|_| Paragraph::new(Level::Body, line)).collect();
    prose.push(figure(&held, "办公楼", "办公楼正面", 900));
    prose.extend((0..30).map(|number| Paragraph::new(Level::Body, format!("第{number}段。"))));
    report.prose_mut(SectionId::Overview).paragraphs = prose;
    let paper = paper(&report);
    let style = PageStyle::official();
    assert!(placed(&paper.pages[0].items).is_empty());
    let lowest = paper.pages[0].items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) if item.place != nianbao::report::Place::Page => Some(run.baseline),
        _ => None,
    });
    let last_line = style.line_top(style.lines - 1);
    assert!(lowest.max().unwrap() > last_line, "the first page is full");
    let picture = placed(&paper.pages[1].items)[0];
    assert!(picture.y < style.head_margin + style.line(), "it begins the next page");
    // The lines of the grid go on below it.
    let texts = paper.pages[1].items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) if run.size == style.body => Some(run.baseline),
        _ => None,
    });
    let grid: Vec<Length> = (0..style.lines).map(|line| style.line_top(line)).collect();
    for baseline in texts {
        let top = grid.iter().rev().find(|top| **top < baseline).unwrap();
        let off = baseline - *top;
        assert!(off > Length::ZERO && off < style.line(), "{off}");
    }
}

/// A heading right before a picture stays with the text after it, and is never alone at a page's foot.
#[test]
fn a_heading_before_a_picture_goes_with_its_text() {
    let held = figure_reports::picture("telephone.jpeg");
    let line = Paragraph::new(Level::Body, "公开信息按月汇总，由办公室核对后发布，并在网站上同步更新。");
    for lines in 0..14 {
        for texts_after in [0, 1, 12] {
            let mut report = figure_reports::report();
            let mut prose = vec![line.clone(); lines];
            prose.push(Paragraph::new(Level::Second, "（一）平台建设"));
            prose.push(figure(&held, "办公楼", "办公楼正面", 900));
            prose.push(figure(&held, "办公楼", "办公楼侧面", 900));
            prose.extend(vec![line.clone(); texts_after]);
            report.prose_mut(SectionId::Overview).paragraphs = prose;
            let paper = paper(&report);
            let heading = nianbao::report::CharRange { paragraph: lines, start: 0, end: 1 };
            let place = |item: &PageItem| item.place.spot().filter(|(_, spot)| spot.paragraph == heading.paragraph);
            let page = paper.pages.iter().find(|page| page.items.iter().any(|item| place(item).is_some())).unwrap();
            let at = page.items.iter().rposition(|item| place(item).is_some()).unwrap();
            let next = page.items.get(at + 1).map(|item| item.place);
            let name = format!("{lines} lines before, {texts_after} paragraphs after");
            assert!(next.is_some_and(|next| next != nianbao::report::Place::Page), "{name}: alone at the foot");
            let pictures: usize = paper.pages.iter().map(|page| placed(&page.items).len()).sum();
            assert_eq!(pictures, 3, "{name}");
            if texts_after == 12 {
                // No page but the section's last has room that the text after it could fill.
                let own = |page: &&nianbao::layout::Page| {
                    page.items
                        .iter()
                        .any(|item| matches!(item.place, nianbao::report::Place::Prose(SectionId::Overview, _)))
                };
                let full: Vec<_> = paper.pages.iter().filter(own).collect();
                let style = PageStyle::official();
                for page in &full[..full.len() - 1] {
                    let bottoms = page.items.iter().filter(|item| item.place != nianbao::report::Place::Page);
                    let lowest = bottoms.map(|item| match &item.shape {
                        Shape::Text(run) => run.baseline,
                        Shape::Picture(one) => one.y + one.height,
                        _ => Length::ZERO,
                    });
                    let lowest = lowest.max().unwrap();
                    assert!(lowest > style.line_top(style.lines - 3), "{name}: a hole below {lowest}");
                }
            }
        }
    }
}

#[test]
fn a_picture_never_leaves_its_section_nor_follows_the_signature() {
    let mut report = figure_reports::report();
    let held = figure_reports::picture("telephone.jpeg");
    let line = Paragraph::new(Level::Body, "公开信息按月汇总，由办公室核对后发布，并在网站上同步更新。");
    for lines in 8..20 {
        let mut prose = vec![line.clone(); lines];
        prose.push(figure(&held, "办公楼", "办公楼正面", 900));
        prose.push(Paragraph::new(Level::Body, "以上。"));
        report.prose_mut(SectionId::Others).paragraphs = prose.clone();
        report.prose_mut(SectionId::Overview).paragraphs = prose;
        report.signature = Some(nianbao::report::Signature {
            unit: "青禾县水务局".into(),
            date: nianbao::report::Date::new(2025, 1, 20).unwrap(),
            extra: Default::default(),
        });
        let paper = paper(&report);
        let items = || paper.pages.iter().flat_map(|page| &page.items);
        let second = items()
            .position(|item| item.place == nianbao::report::Place::Heading(SectionId::Disclosure))
            .expect("the second section");
        assert_eq!(placed(&items().take(second).cloned().collect::<Vec<_>>()).len(), 1, "{lines}");
        let signature = items().position(|item| item.place == nianbao::report::Place::Signature).unwrap();
        assert!(placed(&items().skip(signature).cloned().collect::<Vec<_>>()).is_empty(), "{lines}");
    }
}

#[test]
fn a_missing_picture_leaves_a_box_and_its_caption() {
    let mut report = figure_reports::report();
    report.pictures = Default::default();
    let paper = paper(&report);
    assert!(paper.pages.iter().all(|page| placed(&page.items).is_empty()));
    let captions = paper.structure.nodes.iter().filter(|node| node.role == StructureRole::Caption).count();
    assert_eq!(captions, 12);
    pdf::write(&paper, FontSet::bundled().unwrap()).unwrap();
}

#[test]
fn photographs_go_into_the_pdf_as_they_are_and_others_once() {
    let paper = paper(&figure_reports::report());
    let fonts = FontSet::bundled().unwrap();
    let file = pdf::write(&paper, fonts).unwrap();
    assert_eq!(file, pdf::write(&paper, fonts).unwrap());
    let document = lopdf::Document::load_mem(&file).unwrap();
    let images: Vec<&lopdf::Stream> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| {
            stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Image")
        })
        .collect();
    // One of them is shown twice.
    assert_eq!(images.len(), 12);
    for name in ["upright.jpeg", "telephone.jpeg", "progressive.jpeg", "grey.jpeg"] {
        let own = figure_reports::picture(name).bytes_unturned();
        assert!(images.iter().any(|image| image.content == own), "{name}");
    }
    let alts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let figures: Vec<&lopdf::Dictionary> =
        alts.filter(|one| one.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|tag| tag == b"Figure")).collect();
    assert_eq!(figures.len(), 13);
    assert!(figures.iter().all(|one| one.has(b"Alt") && one.has(b"A")));
}

/// An archive takes them all: colours for printing and transparent dots have become red, green and blue.
#[test]
fn the_archive_standard_is_kept() {
    let paper = paper(&figure_reports::report());
    let bytes = pdf::write_with(&paper, FontSet::bundled().unwrap(), pdf::PdfProfile::A1b).unwrap();
    crate::pdf::other_readers::preflight("nianbao-figures-archive.pdf", &bytes);
}

#[test]
fn svg_png_and_ofd_show_them_too() {
    let paper = paper(&figure_reports::report());
    let fonts = FontSet::bundled().unwrap();
    assert_eq!(picture::svg(&paper, fonts).matches("<image ").count(), 13);
    let bytes = picture::png(&paper, fonts).unwrap();
    let shown = image::load_from_memory(&bytes).unwrap().to_rgb8();
    // The first picture of the first page, in its middle left and middle right: 144 dots an inch.
    let one = placed(&paper.pages[0].items)[0];
    let dot = |length: Length| u32::try_from(length.thousandths() * 2 / 1000).unwrap();
    for (at, corner) in [(4, CORNERS[0]), (1, CORNERS[1])].iter().enumerate().map(|(at, (_, corner))| (at, corner)) {
        let x = dot(one.x + if at == 0 { one.width / 4 } else { one.width / 4 * 3 });
        let seen = shown.get_pixel(x, dot(one.y + one.height / 4)).0;
        assert!(is_near(seen, *corner, 14), "{at}: {seen:?}");
    }
    let file = ofd::write(&paper, fonts).unwrap();
    assert_eq!(file, ofd::write(&paper, fonts).unwrap());
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut pages = String::new();
    for number in 0..package.len() {
        let mut part = package.by_index(number).unwrap();
        if part.name().unwrap().ends_with("Content.xml") {
            std::io::Read::read_to_string(&mut part, &mut pages).unwrap();
        }
    }
    assert_eq!(pages.matches("<ofd:ImageObject ").count(), 13);
}

/// Random texts with pictures of any size between any paragraphs: nothing outside the type area, nothing over another,
/// nothing lost or doubled, every caption right below its picture.
#[test]
fn random_texts_with_pictures_stand_well_on_their_pages() {
    let held = figure_reports::pictures();
    let (mut cache, style) = (nianbao::layout::LayoutCache::default(), PageStyle::official());
    for seed in 0..120 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut report = figure_reports::report();
        for id in [SectionId::Overview, SectionId::Requests, SectionId::Problems, SectionId::Others] {
            let mut prose = Vec::new();
            for number in 0..random.usize(..14) {
                prose.push(match random.u8(..5) {
                    0 | 1 => {
                        let caption = ["", "题", "公开栏的样子，"][random.usize(..3)].repeat(random.usize(1..9));
                        figure(&held[random.usize(..held.len())], "甲", &caption, random.u16(50..2_000))
                    }
                    2 => Paragraph::new(Level::Second, format!("（{number}）小标题")),
                    _ => Paragraph::new(Level::Body, "按月汇总，由办公室核对后发布。".repeat(random.usize(1..9))),
                });
            }
            report.prose_mut(id).paragraphs = prose;
        }
        if random.bool() {
            report.signature = Some(nianbao::report::Signature {
                unit: "青禾县水务局".into(),
                date: nianbao::report::Date::new(2025, 1, 20).unwrap(),
                extra: Default::default(),
            });
        }
        let paper = paper(&report);
        let form = nianbao::form::Form::of(report.form).unwrap();
        let again = cache.lay_out(form, &report, &style, FontSet::bundled().unwrap());
        assert!(paper == again, "seed {seed}: laid out after another text");
        stands_well(&report, &paper, &format!("seed {seed}"));
    }
}

fn stands_well(report: &nianbao::report::Report, paper: &nianbao::layout::Paper, name: &str) {
    let style = PageStyle::official();
    let (left, right) = (style.binding_margin, style.binding_margin + style.type_width);
    let (top, foot) = (style.head_margin, style.head_margin + style.type_height);
    let slack = Length::milli(500);
    // The characters of each paragraph in the order of the pages, and the pictures by their paragraphs.
    let mut words: std::collections::BTreeMap<_, String> = Default::default();
    let mut pictures: std::collections::BTreeMap<_, usize> = Default::default();
    for (number, page) in paper.pages.iter().enumerate() {
        let name = format!("{name}, page {}", number + 1);
        let mut boxes: Vec<(Length, Length)> = Vec::new();
        for item in page.items.iter().filter(|item| item.place != nianbao::report::Place::Page) {
            let spot = item.place.spot();
            match &item.shape {
                Shape::Picture(one) => {
                    assert!(one.x >= left - slack && one.x + one.width <= right + slack, "{name}: {one:?}");
                    assert!(one.y >= top - slack && one.y + one.height <= foot + slack, "{name}: {one:?}");
                    boxes.push((one.y, one.y + one.height));
                    let (part, spot) = spot.expect("a place in a text");
                    *pictures.entry((part, spot.paragraph)).or_default() += 1;
                }
                Shape::Text(run) => {
                    assert!(run.x >= left - slack && run.right() <= right + style.body, "{name}: {}", run.text());
                    assert!(run.baseline > top && run.baseline <= foot + slack, "{name}: {}", run.text());
                    if let Some((part, spot)) = spot.filter(|(_, spot)| spot.end > spot.start) {
                        words.entry((part, spot.paragraph)).or_default().push_str(&run.text());
                    }
                }
                _ => {}
            }
        }
        // Pictures lie in bands of their own: no baseline and no other picture in them.
        let baselines = page.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) if item.place != nianbao::report::Place::Page => Some(run.baseline),
            _ => None,
        });
        for baseline in baselines {
            let crossed = boxes.iter().any(|(upper, lower)| baseline > *upper && baseline - Length::pt(10) < *lower);
            assert!(!crossed, "{name}: words over a picture at {baseline}: {boxes:?}");
        }
        boxes.sort_unstable();
        assert!(boxes.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{name}: {boxes:?}");
        captions_follow(report, page, &name);
    }
    for part in nianbao::report::ReportText::ALL {
        let Some(prose) = report.part(part) else { continue };
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            let shown = words.get(&(part, number)).cloned().unwrap_or_default();
            assert_eq!(shown, paragraph.text(), "{name}: {part:?} {number}");
            let count = pictures.get(&(part, number)).copied().unwrap_or_default();
            assert_eq!(count, usize::from(paragraph.figure.is_some()), "{name}: {part:?} {number}");
        }
    }
}

/// On each page, what comes after a picture with a caption is that caption, unless it is longer than half a page.
fn captions_follow(report: &nianbao::report::Report, page: &nianbao::layout::Page, name: &str) {
    for (at, item) in page.items.iter().enumerate() {
        let (Shape::Picture(_), Some((part, spot))) = (&item.shape, item.place.spot()) else { continue };
        let paragraph = &report.part(part).unwrap().paragraphs[spot.paragraph];
        if paragraph.is_wordless() {
            continue;
        }
        let next = page.items.get(at + 1).and_then(|next| next.place.spot());
        assert_eq!(next.map(|(own, spot)| (own, spot.paragraph)), Some((part, spot.paragraph)), "{name}");
    }
}
