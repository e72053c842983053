//! The draft that travels in the document as a custom part, for what the page cannot show. Knows
//! no paragraph of the document.

use super::markup::Markup;
use super::opened::Opened;
use crate::exchange::ReadError;
use crate::exchange::xml::{Event, Space, Xml};
use crate::report::Report;

/// The namespace of the part.
pub(super) const NAMESPACE: &str = "urn:nianbao:draft:1";

/// Characters of a piece: far below what a reader takes as one run of text.
const PIECE: usize = 1 << 14;

/// What a document carries beside what it shows.
pub(super) struct Carried {
    /// The report as it was exported.
    pub report: Report,
    /// How many findings the unit let stand.
    pub dismissed: usize,
}

/// The part: the draft as JSON, in pieces. The reasons for which the unit lets findings stand are
/// its own affair and stay behind; the part says how many there are. So does what was told of files
/// that the report was read from.
pub(super) fn part(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let public = Report { dismissed: Vec::new(), origins: Vec::new(), ..report.clone() };
    // The two characters that JSON leaves as they are and XML cannot hold.
    let json = serde_json::to_string(&public)?.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let mut xml = Markup::new();
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

/// The draft that a document carries; `None` where there is none, or none that this version reads.
pub(super) fn carried(document: &mut Opened<'_>) -> Result<Option<Carried>, ReadError> {
    for name in document.of_kind("customXml") {
        if let Some(mut xml) = document.part(&name)?
            && let Some(found) = read(&mut xml)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn read<R: std::io::BufRead>(xml: &mut Xml<R>) -> Result<Option<Carried>, ReadError> {
    let root = loop {
        match xml.event()? {
            Some(Event::Open(root)) => break root,
            Some(_) => {}
            None => return Ok(None),
        }
    };
    let is_ours = root.name == "draft" && root.attributes.iter().any(|(_, value)| value == NAMESPACE);
    if !is_ours || root.space != Space::Other {
        return Ok(None);
    }
    let dismissed = root.attribute("dismissed").and_then(|count| count.parse().ok()).unwrap_or(0);
    let json = super::inline::text_inside(xml)?;
    Ok(serde_json::from_str(&json).ok().map(|report| Carried { report, dismissed }))
}
