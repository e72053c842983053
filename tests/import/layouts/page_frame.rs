//! What stands around the tables of a page: titles, sentences, the signature, what belongs to a web page.

use fastrand::Rng;
use nianbao::form::{Form, SectionId};

use super::random_layout::{Layout, Place, Titles};

const UNIT: &str = "青石县水务局";
const FOOTER: [&str; 7] = [
    "【打印】 【关闭】",
    "分享到：",
    "上一篇：青石县水务局2023年政府信息公开工作年度报告",
    "下一篇：没有了",
    "版权所有：青石县人民政府 网站标识码：3200000000",
    "技术支持：青石县大数据中心",
    "您是第位访客",
];

/// The whole page; `tables` are the lines of tables two, three and four.
pub fn around(form: &Form, layout: &Layout, tables: &[Vec<String>], random: &mut Rng) -> String {
    let mut page = Vec::new();
    let tail = matches!(layout.place, Place::Tail(_));
    let alone = layout.place == Place::Alone;
    if layout.report_title && !tail && !alone {
        page.push(format!("{UNIT}2024年政府信息公开工作年度报告"));
        page.push("本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。".to_owned());
    }
    let mut annexes = Vec::new();
    for section in &form.sections {
        let number = usize::from(section.id.number());
        let table =
            form.table_of(section.id).and_then(|own| form.tables.iter().position(|table| table.name == own.name));
        if tail && number < 3 {
            continue;
        }
        let headless = tail && number == 3;
        match table {
            Some(_) if headless => {}
            None if alone => continue,
            _ => page.extend(title(layout, &section.title, number)),
        }
        match table {
            Some(index) if layout.place == Place::Annexes => {
                page.push(format!("见附件{}。", index + 1));
                let (_, name) = section.title.split_once('、').unwrap();
                annexes.push(match random.usize(..3) {
                    0 => format!("附件{}", index + 1),
                    1 => format!("附件{}：{name}", index + 1),
                    _ => format!("附表{} {name}", index + 1),
                });
                annexes.extend(tables[index].clone());
            }
            Some(index) => {
                if layout.list && section.id == SectionId::Requests && !tail && !alone {
                    page.extend(list());
                }
                page.extend(tables[index].clone());
            }
            None => page.extend(sentences(section.id)),
        }
    }
    if !alone {
        page.push(UNIT.to_owned());
        page.push("2025年1月20日".to_owned());
    }
    page.extend(annexes);
    if layout.footer && !alone {
        let from = random.usize(..FOOTER.len());
        page.extend(FOOTER[from..].iter().map(|line| (*line).to_owned()));
    }
    page.join("\n") + "\n"
}

fn title(layout: &Layout, official: &str, number: usize) -> Option<String> {
    let (numeral, words) = official.split_once('、').unwrap();
    match layout.titles {
        Titles::Official => Some(official.to_owned()),
        Titles::Bracketed => Some(format!("（{numeral}）{words}")),
        Titles::Parts => Some(format!("第{numeral}部分 {words}")),
        Titles::Arabic => Some(format!("{number}.{words}")),
        Titles::Bare => Some(words.to_owned()),
        Titles::Hashes => Some(format!("## {official}")),
        Titles::Missing => None,
    }
}

/// What a report says of its requests before it gives the table.
fn list() -> Vec<String> {
    ["本年度办理情况如下：", "（一）予以公开7件；", "（二）部分公开5件；", "（三）不予公开3件。"]
        .map(str::to_owned)
        .to_vec()
}

fn sentences(section: SectionId) -> Vec<String> {
    let lines: &[&str] = match section {
        SectionId::Overview => &[
            "（一）主动公开情况。全年公开各类信息12条，其中政策解读3条。",
            "（二）依申请公开情况。收到的申请均已按期答复。",
            "（三）政府信息管理情况。发布前逐条审查。",
        ],
        SectionId::Problems => &["公开的形式还不够丰富。下一年将改进解读方式，方便群众查阅。"],
        _ => &["本年度未收取信息处理费，没有其他需要报告的事项。"],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}
