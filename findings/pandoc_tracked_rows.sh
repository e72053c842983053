#!/bin/sh
# A table row that was deleted or inserted with changes tracked is an ordinary row to pandoc, whichever way it is asked
# to treat changes.
#
# Word notes in the properties of a row that it was inserted or deleted (ISO/IEC 29500-1 §17.13.5.13 and §17.13.5.17,
# w:ins and w:del in w:trPr). pandoc heeds the marks around words: `--track-changes=accept` leaves deleted words out and
# `reject` inserted ones. Of rows it heeds none: with `accept` the deleted row stands in the result, with `reject` the
# inserted one, and with `all`, which writes a mark around each changed word, none of them has one. Who takes the result
# for the final text counts a row that a reviewer struck out.
# Seen with pandoc 3.9 of pypandoc_binary 1.17.
#
# Installs pinned packages in a temporary folder, makes a document with python-docx, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 pypandoc_binary==1.17
cat >"$folder/try.py" <<'PYTHON'
import sys
import docx
import pypandoc
from docx.oxml import parse_xml

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE = f'xmlns:w="{MAIN}" w:author="A" w:date="2025-01-02T00:00:00Z"'
document = docx.Document()
words = document.add_paragraph("Requests: ")._p
for xml in (f'<w:del {NOTE} w:id="1"><w:r><w:delText>31</w:delText></w:r></w:del>',
            f'<w:ins {NOTE} w:id="2"><w:r><w:t>42</w:t></w:r></w:ins>'):
    words.append(parse_xml(xml))
table = document.add_table(rows=3, cols=2)
for row, (label, number) in enumerate([("Received", "11"), ("Struck", "77"), ("Added", "88")]):
    table.cell(row, 0).text, table.cell(row, 1).text = label, number
for row, (name, number) in ((1, ("del", 3)), (2, ("ins", 4))):
    table.rows[row]._tr.get_or_add_trPr().append(parse_xml(f'<w:{name} {NOTE} w:id="{number}"/>'))
path = f"{sys.argv[1]}/made.docx"
document.save(path)
html = {way: pypandoc.convert_file(path, "html", extra_args=[f"--track-changes={way}"])
        for way in ("accept", "reject", "all")}
print(html["all"])
if "42" not in html["accept"] or "31" in html["accept"] or "31" not in html["reject"] or "42" in html["reject"]:
    sys.exit("changed: tracked words are not treated as asked")
if any("77" not in one or "88" not in one for one in html.values()):
    sys.exit("changed: tracked rows are treated as asked")
rows = html["all"][html["all"].index("<table"):]
if "deletion" not in html["all"] or "deletion" in rows or "insertion" in rows:
    sys.exit("changed: tracked rows have a mark")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: the deleted row is kept with accept, the inserted one with reject"
