//! Workbooks.

use super::Growth;
use super::documents::{RELATIONS, package, relationship, relationships};

/// The name and the heads of this program's detail sheet.
const FLAT: &str = "明细";
pub const HEADS: [&str; 8] = ["单位", "年度", "表", "行", "列", "数值", "注", "代码"];
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("xlsx: rows", 5_000, |n| {
            sheet(&(1..=n).map(|at| row(at, "<c><v>1</v></c><c><v>2</v></c>")).collect::<String>())
        }),
        growth("xlsx: cells of a row", 5_000, |n| sheet(&row(1, &"<c><v>1</v></c>".repeat(n)))),
        growth("xlsx: rows of 256 cells", 150, |n| {
            sheet(
                &(1..=n).map(|at| row(at, &format!("<c><v>1</v></c><c r=\"IV{at}\"><v>2</v></c>"))).collect::<String>(),
            )
        }),
        growth("xlsx: sparse rows", 300, |n| {
            sheet(&(1..=n).map(|at| row(at * 1_000, "<c r=\"IV1\"><v>2</v></c>")).collect::<String>())
        }),
        growth("xlsx: cells without anything", 20_000, |n| sheet(&row(1, &"<c/>".repeat(n)))),
        growth("xlsx: texts in cells", 10_000, |n| {
            sheet(&(1..=n).map(|at| row(at, "<c t=\"inlineStr\"><is><t>公开</t></is></c>")).collect::<String>())
        }),
        growth("xlsx: runs of a text", 20_000, |n| {
            let runs = "<r><t>公</t></r>".repeat(n);
            sheet(&row(1, &format!("<c t=\"inlineStr\"><is>{runs}</is></c>")))
        }),
        growth("xlsx: length of a text", 100_000, |n| {
            sheet(&row(1, &format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", super::noise(n))))
        }),
        growth("xlsx: digits of a number", 100_000, |n| {
            sheet(&row(1, &format!("<c><v>{}</v></c>", "12345678901".repeat(n / 11))))
        }),
        growth("xlsx: length of a formula", 100_000, |n| {
            sheet(&row(1, &format!("<c><f>{}</f><v>1</v></c>", super::noise(n))))
        }),
        growth("xlsx: formulas", 5_000, |n| {
            sheet(&(1..=n).map(|at| row(at, "<c><f>SUM(A1:B2)</f><v>1</v></c>")).collect::<String>())
        }),
        growth("xlsx: shared strings", 10_000, |n| {
            let strings: String = (0..n).map(|at| format!("<si><t>公{at}</t></si>")).collect();
            let cells: String = (0..n).map(|at| row(at + 1, &format!("<c t=\"s\"><v>{at}</v></c>"))).collect();
            book(&[("a", "", &cells, "")], &strings, &[])
        }),
        growth("xlsx: cells with one long string", 1_000, |n| {
            let string = format!("<si><t>{}</t></si>", "公".repeat(400));
            let cells: String = (0..n).map(|at| row(at + 1, "<c t=\"s\"><v>0</v></c>")).collect();
            book(&[("a", "", &cells, "")], &string, &[])
        }),
        growth("xlsx: merged ranges", 20_000, |n| {
            with(
                &row(1, "<c><v>1</v></c>"),
                &format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:B2\"/>".repeat(n)),
            )
        }),
        growth("xlsx: headers and footers", 5_000, |n| {
            let one = |at: usize| format!("<oddHeader>公{at}</oddHeader><oddFooter>开{at}</oddFooter>");
            with(
                &row(1, "<c><v>1</v></c>"),
                &format!("<headerFooter>{}</headerFooter>", (0..n).map(one).collect::<String>()),
            )
        }),
        growth("xlsx: sheets", 300, |n| {
            let rows = row(1, "<c><v>1</v></c>");
            let names: Vec<String> = (0..n).map(|at| format!("s{at}")).collect();
            let sheets: Vec<_> = names.iter().map(|name| (name.as_str(), "", rows.as_str(), "")).collect();
            book(&sheets, "", &[])
        }),
        growth("xlsx: names of sheets without a part", 5_000, named),
        growth("xlsx: hidden sheets", 300, |n| {
            let rows = row(1, "<c t=\"inlineStr\"><is><t>公开</t></is></c>").repeat(20);
            let names: Vec<String> = (0..n).map(|at| format!("s{at}")).collect();
            let sheets: Vec<_> =
                names.iter().map(|name| (name.as_str(), " state=\"hidden\"", rows.as_str(), "")).collect();
            book(&sheets, "", &[])
        }),
        growth("xlsx: rows of a hidden sheet", 5_000, |n| {
            let rows: String = (1..=n).map(|at| row(at, "<c t=\"inlineStr\"><is><t>公开</t></is></c>")).collect();
            book(&[("a", " state=\"hidden\"", &rows, "")], "", &[])
        }),
        growth("xlsx: links", 3_000, |n| {
            let link = |at: usize| relationship(&format!("l{at}"), "hyperlink", &format!("http://a/{at}"), OUTSIDE);
            related(&(0..n).map(link).collect::<String>(), &[])
        }),
        growth("xlsx: length of an address", 200_000, |n| {
            related(&relationship("l", "hyperlink", &format!("http://a/{}", "x".repeat(n)), OUTSIDE), &[])
        }),
        growth("xlsx: comments", 5_000, |n| {
            let one = |at: usize| format!("<comment><text><t>公开{at}</t></text></comment>");
            let comments =
                root("comments", &format!("<commentList>{}</commentList>", (0..n).map(one).collect::<String>()));
            related(&relationship("c", "comments", "/xl/comments1.xml", ""), &[("xl/comments1.xml", &comments)])
        }),
        growth("xlsx: parts that share comments", 150, |n| {
            let comment = "<comment><text><t>公开</t></text></comment>".repeat(50);
            let comments = root("comments", &format!("<commentList>{comment}</commentList>"));
            let refer = |at: usize| relationship(&format!("c{at}"), "comments", "/xl/comments1.xml", "");
            related(&(0..n).map(refer).collect::<String>(), &[("xl/comments1.xml", &comments)])
        }),
        growth("xlsx: pictures", 5_000, |n| {
            let one = |at: usize| format!("<pic><cNvPr name=\"公{at}\"/></pic><sp><t>开{at}</t></sp>");
            let drawing = root("wsDr", &(0..n).map(one).collect::<String>());
            related(&relationship("d", "drawing", "/xl/drawing1.xml", ""), &[("xl/drawing1.xml", &drawing)])
        }),
        growth("xlsx: rows of the detail sheet", 2_000, |n| {
            let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
            let heads = row(1, &HEADS.map(text).concat());
            let cells = ["甲局", "2024", "a", "b", "c", "1", "注", "received.natural_person"].map(text).concat();
            let rows: String = (2..n + 2).map(|at| row(at, &cells)).collect();
            book(&[(FLAT, "", &format!("{heads}{rows}"), "")], "", &[])
        }),
        growth("xlsx: links of the detail sheet to sheets", 300, |n| {
            let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
            let heads = row(1, &HEADS.map(text).concat());
            let cells = |at: usize| {
                let before = ["甲局", "2024", "a", "b", "c"].map(text).concat();
                let link = format!("<c><f>IF('s{at}'!A1=\"\",\"\",'s{at}'!A1)</f><v>1</v></c>");
                format!("{before}{link}{}{}", text(""), text("received.natural_person"))
            };
            let rows: String = (0..n).map(|at| row(at + 2, &cells(at))).collect();
            let flat = format!("{heads}{rows}");
            let one = row(1, "<c><v>1</v></c>");
            let names: Vec<String> = (0..n).map(|at| format!("s{at}")).collect();
            let mut sheets: Vec<_> = names.iter().map(|name| (name.as_str(), "", one.as_str(), "")).collect();
            sheets.push((FLAT, "", flat.as_str(), ""));
            book(&sheets, "", &[])
        }),
        growth("xlsx: titles of sections", 3_000, |n| {
            sheet(&(1..=n).map(|at| row(at, "<c t=\"inlineStr\"><is><t>一、总体情况</t></is></c>")).collect::<String>())
        }),
        growth("xlsx: rows of table three", 3_000, |n| {
            let cells = format!(
                "<c t=\"inlineStr\"><is><t>一、本年新收政府信息公开申请数量</t></is></c>{}",
                "<c><v>1</v></c>".repeat(7)
            );
            sheet(&(1..=n).map(|at| row(at, &cells)).collect::<String>())
        }),
    ]
}

const OUTSIDE: &str = " TargetMode=\"External\"";

fn row(at: usize, cells: &str) -> String {
    format!("<row r=\"{at}\">{cells}</row>")
}

fn root(name: &str, inner: &str) -> String {
    format!("<{name} xmlns=\"{SHEET}\">{inner}</{name}>")
}

/// A workbook with one sheet of these rows.
fn sheet(rows: &str) -> Vec<u8> {
    with(rows, "")
}

/// A workbook with one sheet of these rows and what comes after them.
fn with(rows: &str, more: &str) -> Vec<u8> {
    book(&[("a", "", rows, more)], "", &[])
}

/// A workbook whose first sheet has these relationships.
fn related(relations: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relations = relationships(relations);
    let mut all = vec![("xl/worksheets/_rels/sheet0.xml.rels", relations.as_str())];
    all.extend(parts);
    book(&[("a", "", &row(1, "<c><v>1</v></c>"), "")], "", &all)
}

/// A workbook that names sheets which are not there.
fn named(count: usize) -> Vec<u8> {
    let names: String = (0..count).map(|at| format!("<sheet name=\"s{at}\" r:id=\"x{at}\"/>")).collect();
    package(&[("xl/workbook.xml", &workbook(&names))])
}

fn workbook(names: &str) -> String {
    format!("<workbook xmlns=\"{SHEET}\" xmlns:r=\"{RELATIONS}\"><sheets>{names}</sheets></workbook>")
}

/// A workbook of sheets, each with its name, its attributes, its rows and what comes after them.
fn book(sheets: &[(&str, &str, &str, &str)], strings: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let name = |(at, (name, more, ..)): (usize, &(&str, &str, &str, &str))| {
        format!("<sheet name=\"{name}\" r:id=\"r{at}\"{more}/>")
    };
    let names = workbook(&sheets.iter().enumerate().map(name).collect::<String>());
    let relation = |at: usize| relationship(&format!("r{at}"), "worksheet", &format!("worksheets/sheet{at}.xml"), "");
    let relations = relationships(&(0..sheets.len()).map(relation).collect::<String>());
    let strings = root("sst", strings);
    let texts: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, _, rows, more))| {
            let inner = format!("<sheetData>{rows}</sheetData>{more}");
            (format!("xl/worksheets/sheet{at}.xml"), root("worksheet", &inner))
        })
        .collect();
    let mut all = vec![
        ("xl/workbook.xml", names.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/sharedStrings.xml", strings.as_str()),
    ];
    all.extend(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    all.extend(parts);
    package(&all)
}
