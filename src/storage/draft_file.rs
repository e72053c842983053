//! The draft file as bytes: JSON that a person can read, two spaces deep, `format` and `version`
//! first, then the report's fields. Knows no disk.

use serde_json::error::Category;

use super::FileFingerprint;
use crate::limits::{Limit, ReadError};
use crate::raster::{HeldPicture, PictureField};
use crate::report::Report;

/// The most bytes that a draft may have.
pub const LIMIT: u64 = Limit::DRAFT;

/// The newest version that this program writes. A newer minor version only adds fields, which are kept
/// unread; a newer major version is refused. 1.1 added figures and their pictures, 1.2 tables in texts and tracked changes,
/// 1.3 charts; a draft without them is written as the version before, byte for byte.
pub const VERSION: (u32, u32) = (1, 3);

/// The version of a draft without charts.
const WITHOUT_CHARTS: (u32, u32) = (1, 2);

/// The version of a draft with figures and without tables, tracked changes and charts.
const WITHOUT_TABLES: (u32, u32) = (1, 1);

/// The version of a draft without any of these.
const WITHOUT_FIGURES: (u32, u32) = (1, 0);

/// What the file ends with.
const END: &[u8] = b"\n}\n";

/// The word that tells a draft from other JSON.
const FORMAT: &str = "nianbao-draft";

/// Bytes that are no draft that this program can read. Lines and columns count from 1, columns
/// in bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// It has no content: no bytes, or nothing but zeros and blanks, as a disk leaves what it has lost.
    #[error("empty")]
    Empty,
    /// More bytes than [`LIMIT`], or more than [`Limit::DRAFT_TEXT`] beside its pictures.
    #[error("larger than {} bytes beside its pictures", Limit::DRAFT_TEXT)]
    TooLarge,
    /// It exceeds another limit.
    #[error("beyond the limit of {0:?}, which is {most}", most = .0.most())]
    Beyond(Limit),
    /// Not UTF-8 from this position on.
    #[error("not UTF-8 at line {line}, column {column}")]
    NotUtf8 {
        /// The line of the first bad byte.
        line: usize,
        /// Its column.
        column: usize,
    },
    /// No draft at all: other text, other JSON.
    #[error("not a draft")]
    Foreign,
    /// A draft that ends too early.
    #[error("ends too early at line {line}, column {column}")]
    Truncated {
        /// The line of the end.
        line: usize,
        /// Its column.
        column: usize,
    },
    /// A draft in which something is not as it must be.
    #[error("line {line}, column {column}: {problem}")]
    Malformed {
        /// The line of the mistake, or the end of the part that holds it.
        line: usize,
        /// Its column.
        column: usize,
        /// What is wrong, in English, as the parser says it.
        problem: String,
    },
    /// A draft of a newer major version.
    #[error("of version {version}")]
    Newer {
        /// The version that the file names.
        version: String,
    },
}

/// A report in the bytes of its draft file, or its words in those of a recovery file.
///
/// The pictures are the last field: who looks at the file in an editor sees the words first, and what is written
/// without pictures ends before them. JSON with Base64 is a third larger than a package; but it stays one readable
/// file that older programs keep whole, written and read back in the one way that is tried against failing disks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerializedDraft {
    bytes: Vec<u8>,
    /// Where the fields of the report begin.
    header: usize,
    /// Where its pictures begin; the end of the last field where it has none.
    words_end: usize,
    pictures: Vec<HeldPicture>,
    fingerprint: FileFingerprint,
}

impl SerializedDraft {
    /// Serialises `report`: the same report gives the same bytes everywhere.
    ///
    /// # Errors
    /// For values that JSON cannot hold, which a report has none of.
    pub fn new(report: &Report) -> Result<SerializedDraft, serde_json::Error> {
        SerializedDraft::with_pictures(report, true)
    }

    /// Serialises `report` without its pictures, for what has them in files beside it: a recovery file is written every
    /// few seconds, and does not encode megabytes each time.
    ///
    /// # Errors
    /// As [`SerializedDraft::new`].
    pub(super) fn words_of(report: &Report) -> Result<SerializedDraft, serde_json::Error> {
        SerializedDraft::with_pictures(report, false)
    }

    fn with_pictures(report: &Report, are_written: bool) -> Result<SerializedDraft, serde_json::Error> {
        let kept = report.kept_pictures();
        let mut pictures = report.pictures.fields(|id| kept.contains(&id));
        let (major, minor) = match kept.is_empty() && pictures.is_empty() {
            _ if report.keeps_charts() => VERSION,
            _ if report.has_text_tables() || !report.revisions.is_empty() => WITHOUT_CHARTS,
            false => WITHOUT_TABLES,
            true => WITHOUT_FIGURES,
        };
        if !are_written {
            // What is not understood is in no file beside.
            pictures.retain(|_, field| matches!(field, PictureField::Unread(_)));
        }
        let mut bytes = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": \"{major}.{minor}\",").into_bytes();
        let header = bytes.len();
        // The object's brace stands before the header already.
        let object = serde_json::to_vec_pretty(report)?;
        bytes.extend_from_slice(object.get(1..object.len().saturating_sub(END.len() - 1)).unwrap_or_default());
        let words_end = bytes.len();
        // With pictures the file is large, and in memory twice where it grows.
        if are_written {
            let shown = kept.iter().filter_map(|id| report.pictures.get(*id));
            bytes.reserve(shown.map(|picture| picture.bytes().len().div_ceil(3) * 4).sum());
        }
        for (number, (name, value)) in pictures.iter().enumerate() {
            let before = if number == 0 { ",\n  \"pictures\": {\n    " } else { ",\n    " };
            bytes.extend_from_slice(before.as_bytes());
            serde_json::to_writer(&mut bytes, name)?;
            bytes.extend_from_slice(b": ");
            value.write_json(&mut bytes);
        }
        if !pictures.is_empty() {
            bytes.extend_from_slice(b"\n  }");
        }
        let words_end = if are_written { words_end } else { bytes.len() };
        bytes.extend_from_slice(END);
        let fingerprint = FileFingerprint::of(&bytes);
        let pictures = kept.into_iter().filter_map(|id| report.pictures.get(id)).cloned().collect();
        Ok(SerializedDraft { bytes, header, words_end, pictures, fingerprint })
    }

    /// The whole file but its pictures, which lie elsewhere.
    pub(super) fn words(&self) -> Vec<u8> {
        [self.bytes.get(..self.words_end).unwrap_or_default(), END].concat()
    }

    /// Its pictures.
    pub(super) fn pictures(&self) -> &[HeldPicture] {
        &self.pictures
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The fingerprint of the whole file.
    pub const fn fingerprint(&self) -> FileFingerprint {
        self.fingerprint
    }

    /// The JSON fields of the report without those of the file and without its pictures, and the brace that ends them.
    pub(super) fn report_fields(&self) -> [&[u8]; 2] {
        [self.bytes.get(self.header..self.words_end).unwrap_or_default(), END]
    }
}

/// The report of a draft.
///
/// # Errors
/// The bytes are no draft that this program can read.
pub fn parse(bytes: &[u8]) -> Result<Report, DraftError> {
    let is_beyond = |length: usize, most: u64| u64::try_from(length).map_or(true, |length| length > most);
    if is_beyond(bytes.len(), LIMIT) || is_beyond(words_length(bytes), Limit::DRAFT_TEXT) {
        return Err(DraftError::TooLarge);
    }
    if is_blank(bytes) {
        return Err(DraftError::Empty);
    }
    let text = text(bytes)?;
    // Before all of it is in memory.
    if Limit::check_json(text.as_bytes()).is_err() {
        return Err(if names_draft(bytes) { DraftError::Beyond(Limit::Values) } else { DraftError::Foreign });
    }
    let mut report: Report = match serde_json::from_str(text) {
        Ok(report) => report,
        Err(error) => return Err(reason(text, &error)),
    };
    // Read with the unknown fields, these two are taken out again: they are the file's, not the
    // report's.
    let format = report.extra.remove("format");
    if format.as_ref().and_then(|format| format.as_str()) != Some(FORMAT) {
        return Err(DraftError::Foreign);
    }
    let version = report.extra.remove("version");
    acceptable(version.as_ref().and_then(|version| version.as_str()))?;
    within_limits(&report)?;
    Ok(report)
}

/// How many bytes stand before the pictures, which are the last field; all of them where there are none.
fn words_length(bytes: &[u8]) -> usize {
    const FIELD: &[u8] = b"\"pictures\"";
    bytes.windows(FIELD.len()).position(|window| window == FIELD).unwrap_or(bytes.len())
}

/// Refuses a report that holds more text than it may.
fn within_limits(report: &Report) -> Result<(), DraftError> {
    let size = report.size();
    if report.pictures.is_beyond() {
        return Err(DraftError::Beyond(Limit::Pictures));
    }
    Limit::check_report(size.characters, size.paragraphs, size.runs).map_err(|error| match error {
        ReadError::Beyond(limit) => DraftError::Beyond(limit),
        _ => DraftError::TooLarge,
    })
}

/// Whether the bytes are a draft or unsaved text of one, in whatever state: one that is broken or cut short,
/// and one of a newer program, count as well.
pub fn holds_draft(bytes: &[u8]) -> bool {
    names_draft(bytes) || parse(bytes).is_ok()
}

/// Whether the bytes are an archive that may hold drafts: a zip or a tar in which the name of one stands, or one whose
/// names are packed too (gzip, of a tar or not, bzip2, xz, zstd, 7z, RAR), which this program never writes.
pub fn is_archive_of_drafts(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b".nianbao";
    const PACKED: [&[u8]; 6] =
        [b"\x1F\x8B", b"BZh", b"\xFD7zXZ\0", b"\x28\xB5\x2F\xFD", b"7z\xBC\xAF\x27\x1C", b"Rar!"];
    // A tar file begins with a name; its mark stands behind the first header's fields.
    let has_names = bytes.get(257..262) == Some(b"ustar") || bytes.starts_with(b"PK\x03\x04");
    PACKED.iter().any(|mark| bytes.starts_with(mark))
        || (has_names && bytes.windows(NAME.len()).any(|window| window.eq_ignore_ascii_case(NAME)))
}

/// Whether the bytes are an object that calls itself a draft, or unsaved text of one.
fn names_draft(bytes: &[u8]) -> bool {
    // In UTF-16, as editors may have saved it, every second byte of these words is a zero.
    let squeezed = bytes.iter().copied().filter(|byte| *byte != 0 && !byte.is_ascii_whitespace());
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let without_mark = |text: &[u8]| marks.iter().find_map(|mark| Some(text.strip_prefix(*mark)?.to_vec()));
    // Most files that are looked at are none: they are told by their beginning.
    let head: Vec<u8> = squeezed.clone().take(4).collect();
    if !without_mark(&head).unwrap_or(head).starts_with(b"{") {
        return false;
    }
    let text: Vec<u8> = squeezed.collect();
    let text = without_mark(&text).unwrap_or(text);
    let says = |format: &str| {
        let words = format!("\"format\":\"{format}");
        text.windows(words.len()).any(|window| window == words.as_bytes())
    };
    says(FORMAT) || says("nianbao-recovery")
}

/// Whether the bytes have no content.
pub fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

/// The bytes of a draft: the same report gives the same bytes everywhere.
///
/// # Errors
/// For values that JSON cannot hold, which a report has none of.
pub fn write(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    SerializedDraft::new(report).map(|draft| draft.bytes)
}

fn text(bytes: &[u8]) -> Result<&str, DraftError> {
    let text = std::str::from_utf8(bytes).or_else(|error| {
        // A picture, a package, a text in another encoding: where it is no UTF-8 helps nobody.
        if !names_draft(bytes) {
            return Err(DraftError::Foreign);
        }
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        match (error.error_len(), std::str::from_utf8(good)) {
            // The file ends within a character: it is cut off there, as its reading says.
            (None, Ok(good)) => Ok(good),
            _ => {
                let (line, column) = position(good);
                Err(DraftError::NotUtf8 { line, column })
            }
        }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Line and column, from 1, of what follows `before`.
fn position(before: &[u8]) -> (usize, usize) {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}

fn acceptable(version: Option<&str>) -> Result<(), DraftError> {
    let known = version.and_then(|version| version.split_once('.')).and_then(|(major, minor)| {
        minor.parse::<u32>().ok()?;
        major.parse::<u32>().ok()
    });
    match (known, version) {
        (Some(major), _) if major <= VERSION.0 => Ok(()),
        (Some(_), Some(version)) => Err(DraftError::Newer { version: version.to_owned() }),
        _ => Err(DraftError::Malformed { line: 1, column: 1, problem: "`version` is not like \"1.0\"".into() }),
    }
}

/// Why `text` is no report. What does not call itself a draft is foreign, and
/// what calls itself a newer one is newer, whatever else is unusual in it.
fn reason(text: &str, error: &serde_json::Error) -> DraftError {
    #[derive(serde::Deserialize)]
    struct DraftHeader {
        format: Option<serde_json::Value>,
        version: Option<serde_json::Value>,
    }
    let (line, column) = (error.line(), error.column());
    let malformed = || DraftError::Malformed { line, column, problem: problem(error) };
    if let Ok(head) = serde_json::from_str::<DraftHeader>(text) {
        let format = head.format.as_ref().and_then(|format| format.as_str());
        let version = head.version.as_ref().and_then(|version| version.as_str());
        return match acceptable(version) {
            _ if format != Some(FORMAT) => DraftError::Foreign,
            Err(newer) => newer,
            Ok(()) => malformed(),
        };
    }
    let squeezed: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let head = format!("\"format\":\"{FORMAT}\"");
    match error.classify() {
        Category::Eof if format!("{{{head}").starts_with(&squeezed) => DraftError::Truncated { line, column },
        _ if !squeezed.contains(&head) => DraftError::Foreign,
        Category::Eof => DraftError::Truncated { line, column },
        _ => malformed(),
    }
}

/// The parser's words without the position, which is told apart.
fn problem(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" at line ").map_or(words.clone(), |(problem, _)| problem.to_owned())
}
