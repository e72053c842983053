//! The styles of the document: names that a word processor's user knows, with the office fonts of
//! GB/T 9704. Knows the report's levels, not its words.

use super::page_setup::{CELL, LINE};
use crate::ooxml::xml_writer::Markup;
use crate::richtext::{Level, List};

/// The namespace of WordprocessingML.
pub(crate) const W: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// The name of the body style; a document that has it is one of ours, whoever saved it last.
pub(crate) const BODY_NAME: &str = "年报正文";

/// The fonts that offices have, by the names that they ask for.
pub(crate) const TITLE: &str = "方正小标宋简体";
pub(crate) const HEI: &str = "黑体";
pub(crate) const KAI: &str = "楷体_GB2312";
pub(crate) const FANG: &str = "仿宋_GB2312";
pub(crate) const SONG: &str = "宋体";
/// The font of figures and Latin letters.
pub(crate) const LATIN: &str = "Times New Roman";

/// 3号, 16 pt, in half points (§5.2.2).
const BODY_SIZE: u32 = 32;

/// By how much its characters stand closer than they are wide, in twips, so that 28 of them fill
/// a line of 156 mm.
const CLOSER: &str = "-5";

/// A paragraph style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 标题: the report's title.
    Title,
    /// 一级标题: a section's title.
    Section,
    /// Body text, or 二级标题 to 四级标题.
    Level(Level),
    /// An item of a list.
    Item(List),
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
}

/// How a style is called and what it looks like.
struct Look {
    /// Its identifier in the document.
    id: &'static str,
    /// Its name: a built-in one, which every program shows in its user's language, where one fits.
    name: &'static str,
    /// What offices call it.
    alias: &'static str,
    /// The style of the paragraph after it.
    next: &'static str,
    font: &'static str,
    /// Half points.
    size: u32,
    /// The distance of lines, in twips, whatever the font.
    line: u32,
    before: u32,
    after: u32,
    align: &'static str,
    indent: Indent,
    /// The level in the outline, from 0.
    outline: Option<u8>,
    keeps_next: bool,
}

/// How a paragraph is set in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indent {
    None,
    /// The first line by two characters (§7.3.3).
    First,
    /// Everything by so many characters, the mark of the list in the last of them.
    Hanging(u32),
}

impl Style {
    /// Every style, in the order of the file.
    const ALL: [Style; 13] = [
        Style::Level(Level::Body),
        Style::Title,
        Style::Section,
        Style::Level(Level::Second),
        Style::Level(Level::Third),
        Style::Level(Level::Fourth),
        Style::Item(List::Outer),
        Style::Item(List::Inner),
        Style::Table,
        Style::Note,
        Style::Signature,
        Style::Date,
        Style::Footer,
    ];

    /// The style's identifier in the document.
    pub(crate) const fn id(self) -> &'static str {
        self.look().id
    }

    /// The style of this name, in whatever case it is written.
    pub(crate) fn named(name: &str) -> Option<Style> {
        Style::ALL.into_iter().find(|style| style.look().name.eq_ignore_ascii_case(name))
    }

    const fn look(self) -> Look {
        let body = Look {
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
            indent: Indent::First,
            outline: None,
            keeps_next: false,
        };
        let heading = Look { keeps_next: true, ..body };
        let table = Look { font: SONG, size: 20, line: 250, indent: Indent::None, ..body };
        let item = Look { id: "ListBullet", name: "List Bullet", next: "ListBullet", ..body };
        match self {
            Style::Level(Level::Body) => body,
            Style::Title => Look {
                id: "Title",
                name: "Title",
                alias: "公文标题",
                font: TITLE,
                size: 44,
                line: 720,
                // With its two rows it takes three lines of the grid, and one line stays empty.
                before: (3 * LINE - 1440) / 2,
                after: (3 * LINE - 1440) / 2 + LINE,
                align: "center",
                indent: Indent::None,
                keeps_next: true,
                ..body
            },
            Style::Section => {
                Look {
                    id: "Heading1", name: "heading 1", alias: "一级标题", font: HEI, outline: Some(0), ..heading
                }
            }
            Style::Level(Level::Second) => {
                Look {
                    id: "Heading2", name: "heading 2", alias: "二级标题", font: KAI, outline: Some(1), ..heading
                }
            }
            Style::Level(Level::Third) => {
                Look { id: "Heading3", name: "heading 3", alias: "三级标题", outline: Some(2), ..heading }
            }
            Style::Level(Level::Fourth) => {
                Look { id: "Heading4", name: "heading 4", alias: "四级标题", outline: Some(3), ..heading }
            }
            Style::Item(List::Outer) => Look { indent: Indent::Hanging(3), ..item },
            Style::Item(List::Inner) => Look {
                id: "ListBullet2",
                name: "List Bullet 2",
                next: "ListBullet2",
                indent: Indent::Hanging(4),
                ..item
            },
            Style::Table => Look { id: "ReportTable", name: "年报表格", align: "center", ..table },
            Style::Note => Look { id: "ReportNote", name: "年报表注", line: 260, ..table },
            Style::Signature => Look {
                id: "Signature",
                name: "Signature",
                alias: "署名",
                next: "Date",
                before: LINE,
                align: "left",
                indent: Indent::None,
                keeps_next: true,
                ..body
            },
            Style::Date => {
                Look { id: "Date", name: "Date", alias: "成文日期", align: "left", indent: Indent::None, ..body }
            }
            Style::Footer => Look {
                id: "Footer",
                name: "footer",
                alias: "页码",
                font: SONG,
                size: 28,
                line: 280,
                align: "left",
                indent: Indent::None,
                ..body
            },
        }
    }
}

/// The part that holds the styles.
pub(crate) fn part() -> Vec<u8> {
    let mut xml = Markup::new();
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
            // The grid of characters is reckoned from the size of this style.
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
        for style in Style::ALL {
            paragraph_style(xml, style);
        }
        table_style(xml);
    });
    xml.into_bytes()
}

fn paragraph_style(xml: &mut Markup, style: Style) {
    let look = style.look();
    let is_own = look.name.starts_with("年报");
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", look.id)];
    if is_own {
        attributes.insert(1, ("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", look.name);
        if !look.alias.is_empty() {
            xml.value("w:aliases", look.alias);
        }
        xml.value("w:basedOn", "Normal");
        xml.value("w:next", look.next);
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if look.keeps_next {
                xml.empty("w:keepNext", &[]);
            }
            if let Style::Item(list) = style {
                numbering(xml, list);
            }
            // Lines and characters have the grid's distances by themselves: programs differ in
            // what they do with characters that are a trifle wider than the grid's.
            xml.value("w:snapToGrid", "0");
            let (line, before, after) = (look.line.to_string(), look.before.to_string(), look.after.to_string());
            xml.empty(
                "w:spacing",
                &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "exact")],
            );
            match look.indent {
                Indent::None => {}
                Indent::First => {
                    let first = (CELL * 2).to_string();
                    xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &first)]);
                }
                Indent::Hanging(characters) => {
                    xml.empty(
                        "w:ind",
                        &[("w:left", &(CELL * characters).to_string()), ("w:hanging", &CELL.to_string())],
                    );
                }
            }
            xml.value("w:jc", look.align);
            if let Some(level) = look.outline {
                xml.value("w:outlineLvl", &level.to_string());
            }
        });
        xml.element("w:rPr", &[], |xml| {
            fonts(xml, look.font);
            if look.size == BODY_SIZE {
                xml.value("w:spacing", CLOSER);
            }
            size(xml, look.size);
        });
    });
}

fn table_style(xml: &mut Markup) {
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        xml.value("w:name", "Table Grid");
        xml.value("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], borders);
    });
}

/// Uniform hairlines of half a point.
pub(crate) fn borders(xml: &mut Markup) {
    xml.element("w:tblBorders", &[], |xml| {
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")];
            xml.empty(side, &line);
        }
    });
}

/// Makes a paragraph an item of a list.
pub(crate) fn numbering(xml: &mut Markup, list: List) {
    xml.element("w:numPr", &[], |xml| {
        xml.value("w:ilvl", if list == List::Outer { "0" } else { "1" });
        xml.value("w:numId", "1");
    });
}

/// The indent of an item whose style has another one.
pub(crate) fn hanging(xml: &mut Markup, list: List) {
    let characters = if list == List::Outer { 3 } else { 4 };
    let (left, hanging) = ((CELL * characters).to_string(), CELL.to_string());
    xml.empty(
        "w:ind",
        &[("w:left", &left), ("w:hangingChars", "0"), ("w:hanging", &hanging), ("w:firstLineChars", "0")],
    );
}

/// The font for Chinese, with the one for figures beside it.
pub(crate) fn fonts(xml: &mut Markup, name: &str) {
    let latin = if name == SONG { SONG } else { LATIN };
    let names = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", name), ("w:cs", LATIN)];
    xml.empty("w:rFonts", &names);
}

/// The size in half points.
pub(crate) fn size(xml: &mut Markup, half_points: u32) {
    xml.value("w:sz", &half_points.to_string());
    xml.value("w:szCs", &half_points.to_string());
}
