//! Words of foreign origin, such as a unit's name, a file's name or an excerpt, made safe to show:
//! terminals obey control characters, and bidirectional ones turn a name around. Must not know
//! where the words are shown.

use std::fmt::{self, Display, Formatter, Write};

use crate::richtext::{Visibility, visibility};

/// The most characters that [`excerpt`] quotes.
const QUOTED: usize = 20;
/// What stands for a character that is not shown, as □ stands in print for one that is missing. Unlike
/// U+FFFD it is in every Chinese font.
const REPLACEMENT: char = '□';

/// Displays a value in one line that a reader can trust: a control character is shown as □, an end
/// of line as a space, a character without width not at all. All else is as it was.
#[derive(Clone, Copy, Debug)]
pub struct Shown<T>(pub T);

impl<T: Display> Display for Shown<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(Cleaner { out: formatter, is_page: false }, "{}", self.0)
    }
}

impl<T: Display> Shown<T> {
    /// The value as a page: as it is displayed, but ends of line and tabs stay.
    pub fn page(&self) -> String {
        let mut page = String::new();
        // A string takes whatever is written to it.
        let _ = write!(Cleaner { out: &mut page, is_page: true }, "{}", self.0);
        page
    }
}

/// Words that stand for themselves, with a capital at their beginning where their script has capitals.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The beginning of a text as it is quoted in a sentence: in one line, at most twenty characters and an
/// ellipsis.
pub fn excerpt(text: &str) -> String {
    cut(text, QUOTED)
}

/// The beginning of a text in one line, at most `most` characters and an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.trim_start();
    // Of a text of megabytes only the beginning is looked at.
    let near: String = text.chars().take(most.saturating_mul(8)).collect();
    let line = Shown(near.as_str()).to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    let is_whole = near.len() == text.len() && line.chars().count() <= most;
    if is_whole { line } else { line.chars().take(most).chain(['…']).collect() }
}

/// A sentence of at most `most` characters: of a longer one the beginning and the end, an ellipsis between
/// them. Its ends of line stay.
pub fn shorten(text: &str, most: usize) -> String {
    let shown = Shown(text).page();
    let count = shown.chars().count();
    if count <= most {
        return shown;
    }
    let tail = most / 2;
    shown.chars().take(most - tail).chain(['…']).chain(shown.chars().skip(count - tail)).collect()
}

/// Replaces on the way what is not to be shown.
struct Cleaner<'a, W: Write + ?Sized> {
    out: &'a mut W,
    is_page: bool,
}

impl<W: Write + ?Sized> Write for Cleaner<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut from = 0;
        for (at, character) in text.char_indices() {
            let shown = match visibility(character) {
                Visibility::Seen => continue,
                Visibility::Break if self.is_page && matches!(character, '\n' | '\t') => continue,
                // The end of a line of Windows is one end of line; alone it would write over the line.
                Visibility::Break if self.is_page && text.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => {
                    None
                }
                Visibility::Break => Some(' '),
                Visibility::Control => Some(REPLACEMENT),
                Visibility::ZeroWidth => None,
            };
            self.out.write_str(text.get(from..at).unwrap_or_default())?;
            from = at + character.len_utf8();
            shown.map_or(Ok(()), |shown| self.out.write_char(shown))?;
        }
        self.out.write_str(text.get(from..).unwrap_or_default())
    }
}
