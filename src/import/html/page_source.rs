//! The text of a page, piece by piece as the parser gets it, without what only costs: attributes beyond
//! a number, the rest of long values and names, scripts, style sheets and comments. The parser
//! compares each attribute of a tag with all before it, and keeps what it parses until the tag ends.
//! Knows where a tag ends; must not know what it means.

/// The longest value of an attribute that a reader may see, in bytes; a longer one is cut one byte later, so that it
/// is known to be longer.
pub(super) const VALUE: usize = 4096;
/// The most attributes of one tag; the tags of real pages have about ten.
const ATTRIBUTES: usize = 64;
/// The longest name of a tag or an attribute, in bytes.
const NAME: usize = 256;
/// The longest text of elements that have no tags inside, such as a title, in bytes.
const TITLE: usize = 1024;
/// What the address of a picture begins with that is written into the page (RFC 2397).
pub(super) const PICTURE: &str = "data:image/";
/// Elements whose content is never read, and has no tags.
const UNREAD: [&[u8]; 6] = [b"script", b"style", b"noscript", b"iframe", b"noembed", b"noframes"];
/// Elements whose content is text without tags.
const PLAIN: [&[u8]; 2] = [b"title", b"textarea"];

/// The pieces of a page that are parsed.
pub(super) struct PageSource<'a> {
    text: &'a str,
    /// The first byte that was not looked at.
    at: usize,
    /// The first byte that was not handed out.
    from: usize,
    state: SourceState,
    /// Where the values are that were cut and are pictures.
    pub(super) pictures: Vec<(usize, usize)>,
}

/// What the next byte belongs to.
#[derive(Clone, Copy)]
enum SourceState {
    /// Text between tags.
    Text,
    /// A tag with this many attributes so far, and the element whose content comes after it, if that has no tags.
    Tag(usize, Option<&'static [u8]>),
}

impl<'a> PageSource<'a> {
    pub(super) const fn new(text: &'a str) -> PageSource<'a> {
        PageSource { text, at: 0, from: 0, state: SourceState::Text, pictures: Vec::new() }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Goes on to the first byte for which `ends` is true.
    fn until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.at += rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
    }

    /// Goes on behind the first occurrence of `words`, in any case.
    fn behind(&mut self, words: &[u8]) {
        let found = self.rest().windows(words.len()).position(|window| window.eq_ignore_ascii_case(words));
        self.at = found.map_or(self.text.len(), |found| self.at + found + words.len());
    }

    /// Looks at what comes next; the range of it that is left out.
    fn step(&mut self) -> Option<(usize, usize)> {
        match self.state {
            SourceState::Text => self.text_or_tag(),
            SourceState::Tag(count, inside) => self.attribute(count, inside),
        }
    }

    fn text_or_tag(&mut self) -> Option<(usize, usize)> {
        let here = self.at;
        self.until(|byte| byte == b'<');
        if self.at > here {
            return None;
        }
        self.at += 1;
        let after = self.rest();
        if after.starts_with(b"!--") {
            return self.comment();
        }
        let closes = after.first() == Some(&b'/');
        if !after.get(usize::from(closes)).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        self.at += usize::from(closes);
        let begin = self.at;
        self.until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let name = self.text.as_bytes().get(begin..self.at).unwrap_or_default();
        let of = |names: &'static [&'static [u8]]| {
            names.iter().copied().find(|own| !closes && name.eq_ignore_ascii_case(own))
        };
        self.state = SourceState::Tag(0, of(&UNREAD).or_else(|| of(&PLAIN)));
        (name.len() > NAME).then_some((begin + NAME, self.at))
    }

    /// A comment: nothing of it is read. It ends as browsers end it (HTML Standard §13.2.5.43–51).
    fn comment(&mut self) -> Option<(usize, usize)> {
        let begin = self.at + b"!--".len();
        self.at = begin;
        if let Some(short) = [&b">"[..], b"->"].into_iter().find(|end| self.rest().starts_with(end)) {
            self.at += short.len();
            return None;
        }
        let ends = |rest: &[u8]| rest.starts_with(b"-->") || rest.starts_with(b"--!>");
        while !self.rest().is_empty() && !ends(self.rest()) {
            self.at += 1;
            self.until(|byte| byte == b'-');
        }
        Some((begin, self.at))
    }

    fn attribute(&mut self, count: usize, inside: Option<&'static [u8]>) -> Option<(usize, usize)> {
        let here = self.at;
        self.until(|byte| !(byte.is_ascii_whitespace() || byte == b'/'));
        match self.byte(self.at) {
            None => return None,
            Some(b'>') => {
                self.at += 1;
                self.state = SourceState::Text;
                return inside.and_then(|name| self.content(name));
            }
            Some(_) => {}
        }
        let begin = self.at;
        // An equals sign at the beginning is a part of the name.
        self.at += 1;
        self.until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        let name = self.at - begin;
        self.state = SourceState::Tag(count + 1, inside);
        let value = self.value();
        if count >= ATTRIBUTES {
            return Some((here, self.at));
        }
        match value {
            _ if name > NAME => Some((begin + NAME, begin + name)),
            Some((from, to)) if to - from > VALUE => {
                if self.text.get(from..to).is_some_and(|value| value.starts_with(PICTURE)) {
                    self.pictures.push((from, to));
                }
                Some((from + VALUE + 1, to))
            }
            _ => None,
        }
    }

    /// Goes on behind the value of an attribute, if there is one; where it begins and ends.
    fn value(&mut self) -> Option<(usize, usize)> {
        let blank = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if self.byte(self.at + blank) != Some(b'=') {
            return None;
        }
        self.at += blank + 1;
        self.until(|byte| !byte.is_ascii_whitespace());
        let quote = self.byte(self.at).filter(|byte| matches!(byte, b'"' | b'\''));
        self.at += usize::from(quote.is_some());
        let begin = self.at;
        match quote {
            Some(quote) => self.until(|byte| byte == quote),
            None => self.until(|byte| byte.is_ascii_whitespace() || byte == b'>'),
        }
        let end = self.at;
        self.at = (self.at + usize::from(quote.is_some())).min(self.text.len());
        Some((begin, end))
    }

    /// The content of an element without tags, up to its end tag.
    fn content(&mut self, name: &'static [u8]) -> Option<(usize, usize)> {
        let begin = self.at;
        loop {
            self.behind(b"</");
            let rest = self.rest();
            if rest.is_empty() {
                break;
            }
            let after = rest.get(name.len()).copied();
            let ends = after.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            if ends && rest.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)) {
                self.at -= b"</".len();
                break;
            }
        }
        let kept = if UNREAD.contains(&name) { 0 } else { TITLE };
        (self.at - begin > kept).then_some((begin + kept, self.at))
    }
}

impl<'a> Iterator for PageSource<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        while self.at < self.text.len() {
            let Some((mut end, to)) = self.step() else { continue };
            while !self.text.is_char_boundary(end) {
                end += 1;
            }
            let piece = self.text.get(self.from..end).unwrap_or_default();
            self.from = to.max(end);
            if !piece.is_empty() {
                return Some(piece);
            }
        }
        let rest = self.text.get(self.from..).filter(|rest| !rest.is_empty());
        self.from = self.text.len();
        rest
    }
}
