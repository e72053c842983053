//! Where the window is opened: within the screens that there are.

use nianbao::gui::backend::window_place::{Screen, fitted, remembered};
use nianbao::session::WindowPlace;

use crate::window_harness;
use crate::window_harness::user::SIZE;

const fn screen(left: f32, top: f32, width: f32, height: f32) -> Screen {
    Screen { corner: [left, top], size: [width, height] }
}

/// The screens of offices, in points: 1366 × 768, 1280 × 720, 1920 × 1080 at 100, 150 and 200 %.
const SCREENS: [Screen; 6] = [
    screen(0.0, 0.0, 1366.0, 768.0),
    screen(0.0, 0.0, 1280.0, 720.0),
    screen(0.0, 0.0, 1920.0, 1080.0),
    screen(0.0, 0.0, 1280.0, 720.0),
    screen(0.0, 0.0, 960.0, 540.0),
    screen(0.0, 0.0, 640.0, 360.0),
];

#[test]
fn a_window_fits_its_screen() {
    for screen in SCREENS {
        let place = fitted(None, &[screen]);
        let [width, height] = place.size;
        // The frame and the bar of a desktop have room as well.
        assert!(width <= screen.size[0] - 16.0 && height <= screen.size[1] - 80.0, "{screen:?}: {place:?}");
        assert!(width <= 1280.0 && height <= 800.0 && place.corner.is_none());
        assert!(place.least[0] <= width && place.least[1] <= height, "{screen:?}: {place:?}");
    }
    assert_eq!(fitted(None, &[screen(0.0, 0.0, 1920.0, 1080.0)]).size, [1280.0, 800.0]);
}

#[test]
fn a_window_comes_back_to_where_it_was_and_never_off_screen() {
    let both = [screen(0.0, 0.0, 1366.0, 768.0), screen(1366.0, -100.0, 1920.0, 1080.0)];
    let former = remembered([1500.0, 50.0], [1400.0, 800.0]);
    let place = fitted(Some(former), &both);
    assert_eq!((place.size, place.corner), ([1400.0, 800.0], Some([1500.0, 50.0])));
    // The second screen is gone: it fits the first, where the system puts it.
    let place = fitted(Some(former), &both[..1]);
    assert!(place.corner.is_none() && place.size[0] <= 1350.0 && place.size[1] <= 688.0, "{place:?}");
    for left in (-4000..6000).step_by(250) {
        for top in (-3000..3000).step_by(250) {
            for size in [[720.0, 480.0], [1280.0, 800.0], [4000.0, 3000.0]] {
                #[allow(clippy::cast_precision_loss)]
                let former = remembered([left as f32, top as f32], size);
                let place = fitted(Some(former), &both);
                let Some([x, y]) = place.corner else { continue };
                let within = both.iter().any(|screen| {
                    let [right, bottom] = [0, 1].map(|side| screen.corner[side] + screen.size[side]);
                    x >= screen.corner[0]
                        && y >= screen.corner[1]
                        && x + place.size[0] <= right
                        && y + place.size[1] <= bottom
                });
                assert!(within, "{former:?}: {place:?}");
            }
        }
    }
}

#[test]
fn a_window_that_filled_its_screen_does_so_again() {
    let former = WindowPlace { maximised: true, ..remembered([100.0, 100.0], [900.0, 600.0]) };
    let place = fitted(Some(former), &SCREENS[..1]);
    assert!(place.maximised && place.size == [900.0, 600.0]);
}

/// A file of settings may say anything, and Windows says that a minimised window has no size: the window can be seen.
#[test]
fn a_window_is_never_too_small_to_be_used() {
    for size in [[0.0, 0.0], [1.0, 1.0], [65_535.0, 1.0], [300.0, 65_535.0]] {
        for screens in [&SCREENS[..1], &SCREENS[4..5], &[]] {
            let place = fitted(Some(remembered([-32_000.0, -32_000.0], size)), screens);
            let room = screens.first().map_or([720.0, 480.0], |screen| [screen.size[0] - 16.0, screen.size[1] - 88.0]);
            for side in [0, 1] {
                assert!(place.size[side] >= room[side].min([720.0, 480.0][side]), "{size:?}: {place:?}");
            }
        }
    }
    let (mut window, _) = window_harness::window(SIZE, None);
    let former = remembered([100.0, 100.0], [900.0, 600.0]);
    window.state_mut().note_window(Some(former), false);
    window.state_mut().note_window(Some(remembered([-32_000.0, -32_000.0], [0.0, 0.0])), false);
    assert_eq!(window.state().settings.window, Some(former));
}
