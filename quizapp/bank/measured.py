"""The question for a number: "how many people does the firm employ?".

What is measured is a noun phrase of the author's: "the number of people that the firm employs".
It is turned into a question of its own where that is certain; elsewhere it is asked for as it
stands.
"""

import re
from typing import Final

from quizapp.bank.inversion import inverted, inverted_now, of_many

_LINKED: Final = re.compile(
    r"the (?P<head>[^,;:]+?) (?:(?:(?P<prep>[a-z]+) )?(?P<link>which|whom)|that|who) (?P<rest>.+)"
)
_WITHIN: Final = re.compile(
    r"the number of (?P<things>[a-z]+s) in (?P<place>(?:the )?[A-Z][^,;:]*)"
)
_OF: Final = re.compile(r"(?P<measure>(?:[a-z]+ )*?[a-z]+) of (?P<things>.+)")
_PREPOSITIONS: Final = frozenset(
    {"after", "among", "at", "by", "for", "from", "in", "into", "of", "on", "over", "through"}
    | {"to", "under", "with", "within"}
)
_MEASURES: Final = frozenset(
    {"age", "altitude", "amount", "area", "average", "bill", "budget", "capacity", "circumference"}
    | {"cost", "debt", "decline", "decrease", "density", "depth", "diameter", "distance", "drop"}
    | {
        "duration",
        "fall",
        "fee",
        "fine",
        "frequency",
        "gain",
        "grant",
        "growth",
        "height",
        "income",
    }
    | {"increase", "interval", "length", "level", "loan", "loss", "magnitude", "margin", "mass"}
    | {"number", "output", "percentage", "population", "price", "production", "profit", "rate"}
    | {"ratio", "reduction", "revenue", "rise", "salary", "share", "size", "speed", "sum"}
    | {"temperature", "thickness", "time", "total", "turnover", "value", "volume", "wage", "wait"}
    | {"weight", "width", "yield", "tax", "toll", "rent", "damage", "interest", "pace", "part"}
)
"""Nouns, each in the singular, that say what a number measures."""
_LASTING: Final = frozenset({"time", "duration"})
_COUNTED: Final = "number"
_TORN: Final = ("never ", "always ", "not ")
"""Words before a verb that stay with it: "the share that never reaches a tap"."""
_PARTED: Final = frozenset({_COUNTED, "amount", "share", "percentage", "part"})
"""Measures whose "of" tells what is counted: "what share of homes", but no "what cost of homes"."""


def number_question(what: str, *, now: bool) -> str:
    """Return the question for the number of ``what``: lower-case start, no question mark.

    Args:
        what: a noun phrase, as the slot of a quantity holds it.
        now: whether the fact is told of the present: "what is the share", not "what was".
    """
    found = _LINKED.fullmatch(what)
    asked = _linked(found) if found else None
    if asked is not None:
        return asked
    within = _WITHIN.fullmatch(what)
    if within:
        return f"how many {within['things']} {'are' if now else 'were'} there in {within['place']}"
    aged = re.fullmatch(r"the age of ([A-Z][^,]+)", what)
    if aged:
        return f"how old {'is' if now else 'was'} {aged.group(1)}"
    if _measure(what.removeprefix("the ")) if what.startswith("the ") else False:
        return f"what {'is' if now else 'was'} {what}"
    return f"what is the figure for {what}"


def _measure(words: str) -> str:
    """Return the noun of measure that a phrase is about, or ""."""
    head = re.split(
        r" (?:of|for|in|at|by|on|per|between|since|from|to|with|that|which|who)\b", words
    )
    last = head[0].rsplit(" ", 1)[-1]
    return last if last in _MEASURES else ""


def _linked(found: re.Match[str]) -> str | None:
    """Return the question for "the share of homes that stand empty", or None where in doubt."""
    head, prep, rest = found["head"], found["prep"], found["rest"]
    measure = _measure(head)
    if not measure or (" of " in head and measure not in _PARTED) or rest.startswith(_TORN):
        return None
    turned = inverted(rest) or inverted_now(rest)
    if turned is None:
        return None if prep else _counted(head, measure, rest)
    if prep is None:
        if found["link"] == "whom":
            return None
        return f"{'how long' if measure in _LASTING else _asked(head)} {turned}"
    if prep not in _PREPOSITIONS:
        return None
    return f"{prep} {_timed(measure, prep) or _asked(head)} {turned}"


def _counted(head: str, measure: str, rest: str) -> str | None:
    """Return "how many homes stand empty", where what is counted does or is something."""
    many = of_many(rest)
    if many is None or not _OF.fullmatch(head) or measure not in {_COUNTED, "share"}:
        return None
    return f"{_asked(head)} {many if measure == _COUNTED else rest}"


def _asked(head: str) -> str:
    """Return "how many homes" for "number of homes", "what share of homes" for a share."""
    things = _OF.fullmatch(head)
    if things is not None and things["measure"] == _COUNTED:
        return f"how many {things['things']}"
    last = things["things"].split(" of ")[0].rsplit(" ", 1)[-1] if things is not None else ""
    if things is not None and things["measure"] == "amount" and not last.endswith("s"):
        return f"how much {things['things']}"
    return f"what {head}"


def _timed(measure: str, prep: str) -> str:
    """Return "how long" where a time is asked for with "for", or ""."""
    if measure not in _LASTING:
        return ""
    return "how long" if prep == "for" else f"what {measure}"
