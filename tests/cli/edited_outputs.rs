//! What other people wrote into an export, with Word, a spreadsheet or a PDF program, is nowhere else: no later output
//! takes its place without `--force`, while what nobody touched is replaced at once.

use std::io::{Read as _, Write as _};
use std::path::Path;

use super::{DRAFT, complete, folder, run, run_in};

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
        assert!(run(&here, &[&arguments[..], &["--force"]].concat()).status < 2, "{file}");
        assert!(std::fs::read(&path).unwrap() != edited, "{file}");
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
