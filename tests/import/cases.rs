//! Kinds of sources seen in the world, each a small invented report that differs from a whole one in one
//! thing, with what is right.

use nianbao::form::{CellKey, Edition, Form, SectionId};
use nianbao::import::{Imported, OmittedContent, ReadError, RemarkKind, text};
use nianbao::richtext::Level;

const TITLE: &str = "云溪县水务局2024年政府信息公开工作年度报告";
const PREFACE: &str = "本报告按条例的要求编制，所列数据的统计期限为2024年1月1日至2024年12月31日。";
const OVERVIEW: &str = "（一）主动公开情况。全年公开信息52条。\n（二）依申请公开情况。收到的申请都已办结。";
const TABLE_TWO: &str = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 14 |\n\
    信息内容 | 本年处理决定数量 |\n行政许可 | 27 |\n行政处罚 | 8 |\n行政强制 | 0 |\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 4.2 |";
const TABLE_FOUR: &str = "行政复议 | 行政诉讼 |\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n\
    结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
    2 | 1 | 0 | 0 | 3 | 0 | 0 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |";
const PROBLEMS: &str = "解读的形式还不多。2025年将增加图解。";
const OTHERS: &str = "没有其他需要报告的事项。";
const SIGNED: &str = "云溪县水务局\n2025年1月16日";

fn read(text: &str) -> Imported {
    text::read(text).expect("a report is read")
}

/// Table three: two of nine requests were carried over; `cell` writes one number.
fn table_three(cell: impl Fn(usize, u32) -> String) -> String {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut lines =
        vec!["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |".to_owned()];
    lines.push(
        "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |".to_owned(),
    );
    let number = |row: &str, column: usize| {
        let own: [u32; 7] = match row {
            "received" => [6, 2, 0, 0, 0, 0, 8],
            "carried_in" => [1, 0, 0, 0, 0, 0, 1],
            "granted" | "not_held" => [2, 1, 0, 0, 0, 0, 3],
            "petitions" | "carried_over" => [1, 0, 0, 0, 0, 0, 1],
            "repeated" => [1, 0, 0, 0, 0, 0, 1],
            "total" => [6, 2, 0, 0, 0, 0, 8],
            _ => [0; 7],
        };
        own[column]
    };
    for fields in form.tables[1].fields.chunks(7) {
        let label = fields[0].row_heads.last().unwrap();
        let row = fields[0].key.row;
        let cells: Vec<String> = (0..7).map(|column| cell(column, number(row.as_str(), column))).collect();
        lines.push(format!("{label} | {} |", cells.join(" | ")));
    }
    lines.join("\n")
}

fn plain_three() -> String {
    table_three(|_, number| number.to_string())
}

fn titles() -> Vec<String> {
    Form::of(Edition::Cn2021).unwrap().sections.iter().map(|section| section.title.clone()).collect()
}

/// The whole report with these six sections.
fn page(head: &str, sections: [&str; 6], end: &str) -> String {
    let body: Vec<String> = titles().iter().zip(sections).map(|(title, text)| format!("{title}\n{text}")).collect();
    format!("{head}\n{}\n{end}\n", body.join("\n"))
}

fn whole() -> String {
    let three = plain_three();
    page(&format!("{TITLE}\n{PREFACE}"), [OVERVIEW, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED)
}

fn number(reading: &Imported, key: &str) -> String {
    let form = Form::of(reading.report.form).unwrap();
    let number = reading.report.numbers.shown(form, CellKey::parse(key).unwrap());
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// All numbers of a report are those of the whole one.
fn assert_same_numbers(reading: &Imported) {
    let form = Form::of(Edition::Cn2021).unwrap();
    let right = read(&whole());
    for field in form.fields() {
        let key = field.key.to_string();
        assert_eq!(number(reading, &key), number(&right, &key), "{key}");
    }
}

#[test]
fn a_whole_report_needs_no_remark() {
    let reading = read(&whole());
    let kinds: Vec<_> = reading.remarks.iter().map(|remark| &remark.kind).collect();
    assert!(matches!(kinds.as_slice(), [RemarkKind::KindGuessed { .. }]), "{kinds:?}");
    let expected = [("received.total", "8"), ("total.enterprise", "2"), ("direct.other", "1"), ("fees.amount", "4.2")];
    for (key, shown) in expected {
        assert_eq!(number(&reading, key), shown, "{key}");
    }
    assert_eq!(reading.report.signature.as_ref().unwrap().date.to_string(), "2025-01-16");
}

/// The text layer of a PDF file writes characters as the radicals that they look like.
#[test]
fn radicals_are_read_as_the_characters_that_they_look_like() {
    let radicals = [
        ("一", "⼀"),
        ("二", "⼆"),
        ("人", "⼈"),
        ("大", "⼤"),
        ("工", "⼯"),
        ("行", "⾏"),
        ("方", "⽅"),
        ("无", "⽆"),
        ("止", "⽌"),
        ("日", "⽇"),
        ("月", "⽉"),
        ("用", "⽤"),
        ("见", "⻅"),
        ("长", "⻓"),
        ("页", "⻚"),
        ("民", "⺠"),
    ];
    let plain = whole();
    let written = radicals.iter().fold(plain.clone(), |text, (character, radical)| text.replace(character, radical));
    assert!(written != plain);
    let (right, reading) = (read(&plain), read(&written));
    assert_eq!(reading.report, right.report);
    assert_eq!(reading.remarks.len(), right.remarks.len(), "{:?}", reading.remarks);
}

#[test]
fn what_is_no_report_is_refused() {
    let minutes = ["上午开会。\n讨论了两件事。", "第一，值班。\n第二，防汛 3 人。", "通知\n请各科室报送材料。"];
    for text in minutes {
        assert_eq!(text::read(text), Err(ReadError::NotAReport), "{text}");
    }
}

#[test]
fn a_year_is_taken_from_what_tells_it_and_never_from_plans() {
    let section = titles()[0].clone();
    let cases = [
        (format!("{TITLE}\n{section}\n2023年公开3条。"), 2024),
        (format!("{section}\n统计期限为2023年1月1日至2023年12月31日。\n云溪县水务局\n2025年1月16日"), 2023),
        (format!("{section}\n公开信息3条。\n{}\n2026年将增加图解。\n云溪县水务局\n2025年1月16日", titles()[4]), 2024),
        (format!("{section}\n公开信息3条。\n{}\n2026年将增加图解。", titles()[4]), 0),
    ];
    for (text, year) in cases {
        let report = read(&text).report;
        assert_eq!(report.year, year, "{text}");
        let title = report.title_line(Form::of(report.form).unwrap());
        assert!(!title.contains("0年") || year != 0, "{title}");
    }
}

#[test]
fn a_list_before_the_table_stays_text() {
    let list = "本年办理情况如下：\n（一）予以公开3件；\n（二）部分公开0件；\n（三）不予公开0件。";
    let three = format!("{list}\n{}", plain_three());
    let reading = read(&page(TITLE, [OVERVIEW, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
    assert_same_numbers(&reading);
    assert_eq!(reading.report.prose(SectionId::Requests).unwrap().text(), list);
}

#[test]
fn the_foot_of_a_web_page_is_cut_off_and_listed() {
    let foot = "【打印】【关闭】\n分享到：\n上一篇：另一份年报\n下一篇：没有了\n版权所有：云溪县人民政府 网站标识码：3200000000";
    let reading = read(&format!("{}{foot}\n", whole()));
    assert_same_numbers(&reading);
    let around = reading.remarks.iter().find(|remark| matches!(remark.kind, RemarkKind::AroundReport { .. })).unwrap();
    assert!(foot.lines().all(|line| around.excerpt.contains(line)), "{}", around.excerpt);
    assert!(reading.report.signature.is_some());
    assert_eq!(reading.report.prose(SectionId::Others).unwrap().text(), OTHERS);
}

#[test]
fn tables_without_titles_are_found_by_their_rows() {
    let rows = format!("{TABLE_TWO}\n{}\n{TABLE_FOUR}", plain_three());
    let by_cell = rows.replace(" | ", " |\n");
    for text in [rows.clone(), by_cell.clone(), by_cell.replace(" |", "")] {
        let reading = read(&text);
        assert_same_numbers(&reading);
        assert_eq!(reading.report.year, 0);
    }
}

#[test]
fn blank_cells_that_only_bars_show_are_one_remark() {
    let three = table_three(|column, number| match column {
        0 | 6 => number.to_string(),
        _ => String::new(),
    });
    let text = page(TITLE, [OVERVIEW, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED);
    let by_cell: String = text.replace(" | ", " |\n").replace("\n |", "\n|");
    for text in [text, by_cell] {
        let reading = read(&text);
        assert_eq!(number(&reading, "received.natural_person"), "6", "{text}");
        assert_eq!(number(&reading, "total.total"), "8");
        assert_eq!(number(&reading, "received.enterprise"), "");
        let blanks = |kind: &RemarkKind| matches!(kind, RemarkKind::Blank { .. } | RemarkKind::BlankCells { .. });
        assert_eq!(reading.remarks.iter().filter(|remark| blanks(&remark.kind)).count(), 1);
    }
}

#[test]
fn tables_in_annexes_come_to_their_sections() {
    let body = page(TITLE, [OVERVIEW, "见附件1。", "见附件2。", "见附件3。", PROBLEMS, OTHERS], SIGNED);
    let text =
        format!("{body}附件1 主动公开政府信息情况\n{TABLE_TWO}\n附件2\n{}\n附件3：\n{TABLE_FOUR}", plain_three());
    let reading = read(&text);
    assert_same_numbers(&reading);
    assert_eq!(reading.report.prose(SectionId::Others).unwrap().text(), OTHERS);
    let caption = |kind: &RemarkKind| *kind == RemarkKind::LeftOut { what: OmittedContent::Caption };
    assert_eq!(reading.remarks.iter().filter(|remark| caption(&remark.kind)).count(), 3);
}

#[test]
fn amounts_and_changes_are_read_as_they_are_meant() {
    let two = TABLE_TWO.replace("| 4.2 |", "| 42000元 |");
    let three = plain_three();
    let reading = read(&page(TITLE, [OVERVIEW, &two, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
    assert_same_numbers(&reading);
    assert!(reading.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::Converted { .. })));
    let old = "云溪县水务局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n\
        信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 6 | 减4 | 2 |\n\
        其他对外管理服务事项 | 1 | ↓1 | 0 |\n行政处罚 | 3 | 增2 | 5 |\n行政强制 | 0 | 0 | 0 |";
    let reading = read(old);
    assert_eq!(reading.report.form, Edition::Cn2019);
    let form = Form::of(Edition::Cn2019).unwrap();
    let changes: Vec<String> = form.tables[0]
        .fields
        .iter()
        .filter(|field| field.measure == nianbao::form::CellMeasure::Change)
        .map(|field| number(&reading, &field.key.to_string()))
        .collect();
    assert_eq!(changes[..4], ["-4", "-1", "2", "0"]);
}

#[test]
fn headings_of_one_level_look_alike() {
    let overview = "（一）主动公开情况\n公开信息52条。\n（二）健全制度机制，加强信息管理\n逐条审查。\n（三）监督保障情况\n培训2次。";
    let three = plain_three();
    let reading = read(&page(TITLE, [overview, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
    let levels: Vec<Level> =
        reading.report.prose(SectionId::Overview).unwrap().paragraphs.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Level::Second, Level::Body].repeat(3));
}

#[test]
fn a_cover_and_a_table_of_contents_do_not_repeat_the_title() {
    let contents: Vec<String> = titles().iter().zip(1..).map(|(title, page)| format!("{title}……{page}")).collect();
    let text = format!("{TITLE}\n目录\n{}\n{}", contents.join("\n"), whole());
    let reading = read(&text);
    assert_same_numbers(&reading);
    assert_eq!(reading.report.preface.text(), PREFACE);
    assert_eq!(reading.report.title, None);
}

/// Programs show the title of a table as its caption: once more right before or after the section's own.
#[test]
fn a_title_that_stands_twice_is_no_text() {
    let title = titles()[1].clone();
    let reading = read(&whole().replace(&title, &format!("{title}\n{title}")));
    assert_same_numbers(&reading);
    assert_eq!(reading.report.prose(SectionId::Overview).unwrap().text(), OVERVIEW);
    assert!(reading.report.prose(SectionId::Disclosure).is_none_or(|prose| prose.is_blank()));
    let caption = |kind: &RemarkKind| *kind == RemarkKind::LeftOut { what: OmittedContent::Caption };
    assert_eq!(reading.remarks.iter().filter(|remark| caption(&remark.kind)).count(), 1);
}

#[test]
fn section_numbers_may_be_in_brackets() {
    let text = titles().iter().fold(whole(), |text, title| {
        let (number, words) = title.split_once('、').unwrap();
        text.replace(title, &format!("（{number}）{words}"))
    });
    let reading = read(&text);
    assert_same_numbers(&reading);
    assert_eq!(reading.report.prose(SectionId::Problems).unwrap().text(), PROBLEMS);
}

/// The head above the amounts says in which unit they are.
#[test]
fn amounts_below_a_head_in_yuan_are_converted() {
    let heads = ["本年收费金额（单位：元）", "本年收费金额（元）", "收费金额 | 单位：元"];
    for head in heads {
        let two = TABLE_TWO.replace("本年收费金额（单位：万元）", head).replace("| 4.2 |", "| 42000 |");
        let three = plain_three();
        let reading = read(&page(TITLE, [OVERVIEW, &two, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
        assert_same_numbers(&reading);
        let converted = |kind: &RemarkKind| matches!(kind, RemarkKind::Converted { .. });
        assert!(reading.remarks.iter().any(|remark| converted(&remark.kind)), "{head}: {:?}", reading.remarks);
        let form = Form::of(reading.report.form).unwrap();
        let printed = &form.tables[0].fields.last().unwrap().column_heads;
        assert!(!reading.report.stated.labels.contains_key(printed.last().unwrap()), "{head}");
    }
}

/// Pages let browsers break long words: what shows nothing stands within numbers and labels.
#[test]
fn characters_that_show_nothing_part_nothing() {
    let right = read(&whole());
    for unseen in ["\u{200b}", "\u{ad}", "\u{feff}"] {
        let written: String = whole().chars().map(|one| format!("{one}{unseen}")).collect();
        let reading = read(&written.replace(&format!("\n{unseen}"), "\n"));
        assert_same_numbers(&reading);
        assert_eq!(reading.report, right.report, "{unseen:?}");
    }
}

/// Spaces part the thousands and the cells: only the sums tell which is which.
#[test]
fn thousands_parted_by_spaces_are_put_together_where_sums_tell() {
    let row = "一、本年新收政府信息公开申请数量";
    let three = |numbers: &str| {
        let plain = plain_three();
        let own = plain.lines().find(|line| line.starts_with(row)).unwrap().to_owned();
        plain.replace(&own, &format!("{row} {numbers}"))
    };
    let cases = [
        ("1 204  3  0  12  0  1 001  2 220", "1204", "2220"),
        ("1 204 3 0 12 0 1 001 2 220", "1204", "2220"),
        // 1100, 1, 100 and 1, 100, 1100 both add up to 1201: nothing is chosen.
        ("1 100 1 100 0 0 0 1201", "", ""),
        // No way adds up.
        ("1 204 3 0 12 0 1 001 2 221", "", ""),
    ];
    for (numbers, first, total) in cases {
        let three = three(numbers);
        let reading = read(&page(TITLE, [OVERVIEW, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
        assert_eq!(number(&reading, "received.natural_person"), first, "{numbers}");
        assert_eq!(number(&reading, "received.total"), total, "{numbers}");
        let told = |kind: &RemarkKind| matches!(kind, RemarkKind::RowDoesNotFit { .. });
        assert_eq!(reading.remarks.iter().any(|remark| told(&remark.kind)), first.is_empty(), "{numbers}");
    }
}

/// Rows whose words are none of the form's are no sentences: they are listed, wherever they stand.
#[test]
fn rows_of_numbers_behind_unknown_words_are_listed() {
    let rows = ["某某事项办理数 631 254 1029", "3.某某事项0100001", "（九）某某情形11411673601228137211045372"];
    let sentences = ["2024年 共办理 3 4 5 件，另有12345678。", "1.咨询电话0371 555 1234", "附件2 办理结果"];
    let overview = [rows.as_slice(), &sentences].concat().join("\n");
    let three = plain_three();
    let reading = read(&page(TITLE, [&overview, TABLE_TWO, &three, TABLE_FOUR, PROBLEMS, OTHERS], SIGNED));
    assert_same_numbers(&reading);
    let text = reading.report.prose(SectionId::Overview).unwrap().text();
    for row in rows {
        let is_it = |kind: &RemarkKind| *kind == RemarkKind::NotUnderstood;
        assert!(reading.remarks.iter().any(|one| is_it(&one.kind) && one.excerpt.contains(row)), "{row}");
        assert!(!text.contains(row), "{text}");
    }
    for sentence in sentences {
        assert!(text.contains(sentence), "{text}");
    }
}
