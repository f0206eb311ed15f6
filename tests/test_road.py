"""One road, one direction: each package imports only what stands before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kyr

PACKAGE = Path(str(kyr.__file__)).parent
ROAD = ("problems", "clock", "ledger", "editions", "markup", "l10n", "site", "offline", "handouts", "proof", "cli")
"""The stops in their order. What `kyr/<stop>` holds may import the stops before it, and itself."""


def imported(source: str, module: str) -> list[tuple[int, str]]:
    """Line and full name of everything of ours that a module imports, at the top or inside a function, for
    types alone or for use. A relative import is read from where the module stands."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{start}.{name.name}") for name in node.names]
    return [(line, name) for line, name in found if name.split(".")[0] == "kyr"]


def against_the_road(source: str, module: str) -> list[str]:
    """The imports of a module (`kyr.site.build`; a package with `.__init__`) that lead to a later stop."""
    here = ROAD.index(module.split(".")[1])
    return [
        f"{module}:{line}: {name}"
        for line, name in imported(source, module)
        if len(name.split(".")) > 1 and name.split(".")[1] in ROAD[here + 1 :]
    ]


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def name_of(path: Path) -> str:
    return ".".join(("kyr", *path.relative_to(PACKAGE).with_suffix("").parts))


def test_every_module_stands_on_the_road() -> None:
    assert {name_of(path).split(".")[1] for path in modules()} <= set(ROAD)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_import_leads_back_to_a_later_stop(path: Path) -> None:
    assert against_the_road(path.read_text("utf-8"), name_of(path)) == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from kyr.site import build", "kyr.markup.state"),
        ("from kyr import l10n", "kyr.ledger.load"),
        ("import kyr.proof.checks", "kyr.site.build"),
        ("from ..l10n import gate", "kyr.markup.words"),
        ("from ...l10n import gate", "kyr.markup.say.__init__"),
        ("from .. import site", "kyr.l10n.gate"),
        ("def f():\n    from kyr.cli import app", "kyr.proof.commands"),
        ("if TYPE_CHECKING:\n    from kyr.ledger import Fact", "kyr.problems"),
    ],
)
def test_a_step_back_is_seen(source: str, module: str) -> None:
    assert len(against_the_road(source, module)) == 1


def test_steps_forward_are_fine() -> None:
    assert against_the_road("from kyr.ledger import Fact\nfrom . import gate\nimport re", "kyr.l10n.tokens") == []
