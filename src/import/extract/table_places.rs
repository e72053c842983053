//! Tables that stand outside of their section come to it: annexes after the text, rows of two tables in
//! turn, tables without a title. Knows classes of blocks; must not read them.

use super::other_years;
use super::section_finder::{ClassedBlock, SectionPart, SectionParts};
use super::table_finder::BlockClass;
use super::tables_of_section::TABLES;
use crate::form::SectionId;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::SourceBlock;

/// The same parts, each table in its section. Captions that are not needed there are listed.
pub(super) fn settled(mut parts: SectionParts, remarks: &mut Remarks) -> SectionParts {
    let mut moved: Vec<(SectionId, ClassedBlock)> = Vec::new();
    let front = std::mem::take(&mut parts.front);
    parts.front = kept(front, None, &mut moved, remarks);
    for part in &mut parts.sections {
        let blocks = std::mem::take(&mut part.blocks);
        part.blocks = kept(blocks, Some(part.id), &mut moved, remarks);
    }
    for section in TABLES {
        let mut own = moved.extract_if(.., |(of, _)| *of == section).map(|(_, block)| block).peekable();
        if own.peek().is_none() {
            continue;
        }
        let at = parts.sections.partition_point(|part| part.id < section);
        if parts.sections.get(at).is_none_or(|part| part.id != section) {
            parts.sections.insert(at, SectionPart { id: section, title: None, blocks: Vec::new() });
        }
        if let Some(part) = parts.sections.get_mut(at) {
            part.blocks.extend(own);
        }
    }
    parts
}

/// The blocks that stay in `section`. A caption that names a year stays with its table: it may be of another one.
fn kept(
    blocks: Vec<ClassedBlock>,
    section: Option<SectionId>,
    moved: &mut Vec<(SectionId, ClassedBlock)>,
    remarks: &mut Remarks,
) -> Vec<ClassedBlock> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut captions: Vec<ClassedBlock> = Vec::new();
    for (block, class) in blocks {
        match class {
            BlockClass::Table(own) if Some(own) != section => {
                moved.extend(captions.drain(..).chain([(block, class)]).map(|classed| (own, classed)));
            }
            BlockClass::Caption if other_years::names_one(&block.text()) => {
                captions.push((block, class));
            }
            BlockClass::Caption => leave_out_caption(&block, remarks),
            _ => kept.extend(captions.drain(..).chain([(block, class)])),
        }
    }
    for (block, _) in captions {
        leave_out_caption(&block, remarks);
    }
    kept
}

/// Lists a caption that is not kept.
pub(super) fn leave_out_caption(block: &SourceBlock, remarks: &mut Remarks) {
    let kind = RemarkKind::LeftOut { what: OmittedContent::Caption };
    remarks.add(block.line, block.text().trim(), kind);
}
