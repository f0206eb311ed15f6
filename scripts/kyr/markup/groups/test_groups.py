"""The block `groups`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_each_link_leads_to_a_heading_of_the_actions(page: Render) -> None:
    html, state = page("/// groups\n///\n\n/// activities\n///")
    links = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', html)
    assert links
    for group, name in links:
        assert f'<h2 id="{group}">{name}</h2>' in html
    assert not state.page.problems


def test_it_takes_no_argument(page: Render) -> None:
    _, state = page("/// groups | money\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "the block 'groups' takes no argument")]
