//! A random layout: how a page, a program or a clerk set the words and numbers of a report. Whatever is
//! not told by its words, bars or places is told by the form's identities; nothing else is drawn.

use fastrand::Rng;

use super::distinct_numbers::Sums;

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    Tabs,
    Spaces(usize),
    Bars,
    BarsAround,
    WideBars,
    Markdown,
    CellALine,
    CellALineAndBlank,
    CellALineAndBar,
    BarAlone,
    BarFirst,
    Nothing,
}

/// What stands for the squares that a merged cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    Nothing,
    AtTheEnd,
    InPlace,
    Repeated,
}

/// In which order the cells come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Rows,
    Columns,
    LabelsFirst,
    NumbersFirst,
}

/// The words of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    Official,
    Unnumbered,
    OtherNumbers,
    Shortened,
    Spaced,
}

/// The heads above the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    All,
    Missing,
    Some,
}

/// The titles of the sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    Official,
    Bracketed,
    Parts,
    Arabic,
    Bare,
    Hashes,
    Missing,
}

/// Where the tables stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    InSections,
    Annexes,
    Alone,
    /// Only the last rows of table three and what follows.
    Tail(usize),
    /// Tables two and three row by row in turn.
    Interleaved,
}

/// What an empty cell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    Nothing,
    Mark(&'static str),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    Plain,
    Wide,
    Thousands,
    Unit,
}

/// A layout.
#[derive(Clone, Debug)]
pub struct Layout {
    pub between: Between,
    pub covered: Covered,
    pub order: Order,
    pub wording: Wording,
    pub heads: Heads,
    pub titles: Titles,
    pub place: Place,
    pub empty: Empty,
    pub blank: f64,
    pub digits: Digits,
    pub sums: Sums,
    /// How many labels are wrapped over two lines.
    pub wrapped: f64,
    /// The row of table three after which a page ends, and whether the heads come again.
    pub page_break: Option<(usize, bool)>,
    /// The row of table three whose label is lost.
    pub lost_label: Option<usize>,
    /// A list of the same labels in sentences before table three.
    pub list: bool,
    /// What a web page has below its text.
    pub footer: bool,
    pub narrow_brackets: bool,
    pub report_title: bool,
    /// The upright label one character a line.
    pub upright: bool,
    /// Table four as three lines of five.
    pub by_court: bool,
}

impl Layout {
    /// A random one.
    pub fn draw(random: &mut Rng) -> Layout {
        use Between::*;
        let mut one_in = |many: usize| random.usize(..many) == 0;
        let (list, footer, wrapped) = (one_in(5), one_in(3), one_in(4));
        let (by_court, narrow_brackets, upright, breaks, lost) =
            (one_in(6), one_in(2), one_in(6), one_in(3), one_in(6));
        let (report_title, wrong, blanks) = (!one_in(6), one_in(5), one_in(3));
        let between = match random.usize(..40) {
            0..=5 => Tabs,
            6..=10 => Spaces(random.usize(1..5)),
            11..=14 => Bars,
            15..=18 => BarsAround,
            19 => WideBars,
            20..=22 => Markdown,
            23..=27 => CellALine,
            28..=30 => CellALineAndBlank,
            31..=34 => CellALineAndBar,
            35..=36 => BarAlone,
            37..=38 => BarFirst,
            _ => {
                if random.bool() {
                    Nothing
                } else {
                    Tabs
                }
            }
        };
        let shows_edges = !matches!(between, Spaces(_) | CellALine | CellALineAndBlank | Nothing);
        let by_cell = matches!(between, CellALine | CellALineAndBlank | CellALineAndBar | BarAlone | BarFirst);
        let covered = match random.usize(..6) {
            _ if !shows_edges => Covered::Nothing,
            0 | 1 => Covered::Nothing,
            2 | 3 => Covered::AtTheEnd,
            4 => Covered::InPlace,
            _ if by_cell => Covered::AtTheEnd,
            _ => Covered::Repeated,
        };
        let place = match random.usize(..12) {
            0..=5 => Place::InSections,
            6 | 7 => Place::Annexes,
            8 | 9 => Place::Alone,
            10 => Place::Tail(random.usize(4..20)),
            _ if by_cell || between == Nothing => Place::Alone,
            _ => Place::Interleaved,
        };
        let whole = place != Place::Interleaved && !matches!(place, Place::Tail(_));
        let order = match random.usize(..12) {
            0 if by_cell && whole => Order::Columns,
            1 if whole && between != Nothing => Order::LabelsFirst,
            2 if !by_cell && between != Nothing => Order::NumbersFirst,
            _ => Order::Rows,
        };
        let plain = order == Order::Rows && between != Nothing;
        let marks = ["-", "—", "/", "无"];
        let empty = match random.usize(..3) {
            0 => Empty::Mark(marks[random.usize(..marks.len())]),
            _ if !shows_edges => Empty::Mark(marks[random.usize(..marks.len())]),
            _ => Empty::Nothing,
        };
        let may_wrap = plain && wrapped && covered != Covered::Repeated;
        Layout {
            between,
            covered: if order == Order::Rows { covered } else { Covered::Nothing },
            order,
            wording: match random.usize(..10) {
                0 => Wording::Unnumbered,
                1 => Wording::OtherNumbers,
                2 => Wording::Shortened,
                3 if between != Nothing => Wording::Spaced,
                _ => Wording::Official,
            },
            heads: match random.usize(..8) {
                0 => Heads::Missing,
                1 => Heads::Some,
                _ => Heads::All,
            },
            titles: match random.usize(..12) {
                0 | 1 => Titles::Missing,
                2 => Titles::Bracketed,
                3 => Titles::Parts,
                4 => Titles::Arabic,
                5 => Titles::Bare,
                6 => Titles::Hashes,
                _ => Titles::Official,
            },
            place,
            empty,
            blank: if blanks && plain { random.f64() * 0.6 } else { 0.0 },
            digits: match random.usize(..10) {
                0 => Digits::Wide,
                1 if between != Nothing => Digits::Thousands,
                2 if plain => Digits::Unit,
                _ => Digits::Plain,
            },
            sums: if wrong && plain { Sums::FewWrong } else { Sums::Hold },
            wrapped: if may_wrap { random.f64() * 0.5 } else { 0.0 },
            page_break: (breaks && plain).then(|| (random.usize(2..24), random.bool())),
            lost_label: (lost && plain && !may_wrap).then(|| random.usize(1..24)),
            list,
            footer,
            narrow_brackets,
            report_title,
            upright: upright && covered == Covered::Nothing,
            by_court: by_court && between != Nothing,
        }
    }

    /// Its features by name, to count what each costs.
    pub fn kinds(&self) -> Vec<String> {
        let name = |text: String| text.split(['(', ' ']).next().unwrap().to_owned();
        let mut kinds = vec![
            format!("between {}", name(format!("{:?}", self.between))),
            format!("covered {:?}", self.covered),
            format!("order {:?}", self.order),
            format!("wording {:?}", self.wording),
            format!("heads {:?}", self.heads),
            format!("titles {:?}", self.titles),
            format!("place {}", name(format!("{:?}", self.place))),
            format!("digits {:?}", self.digits),
            format!("sums {:?}", self.sums),
        ];
        let marks = [
            ("blank cells", self.blank > 0.0),
            ("wrapped labels", self.wrapped > 0.0),
            ("page break", self.page_break.is_some()),
            ("label lost", self.lost_label.is_some()),
            ("list before", self.list),
            ("footer", self.footer),
            ("no report title", !self.report_title),
            ("upright", self.upright),
            ("by court", self.by_court),
        ];
        kinds.extend(marks.into_iter().filter(|(_, has)| *has).map(|(name, _)| format!("with {name}")));
        kinds
    }
}
