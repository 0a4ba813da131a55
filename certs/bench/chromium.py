"""Writes the page of page.json as a page of HTML for a browser that prints it.

python3 chromium.py page.json page.html
"""
import html
import json
import sys

page = json.load(open(sys.argv[1]))
out = ['<!doctype html><meta charset="utf-8"><title>%s</title><style>@page{size:%gmm %gmm;margin:0}body{margin:0}' % (html.escape(page["title"]), page["width"], page["height"])]
for face in page["faces"]:
    out.append('@font-face{font-family:"%s";src:url("file://%s")}' % (face["name"], face["file"]))
out.append('</style><svg width="%gmm" height="%gmm" viewBox="0 0 %g %g" stroke-linecap="round" stroke-linejoin="round">' % (page["width"], page["height"], page["width"], page["height"]))
for m in page["marks"]:
    if m["kind"] == "path":
        p = m["points"]
        line = "M" + "L".join("%.3f %.3f" % (p[i], p[i + 1]) for i in range(0, len(p), 2)) + ("Z" if m["closed"] else "")
        out.append('<path d="%s" fill="none" stroke="%s" stroke-width="%g"/>' % (line, m["colour"], m["width"]))
    elif m["kind"] == "text":
        out.append('<text transform="translate(%g %g) rotate(%g)" font-family="%s" font-size="%g" fill="%s" xml:space="preserve">%s</text>' % (
            m["x"], m["y"], -m["angle"], m["face"], m["size"] * 25.4 / 72, m["colour"], html.escape(m["text"])))
    else:
        side = m["size"] / len(m["rows"])
        for y, row in enumerate(m["rows"]):
            for x, dark in enumerate(row):
                if dark == "1":
                    out.append('<rect x="%.4f" y="%.4f" width="%.4f" height="%.4f"/>' % (m["x"] + x * side, m["y"] + y * side, side, side))
out.append("</svg>")
open(sys.argv[2], "w").write("\n".join(out))
