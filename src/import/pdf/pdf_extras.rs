//! The content of a PDF other than its pages, for the list of what is not imported: annotations,
//! links and fields (ISO 32000-1 §12.5), embedded files and scripts.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Text};
use hayro_syntax::page::Page;

use super::marked_content::text_string;
use crate::import::comment_places::{CommentAnchor, ReadComment};
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::report::{CommentRemark, CommentTime};

/// The longest text that is listed in full, in characters.
const LONG: usize = 200;
/// The most annotations of a page, and the most files and tree nodes of a document, that are read.
const MOST: usize = 2_000;
/// The most annotations of all pages.
const ANNOTATIONS: usize = 20_000;

/// Lists the content other than the pages, each item once, and gives the notes that somebody wrote on pages, each with its
/// page. Which words one is about only its place on the page says, which is not looked at.
pub(super) fn list(pdf: &Pdf, remarks: &mut Remarks) -> Vec<ReadComment> {
    let mut listed = BTreeSet::new();
    let mut said = Vec::new();
    let mut left = ANNOTATIONS;
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        on_page(page, &mut left, &mut listed, &mut |note: PageNote| {
            let text = format!("（第{number}页）{}", note.text);
            let remark = CommentRemark::new(&note.by, note.at, &text);
            said.push(ReadComment { remark, replies: Vec::new(), done: false, anchor: CommentAnchor::default() });
            said.len() < MOST
        });
    }
    if let Some(catalogue) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        of_whole(&catalogue, &mut listed);
    }
    for (what, words) in listed {
        remarks.add(0, words, RemarkKind::LeftOut { what });
    }
    said
}

/// What somebody wrote on a page.
struct PageNote {
    by: String,
    at: Option<CommentTime>,
    text: String,
}

/// A date as `D:20250106140300+08'00'` (ISO 32000-1 §7.9.4).
fn time_of(text: &str) -> Option<CommentTime> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let piece = |from: usize, to: usize| digits.get(from..to).filter(|own| own.bytes().all(|one| one.is_ascii_digit()));
    let (year, month, day) = (piece(0, 4)?, piece(4, 6)?, piece(6, 8)?);
    match (piece(8, 10), piece(10, 12)) {
        (Some(hour), Some(minute)) => format!("{year}-{month}-{day}T{hour}:{minute}:00").parse().ok(),
        _ => format!("{year}-{month}-{day}").parse().ok(),
    }
}

fn on_page(
    page: &Page<'_>,
    left: &mut usize,
    listed: &mut BTreeSet<(OmittedContent, String)>,
    note: &mut dyn FnMut(PageNote) -> bool,
) {
    let mut has_room = true;
    let Some(all) = page.raw().get::<Array<'_>>("Annots") else { return };
    for one in all.iter::<Dict<'_>>().take(MOST.min(*left)) {
        *left = left.saturating_sub(1);
        let words = |key: &str| one.get::<Text<'_>>(key).map(|text| text_string(text.as_bytes()));
        let kind = one.get::<Name<'_>>("Subtype");
        let (what, said) = match kind.as_deref() {
            Some(b"Popup") | None => continue,
            Some(b"Link") => match one.get::<Dict<'_>>("A").and_then(|action| action.get::<Text<'_>>("URI")) {
                Some(address) => (OmittedContent::Address, Some(text_string(address.as_bytes()))),
                // It links to another page.
                None => continue,
            },
            Some(b"Widget") => (OmittedContent::Field, words("V").or_else(|| words("T"))),
            Some(b"FileAttachment" | b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D") => {
                (OmittedContent::Object, words("Contents"))
            }
            Some(_) => {
                let said = words("Contents").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
                if let (Some(text), true) = (&said, has_room) {
                    let at = words("M").or_else(|| words("CreationDate")).and_then(|date| time_of(&date));
                    has_room = note(PageNote { by: words("T").unwrap_or_default(), at, text: text.clone() });
                    continue;
                }
                (OmittedContent::Comment, said)
            }
        };
        add(what, &said.unwrap_or_default(), listed);
    }
}

/// Files and scripts of the document (ISO 32000-1 §7.11.4, §12.6.4.16).
fn of_whole(catalogue: &Dict<'_>, listed: &mut BTreeSet<(OmittedContent, String)>) {
    let names = catalogue.get::<Dict<'_>>("Names");
    let of = |key: &str| names.as_ref().and_then(|names| names.get::<Dict<'_>>(key));
    if let Some(files) = of("EmbeddedFiles") {
        named(files, &mut |name| add(OmittedContent::Object, name, listed));
    }
    let opens = catalogue.get::<Dict<'_>>("OpenAction").and_then(|action| action.get::<Name<'_>>("S"));
    if of("JavaScript").is_some() || opens.as_deref() == Some(b"JavaScript") {
        add(OmittedContent::Script, "", listed);
    }
}

/// The names of a name tree (ISO 32000-1 §7.9.6), from a limited number of its nodes.
fn named(tree: Dict<'_>, visit: &mut dyn FnMut(&str)) {
    let mut left = vec![tree];
    for _ in 0..MOST {
        let Some(branch) = left.pop() else { return };
        if let Some(names) = branch.get::<Array<'_>>("Names") {
            for name in names.iter::<Object<'_>>().take(MOST).filter_map(Object::into_string) {
                visit(&text_string(name.as_bytes()));
            }
        }
        if let Some(kids) = branch.get::<Array<'_>>("Kids") {
            left.extend(kids.iter::<Dict<'_>>().take(MOST.saturating_sub(left.len())));
        }
    }
}

fn add(what: OmittedContent, words: &str, listed: &mut BTreeSet<(OmittedContent, String)>) {
    if listed.len() < MOST {
        listed.insert((what, words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONG).collect()));
    }
}
