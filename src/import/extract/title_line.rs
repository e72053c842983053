//! A report's title: the unit, the year and what a page or a clerk put around them. Must not know the lines before and
//! after it.

use super::front_matter::is_unit_name;
use super::wording::{chinese_digit, fold, is_han};

/// A report's title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TitleLine {
    /// Its text without white space and marks at the ends.
    pub words: String,
    /// The unit, empty where it names none.
    pub unit: String,
    /// The year, `None` where it names none.
    pub year: Option<u16>,
    /// What stood around it and is no part of it.
    pub dropped: Vec<String>,
}

/// The longest title in characters.
pub(super) const LONGEST: usize = 80;

/// What a title ends with.
const ENDS: [&str; 3] = ["报告", "年报", "年度报"];
/// What it is about.
const SUBJECTS: [&str; 4] = ["政府信息", "政务公开", "信息公开", "信访公开"];
/// The words that may stand between the subject and a year behind it.
const BETWEEN: [&str; 12] = ["政府", "政务", "信访", "信息", "公开", "工作", "情况", "年度", "总结", "的", "年", "度"];
/// The longest remark in brackets behind a title.
const REMARK: usize = 8;
/// The signs between a title and what a page writes behind it.
const SEPARATORS: [char; 9] = ['-', '—', '–', '_', '|', '·', '~', '/', '\\'];

/// The title that these words are and nothing else.
pub(super) fn parse(words: &str) -> Option<TitleLine> {
    let (inner, mut dropped) = unwrapped(words);
    let folded = fold(inner);
    let text: String = folded.chars.iter().collect();
    let ends = ENDS.iter().any(|end| text.ends_with(end));
    let is_sentence = text.contains(['。', ';', ':', '|', '%', '>', '»']);
    if !ends || !text.contains("公开") || is_sentence || folded.chars.len() > LONGEST {
        return None;
    }
    let year = years(&folded.chars).next();
    let bare = year.is_none().then(|| bare_year(&folded.chars)).flatten();
    let original = |from: usize, to: usize| -> String {
        let start = folded.place(from).unwrap_or(usize::MAX);
        let end = folded.place(to).unwrap_or(usize::MAX);
        inner.chars().enumerate().filter(|(at, _)| *at >= start && *at < end).map(|(_, character)| character).collect()
    };
    let subject = subject(&text).unwrap_or(folded.chars.len());
    let unit = match year {
        Some((at, _)) if at > subject && is_between(folded.chars.get(subject..at)) => original(0, subject),
        Some((at, _)) if at > 0 => original(0, at),
        Some(_) => {
            let after = if text.chars().nth(5) == Some('度') { 6 } else { 5 };
            original(after, subject.max(after))
        }
        None => original(0, bare.map_or(subject, |(at, _)| at.min(subject))),
    };
    let unit = unit.trim().trim_end_matches("关于").trim();
    // A report of an unknown year is exported with 0年.
    let unit = unit.strip_suffix("0年").filter(|_| year.is_none()).unwrap_or(unit);
    dropped.retain(|one| !one.is_empty());
    let words = inner.trim().to_owned();
    Some(TitleLine { words, unit: closed_up(unit), year: year.or(bare).map(|(_, year)| year), dropped })
}

/// The title that a line has with something behind it: the unit or the year in brackets, the name of a website, a date.
pub(super) fn parse_with_ending(words: &str) -> Option<TitleLine> {
    let (inner, _) = unwrapped(words);
    if inner.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut ends: Vec<usize> =
        ENDS.iter().flat_map(|end| inner.match_indices(end).map(|(at, end)| at + end.len())).collect();
    ends.sort_unstable();
    let at = |end: usize| {
        let (before, behind) = inner.split_at_checked(end).filter(|(_, behind)| !behind.trim().is_empty())?;
        // 年度报 is an end, but not of 年度报告.
        let goes_on = behind.starts_with(is_han);
        Some((parse(before).filter(|_| !goes_on)?, behind))
    };
    let (mut title, behind) = ends.into_iter().find_map(at).filter(|(_, rest)| !rest.contains(['。', '；', '，']))?;
    let said = behind.trim();
    if let Some(inside) = in_brackets(said) {
        match year_alone(inside) {
            Some(year) if title.year.is_none() => title.year = Some(year),
            _ if title.unit.is_empty() && is_unit_name(inside) => title.unit = inside.trim().to_owned(),
            _ if inside.chars().count() <= REMARK || is_date(inside) => title.dropped.push(said.to_owned()),
            _ => return None,
        }
        return Some(title);
    }
    let starts_apart = said.starts_with(SEPARATORS) || said.starts_with(|one: char| one.is_ascii_digit());
    if !starts_apart && !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let mut rest = Vec::new();
    for part in said.trim_start_matches(SEPARATORS).split_whitespace() {
        match year_alone(part) {
            Some(year) if title.year.is_none() => title.year = Some(year),
            _ if title.unit.is_empty() && is_unit_name(part) => part.clone_into(&mut title.unit),
            _ => rest.push(part),
        }
    }
    title.dropped.extend((!rest.is_empty()).then(|| rest.join(" ")));
    Some(title)
}

/// The year, where words say only that: （2024年度）, 2024.
pub(super) fn year_alone(text: &str) -> Option<u16> {
    let inside = in_brackets(text.trim()).unwrap_or(text.trim());
    let chars = fold(&format!("{}年", inside.trim_end_matches('度').trim_end_matches('年'))).chars;
    years(&chars).next().filter(|(at, _)| *at == 0 && chars.len() == 5).map(|(_, year)| year)
}

/// The years in a folded text, each with its place: 2024年, 二〇二四年. A Latin O among Chinese digits is typed for the
/// zero, which keyboards lack.
pub(super) fn years(chars: &[char]) -> impl Iterator<Item = (usize, u16)> {
    chars.windows(5).enumerate().filter_map(|(at, window)| {
        let [a, b, c, d, '年'] = window else { return None };
        if at > 0 && chars.get(at - 1).is_some_and(char::is_ascii_digit) {
            return None;
        }
        let is_chinese = chinese_digit(*a).is_some();
        let digit = |character: &char| match character {
            'O' | 'o' if is_chinese => Some(0),
            _ => character.to_digit(10).or_else(|| chinese_digit(*character)).filter(|digit| *digit < 10),
        };
        let year = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
        u16::try_from(year).ok().filter(|year| (1990..2100).contains(year)).map(|year| (at, year))
    })
}

/// The place in characters of what a title is about: the first subject behind which nothing but such words follows, since
/// a unit may be called after one, such as 政务公开办公室; else the first.
fn subject(text: &str) -> Option<usize> {
    let mut found: Vec<usize> =
        SUBJECTS.iter().flat_map(|subject| text.match_indices(subject)).map(|(byte, _)| byte).collect();
    found.sort_unstable();
    let is_all = |byte: &usize| {
        let rest = text.get(*byte..).unwrap_or_default();
        let end = ENDS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        is_between(Some(&end.chars().filter(|one| !one.is_ascii_digit()).collect::<Vec<_>>()))
    };
    let byte = found.iter().copied().find(|byte| is_all(byte)).or(found.first().copied())?;
    text.get(..byte).map(|before| before.chars().count())
}

/// Four digits that are a year without the word for it: 2024政府信息公开….
fn bare_year(chars: &[char]) -> Option<(usize, u16)> {
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let at = (0..chars.len()).find(|at| is_digit(*at))?;
    let run = (at..chars.len()).take_while(|at| is_digit(*at)).count();
    let digits: String = chars.get(at..at + run)?.iter().collect();
    digits.parse().ok().filter(|year| run == 4 && (1990..2100).contains(year)).map(|year| (at, year))
}

/// Whether a text is a date and nothing else.
fn is_date(text: &str) -> bool {
    text.chars().all(|one| one.is_ascii_digit() || "年月日-./ ".contains(one))
        && text.chars().any(|one| one.is_ascii_digit())
}

/// The words without marks around them: 《…》, a heading in 【…】 before them, a full stop.
fn unwrapped(words: &str) -> (&str, Vec<String>) {
    let mut words = words.trim();
    let mut dropped = Vec::new();
    if let Some((head, rest)) = words.strip_prefix('【').and_then(|rest| rest.split_once('】'))
        && !rest.trim().is_empty()
    {
        dropped.push(format!("【{head}】"));
        words = rest.trim();
    }
    if let Some(inside) = words.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'))
        && !inside.contains(['《', '》'])
    {
        words = inside.trim();
    }
    (words.strip_suffix('。').unwrap_or(words).trim_end(), dropped)
}

/// What stands in the brackets that are all of a text.
fn in_brackets(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    (!inside.contains(['（', '(', '）', ')'])).then_some(inside)
}

/// Whether these characters only say what is disclosed: of 政务公开办公室2024年… the office is a part of the name.
fn is_between(chars: Option<&[char]>) -> bool {
    let mut rest: String = chars.unwrap_or_default().iter().collect();
    while let Some(shorter) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.to_owned();
    }
    rest.is_empty()
}

/// A name whose characters are set apart, without the spaces: 水 务 局.
fn closed_up(name: &str) -> String {
    let is_single = |word: &str| word.chars().count() == 1 && word.chars().all(is_han);
    if name.split_whitespace().nth(1).is_some() && name.split_whitespace().all(is_single) {
        return name.split_whitespace().collect();
    }
    name.to_owned()
}
