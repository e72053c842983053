//! The galleys of the paragraphs as they were last laid out: a keystroke lays out one paragraph and
//! reuses the others. Does not know how a paragraph looks.

use std::sync::Arc;

use egui::Ui;
use egui::epaint::text::{Galley, LayoutJob};

use super::table_boxes::CellBox;
use crate::richtext::{Paragraph, RichText, unchanged_ends};

/// What was laid out, and for which column.
#[derive(Debug, Default)]
pub struct GalleyCache {
    column: Option<GalleyColumn>,
    /// The paragraphs, and what they depend on beside their words: the width of those in cells, the room above captions.
    paragraphs: Vec<(Paragraph, Arc<Galley>)>,
    measures: Vec<Option<f32>>,
    whole: Option<Arc<Galley>>,
    boxes: Vec<CellBox>,
}

/// What all paragraphs depend on besides their words.
#[derive(Clone, Debug)]
struct GalleyColumn {
    width: f32,
    em: f32,
    ink: egui::Color32,
    unverified: egui::Color32,
    scale: f32,
    /// Laid out in every frame: another one means that egui begins its glyphs anew, so that what
    /// was laid out before would show others.
    witness: Arc<Galley>,
}

impl GalleyColumn {
    #[allow(clippy::float_cmp)] // Any difference is a difference.
    fn is(&self, other: &GalleyColumn) -> bool {
        Arc::ptr_eq(&self.witness, &other.witness)
            && (self.width, self.em, self.scale) == (other.width, other.em, other.scale)
            && (self.ink, self.unverified) == (other.ink, other.unverified)
    }
}

impl GalleyCache {
    /// What was laid out last.
    pub fn last(&self) -> Option<Arc<Galley>> {
        self.whole.clone()
    }

    /// The cells of its tables.
    pub(super) fn boxes(&self) -> &[CellBox] {
        &self.boxes
    }

    /// The text laid out: `lay_out` is asked only for paragraphs that were not there the last
    /// time, `join` only where any was another.
    pub fn galley(
        &mut self,
        ui: &Ui,
        prose: &RichText,
        (width, look): (f32, super::EditorStyle),
        measures: Vec<Option<f32>>,
        lay_out: impl Fn(&Paragraph, Option<f32>) -> Arc<Galley>,
        join: impl FnOnce(&[Arc<Galley>]) -> (Galley, Vec<CellBox>),
    ) -> Arc<Galley> {
        let witness = LayoutJob::simple("公".into(), egui::FontId::proportional(look.em), look.colours.ink, width);
        let column = GalleyColumn {
            width,
            em: look.em,
            ink: look.colours.ink,
            unverified: look.colours.unverified,
            scale: ui.pixels_per_point(),
            witness: ui.fonts_mut(|fonts| fonts.layout_job(witness)),
        };
        if !self.column.as_ref().is_some_and(|former| former.is(&column)) {
            *self = GalleyCache { column: Some(column), ..GalleyCache::default() };
        }
        let blank = [Paragraph::default()];
        let paragraphs = if prose.is_empty() { &blank } else { prose.paragraphs.as_slice() };
        let (head, tail) = unchanged_ends(self.paragraphs.iter().map(|(kept, _)| kept), paragraphs.iter());
        let (old, new) = (self.paragraphs.len() - tail, paragraphs.len() - tail);
        if let (true, true, Some(whole)) = (old == head && new == head, measures == self.measures, &self.whole) {
            return Arc::clone(whole);
        }
        let own = |measures: &[Option<f32>], number: usize| measures.get(number).copied().flatten();
        let fresh = paragraphs.get(head..new).unwrap_or_default();
        let fresh = fresh.iter().zip(head..);
        let fresh: Vec<_> =
            fresh.map(|(paragraph, number)| (paragraph.clone(), lay_out(paragraph, own(&measures, number)))).collect();
        let former = std::mem::take(&mut self.measures);
        self.paragraphs.splice(head..old, fresh);
        // What another cell made narrower or wider, and what other numbers made higher or lower.
        for (number, (paragraph, galley)) in self.paragraphs.iter_mut().enumerate() {
            let was = if number < head { number } else { (number + old).saturating_sub(new) };
            if (number < head || number >= new) && own(&measures, number) != own(&former, was) {
                *galley = lay_out(paragraph, own(&measures, number));
            }
        }
        self.measures = measures;
        let parts: Vec<_> = self.paragraphs.iter().map(|(_, galley)| Arc::clone(galley)).collect();
        let (whole, boxes) = join(&parts);
        let whole = Arc::new(whole);
        self.boxes = boxes;
        self.whole = Some(Arc::clone(&whole));
        whole
    }
}
