//! The header of a part: its kind, how it is encoded, what separates its own parts (RFC 2045, RFC 2046).

use super::transfer_encoding::TransferEncoding;

/// The most bytes of a header, and of one field of it, that are read.
const LONGEST: usize = 64 << 10;
/// The longest boundary is 70 characters; some programs write longer ones.
const BOUNDARY: usize = 256;

/// What a header says.
#[derive(Debug, Default)]
pub(super) struct MimeHeader {
    /// Whether it is the header of a file of this kind.
    pub is_mime: bool,
    /// The kind of content in small letters, such as `text/html`.
    pub kind: String,
    /// The name of its characters' encoding.
    pub charset: Option<String>,
    /// What separates its parts.
    pub boundary: Option<String>,
    /// How its bytes are written.
    pub encoding: TransferEncoding,
    /// Whether it is attached, not shown.
    pub is_attached: bool,
    /// The name of the file.
    pub name: Option<String>,
    /// The address by which pages refer to it.
    pub location: Option<String>,
    /// The identifier by which they do, without its brackets.
    pub id: Option<String>,
}

impl MimeHeader {
    /// The header at the beginning of `bytes`, and what follows it.
    pub(super) fn read(bytes: &[u8]) -> (MimeHeader, &[u8]) {
        let mut header = MimeHeader { kind: "text/plain".to_owned(), ..MimeHeader::default() };
        let mut fields: Vec<String> = Vec::new();
        let mut at = 0;
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").map_or(0, |_| 3);
        at += start;
        while at < bytes.len().min(LONGEST) {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            let line = rest.get(..end).unwrap_or_default();
            let text = String::from_utf8_lossy(line.get(..line.len().min(LONGEST)).unwrap_or_default()).into_owned();
            let folded = text.starts_with([' ', '\t']) && !text.trim().is_empty();
            if text.trim().is_empty() && !fields.is_empty() {
                at += end;
                break;
            }
            match fields.last_mut() {
                Some(last) if folded => last.push_str(text.trim_end()),
                // Blank lines before the header.
                _ if text.trim().is_empty() => {}
                _ if is_field(&text) => fields.push(text.trim_end().to_owned()),
                // No header: all of it is the body.
                _ => break,
            }
            at += end;
        }
        for field in &fields {
            header.add(field);
        }
        (header, bytes.get(at..).unwrap_or_default())
    }

    fn add(&mut self, field: &str) {
        let Some((name, value)) = field.split_once(':') else { return };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "mime-version" => self.is_mime = true,
            "content-type" => {
                let (kind, parameters) = value.split_once(';').unwrap_or((value, ""));
                self.kind = kind.trim().to_ascii_lowercase();
                self.is_mime |= self.kind.starts_with("multipart/");
                self.charset = parameter(parameters, "charset");
                self.boundary = parameter(parameters, "boundary").filter(|one| one.len() <= BOUNDARY);
                self.name = self.name.take().or_else(|| parameter(parameters, "name"));
            }
            "content-location" => self.location = Some(value.to_owned()),
            "content-id" => self.id = Some(value.trim_matches(['<', '>']).to_owned()),
            "content-transfer-encoding" => self.encoding = TransferEncoding::of(value),
            "content-disposition" => {
                let (kind, parameters) = value.split_once(';').unwrap_or((value, ""));
                self.is_attached = kind.trim().eq_ignore_ascii_case("attachment");
                self.name = parameter(parameters, "filename").or_else(|| self.name.take());
            }
            _ => {}
        }
    }
}

/// Whether a line is a field of a header: a name of letters and hyphens before a colon.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        let name = name.trim_end();
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// The value of a parameter, without its quotes.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut rest = parameters;
    while !rest.trim().is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(';').unwrap_or((after, "")),
        };
        if name.trim().trim_start_matches(';').trim().eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = next.trim_start().trim_start_matches(';');
    }
    None
}
