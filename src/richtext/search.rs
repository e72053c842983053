//! Find and replace. Knows one text; whoever searches several goes through them.

use super::{Edit, Paragraph, PositionMap, RichText, Run, TextPosition, TextRange, narrow};

/// What is looked for, within one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// The text; an empty one is found nowhere.
    pub text: String,
    /// Whether `A` finds `a`.
    pub any_case: bool,
    /// Whether `１` finds `1`, and （ finds (.
    pub any_width: bool,
}

impl SearchQuery {
    /// Looks for just these characters.
    pub fn new(text: impl Into<String>) -> SearchQuery {
        SearchQuery { text: text.into(), ..SearchQuery::default() }
    }

    /// Where the text is found in `paragraph`: the first characters, no finds overlapping.
    fn starts(&self, paragraph: &Paragraph) -> Vec<usize> {
        let wanted: Vec<char> = self.text.chars().map(|one| self.fold(one)).collect();
        let text: Vec<char> = paragraph.characters().map(|(one, _)| self.fold(one)).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while let (false, Some(rest)) = (wanted.is_empty(), text.get(at..)) {
            if rest.is_empty() {
                break;
            }
            if rest.starts_with(&wanted) {
                found.push(at);
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// One character for all that the query takes for the same.
    fn fold(&self, character: char) -> char {
        let narrow = if self.any_width { any_width(character) } else { character };
        let mut lower = narrow.to_lowercase();
        match (self.any_case, lower.next(), lower.next()) {
            (true, Some(one), None) => one,
            _ => narrow,
        }
    }
}

impl RichText {
    /// Every find in order.
    pub fn find(&self, query: &SearchQuery) -> Vec<TextRange> {
        let length = query.text.chars().count();
        let paragraphs = self.paragraphs.iter().enumerate();
        let spans = paragraphs.flat_map(|(index, paragraph)| {
            query.starts(paragraph).into_iter().map(move |start| TextRange::within(index, start, start + length))
        });
        spans.collect()
    }
}

impl Edit {
    /// Puts `text` in place of every find of `query`; it takes the marks of the first character
    /// that it replaces. Ends of line in it become spaces.
    pub fn replace_all(prose: &RichText, query: &SearchQuery, text: &str) -> Edit {
        let (old, new) = (query.text.chars().count(), text.chars().count());
        Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
            let starts = query.starts(former);
            let mut paragraph = former.clone();
            let mut moves = Vec::new();
            for start in starts.iter().rev().copied() {
                let (mut runs, rest) = paragraph.severed(start);
                paragraph.set_runs(rest);
                let (found, tail) = paragraph.severed(old);
                let marks = found.first().map(|run| run.marks).unwrap_or_default();
                runs.push(Run { text: text.into(), marks, ..Run::default() });
                runs.extend(tail);
                paragraph.set_runs(runs);
                let end = TextPosition::new(index, start + new);
                moves.push(PositionMap { old: TextRange::within(index, start, start + old), end });
            }
            (paragraph != *former).then_some((index, paragraph, moves))
        }))
    }
}

/// The character as a search of any width compares it: the wide space counts as a space.
fn any_width(character: char) -> char {
    if character == '\u{3000}' { ' ' } else { narrow(character) }
}
