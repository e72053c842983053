//! The measures that a font file states of the whole font. Reads tables; must not know any glyph
//! and no role.

use skrifa::FontRef;
use skrifa::raw::tables::os2::{Os2, SelectionFlags};
use skrifa::raw::{ReadError, TableProvider as _};

use super::font_set::FontError;

/// The sizes of an em that OpenType permits (1.9, `head.unitsPerEm`).
const EM: std::ops::RangeInclusive<u16> = 16..=16_384;
/// `OS/2.usWeightClass` of a regular face, taken for a font without that table.
const REGULAR: u16 = 400;

/// What a font states of itself as a whole; all lengths in units of which `units_per_em` make one em.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontMetrics {
    /// The units of one em, 16 to 16,384.
    pub units_per_em: u16,
    /// How many glyphs it has, at least one.
    pub glyph_count: u16,
    /// From the baseline up to the top of a line.
    pub ascent: i16,
    /// From the baseline to the bottom of a line; negative below it.
    pub descent: i16,
    /// The space between two lines.
    pub line_gap: i16,
    /// The height of capital letters (`OS/2.sCapHeight`, from version 2 of that table on).
    pub capital_height: Option<i16>,
    /// How heavy it is, 100 to 900 (`OS/2.usWeightClass`).
    pub weight: u16,
    /// The least and the greatest x and y of all glyphs: x, y, x, y (`head`).
    pub bounds: [i16; 4],
}

impl FontMetrics {
    /// Reads them from the tables `head`, `hhea`, `maxp` and, where it has it, `OS/2`.
    ///
    /// # Errors
    ///
    /// One of the first three is missing or too short, or says what no font may say.
    pub(super) fn read(font: &FontRef<'_>) -> Result<FontMetrics, FontError> {
        let failed = |error: ReadError| FontError(error.to_string());
        let (head, maxp) = (font.head().map_err(failed)?, font.maxp().map_err(failed)?);
        let (units_per_em, glyph_count) = (head.units_per_em(), maxp.num_glyphs());
        if !EM.contains(&units_per_em) {
            return Err(FontError(format!("{units_per_em} units per em")));
        }
        if glyph_count == 0 {
            return Err(FontError("no glyphs".into()));
        }
        let hhea = font.hhea().map_err(failed)?;
        let stated = [hhea.ascender(), hhea.descender(), hhea.line_gap()].map(|value| value.to_i16());
        let os2 = font.os2().ok();
        let [ascent, descent, line_gap] = line(stated, os2.as_ref());
        Ok(FontMetrics {
            units_per_em,
            glyph_count,
            ascent,
            descent,
            line_gap,
            capital_height: os2.as_ref().and_then(Os2::s_cap_height),
            weight: os2.as_ref().map_or(REGULAR, Os2::us_weight_class),
            bounds: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
        })
    }
}

/// Ascent, descent and gap of a line: those of `hhea`, but where the font asks for the typographic
/// ones of `OS/2`. Where `hhea` has zeros, the typographic ones; where these are zeros too, what
/// Windows takes. It is the order of FreeType and of the window's own text.
fn line(stated: [i16; 3], os2: Option<&Os2<'_>>) -> [i16; 3] {
    let Some(os2) = os2 else { return stated };
    let typographic = [os2.s_typo_ascender(), os2.s_typo_descender(), os2.s_typo_line_gap()];
    let is_blank = |[ascent, descent, _]: [i16; 3]| ascent == 0 && descent == 0;
    if os2.fs_selection().contains(SelectionFlags::USE_TYPO_METRICS) {
        return typographic;
    }
    match (is_blank(stated), is_blank(typographic)) {
        (false, _) => stated,
        (true, false) => typographic,
        (true, true) => {
            let limited = |value: u16| i16::try_from(value).unwrap_or(i16::MAX);
            [limited(os2.us_win_ascent()), -limited(os2.us_win_descent()), 0]
        }
    }
}
