//! Which fonts may stand for which role: by the names under which offices know them, and only
//! where their makers permit that they are embedded in a document. Reads the tables of a font that
//! name it; knows no file and no page.

use ttf_parser::{PlatformId, name, name_id, os2};

use super::FaceId;

/// What a font says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its names, in every language that it has them in.
    names: Vec<String>,
    /// Whether it may be embedded, reduced to the glyphs used.
    permit: Permit,
}

/// Whether a font may be embedded in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// It may, and may be reduced to the glyphs used.
    Granted,
    /// It may not, not whole, or not its outlines (OpenType `OS/2.fsType`).
    Withheld,
}

impl Label {
    /// Reads a font's tables `name` and `OS/2`. A font without the second forbids nothing.
    pub fn read(names: &[u8], metrics: &[u8]) -> Label {
        let permit = match os2::Table::parse(metrics) {
            None => Permit::Granted,
            Some(table) => permit(&table),
        };
        let wanted = [name_id::FAMILY, name_id::FULL_NAME, name_id::TYPOGRAPHIC_FAMILY, name_id::POST_SCRIPT_NAME];
        let records = name::Table::parse(names).into_iter().flat_map(|table| table.names);
        let records = records.filter(|record| wanted.contains(&record.name_id));
        Label { names: records.filter_map(|record| text(&record)).collect(), permit }
    }

    /// How well the font is known as one for `face`: 0 for the best name; `None` for none.
    pub fn rank(&self, face: FaceId) -> Option<usize> {
        names(face).iter().position(|wanted| self.names.iter().any(|name| name.eq_ignore_ascii_case(wanted)))
    }

    /// Whether it may be embedded.
    pub const fn permit(&self) -> Permit {
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

/// Whether `fsType` lets a document hold the outlines of the glyphs used. A PDF that is made for
/// reading and printing needs no more than “preview and print”.
fn permit(table: &os2::Table<'_>) -> Permit {
    let restricted = matches!(table.permissions(), None | Some(ttf_parser::Permissions::Restricted));
    match !restricted && table.is_subsetting_allowed() && table.is_outline_embedding_allowed() {
        true => Permit::Granted,
        false => Permit::Withheld,
    }
}

/// The text of a name: UTF-16, or the Latin of old Macintosh records.
pub(super) fn text(record: &name::Name<'_>) -> Option<String> {
    match record.platform_id {
        PlatformId::Macintosh if record.encoding_id == 0 && record.name.is_ascii() => {
            String::from_utf8(record.name.to_vec()).ok()
        }
        _ => record.to_string(),
    }
}
