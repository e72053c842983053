//! The parts of a document, found by their relationships, not by their names. Must not know any
//! text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::import::ReadError;
use crate::limits::Limit;
use crate::ooxml::package::{Package, PackagePart};
use crate::ooxml::relations::{Relationship, relations};
use crate::ooxml::xml_reader::XmlReader;

/// An open document.
pub(super) struct DocumentParts<'a> {
    package: Package<'a>,
    /// The name of the main part.
    main: String,
    /// What the main part refers to: identifier → kind and target.
    relations: BTreeMap<String, Relationship>,
}

impl<'a> DocumentParts<'a> {
    /// Finds the main part of a package and what it refers to.
    ///
    /// # Errors
    ///
    /// Relationships that are damaged or beyond a limit.
    pub(super) fn of(mut package: Package<'a>) -> Result<DocumentParts<'a>, ReadError> {
        let of_package = relations(&mut package, "")?;
        let main = of_package.into_values().find(|one| one.kind == "officeDocument" && !one.is_outside);
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |one| one.target.to_string());
        let relations = relations(&mut package, &main)?;
        Ok(DocumentParts { package, main, relations })
    }

    /// The main part.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn main(&mut self) -> Result<XmlReader<std::io::BufReader<PackagePart<'_>>>, ReadError> {
        Ok(XmlReader::of(self.package.part(&self.main)?))
    }

    /// The names of the parts of this kind, such as `styles`, in their order.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<String> {
        let inside = self.relations.values().filter(|one| one.kind == kind && !one.is_outside);
        let mut names: Vec<String> = inside.map(|one| one.target.to_string()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The events of a part; `None` where it is not there.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn part(
        &mut self,
        name: &str,
    ) -> Result<Option<XmlReader<std::io::BufReader<PackagePart<'_>>>>, ReadError> {
        if !self.package.has(name) {
            return Ok(None);
        }
        Ok(Some(XmlReader::of(self.package.part(name)?)))
    }

    /// The bytes of the document within this one that a relationship names; `None` where it is not there.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn chunk(&mut self, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let inside = self.relations.get(id).filter(|one| one.kind == "aFChunk" && !one.is_outside);
        let Some(name) = inside.map(|one| Arc::clone(&one.target)).filter(|name| self.package.has(name)) else {
            return Ok(None);
        };
        let bytes = self.package.part(&name)?.bytes(Limit::Page.most())?;
        Limit::Page.check(bytes.len())?;
        Ok(Some(bytes))
    }

    /// The bytes of the picture that a relationship names; `None` where it is not in the package or too large.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds another limit.
    pub(super) fn picture(&mut self, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let inside = self.relations.get(id).filter(|one| one.kind == "image" && !one.is_outside);
        let Some(name) = inside.map(|one| Arc::clone(&one.target)).filter(|name| self.package.has(name)) else {
            return Ok(None);
        };
        let bytes = self.package.part(&name)?.bytes(Limit::Picture.most())?;
        Ok(Limit::Picture.check(bytes.len()).is_ok().then_some(bytes))
    }

    /// The external addresses of links, by identifier.
    pub(super) fn addresses(&self) -> BTreeMap<String, Arc<str>> {
        let links = self.relations.iter().filter(|(_, one)| one.kind == "hyperlink" && one.is_outside);
        links.map(|(id, one)| (id.clone(), Arc::clone(&one.target))).collect()
    }
}
