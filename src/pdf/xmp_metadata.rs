//! The metadata of the file, in the Info dictionary and, with the same values, as XMP (ISO 19005-2
//! §6.6). Dates come from the report, never from a clock.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};

use super::{PdfError, PdfProfile};
use crate::layout::DocumentInfo;
use crate::ooxml::escape::xml_text;

/// The program that wrote the file.
const PROGRAM: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// Stands before the digest of the report's content.
pub(crate) const DIGEST: &str = "nianbao:sha256:";

/// Adds both.
///
/// # Errors
///
/// The document lacks an object.
pub(super) fn add(document: &mut Document, about: &DocumentInfo, profile: PdfProfile) -> Result<(), PdfError> {
    let info = document.add_object(info(about));
    document.trailer.set("Info", info);
    let head = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Uncompressed, so that programs find it without reading PDF.
    let packet = Stream::new(head, xmp(about, profile).into_bytes()).with_compression(false);
    let packet = document.add_object(packet);
    document.catalog_mut()?.set("Metadata", packet);
    Ok(())
}

fn info(about: &DocumentInfo) -> Dictionary {
    let mut info = Dictionary::new();
    let words =
        [("Title", about.title.as_str()), ("Author", &about.author), ("Creator", PROGRAM), ("Producer", PROGRAM)];
    for (key, word) in words.into_iter().map(|(key, word)| (key, line(word))).filter(|(_, word)| !word.is_empty()) {
        info.set(key, text_string(&word));
    }
    if let Some(date) = about.created {
        // The day begins in China Standard Time (UTC+8).
        let date = format!("D:{:04}{:02}{:02}000000+08'00'", date.year(), date.month(), date.day());
        info.set("CreationDate", Object::string_literal(date));
    }
    info
}

fn xmp(about: &DocumentInfo, profile: PdfProfile) -> String {
    let (part, conformance) = match profile {
        PdfProfile::A2a => (2, 'A'),
        PdfProfile::A1b => (1, 'B'),
    };
    let mut fields = String::new();
    let mut field = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = write!(fields, "<{name}>{value}</{name}>");
    };
    field("pdfaid:part", &part.to_string());
    field("pdfaid:conformance", &conformance.to_string());
    field("dc:format", "application/pdf");
    let (title, author) = (xml_text(&line(&about.title)), xml_text(&line(&about.author)));
    if !title.is_empty() {
        field("dc:title", &format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt>"));
    }
    if !author.is_empty() {
        field("dc:creator", &format!("<rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq>"));
    }
    if let Some(digest) = about.digest {
        // Dublin Core's own property, so that PDF/A needs no schema for it.
        field("dc:identifier", &format!("{DIGEST}{digest}"));
    }
    field("xmp:CreatorTool", PROGRAM);
    field("pdf:Producer", PROGRAM);
    if let Some(date) = about.created {
        field("xmp:CreateDate", &format!("{date}T00:00:00+08:00"));
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\
         {fields}</rdf:Description></rdf:RDF></x:xmpmeta>\n\
         <?xpacket end=\"r\"?>"
    )
}

/// Text in one line: control characters, which XML cannot hold, left out.
fn line(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}
