"""The parts of ofd_viewers.sh that are easier in Python: `pages PDF` says how many there are, `easyofd OFD FONT PNG`
draws all pages below each other by easyofd, `compare PDF PNG` finds ink of one that the other has not, `damage OFD
COPY` takes one line of text out. Pictures have four pixels to the millimetre."""

import re
import sys
import zipfile

SCALE = 4 * 25.4 / 72
# The side of a square that is compared, in pixels: two millimetres.
SQUARE = 8
# The most squares of a page in which one has ink and the other has none anywhere around it. Two characters have
# more; a hyphen that a font draws lower has fewer.
MOST = 6


def pages(path):
    import pymupdf as fitz

    with fitz.open(path) as document:
        print(document.page_count)


def stacked(document, path=None):
    import pymupdf as fitz
    from PIL import Image

    pictures = []
    for page in document:
        width, height = 840, 1188
        matrix = fitz.Matrix(width / page.rect.width, height / page.rect.height)
        seen = page.get_pixmap(matrix=matrix, alpha=False)
        pictures.append(Image.frombytes("RGB", [seen.width, seen.height], seen.samples).resize((width, height)))
    whole = Image.new("L", (840, 1188 * len(pictures)), 255)
    for number, picture in enumerate(pictures):
        whole.paste(picture.convert("L"), (0, 1188 * number))
    if path:
        whole.save(path)
    return whole


def easyofd(source, font, target):
    import pymupdf as fitz
    from easyofd.ofd import OFD
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # It writes everything in this font, which a Chinese Windows has.
    pdfmetrics.registerFont(TTFont("宋体", font))
    viewer = OFD()
    viewer.read(source, fmt="path")
    pdf = viewer.to_pdf()
    stacked(fitz.open(stream=pdf, filetype="pdf"), target)


# What is darker than the first is ink, what is lighter than the second is none: a hairline between two rows of pixels
# is grey in both, and a shade more or less is no difference.
INK, NONE = 140, 205


def squares(picture, darkest):
    import numpy

    ink = numpy.asarray(picture.convert("L")) < darkest
    rows, columns = ink.shape[0] // SQUARE, ink.shape[1] // SQUARE
    ink = ink[: rows * SQUARE, : columns * SQUARE]
    return ink.reshape(rows, SQUARE, columns, SQUARE).any(axis=(1, 3))


def around(squares):
    import numpy

    wide = numpy.pad(squares, 1)
    rows, columns = squares.shape
    return numpy.any([wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)


def compare(pdf, png):
    import pymupdf as fitz
    from PIL import Image

    with fitz.open(pdf) as document:
        own = stacked(document)
    other = Image.open(png).convert("L")
    if other.size != own.size:
        print(f"{other.size} instead of {own.size}")
        return 1
    said, worst = [], 0
    for number in range(own.size[1] // 1188):
        page = (0, 1188 * number, 840, 1188 * (number + 1))
        mine, others = [[squares(one.crop(page), darkest) for darkest in (INK, NONE)] for one in (own, other)]
        lost, strange = [int((one[0] & ~around(two[1])).sum()) for one, two in ((mine, others), (others, mine))]
        worst = max(worst, lost, strange)
        said.append(f"{int(mine[0].sum())}-{lost}+{strange}")
    print("squares with ink, lost, strange on each page:", " ".join(said))
    return 1 if worst > MOST else 0


def damage(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("Page_0/Content.xml"):
                objects = re.findall(rb"<ofd:TextObject .*?</ofd:TextObject>", part)
                part = part.replace(max(objects, key=len), b"", 1)
            new.writestr(name, part)


sys.exit({"pages": pages, "easyofd": easyofd, "compare": compare, "damage": damage}[sys.argv[1]](*sys.argv[2:]))
