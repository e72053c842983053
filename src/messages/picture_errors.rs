//! Why a picture is not taken into a report → sentences. Must not know where it was to go.

use std::fmt::Display;
use std::path::Path;

use super::{Language, Shown, read_errors};
use crate::limits::Limit;
use crate::raster::{PictureProblem, PictureScaling};
use crate::storage::{StoreCause, StoreError};

/// Why the picture of a file is not taken.
pub fn picture_problem(language: Language, path: &Path, problem: PictureProblem) -> String {
    let path = path.to_string_lossy();
    let shown = Shown(&path);
    match problem {
        PictureProblem::OtherKind => {
            let extension = Path::new(&*path).extension().unwrap_or_default().to_ascii_lowercase();
            let key = match extension.to_str() {
                Some("svg" | "emf" | "wmf") => "figure.drawing",
                Some("heic" | "heif") => "figure.telephone",
                _ => "figure.other_kind",
            };
            language.say(key, &[("path", &shown)])
        }
        PictureProblem::Unsupported => language.say("figure.unsupported", &[("path", &shown)]),
        PictureProblem::Damaged => language.say("figure.damaged", &[("path", &shown)]),
        PictureProblem::Beyond(limit) => read_errors::beyond(language, &shown, limit),
    }
}

/// Why a picture of a source is beyond a limit, as a part of a sentence.
pub(super) fn beyond_words(language: Language, limit: Limit) -> String {
    let (key, most) = match limit {
        Limit::Dots | Limit::FileDots => ("figure.beyond_dots", limit.most() / 10_000),
        Limit::Pictures => ("figure.beyond_all", limit.most() >> 20),
        _ => ("figure.beyond_bytes", limit.most() >> 20),
    };
    language.say(key, &[("limit", &most)])
}

/// That a picture was made smaller, and by how much.
pub fn picture_scaled(language: Language, scaling: &PictureScaling) -> String {
    language
        .say("figure.scaled", &scaling_words(scaling).each_ref().map(|(name, words)| (*name, words as &dyn Display)))
}

/// The sizes of a picture before and after, for sentences.
pub(super) fn scaling_words(scaling: &PictureScaling) -> [(&'static str, String); 4] {
    let dots = |(wide, high, _): (u32, u32, usize)| format!("{wide} × {high}");
    let size = |(.., bytes): (u32, u32, usize)| {
        let tenths = bytes * 10 / (1 << 20);
        if tenths == 0 {
            format!("{} KB", bytes.div_ceil(1 << 10))
        } else {
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    };
    let PictureScaling { before, after } = *scaling;
    [("before", dots(before)), ("after", dots(after)), ("was", size(before)), ("is", size(after))]
}

/// Why its file cannot be read.
pub fn picture_store_error(language: Language, path: &Path, error: &StoreError) -> String {
    match error.cause {
        StoreCause::TooLarge { .. } => picture_problem(language, path, PictureProblem::Beyond(Limit::PictureFile)),
        _ => super::store_error(language, error),
    }
}
