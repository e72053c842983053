//! Pictures in the editor: each above its caption, as wide in the column as on the page, with its number before the
//! caption and a corner that changes its width. Lays out no text and changes no report.

use egui::epaint::text::Galley;
use egui::{Align2, Color32, CursorIcon, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::text_style::EditorStyle;
use crate::gui::theme::{self, size};
use crate::gui::{picture_textures, screen_fonts};
use crate::layout::FaceId;
use crate::messages::Language;
use crate::raster::PictureStore;
use crate::report::{FigureNumbers, ReportText};
use crate::richtext::{Figure, RichText};
use crate::session::SessionCommand;

/// What figures are shown with.
#[derive(Clone, Copy)]
pub struct FigureLook<'a> {
    /// The pictures of the report.
    pub pictures: &'a PictureStore,
    /// The numbers of its figures.
    pub numbers: &'a FigureNumbers,
    /// The language of what stands in an empty caption.
    pub language: Language,
}

/// What was done with the pictures of a text.
#[derive(Default)]
pub(super) struct FigureInput {
    /// The paragraph whose picture was clicked.
    pub clicked: Option<usize>,
    /// A width that was chosen.
    pub command: Option<SessionCommand>,
}

/// Ems of the column that a caption leaves free at both sides, for its number.
pub(super) const CAPTION_SIDE: f32 = 4.0;
/// The side of the corner that changes the width.
const CORNER: f32 = 12.0;

/// How large a picture stands in a column of this width.
pub(super) fn picture_size(figure: &Figure, pictures: &PictureStore, column: f32) -> Vec2 {
    sized(figure.width, figure, pictures, column)
}

/// How much room is above a caption in this column.
pub(super) fn room_above(figure: &Figure, pictures: &PictureStore, column: f32, em: f32) -> f32 {
    picture_size(figure, pictures, column).y + em
}

fn sized(width: u16, figure: &Figure, pictures: &PictureStore, column: f32) -> Vec2 {
    let (wide, high) = pictures.get(figure.picture).map_or((3, 2), |picture| picture.shown_size());
    #[allow(clippy::cast_precision_loss)] // Dots of a picture.
    let proportion = high as f32 / wide.max(1) as f32;
    let width = column * f32::from(width.clamp(Figure::NARROWEST, Figure::WIDEST)) / f32::from(Figure::WIDEST);
    // As on the page, no higher than it.
    let most = column * 1.35;
    if width * proportion > most { vec2(most / proportion, most) } else { vec2(width, width * proportion) }
}

/// Paints the pictures of a text over the room that its galley, which stands at `at`, leaves for them. `here` is the
/// paragraph of the caret.
pub(super) fn paint(
    ui: &Ui,
    (galley, at): (&Galley, Pos2),
    (part, prose): (ReportText, &RichText),
    (look, figures, column): (EditorStyle, FigureLook<'_>, f32),
    here: Option<usize>,
) -> FigureInput {
    let mut input = FigureInput::default();
    if prose.figures().next().is_none() {
        return input;
    }
    let painter = ui.painter();
    let mut paragraphs = prose.paragraphs.iter().enumerate();
    let mut starts = true;
    for row in &galley.rows {
        let paragraph = if starts { paragraphs.next() } else { None };
        starts = row.ends_with_newline;
        let Some((number, paragraph)) = paragraph else { continue };
        let Some(figure) = &paragraph.figure else { continue };
        let size = picture_size(figure, figures.pictures, column);
        let (top, middle) = (at.y + row.pos.y - size.y - look.em * 0.5, at.x + column / 2.0);
        let rect = Rect::from_center_size(pos2(middle, top + size.y / 2.0), size);
        let line = at + vec2(row.pos.x, row.pos.y + row.height());
        if !rect.union(Rect::from_min_size(line - vec2(0.0, row.height()), row.size)).intersects(ui.clip_rect()) {
            continue;
        }
        picture(ui, figure, figures.pictures, rect, look);
        let font = egui::FontId::new(look.em, screen_fonts::family(FaceId::Fang));
        match figures.numbers.label(part, number) {
            Some(label) => {
                let left = line - vec2(look.em * 0.5, look.em * 0.35);
                painter.text(left, Align2::RIGHT_BOTTOM, label, font, look.colours.quiet);
            }
            None => {
                let words = figures.language.word("figure.caption_hint");
                let hint = line + vec2(look.em * 0.3, -look.em * 0.35);
                painter.text(hint, Align2::LEFT_BOTTOM, words, theme::font(size::BODY), look.colours.quiet);
            }
        }
        let id = Id::unique(("figure", part, number));
        let response = ui.interact(rect, id, Sense::click());
        let said = name(figure, &figures.numbers.caption(part, number, paragraph), figures.language);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, said.clone()));
        if response.clicked() {
            input.clicked = Some(number);
        }
        if here == Some(number) {
            let stroke = Stroke::new(size::FOCUS, look.colours.accent);
            painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Outside);
            let width = corner(ui, id, figure, figures.pictures, (rect, column), look);
            input.command =
                width.map(|width| SessionCommand::SetFigure(part, number, Some(Figure { width, ..figure.clone() })));
        }
    }
    input
}

fn picture(ui: &Ui, figure: &Figure, pictures: &PictureStore, rect: Rect, look: EditorStyle) {
    let texture = pictures.get(figure.picture).and_then(|picture| picture_textures::texture(ui, picture));
    match texture {
        Some(texture) => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, rect, whole, Color32::WHITE);
        }
        None => {
            ui.painter().rect_filled(rect, 0.0, look.colours.panel);
            ui.painter().rect_stroke(rect, 0.0, theme::hairline(look.colours.line), StrokeKind::Inside);
        }
    }
}

/// The corner that is dragged; gives the width that it is let go at.
fn corner(
    ui: &Ui,
    id: Id,
    figure: &Figure,
    pictures: &PictureStore,
    (rect, column): (Rect, f32),
    look: EditorStyle,
) -> Option<u16> {
    let area = Rect::from_center_size(rect.right_bottom(), Vec2::splat(CORNER));
    let response = ui.interact(area, id.with("corner"), Sense::drag()).on_hover_cursor(CursorIcon::ResizeNwSe);
    ui.painter().rect_filled(area, 2.0, look.colours.accent);
    // It stands in the middle: what one side gains, the other gains too.
    let pointer = response.interact_pointer_pos()?;
    let wanted = (pointer.x - rect.center().x) * 2.0 / column.max(1.0) * f32::from(Figure::WIDEST);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, and it is clamped.
    // Whole millimetres.
    let width = ((wanted / 10.0).round() as u16).saturating_mul(10).clamp(Figure::NARROWEST, Figure::WIDEST);
    if response.dragged() {
        let outline = Rect::from_center_size(rect.center(), sized(width, figure, pictures, column));
        let outline = outline.translate(vec2(0.0, rect.top() - outline.top()));
        ui.painter().rect_stroke(outline, 0.0, Stroke::new(size::FOCUS, look.colours.accent), StrokeKind::Inside);
        let words = format!("{} mm", width / 10);
        ui.painter().text(
            outline.right_bottom(),
            Align2::RIGHT_BOTTOM,
            words,
            theme::font(size::BODY),
            look.colours.accent,
        );
    }
    (response.drag_stopped() && width != figure.width).then_some(width)
}

/// What a screen reader says of a figure: its caption, what it shows, its size.
fn name(figure: &Figure, caption: &str, language: Language) -> String {
    let width = figure.width / 10;
    language.say("figure.name", &[("caption", &caption), ("alt", &figure.alt.trim()), ("width", &width)])
}
