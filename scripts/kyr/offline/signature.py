"""Signatures in the format of minisign: whose a file is, and whether a byte of it changed.

Format: https://jedisct1.github.io/minisign/ ("Signature format", "Public key format"). Signing is left to the
program minisign itself, so that no secret key ever passes through this one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from mnemonic import Mnemonic

ENDING = ".minisig"
KEY_BYTES, SIGNATURE_BYTES = 42, 74
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
WORDS, BITS = 6, 11


@dataclass(frozen=True)
class Key:
    """A public key: its number and its 32 bytes."""

    number: bytes
    point: bytes

    @property
    def name(self) -> str:
        """The key's number as minisign prints it: sixteen signs of base 16."""
        return self.number[::-1].hex().upper()

    @property
    def words(self) -> str:
        """Six words of the key's SHA-256, eleven bits each, from the English list of BIP 39: two people can
        compare them by telephone. They tell keys apart; they are no secret."""
        bits = int.from_bytes(hashlib.sha256(self.number + self.point).digest(), "big") >> (256 - WORDS * BITS)
        listed = Mnemonic("english").wordlist
        return " ".join(listed[bits >> (BITS * (WORDS - 1 - at)) & (2**BITS - 1)] for at in range(WORDS))


def key(text: str) -> Key:
    """Read a public key: the line of base 64, or the file minisign.pub. Raises ValueError."""
    lines = [line for line in text.strip().splitlines() if not line.startswith(UNTRUSTED)]
    try:
        raw = base64.b64decode(lines[0].strip(), validate=True) if len(lines) == 1 else b""
    except binascii.Error:
        raw = b""
    if len(raw) != KEY_BYTES or not raw.startswith(b"Ed"):
        raise ValueError("no public key of minisign — give the second line of minisign.pub")
    return Key(raw[2:10], raw[10:])


def signed(content: bytes, signature: bytes, by: Key) -> str:
    """The trusted comment of a signature that holds. Raises ValueError where it is none, is another key's, or the
    content or the comment was changed."""
    lines = signature.decode("utf-8", "replace").splitlines()
    if len(lines) < 4 or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise ValueError("no signature of minisign")
    try:
        raw, over_all = base64.b64decode(lines[1], validate=True), base64.b64decode(lines[3], validate=True)
    except binascii.Error:
        raise ValueError("no signature of minisign") from None
    if len(raw) != SIGNATURE_BYTES or raw[:2] not in (b"Ed", b"ED"):
        raise ValueError("no signature of minisign")
    if raw[2:10] != by.number:
        raise ValueError(f"signed with another key, {Key(raw[2:10], b'').name}")
    comment = lines[2].removeprefix(TRUSTED)
    what = hashlib.blake2b(content).digest() if raw[:2] == b"ED" else content
    point = Ed25519PublicKey.from_public_bytes(by.point)
    try:
        point.verify(raw[10:], what)
    except InvalidSignature:
        raise ValueError("the signature does not hold: what was signed is not this") from None
    try:
        point.verify(over_all, raw[10:] + comment.encode())
    except InvalidSignature:
        raise ValueError("the comment of the signature was changed") from None
    return comment
