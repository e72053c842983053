//! The document that printpdf returns → the bytes of the file: page sizes, corrected font
//! dictionaries, what PDF/A requires. Must not know positions or glyphs.

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};

use super::font_subset::{FaceSubset, FontSubset, font_id};
use super::page_content::points;
use super::{
    PdfError, PdfProfile, bookmarks, icc_profile, pdf_pictures, pdf_seal, stream_compression, structure_tree,
    xmp_metadata,
};
use crate::content_hash::ContentHash;
use crate::layout::{Font, NodeId, Paper};

/// Symbolic: only `ToUnicode` maps the font's codes to characters (ISO 32000-1 table 123).
const SYMBOLIC: i64 = 4;

/// Objects in one object stream.
const OBJECTS_PER_STREAM: usize = 1000;

/// Finishes the file.
///
/// # Errors
///
/// The document lacks an object, or the structure or a bookmark is wrong.
pub(super) fn finish(
    mut document: Document,
    paper: &Paper,
    faces: &FontSubset,
    contents: &[Vec<NodeId>],
    profile: PdfProfile,
) -> Result<Vec<u8>, PdfError> {
    document.version = match profile {
        PdfProfile::A2a => "1.7".into(),
        PdfProfile::A1b => "1.4".into(),
    };
    let info = document.trailer.get(b"Info")?.as_reference()?;
    document.objects.remove(&info);
    document.trailer = dictionary! { "Root" => document.trailer.get(b"Root")?.clone() };
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();

    let fonts = take_fonts(&mut document, &pages)?;
    for (face, font, embedded) in faces.faces() {
        let id = fonts.get(font_id(face).0.as_bytes())?.as_reference()?;
        complete_font(&mut document, id, font, embedded, profile)?;
    }
    let mut resources = dictionary! { "Font" => fonts };
    if let Some(pictures) = pdf_pictures::add(&mut document, paper)? {
        resources.set("XObject", pictures);
    }
    let resources = document.add_object(resources);
    for (id, page) in pages.iter().zip(&paper.pages) {
        let dictionary = document.get_dictionary_mut(*id)?;
        for leftover in ["TrimBox", "CropBox", "Annots"] {
            dictionary.remove(leftover.as_bytes());
        }
        let size = [0.0, 0.0, points(page.width), points(page.height)];
        dictionary.set("MediaBox", size.map(Object::Real).to_vec());
        dictionary.set("Resources", resources);
    }

    catalog(&mut document)?;
    structure_tree::add(&mut document, paper, &pages, contents)?;
    bookmarks::add(&mut document, paper, &pages)?;
    xmp_metadata::add(&mut document, &paper.about, profile)?;
    stream_compression::compress_streams(&mut document, pages.len())?;
    let id = Object::String(identity(&document).to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    save(document, profile)
}

/// The font resources by name; every page has the same. The other resource dictionaries of printpdf
/// are empty and are removed.
fn take_fonts(document: &mut Document, pages: &[ObjectId]) -> Result<Dictionary, PdfError> {
    let mut kinds = Dictionary::new();
    for page in pages {
        let resources = document.get_dictionary(*page)?.get(b"Resources")?.as_reference()?;
        if let Some(Object::Dictionary(resources)) = document.objects.remove(&resources) {
            kinds = resources;
        }
    }
    let fonts = document.get_dictionary(kinds.get(b"Font")?.as_reference()?)?.clone();
    for (_, kind) in kinds.iter() {
        document.objects.remove(&kind.as_reference()?);
    }
    Ok(fonts)
}

/// Completes the font dictionaries with what printpdf does not know: the flags, the height of
/// capital letters, and which codes share a glyph.
fn complete_font(
    document: &mut Document,
    id: ObjectId,
    font: &Font,
    embedded: &FaceSubset,
    profile: PdfProfile,
) -> Result<(), PdfError> {
    let map = embedded.glyph_map().map(|map| document.add_object(Stream::new(Dictionary::new(), map)));
    let descendants = document.get_dictionary_mut(id)?.get_mut(b"DescendantFonts")?.as_array_mut()?;
    let mut descendant = descendants.pop().unwrap_or(Object::Null);
    let cid_font = descendant.as_dict_mut()?;
    if let Some(map) = map {
        cid_font.set("CIDToGIDMap", map);
    }
    let descriptor = cid_font.get(b"FontDescriptor")?.as_reference()?;
    // The Type 0 font and its descendant are separate indirect objects, as old viewers expect.
    let descendant = document.add_object(descendant);
    document.get_dictionary_mut(id)?.set("DescendantFonts", vec![descendant.into()]);

    let cid_set = match profile {
        PdfProfile::A2a => None,
        PdfProfile::A1b => Some(document.add_object(Stream::new(Dictionary::new(), cid_set(embedded.codes())))),
    };
    let descriptor = document.get_dictionary_mut(descriptor)?;
    descriptor.set("Flags", SYMBOLIC);
    if let Some(capitals) = font.metrics().capital_height {
        let units = i64::from(font.metrics().units_per_em).max(1);
        descriptor.set("CapHeight", i64::from(capitals) * 1000 / units);
    }
    if let Some(cid_set) = cid_set {
        descriptor.set("CIDSet", cid_set);
    }
    Ok(())
}

/// One bit for every code in the font (ISO 32000-1 table 124, asked for by ISO 19005-1 §6.3.5).
fn cid_set(codes: usize) -> Vec<u8> {
    let mut set = vec![0xFF; codes / 8];
    let rest = codes % 8;
    if rest > 0 {
        set.push(0xFF_u8 << (8 - rest));
    }
    set
}

fn catalog(document: &mut Document) -> Result<(), PdfError> {
    let colours = Stream::new(dictionary! { "N" => 3 }, icc_profile::profile());
    let colours = document.add_object(colours);
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(icc_profile::NAME),
        "Info" => Object::string_literal(icc_profile::NAME),
        "DestOutputProfile" => colours,
    });
    let catalog = document.catalog_mut()?;
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// What stands for the file identifier until the file is sealed: a hash of all streams, which are pages, fonts and
/// metadata (ISO 32000-1 §14.4 only asks that it be likely to differ).
fn identity(document: &Document) -> [u8; 16] {
    let mut hash = ContentHash::new();
    for stream in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        hash.add(&stream.content);
    }
    hash.value().to_be_bytes()
}

fn save(mut document: Document, profile: PdfProfile) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    match profile {
        PdfProfile::A2a => {
            let options = SaveOptions::builder()
                .use_object_streams(true)
                .use_xref_streams(true)
                .max_objects_per_stream(OBJECTS_PER_STREAM)
                .compression_level(stream_compression::LEVEL)
                .build();
            document.save_with_options(&mut bytes, options)?;
            bytes = stream_compression::compress_cross_references(bytes)?;
        }
        PdfProfile::A1b => document.save_to(&mut bytes)?,
    }
    pdf_seal::seal(&mut bytes);
    Ok(bytes)
}
