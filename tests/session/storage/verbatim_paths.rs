//! Paths as Windows resolves them, as users are shown them: plain text on every system.

use std::path::PathBuf;

use nianbao::storage::without_verbatim_prefix;

fn shown(path: &str) -> String {
    without_verbatim_prefix(PathBuf::from(path)).into_os_string().into_string().unwrap()
}

#[test]
fn resolved_paths_are_shown_as_users_know_them() {
    for (resolved, known) in [
        (r"\\?\C:\Program Files\nianbao\rules\广东.toml", r"C:\Program Files\nianbao\rules\广东.toml"),
        (r"\\?\d:\", r"d:\"),
        (r"\\?\C:\auxiliary\com\COM10.txt", r"C:\auxiliary\com\COM10.txt"),
        (r"\\?\UNC\server\share\年报\2024.nianbao", r"\\server\share\年报\2024.nianbao"),
        (r"C:\年报", r"C:\年报"),
        ("/home/clerk/年报", "/home/clerk/年报"),
    ] {
        assert_eq!(shown(resolved), known);
    }
}

#[test]
fn what_would_name_another_file_without_the_prefix_keeps_it() {
    let long = format!(r"\\?\C:\{}\a.toml", "长".repeat(250));
    for resolved in [
        r"\\?\C:\ends in a dot.\a",
        r"\\?\C:\ends in a space ",
        r"\\?\C:\nul.toml",
        r"\\?\C:\com1",
        r"\\?\C:\Lpt².txt",
        r"\\?\C:\a\\b",
        r"\\?\C:\a/b",
        r"\\?\UNC\server\share\aux",
        r"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\a",
        r"\\?\GLOBALROOT:\a",
        r"\\.\C:",
        &long,
    ] {
        assert_eq!(shown(resolved), resolved);
    }
}

#[test]
fn the_longest_that_is_shortened_has_259_units() {
    let path = |names: usize| format!(r"C:\{}", "a".repeat(names));
    assert_eq!(shown(&format!(r"\\?\{}", path(256))), path(256));
    assert!(shown(&format!(r"\\?\{}", path(257))).starts_with(r"\\?\"));
}
