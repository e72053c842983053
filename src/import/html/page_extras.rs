//! The content of a page other than text, for the list of what is not imported: pictures, links,
//! scripts, fields, embedded files, hidden text. Must not know the form or a report.

use std::collections::{BTreeMap, BTreeSet};

use super::dom::{Dom, DomId};
use super::dom_element::DomElement;
use super::element_style;
use super::html_tables;
use super::page_pictures::PagePicture;
use super::page_source::VALUE;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};

/// The longest address or name that is listed in full, in characters: an address may contain the
/// picture itself.
const LONG: usize = 200;

/// The most items that are told apart; further ones are counted.
const MOST: usize = 2_000;

/// Lists what is between the node `first` and the end of the node `last`, each item once; `pictures` are kept.
pub(super) fn list(
    tree: &Dom,
    first: DomId,
    last: DomId,
    pictures: &BTreeMap<DomId, PagePicture>,
    remarks: &mut Remarks,
) {
    let enter = |id: DomId| !tree.element(id).is_some_and(element_style::is_unseen);
    let end = tree.below(last, enter).last().unwrap_or(last);
    let nodes = tree.below(0, enter);
    let mut listed: BTreeSet<(OmittedContent, String)> = BTreeSet::new();
    let mut begun = false;
    for id in nodes {
        begun |= id == first;
        if begun
            && !pictures.contains_key(&id)
            && let Some(element) = tree.element(id)
            && let Some((what, words)) = extra(tree, id, element)
        {
            if listed.len() >= MOST {
                remarks.add(0, "", RemarkKind::LeftOut { what });
                continue;
            }
            let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONG).collect();
            if listed.insert((what, words.clone())) {
                remarks.add(0, words, RemarkKind::LeftOut { what });
            }
        }
        if id == end {
            break;
        }
    }
}

/// Lists once that elements were left out, for their depth, that say how their text looks.
pub(super) fn list_lost_formats(tree: &Dom, remarks: &mut Remarks) {
    if tree.has_lost_formats() {
        remarks.add(0, "", RemarkKind::LeftOut { what: OmittedContent::DeepFormat });
    }
}

/// What an element is, if it is more than text.
fn extra(tree: &Dom, id: DomId, element: &DomElement) -> Option<(OmittedContent, String)> {
    // A picture is no name of itself.
    let is_name = |value: &str| !value.trim().is_empty() && value.len() <= VALUE;
    let named = |names: &[&str]| -> String {
        let found = names.iter().find_map(|name| element.attribute(name).filter(|value| is_name(value)));
        found.unwrap_or_default().to_owned()
    };
    match element.tag() {
        "img" => Some((OmittedContent::Picture, named(&["alt", "title", "src"]))),
        // A chart that this program drew is read by what it is of.
        "svg" if is_chart(tree, id) => None,
        "svg" | "canvas" | "math" => Some((OmittedContent::Picture, tree.text(id))),
        "script" => Some((OmittedContent::Script, String::new())),
        "iframe" | "object" | "embed" | "audio" | "video" => {
            Some((OmittedContent::Object, named(&["title", "src", "data"])))
        }
        "input" if element.attribute("type") == Some("hidden") => None,
        // What it shows is read with its cell.
        "input" | "textarea" if is_in_cell(tree, id) && html_tables::field_text(tree, id, element).is_some() => None,
        "input" | "select" | "textarea" | "button" => {
            let (words, value) = (tree.text(id), named(&["value", "placeholder", "name"]));
            Some((OmittedContent::Field, if words.trim().is_empty() { value } else { words }))
        }
        "a" => {
            let address = element.attribute("href")?.trim();
            let leads = !address.is_empty() && !address.starts_with('#') && !address.starts_with("javascript:");
            // A longer text does not name its address but is one with a link in it.
            let is_read = tree.beginning(id, 2 * VALUE).contains(address.trim_end_matches('/'));
            (leads && !is_read).then(|| (OmittedContent::Address, address.to_owned()))
        }
        // Templates and styles are not text; deleted or hidden elements are.
        "style" | "template" | "noscript" | "head" | "title" => None,
        _ if element_style::is_unseen(element) => {
            let words = tree.text(id);
            let what = if element_style::is_struck(element) { OmittedContent::Struck } else { OmittedContent::Hidden };
            (!words.trim().is_empty()).then_some((what, words))
        }
        _ => None,
    }
}

fn is_chart(tree: &Dom, id: DomId) -> bool {
    let around = tree.parent(id).and_then(|id| tree.element(id));
    around.is_some_and(|element| element.tag() == "figure" && element.attribute("data-chart").is_some())
}

fn is_in_cell(tree: &Dom, id: DomId) -> bool {
    let mut around = tree.parent(id);
    while let Some(id) = around {
        if matches!(tree.tag(id), "td" | "th") {
            return true;
        }
        around = tree.parent(id);
    }
    false
}
