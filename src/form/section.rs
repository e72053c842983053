//! The six sections of the report and the kinds of unit that write one. Must not know a report.

use serde::{Deserialize, Serialize};

use super::CellName;

/// One of the six sections; the notice of 2021 names them and their order (附件，格式模板).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionId {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Disputes,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Others,
}

/// A section as an edition of the form describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Which of the six.
    pub id: SectionId,
    /// The verbatim title with its number, such as 一、总体情况.
    pub title: String,
    /// What the notice asks this section to contain, in its own words shortened; help for the
    /// writer.
    pub guide: String,
    /// The table of the section; `None` where it is prose.
    pub table: Option<CellName>,
    /// The most characters that its prose should have, without white space.
    pub limit: Option<LengthLimit>,
    /// The aspects that its prose must treat, in order.
    pub aspects: Vec<Aspect>,
}

/// A length of text in characters, white space not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LengthLimit(pub usize);

/// Something that a section must treat, such as 依申请公开.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aspect {
    /// The aspect in the notice's words; offered as a subheading.
    pub title: String,
    /// Words of which one in the prose shows that the aspect is treated.
    pub words: Vec<String>,
    /// Longer words that contain one of `words` and are about something else: 监督权, 社会保障.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Who reports: this decides the deadline and what a table may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A department of a government at county level or above: 部门.
    Department,
    /// A township government: 乡镇.
    Township,
    /// A government's own office, which reports for the government itself: 政府本机关.
    GovernmentOffice,
    /// The roll-up of a county: 县级汇总.
    County,
    /// The roll-up of a city at prefecture level: 市级汇总.
    City,
    /// The roll-up of a province or of a vertical system: 省级或垂直系统汇总.
    Province,
}

/// The last day to publish, in the year after the report's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl SectionId {
    /// The six in the order of the form.
    pub const ALL: [SectionId; 6] = [
        SectionId::Overview,
        SectionId::Disclosure,
        SectionId::Requests,
        SectionId::Disputes,
        SectionId::Problems,
        SectionId::Others,
    ];

    /// The section's number, 1 to 6.
    pub const fn number(self) -> u8 {
        match self {
            SectionId::Overview => 1,
            SectionId::Disclosure => 2,
            SectionId::Requests => 3,
            SectionId::Disputes => 4,
            SectionId::Problems => 5,
            SectionId::Others => 6,
        }
    }
}

impl UnitKind {
    /// Every kind, from the lowest level to the highest.
    pub const ALL: [UnitKind; 6] = [
        UnitKind::Department,
        UnitKind::Township,
        UnitKind::GovernmentOffice,
        UnitKind::County,
        UnitKind::City,
        UnitKind::Province,
    ];

    /// The kind's name in files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            UnitKind::Department => "department",
            UnitKind::Township => "township",
            UnitKind::GovernmentOffice => "government_office",
            UnitKind::County => "county",
            UnitKind::City => "city",
            UnitKind::Province => "province",
        }
    }

    /// The kind with this name.
    pub fn from_word(word: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
