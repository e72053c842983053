//! Where the window is opened: where it was closed, within what the screens have now. Opens nothing.

use crate::session::WindowPlace;

/// The size of the window when it is opened first, in points.
const SIZE: [f32; 2] = [1280.0, 800.0];
/// The least size at which nothing is clipped.
const LEAST: [f32; 2] = [720.0, 480.0];
/// What the frame of a window and the bars of a desktop take of a screen; no system tells it before there is a
/// window.
const BARS: [f32; 2] = [16.0, 88.0];
/// So much of a window's upper edge must lie on a screen, or nobody can move it back.
const GRIP: f32 = 120.0;

/// A screen, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// Its upper left corner.
    pub corner: [f32; 2],
    /// Its width and height.
    pub size: [f32; 2],
}

/// How a window is opened, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedPlace {
    /// The size of what is in it.
    pub size: [f32; 2],
    /// The least size that it can be given.
    pub least: [f32; 2],
    /// Its upper left corner; `None` where the system decides.
    pub corner: Option<[f32; 2]>,
    /// Whether it fills its screen.
    pub maximised: bool,
}

/// The place for a window that was closed at `former`, on these screens, the first of which is the main one.
/// Where no screen is known, it is as it was. However small a file says that it was, everything in it can be seen.
pub fn fitted(former: Option<WindowPlace>, screens: &[Screen]) -> FittedPlace {
    #[allow(clippy::cast_precision_loss)] // A window has some thousand points.
    let corner = former.map(|place| [place.left as f32, place.top as f32]);
    let wanted = former.map_or(SIZE, |place| [f32::from(place.width), f32::from(place.height)]);
    let wanted = [0, 1].map(|side| value(wanted, side).max(value(LEAST, side)));
    let maximised = former.is_some_and(|place| place.maximised);
    let holds = |screen: &&Screen| corner.is_some_and(|corner| screen.holds(corner, wanted));
    let own = screens.iter().find(holds);
    let Some(screen) = own.or(screens.first()) else {
        return FittedPlace { size: wanted, least: LEAST, corner, maximised };
    };
    let room = [0, 1].map(|side| (value(screen.size, side) - value(BARS, side)).max(1.0));
    let size = [0, 1].map(|side| value(wanted, side).min(value(room, side)));
    let least = [0, 1].map(|side| value(LEAST, side).min(value(room, side)));
    // Moved just so far that all of it lies on the screen.
    let corner = own.and(corner).map(|corner| {
        [0, 1].map(|side| {
            let (start, most) = (value(screen.corner, side), value(room, side) - value(size, side));
            value(corner, side).clamp(start, start + most.max(0.0))
        })
    });
    FittedPlace { size, least, corner, maximised }
}

impl Screen {
    /// Whether enough of the upper edge of a window lies on it.
    fn holds(&self, corner: [f32; 2], size: [f32; 2]) -> bool {
        let ([left, top], [width, _]) = (corner, size);
        let [x, y] = self.corner;
        let [wide, high] = self.size;
        let across = (left + width).min(x + wide) - left.max(x);
        across >= GRIP.min(width) && top >= y - 1.0 && top < y + high - GRIP / 2.0
    }
}

const fn value([first, second]: [f32; 2], side: usize) -> f32 {
    if side == 0 { first } else { second }
}

/// A place to be remembered, from points.
pub fn remembered(corner: [f32; 2], size: [f32; 2]) -> WindowPlace {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates.
    let (whole, side) = (|number: f32| number.round() as i32, |number: f32| number.round() as u16);
    let ([left, top], [width, height]) = (corner, size);
    WindowPlace { left: whole(left), top: whole(top), width: side(width), height: side(height), maximised: false }
}
