//! The faces that text is set in: which glyph shows a character and how wide it is. Knows no
//! page. The bundle lies in `fonts/`; a computer's own fonts can stand in for its faces.

use std::sync::OnceLock;

use ttf_parser::Face;

use super::Length;

/// What a face is for. Offices name faces by these roles whatever fonts they own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceId {
    /// 小标宋: the title.
    Title,
    /// 仿宋: body text.
    Fang,
    /// 楷体: headings of the second level.
    Kai,
    /// 黑体: headings of the first level.
    Hei,
    /// 宋体: tables, page numbers, digits and Latin, and whatever the other faces lack.
    Song,
}

/// One font file in use.
#[derive(Clone)]
pub struct Font {
    face: Face<'static>,
    data: &'static [u8],
    name: String,
}

/// A font for each role.
#[derive(Clone)]
pub struct Fonts {
    faces: [Font; 5],
}

/// A font file that cannot be used; the text says why, in English, for a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a usable TrueType font: {0}")]
pub struct FontError(String);

impl FaceId {
    /// Every role, in the order of the fallback: what a face lacks is looked for in 宋体, which
    /// has every character of GB 18030-2022 level 2, then in the others.
    pub const ALL: [FaceId; 5] = [FaceId::Song, FaceId::Hei, FaceId::Kai, FaceId::Title, FaceId::Fang];

    /// The role's name, as dumps and files show it.
    pub const fn word(self) -> &'static str {
        match self {
            FaceId::Title => "title",
            FaceId::Fang => "fang",
            FaceId::Kai => "kai",
            FaceId::Hei => "hei",
            FaceId::Song => "song",
        }
    }
}

impl Font {
    /// Reads a font; its bytes stay in memory as long as the program runs.
    pub fn parse(data: &'static [u8]) -> Result<Font, FontError> {
        let face = Face::parse(data, 0).map_err(|error| FontError(error.to_string()))?;
        let named = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
        let name = named.and_then(|name| name.to_string()).ok_or_else(|| FontError("no PostScript name".into()))?;
        Ok(Font { face, data, name })
    }

    /// The font's file.
    pub const fn data(&self) -> &'static [u8] {
        self.data
    }

    /// Its PostScript name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The parsed tables.
    pub const fn face(&self) -> &Face<'static> {
        &self.face
    }

    /// The glyph of `character`, `None` where the font lacks it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.face.glyph_index(character).map(|glyph| glyph.0).filter(|glyph| *glyph != 0)
    }

    /// How far the glyph `id` advances at `size`.
    pub fn advance(&self, id: u16, size: Length) -> Length {
        let units = self.face.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or(0);
        size.scaled(i64::from(units), i64::from(self.face.units_per_em()))
    }
}

impl Fonts {
    /// The bundle in `fonts/`, read once.
    pub fn bundled() -> Result<&'static Fonts, FontError> {
        static BUNDLE: OnceLock<Result<Fonts, FontError>> = OnceLock::new();
        BUNDLE.get_or_init(Fonts::read_bundle).as_ref().map_err(Clone::clone)
    }

    /// The font of a role.
    pub const fn font(&self, face: FaceId) -> &Font {
        let [title, fang, kai, hei, song] = &self.faces;
        match face {
            FaceId::Title => title,
            FaceId::Fang => fang,
            FaceId::Kai => kai,
            FaceId::Hei => hei,
            FaceId::Song => song,
        }
    }

    /// The face and glyph that show `character` where `face` is wanted: that face's own, else
    /// the first fallback's; `None` where no face has it.
    pub fn find(&self, face: FaceId, character: char) -> Option<(FaceId, u16)> {
        let own = self.font(face).glyph(character).map(|glyph| (face, glyph));
        own.or_else(|| {
            FaceId::ALL.into_iter().find_map(|other| self.font(other).glyph(character).map(|glyph| (other, glyph)))
        })
    }

    fn read_bundle() -> Result<Fonts, FontError> {
        Ok(Fonts {
            faces: [
                Font::parse(include_bytes!("../../fonts/title.ttf"))?,
                Font::parse(include_bytes!("../../fonts/fang.ttf"))?,
                Font::parse(include_bytes!("../../fonts/kai.ttf"))?,
                Font::parse(include_bytes!("../../fonts/hei.ttf"))?,
                Font::parse(include_bytes!("../../fonts/song.ttf"))?,
            ],
        })
    }
}
