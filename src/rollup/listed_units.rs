//! The rows of a list of units as people write it: heads or none, numbers before the names, headings of groups, days
//! in a column or behind a name, titles above and sums below. Must not know reports.

use super::unit_names::plain;
use super::units_in_cell::{is_unit, several};
use crate::form::UnitKind;
use crate::report::Date;

/// A row that names a unit.
pub(super) struct ListRow {
    /// Its name.
    pub name: String,
    /// What kind of unit it is, by its own column or the heading of its group.
    pub kind: Option<UnitKind>,
    /// Its own last day.
    pub due: Option<ListedDay>,
    /// What stands in the column of last days and is none: 春节前.
    pub unread: Option<String>,
}

/// A last day as a list has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedDay {
    /// With its year.
    Day(Date),
    /// Without: month and day of the year after the one that is reported on.
    NextYear(u8, u8),
}

impl ListedDay {
    /// The day, for reports of `year`.
    pub fn of(self, year: u16) -> Option<Date> {
        match self {
            ListedDay::Day(day) => Some(day),
            ListedDay::NextYear(month, day) => Date::new(year.checked_add(1)?, month, day),
        }
    }
}

/// What a column of the list tells, by words of its head.
const NAME: [&str; 5] = ["名称", "单位", "机关", "unit", "name"];
const KIND: [&str; 4] = ["类型", "类别", "性质", "kind"];
const DUE: [&str; 29] = [
    "期限",
    "时限",
    "截止",
    "截至",
    "最迟",
    "最晚",
    "报送时间",
    "报送日",
    "上报时间",
    "上报日",
    "提交时间",
    "提交日",
    "报告时间",
    "报告日",
    "填报时间",
    "填报日",
    "送达时间",
    "送达日",
    "交报时间",
    "交报日",
    "应报日",
    "应报时间",
    "完成时间",
    "完成日",
    "公布时间",
    "公布日",
    "due",
    "deadline",
    "last day",
];
/// What stands in a row that adds the others up.
const TOTALS: [&str; 5] = ["合计", "总计", "共计", "小计", "total"];
/// What is in a title of a list, and in no unit's name.
const TITLES: [&str; 4] = ["名单", "一览表", "花名册", "通讯录"];
/// What a note below or above a list begins with.
const NOTES: [&str; 12] = [
    "注",
    "备注",
    "说明",
    "联系人",
    "联系电话",
    "电话",
    "填报人",
    "填报日期",
    "填表人",
    "制表人",
    "填报单位",
    "截止时间",
];
/// What is in a sentence or in the head of a letter around a list, and in no unit's name.
const SENTENCES: [char; 5] = ['。', '！', '？', '〔', '《'];
/// What ends the title of a notice, and no unit's name.
const NOTICES: [&str; 5] = ["的通知", "的通报", "的函", "的公告", "的请示"];
/// What ends the heading of a group, and no unit's name.
const GROUPS: [&str; 8] = ["部门", "单位", "乡镇", "镇街", "乡镇街道", "街道乡镇", "乡镇、街道", "街道、乡镇"];
/// What Chinese numbers of rows and groups are written with.
const NUMERALS: &str = "一二三四五六七八九十百";
/// The number of 1970-01-01 among the days of a spreadsheet.
const SPREADSHEET_EPOCH: u32 = 25_569;

/// The rows that name units, in their order. Where one of the first rows with words has heads, they tell the columns
/// apart; otherwise each row's first cell that is no number is a name. Heads that come again and again tell that the
/// list stands in several columns of paper, one below the other.
pub(super) fn units(rows: &[Vec<String>]) -> Vec<ListRow> {
    let rows: Vec<&Vec<String>> = rows.iter().filter(|row| !is_comment(row)).collect();
    let head = rows.iter().take(5).position(|row| is_head(row));
    let Some((head, heads)) = head.and_then(|at| Some((at, rows.get(at)?))) else {
        return units_below(None, rows.iter().map(|row| row.as_slice()));
    };
    let width = repeats_after(heads).unwrap_or(heads.len());
    let mut units = Vec::new();
    for from in (0..heads.len()).step_by(width.max(1)) {
        let is_last = from + width >= heads.len();
        let part = |row: &'_ [String]| {
            // What stands to the right of the last head belongs to it.
            let to = if is_last { row.len() } else { row.len().min(from + width) };
            from.min(to)..to
        };
        let own = heads.get(part(heads)).filter(|heads| column(heads, &NAME).is_some());
        if own.is_none() {
            // Remarks behind the last of them.
            continue;
        }
        let below = rows.iter().skip(head + 1).map(|row| row.get(part(row)).unwrap_or_default());
        units.extend(units_below(own, below));
    }
    units
}

/// After how many columns the heads come again.
fn repeats_after(heads: &[String]) -> Option<usize> {
    let name = column(heads, &NAME)?;
    let own = plain(heads.get(name)?);
    let again = heads.iter().skip(name + 1).position(|head| plain(head) == own)? + 1;
    let pairs = heads.iter().zip(heads.iter().skip(again)).take(again);
    let is_same = pairs.into_iter().all(|(one, other)| plain(one) == plain(other));
    is_same.then_some(again)
}

/// The units of rows below these heads, or of rows without heads.
fn units_below<'a>(heads: Option<&[String]>, rows: impl Iterator<Item = &'a [String]>) -> Vec<ListRow> {
    let of = |words: &[&str]| heads.and_then(|heads| column(heads, words));
    let (name_at, kind_at, due_at) = (of(&NAME), of(&KIND), of(&DUE));
    let mut group = None;
    let mut units = Vec::new();
    for row in rows.filter(|row| !is_total(row)) {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.trim());
        let is_word = |one: char| one.is_alphabetic() && !NUMERALS.contains(one);
        let is_name = |cell: &&String| cell.chars().any(is_word) && !cell.starts_with('#');
        let named = match name_at {
            // A heading that goes through all columns stands in the first.
            Some(_) => cell(name_at).filter(|name| !name.is_empty()).or(alone(row)).unwrap_or_default().to_owned(),
            None => row.iter().find(is_name).cloned().unwrap_or_default(),
        };
        let is_through = name_at.is_some_and(|at| row.get(at).is_none_or(|cell| cell.trim().is_empty()));
        let (named, behind) = without_day(numberless(&named));
        if named.is_empty() || is_note(named) {
            continue;
        }
        if is_heading(named) {
            // 县直单位 are no counties.
            group = kind(named).filter(|kind| matches!(kind, UnitKind::Township | UnitKind::Department));
            continue;
        }
        if is_through {
            continue;
        }
        let due = cell(due_at).and_then(day).or(behind);
        let said = cell(due_at).filter(|said| due.is_none() && said.chars().any(char::is_alphanumeric));
        let kind = cell(kind_at).and_then(kind).or(group);
        let beside = row.iter().filter(|_| name_at.is_none()).filter(is_name).skip(1);
        let beside = beside
            .map(|cell| without_day(numberless(cell)))
            .filter(|(name, _)| several(name).iter().all(|part| is_unit(part)));
        for (named, due) in std::iter::once((named, due)).chain(beside) {
            let unread = said.map(str::to_owned);
            let of = |name: &str| ListRow { name: name.to_owned(), kind, due, unread: unread.clone() };
            units.extend(several(named).into_iter().map(of));
        }
    }
    units
}

/// The one cell of a row with something in it; `None` where there are more or none.
fn alone(row: &[String]) -> Option<&str> {
    let mut filled = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled.next().filter(|_| filled.next().is_none())
}

/// Whether the row begins with #.
fn is_comment(row: &[String]) -> bool {
    row.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).is_some_and(|cell| cell.starts_with(['#', '＃']))
}

fn is_head(row: &[String]) -> bool {
    let cells = || row.iter().filter(|cell| !cell.trim().is_empty());
    let short = cells().all(|cell| cell.chars().count() <= 16);
    short && column(row, &NAME).is_some() && (cells().count() > 1 || cells().any(|one| is_only_head(one)))
}

/// The column whose head has one of these words, the first of them that any has. 单位类型 is of the kind, not of the
/// name.
fn column(heads: &[String], words: &[&str]) -> Option<usize> {
    let is_of_kind = |head: &str| words != KIND && KIND.iter().any(|word| head.contains(word));
    let has = |head: &String, word: &str| head.to_lowercase().contains(word) && !is_of_kind(&head.to_lowercase());
    words.iter().find_map(|word| heads.iter().position(|head| has(head, word)))
}

/// Whether a cell alone in its row is a head and no unit: 单位名称, but not 直属单位服务中心.
fn is_only_head(cell: &str) -> bool {
    let rest = NAME.iter().fold(plain(&cell.to_lowercase()), |rest, word| rest.replace(word, ""));
    rest.is_empty() || rest == "全称"
}

/// Whether a row adds the others up: 合计 32个.
fn is_total(row: &[String]) -> bool {
    row.iter().any(|cell| TOTALS.contains(&plain(cell).trim_end_matches([':', '：'])))
}

/// Whether it is the title of the list or a note beside it.
fn is_note(name: &str) -> bool {
    let before = name.split([':', '：']).next().filter(|before| before.len() < name.len());
    let is_letter =
        name.contains(SENTENCES) || name.ends_with([':', '：']) || NOTICES.iter().any(|end| name.ends_with(end));
    let is_day = day(name).is_some();
    let is_appendix = name.strip_prefix("附件").is_some_and(|rest| rest.chars().count() <= 3);
    is_letter
        || is_day
        || is_appendix
        || TITLES.iter().any(|title| name.contains(title))
        || before.is_some_and(|before| NOTES.contains(&before.trim()) || TOTALS.contains(&before.trim()))
}

/// Whether it is the heading of a group: 政府部门（12个）, 乡镇（街道）.
fn is_heading(name: &str) -> bool {
    let folded = plain(name);
    let counted = |inner: &str| inner.chars().any(|one| one.is_ascii_digit());
    let bare = match folded.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（'])) {
        Some((before, inner)) if counted(inner) => before.to_owned(),
        Some((before, inner)) => format!("{before}{inner}"),
        None => folded,
    };
    GROUPS.iter().any(|end| bare.ends_with(end)) || bare == "街道"
}

/// A name without the number that a list puts before it: 3.青禾县水务局, （三）…, ③…, 三、….
fn numberless(cell: &str) -> &str {
    let cell = cell.trim();
    let cell =
        cell.trim_start_matches(|one: char| matches!(one, '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩' | '·' | '•' | '●'));
    let cell = cell.trim_start();
    let is_digit = |one: char| one.is_ascii_digit() || matches!(one, '０'..='９') || NUMERALS.contains(one);
    if let Some((number, rest)) = cell.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']))
        && !number.is_empty()
        && number.chars().all(is_digit)
    {
        return rest.trim_start_matches(['.', '、', '．', ' ', '\t', '\u{3000}']);
    }
    let rest = cell.trim_start_matches(is_digit);
    let marked = rest.trim_start_matches(['.', '、', '．', ')', '）', ' ', '\t', '\u{3000}']);
    // A name may begin with digits of its own: 12345热线.
    if rest.len() == cell.len() || marked.len() == rest.len() { cell } else { marked }
}

/// A name, and the day behind it: 青禾县林业局（1月15日前）, 青禾县林业局：2025-01-15.
fn without_day(name: &str) -> (&str, Option<ListedDay>) {
    let marks = ['(', '（', ':', '：', ' ', '\u{3000}', '\t'];
    let at = name.char_indices().filter(|(_, one)| marks.contains(one)).map(|(at, one)| (at, at + one.len_utf8()));
    let found = at.filter_map(|(before, after)| {
        let day = day(name.get(after..)?)?;
        Some((name.get(..before)?.trim_end(), Some(day)))
    });
    let mut named = found.filter(|(before, _)| before.chars().any(char::is_alphabetic));
    named.next_back().unwrap_or((name, None))
}

/// The kind that a word means, in the form's terms or the program's.
fn kind(cell: &str) -> Option<UnitKind> {
    let has = |words: &[&str]| words.iter().any(|word| cell.contains(word));
    UnitKind::from_word(cell).or_else(|| {
        Some(match () {
            () if has(&["乡", "镇", "街道"]) => UnitKind::Township,
            () if has(&["本机关", "办公室", "政府办"]) => UnitKind::GovernmentOffice,
            () if has(&["部门", "局", "委"]) => UnitKind::Department,
            () if has(&["县", "区", "旗"]) => UnitKind::County,
            () if has(&["市", "州", "盟"]) => UnitKind::City,
            () if has(&["省", "系统"]) => UnitKind::Province,
            () => return None,
        })
    })
}

/// A day as lists have it: 2025-01-31, 2025/1/31, 2025年1月31日前, 20250131, 1月31日, or a spreadsheet's number of it.
fn day(cell: &str) -> Option<ListedDay> {
    let cell = plain(cell);
    if let Some(days) = cell.parse::<u32>().ok().filter(|days| (40_000..=80_000).contains(days)) {
        return Date::after_1970(days - SPREADSHEET_EPOCH).map(ListedDay::Day);
    }
    // 20250131.
    let digits = cell.trim_end_matches(['前', '止']);
    if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        return Date::new(part(0, 4).parse().ok()?, part(4, 6).parse().ok()?, part(6, 8).parse().ok()?)
            .map(ListedDay::Day);
    }
    let mut parts = cell.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    match third.filter(|_| first.len() == 4) {
        Some(day) => Date::new(first.parse().ok()?, second.parse().ok()?, day.parse().ok()?).map(ListedDay::Day),
        // 1月31日, without a year.
        None => {
            let (month, day): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
            // In a leap year every day of any year is one.
            let is_day = cell.contains('月') && Date::new(2024, month, day).is_some();
            is_day.then_some(ListedDay::NextYear(month, day))
        }
    }
}
