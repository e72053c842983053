//! What a roll-up takes from a list's last days, from several files of one unit, and from reports that nobody changed
//! between two rounds; and when it writes nothing.

use serde_json::{Value, json};

use super::rollup::{draft, json_of};
use super::{complete, folder, run, run_in};

#[test]
fn last_days_are_known_by_every_usual_head_and_what_is_no_day_is_told() {
    let here = folder("rollup-last-days");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |_| ());
    for head in ["期限", "报送时限", "时限", "上报时间", "提交日期", "最迟时间", "填报日期", "完成时间", "Deadline"]
    {
        std::fs::write(here.join("名单.csv"), format!("单位名称,{head}\n水务局,\n林业局,2025-01-07\n")).unwrap();
        let ran = run(&here, &["rollup", "报", "--units", "名单.csv", "--today", "2025-01-09", "--format", "json"]);
        let absent = json_of(&ran)["absent"].clone();
        assert_eq!((&absent[0]["unit"], &absent[0]["due"]), (&json!("林业局"), &json!("2025-01-07")), "{head}");
        assert_eq!(ran.err, "", "{head}");
    }
    std::fs::write(here.join("名单.csv"), "单位名称,报送时限\n水务局,\n林业局,春节前\n体育局,13月1日\n").unwrap();
    for (language, words) in [("zh", "2 个单位"), ("en", "2 units")] {
        let ran = run_in(language, &here, &["rollup", "报", "--units", "名单.csv", "--today", "2025-01-09"]);
        assert!(ran.err.contains(words) && ran.err.contains("春节前"), "{language}: {}", ran.err);
    }
}

/// Of files with the same numbers the one with the texts counts, whichever was saved last.
#[test]
fn a_document_goes_before_the_workbook_of_its_tables() {
    let here = folder("rollup-worth");
    complete(&here);
    draft(&here, "水务局.nianbao", "青禾县水务局", "department", |_| ());
    std::fs::create_dir(here.join("报")).unwrap();
    let age = |name: &str, seconds: u64| {
        let day = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000 + seconds);
        std::fs::File::options().write(true).open(here.join(name)).unwrap().set_modified(day).unwrap();
    };
    for (at, kind) in ["docx", "xlsx"].into_iter().enumerate() {
        let name = format!("报/青禾县水务局2024年.{kind}");
        assert!(run(&here, &["export", "水务局.nianbao", "-o", &name]).status < 2, "{kind}");
        age(&name, at as u64);
    }
    let standings = || {
        let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
        let files = all["files"].as_array().unwrap().clone();
        files.into_iter().map(|file| (file["file"].clone(), file["standing"].clone())).collect::<Vec<_>>()
    };
    let of = |kind: &str, standing: &str| (json!(format!("青禾县水务局2024年.{kind}")), json!(standing));
    assert_eq!(standings(), [of("docx", "counted"), of("xlsx", "same")]);
    std::fs::copy(here.join("水务局.nianbao"), here.join("报/青禾县水务局2024年.nianbao")).unwrap();
    age("报/青禾县水务局2024年.nianbao", 0);
    age("报/青禾县水务局2024年.docx", 5);
    assert_eq!(standings(), [of("docx", "same"), of("nianbao", "counted"), of("xlsx", "same")]);
}

#[test]
fn reports_that_nobody_changed_are_no_new_round_and_old_sheets_are_told() {
    let here = folder("rollup-same-round");
    complete(&here);
    let wrong = |granted: u64| {
        draft(&here, "报/林业局.nianbao", "青禾县林业局", "department", move |draft| {
            draft["numbers"]["granted"]["natural_person"] = granted.into();
        });
    };
    wrong(11);
    draft(&here, "报/水务局.nianbao", "青禾县水务局", "department", |draft| {
        draft["numbers"]["granted"]["natural_person"] = 12.into();
    });
    let round = || json_of(&run(&here, &["rollup", "报", "--returns", "退", "--format", "json"]))["returned"].clone();
    let rounds = || {
        let record: Value = serde_json::from_slice(&std::fs::read(here.join("退/退回记录.json")).unwrap()).unwrap();
        record["rounds"].clone()
    };
    let sheet = || std::fs::read(here.join("退/退回单-青禾县林业局.docx")).unwrap();
    let first = round();
    let (written, said) = (sheet(), run(&here, &["rollup", "报", "--returns", "退"]));
    assert!(said.out.contains("仍算上次那一轮"), "{}", said.out);
    let second = round();
    assert_eq!((&second["repeated"], &second["items"], rounds()), (&json!(true), &first["items"], json!(1)));
    assert!(sheet() == written, "an unchanged report keeps its sheet");
    // A sheet that is gone is written again, and a changed report is a new round.
    std::fs::remove_file(here.join("退/退回单-青禾县林业局.pdf")).unwrap();
    round();
    assert!(here.join("退/退回单-青禾县林业局.pdf").exists());
    let before = rounds().as_u64().unwrap();
    wrong(13);
    assert_eq!(round()["repeated"], json!(false));
    assert_eq!(rounds().as_u64().unwrap(), before + 1);
    // Nobody takes the sheet of a report that can no longer be read for one of this round.
    std::fs::write(here.join("报/林业局.nianbao"), "{\"format\": \"nianbao-draft\", \"version\": \"1").unwrap();
    assert_eq!(round()["former"], json!(["青禾县林业局"]));
    let said = run(&here, &["rollup", "报", "--returns", "退"]).out;
    assert!(said.contains("“青禾县林业局”") && said.contains("是以前的"), "{said}");
    let said = run_in("en", &here, &["rollup", "报", "--returns", "退"]).out;
    assert!(said.contains("former ones"), "{said}");
}

#[test]
fn nothing_is_written_of_reports_that_cannot_be_read_or_cells_that_are_none() {
    let here = folder("rollup-nothing-read");
    complete(&here);
    std::fs::create_dir(here.join("坏")).unwrap();
    std::fs::write(here.join("坏/水务局.docx"), "PK\u{3}\u{4}").unwrap();
    for output in ["和.nianbao", "和.xlsx", "和.csv"] {
        let ran = run(&here, &["rollup", "坏", "-o", output]);
        assert!(ran.status == 2 && ran.err.contains("没有写出汇总"), "{output}: {} {}", ran.status, ran.err);
        assert!(ran.err.contains("水务局.docx"), "{output}: {}", ran.err);
        assert!(!here.join(output).exists(), "{output}");
    }
    let ran = run(&here, &["rollup", "坏", "--charts", "图.pdf", "--returns", "退"]);
    assert!(ran.status == 2 && !here.join("图.pdf").exists() && !here.join("退").exists(), "{}", ran.err);
    draft(&here, "报/水务局.nianbao", "青禾县水务局", "department", |_| ());
    let ran = run(&here, &["rollup", "报", "--charts", "图.pdf", "--chart-cells", "received.total,foo.bar"]);
    assert!(ran.status == 2 && ran.err.contains("“foo.bar”这一格"), "{} {}", ran.status, ran.err);
    assert!(!here.join("图.pdf").exists());
}
