//! What a page has beside its words, for the list of what is not carried over: pictures, links,
//! scripts, fields, embedded files, words that nobody sees. Knows neither the form nor a report.

use std::collections::BTreeSet;

use super::dom::{Dom, DomElement, DomId};
use super::element_style;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};

/// The longest address or name that is told whole, in characters: pictures may be their own
/// address.
const LONG: usize = 200;

/// Lists what lies between the node `first` and the end of the node `last`, each thing once.
pub(super) fn list(tree: &Dom, first: DomId, last: DomId, remarks: &mut Remarks) {
    let enter = |id: DomId| !tree.element(id).is_some_and(element_style::is_unseen);
    let end = tree.below(last, enter).last().unwrap_or(last);
    let nodes = tree.below(0, enter);
    let mut told: BTreeSet<(OmittedContent, String)> = BTreeSet::new();
    let mut begun = false;
    for id in nodes {
        begun |= id == first;
        if begun
            && let Some(element) = tree.element(id)
            && let Some((what, words)) = beside(tree, id, element)
        {
            let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONG).collect();
            if told.insert((what, words.clone())) {
                remarks.add(0, words, RemarkKind::LeftOut { what });
            }
        }
        if id == end {
            break;
        }
    }
}

/// What an element is, where it is more than words.
fn beside(tree: &Dom, id: DomId, element: &DomElement) -> Option<(OmittedContent, String)> {
    let named = |names: &[&str]| -> String {
        let found = names.iter().find_map(|name| element.attribute(name).filter(|value| !value.trim().is_empty()));
        found.unwrap_or_default().to_owned()
    };
    match element.tag() {
        "img" => Some((OmittedContent::Picture, named(&["alt", "title", "src"]))),
        "svg" | "canvas" | "math" => Some((OmittedContent::Picture, tree.text(id))),
        "script" => Some((OmittedContent::Script, String::new())),
        "iframe" | "object" | "embed" | "audio" | "video" => {
            Some((OmittedContent::Object, named(&["title", "src", "data"])))
        }
        "input" if element.attribute("type") == Some("hidden") => None,
        "input" | "select" | "textarea" | "button" => {
            let (words, value) = (tree.text(id), named(&["value", "placeholder", "name"]));
            Some((OmittedContent::Field, if words.trim().is_empty() { value } else { words }))
        }
        "a" => {
            let address = element.attribute("href")?.trim();
            let leads = !address.is_empty() && !address.starts_with('#') && !address.starts_with("javascript:");
            let is_read = tree.text(id).contains(address.trim_end_matches('/'));
            (leads && !is_read).then(|| (OmittedContent::Address, address.to_owned()))
        }
        // Templates and styles are no words; what is crossed out or hidden is.
        "style" | "template" | "noscript" | "head" | "title" => None,
        _ if element_style::is_unseen(element) => {
            let words = tree.text(id);
            (!words.trim().is_empty()).then_some((OmittedContent::Hidden, words))
        }
        _ => None,
    }
}
