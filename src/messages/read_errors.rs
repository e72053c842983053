//! Files that could not be read at all, as sentences: what is wrong, and what to do.

use std::fmt::Display;
use std::path::Path;

use super::Language;
use crate::import::ReadError;
use crate::limits::{Limit, OwnOutput};
use crate::session::ConversionError;

/// The sentence of a source that could not be read at all.
pub fn read_error(language: Language, source: &dyn Display, error: &ReadError) -> String {
    let say = |key: &str| language.say(key, &[("path", source)]);
    match error {
        ReadError::TooLarge { limit, .. } => {
            language.say("error.read.too_large", &[("path", source), ("limit", &(limit >> 20))])
        }
        ReadError::Empty => say("error.read.empty"),
        ReadError::Beyond(limit) => beyond(language, source, *limit),
        ReadError::NotText => say("error.read.not_text"),
        ReadError::OldOffice => say("error.read.old_office"),
        ReadError::Picture => say("error.read.picture"),
        ReadError::OtherPackage => say("error.read.other_package"),
        ReadError::Draft => say("error.read.draft"),
        ReadError::NotAReport => say("error.read.not_a_report"),
        ReadError::OtherJson => say("error.read.other_json"),
        ReadError::OwnOutput(output) => {
            let kind = language.word(own_output(*output));
            language.say("error.read.own_output", &[("path", source), ("kind", &kind)])
        }
        ReadError::Version { version } => language.say("error.read.version", &[("path", source), ("version", version)]),
        ReadError::Encrypted => say("error.read.encrypted"),
        ReadError::RichText => say("error.read.rich_text"),
        ReadError::OpenDocument => say("error.read.open_document"),
        ReadError::Ofd => say("error.read.ofd"),
        ReadError::NoText => say("error.read.no_text"),
        ReadError::NoTextButPictures => say("error.read.scanned"),
        ReadError::BrokenOff => say("error.read.broken_off"),
        ReadError::BrokenPageTree => say("error.read.broken_page_tree"),
        ReadError::NoCharacters => say("error.read.no_characters"),
        ReadError::Doctype { part } => language.say("error.read.doctype", &[("path", source), ("part", part)]),
        ReadError::MissingPart { part } => language.say("error.read.missing_part", &[("path", source), ("part", part)]),
        // What is wrong with it in detail is English and for the log.
        ReadError::Broken { part, .. } if part.is_empty() => say("error.read.broken"),
        ReadError::Broken { part, .. } => language.say("error.read.broken_part", &[("path", source), ("part", part)]),
        ReadError::Form(error) => super::form_error(language, error),
    }
}

/// The key of the word for a file of this program that is no report.
pub(super) fn own_output(output: OwnOutput) -> &'static str {
    match output {
        OwnOutput::CheckReport => "own_output.check_report",
        OwnOutput::Comparison => "own_output.comparison",
        OwnOutput::ReturnSheet => "own_output.return_sheet",
        OwnOutput::ReturnRecord => "own_output.return_record",
        OwnOutput::Charts => "own_output.charts",
        OwnOutput::SumRows => "own_output.sum_rows",
        OwnOutput::SumWorkbook => "own_output.sum_workbook",
        OwnOutput::PackageList => "own_output.package_list",
    }
}

/// The sentence of an old file that LibreOffice did not convert.
pub fn conversion_error(language: Language, source: &dyn Display, error: &ConversionError) -> String {
    let not_converted =
        |words: &String| language.say("error.import.not_converted", &[("path", source), ("words", words)]);
    match error {
        ConversionError::TooLong => language.say("error.import.convert_too_long", &[("path", source)]),
        ConversionError::NoResult => language.say("error.import.convert_no_result", &[("path", source)]),
        ConversionError::Folder(error) => not_converted(&super::system_error(language, error)),
        ConversionError::NotStarted(error) => {
            let words = super::system_error(language, error);
            not_converted(&language.say("error.import.convert_not_started", &[("words", &words)]))
        }
        ConversionError::Stopped => language.say("error.import.convert_stopped", &[("path", source)]),
    }
}

/// A sentence on an old file, with what the WPS of this computer has to do with it.
pub fn beside_wps(language: Language, sentence: String, wps: Option<&Path>) -> String {
    match wps {
        Some(program) => language.say("import.beside_wps", &[("sentence", &sentence), ("program", &program.display())]),
        None => sentence,
    }
}

/// Which limit is exceeded, with its value. Sizes are in megabytes.
pub(super) fn beyond(language: Language, source: &dyn Display, limit: Limit) -> String {
    let most = limit.most();
    let (key, most) = match limit {
        Limit::File | Limit::Pdf | Limit::Page | Limit::PicturePage | Limit::PageRest => {
            ("error.read.too_large", most >> 20)
        }
        Limit::Text => ("error.read.too_much_text", most >> 20),
        Limit::Entries => ("error.read.too_many_entries", most),
        Limit::Inflated | Limit::Stream => ("error.read.too_much_inflated", most >> 20),
        Limit::Ratio => ("error.read.bomb", most),
        Limit::Depth | Limit::NodeDepth => ("error.read.too_deep", most),
        Limit::Token => ("error.read.too_long_token", most >> 20),
        Limit::Characters => ("error.read.too_many_characters", most),
        Limit::Paragraphs | Limit::Runs => ("error.read.too_many_paragraphs", most),
        Limit::Events | Limit::Nodes | Limit::Attributes | Limit::Values => ("error.read.too_many_elements", most),
        Limit::Lines => ("error.read.too_many_lines", most),
        Limit::Cells | Limit::TableCells | Limit::TableColumns => ("error.read.too_many_cells", most),
        Limit::Pages => ("error.read.too_many_pages", most),
        Limit::Objects => ("error.read.too_many_objects", most),
        Limit::Pasted => ("error.read.too_long_paste", most),
        Limit::Picture | Limit::PictureFile => ("error.read.too_large_picture", most >> 20),
        Limit::Pictures => ("error.read.too_many_pictures", most >> 20),
        Limit::Dots | Limit::FileDots => ("error.read.too_many_dots", most / 10_000),
        Limit::Operators | Limit::Glyphs | Limit::PageGlyphs | Limit::Rules => ("error.read.too_many_operators", most),
    };
    language.say(key, &[("path", source), ("limit", &most)])
}
