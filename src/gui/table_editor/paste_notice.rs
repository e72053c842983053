//! What is said of a pasted block: which cells did not take their text, and why. Knows no screen.

use super::name;
use crate::form::Form;
use crate::messages::{Language, excerpt};
use crate::report::SkippedCells;

/// More cells than this are counted and not named.
const NAMED: usize = 3;

/// What is said of cells that a pasted block did not fill; `None` where it filled all.
pub fn paste_notice(cells: &SkippedCells, form: &Form, language: Language) -> Option<String> {
    let named = cells.unread.iter().take(NAMED).map(|(key, text)| {
        let cell = form.field(*key).map(name).unwrap_or_default();
        language.say("say.unread_cell", &[("text", &excerpt(text)), ("cell", &cell)])
    });
    let named = named.collect::<Vec<_>>().join(&language.word("say.unread_between"));
    let etc = if cells.unread.len() > NAMED { language.word("say.unread_etc") } else { String::new() };
    let counts = [
        ("say.cleaned", cells.cleaned.len()),
        ("say.emptied", cells.emptied.len()),
        ("say.computed", cells.computed.len()),
        ("say.unread", cells.unread.len()),
        ("say.beyond", cells.beyond),
    ];
    let said = |(key, count): (&str, usize)| language.say(key, &[("count", &count), ("cells", &named), ("etc", &etc)]);
    let said: String = counts.into_iter().filter(|(_, count)| *count > 0).map(said).collect();
    (!said.is_empty()).then_some(said)
}
