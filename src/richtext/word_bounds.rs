//! Words of a text, as a double click and Ctrl with an arrow take them: Chinese words by the dictionary,
//! numbers and Latin words apart from them, each mark of punctuation for itself.

use std::ops::Range;

use super::{Paragraph, RichText, TextPosition, TextRange, WordSegmenter, narrow};

impl RichText {
    /// The word with the character behind `position`; at the end of a paragraph the word before it. Empty where
    /// the paragraph is.
    pub fn word_at(&self, position: TextPosition, words: &WordSegmenter) -> TextRange {
        let position = self.clamp(position);
        let paragraph = self.paragraphs.get(position.paragraph);
        let word = paragraph.map(|paragraph| word_at(paragraph, position.character, words));
        let word = word.unwrap_or_default();
        TextRange::within(position.paragraph, word.start, word.end)
    }

    /// Where the next word begins: behind the spaces after this one, or in the next paragraph.
    pub fn next_word(&self, position: TextPosition, words: &WordSegmenter) -> TextPosition {
        let position = self.clamp(position);
        let Some(paragraph) = self.paragraphs.get(position.paragraph) else { return position };
        let end = paragraph.length();
        if position.character >= end {
            let next = TextPosition::new(position.paragraph + 1, 0);
            return if next.paragraph < self.paragraphs.len() { next } else { position };
        }
        let mut at = word_at(paragraph, position.character, words).end;
        while at < end && is_space(paragraph, at) {
            at = word_at(paragraph, at, words).end;
        }
        TextPosition::new(position.paragraph, at)
    }

    /// Where this word begins, or the one before, or the paragraph before ends.
    pub fn previous_word(&self, position: TextPosition, words: &WordSegmenter) -> TextPosition {
        let position = self.clamp(position);
        let Some(paragraph) = self.paragraphs.get(position.paragraph) else { return position };
        let mut at = position.character;
        if at == 0 {
            let Some(before) = position.paragraph.checked_sub(1) else { return position };
            return TextPosition::new(before, self.paragraphs.get(before).map_or(0, Paragraph::length));
        }
        loop {
            at = word_at(paragraph, at - 1, words).start;
            if at == 0 || !is_space(paragraph, at) {
                return TextPosition::new(position.paragraph, at);
            }
        }
    }
}

/// The words of a text in their order; together they are the text.
pub fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::default();
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut start = 0;
    while let Some((at, first)) = characters.get(start) {
        let class = WordClass::of(*first);
        let class_at = |index: usize| characters.get(index).map(|(_, one)| WordClass::of(*one));
        let joins = |index: &usize| match class {
            WordClass::Mark => false,
            // 12.5 and 1,234 are one number.
            WordClass::Digit if characters.get(*index).is_some_and(|(_, one)| matches!(one, '.' | ',' | '．')) => {
                class_at(index + 1) == Some(class)
            }
            _ => class_at(*index) == Some(class),
        };
        let count = 1 + (start + 1..characters.len()).take_while(joins).count();
        let end = characters.get(start + count).map_or(text.len(), |(end, _)| *end);
        let run = text.get(*at..end).unwrap_or_default();
        match class {
            WordClass::Chinese => found.extend(segmenter.cut(run)),
            _ => found.push(run),
        }
        start += count;
    }
    found
}

/// What a character is, as far as words begin and end at it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordClass {
    Chinese,
    /// Letters and digits of other scripts.
    Latin,
    Digit,
    Space,
    Mark,
}

impl WordClass {
    fn of(character: char) -> WordClass {
        match character {
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〇' => {
                WordClass::Chinese
            }
            _ if narrow(character).is_ascii_digit() => WordClass::Digit,
            _ if character.is_whitespace() => WordClass::Space,
            _ if character.is_alphanumeric() || character == '_' => WordClass::Latin,
            _ => WordClass::Mark,
        }
    }
}

/// The characters of the word at a character of the paragraph.
fn word_at(paragraph: &Paragraph, at: usize, words: &WordSegmenter) -> Range<usize> {
    let text: Vec<char> = paragraph.characters().map(|(one, _)| one).collect();
    let at = at.min(text.len().saturating_sub(1));
    let Some(class) = text.get(at).map(|one| WordClass::of(*one)) else { return at..at };
    let joins = |one: &char, other: Option<&char>| {
        let class_of = WordClass::of(*one);
        // 12.5 and 1,234 are one number, A4 one word.
        let point = matches!(one, '.' | ',' | '．') && other.is_some_and(|it| WordClass::of(*it) == WordClass::Digit);
        match class {
            WordClass::Digit => matches!(class_of, WordClass::Digit | WordClass::Latin) || point,
            WordClass::Latin => matches!(class_of, WordClass::Digit | WordClass::Latin),
            WordClass::Chinese | WordClass::Space => class_of == class,
            WordClass::Mark => false,
        }
    };
    let mut start = at;
    while let Some(before) = start.checked_sub(1).and_then(|index| text.get(index))
        && joins(before, start.checked_sub(2).and_then(|index| text.get(index)))
    {
        start -= 1;
    }
    let mut end = at + 1;
    while let Some(next) = text.get(end)
        && joins(next, text.get(end + 1))
    {
        end += 1;
    }
    if class == WordClass::Chinese { chinese_word(&text, start..end, at, words) } else { start..end }
}

/// The word at a character within Chinese characters.
fn chinese_word(text: &[char], run: Range<usize>, at: usize, words: &WordSegmenter) -> Range<usize> {
    let characters: String = text.get(run.clone()).unwrap_or_default().iter().collect();
    let mut start = run.start;
    for word in words.cut(&characters) {
        let end = start + word.chars().count();
        if at < end {
            return start..end;
        }
        start = end;
    }
    run
}

fn is_space(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.characters().nth(at).is_some_and(|(one, _)| one.is_whitespace())
}
