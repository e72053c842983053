//! 公开年报: writes, checks and prints the annual report on government information disclosure,
//! 政府信息公开工作年度报告, that every unit of government in China publishes each January.
//!
//! # The house
//!
//! One crate, a library and a program. Its rooms, in the order in which data flows; each opens
//! with a note of what lives there and what it must not know, and `tests/architecture.rs` holds
//! them to it:
//!
//! | room | what lives there |
//! |---|---|
//! | [`form`] | the official form as data, read from `assets/forms/` |
//! | [`richtext`] | rich text as a value |
//! | [`report`] | one unit, one year: words and exact numbers |
//! | [`check`] | (form, report, last year's and other units' reports) → findings |
//! | [`layout`] | (form, report, style, fonts) → pages |
//! | [`pdf`] | pages → PDF bytes |
//! | [`ofd`] | pages → OFD bytes, a room beside `pdf`: it reads the same pages and no report |
//! | [`limits`] | what any input may cost, and why a file is refused |
//! | [`ooxml`] | the parts that Word documents and workbooks have in common |
//! | [`export`] | report → other programs' files |
//! | [`import`] | other programs' files → report and remarks; reads back what `export` writes |
//! | [`storage`] | drafts on disk |
//! | [`session`] | one open report without any window |
//! | [`messages`] | codes, errors and commands → sentences |
//! | [`cli`] | the command line |
//! | [`gui`] | the window |
//!
//! # Three ideas
//!
//! 1. **The form is data, drawn once.** A table is a grid of cells, each a label, an input or a
//!    total. Editor, page, spreadsheet and web table are readings of that one grid.
//! 2. **Pages are the only currency between layout and paper.** The PDF writer and the preview
//!    read the same pages, so that the preview is the print.
//! 3. **A change is a value with an inverse.** Whatever alters a report goes through one command
//!    of the session: one undo step, one way to the journal.
//!
//! # What holds everywhere
//!
//! - Numbers are exact and a blank is not a zero; no float touches a report.
//! - A report can always be saved, however wrong; findings decide only whether it is ready.
//! - Totals are computed. One that an imported text states otherwise is kept as stated, and is a
//!   finding until it is settled.
//! - The same draft gives the same bytes on every machine.
//! - Nothing opens a network connection.
//!
//! # Its tests
//!
//! `tests/` has one program for each part of the house that is used from outside: `check`,
//! `import`, `export`, `paper` (layout, pdf, ofd), `session` (with the store), `cli`, `gui`; beside
//! them `locales`, `architecture` and `no_network`. Few and big on purpose: each has the fonts and all
//! libraries in it, and forty of them took nine gigabytes and most of a first run's time. What they
//! share is in `tests/support`, what they read in `tests/data`; the scripts of `tests/screen` try the
//! built program on a real screen.

pub mod check;
pub mod cli;
pub mod export;
pub mod form;
pub mod gui;
pub mod import;
pub mod layout;
pub mod limits;
pub mod messages;
pub mod ofd;
pub mod ooxml;
pub mod pdf;
pub mod report;
pub mod richtext;
pub mod session;
pub mod storage;

rust_i18n::i18n!("assets/locales", fallback = "en");
