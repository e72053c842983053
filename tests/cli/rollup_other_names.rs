//! Units whose names in the list, in their reports and on their doors are not the same: short names, second names.

use std::path::Path;

use serde_json::{Value, json};

use super::rollup::{draft, json_of};
use super::{complete, folder, run};

#[derive(serde::Deserialize)]
struct OtherNames {
    same: Vec<[String; 2]>,
    apart: Vec<[String; 2]>,
}

/// What a list of units tells of reports with these names of units: the names of the list by report, who is missing.
fn compared(here: &Path, listed: &[&str], reported: &[&str]) -> (Value, Vec<(Value, Value)>, Vec<Value>) {
    let _ = std::fs::remove_dir_all(here.join("报"));
    for (number, unit) in reported.iter().enumerate() {
        draft(here, &format!("报/{number:02}.nianbao"), unit, "department", |draft| {
            draft["numbers"]["received"]["natural_person"] = number.into();
        });
    }
    std::fs::write(here.join("名单.txt"), listed.join("\n")).unwrap();
    let all = json_of(&run(here, &["rollup", "报", "--units", "名单.txt", "--format", "json"]));
    let files = all["files"].as_array().unwrap().iter();
    let files = files.map(|file| (file["listed"].clone(), file["listed_as"].clone())).collect();
    let absent = all["absent"].as_array().unwrap().iter().map(|unit| unit["unit"].clone()).collect();
    (all, files, absent)
}

#[test]
fn a_short_name_in_the_list_or_in_the_report_is_the_same_unit() {
    let here = folder("rollup-short-names");
    complete(&here);
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rollup/other_names.toml");
    let names: OtherNames = toml::from_str(&std::fs::read_to_string(text).unwrap()).unwrap();
    for (listed, reported) in [(0, 1), (1, 0)] {
        let side = |side: usize| names.same.iter().map(|pair| pair[side].as_str()).collect::<Vec<_>>();
        let (all, files, absent) = compared(&here, &side(listed), &side(reported));
        assert!(absent.is_empty(), "{absent:?}");
        for (pair, file) in names.same.iter().zip(&files) {
            assert_eq!(*file, (json!(true), json!(pair[listed])), "{pair:?}");
        }
        let told = all["files"][0]["note"].as_str().unwrap();
        assert!(told.contains(&format!("对应名单里的“{}”", names.same[0][listed])), "{told}");
    }
    for pair in &names.apart {
        for (listed, reported) in [(0, 1), (1, 0)] {
            let (_, files, absent) = compared(&here, &[&pair[listed]], &[&pair[reported]]);
            assert_eq!((files, absent), (vec![(json!(false), Value::Null)], vec![json!(pair[listed])]), "{pair:?}");
        }
    }
}

#[test]
fn where_two_fit_a_short_name_is_nobodys() {
    let here = folder("rollup-short-names-two");
    complete(&here);
    let none = (json!(false), Value::Null);
    let (_, files, absent) = compared(&here, &["文旅局"], &["青禾县文化和旅游局", "青禾县文化广电旅游局"]);
    assert_eq!((files, absent), (vec![none.clone(), none.clone()], vec![json!("文旅局")]));
    let (_, files, absent) = compared(&here, &["卫健委", "卫计健委"], &["青禾县卫生计划健康委员会"]);
    assert_eq!((files, absent.len()), (vec![none.clone()], 2));
    // A name that is there itself is not given to another.
    let (_, files, absent) = compared(&here, &["应急局"], &["应急局", "青禾县应急管理局"]);
    assert_eq!((files, absent.len()), (vec![(json!(true), Value::Null), none], 0));
}

/// The list says of what kind a unit is though it names it otherwise; its own last day holds too.
#[test]
fn kind_and_day_of_the_list_hold_for_a_short_name() {
    let here = folder("rollup-short-names-kind");
    complete(&here);
    let signed =
        |draft: &mut Value| draft["signature"] = json!({ "unit": "青禾县人民政府办公室", "date": "2025-01-12" });
    draft(&here, "报/甲.nianbao", "青禾县人民政府办公室", "department", signed);
    draft(&here, "报/乙.nianbao", "青禾县应急管理局", "department", |_| ());
    std::fs::write(here.join("名单.csv"), "单位,类型,期限\n县府办,政府本机关,2025-01-10\n应急局,乡镇,\n").unwrap();
    let told = |scope| {
        json_of(&run(&here, &["rollup", "报", "--units", "名单.csv", "--scope", scope, "--format", "json"]))["files"]
            .clone()
    };
    let files = told("own");
    assert_eq!((&files[1]["kind"], &files[1]["late"]), (&json!("government_office"), &json!(true)), "{files}");
    assert_eq!(files[0]["standing"], "out_of_scope", "{files}");
}

/// Two reports of one unit under its short and its full name both count, and somebody has to look.
#[test]
fn a_short_name_beside_the_full_one_is_told() {
    let here = folder("rollup-short-names-twice");
    complete(&here);
    let (all, ..) = compared(&here, &[], &["青禾县卫生健康委员会", "县卫健委", "青禾县公安局"]);
    let notes: Vec<&str> =
        all["files"].as_array().unwrap().iter().map(|file| file["note"].as_str().unwrap_or_default()).collect();
    assert!(
        notes[1].contains("与“00.nianbao”可能是同一单位") && notes[0].is_empty() && notes[2].is_empty(),
        "{notes:?}"
    );
}

/// A second name on the door that is in the list too counts once, and no unit is missing without a word.
#[test]
fn a_second_name_is_told_and_counts_once() {
    let here = folder("rollup-second-names");
    complete(&here);
    let both = "青禾县档案局（加挂青禾县档案馆牌子）";
    let (all, files, absent) = compared(&here, &["档案局", "档案馆"], &[both]);
    assert_eq!((files, absent), (vec![(json!(true), json!("档案局"))], vec![json!("档案馆")]));
    assert_eq!(all["absent"][0]["second_of"], "00.nianbao");
    let told = run(&here, &["rollup", "报", "--units", "名单.txt"]).out;
    assert!(told.contains("“00.nianbao”的单位名称里有它的名称"), "{told}");
    // The list has only the second.
    let (_, files, absent) = compared(&here, &["县档案馆"], &[both]);
    assert_eq!((files, absent), (vec![(json!(true), json!("县档案馆"))], vec![]));
    // Both have reported.
    let (all, files, absent) = compared(&here, &["档案局", "档案馆"], &[both, "青禾县档案馆"]);
    assert_eq!((files, absent), (vec![(json!(true), json!("档案局")), (json!(true), Value::Null)], vec![]));
    assert!(all["files"][0]["note"].as_str().unwrap().contains("与“01.nianbao”可能是同一单位"), "{all}");
    // The same report twice, once under both names: a copy.
    let numbers = |draft: &mut Value| {
        for (at, row) in ["received", "granted", "not_held"].into_iter().enumerate() {
            draft["numbers"][row]["natural_person"] = (at + 11).into();
            draft["numbers"][row]["enterprise"] = (at + 21).into();
        }
    };
    draft(&here, "报/00.nianbao", both, "department", numbers);
    draft(&here, "报/01.nianbao", "青禾县档案馆", "department", numbers);
    let all = json_of(&run(&here, &["rollup", "报", "--units", "名单.txt", "--format", "json"]));
    let standings: Vec<&Value> = all["files"].as_array().unwrap().iter().map(|file| &file["standing"]).collect();
    assert_eq!((standings, &all["absent"]), (vec![&json!("same"), &json!("counted")], &json!([])), "{all}");
    // The list has both in one line, the reports have one each.
    let (all, files, absent) = compared(&here, &["青禾县档案局（档案馆）"], &["青禾县档案局", "青禾县档案馆"]);
    assert_eq!(
        (files[0].1.clone(), files[1].0.clone(), absent),
        (json!("青禾县档案局（档案馆）"), json!(false), vec![])
    );
    let note = all["files"][1]["note"].as_str().unwrap();
    assert!(note.contains("名单里的“青禾县档案局（档案馆）”括号中有这个名称"), "{note}");
    // Two branches of one unit are neither's.
    let (_, files, _) = compared(&here, &["水务局"], &["水务局（东片）", "水务局（西片）"]);
    assert_eq!(files, [(json!(false), Value::Null), (json!(false), Value::Null)]);
}

/// Among the sums of counties a department's report that is in one of them already counts once, and that is told.
#[test]
fn a_department_beside_the_sum_of_its_county_counts_once() {
    let here = folder("rollup-strays");
    complete(&here);
    let received = |count: u64| move |draft: &mut Value| draft["numbers"]["received"]["natural_person"] = count.into();
    for (file, unit, count) in [("甲", "青禾县水务局", 17), ("乙", "青禾县林业局", 12), ("丙", "青禾县教育局", 8)]
    {
        draft(&here, &format!("县/{file}.nianbao"), unit, "department", received(count));
    }
    std::fs::create_dir(here.join("市")).unwrap();
    assert!(run(&here, &["rollup", "县", "--unit", "青禾县人民政府", "-o", "市/青禾县.nianbao"]).status < 2);
    draft(&here, "市/柳县.nianbao", "柳县人民政府", "county", received(100));
    draft(&here, "市/水务局.nianbao", "青禾县水务局", "department", received(17));
    draft(&here, "市/市教育局.nianbao", "示例市教育局", "department", received(1));
    let told = |more: &[&str]| {
        let all = json_of(&run(&here, &[&["rollup", "市", "--format", "json"][..], more].concat()));
        let files = all["files"].as_array().unwrap().iter();
        let files: Vec<String> = files.map(|file| file["standing"].as_str().unwrap().to_owned()).collect();
        let cells = all["cells"].as_array().unwrap();
        let sum = cells.iter().find(|cell| cell["cell"] == "received.natural_person").unwrap()["sum"].clone();
        (files.join(" "), sum, all["absent"].clone())
    };
    let order = ["市教育局.nianbao", "柳县.nianbao", "水务局.nianbao", "青禾县.nianbao"];
    let all = json_of(&run(&here, &["rollup", "市", "--format", "json"]));
    let files: Vec<&Value> = all["files"].as_array().unwrap().iter().map(|file| &file["file"]).collect();
    assert_eq!(files, order);
    let once = ("counted counted in_sum counted".to_owned(), json!(138), json!([]));
    assert_eq!(told(&[]), once);
    assert_eq!(told(&["--unit", "示例市人民政府"]), once);
    let page = run(&here, &["rollup", "市"]);
    assert!(page.status == 1 && page.out.contains("它的数应当已经在上级的“青禾县.nianbao”里，未计入"), "{}", page.out);
    // The county's document has no record: its name and its numbers tell.
    draft(&here, "市/青禾县.nianbao", "青禾县人民政府", "county", received(37));
    assert_eq!(told(&[]), once);
    // A number that the county's own does not have in it cannot be a part of it.
    draft(&here, "市/水务局.nianbao", "青禾县水务局", "department", received(38));
    let (files, sum, _) = told(&[]);
    assert_eq!((files.as_str(), sum), ("counted counted counted counted", json!(176)));
    assert!(run(&here, &["rollup", "市"]).out.contains("与它所属单位的一起计入了，可能重复"));
    // In the county's own folder its former sum goes, not its departments.
    draft(&here, "市/水务局.nianbao", "青禾县水务局", "department", received(17));
    let (files, sum, _) = told(&["--unit", "青禾县人民政府"]);
    assert_eq!((files.as_str(), sum), ("counted counted counted the_sum", json!(118)));
}

/// A unit whose file is here and cannot be read is not only missing.
#[test]
fn the_file_of_a_missing_unit_that_cannot_be_read_is_told() {
    let here = folder("rollup-unread-of-missing");
    complete(&here);
    compared(&here, &["青禾县水务局", "青禾县教育局", "青禾县民政局"], &["青禾县公安局"]);
    std::fs::create_dir_all(here.join("报/03民政局")).unwrap();
    for file in ["水务局年报.docx", "体育教育局.docx", "03民政局/年报.docx"] {
        std::fs::write(here.join("报").join(file), "PK\u{3}\u{4}").unwrap();
    }
    let ran = run(&here, &["rollup", "报", "--units", "名单.txt"]);
    assert!(ran.out.contains("“水务局年报.docx”像是它报的，但是读不了"), "{}", ran.out);
    let all = json_of(&run(&here, &["rollup", "报", "--units", "名单.txt", "--format", "json"]));
    let unread: Vec<&Value> = all["absent"].as_array().unwrap().iter().map(|unit| &unit["unread"]).collect();
    assert_eq!(unread, [&json!("水务局年报.docx"), &Value::Null, &json!("03民政局/年报.docx")]);
}

/// A list in which no unit is found is told, not taken for none.
#[test]
fn a_list_without_units_is_told() {
    let here = folder("rollup-empty-list");
    complete(&here);
    compared(&here, &["请各单位按时报送。"], &["青禾县公安局"]);
    let ran = run(&here, &["rollup", "报", "--units", "名单.txt"]);
    assert!(ran.err.contains("名单里没有认出任何单位"), "{}", ran.err);
    assert!(!run(&here, &["rollup", "报"]).err.contains("名单"));
}
