//! Writes the draft into the document as a custom XML part, for what the page does not show. Must
//! not know the paragraphs of the document.

use crate::ooxml::xml_writer::XmlWriter;
use crate::raster::PictureId;
use crate::report::{Report, Revisions};

/// The namespace of the part.
pub(crate) const NAMESPACE: &str = "urn:nianbao:draft:1";

/// Characters of a chunk: far below the limit of a reader for one text node.
pub(super) const CHUNK: usize = 1 << 14;

/// The part: the draft as JSON, in chunks. The reasons for dismissed findings are internal and are
/// left out; the part has only their number. The record of imported files is left out too, and so are tracked changes but
/// for those who review (`is_reviewed`): a merge tells from them what the document was made of. `charts` are the names of
/// the pictures that stand for its charts, in order.
///
/// # Errors
///
/// The report has a value that JSON cannot hold.
pub(crate) fn part(
    report: &Report,
    is_reviewed: bool,
    charts: impl Iterator<Item = PictureId>,
) -> Result<Vec<u8>, serde_json::Error> {
    let public = Report {
        dismissed: Vec::new(),
        comments: Vec::new(),
        revisions: if is_reviewed { report.revisions.clone() } else { Revisions::default() },
        stages: Vec::new(),
        origins: Vec::new(),
        ..report.clone()
    };
    // The two characters that JSON does not escape and XML does not allow.
    let json = serde_json::to_string(&public)?.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let mut xml = XmlWriter::new();
    let dismissed = report.dismissed.len().to_string();
    let charts = charts.map(|name| name.to_string()).collect::<Vec<_>>().join(" ");
    let mut attributes = vec![("xmlns", NAMESPACE), ("dismissed", dismissed.as_str())];
    attributes.extend(Some(("charts", charts.as_str())).filter(|(_, names)| !names.is_empty()));
    xml.element("draft", &attributes, |xml| {
        let mut rest = json.as_str();
        while !rest.is_empty() {
            let cut = rest.char_indices().nth(CHUNK).map_or(rest.len(), |(byte, _)| byte);
            let (chunk, after) = rest.split_at(cut);
            xml.element("json", &[], |xml| xml.text(chunk));
            rest = after;
        }
    });
    Ok(xml.into_bytes())
}
