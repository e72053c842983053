//! Section text, title and signature as paragraphs of the document. Must not know tables or the
//! package.

use super::docx_comments::{AnchoredComment, DocxComments};
use super::docx_figures::FiguresOfText;
use super::docx_prose_table::prose_table;
use super::docx_reviewed::ReviewedProse;
use super::docx_revisions::DocxRevisions;
use super::docx_styles::{DocxStyle, hanging, numbering};
use super::embedded_draft::CHUNK;
use super::page_setup::{CELL, WIDTH};
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{Place, ReportText, Signature};
use crate::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, TextBlock, TextMarks};

/// The report's title, its rows separated by line breaks.
pub(crate) fn title(xml: &mut XmlWriter, rows: &[String], comments: DocxComments<'_>) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", DocxStyle::Title.id()));
        comments.around(xml, Place::Title, |xml| {
            for (number, row) in rows.iter().filter(|row| !row.is_empty()).enumerate() {
                if number > 0 {
                    xml.element("w:r", &[], |xml| xml.empty("w:br", &[]));
                }
                run(xml, &Run::new(row.as_str()));
            }
        });
    });
}

/// A paragraph of one line in a style, such as a section's title, with a space of `above` twips
/// before it.
pub(crate) fn line(xml: &mut XmlWriter, style: DocxStyle, text: &str, above: u32) {
    line_around(xml, style, above, |xml| run(xml, &Run::new(text)));
}

/// As [`line()`], with this content.
pub(crate) fn line_around(xml: &mut XmlWriter, style: DocxStyle, above: u32, content: impl FnOnce(&mut XmlWriter)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style.id());
            if above > 0 {
                xml.empty("w:spacing", &[("w:before", &above.to_string())]);
            }
        });
        content(xml);
    });
}

/// The paragraphs of a section without the blank ones, which are not printed either. `keeps_last_with_next`:
/// the last one is kept with the next.
pub(crate) fn prose(
    xml: &mut XmlWriter,
    (part, prose): (ReportText, &RichText),
    figures: &FiguresOfText<'_>,
    (comments, revisions): (DocxComments<'_>, &DocxRevisions<'_>),
    keeps_last_with_next: bool,
) {
    if let Some(paragraphs) = revisions.paragraphs(part) {
        let text = ReviewedProse { part, prose, figures, comments, revisions };
        return text.write(xml, &paragraphs, keeps_last_with_next);
    }
    let is_printed = |block: &TextBlock<'_>| !matches!(block, TextBlock::Paragraph(_, one) if one.is_blank());
    let printed: Vec<_> = prose.blocks().filter(is_printed).collect();
    for (at, block) in printed.iter().enumerate() {
        let is_last = at + 1 == printed.len();
        match block {
            TextBlock::Table(table) => {
                prose_table(xml, prose, table, &|xml: &mut XmlWriter, number: usize, is_head: bool| {
                    let own = prose.paragraphs.get(number);
                    cell_paragraph(xml, own, &comments.on_paragraph(part, number), is_head);
                });
                // Word makes one table of two that nothing parts, and ends no document with one.
                if is_last || matches!(printed.get(at + 1), Some(TextBlock::Table(_))) {
                    paragraph(xml, &Paragraph::default(), &[], keeps_last_with_next && is_last);
                }
            }
            TextBlock::Paragraph(number, one) => {
                let keeps_next = keeps_last_with_next && is_last || prose.is_table_caption(*number);
                match &one.figure {
                    Some(figure) => figures.write(xml, (*number, one), figure, keeps_next),
                    None => paragraph(xml, one, &comments.on_paragraph(part, *number), keeps_next),
                }
            }
        }
    }
}

/// A paragraph of a cell, or an empty one; one of a head is kept with the rows below.
pub(super) fn cell_paragraph(
    xml: &mut XmlWriter,
    paragraph: Option<&Paragraph>,
    comments: &[AnchoredComment],
    is_head: bool,
) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            cell_properties(xml, paragraph.map(|paragraph| paragraph.align).unwrap_or_default(), is_head);
        });
        match paragraph {
            Some(paragraph) if comments.is_empty() => paragraph.runs().iter().for_each(|one| run(xml, one)),
            Some(paragraph) => {
                let runs: Vec<&Run> = paragraph.runs().iter().collect();
                commented(xml, &runs, comments, &|xml, _, one| run(xml, one));
            }
            None => {}
        }
    });
}

/// The properties of a paragraph of a cell.
pub(super) fn cell_properties(xml: &mut XmlWriter, align: ParagraphAlign, is_head: bool) {
    xml.value("w:pStyle", DocxStyle::Table.id());
    if is_head {
        xml.empty("w:keepNext", &[]);
    }
    // The style is centred.
    xml.value("w:jc", align_value(align).unwrap_or("both"));
}

/// How Word names an alignment; `None` for that of its styles of text.
const fn align_value(align: ParagraphAlign) -> Option<&'static str> {
    match align {
        ParagraphAlign::Justify => None,
        ParagraphAlign::Left => Some("left"),
        ParagraphAlign::Center => Some("center"),
        ParagraphAlign::Right => Some("right"),
    }
}

/// An empty line, the unit with a right margin of two characters, and the date, which begins two
/// characters right of the unit (GB/T 9704 §7.3.5.2).
pub(crate) fn signature(xml: &mut XmlWriter, signature: &Signature) {
    let (unit, date) = (signature.unit.trim(), signature.date.official());
    let right = WIDTH.saturating_sub(CELL * 2);
    let of_unit = right.saturating_sub(width(unit, CELL));
    let of_date = right.saturating_sub(width(&date, CELL) + CELL * 2);
    let left = of_unit.min(of_date);
    for (style, text, left) in [(DocxStyle::Signature, unit, left), (DocxStyle::Date, &date, left + CELL * 2)] {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", style.id());
                xml.empty("w:ind", &[("w:left", &left.to_string())]);
            });
            run(xml, &Run::new(text));
        });
    }
}

/// The width of text, with Chinese characters of the width `cell` and others half as wide.
pub(crate) fn width(text: &str, cell: u32) -> u32 {
    text.chars().map(|one| if one.is_ascii() { cell.div_ceil(2) } else { cell }).fold(0, u32::saturating_add)
}

/// A run: characters with the same formatting.
pub(crate) fn run(xml: &mut XmlWriter, run: &Run) {
    changed_run(xml, run, "w:t", &|_| {});
}

/// As [`run()`], its text in elements `text`; what it looked like before, if that was another look, `former` writes.
pub(crate) fn changed_run(xml: &mut XmlWriter, run: &Run, text: &str, former: &dyn Fn(&mut XmlWriter)) {
    match &run.link {
        // A content control without a visible frame.
        Some(link) => xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| xml.value("w:tag", link.as_str()));
            xml.element("w:sdtContent", &[], |xml| characters(xml, run, text, former));
        }),
        None => characters(xml, run, text, former),
    }
}

pub(super) fn paragraph(xml: &mut XmlWriter, paragraph: &Paragraph, comments: &[AnchoredComment], keeps_next: bool) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| properties(xml, paragraph, keeps_next));
        if comments.is_empty() {
            paragraph.runs().iter().for_each(|one| run(xml, one));
        } else {
            let runs: Vec<&Run> = paragraph.runs().iter().collect();
            commented(xml, &runs, comments, &|xml, _, one| run(xml, one));
        }
    });
}

/// The properties of a paragraph.
pub(crate) fn properties(xml: &mut XmlWriter, paragraph: &Paragraph, keeps_next: bool) {
    let is_item = paragraph.list.is_some() && paragraph.level == Level::Body;
    let style = match (paragraph.level, paragraph.list) {
        (Level::Body, Some(list)) => DocxStyle::Item(list),
        (level, _) => DocxStyle::Level(level),
    };
    xml.value("w:pStyle", style.id());
    if keeps_next {
        xml.empty("w:keepNext", &[]);
    }
    match paragraph.list {
        Some(list) if !is_item => {
            numbering(xml, list);
            hanging(xml, list);
        }
        _ => aligned(xml, paragraph.align, paragraph.list),
    }
    if let Some(align) = align_value(paragraph.align) {
        xml.value("w:jc", align);
    }
}

/// The runs of a paragraph, divided where comments begin and end. A linked number is not divided: a comment that begins
/// or ends within is about all of it.
pub(crate) fn commented(
    xml: &mut XmlWriter,
    runs: &[&Run],
    comments: &[AnchoredComment],
    write: &dyn Fn(&mut XmlWriter, usize, &Run),
) {
    let mut at = 0;
    let mut linked = Vec::new();
    for run in runs {
        let end = at + run.text.chars().count();
        linked.extend(run.link.is_some().then_some((at, end)));
        at = end;
    }
    let length = at;
    let whole = |place: usize, is_end: bool| {
        let inside = linked.iter().find(|(start, end)| *start < place && place < *end);
        inside.map_or(place.min(length), |(start, end)| if is_end { *end } else { *start })
    };
    let spans: Vec<(usize, usize, &AnchoredComment)> =
        comments.iter().map(|one| (whole(one.span.0, false), whole(one.span.1, true), one)).collect();
    // Those that end come first, then those on a point, then those that begin.
    let turn = |xml: &mut XmlWriter, place: usize| {
        let is_point = |(start, end, _): &&(usize, usize, &AnchoredComment)| start == end;
        spans.iter().filter(|one| !is_point(one) && one.1 == place).for_each(|one| one.2.end(xml));
        for one in spans.iter().filter(|one| is_point(one) && one.0 == place) {
            one.2.start(xml);
            one.2.end(xml);
        }
        spans.iter().filter(|one| !is_point(one) && one.0 == place).for_each(|one| one.2.start(xml));
    };
    let mut at = 0;
    turn(xml, 0);
    for (number, one) in runs.iter().enumerate() {
        let mut rest = Run::clone(one);
        let mut left: Vec<char> = one.text.chars().collect();
        let end = at + left.len();
        let mut stops: Vec<usize> = spans.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
        stops.retain(|stop| at < *stop && *stop < end);
        stops.push(end);
        stops.sort_unstable();
        stops.dedup();
        for stop in stops {
            let tail = left.split_off(stop - at);
            rest.text = left.into_iter().collect();
            write(xml, number, &rest);
            (left, at) = (tail, stop);
            turn(xml, at);
        }
    }
}

/// Centred and right-aligned text has no indent.
fn aligned(xml: &mut XmlWriter, align: ParagraphAlign, list: Option<ListKind>) {
    if list.is_none() && matches!(align, ParagraphAlign::Center | ParagraphAlign::Right) {
        xml.empty("w:ind", &[("w:firstLineChars", "0"), ("w:firstLine", "0")]);
    }
}

fn characters(xml: &mut XmlWriter, run: &Run, element: &str, former: &dyn Fn(&mut XmlWriter)) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            looks(xml, run.marks);
            former(xml);
        });
        let mut parts = run.text.split('\t');
        if let Some(first) = parts.next() {
            text(xml, element, first);
        }
        for part in parts {
            xml.empty("w:tab", &[]);
            text(xml, element, part);
        }
    });
}

/// The properties of characters. Quotation marks and dashes are Chinese ones.
pub(crate) fn looks(xml: &mut XmlWriter, marks: TextMarks) {
    xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
    formatting(xml, marks);
}

/// Characters in elements of this name, none of them longer than readers take.
pub(crate) fn text(xml: &mut XmlWriter, element: &str, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.char_indices().nth(CHUNK).map_or(rest.len(), |(byte, _)| byte));
        xml.element(element, &[("xml:space", "preserve")], |xml| xml.text(part));
        rest = after;
    }
}

fn formatting(xml: &mut XmlWriter, marks: TextMarks) {
    if marks.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if marks.italic {
        xml.empty("w:i", &[]);
        xml.empty("w:iCs", &[]);
    }
    if marks.unverified {
        xml.value("w:highlight", "yellow");
    }
    if marks.underline {
        xml.value("w:u", "single");
    }
    if marks.superscript {
        xml.value("w:vertAlign", "superscript");
    }
}
