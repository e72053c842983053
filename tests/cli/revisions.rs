//! `revisions`: tracked changes listed, accepted, rejected; whether changes are tracked; none in what is handed out.

use super::{DRAFT, complete, folder, run};

/// Puts tracked changes into the draft: 李四 put in the first two characters of the overview and took out others, 王五
/// changed a cell.
fn revise(here: &std::path::Path) {
    let path = here.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let place = |from: usize, to: usize| {
        serde_json::json!([{ "paragraph": 0, "character": from }, { "paragraph": 0, "character": to }])
    };
    let part = serde_json::json!({ "section": "overview" });
    draft["revisions"] = serde_json::json!({
        "marks": [
            { "id": 1, "by": "李四", "at": "2025-01-06T14:03" },
            { "id": 2, "by": "李四" },
            { "id": 3, "by": "王\u{1b}[31m五", "at": "2025-01-07" },
        ],
        "spans": [
            { "part": part, "span": place(0, 2), "inserted": 1 },
            { "part": part, "span": place(4, 4), "removed": [{ "text": "旧\u{1b}[2J话" }], "deleted": 2 },
        ],
        "values": [{ "id": 3, "former": { "number": ["received.natural_person", 99] } }],
    });
    std::fs::write(path, serde_json::to_vec_pretty(&draft).unwrap()).unwrap();
}

#[test]
fn a_round_of_revisions() {
    let here = folder("revisions");
    complete(&here);
    let list = |arguments: &[&str]| run(&here, &[&["revisions", DRAFT][..], arguments].concat());
    assert_eq!(list(&[]).out, "修订：关\n没有未处理的修订。\n");
    assert_eq!(list(&["--track", "on"]).out, "修订：开\n没有未处理的修订。\n");
    assert_eq!(list(&["--track", "off"]).status, 0);
    let plain = std::fs::read(here.join(DRAFT)).unwrap();
    assert!(String::from_utf8_lossy(&plain).contains("\"version\": \"1.0\""), "nothing is left of the switch");

    revise(&here);
    let listed = list(&[]).out;
    assert!(listed.contains("李四，2025年1月6日 14:03\n   插入“"), "{listed}");
    assert!(listed.contains("2. 一、总体情况") && listed.contains("   李四\n   删除“旧□[2J话”\n"), "{listed}");
    assert!(listed.contains("王□[31m五，2025年1月7日\n   “99”改为“"), "{listed}");
    assert_eq!(list(&["--by", "李四"]).out.matches("李四").count(), 2);
    let json: serde_json::Value = serde_json::from_str(&list(&["--format", "json"]).out).unwrap();
    assert_eq!(json["revisions"].as_array().unwrap().len(), 3);
    assert_eq!((&json["revisions"][0]["removed"], &json["revisions"][2]["id"]), (&"99".into(), &2.into()));

    // What is handed out has none of it.
    for name in ["a.html", "a.txt", "a.json", "a.md", "a.docx"] {
        assert_eq!(run(&here, &["export", DRAFT, "-o", name]).status, 0);
        let bytes = std::fs::read(here.join(name)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("旧"), "{name}");
    }
    assert_eq!(run(&here, &["import", "a.docx", "-o", "b.nianbao"]).status, 0);
    assert_eq!(run(&here, &["revisions", "b.nianbao"]).out, "修订：关\n没有未处理的修订。\n");

    for (arguments, words) in [
        (&["--accept", "1,9"][..], "没有第 9 处修订"),
        (&["--reject", "一"], "一"),
        (&["--track", "也许"], "也许"),
    ] {
        let refused = list(arguments);
        assert!(refused.status == 2 && refused.err.contains(words), "{}", refused.err);
    }
    assert_eq!(list(&["--by", "李四"]).out.matches("李四").count(), 2, "nothing was changed");
    let left = list(&["--accept", "1", "--reject", "2"]).out;
    assert!(left.contains("99") && !left.contains("李四"), "{left}");
    assert!(run(&here, &["export", DRAFT, "-o", "-", "--to", "txt"]).out.contains("旧"));
    assert_eq!(run(&here, &["stage", DRAFT, "--enter", "final", "--by", "王五"]).status, 0);
    let refused = list(&["--reject", "all"]);
    assert!(refused.status == 2 && refused.err.contains("已经定稿"), "{}", refused.err);
    assert_eq!(run(&here, &["stage", DRAFT, "--enter", "drafting", "--by", "王五"]).status, 0);
    assert_eq!(list(&["--reject", "all"]).out, "修订：关\n没有未处理的修订。\n");
    let csv = run(&here, &["export", DRAFT, "-o", "-", "--to", "csv"]).out;
    assert!(csv.contains("99"), "{csv}");
}
