//! The roll-up by the command line: which files count, who is missing and late, the results, the sheets that go
//! back to units and what became of them.

use std::path::Path;

use serde_json::{Value, json};

use super::{DRAFT, Ran, complete, folder, run, run_in};

/// A draft made from the complete one; `edit` changes it.
pub(super) fn draft(folder: &Path, file: &str, unit: &str, kind: &str, edit: impl Fn(&mut Value)) {
    let text = std::fs::read_to_string(folder.join(DRAFT)).unwrap();
    let mut draft: Value = serde_json::from_str(&text).unwrap();
    draft["unit"]["name"] = unit.into();
    draft["unit"]["kind"] = kind.into();
    edit(&mut draft);
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, draft.to_string()).unwrap();
}

/// A folder in which every kind of thing happens that happens in January.
fn january(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    complete(&here);
    let cases = here.join("各单位");
    draft(&here, "各单位/水务局.nianbao", "青禾县水务局", "department", |_| {});
    draft(&here, "各单位/政府办.nianbao", "青禾县人民政府办公室", "government_office", |draft| {
        draft["numbers"]["after_reconsideration"]["upheld"] = 3.into();
    });
    // The same office under the government's name: counted once.
    draft(&here, "各单位/政府.nianbao", "青禾县人民政府", "government_office", |draft| {
        draft["numbers"]["after_reconsideration"]["upheld"] = 3.into();
    });
    draft(&here, "各单位/乡镇/白沙镇.nianbao", "青禾县白沙镇人民政府", "township", |draft| {
        draft["numbers"]["after_reconsideration"]["upheld"] = 3.into();
        draft["signature"] = json!({ "unit": "青禾县白沙镇人民政府", "date": "2025-02-06" });
    });
    draft(&here, "各单位/林业局.nianbao", "青禾县林业局", "department", |draft| {
        draft["numbers"]["granted"]["natural_person"] = 11.into();
    });
    draft(&here, "各单位/教育局.nianbao", "青禾县教育局", "department", |draft| {
        draft["year"] = 2023.into()
    });
    draft(&here, "各单位/旧版.nianbao", "青禾县统计局", "department", |draft| {
        draft["form"] = "cn-2019".into()
    });
    draft(&here, "各单位/全县.nianbao", "青禾县人民政府", "county", |_| {});
    draft(&here, "各单位/水务局（旧）.nianbao", "青禾县　水务局", "department", |draft| {
        draft["numbers"]["received"]["natural_person"] = 99.into();
    });
    std::fs::write(cases.join("坏.docx"), "PK\u{3}\u{4}").unwrap();
    std::fs::write(cases.join("新版.nianbao"), r#"{"format": "nianbao-draft", "version": "9.0"}"#).unwrap();
    std::fs::write(cases.join("~$水务局.docx"), "x").unwrap();
    std::fs::write(here.join("名单.csv"), LIST).unwrap();
    // The file that was written first is the older one.
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for file in ["水务局（旧）.nianbao", "政府.nianbao"] {
        std::fs::File::options().write(true).open(cases.join(file)).unwrap().set_modified(old).unwrap();
    }
    here
}

const LIST: &str = "序号,单位名称,类型,期限\n1,青禾县水务局,部门,\n2,青禾县林业局,部门,\n3,青禾县人民政府办公室,政府本机关,\n\
                    4,青禾县白沙镇人民政府,乡镇,2025年2月5日\n5,青禾县交通局,部门,2025-01-20\n6,青禾县民政局,部门,\n";

const ROLLUP: [&str; 6] = ["rollup", "各单位", "--unit", "青禾县人民政府", "--today", "2025-01-25"];

pub(super) fn json_of(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

fn with(more: &[&str]) -> Vec<String> {
    ROLLUP.iter().chain(more).map(|one| (*one).to_owned()).collect()
}

fn rolled(here: &Path, more: &[&str]) -> Ran {
    let arguments = with(more);
    run(here, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn each_file_of_january_is_what_it_is() {
    let here = january("rollup-files");
    let ran = rolled(&here, &["--year", "2024", "--units", "名单.csv", "--format", "json"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let all = json_of(&ran);
    let standing = |file: &str| {
        let files = all["files"].as_array().unwrap();
        files.iter().find(|one| one["file"] == file).unwrap_or_else(|| panic!("{file}: {files:#?}")).clone()
    };
    // Which file, what it counts as, errors in its tables, late, in the list.
    let expected = [
        ("水务局.nianbao", "counted", 0, false, true),
        ("水务局（旧）.nianbao", "older", 1, false, true),
        ("政府办.nianbao", "counted", 0, false, true),
        ("政府.nianbao", "same", 0, false, true),
        ("乡镇/白沙镇.nianbao", "counted", 0, true, true),
        ("林业局.nianbao", "counted", 1, false, true),
        ("教育局.nianbao", "other_year", 0, false, false),
        ("全县.nianbao", "the_sum", 0, false, true),
    ];
    for (file, word, errors, late, listed) in expected {
        let one = standing(file);
        assert_eq!(one["standing"], word, "{file}: {one}");
        assert_eq!(one["table_errors"].as_u64().unwrap() > 0, errors > 0, "{file}: {one}");
        assert_eq!((&one["late"], &one["listed"]), (&late.into(), &listed.into()), "{file}: {one}");
    }
    assert_eq!(standing("旧版.nianbao")["standing"], "other_edition");
    let failed: Vec<&str> = all["failed"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(failed, ["坏.docx", "新版.nianbao"]);
    assert!(all["failed"][1]["failure"].as_str().unwrap().contains("9.0"), "{}", all["failed"]);
    assert_eq!(
        all["absent"],
        json!([
            { "unit": "青禾县交通局", "due": "2025-01-20", "days_late": 5, "in_sum": null },
            { "unit": "青禾县民政局", "due": "2025-01-31", "days_late": null, "in_sum": null },
        ])
    );
}

#[test]
fn shared_cases_and_levels_are_choices() {
    let here = january("rollup-choices");
    let upheld = |more: &[&str]| {
        let more: Vec<&str> = ["--year", "2024", "--format", "json"].iter().chain(more).copied().collect();
        let all = json_of(&rolled(&here, &more));
        let cells = all["cells"].as_array().unwrap().clone();
        let at = |name: &str| cells.iter().find(|cell| cell["cell"] == name).unwrap().clone();
        let (upheld, received) = (at("after_reconsideration.upheld"), at("received.natural_person"));
        [&upheld["sum"], &upheld["own_level"], &received["sum"], &received["own_level"]]
            .map(|one| one.as_u64().unwrap())
    };
    // Four units counted, of them one township; twelve requests each.
    assert_eq!(upheld(&[]), [6, 3, 48, 36]);
    assert_eq!(upheld(&["--shared-cases", "subordinate"]), [3, 0, 48, 36]);
    assert_eq!(upheld(&["--scope", "own"]), [3, 3, 36, 36]);
    assert_eq!(upheld(&["--without-faulty"]), [6, 3, 36, 24]);
}

#[test]
fn the_draft_of_the_sum_leads_to_its_parts_and_keeps_last_years_text() {
    let here = january("rollup-draft");
    let ran =
        rolled(&here, &["--year", "2024", "--from", "各单位/全县.nianbao", "--without-faulty", "-o", "sum.nianbao"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.out.contains("表内有错误，未计入") && ran.out.contains("新收申请：全辖 36，本级 24"), "{}", ran.out);
    let draft: Value = serde_json::from_slice(&std::fs::read(here.join("sum.nianbao")).unwrap()).unwrap();
    assert_eq!((&draft["unit"]["name"], &draft["unit"]["kind"]), (&"青禾县人民政府".into(), &"county".into()));
    assert_eq!(draft["sections"]["problems"][0]["text"], "栏目更新不够及时，已定期检查。");
    assert_eq!(draft["rollup"]["without_faulty"], true);
    let forestry =
        draft["rollup"]["units"].as_array().unwrap().iter().find(|one| one["unit"] == "青禾县林业局").unwrap();
    assert_eq!((&forestry["standing"], &forestry["numbers"]), (&"faulty".into(), &Value::Null));
    let parts = run(&here, &["rollup", "sum.nianbao", "--cell", "received.natural_person", "--format", "json"]);
    let parts = json_of(&parts);
    assert_eq!((&parts["sum"], parts["parts"].as_array().unwrap().len()), (&36.into(), 3));
    assert!(parts["parts"].as_array().unwrap().iter().all(|part| part["number"] == 12), "{parts}");
    let shares = |part: &Value| part["rank"] == 1 && part["percent"] == "33.3";
    assert!(parts["parts"].as_array().unwrap().iter().all(shares), "{parts}");
    let text = run(&here, &["rollup", "sum.nianbao", "--cell", "received.total"]);
    assert!(text.status == 0 && text.out.contains("乡镇/白沙镇.nianbao"), "{}", text.out);
    // The draft is one as any other, and a second one is not written over it.
    assert_eq!(run(&here, &["check", "sum.nianbao", "--today", "2025-02-01"]).status, 0);
    let again = rolled(&here, &["--year", "2024", "-o", "sum.nianbao"]);
    assert!(again.status == 2 && again.err.contains("sum.nianbao"), "{}", again.err);
}

#[test]
fn what_cannot_be_done_is_told_in_one_sentence() {
    let here = january("rollup-errors");
    std::fs::create_dir(here.join("空")).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["rollup", "空"], "里没有任何年报"),
        (&["rollup", "没有"], "没有"),
        (&["rollup", "各单位/水务局.nianbao"], "是文件，不是文件夹"),
        (&["rollup", "各单位", "--cell", "received.total"], "各单位"),
        (&["rollup", "各单位", "-o", "a.pdf"], "nianbao、xlsx、csv 或者 parquet"),
        (&["rollup", "各单位/水务局.nianbao", "--cell", "received.total"], "不是汇总得到的草稿"),
        (&["rollup", "各单位", "--units", "没有.csv"], "没有.csv"),
        (&["rollup", "各单位", "--units", "各单位/水务局.nianbao"], "草稿"),
        (&["rollup", "各单位", "--cell", "received"], "received.total"),
    ];
    for (arguments, words) in cases {
        let ran = run(&here, arguments);
        assert_eq!((ran.status, ran.err.lines().count()), (2, 1), "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}

/// First round: what is wrong goes back. Second round: one thing is corrected, one is not, one is new.
#[test]
fn the_next_round_tells_what_was_corrected() {
    let here = folder("rollup-returns");
    complete(&here);
    let wrong = |granted: u64, fee: bool, contact: bool| {
        draft(&here, "报/林业局.nianbao", "青禾县林业局", "department", move |draft| {
            draft["numbers"]["granted"]["natural_person"] = granted.into();
            if fee {
                draft["sections"]["others"] = json!([{ "text": "无其他事项。" }]);
            }
            if contact {
                draft["numbers"]["rules"]["issued"] = Value::Null;
                draft["numbers"]["rules"].as_object_mut().unwrap().remove("issued");
            }
        });
    };
    draft(&here, "报/水务局.nianbao", "青禾县水务局", "department", |_| {});
    let round = |words: &str| {
        let ran = run(&here, &["rollup", "报", "--returns", "退", "--unit", "青禾县人民政府", "--format", "json"]);
        (json_of(&ran)["returned"].clone(), words.to_owned())
    };
    wrong(11, true, false);
    let (first, _) = round("first");
    let before = first["items"].as_u64().unwrap();
    assert!(before >= 2 && first["before"] == json!([]), "{first}");
    for kind in ["docx", "pdf"] {
        assert!(here.join(format!("退/退回单-青禾县林业局.{kind}")).exists(), "{kind}");
    }
    wrong(11, false, true);
    let (second, _) = round("second");
    let of = |name: &str| {
        let units = second["before"].as_array().unwrap();
        let unit = units.iter().find(|one| one["unit"] == name).unwrap();
        [&unit["corrected"], &unit["left"]].map(|count| count.as_u64().unwrap())
    };
    let ([corrected, left], [_, other]) = (of("青禾县林业局"), of("青禾县水务局"));
    assert_eq!((corrected, left + 1 + other, second["items"].as_u64().unwrap()), (1, before, before), "{second}");
    let english = run_in("en", &here, &["rollup", "报", "--returns", "退"]);
    assert!(english.out.contains("are corrected"), "{}", english.out);
    // A sheet in which the unit, or whoever reads it, has written is not replaced by the next round's.
    let sheet = here.join("退/退回单-青禾县林业局.docx");
    let [record, other] = ["退/退回记录.json", "退/退回单-青禾县水务局.docx"].map(|name| here.join(name));
    std::fs::write(&sheet, "林业局的说明").unwrap();
    let before = [&record, &other].map(|path| std::fs::read(path).unwrap());
    for (language, words) in [("zh", "--force"), ("en", "--force")] {
        let refused = run_in(language, &here, &["rollup", "报", "--returns", "退"]);
        assert!(refused.status == 2 && refused.err.contains(words), "{}", refused.err);
    }
    assert_eq!(std::fs::read_to_string(&sheet).unwrap(), "林业局的说明");
    assert!([&record, &other].map(|path| std::fs::read(path).unwrap()) == before, "nothing of the round is written");
    #[cfg(unix)]
    {
        // A link that somebody has put there leads elsewhere.
        std::fs::rename(&sheet, here.join("别处.docx")).unwrap();
        std::os::unix::fs::symlink(here.join("别处.docx"), &sheet).unwrap();
        assert_eq!(run(&here, &["rollup", "报", "--returns", "退"]).status, 2);
        assert_eq!(std::fs::read_to_string(here.join("别处.docx")).unwrap(), "林业局的说明");
        std::fs::remove_file(&sheet).unwrap();
    }
    assert!(run(&here, &["rollup", "报", "--returns", "退", "--force"]).status < 2);
    assert!(std::fs::read(&sheet).unwrap().starts_with(b"PK"));
    assert!(run(&here, &["rollup", "报", "--returns", "退"]).status < 2, "the next round again");
    std::fs::write(&record, "{").unwrap();
    let broken = run(&here, &["rollup", "报", "--returns", "退"]);
    assert!(broken.status == 2 && broken.err.contains("已损坏"), "{}", broken.err);
}

/// One unit by several names, with and without the places above it, is one unit: counted once, and not missing.
#[test]
fn a_unit_is_known_by_each_of_its_names() {
    let here = folder("rollup-names");
    complete(&here);
    for (file, unit) in [
        ("甲.nianbao", "示例市青禾县水务局"),
        ("乙.nianbao", "水务局"),
        ("丙.nianbao", "青禾县林业局"),
        ("丁.nianbao", "青禾县　教育局（本级）"),
        ("戊.nianbao", "白沙镇人民政府"),
        ("己.nianbao", "青禾县经济开发区管理委员会"),
        ("庚.nianbao", "白沙县统计局"),
        ("辛.nianbao", "青禾县统计局"),
        ("壬.nianbao", "青禾县柳树街道办事处"),
        ("癸.nianbao", "黑水乡"),
    ] {
        draft(&here, &format!("报/{file}"), unit, "department", |_| {});
    }
    let list = "青禾县水务局\n县林业局\n教育局（本级）\n青禾县白沙镇人民政府\n管理委员会\n统计局\n柳树街道\n青禾县黑水乡人民政府\n";
    std::fs::write(here.join("名单.txt"), list).unwrap();
    let ran = run(&here, &["rollup", "报", "--units", "名单.txt", "--today", "2025-01-25", "--format", "json"]);
    let all = json_of(&ran);
    let standing = |file: &str| {
        let files = all["files"].as_array().unwrap();
        let one = files.iter().find(|one| one["file"] == file).unwrap().clone();
        (one["standing"].as_str().unwrap().to_owned(), one["listed"].as_bool().unwrap())
    };
    let counted = |listed| ("counted".to_owned(), listed);
    let twins = [standing("甲.nianbao").0, standing("乙.nianbao").0];
    assert!(twins.contains(&"counted".into()) && twins.contains(&"same".into()), "{twins:?}");
    for file in ["丙.nianbao", "丁.nianbao", "戊.nianbao", "壬.nianbao", "癸.nianbao"] {
        assert_eq!(standing(file), counted(true), "{file}");
    }
    // A part of a name that is no place, and a name that several places have, say nothing.
    for file in ["己.nianbao", "庚.nianbao", "辛.nianbao"] {
        assert_eq!(standing(file), counted(false), "{file}");
    }
    let absent: Vec<&str> = all["absent"].as_array().unwrap().iter().map(|one| one["unit"].as_str().unwrap()).collect();
    assert_eq!(absent, ["管理委员会", "统计局"]);
}

/// Charts rank units by the cells that are asked for, and go into a document too.
#[test]
fn charts_rank_units_by_chosen_cells_and_go_into_documents() {
    let here = january("rollup-charts");
    let charts = |file: &str, more: &[&str]| {
        let more: Vec<&str> = ["--year", "2024", "--charts", file].iter().chain(more).copied().collect();
        let ran = rolled(&here, &more);
        assert_eq!(ran.status, 2, "{}", ran.err);
        std::fs::read(here.join(file)).unwrap()
    };
    let words = |svg: Vec<u8>| {
        let svg = String::from_utf8(svg).unwrap();
        let start = svg.find("<desc>").unwrap();
        svg[start..svg.find("</desc>").unwrap()].to_owned()
    };
    let usual = words(charts("甲.svg", &[]));
    assert!(usual.contains("各单位新收申请") && usual.contains("各单位行政诉讼"), "{usual}");
    let chosen = words(charts("乙.svg", &["--chart-cells", "granted.natural_person,after_reconsideration.total"]));
    assert!(chosen.contains("予以公开") && !chosen.contains("各单位新收申请"), "{chosen}");
    // The place of the government stands in the title alone.
    assert!(chosen.contains("林业局") && !chosen.contains("青禾县林业局"), "{chosen}");
    // Of the unit that has a report of the year before, the years are shown.
    draft(&here, "各单位/林业局2023.nianbao", "青禾县林业局", "department", |draft| {
        draft["year"] = 2023.into()
    });
    let years = words(charts("丙.svg", &[]));
    assert!(years.contains("林业局：历年") && years.contains("缺 2020、2021、2022 年的年报"), "{years}");
    let document = charts("图.docx", &[]);
    assert!(document.starts_with(b"PK"));
    assert_eq!(document, charts("再.docx", &[]), "the same bytes");
}

/// Files in archives are reports too, each by its own name; what is packed beside them is named.
#[test]
fn archives_are_looked_into() {
    let here = folder("rollup-archives");
    complete(&here);
    draft(&here, "甲.nianbao", "青禾县水务局", "department", |_| {});
    draft(&here, "乙.nianbao", "青禾县林业局", "department", |_| {});
    assert_eq!(run(&here, &["export", "乙.nianbao", "-o", "乙.docx"]).status, 0);
    std::fs::create_dir(here.join("报")).unwrap();
    let mut archive = zip::ZipWriter::new(std::fs::File::create(here.join("报/两份.zip")).unwrap());
    let files: [(&str, Vec<u8>); 4] = [
        ("水务/年报.nianbao", std::fs::read(here.join("甲.nianbao")).unwrap()),
        ("林业局.docx", std::fs::read(here.join("乙.docx")).unwrap()),
        ("说明.txt", "请查收。".into()),
        ("~$锁.docx", "x".into()),
    ];
    for (name, bytes) in files {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, &bytes).unwrap();
    }
    archive.finish().unwrap();
    let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
    let names = |of: &str| -> Vec<String> {
        all[of].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("files"), ["两份.zip/林业局.docx", "两份.zip/水务/年报.nianbao"]);
    assert_eq!(names("failed"), ["两份.zip/说明.txt"]);
    assert!(all["files"].as_array().unwrap().iter().all(|one| one["standing"] == "counted"), "{all}");
}

/// What is written into the folder replaces no report of a unit, of whatever kind its file is.
#[test]
fn no_report_of_a_unit_is_replaced() {
    let here = folder("rollup-over-units");
    complete(&here);
    draft(&here, "报/甲.nianbao", "青禾县水务局", "department", |_| {});
    draft(&here, "乙.nianbao", "青禾县林业局", "department", |_| {});
    for kind in ["xlsx", "pdf"] {
        let file = format!("报/林业局.{kind}");
        assert_eq!(run(&here, &["export", "乙.nianbao", "-o", &file]).status, 0);
        let before = std::fs::read(here.join(&file)).unwrap();
        let option = if kind == "xlsx" { "-o" } else { "--charts" };
        let ran = run(&here, &["rollup", "报", option, &file]);
        assert!(ran.status == 2 && ran.err.contains("正是从这个文件读来的"), "{kind}: {}{}", ran.out, ran.err);
        assert_eq!(std::fs::read(here.join(&file)).unwrap(), before, "{kind}");
        // A result of its own is replaced by the next one.
        let own = format!("报/汇总.{kind}");
        for round in 0..2 {
            let ran = run(&here, &["rollup", "报", option, &own]);
            assert!(ran.status < 2 && here.join(&own).exists(), "{kind} {round}: {}", ran.err);
        }
    }
    // The workbook of a former run is no report of a unit.
    let all = json_of(&run(&here, &["rollup", "报", "--format", "json"]));
    let files: Vec<&str> = all["files"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert!(!files.contains(&"汇总.xlsx") && files.contains(&"甲.nianbao"), "{files:?}");
}

/// Units whose names are one as names of files have a sheet each; nothing lands outside of the folder.
#[test]
fn no_sheet_takes_the_place_of_another_unit() {
    let here = folder("rollup-sheets");
    complete(&here);
    let units = ["青禾县:水务局", "青禾县/水务局", "Con", "con", "..\\..\\上级", "甲\u{1b}[31m局"];
    for (number, unit) in units.iter().enumerate() {
        draft(&here, &format!("报/{number}.nianbao"), unit, "department", |draft| {
            draft["numbers"]["granted"]["natural_person"] = 99.into();
            // More is asked of the unit than a page has room for.
            draft["numbers"] = serde_json::json!({});
        });
    }
    for round in 0..2 {
        let ran = run(&here, &["rollup", "报", "--returns", "退"]);
        assert!(ran.status < 2, "round {round}: {}", ran.err);
    }
    let mut names: Vec<String> = std::fs::read_dir(here.join("退"))
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 2 * units.len() + 1, "{names:?}");
    let folded: std::collections::BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), names.len(), "{names:?}");
    assert!(names.iter().all(|name| !name.contains([':', '/', '\\', '\u{1b}'])), "{names:?}");
}

/// The rows for databases as Parquet, by the extension or by --to; a build without it says so before it reads anything.
#[test]
fn parquet_is_written_or_said_to_be_missing() {
    let here = january("rollup-parquet");
    let ran = rolled(&here, &["--year", "2024", "-o", "各单位/明细.parquet"]);
    if cfg!(not(feature = "parquet")) {
        assert!(
            ran.status == 2 && ran.err.contains("没有带上 Parquet") && ran.out.is_empty(),
            "{}{}",
            ran.out,
            ran.err
        );
        assert!(!here.join("各单位/明细.parquet").exists());
    } else {
        let first = std::fs::read(here.join("各单位/明细.parquet")).unwrap();
        assert!(first.starts_with(b"PAR1") && first.ends_with(b"PAR1"), "{}", first.len());
        // The next run replaces it, does not take it for a report, and writes the same.
        let again = rolled(&here, &["--year", "2024", "--to", "parquet", "-o", "各单位/明细.parquet"]);
        assert!(again.status == 2 && again.out.contains("坏.docx"), "{}{}", again.out, again.err);
        assert!(!again.out.contains("明细.parquet"), "{}", again.out);
        assert!(std::fs::read(here.join("各单位/明细.parquet")).unwrap() == first, "the same bytes");
    }
}
