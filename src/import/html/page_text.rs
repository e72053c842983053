//! A page's tree → its paragraphs and the rows of its tables in reading order, with white space as
//! a browser shows it. Must not know the form or where the report begins.

use super::block_tables;
use super::dom::{Dom, DomId};
use super::dom_element::{DomContent, DomElement};
use super::element_style;
use super::html_tables;
use super::shown_text::ShownText;
use crate::import::source_document::SourceLine;
use crate::import::source_table::{SourceTable, SourceTableCell, SourceTableRow};
use crate::richtext::{ListKind, ParagraphAlign, Run, TextMarks};

/// A paragraph or a row, in the order in which it is read.
#[derive(Clone, Debug)]
pub(super) struct HtmlBlock {
    /// The element that contains it.
    pub node: DomId,
    /// Whether it is in the navigation of a site or a page.
    pub is_navigation: bool,
    /// Its content.
    pub content: PageText,
}

/// The content of a block.
#[derive(Clone, Debug)]
pub(super) enum PageText {
    /// A paragraph.
    Paragraph(HtmlParagraph),
    /// A row of a table; positions covered by a merged cell are empty.
    Row(Vec<String>),
}

/// A paragraph as the page has it.
#[derive(Clone, Debug, Default)]
pub(super) struct HtmlParagraph {
    /// The rank of the heading, 1 to 6.
    pub rank: Option<u8>,
    /// Whether it is an item of a list.
    pub list: Option<ListKind>,
    /// Its alignment.
    pub align: ParagraphAlign,
    /// Its text.
    pub runs: Vec<Run>,
}

impl HtmlParagraph {
    /// Its text without marks.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl PageText {
    /// Its text, cells separated by a space.
    pub(super) fn text(&self) -> String {
        match self {
            PageText::Paragraph(paragraph) => paragraph.text(),
            PageText::Row(cells) => {
                let filled = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty());
                filled.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The text of a page, and where its images are.
pub(super) struct PageContents {
    /// The paragraphs and rows.
    pub blocks: Vec<HtmlBlock>,
    /// The images that are shown, each with the number of the block that it is in or follows, from 1 and without those
    /// of navigation.
    pub images: Vec<(usize, DomId)>,
    /// The tables that may be in the text.
    pub tables: Vec<SourceTable>,
}

/// Everything in the tree that is shown, as text.
pub(super) fn blocks(tree: &Dom) -> Vec<HtmlBlock> {
    contents(tree).blocks
}

/// Everything in the tree that is shown.
pub(super) fn contents(tree: &Dom) -> PageContents {
    let mut reader = PageTextReader {
        tree,
        shown: ShownText::of(tree),
        found: Vec::new(),
        images: Vec::new(),
        tables: Vec::new(),
        text_count: 0,
        open: HtmlParagraph::default(),
        node: 0,
        is_navigation: false,
        pending: None,
    };
    reader.read_all(0, TextContext::default());
    PageContents { blocks: reader.found, images: reader.images, tables: reader.tables }
}

/// What an element passes on to its descendants.
#[derive(Clone, Copy, Default)]
struct TextContext {
    marks: TextMarks,
    align: ParagraphAlign,
    rank: Option<u8>,
    list: Option<ListKind>,
    /// How many lists it is in.
    lists: usize,
    keeps_space: bool,
    is_navigation: bool,
    node: DomId,
}

struct PageTextReader<'a> {
    tree: &'a Dom,
    shown: ShownText,
    found: Vec<HtmlBlock>,
    images: Vec<(usize, DomId)>,
    tables: Vec<SourceTable>,
    /// How many of the blocks are no navigation.
    text_count: usize,
    open: HtmlParagraph,
    node: DomId,
    is_navigation: bool,
    /// White space that is shown once a character follows it, and whether it has a line feed.
    pending: Option<bool>,
}

/// A step of the traversal: into a node, or out of a block.
enum FlowStep {
    Into(DomId, TextContext),
    Out,
}

impl PageTextReader<'_> {
    /// Traverses the tree without recursion, since pages may be nested deeply.
    fn read_all(&mut self, first: DomId, context: TextContext) {
        let mut steps = vec![FlowStep::Into(first, context)];
        while let Some(step) = steps.pop() {
            let FlowStep::Into(id, context) = step else {
                self.close();
                continue;
            };
            match self.tree.content(id) {
                DomContent::Text(text) => self.text(text, context),
                DomContent::Element(_) if self.shown.is_unseen(id) => {}
                DomContent::Element(element) if element.tag() == "br" => self.close(),
                DomContent::Element(element) if element.tag() == "img" => {
                    let inside = usize::from(!self.open.runs.is_empty());
                    if !context.is_navigation {
                        self.images.push((self.text_count + inside, id));
                    }
                }
                DomContent::Element(element) => {
                    let block = element_style::is_block(element);
                    if block {
                        self.close();
                        steps.push(FlowStep::Out);
                    }
                    let rows = match element.tag() {
                        "table" => html_tables::rows(self.tree, &self.shown, id),
                        _ if block => block_tables::rows(self.tree, &self.shown, id),
                        _ => None,
                    };
                    if let Some(rows) = rows {
                        let is_navigation = context.is_navigation || is_navigation(element);
                        let caption = self.tree.children(id).find(|child| self.tree.tag(*child) == "caption");
                        if let Some(caption) = caption {
                            let align = ParagraphAlign::Center;
                            self.caption(caption, TextContext { is_navigation, node: id, align, ..context });
                        }
                        let row = |cells| HtmlBlock { node: id, is_navigation, content: PageText::Row(cells) };
                        let (before, count) = (self.found.len(), self.text_count);
                        self.found.extend(rows.into_iter().map(row));
                        self.text_count += if is_navigation { 0 } else { self.found.len() - before };
                        let in_rows = self.tree.below(id, |node| Some(node) != caption);
                        let images = in_rows.filter(|node| self.tree.tag(*node) == "img");
                        self.images.extend(images.filter(|_| !is_navigation).map(|image| (self.text_count, image)));
                        if !is_navigation {
                            let table = self.table(id, context, (count + 1, self.text_count));
                            self.tables.extend(table);
                        }
                        continue;
                    }
                    let bullet = element_style::declarations(element)
                        .any(|(name, value)| name == "mso-list" && value == "ignore");
                    if bullet && is_bullet(self.tree.texts(id)) {
                        continue;
                    }
                    let inner = self.within(id, context, block);
                    self.descend(id, inner, &mut steps);
                }
                DomContent::Nothing => self.descend(id, context, &mut steps),
            }
        }
        self.close();
    }

    /// The caption of a table, wherever a page shows it, as paragraphs before its rows.
    fn caption(&mut self, id: DomId, context: TextContext) {
        if self.tree.below(id, |_| true).all(|node| self.tree.tag(node) != "table") {
            self.read_all(id, context);
            return;
        }
        // Tables in captions in tables are as deep as a page likes.
        let words = html_tables::cell_text(self.tree, &self.shown, id);
        self.push(words, context);
        self.close();
    }

    /// The table as one that may be in the text; `None` where another is in it.
    fn table(&mut self, id: DomId, context: TextContext, lines: (usize, usize)) -> Option<SourceTable> {
        let rows = html_tables::cells(self.tree, &self.shown, id)?;
        let mut all = Vec::with_capacity(rows.len());
        for (header, cells) in rows {
            let mut own = SourceTableRow { header, cells: Vec::with_capacity(cells.len()) };
            for (cell, across, down) in cells {
                own.cells.push(SourceTableCell { across, down, continues: false, lines: self.cell(cell, context) });
            }
            all.push(own);
        }
        SourceTable::of(lines, all)
    }

    /// The paragraphs of a cell.
    fn cell(&mut self, id: DomId, context: TextContext) -> Vec<SourceLine> {
        let outer = (std::mem::take(&mut self.found), std::mem::take(&mut self.images), self.text_count);
        self.read_all(id, TextContext { rank: None, list: None, ..context });
        let found = std::mem::take(&mut self.found).into_iter().filter_map(|block| match block.content {
            PageText::Paragraph(own) => Some(SourceLine { align: own.align, runs: own.runs, ..SourceLine::default() }),
            PageText::Row(_) => None,
        });
        let lines = found.collect();
        (self.found, self.images, self.text_count) = outer;
        lines
    }

    fn descend(&self, id: DomId, context: TextContext, steps: &mut Vec<FlowStep>) {
        let first = steps.len();
        steps.extend(self.tree.children(id).map(|child| FlowStep::Into(child, context)));
        if let Some(added) = steps.get_mut(first..) {
            added.reverse();
        }
    }

    /// The context inside an element.
    fn within(&self, id: DomId, around: TextContext, block: bool) -> TextContext {
        let Some(element) = self.tree.element(id) else { return around };
        let mut inner = around;
        inner.marks = element_style::marks(element, around.marks);
        inner.align = element_style::align(element).unwrap_or(around.align);
        inner.keeps_space = element_style::keeps_space(element).unwrap_or(around.keeps_space);
        if let Some(rank) = element_style::rank(element) {
            inner.rank = Some(rank);
            // A heading is bold by default; that is not formatting of the text.
            inner.marks.bold = around.marks.bold;
        }
        if element.tag() == "li" || element_style::declarations(element).any(|(name, value)| is_word_list(name, &value))
        {
            let is_inner = around.list.is_some() || is_inner(element, around.lists);
            inner.list = Some(if is_inner { ListKind::Inner } else { ListKind::Outer });
        }
        inner.lists += usize::from(matches!(element.tag(), "ul" | "ol"));
        inner.is_navigation = around.is_navigation || is_navigation(element);
        if block {
            inner.node = id;
        }
        inner
    }

    fn text(&mut self, text: &str, context: TextContext) {
        let mut shown = String::new();
        for character in text.chars() {
            match character {
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '\n' if context.keeps_space => {
                    self.push(std::mem::take(&mut shown), context);
                    self.close();
                }
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !context.keeps_space => {
                    if !shown.is_empty() || !self.open.runs.is_empty() {
                        self.pending = Some(self.pending.unwrap_or(false) || character == '\n');
                    }
                }
                // A no-break space becomes a space, since lines are broken again.
                '\u{a0}' => shown.push(' '),
                other if other.is_control() && other != '\t' => {}
                other => {
                    if let Some(line_ends) = self.pending.take() {
                        let last = shown.chars().last().or_else(|| self.open.runs.last()?.text.chars().last());
                        // A line feed between two Chinese characters is not a space.
                        let seamless = line_ends && last.is_some_and(is_wide) && is_wide(other);
                        shown.push_str(if seamless { "" } else { " " });
                    }
                    shown.push(other);
                }
            }
        }
        self.push(shown, context);
    }

    fn push(&mut self, text: String, context: TextContext) {
        if text.is_empty() {
            return;
        }
        if self.open.runs.is_empty() {
            (self.node, self.is_navigation) = (context.node, context.is_navigation);
            self.open.rank = context.rank;
            self.open.list = context.list;
            self.open.align = context.align;
        }
        self.open.runs.push(Run { text, marks: context.marks, ..Run::default() });
    }

    /// Ends the paragraph.
    fn close(&mut self) {
        self.pending = None;
        let paragraph = std::mem::take(&mut self.open);
        if !paragraph.text().trim().is_empty() {
            self.text_count += usize::from(!self.is_navigation);
            self.found.push(HtmlBlock {
                node: self.node,
                is_navigation: self.is_navigation,
                content: PageText::Paragraph(paragraph),
            });
        }
    }
}

/// Whether an item that is within so many `lists` is in a nested one.
fn is_inner(item: &DomElement, lists: usize) -> bool {
    let list = element_style::declarations(item).find(|(name, _)| *name == "mso-list");
    let level = list.and_then(|(_, value)| value.split(' ').find_map(|word| word.strip_prefix("level")?.parse().ok()));
    level.map_or(lists > 1, |level: u32| level > 1)
}

/// Whether the element is the navigation of a site or a page.
fn is_navigation(element: &DomElement) -> bool {
    element.tag() == "nav" || element.attribute("role") == Some("navigation")
}

/// Whether a word processor's label of an item is a bullet and not a number.
fn is_bullet<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut characters = texts.flat_map(str::chars).filter(|one| !one.is_whitespace());
    let first = characters.next();
    first.is_some_and(|one| !one.is_alphanumeric() && !"（(".contains(one))
        || (first == Some('o') || first == Some('l') || first == Some('n') || first == Some('u'))
            && characters.next().is_none()
}

/// Whether a word processor's style makes a bulleted or numbered paragraph.
fn is_word_list(name: &str, value: &str) -> bool {
    name == "mso-list" && value.split(' ').any(|word| word.starts_with("level"))
}

/// Whether no space is written next to the character: Chinese characters and punctuation.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '…' | '—')
}
