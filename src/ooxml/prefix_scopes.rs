//! Which namespace the prefix of a name means at a place of an XML part. What a name costs does not grow with
//! the declarations around it. Must not know what is in the namespaces.

use std::collections::BTreeMap;

use super::xml_reader::XmlNamespace;

/// The longest prefix that can be bound, in bytes; Office's have at most ten.
const PREFIX: usize = 64;

/// The prefixes that are bound, and the elements that are open.
#[derive(Debug, Default)]
pub(super) struct PrefixScopes {
    /// What each prefix means here. The empty one is the default namespace; what is missing means nothing.
    bound: BTreeMap<Vec<u8>, XmlNamespace>,
    /// What declarations of open elements replaced, in their order.
    replaced: Vec<(Vec<u8>, Option<XmlNamespace>)>,
    /// For each open element its namespace, and how much was `replaced` before it.
    open: Vec<(XmlNamespace, usize)>,
}

impl PrefixScopes {
    /// Opens an element with the prefix `own` that declares `declared`: prefixes, each with its namespace.
    pub(super) fn open<'n>(
        &mut self,
        own: &[u8],
        declared: impl Iterator<Item = (&'n [u8], XmlNamespace)>,
    ) -> XmlNamespace {
        let before = self.replaced.len();
        for (prefix, space) in declared.filter(|(prefix, _)| prefix.len() <= PREFIX) {
            let former = self.bound.insert(prefix.to_vec(), space);
            self.replaced.push((prefix.to_vec(), former));
        }
        let space = self.bound.get(own).copied().unwrap_or(XmlNamespace::Other);
        self.open.push((space, before));
        space
    }

    /// Closes the element that was opened last, and says its namespace.
    pub(super) fn close(&mut self) -> XmlNamespace {
        let Some((space, before)) = self.open.pop() else { return XmlNamespace::Other };
        while self.replaced.len() > before {
            match self.replaced.pop() {
                Some((prefix, Some(former))) => self.bound.insert(prefix, former),
                Some((prefix, None)) => self.bound.remove(&prefix),
                None => break,
            };
        }
        space
    }
}
