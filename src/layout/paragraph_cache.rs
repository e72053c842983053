//! Paragraphs once set: kept by text and place, found again where nothing before or after them
//! changed. Sets nothing itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::{NodeId, PageItem};
use crate::report::{CharRange, ReportText};
use crate::richtext::{Paragraph, unchanged_ends};

/// The paragraphs of each text in order, with what they became.
pub(super) type TextCache = BTreeMap<ReportText, Vec<(Paragraph, Arc<CachedLines>)>>;

/// What stood before a layout, and what stands after it.
pub(super) struct ParagraphCache {
    pub former: TextCache,
    /// `None` where nobody asks for it again.
    pub now: Option<TextCache>,
}

/// A paragraph set, as if it were the first of its text.
#[derive(Clone, Default)]
pub(super) struct CachedLines {
    /// The items of each line.
    pub lines: Vec<Vec<PageItem>>,
    /// The characters that no face has, with their numbers in the paragraph.
    pub missing: Vec<(char, usize)>,
}

impl ParagraphCache {
    /// Nothing stands, and nothing will.
    pub const NOTHING: ParagraphCache = ParagraphCache { former: TextCache::new(), now: None };

    /// The paragraphs of a text that stand; `None` for each that is to be set.
    pub fn take(&mut self, part: ReportText, paragraphs: &[Paragraph]) -> Vec<Option<(Paragraph, Arc<CachedLines>)>> {
        let former = self.former.remove(&part).unwrap_or_default();
        let (head, tail) = unchanged_ends(former.iter().map(|(paragraph, _)| paragraph), paragraphs.iter());
        let gone = former.len() - head - tail;
        let mut former = former.into_iter();
        let mut found: Vec<_> = former.by_ref().take(head).map(Some).collect();
        found.resize_with(paragraphs.len() - tail, || None);
        found.extend(former.skip(gone).map(Some));
        found
    }

    /// Keeps a paragraph, the next of its text, for another layout.
    pub fn keep(&mut self, part: ReportText, paragraph: impl FnOnce() -> Paragraph, lines: &Arc<CachedLines>) {
        if let Some(now) = &mut self.now {
            now.entry(part).or_default().push((paragraph(), Arc::clone(lines)));
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
