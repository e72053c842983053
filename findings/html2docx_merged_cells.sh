#!/bin/sh
# html2docx writes each cell of a row into the next column, whatever merged cells stand beside or above it.
#
# A cell of an HTML table may cover several columns and rows (HTML Standard §4.9.11, colspan and rowspan). html2docx reads
# neither: in the Word table that it makes, what stands right of a merged cell or in a row that one reaches into moves to
# the left, numbers come below other heads than theirs, and the last columns are empty. The rows without merged cells
# keep their places, so that the same table has rows of both kinds.
# Seen with html2docx 1.6.0.
#
# Installs pinned packages in a temporary folder, makes a page, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 html2docx==1.6.0
cat >"$folder/try.py" <<'PYTHON'
import sys
import docx
from html2docx import html2docx

page = """<table>
<tr><td>Outcome</td><td>Reason</td><td>People</td><td>Firms</td></tr>
<tr><td rowspan="2">Refused</td><td>Secret</td><td>11</td><td>12</td></tr>
<tr><td>Safety</td><td>21</td><td>22</td></tr>
<tr><td colspan="2">Sum</td><td>32</td><td>34</td></tr>
</table>"""
path = f"{sys.argv[1]}/made.docx"
with open(path, "wb") as file:
    file.write(html2docx(page, "t").getvalue())
rows = [[cell.text.strip() for cell in row.cells] for row in docx.Document(path).tables[0].rows]
print(*rows, sep="\n")
if rows[1] != ["Refused", "Secret", "11", "12"]:
    sys.exit("changed: a whole row is not kept")
if rows[2] != ["Safety", "21", "22", ""] or rows[3] != ["Sum", "32", "34", ""]:
    sys.exit("changed: rows beside merged cells are written otherwise")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: 21 and 32 stand under Reason"
