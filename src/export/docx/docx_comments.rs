//! The comments of a report as Word's own: ranges in the text, what was said, and which are answers or settled. Must not
//! know the package.

use super::docx_paragraphs::text;
use super::docx_styles::W;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{CharRange, Comment, CommentRemark, Place, Report, ReportText};

/// The namespaces of paragraph identifiers and of answers ([MS-DOCX] 2.2.1 and 2.5.1).
const W14: (&str, &str) = ("xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml");
const W15: (&str, &str) = ("xmlns:w15", "http://schemas.microsoft.com/office/word/2012/wordml");

/// The comments that a document has; none in one that is handed out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DocxComments<'a> {
    comments: &'a [Comment],
}

/// The remarks on one place by their numbers in the document: the comment and its answers.
#[derive(Clone, Debug)]
pub(crate) struct AnchoredComment {
    /// The characters of the paragraph that it is about.
    pub span: (usize, usize),
    /// The first of its numbers, and one past the last.
    numbers: (usize, usize),
}

impl<'a> DocxComments<'a> {
    /// The comments of a report.
    pub(crate) fn of(report: &'a Report) -> DocxComments<'a> {
        DocxComments { comments: &report.comments }
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.comments.is_empty()
    }

    /// Each comment with its numbers.
    fn numbered(self) -> impl Iterator<Item = (&'a Comment, (usize, usize))> {
        self.comments.iter().scan(0, |next, comment| {
            let first = *next;
            *next += 1 + comment.replies.len();
            Some((comment, (first, *next)))
        })
    }

    /// The comments on characters of a paragraph, in their order.
    pub(crate) fn on_paragraph(self, part: ReportText, paragraph: usize) -> Vec<AnchoredComment> {
        let spot =
            |comment: &Comment| comment.place.spot().filter(|(of, spot)| *of == part && spot.paragraph == paragraph);
        let found = self.numbered().filter_map(|(comment, numbers)| {
            let (_, CharRange { start, end, .. }) = spot(comment)?;
            Some(AnchoredComment { span: (start, end), numbers })
        });
        found.collect()
    }

    /// The comments on a place as a whole.
    fn on(self, place: Place) -> Vec<AnchoredComment> {
        let found = self.numbered().filter(|(comment, _)| comment.place == place);
        found.map(|(_, numbers)| AnchoredComment { span: (0, 0), numbers }).collect()
    }

    /// Writes what shows `place`, between the ends of the comments on it.
    pub(crate) fn around(self, xml: &mut XmlWriter, place: Place, content: impl FnOnce(&mut XmlWriter)) {
        let found = self.on(place);
        found.iter().for_each(|one| one.start(xml));
        content(xml);
        found.iter().for_each(|one| one.end(xml));
    }

    /// `word/comments.xml`
    pub(crate) fn part(self) -> Vec<u8> {
        let mut xml = XmlWriter::new();
        xml.element("w:comments", &[W, W14], |xml| {
            for (comment, (first, _)) in self.numbered() {
                for (number, said) in (first..).zip(std::iter::once(&comment.remark).chain(&comment.replies)) {
                    remark(xml, number, said);
                }
            }
        });
        xml.into_bytes()
    }

    /// `word/commentsExtended.xml`: which are answers, which are settled.
    pub(crate) fn extended_part(self) -> Vec<u8> {
        let mut xml = XmlWriter::new();
        xml.element("w15:commentsEx", &[W15], |xml| {
            for (comment, (first, end)) in self.numbered() {
                let done = if comment.done { "1" } else { "0" };
                for number in first..end {
                    let (own, parent) = (paragraph_id(number), paragraph_id(first));
                    let mut attributes = vec![("w15:paraId", own.as_str()), ("w15:done", done)];
                    if number > first {
                        attributes.push(("w15:paraIdParent", &parent));
                    }
                    xml.empty("w15:commentEx", &attributes);
                }
            }
        });
        xml.into_bytes()
    }
}

impl AnchoredComment {
    /// The same about other characters.
    pub(crate) const fn about(&self, span: (usize, usize)) -> AnchoredComment {
        AnchoredComment { span, numbers: self.numbers }
    }

    /// The beginning of what it is about.
    pub(crate) fn start(&self, xml: &mut XmlWriter) {
        for number in self.numbers.0..self.numbers.1 {
            xml.empty("w:commentRangeStart", &[("w:id", &number.to_string())]);
        }
    }

    /// Its end, and the references by which Word finds the comment and its answers.
    pub(crate) fn end(&self, xml: &mut XmlWriter) {
        for number in self.numbers.0..self.numbers.1 {
            let id = number.to_string();
            xml.empty("w:commentRangeEnd", &[("w:id", &id)]);
            xml.element("w:r", &[], |xml| xml.empty("w:commentReference", &[("w:id", &id)]));
        }
    }
}

/// What one person said. The last paragraph has the identifier by which answers are found.
fn remark(xml: &mut XmlWriter, number: usize, said: &CommentRemark) {
    let id = number.to_string();
    let date = said.at.map(|at| match at.clock() {
        Some(clock) => format!("{}T{clock}:00", at.day()),
        None => format!("{}T00:00:00", at.day()),
    });
    let initials: String = said.by.chars().take(2).collect();
    let mut attributes = vec![("w:id", id.as_str()), ("w:author", said.by.as_str()), ("w:initials", initials.as_str())];
    attributes.extend(date.as_deref().map(|date| ("w:date", date)));
    let mut lines: Vec<&str> = said.text.lines().collect();
    let last = lines.pop().unwrap_or_default();
    xml.element("w:comment", &attributes, |xml| {
        lines.iter().for_each(|line| paragraph(xml, &[], line));
        paragraph(xml, &[("w14:paraId", paragraph_id(number).as_str())], last);
    });
}

fn paragraph(xml: &mut XmlWriter, attributes: &[(&str, &str)], line: &str) {
    xml.element("w:p", attributes, |xml| {
        xml.element("w:r", &[], |xml| text(xml, "w:t", line));
    });
}

/// Eight hexadecimal digits below 80000000, as [MS-DOCX] 2.6.2.3 wants.
fn paragraph_id(number: usize) -> String {
    format!("{:08X}", 0x1000_0000 + number)
}
