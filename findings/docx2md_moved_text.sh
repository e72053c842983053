#!/bin/sh
# Text that was moved with changes tracked is in no place of the Markdown that docx2md makes.
#
# Word notes moved text twice: where it stood (w:moveFrom) and where it stands (w:moveTo, ISO/IEC 29500-1 §17.13.5.22 and
# §17.13.5.25). The final text has it once, at the second place. docx2md leaves out both, without a word about it, though
# it takes in what stands in w:ins. A report of which a reviewer moved a paragraph has lost that paragraph.
# Seen with docx2md 1.0.5.
#
# Installs pinned packages in a temporary folder, makes a document with python-docx, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 docx2md==1.0.5
cat >"$folder/make.py" <<'PYTHON'
import sys
import docx
from docx.oxml import parse_xml

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
document = docx.Document()
for number, (name, words) in enumerate((("moveFrom", "Fees: none."), ("ins", "Training twice."), ("moveTo", "Fees: none."))):
    paragraph = document.add_paragraph(f"{number}. ")._p
    note = f'xmlns:w="{MAIN}" w:id="{number}" w:author="A" w:date="2025-01-02T00:00:00Z"'
    paragraph.append(parse_xml(f"<w:{name} {note}><w:r><w:t>{words}</w:t></w:r></w:{name}>"))
document.save(sys.argv[1])
PYTHON
"$folder/venv/bin/python" "$folder/make.py" "$folder/made.docx"
"$folder/venv/bin/docx2md" "$folder/made.docx" "$folder/made.md" >/dev/null
cat "$folder/made.md"
grep -q 'Training twice' "$folder/made.md" || { echo "changed: inserted text is lost as well" >&2; exit 1; }
! grep -q 'Fees' "$folder/made.md" || { echo "changed: moved text is kept" >&2; exit 1; }
echo "as described: the inserted words are there, the moved ones in neither place"
