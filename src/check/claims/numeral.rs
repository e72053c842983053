//! Numbers in prose: Arabic, full-width (folded by the passage) and Chinese digits, 万 and 亿, a
//! percent sign, a measure word after them. Must not know the form or what is counted.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::passage::Passage;

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its exact value; `None` beyond 28 digits.
    pub value: Option<Decimal>,
    /// How many decimals are written.
    pub decimals: u32,
    /// What follows it.
    pub unit: NumeralUnit,
    /// Whether it is only about right: 近, 约, 余.
    pub rough: bool,
    /// Between which values the exact number lies, where the words or the rounding say so: 200余 from 200
    /// to 299.
    pub bounds: Option<(Decimal, Decimal)>,
    /// The digits alone, 万 and the like included.
    pub digits: Range<usize>,
    /// One past the measure word.
    pub end: usize,
}

/// What a number is followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumeralUnit {
    /// A measure word, such as 件.
    Measure(&'static str),
    /// Per cent.
    Percent,
    /// 元, 万元 and 亿元 alike; the value is in 元.
    Yuan,
    /// 年, where the number is a year.
    Year,
    /// None of these.
    None,
}

/// Measure words; of two that begin alike the longer comes first.
const MEASURES: &[&str] = &[
    "件次", "人次", "场次", "次", "件", "条", "宗", "起", "份", "例", "个", "项", "篇", "期", "部", "名", "人", "场",
    "册", "户", "家", "页", "批", "则", "幅", "处", "场",
];

/// Measure words that count only behind Arabic digits: 三类内部事务信息 is a name.
const ARABIC: &[&str] = &[
    "块", "张", "台", "套", "本", "卷", "种", "类", "支", "集", "封", "组", "轮", "堂", "节", "款", "段", "门", "笔",
    "栏",
];

/// The most digits that a value may have.
const DIGITS: usize = 28;

/// Every number of a passage from left to right. Each character is looked at a bounded number of
/// times.
pub fn numerals(passage: &Passage) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = passage.at(at) {
        let numeral = match character {
            '0'..='9' => arabic(passage, at),
            _ if chinese_digit(character).is_some() || matches!(character, '十' | '百') => chinese(passage, at),
            _ => {
                at += 1;
                continue;
            }
        };
        at = numeral.end.max(numeral.digits.end).max(at + 1);
        // 两项合计, 三类共: how many were added up.
        let added = ["合计", "共", "总", "相加", "之和", "加起来", "者"];
        if !character.is_ascii_digit() && added.iter().any(|words| passage.has_at(numeral.end, words)) {
            continue;
        }
        // 一是, 三审三校, 十分: without a unit Chinese digits are words, but for 数量为零.
        let none = character == '零' && numeral.digits.start.checked_sub(1).and_then(|at| passage.at(at)) == Some('为');
        if numeral.unit != NumeralUnit::None || character.is_ascii_digit() || none {
            match range(passage, found.last(), &numeral) {
                Some(range) => {
                    found.pop();
                    found.push(range);
                }
                None => found.push(numeral),
            }
        }
    }
    found
}

/// 10至15件, 10—15件: two numbers that stand for any between them; 由10件至15件 are two of their own.
fn range(passage: &Passage, first: Option<&Numeral>, second: &Numeral) -> Option<Numeral> {
    let first = first.filter(|first| first.end + 1 == second.digits.start)?;
    let joined = matches!(passage.at(first.end), Some('至' | '到' | '-' | '—' | '~' | '～' | '–'));
    let alike = first.unit == second.unit || first.unit == NumeralUnit::None;
    let before = first.digits.start.checked_sub(1).and_then(|at| passage.at(at));
    let bound = matches!(before, Some('从' | '由' | '自' | '年' | '月'));
    let (low, high) = (first.value?, second.value?);
    let counted = matches!(second.unit, NumeralUnit::Measure(_) | NumeralUnit::Percent);
    (joined && alike && counted && !bound && low < high).then(|| Numeral {
        rough: true,
        bounds: Some((low, high)),
        digits: first.digits.start..second.digits.end,
        ..second.clone()
    })
}

fn arabic(passage: &Passage, start: usize) -> Numeral {
    let mut text = String::new();
    let (mut at, mut count, mut decimals, mut point) = (start, 0_usize, 0_u32, false);
    while let Some(one) = passage.at(at) {
        match one {
            '0'..='9' => {
                count += 1;
                decimals += u32::from(point);
                if count <= DIGITS {
                    text.push(one);
                }
            }
            '.' if !point && digit_at(passage, at + 1) => {
                point = true;
                if count <= DIGITS {
                    text.push('.');
                }
            }
            '，' if !point && groups(passage, start, at) => {}
            _ => break,
        }
        at += 1;
    }
    let value = (count <= DIGITS).then(|| text.parse::<Decimal>().ok()).flatten();
    finish(passage, start..at, value, decimals)
}

fn digit_at(passage: &Passage, at: usize) -> bool {
    passage.at(at).is_some_and(|one| one.is_ascii_digit())
}

/// Whether the comma at `comma` parts thousands: half-width, one to three digits before it and
/// exactly three after it, nothing between.
fn groups(passage: &Passage, start: usize, comma: usize) -> bool {
    let before = (comma - start) % 4;
    let tight = !passage.follows_space(comma) && !passage.follows_space(comma + 1);
    let three = (1..=3).all(|step| digit_at(passage, comma + step)) && !digit_at(passage, comma + 4);
    passage.written().get(comma) == Some(&',') && (1..=3).contains(&before) && tight && three
}

fn chinese(passage: &Passage, start: usize) -> Numeral {
    let (mut at, mut sum, mut digit, mut seen) = (start, 0_u64, None::<u64>, false);
    let mut high = 0_u64;
    let mut plain = Vec::new();
    while let Some(one) = passage.at(at) {
        if let Some(value) = chinese_digit(one) {
            digit = Some(value);
            if plain.len() <= DIGITS {
                plain.push(value);
            }
        } else {
            // 一万二千: the ten thousands, where more follows.
            let more = || passage.at(at + 1).and_then(chinese_digit).is_some();
            if one == '万' && more() {
                sum = sum.saturating_add(digit.take().unwrap_or(0)).saturating_mul(10_000);
                (high, sum, seen) = (sum, 0, true);
                at += 1;
                continue;
            }
            let unit = match one {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => break,
            };
            sum = sum.saturating_add(digit.take().unwrap_or(1).saturating_mul(unit));
            seen = true;
        }
        at += 1;
    }
    let value = if seen {
        Some(Decimal::from(high.saturating_add(sum).saturating_add(digit.unwrap_or(0))))
    } else if plain.len() <= DIGITS.min(18) {
        // 二〇二四, digit by digit.
        plain.iter().try_fold(0_u64, |all, one| all.checked_mul(10)?.checked_add(*one)).map(Decimal::from)
    } else {
        None
    };
    finish(passage, start..at, value, 0)
}

const fn chinese_digit(one: char) -> Option<u64> {
    Some(match one {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads what follows the digits: 万, 余, a measure word.
fn finish(passage: &Passage, digits: Range<usize>, value: Option<Decimal>, decimals: u32) -> Numeral {
    // 百分之三十, 近百分之30.
    let hundredths = digits.start >= 3 && passage.has_at(digits.start - 3, "百分之");
    let written = digits.start;
    let start = if hundredths { digits.start - 3 } else { digits.start };
    let mut at = digits.end;
    let mut value = value;
    let before = start.checked_sub(1).and_then(|at| passage.at(at));
    // The word before decides, 为 and 有 left out: 约为200件.
    let told = match before {
        Some('为' | '有' | '了') => start.checked_sub(2).and_then(|at| passage.at(at)),
        one => one,
    };
    let few = start >= 2 && ["不足", "不到", "未满"].iter().any(|words| passage.has_at(start - 2, words));
    let before = match told {
        Some('近' | '约' | '超' | '逾' | '过' | '破') => told,
        _ if few => Some('近'),
        _ if start >= 3 && passage.has_at(start - 3, "不少于") || start >= 2 && passage.has_at(start - 2, "至少") => {
            Some('超')
        }
        _ => before,
    };
    let mut rough = matches!(before, Some('近' | '约' | '超' | '逾' | '过' | '破'));
    let mut ten_thousands = false;
    while let Some(factor) = passage.at(at).and_then(factor) {
        value = value.and_then(|value| value.checked_mul(Decimal::from(factor)));
        ten_thousands = true;
        at += 1;
    }
    let end_of_digits = at;
    let mut more = false;
    while matches!(passage.at(at), Some('余' | '多' | '来')) {
        rough = true;
        more = true;
        at += 1;
    }
    if let Some(factor) = passage.at(at).and_then(factor).filter(|_| rough) {
        value = value.and_then(|value| value.checked_mul(Decimal::from(factor)));
        at += 1;
    }
    let arabic = passage.at(written).is_some_and(|one| one.is_ascii_digit());
    let (unit, end) = match unit(passage, at, end_of_digits - written, arabic) {
        (NumeralUnit::None, end) if hundredths => (NumeralUnit::Percent, end),
        unit => unit,
    };
    let before = match end {
        end if passage.has_at(end, "以上") => Some('超'),
        end if passage.has_at(end, "左右") || passage.has_at(end, "上下") => Some('约'),
        _ => before,
    };
    rough |= passage.has_at(end, "以上") || passage.has_at(end, "左右") || passage.has_at(end, "上下");
    let bounds = value.and_then(|value| bounds(value, before, more, ten_thousands.then_some(decimals)));
    Numeral { value, decimals, unit, rough, bounds, digits: written..end_of_digits, end }
}

/// Between which values the exact number lies: after 余 up to the next round number, after 超过 above,
/// after 近 below, after 约 a quarter about it; 1.2万 may be rounded or cut off.
fn bounds(value: Decimal, before: Option<char>, more: bool, ten_thousands: Option<u32>) -> Option<(Decimal, Decimal)> {
    let quarter = value.checked_div(Decimal::from(4))?;
    match before {
        _ if more => Some((value, value.checked_add(round_step(value))?)),
        Some('超' | '过' | '逾' | '破') => Some((value, value.checked_add(value)?)),
        Some('近') => Some((value - quarter, value)),
        Some('约') => Some((value - quarter, value.checked_add(quarter)?)),
        _ => {
            let unit = Decimal::from(10_000).checked_mul(Decimal::new(1, ten_thousands?.min(4)))?;
            let half = unit.checked_div(Decimal::TWO)?;
            (unit > Decimal::ONE).then_some((value - half, value.checked_add(unit - Decimal::ONE)?))
        }
    }
}

/// The greatest power of ten that divides a whole number: 100 of 1200.
fn round_step(value: Decimal) -> Decimal {
    let ten = Decimal::TEN;
    let (mut step, mut rest) = (Decimal::ONE, value);
    while !rest.is_zero() && (rest % ten).is_zero() && step < Decimal::from(1_000_000) {
        rest /= ten;
        step *= ten;
    }
    step
}

const fn factor(one: char) -> Option<u64> {
    match one {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

fn unit(passage: &Passage, at: usize, length: usize, arabic: bool) -> (NumeralUnit, usize) {
    match passage.at(at) {
        Some('%' | '％') => (NumeralUnit::Percent, at + 1),
        Some('元') => (NumeralUnit::Yuan, at + 1),
        Some('年') if length == 4 => (NumeralUnit::Year, at + 1),
        _ => {
            let measure = MEASURES.iter().find(|word| passage.has_at(at, word));
            let measure = measure.or_else(|| ARABIC.iter().find(|word| arabic && passage.has_at(at, word)));
            // 个百分点 is a difference of shares, 个工作日 a time limit.
            let other = ["个百分", "个工作", "个月", "个自然", "项制", "条例", "部门", "条第"];
            match measure.filter(|_| !other.iter().any(|word| passage.has_at(at, word))) {
                Some(word) => (NumeralUnit::Measure(word), at + word.chars().count()),
                None => (NumeralUnit::None, at),
            }
        }
    }
}
