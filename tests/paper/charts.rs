//! Charts: every number is printed, lengths are in proportion, nothing leaves the page, tones tell parts apart
//! without colours, and PDF, SVG and PNG show the same page.

use nianbao::layout::{
    Chart, ChartBar, ChartDrawing, ChartLine, ChartSheet, FontSet, PageStyle, Shape, StackedBar, chart_pages,
};
use nianbao::picture;
use nianbao::session::{ChartFormat, chart_file};
use rust_decimal::Decimal;

fn bar(label: &str, value: Option<i64>) -> ChartBar {
    ChartBar { label: label.to_owned(), value: value.map(Decimal::from), note: String::new() }
}

fn sheet() -> ChartSheet {
    let values = |values: &[Option<i64>]| values.iter().map(|value| value.map(Decimal::from)).collect::<Vec<_>>();
    let line = |name: &str, of: &[Option<i64>]| ChartLine { name: name.to_owned(), values: values(of) };
    let bars = ["白沙镇", "水务局", "名称很长的开发区管理委员会政务服务和数据管理局", "林业局"];
    let bars = bars.into_iter().zip([Some(640), Some(320), Some(0), None]).map(|(label, value)| bar(label, value));
    let stacked = [[Some(3), Some(1), Some(0), Some(2)], [Some(30), Some(10), None, Some(20)]];
    let stacked =
        stacked.map(|of| StackedBar { label: "行政复议".into(), values: values(&of), note: "25%".into() });
    let chart = |title: &str, drawing: ChartDrawing| Chart {
        title: title.to_owned(),
        warnings: vec!["不足 30 件，占比仅供参考".to_owned()],
        drawing,
    };
    let parts = ["结果维持", "结果纠正", "其他结果", "尚未审结"].map(str::to_owned).to_vec();
    let years =
        [line("新收申请", &[Some(1201), None, Some(1203)]), line("办理总计", &[Some(1204), Some(77), Some(1202)])];
    ChartSheet {
        title: "青禾县2024年图解".into(),
        charts: vec![
            chart("各单位", ChartDrawing::Bars(bars.collect())),
            chart("争议", ChartDrawing::Stacked { parts, bars: stacked.to_vec() }),
            chart(
                "历年",
                ChartDrawing::Lines {
                    points: ["2022", "2023", "2024"].map(str::to_owned).to_vec(),
                    lines: years.to_vec(),
                },
            ),
        ],
        ..ChartSheet::default()
    }
}

#[test]
fn every_number_is_printed_and_nothing_leaves_the_page() {
    let style = PageStyle::official();
    let paper = chart_pages(&sheet(), &style, FontSet::bundled().unwrap());
    assert_eq!(paper.pages.len(), 1);
    let (mut words, mut boxes) = (Vec::new(), Vec::new());
    for item in &paper.pages[0].items {
        match &item.shape {
            Shape::Text(run) => {
                words.push(run.text());
                assert!(run.right() <= style.paper_width && run.baseline < style.paper_height, "{}", run.text());
                assert!(item.node.is_some(), "{} is not in the structure", run.text());
            }
            Shape::Picture(_) | Shape::Area(_) => {}
            Shape::Fill(fill) => {
                boxes.push(*fill);
                assert!(fill.x + fill.width <= style.paper_width && fill.y + fill.height <= style.paper_height);
            }
            Shape::Rule(rule) => assert!(rule.to.0 <= style.paper_width && rule.to.1 <= style.paper_height),
        }
    }
    let all = words.join("\n");
    for number in
        ["640", "320", "—", "结果维持 30", "结果纠正 1，", "1201", "1202", "1203", "1204", "77", "2023", "25%"]
    {
        assert!(all.contains(number), "{number}: {all}");
    }
    assert!(all.contains('…'), "the long name is cut: {all}");
    // Two bars, one twice as long; one of zero and one without a number have none.
    let (long, short) = (boxes[0].width.thousandths(), boxes[1].width.thousandths());
    assert!((long - short * 2).abs() <= 4, "{long} {short}");
    // The keys of the four parts have four tones, and black and white are among neighbours' differences.
    let tones: Vec<u32> = boxes[2..6].iter().map(|one| one.colour.0 & 0xff).collect();
    for pair in tones.windows(2) {
        assert!(pair[0].abs_diff(pair[1]) >= 0x30, "{tones:x?}");
    }
    assert!(boxes.iter().all(|one| {
        let [_, red, green, blue] = one.colour.0.to_be_bytes();
        red == green && green == blue
    }));
    // A line is broken where a year is missing: nothing but marks lies at the first line's second point.
    let crowded = paper.pages[0].items.iter().filter(|item| matches!(item.shape, Shape::Rule(_))).count();
    let whole = {
        let mut whole = sheet();
        let ChartDrawing::Lines { lines, .. } = &mut whole.charts[2].drawing else { panic!() };
        lines[0].values[1] = Some(Decimal::from(600));
        chart_pages(&whole, &style, FontSet::bundled().unwrap())
    };
    let complete = whole.pages[0].items.iter().filter(|item| matches!(item.shape, Shape::Rule(_))).count();
    // Two strokes and the four sides of a mark.
    assert_eq!(complete - crowded, 6);
}

#[test]
fn pdf_svg_and_png_show_the_same_page() {
    let fonts = FontSet::bundled().unwrap();
    let paper = chart_pages(&sheet(), &PageStyle::official(), fonts);
    let pdf = chart_file(&sheet(), ChartFormat::Pdf).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf == chart_file(&sheet(), ChartFormat::Pdf).unwrap());
    let svg = picture::svg(&paper, fonts);
    let fills = paper.pages[0].items.iter().filter(|item| matches!(item.shape, Shape::Fill(_))).count();
    // The paper itself is a rectangle too.
    assert_eq!(svg.matches("<rect ").count(), fills + 1);
    assert!(svg.contains("<title>青禾县2024年图解</title>") && svg.contains("640"), "words for those who do not see");
    assert!(picture::html(&paper, fonts).contains(&svg));
    let png = picture::png(&paper, fonts).unwrap();
    let dots = image::load_from_memory(&png).unwrap().to_rgb8();
    assert_eq!(dots.dimensions(), (1241, 1754));
    let at = |fill: &nianbao::layout::FilledRect| {
        let dot = |length: nianbao::layout::Length| u32::try_from(length.thousandths() * 15 / 7200).unwrap();
        dots.get_pixel(dot(fill.x + fill.width / 2), dot(fill.y + fill.height / 2)).0
    };
    let mut looked_at = 0;
    for item in &paper.pages[0].items {
        // Marks lie on lines; boxes of bars have their tone in the middle.
        if let Shape::Fill(fill) = &item.shape
            && fill.height.thousandths() > 6_000
            && fill.width.thousandths() > 3_000
        {
            let tone = u8::try_from(fill.colour.0 & 0xff).unwrap();
            assert_eq!(at(fill), [tone; 3]);
            looked_at += 1;
        }
    }
    assert!(looked_at > 8, "{looked_at}");
    let dark = dots.pixels().filter(|dot| dot.0[0] < 0x40).count();
    assert!((2_000..200_000).contains(&dark), "{dark} dark dots");
}

/// In a document each page is a picture of dots, with its lines for programs that draw them, and its words.
#[test]
fn a_document_has_each_page_as_dots_lines_and_words() {
    let charts = sheet().charts.into_iter().cycle().take(9).collect();
    let document = chart_file(&ChartSheet { charts, ..sheet() }, ChartFormat::Docx).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut package.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let text = String::from_utf8(part("word/document.xml")).unwrap();
    for number in 1..=2 {
        assert!(
            text.contains(&format!("r:embed=\"png{number}\"")) && text.contains(&format!("r:embed=\"svg{number}\""))
        );
        let dots = image::load_from_memory(&part(&format!("word/media/chart{number}.png"))).unwrap();
        let svg = String::from_utf8(part(&format!("word/media/chart{number}.svg"))).unwrap();
        assert!(svg.starts_with("<svg ") && svg.contains("640"), "page {number}");
        // No wider than the type area, no higher than the page.
        assert!(dots.width() <= 922 && dots.height() <= 1640, "{}x{}", dots.width(), dots.height());
    }
    assert!(text.contains("descr=\"") && text.contains("结果维持 30"), "words for those who do not see");
}

/// The inside of a character is as white as the paper, and its strokes are black.
#[test]
fn a_character_has_its_holes() {
    let fonts = FontSet::bundled().unwrap();
    let sheet = ChartSheet { title: "口".into(), ..sheet() };
    let paper = chart_pages(&sheet, &PageStyle::official(), fonts);
    let Some(Shape::Text(run)) = paper.pages[0].items.first().map(|item| &item.shape) else { panic!() };
    let dots = image::load_from_memory(&picture::png(&paper, fonts).unwrap()).unwrap().to_luma8();
    let dot = |thousandths: i32| u32::try_from(thousandths * 15 / 7200).unwrap();
    let (x, y, em) = (run.x.thousandths(), run.baseline.thousandths(), run.size.thousandths());
    let row: Vec<u8> =
        (dot(x)..dot(x + em)).map(|column| dots.get_pixel(column, dot(y - em * 35 / 100)).0[0]).collect();
    assert_eq!(row[row.len() / 2], 255, "{row:?}");
    let is_dark = |half: &[u8]| half.iter().any(|dot| *dot < 64);
    assert!(is_dark(&row[..row.len() / 2]) && is_dark(&row[row.len() / 2..]), "{row:?}");
}
