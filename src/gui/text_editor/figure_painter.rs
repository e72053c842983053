//! Pictures and charts in the editor: each above its caption, as wide in the column as on the page, with its number before
//! the caption and a corner that changes its width. Lays out no text and changes no report.

use egui::epaint::text::Galley;
use egui::{Align2, Color32, CursorIcon, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::text_style::EditorStyle;
use crate::form::Form;
use crate::gui::theme::{self, size};
use crate::gui::{page_painter, picture_textures, screen_fonts};
use crate::layout::{self, FaceId, Length};
use crate::messages::Language;
use crate::raster::HeldPicture;
use crate::report::{ChartData, FigureNumbers, Report, ReportText};
use crate::richtext::{Figure, FigureContent, Paragraph, RichText, TextPosition, TextRange};
use crate::session::{SessionCommand, font_choice};

/// What figures are shown with.
#[derive(Clone, Copy)]
pub struct FigureLook<'a> {
    /// The form, whose numbers charts show.
    pub form: &'a Form,
    /// The report, with its pictures and numbers.
    pub report: &'a Report,
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
/// How much of the selection's colour lies over a selected figure.
const VEIL: f32 = 0.45;
/// The side of the corner that changes the width.
const CORNER: f32 = 12.0;

/// How much room is above the caption that is the paragraph `number` of `prose` in this column.
pub(super) fn room_above(
    (prose, number): (&RichText, usize),
    figure: &Figure,
    figures: FigureLook<'_>,
    column: f32,
    em: f32,
) -> f32 {
    SeenFigure::of((prose, number), figure, figures).size(figure.shown_width(), column).y + em
}

/// A figure with what its size depends on.
enum SeenFigure<'a> {
    /// A picture, or the lack of one.
    Picture(Option<&'a HeldPicture>),
    /// A chart.
    Chart(ChartData),
}

/// The height of a figure is at most this share of the width of the type area, in hundredths: no higher than the page.
const HIGHEST: i64 = 135;

impl<'a> SeenFigure<'a> {
    fn of((prose, number): (&RichText, usize), figure: &Figure, figures: FigureLook<'a>) -> SeenFigure<'a> {
        match &figure.content {
            FigureContent::Picture(id) => SeenFigure::Picture(figures.report.pictures.get(*id)),
            FigureContent::Chart(choice) => {
                SeenFigure::Chart(ChartData::of(figures.form, &figures.report.numbers, (prose, number), choice))
            }
        }
    }

    /// How large it stands in a column where it is so wide on paper.
    fn size(&self, width: u16, column: f32) -> Vec2 {
        let on_screen = column * f32::from(width) / f32::from(Figure::WIDEST);
        #[allow(clippy::cast_precision_loss)] // A hundred or two.
        let most = column * HIGHEST as f32 / 100.0;
        match self {
            SeenFigure::Picture(picture) => {
                let (wide, high) = picture.map_or((3, 2), |picture| picture.shown_size());
                #[allow(clippy::cast_precision_loss)] // Dots of a picture.
                let proportion = high as f32 / wide.max(1) as f32;
                let is_high = on_screen * proportion > most;
                if is_high { vec2(most / proportion, most) } else { vec2(on_screen, on_screen * proportion) }
            }
            SeenFigure::Chart(data) => {
                let height = font_choice::standard()
                    .map_or(Length::ZERO, |fonts| layout::text_chart_height(data, on_paper(width), highest(), fonts));
                vec2(on_screen, page_painter::points(height, zoom(column)))
            }
        }
    }
}

/// How wide a figure is on paper.
fn on_paper(width: u16) -> Length {
    Length::tenths_mm(i32::from(width))
}

fn highest() -> Length {
    on_paper(Figure::WIDEST).scaled(HIGHEST, 100)
}

/// By how much a column on screen is wider than the type area.
fn zoom(column: f32) -> f32 {
    column / page_painter::points(on_paper(Figure::WIDEST), 1.0)
}

/// Paints the pictures of a text over the room that its galley, which stands at `at`, leaves for them. `here` is
/// what is selected, with the caret at its second end.
pub(super) fn paint(
    ui: &Ui,
    (galley, at): (&Galley, Pos2),
    (part, prose): (ReportText, &RichText),
    (look, figures, column): (EditorStyle, FigureLook<'_>, f32),
    here: Option<(TextPosition, TextPosition)>,
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
        let seen = SeenFigure::of((prose, number), figure, figures);
        let size = seen.size(figure.shown_width(), column);
        let (top, middle) = (at.y + row.pos.y - size.y - look.em * 0.5, at.x + column / 2.0);
        let rect = Rect::from_center_size(pos2(middle, top + size.y / 2.0), size);
        let line = at + vec2(row.pos.x, row.pos.y + row.height());
        if !rect.union(Rect::from_min_size(line - vec2(0.0, row.height()), row.size)).intersects(ui.clip_rect()) {
            continue;
        }
        match &seen {
            SeenFigure::Picture(held) => picture(ui, *held, rect, look),
            SeenFigure::Chart(data) => chart(ui, data, figure, rect, column),
        }
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
        let said = name(figure, &seen, &figures.numbers.caption(part, number, paragraph), figures.language);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, said.clone()));
        if response.clicked() {
            input.clicked = Some(number);
        }
        if here.is_some_and(|(anchor, head)| is_selected(prose, TextRange::new(anchor, head), number)) {
            ui.painter().rect_filled(rect, 0.0, look.colours.selected.gamma_multiply(VEIL));
        }
        if here.is_some_and(|(_, head)| head.paragraph == number) {
            let stroke = Stroke::new(size::FOCUS, look.colours.accent);
            painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Outside);
            let width = corner(ui, id, (figure, &seen), (rect, column), look);
            input.command =
                width.map(|width| SessionCommand::SetFigure(part, number, Some(Figure { width, ..figure.clone() })));
        }
    }
    input
}

/// Whether the figure above a paragraph is copied with this selection.
fn is_selected(prose: &RichText, span: TextRange, number: usize) -> bool {
    let (start, end) = (span.start(), span.end());
    let inner = start.paragraph < number && number <= end.paragraph;
    let length = || prose.paragraphs.get(number).map_or(0, Paragraph::length);
    let whole = start.character == 0 && (number < end.paragraph || end.character == length());
    inner || (!span.is_empty() && start.paragraph == number && whole)
}

/// A chart as it is on paper, on the paper's colour.
fn chart(ui: &Ui, data: &ChartData, figure: &Figure, rect: Rect, column: f32) {
    ui.painter().rect_filled(rect, 0.0, theme::PAPER);
    let Ok(fonts) = font_choice::standard() else { return };
    let drawn = layout::text_chart(data, on_paper(figure.shown_width()), highest(), fonts);
    let painter = ui.painter().with_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
    page_painter::items(ui, &painter, &drawn.items, rect.min, zoom(column));
}

fn picture(ui: &Ui, held: Option<&HeldPicture>, rect: Rect, look: EditorStyle) {
    let texture = held.and_then(|picture| picture_textures::texture(ui, picture));
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
    (figure, seen): (&Figure, &SeenFigure<'_>),
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
    let width = ((wanted / 10.0).round() as u16).saturating_mul(10).clamp(figure.narrowest(), Figure::WIDEST);
    if response.dragged() {
        let outline = Rect::from_center_size(rect.center(), seen.size(width, column));
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
fn name(figure: &Figure, seen: &SeenFigure<'_>, caption: &str, language: Language) -> String {
    let width = figure.shown_width() / 10;
    let own = figure.alt.trim().to_owned();
    let (key, alt) = match seen {
        SeenFigure::Picture(_) => ("figure.name", own),
        SeenFigure::Chart(data) => ("figure.chart_name", if own.is_empty() { data.words() } else { own }),
    };
    language.say(key, &[("caption", &caption), ("alt", &alt), ("width", &width)])
}
