//! A text of paragraphs: what a section, the preface or a pasted piece holds.

use serde::{Deserialize, Serialize};

use super::Paragraph;

/// Paragraphs in order. An empty list is an empty text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

impl Prose {
    /// The text without marks, one paragraph a line, without an end of line after the last.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>().join("\n")
    }

    /// How many characters stand in it, white space not counted; the notice's limit of 一千字 is
    /// held against this.
    pub fn count(&self) -> usize {
        let characters = self.paragraphs.iter().flat_map(Paragraph::characters);
        characters.filter(|(character, _)| !character.is_whitespace()).count()
    }

    /// Whether it has no paragraph at all.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Whether nothing but white space stands in it.
    pub fn is_blank(&self) -> bool {
        self.paragraphs.iter().all(Paragraph::is_blank)
    }
}
