//! What keeps a report from being ready, each thing by itself in a draft that is ready: it is an error and told, what
//! is exported bears 送审稿 and says so, and `--final` refuses it and writes nothing.

use serde_json::{Value, json};

use super::{DRAFT, complete, folder, run};

/// What is wrong, what becomes of the draft, words of the error.
type Case = (&'static str, fn(&mut Value), &'static str);

const CASES: [Case; 14] = [
    ("no unit", |it| it["unit"]["name"] = json!(""), "单位"),
    ("no year", |it| it["year"] = json!(0), "年度"),
    ("a kind that is only guessed", |it| it["unit"]["kind_unconfirmed"] = json!(true), "单位类型"),
    ("title without 工作", |it| it["title"] = json!("青禾县水务局2024年政府信息公开年度报告"), "标题"),
    ("title of a state of things", |it| it["title"] = json!("关于2024年政府信息公开工作情况的报告"), "标题"),
    ("年度 twice", |it| it["title"] = json!("青禾县水务局2024年度政府信息公开工作年度报告"), "标题"),
    ("an empty section", |it| it["sections"]["problems"] = json!([]), "五、"),
    ("a section that says nothing", |it| it["sections"]["problems"] = text("无。"), "五、"),
    ("a placeholder", |it| it["sections"]["overview"] = text("2024年，我局公开XX条。"), "XX"),
    (
        "a placeholder in words",
        |it| it["sections"]["overview"] = text("2024年，我局（此处填写工作情况）。"),
        "此处填写",
    ),
    ("a blank table", |it| it["numbers"] = json!({}), "没有填写"),
    ("a blank cell", |it| it["numbers"]["licensing"] = json!({}), "没有填写"),
    ("a balance", |it| it["numbers"]["granted"]["natural_person"] = json!(11), "12"),
    ("none, and there are", |it| it["sections"]["overview"] = text("2024年，我局未收到政府信息公开申请。"), "说没有"),
];

fn text(words: &str) -> Value {
    json!([{ "text": words }])
}

#[test]
fn whatever_is_not_ready_says_so_and_is_marked() {
    let here = folder("ready");
    complete(&here);
    let sound = run(&here, &["export", DRAFT, "--final", "-o", "sound.pdf"]);
    assert!(sound.status == 0 && !sound.err.contains("送审稿"), "{}", sound.err);
    let draft: Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    for (what, change, words) in CASES {
        let mut draft = draft.clone();
        change(&mut draft);
        std::fs::write(here.join("b.nianbao"), draft.to_string()).unwrap();
        let checked = run(&here, &["check", "b.nianbao"]);
        assert!(checked.status == 1 && checked.out.contains("错误"), "{what}: {}{}", checked.out, checked.err);
        assert!(checked.out.contains(words), "{what}: {}", checked.out);
        let export = run(&here, &["export", "b.nianbao", "--to", "html", "-o", "b.html", "--force"]);
        assert!(export.status == 0 && export.err.contains("印“送审稿”"), "{what}: {}", export.err);
        assert!(std::fs::read_to_string(here.join("b.html")).unwrap().contains("送审稿"), "{what}");
        for kind in ["pdf", "ofd", "docx", "html", "xlsx"] {
            let name = format!("final.{kind}");
            let refused = run(&here, &["export", "b.nianbao", "--final", "-o", &name]);
            assert!(refused.status == 1 && !here.join(&name).exists(), "{what}, {kind}: {}", refused.err);
        }
    }
}
