//! Who may read what the program writes: recovery files and versions nobody else, a draft whoever could
//! before, at no moment more.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nianbao::report::Report;
use nianbao::session::user_folders::{self, UserFolders};
use nianbao::session::{DraftEvent, Overwrite, leftovers};
use nianbao::storage::{self, Disk as _, RealDisk};
use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::{NOW, Setup, folder, places, report};
use crate::skip::{skip, skip_part};

const ACCESS_LIST: &str = "system.posix_acl_access";
const DEFAULT_LIST: &str = "system.posix_acl_default";

/// A list of access: owner, a user, group, mask and the others, as the kernel keeps it.
fn access_list(owner: u16, (user, may): (u32, u16), group: u16, mask: u16, others: u16) -> Vec<u8> {
    let nobody = u32::MAX;
    let entries = [(1, owner, nobody), (2, may, user), (4, group, nobody), (16, mask, nobody), (32, others, nobody)];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, may, who) in entries {
        bytes.extend(u16::to_le_bytes(tag));
        bytes.extend(may.to_le_bytes());
        bytes.extend(u32::to_le_bytes(who));
    }
    bytes
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn attribute(path: &Path, name: &str) -> Option<Vec<u8>> {
    let mut value = vec![0; 1_000];
    let length = getxattr(path, name, &mut value).ok()?;
    value.truncate(length);
    Some(value)
}

/// Every file and folder below `root`, with it.
fn everything(root: &Path) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(everything(&path)) } else { found.push(path) }
    }
    found
}

/// A report whose draft takes a moment to write.
fn long_report() -> Report {
    let mut report = report();
    // A field of a newer program, of which a draft may have as many bytes as it has.
    report.extra.insert("long".into(), "长".repeat(3_000_000).into());
    report
}

/// Types until there is a recovery file, and saves twice.
fn work(setup: &Setup, draft: &Path) {
    let mut program = setup.open("1", draft).unwrap();
    program.save(draft, Overwrite::Own).unwrap();
    program.typed_frame(0, 2);
    program.typed_frame(2_000, 1);
    program.save(draft, Overwrite::Own).unwrap();
    program.typed_frame(4_000, 1);
    program.typed_frame(6_000, 1);
}

#[test]
fn recovery_files_and_versions_are_nobody_elses() {
    let root = folder("private");
    let (draft, _) = places(&root);
    // Two folders below one that is not there yet.
    let base = root.join("settings/nianbao");
    let folders = nianbao::session::DataFolders { recovery: base.join("recovery"), backups: base.join("versions") };
    storage::save(&RealDisk, &draft, &report()).unwrap();
    set_mode(&draft, 0o644);
    work(&Setup::real(&folders), &draft);
    let written = everything(&base);
    assert!(written.len() >= 5, "{written:?}");
    for path in written {
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), wanted, "{}", path.display());
    }
    assert_eq!(mode(&root.join("settings")), 0o700);
    assert_eq!(mode(&draft), 0o644, "the draft keeps its own");
}

/// What earlier versions left open is closed at the next start: what the program wrote, and nothing else.
#[test]
fn what_was_left_open_is_closed_at_the_start() {
    let root = folder("tightened");
    let (draft, folders) = places(&root);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    work(&Setup::real(&folders), &draft);
    let notes = folders.recovery.join("notes.txt");
    let outside = root.join("outside");
    fs::write(&notes, "").unwrap();
    fs::write(&outside, "").unwrap();
    fs::write(folders.backups.join(".x.nianbao.part"), "").unwrap();
    symlink(&outside, folders.backups.join("link.nianbao")).unwrap();
    let open = |path: &Path| if path.is_dir() { 0o755 } else { 0o644 };
    let all: Vec<PathBuf> = [&folders.recovery, &folders.backups].into_iter().flat_map(|one| everything(one)).collect();
    all.iter().chain([&outside]).for_each(|path| set_mode(path, open(path)));
    leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), NOW);
    for path in all.iter().filter(|path| path.exists() && !path.is_symlink() && **path != notes) {
        assert_eq!(mode(path), open(path) & 0o700, "{}", path.display());
    }
    assert_eq!((mode(&notes), mode(&outside)), (0o644, 0o644));

    // And by whoever writes into them, where no start was.
    set_mode(&folders.backups, 0o755);
    set_mode(&folders.recovery, 0o755);
    work(&Setup::real(&folders), &draft);
    assert_eq!((mode(&folders.backups), mode(&folders.recovery)), (0o700, 0o700));
}

/// While a draft, a recovery file and a version are being written nobody else may read what they are written
/// to: looked at over and over while long ones are saved.
#[test]
fn a_partial_file_is_never_more_open_than_what_it_becomes() {
    for wanted in [0o600, 0o640] {
        let root = folder(&format!("private_parts_{wanted:o}"));
        let (draft, folders) = places(&root);
        storage::save(&RealDisk, &draft, &report()).unwrap();
        set_mode(&draft, wanted);
        let done = AtomicBool::new(false);
        let seen = std::thread::scope(|scope| {
            let watcher = scope.spawn(|| {
                let mut seen = Vec::new();
                while !done.load(Ordering::SeqCst) {
                    for folder in [&root, &folders.recovery, &folders.backups] {
                        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                        let parts = entries.filter(|entry| entry.file_name().to_string_lossy().contains(".part"));
                        for part in parts {
                            if let Ok(metadata) = part.metadata() {
                                seen.push((part.file_name(), metadata.len(), metadata.mode() & 0o777));
                            }
                        }
                    }
                }
                seen
            });
            for _ in 0..4 {
                storage::save(&RealDisk, &draft, &long_report()).unwrap();
                storage::back_up(&RealDisk, &folders.backups, &draft, NOW).unwrap();
                fs::remove_dir_all(&folders.backups).unwrap();
            }
            done.store(true, Ordering::SeqCst);
            watcher.join().unwrap()
        });
        let of = |version: bool| seen.iter().filter(move |(name, ..)| name.to_string_lossy().contains("-") == version);
        assert!(of(true).count() > 3 && of(false).count() > 3, "{} seen", seen.len());
        assert!(of(true).all(|(_, _, mode)| *mode == 0o600), "{seen:?}");
        // Before it has anything in it, it may be closed more.
        assert!(of(false).all(|(_, length, mode)| *mode == wanted || (*length == 0 && mode & !wanted == 0)));
        assert_eq!(mode(&draft), wanted);
    }
}

#[test]
fn a_saved_draft_keeps_its_mode_attributes_and_lists_of_access() {
    let root = folder("kept_access");
    let (draft, folders) = places(&root);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    if setxattr(&draft, "user.origin", b"\x00\xff", XattrFlags::empty()).is_err() {
        return skip("this disk has no extended attributes");
    }
    setxattr(&draft, "user.long", &[7; 3_000], XattrFlags::empty()).unwrap_or_else(|_| skip_part("no room for more"));
    for wanted in [0o600, 0o640, 0o664, 0o666, 0o200, 0o755] {
        set_mode(&draft, wanted);
        storage::save(&RealDisk, &draft, &report()).unwrap();
        assert_eq!(mode(&draft), wanted);
        assert_eq!(attribute(&draft, "user.origin").as_deref(), Some(&b"\x00\xff"[..]));
    }
    let list = access_list(6, (4_321, 6), 4, 6, 0);
    if setxattr(&draft, ACCESS_LIST, &list, XattrFlags::empty()).is_err() {
        return skip_part("this disk has no lists of access");
    }
    set_mode(&draft, 0o660);
    work(&Setup::real(&folders), &draft);
    assert_eq!(attribute(&draft, ACCESS_LIST), Some(list));
    assert_eq!(mode(&draft), 0o660);
}

/// A folder that lets a user into every new file does not let her into a draft that she could not read, nor
/// into recovery files.
#[test]
fn lists_of_a_folder_open_no_draft() {
    let root = folder("default_list");
    let (draft, folders) = places(&root);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    set_mode(&draft, 0o640);
    fs::create_dir(&folders.recovery).unwrap();
    let list = access_list(7, (4_321, 7), 7, 7, 7);
    if setxattr(&root, DEFAULT_LIST, &list, XattrFlags::empty()).is_err() {
        return skip("this disk has no lists of access");
    }
    setxattr(&folders.recovery, DEFAULT_LIST, &list, XattrFlags::empty()).unwrap();
    work(&Setup::real(&folders), &draft);
    assert_eq!((attribute(&draft, ACCESS_LIST), mode(&draft)), (None, 0o640));
    for file in everything(&folders.recovery).into_iter().chain(everything(&folders.backups)) {
        // The mask, which the mode shows in place of the group, lets nobody of the list in.
        assert_eq!(mode(&file) & 0o077, 0, "{}", file.display());
    }
}

/// Two users: what root saves in the folder of another stays that other's, and what another saves that cannot
/// stay root's, is saved all the same and opened to no new group.
#[test]
fn owner_and_group_are_kept_where_that_is_permitted() {
    const OTHER: u32 = 43_210;
    const SHARED: u32 = 43_211;
    let root = folder("two_users");
    let (draft, folders) = places(&root);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    if chown(&draft, Some(OTHER), Some(SHARED)).is_err() {
        return skip("only root can give files away");
    }
    let owners = |path: &Path| fs::metadata(path).map(|it| (it.uid(), it.gid(), it.mode() & 0o777)).unwrap();
    set_mode(&draft, 0o640);
    work(&Setup::real(&folders), &draft);
    assert_eq!(owners(&draft), (OTHER, SHARED, 0o640), "root gives it back");
    assert_eq!(owners(&folders.recovery), (0, 0, 0o700));

    // As another user, in groups of hers, in a folder that she may write into.
    set_mode(&root, 0o777);
    let run = |groups: &str, name: &str| {
        let path = root.join(name);
        storage::save(&RealDisk, &path, &report()).unwrap();
        chown(&path, Some(0), Some(SHARED)).unwrap();
        set_mode(&path, 0o664);
        let child = std::process::Command::new("setpriv")
            .args(["--reuid=43210", "--regid=43212", groups, "--inh-caps=-all", "--bounding-set=-all"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "storage::file_access::the_other_user_saves", "--ignored", "--nocapture"])
            .env(SAVES, &path)
            .output();
        let output = child.ok()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        Some(owners(&path))
    };
    let Some(member) = run("--groups=43211", "乙.nianbao") else {
        return skip_part("setpriv (util-linux) is not installed");
    };
    assert_eq!(member, (OTHER, SHARED, 0o664), "a member keeps the group");
    let stranger = run("--clear-groups", "丙.nianbao").unwrap();
    assert_eq!(stranger, (OTHER, 43_212, 0o644), "her own group may no more than the others");
    // Nothing but locks that are gone.
    assert!(everything(&root).iter().all(|path| !path.to_string_lossy().contains(".part")));
}

/// Names the draft that the other user saves.
const SAVES: &str = "NIANBAO_TEST_SAVES";

#[test]
#[ignore = "a child process of owner_and_group_are_kept_where_that_is_permitted"]
fn the_other_user_saves() {
    let draft = PathBuf::from(std::env::var_os(SAVES).expect("the draft"));
    let mut newer = report();
    newer.year = 2025;
    storage::save(&RealDisk, &draft, &newer).unwrap();
    assert_eq!(storage::load(&RealDisk, &draft).unwrap(), newer);
    // She may lock it, and another's lock that she may not write to is in nobody's way.
    let lock = storage::DraftLock::take(&RealDisk, &draft, "她").unwrap();
    assert!(lock.is_held());
}

/// A saved file is a new one: whoever has it under another name is told, once.
#[test]
fn hard_links_are_told() {
    let root = folder("hard_links");
    let (draft, folders) = places(&root);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let other = root.join("别名.nianbao");
    fs::hard_link(&draft, &other).unwrap();
    fs::hard_link(&draft, root.join("又名.nianbao")).unwrap();
    let mut program = Setup::real(&folders).open("1", &draft).unwrap();
    let mut told = Vec::new();
    for _ in 0..2 {
        program.type_on(Duration::ZERO, 1);
        let mut events = program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, NOW);
        events.extend(program.draft.finish(&mut program.session, NOW));
        told.extend(events.into_iter().filter_map(|event| match event {
            DraftEvent::Saved { other_names, .. } => Some(other_names),
            _ => None,
        }));
    }
    assert_eq!(told, [2, 0]);
    assert_eq!(storage::load(&RealDisk, &other).unwrap(), report(), "the other name has the former version");
}

/// Another program may make the usual folder later: what was begun before it was there is still found.
#[test]
fn what_was_begun_in_the_home_itself_is_still_found() {
    let cases: [(&[&str], &str); 4] = [
        (&[], "/家/.nianbao.json"),
        (&["/家/.config"], "/家/.config/nianbao.json"),
        (&["/家/.config", "/家/.nianbao"], "/家/.nianbao.json"),
        (&["/家/.config", "/家/.nianbao", "/家/.config/nianbao"], "/家/.config/nianbao.json"),
    ];
    for (there, wanted) in cases {
        let home = |name: &str| (name == "HOME").then(|| "/家".into());
        let found = user_folders::settings_file(home, |folder| there.iter().any(|own| Path::new(own) == folder));
        assert_eq!(found, Some(PathBuf::from(wanted)), "{there:?}");
    }
}

/// Where there is no home, nothing is kept in a place that others can find out.
#[test]
fn without_a_home_a_folder_of_this_run_is_used() {
    let home = |variables: &'static [(&str, &str)]| {
        let variable = move |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into());
        user_folders::settings_file(variable, |folder| folder.starts_with("/家"))
    };
    type Variables = &'static [(&'static str, &'static str)];
    let cases: [(Variables, Option<&str>); 10] = [
        (&[], None),
        (&[("HOME", "")], None),
        (&[("HOME", ""), ("XDG_CONFIG_HOME", "")], None),
        (&[("HOME", "家")], None),
        (&[("HOME", ".")], None),
        (&[("XDG_CONFIG_HOME", "设置")], None),
        (&[("HOME", "/家")], Some("/家/.config/nianbao.json")),
        (&[("HOME", "/无")], Some("/无/.nianbao.json")),
        (&[("HOME", "家"), ("XDG_CONFIG_HOME", "/家/设置")], Some("/家/设置/nianbao.json")),
        (&[("NIANBAO_SETTINGS", "x.json")], Some("x.json")),
    ];
    for (variables, wanted) in cases {
        assert_eq!(home(variables), wanted.map(PathBuf::from), "{variables:?}");
    }

    let temporary = folder("temporary");
    let (one, other) = (UserFolders::new(None, &temporary), UserFolders::new(None, &temporary));
    let base = one.of_this_run.clone().unwrap();
    assert_ne!(one, other, "each run has its own");
    assert!(
        base.starts_with(&temporary) && one.data.recovery.starts_with(&base) && one.data.backups.starts_with(&base)
    );
    assert!(!base.exists(), "it is created when it is needed");
    let draft = temporary.join("甲.nianbao");
    storage::save(&RealDisk, &draft, &report()).unwrap();
    work(&Setup::real(&one.data), &draft);
    for path in everything(&base) {
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
    let settled = UserFolders::new(Some(Path::new("/家/.config/nianbao.json")), &temporary);
    assert_eq!(settled.of_this_run, None);
    assert_eq!(settled.data.recovery, Path::new("/家/.config/nianbao/recovery"));
    assert!(RealDisk.remove_empty_folder(&base).is_err(), "what has something in it stays");
}
