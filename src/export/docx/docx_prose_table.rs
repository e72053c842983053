//! A table in the text as a table of the document: merged cells, repeated header rows, rows that do not break. Must not
//! know the package.

use super::docx_paragraphs::cell_paragraph;
use super::docx_table::properties;
use super::page_setup::WIDTH;
use crate::ooxml::xml_writer::XmlWriter;
use crate::richtext::{GridCell, ProseTable, RichText};

/// What stands in a table, and what is said of its rows.
pub(crate) trait TableContent {
    /// Writes the paragraph of this number in a cell, which stands in a head or not.
    fn words(&self, xml: &mut XmlWriter, number: usize, is_head: bool);

    /// Writes the last properties of a row.
    fn row_properties(&self, _xml: &mut XmlWriter, _row: usize) {}

    /// Writes rows that stand before the one of this number, or after the last, but are none of the table; `width` gives
    /// that of the columns from one up to another.
    fn rows_before(&self, _xml: &mut XmlWriter, _row: usize, _width: &dyn Fn(usize, usize) -> String) {}
}

impl<F: Fn(&mut XmlWriter, usize, bool)> TableContent for F {
    fn words(&self, xml: &mut XmlWriter, number: usize, is_head: bool) {
        self(xml, number, is_head);
    }
}

/// The table `table` of a text, in which `words` stands.
pub(crate) fn prose_table(xml: &mut XmlWriter, prose: &RichText, table: &ProseTable, words: &dyn TableContent) {
    let edges = table.column_edges(prose, WIDTH);
    let edge = |column: usize| column.checked_sub(1).and_then(|before| edges.get(before)).copied().unwrap_or(0);
    let width = |from: usize, to: usize| edge(to).saturating_sub(edge(from)).to_string();
    let caption = table.paragraphs.start.checked_sub(1).filter(|before| prose.is_table_caption(*before));
    let caption = caption.and_then(|before| prose.paragraphs.get(before)).map(|paragraph| paragraph.text());
    xml.element("w:tbl", &[], |xml| {
        properties(xml, caption.unwrap_or_default().trim());
        xml.element("w:tblGrid", &[], |xml| {
            (0..table.columns).for_each(|column| xml.empty("w:gridCol", &[("w:w", &width(column, column + 1))]));
        });
        for row in 0..table.rows {
            words.rows_before(xml, row, &width);
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[]);
                    if row < table.header_rows {
                        xml.empty("w:tblHeader", &[]);
                    }
                    words.row_properties(xml, row);
                });
                let mut column = 0;
                while let Some(cell) = table.cell_at(row, column) {
                    let end = cell.column + cell.across;
                    xml.element("w:tc", &[], |xml| {
                        xml.element("w:tcPr", &[], |xml| {
                            xml.empty("w:tcW", &[("w:w", &width(cell.column, end)), ("w:type", "dxa")]);
                            if cell.across > 1 {
                                xml.value("w:gridSpan", &cell.across.to_string());
                            }
                            if cell.down > 1 {
                                xml.value("w:vMerge", if cell.row == row { "restart" } else { "continue" });
                            }
                            xml.value("w:vAlign", "center");
                        });
                        content(xml, cell, (row, row < table.header_rows), words);
                    });
                    column = end;
                }
            });
        }
        words.rows_before(xml, table.rows, &width);
    });
}

/// The paragraphs of a cell in its first row, an empty one in the others.
fn content(xml: &mut XmlWriter, cell: &GridCell, (row, is_head): (usize, bool), words: &dyn TableContent) {
    let own = if cell.row == row { cell.paragraphs.clone() } else { 0..0 };
    own.clone().for_each(|number| words.words(xml, number, is_head));
    if own.is_empty() {
        cell_paragraph(xml, None, &[], false);
    }
}
