//! What this program itself wrote lies among the units' reports: sums, exports, sheets and charts count nothing twice.

use std::path::Path;

use serde_json::{Value, json};

use super::rollup::{draft, json_of};
use super::{complete, folder, run, run_in};

/// What each file of the folder counts as, and the sum of the requests of natural persons.
fn standings(here: &Path, more: &[&str]) -> (std::collections::BTreeMap<String, String>, Value) {
    let arguments: Vec<&str> = ["rollup", "报", "--format", "json"].iter().chain(more).copied().collect();
    let ran = run(here, &arguments);
    let all = json_of(&ran);
    let text = |one: &Value, of: &str| one[of].as_str().unwrap().to_owned();
    let files = all["files"].as_array().unwrap().iter().map(|one| (text(one, "file"), text(one, "standing")));
    let cells = all["cells"].as_array().unwrap();
    let sum = cells.iter().find(|cell| cell["cell"] == "received.natural_person").unwrap()["sum"].clone();
    (files.collect(), sum)
}

/// A sum that lies beside its parts is not added to them, as draft or as export; without them it is a report.
#[test]
fn the_sum_of_an_earlier_rollup_is_not_added_again() {
    let here = folder("rollup-again");
    complete(&here);
    for (file, unit, received) in [("甲", "青禾县水务局", 17), ("乙", "青禾县林业局", 12), ("丙", "青禾县教育局", 8)]
    {
        draft(&here, &format!("报/{file}.nianbao"), unit, "department", |draft| {
            draft["numbers"]["received"]["natural_person"] = received.into()
        });
    }
    let made = run(&here, &["rollup", "报", "--unit", "青禾县人民政府", "-o", "报/全县.nianbao"]);
    assert!(made.status < 2, "{}", made.err);
    let (files, sum) = standings(&here, &[]);
    assert_eq!((files["全县.nianbao"].as_str(), &sum), ("former_sum", &37.into()), "{files:?}");
    let told = run(&here, &["rollup", "报"]);
    assert!(told.out.contains("以前的汇总，未计入"), "{}", told.out);
    for file in ["全县.docx", "全县.html"] {
        assert_eq!(run(&here, &["export", "报/全县.nianbao", "-o", &format!("报/{file}")]).status, 0);
        let (files, sum) = standings(&here, &[]);
        assert_eq!((files[file].as_str(), &sum), ("former_sum", &37.into()), "{files:?}");
    }
    // Without the draft its numbers tell it; a document has the record itself.
    std::fs::remove_file(here.join("报/全县.docx")).unwrap();
    std::fs::create_dir(here.join("市")).unwrap();
    std::fs::rename(here.join("报/全县.nianbao"), here.join("市/青禾县.nianbao")).unwrap();
    let (files, sum) = standings(&here, &[]);
    assert_eq!((files["全县.html"].as_str(), &sum), ("sum_of_others", &37.into()), "{files:?}");
    // A city adds up the sums of its counties.
    let city = json_of(&run(&here, &["rollup", "市", "--format", "json"]));
    assert_eq!(city["files"][0]["standing"], "counted", "{city}");
}

/// Of an earlier sum some parts are here and some are not: it is not added to those that are, and the others are
/// missing like units of a list, since the sum of what is here lacks them.
#[test]
fn a_part_that_only_an_earlier_sum_has_is_missing() {
    let here = folder("rollup-lost-parts");
    complete(&here);
    for (file, unit, kind) in [
        ("甲", "青禾县水务局", "department"),
        ("乙", "青禾县林业局", "department"),
        ("丙", "青禾县白沙镇人民政府", "township"),
    ] {
        draft(&here, &format!("报/{file}.nianbao"), unit, kind, |_| ());
    }
    let made = run(&here, &["rollup", "报", "--unit", "青禾县人民政府", "-o", "报/全县.nianbao"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let complete = run(&here, &["rollup", "报"]);
    assert!(complete.status == 0 && complete.out.contains("没有报 0"), "{}", complete.out);
    std::fs::remove_file(here.join("报/乙.nianbao")).unwrap();
    std::fs::remove_file(here.join("报/丙.nianbao")).unwrap();
    let missing = |more: &[&str]| {
        let arguments: Vec<&str> = ["rollup", "报", "--today", "2025-01-20"].iter().chain(more).copied().collect();
        let told = run(&here, &arguments);
        let all = json_of(&run(&here, &[&arguments[..], &["--format", "json"]].concat()));
        let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
        let absent = all["absent"].as_array().unwrap().iter().map(|one| (text(one, "unit"), text(one, "in_sum")));
        (told.status, told.out, absent.collect::<Vec<_>>())
    };
    let in_sum = |unit: &str| (unit.to_owned(), "全县.nianbao".to_owned());
    let both = [in_sum("青禾县白沙镇人民政府"), in_sum("青禾县林业局")];
    for more in [&[][..], &["--unit", "青禾县人民政府"]] {
        let (status, told, absent) = missing(more);
        assert_eq!((status, &absent[..]), (1, &both[..]), "{told}");
        let late = "青禾县林业局：期限 2025-01-31；它的数只在以前的汇总“全县.nianbao”里";
        assert!(told.contains(late) || told.contains("青禾县林业局：期限 "), "{told}");
        assert!(told.contains("只在以前的汇总“全县.nianbao”里") && told.contains("没有报 2"), "{told}");
    }
    // A sum of the own level lacks no township.
    assert_eq!(missing(&["--scope", "own"]).2, [in_sum("青禾县林业局")]);
    // What the list has too is missing once, by the name of the list.
    std::fs::write(here.join("名单.txt"), "水务局\n林业局\n").unwrap();
    let (_, told, absent) = missing(&["--units", "名单.txt"]);
    assert_eq!(absent, [in_sum("林业局"), in_sum("青禾县白沙镇人民政府")], "{told}");
    // Without any of its parts, and without its name, it is a report as any other: nothing is lost.
    std::fs::rename(here.join("报/甲.nianbao"), here.join("报/别.nianbao")).unwrap();
    draft(&here, "报/别.nianbao", "示例市柳县教育局", "department", |_| ());
    let (status, told, absent) = missing(&[]);
    assert_eq!((status, absent), (0, Vec::new()), "{told}");
    let (status, _, absent) = missing(&["--unit", "青禾县人民政府"]);
    assert_eq!((status, absent.len()), (1, 3));
}

/// Where every unit has 0 nobody is the first; a zero beside other numbers has its rank, and zeros stand before blanks.
#[test]
fn zeros_alone_have_no_ranks() {
    let here = folder("rollup-zero-ranks");
    complete(&here);
    for (file, unit, upheld) in
        [("甲", "青禾县水务局", json!(0)), ("乙", "青禾县林业局", Value::Null), ("丙", "青禾县教育局", json!(0))]
    {
        draft(&here, &format!("报/{file}.nianbao"), unit, "department", |draft| {
            let cells = draft["numbers"]["reconsideration"].as_object_mut().unwrap();
            match &upheld {
                Value::Null => drop(cells.remove("upheld")),
                number => drop(cells.insert("upheld".into(), number.clone())),
            }
        });
    }
    let ranks = || {
        assert!(run(&here, &["rollup", "报", "-o", "和.nianbao", "--force"]).status < 2);
        let cell = ["rollup", "和.nianbao", "--cell", "reconsideration.upheld"];
        let all = json_of(&run(&here, &[&cell[..], &["--format", "json"]].concat()));
        let parts = all["parts"].as_array().unwrap().iter().map(|part| (part["unit"].clone(), part["rank"].clone()));
        (parts.collect::<Vec<_>>(), run(&here, &cell).out)
    };
    let unit = |unit: &str, rank: Value| (json!(unit), rank);
    let (parts, told) = ranks();
    let none = Value::Null;
    let zeros =
        [unit("青禾县教育局", none.clone()), unit("青禾县水务局", none.clone()), unit("青禾县林业局", none.clone())];
    assert_eq!(parts, zeros, "{told}");
    assert!(told.contains("都是 0，不排名次"), "{told}");
    draft(&here, "报/丙.nianbao", "青禾县教育局", "department", |draft| {
        draft["numbers"]["reconsideration"]["upheld"] = 2.into();
    });
    let (parts, told) = ranks();
    let ranked = [unit("青禾县教育局", json!(1)), unit("青禾县水务局", json!(2)), unit("青禾县林业局", none)];
    assert_eq!(parts, ranked, "{told}");
    assert!(!told.contains("不排名次"), "{told}");
}

/// A draft is counted and its export is the copy, though the export was written later.
#[test]
fn a_draft_goes_before_its_export() {
    let here = folder("rollup-copies");
    complete(&here);
    draft(&here, "报/局.nianbao", "青禾县水务局", "department", |_| {});
    assert_eq!(run(&here, &["export", "报/局.nianbao", "-o", "报/局.docx"]).status, 0);
    let late = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    std::fs::File::options().write(true).open(here.join("报/局.docx")).unwrap().set_modified(late).unwrap();
    let (files, _) = standings(&here, &[]);
    assert_eq!((files["局.nianbao"].as_str(), files["局.docx"].as_str()), ("counted", "same"), "{files:?}");
}

/// A sum for which nobody gave a name is a sum all the same.
#[test]
fn the_sum_without_a_name_is_not_added_again() {
    let here = folder("rollup-nameless-sum");
    complete(&here);
    draft(&here, "报/水务局.nianbao", "青禾县水务局", "department", |_| {});
    draft(&here, "报/林业局.nianbao", "青禾县林业局", "department", |_| {});
    assert!(run(&here, &["rollup", "报", "-o", "报/汇总.nianbao"]).status < 2);
    let (files, _) = standings(&here, &[]);
    assert_eq!(files["汇总.nianbao"], "former_sum", "{files:?}");
}

/// A count within quotes is a count. A sum that is too large names cell and unit, and the others are added up.
#[test]
fn a_number_of_another_measure_costs_no_sum() {
    let here = folder("rollup-measures");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |draft| {
        draft["numbers"]["received"]["natural_person"] = "12".into()
    });
    draft(&here, "报/乙.nianbao", "青禾县林业局", "department", |_| {});
    draft(&here, "报/丙.nianbao", "青禾县教育局", "department", |draft| {
        draft["numbers"]["received"]["natural_person"] = "1.5".into()
    });
    let (_, sum) = standings(&here, &[]);
    assert_eq!(sum, 24);
    let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
    let wrong = all["files"].as_array().unwrap().iter().find(|one| one["file"] == "丙.nianbao").unwrap();
    assert!(wrong["table_errors"].as_u64().unwrap() > 0, "{wrong}");
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |draft| {
        draft["numbers"]["received"]["natural_person"] = u64::MAX.into()
    });
    let ran = run(&here, &["rollup", "报", "-o", "和.nianbao"]);
    assert!(ran.status == 2 && ran.err.contains("青禾县水务局") && ran.err.contains("自然人"), "{}", ran.err);
    let sum: Value = serde_json::from_slice(&std::fs::read(here.join("和.nianbao")).unwrap()).unwrap();
    let numbers = &sum["numbers"];
    assert_eq!(
        (&numbers["received"]["natural_person"], numbers["granted"]["natural_person"].is_u64()),
        (&Value::Null, true)
    );
}

/// A command, and each file that it makes with what the file is.
type MadeFiles = (&'static [&'static str], &'static [(&'static str, &'static str)]);

/// What the program itself made about reports lies in the folder: named, not counted, not unreadable, not imported.
#[test]
fn own_sheets_are_no_reports() {
    let here = folder("rollup-own-outputs");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |_| {});
    draft(&here, "报/乙.nianbao", "青禾县林业局", "department", |draft| {
        draft["numbers"]["granted"]["natural_person"] = 11.into()
    });
    let made: &[MadeFiles] = &[
        (&["check", "报/甲.nianbao", "-o", "报/校核.pdf"], &[("校核.pdf", "校核报告")]),
        (&["check", "报/甲.nianbao", "-o", "报/校核.txt"], &[("校核.txt", "校核报告")]),
        (&["compare", "报/甲.nianbao", "报/乙.nianbao", "-o", "报/比对.pdf"], &[("比对.pdf", "比对稿")]),
        (&["compare", "报/甲.nianbao", "报/乙.nianbao", "-o", "报/比对.txt"], &[("比对.txt", "比对稿")]),
        (&["rollup", "报", "--charts", "报/图.pdf"], &[("图.pdf", "图解")]),
        (&["rollup", "报", "--charts", "报/图.docx"], &[("图.docx", "图解")]),
        (&["rollup", "报", "--charts", "报/图.html"], &[("图.html", "图解")]),
        (&["rollup", "报", "--charts", "报/图.png"], &[("图.png", "图解")]),
        (&["rollup", "报", "--charts", "报/图.svg"], &[("图.svg", "图解")]),
        (&["rollup", "报", "-o", "报/明细.csv"], &[("明细.csv", "汇总明细")]),
        (&["rollup", "报", "-o", "报/明细.parquet"], &[("明细.parquet", "汇总明细")]),
        (&["rollup", "报", "-o", "报/总表.xlsx"], &[("总表.xlsx", "汇总表")]),
        (
            &["rollup", "报", "--returns", "报/退"],
            &[
                ("退/退回单-青禾县林业局.docx", "退回单"),
                ("退/退回单-青禾县林业局.pdf", "退回单"),
                ("退/退回记录.json", "退回记录"),
            ],
        ),
    ];
    for language in ["zh", "en"] {
        for (arguments, _) in made {
            let mut arguments = arguments.to_vec();
            arguments.push("--force");
            let ran = run_in(language, &here, &arguments);
            assert!(ran.status < 2, "{arguments:?}: {}", ran.err);
        }
        let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
        assert_eq!((&all["failed"], all["files"].as_array().unwrap().len()), (&json!([]), 2), "{all}");
        let aside = all["aside"].as_array().unwrap();
        for (file, kind) in made.iter().flat_map(|(_, files)| *files) {
            let one = aside.iter().find(|one| one["file"] == *file).unwrap_or_else(|| panic!("{file}: {aside:?}"));
            assert!(one["note"].as_str().unwrap().contains(&format!("本软件的{kind}，不是年报")), "{one}");
            let ran = run(&here, &["import", &format!("报/{file}"), "-o", "入.nianbao"]);
            assert!(ran.status == 2 && ran.err.contains(kind) && ran.err.contains("没有导入"), "{file}: {}", ran.err);
        }
    }
}

/// A folder that lies too deep is not read, which is told.
#[test]
fn a_folder_that_lies_too_deep_is_named() {
    let here = folder("rollup-deep");
    complete(&here);
    let deep = (1..=9).map(|number| format!("{number}层")).collect::<Vec<_>>().join("/");
    std::fs::create_dir_all(here.join("报").join(&deep)).unwrap();
    for (file, unit) in [("甲".to_owned(), "青禾县水务局"), (format!("{deep}/乙"), "青禾县林业局")] {
        draft(&here, &format!("报/{file}.nianbao"), unit, "department", |_| ());
    }
    let told = run(&here, &["rollup", "报"]);
    assert!(told.status == 2 && told.out.contains("9层") && told.out.contains("八层"), "{}{}", told.out, told.err);
    std::fs::rename(here.join("报").join(&deep).join("乙.nianbao"), here.join("报/1层/乙.nianbao")).unwrap();
    let told = run(&here, &["rollup", "报"]);
    assert!(told.out.contains("9层"), "an empty folder is not looked into either: {}", told.out);
}
