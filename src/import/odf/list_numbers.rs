//! The numbers of list items, which a text document does not write down: its styles say how each level is
//! counted (ISO/IEC 26300 §16.30).

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::import::{ReadError, docx};
use crate::limits::Limit;
use crate::ooxml::xml_reader::XmlReader;

/// Styles of lists, and how far each was counted.
#[derive(Default)]
pub(super) struct ListNumbers {
    levels: BTreeMap<(String, usize), NumberedLevel>,
    counts: BTreeMap<(String, usize), u64>,
    /// What comes before the next paragraph: `None` for no item, an empty inside for a bullet.
    pending: Option<Option<String>>,
}

/// How the items of one level are counted.
struct NumberedLevel {
    format: String,
    prefix: String,
    suffix: String,
    start: u64,
}

/// The longest prefix or suffix of a number, in characters.
const AFFIX: usize = 16;

impl ListNumbers {
    /// Reads the levels of a style.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn style<R: BufRead>(&mut self, xml: &mut XmlReader<R>, name: &str) -> Result<(), ReadError> {
        while let Some(level) = xml.child()? {
            let text = |key: &str| level.attribute(key).unwrap_or_default().chars().take(AFFIX).collect::<String>();
            let number = |key: &str| level.attribute(key).and_then(|value| value.parse::<u64>().ok()).unwrap_or(1);
            if level.name == "list-level-style-number" {
                let own = NumberedLevel {
                    format: level.attribute("num-format").unwrap_or_default().chars().take(AFFIX).collect(),
                    prefix: text("num-prefix"),
                    suffix: text("num-suffix"),
                    start: number("start-value"),
                };
                let depth = usize::try_from(number("level")).unwrap_or(usize::MAX);
                Limit::Entries.check(self.levels.len())?;
                self.levels.insert((name.to_owned(), depth), own);
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Begins to count a list anew.
    pub(super) fn begin(&mut self, style: &str, level: usize) {
        self.counts.remove(&(style.to_owned(), level));
    }

    /// Counts an item.
    pub(super) fn item(&mut self, style: &str, level: usize) {
        let key = (style.to_owned(), level);
        let label = self.levels.get(&key).filter(|own| !own.format.is_empty()).map(|own| {
            let count = self.counts.get(&key).map_or(own.start, |count| count.saturating_add(1));
            self.counts.insert(key.clone(), count);
            format!("{}{}{}", own.prefix, docx::numeral(count, word_format(&own.format)), own.suffix)
        });
        self.pending = Some(label);
    }

    /// What comes before the paragraph that begins: the number of its item, or nothing inside for a bullet;
    /// `None` where it begins no item.
    pub(super) fn label(&mut self) -> Option<Option<String>> {
        self.pending.take()
    }
}

/// The name that Word has for a format of numbers.
fn word_format(format: &str) -> &'static str {
    match format {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ if format.starts_with('一') => "chineseCounting",
        _ if format.starts_with('①') => "decimalEnclosedCircle",
        _ if format.starts_with('１') => "decimalFullWidth",
        _ => "decimal",
    }
}
