//! The cache between two layouts of the same report: an edit lays out only the paragraphs that it
//! changes. A cached paragraph equals one that is laid out again, since it depends only on the
//! paragraph, the style and the fonts. Entries that a layout did not use are dropped after it. Must
//! not know pages.

use super::page_style::PageStyle;
use super::paragraph_cache::{ParagraphCache, TextCache};
use super::paragraph_layout::Typesetter;
use super::{FontSet, Paper};
use crate::form::Form;
use crate::report::Report;

/// What is kept from one layout to the next.
#[derive(Default)]
pub struct LayoutCache<'a> {
    /// The style and the fonts that the entries are valid for.
    valid_for: Option<(PageStyle, &'a FontSet)>,
    texts: TextCache,
}

impl<'a> LayoutCache<'a> {
    /// The same result as [`super::lay_out`]; paragraphs that are as in the layout before are taken
    /// from the cache.
    pub fn lay_out(&mut self, form: &Form, report: &Report, style: &PageStyle, fonts: &'a FontSet) -> Paper {
        let same = |(of_style, of_fonts): &(PageStyle, &FontSet)| of_style == style && std::ptr::eq(*of_fonts, fonts);
        // Taken out, so that a layout that panics leaves an empty cache.
        let previous = std::mem::take(self);
        let texts = if previous.valid_for.as_ref().is_some_and(same) { previous.texts } else { TextCache::new() };
        let mut typesetter =
            Typesetter::new(style, fonts, ParagraphCache { previous: texts, current: Some(TextCache::new()) });
        let paper = super::lay_out_with(&mut typesetter, form, report);
        *self = LayoutCache {
            valid_for: Some((style.clone(), fonts)),
            texts: typesetter.cache.current.unwrap_or_default(),
        };
        paper
    }
}
