//! The names that checks and exchange speak of, so that a slip of the pen stops the build. The
//! meanings and the official labels stand in `assets/forms/`; a test holds the two together.

use super::Name;

/// Tables of the form.
#[allow(dead_code, reason = "tests name the other tables")]
pub mod table {
    use super::Name;
    /// Table two: 主动公开政府信息情况.
    pub const DISCLOSURE: Name = Name::literal("disclosure");
    /// Table three: 收到和处理政府信息公开申请情况.
    pub const REQUESTS: Name = Name::literal("requests");
    /// Table four: 政府信息公开行政复议、行政诉讼情况.
    pub const DISPUTES: Name = Name::literal("disputes");
}

/// Rows of the tables.
#[rustfmt::skip]
#[allow(missing_docs)] // The label of each stands in the form's data file under the same name.
pub mod row {
    use super::Name;
    pub const RULES: Name = Name::literal("rules");
    pub const NORMATIVE_DOCUMENTS: Name = Name::literal("normative_documents");
    pub const LICENSING: Name = Name::literal("licensing");
    pub const PENALTIES: Name = Name::literal("penalties");
    pub const COERCIVE_MEASURES: Name = Name::literal("coercive_measures");
    pub const FEES: Name = Name::literal("fees");
    pub const RECEIVED: Name = Name::literal("received");
    pub const CARRIED_IN: Name = Name::literal("carried_in");
    pub const CLOSED_OTHERWISE: Name = Name::literal("closed_otherwise");
    pub const UNPAID_FEE: Name = Name::literal("unpaid_fee");
    pub const OTHERWISE: Name = Name::literal("otherwise");
    pub const TOTAL: Name = Name::literal("total");
    pub const CARRIED_OVER: Name = Name::literal("carried_over");
    pub const RECONSIDERATION: Name = Name::literal("reconsideration");
    pub const DIRECT: Name = Name::literal("direct");
    pub const AFTER_RECONSIDERATION: Name = Name::literal("after_reconsideration");
}

/// Columns of the tables.
#[rustfmt::skip]
#[allow(missing_docs)] // As above.
pub mod column {
    use super::Name;
    pub const ISSUED: Name = Name::literal("issued");
    pub const REPEALED: Name = Name::literal("repealed");
    pub const IN_FORCE: Name = Name::literal("in_force");
    pub const DECISIONS: Name = Name::literal("decisions");
    pub const AMOUNT: Name = Name::literal("amount");
    pub const NATURAL_PERSON: Name = Name::literal("natural_person");
    pub const ENTERPRISE: Name = Name::literal("enterprise");
    pub const RESEARCH: Name = Name::literal("research");
    pub const PUBLIC_INTEREST: Name = Name::literal("public_interest");
    pub const LEGAL_SERVICES: Name = Name::literal("legal_services");
    pub const OTHER: Name = Name::literal("other");
    pub const TOTAL: Name = Name::literal("total");
    pub const UPHELD: Name = Name::literal("upheld");
    pub const OVERTURNED: Name = Name::literal("overturned");
    pub const PENDING: Name = Name::literal("pending");
}

/// Groups of rows that the form puts under one head, by their meaning.
#[rustfmt::skip]
#[allow(missing_docs)] // As above.
pub mod group {
    use super::Name;
    pub const GRANTED: Name = Name::literal("granted");
    pub const PARTLY_GRANTED: Name = Name::literal("partly_granted");
    pub const WITHHELD: Name = Name::literal("withheld");
    pub const UNAVAILABLE: Name = Name::literal("unavailable");
    pub const NOT_PROCESSED: Name = Name::literal("not_processed");
    pub const CLOSED_OTHERWISE: Name = Name::literal("closed_otherwise");
}
