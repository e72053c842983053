//! Links among the units' reports are not followed and never passed over in silence, by the roll-up and by the check
//! of a folder.

use std::path::Path;

use super::rollup::{draft, json_of};
use super::{complete, folder, run};

/// A folder with two reports, and links to a third, to a folder, and to nothing.
#[cfg(unix)]
fn linked(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    complete(&here);
    for (file, unit) in [("报/甲", "青禾县水务局"), ("报/乙", "青禾县林业局"), ("别处/丙", "青禾县教育局")]
    {
        draft(&here, &format!("{file}.nianbao"), unit, "department", |_| ());
    }
    let link =
        |to: &str, at: &str| std::os::unix::fs::symlink(Path::new("..").join(to), here.join("报").join(at)).unwrap();
    link("别处/丙.nianbao", "丙.nianbao");
    link("别处", "乡镇");
    link("没有/丁.nianbao", "丁.nianbao");
    link("别处/丙.nianbao", ".隐藏.nianbao");
    here
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_named_and_not_followed() {
    let here = linked("rollup-links");
    let told = run(&here, &["rollup", "报"]);
    assert_eq!(told.status, 2, "{}", told.out);
    let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
    let words = |one: &serde_json::Value, field: &str| one[field].as_str().unwrap().to_owned();
    let failed: Vec<_> =
        all["failed"].as_array().unwrap().iter().map(|one| (words(one, "file"), words(one, "failure"))).collect();
    let expected =
        [("丁.nianbao", "指向的文件不存在"), ("丙.nianbao", "指向别处文件的链接"), ("乡镇", "指向别处文件夹的链接")];
    assert_eq!(failed.len(), expected.len(), "{failed:?}");
    for ((file, words), (own, failure)) in expected.into_iter().zip(&failed) {
        assert!(own == file && failure.contains(words), "{file}: {failed:?}");
        assert!(told.out.contains(words), "{}", told.out);
    }
    assert_eq!(all["files"].as_array().unwrap().len(), 2, "{all}");
    // The list of units may be a link in the folder, and so may the sum that is to be written.
    std::fs::write(here.join("名单.txt"), "青禾县水务局\n").unwrap();
    std::os::unix::fs::symlink("../名单.txt", here.join("报/名单.txt")).unwrap();
    let all = json_of(&run(&here, &["rollup", "报", "--units", "报/名单.txt", "--format", "json"]));
    assert_eq!(all["failed"].as_array().unwrap().len(), 3, "{all}");
}

#[cfg(unix)]
#[test]
fn the_check_of_a_folder_names_links_too() {
    let here = linked("check-links");
    let told = run(&here, &["check", "报"]);
    assert_eq!(told.status, 2, "{}", told.out);
    assert!(told.out.contains("指向的文件不存在") && told.out.contains("指向别处文件的链接"), "{}", told.out);
    assert!(!told.out.contains("教育局"), "{}", told.out);
    let all: serde_json::Value = serde_json::from_str(&run(&here, &["check", "报", "--format", "json"]).out).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 5, "{all}");
}

/// What a unit sends in the place of its report where it drags an icon of the desktop into the mail.
#[test]
fn a_shortcut_of_windows_is_named() {
    let here = folder("rollup-shortcut");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |_| ());
    std::fs::write(here.join("报/年报.docx.LNK"), b"L\0\0\0\x01\x14\x02\0").unwrap();
    let told = run(&here, &["rollup", "报"]);
    assert!(told.status == 2 && told.out.contains("“年报.docx.LNK”是快捷方式"), "{}", told.out);
}
