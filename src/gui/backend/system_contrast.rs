//! Whether the desktop wants high contrast, asked of it by its own small programs in a thread: no toolkit here tells it.
//! Asked again when the window comes back, since the user may have changed it meanwhile. Draws nothing.

use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What asks the desktop, and how its answer is read.
struct Question {
    program: &'static str,
    arguments: &'static [&'static str],
    reads: fn(&str) -> Option<bool>,
}

/// Of Windows the keyboard-and-display setting in the user's registry, of macOS the setting of its accessibility pane,
/// elsewhere the portal's, then that of GNOME and its kin. The first that answers counts.
const QUESTIONS: &[Question] = if cfg!(windows) {
    &[Question {
        program: "reg",
        arguments: &["query", "HKCU\\Control Panel\\Accessibility\\HighContrast", "/v", "Flags"],
        reads: registry,
    }]
} else if cfg!(target_os = "macos") {
    &[Question {
        program: "defaults",
        arguments: &["read", "com.apple.universalaccess", "increaseContrast"],
        reads: plain,
    }]
} else {
    &[
        Question {
            program: "gdbus",
            arguments: &[
                "call",
                "--session",
                "--timeout=2",
                "--dest=org.freedesktop.portal.Desktop",
                "--object-path=/org/freedesktop/portal/desktop",
                "--method=org.freedesktop.portal.Settings.Read",
                "org.freedesktop.appearance",
                "contrast",
            ],
            reads: portal,
        },
        Question {
            program: "gsettings",
            arguments: &["get", "org.gnome.desktop.a11y.interface", "high-contrast"],
            reads: plain,
        },
    ]
};
/// A program that has not answered by then is ended.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it is looked whether it has ended.
const BEAT: Duration = Duration::from_millis(20);

/// What the desktop wants, as far as it is known.
#[derive(Debug, Default)]
pub struct SystemContrast {
    waiting: Option<Receiver<Option<bool>>>,
    wanted: bool,
}

impl SystemContrast {
    /// Asks the desktop, unless it is being asked; `wake` is called when it has answered.
    pub fn ask(&mut self, wake: impl FnOnce() + Send + 'static) {
        if self.waiting.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let work = move || {
            let theme = std::env::var("GTK_THEME").ok().as_deref().is_some_and(is_contrast_theme);
            let said = if theme { Some(true) } else { QUESTIONS.iter().find_map(|one| (one.reads)(&answer(one)?)) };
            let _ = sender.send(said);
            wake();
        };
        if std::thread::Builder::new().name("contrast".into()).spawn(work).is_ok() {
            self.waiting = Some(receiver);
        }
    }

    /// Whether the desktop wants high contrast; a desktop that does not say so does not.
    pub fn wanted(&mut self) -> bool {
        if let Some(said) = self.waiting.as_ref().and_then(|waiting| waiting.try_recv().ok()) {
            (self.waiting, self.wanted) = (None, said.unwrap_or(false));
        }
        self.wanted
    }
}

/// What a program prints; `None` where it is not there, fails, or takes too long.
fn answer(question: &Question) -> Option<String> {
    let mut command = Command::new(question.program);
    command.args(question.arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    without_console(&mut command);
    let mut child = command.spawn().ok()?;
    let begun = Instant::now();
    while child.try_wait().ok()?.is_none() {
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(BEAT);
    }
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A console window would flash over the screen.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_command: &mut Command) {}

/// Whether a theme of GTK is one of high contrast: HighContrast, HighContrastInverse, Adwaita-hc.
pub fn is_contrast_theme(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['-', '_', ' '], "");
    name.contains("highcontrast") || name.split(':').next().is_some_and(|name| name.ends_with("hc"))
}

/// The answer of the portal: `(<<uint32 1>>,)` where contrast is wanted.
pub fn portal(said: &str) -> Option<bool> {
    let number = said.split("uint32 ").nth(1)?;
    Some(number.chars().next()? == '1')
}

/// `true`, `1`, and what is not.
pub fn plain(said: &str) -> Option<bool> {
    match said.trim() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// The line `Flags REG_SZ 126` of the registry, a number in decimal or as `0x7e`, whose lowest bit says that contrast
/// is on (HCF_HIGHCONTRASTON).
pub fn registry(said: &str) -> Option<bool> {
    let line = said.lines().find(|line| line.trim_start().starts_with("Flags"))?;
    let number = line.split_whitespace().last()?;
    let flags = match number.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(flags & 1 == 1)
}
