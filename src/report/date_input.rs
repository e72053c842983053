//! What people write for a day → a day. Must not know the clock.

use super::Date;
use crate::richtext::narrow;

/// Chinese digits and what people type for them.
const DIGITS: [&str; 10] = ["零〇○Oo", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Numbers, and the marks that follow each.
type Parts = (Vec<String>, Vec<String>);

impl Date {
    /// The day as people write it: 2026年1月20日, 2026.1.20, 2026/1/20, 2026-01-20, 20260120,
    /// 二〇二六年一月二十日, in digits of either width, also with a weekday or a time after it. A day without
    /// a year, 1月20日, is of `usual_year`, and none without that. `None` where it is no day or might be two.
    pub fn read(text: &str, usual_year: Option<u16>) -> Option<Date> {
        let (numbers, marks) = parts(text)?;
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
        let day = |year: u16, month: &str, day: &str| Date::new(year, number(month)?, number(day)?);
        match (numbers.as_slice(), marks.as_slice()) {
            ([digits], [""]) if digits.len() == 8 && digits.is_ascii() => {
                let (of_year, of_day) = digits.split_at(4);
                let (month, of_month) = of_day.split_at(2);
                day(year(of_year)?, month, of_month)
            }
            ([month, of_month], ["月", "日" | ""]) => day(usual_year?, month, of_month),
            (
                [of_year, month, of_month],
                ["年", "月", "日" | ""] | ["-", "-", ""] | ["/", "/", ""] | [".", ".", "" | "."] | ["", "", ""],
            ) => day(year(of_year)?, month, of_month),
            _ => None,
        }
    }
}

/// The numbers and marks of a day; what follows it, a weekday or a time, is left out.
fn parts(text: &str) -> Option<Parts> {
    let plain: String = text.trim().chars().map(narrow).collect();
    let day = plain.split(['(', '[']).next()?;
    let day = ["星期", "礼拜", "周"].iter().fold(day, |day, word| day.split(word).next().unwrap_or(day)).trim();
    let day = match day.split_once(':') {
        Some((before, _)) => before.rsplit_once([' ', 'T', '\t']).map_or(day, |(day, _)| day),
        None => day,
    };
    let (mut numbers, mut marks): Parts = (Vec::new(), Vec::new());
    for one in day.trim().chars() {
        if one.is_ascii_digit() || "十廿卅".contains(one) || DIGITS.iter().any(|digits| digits.contains(one)) {
            if marks.len() == numbers.len() {
                numbers.push(String::new());
            }
            numbers.last_mut()?.push(one);
        } else {
            if numbers.is_empty() {
                return None;
            }
            if marks.len() < numbers.len() {
                marks.push(String::new());
            }
            if !one.is_whitespace() {
                marks.last_mut()?.push(mark(one));
            }
        }
    }
    marks.resize(numbers.len(), String::new());
    Some((numbers, marks))
}

/// One spelling of a mark.
const fn mark(one: char) -> char {
    match one {
        '–' | '—' | '‐' | '−' => '-',
        '。' | '、' | '·' => '.',
        '号' => '日',
        _ => one,
    }
}

/// A year of four digits.
fn year(text: &str) -> Option<u16> {
    let digits: String = text.chars().map(digit).collect::<Option<_>>()?;
    if digits.len() == 4 { digits.parse().ok() } else { None }
}

/// A month or a day of a month: 1, 01, 一, 十二, 二十, 三十一, 廿一, 二〇.
fn number(text: &str) -> Option<u8> {
    let tens = text.replace('廿', "二十").replace('卅', "三十");
    let digits = match tens.split_once('十') {
        Some((tens, ones)) => {
            let one = |text: &str, empty: char| match text.chars().count() {
                0 => Some(empty),
                1 => text.chars().next().and_then(digit),
                _ => None,
            };
            String::from_iter([one(tens, '1')?, one(ones, '0')?])
        }
        None => tens.chars().map(digit).collect::<Option<_>>()?,
    };
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// A digit in any spelling as a plain one.
fn digit(one: char) -> Option<char> {
    if one.is_ascii_digit() {
        return Some(one);
    }
    let value = DIGITS.iter().position(|digits| digits.contains(one))?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}
