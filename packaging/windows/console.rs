//! `nianbao.com`: the command line's console on Windows.
//!
//! `nianbao.exe` is a program of windows, so that no console opens beside its window. For that a
//! console does not wait for it and shows nothing of what it writes. This small program is one of
//! consoles: typed as `nianbao` it comes before the `.exe`, starts it, hands on what goes in and
//! out, waits, and ends with the same status.
//!
//! What goes to a console passes through pipes: a program of windows has no console to which an
//! inherited handle would lead, and before Windows 8 such a handle is none of the system's at all.
//! Files and pipes are handed on as they are. For the same reason Ctrl+C reaches only this program,
//! which ends the other. It runs on other systems too, for its test.

use std::io::{self, IsTerminal, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// What a shell says where a program could not be started.
const NOT_STARTED: u8 = 126;
/// What a shell says of a program that Ctrl+C ended.
const INTERRUPTED: u8 = 130;

/// Whether Ctrl+C was pressed.
static PRESSED: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    match run() {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("nianbao: 不能启动同一文件夹中的 nianbao.exe，请重新安装。Cannot start nianbao.exe. {error}");
            ExitCode::from(NOT_STARTED)
        }
    }
}

fn run() -> io::Result<u8> {
    let program = std::env::current_exe()?.with_file_name(format!("nianbao{}", std::env::consts::EXE_SUFFIX));
    let through = |is_console: bool| if is_console { Stdio::piped() } else { Stdio::inherit() };
    let mut child = Command::new(program)
        .args(std::env::args_os().skip(1))
        .stdin(through(io::stdin().is_terminal()))
        .stdout(through(io::stdout().is_terminal()))
        .stderr(through(io::stderr().is_terminal()))
        .spawn()?;
    end_at_ctrl_c(child.id());
    let output = relay(&mut child);
    let status = child.wait()?;
    // What was written last is on the console before the status is.
    for thread in output {
        let _ = thread.join();
    }
    if PRESSED.load(Ordering::SeqCst) {
        return Ok(INTERRUPTED);
    }
    // Statuses of the system's own, such as that of a crash, have more than eight bits.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX))
}

/// Ends the program `id` at Ctrl+C, which elsewhere than on Windows reaches it anyway. The system's
/// own tool does it: the child itself is lent to `wait`.
#[cfg(windows)]
fn end_at_ctrl_c(id: u32) {
    // Where no handler can be set, Ctrl+C ends this program alone: no reason not to run the other.
    let _ = ctrlc::set_handler(move || {
        PRESSED.store(true, Ordering::SeqCst);
        let mut end = Command::new("taskkill");
        end.args(["/F", "/PID", &id.to_string()]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let _ = end.status();
    });
}

#[cfg(not(windows))]
fn end_at_ctrl_c(_: u32) {}

/// Copies between the console and the child's pipes, each in a thread; returns those that write
/// to the console. The one that reads from it ends with this program.
fn relay(child: &mut Child) -> Vec<JoinHandle<()>> {
    if let Some(pipe) = child.stdin.take() {
        std::thread::spawn(move || copy(io::stdin(), pipe));
    }
    let out = child.stdout.take().map(|pipe| std::thread::spawn(move || copy(pipe, io::stdout())));
    let err = child.stderr.take().map(|pipe| std::thread::spawn(move || copy(pipe, io::stderr())));
    out.into_iter().chain(err).collect()
}

/// Copies until one side ends. Each piece is shown at once.
fn copy(mut from: impl Read, mut to: impl Write) {
    let mut piece = [0; 4096];
    while let Ok(length) = from.read(&mut piece) {
        let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else { return };
        if to.write_all(bytes).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}
