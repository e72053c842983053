//! Names of glyphs → characters, as far as encodings of Latin fonts name them (Adobe Glyph List):
//! digits, letters and the punctuation used in Chinese text.

/// The character of a name such as `five`, `A`, `uni4E2D` or `u20000`.
pub(super) fn character(name: &str) -> Option<char> {
    let base = name.split('.').next().unwrap_or_default();
    let mut letters = base.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(only);
    }
    let code = base.strip_prefix("uni").or_else(|| base.strip_prefix('u'));
    if let Some(code) = code.filter(|code| (4..=6).contains(&code.len()))
        && let Ok(code) = u32::from_str_radix(code, 16)
    {
        return char::from_u32(code);
    }
    NAMES.iter().find(|(own, _)| *own == base).map(|(_, character)| *character)
}

const NAMES: [(&str, char); 60] = [
    ("space", ' '),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semicolon", ';'),
    ("exclam", '!'),
    ("question", '?'),
    ("hyphen", '-'),
    ("minus", '−'),
    ("plus", '+'),
    ("equal", '='),
    ("asterisk", '*'),
    ("slash", '/'),
    ("backslash", '\\'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("at", '@'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("quotesingle", '\''),
    ("quotedbl", '"'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("bracketleft", '['),
    ("bracketright", ']'),
    ("braceleft", '{'),
    ("braceright", '}'),
    ("less", '<'),
    ("greater", '>'),
    ("underscore", '_'),
    ("bar", '|'),
    ("asciitilde", '~'),
    ("asciicircum", '^'),
    ("grave", '`'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("periodcentered", '·'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("degree", '°'),
    ("section", '§'),
    ("perthousand", '‰'),
    ("yen", '¥'),
    ("nbspace", ' '),
];
