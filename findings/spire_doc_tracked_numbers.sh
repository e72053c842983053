#!/bin/sh
# Where a number was replaced with changes tracked, the text that Spire.Doc gives has both numbers as one.
#
# In a document of which 31 was deleted and 42 inserted (w:del and w:ins, ISO/IEC 29500-1 §17.13.5.14 and §17.13.5.18)
# Word shows 42 in the final view and 31 in the original. `Document.GetText()` of Spire.Doc gives 3142, which stands in
# neither; in a table likewise. Nothing in the text tells it from a number of four digits, and after
# `AcceptChanges()` the text has 42.
# Seen with spire-doc 14.9.1 (without a licence, which adds a line about that in front).
#
# Installs pinned packages in a temporary folder, makes a document with python-docx, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 spire-doc==14.9.1
cat >"$folder/try.py" <<'PYTHON'
import sys
import docx
from docx.oxml import parse_xml
from spire.doc import Document

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE = f'xmlns:w="{MAIN}" w:author="A" w:date="2025-01-02T00:00:00Z"'
made = docx.Document()
paragraph = made.add_paragraph("Requests: ")._p
for xml in (f'<w:del {NOTE} w:id="1"><w:r><w:delText>31</w:delText></w:r></w:del>',
            f'<w:ins {NOTE} w:id="2"><w:r><w:t>42</w:t></w:r></w:ins>'):
    paragraph.append(parse_xml(xml))
path = f"{sys.argv[1]}/made.docx"
made.save(path)
document = Document()
document.LoadFromFile(path)
both = document.GetText()
document.AcceptChanges()
final = document.GetText()
print(both, final)
if "Requests: 3142" not in both:
    sys.exit("changed: the deleted and the inserted number are told apart")
if "Requests: 42" not in final:
    sys.exit("changed: accepted changes give another text")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
echo "as described: 31 replaced by 42 reads 3142"
