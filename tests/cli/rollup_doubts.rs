//! What an office would fall into that adds up by hand: lists in several columns of paper, one unit under two names, one
//! report under two units, a government's report beside those of its units.

use serde_json::{Value, json};

use super::rollup::{draft, json_of};
use super::{complete, folder, run};

/// Six different numbers in tables without errors, the first of them `first`.
fn numbered(draft: &mut Value, first: u64) {
    for row in ["received", "granted"] {
        draft["numbers"][row]["natural_person"] = first.into();
        draft["numbers"][row]["enterprise"] = (first + 1).into();
    }
    draft["numbers"]["reconsideration"]["upheld"] = (first + 5).into();
    draft["numbers"]["reconsideration"]["overturned"] = (first + 7).into();
}

#[test]
fn a_list_in_two_columns_of_paper_is_one_list() {
    let here = folder("rollup-list-columns");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |_| ());
    let lists = [
        "青禾县报送单位名单,,,\n序号,单位名称,序号,单位名称\n1,水务局,3,体育局\n2,林业局,4,教育局\n,,5,白沙镇\n",
        "序号,单位,期限,序号,单位,期限,备注\n1,水务局,2025-01-20,3,体育局,2025-01-20,电话报过\n2,林业局,,4,教育局,\n,,,5,白沙镇\n",
    ];
    for list in lists {
        std::fs::write(here.join("名单.csv"), list).unwrap();
        let all = json_of(&run(&here, &["rollup", "报", "--units", "名单.csv", "--format", "json"]));
        let absent: Vec<&str> =
            all["absent"].as_array().unwrap().iter().map(|one| one["unit"].as_str().unwrap()).collect();
        assert_eq!(absent, ["林业局", "体育局", "教育局", "白沙镇"], "{list}");
        assert_eq!(all["files"][0]["listed"], true, "{list}");
    }
    // A heading through all columns stands in the first of them, and says of what kind the units below it are.
    std::fs::write(
        here.join("名单.csv"),
        "序号,单位\n一、政府部门,\n1,水务局\n二、乡镇（街道）,\n2,白沙\n以上单位请按时报送,\n",
    )
    .unwrap();
    let own = |scope: &str| {
        draft(&here, "报/白沙.nianbao", "白沙", "department", |_| ());
        let all = json_of(&run(&here, &["rollup", "报", "--units", "名单.csv", "--scope", scope, "--format", "json"]));
        let file = all["files"].as_array().unwrap().iter().find(|one| one["file"] == "白沙.nianbao").unwrap().clone();
        (file["standing"].clone(), all["absent"].clone())
    };
    assert_eq!(own("own"), (json!("out_of_scope"), json!([])));
}

#[test]
fn what_may_be_counted_twice_is_named() {
    let here = folder("rollup-doubts");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |draft| numbered(draft, 10));
    draft(&here, "报/乙.nianbao", "青禾县林业局", "department", |draft| numbered(draft, 20));
    let told = |files: &[&str]| {
        let ran = run(&here, &["rollup", "报"]);
        let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
        let notes: Vec<Value> = files
            .iter()
            .map(|file| {
                all["files"].as_array().unwrap().iter().find(|one| one["file"] == *file).unwrap()["note"].clone()
            })
            .collect();
        assert!(all["files"].as_array().unwrap().iter().all(|one| one["standing"] == "counted"), "{all}");
        (ran.status, notes.iter().map(|note| note.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(told(&["甲.nianbao", "乙.nianbao"]), (0, vec![String::new(), String::new()]));
    // A second name on the door.
    draft(&here, "报/丙.nianbao", "青禾县水务局（青禾县河长制办公室）", "department", |draft| {
        numbered(draft, 30)
    });
    let (status, notes) = told(&["丙.nianbao", "甲.nianbao"]);
    assert!(status == 1 && notes[0].contains("与“甲.nianbao”可能是同一单位") && notes[1].is_empty(), "{notes:?}");
    // The unit was renamed, and both names sent the same.
    draft(&here, "报/丙.nianbao", "青禾县水利和湖泊局", "department", |draft| numbered(draft, 10));
    let (status, notes) = told(&["甲.nianbao", "丙.nianbao"]);
    let same = notes.iter().filter(|note| note.contains("都相同，可能是同一份")).count();
    assert!(status == 1 && same == 1, "{notes:?}");
    // The county's report, which has more than the sum of those that are here.
    draft(&here, "报/丙.nianbao", "青禾县人民政府", "county", |draft| numbered(draft, 90));
    let (status, notes) = told(&["丙.nianbao", "甲.nianbao"]);
    assert!(status == 1 && notes[0].contains("与它所属单位的一起计入") && notes[1].is_empty(), "{notes:?}");
    // Another county's is a report as any other.
    draft(&here, "报/丙.nianbao", "柳县人民政府", "county", |draft| numbered(draft, 90));
    assert_eq!(told(&["丙.nianbao"]), (0, vec![String::new()]));
    // Small numbers are alike by chance.
    for (file, unit) in [("甲", "青禾县水务局"), ("乙", "青禾县林业局"), ("丙", "青禾县教育局")] {
        draft(&here, &format!("报/{file}.nianbao"), unit, "department", |_| ());
    }
    assert_eq!(told(&["丙.nianbao"]), (0, vec![String::new()]));
}

/// A package that was unpacked among other reports is no package any more; its lists are none of the reports.
#[test]
fn the_lists_of_an_unpacked_package_are_no_reports() {
    let here = folder("rollup-unpacked");
    complete(&here);
    draft(&here, "水.nianbao", "青禾县水务局", "department", |_| ());
    draft(&here, "报/乙.nianbao", "青禾县林业局", "department", |_| ());
    let made = run(&here, &["package", "水.nianbao", "-o", "包"]);
    assert!(made.status < 2, "{}", made.err);
    for file in std::fs::read_dir(here.join("包")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), here.join("报").join(file.file_name())).unwrap();
    }
    let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
    let aside: Vec<&str> = all["aside"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(all["failed"], json!([]));
    assert!(aside.contains(&"SHA256SUMS") && aside.contains(&"manifest.json"), "{aside:?}");
    let counted = all["files"].as_array().unwrap().iter().filter(|one| one["standing"] == "counted");
    assert_eq!(counted.count(), 2, "{all}");
}

/// What was sent back to a unit is asked of it in the next round though it names itself otherwise by then.
#[test]
fn the_next_round_knows_a_unit_by_each_of_its_names() {
    let here = folder("rollup-round-names");
    complete(&here);
    let sent = |unit: &str| {
        draft(&here, "报/甲.nianbao", unit, "department", |draft| {
            draft["numbers"]["granted"]["natural_person"] = 11.into()
        });
        draft(&here, "报/乙.nianbao", "青禾县林业局", "department", |_| ());
        let ran = run(&here, &["rollup", "报", "--returns", "退", "--today", "2025-01-10", "--format", "json"]);
        json_of(&ran)["returned"].clone()
    };
    assert_eq!(sent("青禾县水务局")["before"], json!([]));
    let before = sent("示例市青禾县水务局")["before"].clone();
    let unit = before.as_array().unwrap().iter().find(|one| one["unit"] == "示例市青禾县水务局");
    assert!(unit.is_some_and(|unit| unit["left"].as_u64() > Some(0)), "{before}");
}
