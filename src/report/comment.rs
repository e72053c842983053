//! Comments of those who review a report: on words, on cells, on sections, with answers. They are kept in the draft and
//! never printed in what is published. Must not know who may comment.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{CharRange, Date, Place, PositionShift, Report};
use crate::form::Form;
use crate::richtext::{GapBias, TextRange, UnknownFields};

/// The most characters of the words that a comment remembers of its place.
const ABOUT: usize = 200;

/// A remark on a place of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "StoredComment", into = "StoredComment")]
pub struct Comment {
    /// Which one of the report it is.
    pub id: CommentId,
    /// What it is about. It moves with the text; where its words were deleted it stays where they stood.
    pub place: Place,
    /// What a file says of its place, where this version knows no such place: it is then about the report as a whole, and
    /// is written as it was read.
    pub unknown_place: Option<serde_json::Value>,
    /// The words of its place when it was written.
    pub about: String,
    /// Who wrote it, when and what.
    pub remark: CommentRemark,
    /// The answers, the last one last.
    pub replies: Vec<CommentRemark>,
    /// Whether it is settled.
    pub done: bool,
}

/// A comment as a file has it.
#[derive(Serialize, Deserialize)]
struct StoredComment {
    id: CommentId,
    #[serde(default)]
    place: serde_json::Value,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    #[serde(flatten)]
    remark: CommentRemark,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    replies: Vec<CommentRemark>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    done: bool,
}

impl From<StoredComment> for Comment {
    fn from(stored: StoredComment) -> Comment {
        let StoredComment { id, place: there, about, remark, replies, done } = stored;
        let (place, unknown_place) = match Place::deserialize(&there) {
            Ok(place) => (place, None),
            Err(_) => (Place::Title, Some(there)),
        };
        Comment { id, place, unknown_place, about, remark, replies, done }
    }
}

impl From<Comment> for StoredComment {
    fn from(comment: Comment) -> StoredComment {
        let Comment { id, place, unknown_place, about, remark, replies, done } = comment;
        // A place is numbers and names: it can always be written.
        let place = unknown_place.unwrap_or_else(|| serde_json::to_value(place).unwrap_or_default());
        StoredComment { id, place, about, remark, replies, done }
    }
}

/// What one person said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentRemark {
    /// Who.
    pub by: String,
    /// When; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CommentTime>,
    /// The words; lines are parted by an end of line.
    pub text: String,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// The number of a comment in its report, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommentId(pub u32);

/// A day and, where it is known, the minute, without a zone, as the computer's clock shows it; in files 2026-01-05 or
/// 2026-01-05T14:03.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommentTime {
    day: Date,
    /// Of the day, from 0.
    minute: Option<u16>,
}

/// What is done with the comments of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum CommentChange {
    /// A new one; its number is given then.
    Add(Place, CommentRemark),
    /// An answer.
    Reply(CommentId, CommentRemark),
    /// It is settled, or open again.
    Settle(CommentId, bool),
    /// It is taken away.
    Remove(CommentId),
}

impl CommentTime {
    /// `None` where the day has no such minute.
    pub fn new(day: Date, hour: u8, minute: u8) -> Option<CommentTime> {
        let inside = hour < 24 && minute < 60;
        inside.then_some(CommentTime { day, minute: Some(u16::from(hour) * 60 + u16::from(minute)) })
    }

    /// Some time of the day.
    pub const fn on(day: Date) -> CommentTime {
        CommentTime { day, minute: None }
    }

    /// Whether both are of one day and no further apart than so many minutes; without a clock only the same day alone is.
    pub fn is_within(self, other: CommentTime, minutes: u16) -> bool {
        let is_near = match (self.minute, other.minute) {
            (Some(one), Some(other)) => one.abs_diff(other) <= minutes,
            (one, other) => one == other,
        };
        self.day == other.day && is_near
    }

    /// The day.
    pub const fn day(self) -> Date {
        self.day
    }

    /// The time as 14:03.
    pub fn clock(self) -> Option<String> {
        self.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
    }
}

impl fmt::Display for CommentTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.clock() {
            Some(clock) => write!(formatter, "{}T{clock}", self.day),
            None => write!(formatter, "{}", self.day),
        }
    }
}

impl From<CommentTime> for String {
    fn from(time: CommentTime) -> String {
        time.to_string()
    }
}

impl FromStr for CommentTime {
    type Err = String;

    /// Reads 2026-01-05 or 2026-01-05T14:03, with or without seconds and a zone, which are left out (`xsd:dateTime`).
    fn from_str(text: &str) -> Result<CommentTime, String> {
        let wrong = || format!("no time of a comment: {text}");
        let Some((day, clock)) = text.split_once('T') else {
            return Date::parse(text).map(CommentTime::on).ok_or_else(wrong);
        };
        let mut parts = clock.split(':');
        let mut two = || parts.next().and_then(|part| part.get(..2)).and_then(|digits| digits.parse::<u8>().ok());
        let (hour, minute) = (two().ok_or_else(wrong)?, two().ok_or_else(wrong)?);
        Date::parse(day).and_then(|day| CommentTime::new(day, hour, minute)).ok_or_else(wrong)
    }
}

impl TryFrom<String> for CommentTime {
    type Error = String;

    fn try_from(text: String) -> Result<CommentTime, String> {
        text.parse()
    }
}

impl CommentRemark {
    /// What `by` said then.
    pub fn new(by: &str, at: Option<CommentTime>, text: &str) -> CommentRemark {
        CommentRemark { by: by.trim().to_owned(), at, text: text.trim().to_owned(), extra: UnknownFields::new() }
    }
}

impl Comment {
    /// The same after positions have moved. Where the words were deleted, it is about the point where they stood.
    pub(super) fn moved_by(mut self, shift: &PositionShift) -> Comment {
        if let Some((part, spot)) = self.place.spot() {
            let now = shift.map_range(part, spot).unwrap_or_else(|| {
                let at = shift.map(part, TextRange::from(spot).start(), GapBias::Before);
                CharRange { paragraph: at.paragraph, start: at.character, end: at.character }
            });
            self.place = part.place(now);
        }
        self
    }
}

impl Report {
    /// The comments that are not settled.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| !comment.done)
    }

    /// The comments after `change`. One that is about no comment of the report changes nothing.
    pub(super) fn comments_after(&self, form: &Form, change: CommentChange) -> Vec<Comment> {
        let mut all = self.comments.clone();
        match change {
            CommentChange::Add(place, remark) => {
                let last = all.iter().map(|comment| comment.id.0).max().unwrap_or_default();
                let about = self.content(form, place).chars().take(ABOUT).collect();
                let id = CommentId(last.saturating_add(1));
                let (unknown_place, replies) = (None, Vec::new());
                all.push(Comment { id, place, unknown_place, about, remark, replies, done: false });
            }
            CommentChange::Reply(id, remark) => {
                all.iter_mut()
                    .filter(|comment| comment.id == id)
                    .for_each(|comment| comment.replies.push(remark.clone()));
            }
            CommentChange::Settle(id, done) => {
                all.iter_mut().filter(|comment| comment.id == id).for_each(|comment| comment.done = done);
            }
            CommentChange::Remove(id) => all.retain(|comment| comment.id != id),
        }
        all
    }
}
