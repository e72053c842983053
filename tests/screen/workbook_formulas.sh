#!/bin/sh
# Lets LibreOffice work out the formulas of exported workbooks anew and compares what they give
# with what the program wrote beside them.
#
#   tests/screen/workbook_formulas.sh BOOK.xlsx...
#
# Skips where LibreOffice or Python is not installed.
set -u
. "$(dirname "$0")/../support/skip.sh"
for tool in soffice python3; do
    command -v $tool >/dev/null || skip "$tool is not installed (apt-get install libreoffice-calc python3)"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for book in "$@"; do
    name=$(basename "$book" .xlsx)
    mkdir -p "$work/$name"
    # Without the written results nothing but the formulas can say what the totals are.
    python3 - "$book" "$work/$name/bare.xlsx" "$work/$name/written.txt" <<'PY'
import re, sys, zipfile
book, bare, written = sys.argv[1:]
cells = []
with zipfile.ZipFile(book) as old, zipfile.ZipFile(bare, "w") as new:
    for name in old.namelist():
        text = old.read(name)
        if re.match(r"xl/worksheets/sheet\d+\.xml", name):
            xml = text.decode()
            for cell in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>([^<]*)</v></c>', xml):
                cells.append((name, *cell))
            text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", xml).encode()
        new.writestr(name, text)
open(written, "w").write("\n".join(" ".join(cell) for cell in cells))
PY
    (cd "$work/$name" && timeout 120 soffice -env:UserInstallation=file://"$work/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir counted bare.xlsx >/dev/null 2>&1)
    python3 - "$work/$name/counted/bare.xlsx" "$work/$name/written.txt" "$name" <<'PY' || failed=1
import re, sys, zipfile
counted, written, name = sys.argv[1:]
wanted = [line.split(" ") for line in open(written).read().split("\n")]
found, sheets = {}, {}
with zipfile.ZipFile(counted) as book:
    strings = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.S)
    for part in sorted({sheet for sheet, *_ in wanted}):
        for cell in re.findall(r'<c r="([A-Z]+\d+)"((?:[^>]*[^/>])?)>(.*?)</c>', book.read(part).decode(), re.S):
            value = re.search(r"<v>([^<]*)</v>", cell[2])
            found[part, cell[0]] = value.group(1) if value else ""
bad = 0
for sheet, cell, value in wanted:
    got = found.get((sheet, cell), "")
    same = got == value or (got and value and abs(float(got) - float(value)) < 1e-9)
    if not same:
        bad += 1
        print(f"{name} {sheet} {cell}: written {value!r}, counted {got!r}")
print(f"{name}: {len(wanted)} formulas, {bad} differ")
sys.exit(1 if bad or not wanted else 0)
PY
done
exit $failed
