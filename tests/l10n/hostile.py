"""Hundreds of things that somebody could write into a catalog.

`@@` stands for an honest translation; where it is missing, the text stands after one, before one, and alone. After
`%%` stands what takes the place of its bold word.
"""

from __future__ import annotations

import re

HTML = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>", "<math><mtext>x</mtext></math>",
    "<iframe srcdoc='x'></iframe>", "<b>x</b>", "<b", "b>", "<", ">", "</p>@@", "</p><p>@@</p>",
    "<p>@@", "@@</li><li>x", "</td><td>x", "</main>", "</article>@@", "<!-- @@", "--> @@",
    "<!DOCTYPE html>", "<?php echo 1 ?>", "<![CDATA[x]]>", "<a href='//evil.example'>@@</a>",
    "<a href=javascript:alert(1)>x</a>", "<a id=main>x</a>", "<span dir=rtl>@@</span>",
    "<span lang=en data-kyr=l10n>x</span>", "<bdo dir=rtl>@@</bdo>", "<p data-kyr='l10n'>x</p>",
    "<style>p{display:none}</style>", "<link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content=0>", "<base href=//evil.example>",
    "<form action=//evil.example><input></form>", "<details open ontoggle=alert(1)>x</details>",
    "<br>", "<br/>@@", "<hr>", "<template>@@</template>", "<x-y z>@@</x-y>",
    "＜script＞alert(1)＜/script＞", "‹b›x‹/b›", "<\u200bscript>", "<scr\x00ipt>", "<1>", "<2>", "<99>",
    "<tel:counsel-ice-dril>",
]  # fmt: skip
ENTITIES = [
    "&lt;script&gt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&#0000060;b", "&amp;lt;b&amp;gt;", "&nbsp",
    "&nbsp;", "&colon;", "javascript&colon;x", "&#106;avascript:x", "&Tab;", "&NewLine;",
    "&period;com", "evil&period;com", "evil&#46;com", "&#x202e;", "&rlm;", "&zwj;", "&#55;2",
    "&commat;",
]  # fmt: skip
LINKS = [
    "[x](http://evil.example)", "[x](https://evil.example \"t\")", "[x](javascript:alert(1))",
    "[x](//evil.example)", "[x](../../evil/)", "[x](#top)", "[x](1)", "[x](2)", "[x](99)",
    "[x][home]", "[x][1]", "[x][]", "[home]", "[home][]", "[x]: http://evil.example",
    "@@\n[home]: http://evil.example", "@@\n\n[home]: http://evil.example",
    "[^fact:rights-silence]", "[^1]", "@@[^1]\n\n[^1]: x", "![x](http://evil.example/x.png)",
    "![x](1)", "![@@](1)", "[![x](1)](1)", "[[x](1)](1)", "<https://evil.example>",
    "<http://a@b.example>", "<mailto:x@evil.example>", "<x@evil.example>",
    "[x](fact:rights-do-not-sign)", "[x](source:x)", "[x](tel:+12025550100)",
    "[x](<http://evil.example>)", "[x]\n(http://evil.example)", "[x](\nhttp://evil.example)",
    "\\[x](http://evil.example)", "[@@](http://evil.example)",
]  # fmt: skip
ADDRESSES = [
    "https://evil.example/x", "HTTPS://EVIL.EXAMPLE", "http:evil.example", "https ://evil.example",
    "hxxps://evil[.]example", "//evil.example", "www.evil", "WWW.EVIL", "evil.com", "Evil.Com",
    "EVIL.COM", "visite ayuda.org ahora", "ayuda.abogados", "ayuda.lawyer/x", "bit.ly/3xY",
    "t.me/x", "wa.me/12025550100", "ayuda.gratis", "ｅｖｉｌ．ｃｏｍ", "evil。com", "evil․com", "evil．com",
    "evil｡com", "evil‧com", "evil·com", "evil . com", "evil .com", "evil. com", "ev\u200dil.com",
    "evil\u200c.com", "evil.\u2060com", "еvil.соm", "ехample.com", "іrs.gov.evil.com", "usсis.gov",
    "uscls.gov", "ⓔⓥⓘⓛ.com", "𝐞𝐯𝐢𝐥.𝐜𝐨𝐦", "пример.рф", "例子.中国", "مثال.مصر", "उदाहरण.भारत",
    "xn--e1afmkfd.xn--p1ai", "ayuda@evil.example", "ayuda@evil", "@ayuda", "ayuda＠evil",
    "ayuda(at)evil.com", "ayuda arroba evil punto com", "evil dot com", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x", "vbscript:x", "mailto:x@y",
    "tel:911", "sms:911", "whatsapp://send", "file:///etc/passwd", "192.168.0.1", "[::1]",
    "evil.example:8080",
]  # fmt: skip
PHONES = [
    "1-800-555-0199", "(202) 555-0100", "202.555.0100", "202 555 0100", "+1 202 555 0100",
    "2025550100", "+52 55 1234 5678", "011 52 55 1234 5678", "1-800-ABOGADO", "800-HELP-NOW",
    "1\u200d800\u200d555\u200d0199", "202–555–0100", "202·555·0100", "202/555/0100",
    "2 0 2 5 5 5 0 1 0 0", "202<555>0100", "202*555*0100", "*72#", "*67", "##002#", "9-1-1",
    "9 1 1", "112", "999", "\u2066202-555-0100\u2069",
]  # fmt: skip
SCRIPTS = {
    "Arabic": 0x660, "Persian": 0x6F0, "NKo": 0x7C0, "Devanagari": 0x966, "Bengali": 0x9E6,
    "Gurmukhi": 0xA66, "Gujarati": 0xAE6, "Tamil": 0xBE6, "Telugu": 0xC66, "Thai": 0xE50,
    "Lao": 0xED0, "Tibetan": 0xF20, "Burmese": 0x1040, "Khmer": 0x17E0, "Mongolian": 0x1810,
    "full width": 0xFF10, "bold": 0x1D7CE, "double-struck": 0x1D7D8, "Adlam": 0x1E950,
    "Osmanya": 0x104A0,
}  # fmt: skip
NUMBERS = [
    "911", "0", "24", "٢٤", "²⁴", "₂₄", "②④", "⑴", "⒈", "Ⅳ", "½", "٪24", "1,000", "1.000", "１",
    "九一一", "〇", "百二十", "$5", "€5", "5 USD", "US$ 5", "＄5", "72 72", "-72", "1e9", "0x72",
    "7\u200b2", "7 2", "72{2}", "{2}72", "{3}A", "{1}{2}{3}",
]  # fmt: skip
LAW = [
    "§ 5", "8 U.S.C. § 1101", "8 USC 1101", "8 C.F.R. 287.5", "8 CFR", "Pub. L. 104-208",
    "Form I-130", "I-130", "I‑130", "І-130", "Ｉ-130", "EOIR-33", "N-400", "H.R. 1234",
    "Formulario 4506-T", "I -130", "Section 287(g)",
]  # fmt: skip
MARKUP = [
    "**x**", "*x*", "__x__", "_x_", "***x***", "**", "*", "`x`", "`@@`", "``", "~~x~~", "~x~",
    "==x==", "++x++", "^^x^^", "^x^", "\\", "\\*x\\*", "@@\\", "|", "| x |", "a | b",
    "{: onclick=alert(1) }", "@@{: .x }", "{: #main }", "@@\n{: .fb lang=en }", "{ .safety }",
    "{:}", "{#top}", "{.x}", "@@ {dir=rtl}", "{: data-kyr=l10n }", "# x", "@@\n# x", "@@\n\nx",
    "@@  \nx", "@@\nx", "- x", "@@\n- x", "@@\n\n- x", "1. x", "> x", "@@\n> x", "    x",
    "@@\n\n    x", "---", "@@\n---", "@@\n===", "```\nx\n```", "!!! note", "??? x", "=== \"x\"",
    "@@\n=== \"x\"", "/// fact | x\n///", "@@\n/// say\n- x\n///", "///", "/// html | script\n///",
    "[TOC]", "@@\n\n[TOC]", "[ ] @@", "[x] @@", ":material-home:", ":smile:", ":x:", "*[HTML]: x",
    "Term\n: x", "$x$", "$$x$$", "\\(x\\)", "\\[x\\]", "(1)", "(2)", "[1]", "{{ words }}",
    "{% raw %}", "{# x #}", "${x}", "%(x)s", "%s", "{0}", "color:red", "expression(alert(1))",
    "@import url(x)", "background:url(x)", "display:none", "</style>", "content:'x'",
    "position:fixed", "@media print",
]  # fmt: skip
STASH = [
    "\x02wzxhzdk:0\x03", "\x02wzxhzdk:1\x03", "\x02klzzwxh:0000\x03", "\x02klzzwxh:0001\x03",
    "\x02amp\x03", "\x0242\x03", "\x02", "\x03", "wzxhzdk:0", "klzzwxh:0000",
    "zz1337820767766393qq", "\ue0001\ue001", "\ue000", "\uf8ff", "\ufdd0", "\ufffe", "\U000f0000",
    "\x1b[31m", "\x07", "\x00", "\x7f", "\x85", "\x0b", "\x0c", "\r",
]  # fmt: skip
PLACEHOLDERS = [
    "{name}", "{1}", "{2}", "{4}", "{99}", "{:1}", "{: 1}", "{ 1 }", "{１}", "{١}", "{1", "1}",
    "{{1}}", "{date}", "{n}", "{count}", "{title}", "{__class__}", "{name.__class__}", "{name!r}",
    "{}",
]  # fmt: skip
DIRECTION = [
    "\u202e@@", "\u202d@@", "\u202b@@\u202c", "\u202a@@", "\u2067@@", "\u2068@@", "\u2066@@",
    "@@\u2069", "@@\u2069\u2067x", "\u202c", "\u200f", "\u200e", "\u061c", "\u2067@@\u2069",
    "\u2067\n@@\u2069", "@@ \u2067gpj.exe", "\u202e0010-555-202", "\u206a", "\u206f", "\u2028x",
    "\u2029x",
]  # fmt: skip
INVISIBLE = [
    "\u200b", "@@\u200b\u200bx", "\u00ad", "x\u00adx", "\u2060", "\ufeff", "\u180e", "\u034f",
    "\u115f", "\u3164", "\uffa0", "\u2800", "\ufe0e", "\ufe0f", "\U000e0041\U000e007f",
    "\U000e0100", "\u17b4", "x" + "\u0301" * 30, "\u0488", "\u20e0", "\u0378", "\ufff9x\ufffa",
    "\u200d\u200d", "\u200c\u200c", " ", "\u00a0", "\u3000", "\u2003", "\t",
]  # fmt: skip
HARMLESS = [
    "👩‍👩‍👧", "🏳️‍🌈", "☎", "✓", "→", "¿Sí?", "«no»", "“no”", "…", "—", "y/o", "a.m.", "EE. UU.",
    "‘x’", "№", "不。", "نعم", "می‌خواهم", "하나", "ไทย", "",
]  # fmt: skip
SPLIT = [
    "%%evil.**com**", "%%**evil**.com", "%%**evil.**com", "%%evil**.com**", "%%www.**evil**",
    "%%https:**//evil**", "%%ayuda.**abogado**", "%%bit.**ly**/x", "%%**a**@evil",
    "%%**evil**&period;com", "%%**javascript**:x", "%%**§** 5", "%%U.S.**C.**", "%%I-**130**",
    "%%**I**-130", "%%**x**{:.fb}", "%%**x**\n", "%%** x**", "%%**x **", "%%*x*", "%%__x__",
    "%%***x***", "%%**x** **y**", "%%**[x](1)**", "%%[**x**](1)", "%%**`x`**", "%%**\u202ex**",
    "%%**\u2067x\u2069**", "%%\u2067**x**\u2069", "%%**\u2067x**\u2069", "%%**x\u200b**",
    "ayuda.co.", "jamón.abogado", "Ayuda.gratis", "ayuda.pa Llame", ".evil.com", "¡evil.lawyer!",
    "(ayuda.info)", "«ayuda.li»", "ayuda.li. Llame", "AYUDA.li", "ayuda.es, ya",
]  # fmt: skip


def _phones() -> list[str]:
    """One phone number in the digits of each script."""
    return ["".join(chr(zero + int(c)) if c.isdigit() else c for c in "202-555-0100") for zero in SCRIPTS.values()]


STRINGS = tuple(
    dict.fromkeys(
        HTML + ENTITIES + LINKS + ADDRESSES + PHONES + _phones() + NUMBERS + LAW + MARKUP + STASH + PLACEHOLDERS
        + DIRECTION + INVISIBLE + SPLIT + HARMLESS
    )
)  # fmt: skip
"""All of them."""


def written(string: str, honest: str) -> tuple[str, ...]:
    """What would stand in the catalog for a text: with the honest translation, and alone."""
    if string.startswith("%%"):
        return (re.sub(r"\*\*\w+\*\*", lambda _: string[2:], honest),)
    if "@@" in string:
        return (string.replace("@@", honest),)
    return f"{honest} {string}", string, f"{string}{honest}"
