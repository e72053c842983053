//! (form, report, style, fonts) → pages of positioned items; every item knows the place in the
//! report that it came from. Must not know egui, printpdf or any file format.
//!
//! A paragraph passes these modules: characters become inline items (`inline_item`), inline items
//! become lines (`line_breaking`), lines become page items (`line_items`) in strips
//! (`paragraph_layout`), strips fill pages (`page_breaking`), and pages get their numbers
//! (`page_margin`). Charts are pages of their own (`chart`). A table of the form becomes one elastic strip (`table`), one in
//! the text a strip that is parted between rows (`prose_table`), a picture one that may change places with the text after it (`figure_layout`). Paragraphs that have not changed
//! since the last layout are taken from a cache (`layout_cache`).

mod approval_sheet;
mod char_class;
mod chart;
mod comment_notes;
mod dump;
mod figure_layout;
mod font_role;
mod font_set;
mod font_tables;
mod glyph_outline;
mod inline_item;
mod layout_cache;
mod length;
mod line_breaking;
mod line_items;
mod margin_notes;
mod metrics;
mod page;
mod page_breaking;
mod page_margin;
mod page_style;
mod paragraph_cache;
mod paragraph_layout;
mod prose_table;
mod prose_table_parts;
mod report_title;
mod revision_notes;
mod signature_block;
mod table;

pub use char_class::{CharClass, may_break, may_break_url_after};
pub use chart::{
    Chart, ChartBar, ChartDrawing, ChartLine, ChartSheet, DrawnChart, StackedBar, chart_pages, text_chart,
    text_chart_height,
};
pub use dump::dump;
pub use font_role::{EmbeddingPermission, FontNames};
pub use font_set::{FaceId, Font, FontError, FontSet};
pub(crate) use font_tables::{FontTable, read_font_tables, write_font_tables};
pub use glyph_outline::OutlineStep;
pub use layout_cache::LayoutCache;
pub use length::Length;
pub use metrics::FontMetrics;
pub use page::{
    Bookmark, Colour, DocumentInfo, FilledArea, FilledRect, GlyphPosition, HeaderScope, NodeId, Page, PageItem, Paper,
    PlacedPicture, RuleLine, Shape, StructureNode, StructureRole, StructureTree, TextRun,
};
pub use page_style::{NotePlace, PageStyle};

use self::figure_layout::FigureSource;
use self::paragraph_cache::ParagraphCache;
use self::paragraph_layout::Typesetter;
use crate::form::Form;
use crate::raster::PictureStore;
use crate::report::{Date, Place, Report, ReportText};

/// Lays `report` out on pages. It cannot fail; characters without a glyph are listed in
/// `Paper::missing`.
pub fn lay_out(form: &Form, report: &Report, style: &PageStyle, fonts: &FontSet) -> Paper {
    lay_out_with(&mut Typesetter::new(style, fonts, ParagraphCache::DISABLED), form, report)
}

/// Lays out `report` with a `typesetter` that has not been used yet.
fn lay_out_with<'a>(typesetter: &mut Typesetter<'a>, form: &'a Form, report: &Report) -> Paper {
    let style = typesetter.style;
    let root = typesetter.structure.add(StructureRole::Document, None);
    let title = report.title_rows(form);
    // Who reviews sees what was taken out; what the report is, its digest tells.
    let (copy, whole) = (report.review_copy(form).filter(|_| style.notes.is_some()), report);
    let report = copy.as_ref().map_or(whole, |copy| &copy.report);
    typesetter.figures = FigureSource::of(form, report);
    let mut strips = report_title::title(typesetter, &title, root);
    strips.extend(typesetter.prose(ReportText::Preface, &report.preface, root));
    for section in &form.sections {
        let node = typesetter.structure.add(StructureRole::Section, Some(root));
        let heading = typesetter.structure.add(StructureRole::Heading(1), Some(node));
        strips.extend(typesetter.heading(&section.title, heading, Place::Heading(section.id)));
        if let Some(grid) = form.table_of(section.id) {
            strips.extend(table::table(typesetter, form, report, grid, node, &section.title));
        }
        if let Some(prose) = report.prose(section.id) {
            strips.extend(typesetter.prose(ReportText::Section(section.id), prose, node));
        }
    }
    if let Some(signature) = &report.signature {
        // Keep with next: no page has the signature alone.
        if let Some(last) = strips.last_mut() {
            last.may_end_page = false;
        }
        let mut own = signature_block::signature(typesetter, signature, root);
        own.iter_mut().for_each(|strip| strip.ends_floats = true);
        strips.extend(own);
    }
    let (mut pages, mut outline) = page_breaking::fill(strips, style);
    if let Some(place) = style.notes {
        let revisions = revision_notes::notes(form, &whole.revision_entries(), copy.as_ref());
        let ranges = copy.as_ref().map(|copy| copy.marks.as_slice()).unwrap_or_default();
        revision_notes::mark(&mut pages, ranges);
        let lists = [(comment_notes::HEAD, comment_notes::notes(form, report)), (revision_notes::HEAD, revisions)];
        margin_notes::add(typesetter, &mut pages, (place, lists), root);
    }
    page_margin::number(typesetter, &mut pages);
    let report = whole;
    let mut about = about(report, report.title_line(form));
    if style.approval_sheet {
        let digest = report.digest();
        about.digest = Some(digest);
        pages.insert(0, approval_sheet::sheet(typesetter, &title, &about.author, digest, root));
        outline.iter_mut().for_each(|bookmark| bookmark.page += 1);
    }
    let (structure, missing) = (std::mem::take(&mut typesetter.structure), std::mem::take(&mut typesetter.missing));
    let mut pictures = PictureStore::default();
    report.held_pictures().for_each(|picture| pictures.add(picture.clone()));
    Paper { pages, outline, structure, about, missing, pictures }
}

fn about(report: &Report, title: String) -> DocumentInfo {
    let signed = report.signature.as_ref().map(|signature| signature.date);
    let created = signed.or_else(|| Date::new(report.year, 12, 31));
    DocumentInfo { title, author: report.unit.name.trim().to_owned(), created, digest: None }
}
