//! What is written and shown when the program panics: an entry in a log file and, on Windows where
//! nobody sees standard error, a message box. Knows no draft.
//!
//! The file stays on the computer. It may quote up to a line of a report where a message does.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;
use std::path::Path;
use std::sync::OnceLock;

use super::host::{Host, SystemHost};
use crate::messages::{self, Language};
use crate::session::draft_files::{Disk, RealDisk};
use crate::session::output_file::{self, Replace};

/// The most bytes that are kept of former entries.
const KEPT: u64 = 64 * 1024;

/// The first panic, as a sentence in the language of the window.
static BROKEN: OnceLock<String> = OnceLock::new();

/// From now on every panic is written to `nianbao.log` in the folder of the user's settings and to
/// standard error.
pub fn watch(language: Language) {
    let log = SystemHost::default().settings_file().map(|settings| settings.with_extension("log"));
    std::panic::set_hook(Box::new(move |info| {
        let world = SystemHost::default();
        let day = world.today().map(|day| day.to_string()).unwrap_or_default();
        let entry = entry(&format!("{day} {}", world.clock()), info, &Backtrace::force_capture());
        let written = log.as_deref().filter(|log| keep(&RealDisk, log, &entry));
        let what = told(info);
        let sentence = match written {
            Some(log) => language.say("window.broke", &[("error", &what), ("log", &log.display())]),
            None => language.say("window.broke_without_log", &[("error", &what)]),
        };
        messages::complain(&sentence);
        // Others that the first one takes along say less.
        BROKEN.get_or_init(|| sentence);
    }));
}

/// Shows in a box why the window could not be opened.
pub fn tell(language: Language, sentence: &str) {
    // Elsewhere whoever starts a program sees what it writes.
    if cfg!(windows) {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error);
        dialog.set_title(language.word("start.title")).set_description(sentence).show();
    }
}

/// Shows in a box what broke.
pub fn tell_broken(language: Language) {
    if let Some(sentence) = BROKEN.get() {
        tell(language, sentence);
    }
}

/// Puts `entry` before the former ones in the file at `log`; false where it cannot be written.
fn keep(disk: &dyn Disk, log: &Path, entry: &str) -> bool {
    let mut text = entry.as_bytes().to_vec();
    text.extend(disk.read(log, KEPT).unwrap_or_default());
    output_file::write_record(disk, log, &text, Replace::Outputs).is_ok()
}

/// What is written down: when, which program, what, where, and by which way it came there.
fn entry(moment: &str, info: &PanicHookInfo<'_>, way: &Backtrace) -> String {
    let (version, system, processor) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let current = std::thread::current();
    let thread = current.name().unwrap_or("unnamed");
    format!("{moment} nianbao {version} {system} {processor}, thread {thread}: {}\n{way}\n\n", what(info))
}

/// The message, and the place where it is in the program's own source: a user is shown no path of
/// a library.
fn told(info: &PanicHookInfo<'_>) -> String {
    let is_own = info.location().is_some_and(|place| Path::new(place.file()).starts_with("src"));
    if is_own { what(info) } else { info.payload_as_str().unwrap_or("?").to_owned() }
}

/// The message and the place in the source.
fn what(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("?");
    let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
    format!("{message}{}", place.unwrap_or_default())
}
