//! Standing type: paragraphs as they were set the last time, so that an edit sets anew only what it
//! touches. A paragraph taken from here is the same as one set anew: what is kept depends on nothing
//! but the paragraph, the style and the fonts. What a layout did not use is forgotten after it.
//! Knows no page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::{Item, NodeId};
use super::style::Style;
use super::text::Typesetter;
use super::{Fonts, Paper};
use crate::form::Form;
use crate::prose::{Paragraph, unchanged_ends};
use crate::report::{Part, Report, Spot};

/// What is kept from one layout for the next.
#[derive(Default)]
pub struct Standing<'a> {
    /// What it was set in.
    set_in: Option<(Style, &'a Fonts)>,
    texts: Texts,
}

/// The paragraphs of each text in order, with what they became.
type Texts = BTreeMap<Part, Vec<(Paragraph, Arc<Lines>)>>;

/// What stood before a layout, and what stands after it.
pub(super) struct Kept {
    former: Texts,
    /// `None` where nobody asks for it again.
    now: Option<Texts>,
}

/// A paragraph set, as if it were the first of its text.
#[derive(Clone, Default)]
pub(super) struct Lines {
    /// The items of each line.
    pub lines: Vec<Vec<Item>>,
    /// The characters that no face has, with their numbers in the paragraph.
    pub missing: Vec<(char, usize)>,
}

impl<'a> Standing<'a> {
    /// As [`super::lay_out`], and the quicker the more the report is like the one laid out before.
    pub fn lay_out(&mut self, form: &Form, report: &Report, style: &Style, fonts: &'a Fonts) -> Paper {
        let same = |(of_style, of_fonts): &(Style, &Fonts)| of_style == style && std::ptr::eq(*of_fonts, fonts);
        // Taken out: a layout that panics leaves nothing half done.
        let former = std::mem::take(self);
        let texts = if former.set_in.as_ref().is_some_and(same) { former.texts } else { Texts::new() };
        let mut setter = Typesetter::new(style, fonts, Kept { former: texts, now: Some(Texts::new()) });
        let paper = super::set(&mut setter, form, report);
        *self = Standing { set_in: Some((style.clone(), fonts)), texts: setter.kept.now.unwrap_or_default() };
        paper
    }
}

impl Kept {
    /// Nothing stands, and nothing will.
    pub const NOTHING: Kept = Kept { former: Texts::new(), now: None };

    /// The paragraphs of a text that stand; `None` for each that is to be set.
    pub fn take(&mut self, part: Part, paragraphs: &[Paragraph]) -> Vec<Option<(Paragraph, Arc<Lines>)>> {
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
    pub fn keep(&mut self, part: Part, paragraph: impl FnOnce() -> Paragraph, lines: &Arc<Lines>) {
        if let Some(now) = &mut self.now {
            now.entry(part).or_default().push((paragraph(), Arc::clone(lines)));
        }
    }
}

impl Lines {
    /// The items of each line as those of `node` and of the paragraph with this number in `part`.
    pub fn at(self, part: Part, paragraph: usize, node: NodeId) -> impl ExactSizeIterator<Item = Vec<Item>> {
        self.lines.into_iter().map(move |mut items| {
            for item in &mut items {
                if let Some((_, spot)) = item.place.spot() {
                    item.place = part.place(Spot { paragraph, ..spot });
                }
                item.node = item.node.map(|_| node);
            }
            items
        })
    }
}
