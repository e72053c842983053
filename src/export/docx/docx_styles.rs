//! The styles of the document: names that users of a word processor know, with the office fonts of
//! GB/T 9704. Knows the report's levels; must not know its text.

use super::page_setup::{CELL, LINE};
use crate::ooxml::xml_writer::XmlWriter;
use crate::richtext::{Level, ListKind};

/// The namespace of WordprocessingML.
pub(crate) const W: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// The name of the body style; a document that has it was written by this program, whichever
/// program saved it last.
pub(crate) const BODY_NAME: &str = "年报正文";

/// The fonts that offices have, by name.
pub(crate) const TITLE: &str = "方正小标宋简体";
pub(crate) const HEI: &str = "黑体";
pub(crate) const KAI: &str = "楷体_GB2312";
pub(crate) const FANG: &str = "仿宋_GB2312";
pub(crate) const SONG: &str = "宋体";
/// The font of digits and Latin letters.
pub(crate) const LATIN: &str = "Times New Roman";

/// 3号, 16 pt, in half points (§5.2.2).
const BODY_SIZE: u32 = 32;

/// The character spacing of body text, in twips: negative, so that 28 characters fill a line of 156
/// mm.
const CLOSER: &str = "-5";

/// A paragraph style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocxStyle {
    /// 标题: the report's title.
    Title,
    /// 一级标题: a section's title.
    Section,
    /// Body text, or 二级标题 to 四级标题.
    Level(Level),
    /// An item of a list.
    Item(ListKind),
    /// The text of a table.
    Table,
    /// A footnote under a table.
    Note,
    /// 署名
    Signature,
    /// 成文日期
    Date,
    /// 页码
    Footer,
    /// The line that a picture stands in, which is as high as the picture.
    Figure,
    /// 题注
    Caption,
}

/// The name and the properties of a style.
struct StyleProperties {
    /// Its identifier in the document.
    id: &'static str,
    /// Its name: a built-in one, which every program shows in its user's language, where one fits.
    name: &'static str,
    /// Its alias in Chinese.
    alias: &'static str,
    /// The style of the paragraph after it.
    next: &'static str,
    font: &'static str,
    /// Half points.
    size: u32,
    /// The leading in twips, whatever the font.
    line: u32,
    before: u32,
    after: u32,
    align: &'static str,
    indent: DocxIndent,
    /// The level in the outline, from 0.
    outline: Option<u8>,
    keeps_next: bool,
}

/// The indent of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DocxIndent {
    None,
    /// The first line by two characters (§7.3.3).
    First,
    /// All lines by this many characters, with the bullet in the last of them.
    Hanging(u32),
}

impl DocxStyle {
    /// Every style, in the order of the file.
    pub(crate) const ALL: [DocxStyle; 15] = [
        DocxStyle::Level(Level::Body),
        DocxStyle::Title,
        DocxStyle::Section,
        DocxStyle::Level(Level::Second),
        DocxStyle::Level(Level::Third),
        DocxStyle::Level(Level::Fourth),
        DocxStyle::Item(ListKind::Outer),
        DocxStyle::Item(ListKind::Inner),
        DocxStyle::Table,
        DocxStyle::Note,
        DocxStyle::Signature,
        DocxStyle::Date,
        DocxStyle::Footer,
        DocxStyle::Figure,
        DocxStyle::Caption,
    ];

    /// The style's identifier in the document.
    pub(crate) const fn id(self) -> &'static str {
        self.properties().id
    }

    /// The style of this name, in whatever case it is written.
    pub(crate) fn named(name: &str) -> Option<DocxStyle> {
        DocxStyle::ALL.into_iter().find(|style| style.properties().name.eq_ignore_ascii_case(name))
    }

    const fn properties(self) -> StyleProperties {
        let body = StyleProperties {
            id: "Body",
            name: BODY_NAME,
            alias: "",
            next: "Body",
            font: FANG,
            size: BODY_SIZE,
            line: LINE,
            before: 0,
            after: 0,
            align: "both",
            indent: DocxIndent::First,
            outline: None,
            keeps_next: false,
        };
        let heading = StyleProperties { keeps_next: true, ..body };
        let table = StyleProperties { font: SONG, size: 20, line: 250, indent: DocxIndent::None, ..body };
        let item = StyleProperties { id: "ListBullet", name: "List Bullet", next: "ListBullet", ..body };
        match self {
            DocxStyle::Level(Level::Body) => body,
            DocxStyle::Title => StyleProperties {
                id: "Title",
                name: "Title",
                alias: "公文标题",
                font: TITLE,
                size: 44,
                line: 720,
                // With its two rows it takes three lines of the grid, and one line remains empty.
                before: (3 * LINE - 1440) / 2,
                after: (3 * LINE - 1440) / 2 + LINE,
                align: "center",
                indent: DocxIndent::None,
                keeps_next: true,
                ..body
            },
            DocxStyle::Section => StyleProperties {
                id: "Heading1",
                name: "heading 1",
                alias: "一级标题",
                font: HEI,
                outline: Some(0),
                ..heading
            },
            DocxStyle::Level(Level::Second) => StyleProperties {
                id: "Heading2",
                name: "heading 2",
                alias: "二级标题",
                font: KAI,
                outline: Some(1),
                ..heading
            },
            DocxStyle::Level(Level::Third) => {
                StyleProperties {
                    id: "Heading3", name: "heading 3", alias: "三级标题", outline: Some(2), ..heading
                }
            }
            DocxStyle::Level(Level::Fourth) => {
                StyleProperties {
                    id: "Heading4", name: "heading 4", alias: "四级标题", outline: Some(3), ..heading
                }
            }
            DocxStyle::Item(ListKind::Outer) => StyleProperties { indent: DocxIndent::Hanging(3), ..item },
            DocxStyle::Item(ListKind::Inner) => StyleProperties {
                id: "ListBullet2",
                name: "List Bullet 2",
                next: "ListBullet2",
                indent: DocxIndent::Hanging(4),
                ..item
            },
            DocxStyle::Table => StyleProperties { id: "ReportTable", name: "年报表格", align: "center", ..table },
            DocxStyle::Note => StyleProperties { id: "ReportNote", name: "年报表注", line: 260, ..table },
            DocxStyle::Signature => StyleProperties {
                id: "Signature",
                name: "Signature",
                alias: "署名",
                next: "Date",
                before: LINE,
                align: "left",
                indent: DocxIndent::None,
                keeps_next: true,
                ..body
            },
            DocxStyle::Date => StyleProperties {
                id: "Date",
                name: "Date",
                alias: "成文日期",
                align: "left",
                indent: DocxIndent::None,
                ..body
            },
            DocxStyle::Figure => StyleProperties {
                id: "Figure",
                name: "年报插图",
                next: "Caption",
                line: 240,
                before: 80,
                after: 80,
                align: "center",
                indent: DocxIndent::None,
                ..body
            },
            DocxStyle::Caption => StyleProperties {
                id: "Caption",
                name: "caption",
                alias: "题注",
                font: KAI,
                size: 28,
                align: "center",
                indent: DocxIndent::None,
                ..body
            },
            DocxStyle::Footer => StyleProperties {
                id: "Footer",
                name: "footer",
                alias: "页码",
                font: SONG,
                size: 28,
                line: 280,
                align: "left",
                indent: DocxIndent::None,
                ..body
            },
        }
    }
}

/// The part that holds the styles; those of figures only where there are some.
pub(crate) fn part(has_figures: bool) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("w:styles", &[W], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, FANG);
                    size(xml, BODY_SIZE);
                    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
                });
            });
            xml.empty("w:pPrDefault", &[]);
        });
        xml.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.value("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:widowControl", "1");
                xml.value("w:autoSpaceDE", "0");
                xml.value("w:autoSpaceDN", "0");
                xml.value("w:jc", "both");
            });
            // Word computes the character grid from the size of this style.
            xml.element("w:rPr", &[], |xml| {
                fonts(xml, FANG);
                size(xml, BODY_SIZE);
            });
        });
        xml.element("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
            xml.value("w:name", "Normal Table");
            xml.value("w:uiPriority", "99");
            xml.empty("w:semiHidden", &[]);
            xml.empty("w:unhideWhenUsed", &[]);
        });
        let of_figures = |style: &DocxStyle| matches!(style, DocxStyle::Figure | DocxStyle::Caption);
        for style in DocxStyle::ALL.into_iter().filter(|style| has_figures || !of_figures(style)) {
            paragraph_style(xml, style);
        }
        table_style(xml);
    });
    xml.into_bytes()
}

fn paragraph_style(xml: &mut XmlWriter, style: DocxStyle) {
    let properties = style.properties();
    let is_own = properties.name.starts_with("年报");
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", properties.id)];
    if is_own {
        attributes.insert(1, ("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", properties.name);
        if !properties.alias.is_empty() {
            xml.value("w:aliases", properties.alias);
        }
        xml.value("w:basedOn", "Normal");
        xml.value("w:next", properties.next);
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if properties.keeps_next {
                xml.empty("w:keepNext", &[]);
            }
            if let DocxStyle::Item(list) = style {
                numbering(xml, list);
            }
            // Leading and character spacing are set explicitly instead of snapping to the grid, since
            // programs differ in how they treat characters slightly wider than a cell of the grid.
            xml.value("w:snapToGrid", "0");
            let (line, before, after) =
                (properties.line.to_string(), properties.before.to_string(), properties.after.to_string());
            let rule = if style == DocxStyle::Figure { "auto" } else { "exact" };
            xml.empty(
                "w:spacing",
                &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)],
            );
            match properties.indent {
                DocxIndent::None => {}
                DocxIndent::First => {
                    let first = (CELL * 2).to_string();
                    xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &first)]);
                }
                DocxIndent::Hanging(characters) => {
                    xml.empty(
                        "w:ind",
                        &[("w:left", &(CELL * characters).to_string()), ("w:hanging", &CELL.to_string())],
                    );
                }
            }
            xml.value("w:jc", properties.align);
            if let Some(level) = properties.outline {
                xml.value("w:outlineLvl", &level.to_string());
            }
        });
        xml.element("w:rPr", &[], |xml| {
            fonts(xml, properties.font);
            if properties.size == BODY_SIZE {
                xml.value("w:spacing", CLOSER);
            }
            size(xml, properties.size);
        });
    });
}

fn table_style(xml: &mut XmlWriter) {
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        xml.value("w:name", "Table Grid");
        xml.value("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], borders);
    });
}

/// Uniform hairlines of half a point.
pub(crate) fn borders(xml: &mut XmlWriter) {
    xml.element("w:tblBorders", &[], |xml| {
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")];
            xml.empty(side, &line);
        }
    });
}

/// Makes a paragraph an item of a list.
pub(crate) fn numbering(xml: &mut XmlWriter, list: ListKind) {
    xml.element("w:numPr", &[], |xml| {
        xml.value("w:ilvl", if list == ListKind::Outer { "0" } else { "1" });
        xml.value("w:numId", "1");
    });
}

/// The indent of an item whose style has another one.
pub(crate) fn hanging(xml: &mut XmlWriter, list: ListKind) {
    let characters = if list == ListKind::Outer { 3 } else { 4 };
    let (left, hanging) = ((CELL * characters).to_string(), CELL.to_string());
    xml.empty(
        "w:ind",
        &[("w:left", &left), ("w:hangingChars", "0"), ("w:hanging", &hanging), ("w:firstLineChars", "0")],
    );
}

/// The font for Chinese, and the one for digits and Latin letters.
pub(crate) fn fonts(xml: &mut XmlWriter, name: &str) {
    let latin = if name == SONG { SONG } else { LATIN };
    let names = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", name), ("w:cs", LATIN)];
    xml.empty("w:rFonts", &names);
}

/// The size in half points.
pub(crate) fn size(xml: &mut XmlWriter, half_points: u32) {
    xml.value("w:sz", &half_points.to_string());
    xml.value("w:szCs", &half_points.to_string());
}
