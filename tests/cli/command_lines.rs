//! Command lines as one types them → exit status and what is said, in both languages.

use super::{DRAFT, command, complete, folder, ran, run, run_in};

/// What is said, where, and with which status.
enum Said {
    /// On standard output, status 0.
    Out(&'static str, &'static str),
    /// On standard error in one line, status 2.
    Error(&'static str, &'static str),
    /// The window is opened, and breaks at once as `--break` wants it: status 101.
    Window,
}

use Said::{Error, Out, Window};

/// The arguments; the words that are said in Chinese and in English.
const LINES: &[(&[&str], Said)] = &[
    // Help, in every way to ask for it.
    (&["--help"], Out("用法：", "Usage:")),
    (&["-h"], Out("命令：", "Commands:")),
    (&["help"], Out("命令：", "Commands:")),
    (&["help", "open"], Out("打开窗口", "Open the window")),
    (&["help", "export"], Out("--approval-sheet", "--approval-sheet")),
    (&["help", "--help"], Out("nianbao help", "nianbao help")),
    (&["help", "help"], Out("nianbao help", "nianbao help")),
    (&["open", "--help"], Out("--renderer 方式", "--renderer RENDERER")),
    (&["check", "-h"], Out("--previous 来源", "--previous SOURCE")),
    (&["-h", "check"], Out("命令：", "Commands:")),
    (&["--renderer", "soft", "--help"], Out("--renderer 方式", "--renderer RENDERER")),
    (&["--help"], Out("--lang 语言", "--lang LANG")),
    (&["export", "a.nianbao", "--help"], Out("nianbao export 草稿", "nianbao export DRAFT")),
    (&["help", "chek"], Error("“check”", "did you mean `check`")),
    (&["help", "man"], Out("手册页", "manual page")),
    (&["--version"], Out("nianbao 0.", "nianbao 0.")),
    (&["-V"], Out("nianbao 0.", "nianbao 0.")),
    (&["check", "-V"], Out("nianbao 0.", "nianbao 0.")),
    // The window, in every way to ask for it.
    (&["--break"], Window),
    (&["--break", "a.nianbao"], Window),
    (&["--break", "./check"], Window),
    (&["--break", "--", "check"], Window),
    (&["open", "check", "--break"], Window),
    (&["open", "--break", "--", "-a.nianbao"], Window),
    (&["--renderer", "soft", "--break", "open"], Window),
    (&["--renderer=glow", "--break", "年报.nianbao"], Window),
    (&["open", "a.nianbao", "--renderer", "auto", "--break"], Window),
    (&["--renderer", "glow", "--renderer", "soft", "--break"], Window),
    // As the program starts itself again.
    (&["--renderer", "soft", "--glow-failed", "--break", "a.nianbao"], Window),
    (&["--again", "--break", "a.nianbao"], Window),
    (
        &["--renderer", "gl", "a.nianbao"],
        Error("--renderer 不能是“gl”。可以写：auto glow soft", "--renderer cannot be `gl`. It can be: auto glow soft"),
    ),
    (&["open", "--renderer=gl"], Error("“gl”", "`gl`")),
    (&["--renderer"], Error("“--renderer”后面缺少内容", "`--renderer` needs a value")),
    (
        &["--renderer", "soft", "rules"],
        Error("“--renderer”只在打开窗口时用", "`--renderer` is only for opening the window"),
    ),
    (&["a.nianbao", "rules"], Error("“a.nianbao”只在打开窗口时用", "`a.nianbao` is only for opening the window")),
    (&["a.nianbao", "b.nianbao"], Error("不需要“b.nianbao”", "no use for `b.nianbao`")),
    (&["a.nianbao", "open", "b.nianbao"], Error("不需要“b.nianbao”", "no use for `b.nianbao`")),
    (&["check", "a", "--renderer", "soft"], Error("没有“--renderer”这个选项", "no option `--renderer`")),
    // Languages.
    (&["--lang", "xx"], Error("--lang 不能是“xx”。可以写：zh en", "--lang cannot be `xx`. It can be: zh en")),
    (&["rules", "--lang=xx"], Error("--lang 不能是“xx”", "--lang cannot be `xx`")),
    (&["--lang", "en", "rules"], Out("R01 error table three", "R01 error table three")),
    (&["rules", "--lang=zh_CN.UTF-8"], Out("R01", "R01")),
    (&["--lang", "zh", "rules", "--lang", "en"], Out("R01 error table three", "R01 error table three")),
    (&["--lang", "en", "chek"], Error("did you mean `check`", "did you mean `check`")),
    (&["chek", "--lang=zh"], Error("没有“chek”这个命令", "没有“chek”这个命令")),
    // Words that are wrong.
    (&["chek"], Error("没有“chek”这个命令，是不是想写“check”", "no command `chek`; did you mean `check`")),
    (&["chek", "a.nianbao"], Error("“check”", "did you mean `check`")),
    (&["chek", "--format", "json"], Error("“check”", "did you mean `check`")),
    (&["--lang", "zh", "chek", "rules"], Error("“check”", "“check”")),
    (&["--renderer", "soft", "exprot", "a", "-o", "b"], Error("“export”", "did you mean `export`")),
    (&["frobnicate"], Error("没有“frobnicate”这个命令", "no command `frobnicate`")),
    (&["年报"], Error("nianbao open 年报", "nianbao open 年报")),
    (&[""], Error("“草稿”的名字是空的", "name of the DRAFT is empty")),
    (&["check", "a", "-o", ""], Error("“--output”后面缺少内容", "`--output` needs a value")),
    (
        &["new", "--unit", "", "--year", "2024", "-o", "-"],
        Error("例如 --unit 卫滨区信访局", "such as --unit 卫滨区信访局"),
    ),
    (&["new", "--unit", "x", "--year", "", "-o", "-"], Error("例如 --year 2008–2099", "such as --year 2008–2099")),
    (&["check", "a", "--previuos", "b"], Error("是不是想写“--previous”", "did you mean `--previous`")),
    (&["check", "a", "-z"], Error("没有“-z”", "no option `-z`")),
    (&["--bogus"], Error("没有“--bogus”", "no option `--bogus`")),
    (
        &["--previous", "b", "check", "a"],
        Error("“--previous”要写在命令 check 的后面", "`--previous` belongs after the command check"),
    ),
    (&["check"], Error("命令 check 没有写明草稿", "check needs a DRAFT")),
    (&["check", "a", "b"], Error("不需要“b”", "no use for `b`")),
    (&["check", "a", "--format"], Error("“--format”后面缺少内容", "`--format` needs a value")),
    (&["check", "a", "--previous"], Error("例如 -o 年报.nianbao", "such as -o report.nianbao")),
    (&["check", "a", "--format", "xml"], Error("--format 不能是“xml”。可以写：text json", "It can be: text json")),
    (&["check", "a", "--today", "1月"], Error("2025-01-15", "2025-01-15")),
    (&["export", "a.nianbao"], Error("缺少选项 --output", "needs the option --output")),
    (&["export", "a.nianbao", "--to", "doc", "-o", "-"], Error("pdf ofd docx", "pdf ofd docx")),
    (
        &["export", "a.nianbao", "--all", "b", "--to", "pdf"],
        Error("--all 和 --to 不能一起用", "--all and --to cannot be used together"),
    ),
    (&["export", "a", "-o", "a.pdf", "--preface", "greeting"], Error("basis period", "basis period")),
    (&["export", "a", "-o", "a.pdf", "--archive=3u"], Error("2a 1b", "2a 1b")),
    (&["new"], Error("缺少选项 --unit、--year、--output", "needs the option --unit, --year, --output")),
    (&["new", "--force=yes"], Error("“--force”后面不带内容", "`--force` takes no value")),
    (&["new", "--unit", " ", "--year", "2024", "-o", "-"], Error("--unit 不能是", "--unit cannot be")),
    (&["new", "--unit", "x", "--year", "24", "-o", "-"], Error("2008–2099", "2008–2099")),
    (&["new", "--unit", "x", "--year", "2024", "--kind", "school", "-o", "-"], Error("township", "township")),
    (&["completions"], Error("没有写明命令行", "needs a SHELL")),
    (&["completions", "cmd"], Error("bash", "bash")),
    // Values as one types them.
    (&["new", "--unit=-甲局", "--year=2024", "-o-"], Out("\"-甲局\"", "\"-甲局\"")),
    (&["new", "--unit", "-甲局", "--year", "2024", "-o", "-"], Out("\"-甲局\"", "\"-甲局\"")),
    (
        &["new", "--unit", "甲局", "--year", "2023", "--year", "2024", "-o", "-"],
        Out("\"year\": 2024", "\"year\": 2024"),
    ),
    (&["new", "--unit", "甲局", "--year", "2024", "--kind", "乡镇", "-o", "-"], Out("\"township\"", "\"township\"")),
    (
        &[
            "new",
            "--unit",
            "甲局",
            "--year",
            "2024",
            "--kind",
            "township",
            "--force",
            "--preface",
            "period，basis",
            "-o",
            "-",
        ],
        Out("统计期限", "统计期限"),
    ),
    (&["export", "--to", "CSV", "-o", "-", "--", DRAFT], Out("table,row,column,value", "table,row,column,value")),
    (&["check", DRAFT, "--format", "json", "--format", "text"], Out("青禾县水务局", "青禾县水务局")),
    (&["info", "-V", DRAFT], Out("nianbao 0.", "nianbao 0.")),
];

#[test]
fn every_line_is_answered_as_it_should_be() {
    let here = folder("lines");
    complete(&here);
    let mut wrong = Vec::new();
    for (arguments, said) in LINES {
        for (language, other) in [("zh", false), ("en", true)] {
            let mut command = command(&here, language, arguments);
            command.env("NIANBAO_SETTINGS", here.join("nianbao.json"));
            let ran = ran(command.output().unwrap());
            let one_line = ran.err.lines().count() == 1 && ran.err.starts_with("nianbao: ");
            let fits = match said {
                Out(chinese, english) => {
                    ran.status == 0 && ran.out.contains(if other { english } else { chinese }) && ran.err.is_empty()
                }
                Error(chinese, english) => {
                    ran.status == 2
                        && ran.out.is_empty()
                        && one_line
                        && ran.err.contains(if other { english } else { chinese })
                }
                Window => ran.status == 101 && ran.err.contains("asked for by --break"),
            };
            if !fits {
                wrong.push(format!("{language} {arguments:?} → {}\n{}{}", ran.status, ran.out, ran.err));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A variable that names no language of the program is told and not used.
#[test]
fn the_variable_for_the_language_is_looked_at() {
    let here = folder("variable");
    let strange = run_in("xx", &here, &["rules"]);
    assert!(
        strange.status == 0 && strange.err.contains("NIANBAO_LANG") && strange.err.contains("xx"),
        "{}",
        strange.err
    );
    let flag = run_in("xx", &here, &["rules", "--lang", "zh"]);
    assert_eq!((flag.status, flag.err.as_str()), (0, ""));
}

/// Paths need not be text.
#[cfg(unix)]
#[test]
fn a_path_may_be_of_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let here = folder("bytes");
    let name = std::ffi::OsStr::from_bytes(b"\xB9\xAB\xBF\xAA.nianbao");
    let mut new = command(&here, "zh", &["new", "--unit", "甲局", "--year", "2024", "-o"]);
    let made = new.arg(name).output().unwrap();
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(here.join(name).exists());
    let info = command(&here, "zh", &["info"]).arg(name).output().unwrap();
    assert!(String::from_utf8(info.stdout).unwrap().contains("单位：甲局"));
    let mut unit = command(&here, "zh", &["new", "--year", "2024", "-o", "-", "--unit"]);
    let refused = ran(unit.arg(name).output().unwrap());
    assert!(refused.status == 2 && refused.err.contains("UTF-8"), "{}", refused.err);
}

/// Without a display one sentence says what to do, whichever way the window is to be drawn; no place
/// in the source of a library is shown.
#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_sentence_says_what_to_do() {
    let here = folder("display");
    let absent: &[(&str, &str)] = &[];
    for display in [absent, &[("DISPLAY", ":4711")], &[("WAYLAND_DISPLAY", "nothing-0"), ("XDG_RUNTIME_DIR", "/")]] {
        for renderer in ["auto", "glow", "soft"] {
            for (language, words) in [("zh", "没有找到可以显示窗口的桌面"), ("en", "no desktop")] {
                let mut command = command(&here, language, &["--renderer", renderer]);
                for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
                    command.env_remove(name);
                }
                command.envs(display.iter().copied()).env("NIANBAO_SETTINGS", here.join("nianbao.json"));
                let ran = ran(command.output().unwrap());
                assert_eq!((ran.status, ran.err.lines().count()), (2, 1), "{renderer} {display:?}: {}", ran.err);
                assert!(ran.err.contains(words) && ran.err.contains("nianbao --help"), "{}", ran.err);
                assert!(!ran.err.contains(".rs") && !ran.err.contains("os error"), "{}", ran.err);
            }
        }
    }
}

/// Help fits a terminal, Chinese characters counted as two, and its second column is flush.
#[test]
fn help_fits_eighty_columns() {
    let here = folder("columns");
    let width =
        |line: &str| -> usize { line.chars().map(|one| if ('\u{2E80}'..).contains(&one) { 2 } else { 1 }).sum() };
    for language in ["zh", "en"] {
        for name in ["new", "import", "check", "rules", "export", "info", "open", "completions", "help"] {
            let help = run_in(language, &here, &["help", name]).out;
            let examples = help.find(if language == "zh" { "示例：" } else { "Examples:" }).unwrap();
            let long: Vec<&str> = help[..examples].lines().filter(|line| width(line) > 80).collect();
            assert!(long.is_empty(), "{language} {name}: {long:#?}");
        }
    }
    let export = run(&here, &["help", "export"]).out;
    let column = |word: &str| {
        let line = export.lines().find(|line| line.contains(word)).unwrap();
        width(&line[..line.find(word).unwrap()])
    };
    assert!(
        ["每页印", "用谁的字体", "存档标准", "要导出的草稿"].map(column).windows(2).take(2).all(|two| two[0] == two[1]),
        "{export}"
    );
}
