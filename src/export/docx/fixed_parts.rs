//! The parts other than the text: fonts, bullets, settings, page numbers, properties and content
//! types. Knows a report's name and dates; must not know its text.

use super::docx_figures;
use super::docx_styles::{DocxStyle, FANG, HEI, KAI, LATIN, SONG, TITLE, W, fonts, size};
use crate::export::REVIEW_MARK;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{Date, Report};

const R: (&str, &str) = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// [MS-DOCX] 2.1.1: the part that tells answers and settled comments.
const COMMENTS_EXTENDED: &str = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A part of the document: its name, its media type and how it is related to the document.
struct PackageEntry {
    name: &'static str,
    media: &'static str,
    relation: &'static str,
}

/// The parts that the document refers to; the identifiers of the relationships follow this order.
const PARTS: [PackageEntry; 6] = [
    PackageEntry { name: "styles", media: "styles+xml", relation: "styles" },
    PackageEntry { name: "numbering", media: "numbering+xml", relation: "numbering" },
    PackageEntry { name: "settings", media: "settings+xml", relation: "settings" },
    PackageEntry { name: "fontTable", media: "fontTable+xml", relation: "fontTable" },
    PackageEntry { name: "footer1", media: "footer+xml", relation: "footer" },
    PackageEntry { name: "footer2", media: "footer+xml", relation: "footer" },
];

/// The relationships of the footers of odd and even pages.
pub(crate) const FOOTERS: (&str, &str) = ("rId5", "rId6");

/// The relationship of the header; the embedded draft has the one before.
pub(crate) const HEADER: &str = "rId8";

/// An office font: its replacements where it is not installed, and its font family (`w:family`).
const FONTS: [(&str, &str, &str); 6] = [
    (TITLE, "方正小标宋_GBK,华文中宋,宋体", "auto"),
    (HEI, "SimHei,方正黑体_GBK", "modern"),
    (KAI, "楷体,KaiTi,方正楷体_GBK", "modern"),
    (FANG, "仿宋,FangSong,方正仿宋_GBK", "modern"),
    (SONG, "SimSun,方正书宋_GBK", "auto"),
    (LATIN, "Liberation Serif", "roman"),
];

/// `[Content_Types].xml`
pub(crate) fn content_types(review_mark: bool, has_draft: bool, has_comments: bool, report: &Report) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let space = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    xml.element("Types", &space, |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let kinds = report.held_pictures().map(|picture| (picture.extension(), picture.media_type()));
        for (extension, media) in kinds.collect::<std::collections::BTreeSet<_>>() {
            xml.empty("Default", &[("Extension", extension), ("ContentType", media)]);
        }
        let mut part = |name: &str, media: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", media)]);
        };
        part("/word/document.xml", &format!("{WORD}document.main+xml"));
        for one in PARTS {
            part(&format!("/word/{}.xml", one.name), &format!("{WORD}{}", one.media));
        }
        if review_mark {
            part("/word/header1.xml", &format!("{WORD}header+xml"));
        }
        if has_comments {
            part("/word/comments.xml", &format!("{WORD}comments+xml"));
            part("/word/commentsExtended.xml", &format!("{WORD}commentsExtended+xml"));
        }
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        if has_draft {
            part("/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml");
        }
    });
    xml.into_bytes()
}

/// The relationships of the package.
pub(crate) fn package_relations() -> Vec<u8> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&numbered([
        (format!("{OFFICE}officeDocument"), "word/document.xml".into()),
        (core.into(), "docProps/core.xml".into()),
        (format!("{OFFICE}extended-properties"), "docProps/app.xml".into()),
    ]))
}

/// The relationships of the document.
pub(crate) fn document_relations(review_mark: bool, has_draft: bool, has_comments: bool, report: &Report) -> Vec<u8> {
    let own = PARTS.iter().map(|part| (format!("{OFFICE}{}", part.relation), format!("{}.xml", part.name)));
    let draft = has_draft.then(|| (format!("{OFFICE}customXml"), "../customXml/item1.xml".to_owned()));
    let header = review_mark.then(|| (format!("{OFFICE}header"), "header1.xml".to_owned()));
    let numbered = numbered(own.chain(draft).chain(header));
    let pictures = report.held_pictures().map(|picture| {
        let id = docx_figures::relation(picture.id());
        (id, format!("{OFFICE}image"), docx_figures::file(picture))
    });
    let kinds = [("comments", format!("{OFFICE}comments")), ("commentsExtended", COMMENTS_EXTENDED.to_owned())];
    let comments = kinds.into_iter().filter(|_| has_comments);
    let comments = comments.map(|(name, kind)| (name.to_owned(), kind, format!("{name}.xml")));
    relations(&numbered.into_iter().chain(pictures).chain(comments).collect::<Vec<_>>())
}

/// Relationships with the identifiers rId1, rId2 and so on.
fn numbered(targets: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String, String)> {
    (1..).zip(targets).map(|(number, (kind, target))| (format!("rId{number}"), kind, target)).collect()
}

/// The relationship of the embedded draft to its properties.
pub(crate) fn draft_relations() -> Vec<u8> {
    relations(&numbered([(format!("{OFFICE}customXmlProps"), "itemProps1.xml".into())]))
}

/// The properties of the embedded draft: its schema, by which programs distinguish custom XML
/// parts.
pub(crate) fn draft_properties(namespace: &str) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let space = ("xmlns:ds", "http://schemas.openxmlformats.org/officeDocument/2006/customXml");
    let id = ("ds:itemID", "{6E69616E-6261-4F20-8000-647261667401}");
    xml.element("ds:datastoreItem", &[id, space], |xml| {
        xml.element("ds:schemaRefs", &[], |xml| xml.empty("ds:schemaRef", &[("ds:uri", namespace)]));
    });
    xml.into_bytes()
}

fn relations(targets: &[(String, String, String)]) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (id, kind, target) in targets {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.into_bytes()
}

/// The fonts with their replacements.
pub(crate) fn font_table() -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:fonts", &[W], |xml| {
        for (name, others, family) in FONTS {
            xml.element("w:font", &[("w:name", name)], |xml| {
                xml.value("w:altName", others);
                xml.value("w:charset", if name == LATIN { "00" } else { "86" });
                xml.value("w:family", family);
                xml.value("w:pitch", "variable");
            });
        }
    });
    xml.into_bytes()
}

/// The bullets of lists: ● and ○, smaller than the text.
pub(crate) fn numbering() -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:numbering", &[W], |xml| {
        xml.element("w:abstractNum", &[("w:abstractNumId", "0")], |xml| {
            xml.value("w:multiLevelType", "hybridMultilevel");
            for (level, mark, style) in [("0", "●", "ListBullet"), ("1", "○", "ListBullet2")] {
                xml.element("w:lvl", &[("w:ilvl", level)], |xml| {
                    xml.value("w:start", "1");
                    xml.value("w:numFmt", "bullet");
                    xml.value("w:pStyle", style);
                    xml.value("w:lvlText", mark);
                    xml.value("w:lvlJc", "left");
                    xml.element("w:rPr", &[], |xml| {
                        fonts(xml, SONG);
                        xml.value("w:position", "4");
                        size(xml, 20);
                    });
                });
            }
        });
        xml.element("w:num", &[("w:numId", "1")], |xml| xml.value("w:abstractNumId", "0"));
    });
    xml.into_bytes()
}

/// The settings of the document.
pub(crate) fn settings() -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:settings", &[W], |xml| {
        xml.value("w:defaultTabStop", "420");
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            xml.empty("w:spaceForUL", &[]);
            xml.empty("w:balanceSingleByteDoubleByteWidth", &[]);
            xml.empty("w:doNotLeaveBackslashAlone", &[]);
            xml.empty("w:ulTrailSpace", &[]);
            xml.empty("w:adjustLineHeightInTable", &[]);
            xml.empty("w:useFELayout", &[]);
            let word = ("w:uri", "http://schemas.microsoft.com/office/word");
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), word, ("w:val", "15")]);
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
    });
    xml.into_bytes()
}

/// The mark of a report that is not ready, in the head margin at the right.
pub(crate) fn header() -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:hdr", &[W, R], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:jc", "right"));
            xml.element("w:r", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, HEI);
                    size(xml, 32);
                });
                xml.element("w:t", &[], |xml| xml.text(REVIEW_MARK));
            });
        });
    });
    xml.into_bytes()
}

/// The page number between dashes, one character in from the outer side (GB/T 9704 §7.5).
pub(crate) fn footer(is_odd: bool) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:ftr", &[W, R], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", DocxStyle::Footer.id());
                xml.empty("w:ind", &[(if is_odd { "w:right" } else { "w:left" }, "280")]);
                xml.value("w:jc", if is_odd { "right" } else { "left" });
            });
            footer_text(xml, "— ");
            for step in ["begin", "separate", "end"] {
                let number = step == "end";
                if number {
                    footer_text(xml, "1");
                }
                xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", step)]));
                if step == "begin" {
                    xml.element("w:r", &[], |xml| {
                        xml.element("w:instrText", &[("xml:space", "preserve")], |xml| xml.text(" PAGE "));
                    });
                }
            }
            footer_text(xml, " —");
        });
    });
    xml.into_bytes()
}

fn footer_text(xml: &mut XmlWriter, text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:hint", "eastAsia")]));
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}

/// Title, author and date.
pub(crate) fn core_properties(report: &Report, title: &str) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let unit = report.unit.name.trim();
    xml.element("cp:coreProperties", &spaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(title));
        xml.element("dc:subject", &[], |xml| xml.text("政府信息公开工作年度报告"));
        xml.element("dc:creator", &[], |xml| xml.text(unit));
        xml.element("cp:lastModifiedBy", &[], |xml| xml.text(unit));
        if let Some(date) = date(report) {
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&format!("{date}T00:00:00Z")));
            }
        }
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
    });
    xml.into_bytes()
}

/// The day of the report: that of its signature, or else the last of its year. No clock is asked.
fn date(report: &Report) -> Option<Date> {
    report.signature.as_ref().map(|signature| signature.date).or_else(|| Date::new(report.year, 12, 31))
}

/// The program and the unit.
pub(crate) fn extended_properties(report: &Report) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let space = ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties");
    xml.element("Properties", &[space], |xml| {
        xml.element("Application", &[], |xml| xml.text("nianbao"));
        xml.element("Company", &[], |xml| xml.text(report.unit.name.trim()));
    });
    xml.into_bytes()
}
