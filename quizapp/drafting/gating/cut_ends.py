"""A statement that ends where its passage goes on: "faces six counts in connection" with what."""

import re
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of

_END: Final = re.compile(
    r"\b(?P<prep>in|on|at|by|to|with|for|from|of|as|under|into|about) (?P<noun>[a-z]+)\.$"
)
_ON: Final = r"(?:of|to|about|against|between|over)"
_ON_WITH: Final = rf"(?:{_ON}|with|for)"
_WITH: Final = frozenset(
    {"connection", "line", "accordance", "contact", "conflict", "search", "exchange", "payment"}
    | {"charge", "favour", "favor", "return", "touch", "keeping", "talks", "demand", "demands"}
)
"""Nouns without an article that go on with "with" or "for"."""
_CALLED: Final = re.compile(
    r"\b(?:known|called|referred to|described|regarded|recogni[sz]ed)(?: [a-z]+ly)?(?=[ .])(?! as )"
)
_CLOCK: Final = re.compile(r"\bat \d{1,2}(?:\.$| was )|\bmost recently(?:\.$| was | is )")
"""An hour whose minutes are lost ("crossed the line at 2" of "2:37"), a time without its case."""
_LEFT_OPEN: Final = re.compile(r"\ban? (?:[\w-]+ ){0,3}?(?P<before>[\w-]+) (?P<last>[a-z]+)\.$")
"""A thing that ends with its adjective or participle: "a term introduced", "a wholly organic"."""


def cut_end(statement: str, evidence: str) -> str:
    """Return the last words of a statement that lack what the evidence has behind them, or "".

    A noun without an article behind a preposition says mostly little without what hangs on it:
    "a solution to concerns" about prices, "arrested on charges" of murder.
    """
    for called in _CALLED.finditer(statement):
        if f"{called[0]} as " in evidence:
            return called[0]
    opened = _left_open(statement, evidence)
    if opened:
        return opened
    clock = _CLOCK.search(statement)
    if clock is not None:
        return clock[0]
    found = _END.search(statement)
    if found is None:
        return ""
    prep, noun = found["prep"], found["noun"]
    on = _ON_WITH if noun in _WITH else _ON.replace("to|", "") if prep in {"to", "from"} else _ON
    behind = re.search(rf"\b{prep} {noun} {on} ", f"{evidence} ", re.IGNORECASE)
    return f"{prep} {noun}" if behind else ""


def _left_open(statement: str, evidence: str) -> str:
    """Return the end of "is a term introduced" where the evidence goes on: "in 1860 by Lep"."""
    found = _LEFT_OPEN.search(statement)
    if found is None:
        return ""
    before, last = found["before"], found["last"]
    participle = tag_of(before) == "NN" and tag_of(last) in {"VBN", "VBD"}
    adjective = before.endswith("ly") and tag_of(last) == "JJ"
    goes_on = re.search(rf"\b{before} {last},? \w", f"{evidence} ", re.IGNORECASE)
    return f"{before} {last}" if (participle or adjective) and goes_on else ""
