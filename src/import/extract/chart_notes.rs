//! The notes in which texts without pictures say a chart of ours, back to the chart: ［柱形图，申请的办理结果：…］ and the
//! caption below it. The numbers in a note are those of the report, which are read from its tables. Must not know files.

use super::figure_caption::caption;
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::{FigureNumbers, Report};
use crate::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph, RichText};

/// Puts charts in the places of their notes.
pub(super) fn restore(report: &mut Report) {
    std::iter::once(&mut report.preface).chain(report.sections.values_mut()).for_each(restore_in);
}

/// Whether a line is the note of a chart or the caption of a figure, as this program writes them: names and numbers like
/// those of a table, of which it is no part.
pub(super) fn is_of_figure(block: &SourceBlock) -> bool {
    let BlockContent::Text(line) = &block.content else { return false };
    // Nearly all lines begin with something else.
    let Some(first) = line.runs.first().map(|run| run.text.trim_start()) else { return false };
    let is_note = |rest: &str| ChartKind::ALL.iter().any(|kind| rest.starts_with(kind.label()));
    let is_caption = |rest: &str| {
        let words = rest.trim_start_matches(|one: char| one.is_ascii_digit());
        words.len() < rest.len() && words.starts_with(FigureNumbers::GAP)
    };
    first.strip_prefix('［').is_some_and(is_note) || first.strip_prefix('图').is_some_and(is_caption)
}

fn restore_in(prose: &mut RichText) {
    let mut at = 0;
    while let Some(paragraph) = prose.paragraphs.get(at) {
        let Some(choice) = choice(paragraph) else {
            at += 1;
            continue;
        };
        // A table that did not come with the text is not to be had; the note has its numbers.
        if choice.of != ChartSubject::Table || prose.table_above(at).is_some() {
            let next = prose.paragraphs.get(at + 1).filter(|next| next.figure.is_none() && next.cell.is_none());
            let found = next.and_then(caption);
            if found.is_some() {
                prose.paragraphs.remove(at + 1);
            }
            let mut own = found.unwrap_or_default();
            own.figure = Some(Figure::of_chart(choice));
            if let Some(slot) = prose.paragraphs.get_mut(at) {
                *slot = own;
            }
        }
        at += 1;
    }
}

/// The chart that a paragraph is the note of.
fn choice(paragraph: &Paragraph) -> Option<ChartChoice> {
    if paragraph.level != Level::Body || paragraph.figure.is_some() || paragraph.cell.is_some() {
        return None;
    }
    let text = paragraph.text();
    let (kind, rest) = text.trim().strip_prefix('［')?.strip_suffix('］')?.split_once('，')?;
    let kind = ChartKind::ALL.into_iter().find(|own| own.label() == kind)?;
    let of = ChartSubject::ALL
        .into_iter()
        .find(|own| rest.strip_prefix(own.label()).is_some_and(|rest| rest.starts_with('：')))?;
    Some(ChartChoice::new(of, kind))
}
