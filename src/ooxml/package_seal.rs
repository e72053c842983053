//! The seal of a zip package of ours: a digest over all of its parts, which one of them bears. A package whose parts do
//! not fit it was saved by somebody since, whatever its properties say. Must not know what else is in a part.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::package_origin::unify_origin;
use crate::content_hash::Sha256Hash;

/// Before the digest, so that files of versions without one are told apart from files whose digest does not fit.
const MARK: &str = "nianbao:sha256:";
/// The digits of a digest.
const DIGITS: usize = 64;
/// The most bytes of the part that bears it.
const MOST: u64 = 64 * 1024;

/// The part that bears the seal, and where in it.
#[derive(Clone, Copy)]
pub(crate) struct SealPlace {
    /// The name of the part.
    part: &'static str,
    /// Before these words.
    before: &'static str,
    /// The element around the seal.
    element: [&'static str; 2],
}

/// Of documents and workbooks: the identifier among the core properties (ISO/IEC 29500-2 §11), which programs keep.
pub(crate) const OFFICE: SealPlace = SealPlace {
    part: "docProps/core.xml",
    before: "</cp:coreProperties>",
    element: ["<dc:identifier>", "</dc:identifier>"],
};
/// Of OFD: a datum of the user's among those about the document (GB/T 33190 §7.4).
pub(crate) const OFD: SealPlace = SealPlace {
    part: "OFD.xml",
    before: "</ofd:DocInfo>",
    element: ["<ofd:CustomDatas><ofd:CustomData Name=\"digest\">", "</ofd:CustomData></ofd:CustomDatas>"],
};

/// The package with its seal, the other parts as they were. One that lacks the place is left as it is.
///
/// # Errors
///
/// The package cannot be read or written again.
pub(crate) fn seal(bytes: Vec<u8>, place: SealPlace) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice()))?;
    let mut text = String::new();
    archive.by_name(place.part)?.take(MOST).read_to_string(&mut text)?;
    let Some((head, tail)) = text.rsplit_once(place.before) else { return Ok(bytes) };
    let digest = digest(&mut archive, place.part, text.as_bytes())?;
    let [open, close] = place.element;
    let sealed = format!("{head}{open}{MARK}{digest}{close}{}{tail}", place.before);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + MARK.len() + DIGITS + 128)));
    for number in 0..archive.len() {
        let entry = archive.by_index_raw(number)?;
        if entry.name()? != place.part {
            writer.raw_copy_file(entry)?;
            continue;
        }
        drop(entry);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        writer.start_file(place.part, options)?;
        writer.write_all(sealed.as_bytes())?;
    }
    let mut sealed = writer.finish()?.into_inner();
    unify_origin(&mut sealed);
    Ok(sealed)
}

/// Whether the parts fit the seal; `None` where there is none, as in packages of earlier versions.
pub(crate) fn is_intact(bytes: &[u8], place: SealPlace) -> Option<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(place.part).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    let at = text.find(MARK)?;
    let (begin, end) = (at + MARK.len(), at + MARK.len() + DIGITS);
    let said = text.get(begin..end).unwrap_or_default();
    let [open, close] = place.element;
    let bare = text.replace(&format!("{open}{MARK}{said}{close}"), "");
    Some(digest(&mut archive, place.part, bare.as_bytes()).is_ok_and(|own| own.to_string() == said))
}

/// The digest over the names of the parts, their sizes and checksums, in the order of the names: no part is unpacked.
/// `bare` is the part that bears the seal, without it.
fn digest(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str, bare: &[u8]) -> ZipResult<Sha256Hash> {
    let mut lines = vec![format!("{part}\t{}", Sha256Hash::of(bare))];
    for number in 0..archive.len() {
        let entry = archive.by_index_raw(number)?;
        let name = entry.name()?;
        if name != part {
            lines.push(format!("{name}\t{}\t{:08x}", entry.size(), entry.crc32()));
        }
    }
    lines.sort_unstable();
    Ok(Sha256Hash::of(lines.join("\n").as_bytes()))
}
