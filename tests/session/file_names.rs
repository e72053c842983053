//! The names that files get from a report: any title becomes a name that each system takes.

use nianbao::form::{Edition, Form, UnitKind};
use nianbao::report::Report;
use nianbao::session::{ExportFormat, file_stem, set_names};

/// A title, and the name that it becomes.
const NAMES: &[(&str, &str)] = &[
    ("卫滨区信访局2024年报告", "卫滨区信访局2024年报告"),
    ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
    ("一\n二\t三\u{2028}四", "一 二 三 四"),
    ("\u{1b}[31m红\u{7}\u{9b}m", "_[31m红__m"),
    // The end of the name is the end of the name.
    ("年报\u{202e}fdp.exe", "年报_fdp.exe"),
    ("年\u{200b}报\u{feff}\u{e0041}", "年报"),
    ("CON", "_CON"),
    ("nul.2024", "_nul.2024"),
    ("Com¹", "_Com¹"),
    ("LPT9 .x", "_LPT9 .x"),
    ("COM10", "COM10"),
    ("CONSUL", "CONSUL"),
    ("conin$", "_conin$"),
    ("年报. . .", "年报"),
    ("...隐藏", "隐藏"),
    ("", "年报"),
    ("\u{200b}.. ", "年报"),
];

fn stem(title: &str) -> String {
    let mut report = Report::new("示例局", UnitKind::Department, 2024);
    report.title = Some(title.to_owned());
    file_stem(Form::of(Edition::Cn2021).unwrap(), &report)
}

#[test]
fn any_title_becomes_a_name_that_every_system_takes() {
    for (title, name) in NAMES {
        assert_eq!(stem(title), *name, "{title:?}");
    }
}

/// 255 bytes on Linux, also of the partial file and of the lock beside it; 255 units of UTF-16 on Windows.
#[test]
fn long_names_are_cut_by_bytes_between_characters() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-names");
    std::fs::create_dir_all(&folder).unwrap();
    // Of one to four bytes, with an accent, with a variation selector of four bytes.
    for character in ["a", "é", "政", "𠮷", "e\u{301}\u{323}", "葛\u{e0100}"] {
        for ahead in ["", "年", "b", "xy"] {
            let stem = stem(&format!("{ahead}{}", character.repeat(200)));
            let name = format!("{stem}.nianbao");
            assert!(stem.chars().count() <= 80 && name.len() + ".".len() + ".part99".len() <= 255, "{name}");
            assert!(stem.len() > 150 || stem.chars().count() >= 78, "no shorter than it must be: {name}");
            let whole = stem.strip_prefix(ahead).unwrap();
            assert_eq!(whole, character.repeat(whole.len() / character.len()), "cut within a character");
            std::fs::write(folder.join(format!(".{name}.part99")), "").unwrap();
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_names_of_a_set_differ() {
    let report = Report::new("示例局", UnitKind::Department, 2024);
    let form = Form::of(Edition::Cn2021).unwrap();
    let twice = [ExportFormat::Pdf, ExportFormat::Docx, ExportFormat::Pdf];
    let names = set_names(form, &report, &twice);
    let stem = file_stem(form, &report);
    assert_eq!(names, [format!("{stem}.pdf"), format!("{stem}.docx"), format!("{stem}（2）.pdf")]);
}
