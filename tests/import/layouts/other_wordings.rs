//! Labels in other words than the form's, as published reports have them.

use fastrand::Rng;

use super::random_layout::{Layout, Wording};

const SHORT: [(&str, &str); 14] = [
    ("一、本年新收政府信息公开申请数量", "一、本年新收申请数量"),
    ("二、上年结转政府信息公开申请数量", "二、上年结转申请数量"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
    ("2.其他法律行政法规禁止公开", "2.法律法规禁止公开"),
    ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
    ("5.属于三类内部事务信息", "5.三类内部事务信息"),
    ("1.本机关不掌握相关政府信息", "1.本机关不掌握"),
    ("2.没有现成信息需要另行制作", "2.没有现成信息"),
    ("3.补正后申请内容仍不明确", "3.补正后仍不明确"),
    ("5.要求行政机关确认或重新出具已获取信息", "5.要求确认或重新出具已获取信息"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.申请人逾期不补正"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.申请人逾期未缴费"),
    ("四、结转下年度继续办理", "四、结转下年度"),
    ("行政规范性文件", "规范性文件"),
];

/// The label as the layout spells it.
pub fn respelled(label: &str, layout: &Layout, random: &mut Rng) -> String {
    let text = match layout.wording {
        Wording::Official => label.to_owned(),
        Wording::Unnumbered => unnumbered(label),
        Wording::OtherNumbers => renumbered(label, random),
        Wording::Shortened => SHORT.iter().find(|(own, _)| *own == label).map_or(label, |(_, short)| short).to_owned(),
        Wording::Spaced => spaced(label, random),
    };
    if layout.narrow_brackets { text.replace('（', "(").replace('）', ")").replace('：', ":") } else { text }
}

/// Without its number, where enough is left to know it by.
fn unnumbered(label: &str) -> String {
    let rest = ["）", "、", "."].iter().find_map(|end| {
        let (number, rest) = label.split_once(end)?;
        (number.chars().count() <= 2 && rest.chars().count() >= 4).then_some(rest)
    });
    rest.unwrap_or(label).to_owned()
}

fn renumbered(label: &str, random: &mut Rng) -> String {
    let digit = label.chars().next().filter(char::is_ascii_digit).and_then(|digit| digit.to_digit(10));
    if let (Some(digit), Some((_, rest))) = (digit, label.split_once('.')) {
        let circled = char::from_u32(0x245f + digit).unwrap();
        return match random.usize(..4) {
            0 => format!("（{digit}）{rest}"),
            1 => format!("{digit}、{rest}"),
            2 => format!("{circled}{rest}"),
            _ => format!("{digit}．{rest}"),
        };
    }
    match label.split_once('、') {
        Some((number, rest)) if number.chars().count() == 1 => format!("（{number}）{rest}"),
        _ => label.to_owned(),
    }
}

/// With spaces between some of its characters.
pub fn spaced(text: &str, random: &mut Rng) -> String {
    let mut result = String::new();
    for one in text.chars() {
        result.push(one);
        if random.usize(..6) == 0 && !one.is_ascii() {
            result.push(' ');
        }
    }
    result.trim_end().to_owned()
}
