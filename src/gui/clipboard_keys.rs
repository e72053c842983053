//! Cut, copy, paste and select all from a menu: what has the focus gets the events that the keys give. Knows no
//! text and no table.

use std::sync::Arc;

use egui::{Context, Event, Key, Modifiers, ViewportCommand};

use super::action::{Action, ClipboardAction};
use super::app::App;
use super::dialogs::notice::Notice;
use super::document::Document;
use super::input_queue;
use super::text_editor::TextEditor;
use crate::report::ReportText;
use crate::richtext::TextRange;
use crate::session::import::PASTED;
use crate::session::{PastedHtml, SessionCommand, TypedText};

impl App {
    /// Lets what has the focus cut, copy, paste or select.
    pub(super) fn use_clipboard(&mut self, action: ClipboardAction, context: &Context) {
        let event = match action {
            ClipboardAction::Cut => Event::Cut,
            ClipboardAction::Copy => Event::Copy,
            ClipboardAction::SelectAll => Event::Key {
                key: Key::A,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::COMMAND | Modifiers::CTRL,
            },
            ClipboardAction::Paste | ClipboardAction::PastePlain => {
                let Some(text) = self.host.clipboard_text() else {
                    if let Some(image) = self.host.clipboard_image().filter(|_| action == ClipboardAction::Paste) {
                        return input_queue::add(context, Event::PasteImage(Arc::new(image)));
                    }
                    // Under Wayland only the window's own connection has a clipboard.
                    return context.send_viewport_cmd(ViewportCommand::RequestPaste);
                };
                if action == ClipboardAction::PastePlain
                    && let Some((part, span)) = focused_text(context, self.document.as_ref())
                {
                    return self.paste_plain(part, span, &text);
                }
                Event::Paste(text)
            }
        };
        input_queue::add(context, event);
    }

    /// Pastes what has no plain text: the words and pictures of its web form, else the picture in the clipboard; says
    /// where there is nothing.
    pub(super) fn paste_web(&mut self, context: &Context, html: Option<&PastedHtml>) -> Option<Action> {
        let fragment = html.and_then(PastedHtml::fragment);
        let text = fragment.as_ref().map(|fragment| fragment.prose.text()).unwrap_or_default();
        let has_pictures = fragment.is_some_and(|fragment| !fragment.pictures.is_empty());
        let event = if !text.trim().is_empty() || has_pictures {
            Some(Event::Paste(text))
        } else {
            self.host.clipboard_image().map(|image| Event::PasteImage(Arc::new(image)))
        };
        match event {
            Some(event) => context.input_mut(|input| input.events.push(event)),
            None if self.host.has_unread_image() => return Some(Action::TellLostPictures(1)),
            None => return Some(Action::Notify(Notice::of_paste(self.language().word("say.nothing_to_paste")))),
        }
        None
    }

    /// Says where pictures can be pasted, where something else than a text has the focus.
    pub(super) fn refuse_image(&self, context: &Context) -> Option<Action> {
        let is_text = focused_text(context, self.document.as_ref()).is_some();
        if is_text || context.memory(|memory| memory.focused()).is_none() {
            return None;
        }
        let refused = context.input_mut(|input| {
            let is_image = |event: &mut Event| matches!(event, Event::PasteImage(_));
            input.events.extract_if(.., is_image).count()
        });
        (refused > 0).then(|| Action::Notify(Notice::of_paste(self.language().word("figure.where_to_paste"))))
    }

    /// Puts words into a text that look as those before them.
    fn paste_plain(&mut self, part: ReportText, span: TextRange, text: &str) {
        let count = text.chars().count();
        if count > PASTED {
            return self.say(self.language().say("say.too_long", &[("count", &count), ("limit", &PASTED)]));
        }
        let text = text.replace("\r\n", "\n");
        self.run(SessionCommand::Type { part, span, text, marks: None, typed: TypedText::Whole });
    }
}

/// What is selected in the text that has the focus.
fn focused_text(context: &Context, document: Option<&Document>) -> Option<(ReportText, TextRange)> {
    let focused = context.memory(|memory| memory.focused())?;
    document?.session.selection().span().filter(|(part, _)| TextEditor::id(*part) == focused)
}
