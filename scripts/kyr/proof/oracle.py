"""The oracle: a page in another language holds what the English page holds, as seen from outside.

It looks at the built HTML alone and shares no code with the gate that lets translations through, so that one can
judge the other.

Law: inside `<main>`, once what the translation adds is gone (`own_parts_off`), both pages have the same blocks in
the same order, and each pair of blocks has the same elements with the same attributes (but for `TEXTS`) and the
same inventory: phone numbers, addresses of the web and of mail, laws, numbers of forms, amounts, dates, and every
other number. Inside a block the order is free, as it is for a translator. The page's title and description have
the same inventory too.

What it can see of dates: a `<time>` must hold its `datetime` as the language writes it; a date in prose must stand
in the translation in the one way in which the language's formatter writes it (or in English), so a missing or
another date is found, and one too many by its numbers. What it cannot see: a date, a number or a phone written in
words; two numbers of one block that change places; a word of law ("may", "not").
"""

from __future__ import annotations

import copy
import datetime
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kyr.l10n import Language, languages
from kyr.l10n.dates import in_language, long_date
from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from kyr.proof.tree import BuiltPage, Tree

OWN = "own"
"""Value of `data-kyr` on a page that is no translation: the shell puts it on `<html>`, where no author can."""
MARK = "l10n"
"""Value of `data-kyr` on what a translation adds to a page."""
TEXTS = ("alt", "title", "aria-label")
"""Attributes that hold words: they have an inventory, and no value to compare."""
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
})  # fmt: skip
TODO = "refuse the translation, or mend what put it into the page"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two pages do not share, and the line of the translated page."""

    line: int
    what: str


@dataclass
class Side:
    """The content of one page. It is changed by the comparison."""

    root: HtmlElement
    language: Language
    """The language of the translation, on both sides."""
    place: Callable[[str], str] = str
    """An address on this page as something that both languages write the same."""
    is_english: Callable[[str], bool] = lambda address: True
    """Whether an address leads to the English of this page, to a part that is there."""


@dataclass
class Block:
    """A block without the blocks inside it."""

    element: HtmlElement
    parts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """Elements with their attributes."""
    text: str = ""
    labels: list[str] = field(default_factory=list)
    """Values of `TEXTS`."""
    sources: set[str] = field(default_factory=set)
    """Where marks lead. A translation may put two of them side by side, and then each source is named once."""
    times: list[tuple[str, str]] = field(default_factory=list)
    """Each `datetime` and what it is said to be."""


def same_in_every_language(tree: Tree) -> Iterator[Problem]:
    """Every page in every language has the elements, links, numbers, dates and laws of its English; but for pages
    that are no translations: a language's own (`kyr.l10n.whole`), those on which sentences are made better, and
    wallet cards, whose other side is in English in every language."""
    known = {language.tag: language for language in _languages(tree)}
    folders = {path.split("/")[0] for path in tree.pages if path.count("/")}
    tags = {tag for tag in folders if tag in known or _is_language(tree, tag)}
    for path, page in tree.pages.items():
        tag, _, english = path.partition("/")
        if tag not in tags or page.root.get("data-kyr") == OWN or page.is_card:
            continue
        if english not in tree.pages:
            yield Problem(path, 1, "no English page says the same", "write it, or take this page away")
            continue
        direction = page.root.get("dir") or "ltr"
        language = known.get(tag) or Language(tag, tag, tag, direction)
        for found in differences(tree, tree.pages[english], page, language):
            yield Problem(path, found.line, found.what, TODO)


def differences(tree: Tree, english: BuiltPage, page: BuiltPage, language: Language) -> list[Difference]:
    """What a page in a language does not share with its English page."""
    ids = set(english.ids())

    def place(of: BuiltPage, tag: str) -> Callable[[str], str]:
        def resolved(address: str) -> str:
            found = tree.target(of, address)
            if found is None:
                return address
            path, fragment = found
            return f"~/{path.removeprefix(tag)}#{fragment}" if path.startswith(tag) else f"{path}#{fragment}"

        return resolved

    def is_english(address: str) -> bool:
        found = tree.target(page, address)
        return found is not None and found[0] == english.path and (not found[1] or found[1] in ids)

    here = Side(copy.deepcopy(page.main), language, place(page, f"{language.tag}/"), is_english)
    there = Side(copy.deepcopy(english.main), language, place(english, ""))
    found = compare(there, here)
    for name, query in (("title", "//head/title/text()"), ("description", "//meta[@name='description']/@content")):
        theirs, mine = (" ".join(map(str, one.root.xpath(query))) for one in (english, page))
        found += [Difference(1, f"{name}: {what}") for what in text_differences(theirs, mine, language)]
    return found


def compare(english: Side, translated: Side) -> list[Difference]:
    """What the content of a translated page does not share with the English; see the module's law."""
    found = own_parts_off(english.root, translated)
    theirs, mine = list(_blocks(english)), list(_blocks(translated))
    if [block.element.tag for block in theirs] != [block.element.tag for block in mine]:
        return found + _unlike(theirs, mine, translated.language)
    for one, other in zip(theirs, mine, strict=True):
        line = int(other.element.sourceline or 1)
        found += [Difference(line, what) for what in _parts_differ(one.parts, other.parts)]
        found += [Difference(line, what) for what in _block_differs(one, other, translated.language)]
    return found


def own_parts_off(english: HtmlElement, translated: Side) -> list[Difference]:
    """Take away what a translation adds: notices and ways to the English, frames and marks round English, isolated
    directions, and the English beside words to say aloud. What is more in them than that is a difference."""
    found: list[Difference] = []
    root = translated.root
    for added in root.xpath(f".//*[@data-kyr='{MARK}']"):
        if added.tag in ("p", "a", "i"):
            found += [Difference(int(added.sourceline or 1), what) for what in _not_ours(added, translated)]
            added.drop_tree()
        elif set(added.attrib) <= {"data-kyr", "lang", "dir", "class"} and added.get("class") != "sheet":
            added.drop_tag()
    for one in (english, root):  # each language's pages have codes of their own, or none yet
        for own in one.xpath(".//*[contains(concat(' ', @class, ' '), ' edition ')]"):
            own.drop_tree()
    letters = ".//div[@class='letter']"
    sent = [_words(one) for one in english.xpath(letters)]
    for sheet in root.xpath(f"{letters}/div[@class='sheet' and @lang='en' and @dir='ltr'][last()]"):
        if any(_words(sheet) in one for one in sent) and not sheet.xpath(".//a"):
            sheet.drop_tree()
    lists = ".//*[contains(concat(' ', @class, ' '), ' say ')]//ul"
    said = [_items(one) for one in english.xpath(lists)]
    for beside in root.xpath(f"{lists}[@lang='en'][preceding-sibling::ul]"):
        if _items(beside) in said and not beside.xpath(".//a | .//*[@*]"):
            beside.drop_tree()
    for one in (english, root):
        for bare in list(one.iter("span", "bdi")):
            if not bare.attrib or (set(bare.attrib) <= {"lang", "dir"} and _direction_is_fine(bare, translated)):
                bare.drop_tag()
    return found


def _not_ours(added: HtmlElement, translated: Side) -> Iterator[str]:
    for element in added.iter():
        extra = set(element.attrib) - {"data-kyr", "lang", "dir", "class", "href", "hreflang", "datetime"}
        if element.tag not in ("p", "a", "i", "b", "strong", "span", "bdi", "time") or extra:
            yield f"a note for readers holds <{' '.join([str(element.tag), *sorted(extra)])}>"
        href = element.get("href")
        if href is not None and not translated.is_english(href):
            yield f"a note for readers leads to {href}"
    more = {kind for kind, _ in inventory(added.text_content())} - {"number", "date"}
    if more:
        yield f"a note for readers holds {', '.join(sorted(more))}"


def _words(letter: HtmlElement) -> str:
    """What is sent of a letter: all of it but the line that says how to use it."""
    return " ".join(" ".join(part.text_content().split()) for part in letter if part.get("class") != "small")


def _items(block: HtmlElement) -> list[str]:
    return [" ".join(item.text_content().split()) for item in block.iter("li")]


def _direction_is_fine(element: HtmlElement, side: Side) -> bool:
    """Whether language and direction are the translation's, or English, together; or isolate numbers."""
    lang, direction = element.get("lang"), element.get("dir")
    if element.tag == "bdi" and lang is None and direction == "ltr":
        return True
    return (lang, direction) in (("en", "ltr"), (side.language.tag, side.language.direction))


def _blocks(side: Side) -> Iterator[Block]:
    for element in side.root.iter():
        if isinstance(element.tag, str) and element.tag not in INLINE and not _in_picture(element):
            block = Block(element)
            _read(element, block, side, top=True)
            yield block


def _in_picture(element: HtmlElement) -> bool:
    return any(parent.tag == "svg" for parent in element.iterancestors())


def _read(element: HtmlElement, block: Block, side: Side, *, top: bool) -> None:
    """Add an element to its block, and what is inside it but for other blocks."""
    if marks := _marks(element):
        block.sources |= marks
        block.text += " "
        return
    block.parts[_part(element, side)] += 1
    block.labels += [str(element.get(name)) for name in TEXTS if element.get(name)]
    if element.tag == "time" and element.get("datetime"):
        block.times.append((str(element.get("datetime")), " ".join(element.text_content().split())))
        block.text += " "
        return
    if element.tag == "svg":
        return
    # what is marked as another language is a piece of its own: "。" before it makes no address of both
    apart = element.tag in ("sup", "sub", "img", "br", "input") or (not top and element.get("lang") is not None)
    block.text += " " if apart else ""
    block.text += element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag in INLINE:
            _read(child, block, side, top=False)
        else:
            block.text += " \n "
        block.text += child.tail or ""
    block.text += " " if apart else ""


def _marks(element: HtmlElement) -> set[str]:
    """The addresses of marks that lead to sources; none where an element is anything else."""
    if element.tag != "sup" or element.attrib or not len(element) or (element.text or "").strip():
        return set()
    for mark in element:
        number = str(mark.get("href")).removeprefix("#n")
        plain = set(mark.attrib) <= {"href", "aria-label"} and not len(mark) and not (mark.tail or "").strip()
        if mark.tag != "a" or not plain or not number.isdecimal() or mark.text != number:
            return set()
        if inventory(str(mark.get("aria-label"))) != {("number", number): 1}:
            return set()
    return {str(mark.get("href")) for mark in element}


def _part(element: HtmlElement, side: Side) -> tuple[str, ...]:
    row = [str(element.tag)]
    for name, value in sorted(element.attrib.items()):
        if name in TEXTS or name == "data-kyr":
            continue
        if name in ("lang", "dir"):
            if _direction_is_fine(element, side):
                continue
        elif name in ("href", "src"):
            value = side.place(str(value))
        row.append(f"{name}={value}")
    return tuple(row)


def _unlike(theirs: list[Block], mine: list[Block], language: Language) -> list[Difference]:
    """Pages with other blocks, compared as wholes."""
    every: list[Block] = []
    for blocks in (theirs, mine):
        whole = Block(blocks[0].element)
        for block in blocks:
            whole.parts += block.parts
            whole.text += f"\n{block.text}"
            whole.labels += block.labels
            whole.sources |= block.sources
            whole.times += block.times
        every.append(whole)
    what = [*_parts_differ(every[0].parts, every[1].parts), *_block_differs(every[0], every[1], language)]
    return [Difference(1, one) for one in what or ["its paragraphs, lists or tables stand in another order"]]


def _parts_differ(english: Counter[tuple[str, ...]], translated: Counter[tuple[str, ...]]) -> Iterator[str]:
    for row in english - translated:
        yield f"lacks <{' '.join(row)}>"
    for row in translated - english:
        yield f"has <{' '.join(row)}>, which the English has not"


def _block_differs(english: Block, translated: Block, language: Language) -> Iterator[str]:
    for source in english.sources ^ translated.sources:
        yield f"{'lacks the' if source in english.sources else 'has another'} mark that leads to {source}"
    for value, said in translated.times:
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            continue
        if said not in (long_date(day, language), long_date(day, _ENGLISH)):
            yield f"says “{said}” for {value}"
    yield from text_differences(english.text, translated.text, language)
    yield from text_differences(" \n ".join(english.labels), " \n ".join(translated.labels), language)


def text_differences(english: str, translated: str, language: Language) -> Iterator[str]:
    """What the inventory of a text does not share with its English, and directions that it turns."""
    if english == translated:
        return
    yield from _turned(english, translated)
    theirs, mine = inventory(english), inventory(translated, tuple(_dates(english).elements()), language)
    if theirs == mine:
        return
    lacks, has = theirs - mine, mine - theirs
    _join_groups(lacks, has)
    for kind, value in lacks:
        yield f"lacks the {kind} {value}"
    for kind, value in has:
        yield f"has the {kind} {value}, which the English has not"


def _join_groups(lacks: Counter[tuple[str, str]], has: Counter[tuple[str, str]]) -> None:
    """Let 1 280 000 stand for 1,280,000: the groups, one by one, are no numbers of their own."""
    for kind, value in list(lacks):
        first = len(value) % 3 or 3
        rest = [value[n : n + 3] for n in range(first, len(value), 3)]
        groups = Counter(("number", group) for group in (value[:first], *rest))
        if kind == "number" and len(value) > 3 and groups <= has:
            has.subtract(groups)
            lacks[kind, value] -= 1
    for counter in (lacks, has):
        for row in [row for row, count in counter.items() if count <= 0]:
            del counter[row]


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")


def _turned(english: str, translated: str) -> Iterator[str]:
    if _TURNING & set(translated) - set(english):
        yield "turns the direction of the text"
    for line in re.split(r"[\n\u2028\u2029]", translated):
        depth = 0
        for character in line:
            depth += (character in _ISOLATES) - (character == "\u2069")
            if depth < 0:
                break
        if depth:
            yield "opens or closes a direction that it does not close or open"
            return


# The inventory of a text.

_DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:\d{1,2},\s+)?\d{4}(?!\d)"
)
_ENDS = ("com", "org", "net", "gov", "edu", "info")
"""Ends of addresses that readers know even with a capital letter, or with the next word right behind them."""
_NATIVE_ENDS = (
    "مصر", "موقع", "شبكة", "السعودية", "امارات", "المغرب", "عرب", "中国", "中國", "公司", "网络", "香港", "台湾",
    "भारत", "ไทย", "한국", "ישראל", "рф", "рус", "орг", "ком", "сом", "сайт", "онлайн", "москва", "дети", "укр",
    "бел", "бг", "мкд", "срб", "қаз", "ею", "ευ", "ελ",
)  # fmt: skip
"""Ends of addresses in other scripts."""
_ADDRESS = (
    r"(?P<address>"
    r"[A-Za-z][A-Za-z0-9+.-]*\s?:\s?/\s?[^\s<>\"]+|//\s?[^\s/<>\"]+"
    r"|(?<![A-Za-z0-9])(?:javascript|vbscript|data|tel|mailto|sms|geo|file|blob|intent|whatsapp|tg|signal):"
    r"(?=\S)[^\s<>\"]+"
    r"|(?<![A-Za-z0-9])www\d?(?![A-Za-z0-9])[^\s<>\"]*"
    r"|[^\s<>\"@]*@[^\s<>\"]*"
    r"|(?<![A-Za-z0-9])xn--[\w-]+"
    r"|[\w-]{2,} ?[.\u2024\u30fb\u00b7] ?(?:com|org|net|gov|edu)(?!\.?[A-Za-z0-9-])"
    r")"
    r"|(?P<name>[^\W\d_](?:[\w-]*[\w])?(?:\.[\w-]*\w)+|\d[\w-]*(?:\.[\w-]*\w)*\.[^\W\d_]{2,})"
)
_LAW = (
    r"(?P<law>"
    r"(?:\d+ ?)?(?<![A-Za-z])(?:U\. ?S\. ?C\.?|USC|C\. ?F\. ?R\.?|CFR|Fed\. ?Reg\.|S\. ?Ct\.|U\. ?S\.(?= \d))"
    r"(?![A-Za-z])(?: ?§{1,2})?(?: ?\d(?:[a-z0-9.-]|\([A-Za-z0-9]+\))*)?"
    r"|§{1,2} ?\d(?:[a-z0-9.-]|\([A-Za-z0-9]+\))*|§"
    r"|Pub(?:lic|\.) ?L(?:aw|\.) ?(?:\d+-\d+)?"
    r"|(?<![A-Za-z])(?:H\. ?R\.|S\. ?B\.|A\. ?B\.|SB|AB|HB) ?\d+"
    r")"
)
_FORM = r"(?P<form>(?<![A-Z0-9])[A-Z]{1,5}-\d+[A-Z]*(?![A-Z0-9])|(?<!\d)\d{3,5}-[A-Z]{1,4}(?![A-Z]))"
_PHONE = (
    r"(?P<phone>"
    r"(?<![A-Za-z0-9])(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]{1,2}[A-Z][A-Z0-9-]{5,}"
    r"|\+?\(?\d(?:[ ().·/\u2010-\u2015-]{0,3}\d){6,}"
    r")"
)
_MONEY = r"[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf]"
_AMOUNT = rf"(?P<amount>{_MONEY} ?\d[\d,.]*|\d[\d,.]* ?{_MONEY})"
_CODE = r"(?P<code>[*#+] ?\d+[*#]?)"
_KINDS = re.compile("|".join((_ADDRESS, _LAW, _FORM, _AMOUNT, _PHONE, _CODE, r"(?P<number>\d+)")), re.UNICODE)


def inventory(
    text: str, expected: tuple[str, ...] = (), language: Language | None = None
) -> Counter[tuple[str, str]]:
    """Kind and value of what a text holds: address, law, form, phone, amount, code to dial, number and date.

    English dates are found as they are; the `expected` ones (of the English text) as the language writes them.

    >>> sorted(inventory("By June 9, 2026 pay $9 for I-589 or call 911: 8 CFR 287.5."))
    [('amount', '9'), ('date', 'June 9, 2026'), ('form', 'I-589'), ('law', '8CFR287.5'), ('number', '911')]
    """
    return _inventory(text, expected, language)


@lru_cache(20000)
def _inventory(text: str, expected: tuple[str, ...], language: Language | None) -> Counter[tuple[str, str]]:
    text = folded(text.replace("：", " ; "))  # no reader and no program takes a full-width colon for a scheme's
    found: Counter[tuple[str, str]] = Counter()
    for date in sorted(expected, key=lambda one: -len(one)):  # "9 de junio de 2026" before "junio de 2026"
        for written in (in_language(date, language) if language else date, date):
            text, count = re.subn(rf"(?<!\d){re.escape(folded(written))}(?!\d)", " ; ", text, count=1)
            if count:
                found["date", date] += 1
                break
    for date, count in _dates(text).items():
        found["date", date] += count
    text = re.sub(_DAY, " ; ", text)
    text = re.sub(r"(?<=\d)[.,'\u2019\u060c\u066c](?=\d{3}(?!\d))", "", text)
    return found + _scanned(text)


def _scanned(text: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for match in _KINDS.finditer(text):
        kind = match.lastgroup or ""
        value = re.sub(r"\s+", "", match[0]).rstrip(".,;:")
        if kind == "name":
            if not _is_address(value):
                found += _scanned(match[0].replace(".", " . "))
                continue
            kind = "address"
        if kind == "address":
            value = _spoken_around(value.lower())
        elif kind in ("phone", "code", "amount"):
            value = re.sub(r"[^\dA-Z#*]", "", value)
        found[kind, value] += 1
    return found


def _is_address(name: str) -> bool:
    """Whether words joined by full stops read as an address, not as an abbreviation and not as the end of one
    sentence and the start of the next."""
    if name.upper() == "EE.UU":
        return False
    *before, last = name.split(".")
    latin = "".join(character for character in last if unicodedata.category(character) != "Lo")
    if re.match(rf"(?i:{'|'.join(_ENDS)})(?![a-z])", latin) or _native_end(last.lower()):
        return True  # evil.comLlame
    if max(map(len, before)) < 2 or len(latin) < 2 or latin != latin.lower() or latin.isdecimal():
        return False
    if unicodedata.category(before[-1][-1]) == "Lo":
        return False  # the end of a sentence in a script without small letters, and an English word
    scripts = {unicodedata.name(character, "").split()[0] for character in latin if character.isalpha()}
    return latin.isascii() or len(scripts) > 1  # of other letters, an end in two scripts alone: соm


def _native_end(last: str) -> bool:
    """Whether an end of an address in another script stands here, and no longer word of that script."""
    end = next((end for end in _NATIVE_ENDS if last.startswith(end)), "")
    after = last[len(end) : len(end) + 1]
    if not end or not after or end[0] > "\u2e80":  # Chinese words have no spaces between them
        return bool(end)
    return unicodedata.name(after, "").split()[:1] != unicodedata.name(end[-1]).split()[:1]


def _spoken_around(address: str) -> str:
    """An address without the words that scripts without spaces or capitals write right beside it."""
    while len(address) > 1 and address[-1] > "\x7f" and unicodedata.category(address[-1]) == "Lo":
        address = address[:-1]
    while len(address) > 1 and address[0] > "\x7f" and unicodedata.category(address[0]) == "Lo":
        address = address[1:]
    return address


def _dates(text: str) -> Counter[str]:
    return Counter(" ".join(one.split()) for one in re.findall(_DAY, text))


@lru_cache(20000)
def folded(text: str) -> str:
    """A text as numbers and addresses are read in it: digits of any script as ASCII digits, other numerals as
    numbers, forms of compatibility as what they stand for, one kind of hyphen and of space, nothing invisible.

    >>> folded("٩١١ ⁹¹¹ 1\u202f280 ½ ｅ．ｃｏｍ")
    '911 911 1280  1/2  e.com'
    """
    if text.isascii():
        return " ".join(text.split())
    out = []
    for character in text:
        if unicodedata.category(character) in ("Cf", "Mn") or character in "\u115f\u1160\u3164\uffa0":
            continue
        if unicodedata.category(character)[0] == "N":
            digit = unicodedata.digit(character, None)
            shown = unicodedata.normalize("NFKC", character).replace("\u2044", "/")
            out.append(str(digit) if digit is not None else f" {shown} ")
        else:
            out.append(character)
    text = re.sub("[\u3007零一二三四五六七八九]{3,}", _han, "".join(out))
    text = re.sub(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))", "", text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[A-Za-z0-9])[\u3002\uff0e\uff61\u2024](?=[a-z])", ".", text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"[ \t\r\f\v\u00a0\u2000-\u200a]", " ", text)


def _han(match: re.Match[str]) -> str:
    return match[0].translate({ord(c): str(n) for n, c in enumerate("零一二三四五六七八九")} | {0x3007: "0"})


_ENGLISH = Language("en", "English", "English", "ltr")


def _languages(tree: Tree) -> tuple[Language, ...]:
    """The project's languages, which know how dates are written that CLDR does not know."""
    return languages(tree.project) if (tree.project / "locales/languages.yml").is_file() else ()


def _is_language(tree: Tree, folder: str) -> bool:
    start = tree.pages.get(f"{folder}/index.html")
    return start is not None and start.root.get("lang") == folder
