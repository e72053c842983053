"""Random reports → files by programs of others → the built program: random_reports.py PROGRAM FOLDER COUNT SEED.
Prints for each way how many cells differ; the status is 1 where one does."""

import html.parser
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM, FOLDER, COUNT, SEED = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
HERE = Path(__file__).parent
SENTENCES = [
    "本年度主动公开信息{0}条，其中通过网站公开{1}条。",
    "（一）主动公开。发布政策解读{0}篇，组织新闻发布会{1}场。",
    "（二）依申请公开。答复及时，没有超期，比上年增长{0}%。",
    "一是公开内容还不够具体，二是培训只有{1}次。",
    "下一步将加强队伍建设，{0}个科室落实专人负责。",
    "没有收取信息处理费的情况。",
]
LONG = 120


def run(*arguments):
    return subprocess.run([str(one) for one in arguments], capture_output=True, text=True, timeout=600)


def exported(draft, target):
    done = run(PROGRAM, "export", draft, "-o", target, "--force")
    assert done.returncode == 0, done.stderr
    return Path(target).read_text(encoding="utf-8-sig")


def cells(draft, folder):
    report = json.loads(exported(draft, folder / "cells.json"))
    tables = [section["table"] for section in report["sections"] if section["table"]]
    found = {cell["key"]: cell for table in tables for cell in table["cells"]}
    return report, found


class Tables(html.parser.HTMLParser):
    """The tables of a page as rows of cells with text and spans."""

    def __init__(self):
        super().__init__()
        self.tables, self.cell = [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            spans = [int(attributes.get(name) or 1) for name in ("rowspan", "colspan")]
            self.cell = {"text": "", "down": spans[0], "across": spans[1]}
            self.tables[-1][-1].append(self.cell)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell["text"] += data.strip()


def base(seed, folder):
    """A random report as a draft of the program, with its cells and as a plain structure."""
    chance = random.Random(seed)
    unit = chance.choice(["青石县水务局", "云溪市财政局", "白沙镇人民政府", "临江区教育局"])
    year = chance.choice([2021, 2022, 2023, 2024])
    empty, own = folder / "empty.nianbao", folder / "own.nianbao"
    done = run(PROGRAM, "new", "--unit", unit, "--year", year, "-o", empty, "--force")
    assert done.returncode == 0, done.stderr
    report, found = cells(empty, folder)
    most = chance.choice([3, 30, 3000, 120000])
    for section in report["sections"]:
        if section["table"]:
            # Totals are left to the program.
            section["table"]["cells"] = [cell for cell in section["table"]["cells"] if not cell["total"]]
            for cell in section["table"]["cells"]:
                number = 0 if chance.random() < 0.4 else chance.randrange(most)
                amount = f"{number}.{chance.randrange(1, 100):02}".rstrip("0") if number else "0"
                cell["value"] = amount if cell["measure"] == "amount" else number
        if not section["table"]:
            some = chance.sample(SENTENCES, chance.randrange(1, 4))
            texts = [one.format(chance.randrange(99), chance.randrange(99)) for one in some]
            section["paragraphs"] = [{"level": "body", "text": text} for text in texts]
    (folder / "own.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    done = run(PROGRAM, "import", folder / "own.json", "-o", own, "--force")
    assert done.returncode == 0, done.stderr
    report, found = cells(own, folder)
    parser = Tables()
    parser.feed(exported(own, folder / "own.html"))
    # A page has its key figures in tables of their own; those of the form are the ones with most cells.
    grids = [table for table in parser.tables if sum(map(len, table)) >= 20][-3:]
    assert len(grids) == 3, [sum(map(len, table)) for table in parser.tables]
    plain = {"title": report["title"], "sections": []}
    for section in report["sections"]:
        grid = grids.pop(0) if section["table"] else None
        texts = [one["text"] for one in section["paragraphs"]]
        plain["sections"].append({"title": section["title"], "sentences": texts, "grid": grid})
    plain["headings"], plain["split"] = chance.random() < 0.5, chance.random() < 0.3
    return plain, found, chance


def page(plain, spans=True):
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    out = [f"<h1>{escape(plain['title'])}</h1>"]
    for section in plain["sections"]:
        out.append(f"<h2>{escape(section['title'])}</h2>")
        out += [f"<p>{escape(text)}</p>" for text in section["sentences"]]
        if section["grid"]:
            rows = section["grid"] if spans else squares(section["grid"])
            out.append("<table border='1'>")
            for row in rows:
                cell = lambda one: f"<td rowspan='{one['down']}' colspan='{one['across']}'>{escape(one['text'])}</td>"
                out.append("<tr>" + "".join(map(cell, row)) + "</tr>")
            out.append("</table>")
    return "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>" + "\n".join(out) + "</body></html>"


def placed(grid):
    """Each cell with its row and column."""
    taken, found = set(), []
    for row, own in enumerate(grid):
        column = 0
        for cell in own:
            while (row, column) in taken:
                column += 1
            found.append((row, column, cell))
            taken |= {(row + y, column + x) for y in range(cell["down"]) for x in range(cell["across"])}
            column += cell["across"]
    return found, 1 + max(row for row, _ in taken), 1 + max(column for _, column in taken)


def squares(grid, repeat=False):
    """The grid without spans: what a cell covers is empty, or says the same."""
    found, rows, columns = placed(grid)
    plain = [[{"text": "", "down": 1, "across": 1} for _ in range(columns)] for _ in range(rows)]
    for row, column, cell in found:
        for y in range(cell["down"]):
            for x in range(cell["across"]):
                plain[row + y][column + x]["text"] = cell["text"] if repeat or (x, y) == (0, 0) else ""
    return plain


def python_docx(plain, chance, target):
    import docx
    from docx.shared import Pt

    document = docx.Document()
    heads = chance.random() < 0.5
    add = lambda text, rank: document.add_heading(text, rank) if heads else document.add_paragraph(text)
    add(plain["title"], 0)
    merges, centred = chance.random() < 0.7, chance.random() < 0.5
    for section in plain["sections"]:
        add(section["title"], 1)
        for text in section["sentences"]:
            paragraph = document.add_paragraph()
            cut = chance.randrange(len(text)) if chance.random() < 0.5 else 0
            paragraph.add_run(text[:cut]).bold = True
            paragraph.add_run(text[cut:]).font.size = Pt(16)
        if section["grid"]:
            found, rows, columns = placed(section["grid"])
            table = document.add_table(rows, columns, style="Table Grid" if chance.random() < 0.7 else None)
            for row, column, cell in found:
                own = table.cell(row, column)
                if merges and (cell["down"], cell["across"]) != (1, 1):
                    own = own.merge(table.cell(row + cell["down"] - 1, column + cell["across"] - 1))
                own.text = cell["text"]
                if centred:
                    own.paragraphs[0].alignment = 1
    document.save(target)


def openpyxl_book(plain, chance, target):
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    together, texts, merges = chance.random() < 0.4, chance.random() < 0.4, chance.random() < 0.7
    row, first = 1, True
    for section in plain["sections"]:
        if not section["grid"]:
            continue
        if not together and not first:
            sheet, row = book.create_sheet(), 1
        first = False
        sheet.cell(row, 1, plain["title"] if row == 1 else None)
        sheet.cell(row + 1, 1, section["title"])
        row += 2
        found, rows, _ = placed(section["grid"])
        for down, across, cell in found:
            text = cell["text"]
            number = text.replace(".", "", 1).isdigit()
            value = text if not number else f"{float(text):,.{len(text.partition('.')[2])}f}" if texts else json.loads(text)
            sheet.cell(row + down, across + 1, value if text else None)
            if merges and (cell["down"], cell["across"]) != (1, 1):
                last = f"{get_column_letter(across + cell['across'])}{row + down + cell['down'] - 1}"
                sheet.merge_cells(f"{get_column_letter(across + 1)}{row + down}:{last}")
        row += rows + 1
    book.save(target)


def markdown(plain):
    out = [f"# {plain['title']}", ""]
    for section in plain["sections"]:
        out += [f"## {section['title']}", ""]
        for text in section["sentences"]:
            out += [text, ""]
        if section["grid"]:
            for index, row in enumerate(squares(section["grid"])):
                out.append("| " + " | ".join(cell["text"] for cell in row) + " |")
                if index == 0:
                    out.append("|" + " --- |" * len(row))
            out.append("")
    return "\n".join(out)


def pandoc_program():
    try:
        import pypandoc

        return pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return shutil.which("pandoc")


def main():
    pandoc, node, office = pandoc_program(), shutil.which("node"), shutil.which("soffice")
    modules = Path(os.environ.get("NODE_PATH", ""))
    files = []
    for seed in range(SEED, SEED + COUNT):
        folder = FOLDER / str(seed)
        folder.mkdir(parents=True, exist_ok=True)
        plain, truth, chance = base(seed, folder)
        add = lambda way, name: files.append((way, folder / name, truth))
        (folder / "plain.json").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        (folder / "page.html").write_text(page(plain), encoding="utf-8")
        (folder / "squares.html").write_text(page(plain, spans=False), encoding="utf-8")
        (folder / "plain.md").write_text(markdown(plain), encoding="utf-8")
        python_docx(plain, chance, folder / "python-docx.docx")
        add("python-docx", "python-docx.docx")
        openpyxl_book(plain, chance, folder / "openpyxl.xlsx")
        add("openpyxl", "openpyxl.xlsx")
        for kind, source, package in [("docx", "plain.json", "docx"), ("html", "page.html", "html-to-docx")]:
            if node and (modules / package).exists():
                done = run(node, HERE / "write_docx.js", kind, folder / source, folder / f"npm-{kind}.docx")
                assert done.returncode == 0, done.stderr
                add(f"npm {package}", f"npm-{kind}.docx")
        if pandoc:
            ways = [("page.html", "docx"), ("page.html", "odt"), ("plain.md", "docx"), ("squares.html", "md"), ("plain.md", "html")]
            for source, to in ways:
                kind = source.partition(".")[2]
                name = f"pandoc-{kind}.{to}"
                done = run(pandoc, "-f", "html" if kind == "html" else "markdown", folder / source, "-s", "--columns=72",
                           "--metadata", "title= ", "-o", folder / name)
                assert done.returncode == 0, done.stderr
                add(f"pandoc {kind} to {to}", name)
        if office:
            for source, to, filtered in [
                ("page.html", "odt", "odt:writer8"),
                ("page.html", "docx", "docx:MS Word 2007 XML"),
                ("python-docx.docx", "odt", "odt"),
                ("openpyxl.xlsx", "ods", "ods"),
            ]:
                out = folder / f"office-{to}-{source.partition('.')[2]}"
                more = ["--infilter=HTML (StarWriter)"] if source.endswith("html") else []
                done = run(office, f"-env:UserInstallation=file://{FOLDER.resolve()}/profile", "--headless", *more, "--convert-to",
                           filtered, "--outdir", out, folder / source)
                name = f"{out.name}/{Path(source).stem}.{to}"
                assert (folder / name).exists(), done.stderr
                add(f"LibreOffice {source.partition('.')[2]} to {to}", name)
    bad, ways = 0, {}
    for way, path, truth in files:
        draft = path.parent / "read.nianbao"
        done = run(PROGRAM, "import", path, "-o", draft, "--force")
        found = cells(draft, path.parent)[1] if done.returncode == 0 else {}
        differing = [key for key, cell in truth.items() if found.get(key, {}).get("value") != cell["value"]]
        counts = ways.setdefault(way, [0, 0, 0])
        counts[0] += 1
        counts[1] += len(truth)
        counts[2] += len(differing)
        if differing:
            bad += len(differing)
            shown = ", ".join(f"{key} {truth[key]['value']} → {found.get(key, {}).get('value')}" for key in differing[:4])
            print(f"{path}: {len(differing)} differ: {shown} {(done.stdout + done.stderr)[:LONG]}")
    for way, (count, all_cells, differ) in sorted(ways.items()):
        print(f"{way:28} {count:4} files {all_cells:7} cells {differ:5} differ")
    print(f"{len(files)} files, {bad} cells differ")
    return 1 if bad or not files else 0


sys.exit(main())
