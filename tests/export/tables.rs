//! Tables in texts in other programs' files and back: Word documents with and without the embedded draft, web pages,
//! OpenDocument, Markdown, plain text.

use nianbao::export::{docx, html, json_report, markdown, plain_text};
use nianbao::form::{Form, SectionId};
use nianbao::import;
use nianbao::report::Report;

use nianbao::layout::{FontSet, PageStyle};
use nianbao::richtext::{CellBegin, Level, Paragraph, ParagraphAlign, RichText, TextCell};

use crate::{docx_package, table_reports};

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

/// What is seen of the texts: blank lines outside of tables are not printed.
fn seen(report: &Report) -> Vec<(SectionId, Vec<String>)> {
    let block = |prose: &RichText| {
        let blocks = prose.blocks().filter_map(|block| match block {
            nianbao::richtext::TextBlock::Paragraph(_, one) if one.is_wordless() => None,
            nianbao::richtext::TextBlock::Paragraph(_, one) => Some(one.text().trim().to_owned()),
            nianbao::richtext::TextBlock::Table(table) => {
                let cells = table.cells.iter().map(|cell| {
                    // Blank paragraphs between others of a cell do not come back.
                    let own = &prose.paragraphs[cell.paragraphs.clone()];
                    let words: Vec<String> = own
                        .iter()
                        .filter(|one| !one.is_wordless())
                        .map(|one| format!("{:?}{}", one.align, one.text().trim()))
                        .collect();
                    format!("{},{} {}x{} {}", cell.row, cell.column, cell.down, cell.across, words.join("¶"))
                });
                let cells: Vec<String> = cells.collect();
                Some(format!("{}x{} {} {}", table.rows, table.columns, table.header_rows, cells.join("|")))
            }
        });
        blocks.collect::<Vec<_>>()
    };
    report.sections.iter().map(|(id, prose)| (*id, block(prose))).filter(|(_, blocks)| !blocks.is_empty()).collect()
}

/// Fails at the first block that differs.
fn assert_same(found: &[(SectionId, Vec<String>)], wanted: &[(SectionId, Vec<String>)], name: &str) {
    for ((section, found), (other, wanted)) in found.iter().zip(wanted) {
        assert_eq!(section, other, "{name}");
        for (one, other) in found.iter().zip(wanted) {
            assert_eq!(one, other, "{name}, {section:?}");
        }
        assert_eq!(found.len(), wanted.len(), "{name}, {section:?}");
    }
    assert_eq!(found.len(), wanted.len(), "{name}");
}

/// Tables that a foreign file can be told from frames around text by: two columns and two cells with words.
fn is_telling(report: &Report) -> bool {
    report.sections.values().all(|prose| {
        prose.tables().iter().all(|table| {
            let filled = table.cells.iter().filter(|cell| {
                prose.paragraphs[cell.paragraphs.clone()].iter().any(|paragraph| !paragraph.is_wordless())
            });
            table.columns >= 2 && filled.count() >= 2
        })
    })
}

#[test]
fn a_word_document_gives_its_tables_back() {
    let mut told = 0;
    for seed in 0..60 {
        let report = table_reports::report(seed, false);
        let file = docx::write(form(&report), &report).unwrap();
        assert_eq!(file, docx::write(form(&report), &report).unwrap());
        let back = import::read(&file).unwrap();
        assert_eq!(back.report, report, "seed {seed}");
        if !is_telling(&report) {
            continue;
        }
        told += 1;
        let bare = docx_package::without(&file, "customXml/item1.xml");
        let back = import::read(&bare).unwrap();
        assert_same(&seen(&back.report), &seen(&report), &format!("seed {seed}, without the draft"));
        assert_eq!(back.report.numbers.iter().count(), 0, "seed {seed}: no number is read from a table in the text");
    }
    assert!(told > 20, "{told}");
}

#[test]
fn word_finds_spans_and_heads() {
    let report = table_reports::report(1, false);
    let tables: Vec<_> = report.sections.values().flat_map(RichText::tables).collect();
    let file = docx::write(form(&report), &report).unwrap();
    let document = docx_package::part(&file, "word/document.xml");
    let official = form(&report).tables.len();
    assert_eq!(document.matches("<w:tbl>").count(), official + tables.len());
    assert!(!document.contains("</w:tbl><w:tbl>"), "Word would make one table of two");
    let grids: usize = tables.iter().map(|table| table.columns).sum();
    let official: usize = form(&report).tables.iter().map(|table| table.column_count()).sum();
    assert_eq!(document.matches("<w:gridCol ").count(), official + grids);
}

#[test]
fn a_web_page_gives_its_tables_back() {
    for seed in 0..60 {
        let report = table_reports::report(seed, false);
        let page = html::write(form(&report), &report);
        let back = import::read(page.as_bytes()).unwrap();
        assert_same(&seen(&back.report), &seen(&report), &format!("seed {seed}"));
        for (id, prose) in &report.sections {
            for (one, other) in back.report.sections[id].paragraphs.iter().zip(&prose.paragraphs) {
                assert_eq!(one, other, "seed {seed}, {id:?}");
            }
        }
        assert!(back.report == report, "seed {seed}");
        if !is_telling(&report) {
            continue;
        }
        // As a website keeps it that drops what it does not know.
        let foreign = page.replace("data-nianbao=\"1\"", "");
        let back = import::read(foreign.as_bytes()).unwrap().report;
        let tables = |report: &Report| -> Vec<_> {
            let prose = report.sections.iter();
            prose
                .flat_map(|(id, prose)| prose.tables().into_iter().map(move |one| (*id, one.rows, one.columns)))
                .collect()
        };
        let long = report.sections.values().any(|prose| prose.paragraphs.iter().any(|one| one.length() > 390));
        // Browsers lay pages out with tables: one of a column, or with a long text in a cell, may be such a frame.
        assert!(long || tables(&back) == tables(&report), "seed {seed}, foreign: {:?}", tables(&back));
        assert_eq!(back.numbers.iter().count(), 0, "seed {seed}");
    }
    let report = table_reports::report(1, false);
    let page = html::write(form(&report), &report);
    assert!(page.contains("<th scope=\"col\"") && page.contains("<table class=\"text\""));
    let mut plain = report;
    plain.sections.clear();
    assert!(!html::write(form(&plain), &plain).contains("table.text"), "the style sheet is what it was");
}

/// A table in the text of a PDF, over as many pages as it takes, with the lines around it in paragraphs of their own.
#[test]
fn a_pdf_gives_its_tables_back() {
    let lines = |count: usize| -> Vec<String> {
        let row = |at: usize| format!("|渠道{at}|{}|{}%", at * 3, at % 100);
        std::iter::once("#渠道#数量（条）#占比".to_owned()).chain((1..=count).map(row)).collect()
    };
    let fonts = FontSet::bundled().unwrap();
    for count in [3, 30, 90] {
        let mut report = table_reports::report(0, true);
        let mut paragraphs = vec![Paragraph::new(Level::Body, "各渠道公开信息的数量如下，由办公室按月核对后汇总。")];
        for (row, line) in lines(count).iter().enumerate() {
            for (column, words) in line.split(['|', '#']).skip(1).enumerate() {
                let begins = match (row, column) {
                    (0, 0) => CellBegin::Table,
                    (_, 0) => CellBegin::Row,
                    _ => CellBegin::Cell,
                };
                let cell = TextCell { header: line.starts_with('#') && column == 0, ..TextCell::begun(begins) };
                paragraphs.push(Paragraph::new(Level::Body, words).in_cell(Some(cell)));
            }
        }
        paragraphs.push(Paragraph::new(Level::Body, "以上数量按发布日期统计。"));
        report.sections = [(SectionId::Overview, RichText { paragraphs }.mended())].into();
        let paper = nianbao::layout::lay_out(form(&report), &report, &PageStyle::official(), fonts);
        let back = import::read(&nianbao::pdf::write(&paper, fonts).unwrap()).unwrap();
        let words = |report: &Report| -> Vec<String> {
            report.prose(SectionId::Overview).unwrap().paragraphs.iter().map(Paragraph::text).collect()
        };
        assert_eq!(words(&back.report), words(&report), "{count}");
        let size = |report: &Report| -> Vec<(usize, usize)> {
            report.prose(SectionId::Overview).unwrap().tables().iter().map(|one| (one.rows, one.columns)).collect()
        };
        assert_eq!(size(&back.report), size(&report), "{count}");
    }
}

#[test]
fn texts_have_rows_and_cells() {
    let mut report = table_reports::report(0, true);
    report.sections.clear();
    let mut rng = fastrand::Rng::with_seed(1);
    let mut cells = table_reports::table(&mut rng, 2, 2, true);
    for (cell, words) in cells.iter_mut().zip(["事项", "数量|条", "机构职能", ""]) {
        cell.set_runs(vec![nianbao::richtext::Run::new(words)]);
    }
    let mut merged = cells.clone();
    merged[2].cell.as_mut().unwrap().across = nianbao::richtext::Span::of(2);
    merged.pop();
    merged[1].align = ParagraphAlign::Right;
    let separate = [Paragraph::default()];
    let prose = RichText { paragraphs: cells.into_iter().chain(separate).chain(merged).collect() }.mended();
    report.sections.insert(SectionId::Overview, prose);
    let text = markdown::write(form(&report), &report);
    assert!(text.contains("| 事项 | 数量\\|条 |\n| --- | --- |\n| 机构职能 |  |\n\n"), "{text}");
    assert!(text.contains("<td colspan=\"2\">机构职能</td>"), "{text}");
    let text = plain_text::write(form(&report), &report);
    assert!(text.contains("事项\t数量|条\n机构职能\t\n"), "{text}");
    let json: serde_json::Value = serde_json::from_slice(&json_report::write(form(&report), &report).unwrap()).unwrap();
    let cell = &json["sections"][0]["paragraphs"][7]["cell"];
    assert_eq!(
        cell,
        &serde_json::json!({ "table": 1, "row": 1, "column": 0, "down": 1, "across": 2, "header": false })
    );
    // A fragment for Word and Excel.
    let prose = report.prose(SectionId::Overview).unwrap();
    let fragment = html::of_prose(&prose.piece(prose.all()));
    let back = nianbao::import::html::fragment(&fragment, &|_| None).unwrap().prose;
    assert_eq!(back.tables().len(), 2, "{back:#?}");
}

/// An OpenDocument text with a table of three rows, one cell over two columns and one over two rows.
#[test]
fn an_open_document_keeps_its_tables() {
    let cell = |attributes: &str, words: &str| {
        format!("<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>")
    };
    let covered = "<table:covered-table-cell/>";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let heads = row(&[
        cell("table:number-rows-spanned=\"2\"", "类别"),
        cell("table:number-columns-spanned=\"2\"", "2024年"),
        covered.into(),
    ]);
    let second = row(&[covered.into(), cell("", "受理"), cell("", "办结")]);
    let third = row(&[cell("", "自然人"), cell("", "12"), cell("", "11")]);
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\">\
         <office:body><office:text><text:p>青禾县水务局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>\
         <text:p>现将情况报告如下。</text:p><table:table><table:table-column table:number-columns-repeated=\"3\"/>\
         <table:table-header-rows>{heads}{second}</table:table-header-rows>{third}</table:table>\
         <text:p>五、存在的主要问题及改进情况</text:p><text:p>无。</text:p></office:text></office:body></office:document>"
    );
    let back = import::read(file.as_bytes()).unwrap();
    let prose = back.report.prose(SectionId::Overview).unwrap();
    let table = &prose.tables()[0];
    assert_eq!((table.rows, table.columns, table.header_rows), (3, 3, 2), "{prose:#?}");
    let words: Vec<String> = prose.paragraphs.iter().map(Paragraph::text).collect();
    assert_eq!(words, ["现将情况报告如下。", "类别", "2024年", "受理", "办结", "自然人", "12", "11", ""]);
    assert!(back.remarks.iter().all(|remark| !remark.excerpt.contains("自然人")), "{:?}", back.remarks);
}

/// Rows of a text that follow one another are a table in the text again, those of the form's tables stay what they are.
#[test]
fn texts_give_their_tables_back() {
    let mut report = crate::chart_reports::filled();
    let mut prose = vec![Paragraph::new(Level::Body, "各镇情况如下。")];
    prose.extend(crate::chart_reports::table(&[
        &["镇", "公开（条）", "备注"],
        &["白沙镇", "24", ""],
        &["河口镇", "", "新设"],
    ]));
    prose.push(Paragraph::new(Level::Body, "以上各项均已核对。"));
    report.prose_mut(SectionId::Overview).paragraphs = prose;
    for text in [markdown::write(form(&report), &report), plain_text::write(form(&report), &report)] {
        let back = import::read(text.as_bytes()).unwrap().report;
        let prose = back.prose(SectionId::Overview).unwrap();
        assert_eq!(prose.text(), report.prose(SectionId::Overview).unwrap().text());
        let tables: Vec<_> = prose.tables().iter().map(|table| (table.rows, table.columns)).collect();
        assert_eq!(tables, [(3, 3)], "{text}");
        assert_eq!(prose.tables()[0].header_rows, usize::from(text.contains("| --- |")));
        assert_eq!(back.numbers, report.numbers);
    }
    // Lines that begin with a tab are paragraphs, and so is a row alone.
    let lines = "一、总体情况\n\t全年公开41条。\n\t另有咨询3件。\n事项\t数量\n以上。\n";
    let text = plain_text::write(form(&report), &report);
    let (before, after) = text.split_once("一、总体情况").unwrap();
    let (_, after) = after.split_once("以上各项均已核对。\n").unwrap();
    let back = import::read(format!("{before}{lines}{after}").as_bytes()).unwrap().report;
    assert!(!back.has_text_tables(), "{:#?}", back.prose(SectionId::Overview));
}

/// Where the cells of each table are, how far they reach and what they say.
fn grids(report: &Report) -> Vec<(SectionId, Vec<String>)> {
    let cells = |prose: &RichText| -> Vec<String> {
        let tables = prose.tables().into_iter().flat_map(|table| {
            let size = format!("{}x{} {}", table.rows, table.columns, table.header_rows);
            let cell = |cell: &nianbao::richtext::GridCell| {
                let own = prose.paragraphs[cell.paragraphs.clone()].iter().map(Paragraph::text);
                let own: Vec<String> = own.collect();
                format!("{},{} {}x{} {}", cell.row, cell.column, cell.down, cell.across, own.join("¶"))
            };
            let cells: Vec<String> = table.cells.iter().map(cell).collect();
            std::iter::once(size).chain(cells)
        });
        tables.collect()
    };
    report.sections.iter().map(|(id, prose)| (*id, cells(prose))).collect()
}

/// JSON has words and levels, and no looks.
#[test]
fn json_gives_tables_back() {
    for seed in 0..60 {
        let report = table_reports::report(seed, false);
        let file = json_report::write(form(&report), &report).unwrap();
        let back = import::read(&file).unwrap().report;
        assert_same(&grids(&back), &grids(&report), &format!("seed {seed}"));
    }
}

/// Markdown writes tables with merged cells as HTML, and has them back with these, beside charts and captions.
#[test]
fn markdown_gives_merged_cells_back() {
    let mut report = crate::chart_reports::filled();
    let line = |words: &str| Paragraph::new(Level::Body, words);
    let mut merged =
        crate::chart_reports::table(&[&["镇", "公开", "备注"], &["白沙镇", "24", "合署"], &["河口镇", "13"]]);
    merged[5].cell.as_mut().unwrap().down = nianbao::richtext::Span::of(2);
    let mut wide = crate::chart_reports::table(&[&["各镇的情况"], &["白沙镇", "24"]]);
    wide[0].cell.as_mut().unwrap().across = nianbao::richtext::Span::of(2);
    let prose =
        [vec![line("各镇情况如下。"), line("表1　各镇")], merged, vec![line("以上各项均已核对。")], wide].concat();
    report.prose_mut(SectionId::Overview).paragraphs = RichText { paragraphs: prose }.mended().paragraphs;
    let text = markdown::write(form(&report), &report);
    assert!(text.contains("rowspan=\"2\"") && text.contains("colspan=\"2\""), "{text}");
    let back = import::read(text.as_bytes()).unwrap().report;
    assert_same(&grids(&back), &grids(&report), &text);
    assert_eq!(back.prose(SectionId::Overview).unwrap().text(), report.prose(SectionId::Overview).unwrap().text());
    assert_eq!(back.numbers, report.numbers);
}
