//! A document that came in → a manuscript and remarks. Knows which parts there are and what is
//! read of each.

use std::collections::BTreeMap;

use super::body_reader::Walk;
use super::doc_tree::{Piece, blocks};
use super::document_parts::Opened;
use super::numbering::Counters;
use super::style_sheet::Looks;
use crate::import::ReadError;
use crate::import::remark::{LeftOut, RemarkKind, Remarks};
use crate::import::source_document::Manuscript;
use crate::ooxml::xml_reader::{Event, Xml};

/// The texts of notes and comments by kind and number.
type Asides = BTreeMap<(LeftOut, String), String>;

/// What stands in the document, and what of it is not carried over.
pub(super) fn manuscript(document: &mut Opened<'_>) -> Result<(Manuscript, Remarks), ReadError> {
    let looks = match document.of_kind("styles").first() {
        Some(name) => document.part(name)?.map(|mut xml| Looks::read(&mut xml)).transpose()?.unwrap_or_default(),
        None => Looks::default(),
    };
    let counters = match document.of_kind("numbering").first() {
        Some(name) => document.part(name)?.map(|mut xml| Counters::read(&mut xml)).transpose()?.unwrap_or_default(),
        None => Counters::default(),
    };
    let asides = asides(document, &looks)?;
    let addresses = document.addresses();
    let mut remarks = Remarks::default();
    margins(document, &looks, &mut remarks)?;
    if !document.of_kind("vbaProject").is_empty() {
        remarks.add(0, "", RemarkKind::LeftOut { what: LeftOut::Script });
    }
    let mut walk = Walk::new(&looks, counters, &asides, &addresses, &mut remarks);
    let pieces = walk.part(&mut document.main()?)?;
    let changes = walk.changes;
    if changes.inserted + changes.deleted > 0 {
        let kind = RemarkKind::TrackedChanges { inserted: changes.inserted, deleted: changes.deleted };
        remarks.add(changes.line, changes.words, kind);
    }
    let blocks = blocks(pieces, &mut remarks);
    Ok((Manuscript { blocks, ..Manuscript::default() }, remarks))
}

/// What headers and footers say. A page number is a page number, whatever stands around it.
fn margins(document: &mut Opened<'_>, looks: &Looks, remarks: &mut Remarks) -> Result<(), ReadError> {
    let mut said: Vec<String> = Vec::new();
    for (kind, what) in [("header", LeftOut::Header), ("footer", LeftOut::Footer)] {
        for name in document.of_kind(kind) {
            let (asides, addresses) = (Asides::new(), BTreeMap::new());
            let Some(mut xml) = document.part(&name)? else { continue };
            let mut walk = Walk::new(looks, Counters::default(), &asides, &addresses, remarks);
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
fn asides(document: &mut Opened<'_>, looks: &Looks) -> Result<Asides, ReadError> {
    let kinds = [
        ("footnotes", "footnote", "footnoteReference", LeftOut::Footnote),
        ("endnotes", "endnote", "endnoteReference", LeftOut::Footnote),
        ("comments", "comment", "commentReference", LeftOut::Comment),
    ];
    let mut found = Asides::new();
    for (part, element, reference, what) in kinds {
        for name in document.of_kind(part) {
            let Some(mut xml) = document.part(&name)? else { continue };
            while let Some(event) = xml.event()? {
                let Event::Open(one) = event else { continue };
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

fn aside<R: std::io::BufRead>(xml: &mut Xml<R>, looks: &Looks) -> Result<String, ReadError> {
    let (asides, addresses, mut remarks) = (Asides::new(), BTreeMap::new(), Remarks::default());
    let mut pieces = Vec::new();
    Walk::new(looks, Counters::default(), &asides, &addresses, &mut remarks).pieces(xml, &mut pieces)?;
    Ok(words(&pieces))
}

fn words(pieces: &[Piece]) -> String {
    let mut words = String::new();
    for piece in pieces {
        match piece {
            Piece::Line(_, line) => words.push_str(line.text().trim()),
            Piece::Note(_, _, note) => words.push_str(note),
            Piece::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| words.push_str(&self::words(&cell.pieces)));
            }
        }
    }
    words
}
