#!/bin/sh
# A workbook with print titles on a sheet whose name is Chinese becomes no XML when SheetJS saves it as Excel 2003 XML.
#
# docProps/app.xml of a workbook lists its defined names (ISO/IEC 29500-1 §22.2.2.28, TitlesOfParts), such as
# '受理情况'!Print_Titles. SheetJS keeps them and writes them into the properties of the XML of Excel 2003 with each
# character cut to its lowest eight bits: of Chinese names control characters are left, which XML 1.0 §2.2 does not
# allow, so that no parser reads the file. The sheets themselves are written rightly; a file of a sheet with an English
# name, or without a print title, is well formed. Seen with xlsx 0.18.5 of the npm registry, of a
# workbook by XlsxWriter 3.3.1.
#
# Installs pinned packages in a temporary folder, makes the workbooks, and fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q xlsxwriter==3.3.1
(cd "$folder" && npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 >/dev/null)
cat >"$folder/make.py" <<'PYTHON'
import sys
import xlsxwriter

for file, name, titles in (("chinese", "受理情况", True), ("english", "Requests", True), ("plain", "受理情况", False)):
    book = xlsxwriter.Workbook(f"{sys.argv[1]}/{file}.xlsx")
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, ["Received", 12])
    if titles:
        sheet.repeat_rows(0)
    book.close()
PYTHON
"$folder/venv/bin/python" "$folder/make.py" "$folder"
cat >"$folder/save.js" <<'JS'
const xlsx = require("xlsx");
console.log("xlsx", xlsx.version);
for (const file of ["chinese", "english", "plain"]) {
    xlsx.writeFile(xlsx.readFile(`${file}.xlsx`), `${file}.xml`, { bookType: "xlml" });
}
JS
(cd "$folder" && node save.js)
cat >"$folder/read.py" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

def reads(file):
    try:
        words = "".join(tree.parse(f"{sys.argv[1]}/{file}.xml").getroot().itertext())
    except tree.ParseError as error:
        print(f"{file}: {error}")
        return False
    print(f"{file}: read")
    return "Received" in words

if not reads("english") or not reads("plain"):
    sys.exit("changed: a workbook without such names is not read either")
if reads("chinese"):
    sys.exit("changed: the workbook with a Chinese name is well formed")
PYTHON
"$folder/venv/bin/python" "$folder/read.py" "$folder"
echo "as described: the names of print titles make the file no XML"
