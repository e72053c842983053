//! Which installed fonts may be used for which role: by their names, and only if their licence bits
//! permit embedding (OpenType `OS/2.fsType`). Reads the tables `name` and `OS/2`; must not know
//! files or pages.

use skrifa::raw::tables::name::{Encoding, Name, NameRecord};
use skrifa::raw::tables::os2::Os2;
use skrifa::raw::types::NameId;
use skrifa::raw::{FontData, FontRead as _};

use super::FaceId;

/// The names and the embedding permission of a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontNames {
    /// Its names, in every language that it has them in.
    names: Vec<String>,
    /// Whether it may be embedded, reduced to the glyphs used.
    permit: EmbeddingPermission,
}

/// Whether a font may be embedded in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbeddingPermission {
    /// It may, and may be reduced to the glyphs used.
    Granted,
    /// It may not, not whole, or not its outlines (OpenType `OS/2.fsType`).
    Withheld,
}

impl FontNames {
    /// Reads a font's tables `name` and `OS/2`. A font without the second forbids nothing.
    pub fn read(names: &[u8], metrics: &[u8]) -> FontNames {
        let permit = Os2::read(FontData::new(metrics)).map_or(EmbeddingPermission::Granted, |table| permit(&table));
        let wanted = [NameId::FAMILY_NAME, NameId::FULL_NAME, NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::POSTSCRIPT_NAME];
        FontNames { names: texts(names, &wanted).collect(), permit }
    }

    /// The rank of the font among those for `face`: 0 for the preferred name; `None` if it is none
    /// of them.
    pub fn rank(&self, face: FaceId) -> Option<usize> {
        names(face).iter().position(|wanted| self.names.iter().any(|name| name.eq_ignore_ascii_case(wanted)))
    }

    /// Whether it may be embedded.
    pub const fn permit(&self) -> EmbeddingPermission {
        self.permit
    }
}

/// The names of the fonts that official documents are set in, for each role the best first.
pub const fn names(face: FaceId) -> &'static [&'static str] {
    match face {
        FaceId::Title => &[
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "FZXBSJW--GB1-0",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05",
            "小标宋",
        ],
        FaceId::Fang => &["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"],
        FaceId::Kai => &["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"],
        FaceId::Hei => &["黑体", "SimHei"],
        FaceId::Song => &["宋体", "SimSun"],
        FaceId::Spare | FaceId::Scarce | FaceId::Rare => &[],
    }
}

/// Whether `fsType` lets a document hold the outlines of the glyphs used (OpenType 1.9, `OS/2.fsType`).
/// A PDF that is made for reading and printing needs no more than “preview and print”.
fn permit(table: &Os2<'_>) -> EmbeddingPermission {
    const LEVELS: u16 = 0x000f;
    const RESTRICTED: u16 = 0x0002;
    const PREVIEW: u16 = 0x0004;
    const EDITABLE: u16 = 0x0008;
    const NO_SUBSETTING: u16 = 0x0100;
    const BITMAPS_ONLY: u16 = 0x0200;
    let (version, flags) = (table.version(), table.fs_type());
    let may_embed = match flags & LEVELS {
        0 | PREVIEW | EDITABLE => true,
        RESTRICTED => false,
        // Several levels at once: up to version 2 the least restrictive counts, afterwards it is malformed.
        several => version <= 2 && several & (PREVIEW | EDITABLE) != 0,
    };
    // The other two flags came with version 2.
    match may_embed && (version <= 1 || flags & (NO_SUBSETTING | BITMAPS_ONLY) == 0) {
        true => EmbeddingPermission::Granted,
        false => EmbeddingPermission::Withheld,
    }
}

/// The texts of the names `wanted` in a table `name`, in its order; those in other encodings than
/// UTF-16 and the Latin of old Macintosh records are left out.
pub(super) fn texts(names: &[u8], wanted: &[NameId]) -> impl Iterator<Item = String> {
    let table = Name::read(FontData::new(names)).ok();
    let records = table.into_iter().flat_map(|table| {
        let strings = table.string_data();
        let records = table.name_record().iter().filter(|record| wanted.contains(&record.name_id()));
        records.filter_map(move |record| text(record, strings))
    });
    records.collect::<Vec<_>>().into_iter()
}

/// The text of a name, `None` where it cannot be read.
fn text(record: &NameRecord, strings: FontData<'_>) -> Option<String> {
    let text = record.string(strings).ok()?.to_string();
    let is_sound = match Encoding::new(record.platform_id(), record.encoding_id()) {
        Encoding::Utf16Be => !text.contains(char::REPLACEMENT_CHARACTER),
        // What is more than ASCII here is often Chinese in another encoding.
        Encoding::MacRoman => text.is_ascii(),
        Encoding::Unknown => false,
    };
    is_sound.then_some(text)
}
