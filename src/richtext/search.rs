//! Find and replace in one text. A caller that searches several texts calls it for each.

use super::{Edit, Paragraph, PositionMap, RichText, Run, TextPosition, TextRange, narrow};

/// The text to search for, within one paragraph.
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
    /// Searches for exactly these characters.
    #[allow(dead_code, reason = "tests search without options")]
    pub fn new(text: impl Into<String>) -> SearchQuery {
        SearchQuery { text: text.into(), ..SearchQuery::default() }
    }

    /// Where the text is found in `paragraph`: the first characters of matches that do not overlap.
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

    /// The same character for all characters that the query treats as equal.
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
    /// Every match in order.
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
    /// Replaces every match of `query` by `text`, with the marks of the first replaced character.
    /// Ends of line in it are replaced by spaces.
    pub fn replace_all(prose: &RichText, query: &SearchQuery, text: &str) -> Edit {
        let (old, new) = (query.text.chars().count(), text.chars().count());
        Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, former)| {
            let starts = query.starts(former);
            let mut paragraph = former.clone();
            let mut moves = Vec::new();
            for start in starts.iter().rev().copied() {
                let (mut runs, rest) = paragraph.split_unlinked(start);
                paragraph.set_runs(rest);
                let (found, tail) = paragraph.split_unlinked(old);
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
