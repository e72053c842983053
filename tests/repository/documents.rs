//! Documents and comments point to what exists: relative links and paths in Markdown, paths in the
//! comments of sources and scripts, and the names after `--test` and `--bench`. No network is needed.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The folders of the repository whose paths are looked for in running text.
const TOP: &[&str] = &[".ci/", "assets/", "benches/", "fonts/", "packaging/", "src/", "tests/"];
/// Folders that are made, not kept.
const MADE: &[&str] = &["target", "dist", ".git", "node_modules"];
/// Paths that a document may name though they are not there, each with its reason.
const ABSENT: &[(&str, &str)] = &[];

#[test]
fn documents_and_comments_point_to_what_exists() {
    let mut broken = Vec::new();
    let (mut documents, mut checked) = (0, 0);
    for path in files(Path::new(ROOT)) {
        let Some(kind) = Kind::of(&path) else { continue };
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        documents += 1;
        let name = path.strip_prefix(ROOT).unwrap();
        for pointer in pointers(kind, &text) {
            checked += 1;
            let known = ABSENT.iter().any(|(absent, _)| *absent == pointer.target);
            if !known && !pointer.leads_somewhere(Path::new(ROOT), name.parent().unwrap()) {
                broken.push(format!("{}:{}: {}", name.display(), pointer.line, pointer.target));
            }
        }
    }
    assert!(documents > 300 && checked > 150, "{documents} files, {checked} paths");
    assert!(broken.is_empty(), "these point nowhere:\n{}", broken.join("\n"));
}

#[test]
fn what_points_nowhere_is_seen() {
    let cases = [
        (Kind::Markdown, "see [this](README.md) and ![that](no/such.png)", "no/such.png"),
        (Kind::Markdown, "[中文](packaging/IT.md), [gone](packaging/GONE.md#x)", "packaging/GONE.md"),
        (Kind::Markdown, "| `tests/gone.rs` | `tests/repository/main.rs` |", "tests/gone.rs"),
        (Kind::Markdown, "```sh\ntests/fuzz/runs 60\ntests/fuzz/run 60\n```", "tests/fuzz/runs"),
        (Kind::Markdown, "`cargo test --test gone x`, `cargo test --test check`", "--test gone"),
        (Kind::Markdown, "`cargo bench --bench gone`", "--bench gone"),
        (Kind::Markdown, "`tests/data/rules/*.toml`, `tests/data/rules/*.json`", "tests/data/rules/*.json"),
        (Kind::Rust, "//! See `src/gone/mod.rs`.\nlet path = \"src/gone\";\n", "src/gone/mod.rs"),
        (
            Kind::Rust,
            "/// As `assets/forms/cn-2021.toml` and `assets/forms/cn-1900.toml` are.",
            "assets/forms/cn-1900.toml",
        ),
        (Kind::Rust, "// See `gone.rs` and `documents.rs`, `repository/gone.rs`.", "gone.rs repository/gone.rs"),
        (Kind::Script, "# tests/gone.sh does it.\nrun tests/other.sh\n", "tests/gone.sh"),
    ];
    for (kind, text, wanted) in cases {
        let broken: Vec<_> = pointers(kind, text)
            .into_iter()
            .filter(|pointer| !pointer.leads_somewhere(Path::new(ROOT), Path::new("")))
            .map(|pointer| pointer.target)
            .collect();
        assert_eq!(broken.join(" "), wanted, "{text}");
    }
    for fine in [
        "[site](https://example.org/src/gone.rs)",
        "`../shared/tests/gone.txt`, `target/show`",
        "`tests/{check,import}/main.rs`",
        "`src/NAME/mod.rs`, `tests/<name>.rs`, `tests/data/…`, `src/$room`",
        "`tests/repository/documents.rs`.",
        "[a heading](#where-is-what)",
    ] {
        let broken = pointers(Kind::Markdown, fine).into_iter();
        let broken: Vec<_> = broken.filter(|one| !one.leads_somewhere(Path::new(ROOT), Path::new(""))).collect();
        assert!(broken.is_empty(), "{fine}: {}", broken[0].target);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Markdown,
    Rust,
    /// Shell, Python and TOML: comments begin with `#`.
    Script,
}

impl Kind {
    fn of(path: &Path) -> Option<Kind> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("md") => Some(Kind::Markdown),
            Some("rs") => Some(Kind::Rust),
            Some("sh" | "py" | "toml") => Some(Kind::Script),
            None if path.parent().is_some_and(|folder| folder != Path::new(ROOT)) => Some(Kind::Script),
            _ => None,
        }
    }
}

/// Something that a text points to.
struct Pointer {
    line: usize,
    /// As it is written, or `--test NAME`.
    target: String,
    base: Base,
}

/// Where a path begins.
#[derive(Clone, Copy, PartialEq)]
enum Base {
    Root,
    Document,
    /// Anywhere in the repository.
    Anywhere,
}

impl Pointer {
    /// `folder` is the document's, from the root on; links begin there.
    fn leads_somewhere(&self, root: &Path, folder: &Path) -> bool {
        if let Some(name) = self.target.strip_prefix("--test ") {
            let tests = root.join("tests");
            return tests.join(name).join("main.rs").exists() || tests.join(format!("{name}.rs")).exists();
        }
        if let Some(name) = self.target.strip_prefix("--bench ") {
            return root.join("benches").join(format!("{name}.rs")).exists();
        }
        let base = match self.base {
            Base::Root => root.to_owned(),
            Base::Document => root.join(folder),
            Base::Anywhere => return files(root).iter().any(|file| file.ends_with(&self.target)),
        };
        alternatives(&self.target).iter().all(|path| match path.split_once('*') {
            Some((before, after)) => matches(&base, before, after),
            None => base.join(path).exists(),
        })
    }
}

fn pointers(kind: Kind, text: &str) -> Vec<Pointer> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (line_number, line) = (index + 1, line.trim_start());
        let prose = match kind {
            Kind::Markdown => line,
            Kind::Rust if line.starts_with("//") => line,
            Kind::Script if line.starts_with('#') => line,
            _ => continue,
        };
        let mut links = Vec::new();
        if kind == Kind::Markdown {
            links = targets_of_links(prose);
        }
        let add = |base: Base| move |target: String| Pointer { line: line_number, target, base };
        let in_text = named_programs(prose).into_iter().chain(paths(prose)).filter(|path| {
            // A link's own text is looked at above, from its document on.
            !links.iter().any(|link| link.trim_end_matches('/') == path.trim_end_matches('/'))
        });
        found.extend(in_text.map(add(Base::Root)).collect::<Vec<_>>());
        found.extend(names(prose).into_iter().map(add(Base::Anywhere)));
        found.extend(links.iter().cloned().map(add(Base::Document)));
    }
    found
}

/// What the links of a line of Markdown lead to, without what is not a file of the repository.
fn targets_of_links(line: &str) -> Vec<String> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    let targets = targets.map(|target| target.split(['#', ' ']).next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains(':')).map(str::to_owned).collect()
}

/// `--test NAME` and `--bench NAME`.
fn named_programs(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for option in ["--test ", "--bench "] {
        for rest in line.split(option).skip(1) {
            let end = rest.find(|one: char| !(one.is_ascii_lowercase() || one == '_')).unwrap_or(rest.len());
            if end > 0 {
                found.push(format!("{option}{}", &rest[..end]));
            }
        }
    }
    found
}

/// Source files in back quotes that are named without the whole path.
fn names(line: &str) -> Vec<String> {
    let quoted = line.split('`').skip(1).step_by(2);
    let is_name = |name: &&str| {
        let plain = name.chars().all(|one| one.is_ascii_alphanumeric() || "/._-".contains(one));
        let whole = TOP.iter().any(|top| name.starts_with(top)) || name.contains("../");
        plain && !whole && (name.ends_with(".rs") || name.ends_with(".sh")) && !name.starts_with('.')
    };
    quoted.filter(is_name).map(str::to_owned).collect()
}

/// The paths of a line that begin with a folder of the repository. One with a placeholder is none.
fn paths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for top in TOP {
        for (at, _) in line.match_indices(top) {
            let before = line[..at].chars().next_back();
            let inside = before.is_some_and(|one| one.is_ascii_alphanumeric() || "/._-\\".contains(one));
            let rest = &line[at..];
            let of_path = |one: char| one.is_ascii_alphanumeric() || "/._-*{,}".contains(one);
            let end = rest.find(|one: char| !of_path(one)).unwrap_or(rest.len());
            let path = rest[..end].trim_end_matches(['.', ',', '-']);
            let placeholder = rest[end..].starts_with(['…', '<', '$', '[', 'X'])
                || path.split(['/', '.']).any(|part| {
                    part.len() > 1
                        && part.chars().all(|one| one.is_ascii_uppercase())
                        && !KEPT_UPPERCASE.contains(&part)
                })
                || path.matches('{').count() != path.matches('}').count();
            if !inside && !placeholder {
                found.push(path.to_owned());
            }
        }
    }
    found
}

/// Names in capitals that are files and no placeholders.
const KEPT_UPPERCASE: &[&str] = &["README", "CHANGELOG", "CONTRIBUTING", "IT", "RELEASE", "OFL", "PROOF", "GONE"];

/// `a/{b,c}/d` as `a/b/d` and `a/c/d`; a comma elsewhere ends the path.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.split(',').next().unwrap_or_default().to_owned()];
    };
    let Some((inner, after)) = rest.split_once('}') else { return vec![before.to_owned()] };
    inner.split(',').flat_map(|one| alternatives(&format!("{before}{one}{after}"))).collect()
}

/// Whether some file has a path that begins and ends so, in the folder where the star is.
fn matches(base: &Path, before: &str, after: &str) -> bool {
    let (folder, begin) = before.rsplit_once('/').unwrap_or(("", before));
    let entries = std::fs::read_dir(base.join(folder)).into_iter().flatten().flatten();
    let end = after.split('*').next_back().unwrap_or_default();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .any(|name| name.starts_with(begin) && (after.contains('/') || name.ends_with(end)))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true if MADE.contains(&name.as_str()) || path.ends_with("tests/data/corpus") => {}
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}
