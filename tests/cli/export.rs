//! Reports handed out by the command line, in every kind of file.

use std::path::Path;

use super::{DRAFT, complete, folder, run};

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
    let wanted = nianbao::session::ExportFormat::SET.map(|kind| format!("{title}.{}", kind.extension()));
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

/// What is printed of a report with errors bears 送审稿, and comes back without it; of one without errors nothing does.
#[test]
fn whatever_is_printed_bears_the_mark() {
    let here = folder("marked kinds");
    complete(&here);
    let path = here.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    draft["sections"]["problems"] = serde_json::json!([{ "text": "无。" }]);
    std::fs::write(here.join("b.nianbao"), draft.to_string()).unwrap();
    let parts = |name: &str| -> String {
        let bytes = std::fs::read(here.join(name)).unwrap();
        let Ok(mut package) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else {
            return String::from_utf8(bytes).unwrap();
        };
        let mut all = String::new();
        for at in 0..package.len() {
            let mut part = package.by_index(at).unwrap();
            // Not the draft inside, which has no mark.
            std::io::Read::read_to_string(&mut part, &mut all).unwrap();
        }
        all
    };
    for kind in ["docx", "html", "xlsx"] {
        for (draft, is_marked) in [(DRAFT, false), ("b.nianbao", true)] {
            let file = format!("{}.{kind}", if is_marked { "b" } else { "a" });
            let ran = run(&here, &["export", draft, "-o", &file]);
            assert_eq!(ran.status, 0, "{}", ran.err);
            assert_eq!(ran.err.contains("印“送审稿”"), is_marked, "{}", ran.err);
            assert_eq!(parts(&file).contains("送审稿"), is_marked, "{file}");
        }
        let back = run(&here, &["import", &format!("b.{kind}"), "-o", &format!("back {kind}.nianbao")]);
        let read = std::fs::read_to_string(here.join(format!("back {kind}.nianbao"))).unwrap();
        assert!(back.status == 0 && !read.contains("送审稿") && !back.out.contains("送审稿"), "{kind}: {}", back.out);
    }
    for kind in ["txt", "csv"] {
        let ran = run(&here, &["export", "b.nianbao", "-o", &format!("b.{kind}")]);
        assert!(ran.err.contains("没有“送审稿”字样"), "{}", ran.err);
    }
}

/// The paper, twice the same bytes; what it looks like is held by `tests/paper/layout.rs` and
/// `tests/paper/pdf.rs`.
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
