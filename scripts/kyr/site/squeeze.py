"""Taking out the bytes that no reader sees."""

from __future__ import annotations

import re

BLOCKS = (
    "html|head|body|meta|link|title|style|script|header|main|nav|article|section|footer|div|p|ul|ol|li|dl|dt|dd"
    "|h[1-6]|table|caption|thead|tbody|tr|th|td|blockquote|details|summary|hr|form|fieldset|figure|figcaption"
)
TAG = r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*>"""
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.S)
_PIECE = re.compile(rf"<!--(?!\[).*?-->|{TAG}|[^<]+|<", re.S)
_BLOCK = re.compile(rf"</?(?:{BLOCKS}|!doctype)\b", re.I)
_ENDS = re.compile(
    r"</li>(?=<li\b|</[ou]l>)|</t[dh]>(?=<t[dh]\b|</tr>)|</tr>(?=<tr\b|</t(?:body|head|able)>)|</d[td]>(?=<d[td]\b|</dl>)"
    r"|</p>(?=<(?:p|ul|ol|h[1-6]|div|table|dl)\b|</(?:li|td|div)>)"
)
"""End tags that HTML lets one leave out, as parsers of HTML 4 know it too (section 13.1.2.4 of the standard)."""


def squeeze_html(page: str) -> str:
    """The page with comments out, white space cut to what is shown (none beside a block, else one space), and
    without the end tags that a browser puts in by itself.

    >>> squeeze_html("<ul>\\n  <li>a  <b>b</b> <!-- c --> c</li>\\n</ul>\\n<pre> x  y </pre>")
    '<ul><li>a <b>b</b> c</ul><pre> x  y </pre>'
    """
    kept = _KEPT.split(page)
    out: list[str] = []
    for at in range(0, len(kept), 3):
        _squeeze(kept[at], out)
        if at + 1 < len(kept):
            if out and out[-1] == " ":
                out.pop()
            out.append(kept[at + 1])
    return _ENDS.sub("", "".join(out).strip())


def _squeeze(text: str, out: list[str]) -> None:
    beside_block = True
    for piece in _PIECE.findall(text):
        if piece.startswith("<!--"):
            continue
        if piece.startswith("<"):
            block = bool(_BLOCK.match(piece))
            if block and out and out[-1].endswith(" "):
                out[-1] = out[-1].rstrip(" \n")
            out.append(re.sub(r"\s*\n\s*", " ", piece))
            beside_block = block or (beside_block and not piece.startswith("</"))
            continue
        words = re.sub(r"[ \t\r\n]+", " ", piece)
        if (beside_block or (out and out[-1].endswith(" "))) and words.startswith(" "):
            words = words[1:]
        if words:
            out.append(words)
            beside_block = False


def squeeze_css(sheet: str) -> str:
    """The style sheet without comments and without the white space that no rule needs.

    >>> squeeze_css("/* a */ p , b { color: red;\\n margin: 0 auto; }\\n")
    'p,b{color:red;margin:0 auto}'
    """
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    pieces = re.split(r"""("[^"]*"|'[^']*')""", sheet)
    for at in range(0, len(pieces), 2):
        piece = re.sub(r"\s+", " ", pieces[at])
        piece = re.sub(r"\s*([{};,>])\s*", r"\1", piece)
        piece = re.sub(r":\s+", ":", piece)
        pieces[at] = piece.replace(";}", "}")
    return "".join(pieces).strip()


def squeeze_script(source: str) -> str:
    """The script without whole-line comments, indents and empty lines; lines stay lines.

    >>> squeeze_script("// why\\n{\\n  const a = 1;\\n\\n}\\n")
    '{\\nconst a = 1;\\n}'
    """
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
