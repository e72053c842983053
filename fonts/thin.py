"""Fewer and rounder points in the outlines of a TrueType font, for smaller PDF files.

    python3 -m venv v && v/bin/pip install fonttools==4.68.0 && v/bin/python fonts/thin.py FONT…

Points are left out where the outline passes within half a thousandth of the em of them, and the others
go to the nearest even coordinates: no outline moves by more than two and a half thousandths of the em,
0.014 mm in the size of body text. What is left compresses better by a tenth. Advances and everything
else in the font stay as they are. A contour that would vanish, turn or change its area by a fiftieth is
left as it is: a dot, or the gap between two strokes.
"""

import sys
from itertools import pairwise

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates, flagOnCurve

STRAIGHT = 0.5  # units that a point may lie beside the line between its neighbours
IMPLIED = 0.5  # units that it may lie beside the middle between two control points
GRID = 2


def distance(point, start, end):
    """How far a point lies from the stretch between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0
    along = min(max(along, 0), 1)
    return ((point[0] - start[0] - along * across) ** 2 + (point[1] - start[1] - along * up) ** 2) ** 0.5


def straightened(run):
    """The points of a run of straight lines that it needs (Douglas and Peucker)."""
    if len(run) < 3:
        return run
    far = max(range(1, len(run) - 1), key=lambda at: distance(run[at][0], run[0][0], run[-1][0]))
    if distance(run[far][0], run[0][0], run[-1][0]) <= STRAIGHT:
        return [run[0], run[-1]]
    return straightened(run[: far + 1])[:-1] + straightened(run[far:])


def without_needless_corners(contour):
    """Each run of points on the outline straightened; the first point stays."""
    kept, run = [], []
    for point in contour:
        if point[1]:
            run.append(point)
        else:
            kept += [*straightened(run), point]
            run = []
    return kept + straightened(run)


def without_implied(contour):
    """Without points in the middle between two control points; the first point stays."""
    kept = []
    for at, (place, on) in enumerate(contour):
        (before, on_before), (after, on_after) = contour[at - 1], contour[(at + 1) % len(contour)]
        beside = max(abs((before[axis] + after[axis]) / 2 - place[axis]) for axis in (0, 1))
        if at == 0 or not on or on_before or on_after or beside > IMPLIED:
            kept.append((place, on))
    return kept


def on_grid(contour):
    """Every point at even coordinates; points that come to lie on the one before are left out."""
    moved = [((round(x / GRID) * GRID, round(y / GRID) * GRID), on) for (x, y), on in contour]
    return [moved[0]] + [point for before, point in pairwise(moved) if point != before]


def area(contour):
    """Twice the area that the points enclose, negative where they run the other way round."""
    places = [place for place, _ in contour]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(places, places[1:] + places[:1]))


def thinned(contour):
    """The contour with fewer points, or as it is where it would look different."""
    thin = without_implied(on_grid(without_implied(without_needless_corners(contour))))
    before, after = area(contour), area(thin)
    same = len(thin) > 2 and abs(before - after) * 50 <= abs(before)
    return thin if same else contour


def contours(glyph):
    """The contours of a glyph: places, and whether each is on the outline."""
    start = 0
    for end in glyph.endPtsOfContours:
        yield [(glyph.coordinates[at], glyph.flags[at] & flagOnCurve) for at in range(start, end + 1)]
        start = end + 1


def thin_out(path):
    font = TTFont(path)
    outlines, metrics = font["glyf"], font["hmtx"]
    before = after = left = 0
    for name in font.getGlyphOrder():
        glyph = outlines[name]
        if glyph.numberOfContours <= 0:
            continue
        before += len(glyph.coordinates)
        whole = list(contours(glyph))
        thin = [thinned(contour) for contour in whole]
        left += sum(new is old for new, old in zip(thin, whole))
        points = [point for contour in thin for point in contour]
        glyph.coordinates = GlyphCoordinates([place for place, _ in points])
        glyph.flags = bytearray(on for _, on in points)
        glyph.endPtsOfContours = [sum(map(len, thin[: at + 1])) - 1 for at in range(len(thin))]
        after += len(glyph.coordinates)
    for name in font.getGlyphOrder():
        glyph = outlines[name]
        if glyph.numberOfContours:
            glyph.recalcBounds(outlines)
            metrics[name] = (metrics[name][0], glyph.xMin)
    font.save(path)
    print(f"{path}: {before} points, {after} left, {left} contours as they were")


for argument in sys.argv[1:]:
    thin_out(argument)
