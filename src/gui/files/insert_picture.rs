//! A picture from a file into the text in sight. Decides nothing of how it is shown.

use std::path::Path;

use crate::gui::app::App;
use crate::gui::view_context::Tab;
use crate::messages;
use crate::raster::{HeldPicture, PictureProblem, PictureView};
use crate::report::ReportText;
use crate::richtext::Figure;
use crate::session::import::PICTURE;
use crate::session::{EditorSelection, SessionCommand};
use crate::storage;

impl App {
    /// Puts the picture of a file where the caret is in the text in sight, else at the text's end, or says why it
    /// cannot be put there.
    pub(in crate::gui) fn insert_picture(&mut self, path: &Path) {
        let language = self.language();
        let Some(document) = &self.document else { return };
        let part = match document.tab {
            Tab::Section(id) => ReportText::Section(id),
            Tab::Basics => ReportText::Preface,
            Tab::Checks | Tab::Preview => return self.say(language.word("figure.where")),
        };
        let end = document.session.report().part(part).map(|prose| prose.end()).unwrap_or_default();
        let at = match document.session.selection() {
            EditorSelection::Text { part: own, head, .. } if own == part => head,
            _ => end,
        };
        let most = u64::try_from(PICTURE).unwrap_or(u64::MAX);
        let file = match storage::read(&*self.host.disk(), path, most) {
            Ok(file) => file,
            Err(error) => return self.say(messages::picture_store_error(language, path, &error)),
        };
        // Looked at once, so that what cannot be shown is said now and not on paper.
        let picture = HeldPicture::for_print(&file, PictureView::default(), Figure::MOST_DOTS, &mut { usize::MAX })
            .and_then(|taken| if taken.0.dots().is_some() { Ok(taken) } else { Err(PictureProblem::Damaged) });
        match picture {
            Ok((picture, scaling)) => {
                self.run(SessionCommand::InsertFigure { part, at, picture, alt: String::new() });
                if let Some(scaling) = scaling {
                    self.say(messages::picture_scaled(language, &scaling));
                }
            }
            Err(problem) => self.say(messages::picture_problem(language, path, problem)),
        }
    }
}
