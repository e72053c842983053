//! What a chart in the text shows and how it is drawn. Nothing of a drawing is kept: it is drawn anew from the numbers.
//! Must not know any number.

use serde::{Deserialize, Serialize};

use super::{Figure, Paragraph, ProseTable, RichText, UnknownFields};

/// A chart in the text: what its numbers are, and its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartChoice {
    /// Whose numbers it shows.
    pub of: ChartSubject,
    /// How they are drawn.
    pub kind: ChartKind,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// Whose numbers a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartSubject {
    /// Requests received, by kind of applicant.
    Applicants,
    /// Requests received, carried in, answered and carried over.
    Requests,
    /// Requests answered, by kind of outcome.
    Outcomes,
    /// Reconsiderations and lawsuits, by their results.
    Disputes,
    /// Rules and normative documents.
    Documents,
    /// Licences, penalties and coercive measures.
    Decisions,
    /// The nearest table above the chart in the same text.
    Table,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// 柱形图
    Column,
    /// 条形图
    Bar,
    /// 折线图
    Line,
    /// 饼图
    Pie,
}

impl ChartChoice {
    /// This kind of chart of these numbers.
    pub const fn new(of: ChartSubject, kind: ChartKind) -> ChartChoice {
        ChartChoice { of, kind, extra: UnknownFields::new() }
    }
}

impl ChartSubject {
    /// Every subject, in the order of the form; the table comes last.
    pub const ALL: [ChartSubject; 7] = [
        ChartSubject::Applicants,
        ChartSubject::Requests,
        ChartSubject::Outcomes,
        ChartSubject::Disputes,
        ChartSubject::Documents,
        ChartSubject::Decisions,
        ChartSubject::Table,
    ];

    /// What it is called in a report.
    pub const fn label(self) -> &'static str {
        match self {
            ChartSubject::Applicants => "新收申请的申请人",
            ChartSubject::Requests => "申请的收到和办理",
            ChartSubject::Outcomes => "申请的办理结果",
            ChartSubject::Disputes => "行政复议、行政诉讼的结果",
            ChartSubject::Documents => "规章和规范性文件",
            ChartSubject::Decisions => "行政许可、行政处罚、行政强制",
            ChartSubject::Table => "上文的表格",
        }
    }

    /// The kinds of charts that show such numbers honestly: a line joins what follows each other in time, a pie shows
    /// the parts of one whole.
    pub const fn kinds(self) -> &'static [ChartKind] {
        match self {
            ChartSubject::Applicants | ChartSubject::Outcomes => &[ChartKind::Column, ChartKind::Bar, ChartKind::Pie],
            ChartSubject::Table => &ChartKind::ALL,
            _ => &[ChartKind::Column, ChartKind::Bar],
        }
    }
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [ChartKind; 4] = [ChartKind::Column, ChartKind::Bar, ChartKind::Line, ChartKind::Pie];

    /// What it is called in a report.
    pub const fn label(self) -> &'static str {
        match self {
            ChartKind::Column => "柱形图",
            ChartKind::Bar => "条形图",
            ChartKind::Line => "折线图",
            ChartKind::Pie => "饼图",
        }
    }
}

impl RichText {
    /// The charts in order, each with its paragraph.
    pub fn charts(&self) -> impl Iterator<Item = (usize, &Paragraph, &Figure, &ChartChoice)> {
        let figures = self.figures();
        figures.filter_map(|(number, paragraph, figure)| Some((number, paragraph, figure, figure.chart()?)))
    }

    /// The nearest table that ends before a paragraph.
    pub fn table_above(&self, paragraph: usize) -> Option<ProseTable> {
        let before = self.paragraphs.get(..paragraph.min(self.paragraphs.len()))?;
        let last = before.iter().rposition(|one| one.cell.is_some())?;
        self.table_at(last)
    }
}
