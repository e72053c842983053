//! The content of a PDF other than its pages, for the list of what is not imported: annotations,
//! links and fields (ISO 32000-1 §12.5), embedded files and scripts.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Text};
use hayro_syntax::page::Page;

use super::content_stream::text_string;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};

/// The longest text that is listed in full, in characters.
const LONG: usize = 200;
/// The most annotations of a page, and the most files and tree nodes of a document, that are read.
const MOST: usize = 2_000;
/// The most annotations of all pages.
const ANNOTATIONS: usize = 20_000;

/// Lists the content other than the pages, each item once.
pub(super) fn list(pdf: &Pdf, remarks: &mut Remarks) {
    let mut listed = BTreeSet::new();
    let mut left = ANNOTATIONS;
    for page in pdf.pages().iter() {
        on_page(page, &mut left, &mut listed);
    }
    if let Some(catalogue) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        of_whole(&catalogue, &mut listed);
    }
    for (what, words) in listed {
        remarks.add(0, words, RemarkKind::LeftOut { what });
    }
}

fn on_page(page: &Page<'_>, left: &mut usize, listed: &mut BTreeSet<(OmittedContent, String)>) {
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
            Some(_) => (OmittedContent::Comment, words("Contents")),
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
