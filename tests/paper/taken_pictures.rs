//! Pictures of every kind as they are taken in: what is seen of them, how they are turned, what is dropped of them and
//! which are refused.

use nianbao::limits::Limit;
use nianbao::raster::{HeldPicture, PictureProblem, PictureTurn};

use crate::figure_reports::{self, PICTURES};

/// The corners as they are to be seen: red, green, blue, yellow; in grey pictures their brightness.
pub(super) const CORNERS: [[u8; 3]; 4] =
    [[0xe0, 0x20, 0x20], [0x20, 0xa0, 0x20], [0x20, 0x20, 0xe0], [0xe0, 0xe0, 0x20]];

fn corners(held: &HeldPicture) -> [[u8; 3]; 4] {
    let (wide, high) = held.shown_size();
    let dots = held.dots().unwrap().shown(held.turn(), wide as usize, high as usize);
    let (right, bottom) = (dots.width - 6, dots.height - 6);
    [dots.at(6, 6), dots.at(right, 6), dots.at(6, bottom), dots.at(right, bottom)]
}

pub(super) fn is_near(one: [u8; 3], other: [u8; 3], most: u8) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= most)
}

#[test]
fn every_kind_of_picture_is_seen_as_it_is() {
    for (name, bytes) in PICTURES {
        let held = HeldPicture::take_in(bytes).unwrap();
        let seen = corners(&held);
        match name {
            // Turned by a quarter: what is stored in the lower left corner is seen in the upper left one.
            "telephone.jpeg" => {
                assert_eq!(held.shown_size(), (40, 60));
                let wanted = [CORNERS[2], CORNERS[0], CORNERS[3], CORNERS[1]];
                assert!(seen.iter().zip(wanted).all(|(one, other)| is_near(*one, other, 12)), "{name}: {seen:?}");
            }
            "grey.jpeg" | "grey.png" | "one-bit.png" => {
                assert!(seen.iter().all(|[red, green, blue]| red == green && green == blue), "{name}: {seen:?}");
            }
            "alpha.png" => {
                // Half of white.
                let wanted = CORNERS.map(|corner| corner.map(|part| part / 2 + 128));
                assert!(seen.iter().zip(wanted).all(|(one, other)| is_near(*one, other, 3)), "{name}: {seen:?}");
            }
            _ => {
                let most = if name == "cmyk.jpeg" { 40 } else { 12 };
                assert!(seen.iter().zip(CORNERS).all(|(one, other)| is_near(*one, other, most)), "{name}: {seen:?}");
            }
        }
    }
}

/// Every turn and its mirror, against what Exif says of them: which stored corner is seen in the upper left and in the
/// upper right one.
#[test]
fn every_turn_shows_the_right_corner() {
    let stored = figure_reports::picture("rgb.png").dots().unwrap();
    let [first, second, third, fourth] = CORNERS;
    let turns = [
        (1, first, second),
        (2, second, first),
        (3, fourth, third),
        (4, third, fourth),
        (5, first, third),
        (6, third, first),
        (7, fourth, second),
        (8, second, fourth),
    ];
    for (number, left, right) in turns {
        let turn = PictureTurn::of_exif(number).unwrap();
        let shown = stored.shown(turn, 60, 60);
        assert_eq!(shown.width > shown.height, number < 5, "{number}");
        assert_eq!([shown.at(2, 2), shown.at(shown.width - 3, 2)], [left, right], "{number}");
    }
}

#[test]
fn notes_of_a_camera_are_dropped_and_the_image_stays() {
    let bytes = PICTURES[1].1;
    let held = HeldPicture::take_in(bytes).unwrap();
    for secret in ["GPS", "secret place", "ICC_PROFILE", "comment", "second picture", "Cam"] {
        let is_in = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(is_in(bytes) && !is_in(held.bytes()), "{secret}");
    }
    // The scan itself is the one of the upright picture.
    let upright = PICTURES[0].1;
    let scan = |bytes: &[u8]| bytes.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let image = &upright[scan(upright)..];
    assert!(held.bytes().ends_with(image) && held.bytes_unturned().ends_with(image));
    assert_eq!(held.turn().exif(), 6);
    // Taken in once more it is the same: a draft gives it back under its name.
    assert_eq!(HeldPicture::take_in(held.bytes()).unwrap(), held);
}

#[test]
fn hostile_pictures_are_refused_by_their_heads() {
    let png = |width: u32, height: u32| {
        let mut bytes = PICTURES[5].1.to_vec();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        HeldPicture::take_in(&bytes)
    };
    assert_eq!(png(100_000, 100_000), Err(PictureProblem::Beyond(Limit::Dots)));
    assert_eq!(png(u32::MAX, u32::MAX), Err(PictureProblem::Beyond(Limit::Dots)));
    assert_eq!(png(0, 5), Err(PictureProblem::Damaged));
    // A size that lies within the limits: it is held, and shown as what cannot be decoded.
    assert_eq!(png(61, 40).unwrap().dots(), None);
    let jpeg = PICTURES[0].1;
    for end in 0..jpeg.len() {
        // Whatever it breaks off at, it is refused or shown in part, and nothing fails.
        if let Ok(held) = HeldPicture::take_in(&jpeg[..end]) {
            let _ = held.dots();
        }
    }
    for at in 0..jpeg.len() {
        for value in [0, 0xff, jpeg[at] ^ 0x40] {
            let mut broken = jpeg.to_vec();
            broken[at] = value;
            if let Ok(held) = HeldPicture::take_in(&broken) {
                let _ = held.dots();
            }
        }
    }
    let long = vec![0xff; Limit::Picture.most() + 1];
    assert_eq!(HeldPicture::take_in(&long), Err(PictureProblem::Beyond(Limit::Picture)));
    assert_eq!(HeldPicture::take_in(b"GIF89a"), Err(PictureProblem::OtherKind));
}
