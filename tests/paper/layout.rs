//! How text, tables, title, signature and approval sheet are set.

use std::collections::BTreeMap;

use nianbao::form::{CellContent, Edition, Form, SectionId, UnitKind, cell_names};
use nianbao::layout::{FaceId, FontSet, LayoutCache, Length, Page, PageItem, PageStyle, Shape, StructureRole, lay_out};
use nianbao::report::{Date, Number, Place, Report, ReportText, Signature};
use nianbao::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText};

use crate::page_contents::{ink, runs};
use crate::{invented_reports, paper};

/// Whatever is edited, what stands from the layout before gives the same pages as setting anew.
#[test]
fn an_edit_laid_out_again_is_the_same_as_laid_out_anew() {
    for seed in 0..30 {
        let (mut standing, mut random) = (LayoutCache::default(), fastrand::Rng::with_seed(seed));
        let (mut report, other) = (invented_reports::report(seed), invented_reports::report(seed + 1_000));
        for step in 0..12 {
            let parts: Vec<_> = ReportText::ALL.into_iter().filter(|part| report.part(*part).is_some()).collect();
            let paragraphs = match parts[random.usize(..parts.len())] {
                ReportText::Preface => &mut report.preface.paragraphs,
                ReportText::Section(id) => &mut report.prose_mut(id).paragraphs,
            };
            let at = random.usize(..=paragraphs.len());
            match random.u32(0..8) {
                0 => paragraphs.insert(at, Paragraph::new(Level::Second, "（一）新的小标题\u{1F600}")),
                1 => paragraphs.extend(other.preface.paragraphs.iter().cloned()),
                2 => paragraphs.truncate(at),
                3 => paragraphs.reverse(),
                4 => paragraphs.iter_mut().for_each(|one| one.list = one.list.xor(Some(ListKind::Outer))),
                // Twice the same: the ends meet.
                5 => paragraphs.extend(paragraphs.clone()),
                _ => {
                    if let Some(paragraph) = paragraphs.get_mut(at) {
                        let text: String = paragraph.text().chars().chain(['字']).skip(random.usize(..2)).collect();
                        *paragraph = Paragraph::new(paragraph.level, text);
                        paragraph.align = ParagraphAlign::Left;
                    }
                }
            }
            // Now and then in another style, for which nothing stands.
            let style = PageStyle { review_mark: random.u32(0..6) == 0, ..PageStyle::official() };
            let (form, fonts) = (Form::of(report.form).unwrap(), FontSet::bundled().unwrap());
            let anew = lay_out(form, &report, &style, fonts);
            assert_eq!(standing.lay_out(form, &report, &style, fonts), anew, "seed {seed}, step {step}");
        }
    }
}

#[test]
fn table_three_stands_on_one_page_up_to_a_million_requests() {
    for seed in 0..200 {
        let mut report = invented_reports::report(seed);
        report.notes.clear();
        for (key, number) in report.numbers.clone().iter() {
            if let Number::Count(count) = number {
                report.numbers.set(key, Some(Number::Count(count % 1_000_000)));
            }
        }
        let paper = paper(&report);
        let on_page =
            |page: &Page| page.items.iter().any(|item| item.place == Place::Table(cell_names::table::REQUESTS));
        let pages: Vec<usize> =
            (1..).zip(&paper.pages).filter(|(_, page)| on_page(page)).map(|(number, _)| number).collect();
        assert_eq!(pages.len(), 1, "seed {seed}: {pages:?}");
    }
}

/// Text, and how its lines break: one line of paper for each line here.
#[test]
fn lines_break_by_the_rules() {
    let cases = [
        // A closing mark takes half a cell at the end rather than begin a line.
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五）。一二",
            "一二三四五六七八九十一二三四五六七八九十一二三四五）。|一二",
        ),
        // An opening mark does not end a line.
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五（一二三）",
            "一二三四五六七八九十一二三四五六七八九十一二三四五|（一二三）",
        ),
        // A number stays with its unit, a document number is whole, a dash is whole.
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四12件一二三",
            "一二三四五六七八九十一二三四五六七八九十一二三四|12件一二三",
        ),
        (
            "一二三四五六七八九十一二三四五六七八九十函〔2021〕30号一二",
            "一二三四五六七八九十一二三四五六七八九十函|〔2021〕30号一二",
        ),
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五——一二三",
            "一二三四五六七八九十一二三四五六七八九十一二三四五|——一二三",
        ),
        // A last line is not a single character.
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五六一。",
            "一二三四五六七八九十一二三四五六七八九十一二三四五|六一。",
        ),
        // Its marks make room for it where they can.
        (
            "一二三四五，七八九十一二三四五，七八九十，二三四五六一。",
            "一二三四五，七八九十一二三四五，七八九十，二三四五六一。",
        ),
    ];
    for (text, expected) in cases {
        let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
        report.preface = RichText { paragraphs: vec![Paragraph::new(Level::Body, text)] };
        let paper = paper(&report);
        let mut lines: BTreeMap<Length, String> = BTreeMap::new();
        for (run, _) in runs(&paper.pages[0]).filter(|(_, place)| matches!(place, Place::Preface(_))) {
            lines.entry(run.baseline).or_default().push_str(&run.text());
        }
        assert_eq!(lines.into_values().collect::<Vec<_>>().join("|"), expected);
    }
}

/// In a stretched line a number keeps to its unit: no gap is wider than those between characters.
#[test]
fn a_torn_line_is_torn_evenly() {
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    let text = "收到政府信息公开申请12件，函〔2021〕30号abcdefghijklmnopqrstuvwxyz";
    report.preface = RichText { paragraphs: vec![Paragraph::new(Level::Body, text)] };
    let paper = paper(&report);
    let first: Vec<_> = runs(&paper.pages[0]).filter(|(_, place)| matches!(place, Place::Preface(_))).collect();
    let glyphs = first.iter().filter(|(run, _)| run.baseline == first[0].0.baseline);
    let glyphs: Vec<_> = glyphs.flat_map(|(run, _)| run.glyphs.iter().map(|glyph| (run.x + glyph.dx, glyph))).collect();
    let gap = |left: char, right: char| {
        let pair = glyphs.windows(2).find(|pair| (pair[0].1.character, pair[1].1.character) == (left, right)).unwrap();
        (pair[1].0 - pair[0].0 - pair[0].1.advance).thousandths()
    };
    let (han, unit) = (gap('收', '到'), gap('2', '件'));
    assert!(han > 3_000 && (unit - han).abs() < 600, "between characters {han}, before the unit {unit}");
    assert_eq!(gap('2', '1'), gap('2', '0'), "inside a document's number");
    assert!(gap('〕', '3') < 9_000, "{}", gap('〕', '3'));
}

#[test]
fn every_full_line_ends_flush() {
    let text = "2024年，我局共收到政府信息公开申请12件，均在法定期限内答复。".repeat(12);
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    report.preface = RichText { paragraphs: vec![Paragraph::new(Level::Body, text)] };
    let paper = paper(&report);
    let style = PageStyle::official();
    let mut ends: BTreeMap<(usize, Length), (Length, char)> = BTreeMap::new();
    for (number, page) in paper.pages.iter().enumerate() {
        for (run, _) in runs(page).filter(|(_, place)| matches!(place, Place::Preface(_))) {
            let last = run.glyphs.last().unwrap();
            ends.insert((number, run.baseline), (run.right(), last.character));
        }
    }
    let right = style.binding_margin + style.type_width;
    ends.pop_last();
    for ((page, baseline), (end, character)) in ends {
        let slack = if "，。、".contains(character) { style.body / 2 } else { Length::milli(150) };
        let off = (end - right).thousandths().abs();
        assert!(off <= slack.thousandths(), "page {page} line at {baseline} ends {off} off with {character}");
    }
}

#[test]
fn rare_characters_are_found_or_named() {
    let fonts = FontSet::bundled().unwrap();
    assert!(fonts.find(FaceId::Fang, '㎡').is_some(), "a symbol that 仿宋 lacks comes from another face");
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    report.preface = RichText { paragraphs: vec![Paragraph::new(Level::Body, "一\u{1F600}二")] };
    let paper = paper(&report);
    assert_eq!(paper.missing.len(), 1);
    assert_eq!(paper.missing[0].0, '\u{1F600}');
    assert!(matches!(paper.missing[0].1, Place::Preface(spot) if (spot.paragraph, spot.start, spot.end) == (0, 1, 2)));
}

#[test]
fn both_editions_are_laid_out() {
    for (year, edition) in [(2019, Edition::Cn2019), (2024, Edition::Cn2021)] {
        let report = Report::new("青石区信访局", UnitKind::Department, year);
        assert_eq!(report.form, edition);
        assert!(paper(&report).pages.len() >= 3);
    }
}

#[test]
fn the_approval_sheet_stands_before_page_one() {
    let report = invented_reports::report(3);
    let form = Form::of(report.form).unwrap();
    let plain = paper(&report);
    let style = PageStyle { approval_sheet: true, review_mark: true, ..PageStyle::official() };
    let marked = lay_out(form, &report, &style, FontSet::bundled().unwrap());
    assert_eq!(marked.pages.len(), plain.pages.len() + 1);
    let words = |page: &Page| runs(page).map(|(run, _)| run.text()).collect::<String>();
    for word in ["审　签　单", "拟稿", "核稿", "会签", "审签", "签发", &marked.about.title] {
        assert!(words(&marked.pages[0]).contains(word), "{word}");
    }
    assert!(words(&marked.pages[1]).contains("— 1 —"));
    assert!(marked.pages.iter().skip(1).all(|page| words(page).contains("送审稿")));
    assert!(marked.outline.iter().zip(&plain.outline).all(|(after, before)| after.page == before.page + 1));
}

/// An empty report, as the form is printed, of a unit whose name takes more and more of the first
/// page: the table of section two stays under its heading.
#[test]
fn however_long_the_title_no_heading_is_left_alone() {
    let name = "青石经济技术开发区管理委员会政务服务和数据管理局";
    for length in (10..260).step_by(10) {
        let mut report = invented_reports::report(3);
        report.sections.clear();
        report.preface = Default::default();
        report.title = None;
        report.unit.name = name.chars().cycle().take(length).collect();
        let paper = paper(&report);
        for page in &paper.pages[..paper.pages.len() - 1] {
            let role = |item: &PageItem| item.node.and_then(|node| paper.structure.node(node)).map(|node| &node.role);
            let last = page.items.iter().rev().find_map(role);
            assert!(!matches!(last, Some(StructureRole::Heading(_))), "{length} characters");
        }
    }
}

/// 小标宋 lacks the first character of the unit's name: what stands for it is as heavy.
#[test]
fn a_title_is_of_one_weight() {
    let mut report = invented_reports::report(3);
    report.title = None;
    report.unit.name = "㐀龘县水务局".into();
    let paper = paper(&report);
    let found: Vec<_> = runs(&paper.pages[0]).map(|(run, _)| (run.text(), run.face, run.heavy)).take(2).collect();
    let (first, rest) = ("㐀龘".to_owned(), "县水务局".to_owned());
    assert_eq!(found, [(first, FaceId::Scarce, true), (rest, FaceId::Title, false)]);
}

/// A unit's name and the rows of the title: a trapezoid or a diamond, no hourglass.
#[test]
fn titles_have_a_shape() {
    let cases = [
        ("青石区信访局", "青石区信访局|2024年政府信息公开工作年度报告"),
        (
            "青石经济技术开发区管理委员会政务服务和数据管理局",
            "青石经济技术开发区|管理委员会政务服务和数据管理局|2024年政府信息公开工作年度报告",
        ),
        (
            "新疆维吾尔自治区青石哈萨克自治州人力资源和社会保障局",
            "新疆维吾尔自治区|青石哈萨克自治州人力资源和社会保障局|2024年政府信息公开工作年度报告",
        ),
        (
            "黔西南布依族苗族自治州青石经济技术开发区管理委员会政务服务和数据管理局",
            "黔西南布依族苗族自治州青石经济技术开发区|管理委员会政务服务和数据管理局|2024年政府信息公开工作年度报告",
        ),
    ];
    for (unit, expected) in cases {
        let paper = paper(&Report::new(unit, UnitKind::Department, 2024));
        let rows = runs(&paper.pages[0]).filter(|(_, place)| *place == Place::Title).map(|(run, _)| run.text());
        assert_eq!(rows.collect::<Vec<_>>().join("|"), expected);
    }
}

#[test]
fn a_long_name_stands_inside_the_approval_sheet_and_above_the_date() {
    let unit = "黔西南布依族苗族自治州青石经济技术开发区管理委员会政务服务和数据管理局".repeat(2);
    let mut report = Report::new(&unit, UnitKind::Department, 2024);
    let date = Date::new(2025, 1, 8).unwrap();
    let signed = unit.chars().take(35).collect();
    report.signature = Some(Signature { unit: signed, date, extra: Default::default() });
    let style = PageStyle { approval_sheet: true, ..PageStyle::official() };
    let paper = lay_out(Form::of(report.form).unwrap(), &report, &style, FontSet::bundled().unwrap());
    let foot = style.head_margin + style.type_height;
    let level = |item: &PageItem| match &item.shape {
        Shape::Rule(rule) if rule.from.1 == rule.to.1 => Some(rule.from.1),
        _ => None,
    };
    let rules: Vec<Length> = paper.pages[0].items.iter().filter_map(level).collect();
    assert!(rules.iter().all(|y| *y <= foot));
    let mut rows = Vec::new();
    for (run, _) in runs(&paper.pages[0]) {
        for (_, top, _, bottom) in run.glyphs.iter().filter_map(|glyph| ink(FontSet::bundled().unwrap(), run, glyph)) {
            assert!(rules.iter().all(|y| *y <= top || *y >= bottom), "{} is crossed by a rule", run.text());
        }
        rows.push(run.text());
    }
    assert!(rows.contains(&"报告单位".into()), "{rows:?}");
    let signed = paper.pages.iter().flat_map(runs).filter(|(_, place)| *place == Place::Signature);
    let signed: Vec<String> = signed.map(|(run, _)| run.text()).collect();
    assert_eq!(signed[0], "黔西南布依族苗族自治州青石经济技术开发区");
}

/// A note stands after its table, also where the table waits for the next page.
#[test]
fn a_note_under_a_table_is_printed_after_it() {
    let body = |text: &str| Paragraph::new(Level::Body, text);
    for paragraphs in [vec![30], vec![30, 40], vec![30, 400], vec![400, 30]] {
        let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
        report.prose_mut(SectionId::Overview).paragraphs = vec![body(&"一".repeat(26 + 28 * 3)); 3];
        let remarks = paragraphs.iter().map(|length| body(&"二".repeat(*length))).collect();
        report.prose_mut(SectionId::Disclosure).paragraphs = remarks;
        let paper = paper(&report);
        let is_table = |place: Place| place == Place::Table(cell_names::table::DISCLOSURE);
        let is_note = |place: Place| matches!(place, Place::Prose(SectionId::Disclosure, _));
        let places = |page: &Page| runs(page).map(|(_, place)| place).collect::<Vec<_>>();
        assert!(!places(&paper.pages[0]).into_iter().any(is_table), "{paragraphs:?}: the table has room");
        let order: Vec<Place> =
            paper.pages.iter().flat_map(places).filter(|one| is_table(*one) || is_note(*one)).collect();
        let first_note = order.iter().position(|one| is_note(*one));
        let last_cell = order.iter().rposition(|one| is_table(*one));
        assert!(first_note > last_cell && last_cell.is_some(), "{paragraphs:?}: {order:?}");
    }
}

/// The footnotes of a table that is parted stand right under its last part.
#[test]
fn footnotes_follow_a_parted_table() {
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        report.numbers.set(field.key, Number::parse("1234567890", field.measure));
    }
    let key = form.tables[1].fields[0].key;
    report.notes.insert(key, "含撤回的3件。".into());
    let paper = paper(&report);
    let is_note = |item: &&PageItem| item.place == Place::Note(key);
    let page = paper.pages.iter().find(|page| page.items.iter().any(|item| is_note(&item))).unwrap();
    let Some(Shape::Text(note)) = page.items.iter().find(is_note).map(|item| &item.shape) else { panic!("no note") };
    let rules = page.items.iter().filter(|item| item.place == Place::Table(cell_names::table::REQUESTS));
    let foot = rules.filter_map(|item| match &item.shape {
        Shape::Rule(rule) => Some(rule.to.1),
        _ => None,
    });
    let distance = note.baseline - foot.max().unwrap();
    assert!(distance < Length::pt(16), "{distance} pt below the table");
}

/// A row that is higher than a page goes on on the next ones, below the header: nothing of it is lost, and nothing
/// stands below the type area.
#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    let mut form = Form::of(report.form).unwrap().clone();
    let table = &mut form.tables[1];
    let rows = table.heights.len();
    let words: String = (0..3_000).map(|at| char::from_u32(0x4e00 + at % 2_000).unwrap()).collect();
    // The first row below the header, one in the midst, and the last one.
    let mut long = Vec::new();
    for row in [table.header_rows, rows / 2, rows - 1] {
        let own = table.cells.iter_mut().filter(|cell| cell.row == row && cell.down == 1 && !cell.upright);
        let cell = own.max_by_key(|cell| cell.across).unwrap();
        cell.content = CellContent::Label { text: words.clone(), note: String::new() };
        long.push(row);
    }
    let style = PageStyle::official();
    report.notes.insert(table.fields[0].key, "含撤回的3件。".into());
    let paper = nianbao::layout::lay_out(&form, &report, &style, FontSet::bundled().unwrap());
    let name = form.tables[1].name;
    let mut found = String::new();
    for page in &paper.pages {
        for (run, place) in runs(page).filter(|(_, place)| *place == Place::Table(name)) {
            let foot = style.line_top(style.lines) + Length::pt(1);
            assert!(run.baseline < foot, "{place:?}: {} is below {foot}", run.baseline);
            found.extend(run.glyphs.iter().map(|glyph| glyph.character));
        }
    }
    let whole = found.matches(&words.chars().take(20).collect::<String>()).count();
    // The beginning of the words comes again after two thousand characters.
    assert_eq!(whole, 2 * long.len());
    let of = |one: char| found.chars().filter(|own| *own == one).count();
    for one in words.chars().step_by(97) {
        assert!(of(one) >= long.len(), "{one} is lost");
    }
    let is_note = |item: &PageItem| matches!(item.place, Place::Note(_));
    assert!(paper.pages.iter().any(|page| page.items.iter().any(is_note)), "the footnote is lost");
}
