#!/bin/sh
# pymupdf4llm cuts the words of a cell that spans several columns up among these columns.
#
# In a ruled table of a PDF, a head such as 未经复议直接起诉 stands in one cell over five narrow ones. In the Markdown
# that pymupdf4llm writes there is a cell for each of the five, and each has those characters of the head that happen
# to stand above it: 未经, 复议直接, 起诉. No cell has the head as it was. Numbers keep their columns. Whoever looks a
# column up by the words of its upper head finds none. Seen with pymupdf4llm 2.0 with PyMuPDF 2.0.
#
# Installs pinned packages in a temporary folder, draws a table with PyMuPDF, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pymupdf==2.0 pymupdf4llm==2.0
cat >"$folder/try.py" <<'PYTHON'
import sys
import pymupdf
import pymupdf4llm

HEADS = ("未经复议直接起诉", "复议后起诉")
path = f"{sys.argv[1]}/made.pdf"
document = pymupdf.open()
page = document.new_page()
columns, rows = [72 + 40 * at for at in range(11)], [100, 125, 165, 190]
for row in rows:
    page.draw_line((columns[0], row), (columns[10], row), width=0.7)
for at, column in enumerate(columns):
    # The upper heads span five columns each.
    page.draw_line((column, rows[0 if at % 5 == 0 else 1]), (column, rows[3]), width=0.7)
write = lambda at, words: page.insert_text(at, words, fontname="china-s", fontsize=9)
for at, words in zip((1, 6), HEADS):
    write((columns[at] + 20, 117), words)
for at in range(10):
    write((columns[at] + 8, 147), ("维持", "纠正", "其他", "未结", "总计")[at % 5])
    write((columns[at] + 8, 180), str(11 + at))
document.save(path)
assert all(head in page.get_text() for head in HEADS), "the text of the page has the heads as they are"
lines = [line for line in pymupdf4llm.to_markdown(path).splitlines() if line.startswith("|")]
cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
print(*lines, sep="\n")
if [str(11 + at) for at in range(10)] not in cells:
    sys.exit("changed: the numbers do not keep their columns")
if any(head in row for row in cells for head in HEADS):
    sys.exit("changed: an upper head is whole in a cell")
if HEADS[0] not in "".join(cells[0]):
    sys.exit("changed: the upper heads are not cut up in their line")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: no cell has the upper heads as they were"
