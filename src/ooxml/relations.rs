//! The relationships of the parts of a package (ISO/IEC 29500-2 §9.3). Must not know the kind of
//! document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::package::Package;
use super::xml_reader::{XmlEvent, XmlReader};
use crate::limits::ReadError;

/// A relationship of a part.
pub struct Relationship {
    /// The last segment of its type, such as `styles`.
    pub kind: String,
    /// The name of a part, or an external address, which is never opened and is cut where it is very long.
    pub target: Arc<str>,
    /// Whether the target is external.
    pub is_outside: bool,
}

/// The longest target that is kept, in bytes; a zip archive has no longer names than 65,535 bytes, and no real
/// one half as long as this.
const LONG: usize = 2048;

/// The relationships of the part `of` by identifier; of the package itself for the empty name.
///
/// # Errors
///
/// The part is damaged or exceeds a limit.
pub fn relations(package: &mut Package<'_>, of: &str) -> Result<BTreeMap<String, Relationship>, ReadError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let part = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = BTreeMap::new();
    if !package.has(&part) {
        return Ok(found);
    }
    let mut xml = XmlReader::of(package.part(&part)?);
    while let Some(event) = xml.event()? {
        let XmlEvent::Open(element) = event else { continue };
        if let ("Relationship", Some(id), Some(kind), Some(target)) =
            (element.name.as_str(), element.attribute("Id"), element.attribute("Type"), element.attribute("Target"))
        {
            let is_outside = element.attribute("TargetMode") == Some("External");
            let end = (0..=LONG.min(target.len())).rev().find(|at| target.is_char_boundary(*at));
            let target = target.get(..end.unwrap_or_default()).unwrap_or_default();
            let target = if is_outside { target.into() } else { inside(folder, target).into() };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id.to_owned(), Relationship { kind, target, is_outside });
        }
    }
    Ok(found)
}

/// The name of the part that `target` refers to, relative to `folder`.
fn inside(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}
