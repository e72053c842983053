//! Published reports taken in by the command line, and back out.

use std::path::Path;

use nianbao::report::Report;

use super::{DRAFT, complete, folder, run, run_with_input};
use crate::skip::skip;

/// The seed comes in whole, and what is written as text comes in again as the same draft.
#[test]
fn published_text_is_imported_with_its_remarks() {
    let here = folder("import");
    let source = "青禾县水务局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n2024年，我局公开41条。\n\n五、存在问题\n\n更新不够及时。\n\n六、其他需要报告的事项\n\n没有收取信息处理费。\n";
    let read = run_with_input(&here, &["import", "-", "-o", "甲 乙.nianbao"], source.as_bytes());
    assert_eq!(read.status, 0, "{}", read.err);
    for part in ["处需要核对", "第 7 行", "“五、存在问题”应为“五、存在的主要问题及改进情况”"]
    {
        assert!(read.out.contains(part), "{part}: {}", read.out);
    }
    let again = run_with_input(&here, &["import", "-", "-o", "甲 乙.nianbao"], source.as_bytes());
    assert!(again.status == 2 && again.err.contains("--force"), "{}", again.err);
    let checked = run(&here, &["check", "甲 乙.nianbao"]);
    assert!(checked.status == 1 && checked.out.contains("R06"), "{}", checked.out);
    let printed = run_with_input(&here, &["import", "-", "-o", "-"], source.as_bytes());
    assert!(printed.out.starts_with("{\n  \"format\"") && printed.err.contains("处需要核对"), "{}", printed.err);
    let binary = run_with_input(&here, &["import", "-", "-o", "b.nianbao"], &[0, 255, 254, 1, 0, 128]);
    assert!(binary.status == 2 && binary.err.contains("UTF-8"), "{}{}", binary.out, binary.err);
    assert!(run(&here, &["import", "无.txt", "-o", "b.nianbao"]).err.contains("找不到文件“无.txt”"));
}

#[test]
fn the_seed_goes_out_as_text_and_comes_back_the_same() {
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seed/weibin-2024.txt");
    if !Path::new(seed).exists() {
        return skip(&format!("{seed} is not here"));
    }
    let here = folder("seed");
    assert_eq!(run(&here, &["import", seed, "-o", "a.nianbao"]).status, 0);
    let checked = run(&here, &["check", "a.nianbao", "--format", "json", "--today", "2026-01-10"]);
    let all: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let found: Vec<_> = all["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    let wanted = vec!["R43", "R10", "R40", "R41", "R41", "R41"];
    assert_eq!((checked.status, found), (1, wanted), "{}", checked.out);
    let sample = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/weibin-2024.nianbao"));
    // What was told of the source is kept with the draft, and only there.
    let read = |name: &str| {
        let draft = nianbao::storage::parse(&std::fs::read(here.join(name)).unwrap()).unwrap();
        assert_eq!(draft.origins.len(), 1, "{name}");
        String::from_utf8(nianbao::storage::write(&Report { origins: Vec::new(), ..draft }).unwrap()).unwrap()
    };
    assert!(read("a.nianbao") == sample.unwrap(), "the shipped sample");
    assert!(run(&here, &["info", "a.nianbao"]).out.contains("导入说明：weibin-2024.txt（1 处）"));
    assert_eq!(run(&here, &["export", "a.nianbao", "-o", "a.txt"]).status, 0);
    assert_eq!(run(&here, &["import", "a.txt", "-o", "b.nianbao"]).status, 0);
    assert!(read("a.nianbao") == read("b.nianbao"));
}

/// A report with numbers everywhere goes out as text and comes back with all of them.
#[test]
fn a_full_report_goes_out_as_text_and_comes_back() {
    let here = folder("round");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "a.txt"]).status, 0);
    assert_eq!(run(&here, &["import", "a.txt", "-o", "b.nianbao"]).status, 0);
    for name in [DRAFT, "b.nianbao"] {
        assert_eq!(run(&here, &["export", name, "-o", &format!("{name}.json")]).status, 0);
    }
    let read = |name: &str| std::fs::read_to_string(here.join(name)).unwrap();
    assert_eq!(read(&format!("{DRAFT}.json")), read("b.nianbao.json"));
}
