//! Cached paragraphs by section: the paragraphs at the beginning and at the end of a section that
//! did not change are found again. Must not lay out anything itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::{NodeId, PageItem};
use crate::report::{CharRange, ReportText};
use crate::richtext::{Paragraph, unchanged_ends};

/// The paragraphs of each section in order, with their lines.
pub(super) type TextCache = BTreeMap<ReportText, Vec<(Paragraph, Arc<CachedLines>)>>;

/// The entries of the layout before, and those of this one.
pub(super) struct ParagraphCache {
    pub previous: TextCache,
    /// `None` if nothing is to be cached.
    pub current: Option<TextCache>,
}

/// The lines of a paragraph, placed as if it were the first of its section.
#[derive(Clone, Default)]
pub(super) struct CachedLines {
    /// The items of each line.
    pub lines: Vec<Vec<PageItem>>,
    /// The characters that no face has, with their numbers in the paragraph.
    pub missing: Vec<(char, usize)>,
}

impl ParagraphCache {
    /// No entries, and none are kept.
    pub const DISABLED: ParagraphCache = ParagraphCache { previous: TextCache::new(), current: None };

    /// The cached paragraphs of a section; `None` for each that is to be laid out.
    pub fn take(&mut self, part: ReportText, paragraphs: &[Paragraph]) -> Vec<Option<(Paragraph, Arc<CachedLines>)>> {
        let previous = self.previous.remove(&part).unwrap_or_default();
        let (head, tail) = unchanged_ends(previous.iter().map(|(paragraph, _)| paragraph), paragraphs.iter());
        let removed = previous.len() - head - tail;
        let mut previous = previous.into_iter();
        let mut found: Vec<_> = previous.by_ref().take(head).map(Some).collect();
        found.resize_with(paragraphs.len() - tail, || None);
        found.extend(previous.skip(removed).map(Some));
        found
    }

    /// Adds the next paragraph of a section to the cache.
    pub fn keep(&mut self, part: ReportText, paragraph: impl FnOnce() -> Paragraph, lines: &Arc<CachedLines>) {
        if let Some(current) = &mut self.current {
            current.entry(part).or_default().push((paragraph(), Arc::clone(lines)));
        }
    }
}

impl CachedLines {
    /// The items of each line as those of `node` and of the paragraph with this number in `part`.
    pub fn at(self, part: ReportText, paragraph: usize, node: NodeId) -> impl ExactSizeIterator<Item = Vec<PageItem>> {
        self.lines.into_iter().map(move |mut items| {
            for item in &mut items {
                if let Some((_, spot)) = item.place.spot() {
                    item.place = part.place(CharRange { paragraph, ..spot });
                }
                item.node = item.node.map(|_| node);
            }
            items
        })
    }
}
