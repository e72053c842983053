//! The faces of the text: which glyph shows a character, and its advance. The bundled fonts are in
//! `fonts/`; installed fonts can replace them for a role. Must not know pages.

use std::fmt;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, OnceLock};

use skrifa::charmap::Charmap;
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::hmtx::LongMetric;
use skrifa::raw::types::NameId;
use skrifa::{FontRef, Tag};

use super::metrics::FontMetrics;
use super::{Length, font_role};

/// The role of a face. Official documents name faces by these roles, independent of the installed
/// fonts.
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
    /// The bundled 宋体 where an installed font replaces it: for characters that the latter lacks.
    Spare,
    /// The bundled 宋体 for characters that hardly any report has. It is a third of all font bytes,
    /// so it is compressed in the program and decompressed when the first such character is needed.
    Scarce,
    /// Characters of GB 18030-2022 level 3, if their font file is in the folder of the program.
    Rare,
}

/// One font file in use.
#[derive(Clone)]
pub struct Font {
    data: &'static [u8],
    /// Its number in a collection; 0 in a file of its own.
    index: u32,
    name: String,
    /// `None` where it states none that can be read.
    family: Option<String>,
    metrics: FontMetrics,
    os2: Option<&'static [u8]>,
    characters: Charmap<'static>,
    /// The advances by glyph; the last holds for all that follow.
    advances: &'static [LongMetric],
    glyphs: GlyphTable,
}

/// A cache of glyph identifiers by character, up to U+FFFF. Looking each up in the font takes a
/// tenth of the time of a layout. It has a row for each 256 characters, made when the first of them is
/// asked for: a report uses a quarter of them, and memory that is not touched costs nothing.
#[derive(Clone)]
struct GlyphTable(Arc<[OnceLock<GlyphRow>; 256]>);

/// The glyph identifiers of 256 characters.
type GlyphRow = Box<[AtomicU16; 256]>;

/// A font for each role.
#[derive(Clone)]
pub struct FontSet {
    faces: [Font; 5],
    /// The bundle's 宋体.
    spare: Font,
    scarce: Arc<PackedFont>,
    rare: Option<Font>,
}

/// A bundled font that is decompressed when it is first needed.
struct PackedFont {
    /// The file as WOFF2.
    data: &'static [u8],
    /// `None` if it cannot be used; a test of the bundled fonts prevents that in a release.
    font: OnceLock<Option<Font>>,
}

/// A font file that cannot be used; the text says why, in English, for a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a usable TrueType font: {0}")]
pub struct FontError(pub(super) String);

/// The character that is shown for one that no font has.
const REPLACEMENT: char = '□';

impl FaceId {
    /// Every role, in the order of the fallback: what a face lacks is looked for in 宋体, then in the
    /// others; together the bundled fonts have every character of GB 18030-2022 level 2.
    pub const ALL: [FaceId; 8] = [
        FaceId::Song,
        FaceId::Spare,
        FaceId::Hei,
        FaceId::Kai,
        FaceId::Title,
        FaceId::Fang,
        FaceId::Scarce,
        FaceId::Rare,
    ];

    /// The roles that official documents use: those for which an installed font can be chosen.
    pub const OFFICIAL: [FaceId; 5] = [FaceId::Title, FaceId::Fang, FaceId::Kai, FaceId::Hei, FaceId::Song];

    /// The role's name, as dumps and files show it.
    pub const fn word(self) -> &'static str {
        match self {
            FaceId::Title => "title",
            FaceId::Fang => "fang",
            FaceId::Kai => "kai",
            FaceId::Hei => "hei",
            FaceId::Song => "song",
            FaceId::Spare => "spare",
            FaceId::Scarce => "scarce",
            FaceId::Rare => "rare",
        }
    }
}

impl Font {
    /// Reads the font of number `index` in `data`, 0 where it is no collection; its bytes stay in
    /// memory as long as the program runs.
    ///
    /// # Errors
    ///
    /// The data is no font, or one without TrueType outlines or without a PostScript name.
    pub fn parse(data: &'static [u8], index: u32) -> Result<Font, FontError> {
        let font = FontRef::from_index(data, index).map_err(|error| FontError(error.to_string()))?;
        let metrics = FontMetrics::read(&font)?;
        if font.glyf().is_err() || font.loca(None).is_err() {
            return Err(FontError("no TrueType outlines".into()));
        }
        let table = |tag| font.table_data(Tag::new(tag)).map(|data| data.as_bytes());
        let names = table(b"name").unwrap_or_default();
        let name = font_role::texts(names, &[NameId::POSTSCRIPT_NAME]).next();
        let name = name.ok_or_else(|| FontError("no PostScript name".into()))?;
        // What a PDF name holds without escapes (ISO 32000-1 §7.3.5).
        let name = name.chars().filter(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_')).collect();
        Ok(Font {
            data,
            index,
            name,
            family: font_role::texts(names, &[NameId::FAMILY_NAME]).next(),
            metrics,
            os2: table(b"OS/2"),
            characters: Charmap::new(&font),
            advances: font.hmtx().map(|table| table.h_metrics()).unwrap_or_default(),
            glyphs: GlyphTable::new(),
        })
    }

    /// The font's file.
    pub const fn data(&self) -> &'static [u8] {
        self.data
    }

    /// Its number in the file, 0 but in a collection.
    pub const fn index(&self) -> u32 {
        self.index
    }

    /// Its PostScript name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its family, the PostScript name where it states none.
    pub fn family(&self) -> &str {
        self.family.as_deref().unwrap_or(&self.name)
    }

    /// Its metrics.
    pub const fn metrics(&self) -> &FontMetrics {
        &self.metrics
    }

    /// The bytes of its table `OS/2`.
    pub const fn os2(&self) -> Option<&'static [u8]> {
        self.os2
    }

    /// The glyph of `character`, `None` where the font lacks it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let seek = || self.characters.map(character).map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0));
        let known = self.glyphs.slot(character);
        let glyph = match known.map(|slot| slot.load(Ordering::Relaxed)) {
            Some(GlyphTable::UNKNOWN) | None => seek(),
            Some(glyph) => glyph,
        };
        if let Some(slot) = known {
            slot.store(glyph, Ordering::Relaxed);
        }
        (glyph != 0).then_some(glyph)
    }

    /// How far the glyph `id` advances at `size`.
    pub fn advance(&self, id: u16, size: Length) -> Length {
        size.scaled(i64::from(self.advance_units(id)), i64::from(self.metrics.units_per_em))
    }

    /// How far the glyph `id` advances, in units of the font; 0 for a glyph that it does not have.
    pub fn advance_units(&self, id: u16) -> u16 {
        let own = self.advances.get(usize::from(id)).or(self.advances.last());
        own.filter(|_| id < self.metrics.glyph_count).map_or(0, |metric| metric.advance())
    }
}

impl GlyphTable {
    /// No font has this glyph: it has at most 65,535, counted from 0.
    const UNKNOWN: u16 = u16::MAX;

    fn new() -> GlyphTable {
        GlyphTable(Arc::new([const { OnceLock::new() }; 256]))
    }

    /// The place of a character; `None` above U+FFFF.
    fn slot(&self, character: char) -> Option<&AtomicU16> {
        let [high, low] = u16::try_from(u32::from(character)).ok()?.to_be_bytes();
        let row = self.0.get(usize::from(high))?;
        let row = row.get_or_init(|| Box::new([const { AtomicU16::new(GlyphTable::UNKNOWN) }; 256]));
        row.get(usize::from(low))
    }
}

impl fmt::Debug for FontSet {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A compressed font is not decompressed for its name.
        let faces = FaceId::ALL.into_iter().filter(|face| *face != FaceId::Scarce);
        to.debug_map().entries(faces.map(|face| (face, self.font(face).name()))).finish()
    }
}

impl FontSet {
    /// The bundle in `fonts/`, read once.
    ///
    /// # Errors
    ///
    /// The bytes are no font that can be used.
    pub fn bundled() -> Result<&'static FontSet, FontError> {
        static BUNDLE: OnceLock<Result<FontSet, FontError>> = OnceLock::new();
        BUNDLE.get_or_init(FontSet::read_bundle).as_ref().map_err(Clone::clone)
    }

    /// These fonts with `font` for the role `face`; the bundled font remains as a fallback.
    #[must_use]
    pub fn with(mut self, face: FaceId, font: Font) -> FontSet {
        let [title, fang, kai, hei, song] = &mut self.faces;
        match face {
            FaceId::Title => *title = font,
            FaceId::Fang => *fang = font,
            FaceId::Kai => *kai = font,
            FaceId::Hei => *hei = font,
            FaceId::Song => *song = font,
            FaceId::Spare => self.spare = font,
            FaceId::Scarce => self.scarce = Arc::new(PackedFont { data: &[], font: OnceLock::from(Some(font)) }),
            FaceId::Rare => self.rare = Some(font),
        }
        self
    }

    /// The font of a role; where there is none for rare characters, the bundle's 宋体.
    pub fn font(&self, face: FaceId) -> &Font {
        let [title, fang, kai, hei, song] = &self.faces;
        match face {
            FaceId::Title => title,
            FaceId::Fang => fang,
            FaceId::Kai => kai,
            FaceId::Hei => hei,
            FaceId::Song => song,
            FaceId::Spare => &self.spare,
            FaceId::Scarce => self.scarce.unpacked().unwrap_or(&self.spare),
            FaceId::Rare => self.rare.as_ref().unwrap_or(&self.spare),
        }
    }

    /// The face and glyph that show `character` where `face` is wanted: those of that face, else of
    /// the first fallback; `None` if no face has it. An ideograph that none of the others has
    /// decompresses the font `Scarce`.
    pub fn find(&self, face: FaceId, character: char) -> Option<(FaceId, u16)> {
        let own = self.font(face).glyph(character).map(|glyph| (face, glyph));
        own.or_else(|| {
            let may_have = |other: &FaceId| *other != FaceId::Scarce || is_ideograph(character);
            let mut others = FaceId::ALL.into_iter().filter(may_have);
            others.find_map(|other| self.font(other).glyph(character).map(|glyph| (other, glyph)))
        })
    }

    /// The face and glyph of `□`, which replaces a character that no font has, where `face` is wanted;
    /// `None` if no font has it either. Glyph 0 (`.notdef`) must not be shown (ISO 19005-2 §6.2.11.8).
    pub fn replacement(&self, face: FaceId) -> Option<(FaceId, u16)> {
        self.find(face, REPLACEMENT)
    }

    fn read_bundle() -> Result<FontSet, FontError> {
        let song = Font::parse(include_bytes!("../../fonts/song.ttf"), 0)?;
        Ok(FontSet {
            faces: [
                Font::parse(include_bytes!("../../fonts/title.ttf"), 0)?,
                Font::parse(include_bytes!("../../fonts/fang.ttf"), 0)?,
                Font::parse(include_bytes!("../../fonts/kai.ttf"), 0)?,
                Font::parse(include_bytes!("../../fonts/hei.ttf"), 0)?,
                song.clone(),
            ],
            spare: song,
            scarce: Arc::new(PackedFont { data: include_bytes!("../../fonts/song-rare.woff2"), font: OnceLock::new() }),
            rare: None,
        })
    }
}

impl PackedFont {
    fn unpacked(&self) -> Option<&Font> {
        let unpack = || {
            let data = wuff::decompress_woff2(self.data).ok()?;
            Font::parse(data.leak(), 0).ok()
        };
        self.font.get_or_init(unpack).as_ref()
    }
}

/// The blocks of Chinese characters; nothing else is scarce.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
