//! Codes, errors and commands → sentences, through rust-i18n and `assets/locales/`. Must not know
//! egui or a disk.

mod chart_messages;
mod check_report;
mod comments;
mod comparison;
mod complaint;
mod draft_errors;
mod errors;
mod finding_messages;
mod font_notices;
mod labels;
mod pack_messages;
mod picture_errors;
mod read_errors;
mod remark_messages;
mod return_sheet;
mod revisions;
mod rollup_charts;
mod rollup_overview;
mod shown;
mod stages;
mod version_labels;

use std::borrow::Cow;
use std::fmt::Display;

pub use chart_messages::{chart_cautions, chart_kind, chart_subject};
pub use check_report::{change, check_report, growth, rule_line, term};
pub use comments::{comment_lines, comment_time, remark_line};
pub use comparison::{ComparedPassage, compared, comparison_sheet, differing_words, marked};
pub use complaint::complain;
pub use errors::{form_error, former_output, settings_problem, store_error, system_error};
pub use finding_messages::{basis, finding, rule, series, severity};
pub use font_notices::font_notice;
pub use labels::{cell, day, edition, full, line, section, short, unit_kind, year};
pub use pack_messages::{broken_pack, pack_line, pack_years, requirement_asks, requirement_line};
pub use picture_errors::{picture_problem, picture_scaled, picture_store_error};
pub use read_errors::{beside_wps, conversion_error, read_error};
pub use remark_messages::{RemarkGroup, origin, origin_head, remark, remark_count};
pub use return_sheet::{ReturnSheet, return_sheet};
pub use revisions::{conflict_lines, revision_author, revision_hint, revision_line, revision_lines, revision_words};
pub use rollup_charts::rollup_charts;
pub use rollup_overview::{
    FileCounts, RollupOverview, absence, absent_unit, link_in_folder, list_faults, returned, rollup_read_error,
    rollup_rows, rollup_title, sum_too_large, unread_files,
};
pub use shown::{Shown, capitalised, cut, excerpt, shorten};
pub use stages::{stage, stage_button, stage_line};
pub use version_labels::{moment, open_error, place, version_contents, version_time};

/// A language of the user interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, the first one being the reports' own.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The language for a locale's name, such as `zh_CN.UTF-8` or `de`: Chinese where it is
    /// Chinese, else English.
    pub fn of(locale: &str) -> Language {
        if locale.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
    }

    /// The language of a tag such as `zh-CN`; `None` for one that the program does not speak.
    pub fn named(tag: &str) -> Option<Language> {
        let word = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| word(language.tag()) == word(tag))
    }

    /// The name of the language's file in `assets/locales/`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// The sentence `key`, with `%{name}` replaced by the value of that name, and `{name|place|places}` by the first
    /// word where that value is 1, else by the second. Values are shown without control characters ([`Shown`]): most of
    /// them come from files.
    pub fn say(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let template = rust_i18n::t!(key, locale = self.tag());
        let (names, values): (Vec<_>, Vec<_>) =
            values.iter().map(|(name, value)| (*name, Shown(*value).to_string())).unzip();
        rust_i18n::replace_patterns(&with_numbers(&template, &names, &values), &names, &values)
    }

    /// The sentence `key`, which has no values.
    pub fn word(self, key: &str) -> String {
        self.say(key, &[])
    }
}

/// A template with the words chosen that depend on a number.
fn with_numbers<'a>(template: &'a str, names: &[&str], values: &[String]) -> Cow<'a, str> {
    if !template.contains('|') {
        return Cow::Borrowed(template);
    }
    let mut made = template.to_owned();
    for (name, value) in names.iter().zip(values) {
        let opening = format!("{{{name}|");
        while let Some((before, (words, after))) =
            made.split_once(&opening).and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            let (one, many) = words.split_once('|').unwrap_or((words, words));
            made = [before, if value == "1" { one } else { many }, after].concat();
        }
    }
    Cow::Owned(made)
}
