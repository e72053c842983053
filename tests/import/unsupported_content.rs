//! What a file has beside a report is listed, each thing once, whatever kind of file it is. What a
//! Word document may have stands in `docx.rs`.

use nianbao::export;
use nianbao::form::Form;
use nianbao::import::{self, Imported, RemarkKind};
use nianbao::report::{Place, Report};
use nianbao::session;
use rust_xlsxwriter::{Chart, ChartType, Image, Note, Shape, Workbook};

/// What is said to be left out, with its words, in order.
fn left_out(reading: &Imported) -> Vec<String> {
    let mut all: Vec<String> = reading
        .remarks
        .iter()
        .filter_map(|one| match &one.kind {
            RemarkKind::LeftOut { what } => Some(format!("{what:?} {}", one.excerpt)),
            RemarkKind::Pictures { count } => Some(format!("Pictures {count}")),
            _ => None,
        })
        .map(|one| one.trim().to_owned())
        .collect();
    all.sort();
    all
}

fn sample() -> (Report, &'static Form) {
    let report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    (report, form)
}

/// A package with something else in one of its parts.
fn edited(bytes: &[u8], part: &str, was: &str, is: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        if name == part {
            text = text.replace(was, is);
        }
        new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut new, text.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The smallest picture in PNG.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50,
    0x0f, 0, 3, 0x86, 1, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn what_a_workbook_has_beside_its_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表二").unwrap();
    let rows = [["信息内容", "本年处理决定数量"], ["行政许可", "7"], ["行政处罚", "5"], ["行政强制", "2"]];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    sheet.merge_range(5, 0, 5, 1, "填表说明见附件", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.insert_note(1, 1, &Note::new("请法规处核对").set_author("甲")).unwrap();
    sheet.insert_image(8, 0, &Image::new_from_buffer(DOT).unwrap().set_alt_text("单位印章")).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values(("表二", 1, 1, 3, 1));
    chart.set_alt_text("三类决定的柱形图");
    sheet.insert_chart(12, 0, &chart).unwrap();
    sheet.insert_shape(20, 0, &Shape::textbox().set_text("此表仅供内部核对")).unwrap();
    sheet.write_url(30, 0, rust_xlsxwriter::Url::new("https://www.example.gov.cn/a").set_text("附件")).unwrap();
    sheet.set_header("&L&\"宋体\"&14内部资料&C&A");
    sheet.set_footer("&C第 &P 页");
    let hidden = book.add_worksheet().set_name("备用").unwrap();
    hidden.write_string(0, 0, "去年的数字").unwrap();
    hidden.set_hidden(true);
    let reading = import::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        left_out(&reading),
        [
            "Address https://www.example.gov.cn/a",
            "Comment 甲: 请法规处核对",
            "Header 内部资料",
            "Hidden 备用: 去年的数字",
            "Object 三类决定的柱形图",
            "Object 此表仅供内部核对",
            "Picture 单位印章",
        ]
    );
    let found: Vec<_> = reading.report.numbers.iter().map(|(_, number)| number.to_string()).collect();
    assert_eq!(found, ["2", "7", "5"], "by the order of their keys");
    let others = reading.remarks.iter().filter(|one| one.kind == RemarkKind::NotUnderstood);
    assert_eq!(others.map(|one| &*one.excerpt).collect::<Vec<_>>(), ["填表说明见附件", "附件"]);
}

/// A workbook of ours is read by its flat sheet; what was put in besides is told.
#[test]
fn what_was_added_to_our_workbook() {
    let (report, form) = sample();
    let ours = export::xlsx_workbook::write(form, &report).unwrap();
    let reading = import::read(&ours).unwrap();
    assert!(left_out(&reading).is_empty() && reading.remarks.len() == 2, "{:?}", reading.remarks);
    let row = "<row r=\"40\"><c r=\"A40\" t=\"inlineStr\"><is><t>经办人：甲</t></is></c><c r=\"B40\"><v>314</v></c></row></sheetData>";
    let more = edited(&ours, "xl/worksheets/sheet1.xml", "</sheetData>", row);
    let reading = import::read(&more).unwrap();
    let strange: Vec<_> = reading.remarks.iter().filter(|one| one.kind == RemarkKind::NotUnderstood).collect();
    assert_eq!(strange.len(), 1, "{:?}", reading.remarks);
    assert!(strange[0].excerpt.ends_with("经办人：甲 314") && strange[0].line == 40, "{strange:?}");
}

/// What a page may have within the report; what stands around it belongs to the site.
const BESIDE: &str = "<p>见<a href=\"files/2024.xls\">附件一</a>和<a href=\"#x\">上文</a>，网址\
    <a href=\"https://www.example.gov.cn\">https://www.example.gov.cn</a>。</p>\
    <img src=\"seal.png\" alt=\"单位印章\"><script>document.write('x')</script><script>var a;</script>\
    <iframe src=\"map.html\" title=\"地图\"></iframe><video src=\"a.mp4\"></video>\
    <form><input type=\"hidden\" value=\"k\"><input placeholder=\"验证码\"><button>提交</button>\
    <select><option>甲</option><option>乙</option></select></form>\
    <p style=\"display:none\">旧稿一句</p><style>p{}</style>";

const OF_A_PAGE: [&str; 9] = [
    "Address files/2024.xls",
    "Field 提交",
    "Field 甲乙",
    "Field 验证码",
    "Hidden 旧稿一句",
    "Object a.mp4",
    "Object 地图",
    "Picture 单位印章",
    "Script",
];

#[test]
fn what_a_page_has_beside_its_words() {
    let (report, form) = sample();
    let own = export::html::write(form, &report);
    let within = own.replacen("</section>", &format!("{BESIDE}</section>"), 1);
    let foreign = within.replace(" data-nianbao=\"1\"", "");
    let around = "<body><a href=\"/\">首页</a><img src=\"logo.png\"><script>var site;</script><form><input></form>";
    let foreign = foreign.replace("<body>", around);
    for (name, page) in [("ours", &within), ("another's", &foreign)] {
        let reading = import::read(page.as_bytes()).unwrap();
        assert_eq!(left_out(&reading), OF_A_PAGE, "{name}: {:#?}", reading.remarks);
        assert_eq!(reading.report.numbers, report.numbers, "{name}");
    }
    let reading = import::read(own.as_bytes()).unwrap();
    assert!(reading.remarks.is_empty(), "{:?}", reading.remarks);
}

/// A page of Latin words with one of each annotation, and a document with a file and a script.
#[test]
fn what_a_pdf_has_beside_its_pages() {
    let notes = [
        "/Subtype/Text/Contents<FEFF8BF768384FE1>/T<FEFF674E56DB>/M(D:20250106140300+08'00')",
        "/Subtype/Popup",
        "/Subtype/Highlight/Contents(marked)",
        "/Subtype/Link/A<</S/URI/URI(https://www.example.gov.cn/b)>>",
        "/Subtype/Link/A<</S/URI/URI(https://www.example.gov.cn/b)>>",
        "/Subtype/Link/Dest[3 0 R/Fit]",
        "/Subtype/Widget/FT/Tx/T(name)/V(value)",
        "/Subtype/Stamp",
        "/Subtype/FileAttachment/Contents(a.xls)",
    ];
    let notes: String = notes.iter().map(|one| format!("<</Type/Annot/Rect[0 0 9 9]{one}>>")).collect();
    let text = "BT /F 12 Tf 72 700 Td (Annual report of the year) Tj ET q 9 0 0 9 0 0 cm /I Do Q";
    let pdf = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>\
         /Names<</EmbeddedFiles<</Kids[7 0 R]>>>>>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[{notes}]\
         /Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{text}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
         6 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nA\nendstream endobj\n\
         7 0 obj<</Names[(2023.xls) 8 0 R(more.doc) 8 0 R]/Kids[7 0 R]>>endobj\n\
         8 0 obj<</Type/Filespec/F(2023.xls)>>endobj\n\
         trailer<</Root 1 0 R>>\n%%EOF",
        text.len()
    );
    let reading = import::read(pdf.as_bytes()).unwrap();
    assert_eq!(
        left_out(&reading),
        [
            "Address https://www.example.gov.cn/b",
            "Comment",
            "Field value",
            "Object 2023.xls",
            "Object a.xls",
            "Object more.doc",
            "Pictures 1",
            "Script",
        ]
    );
    // Notes with words are comments, on the report as a whole, since they do not say which words they are about.
    let said: Vec<String> = reading
        .report
        .comments
        .iter()
        .map(|one| {
            let at = one.remark.at.map(|at| at.to_string()).unwrap_or_default();
            format!("{:?} {} {at} {}", one.place, one.remark.by, one.remark.text)
        })
        .collect();
    assert_eq!(said, ["Title 李四 2025-01-06T14:03 （第1页）请核信", "Title   （第1页）marked"]);
    let (report, form) = sample();
    let ours = import::read(&session::export(form, &report, session::ExportFormat::Pdf).unwrap()).unwrap();
    assert!(left_out(&ours).is_empty(), "{:?}", ours.remarks);
}

/// Macros of a document are neither run nor read.
#[test]
fn what_a_document_with_macros_has() {
    let (report, form) = sample();
    let ours = export::docx::write(form, &report).unwrap();
    let relation = "<Relationship Id=\"rId99\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>";
    let with = edited(&ours, "word/_rels/document.xml.rels", "</Relationships>", relation);
    let reading = import::read(&with).unwrap();
    assert_eq!(left_out(&reading), ["Script"]);
    assert_eq!(reading.report, report);
}

/// Beyond a depth, boxes and spans of a page are left out; that the looks of their words are lost is told once.
#[test]
fn looks_that_are_lost_within_deep_boxes_are_told_once() {
    let deep = "<div>".repeat(70);
    let page = |around: &str, inner: &str| {
        let title = "<p>甲局2024年政府信息公开工作年度报告</p><h2>一、总体情况</h2>";
        let page = format!("<html><body>{title}{around}{}</body></html>", inner.repeat(2));
        import::read(page.as_bytes()).unwrap()
    };
    let told = ["DeepFormat"];
    let none: [&str; 0] = [];
    let cases: [(&str, &str, &[&str]); 11] = [
        (&deep, "<div style=\"text-align: center\">公开。</div>", &told),
        (&deep, "<div align=right>公开。</div>", &told),
        (&deep, "<center>公开。</center>", &told),
        (&deep, "<span style=\"font-weight:bold\">公开。</span><br>", &told),
        (&deep, "<ul><li>公开。</ul>", &told),
        (&deep, "<b><span style=\"font-weight:normal\">公开。</span></b><br>", &told),
        // These are kept, or say nothing.
        (&deep, "<b>公开。</b><br>", &none),
        (&deep, "<b><b>公开。</b></b><br>", &none),
        (&deep, "<div><span class=a style=\"color:red\">公开。</span></div>", &none),
        (&deep, "<p align=center>公开。</p>", &none),
        ("<div>", "<div style=\"text-align: center\">公开。</div>", &none),
    ];
    for (around, inner, told) in cases {
        let reading = page(around, inner);
        assert_eq!(left_out(&reading), told, "{inner}");
        let prose = reading.report.prose(nianbao::form::SectionId::Overview).unwrap();
        let texts: Vec<String> = prose.paragraphs.iter().map(|one| one.text()).collect();
        assert_eq!(texts, ["公开。", "公开。"], "{inner}");
    }
    let bold = page(&deep, "<b>公开。</b><br>").report;
    let prose = bold.prose(nianbao::form::SectionId::Overview).unwrap();
    assert!(prose.paragraphs.iter().all(|one| one.runs().iter().all(|run| run.marks.bold)));
}

/// Comments of a text of LibreOffice: on words, over paragraphs, on a point, in a cell of the form's tables, answered and
/// settled; what was said stays, and nothing of it is text.
#[test]
fn comments_of_an_odt_are_kept() {
    let note = |name: &str, more: &str, by: &str, words: &str| {
        format!(
            "<office:annotation {name}{more}><dc:creator>{by}</dc:creator><dc:date>2025-01-06T14:03:22.000000001</dc:date>\
             <text:p>{words}</text:p><text:p>第二行</text:p></office:annotation>"
        )
    };
    let named = |name: &str| format!("office:name=\"{name}\" ");
    let end = |name: &str| format!("<office:annotation-end office:name=\"{name}\"/>");
    let counted = format!("{}5{}", note(&named("d"), "", "丁", "几件"), end("d"));
    let (_, form) = sample();
    let grid = form.table_of(nianbao::form::SectionId::Disclosure).unwrap();
    let at = |row: usize, column: usize| grid.cells.iter().find(|cell| cell.covers(row, column)).unwrap();
    let columns = (0..).take_while(|column| grid.cells.iter().any(|cell| cell.covers(0, *column))).count();
    let rows = (0..).take_while(|row| grid.cells.iter().any(|cell| cell.covers(*row, 0))).count();
    let mut is_counted = false;
    let mut table = String::new();
    for row in 0..rows {
        table += "<table:table-row>";
        for column in 0..columns {
            let own = at(row, column);
            if (own.row, own.column) != (row, column) {
                table += "<table:covered-table-cell/>";
                continue;
            }
            let text = match &own.content {
                nianbao::form::CellContent::Label { text, .. } => text.clone(),
                // The first number is commented on.
                _ if std::mem::replace(&mut is_counted, true) => "0".to_owned(),
                _ => counted.clone(),
            };
            let across = (column..columns).take_while(|other| std::ptr::eq(at(row, *other), own)).count();
            let down = (row..rows).take_while(|other| std::ptr::eq(at(*other, column), own)).count();
            let spans = format!("table:number-columns-spanned=\"{across}\" table:number-rows-spanned=\"{down}\"");
            table += &format!("<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>");
        }
        table += "</table:table-row>";
    }
    let body = format!(
        "<text:p>青禾县信访局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>\
         <text:p>本年{}收到{}申请{}。</text:p><text:p>平台{}建设按要求推进。</text:p><text:p>一直{}到这里。</text:p>\
         <text:p>二、主动公开政府信息情况</text:p><table:table>{}</table:table>\
         <text:p>六、其他需要报告的事项</text:p><text:p>无。</text:p>",
        note(&named("a"), "loext:resolved=\"true\" ", "甲", "请核实")
            + &note(&named("b"), "loext:parent-name=\"a\" ", "乙", "已核实"),
        end("a"),
        note("", "", "丙", "此处"),
        note(&named("c"), "", "丙", "两段"),
        end("c"),
        table,
    );
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\">\
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    );
    let reading = import::read(flat.as_bytes()).unwrap();
    assert!(!left_out(&reading).iter().any(|line| line.starts_with("Comment")), "{:?}", reading.remarks);
    let report = &reading.report;
    let said: Vec<String> = report
        .comments
        .iter()
        .map(|one| {
            let text = one.remark.text.replace('\n', "/");
            let replies: Vec<&str> = one.replies.iter().map(|reply| reply.by.as_str()).collect();
            let spot = one.place.spot().map(|(_, spot)| (spot.paragraph, spot.start, spot.end));
            format!("{} {text} “{}” {spot:?} {replies:?} {}", one.remark.by, one.about, one.done)
        })
        .collect();
    assert_eq!(
        said,
        [
            "甲 请核实/第二行 “收到” Some((0, 2, 4)) [\"乙\"] true",
            "丙 此处/第二行 “” Some((0, 6, 6)) [] false",
            "丙 两段/第二行 “建设按要求推进。” Some((1, 2, 10)) [] false",
            "丁 几件/第二行 “5” None [] false",
        ]
    );
    let Some(Place::Cell(key)) = report.comments.last().map(|one| one.place) else { panic!("{:?}", report.comments) };
    assert_eq!(report.numbers.get(key), Some(nianbao::report::Number::Count(5)));
    assert_eq!(report.comments[0].remark.at.unwrap().to_string(), "2025-01-06T14:03");
    let text = report.prose(nianbao::form::SectionId::Overview).unwrap().text();
    assert_eq!(text, "本年收到申请。\n平台建设按要求推进。\n一直到这里。");
}
