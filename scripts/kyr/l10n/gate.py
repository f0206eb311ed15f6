"""The gate: what a translation must keep of its English, or it is not shown.

Each check is one small function over a `Pair` that answers whether the translation is at *fault*. What a
check is called, what it tells a translator, and every pattern and table of characters stand in gate.json, which
gate.js reads too: for each check that is `in_browser`, both give the same verdict. The patterns are therefore of
the part of the language that Python and JavaScript share: no `\\w`, `\\d`, `\\s`, `\\b`, `.`, `^` or `$`, no
matching without case; `@name@` in a class stands for a class of `tables`. Nothing here knows Markdown:
`kyr.l10n.skeleton` compares the rendered structure.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE_PATH = Path(__file__).with_name("gate.json")
TABLE = json.loads(TABLE_PATH.read_text("utf-8"))
"""The file as it stands, for whoever judges in the browser."""


def _points(ranges: str) -> list[tuple[int, int]]:
    pairs = (run.split("-") for run in ranges.split())
    return [(int(pair[0], 16), int(pair[-1], 16)) for pair in pairs]


def _class(ranges: str) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _points(ranges))


_CLASSES = {name: _class(ranges) for name, ranges in TABLE["tables"]["classes"].items()}


def _pattern(name: str) -> re.Pattern[str]:
    joined = "|".join(TABLE["patterns"][name])
    return re.compile(re.sub(r"@([a-z]+)@", lambda match: _CLASSES[match[1]], joined))


def _translation(table: dict[str, str]) -> dict[int, str]:
    return {
        n: to for to, ranges in table.items() for first, last in _points(ranges) for n in range(first, last + 1)
    }


def _any_of(table: dict[int, str]) -> re.Pattern[str]:
    """Each character of a table, and any beyond U+FFFF, where `re` would go through the ranges one by one."""
    return re.compile("[{}\U00010000-\U0010ffff]".format("".join(f"\\u{n:04x}" for n in table if n < 0x10000)))


P = {name: _pattern(name) for name in TABLE["patterns"]}
"""Every pattern, by name."""
_FIGURES = _translation(TABLE["tables"]["figures"])
_LOOK_ALIKE = _translation(TABLE["tables"]["confusables"])
_IN_WORDS = _translation(TABLE["tables"]["confusables_in_words"])
_HAN = {ord(c): str(n) for n, c in enumerate("零一二三四五六七八九")} | {ord("〇"): "0"}
_EVERY_TOKEN = re.compile(f"{P['token'].pattern}|{P['placeholder'].pattern}")
_ANY_FIGURE, _ANY_LOOK_ALIKE, _ANY_IN_WORDS = map(_any_of, (_FIGURES, _LOOK_ALIKE, _IN_WORDS))
_UNKNOWN = re.compile(f"[^{_CLASSES['known']}]")
_CAPITALS = re.compile("[A-Z]+")
_OPENING_ISOLATES = "\u2066\u2067\u2068"
_NOTHING: Counter[str] = Counter()


def _plain_figures(text: str) -> str:
    """Without invisible characters; digits and numerals of every script as ASCII; compatibility forms as what
    they stand for."""
    if text.isascii():
        return text
    text = P["joining"].sub("", _UNKNOWN.sub("\ufffd", text))
    text = P["han_digits"].sub(lambda match: match[0].translate(_HAN), text)
    text = _ANY_FIGURE.sub(lambda match: _FIGURES.get(ord(match[0]), match[0]), text)
    return unicodedata.normalize("NFKC", text)


def _look_alikes(text: str) -> str:
    """Letters and marks that look like ASCII as ASCII."""
    if text.isascii():
        return text
    if _ANY_IN_WORDS.search(text):
        text = P["latin_word"].sub(lambda match: match[0].translate(_IN_WORDS), text)
    if _ANY_LOOK_ALIKE.search(text):
        text = text.translate(_LOOK_ALIKE)
    return P["dot"].sub(".", text)


def folded(text: str) -> str:
    """A text as a reader, or a machine that looks for links, takes it: digits of any script, compatibility
    forms, and letters and dots that look like ASCII, become ASCII; allowed invisible characters vanish.

    >>> folded("ｗｗｗ．ｅ．ｃｏｍ ٣"), folded("a\u3002com"), folded("еvil.соm")
    ('www.e.com 3', 'a.com', 'evil.com')
    """
    return _look_alikes(_plain_figures(text))


class Text:
    """One text in the forms that the checks look at, each made when it is asked for."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._found: dict[str, Counter[str]] = {}

    @cached_property
    def tokens(self) -> Counter[str]:
        """Tokens and placeholders."""
        return Counter(_EVERY_TOKEN.findall(self.whole))

    @cached_property
    def bare(self) -> str:
        """Without tokens and placeholders."""
        return P["placeholder"].sub(" ", P["token"].sub(" ", self.whole))

    @cached_property
    def figures(self) -> str:
        """Bare, its numbers in ASCII digits."""
        return _plain_figures(self.bare)

    @cached_property
    def seen(self) -> str:
        """Bare and `folded`."""
        return _look_alikes(self.figures)

    @cached_property
    def low(self) -> str:
        """Folded, in small letters."""
        return _small(self.seen)

    @cached_property
    def native(self) -> str:
        """In small letters, each of its own script."""
        return _small(self.figures)

    @cached_property
    def joined(self) -> str:
        """Folded, tokens in it."""
        return folded(self.whole)

    @cached_property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(P["number"].findall(self.figures))

    @cached_property
    def long_numbers(self) -> list[str]:
        """The digits of each run that could be dialed, and of each number: 1,280,000 is one."""
        return [*map(_digits, self.found("phone", "seen")), *_values(self.figures)]

    @cached_property
    def words(self) -> str:
        """As `advice` looks for words in it: straight apostrophes, no vowel marks in Arabic, no names of
        programs that sound like an order."""
        named = P["names"].sub("", self.figures)
        return P["vowel_mark"].sub("", named.lower().replace("’", "'"))

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of `words`."""
        return [one for one in P["sentence_end"].split(self.words) if P["letter"].search(one)]

    def found(self, pattern: str, form: str) -> Counter[str]:
        """What a pattern finds in a form of the text, and how often."""
        if pattern not in self._found:
            found = [match[0] for match in P[pattern].finditer(getattr(self, form))]
            self._found[pattern] = Counter(found) if found else _NOTHING
        return self._found[pattern]


def _small(text: str) -> str:
    return text.lower() if text.isascii() else _CAPITALS.sub(lambda match: match[0].lower(), text)


_english = lru_cache(20000)(Text)
"""The English of a pair: the same for every language."""


class Pair:
    """One English text, with tokens in it, and its translation."""

    def __init__(self, english: str, translation: str, plain: bool) -> None:
        self.english = _english(english)
        self.translation = Text(translation)
        self.plain = plain
        """True for texts without Markdown: the ledger's, the shell's, front matter."""

    @cached_property
    def without_emphasis(self) -> Pair:
        """Both as readers see them: no mark stands between the letters of an address or the digits of a number."""
        if self.plain or not P["emphasis"].search(self.translation.whole):
            return self
        english, translation = (P["emphasis"].sub("", text.whole) for text in (self.english, self.translation))
        return Pair(english, translation, plain=False)

    def more(self, pattern: str, form: str) -> bool:
        """Whether the translation has a match of the pattern that the English has not, or has one more often."""
        found = self.translation.found(pattern, form)
        return bool(found) and bool(found - self.english.found(pattern, form))

    def differs(self, pattern: str, form: str) -> bool:
        """Whether the two have different matches of the pattern, order aside."""
        return self.translation.found(pattern, form) != self.english.found(pattern, form)


def _empty(pair: Pair) -> bool:
    return not P["letter"].search(pair.translation.bare) and bool(P["letter"].search(pair.english.bare))


def _tokens(pair: Pair) -> bool:
    return pair.english.tokens != pair.translation.tokens


def _numbers(pair: Pair) -> bool:
    english, translation = pair.english.figures, pair.translation.figures
    if not pair.translation.digits and not pair.english.digits:
        return False
    if pair.more("money", "figures"):
        return True
    wanted = _values(english)
    return wanted != _values(translation) and wanted != _values(
        P["spaced"].sub(lambda match: match[0].replace(" ", ""), translation)
    )


def _digits(run: str) -> str:
    return "".join(P["number"].findall(run))


def _values(text: str) -> Counter[str]:
    return Counter(P["number"].findall(P["grouping"].sub("", text)))


def _phone(pair: Pair) -> bool:
    for run in pair.translation.found("phone", "seen"):
        if not any(_digits(run) in one for one in pair.english.long_numbers):
            return True
    return (
        pair.more("lettered_phone", "seen")
        or pair.more("order_code", "seen")
        or pair.more("spelled_phone", "native")
    )


def _dialable(pair: Pair) -> bool:
    """A number that can be called and that the English has not, by the plans of the telephone companies."""
    if len(pair.translation.digits) < 7:
        return False
    return bool(_callable(pair.translation.seen) - _callable(pair.english.seen))


def _callable(text: str) -> frozenset[str]:
    import phonenumbers  # a third of the gate's own load time, and few texts have that many digits

    matches = phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.VALID)
    return frozenset(f"+{match.number.country_code} {match.number.national_number}" for match in matches)


def _address(pair: Pair) -> bool:
    seen = pair.without_emphasis
    return _names_address(pair) or (seen is not pair and _names_address(seen))


def _names_address(pair: Pair) -> bool:
    return (
        pair.more("address", "low")
        or pair.more("rare_address", "seen")
        or pair.more("spaced_address", "seen")
        or pair.more("spoken_address", "low")
        or pair.more("native_address", "native")
        or (bool(pair.translation.found("service", "low")) and not pair.english.found("service", "low"))
    )


def _law(pair: Pair) -> bool:
    return pair.more("law", "seen")


def _glued(pair: Pair) -> bool:
    """A figure or a letter right beside a token would read as a part of it: 72{1} as 72888-351-4024, {1}o as
    ssa.govo."""
    return _is_glued(pair) or (pair.without_emphasis is not pair and _is_glued(pair.without_emphasis))


def _is_glued(pair: Pair) -> bool:
    if not pair.translation.tokens:
        return False
    return _letter_before(pair) or any(
        pair.translation.found(pattern, "joined").total() > pair.english.found(pattern, "joined").total()
        for pattern in (("glued", "plain_glued") if pair.plain else ("glued",))
    )


def _letter_before(pair: Pair) -> bool:
    """A small Latin letter before a token that begins a word in the English; the mark of a source begins none."""
    english = pair.english.whole
    for run in pair.translation.found("letter_before", "joined"):
        at = english.find(run[1:])
        if at == 0 or (at > 0 and english[at - 1] in " (“"):
            return True
    return False


def _html(pair: Pair) -> bool:
    return pair.differs("html", "bare")


def _entity(pair: Pair) -> bool:
    return pair.more("entity", "bare")


def _markup(pair: Pair) -> bool:
    return (
        pair.differs("markup", "bare")
        or pair.differs("blank", "bare")
        or pair.more("icon", "bare")
        or (pair.plain and pair.more("plain_markup", "bare"))
    )


def _control(pair: Pair) -> bool:
    return pair.more("control", "whole")


def _direction(pair: Pair) -> bool:
    """Isolates must close in order, line by line."""
    if pair.translation.whole.isascii():
        return False
    for line in pair.translation.whole.split("\n"):
        depth = 0
        for c in line:
            depth += (c in _OPENING_ISOLATES) - (c == "\u2069")
            if depth < 0:
                return True
        if depth:
            return True
    return False


def _lines(pair: Pair) -> bool:
    english, lines = pair.english.whole, P["joining"].sub("", pair.translation.whole).strip().split("\n")
    return len(lines) != english.count("\n") + 1 or (bool(english.strip()) and not all(map(str.strip, lines)))


def _length(pair: Pair) -> bool:
    return len(pair.translation.whole) > 60 + 3 * len(pair.english.whole)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the gate."""

    id: str
    at_fault: Callable[[Pair], bool]


_FUNCTIONS: dict[str, Callable[[Pair], bool]] = {
    "empty": _empty,
    "tokens": _tokens,
    "numbers": _numbers,
    "phone": _phone,
    "dialable": _dialable,
    "address": _address,
    "law": _law,
    "glued": _glued,
    "html": _html,
    "entity": _entity,
    "markup": _markup,
    "control": _control,
    "direction": _direction,
    "lines": _lines,
    "length": _length,
}
MESSAGES: dict[str, tuple[str, str]] = {
    row["id"]: (row["what"], row["todo"]) for row in (*TABLE["checks"], *TABLE["advice"]["checks"])
}
"""By id of a check or a piece of advice, "structure" of `kyr.l10n.skeleton` among them: what is wrong, what to
do about it."""
CHECKS: tuple[Check, ...] = tuple(
    Check(row["id"], _FUNCTIONS[row["id"]]) for row in TABLE["checks"] if row["id"] in _FUNCTIONS
)


@lru_cache(50000)
def faults(english: str, translation: str, *, plain: bool) -> tuple[str, ...]:
    """The ids of the checks that a translation fails, in the order of `CHECKS`; empty when it may be shown.

    >>> faults("Call {1}.", "Llame al {1}.", plain=True), faults("Call {1}.", "Llame al 911.", plain=True)
    ((), ('tokens', 'numbers'))
    """
    pair = Pair(english, translation, plain)
    return tuple(check.id for check in CHECKS if check.at_fault(pair))


def message(ids: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong and what to do about it, of the first failed check."""
    what, todo = MESSAGES[ids[0]]
    return f"the translation {what}" + (f" (also: {', '.join(ids[1:])})" if ids[1:] else ""), todo


_ADVICE = tuple(row["id"] for row in TABLE["advice"]["checks"])
_ORDERED = frozenset(TABLE["advice"]["ordered"])
"""Kinds of tokens whose readers cannot see that two of them have changed places."""


@lru_cache(32)
def _words(tag: str) -> dict[str, re.Pattern[str]]:
    """A language's words for each purpose, as one pattern."""
    rows = dict(TABLE["advice"]["languages"].get(tag, {}))
    unspaced, prefixes = rows.pop("unspaced", False), rows.pop("prefixes", "")
    return {purpose: re.compile(_spelled(words, unspaced, prefixes)) for purpose, words in rows.items()}


def _spelled(words: list[str], unspaced: bool, prefixes: str) -> str:
    """A pattern for whole words; `*` at an end of a word stands for whatever goes on there."""
    if unspaced:
        return "|".join(words)
    article = f"[{prefixes}]{{0,2}}" if prefixes else ""
    before, after = f"(?<![{_CLASSES['letter']}]){article}", f"(?![{_CLASSES['letter']}])"
    whole = "|".join(word for word in words if "*" not in word)
    starts = "|".join(word[:-1] for word in words if word[-1] == "*")
    ends = "|".join(word[1:] for word in words if word[0] == "*")
    parts = (
        f"{before}(?:{whole}){after}" if whole else "",
        f"{before}(?:{starts})" if starts else "",
        f"(?:{ends}){after}" if ends else "",
    )
    return "|".join(filter(None, parts))


@lru_cache(50000)
def advice(english: str, translation: str, tag: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What a translator should look at again; no reason to refuse. Ids of `MESSAGES`.

    `kinds` are those of the tokens ("phone", "date" …), from the left; without them nothing is said of their
    order. A language without words in the table gets what can be said without.

    >>> advice("Do not sign.", "Firme.", "es"), advice("You may go.", "Puede irse.", "es")
    (('negation',), ())
    """
    source, target, theirs = _english(english), Text(translation), _words(tag)
    found: set[str] = set()
    if theirs:
        found |= _modality(source.words, target.words, theirs)
        if len(source.sentences) == len(target.sentences):
            for one, other in zip(source.sentences, target.sentences, strict=True):
                found |= _modality(one, other, theirs)
    unspaced = TABLE["advice"]["languages"].get(tag, {}).get("unspaced", False)
    if len(english) >= 80 and len(translation) < len(english) * (0.12 if unspaced else 0.4):
        found.add("short")
    if _order(english, kinds) != _order(translation, kinds):
        found.add("order")
    if translation.strip() == english.strip() and P["sentence"].search(source.bare):
        found.add("english")
    return tuple(id for id in _ADVICE if id in found)


def _modality(source: str, target: str, theirs: dict[str, re.Pattern[str]]) -> set[str]:
    """What a text, or one sentence of it, seems to forbid, allow or demand otherwise than its English."""
    mine = _words("en")

    def says(purpose: str) -> bool:
        return bool(theirs[purpose].search(target))

    def said(purpose: str) -> bool:
        return bool(mine[purpose].search(source))

    must = said("must") and not said("must_not")
    negations, theirs_at_most = mine["negation"].findall(source), theirs["any_negation"].findall(target)
    found = {
        "negation": len(negations) > len(theirs_at_most),
        "added-negation": says("negation") and not said("any_negation"),
        "must-as-may": must and not said("any_may") and says("may") and not says("must"),
        "may-as-must": said("may") and not said("must") and says("must") and not says("may"),
        "judge": said("judge") and not says("judge"),
    }
    return {id for id, fault in found.items() if fault}


def _order(text: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The tokens whose order counts, kind by kind."""
    numbers = [token.strip("()[]<>{}:") for token in P["token"].findall(text)]
    places = [(kinds[int(n) - 1], n) for n in numbers if 0 < int(n) <= len(kinds)]
    return sorted((place for place in places if place[0] in _ORDERED), key=lambda place: place[0])
