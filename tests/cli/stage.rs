//! `stage`: the way of a draft from drafting to publication, on record, and what is final stays as it is.

use super::{DRAFT, complete, folder, run, run_in};

#[test]
fn a_draft_goes_its_way_and_every_stage_stays_on_record() {
    let here = folder("stage");
    complete(&here);
    let enter =
        |stage: &str, by: &str| run(&here, &["stage", DRAFT, "--enter", stage, "--by", by, "--today", "2025-01-08"]);
    assert!(run(&here, &["stage", DRAFT]).out.contains("拟稿"));
    // What does not follow is refused, and nothing is written.
    let before = std::fs::read(here.join(DRAFT)).unwrap();
    for stage in ["published", "returned", "drafting"] {
        let refused = enter(stage, "李四");
        assert_eq!((refused.status, refused.out.as_str()), (2, ""), "{stage}");
        assert!(refused.err.contains("没有改动"), "{}", refused.err);
    }
    assert!(std::fs::read(here.join(DRAFT)).unwrap() == before);
    for (stage, by) in
        [("review", "张三"), ("returned", "王五"), ("送审", "张三"), ("final", "李四"), ("published", "张三")]
    {
        let entered = enter(stage, by);
        assert_eq!(entered.status, 0, "{stage}: {}", entered.err);
    }
    let list = run(&here, &["stage", DRAFT]).out;
    assert_eq!(list.matches("2025年1月8日").count(), 5, "{list}");
    assert!(list.contains("定稿  李四") && !list.contains("变过"), "{list}");
    let english = run_in("en", &here, &["stage", DRAFT]).out;
    assert!(english.starts_with("Stage: published"), "{english}");
    // Changed by another program afterwards, which is told.
    let text = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    std::fs::write(here.join(DRAFT), text.replace("公开41条", "公开42条")).unwrap();
    assert!(run(&here, &["stage", DRAFT]).out.contains("变过"));
    // None of it is in what is handed out.
    assert_eq!(run(&here, &["export", DRAFT, "-o", "a.docx"]).status, 0);
    let docx = std::fs::read(here.join("a.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    for index in 0..archive.len() {
        let mut part = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(index).unwrap(), &mut part).unwrap();
        assert!(!String::from_utf8_lossy(&part).contains("李四"));
    }
}

#[test]
fn what_has_errors_does_not_become_final() {
    let here = folder("stage errors");
    complete(&here);
    let text = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    std::fs::write(here.join(DRAFT), text.replace("2024年，我局", "XX年，我局XX")).unwrap();
    let refused = run(&here, &["stage", DRAFT, "--enter", "final", "--by", "李四"]);
    assert_eq!(refused.status, 1, "{}{}", refused.out, refused.err);
    assert!(run(&here, &["stage", DRAFT]).out.contains("拟稿"));
    for few in [&["stage", DRAFT, "--enter", "final"][..], &["stage", DRAFT, "--by", "李四"]] {
        assert_eq!(run(&here, few).status, 2, "{few:?}");
    }
}
