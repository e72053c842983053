//! How far a report has come on its way to publication, and who took it there: drafted, handed in for
//! review, sent back, final, published. Must not know who may do what.

use serde::{Deserialize, Serialize};

use super::{Date, Report, ReportDigest};
use crate::richtext::UnknownFields;

/// A stage of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStage {
    /// 拟稿: it is being written.
    #[default]
    Drafting,
    /// 送审: it lies with those who review it.
    Review,
    /// 退回: it came back to be changed.
    Returned,
    /// 定稿: what is printed, signed and published is this; nobody changes it.
    Final,
    /// 已公开: it is published.
    Published,
}

/// That a report came to a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageEntry {
    /// The stage.
    pub stage: ReportStage,
    /// Who took it there.
    pub by: String,
    /// When.
    pub on: Date,
    /// What was said with it, such as why it was sent back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The digest of the content that it had then: 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl ReportStage {
    /// Every stage, in the usual order.
    pub const ALL: [ReportStage; 5] =
        [ReportStage::Drafting, ReportStage::Review, ReportStage::Returned, ReportStage::Final, ReportStage::Published];

    /// Its name for programs.
    pub const fn word(self) -> &'static str {
        match self {
            ReportStage::Drafting => "drafting",
            ReportStage::Review => "review",
            ReportStage::Returned => "returned",
            ReportStage::Final => "final",
            ReportStage::Published => "published",
        }
    }

    /// Whether the text is as it is to stay.
    pub const fn is_final(self) -> bool {
        matches!(self, ReportStage::Final | ReportStage::Published)
    }

    /// Whether a report at this stage may come to `next`: only what is final is published, and what is final
    /// is taken back before anything else.
    pub fn leads_to(self, next: ReportStage) -> bool {
        match next {
            ReportStage::Published => self == ReportStage::Final,
            ReportStage::Final => !self.is_final(),
            ReportStage::Returned => self != ReportStage::Returned && self != ReportStage::Drafting,
            ReportStage::Review => !self.is_final() && self != ReportStage::Review,
            ReportStage::Drafting => self.is_final(),
        }
    }
}

impl StageEntry {
    /// That `report` comes to `stage` with the content that it has.
    pub fn new(report: &Report, stage: ReportStage, by: &str, on: Date, note: &str) -> StageEntry {
        let (by, note) = (by.trim().to_owned(), note.trim().to_owned());
        StageEntry { stage, by, on, note, digest: report.digest().to_string(), extra: UnknownFields::new() }
    }
}

impl Report {
    /// The stage that it has come to.
    pub fn stage(&self) -> ReportStage {
        self.stages.last().map(|entry| entry.stage).unwrap_or_default()
    }

    /// Whether the content is another than at its stage of 定稿: another program changed the file.
    pub fn differs_from_final(&self) -> bool {
        let last = self.stages.iter().rev().find(|entry| entry.stage == ReportStage::Final);
        let was = last.filter(|_| self.stage().is_final()).and_then(|entry| ReportDigest::parse(&entry.digest));
        was.is_some_and(|digest| digest != self.digest())
    }
}
