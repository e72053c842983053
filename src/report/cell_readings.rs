//! What the texts in number cells mean beside their digits: one table for all that is typed, pasted, or imported
//! from a file of any kind. Must not know cells or files.

/// A text that number cells have beside digits or instead of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellReading {
    /// The text, narrow; letters in either case are the same.
    pub text: &'static str,
    /// What it means.
    pub means: CellMeaning,
    /// Whether an import tells of it: something that the source says is not in the report as it was said.
    pub is_told: bool,
}

/// What such a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMeaning {
    /// Alone in its cell: there is no number.
    Blank,
    /// Alone in its cell: the number zero.
    Zero,
    /// Before digits: less than zero.
    Minus,
    /// Before digits: a sign that changes nothing.
    Plus,
    /// Before digits: how much more than the year before. It stands for a change, never for a count.
    Increase,
    /// Before digits: how much less than the year before, likewise.
    Decrease,
    /// Between groups of three digits.
    Separator,
    /// After digits: what is counted.
    Counted,
    /// After digits: an amount in 元. A cell in 万元 has a ten-thousandth of it.
    Yuan,
    /// After digits: an amount in 万元.
    TenThousandYuan,
}

use CellMeaning::{Blank, Counted, Decrease, Increase, Minus, Plus, Separator, TenThousandYuan, Yuan, Zero};

/// The table. Texts of one meaning stand together; a unit that ends with another one comes before it. Full-width
/// digits, signs and letters are narrow before they are looked up, and `12.0` is a count of 12.
pub const CELL_READINGS: [CellReading; 56] = [
    told("-", Blank),
    told("—", Blank),
    told("–", Blank),
    told("―", Blank),
    told("─", Blank),
    told("−", Blank),
    told("_", Blank),
    told("/", Blank),
    told("\\", Blank),
    told("空", Blank),
    told("无", Blank),
    told("×", Blank),
    told("*", Blank),
    told("暂无", Blank),
    told("空白", Blank),
    told("无数据", Blank),
    told("未发生", Blank),
    told("不涉及", Blank),
    // What programs write for a missing value.
    told("n/a", Blank),
    told("#n/a", Blank),
    told("na", Blank),
    told("nan", Blank),
    told("<na>", Blank),
    told("none", Blank),
    told("null", Blank),
    told("nil", Blank),
    silent("零", Zero),
    silent("〇", Zero),
    silent("-", Minus),
    silent("−", Minus),
    silent("–", Minus),
    silent("负", Minus),
    silent("+", Plus),
    silent("增加", Increase),
    silent("增", Increase),
    silent("↑", Increase),
    silent("减少", Decrease),
    silent("减", Decrease),
    silent("↓", Decrease),
    silent(",", Separator),
    told("万元", TenThousandYuan),
    told("元", Yuan),
    told("件次", Counted),
    told("人次", Counted),
    told("批次", Counted),
    told("件", Counted),
    told("条", Counted),
    told("宗", Counted),
    told("项", Counted),
    told("个", Counted),
    told("次", Counted),
    told("起", Counted),
    told("份", Counted),
    told("人", Counted),
    told("篇", Counted),
    told("例", Counted),
];

impl CellReading {
    /// The readings with one of these meanings, in the order of the table.
    pub fn of(meanings: &[CellMeaning]) -> impl Iterator<Item = &'static CellReading> {
        CELL_READINGS.iter().filter(|reading| meanings.contains(&reading.means))
    }

    /// The units after digits.
    pub fn units() -> impl Iterator<Item = &'static CellReading> {
        CELL_READINGS.iter().filter(|reading| matches!(reading.means, TenThousandYuan | Yuan | Counted))
    }

    /// The signs before digits.
    pub fn signs() -> impl Iterator<Item = &'static CellReading> {
        CELL_READINGS.iter().filter(|reading| matches!(reading.means, Minus | Plus | Increase | Decrease))
    }

    fn blanks() -> impl Iterator<Item = &'static CellReading> {
        // They are the first of the table: most texts are looked up in vain.
        CELL_READINGS.iter().take_while(|reading| reading.means == Blank)
    }

    /// The reading of a text that says that its cell is blank: one of the table, or several of its marks of one
    /// character, such as ——.
    pub fn blank(text: &str) -> Option<&'static CellReading> {
        let own = CellReading::blanks().find(|reading| reading.text.eq_ignore_ascii_case(text));
        own.or_else(|| {
            let first = text.chars().next()?;
            let is_stroke = text.chars().all(CellReading::is_mark);
            is_stroke.then(|| CellReading::blanks().find(|reading| reading.text.chars().eq([first])))?
        })
    }

    /// Whether a character alone says that its cell is blank.
    pub fn is_mark(one: char) -> bool {
        !one.is_ascii_alphanumeric() && CellReading::blanks().any(|reading| reading.text.chars().eq([one]))
    }

    /// Whether a character belongs to a unit.
    pub fn is_of_unit(one: char) -> bool {
        !one.is_ascii() && CellReading::units().any(|reading| reading.text.contains(one))
    }
}

const fn told(text: &'static str, means: CellMeaning) -> CellReading {
    CellReading { text, means, is_told: true }
}

const fn silent(text: &'static str, means: CellMeaning) -> CellReading {
    CellReading { text, means, is_told: false }
}
