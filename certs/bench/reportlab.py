"""Draws the page of page.json again and again with reportlab and prints the processor's seconds that one page took.

python3 reportlab.py page.json pages [first page's file]
"""
import io
import json
import sys
import time

# This file's own name must not hide the library's.
sys.path.pop(0)

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

page = json.load(open(sys.argv[1]))
for face in page["faces"]:
    pdfmetrics.registerFont(TTFont(face["name"], face["file"]))


def draw():
    out = io.BytesIO()
    height = page["height"] * mm
    c = Canvas(out, pagesize=(page["width"] * mm, height), pageCompression=1, invariant=1)
    c.setTitle(page["title"])
    c.setLineCap(1)
    c.setLineJoin(1)
    for m in page["marks"]:
        if m["kind"] == "path":
            path, points = c.beginPath(), m["points"]
            path.moveTo(points[0] * mm, height - points[1] * mm)
            for i in range(2, len(points), 2):
                path.lineTo(points[i] * mm, height - points[i + 1] * mm)
            if m["closed"]:
                path.close()
            c.setLineWidth(m["width"] * mm)
            c.setStrokeColor(HexColor(m["colour"]))
            c.drawPath(path)
        elif m["kind"] == "text":
            c.saveState()
            c.translate(m["x"] * mm, height - m["y"] * mm)
            c.rotate(m["angle"])
            c.setFont(m["face"], m["size"])
            c.setFillColor(HexColor(m["colour"]))
            c.drawString(0, 0, m["text"])
            c.restoreState()
        else:
            side = m["size"] * mm / len(m["rows"])
            c.setFillColorRGB(0, 0, 0)
            for y, row in enumerate(m["rows"]):
                for x, dark in enumerate(row):
                    if dark == "1":
                        c.rect(m["x"] * mm + x * side, height - m["y"] * mm - (y + 1) * side, side, side, stroke=0, fill=1)
    c.save()
    return out.getvalue()


first = draw()  # the run's first page also loads the program
if len(sys.argv) > 3:
    open(sys.argv[3], "wb").write(first)
pages = int(sys.argv[2])
before = time.process_time()
for _ in range(pages):
    draw()
print((time.process_time() - before) / pages)
