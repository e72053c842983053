//! Characters that nobody sees: those that command whatever shows them, and those that take no room.
//! Must not know where they are shown; each reader decides what it puts in their place.

/// What a character does where a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It is seen, or changes how its neighbour looks, as an accent and a variation selector do.
    Seen,
    /// It ends a line or moves to the next column.
    Break,
    /// It commands: control characters (C0, DEL, C1) begin the escape sequences of terminals, bidirectional
    /// controls turn the order of what follows (UAX #9), the others are no characters at all.
    Control,
    /// It takes no room, so that two names with and without it look alike.
    ZeroWidth,
}

/// What a character does where a text is shown.
pub const fn visibility(character: char) -> Visibility {
    match character {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Visibility::Break,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Visibility::Control,
        // The bidirectional marks, embeddings, overrides and isolates, and the shaping controls that
        // Unicode advises against.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => Visibility::Control,
        // Interlinear annotation, noncharacters.
        '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' => Visibility::Control,
        _ if (character as u32) & 0xfffe == 0xfffe => Visibility::Control,
        // Soft hyphen, grapheme joiner, fillers of Hangul, vowel separator, spaces and joiners of no
        // width, invisible operators, byte order mark.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}' => Visibility::ZeroWidth,
        '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' => Visibility::ZeroWidth,
        // Controls of musical and shorthand notation, tags and what is reserved beside them; the
        // variation selectors from U+E0100 on are seen: rare characters of names take them.
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' => Visibility::ZeroWidth,
        '\u{e01f0}'..='\u{e0fff}' => Visibility::ZeroWidth,
        _ => Visibility::Seen,
    }
}
