//! Strips of a page's width → pages. A strip is one line of text, a whole table, or a table in the text that has as many
//! parts as pages. It takes whole
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
    /// Whether the group that it begins may stand at the top of the next page, after text that follows it.
    pub floats: bool,
    /// Whether no picture may wait beyond it.
    pub ends_floats: bool,
}

/// The content of a strip, with positions from the strip's top and the page's left.
pub enum PageBody<'a> {
    /// Items of a fixed height.
    Set(Vec<PageItem>),
    /// Items that are drawn once the number of lines is known.
    Elastic(Box<dyn Fn(usize) -> Vec<PageItem> + 'a>),
    /// As many parts as it takes, one on each page; the strip's lines are those of the least part that it begins with.
    Parts(Box<dyn FnMut(PartRoom) -> Option<PagePart> + 'a>),
}

/// The room for the next part of a strip.
#[derive(Clone, Copy, Debug)]
pub struct PartRoom {
    /// The lines that are left on the page.
    pub lines: usize,
    /// The lines of what is kept with the strip's end.
    pub after: usize,
    /// Whether no other page has more room: there must be a part.
    pub is_whole_page: bool,
}

/// A part of a strip.
pub struct PagePart {
    /// Its content, with positions from the part's top and the page's left.
    pub items: Vec<PageItem>,
    /// How many lines of the grid it takes.
    pub lines: usize,
    /// Whether nothing is left.
    pub is_last: bool,
}

/// Strips that are kept together: a page may end only after the last.
type StripGroup<'a> = Vec<Strip<'a>>;

/// Fills pages with strips in order. Strips that are kept together move to the next page together;
/// a group longer than a page is divided. Nothing changes places but pictures: one for which the page has no room
/// waits for the top of the next page, and the text after it goes on until the page is full. It stays before the next
/// section's title, before a table in the text and before the signature, and behind the pictures before it. A note stands
/// after its table.
pub fn fill(strips: Vec<Strip<'_>>, style: &PageStyle) -> (Vec<Page>, Vec<Bookmark>) {
    let (done, outline, waiting) = (Vec::new(), Vec::new(), Vec::new());
    let mut pages = PageBuilder { style, done, current: blank(style), line: 0, outline, waiting, heads: None };
    for group in groups(strips) {
        pages.add_or_wait(group);
    }
    pages.place_waiting();
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
        Strip {
            lines,
            least: lines,
            body: PageBody::Set(items),
            may_end_page: false,
            bookmark: None,
            floats: false,
            ends_floats: false,
        }
    }
}

struct PageBuilder<'a> {
    style: &'a PageStyle,
    done: Vec<Page>,
    current: Page,
    line: usize,
    outline: Vec<Bookmark>,
    /// Pictures that wait for the next page.
    waiting: Vec<StripGroup<'a>>,
    /// A heading that stood right before the waiting picture of this number, and goes with the text after that.
    heads: Option<(usize, StripGroup<'a>)>,
}

impl<'a> PageBuilder<'a> {
    /// Adds a group, or lets it wait where it is a picture for which this page has no room; what waits comes before
    /// whatever would begin a page or a section.
    fn add_or_wait(&mut self, mut group: StripGroup<'a>) {
        // Only text fills the room that a picture has left: a table stands behind the pictures that stand before it in
        // the text, since it may be what they are of.
        let has_table = group.iter().any(|strip| matches!(strip.body, PageBody::Parts(_)));
        let ends_floats = group.iter().any(|strip| strip.ends_floats || matches!(strip.bookmark, Some((_, 1))))
            || (has_table && !self.waiting.is_empty());
        let picture = group.iter().position(|strip| strip.floats);
        if ends_floats {
            self.place_waiting();
        } else if picture != Some(0)
            && let Some((number, mut heads)) = self.heads.take()
        {
            if picture.is_none() && self.has_room([&heads, &group]) {
                // The text that the heading stands before.
                heads.append(&mut group);
                group = heads;
            } else {
                self.heads = Some((number, heads));
                self.place_heads();
            }
        }
        // A picture that begins a page has no text to wait for.
        let is_begun = self.line > 0 || picture.is_some_and(|before| before > 0);
        let waits = !self.waiting.is_empty() || !self.has_room([&group]);
        if let Some(before) = picture.filter(|_| is_begun && waits && !ends_floats) {
            let figure = group.split_off(before);
            if !group.is_empty() {
                self.heads = Some((self.waiting.len(), group));
            }
            self.waiting.push(figure);
            return;
        }
        while !self.waiting.is_empty() && !self.has_room([&group]) {
            self.begin_page_with_waiting();
        }
        self.add(group);
    }

    /// Whether the page has room for these groups.
    fn has_room<'b>(&self, groups: impl IntoIterator<Item = &'b StripGroup<'a>>) -> bool
    where
        'a: 'b,
    {
        let lines: usize = groups.into_iter().flatten().map(|strip| strip.least).sum();
        self.line + lines <= self.style.lines
    }

    /// Begins a page with the pictures that wait, as many as it has room for; the others wait on.
    fn begin_page_with_waiting(&mut self) {
        if self.line > 0 {
            self.next_page();
        }
        let mut waiting = std::mem::take(&mut self.waiting).into_iter().peekable();
        while let Some(group) = waiting.next_if(|group| self.line == 0 || self.has_room([group])) {
            self.add(group);
        }
        self.waiting = waiting.collect();
    }

    /// Places what waits up to the picture that a heading stood right before, with that heading: no text that could
    /// stand between them has room here.
    fn place_heads(&mut self) {
        let Some((number, mut heads)) = self.heads.take() else { return };
        let after = self.waiting.len().saturating_sub(number + 1);
        if let Some(figure) = self.waiting.get_mut(number) {
            heads.append(figure);
            *figure = heads;
        }
        while self.waiting.len() > after {
            self.begin_page_with_waiting();
        }
    }

    /// Places all that waits, from the next page on.
    fn place_waiting(&mut self) {
        self.place_heads();
        while !self.waiting.is_empty() {
            self.begin_page_with_waiting();
        }
    }

    fn add(&mut self, mut group: Vec<Strip<'_>>) {
        // What is higher than a page by itself leaves no room on it.
        if !shrink_to_fit(&mut group, self.style.lines.saturating_sub(self.line)) {
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
        let mut rest: usize = group.iter().map(|strip| strip.lines).sum();
        for strip in group {
            rest -= strip.lines;
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
                PageBody::Parts(next) => {
                    self.add_parts(next, rest);
                    continue;
                }
            };
            self.current.items.extend(items.into_iter().map(|item| moved(item, top)));
            self.line += strip.lines;
        }
    }

    /// Adds the parts of a strip; `after` is how many lines are kept with its end.
    fn add_parts(&mut self, mut next: Box<dyn FnMut(PartRoom) -> Option<PagePart> + '_>, after: usize) {
        loop {
            let (lines, is_whole_page) = (self.style.lines - self.line, self.line == 0);
            let Some(part) = next(PartRoom { lines, after, is_whole_page }) else {
                if is_whole_page {
                    return;
                }
                self.next_page();
                continue;
            };
            let top = self.style.line_top(self.line);
            self.current.items.extend(part.items.into_iter().map(|item| moved(item, top)));
            self.line += part.lines;
            if part.is_last {
                return;
            }
            self.next_page();
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
        Shape::Area(area) => area.points.iter_mut().for_each(|point| point.1 += down),
        Shape::Picture(picture) => picture.y += down,
    }
    item
}
