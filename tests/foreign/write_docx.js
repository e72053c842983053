// A report as JSON (title, sections of title, sentences and grid) → a Word file by npm docx, or with "html" by
// html-to-docx: node write_docx.js docx|html SOURCE TARGET
const fs = require('fs');
const [kind, source, target] = process.argv.slice(2);

async function byDocx(report) {
    const d = require('docx');
    const paragraph = (text, more) => new d.Paragraph({ ...more, children: pieces(text, report.split) });
    const pieces = (text, split) => split && text.length > 3
        ? [new d.TextRun(text.slice(0, 2)), new d.TextRun({ text: text.slice(2), bold: true })] : [new d.TextRun(text)];
    const heading = report.headings ? { heading: d.HeadingLevel.HEADING_1 } : {};
    const cell = one => new d.TableCell({
        rowSpan: one.down, columnSpan: one.across, children: one.text.split('\n').map(line => paragraph(line)),
    });
    const table = grid => new d.Table({
        rows: grid.map(row => new d.TableRow({ children: row.map(cell) })),
        width: { size: 100, type: d.WidthType.PERCENTAGE },
    });
    const children = [paragraph(report.title, report.headings ? { heading: d.HeadingLevel.TITLE } : {})];
    for (const section of report.sections) {
        children.push(paragraph(section.title, heading), ...section.sentences.map(one => paragraph(one)));
        if (section.grid) children.push(table(section.grid));
    }
    return d.Packer.toBuffer(new d.Document({ sections: [{ children }] }));
}

async function byHtml(page) {
    const made = await require('html-to-docx')(page, null, { table: { row: { cantSplit: true } } });
    return Buffer.from(made);
}

(async () => {
    const text = fs.readFileSync(source, 'utf8');
    fs.writeFileSync(target, await (kind === 'docx' ? byDocx(JSON.parse(text)) : byHtml(text)));
})();
