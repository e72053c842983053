//! Figures as inline pictures (DrawingML, ISO/IEC 29500-1 §20) with captions that Word numbers itself (`SEQ 图`). Must
//! not know the package.

use super::docx_paragraphs::run;
use super::docx_styles::DocxStyle;
use crate::ooxml::xml_writer::XmlWriter;
use crate::raster::{HeldPicture, PictureId};
use crate::report::{FigureNumbers, Report, ReportText};
use crate::richtext::{Figure, Paragraph, Run};

/// English metric units of a tenth of a millimetre.
pub(crate) const TENTH_MM: i64 = 3_600;
/// The field that numbers captions.
pub(crate) const SEQUENCE: &str = "图";

/// What writes the content of an element.
pub(crate) type XmlContent<'a> = &'a dyn Fn(&mut XmlWriter);

/// The figures of a report.
pub(crate) struct DocxFigures<'a> {
    report: &'a Report,
    numbers: FigureNumbers,
}

/// The figures of one of its texts.
pub(crate) struct FiguresOfText<'a> {
    all: &'a DocxFigures<'a>,
    part: ReportText,
}

/// The relationship of a picture.
pub(crate) fn relation(id: PictureId) -> String {
    format!("picture{:.16}", id.to_string())
}

/// The name of a picture's file beside the document.
pub(crate) fn file(picture: &HeldPicture) -> String {
    format!("media/{:.16}.{}", picture.id().to_string(), picture.extension())
}

impl<'a> DocxFigures<'a> {
    /// Of a report.
    pub(crate) fn of(report: &'a Report) -> DocxFigures<'a> {
        DocxFigures { report, numbers: report.figure_numbers() }
    }

    /// Of one of its texts.
    pub(crate) const fn of_text(&'a self, part: ReportText) -> FiguresOfText<'a> {
        FiguresOfText { all: self, part }
    }
}

impl FiguresOfText<'_> {
    /// The figure that is the paragraph of this number: its picture, and its caption where it has one.
    pub(crate) fn write(
        &self,
        xml: &mut XmlWriter,
        (number, paragraph): (usize, &Paragraph),
        figure: &Figure,
        keeps_next: bool,
    ) {
        let words = |xml: &mut XmlWriter| paragraph.runs().iter().for_each(|one| run(xml, one));
        self.write_with(xml, (number, figure), keeps_next, &|xml, picture| picture(xml), &words);
    }

    /// As [`FiguresOfText::write()`], with what `around` writes around the picture and `words` as the words of its caption.
    pub(crate) fn write_with(
        &self,
        xml: &mut XmlWriter,
        (number, figure): (usize, &Figure),
        keeps_next: bool,
        around: &dyn Fn(&mut XmlWriter, XmlContent<'_>),
        words: &dyn Fn(&mut XmlWriter),
    ) {
        let label = self.all.numbers.label(self.part, number);
        let open = |xml: &mut XmlWriter, style: DocxStyle, keeps_next: bool| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", style.id());
                if keeps_next {
                    xml.empty("w:keepNext", &[]);
                }
            });
        };
        xml.element("w:p", &[], |xml| {
            open(xml, DocxStyle::Figure, label.is_some() || keeps_next);
            around(xml, &|xml| match figure.picture().and_then(|id| self.all.report.pictures.get(id)) {
                Some(picture) => xml.element("w:r", &[], |xml| drawing(xml, picture, figure, self.drawing_id(number))),
                None => run(xml, &Run::new(missing(figure))),
            });
        });
        let Some(label) = label else { return };
        xml.element("w:p", &[], |xml| {
            open(xml, DocxStyle::Caption, keeps_next);
            run(xml, &Run::new(SEQUENCE));
            field(xml, &format!(" SEQ {SEQUENCE} \\* ARABIC "), label.trim_start_matches(SEQUENCE));
            run(xml, &Run::new(FigureNumbers::GAP.to_string()));
            words(xml);
        });
    }

    /// A number that no other drawing of the document has.
    fn drawing_id(&self, number: usize) -> usize {
        let texts = ReportText::ALL.into_iter().take_while(|part| *part != self.part);
        let before: usize =
            texts.filter_map(|part| self.all.report.part(part)).map(|text| text.figures().count()).sum();
        let own = self.all.report.part(self.part);
        before + own.map_or(0, |text| text.figures().take_while(|(at, ..)| *at <= number).count())
    }
}

/// What stands in the place of a picture that is not there, or of a chart that nobody drew.
fn missing(figure: &Figure) -> String {
    match figure.chart() {
        Some(chart) => format!("［{}：{}］", chart.kind.label(), chart.of.label()),
        None => format!("［图片缺失：{}］", figure.alt.trim()),
    }
}

/// A field with the result that it has now.
fn field(xml: &mut XmlWriter, instruction: &str, result: &str) {
    let step = |xml: &mut XmlWriter, kind: &str| {
        xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
    };
    step(xml, "begin");
    xml.element("w:r", &[], |xml| {
        xml.element("w:instrText", &[("xml:space", "preserve")], |xml| xml.text(instruction));
    });
    step(xml, "separate");
    run(xml, &Run::new(result));
    step(xml, "end");
}

fn drawing(xml: &mut XmlWriter, picture: &HeldPicture, figure: &Figure, id: usize) {
    const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/";
    let space = |name: &str| format!("{DRAWING}{name}");
    let (wide, high) = picture.shown_size();
    let width = i64::from(figure.shown_width()) * TENTH_MM;
    // No higher than the type area with a caption below.
    let height = width * i64::from(high) / i64::from(wide.max(1));
    let most = 2_100 * TENTH_MM;
    let (width, height) = if height > most { (width * most / height.max(1), most) } else { (width, height) };
    let (quarters, is_mirrored) = picture.turn().quarters();
    // The size before it is turned; what it takes more when it lies on its side is an effect's, as Word has it.
    let (own_width, own_height) = if picture.turn().is_sideways() { (height, width) } else { (width, height) };
    let beside = |shown: i64, own: i64| ((shown - own) / 2).max(0).to_string();
    let (x, y) = (beside(width, own_width), beside(height, own_height));
    let (cx, cy) = (own_width.to_string(), own_height.to_string());
    let (id, name) = (id.to_string(), format!("图片 {id}"));
    let inline = space("wordprocessingDrawing");
    let zero = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    xml.element("w:drawing", &[], |xml| {
        let attributes: Vec<(&str, &str)> = [("xmlns:wp", inline.as_str())].into_iter().chain(zero).collect();
        xml.element("wp:inline", &attributes, |xml| {
            xml.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
            xml.empty("wp:effectExtent", &[("l", &x), ("t", &y), ("r", &x), ("b", &y)]);
            xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", figure.alt.trim())]);
            let main = space("main");
            xml.element("a:graphic", &[("xmlns:a", &main)], |xml| {
                let uri = space("picture");
                xml.element("a:graphicData", &[("uri", &uri)], |xml| {
                    xml.element("pic:pic", &[("xmlns:pic", &uri)], |xml| {
                        xml.element("pic:nvPicPr", &[], |xml| {
                            xml.empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
                            xml.empty("pic:cNvPicPr", &[]);
                        });
                        xml.element("pic:blipFill", &[], |xml| {
                            xml.empty("a:blip", &[("r:embed", &relation(picture.id()))]);
                            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
                        });
                        xml.element("pic:spPr", &[], |xml| {
                            let turn = (i64::from(quarters) * 5_400_000).to_string();
                            let mut turned = Vec::new();
                            if quarters > 0 {
                                turned.push(("rot", turn.as_str()));
                            }
                            if is_mirrored {
                                turned.push(("flipH", "1"));
                            }
                            xml.element("a:xfrm", &turned, |xml| {
                                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                xml.empty("a:ext", &[("cx", &cx), ("cy", &cy)]);
                            });
                            xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
                        });
                    });
                });
            });
        });
    });
}
