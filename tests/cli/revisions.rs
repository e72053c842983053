//! `revisions`: tracked changes listed, accepted, rejected; whether changes are tracked; none in what is handed out.

use super::{DRAFT, complete, folder, run};

/// Puts tracked changes into the draft: 李四 put in the first two characters of the overview and took out others, 王五
/// changed a cell.
fn revise(here: &std::path::Path) {
    let path = here.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let place = |from: usize, to: usize| serde_json::json!([{ "paragraph": 0, "character": from }, { "paragraph": 0, "character": to }]);
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
        (&["--accept", "all", "--by", "赵六"][..], "没有赵六写的"),
        (&["--accept", "1,9"], "没有第 9 处修订"),
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
    std::fs::copy(here.join(DRAFT), here.join("副本.nianbao")).unwrap();
    let refused = run(&here, &["merge", DRAFT, "副本.nianbao", "--by", "李四", "-o", "并.nianbao"]);
    assert!(
        refused.status == 2 && refused.err.contains("已经定稿") && !here.join("并.nianbao").exists(),
        "{}",
        refused.err
    );
    let refused = list(&["--reject", "all"]);
    assert!(refused.status == 2 && refused.err.contains("已经定稿"), "{}", refused.err);
    assert_eq!(run(&here, &["stage", DRAFT, "--enter", "drafting", "--by", "王五"]).status, 0);
    assert_eq!(list(&["--reject", "all"]).out, "修订：关\n没有未处理的修订。\n");
    let csv = run(&here, &["export", DRAFT, "-o", "-", "--to", "csv"]).out;
    assert!(csv.contains("99"), "{csv}");
}

#[test]
fn a_reviewed_document_is_merged() {
    let here = folder("merge");
    complete(&here);
    let draft = here.join(DRAFT);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "送审.docx", "--comments"]).status, 0);
    // What the reviewer does in Word, and what is done here meanwhile.
    let document = std::fs::read(here.join("送审.docx")).unwrap();
    let reviewed = super::docx_package::edited(&document, super::docx_package::DOCUMENT, |xml| {
        assert!(xml.contains("公开41条"), "{xml}");
        xml.replacen("公开41条", "主动公开41条", 1)
    });
    std::fs::write(here.join("审过.docx"), reviewed).unwrap();
    let plain = std::fs::read_to_string(&draft).unwrap();
    std::fs::write(&draft, plain.replacen("2024年，我局公开41条。", "2024年，我局公开41条。另有说明。", 1)).unwrap();

    let said = run(&here, &["merge", DRAFT, "审过.docx", "--by", "李四", "--today", "2025-01-06", "-o", "并.nianbao"]);
    assert_eq!((said.status, said.out.as_str()), (0, "并入 1 处修改，都记为修订\n"), "{}", said.err);
    let listed = run(&here, &["revisions", "并.nianbao"]).out;
    assert!(listed.contains("   李四，2025年1月6日\n   插入“主动”\n"), "{listed}");
    let text = run(&here, &["export", "并.nianbao", "-o", "-", "--to", "txt"]).out;
    assert!(text.contains("我局主动公开41条。另有说明。"), "{text}");
    assert!(!std::fs::read_to_string(&draft).unwrap().contains("主动公开41条"), "the draft is as it was");

    // Both changed the number.
    let both = std::fs::read_to_string(&draft).unwrap().replacen("公开41条", "公布40条", 1);
    std::fs::write(&draft, both).unwrap();
    let again = super::docx_package::edited(&document, super::docx_package::DOCUMENT, |xml| {
        xml.replacen("公开41条", "公开43条", 1)
    });
    std::fs::write(here.join("审过.docx"), again).unwrap();
    let said = run(&here, &["merge", DRAFT, "审过.docx", "--by", "李四"]);
    assert_eq!(said.status, 1, "{}", said.err);
    assert!(said.out.contains("双方都改了的有 1 处") && said.out.contains("我们“"), "{}", said.out);
    assert_eq!(run(&here, &["revisions", DRAFT, "--reject", "all"]).status, 0);
    assert!(run(&here, &["export", DRAFT, "-o", "-", "--to", "txt"]).out.contains("我局公布40条。另有说明。"));
    // What stands in a number's cell and is none is told, by a comparison as well.
    let odd = super::docx_package::edited(&document, super::docx_package::DOCUMENT, |xml| {
        assert!(xml.contains(">0<"), "{xml}");
        xml.replacen(">0<", ">待核<", 1)
    });
    std::fs::write(here.join("有字.docx"), odd).unwrap();
    let said = run(&here, &["merge", DRAFT, "有字.docx", "--by", "李四", "-o", "字.nianbao"]);
    assert!(said.out.contains("待核"), "{}{}", said.out, said.err);
    // The number stays, and the cell is named.
    let places = [("规章", ">0<", "规章"), ("自然人", ">12<", "写的是")];
    for (words, (before, number, told)) in
        ["待核", "十一", "-3"].iter().flat_map(|words| places.map(|place| (words, place)))
    {
        let odd = super::docx_package::edited(&document, super::docx_package::DOCUMENT, |xml| {
            let (head, rest) = xml.split_once(before).unwrap();
            format!("{head}{before}{}", rest.replacen(number, &format!(">{words}<"), 1))
        });
        std::fs::write(here.join("格中.docx"), odd).unwrap();
        let said = run(&here, &["merge", DRAFT, "格中.docx", "--by", "李四", "-o", "字.nianbao", "--force"]);
        assert!(said.out.starts_with("并入 0 处修改"), "{words}: {}", said.out);
        assert!(said.out.contains(words) && said.out.contains(told), "{words}: {}", said.out);
        let numbers = |name: &str| {
            let draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(name)).unwrap()).unwrap();
            draft["numbers"].clone()
        };
        assert_eq!(numbers("字.nianbao"), numbers(DRAFT), "{words}");
    }
    let said = run(&here, &["compare", DRAFT, "有字.docx"]);
    assert!(said.err.contains("有字.docx\n") && said.err.contains("待核"), "{}", said.err);
    // Without a base everything that differs is theirs, which is said.
    let said = run(&here, &["merge", DRAFT, "并.nianbao", "-o", "又.nianbao"]);
    assert!(said.out.contains("不知道送审时的稿子"), "{}", said.out);
}

/// A reviewer who has the program as well writes the document: it holds the reviewer's draft, which is no former state of
/// ours. What was tracked there arrives as the reviewer's, and what was not tracked arrives as well.
#[test]
fn a_document_of_a_reviewer_who_has_the_program_is_merged() {
    let here = folder("merge-elsewhere");
    complete(&here);
    let draft = here.join(DRAFT);
    let plain = std::fs::read_to_string(&draft).unwrap();
    let theirs = plain.replacen("我局公开41条", "我局主动公开41条", 1);
    std::fs::write(&draft, plain.replacen("栏目更新不够及时", "栏目更新还不够及时", 1)).unwrap();
    for tracked in [true, false] {
        let mut other: serde_json::Value = serde_json::from_str(&theirs).unwrap();
        if tracked {
            let place = serde_json::json!([{ "paragraph": 0, "character": 8 }, { "paragraph": 0, "character": 10 }]);
            other["revisions"] = serde_json::json!({
                "marks": [{ "id": 1, "by": "李四", "at": "2025-01-06" }],
                "spans": [{ "part": { "section": "overview" }, "span": place, "inserted": 1 }],
            });
        }
        std::fs::write(here.join("审稿人.nianbao"), other.to_string()).unwrap();
        assert_eq!(run(&here, &["export", "审稿人.nianbao", "-o", "审过.docx", "--comments", "--force"]).status, 0);
        let said = run(&here, &["merge", DRAFT, "审过.docx", "--by", "王五", "-o", "并.nianbao", "--force"]);
        let listed = run(&here, &["revisions", "并.nianbao"]).out;
        let text = run(&here, &["export", "并.nianbao", "-o", "-", "--to", "txt"]).out;
        assert!(text.contains("我局主动公开41条"), "{tracked}: {}{listed}", said.out);
        if tracked {
            assert_eq!(said.out, "并入 1 处修改，都记为修订\n", "{}", said.err);
            assert!(listed.contains("   李四，2025年1月6日\n   插入“主动”\n"), "{listed}");
            assert!(text.contains("栏目更新还不够及时"), "ours stays: {text}");
        } else {
            assert!(said.out.contains("不知道送审时的稿子"), "{}", said.out);
            assert!(listed.contains("插入“主动”"), "{listed}");
        }
    }
    // Taken in and settled here, the same document brings nothing again.
    let mut own: serde_json::Value = serde_json::from_str(&theirs).unwrap();
    own["revisions"] = serde_json::json!({ "tracking": true });
    std::fs::write(&draft, own.to_string()).unwrap();
    let place = serde_json::json!([{ "paragraph": 0, "character": 8 }, { "paragraph": 0, "character": 10 }]);
    own["revisions"] = serde_json::json!({
        "marks": [{ "id": 1, "by": "李四" }],
        "spans": [{ "part": { "section": "overview" }, "span": place, "inserted": 1 }],
    });
    std::fs::write(here.join("审稿人.nianbao"), own.to_string()).unwrap();
    assert_eq!(run(&here, &["export", "审稿人.nianbao", "-o", "审过.docx", "--comments", "--force"]).status, 0);
    let said = run(&here, &["merge", DRAFT, "审过.docx", "-o", "并.nianbao", "--force"]);
    assert!(said.out.starts_with("并入 0 处修改"), "{}", said.out);
}

/// Open comments and tracked changes are hints; by choice they are errors, and 定稿 says that they are open.
#[test]
fn what_reviewers_asked_for_is_settled_first_by_choice() {
    let here = folder("settled-first");
    complete(&here);
    assert_eq!(run(&here, &["check", DRAFT, "--settled", "--today", "2025-01-10"]).status, 0);
    assert_eq!(run(&here, &["comments", DRAFT, "--text", "请核实", "--by", "王五"]).status, 0);
    assert_eq!(run(&here, &["check", DRAFT, "--today", "2025-01-10"]).status, 0);
    let strict = run(&here, &["check", DRAFT, "--settled", "--today", "2025-01-10"]);
    assert!(strict.status == 1 && strict.out.contains("请核实"), "{}", strict.out);
    assert_eq!(run(&here, &["check", ".", "--settled", "--today", "2025-01-10"]).status, 1);
    let before = std::fs::read(here.join(DRAFT)).unwrap();
    let refused = run(&here, &["stage", DRAFT, "--enter", "final", "--by", "李四", "--settled"]);
    assert!(
        refused.status != 0 && refused.err.contains("没有定稿") && refused.err.contains("1 处错误"),
        "{}",
        refused.err
    );
    assert!(std::fs::read(here.join(DRAFT)).unwrap() == before);
    let entered = run(&here, &["stage", DRAFT, "--enter", "final", "--by", "李四"]);
    assert_eq!(entered.status, 0, "{}", entered.err);
    assert!(entered.err.contains("还有 1 条批注、0 处修订没有处理"), "{}", entered.err);
}

/// What is printed for review has words that were taken out, former numbers and notes: read back, it is the report without
/// them, and that is told.
#[test]
fn a_print_for_review_is_read_as_the_report() {
    let here = folder("review-print");
    complete(&here);
    let json = |name: &str| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(here.join(name)).unwrap()).unwrap()
    };
    let mut copy = json(DRAFT);
    copy["numbers"]["received.natural_person"] = 1234.into();
    let paragraph = copy["sections"]["problems"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|one| one["runs"].is_array() || one["text"].is_string());
    let paragraph = paragraph.unwrap();
    let text = serde_json::json!([{ "text": "审稿人把这一段换成了这样的一句话，说得长一些，好让它折行，看看印出来再读回去是不是还是一段完整的话。" }]);
    match paragraph["runs"].is_array() {
        true => paragraph["runs"] = text,
        false => paragraph["text"] = text[0]["text"].clone(),
    }
    std::fs::write(here.join("回.nianbao"), copy.to_string()).unwrap();
    assert_eq!(run(&here, &["merge", DRAFT, "回.nianbao", "--by", "李四", "--today", "2025-01-06"]).status, 0);
    let said = [
        "comments",
        DRAFT,
        "--by",
        "王五",
        "--today",
        "2025-01-06",
        "--text",
        "请核实这个数是不是含上年结转的",
        "--words",
        "一句话",
    ];
    assert_eq!(run(&here, &said).status, 0);
    let read = |name: &str, more: &[&str]| {
        let out = run(&here, &[&["export", DRAFT, "-o", name, "--force"], more].concat());
        assert_eq!(out.status, 0, "{}", out.err);
        let draft = format!("{name}.nianbao");
        let out = run(&here, &["import", name, "-o", &draft, "--force"]);
        let read = json(&draft);
        (read["sections"].clone(), read["numbers"].clone(), read["preface"].clone(), out.out)
    };
    let (sections, numbers, preface, out) = read("plain.pdf", &[]);
    assert!(!out.contains("送审稿"), "{out}");
    for place in ["end", "margin"] {
        let own = read("review.pdf", &["--comments", "--notes", place]);
        assert_eq!(own.0, sections, "{place}");
        assert_eq!((own.1, own.2), (numbers.clone(), preface.clone()), "{place}");
        assert!(own.3.contains("送审稿"), "{place}: {}", own.3);
    }
}
