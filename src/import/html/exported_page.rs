//! A page that this program wrote → the report, character for character, with edits that were made
//! since. Knows the `data-` attributes that `export::html` writes.

use std::collections::{BTreeMap, BTreeSet};

use super::dom::{Dom, DomId};
use super::dom_element::{DomContent, DomElement};
use super::page_pictures::PagePicture;
use super::{element_style, page_extras};
use crate::form::{CellKey, Edition, Form, SectionId, UnitKind};
use crate::import::Imported;
use crate::import::extract::{self, ExplicitCell};
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::raster::PictureId;
use crate::report::{Date, Report, ReportText, Signature};
use crate::richtext::{
    CellBegin, CellLink, Figure, Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, Span, TextCell, TextMarks,
};

/// The article of a page of this program; `None` if the page is another one, or has lost its
/// `data-` attributes.
pub(super) fn article(tree: &Dom) -> Option<DomId> {
    tree.below(0, |_| true).find(|id| {
        let element = tree.element(*id).filter(|element| element.attribute("data-nianbao").is_some());
        element.is_some_and(|element| element.tag() == "article")
    })
}

/// Reads the report in `article`; `None` if its attributes do not name an edition, a unit and a
/// year.
pub(super) fn read(tree: &Dom, article: DomId, pictures: &BTreeMap<DomId, PagePicture>) -> Option<Imported> {
    let element = tree.element(article)?;
    let edition = match element.attribute("data-edition")? {
        "cn-2019" => Edition::Cn2019,
        "cn-2021" => Edition::Cn2021,
        _ => return None,
    };
    let kind = UnitKind::from_word(element.attribute("data-kind")?)?;
    let year = element.attribute("data-year")?.parse().ok()?;
    let mut report = Report::new(element.attribute("data-unit")?, kind, year);
    report.form = edition;
    let form = Form::of(edition).ok()?;
    let (remarks, cells, titles) = (Remarks::default(), Vec::new(), Vec::new());
    let mut page = OwnPageReader { tree, form, pictures, report, remarks, cells, titles, at: 0 };
    page_extras::list(tree, article, article, pictures, &mut page.remarks);
    page_extras::list_lost_formats(tree, &mut page.remarks);
    for child in tree.children(article) {
        page.part(child);
    }
    page.list_missing();
    let OwnPageReader { mut report, mut remarks, cells, .. } = page;
    extract::enter(form, &mut report, cells, &mut remarks);
    Some(Imported { report, remarks: remarks.finish() })
}

struct OwnPageReader<'a> {
    tree: &'a Dom,
    form: &'static Form,
    pictures: &'a BTreeMap<DomId, PagePicture>,
    report: Report,
    remarks: Remarks,
    cells: Vec<ExplicitCell>,
    /// The sections of which the page has the title.
    titles: Vec<SectionId>,
    /// How many paragraphs and cells have been read: the line that remarks name.
    at: usize,
}

impl OwnPageReader<'_> {
    /// A child of the article.
    fn part(&mut self, id: DomId) {
        let Some(element) = self.tree.element(id) else { return self.leave_out(id) };
        match (element.tag(), element.attribute("data-part")) {
            ("h1", _) => self.title(id),
            ("nav", _) => {}
            ("section", Some("preface")) => self.prose(id, ReportText::Preface),
            ("section", Some(number)) => {
                match SectionId::ALL.into_iter().find(|section| section.number().to_string() == number) {
                    Some(section) => self.prose(id, ReportText::Section(section)),
                    None => self.leave_out(id),
                }
            }
            ("footer", _) => self.signature(id),
            _ => self.leave_out(id),
        }
    }

    /// Lists what every exported page has and this one lacks: it was cut, or someone deleted it.
    fn list_missing(&mut self) {
        for section in self.form.sections.iter().map(|section| section.id) {
            if !self.titles.contains(&section) {
                self.report.stated.missing_titles.push(section);
                self.remarks.add(0, "", RemarkKind::TitleMissing { section });
            }
            let Some(table) = self.form.table_of(section) else { continue };
            let there: BTreeSet<CellKey> = self.cells.iter().map(|cell| cell.key).collect();
            let cells = table.fields.iter().filter(|field| !field.total && !there.contains(&field.key)).count();
            if cells > 0 {
                self.remarks.add(0, "", RemarkKind::BlankCells { section, cells });
            }
        }
    }

    fn title(&mut self, id: DomId) {
        let title = self.tree.text(id);
        let usual = self.report.title_line(self.form);
        if title != usual {
            self.report.title = Some(title);
        }
    }

    /// The paragraphs, cells and notes of a section.
    fn prose(&mut self, section: DomId, part: ReportText) {
        let mut paragraphs = Vec::new();
        for id in self.tree.children(section) {
            self.at += 1;
            let Some(element) = self.tree.element(id) else {
                self.leave_out(id);
                continue;
            };
            match (element.tag(), part) {
                ("h2", ReportText::Section(own)) if element.attribute("id").is_some() => self.heading(id, own),
                ("figure", _) if element.attribute("data-chart").is_some() => {
                    paragraphs.extend(self.chart(id, element))
                }
                ("figure", _) if element.attribute("class") == Some("picture") => paragraphs.extend(self.figure(id)),
                ("table", _) if element.attribute("class") == Some("text") => self.table_in_text(id, &mut paragraphs),
                ("figure" | "div", _) => self.table(id),
                ("p", _) if element.attribute("class") == Some("note") => self.note(id),
                ("p" | "h2" | "h3" | "h4" | "h5", _) => paragraphs.push(self.paragraph(id, element, None)),
                ("ul", _) => self.list(id, &mut paragraphs),
                _ => self.leave_out(id),
            }
        }
        if !paragraphs.is_empty() {
            *self.report.part_mut(part) = RichText { paragraphs }.mended();
        }
    }

    fn heading(&mut self, id: DomId, section: SectionId) {
        self.titles.push(section);
        let stated = self.tree.text(id);
        if self.form.section(section).is_some_and(|own| own.title != stated) {
            self.remarks.add(self.at, stated.clone(), RemarkKind::TitleDiffers { section });
            self.report.stated.titles.insert(section, stated);
        }
    }

    /// A picture with its caption; `None` where the page has lost it, which was told before.
    fn figure(&mut self, id: DomId) -> Option<Paragraph> {
        let below: Vec<DomId> = self.tree.below(id, |_| true).collect();
        let tagged = |tag: &str| below.iter().copied().find(|node| self.tree.tag(*node) == tag);
        let caption = tagged("figcaption").and_then(|id| Some((id, self.tree.element(id)?)));
        let mut paragraph = caption.map(|(id, element)| self.paragraph(id, element, None)).unwrap_or_default();
        let held = tagged("img").and_then(|image| self.pictures.get(&image));
        // One that the report itself lacked.
        let missing = below.iter().find_map(|node| {
            let element = self.tree.element(*node)?;
            let picture = PictureId::parse(element.attribute("data-missing")?)?;
            let width = element.attribute("data-width").and_then(|width| width.parse().ok());
            Some((picture, self.tree.text(*node), width))
        });
        let (picture, alt, width) = match held {
            Some(own) => {
                self.report.pictures.add(own.picture.clone());
                (own.picture.id(), own.alt.clone(), own.width)
            }
            None => match missing {
                Some(missing) => missing,
                None => return (!paragraph.is_wordless()).then_some(paragraph),
            },
        };
        let width = width.unwrap_or(Figure::WIDEST);
        paragraph.figure = Some(Figure::of_picture(picture, alt, width));
        Some(paragraph)
    }

    /// A chart with its caption: what it is of, not how it was drawn. One of a newer version is told, and its caption
    /// stays.
    fn chart(&mut self, id: DomId, element: &DomElement) -> Option<Paragraph> {
        let caption = self.tree.below(id, |_| true).find(|node| self.tree.tag(*node) == "figcaption");
        let caption = caption.and_then(|id| Some((id, self.tree.element(id)?)));
        let mut paragraph = caption.map(|(id, element)| self.paragraph(id, element, None)).unwrap_or_default();
        let Some(choice) = element.attribute("data-chart").and_then(|of| serde_json::from_str(of).ok()) else {
            self.remarks.add(self.at, paragraph.text(), RemarkKind::LeftOut { what: OmittedContent::Picture });
            return (!paragraph.is_wordless()).then_some(paragraph);
        };
        let mut figure = Figure::of_chart(choice);
        let width = element.attribute("data-width").and_then(|width| width.parse().ok());
        figure.width = width.unwrap_or(figure.width).clamp(Figure::NARROWEST, Figure::WIDEST);
        figure.alt = element.attribute("data-alt").unwrap_or_default().to_owned();
        paragraph.figure = Some(figure);
        Some(paragraph)
    }

    /// The cells of a table in the text.
    fn table_in_text(&mut self, table: DomId, paragraphs: &mut Vec<Paragraph>) {
        let (mut is_row, mut is_first) = (false, true);
        for id in self.tree.below(table, |inner| inner == table || !matches!(self.tree.tag(inner), "td" | "th")) {
            let Some(element) = self.tree.element(id) else { continue };
            if element.tag() == "tr" {
                (self.at, is_row) = (self.at + 1, true);
            }
            if !matches!(element.tag(), "td" | "th") {
                continue;
            }
            let begins = match (std::mem::take(&mut is_first), std::mem::take(&mut is_row)) {
                (true, _) => CellBegin::Table,
                (false, true) => CellBegin::Row,
                (false, false) => CellBegin::Cell,
            };
            let span = |name: &str| Span::of(element.number(name).unwrap_or(1));
            let header = begins >= CellBegin::Row && element.tag() == "th";
            let (across, down) = (span("colspan"), span("rowspan"));
            let mut cell = Some(TextCell { begins, across, down, header, ..TextCell::default() });
            let own: Vec<DomId> = self.tree.children(id).filter(|inner| self.tree.tag(*inner) == "p").collect();
            let own = if own.is_empty() { vec![id] } else { own };
            for id in own {
                let Some(element) = self.tree.element(id) else { continue };
                let paragraph = self.paragraph(id, element, None);
                paragraphs.push(paragraph.in_cell(Some(cell.take().unwrap_or_default())));
            }
        }
    }

    /// The items of a list and of the lists in it.
    fn list(&mut self, list: DomId, paragraphs: &mut Vec<Paragraph>) {
        for id in self.tree.below(list, |_| true) {
            let Some(element) = self.tree.element(id).filter(|element| element.tag() == "li") else { continue };
            if element.attribute("data-bare").is_none() {
                let inner = self.tree.parent(id).is_some_and(|parent| parent != list);
                let list = if inner { ListKind::Inner } else { ListKind::Outer };
                paragraphs.push(self.paragraph(id, element, Some(list)));
            }
        }
    }

    fn paragraph(&self, id: DomId, element: &DomElement, list: Option<ListKind>) -> Paragraph {
        let level = match element.attribute("data-level") {
            Some("second") => Level::Second,
            Some("third") => Level::Third,
            Some("fourth") => Level::Fourth,
            _ => Level::Body,
        };
        let (mut runs, mut known) = (Vec::new(), BTreeMap::new());
        // The number of a caption is counted anew.
        let is_label = |node: DomId| self.tree.element(node).is_some_and(|one| one.attribute("data-label").is_some());
        for node in self.tree.below(id, |inner| !matches!(self.tree.tag(inner), "ul" | "ol" | "li") && !is_label(inner))
        {
            if let DomContent::Text(text) = self.tree.content(node) {
                runs.push(Run { text: text.clone(), ..self.format(node, id, &mut known) });
            }
        }
        let mut paragraph = Paragraph::marked(level, runs);
        paragraph.list = list;
        paragraph.align = match element.attribute("class") {
            Some("left") => ParagraphAlign::Left,
            Some("center") => ParagraphAlign::Center,
            Some("right") => ParagraphAlign::Right,
            _ => ParagraphAlign::Justify,
        };
        paragraph
    }

    /// The formatting of the elements between a text and its paragraph, of which those that are `known` are not
    /// looked at again.
    fn format(&self, node: DomId, paragraph: DomId, known: &mut BTreeMap<DomId, Run>) -> Run {
        let mut path = Vec::new();
        let mut format = Run::default();
        let mut above = self.tree.parent(node);
        while let Some(id) = above.filter(|id| *id != paragraph) {
            if let Some(known) = known.get(&id) {
                format = known.clone();
                break;
            }
            path.push(id);
            above = self.tree.parent(id);
        }
        for id in path.into_iter().rev() {
            if let Some(element) = self.tree.element(id) {
                let TextMarks { bold, italic, underline, superscript, unverified } = &mut format.marks;
                match element.tag() {
                    "strong" | "b" => *bold = true,
                    "em" | "i" => *italic = true,
                    "u" => *underline = true,
                    "sup" => *superscript = true,
                    _ => {}
                }
                *unverified |= element.attribute("data-mark") == Some("unverified");
                let link = element.attribute("data-follows").and_then(CellLink::parse);
                format.link = link.or(format.link);
            }
            known.insert(id, format.clone());
        }
        format
    }

    /// The numbers of a table, and labels that were changed.
    fn table(&mut self, id: DomId) {
        let is_cell = |id: DomId| self.tree.element(id).is_some_and(|element| element.attribute("data-cell").is_some());
        for node in self.tree.below(id, |id| !is_cell(id)) {
            let Some(element) = self.tree.element(node) else { continue };
            self.at += usize::from(element.tag() == "tr");
            if let Some(key) = element.attribute("data-cell").and_then(CellKey::parse) {
                self.cells.push(ExplicitCell { key, text: self.tree.text(node), line: self.at });
            } else if let ("th", Some(official)) =
                (element.tag(), element.attribute("id").and_then(|id| self.label(id)))
            {
                let stated = self.tree.text(node);
                if stated != official {
                    let kind = RemarkKind::LabelDiffers { official: official.clone() };
                    self.remarks.add(self.at, stated.clone(), kind);
                    self.report.stated.labels.insert(official, stated);
                }
            }
        }
    }

    /// The form's text of the label with this name.
    fn label(&self, id: &str) -> Option<String> {
        let (table, index) = id.rsplit_once('-')?;
        let table = self.form.tables.iter().find(|own| own.name.as_str() == table)?;
        Some(table.cells.get(index.parse::<usize>().ok()?)?.label())
    }

    fn note(&mut self, id: DomId) {
        let note = self.tree.below(id, |_| true).find_map(|node| {
            let key = self.tree.element(node)?.attribute("data-note").and_then(CellKey::parse)?;
            Some((key, self.tree.text(node)))
        });
        match note.filter(|(key, _)| self.form.field(*key).is_some()) {
            Some((key, text)) => {
                self.report.notes.insert(key, text);
            }
            None => self.leave_out(id),
        }
    }

    fn signature(&mut self, id: DomId) {
        let mut lines = self.tree.children(id).filter(|id| self.tree.tag(*id) == "p");
        let time = self.tree.below(id, |_| true).find(|id| self.tree.tag(*id) == "time");
        let date = time.and_then(|id| self.tree.element(id)?.attribute("datetime").and_then(Date::parse));
        match (lines.next(), date) {
            (Some(unit), Some(date)) => {
                let unit = self.tree.text(unit);
                self.report.signature = Some(Signature { unit, date, extra: Default::default() });
            }
            _ => self.leave_out(id),
        }
    }

    /// Lists text that has no place in a report.
    fn leave_out(&mut self, id: DomId) {
        let text = match self.tree.content(id) {
            DomContent::Text(text) => text.clone(),
            // Hidden text was listed before.
            DomContent::Element(element) if element_style::is_unseen(element) => return,
            DomContent::Element(_) => self.tree.text(id),
            DomContent::Nothing => return,
        };
        if !text.trim().is_empty() {
            self.remarks.add(self.at, text.trim(), RemarkKind::NotUnderstood);
        }
    }
}
