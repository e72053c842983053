//! Every name is used for one thing: no public type name in two rooms, no file name twice, and files
//! short enough to be read at once.

use std::collections::BTreeMap;

use super::program;

/// File names that stand more than once, and why.
const FILE_NAMES: &[(&str, &str)] = &[("mod.rs", "the module of a folder")];

/// Names of public types that stand in more than one room, and why. Associated types of traits are
/// no types of ours.
const TYPE_NAMES: &[(&str, &str)] =
    &[("Output", "associated type of std::ops"), ("Target", "associated type of std::ops::Deref")];

/// In how many of a hundred types the name may stand for another type too, private ones counted.
const SHARED_PERCENT: usize = 10;

/// Half of all files have at most so many lines, nineteen of twenty at most so many.
const MEDIAN: usize = 150;
const LONG: usize = 350;

#[test]
fn no_public_type_name_is_used_in_two_rooms() {
    let found = shared_in_rooms(&types(&program()));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn few_type_names_are_used_twice() {
    let types = types(&program());
    let names = by_name(&types);
    let shared: Vec<_> = names.iter().filter(|(_, places)| places.len() > 1).collect();
    let count: usize = shared.iter().map(|(_, places)| places.len()).sum();
    println!("{} types, {} names, {count} share theirs", types.len(), names.len());
    assert!(count * 100 <= types.len() * SHARED_PERCENT, "{count} of {}: {shared:#?}", types.len());
}

#[test]
fn no_file_name_is_used_twice() {
    let found = files_twice(&program());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_are_short() {
    let mut lengths: Vec<usize> = program().iter().map(|(_, text)| text.lines().count()).collect();
    lengths.sort_unstable();
    let at = |percent: usize| lengths[(lengths.len() - 1) * percent / 100];
    println!("{} files, median {}, 95 % {}, longest {}", lengths.len(), at(50), at(95), at(100));
    assert!(at(50) <= MEDIAN, "median {}", at(50));
    assert!(at(95) <= LONG, "95 % {}", at(95));
}

/// The tests above have eyes.
#[test]
fn what_is_named_twice_is_seen() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let program = [
        file("src/form/cell.rs", "//! X.\npub struct Cell;\npub(crate) enum Row {}\nstruct Hidden;\n"),
        file(
            "src/report/cell.rs",
            "//! X.\n    pub enum Cell {}\npub trait Row {}\nstruct Hidden;\n// pub struct Said;\n",
        ),
        file("src/report/mod.rs", "//! X.\npub type Cell2 = u8;\n"),
        file("src/form/mod.rs", "//! X.\npub struct Same;\n"),
        file("src/form/same.rs", "//! X.\npub struct Same;\n"),
    ];
    let types = types(&program);
    assert_eq!(types.len(), 9);
    let found = shared_in_rooms(&types);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("Cell: src/form/cell.rs, src/report/cell.rs"), "{found:?}");
    assert!(found[1].starts_with("Row: "), "{found:?}");
    let found = files_twice(&program);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("cell.rs: "), "{found:?}");
}

/// A type's definition.
#[derive(Debug)]
struct Definition {
    name: String,
    file: String,
    /// Whether others than its own module see it.
    public: bool,
}

/// Every struct, enum, trait and type alias that stands on a line of its own.
fn types(program: &[(String, String)]) -> Vec<Definition> {
    let mut found = Vec::new();
    for (file, text) in program {
        for line in text.lines() {
            let mut words = line.split_whitespace().peekable();
            let public = words.next_if(|word| *word == "pub" || word.starts_with("pub(")).is_some();
            if !words.next().is_some_and(|word| ["struct", "enum", "trait", "type", "union"].contains(&word)) {
                continue;
            }
            let rest = words.next().unwrap_or_default();
            let name: String = rest.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect();
            let is_listed = TYPE_NAMES.iter().any(|(listed, _)| *listed == name);
            if name.starts_with(|one: char| one.is_ascii_uppercase()) && !is_listed {
                found.push(Definition { name, file: file.clone(), public });
            }
        }
    }
    found
}

fn by_name(types: &[Definition]) -> BTreeMap<&str, Vec<&str>> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in types {
        names.entry(&one.name).or_default().push(&one.file);
    }
    names
}

/// The names of public types that stand in more than one room, with their files.
fn shared_in_rooms(types: &[Definition]) -> Vec<String> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in types.iter().filter(|one| one.public) {
        names.entry(&one.name).or_default().push(&one.file);
    }
    let room = |file: &str| file.split('/').nth(1).unwrap_or_default().to_owned();
    let differ = |files: &[&str]| files.iter().any(|file| room(file) != room(files[0]));
    names
        .into_iter()
        .filter(|(_, files)| differ(files))
        .map(|(name, files)| format!("{name}: {} are types of different rooms", files.join(", ")))
        .collect()
}

/// The file names that stand more than once, with their folders.
fn files_twice(program: &[(String, String)]) -> Vec<String> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in program {
        let name = path.rsplit('/').next().unwrap_or_default();
        if !FILE_NAMES.iter().any(|(listed, _)| *listed == name) {
            names.entry(name).or_default().push(path);
        }
    }
    names
        .into_iter()
        .filter(|(_, paths)| paths.len() > 1)
        .map(|(name, paths)| format!("{name}: {} have one name", paths.join(", ")))
        .collect()
}
