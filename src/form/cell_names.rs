//! The names of rows and columns that `check`, `import` and `export` use, as constants, so that a
//! misspelling fails the build. The official labels are in `assets/forms/`; a test compares the two.

use super::CellName;

/// Tables of the form.
#[allow(dead_code, reason = "tests name the other tables")]
pub mod table {
    use super::CellName;
    /// Table two: 主动公开政府信息情况.
    pub const DISCLOSURE: CellName = CellName::literal("disclosure");
    /// Table three: 收到和处理政府信息公开申请情况.
    pub const REQUESTS: CellName = CellName::literal("requests");
    /// Table four: 政府信息公开行政复议、行政诉讼情况.
    pub const DISPUTES: CellName = CellName::literal("disputes");
}

/// Rows of the tables.
#[rustfmt::skip]
#[allow(missing_docs)] // The label of each is in the form's data file under the same name.
pub mod row {
    use super::CellName;
    pub const RULES: CellName = CellName::literal("rules");
    pub const NORMATIVE_DOCUMENTS: CellName = CellName::literal("normative_documents");
    pub const LICENSING: CellName = CellName::literal("licensing");
    pub const PENALTIES: CellName = CellName::literal("penalties");
    pub const COERCIVE_MEASURES: CellName = CellName::literal("coercive_measures");
    pub const FEES: CellName = CellName::literal("fees");
    pub const RECEIVED: CellName = CellName::literal("received");
    pub const CARRIED_IN: CellName = CellName::literal("carried_in");
    pub const CLOSED_OTHERWISE: CellName = CellName::literal("closed_otherwise");
    pub const UNPAID_FEE: CellName = CellName::literal("unpaid_fee");
    pub const OTHERWISE: CellName = CellName::literal("otherwise");
    pub const TOTAL: CellName = CellName::literal("total");
    pub const CARRIED_OVER: CellName = CellName::literal("carried_over");
    pub const RECONSIDERATION: CellName = CellName::literal("reconsideration");
    pub const DIRECT: CellName = CellName::literal("direct");
    pub const AFTER_RECONSIDERATION: CellName = CellName::literal("after_reconsideration");
}

/// Columns of the tables.
#[rustfmt::skip]
#[allow(missing_docs)] // As above.
pub mod column {
    use super::CellName;
    pub const ISSUED: CellName = CellName::literal("issued");
    pub const REPEALED: CellName = CellName::literal("repealed");
    pub const IN_FORCE: CellName = CellName::literal("in_force");
    pub const DECISIONS: CellName = CellName::literal("decisions");
    pub const AMOUNT: CellName = CellName::literal("amount");
    pub const NATURAL_PERSON: CellName = CellName::literal("natural_person");
    pub const ENTERPRISE: CellName = CellName::literal("enterprise");
    pub const RESEARCH: CellName = CellName::literal("research");
    pub const PUBLIC_INTEREST: CellName = CellName::literal("public_interest");
    pub const LEGAL_SERVICES: CellName = CellName::literal("legal_services");
    pub const OTHER: CellName = CellName::literal("other");
    pub const TOTAL: CellName = CellName::literal("total");
    pub const UPHELD: CellName = CellName::literal("upheld");
    pub const OVERTURNED: CellName = CellName::literal("overturned");
    pub const PENDING: CellName = CellName::literal("pending");
}

/// Groups of rows under one head of the form, by meaning.
#[rustfmt::skip]
#[allow(missing_docs)] // As above.
pub mod group {
    use super::CellName;
    pub const GRANTED: CellName = CellName::literal("granted");
    pub const PARTLY_GRANTED: CellName = CellName::literal("partly_granted");
    pub const WITHHELD: CellName = CellName::literal("withheld");
    pub const UNAVAILABLE: CellName = CellName::literal("unavailable");
    pub const NOT_PROCESSED: CellName = CellName::literal("not_processed");
    pub const CLOSED_OTHERWISE: CellName = CellName::literal("closed_otherwise");
}
