//! How much text each element of a page shows, and which elements show none: counted once for the whole page,
//! so that what asks for every element costs no more in a deep page.

use super::dom::{Dom, DomId};
use super::dom_element::DomContent;
use super::element_style;

/// What each node shows, by its number.
pub(super) struct ShownText {
    /// Whether the node is an element that is not shown.
    unseen: Vec<bool>,
    /// The characters that are shown in the node and in what is in it, white space excepted.
    lengths: Vec<usize>,
}

impl ShownText {
    /// Counts what a page shows. What a page keeps invisible until a script shows it is shown where it is most of
    /// the page, as articles of public accounts are.
    pub(super) fn of(tree: &Dom) -> ShownText {
        let hides = |id: DomId| tree.element(id).is_some_and(element_style::is_unseen);
        let (shown, invisible) = ShownText::counted(tree, hides);
        let seen = shown.length(0);
        let most =
            invisible.into_iter().find(|id| tree.text(*id).chars().filter(|one| is_counted(*one)).count() > seen);
        match most {
            Some(most) => ShownText::counted(tree, |id| id != most && hides(id)).0,
            None => shown,
        }
    }

    /// Counts what a page shows, and the elements that keep their place but are invisible.
    fn counted(tree: &Dom, hides: impl Fn(DomId) -> bool) -> (ShownText, Vec<DomId>) {
        let mut shown = ShownText { unseen: Vec::new(), lengths: Vec::new() };
        let mut invisible = Vec::new();
        let mut order = Vec::new();
        let mut next = Some(0);
        while let Some(id) = next {
            order.push(id);
            let hidden = hides(id);
            if hidden && tree.element(id).is_some_and(element_style::is_invisible) {
                invisible.push(id);
            }
            shown.set(id, hidden, length(tree, id));
            next = tree.next(id, !hidden);
        }
        // The descendants of a node come after it.
        for id in order.into_iter().rev() {
            if let Some(parent) = tree.parent(id).filter(|_| !shown.is_unseen(id)) {
                let own = shown.length(id);
                if let Some(length) = shown.lengths.get_mut(parent) {
                    *length += own;
                }
            }
        }
        (shown, invisible)
    }

    /// Whether the node is an element whose content is not shown. Nodes within such an element are not asked for.
    pub(super) fn is_unseen(&self, id: DomId) -> bool {
        self.unseen.get(id).copied().unwrap_or(true)
    }

    /// How many characters the node shows, white space excepted.
    pub(super) fn length(&self, id: DomId) -> usize {
        self.lengths.get(id).copied().unwrap_or(0)
    }

    fn set(&mut self, id: DomId, hidden: bool, length: usize) {
        if id >= self.unseen.len() {
            self.unseen.resize(id + 1, true);
            self.lengths.resize(id + 1, 0);
        }
        if let (Some(unseen), Some(own)) = (self.unseen.get_mut(id), self.lengths.get_mut(id)) {
            (*unseen, *own) = (hidden, length);
        }
    }
}

/// Whether a character of a cell counts as a part of its text, as white space and marks of breaks do not.
pub(super) fn is_counted(one: char) -> bool {
    !one.is_whitespace() && !matches!(one, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

fn length(tree: &Dom, id: DomId) -> usize {
    match tree.content(id) {
        DomContent::Text(text) => text.chars().filter(|one| is_counted(*one)).count(),
        DomContent::Element(_) | DomContent::Nothing => 0,
    }
}
