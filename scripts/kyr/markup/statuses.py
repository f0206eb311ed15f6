"""The seven words for a way of data: their style and the mark that survives a photocopy."""

from __future__ import annotations

STATUSES = {
    "in-force": ("force", "[=]"),
    "blocked": ("block", "[X]"),
    "contested": ("fight", "[?]"),
    "reported": ("rep", "[~]"),
    "prohibited": ("law", "[#]"),
    "ended": ("end", "[-]"),
    "unknown": ("unk", "[ ]"),
}
"""Status in the ledger → class in the styles, mark. The words: `status.…` in overrides/words/blocks.yml."""

STOPPED = ("blocked", "prohibited", "ended")


def goes(status: str, standing: str | None) -> bool:
    """Whether the data may go this way today, for all that is known."""
    return status not in STOPPED and not (status == "contested" and standing == "stopped")
