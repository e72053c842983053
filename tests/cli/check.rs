//! Checks by the command line: status, JSON, folders, the check report.

use nianbao::check::CATALOGUE;

use super::{DRAFT, complete, folder, run, run_in, run_with_input};

#[test]
fn check_tells_by_its_exit_status() {
    let here = folder("check");
    complete(&here);
    let clean = run(&here, &["check", DRAFT]);
    assert_eq!((clean.status, clean.out.contains("没有错误")), (0, true), "{}{}", clean.out, clean.err);
    let path = here.join(DRAFT);
    let broken = std::fs::read_to_string(&path).unwrap().replacen(
        "\"granted\":{\"enterprise\":0,\"legal_services\":0,\"natural_person\":12",
        "\"granted\":{\"enterprise\":0,\"legal_services\":0,\"natural_person\":11",
        1,
    );
    std::fs::write(here.join("错.nianbao"), broken).unwrap();
    let text = run(&here, &["check", "错.nianbao", "--previous", DRAFT]);
    assert_eq!(text.status, 1, "{}", text.err);
    assert!(text.out.contains("三（表）“自然人”列：一 12 + 二 0 = 12，三（七）11 + 四 0 = 11，差 1"), "{}", text.out);
    let json = run(&here, &["check", "错.nianbao", "--format", "json"]);
    assert_eq!(json.status, 1);
    let all: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let found = all["findings"].as_array().unwrap();
    let first = found.iter().find(|one| one["rule"] == "R01").unwrap();
    assert_eq!(
        (&first["rule"], &first["severity"], &first["section"]),
        (&"R01".into(), &"error".into(), &"requests".into())
    );
    assert_eq!((&first["left"], &first["right"], &first["difference"]), (&12.into(), &11.into(), &1.into()));
    let cells = serde_json::json!(
        ["received", "carried_in", "total", "carried_over"]
            .map(|row| serde_json::json!({ "cell": format!("{row}.natural_person") }))
    );
    assert_eq!(first["places"], cells);
    assert!(first["message"].as_str().unwrap().contains("自然人"));
    let english = run_in("en", &here, &["check", "错.nianbao"]);
    assert!(english.out.contains("they differ by 1"), "{}", english.out);
}

/// The shape of the JSON is a promise: a change here breaks other people's programs.
#[test]
fn the_json_of_a_check_is_stable() {
    let here = folder("json");
    complete(&here);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    draft["numbers"]["granted"]["natural_person"] = 11.into();
    draft["sections"]["overview"] = serde_json::json!([{ "text": "2024年，我局公开41条，收到政府信息公开申请13件。平台、信息管理和监督保障有序，主动公开及时。" }]);
    std::fs::write(here.join("a.nianbao"), draft.to_string()).unwrap();
    let check = ["check", "a.nianbao", "--format", "json", "--today", "2025-01-10"];
    let text = run(&here, &check);
    let all: serde_json::Value = serde_json::from_str(&text.out).unwrap();
    let place = all["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "R15").unwrap()["places"].clone();
    draft["dismissed"] =
        serde_json::json!([{ "rule": "R15", "places": place, "about": "13\n12", "reason": "统计口径不同" }]);
    std::fs::write(here.join("a.nianbao"), draft.to_string()).unwrap();
    let json = run(&here, &check);
    assert_eq!(json.status, 1, "{}", json.err);
    expect_test::expect_file!["../data/snapshots/check.json"].assert_eq(&json.out);
    let text = run(&here, &["check", "a.nianbao", "--today", "2025-01-10"]);
    assert!(text.out.contains("（已忽略：统计口径不同）"), "{}", text.out);
}

#[test]
fn a_folder_is_checked_line_by_line() {
    let here = folder("folder");
    complete(&here);
    std::fs::write(here.join("坏.nianbao"), "x").unwrap();
    let table = run(&here, &["check", "."]);
    assert_eq!(table.status, 2, "{}", table.err);
    let lines: Vec<&str> = table.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", table.out);
    assert!(
        lines[0].contains("错误") && lines[1].contains("不是公开年报的草稿") && lines[2].contains("青禾县水务局 2024"),
        "{}",
        table.out
    );
    let json = run(&here, &["check", ".", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((all.as_array().unwrap().len(), &all[1]["ready"]), (2, &true.into()));
}

#[test]
fn a_folder_without_drafts_is_told() {
    let here = folder("empty");
    let nothing = run(&here, &["check", "."]);
    assert_eq!((nothing.status, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.contains("里没有草稿"), "{}", nothing.err);
}

/// What two units wrote alike is told under the lines, of both.
#[test]
fn units_of_a_folder_that_wrote_alike_are_named() {
    let here = folder("alike");
    complete(&here);
    let problems = "栏目更新不够及时，政策解读形式单一，业务人员变动较多，培训没有跟上。下一步，将按月检查栏目，\
                    丰富解读形式，每季度组织一次业务培训，不断提高公开质量。";
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap().replace("栏目更新不够及时，已定期检查。", problems);
    std::fs::write(here.join(DRAFT), &draft).unwrap();
    std::fs::write(here.join("林业.nianbao"), draft.replace("青禾县水务局", "青禾县林业局")).unwrap();
    let table = run(&here, &["check", ".", "--today", "2025-01-10"]);
    assert_eq!(table.status, 0, "{}{}", table.out, table.err);
    let told: Vec<&str> = table.out.lines().skip_while(|line| !line.is_empty()).skip(1).collect();
    assert!(!told.is_empty(), "{}", table.out);
    for (file, other) in [("林业.nianbao", "青禾县水务局"), (DRAFT, "青禾县林业局")] {
        let is_told =
            |line: &&str| line.starts_with(file) && line.contains(&format!("与“{other}”同一年度的年报有 100%"));
        assert!(told.iter().any(is_told), "{file}: {}", table.out);
    }
    let json = run(&here, &["check", ".", "--format", "json", "--lang", "en"]);
    assert!(json.out.contains("is the same as in the report of “青禾县水务局” for the same year"), "{}", json.out);
    let alone = run(&here, &["check", DRAFT, "--today", "2025-01-10"]);
    assert!(!alone.out.contains("R36"), "{}", alone.out);
}

#[test]
fn the_check_report_is_a_file() {
    let here = folder("sheet");
    complete(&here);
    assert_eq!(run(&here, &["check", DRAFT, "-o", "校核.txt", "--today", "2025-01-10"]).status, 0);
    let text = std::fs::read_to_string(here.join("校核.txt")).unwrap();
    let count = format!("校核日期：2025-01-10。共校核 {} 条规则", CATALOGUE.len());
    let term = "2025年1月31日，还有 21 天";
    for part in [&count, term, "没有与上年的年度报告对照", "（二）", "R44（错误）每个字都印得出来"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(run(&here, &["check", DRAFT, "-o", "校核.pdf", "--today", "2025-01-10"]).status, 0);
    assert!(std::fs::read(here.join("校核.pdf")).unwrap().starts_with(b"%PDF"));
    assert_eq!(run(&here, &["check", DRAFT, "-o", "校核.doc"]).status, 2);
    assert_eq!(run(&here, &["check", DRAFT, "--today", "1月"]).status, 2);
}

/// A character that no font has is named with its paragraph, never printed as a box unawares.
#[test]
fn a_character_without_a_glyph_is_a_finding() {
    let here = folder("glyphs");
    complete(&here);
    let path = here.join(DRAFT);
    let draft = std::fs::read_to_string(&path).unwrap().replacen("公开41条", "公开\u{1F600}41条", 1);
    std::fs::write(&path, draft).unwrap();
    let checked = run(&here, &["check", DRAFT, "--format", "json"]);
    assert_eq!(checked.status, 1, "{}", checked.err);
    let all: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let found = all["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "R44").expect("R44");
    assert_eq!(found["places"][0]["prose"][1]["paragraph"], 0);
    assert!(found["message"].as_str().unwrap().contains('\u{1F600}'), "{found}");
}

/// A draft that another program hands over, as `curl … | nianbao check -` does.
#[test]
fn a_draft_on_standard_input_is_checked_as_its_file_is() {
    let here = folder("input");
    complete(&here);
    let draft = std::fs::read(here.join(DRAFT)).unwrap();
    let day = ["--today", "2025-01-10"];
    let file = run(&here, &[&["check", DRAFT][..], &day].concat());
    let input = run_with_input(&here, &[&["check", "-"][..], &day].concat(), &draft);
    assert_eq!((input.status, &input.out), (file.status, &file.out), "{}", input.err);
    let broken = run_with_input(&here, &["check", "-"], b"{\"format\": \"nianbao-draft\"");
    assert_eq!((broken.status, broken.out.as_str()), (2, ""));
    assert!(broken.err.contains("标准输入"), "{}", broken.err);
}

/// A year that is nowhere is said to be so, and never 0.
#[test]
fn a_blank_year_is_no_year_of_the_calendar() {
    let here = folder("no year");
    complete(&here);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    draft["year"] = 0.into();
    std::fs::create_dir(here.join("夹")).unwrap();
    std::fs::write(here.join("夹/a.nianbao"), draft.to_string()).unwrap();
    for language in ["zh", "en"] {
        let said = [
            &["check", "夹/a.nianbao", "--previous", DRAFT][..],
            &["check", "夹/a.nianbao", "-o", "-"],
            &["check", "夹"],
            &["info", "夹/a.nianbao"],
        ];
        for arguments in said {
            let ran = run_in(language, &here, arguments);
            let all = ran.out + &ran.err;
            let zero = all.split(|one: char| !one.is_alphanumeric()).any(|word| word == "0年");
            assert!(!zero && !all.contains(" 0 年") && !all.contains("for 0"), "{arguments:?}: {all}");
        }
        let head = run_in(language, &here, &["check", "夹/a.nianbao"]).out;
        let words = if language == "zh" { "年度未填：" } else { "no year:" };
        assert!(head.lines().next().unwrap().contains(words), "{head}");
        let json = run_in(language, &here, &["check", "夹/a.nianbao", "--format", "json"]).out;
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(value["year"].is_null() && value["deadline"].is_null(), "{json}");
    }
}
