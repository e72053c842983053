//! The page setup in twips (1/1440 inch): GB/T 9704—2012 as section properties. Must not know the
//! report.

use crate::ooxml::xml_writer::XmlWriter;

/// A4, 210 mm × 297 mm (§5.1).
const PAPER: (u32, u32) = (11_906, 16_838);
/// The head margin, 37 mm (§5.2.1).
const TOP: u32 = 2098;
/// The binding margin, 28 mm (§5.2.1).
const LEFT: u32 = 1587;
/// The margins right of and below a type area of 156 mm × 225 mm: 26 mm and 35 mm.
const RIGHT: u32 = 1474;
const BOTTOM: u32 = 1984;

/// Width of the type area.
pub(crate) const WIDTH: u32 = PAPER.0 - LEFT - RIGHT;

/// Lines of the type area (§5.2.3).
pub(crate) const LINES: u32 = 22;

/// The line pitch: the type area's height divided by 22, rounded down so that 22 lines fit.
pub(crate) const LINE: u32 = (PAPER.1 - TOP - BOTTOM) / LINES;

/// The width of a character of the grid: the type area's width in 28 (§5.2.3), rounded.
pub(crate) const CELL: u32 = WIDTH / 28;

/// What the character grid adds to a character of 16 pt, in 1/4096 pt, so that 28 characters fill a
/// line: 442.25 pt / 28 − 16 pt.
const CHARACTER_SPACE: &str = "-842";

/// The distance from the bottom of the paper to the bottom of the page number, so that its dashes
/// are 7 mm below the type area (§7.5): in a line of 14 pt the dash is 5 pt above the bottom.
const FOOTER: u32 = 1487;

/// The section's properties: paper, margins, grid, and by relationship its header, where it has one, and its footers
/// of odd and even pages.
pub(crate) fn section(xml: &mut XmlWriter, header: Option<&str>, (odd, even): (&str, &str)) {
    xml.element("w:sectPr", &[], |xml| {
        for pages in header.map(|_| ["default", "even"]).into_iter().flatten() {
            xml.empty("w:headerReference", &[("w:type", pages), ("r:id", header.unwrap_or_default())]);
        }
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", odd)]);
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", even)]);
        xml.empty("w:pgSz", &[("w:w", &PAPER.0.to_string()), ("w:h", &PAPER.1.to_string())]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &TOP.to_string()),
                ("w:right", &RIGHT.to_string()),
                ("w:bottom", &BOTTOM.to_string()),
                ("w:left", &LEFT.to_string()),
                ("w:header", "851"),
                ("w:footer", &FOOTER.to_string()),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:pgNumType", &[("w:start", "1")]);
        xml.empty("w:cols", &[("w:space", "425")]);
        let line = LINE.to_string();
        let grid = [("w:type", "linesAndChars"), ("w:linePitch", line.as_str()), ("w:charSpace", CHARACTER_SPACE)];
        xml.empty("w:docGrid", &grid);
    });
}
