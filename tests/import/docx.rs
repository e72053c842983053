//! What is understood of the documents that others make: typed into Word, pasted from a page, the
//! official template filled in, and whatever else may stand in one.

use std::fmt::Write as _;
use std::path::Path;

use expect_test::expect;
use nianbao::form::SectionId;
use nianbao::import;
use nianbao::import::{Imported, RemarkKind};
use nianbao::report::{CharRange, Comment, Place};
use nianbao::richtext::RichText;

use crate::docx_package::{DOCUMENT, edited, packed};
use crate::report_tables::form;
use crate::skip::skip;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn made(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(ROOT).join("tests/data/docx").join(name)).unwrap()
}

/// The texts, some numbers, and what is said of the rest.
fn told(reading: &Imported) -> String {
    let report = &reading.report;
    let mut told = format!(
        "{} {} {:?}\n",
        report.unit.name,
        report.year,
        report.signature.as_ref().map(|one| one.date.to_string())
    );
    let parts = std::iter::once(&report.preface).chain(report.sections.values());
    for paragraph in parts.flat_map(|prose| &prose.paragraphs) {
        writeln!(told, "{:?}{} {}", paragraph.level, if paragraph.list.is_some() { "*" } else { "" }, paragraph.text())
            .unwrap();
    }
    for table in &form(report).tables {
        let numbers = table.fields.iter().map(|field| report.numbers.shown(form(report), field.key));
        let numbers: Vec<_> =
            numbers.map(|number| number.map(|number| number.to_string()).unwrap_or("_".into())).collect();
        writeln!(told, "{}", numbers.join(" ")).unwrap();
    }
    for remark in &reading.remarks {
        writeln!(told, "- {} {} {:?}", remark.line, remark.excerpt, remark.kind).unwrap();
    }
    for one in reading.report.revision_entries() {
        writeln!(told, "± {:?} -{} +{} {}", one.place, one.removed, one.added, one.by).unwrap();
    }
    for comment in &reading.report.comments {
        let Comment { place, about, remark, .. } = comment;
        writeln!(told, "* {place:?} “{about}” {}: {}", remark.by, remark.text).unwrap();
    }
    told
}

/// Split runs, lists that number by themselves, tracked changes, a text box, a comment, hidden
/// words, fields, a content control, a soft line break, header and page number.
#[test]
fn a_document_typed_into_word() {
    expect![[r#"
        青石县水务局 2024 Some("2025-01-16")
        Body 本报告由青石县水务局编制，电话0000-1234567。
        Second （一）主动公开
        Body 全年主动公开信息126条，其中重点领域58条。水质月报每月公开。
        Second （二）依申请公开
        Body 收到申请的数量见表三。
        Body 答复均在法定期限内作出。
        Body 平台建设按要求推进。
        Body 电子版见县政府网站。
        Third 1.公开的及时性还不够。
        Third 2.政策解读的形式还不多。
        Body 本年度未收取信息处理费。
        0 0 0 2 1 17 345 6 0 12.5
        21 21 0 21 21 21 105 0 1 0 1 0 1 3 2 0 0 6 0 0 8 0 0 0 0 0 2 2 0 0 0 0 0 0 0 6 0 0 4 0 0 10 0 0 0 0 0 3 3 0 2 0 0 3 0 5 3 0 0 2 0 0 5 0 0 0 0 0 4 4 0 4 0 0 6 0 10 0 0 0 0 0 0 0 0 0 0 0 0 5 5 0 6 0 0 2 0 8 4 0 0 5 0 0 9 0 0 0 0 0 6 6 0 1 0 0 5 0 6 1 0 0 3 0 0 4 0 0 0 0 0 0 0 0 3 0 0 1 0 4 5 0 0 1 0 0 6 0 0 0 0 0 1 1 0 5 0 0 4 0 9 21 21 0 21 21 21 105 0 1 0 1 0 1 3
        1 0 0 0 1 0 1 0 0 1 2 0 0 1 3
        - 0 青石县水务局 LeftOut { what: Header }
        - 0 1 PageNumber
        - 0 青石县水务局 KindGuessed { unit: Department }
        - 10 （内部掌握） LeftOut { what: Hidden }
        - 11 https://www.example.gov.cn/ LeftOut { what: Address }
        ± Prose(Overview, CharRange { paragraph: 1, start: 19, end: 21 }) -53 +58 审核
        * Prose(Overview, CharRange { paragraph: 1, start: 27, end: 32 }) “每月公开。” 审核: 请再核一遍数字。
    "#]].assert_eq(&told(&import::read(&made("handmade.docx")).unwrap()));
}

/// The whole report in a frame, tables nested in it, headings of any rank, a table of contents.
#[test]
fn a_document_pasted_from_a_page() {
    expect![[r#"
        临江市北辰区林业局 2024 None
        Body 全年办理林木采伐许可1204件。
        Body* 公开目录更新不及时。
        Body 无其他需要报告的事项。
        0 0 0 0 0 3 1204 18 2 0
        22 20 1 20 22 20 105 0 1 0 1 0 1 3 0 0 0 0 0 5 5 0 5 0 0 4 0 9 0 0 0 0 0 0 0 0 0 0 0 0 1 1 0 4 0 0 6 0 10 5 0 0 1 0 0 6 0 0 0 0 0 4 4 0 3 0 0 1 0 4 3 0 0 2 0 0 5 0 0 0 0 0 0 0 0 2 0 0 3 0 5 1 0 0 3 0 0 4 0 0 0 0 0 3 3 0 1 0 0 5 0 6 6 0 0 4 0 0 10 0 0 0 0 0 6 6 0 0 0 0 0 0 0 4 0 0 5 0 0 9 0 0 0 0 0 2 2 0 6 0 0 2 0 8 2 0 0 6 0 0 8 21 21 0 21 21 21 105 1 0 1 0 1 0 3
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        - 0 临江市北辰区林业局 KindGuessed { unit: Department }
        - 2 一、总体情况	1 LeftOut { what: Contents }
    "#]].assert_eq(&told(&import::read(&made("pasted.docx")).unwrap()));
}

/// The official template with the numbers of table three typed into its cells.
#[test]
fn the_official_template_filled_in_by_hand() {
    let path = Path::new(ROOT).join("../shared/official/template-2021.docx");
    let Ok(template) = std::fs::read(&path) else { return skip(&format!("{} is absent", path.display())) };
    let filled = edited(&template, DOCUMENT, |text| {
        let text = text.replacen("政府信息公开工作年度报告格式模板", "云溪县水务局2024年政府信息公开工作年度报告", 1);
        let text = text.replacen("（文字描述）", "全年公开信息126条。", 1);
        let mut filled = String::new();
        let mut next = 0;
        // A cell without any word that is not covered by another is one for a number.
        for piece in text.split_inclusive("</w:tc>") {
            let is_open = piece.contains("<w:tc>") && !piece.contains(r#"<w:vMerge w:val="continue"/>"#);
            match piece.rfind("</w:p></w:tc>").filter(|_| is_open && is_wordless(piece)) {
                Some(at) => {
                    next += 1;
                    filled.push_str(&format!("{}<w:r><w:t>{}</w:t></w:r></w:p></w:tc>", &piece[..at], next % 3));
                }
                None => filled.push_str(piece),
            }
        }
        filled
    });
    let reading = import::read(&filled).unwrap();
    let report = &reading.report;
    assert_eq!((report.unit.name.as_str(), report.year), ("云溪县水务局", 2024));
    assert_eq!(report.sections[&SectionId::Overview].text(), "全年公开信息126条。");
    let blank: Vec<_> =
        form(report).fields().filter(|field| !field.total && report.numbers.get(field.key).is_none()).collect();
    assert!(blank.is_empty(), "{}", told(&reading));
}

/// Whether nothing but tags and white space stands in a piece of XML.
fn is_wordless(xml: &str) -> bool {
    xml.split('<').skip(1).all(|tag| tag.split_once('>').is_none_or(|(_, words)| words.trim().is_empty()))
}

/// A document of these paragraphs and tables, with the parts that they refer to.
fn odd(body: &str) -> Vec<u8> {
    let spaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let aside = |root: &str, one: &str, words: &str| {
        format!("<w:{root} {spaces}><w:{one} w:id=\"2\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{one}></w:{root}>")
    };
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%1）\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let relations: String = [
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
        ("endnotes", "endnotes.xml"),
        ("comments", "comments.xml"),
    ]
    .into_iter()
    .map(|(kind, target)| format!("<Relationship Id=\"{kind}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>"))
    .collect();
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}<Relationship Id=\"rId9\" Type=\"{office}/hyperlink\" Target=\"https://www.example.gov.cn/a\" TargetMode=\"External\"/></Relationships>"
    );
    let document = format!(
        "<w:document {spaces}><w:body><w:p><w:r><w:t>云溪县水务局2024年政府信息公开工作年度报告</w:t></w:r></w:p><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{body}</w:body></w:document>"
    );
    let parts = [
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations),
        ("word/numbering.xml", format!("<w:numbering {spaces}>{numbering}</w:numbering>")),
        ("word/footnotes.xml", aside("footnotes", "footnote", "见附表")),
        ("word/endnotes.xml", aside("endnotes", "endnote", "尾注")),
        ("word/comments.xml", aside("comments", "comment", "请核")),
    ];
    packed(parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect())
}

/// What a document may have besides paragraphs, and what comes of it: the lines of section one,
/// parted by `/`, and what is said of the rest.
#[test]
fn whatever_stands_in_a_document_is_read_or_listed() {
    let p = |inside: &str| format!("<w:p>{inside}</w:p>");
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let item = |level: &str, text: &str| {
        p(&format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr>{}", t(text)))
    };
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&t(text)));
    let cases: Vec<(&str, String, &str, &str)> = vec![
        (
            "a footnote",
            p(&format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", t("甲文。"))),
            "甲文。",
            "Footnote 见附表",
        ),
        (
            "an endnote",
            p(&format!("{}<w:r><w:endnoteReference w:id=\"2\"/></w:r>", t("甲文。"))),
            "甲文。",
            "Footnote 尾注",
        ),
        ("a comment", p(&format!("{}<w:r><w:commentReference w:id=\"2\"/></w:r>", t("甲文。"))), "甲文。", ""),
        (
            "a link",
            p(&format!("<w:hyperlink r:id=\"rId9\">{}</w:hyperlink>", t("网站在此"))),
            "网站在此",
            "Address https://www.example.gov.cn/a",
        ),
        (
            "a link that reads its address",
            p(&format!("<w:hyperlink r:id=\"rId9\">{}</w:hyperlink>", t("见https://www.example.gov.cn/a。"))),
            "见https://www.example.gov.cn/a。",
            "",
        ),
        (
            "moved words",
            p(&format!(
                "<w:moveFrom w:id=\"1\">{}</w:moveFrom>{}<w:moveTo w:id=\"2\">{}</w:moveTo>",
                t("先文，"),
                t("甲文，"),
                t("先文。")
            )),
            "甲文，先文。",
            "Revision -先文， +/Revision - +先文。",
        ),
        (
            "a deleted end of a paragraph",
            p(&format!("<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}", t("甲文，"))) + &p(&t("乙文。")),
            "甲文，乙文。",
            "Revision -¶ +",
        ),
        (
            "words struck through",
            p(&format!("{}<w:r><w:rPr><w:strike/></w:rPr><w:t>旧文</w:t></w:r>", t("甲文"))),
            "甲文旧文",
            "Struck 旧文",
        ),
        (
            "a symbol",
            p(&format!("{}<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>", t("甲文"))),
            "甲文",
            "Symbol Wingdings F0FE",
        ),
        ("a formula", p(&format!("{}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", t("甲文"))), "甲文", "Object a+b"),
        (
            "a picture",
            p(&format!("{}<w:r><w:drawing><x xmlns=\"u\" descr=\"公章\"/></w:drawing></w:r>", t("甲文"))),
            "甲文",
            "Picture 公章",
        ),
        (
            "an embedded file",
            p(&format!("{}<w:r><w:object><x xmlns=\"u\"/></w:object></w:r>", t("甲文"))),
            "甲文",
            "Object",
        ),
        (
            "ruby",
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乙文</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            ),
            "乙文",
            "",
        ),
        ("a page break", p(&format!("{}<w:r><w:br w:type=\"page\"/></w:r>{}", t("甲"), t("文"))), "甲文", ""),
        (
            "a field's instruction",
            p(&format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                t("见第3页")
            )),
            "见第3页",
            "",
        ),
        (
            "alternatives in a run",
            p(
                "<w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><w:t>新文</w:t></mc:Choice><mc:Fallback><w:t>旧文</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            ),
            "新文",
            "",
        ),
        (
            "numbers of two levels",
            item("0", "主动公开")
                + &item("1", "网站")
                + &item("1", "窗口")
                + &item("0", "依申请公开")
                + &item("1", "受理"),
            "（一）主动公开/1.网站/2.窗口/（二）依申请公开/1.受理",
            "",
        ),
        (
            "a deleted row",
            format!(
                "<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
                cell("", "旧行"),
                cell("", "新行")
            ),
            "新行",
            "Revision -［表格］｜旧行¶ +",
        ),
        (
            "words under a merged cell",
            format!(
                "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
                cell("<w:vMerge w:val=\"restart\"/>", "甲文"),
                cell("<w:vMerge/>", "看不见")
            ),
            "甲文",
            "Hidden 看不见",
        ),
        (
            "a change of properties only",
            p(
                "<w:r><w:rPr><w:b/><w:rPrChange w:id=\"1\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲文</w:t></w:r>",
            ),
            "甲文",
            "Revision - +",
        ),
    ];
    for (name, body, lines, said) in cases {
        let reading = import::read(&odd(&body)).unwrap();
        let text = reading.report.sections.get(&SectionId::Overview).map(RichText::text).unwrap_or_default();
        assert_eq!(text.replace('\n', "/"), lines, "{name}");
        let remarks = reading.remarks.iter().filter_map(|remark| {
            let kind = match &remark.kind {
                RemarkKind::LeftOut { what } => format!("{what:?}"),
                kind @ (RemarkKind::TrackedChanges { .. } | RemarkKind::Struck) => format!("{kind:?}"),
                _ => return None,
            };
            Some(format!("{kind} {}", remark.excerpt).trim().to_owned())
        });
        let remarks = remarks.collect::<Vec<_>>().join("; ");
        let kept = reading.report.revision_entries().into_iter();
        let kept = kept.map(|one| format!("Revision -{} +{}", one.removed, one.added).replace('\n', "¶"));
        let kept = kept.collect::<Vec<_>>().join("/");
        assert_eq!(format!("{kept}{remarks}"), said, "{name}");
        let comments = reading.report.comments.iter().map(|one| (one.place, one.remark.text.as_str()));
        let point = CharRange { paragraph: 0, start: 3, end: 3 };
        // The part of comments is always there; one that the text does not refer to is about the whole.
        let place = if name == "a comment" { Place::Prose(SectionId::Overview, point) } else { Place::Title };
        assert_eq!(comments.collect::<Vec<_>>(), [(place, "请核")], "{name}");
    }
}
