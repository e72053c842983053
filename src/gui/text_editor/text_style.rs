//! How rich text is laid out in the editor: 仿宋 with an indent of two characters, subheadings of the
//! second level in 楷体, paragraphs aligned as on paper. Lines break at the width of the screen's
//! column; only the preview shows the breaks of the page.

use std::sync::Arc;

use egui::epaint::text::{Galley, LayoutJob, PlacedRow, TextFormat};
use egui::{Color32, FontId, Stroke, Ui, vec2};

use super::editor_rows::{self, RowIndent};
use super::figure_painter::{self, FigureLook};
use super::galley_cache::GalleyCache;
use super::table_boxes;
use crate::gui::screen_fonts;
use crate::gui::theme::{Palette, size};
use crate::layout::FaceId;
use crate::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, Run};

/// The size of the text and the colours, as the editor shows them.
#[derive(Clone, Copy)]
pub struct EditorStyle {
    /// One em in points.
    pub em: f32,
    /// The colours in use.
    pub colours: &'static Palette,
}

/// Lays a prose out in a column of `width`; `text` is its text, one paragraph a line. What is `kept`
/// from the last time is not laid out again.
pub fn galley(
    ui: &Ui,
    prose: &RichText,
    text: &str,
    width: f32,
    (look, figures): (EditorStyle, FigureLook<'_>),
    kept: &mut GalleyCache,
) -> Arc<Galley> {
    let lay_out = |paragraph: &Paragraph, measure: Option<f32>| {
        if paragraph.figure.is_some() {
            return caption(ui, paragraph, (width, measure.unwrap_or_default()), look);
        }
        if let Some(width) = measure {
            let indent = RowIndent { first: 0.0, rest: 0.0 };
            let part = editor_rows::lay_out(ui, job(paragraph, look), width, indent);
            let mut part = Arc::unwrap_or_clone(aligned(part, paragraph, (width, indent), look, ui.pixels_per_point()));
            part.rect.max.x = part.rect.max.x.max(width);
            return Arc::new(part);
        }
        let indent = indents(paragraph, look.em);
        let part = editor_rows::lay_out(ui, job(paragraph, look), width, indent);
        aligned(part, paragraph, (width, indent), look, ui.pixels_per_point())
    };
    let join = |parts: &[Arc<Galley>]| {
        let mut whole = LayoutJob { text: text.to_owned(), break_on_newline: true, ..LayoutJob::default() };
        whole.wrap.max_width = width;
        // egui paints no galley whose job has no section.
        whole.sections = LayoutJob::simple(String::new(), FontId::default(), look.colours.ink, width).sections;
        let mut whole = Galley::concat(Arc::new(whole), parts, ui.pixels_per_point());
        let boxes = table_boxes::place(&mut whole, prose, width, look.em);
        (whole, boxes)
    };
    kept.galley(ui, prose, (width, look), measures(prose, figures, width, look.em), lay_out, join)
}

/// The widths of paragraphs in cells, and the room above captions; nothing for a text without either.
fn measures(prose: &RichText, figures: FigureLook<'_>, width: f32, em: f32) -> Vec<Option<f32>> {
    let mut measures = if prose.has_tables() { table_boxes::widths(prose, width, em) } else { Vec::new() };
    for (number, _, figure) in prose.figures() {
        if measures.is_empty() {
            measures = vec![None; prose.paragraphs.len()];
        }
        let room = figure_painter::room_above((prose, number), figure, figures, width, em);
        measures.iter_mut().skip(number).take(1).for_each(|own| *own = Some(room));
    }
    measures
}

/// The caption of a figure: centred between the sides that its number needs, with room above for the picture.
fn caption(ui: &Ui, paragraph: &Paragraph, (width, room): (f32, f32), look: EditorStyle) -> Arc<Galley> {
    let side = look.em * figure_painter::CAPTION_SIDE;
    let (inner, indent) = ((width - side * 2.0).max(look.em * 4.0), RowIndent { first: 0.0, rest: 0.0 });
    let mut galley = Arc::unwrap_or_clone(editor_rows::lay_out(ui, job(paragraph, look), inner, indent));
    for row in &mut galley.rows {
        row.pos += vec2(side + ((inner - row.size.x) / 2.0).max(0.0), room);
    }
    galley.rect.max = egui::pos2(galley.rect.max.x.max(width), galley.rect.max.y + room);
    Arc::new(galley)
}

/// Paints the marks before the items of lists; they are no part of the text. `at` is where the
/// galley of `prose` stands.
pub fn bullets(painter: &egui::Painter, galley: &Galley, at: egui::Pos2, prose: &RichText, look: EditorStyle) {
    let mut paragraphs = prose.paragraphs.iter();
    let mut starts = true;
    for row in &galley.rows {
        let paragraph = if starts { paragraphs.next() } else { None };
        starts = row.ends_with_newline;
        let Some(list) = paragraph.and_then(|paragraph| paragraph.list) else { continue };
        let left = paragraph.map_or(0.0, |paragraph| indent(paragraph, look.em));
        let centre = at + vec2(left - look.em / 2.0, row.pos.y + row.height() / 2.0 + look.em * 0.12);
        let radius = look.em * 0.15;
        match list {
            ListKind::Outer => painter.circle_filled(centre, radius, look.colours.ink),
            ListKind::Inner => painter.circle_stroke(centre, radius, Stroke::new(size::LINE, look.colours.ink)),
        };
    }
}

/// The indents of a paragraph's rows: those of a list hang below each other.
fn indents(record: &Paragraph, em: f32) -> RowIndent {
    let first = indent(record, em);
    RowIndent { first, rest: if record.list.is_some() { first } else { 0.0 } }
}

/// The indent of a paragraph's first line.
fn indent(record: &Paragraph, em: f32) -> f32 {
    match (record.align, record.list) {
        (_, Some(ListKind::Outer)) => em * 3.0,
        (_, Some(ListKind::Inner)) => em * 4.0,
        (ParagraphAlign::Center | ParagraphAlign::Right, None) => 0.0,
        (ParagraphAlign::Justify | ParagraphAlign::Left, None) => em * 2.0,
    }
}

fn job(paragraph: &Paragraph, look: EditorStyle) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
    for run in paragraph.runs() {
        job.append(&run.text, 0.0, format(paragraph.level, run, look));
    }
    if paragraph.runs().is_empty() {
        job.append("", 0.0, format(paragraph.level, &Run::default(), look));
    }
    job
}

fn format(level: Level, run: &Run, look: EditorStyle) -> TextFormat {
    let marks = run.marks;
    let face = match (level, marks.bold) {
        (Level::Second, false) => FaceId::Kai,
        // The bundle has no heavy 仿宋 or 楷体; 黑体 stands for bold on screen.
        (_, true) => FaceId::Hei,
        _ => FaceId::Fang,
    };
    let em = if marks.superscript { (look.em * 0.62).max(size::SMALL) } else { look.em };
    TextFormat {
        font_id: FontId::new(em, screen_fonts::family(face)),
        color: look.colours.ink,
        italics: marks.italic,
        underline: if marks.underline { Stroke::new(size::LINE, look.colours.ink) } else { Stroke::NONE },
        background: match (marks.unverified, &run.link) {
            (true, _) => look.colours.unverified,
            // As word processors show a field: what follows a cell is not typed.
            (false, Some(_)) => look.colours.selection,
            (false, None) => Color32::TRANSPARENT,
        },
        valign: if marks.superscript { egui::Align::TOP } else { egui::Align::BOTTOM },
        line_height: Some(look.em * 1.75),
        ..TextFormat::default()
    }
}

/// The paragraph with its rows where its alignment wants them.
fn aligned(
    galley: Arc<Galley>,
    record: &Paragraph,
    (width, indent): (f32, RowIndent),
    look: EditorStyle,
    scale: f32,
) -> Arc<Galley> {
    let mut galley = Arc::unwrap_or_clone(galley);
    let last = galley.rows.len().saturating_sub(1);
    for (number, row) in galley.rows.iter_mut().enumerate() {
        let room = width - indent.of(number);
        let free = room - row.size.x;
        match record.align {
            ParagraphAlign::Center => row.pos.x += (free / 2.0).max(0.0),
            ParagraphAlign::Right => row.pos.x += free.max(0.0),
            ParagraphAlign::Justify if number < last => stretch(row, room, look.em, scale),
            ParagraphAlign::Justify | ParagraphAlign::Left => {}
        }
    }
    galley.rect.max.x = galley.rect.max.x.max(width);
    Arc::new(galley)
}

/// Spreads a full row over the width; a row that misses more than two characters stays.
fn stretch(row: &mut PlacedRow, width: f32, em: f32, scale: f32) {
    let glyphs = row.glyphs.iter().rev().skip_while(|glyph| glyph.chr.is_whitespace()).count();
    let Some(end) = glyphs.checked_sub(1).and_then(|last| row.glyphs.get(last)) else { return };
    let free = width - (end.pos.x + end.advance_width);
    if free <= 0.5 || free > em * 2.0 || glyphs < 2 {
        return;
    }
    #[allow(clippy::cast_precision_loss)] // A row has a few dozen glyphs.
    let gap = free / (glyphs - 1) as f32;
    let row = Arc::make_mut(&mut row.row);
    let mut shift = 0.0;
    let mut vertex = row.visuals.glyph_vertex_range.start;
    for (number, glyph) in row.glyphs.iter_mut().enumerate() {
        glyph.pos.x += shift;
        if !glyph.uv_rect.is_nothing() {
            for corner in row.visuals.mesh.vertices.iter_mut().skip(vertex).take(4) {
                // Whole pixels keep glyphs sharp.
                corner.pos += vec2((shift * scale).round() / scale, 0.0);
            }
            vertex += 4;
        }
        if number + 1 < glyphs {
            glyph.advance_width += gap;
            shift += gap;
        }
    }
    row.size.x = row.size.x.max(width);
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
}
