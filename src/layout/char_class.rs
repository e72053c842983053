//! How characters behave in a Chinese line: which may not begin or end it, which stay together,
//! which give way (GB/T 15834-2011 §5.1). Knows single characters and neighbours, no widths.

/// What a character is to the line it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A Chinese character, or whatever else fills a cell and has no rule of its own.
    Han,
    /// An opening mark; stands right in its cell and never ends a line.
    Opening,
    /// A closing mark or a pause; stands left in its cell and never begins a line.
    Closing,
    /// A mark in the middle of its cell that never begins a line: · ～ —.
    Middle,
    /// A dash or an ellipsis, whose two halves are never parted.
    Pair,
    /// A digit.
    Digit,
    /// A letter of a word that is not Chinese, or a mark within one.
    Latin,
    /// A mark of half a cell that never begins a line, such as , or %.
    HalfClosing,
    /// A mark of half a cell that never ends a line, such as (.
    HalfOpening,
    /// A blank.
    Space,
}

/// Units and counters that stay on the line of their number.
const COUNTERS: &str = "年月日时分秒件条项个次号万亿元页期篇宗份起人名家户批类种章款届度场轮届周岁％%‰℃";

impl Class {
    /// The class of a character.
    pub fn of(character: char) -> Class {
        match character {
            ' ' | '\t' | '\u{a0}' => Class::Space,
            '0'..='9' => Class::Digit,
            '（' | '［' | '｛' | '【' | '〖' | '〔' | '〈' | '《' | '「' | '『' | '“' | '‘' | '＄' | '￥' | '￡' => {
                Class::Opening
            }
            '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '）' | '］' | '｝' | '】' | '〗' | '〕' | '〉'
            | '》' | '」' | '』' | '”' | '’' => Class::Closing,
            '％' | '‰' | '℃' | '°' | '·' | '‧' | '・' | '～' | '々' | '〻' | 'ー' | '－' | '–' | '／' => {
                Class::Middle
            }
            '—' | '…' | '⋯' => Class::Pair,
            ')' | ']' | '}' | '!' | ',' | '.' | ':' | ';' | '?' | '%' => Class::HalfClosing,
            '(' | '[' | '{' | '$' | '№' | '#' => Class::HalfOpening,
            _ if is_western(character) => Class::Latin,
            _ => Class::Han,
        }
    }

    /// Whether a line may not begin with it.
    pub const fn bars_start(self) -> bool {
        matches!(self, Class::Closing | Class::Middle | Class::HalfClosing | Class::Space)
    }

    /// Whether a line may not end with it.
    pub const fn bars_end(self) -> bool {
        matches!(self, Class::Opening | Class::HalfOpening)
    }

    /// Whether it belongs to writing that is not Chinese and takes its own width.
    pub const fn is_western(self) -> bool {
        matches!(self, Class::Digit | Class::Latin | Class::HalfClosing | Class::HalfOpening)
    }
}

/// Whether a line may end between `left` and `right`, each given with its class; `before` is the
/// class of what stands before `left`.
pub fn may_break(before: Option<Class>, (left, first): (char, Class), (right, second): (char, Class)) -> bool {
    if second.bars_start() || first.bars_end() {
        return false;
    }
    match (first, second) {
        (Class::Space, Class::Han) => !(before == Some(Class::Digit) && COUNTERS.contains(right)),
        (Class::Space, _) => true,
        (Class::Pair, Class::Pair) => left != right,
        // A single dash after a number joins it to the next: 2020—2024.
        (Class::Digit | Class::Latin, Class::Pair) => false,
        (Class::Digit, Class::Han) => !COUNTERS.contains(right),
        (Class::Han, Class::Digit) => left != '第',
        (Class::Closing, Class::Digit) => left != '〕',
        (Class::Middle, Class::Digit) => !matches!(left, '～' | '－' | '–' | '／' | '·'),
        (first, second) if first.is_western() && second.is_western() => false,
        _ => true,
    }
}

/// Whether an overlong word may be parted after `left` when nothing else helps: web addresses at
/// their joints.
pub const fn is_joint(left: char) -> bool {
    matches!(left, '/' | '.' | '-' | '_' | '?' | '&' | '=' | '@' | ':')
}

/// Whether a mark fills half its cell, so that it gives way at the end of a line and beside
/// another mark.
pub const fn is_half_empty(class: Class) -> bool {
    matches!(class, Class::Opening | Class::Closing)
}

const fn is_western(character: char) -> bool {
    matches!(character, '!'..='~' | '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}')
        && !matches!(character, '°' | '·' | '×' | '÷' | '±' | '§')
}
