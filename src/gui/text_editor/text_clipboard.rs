//! Copy, cut and paste in a text: in their turn between keys, with marks within the program and structure from
//! outside. Changes no report itself.

use std::sync::Arc;

use egui::{Event, Id, Ui};

use super::editor::TextEditor;
use super::figure_painter::FigureLook;
use super::paste::{self, Pasted};
use super::pasted_picture;
use crate::gui::action::Action;
use crate::raster::HeldPicture;
use crate::report::Change;
use crate::richtext::{Edit, Figure, Paragraph, RichText, TextPosition, TextRange};
use crate::session::import::PASTED;
use crate::session::{self, PastedHtml, SessionCommand, TypedText};

impl TextEditor {
    /// Lets copying, cutting and pasting happen between what was typed before and what was typed
    /// after: a slow computer hands over several keys at once, and the widget takes them together.
    pub(super) fn in_turn(&mut self, ui: &Ui, focused: bool) {
        let waited = std::mem::take(&mut self.later);
        let later = ui.input_mut(|input| {
            input.events.splice(0..0, waited).for_each(drop);
            let at = input.events.iter().position(is_clipboard).filter(|_| focused)?;
            let alone = !input.events.iter().take(at).any(is_key);
            let rest = input.events.split_off(if alone { at + 1 } else { at });
            // The pointer is where it is.
            let (later, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_key);
            input.events.extend(others);
            Some(later)
        });
        self.later = later.unwrap_or_default();
        if !self.later.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Copy, cut and paste keep marks within the program, and structure from outside.
    pub(super) fn clipboard(
        &mut self,
        ui: &Ui,
        id: Id,
        (html, look): (Option<&PastedHtml>, FigureLook<'_>),
        commands: &mut Vec<SessionCommand>,
    ) -> Vec<Action> {
        let events = ui.input_mut(|input| {
            let (ours, others) = std::mem::take(&mut input.events).into_iter().partition(is_clipboard);
            input.events = others;
            let ours: Vec<Event> = ours;
            ours
        });
        let state = egui::TextEdit::load_state(ui.ctx(), id);
        let mut told = Vec::new();
        let Some(range) = state.and_then(|state| state.cursor.char_range()) else { return told };
        let sorted = range.as_sorted_char_range();
        let span = self.document.span(&(sorted.start.0..sorted.end.0));
        for event in events {
            match event {
                Event::Copy | Event::Cut if !span.is_empty() || self.framed_figure(span).is_some() => {
                    let framed = self.framed_figure(span);
                    let copied = framed.map_or(span, |(_, whole)| whole);
                    let piece = self.document.prose().piece(copied);
                    let plain = plain(&piece);
                    let web = session::copied_html(look.form, look.report, (self.part, copied));
                    told.push(Action::Copy(plain.clone(), web));
                    let pictures = &look.report.pictures;
                    let shown = piece.figures().filter_map(|(_, _, figure)| pictures.get(figure.picture()?));
                    let pictures = shown.cloned().collect();
                    let copied = CopiedPiece { plain, piece, pictures };
                    ui.data_mut(|data| data.insert_temp(Id::unique("copied piece"), Arc::new(copied)));
                    if let (Event::Cut, Some((paragraph, _))) = (&event, framed) {
                        commands.push(self.without(paragraph));
                    } else if matches!(event, Event::Cut) {
                        commands.push(SessionCommand::Delete { part: self.part, span, typed: TypedText::Whole });
                    }
                }
                Event::Paste(text) => {
                    let kept: Option<Arc<CopiedPiece>> = ui.data(|data| data.get_temp(Id::unique("copied piece")));
                    let kept = kept.filter(|kept| same_text(&kept.plain, &text));
                    let own =
                        kept.map(|kept| Pasted { pictures: kept.pictures.clone(), ..Pasted::of(kept.piece.clone()) });
                    let pasted = own.unwrap_or_else(|| paste::understand(&text, html));
                    let Pasted { prose: piece, has_lost_formats, pictures, scalings, lost_pictures } = pasted;
                    // A web form may hold much more than the plain text beside it.
                    let count = piece.text().chars().count();
                    if count > PASTED {
                        told.push(Action::RefuseText { count, most: PASTED });
                        continue;
                    }
                    if has_lost_formats {
                        told.push(Action::TellLostFormats);
                    }
                    if lost_pictures > 0 {
                        told.push(Action::TellLostPictures(lost_pictures));
                    } else if let Some(scaling) = scalings.first() {
                        told.push(Action::TellScaledPicture(*scaling));
                    }
                    commands.push(if pictures.is_empty() {
                        SessionCommand::Paste { part: self.part, span, piece }
                    } else {
                        SessionCommand::PasteFigures { part: self.part, span, piece, pictures }
                    });
                }
                Event::PasteImage(image) => match pasted_picture::held(&image) {
                    Some((picture, scaling)) => {
                        told.extend(scaling.map(Action::TellScaledPicture));
                        commands.push(self.put_in(span, picture));
                    }
                    None => told.push(Action::TellLostPictures(1)),
                },
                _ => {}
            }
        }
        told
    }
}

impl TextEditor {
    /// The figure that has the frame while nothing is selected, with its caption: that of the caret's paragraph.
    fn framed_figure(&self, caret: TextRange) -> Option<(usize, TextRange)> {
        let number = caret.start().paragraph;
        let prose = self.document.prose();
        let caption = prose.paragraphs.get(number).filter(|one| caret.is_empty() && one.figure.is_some())?;
        Some((number, TextRange::new(TextPosition::new(number, 0), TextPosition::new(number, caption.length()))))
    }

    /// Takes a paragraph out, with its figure.
    fn without(&self, paragraph: usize) -> SessionCommand {
        let prose = self.document.prose();
        let mut rest = prose.clone();
        rest.paragraphs.remove(paragraph);
        SessionCommand::Change(Change::Prose(self.part, Edit::between(&prose, &rest)))
    }

    /// Puts a picture alone behind the caret's paragraph, or in place of what is selected.
    fn put_in(&self, span: TextRange, picture: HeldPicture) -> SessionCommand {
        let part = self.part;
        if span.is_empty() {
            return SessionCommand::InsertFigure { part, at: span.end(), picture, alt: String::new() };
        }
        let width = Figure::usual_width(picture.shown_size().0);
        let figure = Paragraph::of_figure(Figure::of_picture(picture.id(), String::new(), width));
        let piece = RichText { paragraphs: vec![figure] };
        SessionCommand::PasteFigures { part, span, piece, pictures: vec![picture] }
    }
}

/// A piece that was copied in the window, for any text of any report that is opened in it.
struct CopiedPiece {
    /// As other programs get it, by which it is known again.
    plain: String,
    piece: RichText,
    /// The pictures of its figures.
    pictures: Vec<HeldPicture>,
}

/// The words of a piece, cells parted by tabulators; of a picture what it shows.
fn plain(piece: &RichText) -> String {
    piece.flattened().paragraphs.iter().map(Paragraph::text_with_figure).collect::<Vec<_>>().join("\n")
}

fn is_clipboard(event: &Event) -> bool {
    matches!(event, Event::Copy | Event::Cut | Event::Paste(_) | Event::PasteImage(_))
}

/// Whether an event acts on the text where the caret is.
fn is_key(event: &Event) -> bool {
    is_clipboard(event) || matches!(event, Event::Text(_) | Event::Ime(_) | Event::Key { pressed: true, .. })
}

/// The clipboard of some systems changes ends of line.
fn same_text(one: &str, other: &str) -> bool {
    one == other || one == other.replace("\r\n", "\n")
}
