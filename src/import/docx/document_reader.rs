//! A document that came in → a manuscript and remarks. Knows which parts there are and what is
//! read of each.

use std::collections::BTreeMap;

use super::body_reader::BodyReader;
use super::doc_tree::{DocNode, blocks};
use super::document_parts::DocumentParts;
use super::numbering::NumberingState;
use super::style_sheet::StyleSheet;
use crate::import::ReadError;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::SourceDocument;
use crate::ooxml::xml_reader::{XmlEvent, XmlReader};

/// The texts of notes and comments by kind and number.
type SideParts = BTreeMap<(OmittedContent, String), String>;

/// What stands in the document, and what of it is not carried over.
pub(super) fn manuscript(document: &mut DocumentParts<'_>) -> Result<(SourceDocument, Remarks), ReadError> {
    let looks = match document.of_kind("styles").first() {
        Some(name) => document.part(name)?.map(|mut xml| StyleSheet::read(&mut xml)).transpose()?.unwrap_or_default(),
        None => StyleSheet::default(),
    };
    let counters = match document.of_kind("numbering").first() {
        Some(name) => {
            document.part(name)?.map(|mut xml| NumberingState::read(&mut xml)).transpose()?.unwrap_or_default()
        }
        None => NumberingState::default(),
    };
    let asides = asides(document, &looks)?;
    let addresses = document.addresses();
    let mut remarks = Remarks::default();
    margins(document, &looks, &mut remarks)?;
    if !document.of_kind("vbaProject").is_empty() {
        remarks.add(0, "", RemarkKind::LeftOut { what: OmittedContent::Script });
    }
    let mut walk = BodyReader::new(&looks, counters, &asides, &addresses, &mut remarks);
    let pieces = walk.part(&mut document.main()?)?;
    let changes = walk.changes;
    if changes.inserted + changes.deleted > 0 {
        let kind = RemarkKind::TrackedChanges { inserted: changes.inserted, deleted: changes.deleted };
        remarks.add(changes.line, changes.words, kind);
    }
    let blocks = blocks(pieces, &mut remarks);
    Ok((SourceDocument { blocks, ..SourceDocument::default() }, remarks))
}

/// What headers and footers say. A page number is a page number, whatever stands around it.
fn margins(document: &mut DocumentParts<'_>, looks: &StyleSheet, remarks: &mut Remarks) -> Result<(), ReadError> {
    let mut said: Vec<String> = Vec::new();
    for (kind, what) in [("header", OmittedContent::Header), ("footer", OmittedContent::Footer)] {
        for name in document.of_kind(kind) {
            let (asides, addresses) = (SideParts::new(), BTreeMap::new());
            let Some(mut xml) = document.part(&name)? else { continue };
            let mut walk = BodyReader::new(looks, NumberingState::default(), &asides, &addresses, remarks);
            let words = words(&walk.part(&mut xml)?);
            if words.is_empty() || said.contains(&words) {
                continue;
            }
            let is_number = !words.chars().any(|one| one.is_alphabetic() && !"第页共".contains(one));
            let kind = if is_number { RemarkKind::PageNumber } else { RemarkKind::LeftOut { what } };
            remarks.add(0, words.clone(), kind);
            said.push(words);
        }
    }
    Ok(())
}

/// Footnotes, endnotes and comments by the names under which the text refers to them.
fn asides(document: &mut DocumentParts<'_>, looks: &StyleSheet) -> Result<SideParts, ReadError> {
    let kinds = [
        ("footnotes", "footnote", "footnoteReference", OmittedContent::Footnote),
        ("endnotes", "endnote", "endnoteReference", OmittedContent::Footnote),
        ("comments", "comment", "commentReference", OmittedContent::Comment),
    ];
    let mut found = SideParts::new();
    for (part, element, reference, what) in kinds {
        for name in document.of_kind(part) {
            let Some(mut xml) = document.part(&name)? else { continue };
            while let Some(event) = xml.event()? {
                let XmlEvent::Open(one) = event else { continue };
                if !one.is_word(element) {
                    continue;
                }
                let id = format!("{reference} {}", one.attribute("id").unwrap_or_default());
                found.insert((what, id), aside(&mut xml, looks)?);
            }
        }
    }
    Ok(found)
}

fn aside<R: std::io::BufRead>(xml: &mut XmlReader<R>, looks: &StyleSheet) -> Result<String, ReadError> {
    let (asides, addresses, mut remarks) = (SideParts::new(), BTreeMap::new(), Remarks::default());
    let mut pieces = Vec::new();
    BodyReader::new(looks, NumberingState::default(), &asides, &addresses, &mut remarks).pieces(xml, &mut pieces)?;
    Ok(words(&pieces))
}

fn words(pieces: &[DocNode]) -> String {
    let mut words = String::new();
    for piece in pieces {
        match piece {
            DocNode::Line(_, line) => words.push_str(line.text().trim()),
            DocNode::Note(_, _, note) => words.push_str(note),
            DocNode::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| words.push_str(&self::words(&cell.pieces)));
            }
        }
    }
    words
}
