//! What other people wrote into an export, with Word, a spreadsheet or a PDF program, is nowhere else: no later output
//! takes its place without `--force`, while what nobody touched is replaced at once. What was written into a text, a page,
//! a table or a picture, which bear no seal, is kept among the former versions, and so is all that force replaces.

use std::io::{Read as _, Write as _};
use std::path::Path;

use super::{DRAFT, complete, folder, home, run, run_in};

/// What lies among the former versions of whoever runs commands in `folder` and is no draft, by its ending.
fn kept(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(home(folder).join(".nianbao/versions")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let others = paths.filter(|path| path.extension().is_some_and(|ending| ending != "nianbao"));
    others.map(|path| (ending(&path).to_owned(), std::fs::read(&path).unwrap())).collect()
}

fn ending(path: &Path) -> &str {
    path.extension().unwrap().to_str().unwrap()
}

/// Saves the package as another program does: these parts say so, all others stay.
fn save_elsewhere(path: &Path, parts: &[(&str, &str, &str)]) {
    let bytes = std::fs::read(path).unwrap();
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        for (_, from, to) in parts.iter().filter(|(own, ..)| *own == name) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{name}: {text}");
            bytes = text.replace(from, to).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap();
}

/// Adds to a PDF as programs do that keep what was there: a comment, a signature.
fn add_to_pdf(path: &Path) {
    let mut file = std::fs::File::options().append(true).open(path).unwrap();
    file.write_all(b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n").unwrap();
}

/// Puts a part into a package, the others as they were.
fn add_part(path: &Path, name: &str, bytes: &[u8]) {
    let file = std::fs::File::options().read(true).write(true).open(path).unwrap();
    let mut package = zip::ZipWriter::new_append(file).unwrap();
    package.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    package.write_all(bytes).unwrap();
    package.finish().unwrap();
}

/// Reads a PDF and writes it as a file of its own: the metadata of the catalogue still name this program.
fn write_pdf_anew(path: &Path) {
    let mut document = lopdf::Document::load(path).unwrap();
    let producer = lopdf::dictionary! { "Producer" => lopdf::Object::string_literal("another") };
    let producer = document.add_object(producer);
    document.trailer.set("Info", producer);
    document.save(path).unwrap();
}

#[test]
fn no_output_replaces_what_another_program_saved() {
    let here = folder("edited-outputs");
    complete(&here);
    let word = |path: &Path| {
        let by = [("docProps/app.xml", "<Application>nianbao<", "<Application>Microsoft Office Word<")];
        save_elsewhere(path, &by);
    };
    let excel = |path: &Path| {
        let day = "2000-01-01T00:00:00Z</dcterms:modified>";
        save_elsewhere(path, &[("docProps/core.xml", day, "2025-01-09T08:00:00Z</dcterms:modified>")]);
    };
    let seal = |path: &Path| {
        let end = "</ofd:DocBody>";
        save_elsewhere(path, &[("OFD.xml", end, "<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures></ofd:DocBody>")]);
    };
    // Programs that keep the properties as they were, or only put a part in.
    let words = |path: &Path| save_elsewhere(path, &[("word/document.xml", "</w:body>", "<w:p/></w:body>")]);
    let numbers = |path: &Path| save_elsewhere(path, &[("xl/styles.xml", "</styleSheet>", " </styleSheet>")]);
    let sign = |path: &Path| add_part(path, "Doc_0/Signs/Signatures.xml", b"<Signatures/>");
    let of_office_97 = |path: &Path| std::fs::write(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").unwrap();
    type Edit<'a> = &'a dyn Fn(&Path);
    let cases: [(&[&str], &str, Edit<'_>); 13] = [
        (&["export", DRAFT, "-o"], "报.docx", &word),
        (&["export", DRAFT, "-o"], "报二.docx", &of_office_97),
        (&["export", DRAFT, "-o"], "报.xlsx", &excel),
        (&["export", DRAFT, "-o"], "报.pdf", &add_to_pdf),
        (&["export", DRAFT, "-o"], "报.ofd", &seal),
        (&["check", DRAFT, "-o"], "校核.pdf", &add_to_pdf),
        (&["rollup", "各单位", "-o"], "和.xlsx", &excel),
        (&["rollup", "各单位", "--charts"], "图.docx", &word),
        (&["export", DRAFT, "-o"], "报三.docx", &words),
        (&["rollup", "各单位", "-o"], "和二.xlsx", &numbers),
        (&["export", DRAFT, "-o"], "报三.ofd", &sign),
        (&["export", DRAFT, "-o"], "报三.pdf", &write_pdf_anew),
        (&["rollup", "各单位", "--charts"], "图二.docx", &words),
    ];
    std::fs::create_dir(here.join("各单位")).unwrap();
    std::fs::copy(here.join(DRAFT), here.join("各单位/甲.nianbao")).unwrap();
    for (command, file, edit) in cases {
        let arguments = [command, &[file]].concat();
        for _ in 0..2 {
            let ran = run(&here, &arguments);
            assert!(ran.status < 2, "{file}: an untouched one is replaced at once: {}", ran.err);
        }
        let path = here.join(file);
        edit(&path);
        let edited = std::fs::read(&path).unwrap();
        for (language, words) in [("zh", "可能有别人的修改和批注"), ("en", "somebody's changes and comments")]
        {
            let ran = run_in(language, &here, &arguments);
            assert!(ran.status == 2 && ran.err.contains(words), "{file}: {} {}", ran.status, ran.err);
            assert!(std::fs::read(&path).unwrap() == edited, "{file}");
        }
        let forced = run(&here, &[&arguments[..], &["--force"]].concat());
        assert!(forced.status < 2 && forced.err.contains("可能有人改过：它留在"), "{file}: {}", forced.err);
        assert!(std::fs::read(&path).unwrap() != edited, "{file}");
        assert!(kept(&here).contains(&(ending(&path).to_owned(), edited)), "{file}");
        assert!(run(&here, &arguments).status < 2, "{file}: ours again");
    }
}

/// What is no output is no earlier one, whatever its name says: text in a file named as a PDF, and what a link leads to.
#[test]
fn no_output_replaces_what_is_something_else_than_its_name_says() {
    let here = folder("other-contents");
    complete(&here);
    for (file, content) in [("报.pdf", "申请人通讯录".as_bytes()), ("报.docx", b"x,y"), ("报.json", b"a,b")] {
        std::fs::write(here.join(file), content).unwrap();
        let ran = run(&here, &["export", DRAFT, "-o", file]);
        assert!(ran.status == 2 && ran.err.contains("不是导出的文件"), "{file}: {} {}", ran.status, ran.err);
        assert!(run_in("en", &here, &["export", DRAFT, "-o", file]).err.contains("is no export"), "{file}");
        assert_eq!(std::fs::read(here.join(file)).unwrap(), content, "{file}");
        assert!(run(&here, &["export", DRAFT, "-o", file, "--force"]).status < 2, "{file}");
        assert!(run(&here, &["export", DRAFT, "-o", file]).status < 2, "{file}: ours again");
    }
}

/// A package of one kind is none of another.
#[test]
fn no_output_replaces_one_of_another_kind() {
    let here = folder("other-kinds");
    complete(&here);
    let kinds = ["pdf", "ofd", "docx", "xlsx", "html", "json", "csv", "txt", "md"];
    for kind in kinds {
        assert_eq!(run(&here, &["export", DRAFT, "-o", &format!("报.{kind}")]).status, 0, "{kind}");
    }
    for (kind, other) in kinds.into_iter().flat_map(|kind| kinds.into_iter().map(move |other| (kind, other))) {
        let (there, path) = (std::fs::read(here.join(format!("报.{other}"))).unwrap(), here.join(format!("别.{kind}")));
        std::fs::write(&path, &there).unwrap();
        let ran = run(&here, &["export", DRAFT, "-o", &format!("别.{kind}")]);
        let is_kept = kept(&here).iter().any(|(_, bytes)| *bytes == there);
        let is_there = std::fs::read(&path).unwrap() == there;
        assert!(is_there || is_kept, "{other} named {kind}: {} {}", ran.status, ran.err);
    }
}

#[cfg(unix)]
#[test]
fn no_output_replaces_what_only_a_link_leads_to() {
    let here = folder("other-contents-linked");
    complete(&here);
    for ending in ["pdf", "txt", "csv", "html", "png"] {
        let (target, link) = (format!("别处-{ending}"), format!("图.{ending}"));
        let content = if ending == "html" { "<p>通讯录</p>" } else { "通讯录" };
        std::fs::write(here.join(&target), content).unwrap();
        std::os::unix::fs::symlink(here.join(&target), here.join(&link)).unwrap();
        let command = if ending == "png" { "rollup" } else { "export" };
        let option = if ending == "png" { "--charts" } else { "-o" };
        if ending == "png" {
            std::fs::create_dir(here.join("各单位")).unwrap();
            std::fs::copy(here.join(DRAFT), here.join("各单位/甲.nianbao")).unwrap();
        }
        let from = if ending == "png" { "各单位" } else { DRAFT };
        let arguments = [command, from, option, &link];
        let ran = run(&here, &arguments);
        assert!(ran.status == 2 && ran.err.contains("链接到别处"), "{link}: {} {}", ran.status, ran.err);
        assert_eq!(std::fs::read_to_string(here.join(&target)).unwrap(), content, "{link}");
        assert!(run(&here, &[&arguments[..], &["--force"]].concat()).status < 2, "{link}");
        // A link to an earlier output is one, as whoever made it meant.
        std::fs::remove_file(here.join(&link)).unwrap();
        assert!(run(&here, &[command, from, option, &format!("真.{ending}")]).status < 2, "{link}");
        std::os::unix::fs::symlink(here.join(format!("真.{ending}")), here.join(&link)).unwrap();
        let again = run(&here, &arguments);
        assert!(again.status < 2, "{link}: {}", again.err);
    }
}

/// The outputs that have no place for a seal, and an edit by hand of each.
const UNSEALED: [(&[&str], &str); 12] = [
    (&["export", DRAFT, "-o"], "报 告.txt"),
    (&["export", DRAFT, "-o"], "报 告.md"),
    (&["export", DRAFT, "-o"], "报 告.csv"),
    (&["export", DRAFT, "-o"], "报 告.html"),
    (&["export", DRAFT, "-o"], "网页.HTM"),
    (&["export", DRAFT, "-o"], "报 告.json"),
    (&["export", DRAFT, "--to", "md", "-o"], "没有后缀"),
    (&["check", DRAFT, "-o"], "校核.txt"),
    (&["rollup", "各单位", "-o"], "和.csv"),
    (&["rollup", "各单位", "--charts"], "图.svg"),
    (&["rollup", "各单位", "--charts"], "图.png"),
    (&["package", DRAFT, "-o"], "报送.zip"),
];

fn with_units(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    complete(&here);
    std::fs::create_dir(here.join("各单位")).unwrap();
    std::fs::copy(here.join(DRAFT), here.join("各单位/甲.nianbao")).unwrap();
    here
}

/// Changes the unit's overview, so that every output is another one.
fn change_draft(here: &Path, words: &str) {
    for draft in [here.join(DRAFT), here.join("各单位/甲.nianbao")] {
        let mut report: serde_json::Value = serde_json::from_slice(&std::fs::read(&draft).unwrap()).unwrap();
        report["sections"]["overview"] = serde_json::json!([{ "text": words }]);
        report["numbers"]["received"]["natural_person"] = words.len().into();
        std::fs::write(draft, report.to_string()).unwrap();
    }
}

#[test]
fn what_was_written_into_an_output_without_a_seal_is_kept_and_told() {
    let here = with_units("edited-texts");
    for (command, file) in UNSEALED {
        let (arguments, path) = ([command, &[file]].concat(), here.join(file));
        // Untouched, though the report has changed meanwhile.
        for round in ["公开1件。", "公开22件。", "公开333件。"] {
            change_draft(&here, round);
            let ran = run(&here, &arguments);
            assert!(ran.status < 2 && !ran.err.contains("可能有人改过"), "{file}: {}", ran.err);
        }
        let others = kept(&here).len();
        let mut edited = std::fs::read(&path).unwrap();
        match ending_or_none(&path) {
            // As another report would have it.
            "json" | "csv" => {
                let text = String::from_utf8(edited).unwrap();
                edited = text.replacen("15", "16", 1).into_bytes();
                assert!(text.as_bytes() != edited, "{file}");
                std::fs::write(&path, &edited).unwrap();
            }
            "zip" => {
                add_part(&path, "补充.txt", "补充".as_bytes());
                edited = std::fs::read(&path).unwrap();
            }
            _ => edited.extend("  ".as_bytes()),
        }
        for (language, words) in [("zh", "可能有人改过：它留在"), ("en", "somebody may have edited it: it is kept as")]
        {
            std::fs::write(&path, &edited).unwrap();
            let ran = run_in(language, &here, &arguments);
            assert!(ran.status < 2 && ran.err.contains(words), "{file}: {} {}", ran.status, ran.err);
            assert!(std::fs::read(&path).unwrap() != edited, "{file}");
        }
        // The same is kept once, and the next output finds its own file.
        let now = kept(&here);
        assert_eq!(now.len(), others + 1, "{file}");
        assert!(now.iter().any(|(_, bytes)| *bytes == edited), "{file}");
        let ran = run(&here, &arguments);
        assert!(ran.status < 2 && !ran.err.contains("可能有人改过"), "{file}: {}", ran.err);
    }
}

fn ending_or_none(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// Nothing is remembered of what another computer wrote, and a number that was corrected there is not to be told from one
/// that was exported: it is kept, once.
#[test]
fn an_output_of_another_computer_is_kept_once() {
    let here = with_units("other-computer");
    for (command, file) in UNSEALED.iter().filter(|(command, _)| command[0] != "package") {
        let arguments = [command, &[*file][..]].concat();
        assert!(run(&here, &arguments).status < 2, "{file}");
        let former = std::fs::read(here.join(file)).unwrap();
        std::fs::remove_dir_all(home(&here)).unwrap();
        change_draft(&here, &"公开333件。".repeat(1 + file.len()));
        let ran = run(&here, &arguments);
        assert!(ran.status < 2 && ran.err.contains("可能有人改过：它留在"), "{file}: {}", ran.err);
        assert!(kept(&here).iter().any(|(_, bytes)| *bytes == former), "{file}");
        change_draft(&here, "公开22件。");
        let ran = run(&here, &arguments);
        assert!(ran.status < 2 && !ran.err.contains("可能有人改过"), "{file}: {}", ran.err);
    }
    // A package says itself what was in it.
    assert!(run(&here, &["package", DRAFT, "-o", "报送.zip"]).status < 2);
    std::fs::remove_dir_all(home(&here)).unwrap();
    change_draft(&here, "公开4444件。");
    let ran = run(&here, &["package", DRAFT, "-o", "报送.zip"]);
    assert!(ran.status < 2 && !ran.err.contains("可能有人改过"), "{}", ran.err);
}

/// A number that somebody corrected in one file of a set is kept as well.
#[test]
fn what_was_corrected_in_a_set_is_kept() {
    let here = with_units("edited-set");
    assert_eq!(run(&here, &["export", DRAFT, "--all", "整套"]).status, 0);
    let stem = here.join("整套/青禾县水务局2024年政府信息公开工作年度报告");
    for (end, from, to) in
        [("csv", ",12\r\n", ",13\r\n"), ("json", ": 12", ": 13"), ("txt", "41", "42"), ("md", "41", "42")]
    {
        let path = stem.with_extension(end);
        let text = std::fs::read_to_string(&path).unwrap();
        let edited = text.replacen(from, to, 1);
        assert!(text != edited, "{end}");
        std::fs::write(&path, &edited).unwrap();
        let ran = run(&here, &["export", DRAFT, "--all", "整套"]);
        if ran.status == 0 {
            assert_eq!(
                ran.err.lines().filter(|line| line.contains("可能有人改过：它留在")).count(),
                1,
                "{end}: {}",
                ran.err
            );
            assert!(kept(&here).contains(&(end.to_owned(), edited.into_bytes())), "{end}");
        } else {
            // Found not to be of this set at all.
            assert_eq!(std::fs::read_to_string(&path).unwrap(), edited, "{end}");
            std::fs::write(&path, &text).unwrap();
        }
    }
}

/// Where nothing can be kept, what somebody may have edited stays, until force is used; that is told.
#[cfg(unix)]
#[test]
fn what_can_be_kept_nowhere_is_not_replaced() {
    let here = with_units("no-place");
    for (command, file) in UNSEALED {
        let (arguments, path) = ([command, &[file]].concat(), here.join(file));
        assert!(run(&here, &arguments).status < 2, "{file}");
        if file.ends_with("zip") {
            add_part(&path, "补充.txt", "补充".as_bytes());
        } else {
            // What another report would give: a further paragraph.
            let mut edited = std::fs::read(&path).unwrap();
            edited.extend("\n补充一句。\n".as_bytes());
            std::fs::write(&path, &edited).unwrap();
        }
        let edited = std::fs::read(&path).unwrap();
        change_draft(&here, &"公开333件。".repeat(1 + file.len()));
        let without_home = |arguments: &[&str]| {
            let mut program = super::command(&here, "zh", arguments);
            for name in ["NIANBAO_SETTINGS", "HOME", "APPDATA", "XDG_CONFIG_HOME"] {
                program.env_remove(name);
            }
            super::ran(program.output().unwrap())
        };
        let ran = without_home(&arguments);
        assert!(ran.status == 2 && ran.err.contains("没有地方留下它"), "{file}: {} {}", ran.status, ran.err);
        assert!(std::fs::read(&path).unwrap() == edited, "{file}");
        let ran = without_home(&[&arguments[..], &["--force"]].concat());
        assert!(ran.status < 2 && ran.err.contains("没有留下上一版"), "{file}: {} {}", ran.status, ran.err);
        assert!(std::fs::read(&path).unwrap() != edited, "{file}");
    }
}
