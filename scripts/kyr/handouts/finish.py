"""The last pass over a PDF: what a reader's software needs beyond what the browser writes, and nothing that
differs from one run to the next."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator


def finished(raw: bytes, *, title: str, language: str, day: datetime.date, without: str | None = None) -> bytes:
    """The PDF with title, language, PDF/UA-1 metadata, scopes of table headings, and the day of the
    build as date. Links that begin with `without` go: nobody has said yet where the site stands.

    Law: the same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        stamp = f"D:{day:%Y%m%d}000000Z"
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        pdf.docinfo["/Title"] = String(title)
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = String(stamp)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
            metadata["pdfuaid:part"] = "1"
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = f"{day.isoformat()}T00:00:00Z"
        root = pdf.Root
        root.Lang = String(language)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _rename(pdf)
        for page in pdf.pages:
            _drop_unshown(page)
        for heading in elements(pdf):
            if heading.get("/S") == Name.TH and not _has_scope(heading):
                _set_scope(heading)
        if without:
            _drop_links(pdf, without)
        out = io.BytesIO()
        pikepdf.settings.set_flate_compression_level(9)
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
        return out.getvalue()


_UNSHOWN = re.compile(rb"/Span\s*<<\s*/ActualText\s*<[0-9A-Fa-f]*>\s*>>\s*BDC\s+EMC\s")


def _drop_unshown(page: pikepdf.Page) -> None:
    """Where a line goes on in the next column or side, the browser leaves out its letters here but not what they
    say, which would be heard twice."""
    content = page.Contents.read_bytes()
    shown = _UNSHOWN.sub(b"", content)
    if shown != content:
        page.Contents.write(shown)


def _rename(pdf: pikepdf.Pdf) -> None:
    """Number the elements by their order: the browser numbers them by how much it has done before."""
    named = [element for element in elements(pdf) if "/ID" in element]
    names = {bytes(element["/ID"]): String(f"e{number:06}") for number, element in enumerate(named)}
    for element in named:
        element.ID = names[bytes(element["/ID"])]
    for element in elements(pdf):
        for attributes in _attributes(element):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                heads = attributes["/Headers"]
                attributes.Headers = Array([names[bytes(head)] for head in heads if bytes(head) in names])
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None and "/IDTree" in tree:
        pairs = [part for element in named for part in (element["/ID"], element)]
        tree.IDTree = pdf.make_indirect(Dictionary(Names=Array(pairs)))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in the order in which it is read."""
    tree = pdf.Root.get("/StructTreeRoot")
    waiting = [tree] if tree is not None else []
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
        kids = element.get("/K") if isinstance(element, Dictionary) else None
        if isinstance(kids, Array):
            waiting += reversed([kid for kid in kids if isinstance(kid, Dictionary)])
        elif isinstance(kids, Dictionary):
            waiting.append(kids)


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = element.get("/A")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _has_scope(heading: pikepdf.Object) -> bool:
    return any(isinstance(one, Dictionary) and "/Scope" in one for one in _attributes(heading))


def _set_scope(heading: pikepdf.Object) -> None:
    """A heading in the head of a table is of its column, one beside cells of its row."""
    row = heading.get("/P")
    above = row.get("/P") if row is not None else None
    in_head = above is not None and above.get("/S") == Name.THead
    scope = Dictionary(O=Name.Table, Scope=Name.Column if in_head else Name.Row)
    heading.A = Array([*_attributes(heading), scope])


def _drop_links(pdf: pikepdf.Pdf, beginning: str) -> None:
    for page in pdf.pages:
        kept = [one for one in page.get("/Annots", ()) if not _leads_below(one, beginning)]
        if len(kept) < len(page.get("/Annots", ())):
            page.Annots = Array(kept)


def _leads_below(annotation: pikepdf.Object, beginning: str) -> bool:
    action = annotation.get("/A")
    return action is not None and str(action.get("/URI", "")).startswith(beginning)
