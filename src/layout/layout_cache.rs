//! Standing type: paragraphs as they were set the last time, so that an edit sets anew only what it
//! touches. A paragraph taken from here is the same as one set anew: what is kept depends on nothing
//! but the paragraph, the style and the fonts. What a layout did not use is forgotten after it.
//! Knows no page.

use super::page_style::PageStyle;
use super::paragraph_cache::{ParagraphCache, TextCache};
use super::paragraph_layout::Typesetter;
use super::{FontSet, Paper};
use crate::form::Form;
use crate::report::Report;

/// What is kept from one layout for the next.
#[derive(Default)]
pub struct LayoutCache<'a> {
    /// What it was set in.
    set_in: Option<(PageStyle, &'a FontSet)>,
    texts: TextCache,
}

impl<'a> LayoutCache<'a> {
    /// As [`super::lay_out`], and the quicker the more the report is like the one laid out before.
    pub fn lay_out(&mut self, form: &Form, report: &Report, style: &PageStyle, fonts: &'a FontSet) -> Paper {
        let same = |(of_style, of_fonts): &(PageStyle, &FontSet)| of_style == style && std::ptr::eq(*of_fonts, fonts);
        // Taken out: a layout that panics leaves nothing half done.
        let former = std::mem::take(self);
        let texts = if former.set_in.as_ref().is_some_and(same) { former.texts } else { TextCache::new() };
        let mut setter = Typesetter::new(style, fonts, ParagraphCache { former: texts, now: Some(TextCache::new()) });
        let paper = super::set(&mut setter, form, report);
        *self = LayoutCache { set_in: Some((style.clone(), fonts)), texts: setter.kept.now.unwrap_or_default() };
        paper
    }
}
