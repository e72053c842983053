//! 公开年报: writes, checks and prints the annual report on government information disclosure,
//! 政府信息公开工作年度报告, that every unit of government in China publishes each January.
//!
//! # The house
//!
//! One crate, a library and a program. Its rooms, in the order in which data flows; each opens
//! with a note of what lives there and what it must not know, and `tests/architecture/` holds
//! them to it:
//!
//! | room | what lives there |
//! |---|---|
//! | [`form`] | the official form as data, read from `assets/forms/` |
//! | [`raster`] | pictures that a report holds: their names, their sizes, their dots |
//! | [`richtext`] | rich text as a value |
//! | [`report`] | one unit, one year: words and exact numbers |
//! | [`rollup`] | many units' tables added up: which reports count, who is missing, the parts of each cell. A room beside `check`, since it is true of numbers alone: no rule, no file and no sentence |
//! | [`check`] | (form, report, last year's and other units' reports) → findings |
//! | [`layout`] | (form, report, style, fonts) → pages |
//! | [`pdf`] | pages → PDF bytes |
//! | [`ofd`] | pages → OFD bytes, a room beside `pdf`: it reads the same pages and no report |
//! | [`picture`] | pages → SVG and PNG, a third room beside these two, for charts that are published as pictures |
//! | `content_hash` | numbers that stand for contents: fingerprints of drafts, identifiers of PDF and OFD files |
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
//!    of the session: one undo step, one way to the recovery file.
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
//! # Figures
//!
//! A picture in the text is not a thing beside the text: it is a field of a paragraph, and that paragraph's words are its
//! caption. So carets, edits and their inverses, search, counts, checks and copies reach captions without a second
//! mechanism, and a text stays a list of paragraphs. 图1 is counted where it is shown and never stored.
//!
//! A figure names its picture by the SHA-256 of its bytes; the report has each picture once. What comes in much finer than
//! paper shows is scaled then (`raster`), so that twenty photographs are as light as twenty pages. In the draft file they are
//! the last field, in Base64: one file that older versions keep whole. What is written again and again, recovery files
//! and former versions, has the words alone, and the pictures lie beside it, each once. Pictures that were taken out of
//! the text stay in memory for undo and are not written.
//!
//! # Charts in the text
//!
//! A chart is a figure whose content is not a picture but a choice: whose numbers it shows, the form's or those of the table
//! above it in the text, and how. Nothing of the drawing is kept, so that a change of a number redraws it and a draft
//! stays as small as it was. Its numbers are read anew wherever it is shown (`report::chart_numbers`), which also says
//! why they cannot be shown honestly; then a sentence stands in its place. Paper, preview and editor draw it by one code
//! (`layout::chart`), as shapes of the page within a figure that says the numbers. Files without charts of their own get
//! what the same code drew, as dots or lines (`export::drawn_charts`), and what it is of, so that reading them back
//! gives the chart.
//!
//! # Tables in the text
//!
//! A table in the text is neither beside the text nor a tree within it: each of its paragraphs says what begins with it, a
//! table, a row, a cell or only itself, and how many columns and rows its cell covers. Where a cell stands follows from the
//! order, as in HTML, so that a list of paragraphs with these fields always has a reading as a table. Carets, edits and their
//! inverses, search, counts, checks and comments reach the words of cells as any other text, and Enter in a cell makes a
//! paragraph of the same cell, as in Word.
//!
//! What must hold of a table is restored in one place, `richtext::table_mending`, after every edit and when a draft is
//! read: it is a full rectangle, holds no picture, and a paragraph that is in no table follows it. A selection that crosses
//! borders of cells deletes words, not cells; from one cell of a table to another it means the rectangle between them. Columns are as wide as their words ask for, by one rule for paper, screen and
//! files; widths are not stored. An import keeps a table of the prose only where no row of it is read as one of the form's.
//!
//! # Tracked changes
//!
//! The texts of a report always read as if every tracked change were accepted: checks, layout, digests and exports know
//! nothing of them and stay true. What was taken out, the former looks and the former values stand beside the texts in
//! `Report::revisions`, as spans by position and values by place; there is no second copy of a text that could disagree
//! with it. To work something out, a text and what was taken out of it become one row of characters and ends of
//! paragraphs, each with the change that put it in, took it out or formatted it (`report::reviewed_text`). A paragraph's
//! look and figure belong to its end, as in Word, so that joining and parting paragraphs is taken back exactly. One
//! number stands for what one person did in one place within ten minutes, a word put in the place of another included.
//! Linked numbers follow their cells as nobody's change. A merge of a reviewed copy is nothing but changes of somebody
//! else (`Change::By`), so that rejecting them gives back what stood here.
//!
//! # Glossary
//!
//! One word for one thing; `tests/architecture` refuses a public type name used in two rooms.
//!
//! | word | Chinese | what it is not |
//! |---|---|---|
//! | form | 表式、格式 | what a unit wrote: that is a report |
//! | section | 部分（一、…六、） | a heading inside a section, which is a paragraph with a level |
//! | cell, cell key | 格 | a cell of a foreign sheet or document before it is understood (`WorkbookCell`, `DocCell`, `HtmlCell`) |
//! | identity | 勾稽关系 | an identifier |
//! | report | 年报 | the window's open document, which is a session with the state of its views |
//! | draft | 草稿（.nianbao） | a recovery file |
//! | change, inverse | 修改、撤销 | a command, which says what a user wants and is planned into a change |
//! | finding, rule | 校核发现、规则 | an error of the program |
//! | figure | 插图 | a held picture: a figure is a paragraph that shows one, or a chart, and its words are the caption |
//! | chart in the text (`ChartChoice`, `ChartData`) | 图表 | a chart of a roll-up, which is a page of its own (`ChartSheet`) |
//! | held picture | 图片 | a page made into dots, which `picture` does |
//! | table in the text, grid cell | 正文中的表格 | a table of the form, whose cells are numbers |
//! | rule pack, requirement | 规则包、本地通知的要求 | a rule of the catalogue, which is code |
//! | roll-up, member | 汇总、报来的年报 | a report that is only compared with |
//! | dismissal | 放行 | a fix |
//! | comment | 批注 | a remark, which tells what an import did; a finding names comments that are open |
//! | tracked change (`Revision…`) | 修订 | the revision of a session, a number that rises with every change of the report |
//! | reviser | 修订人 | the unit, or who comments |
//! | claim | 正文中的数字陈述 | a value of a table |
//! | key figures | 主要数据 | all cells |
//! | page, page item | 版面 | a web page, or a tab of the window |
//! | inline item, line, strip | 字、行、行块 | the lines of a source that is imported (`SourceLine`) |
//! | type area | 版心 | the window |
//! | source document | 导入的原文 | a report: nothing in it is understood yet |
//! | token | 词元（标签、数字、空格） | an XML token |
//! | remark | 导入说明 | a finding; remarks tell what an import did |
//! | stated total | 原文所列合计 | a computed total |
//! | recovery file | 恢复文件 | a backup, which is a former version of a draft that was saved |
//! | lock | 占用 | a mutex |
//! | worker | 后台线程 | the person who writes the report |
//! | action | 操作 | a session command: an action is all that a view may send, and holds one where the report is to change |
//! | view context | – | the document: it is what views may read of it in one frame |
//!
//! # Its tests
//!
//! `tests/README.md` says what is where; `CONTRIBUTING.md` how to run them and where a new rule,
//! format or sentence goes.

pub mod check;
pub mod cli;
mod content_hash;
pub mod export;
pub mod form;
#[cfg(feature = "window")]
pub mod gui;
pub mod import;
pub mod layout;
pub mod limits;
pub mod messages;
pub mod ofd;
pub mod ooxml;
pub mod pdf;
pub mod picture;
pub mod raster;
pub mod report;
pub mod richtext;
pub mod rollup;
pub mod session;
pub mod storage;

rust_i18n::i18n!("assets/locales", fallback = "en");
