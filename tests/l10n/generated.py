"""Markdown pages as authors could write them, drawn by Hypothesis: every kind of block and of inline text."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "door", "judge", "the officer", "may ask", "You", "do not sign", "paper", "Say it.", "is it so?",
    "a “quoted” word",
    "don't", "co-op", "naïve", "père", "1st", "in 72 hours", "about 5%", "24/7", "U.S.", "e.g.", "A&B", "x < y",
    "9:30 a.m.",
    "snake_case_word", "2 * 3", "#1", "C#", "a | b", "half-open (like this", "tilde ~ here", "et al.", "—", "…",
)  # fmt: skip
FIGURES = (
    "June 9, 2026", "May 2026", "$1,000.50", "$9", "26 U.S.C. § 6103(i)(2)", "8 CFR 287.5", "Form I-589", "W-7",
    "47,289", "1.28 million", "{1}", "{name}", "<2>", "Pub. L. 104-208",
)  # fmt: skip
MARKS = ("[^fact:rights-home-judge-signed-warrant]", "[^fact:rights-do-not-sign]", "[^note]", "[^other]")
WHOLE = (
    "<tel:counsel-ice-dril>", ":material-home:", ":material-home:{ .x title=\"a\" }", "`code {1}`", "``a ` b``",
    "![picture](x.png)", '![a **b**](x.png "Title"){ width=10 }', "&amp;", "&nbsp;", "&#169;", r"\*", r"\[no\]",
    r"\_",
    "[home][]", "[home]", "[the ledger](fact:rights-do-not-sign)", "  \n", "\n", "<https://a.example/>",
)  # fmt: skip
TARGETS = (
    "../index.md",
    "../index.md#top",
    '../index.md "A title"',
    "door.md",
    "<../index.md>",
    "../index.md 'T'",
)
ATTRIBUTES = ("{: .small }", "{.lead}", '{ #a-b .c title="x y" }', "{: .safety }")

word = st.sampled_from(WORDS)
attributes = st.sampled_from(ATTRIBUTES)


def _emphasis(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(("**", "*", "***", "_", "__"))
    return st.tuples(marks, inside, st.just("") | st.just("{: .g }")).map(
        lambda row: f"{row[0]}{row[1].strip() or 'x'}{row[0]}{row[2]}"
    )


def _link(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    plain = st.tuples(inside, st.sampled_from(TARGETS), st.just("") | attributes)
    return plain.map(lambda row: f"[{row[0]}]({row[1]}){row[2]}") | inside.map(lambda words: f"[{words}][home]")


phrase = st.lists(word, min_size=2, max_size=4).map(" ".join)
bit = st.one_of(word, st.sampled_from(FIGURES), st.sampled_from(MARKS), st.sampled_from(WHOLE))
inline = st.recursive(
    st.one_of(word, phrase, phrase, bit, st.tuples(phrase, bit, phrase).map(" ".join)),
    lambda inside: st.one_of(
        _emphasis(inside), _link(inside), st.lists(inside, min_size=2, max_size=4).map(" ".join)
    ),
    max_leaves=4,
)
line = st.lists(inline, min_size=1, max_size=4).map(
    lambda bits: " ".join(bits).strip().replace("\n\n", "\n") or "x"
)
short = st.one_of(word, inline).map(lambda text: " ".join(text.split()).replace("|", "/"))


def indented(text: str, by: str = "    ") -> str:
    """Each line of a text further in."""
    return "\n".join(by + row if row.strip() else row for row in text.split("\n"))


def _item(row: tuple[str, str, str]) -> str:
    mark, first, rest = row
    return f"{mark} {first}" + (f"\n\n{indented(rest)}" if rest else "")


@st.composite
def _list(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    mark = draw(st.sampled_from(("-", "*", "1.", "- [ ]", "- [x]")))
    tight = draw(st.booleans())
    rows = draw(st.lists(st.tuples(line, st.just("") | st.just("") | inside), min_size=1, max_size=4))
    if tight:
        return "\n".join(f"{mark} {first}" for first, _ in rows)
    return "\n\n".join(_item((mark, first, rest)) for first, rest in rows)


@st.composite
def _nested(draw: st.DrawFn) -> str:
    """A list in a list in a list, one line an item."""
    marks = draw(st.lists(st.sampled_from(("-", "1.", "*")), min_size=2, max_size=4))
    rows = []
    for depth, mark in enumerate(marks):
        rows += [indented(f"{mark} {draw(short)}", "    " * depth) for _ in range(draw(st.integers(1, 2)))]
    rows += [f"{marks[0]} {draw(short)}"]
    return "\n".join(rows)


@st.composite
def _table(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 4))
    rule = "|".join(draw(st.sampled_from(("---", ":--", "--:", ":-:"))) for _ in range(width))
    cell = st.one_of(
        short, short, st.just(""), st.just("a \\| b"), st.just("`x | y`"), short.map(lambda t: t + " {: .n }")
    )
    rows = ["|".join(f" {draw(cell)} " for _ in range(width)) for _ in range(draw(st.integers(1, 4)))]
    return "\n".join(f"|{row}|" for row in (rows[0], rule, *rows[1:]))


@st.composite
def _box(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    start = draw(st.sampled_from(("!!!", "???", "???+")))
    title = draw(st.one_of(st.just(""), st.just(' ""') if start == "!!!" else st.just(""), short.map(_quoted)))
    return f"{start} {draw(st.sampled_from(('note', 'warning', 'tip x')))}{title}\n{indented(draw(inside))}"


def _quoted(text: str) -> str:
    return ' "' + text.replace('"', "”") + '"'


@st.composite
def _tabs(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    rows = draw(st.lists(st.tuples(short, inside), min_size=1, max_size=3))
    return "\n\n".join(f"==={_quoted(title)}\n\n{indented(text)}" for title, text in rows)


@st.composite
def _terms(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    out = [draw(short), f":   {draw(line)}"]
    if draw(st.booleans()):
        out.append(f"\n:   {draw(line)}\n\n{indented(draw(inside))}")
    return "\n".join(out)


@st.composite
def _ours(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    name = draw(st.sampled_from(("key", "cost", "unknown", "say", "links", "doors", "bars", "grid")))
    title = f" | {draw(short)}" if name not in ("links", "doors", "bars", "grid", "unknown") else ""
    items = draw(st.lists(line, min_size=1, max_size=3))
    if name == "bars":
        body = "| Who | Number |\n|---|---|\n| " + f"{draw(short)} | 5% |\n| {draw(short)} | 47 of 100 |"
    elif name in ("links", "doors"):
        body = "\n".join(f"- [{draw(word)}](../index.md)" for _ in items)
    elif name in ("say", "unknown"):
        body = "\n".join(f"- {item}" for item in items)
        body += f"\n\n{draw(line)}" if draw(st.booleans()) else ""
    else:
        body = draw(inside)
    return f"/// {name}{title}\n{body}\n///"


LEDGER = (
    "/// fact | irs-ice-bottom-line-2026\n///",
    "/// status\n///",
    "/// directory | counsel-eoir-acis\n///",
    "/// timeline | irs-ice-mou-2025-04-07, centro-ddc-may-2025\n///",
)
leaf = st.one_of(
    line,
    line,
    st.tuples(line, attributes).map(lambda row: f"{row[0]}\n{row[1]}"),
    st.tuples(st.integers(2, 4), short, st.just("") | attributes).map(
        lambda r: f"{'#' * r[0]} {r[1]} {r[2]}".rstrip()
    ),
    st.lists(line, min_size=1, max_size=3).map("\n".join),
    _table(),
    _nested(),
    st.lists(line, min_size=1, max_size=2).map(
        lambda rows: "\n".join(f"> {row}" for row in "\n".join(rows).split("\n"))
    ),
    short.map(lambda text: f"```\n{text}\n```"),
    short.map(lambda text: f'``` python title="{text.replace(chr(34), "")}"\n{text}\n```'.replace("`` `", "```")),
    short.map(indented),
    st.just("---"),
    st.sampled_from(LEDGER),
    line.map(lambda text: f"[^note]: {text}"),
    st.tuples(line, line).map(lambda row: f"[^other]: {row[0]}\n\n{indented(row[1])}"),
    st.just("*[HTML]: words that nobody sees"),
)
block = st.recursive(
    leaf,
    lambda inside: st.one_of(
        _list(inside), _box(inside), _tabs(inside), _terms(inside), _ours(inside),
        st.lists(inside, min_size=2, max_size=3).map("\n\n".join),
        inside.map(lambda text: indented(text, "> ")),
    ),
    max_leaves=5,
)  # fmt: skip
END = '\n\n[^note]: A note.\n\n[^other]: Another.\n\n[home]: ../index.md "Home"\n'
pages = st.tuples(short, st.lists(block, min_size=1, max_size=6)).map(
    lambda row: f"# {row[0]}\n\n" + "\n\n".join(row[1]) + END
)
"""Whole pages, with a title, one link definition and the two notes."""
