//! Strips of a page's width → pages. A strip is one line of text or a whole table. It takes whole
//! lines of the grid, so that text is on the same 22 lines on every page (GB/T 9704 §5.2.3). Must
//! not know any text.

use super::Length;
use super::page::{Bookmark, Page, PageItem, Shape};
use super::page_style::PageStyle;

/// A part of the type area's full width that no page break divides.
pub struct Strip<'a> {
    /// How many lines of the grid it takes.
    pub lines: usize,
    /// The least number of lines it can be shrunk to where a page has no room for more.
    pub least: usize,
    /// Its content.
    pub body: PageBody<'a>,
    /// Whether a page may end after it.
    pub may_end_page: bool,
    /// The heading that the outline shows, with its rank.
    pub bookmark: Option<(String, u8)>,
}

/// The content of a strip, with positions from the strip's top and the page's left.
pub enum PageBody<'a> {
    /// Items of a fixed height.
    Set(Vec<PageItem>),
    /// Items that are drawn once the number of lines is known.
    Elastic(Box<dyn Fn(usize) -> Vec<PageItem> + 'a>),
}

/// Strips that are kept together: a page may end only after the last.
type StripGroup<'a> = Vec<Strip<'a>>;

/// Fills pages with strips in order. Strips that are kept together move to the next page together;
/// a group longer than a page is divided. Nothing changes places: a note stands after its table.
pub fn fill(strips: Vec<Strip<'_>>, style: &PageStyle) -> (Vec<Page>, Vec<Bookmark>) {
    let mut pages = PageBuilder { style, done: Vec::new(), current: blank(style), line: 0, outline: Vec::new() };
    groups(strips).into_iter().for_each(|group| pages.add(group));
    pages.done.push(pages.current);
    (pages.done, pages.outline)
}

fn groups(strips: Vec<Strip<'_>>) -> Vec<StripGroup<'_>> {
    let mut groups = Vec::new();
    let mut group = StripGroup::new();
    for strip in strips {
        let complete = strip.may_end_page;
        group.push(strip);
        if complete {
            groups.push(std::mem::take(&mut group));
        }
    }
    groups.push(group);
    groups
}

impl Strip<'_> {
    /// A strip of `lines` lines with these items.
    pub const fn set(lines: usize, items: Vec<PageItem>) -> Strip<'static> {
        Strip { lines, least: lines, body: PageBody::Set(items), may_end_page: false, bookmark: None }
    }
}

struct PageBuilder<'a> {
    style: &'a PageStyle,
    done: Vec<Page>,
    current: Page,
    line: usize,
    outline: Vec<Bookmark>,
}

impl PageBuilder<'_> {
    fn add(&mut self, mut group: Vec<Strip<'_>>) {
        if !shrink_to_fit(&mut group, self.style.lines - self.line) {
            // A group too long for any page is divided; its end, a table with its title, is kept together.
            let beyond = count_beyond_page(&group, self.style.lines);
            if beyond > 0 {
                let end = group.split_off(beyond);
                self.add(group);
                group = end;
            }
            if self.line > 0 {
                self.next_page();
            }
            shrink_to_fit(&mut group, self.style.lines);
        }
        for strip in group {
            if self.line > 0 && self.line + strip.lines > self.style.lines {
                self.next_page();
            }
            let top = self.style.line_top(self.line);
            if let Some((title, level)) = strip.bookmark {
                self.outline.push(Bookmark { title, level, page: self.done.len(), top });
            }
            let items = match strip.body {
                PageBody::Set(items) => items,
                PageBody::Elastic(draw) => draw(strip.lines),
            };
            self.current.items.extend(items.into_iter().map(|item| moved(item, top)));
            self.line += strip.lines;
        }
    }

    fn next_page(&mut self) {
        self.done.push(std::mem::replace(&mut self.current, blank(self.style)));
        self.line = 0;
    }
}

/// The number of strips to take from the beginning of a group so that the rest fits a page and, if
/// possible, begins with a heading.
fn count_beyond_page(group: &[Strip<'_>], room: usize) -> usize {
    let mut taken = 0;
    let fitting = group.iter().rev().take_while(|strip| {
        taken += strip.least;
        taken <= room
    });
    let least = (group.len() - fitting.count()).min(group.len().saturating_sub(1));
    let heading = group.iter().skip(least).position(|strip| strip.bookmark.is_some());
    least + heading.filter(|_| least > 0).unwrap_or_default()
}

/// Shrinks elastic strips until the group takes no more than `room` lines. Returns whether it does.
fn shrink_to_fit(group: &mut [Strip<'_>], room: usize) -> bool {
    let lines: usize = group.iter().map(|strip| strip.lines).sum();
    let mut excess = lines.saturating_sub(room);
    let slack: usize = group.iter().map(|strip| strip.lines - strip.least).sum();
    if excess > slack {
        return false;
    }
    for strip in group {
        let given = excess.min(strip.lines - strip.least);
        strip.lines -= given;
        excess -= given;
    }
    true
}

/// An empty page.
pub fn blank(style: &PageStyle) -> Page {
    Page { width: style.paper_width, height: style.paper_height, items: Vec::new() }
}

/// The item moved down by `down`.
pub fn moved(mut item: PageItem, down: Length) -> PageItem {
    match &mut item.shape {
        Shape::Text(run) => run.baseline += down,
        Shape::Rule(rule) => {
            rule.from.1 += down;
            rule.to.1 += down;
        }
        Shape::Fill(fill) => fill.y += down,
    }
    item
}
