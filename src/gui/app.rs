//! The window's state: what stays from one frame to the next. Each part owns its fields; `update`
//! alone changes more than one of them. Draws nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::box_input::BoxInput;
use super::dialogs::Dialogs;
use super::dialogs::notice::Notice;
use super::dialogs::question::Continuation;
use super::document::Document;
use super::files::{RecoveryOffer, RunningTask, TypedPaths, WaitingLocks, draft_writer};
use super::folder_tab::FolderTab;
use super::host::Host;
use super::main_frame::{FocusKeeper, MenuWalk};
use super::unfocused_keys::UnfocusedKeys;
use super::view_context::Tab;
use super::views::start_page::StartState;
use super::web_paste::WebPaste;
use crate::form::{CellKey, FormError};
use crate::messages::{self, Language};
use crate::report::Report;
use crate::richtext::WordSegmenter;
use crate::session::settings_file::SettingsFile;
use crate::session::{self, PackLibrary, PassingFolder, Session, Settings, WindowPlace};

/// The most characters of the report in the window's title.
const TITLE: usize = 100;

/// The window without its frame.
pub struct App {
    /// The system around the window.
    pub host: Box<dyn Host>,
    /// The open report; `None` on the start page.
    pub document: Option<Document>,
    /// The open folder of many units' reports.
    pub folder: Option<FolderTab>,
    /// Whether it is in sight rather than the report or the start page.
    pub(super) folder_shown: bool,
    /// The cell to go to in the report that is opened next.
    pub(super) wanted_cell: Option<CellKey>,
    /// Whether a report was opened and does not have the focus yet.
    pub(super) arrives: bool,
    /// The user's settings.
    pub settings: Settings,
    /// What their file says.
    pub(super) settings_file: SettingsFile,
    /// The rule packs of this computer.
    pub(super) packs: Arc<PackLibrary>,
    /// How the user wrote the paths of files.
    pub(super) typed_paths: TypedPaths,
    /// The start page.
    pub start_page: StartState,
    /// Questions, notices and windows above the views.
    pub dialogs: Dialogs,
    /// Unsaved text of earlier runs, while it is offered.
    pub recovery_offer: RecoveryOffer,
    /// What others hold for now.
    pub(super) waiting_locks: WaitingLocks,
    /// Work that takes seconds.
    pub(super) task: Option<RunningTask>,
    /// Pages that are to be handed to the system's viewer.
    pub(super) to_print: Option<PathBuf>,
    /// Pages that were handed to it, until it is known whether it took them, or else the folder that they are in.
    pub(super) printing: Option<PathBuf>,
    /// The folder for files that nobody keeps, once one was asked for.
    pub(super) passing: Option<PassingFolder>,
    /// What is to be done once the report is saved.
    pub(super) after_save: Option<Continuation>,
    /// Which menu is open.
    pub(super) menu: MenuWalk,
    /// Where the focus is while dialogs come and go.
    pub(super) focus_keeper: FocusKeeper,
    /// Whose the keys are while a box has the focus.
    pub(super) box_input: BoxInput,
    /// What is typed while nothing has the focus.
    pub(super) unfocused_keys: UnfocusedKeys,
    /// Pastes of which the system tells nothing.
    pub(super) web_paste: WebPaste,
    /// Whether the window had the focus in the last frame.
    pub(super) focused: bool,
    /// The same at the beginning of a frame, and not before the first.
    pub(super) was_focused: bool,
    /// Whether the window is to be closed.
    pub closing: bool,
    /// Whether the system asks the window to close.
    pub(super) asked_to_close: bool,
    /// The language of the computer.
    system: Language,
}

impl App {
    /// A window with no report.
    pub fn new(host: Box<dyn Host>, system: Language) -> App {
        let (policy, policy_problem) = host.settings_policy();
        let file = host.settings_file();
        let (settings_file, settings, problem) = SettingsFile::load(&*host.disk(), file.as_deref(), policy);
        let start_page = StartState::new(host.today());
        let mut app = App {
            host,
            document: None,
            folder: None,
            folder_shown: false,
            wanted_cell: None,
            arrives: false,
            settings,
            settings_file,
            packs: Arc::default(),
            typed_paths: TypedPaths::default(),
            start_page,
            dialogs: Dialogs::default(),
            recovery_offer: RecoveryOffer::default(),
            waiting_locks: WaitingLocks::default(),
            task: None,
            to_print: None,
            printing: None,
            passing: None,
            after_save: None,
            menu: MenuWalk::default(),
            focus_keeper: FocusKeeper::default(),
            box_input: BoxInput::default(),
            unfocused_keys: UnfocusedKeys::default(),
            web_paste: WebPaste::default(),
            focused: true,
            was_focused: false,
            closing: false,
            asked_to_close: false,
            system,
        };
        for problem in policy_problem.into_iter().chain(problem) {
            app.say(crate::messages::settings_problem(app.language(), &problem));
        }
        app.read_packs();
        app
    }

    /// The language of the window.
    pub fn language(&self) -> Language {
        self.settings.language.as_deref().and_then(Language::named).unwrap_or(self.system)
    }

    /// The title of the window: the report, and ● while it is not saved.
    pub fn title(&self) -> String {
        // A draft may have a title of any length; no system shows as much.
        let shown = |document: &Document| messages::cut(&document.title(), TITLE);
        match &self.document {
            _ if self.is_folder_shown() => {
                self.folder.as_ref().map(|folder| self.folder_title(folder)).unwrap_or_default()
            }
            None => self.language().word("start.title"),
            // Before the name, so that nobody takes it for a part of it.
            Some(document) if document.session.is_changed() => format!("● {}", shown(document)),
            Some(document) => shown(document),
        }
    }

    /// The title of the window while the folder is in sight.
    fn folder_title(&self, folder: &FolderTab) -> String {
        let mark =
            if self.document.as_ref().is_some_and(|document| document.session.is_changed()) { "● " } else { "" };
        let name = messages::cut(&folder.name(), TITLE);
        mark.to_owned() + &self.language().say("folder.title", &[("folder", &name)])
    }

    /// Opens a report that is in no file yet, and in which nobody has written anything.
    pub fn open_new(&mut self, report: Report) {
        self.open_session(Session::new(report));
    }

    /// Opens a report that is in no file yet and would be lost: it is unsaved until it is saved.
    pub(super) fn open_unsaved(&mut self, report: Report) {
        self.open_session(Session::recovered(report, None));
    }

    fn open_session(&mut self, session: Result<Session, &'static FormError>) {
        let draft = draft_writer(&mut *self.host);
        match session {
            Ok(session) => self.replace_document(Document::new(session, draft)),
            Err(error) => self.say(crate::messages::form_error(self.language(), error)),
        }
    }

    /// What has to happen before a frame: replies of file dialogs, checks, pages, saving.
    pub fn prepare(&mut self, context: &egui::Context) {
        self.take_reply(context);
        self.take_handed_over(context);
        self.take_task(Duration::ZERO);
        self.prepare_folder();
        let (language, today) = (self.language(), self.host.today());
        if let Some(document) = &mut self.document {
            document.numbering = self.settings.numbering;
            if document.words.added() != self.settings.words {
                document.words = Arc::new(WordSegmenter::knowing(&self.settings.words));
            }
            document.check(language, today, &self.packs, &self.settings, || self.host.moment());
            // Pages that nobody sees are laid out when they are exported.
            if self.settings.preview || document.tab == Tab::Preview {
                document.lay_out(&self.settings);
            }
            if let Some(panic) = document.broken.take() {
                self.say(language.say("draft.broke", &[("words", &panic)]));
            }
        }
    }

    /// Reads the rule packs, and says which files cannot be used where these are others than before.
    pub(super) fn read_packs(&mut self) {
        let read = PackLibrary::read(&*self.host.disk(), &self.host.rule_folders());
        if read.broken != self.packs.broken && !read.broken.is_empty() {
            let language = self.language();
            let lines: Vec<String> = read.broken.iter().map(|one| messages::broken_pack(language, one)).collect();
            self.say(lines.join("\n"));
        }
        self.packs = Arc::new(read);
        if let Some(document) = &mut self.document {
            document.packs = Arc::clone(&self.packs);
        }
    }

    /// Remembers where the window is when it is closed; one that fills its screen comes back to where it was before, and
    /// so does one that is closed while it is minimised, which Windows then says to be far away and without a size.
    pub fn note_window(&mut self, place: Option<WindowPlace>, maximised: bool) {
        let place = place.filter(|place| place.width > 0 && place.height > 0);
        let place = if maximised { self.settings.window.or(place) } else { place };
        let window = place.map(|place| WindowPlace { maximised, ..place });
        if window.is_some() {
            self.change_settings(Settings { window, ..self.settings.clone() });
        }
    }

    /// Says something.
    pub(super) fn say(&mut self, text: String) {
        self.dialogs.notify(Notice::new(text), self.host.moment());
    }

    /// Replaces the settings, but for what is locked, and writes them where they are others.
    pub(super) fn change_settings(&mut self, settings: Settings) {
        let settings = self.settings_file.policy().enforced(settings);
        if settings == self.settings {
            return;
        }
        // Who chooses a renderer anew wants OpenGL tried anew.
        let chosen = settings.renderer != self.settings.renderer;
        self.settings = Settings { glow_fails: settings.glow_fails && !chosen, ..settings };
        let Some(path) = self.host.settings_file() else { return };
        let language = self.language();
        let mut written = self.settings.clone();
        // In the window it stands as it was typed.
        written.folder = written.folder.map(|folder| std::path::absolute(&folder).unwrap_or(folder));
        match self.settings_file.save(&*self.host.disk(), &path, &written) {
            Ok(None) => {}
            Ok(Some(problem)) => self.say(crate::messages::settings_problem(language, &problem)),
            Err(error) => {
                let why = crate::messages::store_error(language, &error);
                self.say(language.say("settings.not_saved", &[("why", &why)]));
            }
        }
    }
}

/// The window may break outside of our own frame as well.
impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A second panic would end the program at once; the first one is told.
            let _ = session::contained(|| self.rescue());
        }
    }
}
