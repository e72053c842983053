//! What was sent back to the units, kept in a file beside the sheets, so that the next round can tell what was
//! corrected and what not. Knows no sentence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{Finding, Severity};
use crate::report::Place;
use crate::rollup::{MemberStanding, Rollup};

/// What was sent back, by unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReturnRecord {
    /// How many rounds there were.
    pub rounds: usize,
    /// The items of each unit's last sheet.
    #[serde(default)]
    pub units: BTreeMap<String, Vec<ReturnedItem>>,
    /// What told the report of each unit from others in the last round.
    #[serde(default)]
    pub reports: BTreeMap<String, String>,
    /// The SHA-256 of each sheet as it was written, by the name of its file.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

/// One thing that a unit has to correct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnedItem {
    /// The rule and the requirement, as a dismissal names them.
    pub rule: String,
    /// Which of the rule's sentences.
    pub variant: String,
    /// Where; of a text, only which.
    pub place: Option<Place>,
    /// What was said, in the language of that round.
    pub said: String,
}

/// What became of the items of the round before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoundProgress {
    /// What is no longer found.
    pub corrected: Vec<ReturnedItem>,
    /// How many are still found.
    pub left: usize,
}

impl ReturnRecord {
    /// The record in the bytes of its file; none for bytes that are no record.
    pub fn parse(bytes: &[u8]) -> Option<ReturnRecord> {
        serde_json::from_slice(bytes).ok()
    }

    /// The bytes of its file.
    ///
    /// # Errors
    /// For values that JSON cannot hold, which a record has none of.
    pub fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The same with the names that the units have in `rollup`: what was sent back to 示例市水务局 is asked of 水务局, where
    /// the two are one.
    pub fn named_as_in(self, rollup: &Rollup) -> ReturnRecord {
        let mut now: BTreeMap<&str, &str> = BTreeMap::new();
        for ((member, standing), unit) in rollup.all().zip(&rollup.units) {
            if matches!(standing, MemberStanding::Counted | MemberStanding::Faulty | MemberStanding::OutOfScope) {
                now.insert(unit, &member.unit);
            }
        }
        let of = |name: String| now.get(rollup.unit_named(&name).as_str()).map_or(name, |now| (*now).to_owned());
        ReturnRecord { units: self.units.into_iter().map(|(name, items)| (of(name), items)).collect(), ..self }
    }

    /// What became of what was sent back to `unit`, by what is found now; `None` where nothing was.
    pub fn progress(&self, unit: &str, now: &[ReturnedItem]) -> Option<RoundProgress> {
        let before = self.units.get(unit).filter(|items| !items.is_empty())?;
        let mut progress = RoundProgress::default();
        for item in before {
            if now.iter().any(|one| one.is_like(item)) {
                progress.left += 1;
            } else {
                progress.corrected.push(item.clone());
            }
        }
        Some(progress)
    }

    /// Whether something like `item` was sent back to `unit` the last time.
    pub fn has(&self, unit: &str, item: &ReturnedItem) -> bool {
        self.units.get(unit).is_some_and(|items| items.iter().any(|one| one.is_like(item)))
    }
}

impl ReturnedItem {
    /// What a finding asks for; `None` for a hint and for what the unit lets stand. `said` is its sentence.
    pub fn of(finding: &Finding, said: String) -> Option<ReturnedItem> {
        let is_asked = finding.is_open() && finding.severity != Severity::Info;
        is_asked.then(|| ReturnedItem {
            rule: finding.dismissal_key(),
            variant: finding.message.variant.to_owned(),
            place: finding.places.first().copied(),
            said,
        })
    }

    /// Whether it is the same fault: in a cell by its place, since the numbers of the sentence may have changed;
    /// in a text by its sentence, since places move with every edit.
    fn is_like(&self, other: &ReturnedItem) -> bool {
        let is_text = |item: &ReturnedItem| item.place.is_some_and(|place| place.spot().is_some());
        let is_alike =
            if is_text(self) || is_text(other) { self.said == other.said } else { self.place == other.place };
        self.rule == other.rule && self.variant == other.variant && is_alike
    }
}
