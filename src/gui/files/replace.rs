//! Puts another report into the window and takes the open one out. Unsaved text is never lost by it.

use std::path::Path;

use crate::gui::app::App;
use crate::gui::document::Document;
use crate::gui::host::Host;
use crate::messages;
use crate::session::{DraftOpenError, DraftWriter, DraftWriterOptions, WorkerMode};

impl App {
    /// Opens the draft that is open elsewhere as an unsaved copy.
    pub(in crate::gui) fn open_copy(&mut self, path: &Path) {
        let language = self.language();
        let mut draft = draft_writer(&mut *self.host);
        match draft.open_copy(path) {
            Ok(session) => {
                self.replace_document(Document::new(session, draft));
                self.say(language.word("draft.copy"));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
        }
    }

    /// Puts a report into the window. The former one's unsaved text stays in its recovery file and is
    /// offered at the next start.
    pub(in crate::gui) fn replace_document(&mut self, mut document: Document) {
        document.packs = std::sync::Arc::clone(&self.packs);
        let now = self.host.now();
        self.finish_writes();
        if let Some(former) = self.document.take_if(|former| former.session.is_changed() && !former.unwanted) {
            former.draft.close_unsaved(&former.session, now);
        }
        self.close_document();
        self.folder_shown = false;
        if let Some(cell) = self.wanted_cell.take() {
            document.seek(cell);
        }
        self.document = Some(document);
        self.arrives = true;
    }

    /// Takes the report out of the window: it is saved, or the user does not want what is not.
    pub(in crate::gui) fn close_document(&mut self) {
        self.finish_writes();
        if let Some(document) = self.document.take()
            && let Err(error) = document.draft.close()
        {
            self.say(messages::store_error(self.language(), &error));
        }
    }

    /// The system asks the window to close.
    pub fn close_requested(&mut self) {
        self.asked_to_close = true;
    }
}

/// A draft writer for another report.
pub(in crate::gui) fn draft_writer(host: &mut dyn Host) -> DraftWriter {
    let options = DraftWriterOptions {
        folders: host.folders(),
        id: host.session_id(),
        owner: host.owner(),
        patience: host.patience(),
        mode: WorkerMode::Thread,
    };
    DraftWriter::new(host.disk(), options)
}

/// Opens the draft at `path` and locks it.
///
/// # Errors
///
/// It is open elsewhere, or cannot be read.
pub(super) fn open_locked(host: &mut dyn Host, path: &Path) -> Result<Document, DraftOpenError> {
    let mut draft = draft_writer(host);
    let session = draft.open(path)?;
    Ok(Document::new(session, draft))
}
