//! `comments`: listed, added, answered, settled, taken away; each open one is a hint of the check, none is in what is
//! handed out.

use super::{DRAFT, complete, folder, run};

#[test]
fn a_round_of_comments() {
    let here = folder("comments");
    complete(&here);
    let list = |here: &std::path::Path| run(here, &["comments", DRAFT]).out;
    assert_eq!(list(&here), "没有批注。\n");
    let add = |arguments: &[&str]| {
        let all = [&["comments", DRAFT, "--by", "李四", "--today", "2025-01-06"], arguments].concat();
        run(&here, &all)
    };
    let first = add(&["--text", "请核实 \u{1b}[31m这个数", "--words", "公开"]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.out.starts_with("1. "), "{}", first.out);
    assert!(first.out.contains("“公开”\n   李四，2025年1月6日：请核实 □[31m这个数\n"), "{}", first.out);
    assert_eq!(add(&["--text", "与台账不符", "--on", "received.total"]).status, 0);
    let third = add(&["--text", "总体可以"]);
    assert!(third.out.contains("3. 标题"), "{}", third.out);
    assert_eq!(add(&["--text", "已核实", "--reply", "1"]).status, 0);

    let found = run(&here, &["check", DRAFT]).out;
    assert_eq!(found.matches("提示 R51").count(), 3, "{found}");
    assert!(found.contains("李四的批注还没有处理：“已核实”"), "{found}");

    assert!(run(&here, &["comments", DRAFT, "--settle", "1"]).out.contains("（已处理）"));
    assert_eq!(run(&here, &["comments", DRAFT, "--remove", "3"]).status, 0);
    assert_eq!(run(&here, &["check", DRAFT]).out.matches("R51").count(), 1);
    let json: serde_json::Value =
        serde_json::from_str(&run(&here, &["comments", DRAFT, "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!((&json[0]["done"], &json[0]["replies"][0]["text"]), (&true.into(), &"已核实".into()));
    assert_eq!((&json[1]["remark"]["at"], &json[1]["place"]["cell"]), (&"2025-01-06".into(), &"received.total".into()));

    for (arguments, words) in [
        (&["--text", "x", "--words", "这句话哪里也没有"][..], "正文里找不到“这句话哪里也没有”"),
        (&["--text", "x", "--reply", "9"], "没有第 9 条批注"),
        (&["--text", "x", "--on", "receipt.total"], "没有 receipt.total 这一格"),
    ] {
        let refused = add(arguments);
        assert!(refused.status == 2 && refused.err.contains(words), "{}", refused.err);
    }
    let refused = run(&here, &["comments", DRAFT, "--settle", "1,2"]);
    assert!(
        refused.status == 2 && refused.err.contains("--help") && !refused.err.contains("可以写：。"),
        "{}",
        refused.err
    );
    assert_eq!(add(&["--text", "  "]).status, 2, "a comment says something");
    assert_eq!(run(&here, &["comments", DRAFT, "--text", "谁写的"]).status, 2, "whoever comments says who he is");
    run(&here, &["export", DRAFT, "--to", "html", "-o", "a.html"]);
    assert!(!std::fs::read_to_string(here.join("a.html")).unwrap().contains("台账"));
    let package = run(&here, &["package", DRAFT, "-o", "包.zip", "--comments"]);
    assert_eq!(package.status, 2, "what is handed in has none");
    // Nor has the check report in the package.
    assert_eq!(run(&here, &["package", DRAFT, "-o", "有"]).status, 0);
    let with = std::fs::read(here.join(DRAFT)).unwrap();
    assert_eq!(run(&here, &["comments", DRAFT, "--remove", "1"]).status, 0);
    assert_eq!(run(&here, &["comments", DRAFT, "--remove", "2"]).status, 0);
    assert_eq!(run(&here, &["package", DRAFT, "-o", "无"]).status, 0);
    std::fs::write(here.join(DRAFT), with).unwrap();
    let report = |folder: &str| {
        let found = std::fs::read_dir(here.join(folder)).unwrap().map(|one| one.unwrap().path());
        std::fs::read(found.into_iter().find(|path| path.to_string_lossy().contains("校核报告")).unwrap()).unwrap()
    };
    assert!(report("有") == report("无"), "the check report tells nothing of comments");
    assert_eq!(run(&here, &["export", DRAFT, "-o", "审.docx", "--comments"]).status, 0);
    assert_eq!(run(&here, &["import", "审.docx", "-o", "c.nianbao"]).status, 0);
    assert!(run(&here, &["comments", "c.nianbao"]).out.contains("李四，2025年1月6日：与台账不符"));
    run(&here, &["export", DRAFT, "-o", "a.docx"]);
    assert!(run(&here, &["import", "a.docx", "-o", "b.nianbao"]).status == 0);
    assert_eq!(run(&here, &["comments", "b.nianbao"]).out, "没有批注。\n");

    assert_eq!(run(&here, &["stage", DRAFT, "--enter", "final", "--by", "王五"]).status, 0);
    let refused = add(&["--text", "太晚了"]);
    assert!(refused.status == 2 && refused.err.contains("已经定稿"), "{}", refused.err);
}

/// Where the words of comments stand on paper is chosen: beside their lines, they need no pages after the report.
#[test]
fn notes_on_paper_stand_where_they_are_wanted() {
    let here = folder("comments-notes");
    complete(&here);
    assert_eq!(run(&here, &["comments", DRAFT, "--text", "请核实", "--by", "王五"]).status, 0);
    let pages = |more: &[&str]| {
        let arguments = [&["export", DRAFT, "-o", "审.pdf", "--force", "--comments"], more].concat();
        let made = run(&here, &arguments);
        assert_eq!(made.status, 0, "{}", made.err);
        std::fs::read(here.join("审.pdf")).unwrap()
    };
    let (plain, end, margin) = (pages(&[]), pages(&["--notes", "end"]), pages(&["--notes", "margin"]));
    assert!(plain == end && margin != end && margin.starts_with(b"%PDF"));
    let alone = run(&here, &["export", DRAFT, "-o", "b.pdf", "--notes", "margin"]);
    assert!(alone.status == 2 && alone.err.contains("--comments"), "{}", alone.err);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "b.pdf", "--comments", "--notes", "nowhere"]).status, 2);
}

/// A newer version may put comments where this one knows no place: the draft opens, the comment is listed and written as it was.
#[test]
fn a_comment_with_an_unknown_place_is_kept() {
    let here = folder("comments-place");
    complete(&here);
    let said = ["--by", "李四", "--today", "2025-01-06", "--text"];
    run(&here, &[&["comments", DRAFT][..], &said, &["看这里"]].concat());
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&draft).unwrap();
    let place = serde_json::json!({ "margin": { "page": 3, "shapes": [1, 2] } });
    json["comments"][0]["place"] = place.clone();
    std::fs::write(here.join(DRAFT), json.to_string()).unwrap();
    let listed = run(&here, &["comments", DRAFT]);
    assert!(listed.status == 0 && listed.out.contains("位置不明") && listed.out.contains("看这里"), "{}", listed.out);
    assert_eq!(run(&here, &[&["comments", DRAFT][..], &said, &["知道", "--reply", "1"]].concat()).status, 0);
    let after: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(here.join(DRAFT)).unwrap()).unwrap();
    assert_eq!(after["comments"][0]["place"], place);
    assert_eq!(after["comments"][0]["replies"][0]["text"], "知道");
    assert!(run(&here, &["check", DRAFT]).out.contains("看这里") || run(&here, &["check", DRAFT]).out.contains("知道"));
}
