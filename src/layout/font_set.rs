//! The faces that text is set in: which glyph shows a character and how wide it is. Knows no
//! page. The bundle lies in `fonts/`; a computer's own fonts can stand in for its faces (`plan`).

use std::fmt;
use std::io::Read as _;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, OnceLock};

use flate2::read::GzDecoder;
use skrifa::charmap::Charmap;
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::hmtx::LongMetric;
use skrifa::raw::types::NameId;
use skrifa::{FontRef, Tag};

use super::metrics::FontMetrics;
use super::{Length, font_role};

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
    /// The bundle's 宋体, where another stands in for it: whatever that lacks.
    Spare,
    /// The bundle's 宋体 of the characters that hardly any report has. A third of all fonts, it lies
    /// packed in the program and is unpacked when the first such character is asked for.
    Scarce,
    /// Characters of GB 18030-2022 level 3, where their font lies beside the program.
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

/// The glyphs of characters up to U+FFFF that were asked for before, by character. To ask the font
/// each time costs a tenth of a layout.
#[derive(Clone)]
struct GlyphTable(Arc<[AtomicU16]>);

/// A font for each role.
#[derive(Clone)]
pub struct FontSet {
    faces: [Font; 5],
    /// The bundle's 宋体.
    spare: Font,
    scarce: Arc<PackedFont>,
    rare: Option<Font>,
}

/// A font of the bundle that is unpacked when it is first needed.
struct PackedFont {
    /// The file as gzip.
    data: &'static [u8],
    /// `None` where it cannot be used, which a test of the bundle keeps from being released.
    font: OnceLock<Option<Font>>,
}

/// A font file that cannot be used; the text says why, in English, for a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a usable TrueType font: {0}")]
pub struct FontError(pub(super) String);

impl FaceId {
    /// Every role, in the order of the fallback: what a face lacks is looked for in 宋体, then in the
    /// others; between them the bundle's have every character of GB 18030-2022 level 2.
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

    /// The roles that an office names: those for which a computer's own font can stand.
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

    /// What it states of itself as a whole.
    pub const fn metrics(&self) -> &FontMetrics {
        &self.metrics
    }

    /// Its table `OS/2` as it lies in the file.
    pub const fn os2(&self) -> Option<&'static [u8]> {
        self.os2
    }

    /// The glyph of `character`, `None` where the font lacks it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let seek = || self.characters.map(character).map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0));
        let known = usize::try_from(u32::from(character)).ok().and_then(|at| self.glyphs.0.get(at));
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
        GlyphTable((0..=u16::MAX).map(|_| AtomicU16::new(GlyphTable::UNKNOWN)).collect())
    }
}

impl fmt::Debug for FontSet {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is packed is not unpacked for its name.
        let faces = FaceId::ALL.into_iter().filter(|face| *face != FaceId::Scarce);
        to.debug_map().entries(faces.map(|face| (face, self.font(face).name()))).finish()
    }
}

impl FontSet {
    /// The bundle in `fonts/`, read once.
    pub fn bundled() -> Result<&'static FontSet, FontError> {
        static BUNDLE: OnceLock<Result<FontSet, FontError>> = OnceLock::new();
        BUNDLE.get_or_init(FontSet::read_bundle).as_ref().map_err(Clone::clone)
    }

    /// These fonts with `font` for the role `face`. What it lacks, the bundle still has.
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

    /// The face and glyph that show `character` where `face` is wanted: that face's own, else
    /// the first fallback's; `None` where no face has it. An ideograph that none of the
    /// others has unpacks the scarce ones.
    pub fn find(&self, face: FaceId, character: char) -> Option<(FaceId, u16)> {
        let own = self.font(face).glyph(character).map(|glyph| (face, glyph));
        own.or_else(|| {
            let may_have = |other: &FaceId| *other != FaceId::Scarce || is_ideograph(character);
            let mut others = FaceId::ALL.into_iter().filter(may_have);
            others.find_map(|other| self.font(other).glyph(character).map(|glyph| (other, glyph)))
        })
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
            scarce: Arc::new(PackedFont {
                data: include_bytes!("../../fonts/song-rare.ttf.gz"),
                font: OnceLock::new(),
            }),
            rare: None,
        })
    }
}

impl PackedFont {
    fn unpacked(&self) -> Option<&Font> {
        let unpack = || {
            let mut data = Vec::new();
            GzDecoder::new(self.data).read_to_end(&mut data).ok()?;
            Font::parse(data.leak(), 0).ok()
        };
        self.font.get_or_init(unpack).as_ref()
    }
}

/// The blocks of Chinese characters; nothing else is scarce.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
