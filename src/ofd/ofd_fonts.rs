//! The fonts of a file: subset, with a table `cmap` added again. OFD shows text by characters, not
//! by glyph identifiers, so a character that no font has is mapped to the glyph of its replacement
//! `□`.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::OfdError;
use super::sfnt;
use crate::layout::{FaceId, Font, FontSet, GlyphPosition, Paper, Shape};

/// The fonts of a file.
pub(super) struct OfdFonts<'a> {
    fonts: &'a FontSet,
    faces: BTreeMap<FaceId, OfdFontFile>,
}

/// One font of a file.
pub(super) struct OfdFontFile {
    program: Vec<u8>,
    name: String,
}

/// What a viewer is told of a font that it does not have: viewers that do not use the embedded file take the
/// one that is nearest by these values (GB/T 33190 §11.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SubstituteFont {
    /// The family by the name that every Chinese system and the tables of the viewers know.
    pub family: &'static str,
    /// Whether its strokes are heavy.
    pub is_bold: bool,
    /// Whether its strokes have serifs.
    pub has_serifs: bool,
}

impl SubstituteFont {
    /// What is nearest to a face. None has a fixed width: digits are narrower than Chinese characters.
    pub(super) const fn of(face: FaceId) -> SubstituteFont {
        let (family, is_bold, has_serifs) = match face {
            // 小标宋 is hardly anywhere, and no viewer's table has it: heavy 宋体 is like it.
            FaceId::Title => ("宋体", true, true),
            FaceId::Fang => ("仿宋", false, true),
            FaceId::Kai => ("楷体", false, true),
            FaceId::Hei => ("黑体", false, false),
            FaceId::Song | FaceId::Spare | FaceId::Scarce | FaceId::Rare => ("宋体", false, true),
        };
        SubstituteFont { family, is_bold, has_serifs }
    }
}

/// The face that shows a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OfdFont {
    pub face: FaceId,
}

impl<'a> OfdFonts<'a> {
    /// The fonts that show `paper`.
    ///
    /// # Errors
    ///
    /// There are no pages, or a font cannot be embedded.
    pub(super) fn of(paper: &Paper, fonts: &'a FontSet) -> Result<OfdFonts<'a>, OfdError> {
        let mut used: BTreeMap<FaceId, BTreeMap<char, u16>> = BTreeMap::new();
        for item in paper.pages.iter().flat_map(|page| &page.items) {
            let Shape::Text(run) = &item.shape else { continue };
            for glyph in &run.glyphs {
                let found = match glyph.id {
                    0 => fonts.replacement(run.face),
                    id => Some((run.face, id)),
                };
                if let Some((face, id)) = found {
                    used.entry(face).or_default().insert(glyph.character, id);
                }
            }
        }
        let mut faces = BTreeMap::new();
        for (face, characters) in used {
            faces.insert(face, OfdFontFile::of(face, fonts.font(face), &characters)?);
        }
        Ok(OfdFonts { fonts, faces })
    }

    /// The faces in use, in a fixed order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (FaceId, &OfdFontFile)> {
        self.faces.iter().map(|(face, embedded)| (*face, embedded))
    }

    /// The face that shows `glyph` of a run of `face`; `None` if no font has the replacement
    /// either.
    pub(super) fn shown(&self, face: FaceId, glyph: &GlyphPosition) -> Option<OfdFont> {
        let face = if glyph.id == 0 { self.fonts.replacement(face)?.0 } else { face };
        Some(OfdFont { face })
    }
}

impl OfdFontFile {
    fn of(face: FaceId, font: &Font, characters: &BTreeMap<char, u16>) -> Result<OfdFontFile, OfdError> {
        let mut remapper = GlyphRemapper::new();
        let map: Vec<(char, u16)> =
            characters.iter().map(|(character, glyph)| (*character, remapper.remap(*glyph))).collect();
        let subset =
            subsetter::subset(font.data(), font.index(), &remapper).map_err(|cause| OfdError::Font { face, cause })?;
        let program = sfnt::complete(&subset, &map, font.name(), font.family(), font.os2())
            .ok_or(OfdError::Font { face, cause: subsetter::Error::MalformedFont })?;
        Ok(OfdFontFile { program, name: font.name().to_owned() })
    }

    /// The font's file.
    pub(super) fn program(&self) -> &[u8] {
        &self.program
    }

    /// Its PostScript name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}
