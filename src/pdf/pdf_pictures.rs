//! The pictures of pages → image objects of the file (ISO 32000-1 §8.9.5): JPEG as it is, PNG in its own compression
//! where PDF has the same, everything else as dots that are compressed once. Must not know where they stand.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::PdfError;
use super::stream_compression::compressed;
use super::structure_tree::integer;
use crate::layout::Paper;
use crate::raster::{CompressedRows, HeldPicture, PictureId, PictureKind};

/// The name of a picture among the resources of a page.
pub(super) fn name(id: PictureId) -> String {
    format!("Im{:.16}", id.to_string())
}

/// Adds the pictures, each once, and gives the resources that name them; `None` where there are none.
///
/// # Errors
///
/// Dots cannot be compressed.
pub(super) fn add(document: &mut Document, paper: &Paper) -> Result<Option<Dictionary>, PdfError> {
    let mut resources = Dictionary::new();
    for picture in paper.pictures.iter() {
        let image = image(picture, document)?;
        let id = document.add_object(image);
        resources.set(name(picture.id()), id);
    }
    Ok((!resources.is_empty()).then_some(resources))
}

fn image(picture: &HeldPicture, document: &mut Document) -> Result<Stream, PdfError> {
    let (width, height) = picture.stored_size();
    let head = |colours: Object, depth: u8, filter: &str| {
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(width),
            "Height" => i64::from(height),
            "ColorSpace" => colours,
            "BitsPerComponent" => i64::from(depth),
            "Filter" => Object::Name(filter.into()),
        }
    };
    let named = |name: &str| Object::Name(name.into());
    match picture.kind() {
        // Colours for printing have no place under the one profile of the file: they become red, green and blue.
        PictureKind::Jpeg(parts @ (1 | 3)) => {
            let colours = if parts == 1 { "DeviceGray" } else { "DeviceRGB" };
            return Ok(finished(head(named(colours), 8, "DCTDecode"), picture.bytes_unturned()));
        }
        PictureKind::Png => {
            // Only what can be decompressed is handed on as it is.
            if let Some(rows) = picture.compressed_rows().filter(|_| picture.dots().is_some()) {
                let colours = colours(&rows, document);
                let mut head = head(colours, rows.depth, "FlateDecode");
                head.set(
                    "DecodeParms",
                    dictionary! {
                        "Predictor" => 15,
                        "Colors" => i64::from(rows.parts),
                        "BitsPerComponent" => i64::from(rows.depth),
                        "Columns" => i64::from(width),
                    },
                );
                return Ok(finished(head, rows.bytes));
            }
        }
        PictureKind::Jpeg(_) => {}
    }
    // Data that are damaged behind their head are shown as white.
    let dots = picture.dots().map_or_else(Vec::new, |dots| dots.rgb);
    let dots = if dots.is_empty() { vec![0xff; side(width) * side(height) * 3] } else { dots };
    Ok(finished(head(named("DeviceRGB"), 8, "FlateDecode"), compressed(&dots)?))
}

fn finished(head: Dictionary, bytes: Vec<u8>) -> Stream {
    Stream::new(head, bytes).with_compression(false)
}

fn colours(rows: &CompressedRows, document: &mut Document) -> Object {
    if rows.palette.is_empty() {
        return Object::Name(if rows.parts == 3 { "DeviceRGB".into() } else { "DeviceGray".into() });
    }
    let most = (rows.palette.len() / 3).saturating_sub(1).min(255);
    let palette = rows.palette.get(..(most + 1) * 3).unwrap_or(&rows.palette).to_vec();
    let palette = document.add_object(Stream::new(Dictionary::new(), palette));
    Object::Array(vec![
        Object::Name("Indexed".into()),
        Object::Name("DeviceRGB".into()),
        integer(most),
        Object::Reference(palette),
    ])
}

fn side(length: u32) -> usize {
    usize::try_from(length).unwrap_or(0)
}
