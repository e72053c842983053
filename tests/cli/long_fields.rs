//! A draft that bears a whole text where a name belongs, as a damaged or a hostile one does: no command takes more than
//! its length, whatever the field. Linux, whose shells limit the memory of a program.

#![cfg(target_os = "linux")]

use std::process::Command;

use serde_json::{Value, json};

use super::{DRAFT, complete, folder, home, ran};

/// As many characters as a report may have, nearly; with the ends of words and of names of places.
const LENGTH: usize = 250_000;
/// The most kilobytes of address space, of which the program itself takes half.
const MEMORY: &str = "1500000";

#[test]
fn a_text_in_the_place_of_a_name_costs_no_more_than_its_length() {
    let here = folder("long-fields");
    complete(&here);
    let draft: Value = serde_json::from_str(&std::fs::read_to_string(here.join(DRAFT)).unwrap()).unwrap();
    let long = "青禾县".repeat(LENGTH / 3);
    let fields: [(&str, Value); 5] = [
        ("unit", json!({ "name": long, "kind": "department" })),
        ("title", json!(long)),
        ("signature", json!({ "unit": long, "date": "2025-01-10" })),
        ("rule_packs", json!([long])),
        ("footnotes", json!({ "granted.natural_person": long })),
    ];
    std::fs::create_dir(here.join("报")).unwrap();
    std::fs::write(here.join("报/一.nianbao"), draft.to_string()).unwrap();
    for (field, value) in fields {
        let mut long = draft.clone();
        long[field] = value;
        std::fs::write(here.join("报/长.nianbao"), long.to_string()).unwrap();
        for arguments in [
            &["info", "报/长.nianbao"][..],
            &["check", "报/长.nianbao"],
            &["check", "报/长.nianbao", "-o", "校核.pdf"],
            &["check", "报"],
            &["export", "报/长.nianbao", "--all", "全套", "--force"],
            &["export", "报/长.nianbao", "-o", "长.ofd"],
            &["package", "报/长.nianbao", "-o", "包.zip"],
            &["compare", "报/长.nianbao", "报/一.nianbao"],
            &["rollup", "报", "--unit", "青禾县人民政府", "--year", "2024"],
        ] {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_nianbao")]);
            command.args(arguments).current_dir(&here).env("NIANBAO_LANG", "zh").env("HOME", home(&here));
            let output = command.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).chars().take(300).collect::<String>();
            assert!(output.status.code().is_some_and(|status| status <= 2), "{field} {arguments:?}: {said}");
            // Refused is as good as read, with a sentence.
            assert!(ran(output).status < 2 || !said.is_empty(), "{field} {arguments:?}");
        }
    }
}
