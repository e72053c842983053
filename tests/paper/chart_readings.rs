//! What charts read of tables in the text, and which they refuse to draw.

use nianbao::form::Form;
use nianbao::layout::{FontSet, Length, text_chart};
use nianbao::report::{ChartData, Report};
use nianbao::richtext::{ChartChoice, ChartKind, ChartSubject, RichText};

use super::text_charts::words;
use crate::chart_reports::{self, YEARS, table};

/// What a chart of the table with these rows shows.
pub(super) fn of_table(rows: &[&[&str]], kind: ChartKind) -> ChartData {
    let report = chart_reports::filled();
    let prose = RichText { paragraphs: table(rows) };
    let choice = ChartChoice::new(ChartSubject::Table, kind);
    ChartData::of(Form::of(report.form).unwrap(), &report.numbers, (&prose, prose.paragraphs.len()), &choice)
}

#[test]
fn tables_in_the_text_are_read_as_charts_want_them() {
    // (rows, kind, points, series)
    type Case = (
        &'static [&'static [&'static str]],
        ChartKind,
        &'static [&'static str],
        &'static [(&'static str, &'static [&'static str])],
    );
    let cases: &[Case] = &[
        // Sums and shares are left out; separators and units are understood.
        (
            YEARS,
            ChartKind::Column,
            &["2022年", "2023年", "2024年"],
            &[("新收申请（件）", &["1201", "986", "1305"]), ("办结（件）", &["1190", "1002", "1288"])],
        ),
        // A line runs through the years, wherever they stand.
        (
            &[&["", "2023年", "2024年"], &["网站", "5", "7"], &["公众号", "8", "-"]],
            ChartKind::Line,
            &["2023年", "2024年"],
            &[("网站", &["5", "7"]), ("公众号", &["8", "—"])],
        ),
        (
            &[&["", "2023年", "2024年"], &["网站", "5", "7"], &["公众号", "8", "9"]],
            ChartKind::Bar,
            &["网站", "公众号"],
            &[("2023年", &["5", "8"]), ("2024年", &["7", "9"])],
        ),
        // One row of numbers: its columns are the points.
        (
            &[&["渠道", "网站", "信函"], &["件数", "5", "7.5"]],
            ChartKind::Pie,
            &["网站", "信函"],
            &[("件数", &["5", "7.5"])],
        ),
        // Sums by other names, and parts of the row before.
        (
            &[
                &["渠道", "件", "总计数"],
                &["网站", "5", "5"],
                &["其中：手机", "2", "2"],
                &["信函", "7", "7"],
                &["公开（小计）", "12", "12"],
                &["合计（件）：", "12", "12"],
            ],
            ChartKind::Pie,
            &["网站", "信函"],
            &[("件", &["5", "7"])],
        ),
        // Rows that are counted, with a sum that is not.
        (
            &[&["序号", "类别", "件"], &["1", "图书", "30"], &["2", "期刊", "20"], &["", "合计", "50"]],
            ChartKind::Pie,
            &["图书", "期刊"],
            &[("件", &["30", "20"])],
        ),
        // A number that no cell of the form would take is none: sums of it would not be exact.
        (
            &[&["渠道", "件"], &["网站", "70000000000000000000000000000"], &["信函", "7"]],
            ChartKind::Bar,
            &["网站", "信函"],
            &[("件", &["—", "7"])],
        ),
        // A cell that is not filled in is no zero.
        (
            &[&["镇", "件"], &["白沙镇", ""], &["河口镇", "３"]],
            ChartKind::Bar,
            &["白沙镇", "河口镇"],
            &[("件", &["—", "3"])],
        ),
    ];
    for (rows, kind, points, series) in cases {
        let numbers = of_table(rows, *kind).numbers.unwrap();
        assert_eq!(numbers.points, *points, "{rows:?}");
        let shown = |value: &Option<rust_decimal::Decimal>| value.map_or("—".to_owned(), |one| one.to_string());
        let read: Vec<(String, Vec<String>)> =
            numbers.series.iter().map(|one| (one.name.clone(), one.values.iter().map(shown).collect())).collect();
        let wanted: Vec<(String, Vec<String>)> = series
            .iter()
            .map(|(name, values)| ((*name).to_owned(), values.iter().map(|one| (*one).to_owned()).collect()))
            .collect();
        assert_eq!(read, wanted, "{rows:?}");
    }
}

#[test]
fn what_cannot_be_shown_honestly_says_so() {
    let many: Vec<Vec<String>> = (0..31).map(|number| vec![format!("第{number}镇"), "2".into()]).collect();
    let many: Vec<Vec<&str>> = many.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let many: Vec<&[&str]> = [&["镇", "件"][..]].into_iter().chain(many.iter().map(Vec::as_slice)).collect();
    let nothing: &[&[&str]] = &[&["镇", "件"], &["白沙镇", "0"], &["河口镇", "0"]];
    let one: &[&[&str]] = &[&["镇", "件"], &["白沙镇", "4"], &["河口镇", "0"]];
    let two: &[&[&str]] = &[&["镇", "新收", "办结"], &["白沙镇", "4", "3"], &["河口镇", "5", "5"]];
    let below: &[&[&str]] = &[&["年", "增减"], &["2023年", "-4"], &["2024年", "5"]];
    let prose: &[&[&str]] = &[&["镇", "做法"], &["白沙镇", "按月公开"]];
    let cases = [
        (of_table(&many, ChartKind::Bar), "有31项，超过30项的图看不清"),
        (of_table(nothing, ChartKind::Column), "数字都是0，没有可画的"),
        (of_table(one, ChartKind::Pie), "只有一项有数，饼图没有可比的"),
        (of_table(two, ChartKind::Pie), "饼图只能画一组数字"),
        (of_table(YEARS, ChartKind::Pie), "这些数字不是一个总数的各部分，不宜画饼图"),
        (of_table(two, ChartKind::Line), "这些项目没有先后次序，不宜画折线图"),
        (of_table(below, ChartKind::Line), "有负数，画不成图"),
        (of_table(prose, ChartKind::Column), "前面的表格里没有可画的数字"),
        (of_table(&[], ChartKind::Column), "前面没有表格，画不成图"),
    ];
    let report = Report::new("青禾县水务局", nianbao::form::UnitKind::Department, 2024);
    let form = Form::of(report.form).unwrap();
    let of_form = |of, kind| {
        let choice = ChartChoice::new(of, kind);
        ChartData::of(form, &report.numbers, (&RichText::default(), 0), &choice)
    };
    let others = [
        (of_form(ChartSubject::Outcomes, ChartKind::Pie), "数字还没有填，画不成图"),
        (of_form(ChartSubject::Disputes, ChartKind::Pie), "这些数字不是一个总数的各部分，不宜画饼图"),
        (of_form(ChartSubject::Applicants, ChartKind::Line), "这些项目没有先后次序，不宜画折线图"),
    ];
    for (data, said) in cases.into_iter().chain(others) {
        let drawn = text_chart(&data, Length::pt(300), Length::pt(500), FontSet::bundled().unwrap());
        let printed = words(&drawn.items).concat();
        assert_eq!(printed, format!("（{}：{said}）", data.choice.kind.label()));
        assert!(data.words().ends_with(said), "{}", data.words());
    }
    // A few cases, and blanks beside numbers, are told under the chart.
    let few: &[&[&str]] = &[&["镇", "件"], &["白沙镇", "4"], &["河口镇", "5"], &["上河镇", ""]];
    let drawn =
        text_chart(&of_table(few, ChartKind::Pie), Length::pt(300), Length::pt(500), FontSet::bundled().unwrap());
    let printed = words(&drawn.items).concat();
    assert!(printed.contains("注：1项未填或者不是一个数，没有画。注：总数不到30，比例仅供参考。"), "{printed}");
}
