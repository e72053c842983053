//! The embedded fonts of a file: subset to the glyphs used, with a code for each glyph and
//! character. Must not know where glyphs are on a page.
//!
//! A PDF viewer extracts one text per code. Where two characters share a glyph (`—` and `―`, `·`
//! and `•`, the compatibility ideographs), each gets its own code, and the font's CIDToGIDMap maps
//! both to the one glyph, so that each is extracted as it was entered.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont};
use subsetter::GlyphRemapper;

use super::{PdfError, font_program};
use crate::content_hash::ContentHash;
use crate::layout::{FaceId, Font, FontSet, GlyphPosition, Paper, Shape, TextRun};

/// The fonts of a file.
pub(super) struct FontSubset<'a> {
    fonts: &'a FontSet,
    faces: BTreeMap<FaceId, FaceSubset>,
}

/// One font of a file.
pub(super) struct FaceSubset {
    /// The subset font.
    program: Vec<u8>,
    /// Its name with the subset tag: `ABCDEF+Name`.
    name: String,
    /// The glyphs shown, by number in the whole font, each with its character; sorted.
    shown: Vec<(u16, char)>,
    /// The code of each.
    codes: Vec<u16>,
    /// The glyph identifier in the subset font of every code from 0 on.
    glyphs: Vec<u16>,
    /// The number of glyphs of the subset font.
    count: u16,
}

/// A glyph as it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct EncodedGlyph {
    /// The font's role.
    pub(super) face: FaceId,
    /// The code in a text string.
    pub(super) code: u16,
    /// The advance in 1/1000 em, as the file states it.
    pub(super) width: i64,
}

impl<'a> FontSubset<'a> {
    /// The fonts that show `paper`.
    ///
    /// # Errors
    ///
    /// A font cannot be subset, or lacks a glyph that is shown.
    pub(super) fn of(paper: &Paper, fonts: &'a FontSet) -> Result<FontSubset<'a>, PdfError> {
        let mut used: BTreeMap<FaceId, Vec<(u16, char)>> = BTreeMap::new();
        for item in paper.pages.iter().flat_map(|page| &page.items) {
            let Shape::Text(run) = &item.shape else { continue };
            let used_by_run = used.entry(run.face).or_default();
            let boxes = run.glyphs.iter().filter(|glyph| glyph.id == 0);
            used_by_run
                .extend(run.glyphs.iter().filter(|glyph| glyph.id != 0).map(|glyph| (glyph.id, glyph.character)));
            for glyph in boxes {
                let (face, id) = replacement(fonts, run.face, glyph)?;
                used.entry(face).or_default().push((id, glyph.character));
            }
        }
        used.retain(|_, shown| !shown.is_empty());
        let faces = used.into_iter().map(|(face, shown)| Ok((face, FaceSubset::of(face, fonts.font(face), shown)?)));
        Ok(FontSubset { fonts, faces: faces.collect::<Result<_, PdfError>>()? })
    }

    /// The faces in use, in a fixed order.
    pub(super) fn faces(&self) -> impl Iterator<Item = (FaceId, &Font, &FaceSubset)> {
        self.faces.iter().map(|(face, embedded)| (*face, self.fonts.font(*face), embedded))
    }

    /// Adds the fonts to `document`, each under the identifier of its face.
    pub(super) fn register(&self, document: &mut PdfDocument) {
        for (face, font, embedded) in self.faces() {
            document.resources.fonts.map.insert(font_id(face), PdfFont::new(embedded.parsed(font)));
        }
    }

    /// The face, code and width with which to show `glyph` of `run`.
    ///
    /// # Errors
    ///
    /// A font cannot be subset, or lacks a glyph that is shown.
    pub(super) fn shown(&self, run: &TextRun, glyph: &GlyphPosition) -> Result<EncodedGlyph, PdfError> {
        let (face, id) = if glyph.id == 0 { replacement(self.fonts, run.face, glyph)? } else { (run.face, glyph.id) };
        let code = self.faces.get(&face).and_then(|embedded| embedded.code(id, glyph.character));
        let missing = PdfError::NoGlyph { face, glyph: id, character: glyph.character };
        let code = code.ok_or(missing)?;
        Ok(EncodedGlyph { face, code, width: per_mille(self.fonts.font(face), id) })
    }
}

impl FaceSubset {
    fn of(face: FaceId, font: &Font, mut shown: Vec<(u16, char)>) -> Result<FaceSubset, PdfError> {
        shown.sort_unstable();
        shown.dedup();
        let missing = shown.iter().find(|(id, _)| *id >= font.metrics().glyph_count);
        if let Some((glyph, character)) = missing.copied() {
            return Err(PdfError::NoGlyph { face, glyph, character });
        }
        let mut remapper = GlyphRemapper::new();
        for (id, _) in &shown {
            remapper.remap(*id);
        }
        let program =
            subsetter::subset(font.data(), font.index(), &remapper).map_err(|cause| PdfError::Font { face, cause })?;
        let program = font_program::without_unused_tables(program);
        // The subset also has the components of composite glyphs.
        let malformed = PdfError::Font { face, cause: subsetter::Error::MalformedFont };
        let count = font_program::glyph_count(&program).ok_or(malformed)?;
        let mut glyphs: Vec<u16> = (0..count).collect();
        let mut codes = Vec::with_capacity(shown.len());
        let mut before = None;
        for (id, _) in &shown {
            let glyph = remapper.remap(*id);
            if before.replace(*id) == Some(*id) {
                codes.push(u16::try_from(glyphs.len()).map_err(|_| PdfError::TooManyGlyphs(face))?);
                glyphs.push(glyph);
            } else {
                codes.push(glyph);
            }
        }
        let name = format!("{}+{}", tag(&shown), font.name());
        Ok(FaceSubset { program, name, shown, codes, glyphs, count })
    }

    /// The number of codes, code 0 included.
    pub(super) fn codes(&self) -> usize {
        self.glyphs.len()
    }

    /// The glyph identifier of every code, two bytes each, if codes and glyphs differ (ISO 32000-1
    /// §9.7.4.2, CIDToGIDMap).
    pub(super) fn glyph_map(&self) -> Option<Vec<u8>> {
        (self.glyphs.len() > usize::from(self.count))
            .then(|| self.glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect())
    }

    fn code(&self, id: u16, character: char) -> Option<u16> {
        let at = self.shown.binary_search(&(id, character)).ok()?;
        self.codes.get(at).copied()
    }

    fn parsed(&self, font: &Font) -> ParsedFont {
        let stated = font.metrics();
        let metrics = FontMetrics { ascent: stated.ascent, descent: stated.descent };
        let advance = |(id, _): &(u16, char)| font.advance_units(*id);
        let widths = self.codes.iter().copied().zip(self.shown.iter().map(advance)).collect();
        let name = Some(self.name.clone());
        let units = stated.units_per_em;
        let program = self.program.clone();
        let mut parsed = ParsedFont::with_glyph_data(program, 0, name, BTreeMap::new(), widths, units, metrics);
        let [x_min, y_min, x_max, y_max] = stated.bounds;
        parsed.pdf_font_metrics.x_min = x_min;
        parsed.pdf_font_metrics.y_min = y_min;
        parsed.pdf_font_metrics.x_max = x_max;
        parsed.pdf_font_metrics.y_max = y_max;
        parsed.pdf_font_metrics.us_weight_class = stated.weight;
        parsed
    }
}

/// The name of a face among the resources of a page.
pub(super) fn font_id(face: FaceId) -> FontId {
    FontId(face.word().to_owned())
}

/// The advance of a glyph in whole 1/1000 em, truncated as in the widths that printpdf writes.
fn per_mille(font: &Font, id: u16) -> i64 {
    i64::from(font.advance_units(id)) * 1000 / i64::from(font.metrics().units_per_em).max(1)
}

fn replacement(fonts: &FontSet, face: FaceId, glyph: &GlyphPosition) -> Result<(FaceId, u16), PdfError> {
    fonts.replacement(face).ok_or(PdfError::NoBox(glyph.character))
}

/// The subset tag: six capital letters computed from the glyphs shown (ISO 32000-1 §9.6.4).
fn tag(shown: &[(u16, char)]) -> String {
    let mut hash = ContentHash::new();
    for (id, character) in shown {
        hash.add(&id.to_be_bytes());
        hash.add(&u32::from(*character).to_be_bytes());
    }
    let mut rest = hash.value();
    std::iter::repeat_with(|| {
        let letter = ('A'..='Z').nth(usize::try_from(rest % 26).unwrap_or(0)).unwrap_or('A');
        rest /= 26;
        letter
    })
    .take(6)
    .collect()
}
