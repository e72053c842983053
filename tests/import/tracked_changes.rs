//! Tracked changes of other programs' documents: who put in and took out what and when, rejected as it was before. The same
//! review as LibreOffice writes it in an odt, and as a docx says it.

use nianbao::form::{Form, SectionId};
use nianbao::import::{self, RemarkKind};
use nianbao::report::{Change, Report, RevisionChange};
use nianbao::richtext::RichText;

use super::docx_package;

/// Who did what, as a region before the text has it.
fn region(id: usize, by: &str, taken: Option<&[&str]>) -> String {
    let info = format!(
        "<office:change-info><dc:creator>{by}</dc:creator><dc:date>2025-01-06T14:03:00.5</dc:date></office:change-info>"
    );
    let change = match taken {
        None => format!("<text:insertion>{info}</text:insertion>"),
        Some(gone) => {
            let gone: String = gone.iter().map(|text| format!("<text:p>{text}</text:p>")).collect();
            format!("<text:deletion>{info}{gone}</text:deletion>")
        }
    };
    format!("<text:changed-region xml:id=\"c{id}\" text:id=\"c{id}\">{change}</text:changed-region>")
}

fn flat(regions: &str, body: &[&str]) -> Vec<u8> {
    let body: String = body
        .iter()
        .map(|text| match text.starts_with("<table") {
            true => (*text).to_owned(),
            false => format!("<text:p>{text}</text:p>"),
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"><office:body>\
         <office:text><text:tracked-changes>{regions}</text:tracked-changes>{body}</office:text></office:body>\
         </office:document>"
    )
    .into_bytes()
}

fn start(id: usize) -> String {
    format!("<text:change-start text:change-id=\"c{id}\"/>")
}

fn end(id: usize) -> String {
    format!("<text:change-end text:change-id=\"c{id}\"/>")
}

fn point(id: usize) -> String {
    format!("<text:change text:change-id=\"c{id}\"/>")
}

fn settled(report: &Report, accepts: bool) -> Report {
    let (mut report, ids) = (report.clone(), report.revisions.ids());
    let change = if accepts { RevisionChange::Accept(ids) } else { RevisionChange::Reject(ids) };
    let form = Form::of(report.form).unwrap();
    Change::Revise(change).apply(&mut report, form).unwrap();
    report
}

fn words(report: &Report, id: SectionId) -> String {
    report.sections.get(&id).map(RichText::text).unwrap_or_default().trim().to_owned()
}

fn listed(report: &Report) -> Vec<String> {
    let entry = |one: nianbao::report::RevisionEntry| {
        let at = one.at.map(|at| at.to_string()).unwrap_or_default();
        format!("{} {at} -{} +{}", one.by, one.removed.trim(), one.added.trim())
    };
    report.revision_entries().into_iter().map(entry).collect()
}

fn is_told(remarks: &[import::Remark]) -> bool {
    remarks.iter().any(|one| matches!(one.kind, RemarkKind::TrackedChanges { .. }))
}

fn word_document(body: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
         Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>";
    let parts = [("_rels/.rels", relations.to_owned()), ("word/document.xml", document)];
    docx_package::packed(parts.into_iter().map(|(part, text)| (part.to_owned(), text.into_bytes())).collect())
}

const TITLE: &str = "甲区信访局2024年政府信息公开工作年度报告";

#[test]
fn changes_of_an_odt_are_kept() {
    let regions = [
        region(1, "李四", Some(&["三件"])),
        region(2, "王五", None),
        region(3, "李四", Some(&["这一段删去。", ""])),
        region(4, "王五", None),
        region(5, "王五", Some(&["", ""])),
        region(6, "李四", Some(&["", "最后一段也删去。"])),
        region(7, "李四", Some(&["3"])),
        region(8, "李四", None),
    ]
    .concat();
    let table = format!(
        "<table:table><table:table-row><table:table-cell><text:p>渠道</text:p></table:table-cell><table:table-cell>\
         <text:p>数量</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>网站\
         </text:p></table:table-cell><table:table-cell><text:p>{}{}5{}</text:p></table:table-cell></table:table-row>\
         </table:table>",
        point(7),
        start(8),
        end(8)
    );
    let body = [
        TITLE.to_owned(),
        "一、总体情况".to_owned(),
        format!("本年收到申请{}{}五件{}，均已办结。", point(1), start(2), end(2)),
        format!("{}平台建设推进。", point(3)),
        format!("{}新加的一段。", start(4)),
        format!("{}前半{}后半。", end(4), point(5)),
        table,
        format!("以上各渠道均由办公室负责更新。{}", point(6)),
        "六、其他需要报告的事项".to_owned(),
        "无。".to_owned(),
    ];
    let body: Vec<&str> = body.iter().map(String::as_str).collect();
    let read = import::read(&flat(&regions, &body)).unwrap();
    let report = &read.report;
    let now = "本年收到申请五件，均已办结。\n平台建设推进。\n新加的一段。\n前半后半。\n渠道\n数量\n网站\n5\n以上各渠道均由办公室负责更新。";
    assert_eq!(words(report, SectionId::Overview), now);
    let was = "本年收到申请三件，均已办结。\n这一段删去。\n平台建设推进。\n前半\n后半。\n渠道\n数量\n网站\n3\n以上各渠道均由办公室负责更新。\n最后一段也删去。";
    assert_eq!(words(&settled(report, false), SectionId::Overview), was);
    assert_eq!(words(&settled(report, true), SectionId::Overview), now);
    let four = "李四 2025-01-06T14:03";
    let five = "王五 2025-01-06T14:03";
    let wanted = [
        format!("{four} -三件 +"),
        format!("{five} - +五件"),
        format!("{four} -这一段删去。 +"),
        format!("{five} - +新加的一段。"),
        format!("{five} - +"),
        format!("{four} -3 +5"),
        format!("{four} -最后一段也删去。 +"),
    ];
    assert_eq!(listed(report), wanted);
    assert!(!is_told(&read.remarks), "{:?}", read.remarks);
    // Another look is told: the file does not say what it was before.
    let look = "<text:changed-region xml:id=\"c1\"><text:format-change><office:change-info/></text:format-change>\
                </text:changed-region>";
    let read = import::read(&flat(look, &[TITLE, "一、总体情况", "一段。"])).unwrap();
    assert!(is_told(&read.remarks) && read.report.revisions.ids().is_empty());
    // None at all are none.
    assert!(!is_told(&import::read(&flat("", &[TITLE, "一、总体情况", "一段。"])).unwrap().remarks));
}

/// Whole paragraphs that were taken out at the beginning and at the end of a section, or all that a section had.
#[test]
fn paragraphs_at_the_edges_of_sections_come_back() {
    let by = "w:id=\"7\" w:author=\"李四\" w:date=\"2025-01-06T14:03:00Z\"";
    let plain = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let gone = |text: &str| {
        format!(
            "<w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr><w:del {by}><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"
        )
    };
    let cases: &[(&str, [String; 5], [&str; 4])] = &[
        (
            "last",
            [plain("甲段。"), gone("乙段。"), plain("五、存在的主要问题及改进情况"), plain("丙段。"), plain("丁段。")],
            ["甲段。", "丙段。\n丁段。", "甲段。\n乙段。", "丙段。\n丁段。"],
        ),
        (
            "first",
            [plain("甲段。"), plain("五、存在的主要问题及改进情况"), gone("乙段。"), gone("丙段。"), plain("丁段。")],
            ["甲段。", "丁段。", "甲段。", "乙段。\n丙段。\n丁段。"],
        ),
        (
            "all",
            [gone("甲段。"), gone("乙段。"), plain("五、存在的主要问题及改进情况"), plain("丙段。"), gone("丁段。")],
            ["", "丙段。", "甲段。\n乙段。", "丙段。\n丁段。"],
        ),
    ];
    for (name, paragraphs, [one, two, one_was, two_was]) in cases {
        let body = format!(
            "{}{}{}{}{}",
            plain(TITLE),
            plain("一、总体情况"),
            paragraphs.concat(),
            plain("六、其他需要报告的事项"),
            plain("无。")
        );
        let read = import::read(&word_document(&body)).unwrap();
        let both = |report: &Report| (words(report, SectionId::Overview), words(report, SectionId::Problems));
        assert_eq!(both(&read.report), ((*one).to_owned(), (*two).to_owned()), "{name}");
        assert_eq!(both(&settled(&read.report, false)), ((*one_was).to_owned(), (*two_was).to_owned()), "{name}");
        assert_eq!(both(&settled(&read.report, true)), ((*one).to_owned(), (*two).to_owned()), "{name}");
        assert!(!is_told(&read.remarks), "{name}");
        assert!(read.report.revisions.marks().iter().all(|mark| mark.by == "李四"));
    }
}

/// Zero width spaces and soft hyphens, which the text of the report is read without, stand in what somebody put in.
#[test]
fn what_was_put_in_with_unseen_characters_has_its_author() {
    let plain = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    for put in ["新\u{200b}增", "\u{feff}新增", "新\u{ad}增\u{200b}"] {
        let body = format!(
            "{}{}<w:p><w:r><w:t>甲段</w:t></w:r><w:ins w:id=\"7\" w:author=\"李四\" w:date=\"2025-01-06T14:03:00Z\"><w:r><w:t>{put}\
             </w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>{}{}",
            plain(TITLE),
            plain("一、总体情况"),
            plain("六、其他需要报告的事项"),
            plain("无。")
        );
        let read = import::read(&word_document(&body)).unwrap();
        assert_eq!(words(&read.report, SectionId::Overview), "甲段新增。", "{put:?}");
        assert_eq!(words(&settled(&read.report, false), SectionId::Overview), "甲段。", "{put:?}");
        let entries = listed(&read.report);
        assert!(
            matches!(entries.as_slice(), [one] if one.starts_with("李四 ") && one.ends_with(" +新增")),
            "{entries:?}"
        );
        assert!(!is_told(&read.remarks), "{put:?}");
    }
}

/// Cells that somebody merged cannot be parted again: that is told.
#[test]
fn merged_cells_are_told() {
    let plain = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let table = |merge: &str| {
        let row = |merge: &str| {
            format!("<w:tr><w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>", plain("甲项"), plain("乙项"))
        };
        format!("<w:tbl>{}{}</w:tbl>", row(""), row(merge))
    };
    let merge = "<w:cellMerge w:id=\"7\" w:author=\"李四\" w:date=\"2025-01-06T14:03:00Z\" w:vMerge=\"cont\"/>";
    for (merge, told) in [("", false), (merge, true)] {
        let body = format!("{}{}{}", plain(TITLE), plain("一、总体情况"), plain("甲段。") + &table(merge));
        let read = import::read(&word_document(&body)).unwrap();
        assert_eq!(is_told(&read.remarks), told, "{merge}");
    }
}
