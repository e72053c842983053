//! The markup within a line of Markdown that is no text of the report: links, pictures, the attributes of a heading,
//! the mark of a line's end (CommonMark 0.31, §6.3–6.7; pandoc's attributes). Must not know lines or cells.

use crate::import::remark::{OmittedContent, RemarkKind, Remarks};

/// The most characters of a link's words and of its address: a longer search would cost the square of a long line.
const LONGEST: usize = 2_000;

/// The line with the text of its links and without addresses and pictures, which are listed.
pub(super) fn without_markup(number: usize, source: &str, remarks: &mut Remarks) -> Option<String> {
    let has_links = source.contains("](");
    let ends = source.trim_end().strip_suffix('\\').filter(|before| !before.ends_with(['\\', ':', '/']));
    let has_attributes = source.starts_with('#') && source.trim_end().ends_with('}');
    if !has_links && ends.is_none() && !has_attributes {
        return None;
    }
    let mut rest = ends.unwrap_or(source);
    if has_attributes {
        let from = rest.rfind(" {#").or_else(|| rest.rfind(" {."));
        rest = from.and_then(|from| rest.get(..from)).unwrap_or(rest);
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((from, words, address, to)) = next_link(rest) {
        let before = rest.get(..from).unwrap_or_default();
        let (before, is_picture) = before.strip_suffix('!').map_or((before, false), |before| (before, true));
        text.push_str(before);
        if is_picture {
            remarks.add(number, words, RemarkKind::LeftOut { what: OmittedContent::Picture });
        } else {
            text.push_str(words);
            // A place in the same document has no meaning outside it.
            if !address.starts_with('#') && address != words {
                remarks.add(number, address, RemarkKind::LeftOut { what: OmittedContent::Address });
            }
        }
        rest = rest.get(to..).unwrap_or_default();
    }
    text.push_str(rest);
    Some(text)
}

/// The next `[words](address "title")`: where it begins, its parts, where it ends.
fn next_link(source: &str) -> Option<(usize, &str, &str, usize)> {
    let mut searched = 0;
    loop {
        let middle = searched + source.get(searched..)?.find("](")?;
        searched = middle + 2;
        let from = source.get(..middle)?.char_indices().rev().take(LONGEST).find(|(_, one)| *one == '[');
        let length = source.get(searched..)?.char_indices().take(LONGEST).find(|(_, one)| *one == ')');
        let (from, length) = (from.map(|(at, _)| at), length.map(|(at, _)| at));
        let (Some(from), Some(length)) = (from, length) else { continue };
        let inside = source.get(searched..searched + length)?.trim();
        let address = inside.split_once(char::is_whitespace).map_or(inside, |(address, _)| address);
        if is_address(address.trim_matches(['<', '>'])) {
            return Some((from, source.get(from + 1..middle)?, address, searched + length + 1));
        }
    }
}

/// Whether it can only be an address: what stands in brackets behind 〔2024〕 or 见附件 is text.
fn is_address(text: &str) -> bool {
    let begins = ["#", "http://", "https://", "mailto:", "tel:", "/", "./", "../", "data:"];
    begins.iter().any(|start| text.starts_with(start))
        || (text.contains('.') && text.is_ascii() && !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}
