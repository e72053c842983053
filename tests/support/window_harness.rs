//! A window for tests: no screen, no dialogs, no clock; pictures through the processor.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

pub mod user;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use egui_kittest::{Harness, TestRenderer};
use nianbao::form::CellKey;
use nianbao::gui::App;
use nianbao::gui::action::Action;
use nianbao::gui::backend;
use nianbao::gui::host::{FileDialog, Host, HostReply};
use nianbao::gui::software_renderer::Painter;
use nianbao::gui::theme::Palette;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Date, Report};
use nianbao::session::settings_file::SettingsProblem;
use nianbao::session::{DataFolders, OfficeConverter, SettingsPolicy, SharedDisk};
use nianbao::storage::{FileTime, RealDisk};

/// What a test tells the world outside.
pub struct Told {
    /// The disk.
    pub disk: SharedDisk,
    /// Where the window keeps what is not the user's file.
    pub folders: DataFolders,
    /// Where the settings are kept; `None` where they are not.
    pub settings: Option<PathBuf>,
    /// The folder of this run alone, where the user has no home.
    pub of_this_run: Option<PathBuf>,
    /// Whether the world breaks down.
    pub broken: bool,
    /// The path that the next dialog answers.
    pub path: Option<PathBuf>,
    /// What was handed to the system to show.
    pub shown: Vec<PathBuf>,
    /// What was handed to a program and not yet answered.
    pub handed: Option<PathBuf>,
    /// Whether a program takes what is handed over; `None` while that is not known.
    pub viewer: Option<bool>,
    /// Whether a program takes folders that are handed over.
    pub file_manager: bool,
    /// How many further windows were opened.
    pub windows: usize,
    /// The reports that were opened in windows of their own, and at which cells.
    pub beside: Vec<(PathBuf, Option<CellKey>)>,
    /// The plain text in the clipboard.
    pub clipboard: Option<String>,
    /// The web form of what is in the clipboard.
    pub html: Option<String>,
    /// The picture in the clipboard.
    pub image: Option<egui::ColorImage>,
    /// Whether the clipboard has a picture that cannot be read.
    pub unread_image: bool,
    /// Where programs put files that they pass on.
    pub passing_files: PathBuf,
    /// What was copied, plain and in its web form.
    pub copied: Option<(String, String)>,
    /// The time that has passed.
    pub now: Duration,
    /// Since when time passes by itself; `None` where the test says how late it is.
    pub clock: Option<std::time::Instant>,
    /// What was asked for.
    pub pick: Option<FileDialog>,
    /// How long the window waits for a save.
    pub patience: Duration,
    /// How long it waits for other work before it shows it.
    pub task_patience: Duration,
    /// Whether the desktop wants high contrast.
    pub contrast: bool,
    /// The programs that convert old files, and that only open them.
    pub converter: Option<OfficeConverter>,
    pub wps: Option<PathBuf>,
    /// What is laid down for the settings.
    pub policy: SettingsPolicy,
}

impl Default for Told {
    fn default() -> Told {
        static WINDOWS: AtomicUsize = AtomicUsize::new(0);
        let window = WINDOWS.fetch_add(1, Ordering::Relaxed);
        Told::beside(&folder(&format!("window-{}-{window}", std::process::id())))
    }
}

impl Told {
    /// A world that keeps what it writes in `folder`.
    pub fn beside(folder: &Path) -> Told {
        Told {
            disk: Arc::new(RealDisk),
            folders: DataFolders { recovery: folder.join("recovery"), backups: folder.join("versions") },
            settings: None,
            of_this_run: None,
            broken: false,
            handed: None,
            viewer: Some(true),
            file_manager: true,
            windows: 0,
            beside: Vec::new(),
            clipboard: None,
            html: None,
            image: None,
            unread_image: false,
            passing_files: folder.join("passing-files"),
            copied: None,
            path: None,
            shown: Vec::new(),
            now: Duration::ZERO,
            clock: None,
            pick: None,
            patience: Duration::from_secs(60),
            task_patience: Duration::from_secs(60),
            contrast: false,
            converter: None,
            wps: None,
            policy: SettingsPolicy::default(),
        }
    }
}

/// The world outside of a test.
struct World(Rc<RefCell<Told>>);

impl Host for World {
    fn disk(&self) -> SharedDisk {
        Arc::clone(&self.0.borrow().disk)
    }
    fn folders(&self) -> DataFolders {
        self.0.borrow().folders.clone()
    }
    fn folder_of_this_run(&self) -> Option<PathBuf> {
        self.0.borrow().of_this_run.clone()
    }
    fn session_id(&mut self) -> String {
        static SESSIONS: AtomicUsize = AtomicUsize::new(0);
        SESSIONS.fetch_add(1, Ordering::Relaxed).to_string()
    }
    fn owner(&self) -> String {
        "张三".into()
    }
    fn now(&self) -> FileTime {
        // The tenth of January 2025, 14:03 in Beijing.
        FileTime(1_736_488_980 + self.0.borrow().now.as_secs())
    }
    fn pick(&mut self, pick: FileDialog, _: &str, _: Option<&Path>, _: &egui::Context) {
        self.0.borrow_mut().pick = Some(pick);
    }
    fn picked(&mut self) -> Option<HostReply> {
        let mut told = self.0.borrow_mut();
        let pick = told.pick.take()?;
        Some(told.path.take().map_or(HostReply::Cancelled, |path| HostReply::Chosen(pick, path)))
    }
    fn patience(&self) -> Duration {
        self.0.borrow().patience
    }
    fn task_patience(&self) -> Duration {
        self.0.borrow().task_patience
    }
    fn moment(&self) -> Duration {
        let told = self.0.borrow();
        told.now + told.clock.map_or(Duration::ZERO, |since| since.elapsed())
    }
    fn today(&self) -> Option<Date> {
        assert!(!self.0.borrow().broken, "the world broke down");
        Date::new(2025, 1, 10)
    }
    fn clock(&self) -> String {
        "14:03".into()
    }
    fn settings_file(&self) -> Option<PathBuf> {
        self.0.borrow().settings.clone()
    }
    fn settings_policy(&self) -> (SettingsPolicy, Option<SettingsProblem>) {
        (self.0.borrow().policy.clone(), None)
    }
    fn clipboard_html(&mut self) -> Option<String> {
        self.0.borrow_mut().html.take()
    }
    fn clipboard_image(&mut self) -> Option<egui::ColorImage> {
        self.0.borrow_mut().image.take()
    }
    fn has_unread_image(&mut self) -> bool {
        self.0.borrow().unread_image
    }
    fn clipboard_folder(&self) -> PathBuf {
        self.0.borrow().passing_files.clone()
    }
    fn copy(&mut self, text: &str, html: &str) -> bool {
        self.0.borrow_mut().copied = Some((text.to_owned(), html.to_owned()));
        true
    }
    fn passing_folder(&self) -> PathBuf {
        // The program closes it to other users.
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("passing")
    }
    fn hand_over(&mut self, path: &Path, _: &egui::Context) {
        self.0.borrow_mut().handed = Some(path.to_owned());
    }
    fn handed_over(&mut self) -> Option<(PathBuf, bool)> {
        let mut told = self.0.borrow_mut();
        let is_folder = told.handed.as_ref()?.is_dir();
        let taken = if is_folder { told.file_manager } else { told.viewer? };
        let path = told.handed.take()?;
        if taken {
            told.shown.push(path.clone());
        }
        Some((path, taken))
    }
    fn clipboard_text(&mut self) -> Option<String> {
        self.0.borrow().clipboard.clone()
    }
    fn wants_contrast(&mut self) -> bool {
        self.0.borrow().contrast
    }
    fn converter(&self) -> Option<OfficeConverter> {
        self.0.borrow().converter.clone()
    }
    fn wps(&self) -> Option<PathBuf> {
        self.0.borrow().wps.clone()
    }
    fn open_beside(&mut self, path: &Path, cell: Option<CellKey>) -> bool {
        self.0.borrow_mut().beside.push((path.to_owned(), cell));
        true
    }
    fn new_window(&mut self) -> bool {
        self.0.borrow_mut().windows += 1;
        true
    }
}

/// Pictures through the processor; copies draw on the same canvas.
#[derive(Clone, Default)]
pub struct Soft(Rc<RefCell<Painter>>);

impl Soft {
    /// Draws a frame at 1920 by 1080; another ground makes everything be drawn anew.
    pub fn paint(&self, ground: egui::Color32, frame: Vec<egui::ClippedPrimitive>) {
        self.0.borrow_mut().paint([1920, 1080], ground, 1.0, frame);
    }
}

impl TestRenderer for Soft {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.borrow_mut().set_textures(delta);
        delta.set.clear();
        delta.free.clear();
    }

    fn render(&mut self, context: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = context.content_rect().size() * scale;
        let frame = context.tessellate(output.shapes.clone(), scale);
        let [width, height] = [size.x.round() as usize, size.y.round() as usize];
        let mut painter = self.0.borrow_mut();
        painter.paint([width, height], Palette::of(context.theme()).backdrop, scale, frame);
        let pixels = painter.canvas().pixels().iter();
        let bytes = pixels.flat_map(|pixel| [(pixel >> 16) as u8, (pixel >> 8) as u8, *pixel as u8, 255]).collect();
        image::RgbaImage::from_raw(width as u32, height as u32, bytes).ok_or_else(|| "no picture".into())
    }
}

/// The state of a window that is not drawn, on a system in which time passes.
pub fn bare() -> App {
    let told = Told { clock: Some(std::time::Instant::now()), ..Told::default() };
    App::new(Box::new(World(Rc::new(RefCell::new(told)))), Language::Chinese)
}

/// The same on a system in which no time passes.
pub fn still() -> App {
    App::new(Box::new(World(Rc::default())), Language::Chinese)
}

pub type Window = Harness<'static, App>;

/// A window of a size with this report open.
pub fn window(size: [f32; 2], report: Option<Report>) -> (Window, Rc<RefCell<Told>>) {
    window_in(size, report, Language::Chinese)
}

/// As `window`, in a language.
pub fn window_in(size: [f32; 2], report: Option<Report>, language: Language) -> (Window, Rc<RefCell<Told>>) {
    window_of(size, report, language, Told::default())
}

/// As `window_in`, in this world; what an earlier window left there is offered.
pub fn window_of(
    size: [f32; 2],
    report: Option<Report>,
    language: Language,
    told: Told,
) -> (Window, Rc<RefCell<Told>>) {
    window_on(size, report, language, told, Soft::default())
}

/// As `window_of`, drawn on this canvas.
pub fn window_on(
    size: [f32; 2],
    report: Option<Report>,
    language: Language,
    told: Told,
    soft: Soft,
) -> (Window, Rc<RefCell<Told>>) {
    let told = Rc::new(RefCell::new(told));
    let mut app = App::new(Box::new(World(Rc::clone(&told))), language);
    app.find_unsaved();
    if let Some(report) = report {
        app.open_new(report);
    }
    let builder = Harness::builder().with_size(size).with_os(egui::os::OperatingSystem::Windows).with_max_steps(12);
    let builder = builder.renderer(soft).with_context_setup(backend::prepare_context);
    // The harness draws a margin that a window does not have.
    let whole = |ui: &mut egui::Ui, app: &mut App| {
        let screen = ui.ctx().content_rect();
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(screen));
        ui.set_clip_rect(screen);
        app.ui(&mut ui);
    };
    let harness = builder.build_ui_state(whole, app);
    (harness, told)
}

/// The sample report.
pub fn sample() -> Report {
    nianbao::session::draft_files::sample().unwrap()
}

/// Lets the window carry out an action.
pub fn act(window: &mut Window, action: Action) {
    let context = window.ctx.clone();
    window.state_mut().update(vec![action], &context);
}

/// Lets frames pass until what is read or written in the background is there.
pub fn wait_for_folder(window: &mut Window) {
    for _ in 0..2000 {
        window.step();
        if !window.state().folder.as_ref().is_some_and(nianbao::gui::folder_tab::FolderTab::is_busy) {
            return steps(window);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the folder was not read");
}

/// Drops a file on the window.
pub fn drop_file(window: &mut Window, path: PathBuf) {
    act(window, Action::TakePath(FileDialog::Import, path));
}

/// Shows a tab.
pub fn show(window: &mut Window, tab: Tab) {
    window.state_mut().document.as_mut().unwrap().tab = tab;
    steps(window);
}

/// Lets a few frames pass.
pub fn steps(window: &mut Window) {
    window.run_steps(3);
}

/// A fresh folder for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
