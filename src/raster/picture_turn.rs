//! Which way up a picture is to be shown, as cameras note it (Exif 2.3, tag 0x0112), as a matrix. Must not know
//! files.

/// How the stored rows of a picture are turned and mirrored to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureTurn(u8);

impl PictureTurn {
    /// By the number that Exif has for it, 1 to 8; 1 is as stored.
    pub const fn of_exif(number: u16) -> Option<PictureTurn> {
        match number {
            1 => Some(PictureTurn(0)),
            2 => Some(PictureTurn(1)),
            3 => Some(PictureTurn(2)),
            4 => Some(PictureTurn(3)),
            5 => Some(PictureTurn(4)),
            6 => Some(PictureTurn(5)),
            7 => Some(PictureTurn(6)),
            8 => Some(PictureTurn(7)),
            _ => None,
        }
    }

    /// The number that Exif has for it.
    pub const fn exif(self) -> u8 {
        self.0 + 1
    }

    /// Whether it is shown as it is stored.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether width and height change places.
    pub const fn is_sideways(self) -> bool {
        self.0 >= 4
    }

    /// Where a point of the stored picture is shown. Both are measured rightwards and downwards in parts of the whole
    /// width and height: x = a·u + c·v + e, y = b·u + d·v + f.
    pub const fn matrix(self) -> [i32; 6] {
        match self.0 {
            1 => [-1, 0, 0, 1, 1, 0],
            2 => [-1, 0, 0, -1, 1, 1],
            3 => [1, 0, 0, -1, 0, 1],
            4 => [0, 1, 1, 0, 0, 0],
            5 => [0, 1, -1, 0, 1, 0],
            6 => [0, -1, -1, 0, 1, 1],
            7 => [0, -1, 1, 0, 0, 1],
            _ => [1, 0, 0, 1, 0, 0],
        }
    }

    /// The turn by so many quarters clockwise, mirrored left to right before that or not.
    pub const fn of_quarters(quarters: u8, is_mirrored: bool) -> PictureTurn {
        PictureTurn(match (quarters % 4, is_mirrored) {
            (0, false) => 0,
            (0, true) => 1,
            (2, false) => 2,
            (2, true) => 3,
            (3, true) => 4,
            (1, false) => 5,
            (1, true) => 6,
            _ => 7,
        })
    }

    /// How it is turned clockwise in quarters, and whether it is mirrored left to right before that, as word
    /// processors say it.
    pub const fn quarters(self) -> (u8, bool) {
        match self.0 {
            1 => (0, true),
            2 => (2, false),
            3 => (2, true),
            4 => (3, true),
            5 => (1, false),
            6 => (1, true),
            7 => (3, false),
            _ => (0, false),
        }
    }
}
