//! Names of files made from what a report says. Any text becomes a name that Windows, macOS and Linux
//! take; the same text gives the same name on each of them. Must not know a disk.

use std::collections::BTreeSet;

use super::ExportFormat;
use crate::form::Form;
use crate::report::Report;
use crate::richtext::{Visibility, visibility};

/// The most bytes of a name with its extension: 255 on Linux, less the `.NAME.part99` under which it is
/// written. Windows and macOS count UTF-16 units, which are never more.
const MOST_BYTES: usize = 255 - ".".len() - ".part99".len();
/// The longest extension with its point; one stem serves all files of a set.
const EXTENSION: usize = ".nianbao".len();
/// The most characters of a name without extension.
const MOST_CHARACTERS: usize = 80;
/// What a report without any usable title is called.
const NAMELESS: &str = "年报";

/// Names that Windows gives to devices, with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// The beginnings of those that are followed by a digit.
const PORTS: [&str; 2] = ["COM", "LPT"];
const PORT_DIGITS: &str = "0123456789¹²³";

/// The report's title as the name of a file, without extension.
pub fn file_stem(form: &Form, report: &Report) -> String {
    safe_stem(&report.title_line(form))
}

/// The report's title with `end` after it, as the name of a file.
pub fn file_name_with(form: &Form, report: &Report, end: &str) -> String {
    let stem = file_stem(form, report);
    let cut = cut(&stem, MOST_BYTES.saturating_sub(end.len())).trim_end_matches(['.', ' ']);
    format!("{cut}{end}")
}

/// The names of the files of a set, in its order. No two are alike, also where upper and lower case are
/// not told apart.
pub fn set_names(form: &Form, report: &Report, set: &[ExportFormat]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let stem = file_stem(form, report);
    set.iter().map(|format| free_name(&stem, &format!(".{}", format.extension()), &mut taken)).collect()
}

/// `stem` with `end` after it; with a number where that name is taken, also in other cases of its letters.
pub(super) fn free_name(stem: &str, end: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{stem}（{number}）{end}"));
    let mut names = std::iter::once(format!("{stem}{end}")).chain(numbered);
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

/// A text as the name of a file, without extension.
pub fn safe_stem(text: &str) -> String {
    let cleaned: String = text.trim().chars().filter_map(safe).collect();
    // A point at the beginning hides a file, and Windows takes neither point nor space at the end.
    let cleaned = cleaned.trim_start_matches(['.', ' ']);
    let cut = cut(cleaned, MOST_BYTES - EXTENSION).trim_end_matches(['.', ' ']);
    match cut {
        "" => NAMELESS.to_owned(),
        _ if is_device(cut) => format!("_{cut}"),
        _ => cut.to_owned(),
    }
}

/// What a character becomes in a name; `None` where nothing.
fn safe(character: char) -> Option<char> {
    match visibility(character) {
        Visibility::Seen if r#"\/:*?"<>|"#.contains(character) => Some('_'),
        Visibility::Seen => Some(character),
        Visibility::Break => Some(' '),
        Visibility::Control => Some('_'),
        Visibility::ZeroWidth => None,
    }
}

/// The longest beginning within both limits that parts no character from its accents or its variation
/// selector.
fn cut(text: &str, most_bytes: usize) -> &str {
    let mut end = 0;
    for (count, (at, character)) in text.char_indices().enumerate() {
        if count > 0 && !extends(character) {
            end = at;
        }
        if count == MOST_CHARACTERS || at + character.len_utf8() > most_bytes {
            return text.get(..end).unwrap_or_default();
        }
    }
    text
}

/// Whether a character belongs to the one before it.
const fn extends(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether Windows takes the name for a device; an extension does not change that.
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let port = |port: &str| {
        let digit = base.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(digit.as_deref(), Some([digit]) if PORT_DIGITS.contains(*digit))
    };
    DEVICES.contains(&base.as_str()) || PORTS.iter().any(|one| port(one))
}
