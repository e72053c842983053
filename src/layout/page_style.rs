//! The style of pages: the measures of GB/T 9704—2012 and the choices that a unit has. Must not
//! know any report.

use super::Length;

/// The measures of the page and the choices that a unit has.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Width of the paper: A4, 210 mm.
    pub paper_width: Length,
    /// Height of the paper: A4, 297 mm.
    pub paper_height: Length,
    /// The binding margin at the left, 28 mm (§5.2.1).
    pub binding_margin: Length,
    /// The head margin, 37 mm (§5.2.1).
    pub head_margin: Length,
    /// Width of the type area, 156 mm (§5.2.1).
    pub type_width: Length,
    /// Height of the type area, 225 mm (§5.2.1).
    pub type_height: Length,
    /// Lines on a page, 22 (§5.2.3).
    pub lines: usize,
    /// Characters in a line, 28 (§5.2.3).
    pub characters: i32,
    /// Body text: 3号, 16 pt (§5.2.2).
    pub body: Length,
    /// The title: 2号, 22 pt (§7.3.1).
    pub title: Length,
    /// Page numbers: 4号, 14 pt (§7.5).
    pub page_number: Length,
    /// Tables: 10 pt, as in the official template.
    pub table: Length,
    /// The least size that a table's number or word shrinks to before it is wrapped.
    pub table_least: Length,
    /// Rules of tables: half a point.
    pub hairline: Length,
    /// Whether every page has the mark 送审稿.
    pub review_mark: bool,
    /// Whether an approval sheet, 审签单, comes before the report.
    pub approval_sheet: bool,
    /// Where comments and tracked changes stand; nowhere on what is published.
    pub notes: Option<NotePlace>,
}

/// Where the words of comments and tracked changes stand on paper for review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotePlace {
    /// Beside the lines that they are about.
    Margin,
    /// On pages of their own after the report; beside the lines are their numbers.
    End,
}

impl PageStyle {
    /// The style of GB/T 9704—2012 with the official template's tables.
    pub const fn official() -> PageStyle {
        PageStyle {
            paper_width: Length::tenths_mm(2100),
            paper_height: Length::tenths_mm(2970),
            binding_margin: Length::tenths_mm(280),
            head_margin: Length::tenths_mm(370),
            type_width: Length::tenths_mm(1560),
            type_height: Length::tenths_mm(2250),
            lines: 22,
            characters: 28,
            body: Length::pt(16),
            title: Length::pt(22),
            page_number: Length::pt(14),
            table: Length::pt(10),
            table_least: Length::pt(7),
            hairline: Length::milli(500),
            review_mark: false,
            approval_sheet: false,
            notes: None,
        }
    }

    /// The same with notes there. The margin for binding makes room for those beside the lines: lines and pages break where
    /// they do without notes.
    pub const fn with_notes(self, notes: Option<NotePlace>) -> PageStyle {
        let binding_margin = match notes {
            Some(NotePlace::Margin) => Length::tenths_mm(140),
            _ => self.binding_margin,
        };
        PageStyle { binding_margin, notes, ..self }
    }

    /// The width of a cell of the grid: 156 mm in 28.
    pub fn cell(&self) -> Length {
        self.type_width / self.characters.max(1)
    }

    /// The top of line `line`, counted from 0, from the page's top; the last line ends where the
    /// type area ends.
    pub fn line_top(&self, line: usize) -> Length {
        let (line, lines) = (i64::try_from(line).unwrap_or(i64::MAX), i64::try_from(self.lines.max(1)).unwrap_or(1));
        self.head_margin + self.type_height.scaled(line, lines)
    }

    /// The height of one line of the grid: 225 mm in 22.
    pub fn line(&self) -> Length {
        self.type_height.scaled(1, i64::try_from(self.lines.max(1)).unwrap_or(1))
    }

    /// How many lines of the grid hold `height`.
    pub fn lines_for(&self, height: Length) -> usize {
        let (height, line) = (height.thousandths().max(0), self.line().thousandths().max(1));
        // Rounding by 1/1000 pt must not add a line.
        usize::try_from((height - 20).max(0) / line + 1).unwrap_or(usize::MAX)
    }
}

impl Default for PageStyle {
    fn default() -> PageStyle {
        PageStyle::official()
    }
}
