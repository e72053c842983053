//! The parts of a document that came in, found by their relationships, not by their names. Knows
//! no text.

use std::collections::BTreeMap;

use crate::exchange::ReadError;
use crate::exchange::package::{Package, Part};
use crate::exchange::xml::{Element, Event, Xml};

/// An open document.
pub(super) struct Opened<'a> {
    package: Package<'a>,
    /// The name of the main part.
    main: String,
    /// What the main part refers to: identifier → kind and target.
    relations: BTreeMap<String, Relation>,
}

/// Something that a part refers to.
struct Relation {
    /// The last word of its type, such as `styles`.
    kind: String,
    /// The name of a part, or an address outside, which is never followed.
    target: String,
    is_outside: bool,
}

impl<'a> Opened<'a> {
    /// Opens a document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Opened<'a>, ReadError> {
        let mut package = Package::open(bytes)?;
        let of_package = relations(&mut package, "")?;
        let main = of_package.into_values().find(|one| one.kind == "officeDocument" && !one.is_outside);
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |one| one.target);
        let relations = relations(&mut package, &main)?;
        Ok(Opened { package, main, relations })
    }

    /// The main part.
    pub(super) fn main(&mut self) -> Result<Xml<std::io::BufReader<Part<'_>>>, ReadError> {
        Ok(Xml::of(self.package.part(&self.main)?))
    }

    /// The names of the parts of this kind, such as `styles`, in their order.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<String> {
        let inside = self.relations.values().filter(|one| one.kind == kind && !one.is_outside);
        let mut names: Vec<String> = inside.map(|one| one.target.clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The events of a part; `None` where it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<std::io::BufReader<Part<'_>>>>, ReadError> {
        if !self.package.has(name) {
            return Ok(None);
        }
        Ok(Some(Xml::of(self.package.part(name)?)))
    }

    /// The addresses outside that links of the text go to, by identifier.
    pub(super) fn addresses(&self) -> BTreeMap<String, String> {
        let links = self.relations.iter().filter(|(_, one)| one.kind == "hyperlink" && one.is_outside);
        links.map(|(id, one)| (id.clone(), one.target.clone())).collect()
    }
}

/// The relationships of a part; of the package for the empty name.
fn relations(package: &mut Package<'_>, of: &str) -> Result<BTreeMap<String, Relation>, ReadError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let part = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = BTreeMap::new();
    if !package.has(&part) {
        return Ok(found);
    }
    let mut xml = Xml::of(package.part(&part)?);
    while let Some(event) = xml.event()? {
        let Event::Open(Element { name, attributes, .. }) = event else { continue };
        let of = |key: &str| attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
        if let ("Relationship", Some(id), Some(kind), Some(target)) =
            (name.as_str(), of("Id"), of("Type"), of("Target"))
        {
            let is_outside = of("TargetMode") == Some("External");
            let target = if is_outside { target.to_owned() } else { inside(folder, target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id.to_owned(), Relation { kind, target, is_outside });
        }
    }
    Ok(found)
}

/// The name of the part that `target` means from within `folder`.
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
