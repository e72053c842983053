//! Bookmarks → the outline (GB/T 33190 §7.8).

use super::xml_values::{millimetres, text};
use crate::layout::Bookmark;

/// The outline, nested by level; empty if there are no headings.
pub(super) fn write(outline: &[Bookmark], pages: &[u32]) -> String {
    let mut rest = outline;
    let mut all = String::new();
    while let Some((element, after)) = element(rest, pages) {
        all.push_str(&element);
        rest = after;
    }
    if all.is_empty() { all } else { format!("<ofd:Outlines>{all}</ofd:Outlines>") }
}

/// The element of the first heading with all headings below it, and the rest.
fn element<'a>(outline: &'a [Bookmark], pages: &[u32]) -> Option<(String, &'a [Bookmark])> {
    let (heading, mut rest) = outline.split_first()?;
    let mut inner = String::new();
    let mut count = 0;
    while rest.first().is_some_and(|next| next.level > heading.level) {
        let Some((below, after)) = element(rest, pages) else { break };
        inner.push_str(&below);
        rest = after;
        count += 1;
    }
    let page = pages.get(heading.page).copied().unwrap_or_default();
    let element = format!(
        "<ofd:OutlineElem Title=\"{}\" Count=\"{count}\" Expanded=\"true\"><ofd:Actions><ofd:Action Event=\"CLICK\">\
         <ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"{page}\" Left=\"0\" Top=\"{}\" Zoom=\"0\"/></ofd:Goto>\
         </ofd:Action></ofd:Actions>{inner}</ofd:OutlineElem>",
        text(&heading.title),
        millimetres(heading.top),
    );
    Some((element, rest))
}
