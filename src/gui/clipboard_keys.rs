//! Cut, copy, paste and select all from a menu: what has the focus gets the events that the keys give. Knows no
//! text and no table.

use egui::{Context, Event, Key, Modifiers, ViewportCommand};

use super::action::ClipboardAction;
use super::app::App;
use super::document::Document;
use super::input_queue;
use super::text_editor::TextEditor;
use crate::report::ReportText;
use crate::richtext::TextRange;
use crate::session::import::PASTED;
use crate::session::{SessionCommand, TypedText};

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
