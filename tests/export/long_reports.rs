//! What we write we read, however long it is: a report of a thousand pages comes back from every kind
//! of file with all its paragraphs.

use nianbao::form::{Form, SectionId};
use nianbao::import;
use nianbao::layout::{FontSet, PageStyle, lay_out};
use nianbao::limits::Limit;
use nianbao::raster::HeldPicture;
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph};
use nianbao::session::{self, ExportFormat};
use nianbao::storage;

use crate::figure_reports;

/// How many pages the report has at least: more than any that was written.
const PAGES: usize = 1_000;
/// How many paragraphs fill them.
const PARAGRAPHS: usize = 1_950;

fn long_report() -> Report {
    const WORDS: [&str; 16] = [
        "主动公开",
        "政府信息",
        "依法",
        "办理",
        "公民",
        "法人",
        "和其他组织",
        "提出的",
        "申请",
        "没有",
        "收取",
        "费用",
        "规范性文件",
        "按时",
        "答复",
        "平台",
    ];
    let mut report = session::draft_files::sample().unwrap();
    let mut random = fastrand::Rng::with_seed(8);
    let mut paragraph = |at: usize| {
        let words: String = (0..110).map(|_| *random.choice(WORDS.iter()).unwrap()).collect();
        Paragraph::new(Level::Body, format!("第{at}段{words}。"))
    };
    report.prose_mut(SectionId::Overview).paragraphs = (1..=PARAGRAPHS).map(&mut paragraph).collect();
    report
}

/// The paragraphs of section one, without blanks.
fn paragraphs(report: &Report) -> Vec<String> {
    let prose = report.prose(SectionId::Overview).into_iter().flat_map(|prose| &prose.paragraphs);
    prose.map(|one| one.text().split_whitespace().collect()).collect()
}

#[test]
fn a_report_of_a_thousand_pages_comes_back_from_every_kind_of_file() {
    let report = long_report();
    let form = Form::of(report.form).unwrap();
    let paper = lay_out(form, &report, &PageStyle::official(), FontSet::bundled().unwrap());
    assert!(paper.pages.len() >= PAGES, "{}", paper.pages.len());
    let draft = storage::parse(&storage::write(&report).unwrap()).unwrap();
    assert!(draft == report);
    for kind in ExportFormat::SET {
        let bytes = session::export(form, &report, kind).unwrap();
        let found = import::read(&bytes).unwrap_or_else(|error| panic!("{kind:?}, {} bytes: {error:?}", bytes.len()));
        let numbers =
            |report: &Report| -> Vec<_> { form.fields().map(|field| report.numbers.shown(form, field.key)).collect() };
        assert_eq!(numbers(&found.report), numbers(&report), "{kind:?}");
        if !matches!(kind, ExportFormat::Xlsx | ExportFormat::Csv) {
            let (now, then) = (paragraphs(&found.report), paragraphs(&report));
            assert_eq!(now.len(), then.len(), "{kind:?}");
            assert!(now == then, "{kind:?}: {:?}", now.iter().zip(&then).find(|(now, then)| now != then));
        }
    }
}

/// Three photographs of twelve megabytes, which is all that a report may have.
#[test]
fn a_report_with_all_pictures_that_it_may_have_comes_back() {
    let mut report = session::draft_files::sample().unwrap();
    let mut paragraphs = Vec::new();
    for seed in 0..3 {
        let picture = HeldPicture::take_in(&photograph(Limit::Picture.most() - 100, seed)).unwrap();
        paragraphs.push(Paragraph::new(Level::Body, "公开的情况如下图。"));
        paragraphs.push(figure_reports::figure(&picture, "照片", "现场照片", 1000));
        report.pictures.add(picture);
    }
    paragraphs.push(Paragraph::new(Level::Body, "以上为公开情况。"));
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    let form = Form::of(report.form).unwrap();
    let bytes = storage::write(&report).unwrap();
    assert!(u64::try_from(bytes.len()).unwrap() <= storage::LIMIT);
    assert!(storage::parse(&bytes).unwrap() == report);
    for kind in ExportFormat::SET {
        let bytes = session::export(form, &report, kind).unwrap();
        let found = import::read(&bytes).unwrap_or_else(|error| panic!("{kind:?}, {} bytes: {error:?}", bytes.len()));
        let pictures = found.report.held_pictures().count();
        let with_pictures = matches!(kind, ExportFormat::Docx | ExportFormat::Html | ExportFormat::Pdf);
        let wanted = if with_pictures { 3 } else { 0 };
        assert_eq!(pictures, wanted, "{kind:?}");
    }
}

/// What has the head of a photograph, and noise.
fn photograph(bytes: usize, seed: u64) -> Vec<u8> {
    let mut photograph = vec![0xff, 0xd8];
    photograph.extend_from_slice(&[0xff, 0xc0, 0, 11, 8, 1, 0, 1, 0, 1, 1, 0x11, 0]);
    photograph.extend_from_slice(&[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0]);
    let mut random = fastrand::Rng::with_seed(seed);
    photograph.extend(std::iter::repeat_with(|| random.u8(..255)).take(bytes));
    photograph.extend_from_slice(&[0xff, 0xd9]);
    photograph
}
