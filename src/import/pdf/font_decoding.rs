//! A font's codes → characters and advances (ISO 32000-1, 9.6–9.10). Must not know outlines.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030, MACINTOSH, WINDOWS_1252};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::glyph_names;
use super::pdf_limits::PdfBudget;
use crate::import::{ReadError, text};

/// A font.
#[derive(Debug)]
pub(super) struct FontDecoder {
    codes: CodeMap,
    /// Its ToUnicode map.
    unicode: Option<CMap>,
    /// From the first code or CID of a range to its last and its advance, as a fraction of the
    /// size.
    advances: BTreeMap<u32, (u32, f64)>,
    /// The advance of all others.
    advance: f64,
    /// Whether lines run from top to bottom.
    pub vertical: bool,
}

/// How bytes are split into codes, and their meaning without a ToUnicode map.
#[derive(Debug)]
enum CodeMap {
    /// One byte each, in an encoding and with differences from it.
    Bytes(&'static Encoding, BTreeMap<u8, char>),
    /// Two bytes each, of no known meaning.
    Pairs,
    /// UTF-16 (`UniGB-UCS2-H`, `UniGB-UTF16-H`).
    Utf16,
    /// GB 2312, GBK or GB 18030 (`GB-EUC-H`, `GBK-EUC-H`, `GBK2K-H`).
    Gbk,
    /// By an embedded CMap.
    Mapped(Box<CMap>),
}

/// A character that is shown.
#[derive(Debug)]
pub(super) struct DecodedGlyph {
    /// Its text; `None` if the font does not define it.
    pub text: Option<String>,
    /// Its advance as a fraction of the size.
    pub advance: f64,
    /// Whether it is the single byte 32, which word spacing widens.
    pub blank: bool,
}

/// The most entries of a table of advances, which is the most CIDs of a font.
const ADVANCES: usize = 1 << 16;

impl FontDecoder {
    /// The font that a dictionary describes.
    ///
    /// # Errors
    ///
    /// The file is damaged or exceeds a limit.
    pub(super) fn of(dict: &Dict, budget: &mut PdfBudget) -> Result<FontDecoder, ReadError> {
        let unicode = match dict.get::<Stream<'_>>("ToUnicode") {
            Some(stream) => map(&stream, budget)?,
            None => None,
        };
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        match descendant {
            Some(descendant) => FontDecoder::composite(dict, &descendant, unicode, budget),
            None => Ok(FontDecoder::simple(dict, unicode)),
        }
    }

    fn composite(
        dict: &Dict,
        descendant: &Dict,
        unicode: Option<CMap>,
        budget: &mut PdfBudget,
    ) -> Result<FontDecoder, ReadError> {
        let name = dict.get::<Name<'_>>("Encoding");
        let name = name.as_ref().map(Name::as_str).unwrap_or_default();
        let mut vertical = name.ends_with("-V") || name == "V";
        let codes = if name.starts_with("Uni") {
            CodeMap::Utf16
        } else if name.starts_with("GB") {
            CodeMap::Gbk
        } else if let Some(stream) = dict.get::<Stream<'_>>("Encoding") {
            vertical = stream.dict().get::<i32>("WMode") == Some(1);
            map(&stream, budget)?.map_or(CodeMap::Pairs, |map| CodeMap::Mapped(Box::new(map)))
        } else {
            CodeMap::Pairs
        };
        let advance = descendant.get::<Number>("DW").map_or(1.0, |number| number.as_f64() / 1000.0);
        let mut advances = BTreeMap::new();
        if let Some(widths) = descendant.get::<Array<'_>>("W") {
            read_widths(&widths, &mut advances);
        }
        Ok(FontDecoder { codes, unicode, advances, advance, vertical })
    }

    fn simple(dict: &Dict, unicode: Option<CMap>) -> FontDecoder {
        let encoding = dict.get::<Dict<'_>>("Encoding");
        let named = dict.get::<Name<'_>>("Encoding");
        let base = encoding.as_ref().and_then(|encoding| encoding.get::<Name<'_>>("BaseEncoding"));
        let name = named.as_ref().or(base.as_ref()).map(Name::as_str).unwrap_or_default();
        let table = if name == "MacRomanEncoding" { MACINTOSH } else { WINDOWS_1252 };
        let differences = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
        let codes = CodeMap::Bytes(table, differences.map(|list| read_differences(&list)).unwrap_or_default());
        // The glyphs of a Type 3 font have a coordinate system of their own.
        let matrix = dict.get::<Array<'_>>("FontMatrix").and_then(|matrix| matrix.iter::<Number>().next());
        let scale = matrix.map_or(0.001, |number| number.as_f64());
        let missing = dict.get::<Dict<'_>>("FontDescriptor").and_then(|one| one.get::<Number>("MissingWidth"));
        let advance = missing.map_or(0.5, |number| number.as_f64() * scale);
        let first = dict.get::<u32>("FirstChar").unwrap_or_default();
        let mut advances = BTreeMap::new();
        let widths = dict.get::<Array<'_>>("Widths");
        for (code, width) in (first..).zip(widths.iter().flat_map(|widths| widths.iter::<Number>()).take(256)) {
            advances.insert(code, (code, width.as_f64() * scale));
        }
        FontDecoder { codes, unicode, advances, advance, vertical: false }
    }

    /// The characters that a string shows.
    pub(super) fn shown(&self, bytes: &[u8]) -> Vec<DecodedGlyph> {
        let mut shown = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.length(rest).clamp(1, rest.len());
            let (own, after) = rest.split_at(length);
            rest = after;
            let code = own.iter().fold(0_u32, |code, byte| code.wrapping_shl(8) | u32::from(*byte));
            let cid = match &self.codes {
                CodeMap::Mapped(map) => u8::try_from(length).ok().and_then(|length| map.lookup_cid_code(code, length)),
                _ => Some(code),
            };
            shown.push(DecodedGlyph {
                text: self.text(code, own),
                advance: self.advance_of(cid.unwrap_or(code), own),
                blank: own == [b' '],
            });
        }
        shown
    }

    /// How many bytes the next code has.
    fn length(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            CodeMap::Bytes(..) => 1,
            CodeMap::Pairs => 2,
            CodeMap::Utf16 => match bytes {
                [0xd8..=0xdb, ..] => 4,
                _ => 2,
            },
            CodeMap::Gbk => match bytes {
                [0x81..=0xfe, 0x30..=0x39, ..] => 4,
                [0x81..=0xfe, ..] => 2,
                _ => 1,
            },
            CodeMap::Mapped(map) => {
                let fits = |length: &usize| {
                    let own = bytes.get(..*length)?;
                    let code = own.iter().fold(0_u32, |code, byte| code.wrapping_shl(8) | u32::from(*byte));
                    map.lookup_cid_code(code, u8::try_from(*length).ok()?)
                };
                (1..=4).find(|length| fits(length).is_some()).unwrap_or(2)
            }
        }
    }

    fn text(&self, code: u32, bytes: &[u8]) -> Option<String> {
        if let Some(text) = self.unicode.as_ref().and_then(|map| map.lookup_bf_string(code)) {
            let text = match text {
                BfString::Char(character) => character.to_string(),
                BfString::String(text) => text,
            };
            return Some(text).filter(|text| !text.contains('\0'));
        }
        let decoded = |encoding: &'static Encoding| {
            encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
        };
        match &self.codes {
            CodeMap::Bytes(encoding, differences) => match bytes {
                [byte] => differences.get(byte).map(char::to_string).or_else(|| decoded(encoding)),
                _ => None,
            },
            CodeMap::Utf16 => decoded(encoding_rs::UTF_16BE),
            CodeMap::Gbk => {
                Some(text::decode_as(GB18030, bytes)).filter(|own| own.broken == 0).map(|own| own.text.into_owned())
            }
            CodeMap::Pairs | CodeMap::Mapped(_) => None,
        }
    }

    fn advance_of(&self, cid: u32, bytes: &[u8]) -> f64 {
        let known = self.advances.range(..=cid).next_back().filter(|(_, (last, _))| *last >= cid);
        match (known, &self.codes) {
            (Some((_, (_, advance))), CodeMap::Bytes(..) | CodeMap::Pairs | CodeMap::Mapped(_)) => *advance,
            // Advances are by CID, which is not known for these encodings: half an em for ASCII.
            (_, CodeMap::Utf16) if bytes.first() == Some(&0) => 0.5,
            (_, CodeMap::Gbk) if bytes.len() == 1 => 0.5,
            _ => self.advance,
        }
    }
}

fn map(stream: &Stream, budget: &mut PdfBudget) -> Result<Option<CMap>, ReadError> {
    let bytes = budget.map(stream)?;
    Ok(CMap::parse(&bytes, |_| None))
}

/// `[c [w w …]]` and `[first last w]` (9.7.4.3).
fn read_widths(widths: &Array, advances: &mut BTreeMap<u32, (u32, f64)>) {
    let mut items = widths.iter::<Object<'_>>();
    let number = |items: &mut dyn Iterator<Item = Object<'_>>| items.next().and_then(Object::into_number);
    let whole = |number: Number| u32::try_from(number.as_i64()).ok();
    while let Some(first) = items.next().and_then(Object::into_number).and_then(whole) {
        match items.next() {
            Some(Object::Array(list)) => {
                for (cid, width) in (first..).zip(list.iter::<Number>()) {
                    advances.insert(cid, (cid, width.as_f64() / 1000.0));
                    if advances.len() > ADVANCES {
                        return;
                    }
                }
            }
            Some(Object::Number(last)) => {
                let Some((last, width)) = whole(last).zip(number(&mut items)) else { return };
                advances.insert(first, (last, width.as_f64() / 1000.0));
            }
            _ => return,
        }
        if advances.len() > ADVANCES {
            return;
        }
    }
}

/// `[code /name /name … code /name …]` (9.6.6.1).
fn read_differences(list: &Array) -> BTreeMap<u8, char> {
    let mut differences = BTreeMap::new();
    let mut code = 0_i64;
    for item in list.iter::<Object<'_>>().take(1024) {
        match item {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                if let (Ok(byte), Some(character)) = (u8::try_from(code), glyph_names::character(name.as_str())) {
                    differences.insert(byte, character);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    differences
}
