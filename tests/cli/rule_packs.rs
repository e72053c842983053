//! Rule packs by the command line: `rules` lists them, `check` and `export` apply what the draft, the
//! settings and the options choose, and a broken file is told and stops nothing.

use std::path::Path;

use super::{DRAFT, Ran, complete, folder, home, run, run_in};

/// An error while 网络安全 is not told, and a mistake in another file.
fn put_packs(folder: &Path) {
    let rules = home(folder).join(".nianbao").join("rules");
    std::fs::create_dir_all(&rules).unwrap();
    let good = "id = \"qinghe\"\ntitle = \"青禾县通知\"\nsource = \"青政办发〔2024〕7号\"\nseverity = \"error\"\n\
        [[requirement]]\nname = \"网络安全\"\nclause = \"第三条\"\nsection = \"problems\"\nphrases = [\"网络安全\"]\n";
    std::fs::write(rules.join("qinghe.toml"), good).unwrap();
    std::fs::write(rules.join("broken.toml"), "id = \"broken\"\ntitle = \"坏的\"\nsource = 7\n").unwrap();
}

fn is_found(ran: &Ran) -> bool {
    ran.out.contains("错误 R49  “网络安全”：没有写到网络安全（青政办发〔2024〕7号，第三条）")
}

#[test]
fn rules_lists_packs_and_tells_broken_ones() {
    let here = folder("packs");
    put_packs(&here);
    let text = run(&here, &["rules"]);
    assert_eq!(text.status, 2, "{}", text.out);
    for part in [
        "R49（错误）本地通知的要求",
        "青禾县通知（qinghe）：青政办发〔2024〕7号，用于各年年报",
        "  错误  网络安全：五、存在的主要问题及改进情况写到网络安全；依据：第三条",
    ] {
        assert!(text.out.contains(part), "{part}: {}", text.out);
    }
    assert!(text.err.contains("broken.toml”第 3 行第 10 列有错"), "{}", text.err);
    let json = run_in("en", &here, &["rules", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(all["rules"].as_array().unwrap().len(), nianbao::check::CATALOGUE.len());
    assert_eq!((&all["packs"][0]["pack"], &all["packs"][0]["chosen"]), (&"qinghe".into(), &false.into()));
    assert_eq!(all["packs"][0]["requirements"][0]["severity"], "error");
    assert_eq!((&all["broken"][0]["line"], &all["broken"][0]["column"]), (&3.into(), &10.into()));
    std::fs::remove_file(home(&here).join(".nianbao").join("rules").join("broken.toml")).unwrap();
    assert_eq!(run(&here, &["rules"]).status, 0);
}

/// Whichever way a pack is chosen, the check finds the same, and so does the export.
#[test]
fn options_settings_and_draft_choose_alike() {
    let here = folder("choose packs");
    complete(&here);
    put_packs(&here);
    let plain = run(&here, &["check", DRAFT]);
    assert!(plain.status == 0 && !is_found(&plain), "{}", plain.out);
    assert!(plain.err.contains("broken.toml"), "{}", plain.err);
    let option = run(&here, &["check", DRAFT, "--packs", "qinghe"]);
    assert!(option.status == 1 && is_found(&option) && option.out.contains("另按规则包：青禾县通知"), "{}", option.out);

    let settings = home(&here).join(".nianbao.json");
    std::fs::write(&settings, "{ \"rule_packs\": [\"qinghe\"] }").unwrap();
    let chosen = run(&here, &["check", DRAFT]);
    assert!(chosen.status == 1 && is_found(&chosen), "{}{}", chosen.out, chosen.err);
    assert!(run(&here, &["rules"]).out.contains("设置里选用"));
    let refused = run(&here, &["export", DRAFT, "--final", "-o", "a.pdf"]);
    assert!(refused.status == 1 && !here.join("a.pdf").exists(), "{}", refused.err);
    std::fs::write(&settings, "no settings").unwrap();
    let garbage = run(&here, &["check", DRAFT]);
    assert!(garbage.status == 0 && garbage.err.contains("没有动它"), "{}", garbage.err);
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "no settings");
    std::fs::remove_file(&settings).unwrap();

    let path = here.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    draft["rule_packs"] = serde_json::json!(["qinghe", "elsewhere"]);
    std::fs::write(&path, draft.to_string()).unwrap();
    let kept = run(&here, &["check", DRAFT]);
    assert!(kept.status == 1 && is_found(&kept), "{}", kept.out);
    assert!(kept.out.contains("规则包“elsewhere”校核，这台电脑上没有它"), "{}", kept.out);
    let all = run(&here, &["check", ".", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    let findings = all[0]["findings"].as_array().unwrap();
    let own = findings.iter().find(|one| one["requirement"]["name"] == "网络安全").unwrap();
    assert_eq!((&own["rule"], &own["requirement"]["pack"]), (&"R49".into(), &"qinghe".into()));
    assert_eq!(all[0]["rule_packs"], serde_json::json!(["qinghe"]));
    let sheet = run(&here, &["check", DRAFT, "-o", "-"]);
    assert!(sheet.out.contains("规则包：青禾县通知（青政办发〔2024〕7号）"), "{}", sheet.out);
}

/// `new` and `import` keep the choice with the draft.
#[test]
fn a_draft_is_begun_with_packs() {
    let here = folder("begun with packs");
    let new = ["new", "--unit", "青禾县水务局", "--year", "2024", "--packs", "qinghe，b", "-o", "a.nianbao"];
    assert_eq!(run(&here, &new).status, 0);
    assert!(run(&here, &["info", "a.nianbao"]).out.contains("规则包：qinghe、b"));
    let wrong = run(&here, &["check", "a.nianbao", "--packs", "a b"]);
    assert!(wrong.status == 2 && wrong.err.contains("wuwei-2025"), "{}", wrong.err);
}
