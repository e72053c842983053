//! The pictures of a source as a report holds them: within the limits of one and of all together, and those that are
//! much larger than paper shows in fewer dots. Must not know where a picture stands.

use crate::limits::Limit;
use crate::raster::{HeldPicture, PictureProblem, PictureScaling, PictureView};
use crate::richtext::Figure;

/// The most dots that are decoded for the pictures of one source, which is some twenty photographs.
const DECODED: usize = 240_000_000;

/// What was taken of a source so far.
#[derive(Debug)]
pub(super) struct PictureTaker {
    /// Bytes of the pictures that were taken.
    bytes: usize,
    /// Dots that may still be decoded.
    budget: usize,
}

impl Default for PictureTaker {
    fn default() -> PictureTaker {
        PictureTaker { bytes: 0, budget: DECODED }
    }
}

impl PictureTaker {
    /// Whether a picture of so many dots may be decoded, which are counted then.
    pub(super) fn spend(&mut self, dots: usize) -> bool {
        let left = self.budget.checked_sub(dots).filter(|_| Limit::Dots.check(dots).is_ok());
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    /// The picture in a file as the source shows it, and how it was scaled. A source that says by their bytes which
    /// pictures it has gets them `as_is`.
    ///
    /// # Errors
    ///
    /// It cannot be held.
    pub(super) fn take(
        &mut self,
        file: &[u8],
        view: PictureView,
        as_is: bool,
    ) -> Result<(HeldPicture, Option<PictureScaling>), PictureProblem> {
        // One alone costs no more than a picture that somebody chooses.
        let most = if as_is { 0 } else { self.budget.min(Limit::FileDots.most()) };
        let mut left = most;
        let taken = HeldPicture::for_print(file, view, Figure::MOST_DOTS, &mut left);
        self.budget -= most - left;
        let taken = taken?;
        let all = self.bytes.saturating_add(taken.0.bytes().len());
        Limit::Pictures.check(all).map_err(|_| PictureProblem::Beyond(Limit::Pictures))?;
        self.bytes = all;
        Ok(taken)
    }
}
