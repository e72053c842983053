//! (form, report, style, fonts) → pages of positioned items; every item knows the place in the
//! report that it came from. Must not know egui, printpdf or any file format.
//!
//! The way of a paragraph: characters become atoms (`atom`), atoms become lines (`line`), lines
//! become items in strips (`compose`, `text`), strips fill pages (`flow`), pages get their numbers
//! (`furniture`). A table becomes one strip (`table`). What was set before and is the same stands
//! (`standing`).

mod approval;
mod atom;
mod class;
mod compose;
mod dump;
mod flow;
mod font;
mod furniture;
mod kept;
mod length;
mod line;
mod metrics;
mod page;
mod plan;
mod signature;
mod standing;
mod style;
mod table;
mod text;
mod title;

pub use dump::dump;
pub use font::{FaceId, Font, FontError, Fonts};
pub use length::Length;
pub use metrics::FontMetrics;
pub use page::{
    About, Bookmark, Colour, Fill, Glyph, Item, Node, NodeId, Page, Paper, Role, Rule, Scope, Shape, Structure, TextRun,
};
pub use plan::{Label, Permit};
pub use standing::Standing;
pub use style::Style;

use self::kept::Kept;
use self::text::Typesetter;
use crate::form::Form;
use crate::report::{Date, Part, Place, Report};

/// Lays `report` out on pages. It cannot fail: what is odd is laid out oddly, and characters
/// without a glyph are listed in `Paper::missing`.
pub fn lay_out(form: &Form, report: &Report, style: &Style, fonts: &Fonts) -> Paper {
    set(&mut Typesetter::new(style, fonts, Kept::NOTHING), form, report)
}

/// Sets `report` with an unused `setter`.
fn set<'a>(setter: &mut Typesetter<'a>, form: &'a Form, report: &Report) -> Paper {
    let style = setter.style;
    let root = setter.structure.add(Role::Document, None);
    let title = report.title_rows(form);
    let mut strips = title::title(setter, &title, root);
    strips.extend(setter.prose(Part::Preface, &report.preface, root));
    for section in &form.sections {
        let node = setter.structure.add(Role::Section, Some(root));
        let heading = setter.structure.add(Role::Heading(1), Some(node));
        strips.extend(setter.heading(&section.title, heading, Place::Heading(section.id)));
        if let Some(grid) = form.table_of(section.id) {
            strips.extend(table::table(setter, form, report, grid, node, &section.title));
        }
        if let Some(prose) = report.prose(section.id) {
            strips.extend(setter.prose(Part::Section(section.id), prose, node));
        }
    }
    if let Some(signature) = &report.signature {
        // No page holds a signature alone.
        if let Some(last) = strips.last_mut() {
            last.may_end_page = false;
        }
        strips.extend(signature::signature(setter, signature, root));
    }
    let (mut pages, mut outline) = flow::fill(strips, style);
    furniture::number(setter, &mut pages);
    let about = about(report, title.concat());
    if style.approval_sheet {
        pages.insert(0, approval::sheet(setter, &title, &about.author, root));
        outline.iter_mut().for_each(|bookmark| bookmark.page += 1);
    }
    let (structure, missing) = (std::mem::take(&mut setter.structure), std::mem::take(&mut setter.missing));
    Paper { pages, outline, structure, about, missing }
}

fn about(report: &Report, title: String) -> About {
    let signed = report.signature.as_ref().map(|signature| signature.date);
    let created = signed.or_else(|| Date::new(report.year, 12, 31));
    About { title, author: report.unit.name.trim().to_owned(), created }
}
