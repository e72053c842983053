//! A section's title that stands once more right before or after it: programs show a table's title as its
//! caption. The second one is no text.

use super::section_finder::{ClassedBlock, SectionPart, SectionParts};
use super::table_finder::BlockClass;
use super::wording::fold;
use crate::form::Form;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// Takes such lines out, each with a remark.
pub(super) fn drop_from(form: &Form, parts: &mut SectionParts, remarks: &mut Remarks) {
    for index in 0..parts.sections.len() {
        let Some(wanted) = parts.sections.get(index).map(|part| wordings(form, part)) else { continue };
        let before = match index.checked_sub(1).and_then(|before| parts.sections.get_mut(before)) {
            Some(before) => &mut before.blocks,
            None => &mut parts.front,
        };
        if before.last().is_some_and(|(block, class)| is_title(block, *class, &wanted)) {
            list(before.pop(), remarks);
        }
        if let Some(own) = parts.sections.get_mut(index)
            && own.title.is_some()
            && own.blocks.first().is_some_and(|(block, class)| is_title(block, *class, &wanted))
        {
            list(Some(own.blocks.remove(0)), remarks);
        }
        if let Some(own) = parts.sections.get_mut(index).filter(|own| own.title.is_some()) {
            captions_of_tables(own, &wanted, remarks);
        }
    }
}

/// Takes out the lines right above and below a table that say the section's title: its caption.
fn captions_of_tables(part: &mut SectionPart, wanted: &[Vec<char>], remarks: &mut Remarks) {
    let in_table: Vec<bool> = part.blocks.iter().map(|(_, class)| matches!(class, BlockClass::Table(_))).collect();
    let is_beside = |at: usize| {
        let is_table = |at: Option<usize>| at.and_then(|at| in_table.get(at)).copied() == Some(true);
        is_table(at.checked_sub(1)) || is_table(Some(at + 1))
    };
    for (at, (block, class)) in std::mem::take(&mut part.blocks).into_iter().enumerate() {
        if is_beside(at) && is_title(&block, class, wanted) {
            list(Some((block, class)), remarks);
        } else {
            part.blocks.push((block, class));
        }
    }
}

/// The title of a section as the form and as the source word it.
fn wordings(form: &Form, part: &SectionPart) -> Vec<Vec<char>> {
    let official = form.section(part.id).map(|section| fold(&section.title).chars);
    official.into_iter().chain(part.title.as_ref().map(|title| fold(&title.text).chars)).collect()
}

fn is_title(block: &SourceBlock, class: BlockClass, wanted: &[Vec<char>]) -> bool {
    matches!(block.content, BlockContent::Text(_))
        && !matches!(class, BlockClass::Table(_))
        && wanted.contains(&fold(without_mark(&block.text())).chars)
}

/// A line without what marks it as a caption in Markdown (`: …`, `Table: …`) and reStructuredText (`.. table:: …`).
fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let rest = [".. table::", "Table:", "table:", ":"].iter().find_map(|mark| text.strip_prefix(mark));
    rest.unwrap_or(text)
}

fn list(taken: Option<ClassedBlock>, remarks: &mut Remarks) {
    if let Some((block, _)) = taken {
        let kind = RemarkKind::LeftOut { what: OmittedContent::Caption };
        remarks.add(block.line, block.text().trim(), kind);
    }
}
