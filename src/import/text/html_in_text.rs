//! Tags, comments and character references of HTML in a text's own lines, as Markdown allows them everywhere. Tables
//! are for others.

use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::raised;

/// The tags that only arrange or decorate the words within them, or stand for a break. Another word in angle brackets
/// is a word.
const TAGS: [&str; 36] = [
    "a", "article", "aside", "b", "big", "body", "center", "div", "em", "figure", "font", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "i", "ins", "li", "main", "mark", "nav", "ol", "p", "section", "small",
    "span", "strong", "sub", "sup", "u",
];
/// The most bytes of a tag, a comment and what stands between two tags.
const LONGEST: usize = 600;
/// References to spaces. Others are left, since a plain text may speak of them.
const SPACES: [(&str, &str); 4] =
    [("&nbsp;", "\u{a0}"), ("&#160;", "\u{a0}"), ("&emsp;", "\u{2003}"), ("&ensp;", "\u{2002}")];

/// The words of a line without its tags; `None` where it has none. A picture is listed as lost.
pub(super) fn without_html(number: usize, source: &str, remarks: &mut Remarks) -> Option<String> {
    if !source.contains(['<', '&']) {
        return None;
    }
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        // What a backslash stands before is itself.
        match Some(after).filter(|_| !before.ends_with('\\')).and_then(tag) {
            Some((Tag::Break, behind)) => {
                text.push(' ');
                rest = behind;
            }
            Some((Tag::Picture(alt), behind)) => {
                remarks.add_lost_picture(number, alt, None);
                rest = behind;
            }
            Some((Tag::Raised, behind)) => match until(behind, "</sup>") {
                Some((inside, after)) => {
                    text.push_str(&raised(inside));
                    rest = after;
                }
                None => rest = behind,
            },
            Some((Tag::Struck(end), behind)) => match until(behind, end) {
                Some((inside, after)) => {
                    remarks.add(number, inside.trim(), RemarkKind::LeftOut { what: OmittedContent::Struck });
                    rest = after;
                }
                None => rest = behind,
            },
            Some((Tag::Nothing, behind)) => rest = behind,
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let meant = SPACES.iter().fold(text, |text, (written, meant)| {
        let is_escaped = || text.contains(&format!("\\{written}"));
        if text.contains(written) && !is_escaped() { text.replace(written, meant) } else { text }
    });
    (meant != source).then_some(meant)
}

/// Whether a text without a page's outermost tags is Markdown that begins with a piece of HTML: it has headings or
/// tables in the notation of Markdown.
pub(in crate::import) fn is_markdown(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| {
        let line = line.trim_ascii();
        let hashes = line.iter().take_while(|byte| **byte == b'#').count();
        let is_heading = (1..=6).contains(&hashes) && line.get(hashes) == Some(&b' ');
        let is_delimiter = line.starts_with(b"|")
            && line.windows(3).any(|dashes| dashes == b"---")
            && line.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '));
        is_heading || is_delimiter
    })
}

/// What a tag means for the words around it.
enum Tag<'a> {
    /// A new line.
    Break,
    /// A picture with these words in its place.
    Picture(&'a str),
    /// Raised words follow.
    Raised,
    /// Words that are struck through follow, up to this tag.
    Struck(&'static str),
    /// Nothing.
    Nothing,
}

/// What stands before and behind the next `end`, if it is near: many that have none would cost the square of a line.
fn until<'a>(text: &'a str, end: &str) -> Option<(&'a str, &'a str)> {
    let most = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at))?;
    let at = text.get(..most)?.find(end)?;
    Some((text.get(..at)?, text.get(at + end.len()..)?))
}

/// The tag or comment that begins behind a `<`, and what follows it.
fn tag(after: &str) -> Option<(Tag<'_>, &str)> {
    if let Some(comment) = after.strip_prefix("!--") {
        return until(comment, "-->").map(|(_, behind)| (Tag::Nothing, behind));
    }
    let (inside, behind) = until(after, ">").filter(|(inside, _)| !inside.contains('<'))?;
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside).trim_end_matches('/');
    let name = inside.split(|one: char| !one.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    match &*name {
        "br" => Some((Tag::Break, behind)),
        "sup" if !is_end => Some((Tag::Raised, behind)),
        "s" if !is_end => Some((Tag::Struck("</s>"), behind)),
        "del" if !is_end => Some((Tag::Struck("</del>"), behind)),
        "strike" if !is_end => Some((Tag::Struck("</strike>"), behind)),
        "sup" | "s" | "del" | "strike" => Some((Tag::Nothing, behind)),
        "img" => {
            let alt = inside.split_once("alt=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(alt, _)| alt);
            Some((Tag::Picture(alt), behind))
        }
        name => TAGS.binary_search(&name).is_ok().then_some((Tag::Nothing, behind)),
    }
}
