//! The command line as its user meets it: the built program is run, and its exit status, its
//! words in both languages and its files are looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use nianbao::check::CATALOGUE;
use nianbao::report::Report;

/// An empty folder of this test's own, with Chinese and a space in its path.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("命令行 cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("an exit status, no signal"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn command(folder: &Path, language: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder).args(arguments).env("NIANBAO_LANG", language).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, "zh", arguments).output().unwrap())
}

fn run_in(language: &str, folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, language, arguments).output().unwrap())
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command(folder, "zh", arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses before it reads closes the pipe; what it says is looked at below.
    let _ = child.stdin.take().unwrap().write_all(input);
    ran(child.wait_with_output().unwrap())
}

const NEW: [&str; 9] =
    ["new", "--unit", "青禾县水务局", "--year", "2024", "--kind", "department", "-o", "我的 年报.nianbao"];
const DRAFT: &str = "我的 年报.nianbao";

/// A draft in which every number is entered and every section written.
fn complete(folder: &Path) {
    assert_eq!(run(folder, &NEW).status, 0);
    let path = folder.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        let value = if field.measure == nianbao::form::Measure::Amount { "12.50".into() } else { 0.into() };
        draft["numbers"][field.key.row.as_str()][field.key.column.as_str()] = value;
    }
    draft["numbers"]["received"]["natural_person"] = 12.into();
    draft["numbers"]["granted"]["natural_person"] = 12.into();
    let prose = |text: &str| serde_json::json!([{ "text": text }]);
    draft["sections"]["overview"] = prose("2024年，我局公开41条。");
    draft["sections"]["problems"] = prose("栏目更新不够及时，已定期检查。");
    draft["sections"]["others"] = prose("没有收取信息处理费。");
    std::fs::write(&path, draft.to_string()).unwrap();
}

#[test]
fn help_is_in_the_readers_language() {
    let here = folder("help");
    let chinese = run(&here, &["--help"]);
    assert!(
        chinese.status == 0 && chinese.out.contains("用法") && chinese.out.contains("nianbao import"),
        "{}",
        chinese.out
    );
    let english = run_in("en", &here, &["--help"]);
    assert!(english.status == 0 && english.out.contains("Usage"), "{}", english.out);
    let flag = run_in("en", &here, &["--lang", "zh", "check", "--help"]);
    assert!(flag.status == 0 && flag.out.contains("--previous 来源"), "{}", flag.out);
    for (locale, word) in [("zh_CN.UTF-8", "用法"), ("de_DE.UTF-8", "Usage")] {
        let mut command = command(&here, "", &["help"]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"] {
            command.env(name, locale);
        }
        assert!(ran(command.output().unwrap()).out.contains(word), "{locale}");
    }
    for command in ["new", "import", "check", "rules", "export", "info"] {
        let help = run(&here, &[command, "-h"]);
        assert!(help.status == 0 && help.out.contains(&format!("nianbao {command}")), "{}", help.out);
    }
    assert_eq!(run(&here, &["--version"]).out, format!("nianbao {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistyped_commands_get_one_sentence_with_a_way_on() {
    let here = folder("usage");
    let cases: &[(&[&str], &[&str])] = &[
        (&["chek", "a.nianbao"], &["“chek”", "“check”"]),
        (&["frobnicate"], &["没有“frobnicate”", "--help"]),
        (&["check", "a.nianbao", "--previuos", "b"], &["“--previuos”", "“--previous”"]),
        (&["check", "a.nianbao", "--force"], &["“--force”"]),
        (&["check", "-z"], &["“-z”"]),
        (&["check"], &["没有写明草稿"]),
        (&["check", "a", "b"], &["不需要“b”"]),
        (&["check", "a", "--format"], &["--format"]),
        (&["check", "a", "--format", "xml"], &["“xml”", "text json"]),
        (&["new", "--unit", "青禾县水务局", "--year", "2024"], &["--output"]),
        (&["new", "--unit", "青禾县水务局", "--year", "24", "-o", "a.nianbao"], &["“24”"]),
        (&["new", "--unit", "x", "--year", "2024", "--kind", "school", "-o", "a.nianbao"], &["“school”", "township"]),
        (&["new", "--force=yes"], &["--force"]),
    ];
    for (arguments, words) in cases {
        let ran = run(&here, arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for word in *words {
            assert!(ran.err.contains(word), "{arguments:?}: {}", ran.err);
        }
    }
    assert!(run_in("en", &here, &["exprot", "a"]).err.contains("did you mean `export`"));
}

#[test]
fn new_writes_a_draft_and_overwrites_none() {
    let here = folder("new");
    let first = run(&here, &NEW);
    assert_eq!((first.status, first.out.contains(DRAFT)), (0, true), "{}", first.err);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    assert!(draft.starts_with("{\n  \"format\": \"nianbao-draft\",\n  \"version\": \"1.0\",\n"), "{draft}");
    let again = run(&here, &NEW);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("--force") && again.err.contains(DRAFT), "{}", again.err);
    let forced: Vec<&str> = NEW.iter().copied().chain(["--force"]).collect();
    assert_eq!(run(&here, &forced).status, 0);
    let printed = run(&here, &["new", "--unit", "青禾县水务局", "--year", "2024", "--kind", "部门", "-o", "-"]);
    assert_eq!((printed.status, printed.out), (0, draft));
}

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

#[test]
fn csv_has_every_number_in_the_order_of_the_form() {
    let here = folder("csv");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "数 字.csv"]).status, 0);
    let text = std::fs::read_to_string(here.join("数 字.csv")).unwrap();
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').expect("a byte order mark").split("\r\n").collect();
    assert_eq!((lines[0], lines.len()), ("table,row,column,value", 1 + 10 + 175 + 15 + 1));
    assert_eq!(lines[1], "二、主动公开政府信息情况,第二十条第（一）项/规章,本年制发件数,0");
    assert_eq!(
        lines[10],
        "二、主动公开政府信息情况,第二十条第（八）项/行政事业性收费,本年收费金额（单位：万元）,12.50"
    );
    assert_eq!(lines[17], "三、收到和处理政府信息公开申请情况,一、本年新收政府信息公开申请数量,申请人情况/总计,12");
    assert_eq!(lines[200], "四、政府信息公开行政复议、行政诉讼情况,,行政诉讼/复议后起诉/总计,0");
    assert!(lines.contains(&"三、收到和处理政府信息公开申请情况,三、本年度办理结果/（七）总计,申请人情况/自然人,12"));
    let printed = run(&here, &["export", DRAFT, "--to", "csv", "-o", "-"]);
    assert_eq!((printed.status, printed.out), (0, text));
    // A blank is an empty value; a change below zero is a number.
    run(&here, &["new", "--unit", "x", "--year", "2020", "-o", "旧.nianbao"]);
    let old = std::fs::read_to_string(here.join("旧.nianbao")).unwrap();
    let old = old.replace("\"numbers\": {}", "\"numbers\": { \"penalties\": { \"change\": \"-18\" } }");
    std::fs::write(here.join("旧.nianbao"), old).unwrap();
    let printed = run(&here, &["export", "旧.nianbao", "--to", "csv", "-o", "-"]).out;
    assert!(
        printed.contains("行政处罚,本年增/减,-18\r\n") && printed.contains("行政处罚,上一年项目数量,\r\n"),
        "{printed}"
    );
}

#[test]
fn json_and_text_hold_the_whole_report() {
    let here = folder("exports");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "a.JSON"]).status, 0);
    let all: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join("a.JSON")).unwrap()).unwrap();
    assert_eq!(all["title"], "青禾县水务局2024年政府信息公开工作年度报告");
    assert_eq!(all["sections"][0]["paragraphs"][0]["text"], "2024年，我局公开41条。");
    let cells = all["sections"][2]["table"]["cells"].as_array().unwrap();
    assert_eq!((cells.len(), &cells[6]["value"], &cells[6]["key"]), (175, &12.into(), &"received.total".into()));
    assert_eq!(run(&here, &["export", DRAFT, "-o", "a.txt"]).status, 0);
    let text = std::fs::read_to_string(here.join("a.txt")).unwrap();
    for part in [
        "青禾县水务局2024年政府信息公开工作年度报告\n",
        "\n六、其他需要报告的事项\n",
        "\n行政许可\t0\t\t\n",
        "没有收取信息处理费。\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("\t（一）予以公开\t\t12\t0\t0\t0\t0\t0\t12\n"), "{text}");
    let unknown = run(&here, &["export", DRAFT, "-o", "a.xyz"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.err.contains("a.xyz") && unknown.err.contains("pdf") && unknown.err.contains("xlsx"),
        "{}",
        unknown.err
    );
}

/// One command for everything that a unit hands in, named as units name it.
#[test]
fn the_whole_set_goes_into_a_folder() {
    let here = folder("set");
    complete(&here);
    let ran = run(&here, &["export", DRAFT, "--all", "上报 材料/2024"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let found = std::fs::read_dir(here.join("上报 材料/2024")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut found: Vec<String> = found.map(|name| name.into_string().unwrap()).collect();
    found.sort();
    let title = "青禾县水务局2024年政府信息公开工作年度报告";
    let wanted = nianbao::session::Export::SET.map(|kind| format!("{title}.{}", kind.extension()));
    assert!(wanted.iter().all(|name| found.contains(name)) && found.len() == wanted.len(), "{found:?}");
    assert!(found.iter().all(|name| ran.out.contains(name)), "{}", ran.out);
    // A second time over the first; and every kind that comes back says the same.
    assert_eq!(run(&here, &["export", DRAFT, "--all", "上报 材料/2024"]).status, 0);
    for kind in ["docx", "html", "xlsx", "csv", "txt", "md"] {
        let file = format!("上报 材料/2024/{title}.{kind}");
        let ran = run(&here, &["import", &file, "-o", &format!("{kind}.nianbao")]);
        assert_eq!(ran.status, 0, "{kind}: {}", ran.err);
        let numbers = |name: &str| {
            let draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(name)).unwrap()).unwrap();
            draft["numbers"].clone()
        };
        assert_eq!(numbers(&format!("{kind}.nianbao"))["received"], numbers(DRAFT)["received"], "{kind}");
    }
    for (arguments, words) in [
        (&["export", DRAFT][..], "--output"),
        (&["export", DRAFT, "--all", DRAFT], "已经存在"),
        (&["export", DRAFT, "--all", "a", "-o", "a.pdf"], "--all"),
    ] {
        let ran = run(&here, arguments);
        assert!(ran.status == 2 && ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}

/// The paper, twice the same bytes; what it looks like is held by `tests/layout.rs` and
/// `tests/pdf.rs`.
#[test]
fn pdf_is_written() {
    let here = folder("pdf");
    complete(&here);
    for name in ["一 号.pdf", "b.PDF"] {
        let ran = run(&here, &["export", DRAFT, "-o", name]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    }
    let read = |name: &str| std::fs::read(here.join(name)).unwrap();
    assert!(read("一 号.pdf").starts_with(b"%PDF-") && read("一 号.pdf") == read("b.PDF"));
}

/// What a PDF says, page by page.
fn pages(path: &Path) -> Vec<String> {
    let document = lopdf::Document::load(path).unwrap();
    let text = |(number, _): (&u32, &lopdf::ObjectId)| document.extract_text(&[*number]).unwrap();
    document.get_pages().iter().map(text).collect()
}

#[test]
fn paper_has_its_mark_its_sheet_and_its_archive_standard() {
    let here = folder("paper");
    complete(&here);
    let plain = ["export", DRAFT, "-o", "plain.pdf"];
    assert_eq!(run(&here, &plain).status, 0);
    let marked = [
        "export",
        DRAFT,
        "--review-mark",
        "--approval-sheet",
        "--archive",
        "1b",
        "--preface",
        "basis,period",
        "--contact",
    ];
    let marked: Vec<&str> = marked.into_iter().chain(["电话：0000-1234567", "-o", "marked.pdf"]).collect();
    let done = run(&here, &marked);
    assert!(done.status == 0 && done.err.is_empty(), "{}", done.err);
    let [before, after] = ["plain.pdf", "marked.pdf"].map(|name| pages(&here.join(name)));
    assert_eq!(after.len(), before.len() + 1);
    assert!(after[0].contains("签发") && !before[0].contains("签发"));
    let first: String = after[1].split_whitespace().collect();
    for words in
        ["送审稿", "编制。", "2024年1月1日起至2024年12月31日止。", "请与青禾县水务局联系（电话：0000-1234567）。"]
    {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(std::fs::read(here.join("marked.pdf")).unwrap().starts_with(b"%PDF-1.4"));
    // The draft itself is as it was.
    assert!(!std::fs::read_to_string(here.join(DRAFT)).unwrap().contains("编制"));
}

#[test]
fn a_new_draft_has_the_preface_asked_for() {
    let here = folder("preface");
    let arguments: Vec<&str> = NEW.into_iter().chain(["--preface", "period，basis"]).collect();
    assert_eq!(run(&here, &arguments).status, 0);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    assert!(
        draft.contains("国办公开办函〔2021〕30号") && draft.contains("统计期限") && !draft.contains("联系"),
        "{draft}"
    );
}

/// Where a font is not to be had, the program's own stands for it and a line says so.
#[test]
fn fonts_are_the_programs_or_the_computers() {
    let here = folder("fonts");
    complete(&here);
    let done = run(&here, &["export", DRAFT, "--fonts", "computer", "-o", "a.pdf"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.err.lines().all(|line| line.ends_with("改用程序自带的。")), "{}", done.err);
    for wrong in [["--fonts", "fancy"], ["--archive", "3u"], ["--preface", "greeting"]] {
        let arguments: Vec<&str> = ["export", DRAFT, "-o", "b.pdf"].into_iter().chain(wrong).collect();
        let done = run(&here, &arguments);
        assert!(done.status == 2 && done.err.lines().count() == 1 && done.err.contains(wrong[1]), "{}", done.err);
    }
    assert!(!here.join("b.pdf").exists());
}

#[test]
fn info_tells_what_a_draft_holds() {
    let here = folder("info");
    complete(&here);
    let info = run(&here, &["info", DRAFT]);
    for part in ["单位：青禾县水务局", "年度：2024", "类型：部门", "数字 144/144", "文字 14 字"] {
        assert!(info.status == 0 && info.out.contains(part), "{part}: {}{}", info.out, info.err);
    }
}

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
        println!("skipped: {seed} is not here");
        return;
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
        let draft = nianbao::store::parse(&std::fs::read(here.join(name)).unwrap()).unwrap();
        assert_eq!(draft.origins.len(), 1, "{name}");
        String::from_utf8(nianbao::store::write(&Report { origins: Vec::new(), ..draft }).unwrap()).unwrap()
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

/// Each file that cannot be used, and words of the one sentence that says so.
#[test]
fn files_that_cannot_be_used_get_one_sentence() {
    let here = folder("errors");
    complete(&here);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    std::fs::create_dir(here.join("夹")).unwrap();
    std::fs::write(here.join("断.nianbao"), &draft[..draft.len() - 30]).unwrap();
    std::fs::write(here.join("新.nianbao"), draft.replacen("\"1.0\"", "\"2.0\"", 1)).unwrap();
    std::fs::write(here.join("文.nianbao"), "2024年报告").unwrap();
    std::fs::write(here.join("大.txt"), vec![b' '; 4 * 1024 * 1024 + 1]).unwrap();
    std::fs::write(here.join("码.nianbao"), b"\xB9\xAB\xBF\xAA").unwrap();
    let form = include_str!("../assets/forms/cn-2021.toml");
    std::fs::write(here.join("坏.toml"), form.replacen("band = \"C6D9F1\"", "band = \"blue\"", 1)).unwrap();
    std::fs::write(here.join("旧.toml"), include_str!("../assets/forms/cn-2019.toml")).unwrap();
    std::fs::write(here.join("好.toml"), form).unwrap();
    let line = form.lines().position(|line| line.starts_with("band")).unwrap() + 1;
    let line = format!("第 {line} 行");
    let cases: &[(&[&str], &[&str])] = &[
        (&["check", "无.nianbao"], &["找不到", "无.nianbao"]),
        (&["info", "夹"], &["文件夹", "夹"]),
        (&["check", "断.nianbao"], &["不完整", "断.nianbao", "行"]),
        (&["check", "新.nianbao"], &["2.0", "更新"]),
        (&["check", "文.nianbao"], &["不是公开年报的草稿", "import"]),
        (&["check", "码.nianbao"], &["UTF-8"]),
        (&["import", "大.txt", "-o", "c.nianbao"], &["大.txt", "4 MB"]),
        (&["check", DRAFT, "--previous", "无.nianbao"], &["找不到", "无.nianbao"]),
        (&["check", DRAFT, "--form", "坏.toml"], &["坏.toml", &line, "--form"]),
        (&["export", DRAFT, "-o", "a.csv", "--form", "旧.toml"], &["旧.toml", "2019", "2021"]),
        (&["info", DRAFT, "--form", "无.toml"], &["找不到", "无.toml"]),
        (&["export", DRAFT, "-o", "没有/a.csv"], &["文件夹不存在", "没有/a.csv"]),
        (&["export", DRAFT, "-o", "夹.csv/a.csv"], &["文件夹不存在"]),
    ];
    for (arguments, words) in cases {
        let ran = run(&here, arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for word in *words {
            assert!(ran.err.contains(word), "{arguments:?}: {word}: {}", ran.err);
        }
        let english = run_in("en", &here, arguments);
        let chinese_frame = ["找不到", "不完整", "文件夹", "请"].iter().any(|word| english.err.contains(word));
        assert!(english.status == 2 && !chinese_frame, "{}", english.err);
    }
    assert_eq!(run(&here, &["check", DRAFT, "--form", "好.toml"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let here = folder("locked");
    complete(&here);
    let locked = here.join("锁");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        println!("skipped: this user may write anywhere; tests/draft.rs lets the disk refuse instead");
        return;
    }
    let ran = run(&here, &["export", DRAFT, "-o", "锁/a.csv"]);
    assert!(ran.status == 2 && ran.err.contains("权限") && ran.err.contains("锁/a.csv"), "{}", ran.err);
}

/// A reader that goes away, as `head` does, is neither an error nor a panic.
#[test]
fn a_broken_pipe_is_quiet() {
    let here = folder("pipe");
    complete(&here);
    let mut command = command(&here, "zh", &["export", DRAFT, "--to", "json", "-o", "-"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
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
    expect_test::expect_file!["snapshots/check.json"].assert_eq(&json.out);
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

#[test]
fn rules_and_last_years_text() {
    let here = folder("rules");
    complete(&here);
    let rules = run(&here, &["rules"]);
    assert_eq!((rules.status, rules.out.lines().count()), (0, CATALOGUE.len()), "{}", rules.err);
    assert!(run_in("en", &here, &["rules"]).out.contains("R01 error table three"));
    assert_eq!(run(&here, &["export", DRAFT, "-o", "2024.txt"]).status, 0);
    let same = run(&here, &["check", DRAFT, "--previous", "2024.txt"]);
    assert!(same.err.contains("没有比对"), "{}{}", same.out, same.err);
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
