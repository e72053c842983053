//! The parts of a document → a source document and remarks. Knows which parts there are and what is
//! read from each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::body_reader::BodyReader;
use super::doc_tree::{ChunkBlocks, DocNode, blocks, chunk_ids, tables};
use super::document_parts::DocumentParts;
use super::numbering::NumberingState;
use super::picture_mention;
use super::style_sheet::StyleSheet;
use crate::export::REVIEW_MARK;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::SourceDocument;
use crate::import::{ReadError, detect};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlEvent, XmlReader};

/// The texts of notes and comments by kind and identifier.
type SideParts = BTreeMap<(OmittedContent, String), Arc<str>>;

/// How deep documents may stand within each other.
const CHUNKS: usize = 2;
/// The longest text of a note, a comment, a header or a footer that is told, in characters.
const ASIDE: usize = 1000;

/// The content of the document, and remarks on what is not imported. `depth` counts the documents around it.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(super) fn source_document(
    document: &mut DocumentParts<'_>,
    depth: usize,
) -> Result<(SourceDocument, Remarks), ReadError> {
    let style_sheet = match document.of_kind("styles").first() {
        Some(name) => document.part(name)?.map(|mut xml| StyleSheet::read(&mut xml)).transpose()?.unwrap_or_default(),
        None => StyleSheet::default(),
    };
    let numbering = match document.of_kind("numbering").first() {
        Some(name) => {
            document.part(name)?.map(|mut xml| NumberingState::read(&mut xml)).transpose()?.unwrap_or_default()
        }
        None => NumberingState::default(),
    };
    let notes = notes(document, &style_sheet, depth)?;
    let addresses = document.addresses();
    let mut remarks = Remarks::default();
    headers_and_footers(document, &style_sheet, &mut remarks)?;
    if !document.of_kind("vbaProject").is_empty() {
        remarks.add(0, "", RemarkKind::LeftOut { what: OmittedContent::Script });
    }
    let mut reader = BodyReader::new(&style_sheet, numbering, &notes, &addresses, &mut remarks);
    // Of a document within another pictures and comments are told, as those of headers are.
    reader.is_outermost = depth == 0;
    let nodes = reader.part(&mut document.main()?)?;
    let (changes, mentions) = (reader.changes, reader.pictures);
    let pictures = picture_mention::pictures(document, mentions, &mut remarks)?;
    if changes.inserted + changes.deleted > 0 {
        let kind = RemarkKind::TrackedChanges { inserted: changes.inserted, deleted: changes.deleted };
        remarks.add(changes.line, changes.words, kind);
    }
    let mut chunks = chunks(document, &nodes, depth, &mut remarks)?;
    let tables = tables(&nodes);
    let blocks = blocks(nodes, &mut chunks, &mut remarks);
    Ok((SourceDocument { blocks, pictures, tables, ..SourceDocument::default() }, remarks))
}

/// The documents that stand within this one (`w:altChunk`): web pages, Word documents, text. One of another
/// kind is listed.
fn chunks(
    document: &mut DocumentParts<'_>,
    nodes: &[DocNode],
    depth: usize,
    remarks: &mut Remarks,
) -> Result<ChunkBlocks, ReadError> {
    let mut found = ChunkBlocks::new();
    let mut bytes = 0;
    for (line, id) in chunk_ids(nodes) {
        if found.contains_key(&id) {
            continue;
        }
        let own = match document.chunk(&id)? {
            Some(own) if depth < CHUNKS => own,
            _ => {
                remarks.add(line, "", RemarkKind::LeftOut { what: OmittedContent::Object });
                continue;
            }
        };
        bytes += own.len();
        Limit::Page.check(bytes)?;
        match detect::blocks(&own, depth + 1, remarks)? {
            Some(blocks) => drop(found.insert(id, blocks)),
            None => remarks.add(line, "", RemarkKind::LeftOut { what: OmittedContent::Object }),
        }
    }
    Ok(found)
}

/// Lists the text of headers and footers. One with only a page number is listed as a page number.
fn headers_and_footers(
    document: &mut DocumentParts<'_>,
    style_sheet: &StyleSheet,
    remarks: &mut Remarks,
) -> Result<(), ReadError> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for (kind, what) in [("header", OmittedContent::Header), ("footer", OmittedContent::Footer)] {
        for name in document.of_kind(kind) {
            let (notes, addresses) = (SideParts::new(), BTreeMap::new());
            let Some(mut xml) = document.part(&name)? else { continue };
            let mut reader = BodyReader::new(style_sheet, NumberingState::default(), &notes, &addresses, remarks);
            let words = plain_text(&reader.part(&mut xml)?);
            // Our own mark of a report that is not ready says nothing of the report.
            if words.is_empty() || said.contains(&words) || words == REVIEW_MARK {
                continue;
            }
            let is_number = !words.chars().any(|one| one.is_alphabetic() && !"第页共".contains(one));
            let kind = if is_number { RemarkKind::PageNumber } else { RemarkKind::LeftOut { what } };
            remarks.add(0, words.clone(), kind);
            said.insert(words);
        }
    }
    Ok(())
}

/// Footnotes, endnotes and comments by the names under which the text refers to them.
fn notes(document: &mut DocumentParts<'_>, style_sheet: &StyleSheet, depth: usize) -> Result<SideParts, ReadError> {
    let kinds = [
        ("footnotes", "footnote", "footnoteReference", OmittedContent::Footnote),
        ("endnotes", "endnote", "endnoteReference", OmittedContent::Footnote),
        ("comments", "comment", "commentReference", OmittedContent::Comment),
    ];
    // The document's own comments are read; those of one within it are told.
    let kinds = kinds.into_iter().filter(|(.., what)| depth > 0 || *what != OmittedContent::Comment);
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
                found.insert((what, id), note_text(&mut xml, style_sheet)?.into());
            }
        }
    }
    Ok(found)
}

fn note_text<R: std::io::BufRead>(xml: &mut XmlReader<R>, style_sheet: &StyleSheet) -> Result<String, ReadError> {
    let (notes, addresses, mut remarks) = (SideParts::new(), BTreeMap::new(), Remarks::default());
    let mut nodes = Vec::new();
    BodyReader::new(style_sheet, NumberingState::default(), &notes, &addresses, &mut remarks).nodes(xml, &mut nodes)?;
    Ok(plain_text(&nodes))
}

/// The text beside the report, or the beginning of a very long one, which is only told.
fn plain_text(nodes: &[DocNode]) -> String {
    let mut words = String::new();
    gather(nodes, &mut words);
    let end = words.char_indices().nth(ASIDE).map_or(words.len(), |(at, _)| at);
    words.truncate(end);
    words.shrink_to_fit();
    words
}

fn gather(nodes: &[DocNode], words: &mut String) {
    for node in nodes {
        match node {
            DocNode::Line(_, line) => words.push_str(line.text().trim()),
            DocNode::Note(_, _, note) => words.push_str(note),
            DocNode::Table(rows) => {
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| gather(&cell.nodes, words));
            }
            DocNode::Chunk(..) => {}
        }
    }
}
