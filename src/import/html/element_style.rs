//! The style of an element, as far as a report can show it: formatting, alignment, white space, and
//! whether it is shown at all. Without fonts, sizes and colours.

use super::dom_element::DomElement;
use crate::richtext::{ParagraphAlign, TextMark, TextMarks};

/// The most declarations of an element that are looked at; word processors write about twenty.
const DECLARATIONS: usize = 64;
/// Elements whose content is not shown as text.
const UNSEEN: [&str; 25] = [
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "embed", "select",
    "option", "button", "input", "textarea", "canvas", "audio", "video", "map", "datalist", "frameset", "meter",
    "progress", "dialog",
];
/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether the content of the element is not shown.
pub(super) fn is_unseen(element: &DomElement) -> bool {
    let hidden = |(name, value): (&str, String)| match name {
        "display" => value == "none",
        "visibility" => value == "hidden",
        "mso-hide" => value == "all",
        _ => false,
    };
    is_unseen_tag(element.tag())
        || is_struck(element)
        || element.attribute("hidden").is_some()
        || declarations(element).any(hidden)
}

/// Whether the words of the element are struck through: they are what stood there before.
pub(super) fn is_struck(element: &DomElement) -> bool {
    let strikes = |(name, value): (&str, String)| {
        matches!(name, "text-decoration" | "text-decoration-line") && value.contains("line-through")
    };
    matches!(element.tag(), "del" | "s" | "strike") || declarations(element).any(strikes)
}

/// Whether the element is not shown only since it is invisible, as it is until a script shows it.
pub(super) fn is_invisible(element: &DomElement) -> bool {
    let removes = |(name, value): (&str, String)| name == "display" && value == "none";
    !is_unseen_tag(element.tag())
        && !is_struck(element)
        && element.attribute("hidden").is_none()
        && !declarations(element).any(removes)
}

/// Whether the content of elements of this name is not shown.
pub(super) fn is_unseen_tag(name: &str) -> bool {
    UNSEEN.contains(&name)
}

/// Whether the element begins and ends a paragraph.
pub(super) fn is_block(element: &DomElement) -> bool {
    is_block_tag(element.tag())
}

/// Whether elements of this name begin and end a paragraph.
pub(super) fn is_block_tag(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The rank of a heading, 1 to 6.
pub(super) fn rank(element: &DomElement) -> Option<u8> {
    let rank = element.tag().strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&rank).then_some(rank)
}

/// The formatting of text in `element`, inherited from `marks`.
pub(super) fn marks(element: &DomElement, mut marks: TextMarks) -> TextMarks {
    match element.tag() {
        "b" | "strong" => marks.bold = true,
        "i" | "em" => marks.italic = true,
        "u" | "ins" => marks.underline = true,
        "sup" => marks.superscript = true,
        _ => {}
    }
    if element.attribute("data-mark") == Some("unverified") {
        marks.unverified = true;
    }
    for (name, value) in declarations(element) {
        marks = match (name, value.as_str()) {
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => marks.with(TextMark::Bold, true),
            ("font-weight", _) => marks.with(TextMark::Bold, false),
            ("font-style", "italic" | "oblique") => marks.with(TextMark::Italic, true),
            ("font-style", "normal") => marks.with(TextMark::Italic, false),
            ("text-decoration" | "text-decoration-line" | "text-underline", value) if value != "inherit" => {
                let on = value.split(' ').any(|word| word == "underline" || word == "single");
                marks.with(TextMark::Underline, marks.underline || on)
            }
            ("vertical-align", "super") => marks.with(TextMark::Superscript, true),
            _ => marks,
        };
    }
    marks
}

/// Whether the words of the element stand below the line.
pub(super) fn is_lowered(element: &DomElement) -> bool {
    element.tag() == "sub" || declarations(element).any(|(name, value)| name == "vertical-align" && value == "sub")
}

/// The alignment that the element states; `None` if it states none.
pub(super) fn align(element: &DomElement) -> Option<ParagraphAlign> {
    let of = |value: &str| match value {
        "center" => Some(ParagraphAlign::Center),
        "right" | "end" => Some(ParagraphAlign::Right),
        "left" | "start" => Some(ParagraphAlign::Left),
        "justify" => Some(ParagraphAlign::Justify),
        _ => None,
    };
    let style = declarations(element).filter(|(name, _)| *name == "text-align").last();
    let style = style.and_then(|(_, value)| of(&value));
    let attribute = || element.attribute("align").and_then(|value| of(&value.to_ascii_lowercase()));
    style.or_else(attribute).or_else(|| (element.tag() == "center").then_some(ParagraphAlign::Center))
}

/// Whether white space in the element is preserved, if it states so.
pub(super) fn keeps_space(element: &DomElement) -> Option<bool> {
    let style = declarations(element).filter(|(name, _)| *name == "white-space").last();
    let of = |value: String| value.starts_with("pre") && value != "pre-line";
    style.map(|(_, value)| of(value)).or_else(|| (element.tag() == "pre").then_some(true))
}

/// The declarations of the element's `style` attribute, names and values in lower case.
pub(super) fn declarations(element: &DomElement) -> impl Iterator<Item = (&str, String)> {
    let style = element.attribute("style").unwrap_or_default();
    style.split(';').take(DECLARATIONS).filter_map(|one| {
        let (name, value) = one.split_once(':')?;
        Some((name.trim(), value.trim().to_ascii_lowercase()))
    })
}
