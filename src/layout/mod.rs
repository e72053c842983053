//! (form, report, style, fonts) → pages of positioned items; every item knows the place in the
//! report that it came from. Must not know egui, printpdf or any file format.
//!
//! The way of a paragraph: characters become atoms (`atom`), atoms become lines (`line`), lines
//! become items in strips (`compose`, `text`), strips fill pages (`flow`), pages get their numbers
//! (`furniture`). A table becomes one strip (`table`). What was set before and is the same stands
//! (`standing`).

mod approval_sheet;
mod char_class;
mod dump;
mod font_role;
mod font_set;
mod inline_item;
mod layout_cache;
mod length;
mod line_breaking;
mod line_items;
mod metrics;
mod page;
mod page_breaking;
mod page_margin;
mod page_style;
mod paragraph_cache;
mod paragraph_layout;
mod report_title;
mod signature_block;
mod table;

pub use dump::dump;
pub use font_role::{EmbeddingPermission, FontNames};
pub use font_set::{FaceId, Font, FontError, FontSet};
pub use layout_cache::LayoutCache;
pub use length::Length;
pub use metrics::FontMetrics;
pub use page::{
    Bookmark, Colour, DocumentInfo, FilledRect, GlyphPosition, HeaderScope, NodeId, Page, PageItem, Paper, RuleLine,
    Shape, StructureNode, StructureRole, StructureTree, TextRun,
};
pub use page_style::PageStyle;

use self::paragraph_cache::ParagraphCache;
use self::paragraph_layout::Typesetter;
use crate::form::Form;
use crate::report::{Date, Place, Report, ReportText};

/// Lays `report` out on pages. It cannot fail: what is odd is laid out oddly, and characters
/// without a glyph are listed in `Paper::missing`.
pub fn lay_out(form: &Form, report: &Report, style: &PageStyle, fonts: &FontSet) -> Paper {
    set(&mut Typesetter::new(style, fonts, ParagraphCache::NOTHING), form, report)
}

/// Sets `report` with an unused `setter`.
fn set<'a>(setter: &mut Typesetter<'a>, form: &'a Form, report: &Report) -> Paper {
    let style = setter.style;
    let root = setter.structure.add(StructureRole::Document, None);
    let title = report.title_rows(form);
    let mut strips = report_title::title(setter, &title, root);
    strips.extend(setter.prose(ReportText::Preface, &report.preface, root));
    for section in &form.sections {
        let node = setter.structure.add(StructureRole::Section, Some(root));
        let heading = setter.structure.add(StructureRole::Heading(1), Some(node));
        strips.extend(setter.heading(&section.title, heading, Place::Heading(section.id)));
        if let Some(grid) = form.table_of(section.id) {
            strips.extend(table::table(setter, form, report, grid, node, &section.title));
        }
        if let Some(prose) = report.prose(section.id) {
            strips.extend(setter.prose(ReportText::Section(section.id), prose, node));
        }
    }
    if let Some(signature) = &report.signature {
        // No page holds a signature alone.
        if let Some(last) = strips.last_mut() {
            last.may_end_page = false;
        }
        strips.extend(signature_block::signature(setter, signature, root));
    }
    let (mut pages, mut outline) = page_breaking::fill(strips, style);
    page_margin::number(setter, &mut pages);
    let about = about(report, report.title_line(form));
    if style.approval_sheet {
        pages.insert(0, approval_sheet::sheet(setter, &title, &about.author, root));
        outline.iter_mut().for_each(|bookmark| bookmark.page += 1);
    }
    let (structure, missing) = (std::mem::take(&mut setter.structure), std::mem::take(&mut setter.missing));
    Paper { pages, outline, structure, about, missing }
}

fn about(report: &Report, title: String) -> DocumentInfo {
    let signed = report.signature.as_ref().map(|signature| signature.date);
    let created = signed.or_else(|| Date::new(report.year, 12, 31));
    DocumentInfo { title, author: report.unit.name.trim().to_owned(), created }
}
