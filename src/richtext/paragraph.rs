//! A paragraph: its level, its alignment and its runs of marked text. Must not know other paragraphs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CellBegin, CellLink, Figure, TextCell};

/// Fields of a file that this version does not know: kept and written back, never interpreted.
pub type UnknownFields = BTreeMap<String, serde_json::Value>;

/// A paragraph without its end of line. Its numbering, such as （一）, is part of its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "ParagraphFile", into = "ParagraphFile")]
pub struct Paragraph {
    /// Body text or a heading inside a section.
    pub level: Level,
    /// The alignment of its lines.
    pub align: ParagraphAlign,
    /// Whether it is an item of a list.
    pub list: Option<ListKind>,
    /// The figure that it is the caption of: the picture stands above its text.
    pub figure: Option<Figure>,
    /// The cell of a table that it stands in.
    pub cell: Option<TextCell>,
    /// Its text; neighbours differ in their marks, and none is empty.
    runs: Vec<Run>,
    /// Unknown fields of the file.
    pub extra: UnknownFields,
}

/// The rank of a paragraph (GB/T 9704 §7.3.3: the second to the fourth level; the first is the
/// section's title and belongs to the form).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Body text.
    #[default]
    Body,
    /// （一）, in 楷体.
    Second,
    /// 1., in 仿宋.
    Third,
    /// （1）, in 仿宋.
    Fourth,
}

/// The alignment of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphAlign {
    /// Flush at both edges; the last line at the left.
    #[default]
    Justify,
    /// At the left.
    Left,
    /// Centred.
    Center,
    /// At the right.
    Right,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// The outer level.
    Outer,
    /// The inner level.
    Inner,
}

/// Text with the same marks throughout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The characters; no end of line.
    pub text: String,
    /// Their formatting.
    #[serde(flatten)]
    pub marks: TextMarks,
    /// The cell that the text is linked to. Neighbours with the same link are one linked text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<CellLink>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// One kind of character formatting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextMark {
    /// 加粗
    Bold,
    /// 倾斜
    Italic,
    /// 下划线
    Underline,
    /// 上标
    Superscript,
    /// 待核实
    Unverified,
}

/// The formatting of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextMarks {
    /// 加粗
    #[serde(default, skip_serializing_if = "is_off")]
    pub bold: bool,
    /// 倾斜
    #[serde(default, skip_serializing_if = "is_off")]
    pub italic: bool,
    /// 下划线
    #[serde(default, skip_serializing_if = "is_off")]
    pub underline: bool,
    /// 上标
    #[serde(default, skip_serializing_if = "is_off")]
    pub superscript: bool,
    /// 待核实: seen by the writer, never printed; keeps the report from being ready.
    #[serde(default, skip_serializing_if = "is_off")]
    pub unverified: bool,
}

/// The paragraph as the draft file has it: `text` where no character is marked, else `runs`.
#[derive(Serialize, Deserialize)]
struct ParagraphFile {
    #[serde(default, skip_serializing_if = "is_default")]
    level: Level,
    #[serde(default, skip_serializing_if = "is_default")]
    align: ParagraphAlign,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<ListKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    runs: Vec<Run>,
    // As it is in the file: a figure of a newer version, which this one does not understand, is an unknown field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    figure: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<serde_json::Value>,
    #[serde(flatten)]
    extra: UnknownFields,
}

impl Paragraph {
    /// A paragraph of unmarked text. Ends of line in `text` are replaced by spaces.
    pub fn new(level: Level, text: impl Into<String>) -> Paragraph {
        Paragraph::marked(level, vec![Run { text: text.into(), ..Run::default() }])
    }

    /// A paragraph of these runs, empty ones dropped and equal neighbours joined.
    pub fn marked(level: Level, runs: Vec<Run>) -> Paragraph {
        let mut paragraph = Paragraph { level, ..Paragraph::default() };
        paragraph.set_runs(runs);
        paragraph
    }

    /// A figure without a caption.
    pub fn of_figure(figure: Figure) -> Paragraph {
        Paragraph { figure: Some(figure), ..Paragraph::default() }
    }

    /// An empty paragraph with this alignment.
    pub fn aligned(align: ParagraphAlign) -> Paragraph {
        Paragraph { align, ..Paragraph::default() }
    }

    /// The same in a cell of a table, or in none.
    #[must_use]
    pub fn in_cell(self, cell: Option<TextCell>) -> Paragraph {
        Paragraph { cell, ..self }
    }

    /// The runs in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Replaces the text, empty runs dropped and equal neighbours joined.
    pub fn set_runs(&mut self, mut runs: Vec<Run>) {
        // Two searches for bytes take less than one for either character.
        for run in runs.iter_mut().filter(|run| run.text.contains('\n') || run.text.contains('\r')) {
            run.text = run.text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        }
        runs.retain(|run| !run.text.is_empty());
        runs.dedup_by(|next, kept| {
            let is_same = kept.has_same_format(next);
            if is_same {
                kept.text.push_str(&next.text);
            }
            is_same
        });
        // A list that grew by one has room for four; of a long text that is most of what it takes.
        runs.shrink_to_fit();
        self.runs = runs;
    }

    /// An empty paragraph of the same level, alignment and list, in the same cell.
    pub fn empty_with_same_format(&self) -> Paragraph {
        let cell = self.cell.as_ref().map(|_| TextCell::default());
        Paragraph { level: self.level, align: self.align, list: self.list, cell, ..Paragraph::default() }
    }

    /// The number of characters.
    pub fn length(&self) -> usize {
        self.runs.iter().map(|run| run.text.chars().count()).sum()
    }

    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The text without formatting.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The characters with their marks.
    pub fn characters(&self) -> impl Iterator<Item = (char, TextMarks)> {
        self.runs.iter().flat_map(|run| run.text.chars().map(|character| (character, run.marks)))
    }

    /// Whether nothing of it is printed: it has no figure, is in no table and has no characters except white space.
    pub fn is_blank(&self) -> bool {
        self.figure.is_none() && self.cell.is_none() && self.is_wordless()
    }

    /// Whether it has no characters except white space.
    pub fn is_wordless(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Its text for people who compare versions: a figure is said before its caption, and what a cell begins and
    /// covers before its words.
    pub fn text_with_figure(&self) -> String {
        match (&self.figure, &self.cell) {
            (Some(figure), _) => match figure.chart() {
                Some(chart) => format!("［{}：{}］{}", chart.kind.label(), chart.of.label(), self.text()),
                None => format!("［图片：{}］{}", figure.alt.trim(), self.text()),
            },
            (None, Some(cell)) => format!("{}{}", cell_mark(cell), self.text()),
            (None, None) => self.text(),
        }
    }
}

impl Run {
    /// Unmarked text.
    pub fn new(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    /// Whether everything except the text is equal.
    pub fn has_same_format(&self, other: &Run) -> bool {
        self.marks == other.marks && self.link == other.link && self.extra == other.extra
    }
}

impl TextMark {
    /// Every mark, in the order of a toolbar.
    pub const ALL: [TextMark; 5] =
        [TextMark::Bold, TextMark::Italic, TextMark::Underline, TextMark::Superscript, TextMark::Unverified];
}

impl TextMarks {
    /// Whether `mark` is on.
    pub const fn has(self, mark: TextMark) -> bool {
        match mark {
            TextMark::Bold => self.bold,
            TextMark::Italic => self.italic,
            TextMark::Underline => self.underline,
            TextMark::Superscript => self.superscript,
            TextMark::Unverified => self.unverified,
        }
    }

    /// The same with `mark` on or off.
    pub const fn with(mut self, mark: TextMark, on: bool) -> TextMarks {
        match mark {
            TextMark::Bold => self.bold = on,
            TextMark::Italic => self.italic = on,
            TextMark::Underline => self.underline = on,
            TextMark::Superscript => self.superscript = on,
            TextMark::Unverified => self.unverified = on,
        }
        self
    }
}

impl From<ParagraphFile> for Paragraph {
    fn from(file: ParagraphFile) -> Paragraph {
        let plain = file.text.map(|text| Run { text, ..Run::default() });
        let mut paragraph = Paragraph::marked(file.level, plain.into_iter().chain(file.runs).collect());
        paragraph.align = file.align;
        paragraph.list = file.list;
        paragraph.extra = file.extra;
        if let Some(figure) = file.figure {
            match serde_json::from_value(figure.clone()) {
                Ok(known) => paragraph.figure = Some(known),
                Err(_) => drop(paragraph.extra.insert("figure".to_owned(), figure)),
            }
        }
        if let Some(cell) = file.cell {
            match serde_json::from_value(cell.clone()) {
                Ok(known) => paragraph.cell = Some(known),
                Err(_) => drop(paragraph.extra.insert("cell".to_owned(), cell)),
            }
        }
        paragraph
    }
}

impl From<Paragraph> for ParagraphFile {
    fn from(paragraph: Paragraph) -> ParagraphFile {
        let bare = Run::default();
        let plain = paragraph.runs.iter().all(|run| run.has_same_format(&bare));
        ParagraphFile {
            level: paragraph.level,
            align: paragraph.align,
            list: paragraph.list,
            text: plain.then(|| paragraph.text()),
            runs: if plain { Vec::new() } else { paragraph.runs },
            figure: paragraph.figure.and_then(|figure| serde_json::to_value(figure).ok()),
            cell: paragraph.cell.and_then(|cell| serde_json::to_value(cell).ok()),
            extra: paragraph.extra,
        }
    }
}

/// What people who compare versions see of a cell beside its words.
fn cell_mark(cell: &TextCell) -> String {
    let begins = match cell.begins {
        CellBegin::Paragraph => return String::new(),
        CellBegin::Cell => "｜",
        CellBegin::Row => "［行］｜",
        CellBegin::Table => "［表格］｜",
    };
    let header = if cell.header { "［表头］" } else { "" };
    match (cell.across.count(), cell.down.count()) {
        (1, 1) => format!("{header}{begins}"),
        (across, down) => format!("{header}{begins}［{across}列{down}行］"),
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference.
fn is_off(mark: &bool) -> bool {
    !mark
}
