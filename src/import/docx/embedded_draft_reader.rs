//! Reads the draft that is embedded in a document of this program as a custom XML part. Must not
//! know the paragraphs of the document.

use super::ReadError;
use super::document_parts::DocumentParts;
use super::paragraph_reader::text_inside;
use crate::export::docx::embedded_draft::NAMESPACE;
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlEvent, XmlNamespace, XmlReader};
use crate::raster::PictureId;
use crate::report::Report;

/// The most charts of a document whose pictures are known.
const CHARTS: usize = 500;

/// The draft that is embedded in a document.
pub(super) struct EmbeddedDraft {
    /// The report as it was exported.
    pub report: Report,
    /// The number of dismissed findings.
    pub dismissed: usize,
    /// The names of the pictures that stand for its charts, in order.
    pub charts: Vec<PictureId>,
}

/// The embedded draft; `None` if there is none that this version can read.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(super) fn carried(document: &mut DocumentParts<'_>) -> Result<Option<EmbeddedDraft>, ReadError> {
    for name in document.of_kind("customXml") {
        if let Some(mut xml) = document.part(&name)?
            && let Some(found) = read(&mut xml)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn read<R: std::io::BufRead>(xml: &mut XmlReader<R>) -> Result<Option<EmbeddedDraft>, ReadError> {
    let root = loop {
        match xml.event()? {
            Some(XmlEvent::Open(root)) => break root,
            Some(_) => {}
            None => return Ok(None),
        }
    };
    let is_ours = root.name == "draft" && root.attributes.iter().any(|(_, value)| value == NAMESPACE);
    if !is_ours || root.space != XmlNamespace::Other {
        return Ok(None);
    }
    let dismissed = root.attribute("dismissed").and_then(|count| count.parse().ok()).unwrap_or(0);
    let charts = root.attribute("charts").unwrap_or_default();
    let charts = charts.split(' ').map_while(PictureId::parse).take(CHARTS).collect();
    let json = text_inside(xml)?;
    Limit::check_json(json.as_bytes())?;
    Ok(serde_json::from_str(&json).ok().map(|report| EmbeddedDraft { report, dismissed, charts }))
}
