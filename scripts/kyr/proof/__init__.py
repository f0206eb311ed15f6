"""Proof: what is measured and checked on the finished site, from the outside.

Each check reads the built tree alone, as a reader's browser would get it, and says what it found
as `path:line: what is wrong — what to do`.
"""
