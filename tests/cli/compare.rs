//! `compare`: where two reports differ, word by word and cell by cell.

use super::{DRAFT, complete, folder, run, run_in};

#[test]
fn words_and_cells_that_differ_are_listed() {
    let here = folder("compare");
    complete(&here);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    draft["sections"]["overview"][0]["text"] = "2024年，我局主动公开1,412条。".into();
    draft["sections"]["others"].as_array_mut().unwrap().push(serde_json::json!({ "text": "没有其他事项。" }));
    draft["numbers"]["received"]["natural_person"] = 15.into();
    draft["numbers"]["granted"]["natural_person"] = 14.into();
    std::fs::write(here.join("新.nianbao"), draft.to_string()).unwrap();
    let same = run(&here, &["compare", DRAFT, DRAFT]);
    assert_eq!(same.status, 0, "{}", same.err);
    assert!(same.out.contains("没有不同"), "{}", same.out);
    let found = run(&here, &["compare", DRAFT, "新.nianbao"]);
    assert_eq!(found.status, 1, "{}", found.err);
    for line in ["有 4 处不同", "我局{+主动+}公开[-41-]{+1,412+}条。", "{+没有其他事项。+}", "[-12-]{+15+}"]
    {
        assert!(found.out.contains(line), "{line}: {}", found.out);
    }
    // In the order of the form, in which 收到 stands before 予以公开.
    let at = |words: &str| found.out.find(words).unwrap();
    assert!(at("[-12-]{+15+}") < at("{+14+}"), "{}", found.out);
    // The other way round, what was put in is taken out.
    let back = run_in("en", &here, &["compare", "新.nianbao", DRAFT]);
    assert!(back.out.contains("我局[-主动-]公开[-1,412-]{+41+}条。"), "{}", back.out);
    let json = run(&here, &["compare", DRAFT, "新.nianbao", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["differences"].as_array().unwrap().len(), 4);
    // A file that others changed, as well.
    assert_eq!(run(&here, &["export", "新.nianbao", "-o", "新.docx"]).status, 0);
    let word = run(&here, &["compare", "新.nianbao", "新.docx"]);
    assert_eq!(word.status, 0, "{}{}", word.out, word.err);
    assert_eq!(run(&here, &["compare", DRAFT, "新.docx"]).out.matches('{').count(), 5);
    // On paper.
    assert_eq!(run(&here, &["compare", DRAFT, "新.nianbao", "-o", "比对稿.pdf"]).status, 1);
    assert!(std::fs::read(here.join("比对稿.pdf")).unwrap().starts_with(b"%PDF"));
    let text = run(&here, &["compare", DRAFT, "新.nianbao", "-o", "-"]).out;
    assert!(text.starts_with("比对稿") && text.contains("2024年，我局【主动】公开【1,412】条。"), "{text}");
    assert!(run(&here, &["compare", DRAFT, DRAFT, "-o", "-"]).out.contains("没有不同"));
    let odd = run(&here, &["compare", DRAFT, "新.nianbao", "-o", "比对稿.xyz"]);
    assert_eq!((odd.status, here.join("比对稿.xyz").exists()), (2, false));
    assert!(odd.err.contains("比对稿只能写成"), "{}", odd.err);
    for few in [&["compare", DRAFT][..], &["compare", DRAFT, DRAFT, DRAFT], &["compare", DRAFT, "无.nianbao"]] {
        assert_eq!(run(&here, few).status, 2);
    }
}

/// Paragraphs of which each fills pages by itself.
#[test]
fn paragraphs_longer_than_a_page_are_compared_on_paper() {
    let here = folder("compare long");
    complete(&here);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    draft["sections"]["overview"][0]["text"] = "公开41条。".repeat(1_000).into();
    std::fs::write(here.join("旧.nianbao"), draft.to_string()).unwrap();
    draft["sections"]["overview"][0]["text"] = "收到12件。".repeat(1_000).into();
    std::fs::write(here.join("新.nianbao"), draft.to_string()).unwrap();
    let printed = run(&here, &["compare", "旧.nianbao", "新.nianbao", "-o", "比对稿.pdf"]);
    assert_eq!((printed.status, printed.err.as_str()), (1, ""));
    assert!(std::fs::read(here.join("比对稿.pdf")).unwrap().starts_with(b"%PDF"));
}
