#!/bin/sh
# A table's alternative title becomes visible text when pandoc saves a Word document again.
#
# ISO/IEC 29500-1 §17.4.41 gives a table a caption for assistive technology (w:tblCaption in w:tblPr); Word shows
# it in the table's properties only, as "alternative text, title". pandoc reads it as the caption of the table and
# writes a paragraph above the table, in the style Table Caption: readers of the new document see words that
# nobody saw before, and a program that reads it back takes them for text. Seen with pandoc 3.6.1.
#
# Installs pinned packages in a temporary folder, makes a document with python-docx, and fails if the behaviour
# changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 pypandoc_binary==1.15
cat >"$folder/try.py" <<'PYTHON'
import sys
import docx
import pypandoc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

folder, title = sys.argv[1], "Requests received and answered"
document = docx.Document()
document.add_paragraph("Before the table.")
table = document.add_table(rows=1, cols=2)
for cell, text in zip(table.rows[0].cells, ("Received", "12")):
    cell.text = text
caption = OxmlElement("w:tblCaption")
caption.set(qn("w:val"), title)
table._tbl.tblPr.append(caption)
document.save(f"{folder}/made.docx")
visible = lambda path: [one.text for one in docx.Document(path).paragraphs]
assert title not in visible(f"{folder}/made.docx"), "the title is no text yet"
pypandoc.convert_file(f"{folder}/made.docx", "docx", outputfile=f"{folder}/saved.docx")
seen = visible(f"{folder}/saved.docx")
print("pandoc", pypandoc.get_pandoc_version(), "shows:", seen)
if title not in seen:
    sys.exit("changed: the title is no longer visible")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: the title of a table has become a visible paragraph"
