//! The architecture: what a room may know, how deep folders are, how long files are. Reads the source
//! as text, so that a boundary that is crossed fails a test.

use super::program;

/// What each room may use. A room that is not here may not exist.
const ROOMS: &[(&str, &[&str])] = &[
    // One algorithm for fingerprints of drafts, identifiers of files and comparison of texts.
    ("content_hash", &[]),
    ("form", &[]),
    // Pictures that come in, within limits; in a draft they are text.
    ("raster", &["content_hash", "limits", "ooxml::base64"]),
    // A figure names its picture.
    ("richtext", &["raster::PictureId", "limits::Limit"]),
    // A report says by what its content is known again.
    ("report", &["form", "raster", "richtext", "content_hash"]),
    // What many reports' tables add up to: numbers alone.
    ("rollup", &["form", "richtext", "report"]),
    ("check", &["form", "richtext", "report", "content_hash"]),
    ("layout", &["form", "raster", "richtext", "report"]),
    // Pages and fonts, the date that the pages carry, and the escape of markup.
    ("pdf", &["layout", "raster", "report::Date", "content_hash", "ooxml::escape"]),
    // The same pages once more, in the format of domestic office software.
    (
        "ofd",
        &[
            "layout",
            "raster",
            "report::Date",
            "content_hash",
            "ooxml::escape",
            "ooxml::package_seal",
            "ooxml::package_writer",
        ],
    ),
    // And as pictures.
    ("picture", &["layout", "raster", "ooxml::base64", "ooxml::escape"]),
    ("limits", &["form"]),
    // A package of ours bears a digest over its parts.
    ("ooxml", &["limits", "content_hash"]),
    ("export", &["form", "raster", "richtext", "report", "rollup", "ooxml"]),
    // What `export` writes, `import` reads back: it knows the names and marks that are written there.
    ("import", &["form", "raster", "richtext", "report", "limits", "ooxml", "export"]),
    ("storage", &["form", "raster", "richtext", "report", "content_hash", "limits"]),
    (
        "session",
        &[
            "form",
            "raster",
            "richtext",
            "report",
            "rollup",
            "check",
            "layout",
            "pdf",
            "ofd",
            "picture",
            "limits",
            "import",
            "export",
            "storage",
            // The package that is handed in is an archive with the hashes of its files.
            "content_hash",
            "ooxml",
        ],
    ),
    // The types that it puts into words.
    (
        "messages",
        &["form", "raster", "richtext", "report", "rollup", "check", "limits", "import", "storage", "session"],
    ),
    // The session and what it returns.
    (
        "cli",
        // Never the window: the command line is built without it too.
        &["session", "messages", "form", "richtext", "report", "rollup", "check", "import", "storage"],
    ),
    (
        "gui",
        &[
            "session", "messages", "form", "raster", "richtext", "report", "rollup", "check", "layout", "import",
            "storage",
        ],
    ),
];

/// Paths that only some rooms may speak of. `main` is `main.rs`, `lib` is `lib.rs`.
const RESERVED: &[(&str, &[&str])] = &[
    ("egui", &["gui"]),
    ("eframe", &["gui"]),
    ("rfd", &["gui"]),
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("subsetter", &["pdf", "ofd"]),
    ("skrifa", &["layout"]),
    ("wuff", &["layout"]),
    ("png", &["picture", "raster"]),
    ("zune_jpeg", &["raster"]),
    ("rustix", &["storage"]),
    ("zip", &["ooxml", "export", "ofd"]),
    ("html5ever", &["import"]),
    ("rust_xlsxwriter", &["export"]),
    ("parquet", &["export"]),
    ("quick_xml", &["ooxml"]),
    ("hayro_syntax", &["import"]),
    ("hayro_cmap", &["import"]),
    ("rust_i18n", &["messages", "lib"]),
    ("sys_locale", &["cli", "gui", "main"]),
    ("clap", &["cli"]),
    ("signal_hook", &["cli"]),
    // Every file that is handed out goes through `session/output_file.rs`, which decides what it may replace.
    ("storage::write_file", &["session"]),
    ("crate::storage::write_file", &["session"]),
    ("storage::save", &["session"]),
    ("crate::storage::save", &["session"]),
    ("std::fs", &["storage"]),
    ("std::env", &["cli", "gui", "main", "session"]),
    // The storage reads the times that files bear, and no clock.
    ("std::time", &["cli", "gui", "session", "storage"]),
    ("std::thread", &["cli", "gui", "session"]),
    // The session has another office program convert old files, where the user asks for it.
    ("std::process", &["cli", "gui", "main", "session"]),
    ("std::net", &[]),
    ("std::collections::HashMap", &[]),
    ("std::collections::HashSet", &[]),
];

/// The files that write to standard error: sentences, remarks, and the line that tells how far a command is.
const COMPLAINTS: [&str; 3] = ["src/messages/complaint.rs", "src/cli/terminal.rs", "src/cli/progress_line.rs"];

/// The most lines of a file.
const LINES: usize = 450;
/// The deepest file, in folders from `src` on.
const DEPTH: usize = 3;

#[test]
fn no_boundary_is_crossed() {
    let mut broken = Vec::new();
    for (name, text) in program() {
        broken.extend(complaints(&name, &text));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The test above has eyes: each of these files has one fault.
#[test]
fn every_kind_of_fault_is_seen() {
    let cases = [
        ("src/form/x.rs", "//! X.\nuse crate::report::Report;\n", "form may not use report"),
        ("src/form/x.rs", "//! X.\nuse crate::{form, check::Finding};\n", "form may not use check"),
        ("src/check/x.rs", "//! X.\nfn f() { crate::layout::lay_out(); }\n", "check may not use layout"),
        ("src/pdf/x.rs", "//! X.\nuse crate::report::Report;\n", "pdf may not use report"),
        ("src/storage/x.rs", "//! X.\nuse super::super::layout::Page;\n", "storage may not use layout"),
        ("src/session/x.rs", "//! X.\nuse egui::Ui;\n", "session may not speak of egui"),
        ("src/report/x.rs", "//! X.\nuse std::fs::File;\n", "report may not speak of std::fs"),
        ("src/report/x.rs", "//! X.\nuse std::{env, fmt};\n", "report may not speak of std::env"),
        ("src/report/x.rs", "//! X.\nfn f() { std::time::Instant::now(); }\n", "report may not speak of std::time"),
        ("src/cli/x.rs", "//! X.\nuse std::net::TcpStream;\n", "cli may not speak of std::net"),
        ("src/cli/x.rs", "//! X.\nfn f() { storage::write_file(); }\n", "cli may not speak of storage::write_file"),
        ("src/gui/x.rs", "//! X.\nuse crate::storage::{self, save};\n", "gui may not speak of crate::storage::save"),
        ("src/gui/x.rs", "//! X.\nfn f() { eprintln!(\"x\"); }\n", "writes to standard error by itself"),
        ("src/form/x.rs", "use std::fmt;\n", "does not begin with //!"),
        ("src/form/a/b/x.rs", "//! X.\n", "deeper than"),
        ("src/helpers/x.rs", "//! X.\n", "no such room"),
    ];
    for (name, text, said) in cases {
        let found = complaints(name, text);
        assert!(found.len() == 1 && found[0].contains(said), "{name}: {said}: {found:?}");
    }
    let long = format!("//! X.\n{}", "\n".repeat(LINES));
    assert!(complaints("src/form/x.rs", &long)[0].contains("lines"));
    let fine =
        "//! X.\n// use crate::report::Report;\nuse crate::form::{Form, Name};\nfn f() { a.zip(b); g(\"zip\"); }\n";
    assert!(complaints("src/report/x.rs", fine).is_empty());
}

fn complaints(name: &str, text: &str) -> Vec<String> {
    let parts: Vec<&str> = name.split('/').collect();
    let room = match parts.len() {
        2 => parts[1].trim_end_matches(".rs"),
        _ => parts[1],
    };
    let mut found = Vec::new();
    if !text.starts_with("//!") {
        found.push(format!("{name}: does not begin with //!"));
    }
    if text.lines().count() > LINES {
        found.push(format!("{name}: has {} lines, more than {LINES}", text.lines().count()));
    }
    if parts.len() - 1 > DEPTH {
        found.push(format!("{name}: lies deeper than {DEPTH} folders"));
    }
    // What goes wrong is said in one form, without control characters.
    if !COMPLAINTS.contains(&name) && (text.contains("eprint") || text.contains("io::stderr")) {
        found.push(format!("{name}: writes to standard error by itself"));
    }
    let allowed = ROOMS.iter().find(|(of, _)| *of == room).map(|(_, allowed)| *allowed);
    if allowed.is_none() && parts.len() > 2 {
        found.push(format!("{name}: there is no such room as {room}"));
    }
    for path in paths(text) {
        for (reserved, rooms) in RESERVED {
            let speaks = path == *reserved || path.starts_with(&format!("{reserved}::"));
            if speaks && !rooms.contains(&room) {
                found.push(format!("{name}: {room} may not speak of {reserved} ({path})"));
            }
        }
        let Some(inner) = path.strip_prefix("crate::") else { continue };
        let (Some(allowed), Some(other)) = (allowed, inner.split("::").next()) else { continue };
        let is_room = ROOMS.iter().any(|(of, _)| *of == other);
        let fits = |one: &str| inner == one || inner.starts_with(&format!("{one}::"));
        if is_room && other != room && !allowed.iter().any(|one| fits(one)) {
            found.push(format!("{name}: {room} may not use {other} ({path})"));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Every path that the code names, `use` trees written out, `super` chains that leave the room
/// as `crate::`.
fn paths(text: &str) -> Vec<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let bytes = code.as_bytes();
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut at = 0;
    while at < bytes.len() {
        // A method's name begins no path: `.zip(…)` speaks of no crate.
        let method = at > 0 && bytes[at - 1] == b'.' && (at == 1 || bytes[at - 2] != b'.');
        let begins = word(bytes[at]) && !method && (at == 0 || !(word(bytes[at - 1]) || bytes[at - 1] == b':'));
        if !begins {
            at += 1;
            continue;
        }
        let rest = &code[at..];
        // A declaration begins its line; the word in a sentence does not.
        let before = code[..at].rsplit('\n').next().unwrap_or_default().trim();
        let is_use = rest.starts_with("use ") && (before.is_empty() || before.starts_with("pub"));
        let tree = if is_use { &rest[4..rest.find(';').unwrap_or(rest.len())] } else { path_at(rest) };
        // A word that is a whole text, as the extension of a file is, speaks of no crate.
        let text = before.ends_with('"') && rest[tree.len()..].starts_with('"');
        if !text {
            written_out("", tree.trim(), &mut found);
        }
        at += if is_use { 4 + tree.len() } else { tree.len().max(1) };
    }
    found
}

/// The path at the beginning of `rest`: words joined by `::`.
fn path_at(rest: &str) -> &str {
    let end = rest.find(|one: char| !(one.is_ascii_alphanumeric() || one == '_' || one == ':')).unwrap_or(rest.len());
    &rest[..end]
}

fn written_out(before: &str, tree: &str, found: &mut Vec<String>) {
    let join = |part: &str| if before.is_empty() { part.to_owned() } else { format!("{before}::{part}") };
    if let Some(open) = tree.find('{') {
        let head = join(tree[..open].trim_end_matches("::").trim());
        let head = head.trim_end_matches("::");
        let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
        let mut depth = 0;
        let mut start = 0;
        for (index, one) in inner.char_indices() {
            match one {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    written_out(head, inner[start..index].trim(), found);
                    start = index + 1;
                }
                _ => {}
            }
        }
        written_out(head, inner[start..].trim(), found);
    } else if !tree.is_empty() {
        let path = join(tree.split(" as ").next().unwrap_or_default().trim());
        // `super::super::layout` leaves the room.
        let inner = path.trim_start_matches("super::");
        let leaves = path.len() - inner.len() >= 2 * "super::".len();
        let room = inner.split("::").next().unwrap_or_default();
        let is_room = ROOMS.iter().any(|(of, _)| *of == room);
        found.push(if leaves && is_room { format!("crate::{inner}") } else { path });
    }
}
