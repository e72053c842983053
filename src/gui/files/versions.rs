//! The former versions of the open draft in words, as they are listed. Changes nothing.

use std::path::PathBuf;

use crate::gui::app::App;
use crate::messages;
use crate::session::former_versions::former_versions;

/// The former versions of a draft, the newest first.
#[derive(Debug)]
pub struct VersionList {
    /// The draft, as the user wrote it.
    pub(in crate::gui) draft: String,
    pub(in crate::gui) versions: Vec<ListedVersion>,
}

/// A former version in words.
#[derive(Debug)]
pub(in crate::gui) struct ListedVersion {
    pub path: PathBuf,
    /// When it was taken.
    pub time: String,
    /// How large it is, what it holds, and what the next version changed.
    pub contents: String,
    /// Whether it can be opened.
    pub is_whole: bool,
}

impl App {
    /// Lists the former versions of the open draft.
    pub(in crate::gui) fn show_versions(&mut self) {
        let language = self.language();
        let Some(draft) = self.document.as_ref().and_then(|document| document.session.path()) else {
            return self.say(language.word("versions.no_draft"));
        };
        match former_versions(&*self.host.disk(), &self.host.folders(), draft) {
            Ok(found) => {
                let listed = found.into_iter().map(|version| ListedVersion {
                    time: messages::version_time(language, &version),
                    contents: messages::version_contents(language, &version),
                    is_whole: version.contents.is_ok(),
                    path: version.path,
                });
                let draft = self.typed_paths.shown(draft).display().to_string();
                self.dialogs.versions = Some(VersionList { draft, versions: listed.collect() });
            }
            Err(error) => self.say(messages::store_error(language, &error)),
        }
    }
}
