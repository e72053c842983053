//! The report ⇄ JSON, for whoever counts many of them. The shape is a promise: fields may be
//! added, none is renamed or removed within a major version.
//!
//! ```json
//! {
//!   "format": "nianbao-report", "version": "1.0",
//!   "edition": "cn-2021", "unit": { "name": "…", "kind": "department" }, "year": 2024,
//!   "title": "…",
//!   "preface": [{ "level": "body", "text": "…" }],
//!   "sections": [{ "id": "overview", "title": "一、总体情况", "paragraphs": [], "table": null }],
//!   "signature": { "unit": "…", "date": "2025-01-10" }
//! }
//! ```
//!
//! The table of a section is `{ "name": "requests", "cells": [] }`; a cell has `key`
//! (`row.column`), `row` and `column` (the official heads, outer to inner), `measure` (`count`,
//! `change`, `amount`), `total`, `value` and, where there is one, `note`. A count is a number, a
//! change a string with its sign, an amount a string of digits, a blank `null`.
//!
//! Numbers, words and their ranks come back from it; marks, lists and links are not in it.

mod read;
mod write;

pub use read::{is_json, read};
pub use write::write;

/// The word that tells the file from other JSON.
const FORMAT: &str = "nianbao-report";
/// The version that this program writes. One of another major version is not read.
const VERSION: &str = "1.0";
