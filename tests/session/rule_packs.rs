//! The rule packs of a computer: where they lie, which one counts, and that a broken one stops no other.

use std::path::{Path, PathBuf};

use nianbao::check::PackProblem;
use nianbao::form::UnitKind;
use nianbao::report::Report;
use nianbao::session::{BrokenPack, PackFileError, PackLibrary, rule_packs};
use nianbao::storage::{Disk, FileAccess};

use crate::simulated_disk::SimulatedDisk;

fn pack(id: &str, title: &str) -> String {
    format!(
        "id = \"{id}\"\ntitle = \"{title}\"\nsource = \"某发〔2024〕9号\"\n[[requirement]]\nname = \"甲\"\nlimit = 9\n"
    )
}

fn put(disk: &SimulatedDisk, path: &str, bytes: &[u8]) {
    disk.create_folder(Path::new(path).parent().unwrap()).unwrap();
    disk.create(Path::new(path), bytes, FileAccess::Usual).unwrap();
}

fn folders() -> Vec<PathBuf> {
    vec!["/opt/rules".into(), "/absent".into(), "/home/nianbao/rules".into()]
}

fn ids(library: &PackLibrary) -> Vec<&str> {
    library.packs.iter().map(|one| one.pack.id.as_str()).collect()
}

#[test]
fn a_broken_pack_stops_no_other() {
    let disk = SimulatedDisk::default();
    put(&disk, "/opt/rules/a.toml", b"id = \"a\"\ntitle = 3\n");
    put(&disk, "/opt/rules/b.toml", pack("b", "乙").as_bytes());
    put(&disk, "/opt/rules/c.TOML", ("\u{feff}".to_owned() + &pack("c", "丙")).as_bytes());
    put(&disk, "/opt/rules/d.toml", b"id = \"d\"\n# \xb6\xa1\n");
    put(&disk, "/opt/rules/e.toml", pack("b", "又一个").as_bytes());
    put(&disk, "/opt/rules/f.toml", " ".repeat(300 * 1024).as_bytes());
    put(&disk, "/opt/rules/readme.txt", b"no pack");
    let library = PackLibrary::read(&disk, &folders());
    assert_eq!(ids(&library), ["b", "c"]);
    let broken: Vec<&str> = library.broken.iter().map(|one| one.path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(broken, ["a.toml", "d.toml", "e.toml", "f.toml"]);
    let place = |of: &BrokenPack| match &of.error {
        PackFileError::Pack(error) => Some((error.line, error.column, error.problem.clone())),
        _ => None,
    };
    assert!(matches!(place(&library.broken[0]), Some((2, 9, PackProblem::Syntax(_)))), "{:?}", library.broken[0]);
    assert_eq!(place(&library.broken[1]), Some((2, 3, PackProblem::NotUtf8)));
    let same = PackFileError::SameId { id: "b".into(), other: "/opt/rules/b.toml".into() };
    assert_eq!(library.broken[2].error, same);
    assert!(matches!(library.broken[3].error, PackFileError::Store(_)));
}

/// An office mends a pack that came with the program by one of the same name in the settings folder.
#[test]
fn the_users_pack_stands_for_the_programs() {
    let disk = SimulatedDisk::default();
    put(&disk, "/opt/rules/b.toml", pack("b", "乙").as_bytes());
    put(&disk, "/home/nianbao/rules/b.toml", pack("b", "本县的乙").as_bytes());
    let library = PackLibrary::read(&disk, &folders());
    assert_eq!((ids(&library), library.broken.len()), (vec!["b"], 0));
    assert_eq!(library.packs[0].pack.title, "本县的乙");
    assert_eq!(library.packs[0].replaces.as_deref(), Some(Path::new("/opt/rules/b.toml")));
}

/// Chosen in the draft, in the settings, in both: once. What is not there is told by name.
#[test]
fn the_draft_and_the_settings_choose() {
    let disk = SimulatedDisk::default();
    for id in ["a", "b", "c"] {
        put(&disk, &format!("/opt/rules/{id}.toml"), pack(id, id).as_bytes());
    }
    let library = PackLibrary::read(&disk, &folders());
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    report.rule_packs = vec!["c".into(), "elsewhere".into()];
    let settings: Vec<String> = ["a", "c", "elsewhere"].map(str::to_owned).to_vec();
    let choice = library.choose(&report, &settings);
    assert_eq!(choice.packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(choice.unknown, ["elsewhere"]);
    report.rule_packs.clear();
    assert_eq!(library.choose(&report, &[]), nianbao::session::PackChoice::default());
}

/// Beside the program, in the folders where packages put it, and in the settings folder.
#[test]
fn folders_are_beside_the_program_and_in_the_settings() {
    let disk = SimulatedDisk::default();
    let found = rule_packs::folders(&disk, Some(Path::new("/usr/bin/nianbao")), Some(Path::new("/h/nianbao.json")));
    let wanted = ["/usr/bin/rules", "/usr/share/nianbao/rules", "/usr/Resources/rules", "/h/nianbao/rules"];
    assert_eq!(found, wanted.map(PathBuf::from));
    assert_eq!(rule_packs::folders(&disk, None, None), Vec::<PathBuf>::new());
}

/// The choice is written with the draft, and what is not chosen leaves the file as it was.
#[test]
fn the_choice_travels_with_the_draft() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let plain = nianbao::storage::write(&report).unwrap();
    assert!(!String::from_utf8(plain).unwrap().contains("rule_packs"));
    report.rule_packs = vec!["elsewhere".into()];
    let bytes = nianbao::storage::write(&report).unwrap();
    assert_eq!(nianbao::storage::parse(&bytes).unwrap(), report);
}
