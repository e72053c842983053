//! Edits that change formatting and links of text, not its words; and the one that updates linked
//! text. Must not know the form.

use super::edit::EditStep;
use super::{
    CellLink, Edit, Level, ListKind, Paragraph, ParagraphAlign, PositionMap, RichText, Run, TextMark, TextPosition,
    TextRange,
};

impl Edit {
    /// Turns `mark` on or off for the characters of `span`.
    pub fn mark(prose: &RichText, span: TextRange, mark: TextMark, on: bool) -> Edit {
        format_runs(prose, span, |run| run.marks = run.marks.with(mark, on))
    }

    /// Removes the links of the characters of `span`; a linked text that is only partly in it loses
    /// its whole link.
    pub fn unlink(prose: &RichText, span: TextRange) -> Edit {
        let spans = prose.selected_spans(span);
        let changed = prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
            let (start, end) = within(&spans, index, former)?;
            let (head, rest) = former.split_unlinked(start);
            let mut paragraph = former.clone();
            paragraph.set_runs(rest);
            let (mut middle, tail) = paragraph.split_unlinked(end - start);
            middle.iter_mut().for_each(|run| run.link = None);
            paragraph.set_runs(head.into_iter().chain(middle).chain(tail).collect());
            (paragraph != *former).then(|| (index, paragraph, Vec::new()))
        });
        Edit::of_paragraphs(changed)
    }

    /// Sets the level of the paragraphs that `span` touches.
    pub fn level(prose: &RichText, span: TextRange, level: Level) -> Edit {
        format_paragraphs(prose, span, |paragraph| {
            // The caption of a figure is neither a heading nor an item, nor is what stands in a cell.
            if paragraph.figure.is_none() && paragraph.cell.is_none() {
                paragraph.level = level;
            }
        })
    }

    /// Sets the alignment of the paragraphs that `span` touches.
    pub fn align(prose: &RichText, span: TextRange, align: ParagraphAlign) -> Edit {
        format_paragraphs(prose, span, |paragraph| paragraph.align = align)
    }

    /// Makes the paragraphs that `span` touches items of a list, or plain paragraphs.
    pub fn list(prose: &RichText, span: TextRange, list: Option<ListKind>) -> Edit {
        format_paragraphs(prose, span, |paragraph| {
            if paragraph.figure.is_none() && paragraph.cell.is_none() {
                paragraph.list = list;
            }
        })
    }

    /// Replaces every linked text by what `text_of` returns for its link; `None` and an empty text
    /// leave it unchanged, since an empty text would lose the link.
    pub fn update_links(prose: &RichText, text_of: impl Fn(&CellLink) -> Option<String>) -> Edit {
        Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
            let linked = former.runs().iter().any(|run| run.link.is_some());
            let (paragraph, moves) = linked.then(|| updated_links(index, former, &text_of))?;
            (!moves.is_empty()).then_some((index, paragraph, moves))
        }))
    }
}

impl RichText {
    /// Every linked text with its place, in order.
    pub fn links(&self) -> impl Iterator<Item = (TextRange, &CellLink)> {
        self.paragraphs.iter().enumerate().flat_map(|(index, paragraph)| {
            linked_texts(paragraph).filter_map(move |(start, end, runs)| {
                Some((TextRange::within(index, start, end), runs.first()?.link.as_ref()?))
            })
        })
    }

    /// The linked text at `position`, with its place.
    pub fn link_at(&self, position: TextPosition) -> Option<(TextRange, &CellLink)> {
        self.links().find(|(span, _)| span.start() <= position && position <= span.end())
    }
}

/// The runs of a paragraph, grouped by link, each group with its first character and one past its
/// last.
fn linked_texts(paragraph: &Paragraph) -> impl Iterator<Item = (usize, usize, &[Run])> {
    let mut at = 0;
    let same = |one: &Run, other: &Run| one.link.is_some() && one.link == other.link;
    paragraph.runs().chunk_by(same).map(move |runs| {
        let start = at;
        at += runs.iter().map(|run| run.text.chars().count()).sum::<usize>();
        (start, at, runs)
    })
}

/// The paragraph with its linked texts brought up to date, and how positions move.
fn updated_links(
    index: usize,
    former: &Paragraph,
    text_of: impl Fn(&CellLink) -> Option<String>,
) -> (Paragraph, Vec<PositionMap>) {
    let (mut runs, mut moves, mut shown) = (Vec::new(), Vec::new(), 0);
    for (start, end, linked) in linked_texts(former) {
        let text: String = linked.iter().map(|run| run.text.as_str()).collect();
        let link = linked.first().and_then(|run| run.link.as_ref());
        let wanted = link.and_then(&text_of).filter(|wanted| !wanted.is_empty() && *wanted != text);
        let length = match (wanted, linked.first()) {
            (Some(wanted), Some(first)) => {
                let length = wanted.chars().count();
                let old = TextRange::within(index, shown, shown + (end - start));
                moves.push(PositionMap { old, end: TextPosition::new(index, shown + length) });
                runs.push(Run { text: wanted, ..first.clone() });
                length
            }
            _ => {
                runs.extend(linked.iter().cloned());
                end - start
            }
        };
        shown += length;
    }
    let mut paragraph = former.clone();
    paragraph.set_runs(runs);
    (paragraph, moves)
}

/// The first character and one past the last of `paragraph` that are in one of these clamped spans; `None` where none
/// touches it.
fn within(spans: &[TextRange], index: usize, paragraph: &Paragraph) -> Option<(usize, usize)> {
    spans.iter().find_map(|span| {
        let (start, end) = (span.start(), span.end());
        if !(start.paragraph..=end.paragraph).contains(&index) {
            return None;
        }
        let first = if start.paragraph == index { start.character } else { 0 };
        let last = if end.paragraph == index { end.character } else { paragraph.length() };
        Some((first, last))
    })
}

fn format_runs(prose: &RichText, span: TextRange, change: impl Fn(&mut Run)) -> Edit {
    let spans = prose.selected_spans(span);
    Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
        let (start, end) = within(&spans, index, former)?;
        let (head, rest) = former.split(start);
        let mut paragraph = former.clone();
        paragraph.set_runs(rest);
        let (mut middle, tail) = paragraph.split(end - start);
        middle.iter_mut().for_each(&change);
        paragraph.set_runs(head.into_iter().chain(middle).chain(tail).collect());
        (paragraph != *former).then(|| (index, paragraph, Vec::new()))
    }))
}

fn format_paragraphs(prose: &RichText, span: TextRange, change: impl Fn(&mut Paragraph)) -> Edit {
    let spans = prose.selected_spans(span);
    if prose.is_empty() {
        let mut paragraph = Paragraph::default();
        change(&mut paragraph);
        let changed = paragraph != Paragraph::default();
        let step = EditStep { first: 0, count: 0, paragraphs: vec![paragraph], moves: Vec::new() };
        return Edit { steps: if changed { vec![step] } else { Vec::new() } };
    }
    Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
        within(&spans, index, former)?;
        let mut paragraph = former.clone();
        change(&mut paragraph);
        (paragraph != *former).then(|| (index, paragraph, Vec::new()))
    }))
}
