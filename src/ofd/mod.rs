//! Pages → OFD bytes (GB/T 33190—2016), the fixed-layout format of domestic office software: the
//! same pages as the PDF, with embedded fonts, extractable text and an outline. Uses the pages and
//! fonts of `layout`; must not know the report, the form or a screen.
//!
//! The structure follows the standard, an independent reader extracts every character, and two viewers of others
//! show the pages as the PDF has them (`tests/foreign/ofd_viewers.sh`). They use no embedded font: each takes one by
//! the name of its family.

mod ofd_fonts;
mod ofd_outline;
mod page_objects;
mod sfnt;
mod xml_values;

use crate::content_hash::ContentHash;
use crate::layout::{FaceId, FontSet, Paper};
use crate::ooxml::package_seal;
use crate::ooxml::package_writer::PackageWriter;
use crate::raster::HeldPicture;
use ofd_fonts::{OfdFonts, SubstituteFont};
use page_objects::ObjectWriter;
use xml_values::{ObjectIds, side, text};

/// Why pages cannot be written as OFD.
#[derive(Debug, thiserror::Error)]
pub enum OfdError {
    /// There are no pages.
    #[error("there are no pages")]
    NoPages,
    /// A font cannot be subset.
    #[error("the font for {} cannot be embedded: {cause}", face.word())]
    Font {
        /// The font's role.
        face: FaceId,
        /// What is wrong with it.
        cause: subsetter::Error,
    },
    /// The package could not be put together.
    #[error("the OFD could not be put together: {0}")]
    Package(#[from] zip::result::ZipError),
}

/// The namespace of every element (GB/T 33190 §7.1).
const SPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
/// The XML declaration of every part.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes the pages as OFD. The same pages and fonts give the same bytes.
///
/// # Errors
///
/// There are no pages, or a font cannot be embedded.
pub fn write(paper: &Paper, fonts: &FontSet) -> Result<Vec<u8>, OfdError> {
    if paper.pages.is_empty() {
        return Err(OfdError::NoPages);
    }
    let faces = OfdFonts::of(paper, fonts)?;
    let mut ids = ObjectIds::default();
    let fonts: Vec<(FaceId, u32)> = faces.iter().map(|(face, _)| (face, ids.next())).collect();
    let pages: Vec<u32> = paper.pages.iter().map(|_| ids.next()).collect();
    let pictures: Vec<(&HeldPicture, u32)> = paper.pictures.iter().map(|picture| (picture, ids.next())).collect();
    let mut contents = Vec::with_capacity(paper.pages.len());
    for page in &paper.pages {
        let mut writer = ObjectWriter::new(&faces, &fonts, &pictures, &mut ids);
        page.items.iter().for_each(|item| writer.draw(item));
        contents.push(writer.finish(page));
    }
    let document = document(paper, &pages, ids.last());
    let resources = resources(&faces, &fonts, &pictures);
    let mut hash = ContentHash::new();
    contents.iter().chain([&document, &resources]).for_each(|part| hash.add(part.as_bytes()));
    let mut package = PackageWriter::new();
    package.add("OFD.xml", entry(paper, hash.value()).as_bytes())?;
    package.add("Doc_0/Document.xml", document.as_bytes())?;
    package.add("Doc_0/PublicRes.xml", resources.as_bytes())?;
    for (face, embedded) in faces.iter() {
        package.add(&format!("Doc_0/Res/{}.ttf", face.word()), embedded.program())?;
    }
    for (picture, _) in &pictures {
        package.add(&format!("Doc_0/Res/{}", file_name(picture)), &picture.bytes_unturned())?;
    }
    for (number, content) in contents.iter().enumerate() {
        package.add(&format!("Doc_0/Pages/Page_{number}/Content.xml"), content.as_bytes())?;
    }
    Ok(package_seal::seal(package.finish()?, package_seal::OFD)?)
}

/// `OFD.xml`: the entry and the metadata (§7.4).
fn entry(paper: &Paper, id: u128) -> String {
    let about = &paper.about;
    let date = about.created.map(|date| format!("<ofd:CreationDate>{date}</ofd:CreationDate>")).unwrap_or_default();
    format!(
        "{HEAD}<ofd:OFD {SPACE} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>\
         <ofd:DocID>{id:032x}</ofd:DocID><ofd:Title>{}</ofd:Title><ofd:Author>{}</ofd:Author>{date}\
         <ofd:Creator>nianbao</ofd:Creator><ofd:CreatorVersion>{}</ofd:CreatorVersion></ofd:DocInfo>\
         <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>\n",
        text(&about.title),
        text(&about.author),
        env!("CARGO_PKG_VERSION"),
    )
}

/// `Document.xml`: the pages, their size and the outline (§7.5).
fn document(paper: &Paper, pages: &[u32], last: u32) -> String {
    let first = paper.pages.first();
    let (width, height) = first.map(|page| (page.width, page.height)).unwrap_or_default();
    let list: String = pages
        .iter()
        .enumerate()
        .map(|(number, id)| format!("<ofd:Page ID=\"{id}\" BaseLoc=\"Pages/Page_{number}/Content.xml\"/>"))
        .collect();
    format!(
        "{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID><ofd:PageArea>\
         <ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\
         </ofd:CommonData><ofd:Pages>{list}</ofd:Pages>{}</ofd:Document>\n",
        side(width),
        side(height),
        ofd_outline::write(&paper.outline, pages),
    )
}

/// The name of a picture's file.
fn file_name(picture: &HeldPicture) -> String {
    format!("{:.16}.{}", picture.id().to_string(), picture.extension())
}

/// `PublicRes.xml`: the fonts and the pictures (§7.9, §11.1).
fn resources(faces: &OfdFonts, ids: &[(FaceId, u32)], pictures: &[(&HeldPicture, u32)]) -> String {
    let fonts: String = faces
        .iter()
        .zip(ids)
        .map(|((face, embedded), (_, id))| {
            let SubstituteFont { family, is_bold, has_serifs } = SubstituteFont::of(face);
            format!(
                "<ofd:Font ID=\"{id}\" FontName=\"{}\" FamilyName=\"{family}\" Charset=\"unicode\" Bold=\"{is_bold}\" \
                 Serif=\"{has_serifs}\" FixedWidth=\"false\"><ofd:FontFile>{}.ttf</ofd:FontFile></ofd:Font>",
                text(embedded.name()),
                face.word()
            )
        })
        .collect();
    let media = |(picture, id): &(&HeldPicture, u32)| {
        let format = picture.extension().to_uppercase();
        format!(
            "<ofd:MultiMedia ID=\"{id}\" Type=\"Image\" Format=\"{format}\"><ofd:MediaFile>{}</ofd:MediaFile></ofd:MultiMedia>",
            file_name(picture)
        )
    };
    let media: String = pictures.iter().map(media).collect();
    let media = if media.is_empty() { media } else { format!("<ofd:MultiMedias>{media}</ofd:MultiMedias>") };
    format!("{HEAD}<ofd:Res {SPACE} BaseLoc=\"Res\"><ofd:Fonts>{fonts}</ofd:Fonts>{media}</ofd:Res>\n")
}
