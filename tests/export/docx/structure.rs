//! What LibreOffice makes of a document, element by element: the cells of each table with what
//! they cover and say, the rows that come again on every page, those that do not break, the page,
//! its numbers, the ranks of the headings, the fonts and the properties. Skips where it is absent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use nianbao::form::{Cell, SectionId, Table};
use nianbao::report::Report;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::other_programs::{converted, folder, is_here};
use super::{full, write};
use crate::report_tables::{form, sample};
use crate::skip::skip;

/// An element of a flat OpenDocument text, names without prefix.
#[derive(Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn parse(xml: &str) -> Node {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Node::of(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Node::of(&start)),
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => {
                    let text = text.decode().unwrap().into_owned();
                    open.last_mut().unwrap().children.push(Node { text, ..Node::default() });
                }
                Event::GeneralRef(name) => {
                    let text = match &*name.decode().unwrap() {
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => "&",
                    };
                    open.last_mut().unwrap().children.push(Node { text: text.into(), ..Node::default() });
                }
                Event::Eof => return open.pop().unwrap(),
                _ => {}
            }
        }
    }

    fn of(start: &quick_xml::events::BytesStart) -> Node {
        let local = |name: &[u8]| String::from_utf8(name.to_vec()).unwrap();
        let attribute = |one: quick_xml::events::attributes::Attribute| {
            (local(one.key.local_name().as_ref()), String::from_utf8(one.value.into_owned()).unwrap())
        };
        let attributes = start.attributes().map(|one| attribute(one.unwrap())).collect();
        Node { name: local(start.local_name().as_ref()), attributes, ..Node::default() }
    }

    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn number(&self, name: &str) -> usize {
        self.get(name).parse().unwrap_or(1)
    }

    /// Everything below it that has this name, in order.
    fn all<'a>(&'a self, name: &'a str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.is(name) {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// Its words without white space.
    fn words(&self) -> String {
        let own = self.text.split_whitespace().collect::<String>();
        self.children.iter().map(Node::words).fold(own, |all, one| all + &one)
    }
}

/// A length in tenths of a millimetre, whatever unit the locale has.
fn tenths(length: &str) -> i64 {
    let units = [("in", 254.0), ("cm", 100.0), ("mm", 10.0), ("pt", 254.0 / 72.0)];
    let (number, unit) = units.into_iter().find_map(|(unit, size)| Some((length.strip_suffix(unit)?, size))).unwrap();
    let number: f64 = number.parse().unwrap();
    #[allow(clippy::cast_possible_truncation)]
    let tenths = (number * unit).round() as i64;
    tenths
}

/// A cell: row, column, how many of each it covers, its words.
type Square = (usize, usize, usize, usize, String);

fn expected(report: &Report, table: &Table) -> Vec<Square> {
    let form = form(report);
    let mut marks = "①②③④⑤⑥⑦⑧⑨⑩".chars();
    let noted: BTreeMap<_, _> = table
        .fields
        .iter()
        .filter(|field| report.notes.contains_key(&field.key))
        .map(|field| (field.key, marks.next().unwrap()))
        .collect();
    let words = |cell: &Cell| match cell.key() {
        None => cell.label(),
        Some(key) => {
            let number = report.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default();
            let mark = noted.get(&key).map(char::to_string).unwrap_or_default();
            number + &mark
        }
    };
    let square = |cell: &Cell| {
        let words = words(cell).split_whitespace().collect();
        (cell.row, cell.column, cell.down, cell.across, words)
    };
    let mut squares: Vec<Square> = table.cells.iter().map(square).collect();
    squares.sort();
    squares
}

fn found(table: &Node) -> Vec<Square> {
    let mut squares = Vec::new();
    for (row, node) in table.all("table-row").into_iter().enumerate() {
        for (column, cell) in node.children.iter().filter(|one| one.name.ends_with("table-cell")).enumerate() {
            if cell.is("table-cell") {
                let (down, across) = (cell.number("number-rows-spanned"), cell.number("number-columns-spanned"));
                squares.push((row, column, down, across, cell.words()));
            }
        }
    }
    squares
}

#[test]
fn libreoffice_finds_the_form_in_a_document() {
    if !is_here("soffice") {
        return skip("soffice is not installed");
    }
    let folder = folder("docx-structure");
    let old = Report { notes: BTreeMap::new(), form: nianbao::form::Edition::Cn2019, ..sample() };
    for (name, report) in [("sample", sample()), ("full", full()), ("old", old)] {
        let path = converted(&folder, name, &write(&report), "fodt");
        let document = Node::parse(&std::fs::read_to_string(path).unwrap());
        let form = form(&report);
        let styles: BTreeMap<&str, &Node> =
            document.all("style").into_iter().map(|style| (style.get("name"), style)).collect();

        let tables = document.all("table");
        assert_eq!(tables.len(), form.tables.len(), "{name}");
        for (table, node) in form.tables.iter().zip(tables) {
            assert_eq!(found(node), expected(&report, table), "{name}: {}", table.name);
            let head = node.all("table-header-rows").iter().map(|head| head.all("table-row").len()).sum::<usize>();
            assert_eq!(head, table.header_rows, "{name}: {}", table.name);
            for row in node.all("table-row") {
                let properties = styles[row.get("style-name")].all("table-row-properties");
                assert_eq!(properties[0].get("keep-together"), "always", "{name}: {}", table.name);
            }
        }

        // GB/T 9704 §5.2: 210 mm × 297 mm, 天头 37 mm, 订口 28 mm, type area 156 mm wide.
        let pages = document.all("page-layout-properties");
        let page = pages.iter().find(|page| !page.get("page-width").is_empty()).unwrap();
        let sides = ["page-width", "page-height", "margin-top", "margin-left", "margin-right"];
        let sides = sides.map(|side| tenths(page.get(side)));
        assert_eq!(sides, [2100, 2970, 370, 280, 260], "{name}");
        // §7.5: odd numbers outside on the right, even ones on the left.
        let align = |footer: &str| {
            let paragraph = document.all(footer)[0].all("p")[0];
            assert!(paragraph.all("page-number").len() == 1 && paragraph.words().starts_with('—'), "{name}");
            let of = |style: &str| styles.get(style).map(|style| style.all("paragraph-properties"));
            let own = of(paragraph.get("style-name")).unwrap();
            own.iter().map(|one| one.get("text-align").to_owned()).find(|one| !one.is_empty()).unwrap_or_default()
        };
        assert_eq!((align("footer").as_str(), align("footer-left").as_str()), ("end", "start"), "{name}");

        let ranks: Vec<_> = document.all("h").iter().map(|one| (one.number("outline-level"), one.words())).collect();
        let titles = ranks.iter().filter(|(rank, _)| *rank == 1).map(|(_, words)| words.as_str());
        let wanted: Vec<String> =
            form.sections.iter().map(|one| one.title.split_whitespace().collect::<String>()).collect();
        assert_eq!(titles.collect::<Vec<_>>(), wanted, "{name}");
        let second = ranks.iter().filter(|(rank, _)| *rank == 2).count();
        let own = SectionId::ALL.iter().filter_map(|id| report.prose(*id)).flat_map(|prose| &prose.paragraphs);
        let own =
            own.filter(|one| one.level == nianbao::richtext::Level::Second && one.list.is_none() && !one.is_blank());
        assert_eq!(second, own.count(), "{name}");

        let fonts: Vec<&str> = document.all("font-face").iter().map(|font| font.get("name")).collect();
        for font in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"] {
            assert!(fonts.contains(&font), "{name}: {font} of {fonts:?}");
        }
        let meta = |key: &str| document.all("meta").iter().flat_map(|meta| meta.all(key)).map(|one| one.words()).next();
        let title: String = report.title_rows(form).concat().split_whitespace().collect();
        assert_eq!(meta("title").as_deref(), Some(title.as_str()), "{name}");
        assert_eq!(meta("creator").as_deref(), Some(report.unit.name.as_str()), "{name}");
        assert_eq!(meta("language").as_deref(), Some("zh-CN"), "{name}");
    }
}
