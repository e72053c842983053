//! What a PDF has beside its pages, for the list of what is not carried over: notes, links and
//! fields that lie on the pages (ISO 32000-1 §12.5), files and scripts that hang on the whole.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Text};
use hayro_syntax::page::Page;

use super::content_stream::text_string;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};

/// The longest words that are told whole, in characters.
const LONG: usize = 200;
/// More annotations are on no page of a report, and more files and branches on no document.
const MOST: usize = 2_000;

/// Lists what lies beside the pages, each thing once.
pub(super) fn list(pdf: &Pdf, remarks: &mut Remarks) {
    let mut told = BTreeSet::new();
    for page in pdf.pages().iter() {
        on_page(page, &mut told);
    }
    if let Some(catalogue) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        of_whole(&catalogue, &mut told);
    }
    for (what, words) in told {
        remarks.add(0, words, RemarkKind::LeftOut { what });
    }
}

fn on_page(page: &Page<'_>, told: &mut BTreeSet<(OmittedContent, String)>) {
    let Some(all) = page.raw().get::<Array<'_>>("Annots") else { return };
    for one in all.iter::<Dict<'_>>().take(MOST) {
        let words = |key: &str| one.get::<Text<'_>>(key).map(|text| text_string(text.as_bytes()));
        let kind = one.get::<Name<'_>>("Subtype");
        let (what, said) = match kind.as_deref() {
            Some(b"Popup") | None => continue,
            Some(b"Link") => match one.get::<Dict<'_>>("A").and_then(|action| action.get::<Text<'_>>("URI")) {
                Some(address) => (OmittedContent::Address, Some(text_string(address.as_bytes()))),
                // It leads to another page.
                None => continue,
            },
            Some(b"Widget") => (OmittedContent::Field, words("V").or_else(|| words("T"))),
            Some(b"FileAttachment" | b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D") => {
                (OmittedContent::Object, words("Contents"))
            }
            Some(_) => (OmittedContent::Comment, words("Contents")),
        };
        tell(what, &said.unwrap_or_default(), told);
    }
}

/// Files and scripts of the document (ISO 32000-1 §7.11.4, §12.6.4.16).
fn of_whole(catalogue: &Dict<'_>, told: &mut BTreeSet<(OmittedContent, String)>) {
    let names = catalogue.get::<Dict<'_>>("Names");
    let of = |key: &str| names.as_ref().and_then(|names| names.get::<Dict<'_>>(key));
    if let Some(files) = of("EmbeddedFiles") {
        named(files, &mut |name| tell(OmittedContent::Object, name, told));
    }
    let opens = catalogue.get::<Dict<'_>>("OpenAction").and_then(|action| action.get::<Name<'_>>("S"));
    if of("JavaScript").is_some() || opens.as_deref() == Some(b"JavaScript") {
        tell(OmittedContent::Script, "", told);
    }
}

/// The names of a tree of names (ISO 32000-1 §7.9.6), of so many of its branches at most.
fn named(tree: Dict<'_>, tell: &mut dyn FnMut(&str)) {
    let mut left = vec![tree];
    for _ in 0..MOST {
        let Some(branch) = left.pop() else { return };
        if let Some(names) = branch.get::<Array<'_>>("Names") {
            for name in names.iter::<Object<'_>>().take(MOST).filter_map(Object::into_string) {
                tell(&text_string(name.as_bytes()));
            }
        }
        if let Some(kids) = branch.get::<Array<'_>>("Kids") {
            left.extend(kids.iter::<Dict<'_>>().take(MOST.saturating_sub(left.len())));
        }
    }
}

fn tell(what: OmittedContent, words: &str, told: &mut BTreeSet<(OmittedContent, String)>) {
    if told.len() < MOST {
        told.insert((what, words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONG).collect()));
    }
}
