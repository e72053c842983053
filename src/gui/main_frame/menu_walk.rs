//! Which menu is open and which of its rows is marked, and how keys and pointer change that. Draws nothing.

use egui::{Context, Id, Key};

use crate::gui::action::Action;
use crate::gui::menu::{MENUS, Menu, MenuItem};
use crate::gui::menu_keys::MenuKey;

/// The menus of the bar as they are used.
#[derive(Debug, Default)]
pub struct MenuWalk {
    /// The menu that the keys or the pointer are on; `None` while the bar is not in use.
    at: Option<usize>,
    /// Whether its rows are shown.
    unfolded: bool,
    /// The marked row, counted over all groups.
    row: Option<usize>,
    /// Whether the keys lead: then the marked row has the focus and is scrolled to.
    keyed: bool,
    /// What had the focus before the keys went to the bar.
    former: Option<Id>,
}

impl MenuWalk {
    /// Whether the keys are the menus'.
    pub const fn is_open(&self) -> bool {
        self.at.is_some()
    }

    /// Whether the bar's title of this number is marked.
    pub(super) fn is_at(&self, menu: usize) -> bool {
        self.at == Some(menu)
    }

    /// The menu whose rows are shown, by its number.
    pub(super) fn unfolded(&self) -> Option<usize> {
        self.at.filter(|_| self.unfolded)
    }

    /// The marked row.
    pub(super) const fn row(&self) -> Option<usize> {
        self.row
    }

    /// Whether the marked row, or title, is to have the focus.
    pub(super) const fn is_keyed(&self) -> bool {
        self.keyed
    }

    /// A title was clicked: its rows are shown, or folded where they were.
    pub(super) fn click(&mut self, menu: usize) {
        if self.unfolded() == Some(menu) {
            (self.at, self.unfolded) = (None, false);
        } else {
            (self.at, self.unfolded, self.row, self.keyed) = (Some(menu), true, None, false);
        }
    }

    /// The pointer came to a title: the rows of another menu give way to its own.
    pub(super) fn hover_title(&mut self, menu: usize) {
        if self.unfolded() != Some(menu) && self.unfolded {
            (self.at, self.row) = (Some(menu), None);
        }
    }

    /// The pointer came to a row.
    pub(super) const fn hover_row(&mut self, row: usize) {
        (self.row, self.keyed) = (Some(row), false);
    }

    /// Leaves the bar; what had the focus before has it again.
    pub(super) fn leave(&mut self, context: &Context) {
        if let Some(former) = self.former.take() {
            context.memory_mut(|memory| memory.request_focus(former));
        } else if self.keyed {
            context.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
        }
        *self = MenuWalk::default();
    }

    /// Does what a key says; gives the action of a row that was taken. `open` tells whether a report is open.
    pub(super) fn press(&mut self, context: &Context, key: MenuKey, open: bool) -> Option<Action> {
        let Some(at) = self.at else {
            if key == MenuKey::Bar {
                self.former = context.memory(|memory| memory.focused());
                (self.at, self.unfolded, self.row, self.keyed) = (Some(0), false, None, true);
            }
            return None;
        };
        if !self.keyed {
            self.former = self.former.or(context.memory(|memory| memory.focused()));
            self.keyed = true;
        }
        let MenuKey::Key(key) = key else {
            self.leave(context);
            return None;
        };
        match key {
            Key::Escape => self.leave(context),
            Key::ArrowLeft => self.turn(at, MENUS.len() - 1, open),
            Key::ArrowRight | Key::Tab => self.turn(at, 1, open),
            Key::ArrowDown | Key::ArrowUp if !self.unfolded => self.unfold(at, key == Key::ArrowUp, open),
            Key::ArrowDown => self.step(at, open, 1),
            Key::ArrowUp => self.step(at, open, usize::MAX),
            Key::Home => self.row = self.usable(at, open).first().copied(),
            Key::End => self.row = self.usable(at, open).last().copied(),
            Key::Enter | Key::Space if !self.unfolded => self.unfold(at, false, open),
            Key::Enter | Key::Space => return self.take(context, at, open),
            letter if self.unfolded => {
                let row = MENUS.get(at)?.items().position(|item| item.letter == Some(letter))?;
                if self.usable(at, open).contains(&row) {
                    self.row = Some(row);
                    return self.take(context, at, open);
                }
            }
            letter => {
                let menu = MENUS.iter().position(|menu| menu.letter == letter)?;
                self.at = Some(menu);
                self.unfold(menu, false, open);
            }
        }
        None
    }

    /// The rows of a menu that can be taken.
    fn usable(&self, menu: usize, open: bool) -> Vec<usize> {
        let items = MENUS.get(menu).into_iter().flat_map(Menu::items).enumerate();
        items.filter(|(_, item)| open || item.always).map(|(row, _)| row).collect()
    }

    fn unfold(&mut self, menu: usize, last: bool, open: bool) {
        let rows = self.usable(menu, open);
        (self.unfolded, self.row) = (true, if last { rows.last() } else { rows.first() }.copied());
    }

    /// To the menu `by` places further.
    fn turn(&mut self, at: usize, by: usize, open: bool) {
        let next = (at + by) % MENUS.len();
        self.at = Some(next);
        if self.unfolded {
            self.unfold(next, false, open);
        }
    }

    /// To the next row that can be taken, after the last one the first; upwards where `by` is `usize::MAX`.
    fn step(&mut self, at: usize, open: bool, by: usize) {
        let rows = self.usable(at, open);
        let here = rows.iter().position(|row| Some(*row) == self.row);
        let next = match (here, by == usize::MAX) {
            (Some(here), false) => rows.get(here + 1).or(rows.first()),
            (Some(here), true) => here.checked_sub(1).and_then(|before| rows.get(before)).or(rows.last()),
            (None, false) => rows.first(),
            (None, true) => rows.last(),
        };
        self.row = next.copied();
    }

    fn take(&mut self, context: &Context, at: usize, open: bool) -> Option<Action> {
        let row = self.row.filter(|row| self.usable(at, open).contains(row))?;
        let action = MENUS.get(at).and_then(|menu| menu.items().nth(row)).map(|item: &MenuItem| item.action.clone());
        self.leave(context);
        action
    }
}
