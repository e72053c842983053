//! The file of the settings: each field stands alone, what a newer program or another window wrote survives,
//! and what is no settings is kept aside.

use std::path::{Path, PathBuf};

use nianbao::form::UnitKind;
use nianbao::session::settings::RecentFile;
use nianbao::session::settings_file::{SettingsFile, SettingsProblem};
use nianbao::session::{FolderChoices, FontChoice, SettingName, Settings, SettingsPolicy};
use nianbao::storage::{Disk, RealDisk, StoreCause};
use serde_json::{Map, Value, json};

use crate::simulated_disk::SimulatedDisk;
#[cfg(unix)]
use crate::unprivileged::is_refused;

const FILE: &str = "/年报/nianbao.json";

/// A disk with this file of settings.
fn disk_with(text: &str) -> SimulatedDisk {
    let disk = SimulatedDisk::default();
    disk.create(Path::new(FILE), text.as_bytes(), nianbao::storage::FileAccess::Usual).unwrap();
    disk
}

fn load(disk: &dyn Disk) -> (SettingsFile, Settings, Option<SettingsProblem>) {
    SettingsFile::load(disk, Some(Path::new(FILE)), SettingsPolicy::default())
}

/// Changes the settings as the window does, and gives what the file then has.
fn changed(disk: &dyn Disk, change: impl FnOnce(&mut Settings)) -> Value {
    let (mut file, mut settings, _) = load(disk);
    change(&mut settings);
    file.save(disk, Path::new(FILE), &settings).unwrap();
    read(disk)
}

fn read(disk: &dyn Disk) -> Value {
    serde_json::from_slice(&disk.read(Path::new(FILE), u64::MAX).unwrap()).unwrap()
}

fn recent(path: &str) -> RecentFile {
    RecentFile {
        path: path.into(),
        unit: "青禾县水务局".into(),
        year: 2024,
        kind: UnitKind::Department,
        day: "2025-01-10".into(),
        changed: String::new(),
        errors: None,
        to_do: 0,
        last_year: None,
    }
}

#[test]
fn what_is_written_is_read() {
    let disk = SimulatedDisk::default();
    let (mut file, first, problem) = load(&disk);
    assert_eq!((&first, problem), (&Settings::default(), None));
    let mut settings = Settings {
        language: Some("en".into()),
        dark: true,
        scale: 125,
        autosave: true,
        folder: Some("/草稿".into()),
        preview: false,
        preview_width: Some(480),
        review_mark: true,
        approval_sheet: true,
        settle_first: true,
        rule_packs: vec!["wuwei-2025".into()],
        fonts: FontChoice::Computer,
        renderer: "soft".into(),
        glow_fails: true,
        recent: Vec::new(),
        ..Settings::default()
    };
    for number in 0..20 {
        settings.remember(RecentFile { errors: Some(number), ..recent(&format!("/草稿/{number}.nianbao")) });
    }
    file.save(&disk, Path::new(FILE), &settings).unwrap();
    let (_, again, problem) = load(&disk);
    assert_eq!((again, problem), (settings, None));
}

/// A path that is no Unicode is the same path the next time.
#[cfg(unix)]
#[test]
fn paths_that_are_no_unicode_are_kept() {
    use std::os::unix::ffi::OsStringExt as _;

    let strange = PathBuf::from(std::ffi::OsString::from_vec(b"/\xc4\xea/\xb1\xa8.nianbao".to_vec()));
    let disk = disk_with("{}");
    let (mut file, first, _) = load(&disk);
    let mut settings = Settings { folder: Some(strange.clone()), last_folder: Some(strange.clone()), ..first };
    settings.remember(RecentFile { path: strange.clone(), last_year: Some(strange.clone()), ..recent("/x") });
    settings.remember(recent("units:zz"));
    settings.remember_folder(&FolderChoices {
        folder: strange.clone(),
        units: Some(strange),
        ..FolderChoices::default()
    });
    file.save(&disk, Path::new(FILE), &settings).unwrap();
    let (_, again, problem) = load(&disk);
    assert_eq!((&again, problem), (&settings, None));
    // Of another window, the entry is known to be the same.
    changed(&disk, |settings| settings.recent.reverse());
    assert_eq!(load(&disk).1.recent.len(), 2);
}

/// A file of the program before this one.
#[test]
fn settings_of_earlier_programs_are_read() {
    let disk = disk_with(
        r#"{ "language": "zh-CN", "dark": true, "scale": 110, "autosave": false, "folder": null, "preview": true,
             "review_mark": false, "approval_sheet": false, "fonts": "bundle", "renderer": "auto", "glow_fails": false,
             "recent": [ { "path": "/a.nianbao", "unit": "甲局", "year": 2024, "kind": "township", "day": "2025-01-10" },
                         { "path": "b.nianbao", "unit": "乙局", "year": 2023, "kind": "department", "day": "2024-01-10",
                           "changed": "2024-01-10 14:03", "errors": 2, "last_year": "2022.nianbao" } ] }"#,
    );
    let (_, settings, problem) = load(&disk);
    assert_eq!(problem, None);
    assert!(settings.dark && settings.scale == 110 && settings.language.as_deref() == Some("zh-CN"));
    assert_eq!((settings.recent[0].kind, &settings.recent[1].unit), (UnitKind::Township, &"乙局".to_owned()));
    // A relative path names nothing any more: the entry stays to be found again, what it was compared with
    // is not looked for.
    assert_eq!((settings.recent[1].path.as_path(), &settings.recent[1].last_year), (Path::new("b.nianbao"), &None));
    let after = changed(&disk, |settings| settings.scale = 125);
    assert_eq!(after["recent"][1]["last_year"], "2022.nianbao", "nothing of it is thrown away");
}

/// One value that is unknown, wrong or beyond its limits costs nothing else.
#[test]
fn each_field_stands_alone() {
    let whole = json!({
        "language": "zh-CN", "dark": true, "scale": 110, "autosave": true, "folder": "/草稿", "preview": false, "preview_width": 480,
        "review_mark": true, "approval_sheet": true, "settle_first": true, "rule_packs": ["wuwei-2025"], "fonts": "computer", "renderer": "soft", "glow_fails": true,
        "recent": [{ "path": "/a.nianbao", "unit": "甲局", "year": 2024, "kind": "township", "day": "2025-01-10" }],
    });
    let (_, good, _) = load(&disk_with(&whole.to_string()));
    let strange = [json!(null), json!({ "of": [1] }), json!("纸"), json!(-3.5), json!([[]]), json!(1e300)];
    for name in whole.as_object().unwrap().keys() {
        for value in &strange {
            let mut file = whole.clone();
            file[name] = value.clone();
            let disk = disk_with(&file.to_string());
            let (_, settings, problem) = load(&disk);
            assert_eq!(problem, None);
            let fields = |settings: &Settings| serde_json::to_value(settings).unwrap();
            let (mut read, mut expected) = (fields(&settings), fields(&good));
            read[name] = Value::Null;
            expected[name] = Value::Null;
            assert_eq!(read, expected, "{name}: {value}");
            assert!(Settings::SCALE.contains(&settings.scale), "{name}: {value}");
            // Another field is written; the strange value is still there.
            let other = if name == "dark" { "autosave" } else { "dark" };
            let after = changed(&disk, |settings| match other {
                "dark" => settings.dark = false,
                _ => settings.autosave = false,
            });
            assert_eq!((&after[name], &after[other]), (value, &json!(false)), "{name}");
        }
    }
    for (scale, held) in
        [(json!(60_000), 300), (json!(0), 75), (json!(-1), 75), (json!(1e12), 300), (json!(110.9), 110)]
    {
        let (_, settings, _) = load(&disk_with(&json!({ "scale": scale }).to_string()));
        assert_eq!(settings.scale, held, "{scale}");
    }
    // Many entries, long ones, the same one twice.
    let entry = |number: usize| json!({ "path": format!("/{}.nianbao", number / 2), "unit": "局".repeat(100_000) });
    let file = json!({ "recent": (0..300).map(entry).collect::<Vec<_>>() });
    // The file is larger than settings may be, so that a shorter one is tried.
    let short = json!({ "recent": (0..60).map(|number| json!({ "path": format!("/{}", number / 2), "unit": "局".repeat(1_000) })).collect::<Vec<_>>() });
    assert!(matches!(load(&disk_with(&file.to_string())).2, Some(SettingsProblem::KeptAside { .. })));
    let (_, settings, _) = load(&disk_with(&short.to_string()));
    assert_eq!((settings.recent.len(), settings.recent[0].unit.chars().count()), (12, 200));
}

/// Fields of a newer program, and of entries, survive a write; entries that are not understood as well.
#[test]
fn the_unknown_survives() {
    let disk = disk_with(
        r#"{ "theme": { "accent": "red" }, "dark": "by the sun", "recent": [
             { "path": "/a.nianbao", "unit": "甲局", "kind": "nation", "year": 2024, "pinned": true },
             { "cloud": "b" }, "c", { "path": "/d.nianbao", "unit": "丁局", "kind": "department", "year": 2023 } ] }"#,
    );
    let after = changed(&disk, |settings| {
        assert_eq!(settings.recent.len(), 2);
        settings.remember(RecentFile { year: 2025, kind: UnitKind::Department, ..recent("/a.nianbao") });
        settings.remember(recent("/e.nianbao"));
        settings.recent.retain(|one| one.path != Path::new("/d.nianbao"));
    });
    assert_eq!((&after["theme"]["accent"], &after["dark"]), (&json!("red"), &json!("by the sun")));
    let entries = after["recent"].as_array().unwrap();
    assert_eq!((&entries[0]["path"], &entries[1]["path"]), (&json!("/e.nianbao"), &json!("/a.nianbao")));
    // What is ours is ours; what is not is as it was.
    let known = (&entries[1]["pinned"], &entries[1]["kind"], &entries[1]["year"], &entries[1]["unit"]);
    assert_eq!(known, (&json!(true), &json!("nation"), &json!(2025), &json!("青禾县水务局")));
    assert_eq!(entries[2..], [json!({ "cloud": "b" }), json!("c")], "the forgotten one is gone");
}

/// Two windows, perhaps of two program versions, write the same file: each writes what was changed in it.
#[test]
fn two_windows_do_not_undo_each_others_settings() {
    let disk = disk_with(r#"{ "dark": false, "scale": 100 }"#);
    let (mut one, mut ours, _) = load(&disk);
    let (mut other, mut theirs, _) = load(&disk);
    theirs.scale = 150;
    theirs.remember(recent("/theirs.nianbao"));
    other.save(&disk, Path::new(FILE), &theirs).unwrap();
    ours.dark = true;
    ours.remember(recent("/ours.nianbao"));
    one.save(&disk, Path::new(FILE), &ours).unwrap();
    theirs.remember(recent("/third.nianbao"));
    other.save(&disk, Path::new(FILE), &theirs).unwrap();
    let (_, both, _) = load(&disk);
    assert_eq!((both.dark, both.scale), (true, 150));
    for path in ["/ours.nianbao", "/theirs.nianbao", "/third.nianbao"] {
        assert!(both.recent(Path::new(path)).is_some(), "{path}");
    }
}

/// Garbage is kept aside and told once; what was kept earlier stays.
#[test]
fn garbage_is_kept_aside_and_told_once() {
    let disk = SimulatedDisk::default();
    let large = format!("{{ \"notes\": \"{}\" }}", "x".repeat(2 << 20));
    let garbage = ["{ \"dark\": tr", "[]", "null", "\0\0\0\0", "{} {}", "\u{feff}dark = true", large.as_str()];
    for (round, text) in garbage.into_iter().enumerate() {
        disk.create(Path::new(FILE), text.as_bytes(), nianbao::storage::FileAccess::Usual).unwrap();
        let (mut file, mut settings, problem) = load(&disk);
        let name = if round == 0 { format!("{FILE}.bad") } else { format!("{FILE}.bad{}", round + 1) };
        let expected = SettingsProblem::KeptAside { path: FILE.into(), aside: name.clone().into() };
        assert_eq!((problem, &settings), (Some(expected), &Settings::default()), "{text:.20}");
        assert_eq!(load(&disk).2, None, "told once");
        settings.dark = true;
        assert_eq!(file.save(&disk, Path::new(FILE), &settings), Ok(None));
        assert_eq!(read(&disk)["dark"], true);
        disk.remove(Path::new(FILE)).unwrap();
    }
    for (round, text) in garbage.into_iter().enumerate() {
        let name = if round == 0 { format!("{FILE}.bad") } else { format!("{FILE}.bad{}", round + 1) };
        assert!(disk.files()[&PathBuf::from(name)] == text.as_bytes(), "{text:.20}");
    }
    // An empty file, which a full disk may leave, has nothing to keep.
    disk.create(Path::new(FILE), b" \n", nianbao::storage::FileAccess::Usual).unwrap();
    assert_eq!(load(&disk).2, None);
    // Garbage that comes while the window is open is kept aside before it is replaced.
    let (mut file, mut settings, _) = load(&disk);
    disk.remove(Path::new(FILE)).unwrap();
    disk.create(Path::new(FILE), b"garbage", nianbao::storage::FileAccess::Usual).unwrap();
    settings.dark = true;
    assert!(file.save(&disk, Path::new(FILE), &settings).unwrap().is_some());
    assert_eq!(read(&disk)["dark"], true);
    assert_eq!(disk.files()[&PathBuf::from(format!("{FILE}.bad8"))], b"garbage");
}

/// A byte order mark, as editors add, is no garbage; a folder in the file's place is told and stays.
#[test]
fn marks_and_folders() {
    let (_, settings, problem) = load(&disk_with("\u{feff}{ \"scale\": 150 }\r\n"));
    assert_eq!((settings.scale, problem), (150, None));
    let folder = crate::storage::folder("settings");
    let (mut file, mut settings, problem) = SettingsFile::load(&RealDisk, Some(&folder), SettingsPolicy::default());
    assert!(matches!(problem, Some(SettingsProblem::Unreadable(error)) if error.cause == StoreCause::IsFolder));
    settings.dark = true;
    assert_eq!(file.save(&RealDisk, &folder, &settings).unwrap_err().cause, StoreCause::IsFolder);
    assert!(folder.is_dir());
}

/// A file that may not be read is not lost when the settings are written.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = crate::storage::folder("unreadable");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    if !is_refused(&folder, "settings_file::a_file_that_may_not_be_read_is_kept") {
        return;
    }
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = folder.join("nianbao.json");
    std::fs::write(&path, "{ \"scale\": 150 }").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    let (mut file, mut settings, problem) = SettingsFile::load(&RealDisk, Some(&path), SettingsPolicy::default());
    assert!(matches!(problem, Some(SettingsProblem::Unreadable(_))), "{problem:?}");
    settings.dark = true;
    let told = file.save(&RealDisk, &path, &settings).unwrap();
    assert!(matches!(told, Some(SettingsProblem::KeptAside { .. })), "{told:?}");
    let aside = folder.join("nianbao.json.bad");
    std::fs::set_permissions(&aside, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "{ \"scale\": 150 }");
}

/// A path that is no Unicode keeps nothing else from being written.
#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_no_unicode_costs_nothing_else() {
    use std::os::unix::ffi::OsStringExt;
    let disk = SimulatedDisk::default();
    let (mut file, mut settings, _) = load(&disk);
    settings.dark = true;
    let path = PathBuf::from(std::ffi::OsString::from_vec(b"/\xB9\xAB.nianbao".to_vec()));
    settings.remember(RecentFile { path: path.clone(), ..recent("/") });
    settings.remember(recent("/b.nianbao"));
    for _ in 0..3 {
        file.save(&disk, Path::new(FILE), &settings).unwrap();
        settings.scale += 5;
    }
    let after = read(&disk);
    assert_eq!((&after["dark"], after["recent"].as_array().unwrap().len()), (&json!(true), 2));
}

/// Random files: whatever the fields have, the settings are within their limits, and a write changes nothing
/// but the field that was changed.
#[test]
fn whatever_a_file_says_a_write_changes_one_field() {
    for seed in 0..2_000 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut fields = Map::new();
        let names = ["language", "dark", "scale", "autosave", "folder", "preview", "review_mark", "approval_sheet"];
        let names = names.into_iter().chain(["fonts", "renderer", "glow_fails", "recent", "new", "字段", ""]);
        for name in names {
            if random.bool() {
                fields.insert(name.to_owned(), value(&mut random, 3));
            }
        }
        let before = Value::Object(fields);
        let disk = disk_with(&before.to_string());
        let (_, settings, problem) = load(&disk);
        assert_eq!(problem, None, "seed {seed}");
        assert!(Settings::SCALE.contains(&settings.scale) && settings.recent.len() <= 12, "seed {seed}");
        assert!(settings.recent.iter().all(|one| one.unit.chars().count() <= 200), "seed {seed}");
        let autosave = !settings.autosave;
        let after = changed(&disk, |settings| settings.autosave = autosave);
        for (name, value) in before.as_object().unwrap() {
            if name != "autosave" {
                assert_eq!(&after[name], value, "seed {seed}, {name}");
            }
        }
        assert_eq!(after["autosave"], autosave, "seed {seed}");
        let again = Settings { autosave, ..settings };
        assert_eq!(load(&disk).1, again, "seed {seed}: the next start has the same");
    }
}

/// A random value; within arrays and objects, so deep.
fn value(random: &mut fastrand::Rng, depth: u32) -> Value {
    match random.u32(..if depth == 0 { 7 } else { 10 }) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.i64(-500..500).into(),
        3 => json!(random.f64() * 1e9),
        4 => json!(["zh", "computer", "soft", "/草稿", "/a.nianbao", "2024"][random.usize(..6)]),
        5 => "局".repeat(random.usize(..500)).into(),
        6 => json!({ "path": format!("/{}.nianbao", random.u32(..5)), "unit": 3, "kind": "x", "pinned": 1 }),
        7 => (0..random.usize(..16)).map(|_| value(random, depth - 1)).collect(),
        8 => (0..random.usize(..16)).map(|number| json!({ "path": format!("/{number}.nianbao") })).collect(),
        _ => {
            let names = ["path", "unit", "year", "kind", "day", "errors", "last_year", "more"];
            let fields = names.into_iter().filter(|_| depth % 2 == 1);
            Value::Object(fields.map(|name| (name.to_owned(), value(random, depth - 1))).collect())
        }
    }
}

/// What is laid down: a language until the user chooses, packs and a size whatever he chooses; the rest is no setting
/// that can be laid down, or has no value that it could have.
fn policy() -> SettingsPolicy {
    let fields = json!({
        "defaults": { "language": "en", "autosave": true, "scale": "large", "recent": [{ "path": "/别人的.nianbao" }] },
        "locked": { "rule_packs": ["qinghe"], "scale": 125, "glow_fails": true, "tomorrow": 1 },
        "else": {},
    });
    SettingsPolicy::of_fields(fields.as_object().unwrap())
}

#[test]
fn what_is_laid_down_holds_and_is_not_written_as_the_users_choice() {
    let disk = disk_with(r#"{ "scale": 200, "autosave": false, "rule_packs": ["own"] }"#);
    let (mut file, settings, problem) = SettingsFile::load(&disk, Some(Path::new(FILE)), policy());
    assert_eq!(problem, None);
    assert_eq!(settings.language.as_deref(), Some("en"));
    assert_eq!((settings.scale, settings.autosave), (125, false), "locked; chosen by the user");
    assert_eq!(settings.rule_packs, ["qinghe"]);
    assert!(settings.recent.is_empty() && !settings.glow_fails);
    let locked = [SettingName::RulePacks, SettingName::Scale].map(|name| file.policy().locks(name));
    assert_eq!(locked, [true, true]);
    assert!(!file.policy().locks(SettingName::Language));

    let asked = Settings { scale: 100, dark: true, rule_packs: Vec::new(), ..settings };
    let chosen = file.policy().enforced(asked);
    assert_eq!((chosen.scale, chosen.dark), (125, true));
    assert_eq!(chosen.rule_packs, ["qinghe"]);
    file.save(&disk, Path::new(FILE), &chosen).unwrap();
    let written = read(&disk);
    assert_eq!(written["dark"], true);
    assert_eq!((&written["scale"], &written["rule_packs"]), (&200.into(), &json!(["own"])), "kept for later");
    assert_eq!(written.get("language"), None, "it was not chosen by the user");

    // Without the policy, the user's own choices hold again.
    let (_, settings, _) = load(&disk);
    assert_eq!((settings.scale, settings.language, settings.dark), (200, None, true));
}

#[test]
fn a_policy_that_is_none_holds_for_nothing() {
    let disk = disk_with("locked: everything");
    let (policy, problem) = SettingsFile::policy_at(&disk, Path::new(FILE));
    assert_eq!(policy, SettingsPolicy::default());
    assert_eq!(problem, Some(SettingsProblem::PolicyNotUnderstood(FILE.into())));
    assert_eq!(disk.read(Path::new(FILE), u64::MAX).unwrap(), b"locked: everything", "the administrator's file stays");
    let (policy, problem) = SettingsFile::policy_at(&disk, Path::new("/年报/没有.json"));
    assert_eq!((policy, problem), (SettingsPolicy::default(), None));
}
