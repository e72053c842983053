//! The markup within a line of Markdown that is no text of the report: links, pictures, the attributes of a heading,
//! the mark of a line's end (CommonMark 0.31, §6.3–6.7; pandoc's attributes). Must not know lines or cells.

use std::ops::Range;

use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::raised;
use crate::ooxml::base64;

/// The most bytes of a link's words and of what stands in its brackets: two thousand characters of Chinese.
const LONGEST: usize = 6_000;

/// What an address begins with that is the picture itself (RFC 2397).
const DATA: &str = "data:image/";
/// What stands before the data of such an address.
const BASE64: &str = ";base64,";

/// A picture that is written into a text.
#[derive(Clone, Debug)]
pub(super) struct WrittenPicture {
    /// The line that it stands in.
    pub line: usize,
    /// What it shows, in words.
    pub alt: String,
    /// Its file.
    pub file: Vec<u8>,
}

/// Whether a line only says which picture a name stands for, as those do that follow a text: `[image1]: <data:image/…>`.
pub(super) fn is_picture_of_name(source: &str) -> bool {
    let named = source.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    named.is_some_and(|(name, rest)| {
        name.len() <= LONGEST && rest.trim_start().trim_start_matches('<').starts_with(DATA)
    })
}

/// The line with the text of its links and without addresses and pictures, which are listed; those that are written into
/// it are added to `written`.
pub(super) fn without_markup(
    number: usize,
    source: &str,
    written: &mut Vec<WrittenPicture>,
    remarks: &mut Remarks,
) -> Option<String> {
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
    let mut links = LinkSearch::of(rest);
    while let Some(Link { before, words, address }) = links.next() {
        let (before, is_picture) = before.strip_suffix('!').map_or((before, false), |before| (before, true));
        text.push_str(before);
        let file = address.strip_prefix(DATA).and_then(|rest| rest.split_once(BASE64));
        if let Some((_, file)) = file.filter(|_| is_picture) {
            let file = base64::decoded(file.as_bytes());
            written.push(WrittenPicture { line: number, alt: words.to_owned(), file });
        } else if is_picture {
            remarks.add(number, words, RemarkKind::LeftOut { what: OmittedContent::Picture });
        } else {
            text.push_str(words);
            // A place in the same document has no meaning outside it.
            if !address.starts_with('#') && address != words {
                remarks.add(number, address, RemarkKind::LeftOut { what: OmittedContent::Address });
            }
        }
    }
    text.push_str(links.rest());
    Some(text)
}

/// The line without words between `~~`, which are struck through (GFM 0.29, §6.5) and listed, and with the digits between
/// `^`, which are raised (pandoc), as the signs that are made for them; `None` where it has neither.
pub(super) fn without_aside(number: usize, source: &str, remarks: &mut Remarks) -> Option<String> {
    let is_word = |inside: &str| !inside.is_empty() && inside.trim() == inside;
    let mut found = None;
    if source.contains("~~") {
        let (mut text, mut rest) = (String::new(), source);
        while let Some((before, (inside, after))) =
            rest.split_once("~~").and_then(|(before, rest)| Some((before, rest.split_once("~~")?)))
        {
            text.push_str(before);
            if is_word(inside) {
                remarks.add(number, inside, RemarkKind::LeftOut { what: OmittedContent::Struck });
            } else {
                text.push_str(&format!("~~{inside}~~"));
            }
            rest = after;
        }
        text.push_str(rest);
        found = Some(text);
    }
    if source.contains('^') {
        let (mut text, mut rest) = (String::new(), found.as_deref().unwrap_or(source));
        while let Some((before, (inside, after))) =
            rest.split_once('^').and_then(|(before, rest)| Some((before, rest.split_once('^')?)))
        {
            text.push_str(before);
            // What a backslash stands before is itself.
            let is_raised =
                !before.ends_with('\\') && !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
            text.push_str(&if is_raised { raised(inside) } else { format!("^{inside}^") });
            rest = after;
        }
        text.push_str(rest);
        found = Some(text);
    }
    found.filter(|text| text != source)
}

/// `[words](address "title")`, and the text between the link before and this one.
struct Link<'a> {
    before: &'a str,
    words: &'a str,
    address: &'a str,
}

/// Looks for the links of a line from its beginning to its end. Nothing is looked at twice, however often a link seems to
/// begin: what follows a place is noted until the search has passed it.
struct LinkSearch<'a> {
    source: &'a str,
    /// Where the last link ended.
    done: usize,
    /// How far beginnings of links were looked for.
    searched: usize,
    /// The last bracket that opens before there.
    opening: Option<usize>,
    closing: Following,
    blank: Following,
    word: Following,
    dot: Following,
    foreign: Following,
    no_number: Following,
}

impl<'a> LinkSearch<'a> {
    fn of(source: &'a str) -> LinkSearch<'a> {
        LinkSearch {
            source,
            done: 0,
            searched: 0,
            opening: None,
            closing: Following::of(|byte| byte == b')'),
            blank: Following::of(|byte| byte.is_ascii_whitespace()),
            word: Following::of(|byte| !byte.is_ascii_whitespace()),
            dot: Following::of(|byte| byte == b'.'),
            foreign: Following::of(|byte| !byte.is_ascii()),
            no_number: Following::of(|byte| !byte.is_ascii_digit() && byte != b'.'),
        }
    }

    /// Whether a picture begins where the search is, which is as long as it is.
    fn is_data(&self) -> bool {
        let rest = self.source.get(self.searched..).unwrap_or_default();
        rest.strip_prefix('<').unwrap_or(rest).starts_with(DATA)
    }

    /// What follows the last link.
    fn rest(&self) -> &'a str {
        self.source.get(self.done..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Link<'a>> {
        loop {
            let passed = self.source.get(self.searched..)?;
            let length = passed.find("](")?;
            let middle = self.searched + length;
            let opening = passed.get(..length)?.rfind('[').map(|at| self.searched + at);
            self.opening = opening.or(self.opening).filter(|from| *from >= self.done);
            self.searched = middle + 2;
            let from = self.opening.filter(|from| middle - from <= LONGEST);
            let to = self.closing.from(self.source, self.searched);
            let (Some(from), true) =
                (from, to < self.source.len() && (to - self.searched <= LONGEST || self.is_data()))
            else {
                continue;
            };
            let Some(address) = self.address(to) else { continue };
            let link = Link {
                before: self.source.get(self.done..from)?,
                words: self.source.get(from + 1..middle)?,
                address: self.source.get(address)?,
            };
            (self.done, self.searched) = (to + 1, to + 1);
            return Some(link);
        }
    }

    /// Where the address stands in what ends at `to`, if that begins with one. It can only be one: what stands in brackets
    /// behind 〔2024〕 or 见附件 is text.
    fn address(&mut self, to: usize) -> Option<Range<usize>> {
        let begins = ["#", "http://", "https://", "mailto:", "tel:", "/", "./", "../", "data:"];
        let mut from = self.word.from(self.source, self.searched).min(to);
        let mut end = self.blank.from(self.source, from).min(to);
        from += usize::from(self.source.get(from..end)?.starts_with('<'));
        end -= usize::from(self.source.get(from..end)?.ends_with('>'));
        let is_named = self.dot.from(self.source, from) < end
            && self.foreign.from(self.source, from) >= end
            && self.no_number.from(self.source, from) < end;
        let text = self.source.get(from..end)?;
        let ends = || from + text.find(char::is_whitespace).unwrap_or(text.len());
        (is_named || begins.iter().any(|start| text.starts_with(start))).then(|| from..ends())
    }
}

/// The next byte of a kind behind places that are asked for in rising order.
struct Following {
    is_of_kind: fn(u8) -> bool,
    /// The one that was found last.
    at: Option<usize>,
}

impl Following {
    const fn of(is_of_kind: fn(u8) -> bool) -> Following {
        Following { is_of_kind, at: None }
    }

    /// Where it is, at `from` or behind it; the length of the source where there is none.
    fn from(&mut self, source: &str, from: usize) -> usize {
        if let Some(at) = self.at.filter(|at| *at >= from) {
            return at;
        }
        let rest = source.as_bytes().get(from..).unwrap_or_default();
        let at = rest.iter().position(|byte| (self.is_of_kind)(*byte)).map_or(source.len(), |found| from + found);
        self.at = Some(at);
        at
    }
}
