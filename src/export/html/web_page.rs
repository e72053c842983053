//! The report as one page for the unit's website: semantic headings, paragraphs and tables, without
//! scripts and external resources. What the importer needs to restore the same report is in `data-`
//! attributes.

use super::html_prose_table;
use super::html_table;
use crate::export::REVIEW_MARK;
use crate::export::drawn_charts::DrawnCharts;
use crate::form::{Form, Section};
use crate::ooxml::base64;
use crate::ooxml::escape::escaped;
use crate::raster::PictureId;
use crate::report::{ChartData, FigureNumbers, Report, ReportText};
use crate::richtext::{
    ChartChoice, Figure, FigureContent, Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, TextBlock,
};

/// The style sheet for screens, phones and paper.
const STYLE: &str = include_str!("../../../assets/pages/report.css");

/// The mark of a report that is not ready: above the page, and on paper in the margin of each page that follows, where
/// the browser knows boxes in margins (Chromium from 131). A fixed one would cover the first line of each page.
fn mark_style() -> String {
    format!(
        ".review {{ text-align: right; font-weight: bold; font-size: 1.2em; margin: 0; }}\n\
         @page {{ @top-right {{ content: \"{REVIEW_MARK}\"; font-weight: bold; }} }}\n\
         @page :first {{ @top-right {{ content: none; }} }}\n"
    )
}

/// What figures add to the style sheet.
const FIGURE_STYLE: &str = ".picture { margin: 1rem 0; text-align: center; break-inside: avoid; }\n\
    .picture img { max-width: 100%; height: auto; }\n\
    figcaption { font-family: \"KaiTi_GB2312\", \"楷体_GB2312\", KaiTi, \"楷体\", STKaiti, serif; font-size: .9em; }\n";

/// What charts add to it.
const CHART_STYLE: &str = ".chart svg { max-width: 100%; height: auto; }\n";

/// What tables in the text add to it.
const TABLE_STYLE: &str = "table.text { margin: 1rem 0; }\n\
    .text th, .text td { text-align: justify; white-space: pre-wrap; overflow-wrap: anywhere; }\n\
    .text th { font-weight: 600; }\n.text p { margin: 0; text-indent: 0; }\n\
    .text .left { text-align: left; }\n.text .center { text-align: center; }\n.text .right { text-align: right; }\n";

/// The report as an HTML document in UTF-8.
#[allow(dead_code, reason = "tests and benches write what is ready")]
pub fn write(form: &Form, report: &Report) -> String {
    write_marked(form, report, false)
}

/// As [`write()`]; with `review_mark`, the page bears 送审稿.
#[allow(dead_code, reason = "tests write reports without charts")]
pub fn write_marked(form: &Form, report: &Report, review_mark: bool) -> String {
    write_drawn(form, report, review_mark, &DrawnCharts::default())
}

/// As [`write_marked()`], with these charts as lines within the page.
pub fn write_drawn(form: &Form, report: &Report, review_mark: bool, charts: &DrawnCharts) -> String {
    let (style, mark) = match review_mark {
        true => (mark_style(), format!("<p class=\"review\">{REVIEW_MARK}</p>\n")),
        false => (String::new(), String::new()),
    };
    let title = escaped(&report.title_line(form));
    let unit = escaped(&report.unit.name);
    let figures = PageFigures { form, report, numbers: report.figure_numbers(), charts };
    let mut page = HtmlWriter { rank: 1, figures: Some(&figures), ..HtmlWriter::default() };
    // With pictures in it the page is large, and in memory twice where it grows.
    page.text.reserve(report.held_pictures().map(|picture| picture.bytes().len().div_ceil(3) * 4).sum());
    let style = if report.has_figures() { format!("{FIGURE_STYLE}{style}") } else { style };
    let style = if report.keeps_charts() { format!("{CHART_STYLE}{style}") } else { style };
    let style = if report.has_text_tables() { format!("{TABLE_STYLE}{style}") } else { style };
    page.add(&format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"nianbao\">\n<meta name=\"author\" content=\"{unit}\">\n\
         <title>{title}</title>\n<style>\n{STYLE}.shaded {{ background: #{:06x}; }}\n{style}</style>\n</head>\n<body>\n<main>\n{mark}",
        form.band
    ));
    let edition = match report.form {
        crate::form::Edition::Cn2019 => "cn-2019",
        crate::form::Edition::Cn2021 => "cn-2021",
    };
    let (kind, year) = (report.unit.kind.word(), report.year);
    page.add(&format!(
        "<article data-nianbao=\"1\" data-edition=\"{edition}\" data-unit=\"{unit}\" data-kind=\"{kind}\" data-year=\"{year}\">\n"
    ));
    page.title(form, report);
    page.contents(form);
    if !report.preface.is_empty() {
        page.add("<section data-part=\"preface\" aria-label=\"前言\">\n");
        page.prose(&report.preface, ReportText::Preface);
        page.add("</section>\n");
    }
    for section in &form.sections {
        page.section(form, report, section);
    }
    if let Some(signature) = &report.signature {
        let (unit, date) = (escaped(&signature.unit), signature.date);
        let official = date.official();
        page.add(&format!(
            "<footer class=\"signature\">\n<p>{unit}</p>\n<p><time datetime=\"{date}\">{official}</time></p>\n</footer>\n"
        ));
    }
    page.add("</article>\n</main>\n</body>\n</html>\n");
    page.text
}

/// Paragraphs alone, without a page around them and without pictures.
pub(crate) fn paragraphs(prose: &RichText) -> String {
    let mut page = HtmlWriter { rank: 2, ..HtmlWriter::default() };
    page.prose(prose, ReportText::Preface);
    page.text
}

/// The paragraphs of a piece of a text, with its pictures and their `numbers`, without a page around them.
pub(crate) fn piece(
    form: &Form,
    report: &Report,
    numbers: FigureNumbers,
    (part, piece): (ReportText, &RichText),
) -> String {
    let charts = DrawnCharts::default();
    let figures = PageFigures { form, report, numbers, charts: &charts };
    let mut page = HtmlWriter { rank: 2, figures: Some(&figures), ..HtmlWriter::default() };
    page.prose(piece, part);
    page.text
}

/// The attribute of an alignment.
pub(super) const fn align_class(align: ParagraphAlign) -> &'static str {
    match align {
        ParagraphAlign::Justify => "",
        ParagraphAlign::Left => " class=\"left\"",
        ParagraphAlign::Center => " class=\"center\"",
        ParagraphAlign::Right => " class=\"right\"",
    }
}

/// The content of one paragraph, without its element.
pub(crate) fn runs(paragraph: &Paragraph) -> String {
    let mut page = HtmlWriter::default();
    paragraph.runs().iter().for_each(|run| page.run(run));
    page.text
}

/// The figures of a page.
struct PageFigures<'a> {
    form: &'a Form,
    report: &'a Report,
    numbers: FigureNumbers,
    charts: &'a DrawnCharts,
}

/// The page while it is written.
#[derive(Default)]
struct HtmlWriter<'a> {
    text: String,
    /// What its figures show; `None` for paragraphs alone.
    figures: Option<&'a PageFigures<'a>>,
    /// The level of the last heading; the next one is at most one deeper.
    rank: u8,
    /// Which lists are open: none, the outer one, both.
    lists: u8,
}

impl HtmlWriter<'_> {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The title in rows, broken at word boundaries, with exactly its characters.
    fn title(&mut self, form: &Form, report: &Report) {
        let whole = report.title_line(form);
        let unit = report.unit.name.as_str();
        let (first, rest) = match whole.strip_prefix(unit).filter(|rest| !rest.is_empty() && !unit.is_empty()) {
            Some(rest) => (unit, rest),
            None => (whole.as_str(), ""),
        };
        let rest = if rest.is_empty() { String::new() } else { format!("<span>{}</span>", escaped(rest)) };
        self.add(&format!("<h1><span>{}</span>{rest}</h1>\n", escaped(first)));
    }

    fn contents(&mut self, form: &Form) {
        self.add("<nav aria-label=\"目录\">\n<ul>\n");
        for section in &form.sections {
            let (number, title) = (section.id.number(), escaped(&section.title));
            self.add(&format!("<li><a href=\"#section-{number}\">{title}</a></li>\n"));
        }
        self.add("</ul>\n</nav>\n");
    }

    fn section(&mut self, form: &Form, report: &Report, section: &Section) {
        let (number, title) = (section.id.number(), escaped(&section.title));
        self.rank = 2;
        self.add(&format!(
            "<section data-part=\"{number}\" aria-labelledby=\"section-{number}\">\n<h2 id=\"section-{number}\">{title}</h2>\n"
        ));
        if let Some(table) = form.table_of(section.id) {
            let label = format!("section-{number}");
            self.text.push_str(&html_table::write(form, report, table, &label));
        }
        if let Some(prose) = report.prose(section.id) {
            self.prose(prose, ReportText::Section(section.id));
        }
        self.add("</section>\n");
    }

    fn prose(&mut self, prose: &RichText, part: ReportText) {
        for block in prose.blocks() {
            let (number, paragraph) = match block {
                TextBlock::Paragraph(number, paragraph) => (number, paragraph),
                TextBlock::Table(table) => {
                    self.open_lists(0);
                    self.add(&html_prose_table::write(prose, &table));
                    continue;
                }
            };
            if let Some((figure, figures)) = paragraph.figure.as_ref().zip(self.figures) {
                self.open_lists(0);
                match &figure.content {
                    FigureContent::Picture(id) => self.picture(figures.report, figure, *id),
                    FigureContent::Chart(choice) => self.chart(figures, (part, prose, number), figure, choice),
                }
                self.caption(paragraph, figures.numbers.label(part, number));
                continue;
            }
            self.open_lists(match paragraph.list {
                None => 0,
                Some(ListKind::Outer) => 1,
                Some(ListKind::Inner) => 2,
            });
            self.paragraph(paragraph);
        }
        self.open_lists(0);
    }

    /// A chart as lines within the page, and what it is of for who reads the page back.
    fn chart(
        &mut self,
        figures: &PageFigures<'_>,
        (part, prose, number): (ReportText, &RichText, usize),
        figure: &Figure,
        choice: &ChartChoice,
    ) {
        let data = ChartData::of(figures.form, &figures.report.numbers, (prose, number), choice);
        // A choice is words and has no value that JSON cannot hold.
        let of = escaped(&serde_json::to_string(choice).unwrap_or_default());
        let (width, alt) = (figure.width, escaped(figure.alt.trim()));
        self.add(&format!(
            "<figure class=\"picture chart\" data-chart=\"{of}\" data-width=\"{width}\" data-alt=\"{alt}\">\n"
        ));
        match figures.charts.lines(part, number) {
            Some(lines) => self.add(lines),
            None => self.add(&format!("<p>{}</p>\n", escaped(&data.words()))),
        }
    }

    /// A picture within the page, as wide as on paper but never wider than the screen.
    fn picture(&mut self, report: &Report, figure: &Figure, id: PictureId) {
        let (alt, width) = (escaped(figure.alt.trim()), figure.width);
        self.add("<figure class=\"picture\">\n");
        match report.pictures.get(id) {
            Some(picture) => {
                let (whole, tenth) = (width / 10, width % 10);
                let media = picture.media_type();
                self.add(&format!(
                    "<img alt=\"{alt}\" data-width=\"{width}\" style=\"width: {whole}.{tenth}mm\" \
                     src=\"data:{media};base64,"
                ));
                // Of megabytes, no second copy.
                self.add(&base64::encoded(picture.bytes()));
                self.add("\">\n");
            }
            // What it shows stands in its place.
            None => self.add(&format!("<p data-missing=\"{id}\" data-width=\"{width}\">{alt}</p>\n")),
        }
    }

    /// The caption of a figure, and its end.
    fn caption(&mut self, paragraph: &Paragraph, label: Option<String>) {
        if let Some(label) = label {
            self.add(&format!("<figcaption><span data-label=\"\">{label}{}</span>", FigureNumbers::GAP));
            paragraph.runs().iter().for_each(|run| self.run(run));
            self.add("</figcaption>\n");
        }
        self.add("</figure>\n");
    }

    /// Opens and closes lists until `wanted` are open; an item that ends is closed.
    fn open_lists(&mut self, wanted: u8) {
        while self.lists > wanted {
            self.lists -= 1;
            // White space in an item is shown; between items and after the list it is not.
            self.add(if self.lists == 0 { "</li>\n</ul>\n" } else { "</li>\n</ul>" });
        }
        if self.lists == wanted && wanted > 0 {
            self.add("</li>\n");
        }
        while self.lists < wanted {
            // An inner item without an outer one before it is put into an empty outer item.
            let outer_item = if self.lists + 1 < wanted { "<li data-bare=\"\">" } else { "" };
            self.add(&format!("<ul>\n{outer_item}"));
            self.lists += 1;
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let (word, below) = match paragraph.level {
            Level::Body => ("", 0),
            Level::Second => ("second", 3),
            Level::Third => ("third", 4),
            Level::Fourth => ("fourth", 5),
        };
        let heads = below > 0 && paragraph.list.is_none() && !paragraph.is_blank();
        let rank = if heads { self.rank.saturating_add(1).min(below) } else { self.rank };
        self.rank = rank;
        let tag = match paragraph.list {
            Some(_) => "li".to_owned(),
            None if heads => format!("h{rank}"),
            None => "p".to_owned(),
        };
        let level = if below > 0 { format!(" data-level=\"{word}\"") } else { String::new() };
        let class = align_class(paragraph.align);
        self.add(&format!("<{tag}{level}{class}>"));
        paragraph.runs().iter().for_each(|run| self.run(run));
        // An item stays open: a list within it may follow.
        self.add(&if paragraph.list.is_some() { String::new() } else { format!("</{tag}>\n") });
    }

    fn run(&mut self, run: &Run) {
        let mut tags = Vec::new();
        if let Some(link) = &run.link {
            tags.push(("span", format!(" data-follows=\"{link}\"")));
        }
        if run.marks.unverified {
            tags.push(("span", " data-mark=\"unverified\"".to_owned()));
        }
        let marks = [
            (run.marks.bold, "strong"),
            (run.marks.italic, "em"),
            (run.marks.underline, "u"),
            (run.marks.superscript, "sup"),
        ];
        tags.extend(marks.iter().filter(|(on, _)| *on).map(|(_, tag)| (*tag, String::new())));
        tags.iter().for_each(|(tag, attributes)| self.add(&format!("<{tag}{attributes}>")));
        self.add(&escaped(&run.text));
        tags.iter().rev().for_each(|(tag, _)| self.add(&format!("</{tag}>")));
    }
}
