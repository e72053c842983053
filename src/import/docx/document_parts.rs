//! The parts of a document, found by their relationships, not by their names. Must not know any
//! text.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use crate::import::ReadError;
use crate::limits::Limit;
use crate::ooxml::package::{Package, PackagePart, refusal};
use crate::ooxml::relations::{Relationship, relations};
use crate::ooxml::xml_reader::XmlReader;

/// An open document.
pub(super) struct DocumentParts<'a> {
    package: Package<'a>,
    /// The name of the main part.
    main: String,
    /// What the main part refers to: identifier → kind and target.
    relations: BTreeMap<String, Relationship>,
    /// Whether its pictures are known by their bytes, so that none may be made smaller.
    pub keeps_pictures: bool,
}

/// The most bytes of a tag that its name takes: a prefix of 64, as many as are bound, a colon and the name.
const TAG: u64 = 96;

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
        Ok(DocumentParts { package, main, relations, keeps_pictures: false })
    }

    /// The main part.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn main(&mut self) -> Result<XmlReader<BufReader<PackagePart<'_>>>, ReadError> {
        Ok(XmlReader::of(self.package.part(&self.main)?))
    }

    /// Whether the main part may have an element of one of these names, without prefix. Only the beginnings of its tags
    /// are looked at, since reading it as XML costs many times as much.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn may_have(&mut self, names: &[&str]) -> Result<bool, ReadError> {
        let mut source = BufReader::new(self.package.part(&self.main)?);
        let refused = |error: io::Error| refusal(&self.main, &error);
        let mut tag = Vec::new();
        while source.skip_until(b'<').map_err(refused)? > 0 {
            tag.clear();
            source.by_ref().take(TAG).read_until(b'>', &mut tag).map_err(refused)?;
            let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
            let local = name.rsplit(|byte| *byte == b':').next();
            if names.iter().any(|one| local == Some(one.as_bytes())) {
                return Ok(true);
            }
        }
        Ok(false)
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
    pub(super) fn part(&mut self, name: &str) -> Result<Option<XmlReader<BufReader<PackagePart<'_>>>>, ReadError> {
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
        let bytes = self.package.part(&name)?.bytes(Limit::PictureFile.most())?;
        Ok(Limit::PictureFile.check(bytes.len()).is_ok().then_some(bytes))
    }

    /// The external addresses of links, by identifier.
    pub(super) fn addresses(&self) -> BTreeMap<String, Arc<str>> {
        let links = self.relations.iter().filter(|(_, one)| one.kind == "hyperlink" && one.is_outside);
        links.map(|(id, one)| (id.clone(), Arc::clone(&one.target))).collect()
    }
}
