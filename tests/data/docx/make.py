#!/usr/bin/env python3
"""Makes the documents beside it, as users of Word and WPS make them: needs python-docx 1.2.

    python3 -m venv v && v/bin/pip install python-docx==1.2.0 && v/bin/python tests/data/docx/make.py

Every unit, number and sentence is invented. The documents are kept, so that the tests need no Python.
"""

import re
import zipfile
from copy import deepcopy
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = Path(__file__).parent
FORM = HERE.parent.parent / "assets" / "forms" / "cn-2021.toml"
W = nsdecls("w")
COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def rows_of_requests():
    """The labels of table three, as (group, label)."""
    text = FORM.read_text(encoding="utf8").split('name = "requests"')[1].split("[[table]]")[0]
    rows, group = [], ""
    for line in text.splitlines():
        if "row = " not in line:
            continue
        labels = [t + n for t, n in re.findall(r'text = "([^"]*)"(?:, note = "([^"]*)")?', line)]
        labels = [label for label in labels if label != "三、本年度办理结果"]
        if len(labels) == 2:
            group = labels[0]
        rows.append((group if "." in labels[-1] and labels[-1][0].isdigit() else "", labels[-1]))
    return rows


ROWS = rows_of_requests()


def numbers(seed):
    """Numbers of table three that keep its sums: seven a row."""
    rows = [[(seed * (i + 3) * (j + 5)) % 7 if (i + j + seed) % 3 == 0 else 0 for j in range(6)] for i in range(len(ROWS))]
    total = len(ROWS) - 2
    for j in range(6):
        rows[total][j] = sum(rows[i][j] for i in range(2, total))
        rows[-1][j] = (seed + j) % 2
        rows[1][j] = j % 2
        need = rows[total][j] + rows[-1][j] - rows[1][j]
        rows[0][j] = max(need, 0)
        rows[-1][j] += rows[0][j] - need
    return [row + [sum(row)] for row in rows]


def split(paragraph, text, size=2, bold=False):
    """Text in runs of a few characters, as input methods and proofing leave it."""
    for at in range(0, len(text), size):
        run = paragraph.add_run(text[at : at + size])
        run.bold = bold or None
        run._r.set(qn("w:rsidR"), f"00{at:06X}")
    return paragraph


def table_two(document, values):
    table = document.add_table(rows=14, cols=4)
    table.style = "Table Grid"
    heads = {0: "第二十条第（一）项", 4: "第二十条第（五）项", 7: "第二十条第（六）项", 11: "第二十条第（八）项"}
    for row, head in heads.items():
        table.cell(row, 0).merge(table.cell(row, 3)).text = head
    for column, word in enumerate(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]):
        table.cell(1, column).text = word
    lines = {2: ["规章", *values[0:3]], 3: ["行政规范性文件", *values[3:6]]}
    wide = {5: ["信息内容", "本年处理决定数量"], 6: ["行政许可", values[6]], 8: ["信息内容", "本年处理决定数量"],
            9: ["行政处罚", values[7]], 10: ["行政强制", values[8]], 12: ["信息内容", "本年收费金额（单位：万元）"],
            13: ["行政事业性收费", values[9]]}
    for row, words in lines.items():
        for column, word in enumerate(words):
            table.cell(row, column).text = str(word)
    for row, (label, word) in wide.items():
        table.cell(row, 0).text = label
        table.cell(row, 1).merge(table.cell(row, 3)).text = str(word)
    return table


def table_three(document, rows, digits=str):
    table = document.add_table(rows=3 + len(rows), cols=10)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(2, 2)).text = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    table.cell(0, 3).merge(table.cell(0, 9)).text = "申请人情况"
    table.cell(1, 3).merge(table.cell(2, 3)).text = "自然人"
    table.cell(1, 4).merge(table.cell(1, 8)).text = "法人或其他组织"
    table.cell(1, 9).merge(table.cell(2, 9)).text = "总计"
    for column, word in enumerate(COLUMNS[1:6]):
        table.cell(2, 4 + column).text = word
    last = len(rows) - 1
    outer = table.cell(3 + 2, 0).merge(table.cell(3 + last - 1, 0))
    outer.text = "三、本年\n度办理\n结果"
    groups = {}
    for index, (group, label) in enumerate(ROWS):
        row = 3 + index
        if index < 2 or index == last:
            table.cell(row, 0).merge(table.cell(row, 2)).text = label
        elif group:
            groups.setdefault(group, []).append(row)
            table.cell(row, 2).text = label
        else:
            table.cell(row, 1).merge(table.cell(row, 2)).text = label
        for column, number in enumerate(rows[index]):
            table.cell(row, 3 + column).text = digits(number)
    for group, own in groups.items():
        table.cell(own[0], 1).merge(table.cell(own[-1], 1)).text = group
    return table


def table_four(document, values):
    table = document.add_table(rows=4, cols=15)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 4)).text = "行政复议"
    table.cell(0, 5).merge(table.cell(0, 14)).text = "行政诉讼"
    table.cell(1, 5).merge(table.cell(1, 9)).text = "未经复议直接起诉"
    table.cell(1, 10).merge(table.cell(1, 14)).text = "复议后起诉"
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    for column in range(15):
        if column < 5:
            table.cell(1, column).merge(table.cell(2, column)).text = heads[column]
        else:
            table.cell(2, column).text = heads[column % 5]
        table.cell(3, column).text = str(values[column])
    return table


def inserted(text):
    return parse_xml(f'<w:ins {W} w:id="90" w:author="审核" w:date="2025-01-09T00:00:00Z"><w:r><w:t>{text}</w:t></w:r></w:ins>')


def deleted(text):
    return parse_xml(f'<w:del {W} w:id="91" w:author="审核" w:date="2025-01-09T00:00:00Z"><w:r><w:delText>{text}</w:delText></w:r></w:del>')


def text_box(text):
    """A text box as Word writes it: a drawing, and a picture of VML for older programs."""
    spaces = " ".join([
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"', W])
    content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return parse_xml(
        f"<w:r {spaces}><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent cx=\"3600000\" cy=\"360000\"/>"
        f"<wp:docPr id=\"7\" name=\"文本框 7\"/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
        f"<wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>")


def control(element):
    """The element inside a content control."""
    frame = parse_xml(f'<w:sdt {W}><w:sdtPr><w:alias w:val="总体情况"/><w:id w:val="77"/></w:sdtPr><w:sdtContent/></w:sdt>')
    element.addprevious(frame)
    frame[-1].append(element)


def field(paragraph, instruction, result):
    for kind, text in [("begin", None), (None, instruction), ("separate", None), ("text", result), ("end", None)]:
        run = paragraph.add_run(text if kind == "text" else None)
        if kind is None:
            run._r.append(parse_xml(f'<w:instrText {W} xml:space="preserve">{text}</w:instrText>'))
        elif kind != "text":
            run._r.append(parse_xml(f'<w:fldChar {W} w:fldCharType="{kind}"/>'))


def numbering(document):
    """Lists that number by themselves: （一）（二）, and 1. 2.; their numbers, 901 and 902."""
    root = document.part.numbering_part.element
    levels = [(901, "chineseCountingThousand", "（%1）"), (902, "decimal", "%1.")]
    first = root.find(qn("w:num"))
    for number, kind, text in levels:
        definition = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>')
        first.addprevious(definition)
        root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def numbered(paragraph, number):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def save(document, name):
    """Without the picture and the clock that python-docx's own template brings along."""
    document.core_properties.author = "某局"
    document.save("/tmp/docx-made.docx")
    with zipfile.ZipFile("/tmp/docx-made.docx") as old, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if "thumbnail" in item.filename or item.filename == "word/stylesWithEffects.xml":
                continue
            data = old.read(item)
            if item.filename in ("_rels/.rels", "word/_rels/document.xml.rels"):
                data = re.sub(rb'<Relationship [^>]*(thumbnail|stylesWithEffects)[^>]*/>', b"", data)
            if item.filename == "word/styles.xml":
                data = re.sub(rb"<w:latentStyles.*?</w:latentStyles>", b"", data, flags=re.S)
                data = re.sub(rb'<w:style w:type="table" w:styleId="(?!TableNormal|TableGrid)[^"]*">.*?</w:style>', b"", data, flags=re.S)
            new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


TITLES = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
          "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]


def handmade():
    """A report typed into Word: headings that are only bold, split runs, lists that number by
    themselves, tracked changes, a text box, notes, comments, header and page number."""
    document = Document()
    numbering(document)
    section = document.sections[0]
    section.header.paragraphs[0].text = "青石县水务局"
    field(section.footer.paragraphs[0], " PAGE ", "1")
    split(document.add_paragraph(), "青石县水务局", bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    split(document.add_paragraph(), "2024年政府信息公开工作年度报告", 3, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    first = document.add_paragraph()
    first._p.append(text_box("本报告由青石县水务局编制，电话0000-1234567。"))
    split(document.add_paragraph(), TITLES[0], bold=True)
    numbered(split(document.add_paragraph(), "主动公开"), 901)
    body = split(document.add_paragraph(), "全年主动公开信息126条，其中重点领域")
    body._p.append(deleted("53"))
    body._p.append(inserted("58"))
    body.add_run("条。")
    body.add_run("水质月报").bold = True
    body.add_run("每月公开。")
    document.add_comment(body.runs[-1], text="请再核一遍数字。", author="审核", initials="审")
    control(body._p)
    numbered(split(document.add_paragraph(), "依申请公开"), 901)
    soft = document.add_paragraph("收到申请的数量见表三。")
    soft.add_run().add_break(WD_BREAK.LINE)
    soft.add_run("答复均在法定期限内作出。")
    hidden = document.add_paragraph("平台建设按要求推进。")
    secret = hidden.add_run("（内部掌握）")
    secret.font.hidden = True
    link = document.add_paragraph("电子版见")
    field(link, ' HYPERLINK "https://www.example.gov.cn/" ', "县政府网站")
    link.add_run("。")
    split(document.add_paragraph(), TITLES[1], bold=True)
    table_two(document, [0, 0, 0, 2, 1, 17, 345, 6, 0, "12.5"])
    split(document.add_paragraph(), TITLES[2], bold=True)
    table_three(document, numbers(4))
    split(document.add_paragraph(), TITLES[3], bold=True)
    table_four(document, [1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 2, 0, 0, 1, 3])
    split(document.add_paragraph(), TITLES[4], bold=True)
    numbered(document.add_paragraph("公开的及时性还不够。"), 902)
    numbered(document.add_paragraph("政策解读的形式还不多。"), 902)
    split(document.add_paragraph(), TITLES[5], bold=True)
    document.add_paragraph("本年度未收取信息处理费。")
    document.add_paragraph("青石县水务局").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("2025年1月16日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    save(document, "handmade.docx")


def pasted():
    """A report pasted from a web page into a frame: the whole text in one cell, tables nested in
    it, headings of the wrong rank, a table of contents, wide digits, a picture's place."""
    document = Document()
    document.add_heading("临江市北辰区林业局2024年政府信息公开工作年度报告", 0)
    contents = document.add_paragraph("一、总体情况\t1")
    document.styles.add_style("toc 1", 1)
    contents.style = document.styles["toc 1"]
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.paragraphs[0].text = TITLES[0]
    frame.paragraphs[0].style = document.styles["Heading 3"]
    frame.add_paragraph("全年办理林木采伐许可1204件。")
    for title, make in [
        (TITLES[1], lambda holder: table_two(holder, [0, 0, 0, 0, 0, 3, 1204, 18, 2, "0"])),
        (TITLES[2], lambda holder: table_three(holder, numbers(5), lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)))),
        (TITLES[3], lambda holder: table_four(holder, [0] * 15)),
    ]:
        heading = frame.add_paragraph(title)
        heading.style = document.styles["Heading 1"]
        made = make(document)
        frame._tc.append(deepcopy(made._tbl))
        made._tbl.getparent().remove(made._tbl)
        frame.add_paragraph("")
    frame.add_paragraph(TITLES[4]).style = document.styles["Heading 3"]
    item = frame.add_paragraph("公开目录更新不及时。")
    item.style = document.styles["List Bullet"]
    frame.add_paragraph(TITLES[5]).style = document.styles["Heading 3"]
    frame.add_paragraph("无其他需要报告的事项。")
    save(document, "pasted.docx")


handmade()
pasted()
