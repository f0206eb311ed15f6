"""What a content security policy calls an inline style or script by."""

from __future__ import annotations

import base64
import hashlib


def csp_hash(content: str) -> str:
    """The hash as CSP Level 3, section 6.7.3.2, has it.

    >>> csp_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
