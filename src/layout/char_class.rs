//! The line breaking classes of characters in Chinese text: which may not begin or end a line,
//! which stay together, which punctuation may be compressed (GB/T 15834-2011 §5.1). Must not know
//! widths.

/// The class of a character for line breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharClass {
    /// A Chinese character, or any other full-width character without a rule of its own.
    Han,
    /// An opening mark; at the right of its cell, never at the end of a line.
    Opening,
    /// A closing mark, a comma or a full stop; at the left of its cell, never at the beginning of a
    /// line.
    Closing,
    /// A mark in the middle of its cell that never begins a line: · ～ —.
    Middle,
    /// A dash or an ellipsis, whose two halves are never separated.
    Pair,
    /// A digit.
    Digit,
    /// A letter of a Western word, or a mark within one.
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

impl CharClass {
    /// The class of a character.
    pub fn of(character: char) -> CharClass {
        match character {
            ' ' | '\t' | '\u{a0}' => CharClass::Space,
            '0'..='9' => CharClass::Digit,
            '（' | '［' | '｛' | '【' | '〖' | '〔' | '〈' | '《' | '「' | '『' | '“' | '‘' | '＄' | '￥' | '￡' => {
                CharClass::Opening
            }
            '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '）' | '］' | '｝' | '】' | '〗' | '〕' | '〉'
            | '》' | '」' | '』' | '”' | '’' => CharClass::Closing,
            '％' | '‰' | '℃' | '°' | '·' | '‧' | '・' | '～' | '々' | '〻' | 'ー' | '－' | '–' | '／' => {
                CharClass::Middle
            }
            '—' | '…' | '⋯' => CharClass::Pair,
            ')' | ']' | '}' | '!' | ',' | '.' | ':' | ';' | '?' | '%' => CharClass::HalfClosing,
            '(' | '[' | '{' | '$' | '№' | '#' => CharClass::HalfOpening,
            _ if is_western(character) => CharClass::Latin,
            _ => CharClass::Han,
        }
    }

    /// Whether a line may not begin with it.
    pub const fn forbids_line_start(self) -> bool {
        matches!(self, CharClass::Closing | CharClass::Middle | CharClass::HalfClosing | CharClass::Space)
    }

    /// Whether a line may not end with it.
    pub const fn forbids_line_end(self) -> bool {
        matches!(self, CharClass::Opening | CharClass::HalfOpening)
    }

    /// Whether it is Western text and takes the advance of its glyph.
    pub const fn is_western(self) -> bool {
        matches!(self, CharClass::Digit | CharClass::Latin | CharClass::HalfClosing | CharClass::HalfOpening)
    }
}

/// Whether a line may break between `left` and `right`, each given with its class; `before` is the
/// class of the character before `left`.
pub fn may_break(
    before: Option<CharClass>,
    (left, first): (char, CharClass),
    (right, second): (char, CharClass),
) -> bool {
    if second.forbids_line_start() || first.forbids_line_end() {
        return false;
    }
    match (first, second) {
        (CharClass::Space, CharClass::Han) => !(before == Some(CharClass::Digit) && COUNTERS.contains(right)),
        (CharClass::Space, _) => true,
        (CharClass::Pair, CharClass::Pair) => left != right,
        // A single dash after a number joins it to the next: 2020—2024.
        (CharClass::Digit | CharClass::Latin, CharClass::Pair) => false,
        (CharClass::Digit, CharClass::Han) => !COUNTERS.contains(right),
        (CharClass::Han, CharClass::Digit) => left != '第',
        (CharClass::Closing, CharClass::Digit) => left != '〕',
        (CharClass::Middle, CharClass::Digit) => !matches!(left, '～' | '－' | '–' | '／' | '·'),
        (first, second) if first.is_western() && second.is_western() => false,
        _ => true,
    }
}

/// Whether an overlong word may be broken after `left` if there is no other break: web addresses at
/// their separators.
pub const fn may_break_url_after(left: char) -> bool {
    matches!(left, '/' | '.' | '-' | '_' | '?' | '&' | '=' | '@' | ':')
}

/// Whether a mark fills only half its cell, so that it is compressed at the end of a line and next
/// to another mark.
pub const fn is_compressible(class: CharClass) -> bool {
    matches!(class, CharClass::Opening | CharClass::Closing)
}

const fn is_western(character: char) -> bool {
    matches!(character, '!'..='~' | '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}')
        && !matches!(character, '°' | '·' | '×' | '÷' | '±' | '§')
}
