#!/bin/sh
# Below a cell that spans two rows, markitdown moves the numbers of the second row under the heads left of theirs.
#
# A Word table may merge a cell downwards (ISO/IEC 29500-1 §17.4.84, w:vMerge). markitdown writes the row below it
# with one cell less and nothing in the place that is covered: in the Markdown that it gives, each number of that row
# stands under the head of the column before its own, and the last column is empty. A cell merged across keeps its
# places, so that the same table has rows of both kinds. Whoever reads the numbers by their heads reads wrong ones.
# Seen with markitdown 0.1.9, which converts with mammoth 1.13.0 and markdownify 1.2.3.
#
# Installs pinned packages in a temporary folder, makes a document with python-docx, and fails if the behaviour
# changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 'markitdown[docx]==0.1.9' mammoth==1.13.0 markdownify==1.2.3
cat >"$folder/try.py" <<'PYTHON'
import sys
import docx
from markitdown import MarkItDown

path = f"{sys.argv[1]}/made.docx"
rows = [["Outcome", "Reason", "People", "Firms"],
        ["Refused", "Secret", "11", "12"],
        ["", "Safety", "21", "22"],
        ["Sum", "", "32", "34"]]
document = docx.Document()
table = document.add_table(rows=4, cols=4)
for row, texts in enumerate(rows):
    for column, text in enumerate(texts):
        table.cell(row, column).text = text
table.cell(1, 0).merge(table.cell(2, 0))
table.cell(3, 0).merge(table.cell(3, 1))
document.save(path)
lines = MarkItDown().convert(path).text_content.splitlines()
cells = lambda line: [cell.strip() for cell in line.strip().strip("|").split("|")]
seen = {cells(line)[0]: cells(line) for line in lines if line.startswith("|")}
print(*lines, sep="\n")
if len(seen["Refused"]) != 4 or len(seen["Sum"]) != 4:
    sys.exit("changed: rows without a covered cell are not whole")
if seen.get("Safety") != ["Safety", "21", "22"]:
    sys.exit("changed: the row below a merged cell keeps its places")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: 21 stands under Reason, 22 under People"
