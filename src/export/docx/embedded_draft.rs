//! Writes the draft into the document as a custom part, for what the page cannot show. Knows no
//! paragraph of the document.

use crate::ooxml::xml_writer::XmlWriter;
use crate::report::Report;

/// The namespace of the part.
pub(crate) const NAMESPACE: &str = "urn:nianbao:draft:1";

/// Characters of a piece: far below what a reader takes as one run of text.
const PIECE: usize = 1 << 14;

/// The part: the draft as JSON, in pieces. The reasons for which the unit lets findings stand are
/// its own affair and stay behind; the part says how many there are. So does what was told of files
/// that the report was read from.
pub(crate) fn part(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let public = Report { dismissed: Vec::new(), origins: Vec::new(), ..report.clone() };
    // The two characters that JSON leaves as they are and XML cannot hold.
    let json = serde_json::to_string(&public)?.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let mut xml = XmlWriter::new();
    let dismissed = report.dismissed.len().to_string();
    xml.element("draft", &[("xmlns", NAMESPACE), ("dismissed", &dismissed)], |xml| {
        let mut rest = json.as_str();
        while !rest.is_empty() {
            let cut = rest.char_indices().nth(PIECE).map_or(rest.len(), |(byte, _)| byte);
            let (piece, after) = rest.split_at(cut);
            xml.element("json", &[], |xml| xml.text(piece));
            rest = after;
        }
    });
    Ok(xml.into_bytes())
}
