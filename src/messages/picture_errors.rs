//! Why a picture is not taken into a report → sentences. Must not know where it was to go.

use std::path::Path;

use super::{Language, Shown, read_errors};
use crate::raster::PictureProblem;
use crate::storage::{StoreCause, StoreError};

/// Why the picture of a file is not taken.
pub fn picture_problem(language: Language, path: &Path, problem: PictureProblem) -> String {
    let path = path.to_string_lossy();
    let shown = Shown(&path);
    match problem {
        PictureProblem::OtherKind => language.say("figure.other_kind", &[("path", &shown)]),
        PictureProblem::Unsupported => language.say("figure.unsupported", &[("path", &shown)]),
        PictureProblem::Damaged => language.say("figure.damaged", &[("path", &shown)]),
        PictureProblem::Beyond(limit) => read_errors::beyond(language, &shown, limit),
    }
}

/// Why its file cannot be read.
pub fn picture_store_error(language: Language, path: &Path, error: &StoreError) -> String {
    match error.cause {
        StoreCause::TooLarge { .. } => {
            picture_problem(language, path, PictureProblem::Beyond(crate::limits::Limit::Picture))
        }
        _ => super::store_error(language, error),
    }
}
