"""Editions: the code on every page and paper, and the register of the codes that were given out."""

from .codes import LONGEST_MARK, Code, WrongCode, page_mark, sealed
from .register import REGISTER, Recorded, Register, load_register
from .wording import Wording, wording

__all__ = [
    "LONGEST_MARK",
    "REGISTER",
    "Code",
    "Recorded",
    "Register",
    "Wording",
    "WrongCode",
    "load_register",
    "page_mark",
    "sealed",
    "wording",
]
