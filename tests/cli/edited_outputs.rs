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
    let of_office_97 = |path: &Path| std::fs::write(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").unwrap();
    type Edit<'a> = &'a dyn Fn(&Path);
    let cases: [(&[&str], &str, Edit<'_>); 8] = [
        (&["export", DRAFT, "-o"], "报.docx", &word),
        (&["export", DRAFT, "-o"], "报二.docx", &of_office_97),
        (&["export", DRAFT, "-o"], "报.xlsx", &excel),
        (&["export", DRAFT, "-o"], "报.pdf", &add_to_pdf),
        (&["export", DRAFT, "-o"], "报.ofd", &seal),
        (&["check", DRAFT, "-o"], "校核.pdf", &add_to_pdf),
        (&["rollup", "各单位", "-o"], "和.xlsx", &excel),
        (&["rollup", "各单位", "--charts"], "图.docx", &word),
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
