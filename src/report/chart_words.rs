//! Charts of the text in words, in the language of the report: for those who do not see one, for files without pictures,
//! and in the place of one that cannot be drawn. Must not know how they are drawn.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{ChartCaution, ChartData, ChartNumbers, ChartProblem};

/// What stands for a number that is not filled in.
const BLANK: &str = "未填";

impl ChartData {
    /// Its kind, what it is of, and its numbers: 柱形图，申请的办理结果：予以公开12，……。
    pub fn words(&self) -> String {
        let (kind, of) = (self.choice.kind.label(), self.choice.of.label());
        match &self.numbers {
            Ok(numbers) => format!("{kind}，{of}：{}", numbers.words()),
            Err(problem) => format!("{kind}，{of}：{}", problem.words()),
        }
    }

    /// What is to be read under it, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        self.cautions().into_iter().map(ChartCaution::words).collect()
    }
}

impl ChartNumbers {
    /// The numbers with their names.
    pub fn words(&self) -> String {
        let value = |value: Option<Decimal>| value.map_or_else(|| BLANK.to_owned(), chart_number);
        let mut parts = Vec::new();
        for (at, point) in self.points.iter().enumerate() {
            let own = self.series.iter().map(|series| (&series.name, series.values.get(at).copied().flatten()));
            let mut part = point.clone();
            for (number, (name, own)) in own.enumerate() {
                let gap = if number > 0 { "，" } else { "" };
                let name = if self.series.len() > 1 { name.as_str() } else { "" };
                // Digits behind digits are another number.
                let ends = |words: &str| words.ends_with(|one: char| one.is_ascii_digit());
                let digits = if ends(name) || (name.is_empty() && ends(&part)) { " " } else { "" };
                let colon = if number == 0 && self.series.len() > 1 { "：" } else { "" };
                // Writing into a text does not fail.
                let _ = write!(part, "{colon}{gap}{name}{digits}{}", value(own));
            }
            parts.push(part);
        }
        parts.join(if self.series.len() > 1 { "；" } else { "，" })
    }
}

impl ChartProblem {
    /// What is said in the place of the chart.
    pub fn words(self) -> String {
        match self {
            ChartProblem::NoTable => "前面没有表格，画不成图".to_owned(),
            ChartProblem::NoNumbers => "前面的表格里没有可画的数字".to_owned(),
            ChartProblem::Blank => "数字还没有填，画不成图".to_owned(),
            ChartProblem::AllZero => "数字都是0，没有可画的".to_owned(),
            ChartProblem::Negative => "有负数，画不成图".to_owned(),
            ChartProblem::TooMany(count, most) => format!("有{count}项，超过{most}项的图看不清"),
            ChartProblem::SeveralRows => "饼图只能画一组数字".to_owned(),
            ChartProblem::OneSlice => "只有一项有数，饼图没有可比的".to_owned(),
            ChartProblem::NotParts => "这些数字不是一个总数的各部分，不宜画饼图".to_owned(),
            ChartProblem::NotInOrder => "这些项目没有先后次序，不宜画折线图".to_owned(),
        }
    }
}

impl ChartCaution {
    /// What is said under the chart.
    pub fn words(self) -> String {
        match self {
            ChartCaution::Blanks(count) => format!("注：{count}项未填或者不是一个数，没有画。"),
            ChartCaution::Few => "注：总数不到30，比例仅供参考。".to_owned(),
        }
    }
}

/// A number as charts show it.
pub fn chart_number(value: Decimal) -> String {
    value.normalize().to_string()
}
