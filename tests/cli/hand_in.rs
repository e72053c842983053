//! `package` and `verify`: what is handed in is whole, and whatever is signed can be told from whatever
//! was changed afterwards.

use std::io::{Read, Write as _};
use std::path::Path;
use std::process::Command;

use super::{DRAFT, complete, folder, run, run_in};

/// Changes one value of the draft's file.
fn edit(here: &Path, change: impl FnOnce(&mut serde_json::Value)) {
    let path = here.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut draft);
    std::fs::write(&path, draft.to_string()).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// The short code after 校验码.
fn code(text: &str) -> String {
    text.split("校验码").nth(1).unwrap().trim_start_matches(['：', ' ']).chars().take(19).collect()
}

#[test]
fn a_print_is_told_from_a_draft_that_was_changed() {
    let here = folder("verify");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "--approval-sheet", "-o", "签.pdf"]).status, 0);
    for files in [["签.pdf", DRAFT], [DRAFT, "签.pdf"]] {
        for (language, word) in [("zh", "一致"), ("en", "The same")] {
            let same = run_in(language, &here, &["verify", files[0], files[1]]);
            assert_eq!(same.status, 0, "{}{}", same.out, same.err);
            assert!(same.out.starts_with(word), "{}", same.out);
        }
    }
    let alone = run(&here, &["verify", "签.pdf"]);
    assert_eq!((alone.status, code(&alone.out)), (0, code(&run(&here, &["info", DRAFT]).out)));
    // What is not published changes nothing.
    edit(&here, |draft| draft["rule_packs"] = serde_json::json!(["wuwei-2025"]));
    assert_eq!(run(&here, &["verify", "签.pdf", DRAFT]).status, 0);
    // Whatever is published does.
    let changes: [fn(&mut serde_json::Value); 5] = [
        |draft| draft["numbers"]["received"]["natural_person"] = 13.into(),
        |draft| draft["sections"]["others"][0]["text"] = "没有收取信息处理费！".into(),
        |draft| draft["year"] = 2025.into(),
        |draft| draft["unit"]["name"] = "青禾县水利局".into(),
        |draft| draft["signature"] = serde_json::json!({ "unit": "青禾县水务局", "date": "2025-01-10" }),
    ];
    let before = std::fs::read(here.join(DRAFT)).unwrap();
    for change in changes {
        edit(&here, change);
        let other = run(&here, &["verify", "签.pdf", DRAFT]);
        assert_eq!(other.status, 1, "{}{}", other.out, other.err);
        assert!(other.out.starts_with("不一致"), "{}", other.out);
        std::fs::write(here.join(DRAFT), &before).unwrap();
    }
}

#[test]
fn what_bears_no_code_is_said_to() {
    let here = folder("no code");
    complete(&here);
    std::fs::write(here.join("别的.pdf"), b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n").unwrap();
    // One of ours is no other file where its end is missing, wherever that begins.
    assert_eq!(run(&here, &["export", DRAFT, "-o", "签.pdf"]).status, 0);
    let whole = std::fs::read(here.join("签.pdf")).unwrap();
    for (name, length) in [("截一.pdf", whole.len() - 10), ("截二.pdf", whole.len() / 2), ("截三.pdf", 20)] {
        std::fs::write(here.join(name), &whole[..length]).unwrap();
        let said = run(&here, &["verify", name, DRAFT]);
        assert!(said.status == 2 && said.err.contains("后面缺了一截"), "{name}: {}{}", said.out, said.err);
    }
    std::fs::write(here.join("别的.zip"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
    std::fs::create_dir(here.join("夹")).unwrap();
    for (file, word) in [("别的.pdf", "没有校验码"), ("别的.zip", "报送包"), ("夹", "报送包"), ("无.pdf", "无.pdf")]
    {
        let said = run(&here, &["verify", file, DRAFT]);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{file}");
        assert!(said.err.contains(word), "{file}: {}", said.err);
    }
}

#[test]
fn a_package_is_compared_with_its_manifest() {
    let here = folder("package");
    complete(&here);
    let made = run(&here, &["package", DRAFT, "-o", "报送.zip"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let again = std::fs::read(here.join("报送.zip")).unwrap();
    assert_eq!(run(&here, &["package", DRAFT, "-o", "报送.zip"]).status, 0);
    assert!(std::fs::read(here.join("报送.zip")).unwrap() == again, "the same bytes every time");
    let whole = run(&here, &["verify", "报送.zip", DRAFT]);
    assert_eq!(whole.status, 0, "{}{}", whole.out, whole.err);
    assert!(whole.out.contains("6 个文件") && whole.out.contains("一致"), "{}", whole.out);
    edit(&here, |draft| draft["sections"]["others"][0]["text"] = "没有收取。".into());
    assert_eq!(run(&here, &["verify", "报送.zip", DRAFT]).status, 1);

    // As a folder, which other programs check as well.
    assert_eq!(run(&here, &["package", DRAFT, "-o", "报送"]).status, 0);
    let package = here.join("报送");
    assert_eq!(names(&package).len(), 8, "{:?}", names(&package));
    let sums = Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(&package).output().unwrap();
    assert!(sums.status.success(), "{sums:?}");
    assert_eq!(run(&here, &["verify", "报送"]).status, 0);
    // What systems put there is nothing of it, and a folder that is compressed lies in the archive as one.
    for name in ["Thumbs.db", "desktop.ini", ".DS_Store"] {
        std::fs::write(package.join(name), "").unwrap();
    }
    assert_eq!(run(&here, &["verify", "报送"]).status, 0);
    let mut writer = zip::ZipWriter::new(std::fs::File::create(here.join("压缩.zip")).unwrap());
    for name in names(&package) {
        writer.start_file(format!("报送/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, &std::fs::read(package.join(&name)).unwrap()).unwrap();
    }
    writer.finish().unwrap();
    let whole = run(&here, &["verify", "压缩.zip"]);
    assert_eq!(whole.status, 0, "{}{}", whole.out, whole.err);
    assert_eq!(run(&here, &["package", DRAFT, "-o", "报送"]).status, 0, "they stop no new package");
    for name in ["Thumbs.db", "desktop.ini", ".DS_Store"] {
        std::fs::remove_file(package.join(name)).unwrap();
    }
    let csv = names(&package).into_iter().find(|name| name.ends_with(".csv")).unwrap();
    let bytes = std::fs::read(package.join(&csv)).unwrap();
    let sums = std::fs::read(package.join("SHA256SUMS")).unwrap();
    let faults: [(&dyn Fn(), &str); 5] = [
        (&|| std::fs::write(package.join("SHA256SUMS"), b"0  a").unwrap(), "被改过：SHA256SUMS"),
        (&|| std::fs::remove_file(package.join("SHA256SUMS")).unwrap(), "缺少：SHA256SUMS"),
        (&|| std::fs::write(package.join(&csv), b"0,0").unwrap(), "被改过"),
        (&|| std::fs::remove_file(package.join(&csv)).unwrap(), "缺少"),
        (&|| std::fs::write(package.join("另外.txt"), b"x").unwrap(), "清单里没有：另外.txt"),
    ];
    for (fault, word) in faults {
        fault();
        let said = run(&here, &["verify", "报送"]);
        assert_eq!(said.status, 1, "{word}: {}", said.err);
        assert!(said.out.contains(word), "{word}: {}", said.out);
        std::fs::write(package.join(&csv), &bytes).unwrap();
        std::fs::write(package.join("SHA256SUMS"), &sums).unwrap();
    }
    // A file that has the folder's name is left alone.
    std::fs::write(here.join("占位"), "x").unwrap();
    for all in [&["package", DRAFT, "-o", "占位"][..], &["export", DRAFT, "--all", "占位", "--force"]] {
        let said = run(&here, all);
        assert!(said.status == 2 && said.err.contains("是文件，不是文件夹"), "{}", said.err);
        assert_eq!(std::fs::read(here.join("占位")).unwrap(), b"x");
    }
    // With the foreign file in it, it is no package of ours to replace.
    let before = names(&package);
    let refused = run(&here, &["package", DRAFT, "-o", "报送"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert_eq!(names(&package), before);
    // Without, it is; a file that has another name now does not stay.
    std::fs::remove_file(package.join("另外.txt")).unwrap();
    edit(&here, |draft| draft["title"] = "青禾县水务局2024年度政府信息公开工作报告".into());
    assert_eq!(run(&here, &["package", DRAFT, "-o", "报送"]).status, 0);
    assert_eq!((names(&package).len(), run(&here, &["verify", "报送", DRAFT]).status), (8, 0));
}

/// A package with as many pictures as a report may have is larger than any file that is imported.
#[test]
fn a_large_package_is_verified() {
    let here = folder("package large");
    complete(&here);
    assert_eq!(run(&here, &["package", DRAFT, "-o", "报送"]).status, 0);
    let package = here.join("报送");
    let name = names(&package).into_iter().find(|name| name.ends_with("报告.pdf") && !name.contains("校核")).unwrap();
    let former = sha256(&std::fs::read(package.join(&name)).unwrap());
    let mut large = std::fs::read(package.join(&name)).unwrap();
    large.resize(80 << 20, b'\n');
    std::fs::write(package.join(&name), &large).unwrap();
    assert_eq!(run(&here, &["verify", "报送"]).status, 1, "it was changed");
    let manifest = std::fs::read_to_string(package.join("manifest.json")).unwrap();
    std::fs::write(package.join("manifest.json"), manifest.replace(&former, &sha256(&large))).unwrap();
    let said = run(&here, &["verify", "报送"]);
    assert!(said.status == 1 && said.out.contains("被改过：SHA256SUMS"), "the lists differ: {}", said.out);
    let sums = std::fs::read_to_string(package.join("SHA256SUMS")).unwrap();
    std::fs::write(package.join("SHA256SUMS"), sums.replace(&former, &sha256(&large))).unwrap();
    let said = run(&here, &["verify", "报送"]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    // As one file it is added up as well.
    std::fs::create_dir(here.join("收")).unwrap();
    let archive = here.join("收").join("报送包.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    for name in names(&package) {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name.as_str(), stored).unwrap();
        writer.write_all(&std::fs::read(package.join(&name)).unwrap()).unwrap();
    }
    writer.finish().unwrap();
    assert!(std::fs::metadata(&archive).unwrap().len() > 80 << 20);
    let said = run(&here, &["verify", "收/报送包.zip"]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let ran = run(&here, &["rollup", "收", "--unit", "青禾县人民政府", "--format", "json"]);
    let sum: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(sum["files"][0]["standing"], "counted", "{}", ran.out);
    // A byte that was changed in it is seen.
    let mut bytes = std::fs::read(&archive).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&archive, &bytes).unwrap();
    assert_ne!(run(&here, &["verify", "收/报送包.zip"]).status, 0);
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A report with errors is marked in the package and in its manifest; a final one is refused.
#[test]
fn a_package_of_a_report_that_is_not_ready_says_so() {
    let here = folder("package not ready");
    complete(&here);
    edit(&here, |draft| draft["numbers"]["received"]["natural_person"] = 99.into());
    let refused = run(&here, &["package", DRAFT, "--final", "-o", "报送.zip"]);
    assert_eq!((refused.status, here.join("报送.zip").exists()), (1, false));
    let made = run(&here, &["package", DRAFT, "-o", "报送.zip"]);
    assert!(made.status == 0 && made.err.contains("不能定稿"), "{}", made.err);
    let said = run(&here, &["verify", "报送.zip"]);
    assert!(said.status == 0 && said.out.contains("送审稿"), "{}", said.out);
    let file = std::fs::File::open(here.join("报送.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut manifest = String::new();
    archive.by_name("manifest.json").unwrap().read_to_string(&mut manifest).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!((manifest["ready"].as_bool(), manifest["year"].as_u64()), (Some(false), Some(2024)));
    assert!(manifest["errors"].as_u64().unwrap() > 0);
}

/// The office above puts packages into its folder as they came, unpacked or not: each is one report.
#[test]
fn packages_are_added_up_as_they_came() {
    let here = folder("package rollup");
    complete(&here);
    std::fs::create_dir(here.join("收")).unwrap();
    assert_eq!(run(&here, &["package", DRAFT, "-o", "收/水务局"]).status, 0);
    edit(&here, |draft| draft["unit"]["name"] = "青禾县林业局".into());
    assert_eq!(run(&here, &["package", DRAFT, "-o", "收/林业局.zip"]).status, 0);
    let sum = |count: &str| {
        let ran = run(&here, &["rollup", "收", "--unit", "青禾县人民政府", "--format", "json"]);
        let sum: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let files = sum["files"].as_array().unwrap();
        let counted = files.iter().filter(|file| file["standing"] == "counted").count();
        assert_eq!((counted, files.len(), sum["failed"].as_array().unwrap().len()), (2, 2, 0), "{}", ran.out);
        assert!(ran.out.contains(count), "{}", ran.out);
    };
    sum("24");
}
