//! A text of the report in a field: follows the session, gives each keystroke as a command, and keeps
//! the preedit text of an input method to itself until it is committed. Changes no report itself.

use std::sync::Arc;

use egui::epaint::text::Galley;
use egui::text::CCursorRange;
use egui::text_edit::TextEditOutput;
use egui::{Event, EventFilter, Id, ImeEvent, Pos2, Rect, Response, Ui};

use super::caret_keys::PressCount;
use super::caret_keys::{as_range, is_typing};
use super::figure_painter::{self, FigureLook};
use super::galley_cache::GalleyCache;
use super::table_boxes;
use super::text_buffer::{BufferEdit, TextBuffer};
use super::text_painter;
use super::text_style::{self, EditorStyle};
use crate::gui::action::Action;
use crate::gui::theme::size;
use crate::messages;
use crate::report::{Change, ReportText};
use crate::richtext::{Edit, Paragraph, RichText, SearchQuery, TextMarks, TextPosition, TextRange, WordSegmenter};
use crate::session::PastedHtml;
use crate::session::{EditorSelection, Session, SessionCommand, TypedText};

/// Every key that would lead elsewhere is the text's.
const ALL_KEYS: EventFilter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// A field for one text of the report.
#[derive(Debug)]
pub struct TextEditor {
    pub(super) part: ReportText,
    pub(super) document: TextBuffer,
    pub(super) kept: GalleyCache,
    /// The revision of the report that the document shows.
    revision: Option<u64>,
    /// Whether the buffer has preedit text.
    composing: bool,
    /// What is to be selected in the next frame.
    wanted: Option<(TextPosition, TextPosition)>,
    /// Where the caret is after what was typed in the last frame: several keys may have come in it.
    typed: Option<(TextPosition, TextPosition)>,
    /// Whether the caret was in this text.
    entered: bool,
    /// Whether the session's selection is shown while something else has the focus.
    revealed: bool,
    /// Whether the caret, or what is revealed, is to be scrolled to.
    pub(super) scrolls: bool,
    /// What was laid out in the last frame, and where it stands.
    pub(super) shown: Option<(Arc<Galley>, Pos2)>,
    /// How often the button was pressed.
    pub(super) presses: PressCount,
    /// The word that was clicked twice, while the button is down.
    pub(super) word: Option<TextRange>,
    /// What parts the text into words.
    pub(super) words: Arc<WordSegmenter>,
    /// Events that wait for the next frame.
    pub(super) later: Vec<Event>,
}

/// How a field is shown, and what it may take from outside.
pub struct EditorField<'a> {
    /// The size of the text and the colours.
    pub look: EditorStyle,
    /// What a screen reader calls it.
    pub name: &'a str,
    /// The hint that is shown while the text is empty.
    pub hint: &'a str,
    /// The HTML of what is being pasted, where the clipboard has one.
    pub html: Option<&'a PastedHtml>,
    /// What parts the text into words.
    pub words: &'a Arc<WordSegmenter>,
    /// What is sought in all texts, whose finds are marked.
    pub sought: Option<&'a SearchQuery>,
    /// What its figures are shown with.
    pub figures: FigureLook<'a>,
    /// Where tracked changes changed it.
    pub revised: &'a [TextRange],
    /// The words that open comments are about, with the numbers of these and what they say.
    pub commented: &'a [(TextRange, u32, String)],
}

impl TextEditor {
    /// A field for a text.
    pub fn new(part: ReportText) -> TextEditor {
        TextEditor {
            part,
            document: TextBuffer::default(),
            kept: GalleyCache::default(),
            revision: None,
            composing: false,
            wanted: None,
            typed: None,
            entered: false,
            revealed: false,
            scrolls: false,
            shown: None,
            presses: PressCount::default(),
            word: None,
            words: Arc::default(),
            later: Vec::new(),
        }
    }

    /// The widget's name for egui.
    pub fn id(part: ReportText) -> Id {
        Id::unique(("text", part))
    }

    /// Which text it is.
    pub const fn part(&self) -> ReportText {
        self.part
    }

    /// Puts the caret where it was in this text, and at its beginning where it was nowhere: the widget itself would
    /// keep the place that it had in another report, or take the end.
    pub fn enter(&mut self) {
        if !self.entered {
            self.select(TextPosition::default(), TextPosition::default());
        }
    }

    /// Selects a part of the text in the next frame and scrolls to it.
    pub fn select(&mut self, anchor: TextPosition, head: TextPosition) {
        self.wanted = Some((anchor, head));
    }

    /// Shows what the session has selected here and scrolls to it, while the focus stays elsewhere.
    pub const fn reveal(&mut self) {
        (self.wanted, self.revealed, self.scrolls) = (None, true, true);
    }

    /// The marks that the next typed character takes, where the toolbar set them.
    pub const fn pending(&self) -> Option<TextMarks> {
        self.document.pending
    }

    /// Sets the marks of the next typed character.
    pub const fn set_pending(&mut self, marks: TextMarks) {
        self.document.pending = Some(marks);
    }

    /// Draws the field in the available width. A paste comes after what is selected, what was typed before it.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        field: &EditorField<'_>,
        actions: &mut Vec<Action>,
    ) -> Response {
        let look = field.look;
        self.words = Arc::clone(field.words);
        self.follow(session);
        let id = TextEditor::id(self.part);
        let mut commands = Vec::new();
        let focused = ui.memory(|memory| memory.has_focus(id));
        self.in_turn(ui, focused);
        // Before keys are looked at, which mean the place to which the last action led.
        self.place_caret(ui, id);
        if focused {
            actions.extend(self.clipboard(ui, id, (field.html, field.figures), &mut commands));
            self.select_whole_cells(ui, id);
            let was = self.composing;
            self.composing = ui.input(|input| composing(&input.events, was));
            if !was && !self.composing {
                self.take_caret_keys(ui, id, &mut commands);
            }
        } else {
            // What was being composed when the focus was lost stays as it is.
            self.composing = false;
        }
        let before = egui::TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        let width = ui.available_width();
        let revealed = self.revealed_range(ui, session, id);
        let live = self.document.live();
        let kept = &mut self.kept;
        let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| {
            text_style::galley(ui, &live.borrow(), buffer.as_str(), width, (look, field.figures), kept)
        };
        let edit = egui::TextEdit::multiline(&mut self.document)
            .id(id)
            .frame(egui::Frame::NONE)
            .desired_width(width)
            .desired_rows(3)
            .event_filter(ALL_KEYS)
            .layouter(&mut layouter);
        // Laid out by the widget, painted below.
        let mut output = ui
            .scope(|ui| {
                ui.set_opacity(0.0);
                edit.show(ui)
            })
            .inner;
        let name = self.name(session, field);
        output.response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
        self.shown = self.kept.last().map(|galley| (galley, output.galley_pos));
        self.follow_pointer(ui, &mut output, before);
        let focused = ui.memory(|memory| memory.has_focus(id));
        self.entered |= focused;
        let range = output.cursor_range.filter(|_| focused);
        self.paint(ui, &output, (range, revealed), field);
        commands.extend(self.paint_figures(ui, session, field, width));
        output.state.clear_undoer();
        output.state.store(ui.ctx(), id);
        let given = commands.len();
        self.report(ui, session, &mut commands);
        let typed = commands.len() > given;
        let at = |cursor: egui::text::CCursor| self.document.position(cursor.index.0);
        let selected = range.map(|range| (at(range.secondary), at(range.primary)));
        // Where the caret is after what was typed is known only to whoever typed; a paste puts it where it ends.
        self.typed = selected.filter(|_| typed);
        let (part, composing) = (self.part, self.composing);
        let select = |(anchor, head)| Action::Select(EditorSelection::Text { part, anchor, head });
        // While a phrase is composed the user is where it began.
        let selection = selected.filter(|_| !composing).map(select);
        actions.extend(selection.clone().filter(|_| !typed));
        actions.extend(commands.into_iter().map(Action::Run));
        actions.extend(selection.filter(|_| typed));
        if self.composing {
            actions.push(Action::Composing);
        }
        self.read_changes(output.response.response, session, field)
    }

    /// Lets the pointer read what tracked changes did where it is, since words that were taken out are seen nowhere else, and
    /// what comments say.
    fn read_changes(&self, response: Response, session: &Session, field: &EditorField<'_>) -> Response {
        let pointer = response.hover_pos().filter(|_| !field.revised.is_empty() || !field.commented.is_empty());
        let Some((pointer, (galley, at))) = pointer.zip(self.shown.as_ref()) else { return response };
        let offset = pointer - (*at - egui::vec2(galley.rect.left(), 0.0));
        let position = self.document.position(galley.cursor_from_pos(offset).index.0);
        let meets = |span: &TextRange| span.start() <= position && position <= span.end();
        let here = field.revised.iter().any(meets);
        let entries = if here { session.report().revisions_at(self.part, position) } else { Vec::new() };
        let mut said: Vec<String> =
            field.commented.iter().filter(|(span, ..)| meets(span)).map(|(.., text)| text.clone()).collect();
        if !entries.is_empty() {
            said.insert(0, messages::revision_hint(field.figures.language, &entries));
        }
        if said.is_empty() {
            return response;
        }
        response.on_hover_text_at_pointer(said.join("\n"))
    }

    /// What a screen reader calls the field: with row and column while the caret is in a cell.
    fn name(&self, session: &Session, field: &EditorField<'_>) -> String {
        let caret = match session.selection() {
            EditorSelection::Text { part, head, .. } if part == self.part => Some(head),
            _ => None,
        };
        let prose = self.document.prose();
        let table = caret.and_then(|caret| prose.table_at(caret.paragraph));
        match table.as_ref().zip(caret).and_then(|(table, caret)| table.cell_of(caret.paragraph)) {
            Some(cell) => {
                let (row, column) = (cell.row + 1, cell.column + 1);
                let said = [("name", &field.name as &dyn std::fmt::Display), ("row", &row), ("column", &column)];
                field.figures.language.say("table_in_text.cell", &said)
            }
            None => field.name.to_owned(),
        }
    }

    /// Where the caret stands, or would stand, on screen.
    pub fn caret(&self, session: &Session) -> Option<(TextPosition, Rect)> {
        let EditorSelection::Text { part, head, .. } = session.selection() else { return None };
        let (galley, at) = self.shown.as_ref().filter(|_| part == self.part)?;
        let cursor = egui::text::CCursor::new(self.document.index(head));
        Some((head, text_painter::caret(galley, cursor).translate(at.to_vec2())))
    }

    /// Paints the text with what is selected and found, its marks of lists, or the hint; scrolls to the caret.
    fn paint(
        &mut self,
        ui: &Ui,
        output: &TextEditOutput,
        (range, revealed): (Option<CCursorRange>, Option<CCursorRange>),
        field: &EditorField<'_>,
    ) {
        let Some((galley, at)) = self.shown.clone() else { return };
        let look = field.look;
        let painter = ui.painter_at(output.text_clip_rect.expand(1.0));
        let index = |position| egui::text::CCursor::new(self.document.index(position));
        let find = |find: TextRange| CCursorRange::two(index(find.start()), index(find.end()));
        let finds = field.sought.map(|query| self.document.prose().find(query)).unwrap_or_default();
        let finds: Vec<CCursorRange> = finds.into_iter().map(&find).collect();
        let revised: Vec<CCursorRange> = field.revised.iter().copied().map(&find).collect();
        let commented: Vec<CCursorRange> = field.commented.iter().map(|(span, ..)| find(*span)).collect();
        let caret = range.is_some() && ui.input(|input| input.focused);
        let selected = range.or(revealed);
        let span = selected.map(|range| self.document.span(&as_range(range)));
        let rectangle = span.and_then(|span| self.document.prose().cell_rectangle(span));
        let words: Vec<CCursorRange> = {
            let spans = span.map(|span| self.document.prose().selected_spans(span));
            spans.unwrap_or_default().into_iter().map(&find).collect()
        };
        let layers = text_painter::TextLayers {
            selected,
            words: &words,
            finds: &finds,
            revised: &revised,
            commented: &commented,
            caret,
        };
        table_boxes::paint(&painter, self.kept.boxes(), at, look, rectangle.as_ref());
        text_painter::paint(ui, &painter, (&galley, at), &layers, look.colours);
        let numbers: Vec<_> =
            field.commented.iter().map(|(span, number, _)| (index(span.start()), format!("〔{number}〕"))).collect();
        let right = output.response.response.rect.right() + size::FOCUS;
        text_painter::margin_numbers(ui, &galley, (at, right), &numbers, look.colours);
        text_style::bullets(&painter, &galley, at, &self.document.prose(), look);
        if let Some(range) = selected.filter(|_| std::mem::take(&mut self.scrolls)) {
            ui.scroll_to_rect(text_painter::caret(&galley, range.primary).translate(at.to_vec2()), None);
        }
        if self.document.text().is_empty() {
            let at = output.response.response.rect.min + egui::vec2(look.em * 2.0, look.em * 0.4);
            let font = crate::gui::theme::font(crate::gui::theme::size::BODY);
            // An empty text is as wide as nothing, and would clip it.
            ui.painter().text(at, egui::Align2::LEFT_TOP, field.hint, font, look.colours.quiet);
        }
    }

    /// Paints the pictures; a click on one puts the caret behind its caption. Gives the change of a width.
    fn paint_figures(
        &mut self,
        ui: &Ui,
        session: &Session,
        field: &EditorField<'_>,
        width: f32,
    ) -> Option<SessionCommand> {
        let (galley, at) = self.shown.clone()?;
        let here = match session.selection() {
            EditorSelection::Text { part, anchor, head } if part == self.part => Some((anchor, head)),
            _ => None,
        };
        let look = (field.look, field.figures, width);
        let (input, clicked) = {
            let prose = self.document.prose();
            let input = figure_painter::paint(ui, (&galley, at), (self.part, &prose), look, here);
            let length = |paragraph| prose.paragraphs.get(paragraph).map_or(0, Paragraph::length);
            let clicked = input.clicked.map(|paragraph| TextPosition::new(paragraph, length(paragraph)));
            (input, clicked)
        };
        if let Some(end) = clicked {
            self.wanted = Some((end, end));
            ui.ctx().request_repaint();
        }
        input.command
    }

    /// Takes over what the session has, unless an input method is composing here.
    fn follow(&mut self, session: &Session) {
        if self.composing || self.revision == Some(session.revision()) {
            return;
        }
        let nothing = RichText::default();
        let prose = session.report().part(self.part).unwrap_or(&nothing);
        let pending = self.document.pending;
        if *self.document.prose() != *prose {
            self.document = TextBuffer::new(prose.clone());
            self.document.pending = pending;
        }
        self.revision = Some(session.revision());
    }

    /// Gives what was typed as commands; nothing while an input method is composing.
    fn report(&mut self, ui: &Ui, session: &Session, commands: &mut Vec<SessionCommand>) {
        if self.composing {
            return;
        }
        let strokes = self.document.take_strokes();
        if strokes.is_empty() {
            return;
        }
        let nothing = RichText::default();
        let standing = session.report().part(self.part).unwrap_or(&nothing);
        let single = matches!(strokes.as_slice(), [only] if only.text.chars().count() <= 1);
        let strokes = if single {
            strokes
        } else {
            // More than a keystroke: a composition or several keys at once; what they came to.
            self.document.difference(&TextBuffer::new(standing.clone())).into_iter().collect()
        };
        // Without a key it was dropped, or was left while it was being composed.
        let typed =
            if ui.input(|input| input.events.iter().any(is_typing)) { TypedText::Key } else { TypedText::Whole };
        let marks = self.document.pending.take();
        // Words of several cells that were replaced at once are no text in the place of another.
        let crosses = |edit: &BufferEdit| standing.crosses_cells(edit.span);
        if !single && strokes.iter().any(crosses) {
            let edit = Edit::between(standing, &self.document.prose());
            commands.push(SessionCommand::Change(Change::Prose(self.part, edit)));
            self.revision = None;
            return;
        }
        for BufferEdit { span, text } in strokes {
            commands.push(if text.is_empty() {
                SessionCommand::Delete { part: self.part, span, typed }
            } else {
                SessionCommand::Type { part: self.part, span, text, marks, typed }
            });
        }
        self.revision = None;
    }

    /// What is shown as selected without the focus, in the widget's places.
    fn revealed_range(&mut self, ui: &Ui, session: &Session, id: Id) -> Option<CCursorRange> {
        let focused = ui.memory(|memory| memory.has_focus(id));
        self.revealed &= !focused;
        let EditorSelection::Text { part, anchor, head } = session.selection() else { return None };
        let at = |position| egui::text::CCursor::new(self.document.index(position));
        // What is selected stays in sight while a menu or a button has the focus, which is there to act on it.
        let shown = self.revealed || (!focused && anchor != head);
        (shown && part == self.part).then(|| CCursorRange::two(at(anchor), at(head)))
    }

    fn place_caret(&mut self, ui: &Ui, id: Id) {
        let typed = self.typed.take();
        let Some(wanted) = self.wanted.take_if(|_| !self.composing) else { return };
        let (anchor, head) = typed.unwrap_or(wanted);
        self.scrolls = true;
        let at = |position| egui::text::CCursor::new(self.document.index(position));
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(at(anchor), at(head))));
        state.store(ui.ctx(), id);
        // Asked for anew it would have the input method begin anew, after every key.
        if !ui.memory(|memory| memory.has_focus(id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
}

/// Whether an input method is composing after these events.
fn composing(events: &[Event], before: bool) -> bool {
    events.iter().fold(before, |state, event| match event {
        Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
        Event::Ime(ImeEvent::Commit(_)) => false,
        _ => state,
    })
}
