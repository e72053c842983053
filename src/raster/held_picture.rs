//! A picture of a report: its bytes with what they say of themselves. Must not know where it is shown.

use std::fmt;
use std::sync::Arc;

use super::{CompressedRows, PictureDots, PictureId, PictureTurn, dots, jpeg_file, png_file};
use crate::limits::Limit;

/// A picture as it was taken in. A copy shares the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldPicture {
    id: PictureId,
    /// As it was read: a picture has megabytes, which are not to be copied once more.
    bytes: Arc<Vec<u8>>,
    kind: PictureKind,
    size: Size,
    turn: PictureTurn,
}

/// The kind of a file, with what PDF needs to know of its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG with this many colours: 1 grey, 3 red, green and blue, 4 for printing.
    Jpeg(u8),
}

/// Why a picture is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// It is neither PNG nor JPEG.
    #[error("neither PNG nor JPEG")]
    OtherKind,
    /// A kind of JPEG that no PDF reader knows: lossless, arithmetic, of 12 bits.
    #[error("a rare kind of JPEG")]
    Unsupported,
    /// It breaks off or contradicts itself.
    #[error("damaged")]
    Damaged,
    /// It is beyond a limit.
    #[error("beyond the limit of {0:?}, which is {most}", most = .0.most())]
    Beyond(Limit),
}

/// Width and height in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub width: u32,
    pub height: u32,
}

impl fmt::Debug for HeldPicture {
    /// Its name and size: megabytes of numbers help nobody.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HeldPicture({}, {:?}, {:?}, {:?})", self.id, self.kind, self.size, self.turn)
    }
}

impl HeldPicture {
    /// Takes in a file: its image stays as it is, what else it says is dropped.
    ///
    /// # Errors
    ///
    /// It is no picture that can be held, or too large. Its size is known from its head alone.
    pub fn take_in(file: &[u8]) -> Result<HeldPicture, PictureProblem> {
        HeldPicture::within(file, Limit::Picture, Limit::Dots)
    }

    /// The same within other limits of its bytes and its dots.
    pub(super) fn within(file: &[u8], most_bytes: Limit, most_dots: Limit) -> Result<HeldPicture, PictureProblem> {
        let check = |limit: Limit, found: usize| limit.check(found).map_err(|_| PictureProblem::Beyond(limit));
        check(most_bytes, file.len())?;
        let (kind, size, turn) = if png_file::is_png(file) {
            (PictureKind::Png, png_file::head(file)?.size, PictureTurn::default())
        } else if jpeg_file::is_jpeg(file) {
            let head = jpeg_file::head(file)?;
            (PictureKind::Jpeg(head.colours), head.size, head.turn)
        } else {
            return Err(PictureProblem::OtherKind);
        };
        if size.width == 0 || size.height == 0 {
            return Err(PictureProblem::Damaged);
        }
        let all = u64::from(size.width).saturating_mul(u64::from(size.height));
        check(most_dots, usize::try_from(all).unwrap_or(usize::MAX))?;
        let mut bytes = match kind {
            PictureKind::Png => png_file::stripped(file)?,
            PictureKind::Jpeg(_) => jpeg_file::stripped(file, turn)?,
        };
        bytes.shrink_to_fit();
        Ok(HeldPicture { id: PictureId::of(&bytes), bytes: Arc::new(bytes), kind, size, turn })
    }

    /// What it is known by.
    pub const fn id(&self) -> PictureId {
        self.id
    }

    /// Its file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its kind.
    pub const fn kind(&self) -> PictureKind {
        self.kind
    }

    /// How its rows are turned to be shown.
    pub const fn turn(&self) -> PictureTurn {
        self.turn
    }

    /// Width and height of its rows as they are stored, in dots.
    pub const fn stored_size(&self) -> (u32, u32) {
        (self.size.width, self.size.height)
    }

    /// Width and height as it is shown, in dots.
    pub const fn shown_size(&self) -> (u32, u32) {
        if self.turn.is_sideways() { (self.size.height, self.size.width) } else { (self.size.width, self.size.height) }
    }

    /// The ending of its file's name, without a point.
    pub const fn extension(&self) -> &'static str {
        match self.kind {
            PictureKind::Png => "png",
            PictureKind::Jpeg(_) => "jpeg",
        }
    }

    /// Its media type.
    pub const fn media_type(&self) -> &'static str {
        match self.kind {
            PictureKind::Png => "image/png",
            PictureKind::Jpeg(_) => "image/jpeg",
        }
    }

    /// The picture shown as its rows are stored, whatever its own note says.
    pub fn unturned(self) -> HeldPicture {
        if self.turn.is_none() { self } else { HeldPicture::take_in(&self.bytes_unturned()).unwrap_or(self) }
    }

    /// The picture with its rows turned so, whatever its own note says; `None` for a PNG, which has no place for it.
    pub fn turned(&self, turn: PictureTurn) -> Option<HeldPicture> {
        match self.kind {
            PictureKind::Jpeg(_) => HeldPicture::take_in(&jpeg_file::stripped(&self.bytes, turn).ok()?).ok(),
            PictureKind::Png => None,
        }
    }

    /// The file without the note of its turn, for those who turn it themselves.
    pub fn bytes_unturned(&self) -> Vec<u8> {
        match self.kind {
            PictureKind::Jpeg(_) if !self.turn.is_none() => {
                jpeg_file::stripped(&self.bytes, PictureTurn::default()).unwrap_or_else(|_| self.bytes.to_vec())
            }
            _ => self.bytes.to_vec(),
        }
    }

    /// The compressed rows of a PNG that a PDF can take as they are.
    pub fn compressed_rows(&self) -> Option<CompressedRows> {
        match self.kind {
            PictureKind::Png => png_file::compressed_rows(&self.bytes),
            PictureKind::Jpeg(_) => None,
        }
    }

    /// Its dots as stored, on white. `None` where the data behind the head are damaged.
    pub fn dots(&self) -> Option<PictureDots> {
        match self.kind {
            PictureKind::Png => dots::of_png(&self.bytes, self.size),
            PictureKind::Jpeg(_) => dots::of_jpeg(&self.bytes, self.size),
        }
    }
}
