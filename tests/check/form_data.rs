//! The form's data files: what they hold, and what is said of broken ones.

use nianbao::form::{CellKey, Edition, Form, cell_names};

use crate::invented_reports;

#[test]
fn both_editions_are_whole() {
    for (edition, fields) in [(Edition::Cn2021, [10, 175, 15]), (Edition::Cn2019, [22, 161, 15])] {
        let form = Form::of(edition).expect("a built-in form");
        let counts: Vec<_> = form.tables.iter().map(|table| table.fields.len()).collect();
        assert_eq!(counts, fields, "number cells of {edition:?}");
    }
}

#[test]
fn fields_have_their_official_heads() {
    let form = Form::of(Edition::Cn2021).expect("a built-in form");
    let heads = |key: &str| {
        let field = form.field(CellKey::parse(key).expect("a key")).expect("a field");
        format!("{} | {}", field.row_heads.join("/"), field.column_heads.join("/"))
    };
    assert_eq!(heads("licensing.decisions"), "第二十条第（五）项/行政许可 | 本年处理决定数量");
    assert_eq!(heads("rules.in_force"), "第二十条第（一）项/规章 | 现行有效件数");
    assert_eq!(
        heads("state_secret.enterprise"),
        "三、本年度办理结果/（三）不予公开/1.属于国家秘密 | 申请人情况/法人或其他组织/商业企业"
    );
    assert_eq!(heads("carried_over.total"), "四、结转下年度继续办理 | 申请人情况/总计");
    assert_eq!(heads("direct.total"), " | 行政诉讼/未经复议直接起诉/总计");
}

#[test]
fn the_glossary_names_cells_of_the_form() {
    let form = Form::of(Edition::Cn2021).expect("a built-in form");
    let total = CellKey::new(cell_names::row::TOTAL, cell_names::column::TOTAL);
    assert_eq!(form.parts(total).len(), 6);
    assert_eq!(form.group(cell_names::group::WITHHELD).map(|group| group.rows.len()), Some(8));
}

/// Numbered through or asked for one by one, the cells of 1,000 random reports of both editions
/// have the same numbers.
#[test]
fn numbers_in_order_are_those_of_the_cells() {
    for seed in 0..1_000 {
        let report = invented_reports::report(seed);
        let form = Form::of(report.form).expect("a built-in form");
        let all = report.numbers.in_form_order(form);
        for (number, field) in form.fields().enumerate() {
            assert_eq!((field.number, form.order.number(field.key)), (number, Some(number)), "{}", field.key);
            let one =
                if field.total { report.numbers.computed(form, field.key) } else { report.numbers.get(field.key) };
            assert_eq!(all.get(number), Some(&one), "{} of report {seed}", field.key);
        }
    }
}

/// Each edit of a good file, the line of the mistake and a word of what is said.
#[test]
fn a_broken_file_is_named_by_line() {
    let good = include_str!("../../assets/forms/cn-2021.toml");
    let line_of = |part: &str| good.lines().position(|line| line.contains(part)).expect("part of the file") + 1;
    let cases = [
        ("across = 7 }", "across = 6 }", "申请人情况", "empty"),
        ("across = 7 }", "across = 8 }", "申请人情况", "reaches out"),
        ("number = \"rules.issued\"", "number = \"rules.Issued\"", "rules.issued", "not a cell"),
        ("number = \"rules.issued\"", "number = \"rules.repealed\"", "name = \"disclosure\"", "twice"),
        ("band = \"C6D9F1\"", "band = \"blue\"", "band = ", "hexadecimal"),
        ("shared = [\"after_reconsideration\"]", "shared = [\"afterwards\"]", "[rollup]", "roll-up names"),
        ("month = 1, day = 31", "month = 13, day = 31", "kind = \"department\"", "month"),
    ];
    for (from, to, near, said) in cases {
        let broken = good.replacen(from, to, 1);
        let error = Form::parse("x.toml", &broken).expect_err(to);
        assert!(error.problem.contains(said), "{to}: {error}");
        let near = if near == "name = \"disclosure\"" { line_of(near) - 1 } else { line_of(near) };
        assert_eq!((error.file.as_str(), error.line), ("x.toml", near), "{to}: {error}");
    }
}
