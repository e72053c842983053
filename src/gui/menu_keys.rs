//! Whose the keys are while a menu is open, and the keys that open one: Alt, F10, Alt and a letter. They are
//! taken before anything else sees them, so that nothing is typed into a text behind a menu. Knows no menu but
//! by its letter.

use egui::{Context, Event, Key, Modifiers, Plugin, RawInput};

use super::menu::MENUS;

/// What the keys of the menus do at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum MenuKeyState {
    /// A dialog or an input method has the keys.
    #[default]
    Off,
    /// They open menus.
    Closed,
    /// A menu has them all.
    Open,
}

/// A key that means a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MenuKey {
    /// Alt alone, or F10: the keys go to the bar, or leave it.
    Bar,
    /// Any other key.
    Key(Key),
}

/// Takes the keys of the menus out of the events of a frame.
#[derive(Default)]
struct MenuKeys {
    state: MenuKeyState,
    /// Alt is down and nothing else was pressed since.
    alt: bool,
    /// The modifiers before: of Ctrl and Alt, Ctrl may be let go first.
    before: Modifiers,
    taken: Vec<MenuKey>,
}

impl Plugin for MenuKeys {
    fn debug_name(&self) -> &'static str {
        "menu keys"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        if self.state == MenuKeyState::Off {
            self.alt = false;
            return;
        }
        let mut letter = false;
        input.events.retain(|event| {
            let open = self.state == MenuKeyState::Open;
            match event {
                Event::ModifiersChanged(now) => {
                    if self.alt && !now.any() {
                        self.take(MenuKey::Bar);
                    }
                    self.alt = *now == Modifiers::ALT && !self.before.any();
                    self.before = *now;
                    true
                }
                Event::Key { key: Key::F10, pressed: true, modifiers, .. } if modifiers.is_none() => {
                    self.alt = false;
                    self.take(MenuKey::Bar);
                    false
                }
                Event::Key { key, pressed: true, modifiers, .. } if *modifiers == Modifiers::ALT && is_letter(*key) => {
                    (self.alt, letter) = (false, true);
                    if !open {
                        self.take(MenuKey::Bar);
                    }
                    self.take(MenuKey::Key(*key));
                    false
                }
                // Some systems type the letter as well.
                Event::Text(_) if letter => false,
                Event::Key { key, pressed, .. } if open => {
                    self.alt = false;
                    if *pressed {
                        self.take(MenuKey::Key(*key));
                    }
                    false
                }
                Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_) if open => false,
                Event::Key { pressed: true, .. } | Event::Text(_) | Event::Ime(_) | Event::PointerButton { .. } => {
                    self.alt = false;
                    true
                }
                _ => true,
            }
        });
    }
}

impl MenuKeys {
    fn take(&mut self, key: MenuKey) {
        self.taken.push(key);
        // What follows in the same frame is the menu's.
        self.state = MenuKeyState::Open;
    }
}

/// Whether a menu of the bar has this letter.
fn is_letter(key: Key) -> bool {
    MENUS.iter().any(|menu| menu.letter == key)
}

/// Lets this context have menus with keys.
pub(super) fn install(context: &Context) {
    context.add_plugin(MenuKeys::default());
}

/// The keys that came for the menus since.
pub(super) fn taken(context: &Context) -> Vec<MenuKey> {
    context.with_plugin(|keys: &mut MenuKeys| std::mem::take(&mut keys.taken)).unwrap_or_default()
}

/// Says whose the keys are from now on.
pub(super) fn set(context: &Context, state: MenuKeyState) {
    context.with_plugin(|keys: &mut MenuKeys| keys.state = state);
}
